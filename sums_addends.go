package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// An Addend is what one org unit brings to a KPI or series whose readings are those of others: see Sums. It is plain
// data.
type Addend struct {
	To      Ref    // the KPI or series that it adds up to
	OrgUnit string // that brings it
	Ref     Ref    // what adds up: a KPI or series of that org unit
	Factor  Factor
	Value   decimal.NullDecimal // converted; not valid: there is none
	Target  decimal.NullDecimal // of a KPI, over the same time, converted; not valid: there is none
	Parts   []AddendPart        // the periods that Value is made of, in order
}

// An AddendPart is what an org unit brings for one period.
type AddendPart struct {
	Period period.Period   // the period of the reading: an earlier one where it was carried forward
	Value  decimal.Decimal // as it was measured
	Factor decimal.Decimal // that converts it: the number times the rate
}

// Addends returns what org units bring to a KPI or a series in Sums, in the order in which they add up. Each Value is
// that of the KPI or series if this org unit alone contributed: over the same time, rolled up by the same rule, and
// converted. Where values add up over time, these add up to the whole if nothing is missing. There are none for what
// is shared, has readings of its own, or is calculated. The sources are asked again.
func (r *Result) Addends(of Ref) []Addend {
	if r == nil || r.e == nil {
		return nil
	}
	return r.e.addends(of)
}

func (e *evaluation) addends(of Ref) []Addend {
	slot, ok := e.card.slots[of]
	if !ok || !e.sums.adds(of) || e.sums.of[of].shared {
		return nil
	}
	all := &run{evaluation: e, knowledge: newKnowledge(&e.inputs, new(memo))}
	all.knowledge.evaluated = e.in.Period
	v := all.own(slot)
	var list []Addend
	for _, s := range e.sums.of[of].of {
		list = append(list, all.addend(of, s, &v))
	}
	return list
}

// converted returns what org units bring to a KPI, or to what it is calculated from, where a factor converts any of it.
func (e *evaluation) converted(at int) []Addend {
	var list []Addend
	if e.sums == nil {
		return nil
	}
	for _, ref := range e.card.inputsOf(at) {
		if made := e.sums.of[ref]; made != nil && slices.ContainsFunc(made.of, func(s summand) bool { return s.by != nil }) {
			list = append(list, e.addends(ref)...)
		}
	}
	return list
}

// addend returns what one org unit brings to a KPI or series with a value.
func (r *run) addend(to Ref, s summand, v *measure.Value) Addend {
	a := Addend{To: to, OrgUnit: r.in.Sums.units[s.unit].id, Ref: s.ref}
	if s.by != nil {
		a.Factor = s.by.said
	}
	k := newKnowledge(&r.inputs, new(memo))
	k.evaluated, k.only = r.in.Period, &onlySummand{to, s}
	slot := r.card.slots[to]
	own := k.book.Own(slot, r.in.Period.Label())
	if own.State == measure.There {
		a.Value = decimal.NewNullDecimal(own.Amount)
	}
	for _, e := range own.Selection.Entries {
		l := own.Window.Parts[e.Part].Label
		if e.Age > 0 {
			l = e.Of
		}
		part := AddendPart{Period: period.Of(l), Factor: one()}
		part.Value = r.in.Sums.contributed(k, s.member, part.Period, nil).Value
		if s.by != nil {
			part.Factor, _ = r.in.Sums.rate(k, s.by, part.Period)
		}
		a.Parts = append(a.Parts, part)
	}
	if slot < len(r.card.kpis) && v.Window != nil {
		if theirs, counts := r.in.Sums.seenBy(r.knowledge, s, v); counts {
			t := r.contributorTarget(s, theirs).rounded()
			a.Target = t.Value
		}
	}
	return a
}

// An onlySummand lets only one of the org units contribute to a KPI or series.
type onlySummand struct {
	to Ref
	summand
}
