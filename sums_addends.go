package bsc

import (
	"maps"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// An Addend is what one org unit brings to a KPI or series whose readings are those of others: see Sums. It is plain
// data.
type Addend struct {
	To      Ref                 `json:"to"`   // the KPI or series that it adds up to
	OrgUnit string              `json:"unit"` // that brings it
	Ref     Ref                 `json:"ref"`  // what adds up: a KPI or series of that org unit
	Factor  Factor              `json:"factor,omitzero"`
	Value   decimal.NullDecimal `json:"value"`           // converted; not valid: there is none
	Target  decimal.NullDecimal `json:"target"`          // of a KPI, over the same time, converted; not valid: there is none
	Parts   []AddendPart        `json:"parts,omitempty"` // the periods that Value is made of, in order
}

// An AddendPart is what an org unit brings for one period.
type AddendPart struct {
	Period period.Period   `json:"period"` // the period of the reading: an earlier one where it was carried forward
	Value  decimal.Decimal `json:"value"`  // as it was measured
	Factor decimal.Decimal `json:"factor"` // that converts it: the number times the rate
}

// Addends returns what org units bring to a KPI or a series in Sums, or to what a calculated KPI is calculated from, in
// the order in which they add up. Each Value is made of the same periods as the value of the KPI or series, or of the
// calculated KPI, as far as the org unit has something for them: rolled up by the same rule, and converted. So where
// values add up over time, the addends add up to the whole. A Target is that of the same periods. There are none for
// what is shared or has readings of its own. The sources are asked again.
func (r *Result) Addends(of Ref) []Addend {
	if r == nil || r.e == nil {
		return nil
	}
	return r.e.addends(of)
}

func (e *evaluation) addends(of Ref) []Addend {
	all, sums := e.enteredSums(of)
	var list []Addend
	for i := range sums {
		made := e.sums.of[sums[i].ref]
		for j := range made.of {
			list = append(list, all.addend(&made.of[j], &sums[i]))
		}
	}
	return list
}

// An enteredSum is a KPI or series that adds up, with its value and the periods that entered it.
type enteredSum struct {
	ref     Ref
	slot    int
	value   measure.Value
	entered []enteredPart
}

// during returns the sum with the periods in which a summand is brought.
func (s *enteredSum) during(of *summand, a *almanac.Almanac) *enteredSum {
	if of.time == almanac.Ever {
		return s
	}
	some := *s
	some.entered = slices.DeleteFunc(slices.Clone(s.entered), func(p enteredPart) bool {
		days, _ := a.Span(p.period.Label())
		return !of.in(days)
	})
	return &some
}

// enteredSums returns what adds up of a KPI or series, or of what it is calculated from, and a run that asks the sources
// again; none where nothing adds up.
func (e *evaluation) enteredSums(of Ref) (all *run, sums []enteredSum) {
	slot, ok := e.card.slots[of]
	if !ok || e.sums == nil || e.isScore(of) {
		return nil, nil
	}
	inputs := e.card.Inputs(of)
	if len(inputs) == 0 {
		inputs = []Ref{of}
	}
	if !slices.ContainsFunc(inputs, e.addsUp) {
		return nil, nil
	}
	all = &run{evaluation: e, knowledge: newKnowledge(&e.inputs, new(memo))}
	all.knowledge.evaluated = e.in.Period
	v := all.own(slot)
	for place, ref := range inputs {
		if !e.addsUp(ref) {
			continue
		}
		sum := enteredSum{ref: ref, slot: e.card.slots[ref], value: v}
		if ref != of {
			sum.value = all.inputOf(&v, place, sum.slot)
		}
		sum.entered = all.entered(sum.slot, &sum.value)
		sums = append(sums, sum)
	}
	return all, sums
}

// addsUp reports whether the readings of a KPI or series add up those of org units.
func (e *evaluation) addsUp(ref Ref) bool { return e.sums.adds(ref) && !e.sums.of[ref].shared }

// converted returns what org units bring to a KPI, or to what it is calculated from, where a factor converts any of it.
func (e *evaluation) converted(at int) []Addend {
	if e.sums == nil {
		return nil
	}
	factors := map[Ref]bool{}
	for _, ref := range e.card.inputsOf(at) {
		made := e.sums.of[ref]
		factors[ref] = made != nil && slices.ContainsFunc(made.of, func(s summand) bool { return s.by != nil })
	}
	if !slices.Contains(slices.Collect(maps.Values(factors)), true) {
		return nil
	}
	return slices.DeleteFunc(e.addends(e.card.nodes[at].ref), func(a Addend) bool { return !factors[a.To] })
}

// inputOf returns the value of an input of a calculated value: over the parts that entered the calculation.
func (r *run) inputOf(v *measure.Value, place, slot int) measure.Value {
	switch {
	case place < len(v.Inputs) && v.Inputs[place].Window != nil:
		return v.Inputs[place]
	case v.Window != nil && len(v.Selection.Entries) == 0:
		return r.book.Over(slot, v.Window) // it was not calculated
	}
	return *v
}

// An enteredPart is a period whose readings entered a value, with what of it counts there.
type enteredPart struct {
	period period.Period
	measure.Piece
}

// entered returns the periods of a KPI or series that entered a value: its own, or those of a calculation made of it.
func (r *run) entered(slot int, v *measure.Value) []enteredPart {
	var list []enteredPart
	for _, e := range v.Selection.Entries {
		into := &v.Window.Parts[e.Part]
		days, num, den := into.Inside, 1, 1
		if e.Age > 0 {
			days, _ = r.card.almanac.Span(e.Of)
			num, den = into.Days(), into.Span.Days()
		}
		parts, _ := r.card.time.Parts(days, r.card.time.PartKind(slot, v.Window.Kind), true)
		for i := range parts {
			p := &parts[i]
			piece := measure.Piece{Num: p.Days() * num, Den: p.Span.Days() * den, Days: p.Span.Days()}
			list = append(list, enteredPart{period.Of(p.Label), piece})
		}
	}
	return list
}

// addend returns what one org unit brings to a KPI or series, and the target that goes with it.
func (r *run) addend(s *summand, to *enteredSum) Addend {
	a := r.brings(to.ref, s, to)
	v := &to.value
	if to.slot < len(r.card.kpis) && v.Window != nil && len(v.Selection.States) == len(v.Window.Parts) {
		if theirs, counts := r.seenBy(s, v); counts {
			t := r.contributorTarget(s, theirs).rounded()
			a.Target = t.Value
		}
	}
	return a
}

// brings returns what one org unit brings over the periods that entered a sum: to the sum, or to another that is part
// of it.
func (r *run) brings(to Ref, s *summand, of *enteredSum) Addend {
	a := Addend{To: to, OrgUnit: r.in.Sums.units[s.unit].id, Ref: s.ref}
	if s.by != nil {
		a.Factor = s.by.said
	}
	var pieces []measure.Piece
	for _, at := range of.during(s, r.card.almanac).entered {
		reading := r.in.Sums.contributed(r.knowledge, s.member, at.period, nil)
		part := AddendPart{Period: at.period, Value: reading.Value, Factor: one()}
		rate := measure.Reading{State: measure.There}
		if s.by != nil {
			part.Factor, rate = r.in.Sums.rate(r.knowledge, s.by, at.period)
		}
		if reading.State != measure.There || rate.State != measure.There || reading.Label != "" {
			continue
		}
		at.Value = part.Value.Mul(part.Factor)
		a.Parts, pieces = append(a.Parts, part), append(pieces, at.Piece)
	}
	a.Value = r.rolledUp(of.slot, pieces)
	return a
}

// rolledUp returns what the periods of one org unit roll up to. Without a roll-up, several periods have no value.
func (r *run) rolledUp(slot int, pieces []measure.Piece) decimal.NullDecimal {
	rollup := r.card.time.Measures[slot].Rollup
	if len(pieces) == 0 || rollup == measure.NoRollup && len(pieces) > 1 {
		return decimal.NullDecimal{}
	}
	d := pieces[len(pieces)-1].Value
	if rollup != measure.Last && rollup != measure.NoRollup {
		d = measure.Roll(rollup, pieces)
	}
	d, p := checkDecimal(exact.Bounded(d))
	return decimal.NullDecimal{Decimal: d, Valid: p == nil}
}
