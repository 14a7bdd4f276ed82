package bsc

import (
	"time"

	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Targets: as stated, from other sources, and as in force.

// A Target is what a KPI should reach in one period or, with the zero Period, in every period of the KPI's frequency.
//
// It need not be stated for every period. What is stated for the period is in force; if nothing is, other targets fill
// in. A KPI adds up if it rolls up by sum, or is a calculated sum or difference of what does. Its target is then the
// sum over the parts of its window; for each part the first of these counts:
//
//   - what is stated for the part
//   - its phased share of what is stated for the smallest period around it, less what is stated for parts of that
//     period
//   - what is stated for every period
//
// What is stated for a longer period and not phased counts as a whole, less the equal shares of parts that do not apply
// or are missing. A window that cuts that period has no target.
//
// For other KPIs the first of these is in force:
//
//   - what is stated for all parts of the period, rolled up
//   - what is stated for the smallest period around it, or a step on the glide to that
//   - the latest one stated for an earlier period of the same size
//   - what is stated for every period
//
// The outcome says which it was. Phasing applies to the baseline, stretch and floor as well as to the value.
//
// To revise a target, add a second one for the same period with a later RecordedAt. As of a moment, the latest one
// recorded by then holds. A target without a period covers all periods, past ones too: raised in August, it is raised
// for June as well, as June is known from then on. To raise it only from August on, state it for each month from August
// on. If the KPI does not add up, stating it for August is enough: it holds until another is stated. A revision changes
// the definition and so the fingerprint. To keep the fingerprint of reports already given, put it into a Version of its
// own.
type Target struct {
	Period     period.Period `json:"period,omitzero"`
	Baseline   Number        `json:"baseline,omitempty"`   // where the KPI starts: scores Scale.Min
	Value      Number        `json:"value,omitempty"`      // scores Scale.Met; "" is no target
	Stretch    Number        `json:"stretch,omitempty"`    // better than the target; for policies that read it
	Floor      Number        `json:"floor,omitempty"`      // the least that is acceptable; for policies that read it
	Against    Comparison    `json:"against,omitempty"`    // takes the value from a comparison instead
	Times      Number        `json:"times,omitempty"`      // multiplies it, above 0: 1.05; no target if it is below 0
	Percent    Number        `json:"percent,omitempty"`    // adds percent of its absolute value: 10 makes -20 a -18
	Plus       Number        `json:"plus,omitempty"`       // adds to it: 2; use one of times, percent and plus
	Phasing    Phasing       `json:"phasing,omitempty"`    // how much of it is expected by when; "": not stated
	Profile    []Number      `json:"profile,omitempty"`    // of a seasonal phasing: a weight per sub-period
	Origin     string        `json:"origin,omitempty"`     // where it comes from: agreed, derived, placeholder …
	Author     string        `json:"author,omitempty"`     // who set it
	RecordedAt time.Time     `json:"recorded_at,omitzero"` // when it became known; zero: known at any Input.AsOf
}

// A Direction says which values of a KPI are better.
type Direction string

// The directions. In a definition "" is DirectionHigher.
const (
	DirectionHigher Direction = "higher"
	DirectionLower  Direction = "lower"
	DirectionCloser Direction = "closer" // the closer to the target, the better
)

func directions() []Direction { return []Direction{DirectionHigher, DirectionLower, DirectionCloser} }

// A Phasing says how a target for a longer period, such as a year, is spread over the shorter ones in it. Shares are
// fixed: a period that is missing, or does not apply, changes no other share. "" does not spread it: each shorter
// period is measured against the whole.
type Phasing string

// The phasings. All but PhasingGlide are for KPIs whose targets add up (RollupSum).
const (
	PhasingLinear   Phasing = "linear"   // the same share for each sub-period
	PhasingSeasonal Phasing = "seasonal" // shares in proportion to Target.Profile
	PhasingStep     Phasing = "step"     // all of it in the last sub-period that applies; nothing is expected before
	PhasingGlide    Phasing = "glide"    // for KPIs that do not add up: in equal steps from the baseline to the value
)

func phasings() []Phasing {
	return []Phasing{PhasingLinear, PhasingSeasonal, PhasingStep, PhasingGlide}
}

// A Comparison takes a KPI's target from its own past, or from a series of benchmarks. "" is none. It covers the
// counterparts of the periods that are in the KPI's value now. If one of them has no reading of its own, there is no
// target and no score.
type Comparison string

// The comparisons with the past. A comparison with a series is written as its reference: series:industry.
const (
	ComparisonPrevious Comparison = "previous"  // the KPI's value in the period before, part by part; no to-date basis
	ComparisonLastYear Comparison = "last_year" // in the periods of the same names a year earlier; 29 February is left out
)

func (c Comparison) check() *Problem {
	if ref, ok := cutKind(string(c)); c == ComparisonPrevious || c == ComparisonLastYear || ok && ref.Kind == KindSeries {
		return nil
	}
	p := unknown(ErrValue, "comparison", c)
	p.Allowed = words.New("comparisons")
	p.Hint = didYouMean(string(c), texts([]Comparison{ComparisonPrevious, ComparisonLastYear}))
	return p
}

// A TargetSource gives org units their own targets. It must not do I/O: load first, evaluate after. It may be called
// from the goroutines that evaluate. A panic in it is caught and marks the KPI Failed.
//
// It is asked for one period after the other, each once, until the target in force is known. It returns its target for
// the period of the query or, with the zero Period, for every period. An answer for another period counts as none. Once
// the org unit has a target, none of the definition's counts; without one, the definition's holds.
//
// These are the periods it is asked for:
//
//	KPI             basis            period   stated      asked for
//	no roll-up      period           2026-05  nothing     2026-05 2026-P05 2026-Q2 2026-H1 2026
//	sum             period           2026-Q2  nothing     2026-Q2 2026-04 2026-P04 2026-H1 2026
//	sum             period           2026-Q2  months      2026-Q2 2026-04 2026-05 2026-06
//	sum             quarter_to_date  2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05
//	sum             rolling_2        2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05
//	sum             quarter_to_date  2026-05  months      2026-04 2026-05
//	sum             quarter_to_date  2026-05  Q2, phased  2026-04 2026-P04 2026-Q2 2026-05 2026-06 2026-P05 2026-P06
//	mean            period           2026-Q2  nothing     2026-Q2 2026-04 2026-P04 2026-H1 2026
//	mean            quarter_to_date  2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05 2026-P05
//	last            quarter_to_date  2026-05  nothing     2026-05 2026-P05 2026-Q2 2026-H1 2026
//	ratio           period           2026-Q2  nothing     2026-Q2 2026-H1 2026
//	ratio           quarter_to_date  2026-05  nothing     2026-05 2026-P05 2026-Q2 2026-H1 2026
//	sum of sums     quarter_to_date  2026-05  nothing     2026-04 2026-P04 2026-Q2 2026-H1 2026 2026-05
//	by the quarter  period           2026-05  nothing     2026-Q1 2026-H1 2026 2026-05
//
// After a period come the numbered period, or month, with the same days, and then the periods around it, smallest
// first: the week, the quarter, the half and the year, until there is an answer. Without an answer the period evaluated
// comes last, for a target for every period. If the KPI does not add up, the parts of a period are asked for while each
// has a target. The roll-ups mean_of_periods, min and max are asked for like mean. After a phased target come all
// shorter periods in its own, down to the KPI's frequency, because what is stated for them is taken out of it. A target
// for April does not hold in May, as a definition's may, unless the source returns it when asked for May.
type TargetSource interface {
	Target(Query) (Target, bool)
}

// OrgUnitTargets is the shortest TargetSource: the targets of one org unit by KPI id, one for each. Evaluate refuses
// keys that name no KPI of the scorecard. The zero value has none.
type OrgUnitTargets map[string]Target

// Target returns the KPI's target.
func (t OrgUnitTargets) Target(q Query) (Target, bool) {
	target, ok := t[q.Ref.ID]
	return target, ok && q.Ref.Kind == KindKPI
}

// TargetsByOrgUnit is a TargetSource in memory for many org units: their targets by org unit and KPI id. A cascade
// refuses unknown org units and KPIs; CheckTargets finds those of one org unit. The zero value has none.
type TargetsByOrgUnit map[string]OrgUnitTargets

// Target returns the org unit's target of the KPI.
func (t TargetsByOrgUnit) Target(q Query) (Target, bool) { return t[q.OrgUnit].Target(q) }

// A ResolvedTarget is the target in force for one KPI and period, as policies and
// outcomes see it. In the zero value nothing is set.
type ResolvedTarget struct {
	Baseline  decimal.NullDecimal `json:"baseline"`
	Value     decimal.NullDecimal `json:"value"`
	Stretch   decimal.NullDecimal `json:"stretch"`
	Floor     decimal.NullDecimal `json:"floor"`
	Origin    string              `json:"origin,omitempty"`  // as stated; "" where it is made of several that differ
	Author    string              `json:"author,omitempty"`  // the same
	Rule      TargetRule          `json:"rule"`              // how it came to be in force
	From      period.Period       `json:"from,omitzero"`     // the period stated for, or compared; zero: every period, or several
	OfOrgUnit bool                `json:"of_unit,omitempty"` // given by Input.Targets
}

// A TargetRule says how a target came to be in force.
type TargetRule string

// The rules, in order of precedence. A comparison ranks as the target that states it.
const (
	TargetStated    TargetRule = "stated"    // stated for the period
	TargetRolledUp  TargetRule = "rolled_up" // made of several: stated for sub-periods, standing, or phased shares
	TargetPhased    TargetRule = "phased"    // its share of the target of a period around it
	TargetGlide     TargetRule = "glide"     // a step from the baseline to the target of a period around it
	TargetEnclosing TargetRule = "enclosing" // the whole target of a period around it, less what does not apply
	TargetEarlier   TargetRule = "earlier"   // stated for an earlier period of the same size
	TargetStanding  TargetRule = "standing"  // stated for every period: three times in a quarter, if months add up
	TargetCompared  TargetRule = "compared"  // taken from a comparison
	TargetSummed    TargetRule = "summed"    // the sum of the contributors' targets
	TargetPlanned   TargetRule = "planned"   // what the KPI comes to by a Plan
)

// A Pace compares how far a KPI has come towards a target for a longer period, such as the year's, with how far it
// should be by now: on the last day that the value covers or, if that is earlier, on the day of Input.AsOf. A Progress
// of 1 means that the target is reached.
type Pace struct {
	Of       period.Period   `json:"of"`       // the period the target is stated for
	Target   decimal.Decimal `json:"target"`   // the whole of it
	Progress decimal.Decimal `json:"progress"` // actual / target if the KPI adds up, else (actual - baseline) / (target - baseline)
	Expected decimal.Decimal `json:"expected"` // the share expected by now of the parts that are there: phased, else in equal steps
}

// resolved converts a target to the form that policies and outcomes have.
func resolved(t *target.Target) ResolvedTarget {
	return ResolvedTarget{
		Baseline: t.Numbers[target.Baseline], Value: t.Numbers[target.Value], Stretch: t.Numbers[target.Stretch], Floor: t.Numbers[target.Floor],
		Origin: t.Origin, Author: t.Author, Rule: TargetRule(t.Rule), From: period.Of(t.From), OfOrgUnit: t.OfUnit,
	}
}

// resolvedStated returns a stated target as it is in force in its own period.
func resolvedStated(s *target.Stated) ResolvedTarget {
	rule := target.RuleStated
	if s.From.IsZero() {
		rule = target.RuleStanding
	}
	return resolved(&target.Target{Numbers: s.Numbers, Rule: rule, From: s.From, Origin: s.Origin, Author: s.Author})
}
