package cascade

import (
	"cmp"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
)

// Which version of an org unit rules when, and what was before.

// A row is a Version of an org unit with its first day.
type row struct {
	*Version
	place   int // among the versions of the timeline
	first   int
	almanac *almanac.Almanac // of its card
}

// known reports whether a row was recorded by a moment. The zero moment is now.
func (r *row) known(asOf time.Time) bool { return asOf.IsZero() || !r.RecordedAt.After(asOf) }

// A reign is a row that rules from one day to another.
type reign struct {
	*row
	last int
}

// reignsOf returns the rows of an org unit that have ruled one after another by the last day of a period, as of a
// moment: the last of them rules the period. Rows are sorted by their first days, then by their moments.
func reignsOf(rows []row, p period.Period, asOf time.Time) []reign {
	var list []reign
	for i := range rows {
		r := &rows[i]
		days, ok := r.almanac.Span(p.Label())
		if !ok || r.first > days.Last || !r.known(asOf) {
			continue
		}
		n := len(list)
		if n > 0 && list[n-1].first == r.first { // corrected
			list[n-1] = reign{r, almanac.Ever.Last}
			continue
		}
		if n > 0 {
			list[n-1].last = r.first - 1
		}
		list = append(list, reign{r, almanac.Ever.Last})
	}
	return list
}

// rulingOf returns the rows that rule, and how many there are; behind them, of org units that have gone, those that ruled
// last.
func rulingOf(all [][]reign) (rows []*row, rule int) {
	var gone []*row
	for _, reigns := range all {
		n := len(reigns)
		if n > 0 && !reigns[n-1].Gone {
			rows = append(rows, reigns[n-1].row)
			continue
		}
		for n > 0 && reigns[n-1].Gone {
			n--
		}
		if n > 0 {
			gone = append(gone, reigns[n-1].row)
		}
	}
	return append(rows, gone...), len(rows)
}

// unitsOf returns the org units of rows.
func unitsOf(rows []*row) []OrgUnit {
	units := make([]OrgUnit, len(rows))
	for i, r := range rows {
		units[i] = r.OrgUnit
	}
	return units
}

// pastOf returns what was so before, from the reigns of all org units and those that have gone.
func pastOf(all [][]reign, gone []OrgUnit) past {
	p := past{units: gone, stays: map[string]stay{}}
	for _, reigns := range all {
		if len(reigns) == 0 {
			continue
		}
		if since := p.record(reigns); !reigns[len(reigns)-1].Gone {
			p.since = append(p.since, since)
		}
	}
	return p
}

// A statement is what a contribution of readings says. Where the next version of an org unit says the same, it goes on.
type statement struct {
	mode     Mode
	from, to bsc.Ref
	unit     string
	factor   bsc.Factor
}

// statements returns what a row says of readings, by the places of its contributions; zero: of scores.
func (r *row) statements() []statement {
	if r.Gone {
		return nil
	}
	said := make([]statement, len(r.OrgUnit.Contributes))
	for i, c := range r.OrgUnit.Contributes {
		if c.Mode != Contributory {
			said[i] = statement{c.Mode, c.From, c.To, cmp.Or(c.OrgUnit, r.OrgUnit.Parent), c.Factor}
		}
	}
	return said
}

// record records what one org unit contributed before, and when it was there. It returns the first days of what it
// contributes now.
func (p *past) record(reigns []reign) []period.Period {
	p.timesOf(reigns)
	var since []period.Period
	began := map[statement]int{} // the first days of what is said
	for i := range reigns {
		r := &reigns[i]
		said := r.statements()
		if i > 0 {
			p.end(&reigns[i-1], said, began)
		}
		since = make([]period.Period, len(said))
		for place, s := range said {
			if _, goesOn := began[s]; !goesOn {
				began[s] = r.first
			}
			since[place] = dayOf(r.almanac, began[s])
		}
	}
	return since
}

// end records what a row has said and the next one does not say.
func (p *past) end(r *reign, next []statement, began map[statement]int) {
	goesOn := make(map[statement]bool, len(next))
	for _, s := range next {
		goesOn[s] = true
	}
	for place, s := range r.statements() {
		if s == (statement{}) || goesOn[s] {
			continue
		}
		p.gave = append(p.gave, given{
			Contribution: Contribution{Mode: s.mode, From: s.from, To: s.to, OrgUnit: s.unit, Factor: s.factor},
			from:         r.OrgUnit.ID, path: at(item(r.place)+"/unit", "contributes", place),
			time: lasting{dayOf(r.almanac, began[s]), dayOf(r.almanac, r.last)},
		})
		delete(began, s)
	}
}

// timesOf records when an org unit was there: as each of its versions said, and not before the first.
func (p *past) timesOf(reigns []reign) {
	first, id := dayOf(reigns[0].almanac, reigns[0].first), reigns[0].OrgUnit.ID
	var times []bsc.OrgUnitTime
	for i := range reigns[:len(reigns)-1] {
		was, is := reigns[i].time(first), reigns[i+1].time(first)
		if was != is && reigns[i].last > 0 { // before the calendar there is nothing
			was.Through = dayOf(reigns[i].almanac, reigns[i].last)
			times = append(times, was)
		}
	}
	now := reigns[len(reigns)-1].time(first)
	if now.Away {
		now.Through = period.Of(almanac.LabelOf(almanac.LastDay))
		times = append(times, now)
	}
	p.stays[id] = stay{now.Since, now.Until, times}
}

// time returns when an org unit is there, by a version, but not before some day; zero: there is none. One that has ended by
// then is not there at all.
func (r *row) time(first period.Period) bsc.OrgUnitTime {
	if r.Gone {
		return bsc.OrgUnitTime{Away: true}
	}
	t := bsc.OrgUnitTime{Since: r.OrgUnit.Since, Until: r.OrgUnit.Until}
	since, _ := r.almanac.Span(t.Since.Label())
	until, ends := r.almanac.Span(t.Until.Label())
	begin, begins := r.almanac.Span(first.Label())
	switch {
	case begins && ends && until.Last < begin.First:
		return bsc.OrgUnitTime{Away: true}
	case begins && since.First < begin.First:
		t.Since = first
	}
	return t
}

// dayOf returns a day as a period; zero for the first and the last day of what has no beginning or no end.
func dayOf(a *almanac.Almanac, day int) period.Period {
	if day == almanac.Ever.First || day == almanac.Ever.Last {
		return period.Period{}
	}
	l, _ := a.At(day, almanac.Day)
	return period.Of(l)
}
