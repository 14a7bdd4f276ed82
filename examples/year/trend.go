package main

import (
	"slices"
	"strconv"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
)

// arrows show which way a score moved.
var arrows = map[history.Movement]string{history.Rising: "↑", history.Falling: "↓", history.Steady: "→"}

// onTheWay are the KPIs that are shown with their pace.
var onTheWay = []bsc.Ref{bsc.KPIRef("revenue"), bsc.KPIRef("training-hours"), bsc.KPIRef("on-time")}

// year prints the fiscal year: its trend, its KPIs and their pace.
func (p *printer) year(y *year) {
	p.line(y.whole.Scorecard().Name(), ", fiscal year ", y.label.String(), ", as known on ", date(y.today))
	p.scores(y)
	p.kpis(y)
	p.pace(y)
}

// scores prints the total and the perspectives month by month, and those of the whole year.
func (p *printer) scores(y *year) {
	p.title("Scores by month, with the change since the month before and for how many months it goes that way")
	const width = 18
	total := y.whole.Scorecard().Ref()
	refs := []bsc.Ref{total}
	for _, child := range y.whole.Scorecard().Children(total) {
		refs = append(refs, child.Ref)
	}
	cells := []string{left("", 9)}
	for _, ref := range refs {
		o, _ := y.whole.Of(ref)
		cells = append(cells, left(clip(o.Name, width-2), width))
	}
	p.line(cells...)

	points := byPeriod(y.trend, refs)
	for _, result := range y.trend.Results() {
		cells := []string{left(result.Period().String(), 9)}
		for _, ref := range refs {
			point := points[ref][result.Period()]
			cells = append(cells, left(score(result, point.Outcome)+move(point), width))
		}
		p.line(cells...)
	}
	cells = []string{left(y.label.String(), 9)}
	for _, ref := range refs {
		o, _ := y.whole.Of(ref)
		cells = append(cells, left(score(y.whole, o), width))
	}
	p.line(cells...)
}

// move shows how a score moved, and for how many periods in a row if for more than one.
func move(point history.Point) string {
	if !point.Change.Valid {
		return ""
	}
	text := right(signed(point.Change.Decimal), 6) + " " + arrows[point.Movement]
	if point.Streak > 1 {
		text += strconv.Itoa(point.Streak)
	}
	return text
}

// kpis prints every KPI that was on the scorecard during the year, with its score by month.
func (p *printer) kpis(y *year) {
	p.title("KPIs by month")
	results := y.trend.Results()
	refs, names := union(results, bsc.KindKPI)
	cells := []string{left("", 26)}
	for _, result := range results {
		cells = append(cells, left(result.Period().String()[2:], 6))
	}
	p.line(cells...)
	points := byPeriod(y.trend, refs)
	for _, ref := range refs {
		cells := []string{left(clip(names[ref], 25), 26)}
		for _, result := range results {
			cell := ""
			if point, ok := points[ref][result.Period()]; ok {
				cell = light(result.Scorecard(), point.Rating) + whole(point) + letter(point.Flags)
			}
			cells = append(cells, left(cell, 6))
		}
		p.line(cells...)
	}
	p.legend(y.whole.Scorecard())
}

// whole shows a score without decimal places.
func whole(p history.Point) string {
	if !p.Score.Valid() {
		return right("–", 3)
	}
	return right(p.Result.Display(p.Ref, 0), 3)
}

// pace prints KPIs on their way to the year's target.
func (p *printer) pace(y *year) {
	p.title("On the way to the target of the year: actual and target by then; the share reached, and expected")
	cells := []string{left("", 9)}
	for _, ref := range onTheWay {
		o, _ := y.whole.Of(ref)
		whole := o.Target.Value.Decimal
		if o.Pace != nil {
			whole = o.Pace.Target
		}
		cells = append(cells, left(o.Name+", "+number(whole)+" "+o.Unit, 31))
	}
	p.line(cells...)
	points := byPeriod(y.trend, onTheWay)
	for _, result := range y.trend.Results() {
		cells := []string{left(result.Period().String(), 9)}
		for _, ref := range onTheWay {
			cells = append(cells, left(way(points[ref][result.Period()]), 31))
		}
		p.line(cells...)
	}
}

// way shows how far a KPI has come.
func way(point history.Point) string {
	if !point.Actual.Valid || !point.Target.Value.Valid {
		return "–"
	}
	text := right(number(point.Actual.Decimal), 6) + right(number(point.Target.Value.Decimal), 7)
	if pace := point.Pace; pace != nil {
		text += right(percent(pace.Progress), 8) + right(percent(pace.Expected), 8)
	}
	return text
}

// byPeriod returns the points of nodes by period. A node may be on the scorecard for only a part of the time.
func byPeriod(trend *history.Trend, refs []bsc.Ref) map[bsc.Ref]map[period.Period]history.Point {
	points := map[bsc.Ref]map[period.Period]history.Point{}
	for _, ref := range refs {
		points[ref] = map[period.Period]history.Point{}
		for point := range trend.Of(ref) {
			points[ref][point.Period] = point
		}
	}
	return points
}

// union returns the nodes of the given kinds, or of all kinds, that are on any of the results, with their
// names. A node that was added keeps its place of the newer scorecard.
func union(results []*bsc.Result, kinds ...bsc.Kind) (refs []bsc.Ref, names map[bsc.Ref]string) {
	names = map[bsc.Ref]string{}
	for _, result := range results {
		place := 0
		for o := range result.All() {
			if len(kinds) > 0 && !slices.Contains(kinds, o.Ref.Kind) {
				continue
			}
			if _, known := names[o.Ref]; !known {
				refs = slices.Insert(refs, place, o.Ref)
			}
			names[o.Ref] = o.Name
			place = slices.Index(refs, o.Ref) + 1
		}
	}
	return refs, names
}

// clip shortens text to a width in runes.
func clip(text string, width int) string {
	if runes := []rune(text); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return text
}
