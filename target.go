package bsc

import (
	"time"

	"github.com/shopspring/decimal"
)

// A Target is what a KPI should reach in one period or, with the zero Period, in every
// period of the KPI's frequency.
//
// It need not be stated for every period. In force for a period is, in this order: what is
// stated for it; what is stated for all its sub-periods, rolled up; for a KPI that adds up, the
// phased share of what is stated for the smallest period around it, less what is stated for
// parts of that, and for others that value itself, or the glide to it; for those others the
// latest one stated for an earlier period of the same size; what is stated for every period.
// The outcome says which it was. What is phased is phased whole: the baseline, stretch and floor like the value.
//
// A revised target is a second one for the same period, with a later moment: as of a
// moment, the latest one recorded by then holds. It changes the definition, and with it the fingerprint; to
// keep that of reports that were given, put the revision into a Version of its own.
type Target struct {
	Period     Period     `json:"period,omitzero"`
	Baseline   Number     `json:"baseline,omitempty"`   // where the KPI starts: scores Scale.Min
	Value      Number     `json:"value,omitempty"`      // scores Scale.Met; "" is no target
	Stretch    Number     `json:"stretch,omitempty"`    // better than the target; for policies that read it
	Floor      Number     `json:"floor,omitempty"`      // the least that is acceptable; for policies that read it
	Against    Comparison `json:"against,omitempty"`    // takes the value from a comparison instead
	Times      Number     `json:"times,omitempty"`      // multiplies the comparison: 1.05 is five percent more; "" is 1
	Phasing    Phasing    `json:"phasing,omitempty"`    // how much of it is expected by when; "": nothing is said
	Profile    []Number   `json:"profile,omitempty"`    // of a seasonal phasing: the weight of each sub-period, such as 4 of a year's quarters or 12 of its months
	Origin     string     `json:"origin,omitempty"`     // where it comes from: agreed, derived, placeholder …
	RecordedAt time.Time  `json:"recorded_at,omitzero"` // when it became known; zero: always, whatever Input.AsOf says
}

// A Phasing says how a target for a larger period, such as a year, is spread over the
// smaller ones in it. "" says nothing: each of them is then measured against the whole.
type Phasing string

// The phasings. All but PhasingGlide are for KPIs whose targets add up (RollupSum).
const (
	PhasingLinear   Phasing = "linear"   // the same share for each sub-period
	PhasingSeasonal Phasing = "seasonal" // shares in proportion to Target.Profile
	PhasingStep     Phasing = "step"     // all of it in the last sub-period
	PhasingGlide    Phasing = "glide"    // for KPIs that do not add up: in equal steps from the baseline to the value
)

// A Comparison takes a KPI's target from its own past, or from a series of benchmarks.
// "" is none. The target is there where the KPI, or the series, has a complete value then.
type Comparison string

// The comparisons, with those that [Benchmark] makes.
const (
	PreviousPeriod Comparison = "previous"  // the KPI's value in the period before
	LastYear       Comparison = "last_year" // the KPI's value in the period of the same name a year earlier, however many days that has
)

// Benchmark returns the comparison with the value of a series, written series:industry.
func Benchmark(series string) Comparison { return Comparison(SeriesRef(series).String()) }

// A TargetSource gives units their own targets. It is asked for targets stated for the
// period that is evaluated, for its sub-periods, and for those around it, and returns what
// it has for the period of the query, or with the zero Period for every period. From a target of
// the unit on, nothing of the definition's remains; where the unit has none, the definition's holds. It
// must not do I/O: load first, evaluate after. It may be called from the goroutines that
// evaluate; a panic in it is caught and marks the KPI Failed.
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

// TargetsByUnit is a TargetSource in memory for many units: their targets by unit and KPI id. Cascade.Evaluate refuses units
// and KPIs that there are not. The zero value has none.
type TargetsByUnit map[string]UnitTargets

// Target returns the unit's target of the KPI.
func (t TargetsByUnit) Target(q Query) (Target, bool) { return t[q.Unit].Target(q) }

// A ResolvedTarget is the target in force for one KPI and period, as policies and
// outcomes see it. In the zero value nothing is set.
type ResolvedTarget struct {
	Baseline, Value, Stretch, Floor decimal.NullDecimal
	Origin                          string
	Rule                            TargetRule // how it came to be in force
	From                            Period     // the period it was stated for, or compared with; zero: every period, or several
	OfUnit                          bool       // given by Input.Targets
}

// A TargetRule says how a target came to be in force.
type TargetRule string

// The rules, in order of precedence; a comparison stands where it is stated.
const (
	TargetStated    TargetRule = "stated"    // stated for the period
	TargetRolledUp  TargetRule = "rolled_up" // made of those stated for sub-periods, or of their phased shares
	TargetPhased    TargetRule = "phased"    // its share of what is stated for a period around it
	TargetGlide     TargetRule = "glide"     // on the way from the baseline to what is stated for a period around it
	TargetEnclosing TargetRule = "enclosing" // the whole of what is stated for a period around it
	TargetEarlier   TargetRule = "earlier"   // stated for an earlier period of the same size
	TargetStanding  TargetRule = "standing"  // stated for every period
	TargetCompared  TargetRule = "compared"  // taken from a comparison
)
