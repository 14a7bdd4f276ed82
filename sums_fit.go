package bsc

import (
	"github.com/go-bsc/bsc/words"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/unit"
)

// What may add up: see NewSums.

// An end is a KPI or series of an org unit, where readings come from or go to.
type end struct {
	member
	org     *summedUnit
	measure *measure.Measure
	kpi     *kpiNode // nil: a series
	unit    string   // of measurement
}

func (b *sumsBuilder) end(m member) end {
	u := &b.sums.units[m.unit]
	slot := u.card.slots[m.ref]
	e := end{member: m, org: u, measure: u.measure(m.ref), unit: u.card.unitOf(slot)}
	if slot < len(u.card.kpis) {
		e.kpi = u.card.nodes[u.card.kpis[slot]].kpi
	}
	return e
}

func (e *end) String() string { return e.ref.String() + " of " + e.org.id }

// labelled reports whether the readings are labels.
func (e *end) labelled() bool { return e.org.card.labelled(e.org.card.slots[e.ref]) }

// direction returns which values are better; "" for what is not scored.
func (e *end) direction() Direction {
	if e.kpi == nil {
		return ""
	}
	if e.kpi.shownOnly() {
		return ""
	}
	return cmp.Or(e.kpi.direction, DirectionHigher)
}

// unfit returns why what an org unit has cannot add up to a KPI or series of another, or be shared with it.
func (b *sumsBuilder) unfit(from, to *end, by *factor, shared bool) Problems {
	return slices.DeleteFunc(Problems{
		differentFrequency(from, to), labelsAdd(from, to, shared), opposite(from, to, by, shared),
		differentUnits(from, to, by), b.differentCalendars(from, to), unconverted(from, to, by),
	}, func(p *Problem) bool { return p == nil })
}

func differentFrequency(from, to *end) *Problem {
	if from.measure.Kind == to.measure.Kind {
		return nil
	}
	p := fault(ErrFrequency, "%s and %s are measured differently often", from, to)
	p.Allowed = words.Text("the same frequency")
	return p
}

func labelsAdd(from, to *end, shared bool) *Problem {
	labels, other := from, to
	switch {
	case !from.labelled() && !to.labelled(), shared && from.labelled() && to.labelled():
		return nil
	case !from.labelled():
		labels, other = to, from
	}
	p := fault(ErrLabel, "the readings of %s are labels, which do not add up", labels)
	p.Allowed, p.Hint = words.Text("readings that are numbers"), words.Text("let its score count instead")
	if shared {
		p.Detail, p.Hint = words.Text(fmt.Sprintf("the readings of %s are labels, and those of %s are numbers", labels, other)), words.Phrase{}
		p.Allowed = words.Text("the same for both")
	}
	return p
}

func opposite(from, to *end, by *factor, shared bool) *Problem {
	a, z := from.direction(), to.direction()
	turned := by != nil && by.number.Sign() < 0
	if turned {
		a = map[Direction]Direction{DirectionHigher: DirectionLower, DirectionLower: DirectionHigher, DirectionCloser: DirectionCloser}[a]
	}
	if shared || a == "" || z == "" || a == z {
		return nil
	}
	p := fault(ErrDirection, "%s is better if %s, and %s if %s", from, from.direction(), to, z)
	p.Allowed, p.Hint = words.Text("the same direction"), words.Text("let its score count instead")
	switch {
	case turned:
		p.Detail = words.New("with_negative_factor", "says", p.Detail)
		p.Allowed = words.Text("opposite directions")
	case a != DirectionCloser && z != DirectionCloser:
		p.Hint = words.New("or_subtract", "hint", p.Hint)
	}
	return p
}

func differentUnits(from, to *end, by *factor) *Problem {
	if from.unit == to.unit || from.unit == "" || to.unit == "" || by.converts() {
		return nil
	}
	p := fault(ErrUnit, "%s is in %s, and %s in %s", from, quote(from.unit), to, quote(to.unit))
	p.Allowed = words.Text("the same unit, or a factor that converts")
	if by != nil {
		p.Hint = words.Text("a share converts nothing: state rates or a number, too")
	}
	if strings.EqualFold(from.unit, to.unit) {
		p.Hint = words.Text("write both alike")
	}
	return p
}

// An agreement is two calendars and a kind of period that may have the same days in both.
type agreement struct {
	in, of *almanac.Almanac
	kind   almanac.Kind
}

