package bsc

import (
	"cmp"
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

// phrase names the end in a problem.
func (e *end) phrase() words.Phrase {
	return words.New("node_of_unit", "node", e.ref, "unit", e.org.id)
}

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
	p := fault(ErrFrequency, "frequencies_differ", "from", from.phrase(), "to", to.phrase())
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
	p := fault(ErrLabel, "readings_labels_add_up", "labels", labels.phrase())
	p.Allowed, p.Hint = words.New("readings_of_numbers"), words.New("let_score_count")
	if shared {
		p.Detail, p.Hint = words.New("readings_labels_and_numbers", "labels", labels.phrase(), "numbers", other.phrase()), words.Phrase{}
		p.Allowed = words.New("same_for_both")
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
	p := fault(ErrDirection, "directions_differ", "from", from.phrase(), "direction", words.Name("direction", string(from.direction())),
		"to", to.phrase(), "other_direction", words.Name("direction", string(z)))
	p.Allowed, p.Hint = words.New("same_direction"), words.New("let_score_count")
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
	p := fault(ErrUnit, "units_of_measure_differ", "from", from.phrase(), "from_unit", from.unit, "to", to.phrase(), "to_unit", to.unit)
	p.Allowed = words.New("same_unit_or_factor")
	if by != nil {
		p.Hint = words.New("share_converts_nothing")
	}
	if strings.EqualFold(from.unit, to.unit) {
		p.Hint = words.New("write_units_alike")
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
	p := fault(ErrCalendar, "calendars_differ", "nouns", kind.Nouns(), "unit", from.org.id, "other_unit", to.org.id)
	p.Allowed = words.New("calendars_that_agree")
	switch {
	case to.measure.Kind == 0:
		p.Hint = words.New("state_shared_frequency")
	case to.measure.Kind.Civil():
		p.Hint = words.New("state_targets", "node", to.ref)
	default:
		p.Hint = words.New("months_add_up")
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
	p := fault(ErrTarget, "rates_convert_no_targets", "rollup", words.Name("rollup", from.kpi.rollup.String()))
	p.Allowed = words.New("targets_sum_or_last")
	p.Hint = words.New("state_targets", "node", to.phrase())
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
		doubt, hint words.Phrase
		code        Code
	}{
		{&b.percents, words.New("percentages_add_up"), words.New("add_up_for_ratio"), ErrUnit},
		{&b.rollups, words.New("sum_rolls_up", "rollups", b.rollupNames()), words.New("rollups_of_sums"), ErrValue},
	} {
		if len(w.of) == 0 {
			continue
		}
		u := &b.sums.units[w.of[0].unit]
		p := fault(w.code, "doubtful_sums", "doubt", w.doubt, "node", w.of[0].ref, "unit", u.id, "more", andMore(len(w.of)-1))
		p.Warning, p.Hint = true, w.hint
		b.report(w.first, u.id, p)
	}
}

// rollupNames lists the roll-ups that are in doubt.
func (b *sumsBuilder) rollupNames() (names []words.Phrase) {
	for _, r := range []measure.Rollup{measure.Mean, measure.MeanOfPeriods, measure.Min, measure.Max} {
		for _, m := range b.rollups.of {
			if b.sums.units[m.unit].measure(m.ref).Rollup == r {
				names = append(names, words.Name("rollup", r.String()))
				break
			}
		}
	}
	return names
}

// andMore counts what is not named.
func andMore(n int) words.Phrase {
	if n == 0 {
		return words.Phrase{}
	}
	return words.New("and_more", "n", n)
}
