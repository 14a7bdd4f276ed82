package bsc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/unit"
	"github.com/go-bsc/bsc/words"
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
	p := fault(ErrFrequency, "and_measured_differently_often", "from", from, "to", to)
	p.Allowed = words.New("same_frequency")
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
	p := fault(ErrLabel, "readings_labels_which_do_not", "labels", labels)
	p.Allowed, p.Hint = words.New("readings_numbers"), words.New("let_score_count_instead")
	if shared {
		p.Detail, p.Hint = words.New("readings_labels_and_those_numbers", "labels", labels, "other", other), words.Phrase{}
		p.Allowed = words.New("same_both")
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
	p := fault(ErrDirection, "better_if_and_if", "from", from, "direction", from.direction(), "to", to, "what", z)
	p.Allowed, p.Hint = words.New("same_direction"), words.New("let_score_count_instead")
	switch {
	case turned:
		p.Detail = words.New("with_negative_factor", "says", p.Detail)
		p.Allowed = words.New("opposite_directions")
	case a != DirectionCloser && z != DirectionCloser:
		p.Hint = words.New("or_subtract", "hint", p.Hint)
	}
	return p
}

func differentUnits(from, to *end, by *factor) *Problem {
	if from.unit == to.unit || from.unit == "" || to.unit == "" || by.converts() {
		return nil
	}
	p := fault(ErrUnit, "and_b", "from", from, "unit", from.unit, "to", to, "other_unit", to.unit)
	p.Allowed = words.New("same_unit_or_factor_converts")
	if by != nil {
		p.Hint = words.New("share_converts_nothing_state_rates")
	}
	if strings.EqualFold(from.unit, to.unit) {
		p.Hint = words.New("write_both_alike")
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
	p := fault(ErrCalendar, "s_and_different_days", "noun", kind.Noun(), "id", from.org.id, "other_id", to.org.id)
	p.Allowed = words.New("calendars_agree")
	switch {
	case to.measure.Kind == 0:
		p.Hint = words.New("state_frequency_days_weeks_and")
	case to.measure.Kind.Civil():
		p.Hint = words.New("state_targets_instead_adding_them", "node", to.ref)
	default:
		p.Hint = words.New("months_add_up_every_calendar")
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
	p := fault(ErrTarget, "rates_convert_no_targets", "rollup", from.kpi.rollup)
	p.Allowed = words.New("targets_add_up_or_those")
	p.Hint = words.New("state_targets_instead_adding_them_up", "to", to)
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
		p := fault(w.code, "of", "what", w.what, "node", w.of[0].ref, "id", u.id, "and_more", andMore(len(w.of)-1))
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
