package bsc

import (
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The target of a KPI beside those of what adds up to it.

// An AddendTarget is the target of what adds up to a KPI, or of the KPI itself, over the periods in which it counts.
type AddendTarget struct {
	OrgUnit string              `json:"unit"`
	Ref     Ref                 `json:"ref"`
	Target  decimal.NullDecimal `json:"target"`          // converted by the Factor; not valid: there is none
	Rule    TargetRule          `json:"rule,omitempty"`  // which one it is
	From    period.Period       `json:"from,omitzero"`   // the period it was stated for or compared with
	Periods []period.Period     `json:"periods"`         // in order; none: it does not apply
	Reason  words.Phrase        `json:"reason,omitzero"` // why there is no target
}

// AddendTargets returns the target of a KPI in Sums, and those of what adds up to it, in that order, to see whether
// they agree. They are over the same time, that of the KPI's value: what is missing for the KPI counts for none. A target
// counts in every period in which it applies, also where its org unit has not reported while ContributorsPartial lets
// the others count. So leave, and the time before Since and after Until, take their periods from an org unit's target
// and not from that of the KPI, unless it is TargetOfContributors.
//
// There are none for what is shared or has readings of its own. The sources are asked again.
func (r *Result) AddendTargets(kpi Ref) (own AddendTarget, of []AddendTarget) {
	if r == nil || r.e == nil {
		return own, nil
	}
	at, ok := r.e.card.index[kpi]
	if !ok || r.e.card.nodes[at].kpi == nil || r.e.sums == nil || r.e.isScore(kpi) || !r.e.addsUp(kpi) {
		return own, nil
	}
	all := &run{evaluation: r.e, knowledge: newKnowledge(&r.e.inputs, new(memo))}
	all.knowledge.evaluated = r.e.in.Period
	v := all.own(r.e.card.nodes[at].kpi.slot)
	if v.Window == nil || len(v.Selection.States) != len(v.Window.Parts) {
		return own, nil
	}
	own = addendTarget(r.e.in.OrgUnit, kpi, all.target(at, &v), &v)
	all.agreed = true
	made := r.e.sums.of[kpi]
	for i := range made.of {
		s := &made.of[i]
		unit := all.in.Sums.units[s.unit].id
		theirs, counts := all.seenBy(s, &v)
		if !counts {
			of = append(of, AddendTarget{OrgUnit: unit, Ref: s.ref, Reason: words.New("not_applicable")})
			continue
		}
		of = append(of, addendTarget(unit, s.ref, all.contributorTarget(s, theirs).rounded(), theirs))
	}
	return own, of
}

// addendTarget returns a target over the parts of a value in which it counts.
func addendTarget(unit string, ref Ref, t inForce, v *measure.Value) AddendTarget {
	a := AddendTarget{OrgUnit: unit, Ref: ref, Target: t.Value, Rule: t.Rule, From: t.From}
	for _, i := range countedParts(v) {
		a.Periods = append(a.Periods, period.Of(v.Window.Parts[i].Label))
	}
	switch {
	case t.err != nil:
		a.Target, a.Reason = decimal.NullDecimal{}, t.err.said()
	case a.Target.Valid:
	case !t.none.IsZero():
		a.Reason = t.none
	default:
		a.Reason = words.New("unit_has_no_target", "unit", unit)
	}
	return a
}
