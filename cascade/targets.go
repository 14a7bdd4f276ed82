package cascade

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A TargetGap is an additive KPI whose target differs from the sum of its contributors' targets.
type TargetGap struct {
	OrgUnit string              `json:"unit"`
	KPI     bsc.Ref             `json:"kpi"`
	Target  decimal.NullDecimal `json:"target"`            // in force; not valid: none
	Sum     decimal.Decimal     `json:"sum"`               // of the contributors' targets, converted by their factors
	Without []string            `json:"without,omitempty"` // org units that contribute and have no target
	Rule    bsc.TargetRule      `json:"rule,omitempty"`    // which target is in force
	From    period.Period       `json:"from,omitzero"`     // the period it was stated for or compared with
	Reason  words.Phrase        `json:"reason,omitzero"`   // why there is none
	Periods []period.Period     `json:"periods"`           // of the KPI, over which the targets are compared
	// Of are the targets of all that contribute, in order: each over the periods in which it applies, or why there is none.
	Of []bsc.AddendTarget `json:"of"`
}

// TargetGaps lists the additive KPIs whose targets do not add up, in the order of the org units. It compares them over
// the periods that count for the KPI, each with what is in force for it there, phased or not: where a month is missing
// for the KPI, it counts for none, and where it counts, a target counts also if its org unit has not reported. A target
// that counts in fewer periods, because its org unit was on leave or has left, leaves a gap. Targets that differ only in
// how their last digits are rounded agree, and so does a sum of contributors' targets.
func (r *Result) TargetGaps() []TargetGap {
	var gaps []TargetGap
	for at, result := range r.inNow() {
		u := &r.cascade.units[at]
		for _, ref := range sortedRefs(u.sums) {
			if own, of := result.AddendTargets(ref); len(own.Periods) > 0 {
				if gap := gapOf(own, of); !gap.agrees() {
					gaps = append(gaps, gap)
				}
			}
		}
	}
	return gaps
}

// gapOf puts the target of a KPI beside those of its contributors.
func gapOf(own bsc.AddendTarget, of []bsc.AddendTarget) TargetGap {
	gap := TargetGap{
		OrgUnit: own.OrgUnit, KPI: own.Ref, Target: own.Target,
		Rule: own.Rule, From: own.From, Reason: own.Reason, Periods: own.Periods, Of: of,
	}
	for _, theirs := range of {
		switch {
		case theirs.Target.Valid:
			gap.Sum = gap.Sum.Add(theirs.Target.Decimal)
		case len(theirs.Periods) > 0:
			gap.Without = append(gap.Without, theirs.OrgUnit)
		}
	}
	return gap
}

// agrees reports whether the targets add up, or nobody has any.
func (g *TargetGap) agrees() bool {
	lacking, size := 0, g.Target.Decimal.Abs()
	for _, theirs := range g.Of {
		if size = size.Add(theirs.Target.Decimal.Abs()); !theirs.Target.Valid {
			lacking++
		}
	}
	switch {
	case !g.Target.Valid:
		return lacking == len(g.Of)
	case len(g.Without) > 0:
		return false
	case g.Rule == bsc.TargetSummed:
		return true
	}
	// Targets are rounded to 34 digits.
	return !g.Target.Decimal.Sub(g.Sum).Abs().Shift(30).GreaterThan(size)
}