// differentCalendars returns that periods which the receiver needs have other days in the calendar of a contributor.
func (b *sumsBuilder) differentCalendars(from, to *end) *Problem {
	kind := to.measure.Kind
	if kind == 0 || to.kpi != nil && to.kpi.summed {
		kind = b.differ(to, from, almanac.Year, almanac.Half, almanac.Quarter, almanac.Numbered)
	} else {
		kind = b.differ(to, from, kind)
	}
	if kind == 0 {
		return nil
	}
	p := fault(ErrCalendar, "the %ss of %s and %s have different days", kind.Noun(), from.org.id, to.org.id)
	p.Allowed = words.Text("calendars that agree")
	switch {
	case to.measure.Kind == 0:
		p.Hint = words.Text("state a frequency: days, weeks and months are the same in every calendar")
	case to.measure.Kind.Civil():
		p.Hint = words.Text("state the targets of " + to.ref.String() + " instead of adding them up")
	default:
		p.Hint = words.Text("months add up in every calendar")
	}
	return p
}

// differ returns the first of some kinds of which the receiver has periods with other days than a contributor; 0: none.
func (b *sumsBuilder) differ(to, from *end, kinds ...almanac.Kind) almanac.Kind {
	for _, kind := range kinds {
		of := agreement{to.org.card.almanac, from.org.card.almanac, kind}
		agrees, known := b.agreed[of]
		if !known {
			agrees = of.in.Within(of.of, kind)
			record(&b.agreed, of, agrees)
		}
		if !agrees {
			return kind
		}
	}
	return 0
}

// unconverted returns that the targets of a contributor, which add up to that of the receiver, cannot be converted by
// the rates of several periods.
func unconverted(from, to *end, by *factor) *Problem {
	if by == nil || by.rates == nil || from.kpi == nil || to.kpi == nil || !to.kpi.summed {
		return nil
	}
	switch from.kpi.rollup {
	case measure.NoRollup, measure.Sum, measure.Last:
		return nil
	}
	p := fault(ErrTarget, "rates convert no targets that roll up by %s", from.kpi.rollup)
	p.Allowed = words.Text("targets that add up, or those of the last period")
	p.Hint = words.Text("state the targets of " + to.String() + " instead of adding them up")
	return p
}

// doubts are what NewSums warns of once, however many org units and KPIs there are.
type doubts struct {
	first Pointer
	of    []member
}

func (d *doubts) note(path Pointer, of member) {
	if len(d.of) == 0 {
		d.first = path
	}
	if n := len(d.of); n == 0 || d.of[n-1] != of {
		d.of = append(d.of, of)
	}
}

// doubt notes what adds up and hardly should. A factor says that somebody has thought about it.
func (b *sumsBuilder) doubt(path Pointer, from, to *end, by *factor) {
	if by == nil && (unit.IsPercent(from.unit) || unit.IsPercent(to.unit)) {
		b.percents.note(path, to.member)
	}
	switch to.measure.Rollup {
	case measure.Mean, measure.MeanOfPeriods, measure.Min, measure.Max:
		b.rollups.note(path, to.member)
	}
}

// warn warns once of each kind of doubt.
func (b *sumsBuilder) warn() {
	for _, w := range []struct {
		*doubts
		what, hint string
		code       Code
	}{
		{&b.percents, "percentages add up, 80 % and 70 % to 150 %", "add up what they are calculated from, for a ratio of sums", ErrUnit},
		{&b.rollups, "the sum over org units rolls up over time by " + b.rollupNames(), "sum suits what adds up, and last what is counted at a time", ErrValue},
	} {
		if len(w.of) == 0 {
			continue
		}
		u := &b.sums.units[w.of[0].unit]
		p := fault(w.code, "%s: %s of %s%s", w.what, w.of[0].ref, u.id, andMore(len(w.of)-1))
		p.Warning, p.Hint = true, words.Text(w.hint)
		b.report(w.first, u.id, p)
	}
}

// rollupNames lists the roll-ups that are in doubt.
func (b *sumsBuilder) rollupNames() string {
	var names []string
	for _, r := range []measure.Rollup{measure.Mean, measure.MeanOfPeriods, measure.Min, measure.Max} {
		for _, m := range b.rollups.of {
			if b.sums.units[m.unit].measure(m.ref).Rollup == r {
				names = append(names, r.String())
				break
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return listed(names, "and")
}

// andMore counts what is not named.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n)
}
