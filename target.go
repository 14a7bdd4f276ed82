package bsc

import "github.com/shopspring/decimal"

// A Target is what a KPI should reach, for one period or, with the zero Period, for
// every period that has none of its own.
type Target struct {
	Period   Period `json:"period,omitzero"`
	Baseline Number `json:"baseline,omitempty"` // where the KPI starts: scores Scale.Min
	Value    Number `json:"value,omitempty"`    // scores Scale.Met; "" is no target
	Stretch  Number `json:"stretch,omitempty"`  // better than the target; for policies that read it
	Floor    Number `json:"floor,omitempty"`    // the least that is acceptable; for policies that read it
	Origin   string `json:"origin,omitempty"`   // where it comes from: agreed, derived, placeholder …
}

// A TargetSource gives units their own targets. Where it returns false, or a target for
// another period, the definition's target holds; else the whole target is the unit's,
// and nothing of the definition's remains. It must not do I/O: load first, evaluate after. It may be
// called from the goroutines that evaluate; a panic in it is caught and marks the KPI Failed.
type TargetSource interface {
	Target(Query) (Target, bool)
}

// UnitTargets is the shortest TargetSource: the targets of one unit by KPI id. Evaluate
// refuses keys that name no KPI of the scorecard. The zero value has none.
type UnitTargets map[string]Target

// Target returns the KPI's target.
func (t UnitTargets) Target(q Query) (Target, bool) {
	target, ok := t[q.Ref.ID]
	return target, ok && q.Ref.Kind == KindKPI
}

// A ResolvedTarget is the target in force for one KPI and period, as policies and
// outcomes see it. In the zero value nothing is set.
type ResolvedTarget struct {
	Baseline, Value, Stretch, Floor decimal.NullDecimal
	Origin                          string
	Rule                            TargetRule // how it came to be in force
}

// A TargetRule says how a target came to be in force.
type TargetRule string

// The rules, in order of precedence.
const (
	TargetOfUnit   TargetRule = "unit"     // given by Input.Targets
	TargetStated   TargetRule = "stated"   // stated for the period
	TargetStanding TargetRule = "standing" // stated for every period
)

// resolve parses a target's numbers. The path is that of the target in its document, if it has one.
func (t Target) resolve(rule TargetRule) (ResolvedTarget, *Problem) {
	r := ResolvedTarget{Origin: t.Origin, Rule: rule}
	fields := []struct {
		name string
		text Number
		into *decimal.NullDecimal
	}{{"baseline", t.Baseline, &r.Baseline}, {"value", t.Value, &r.Value}, {"stretch", t.Stretch, &r.Stretch}, {"floor", t.Floor, &r.Floor}}
	for _, f := range fields {
		d, problem := nullDecimal(f.text)
		if problem != nil {
			problem.Path = Pointer("/" + f.name)
			return r, problem
		}
		*f.into = d
	}
	return r, nil
}
