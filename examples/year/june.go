package main

import (
	"errors"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A comparison is the report on one period in three versions.
type comparison struct {
	*year
	given time.Time   // when the report was first given
	then  *bsc.Result // as it was given
	now   *bsc.Result // as it comes out today
	recut *bsc.Result // by today's definition and readings
}

// compare evaluates a period as of a moment in the past and as of today. All that is kept from the past is
// readings, targets and definitions, with the moments at which they became known.
func compare(y *year, asked period.Period, given time.Time) (*comparison, error) {
	c := &comparison{year: y, given: given}
	var err error
	if c.then, err = y.timeline.Evaluate(y.input(asked, given)); err != nil {
		return nil, err
	}
	if c.now, err = y.timeline.Evaluate(y.input(asked, y.today)); err != nil {
		return nil, err
	}
	results := y.trend.Results()
	card, ok := y.timeline.At(results[len(results)-1].Period(), y.today)
	if !ok {
		return nil, errors.New("no definition is in force today")
	}
	c.recut, err = card.Evaluate(y.input(asked, y.today))
	return c, err
}

// report prints every node of a result below its parent.
func (p *printer) report(title string, result *bsc.Result) {
	p.title(title)
	for o := range result.All() {
		indent := map[bsc.Kind]string{bsc.KindPerspective: "  ", bsc.KindObjective: "    ", bsc.KindKPI: "      "}[o.Ref.Kind]
		p.line(left(indent+o.Name, 38), score(result, o), "  ", left(actual(o), 25), remark(o))
	}
	p.line("Definition ", short(result), ".")
	if total := result.Total(); total.Score.Valid() && !total.Low.Equal(total.High) {
		p.line("With all data the total would lie between ", total.Low.Text(1), " and ", total.High.Text(1), ".")
	}
}

// differences prints what has become known since, and how it changed the scores.
func (p *printer) differences(c *comparison) {
	p.title("Why they differ")
	p.facts(c)
	p.targets(c)
	p.movements(c)
	p.definitions(c)
}

// facts prints the readings recorded since the report was given: late, corrected or confirmed.
func (p *printer) facts(c *comparison) {
	p.line("Readings recorded since, of time until ", c.then.Period().String())
	for _, fact := range c.readings.Facts() {
		if !c.since(fact.RecordedAt) || !c.until(fact.Period) {
			continue
		}
		p.line("  ", fact.RecordedAt.Format(time.DateOnly), "  ", left(fact.Ref.String()+" in "+fact.Period.String(), 28), c.change(fact), note(fact.Note))
	}
}

// since reports whether something became known after the report was given.
func (c *comparison) since(recorded time.Time) bool {
	return recorded.After(c.given) && !recorded.After(c.today)
}

// until reports whether a period was over by the end of the reported one.
func (c *comparison) until(asked period.Period) bool {
	_, last, err := c.calendar.Bounds(asked)
	if err != nil {
		return false
	}
	_, end, err := c.calendar.Bounds(c.then.Period())
	return err == nil && last.Compare(end) <= 0
}

// change says how a new fact changed the one in force when the report was given.
func (c *comparison) change(fact bsc.Fact) string {
	before, known := c.readings.Reading(bsc.Query{Ref: fact.Ref, Period: fact.Period, AsOf: c.given})
	switch {
	case !known:
		return "late: " + number(fact.Value)
	case before.Value.Equal(fact.Value):
		return "confirmed: " + number(fact.Value)
	default:
		return "corrected" + fromTo(before.Value, fact.Value)
	}
}

func note(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// targets prints the targets revised since the report was given.
func (p *printer) targets(c *comparison) {
	p.line("Targets revised since")
	for now := range c.now.All() {
		then, _ := c.then.Of(now.Ref)
		if !then.Target.Value.Valid || !now.Target.Value.Valid || then.Target.Value.Decimal.Equal(now.Target.Value.Decimal) {
			continue
		}
		p.line("  ", now.Ref.String(), " by ", c.now.Period().String(), fromTo(then.Target.Value.Decimal, now.Target.Value.Decimal), " ", now.Unit,
			yearly(then, now), note(now.Target.Origin))
	}
}

// yearly shows the targets of the longer period that a KPI is on its way to.
func yearly(then, now bsc.Outcome) string {
	if then.Pace == nil || now.Pace == nil {
		return ""
	}
	return ", of " + now.Pace.Of.String() + fromTo(then.Pace.Target, now.Pace.Target)
}

func fromTo(before, after decimal.Decimal) string {
	return " from " + number(before) + " to " + number(after)
}

// movements prints every node whose score differs between the three versions.
func (p *printer) movements(c *comparison) {
	p.printf("\n")
	p.line(left("", 34), left("then", 9), left("today", 18), "with the definition of today")
	refs, names := union([]*bsc.Result{c.then, c.recut})
	for _, ref := range refs {
		then, before := c.then.Of(ref)
		now, _ := c.now.Of(ref)
		recut, after := c.recut.Of(ref)
		if before && after && then.Score.Equal(now.Score) && now.Score.Equal(recut.Score) {
			continue
		}
		cells := []string{left(clip(names[ref], 33), 34)}
		if before {
			cells = append(cells, left(score(c.then, then), 9), left(score(c.now, now)+apart(then, now), 18))
		} else {
			cells = append(cells, left("", 27))
		}
		switch {
		case !after:
			cells = append(cells, "retired")
		case !before:
			cells = append(cells, score(c.recut, recut), "  added; ", remark(recut))
		default:
			cells = append(cells, score(c.recut, recut), apart(now, recut))
		}
		p.line(cells...)
	}
}

// apart shows the difference of two scores, or a word if one of them is missing.
func apart(before, after bsc.Outcome) string {
	a, hadA := before.Score.Decimal()
	b, hasB := after.Score.Decimal()
	switch {
	case hadA && hasB && !a.Equal(b):
		return right(signed(b.Sub(a)), 7)
	case !hadA && hasB:
		return right("new", 7)
	case hadA && !hasB:
		return right("gone", 7)
	default:
		return ""
	}
}

// definitions prints which definitions gave the figures, and the changes from one version to the next.
func (p *printer) definitions(c *comparison) {
	p.printf("\n")
	p.line("Definitions used: then ", short(c.then), ", today ", short(c.now), "; the definition of today is ", short(c.recut))
	var before *bsc.Definition
	for v := range c.timeline.All() {
		if before != nil {
			p.line("From ", v.From.String(), ", decided on ", date(v.RecordedAt), ": ", v.Note)
			for _, change := range diff.Definitions(before, v.Definition) {
				p.line("  ", change.String())
			}
		}
		before = v.Definition
	}
}

// short returns the beginning of the fingerprint of a result's definition.
func short(result *bsc.Result) string { return result.Fingerprint()[:12] }

// explain prints the arithmetic of one node, then and today.
func (p *printer) explain(c *comparison, ref bsc.Ref) {
	for _, result := range []*bsc.Result{c.then, c.now} {
		explanation, err := result.Explain(ref)
		if err != nil {
			p.err = err
			return
		}
		if result == c.then {
			p.title("One score explained, as given")
		} else {
			p.title("The same score today")
		}
		p.printf("%s", explanation)
	}
}
