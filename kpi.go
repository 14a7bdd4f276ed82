package bsc

import (
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// KPIs and series, and the rules that apply to them: missing data, quotas, rounding, roll-ups and bases.

// A KPI measures an objective. A short one has an id, a name, a weight, a unit and a target.
type KPI struct {
	ID           string            `json:"id"`
	Name         string            `json:"name,omitempty"`
	Description  string            `json:"description,omitempty"`
	Owner        string            `json:"owner,omitempty"`
	Unit         string            `json:"unit,omitempty"`          // of measurement: %, EUR, days
	Formula      string            `json:"formula,omitempty"`       // the calculation in words; Calculator computes
	Source       string            `json:"source,omitempty"`        // where its readings come from, in words
	Weight       Number            `json:"weight,omitempty"`        // among siblings; "" is 1, "0" is shown, not counted
	Direction    Direction         `json:"direction,omitempty"`     // "" is higher
	Timing       Timing            `json:"timing,omitempty"`        // lead or lag; "" is not stated
	Frequency    period.Frequency  `json:"frequency,omitempty"`     // of its readings; "": that of the period evaluated
	Rollup       Rollup            `json:"rollup,omitempty"`        // joins shorter periods into longer ones; "": none, and these do not show it
	Basis        Basis             `json:"basis,omitempty"`         // what its value covers; "": the period evaluated
	Prorate      bool              `json:"prorate,omitempty"`       // a reading across two periods is split by days
	GraceDays    int               `json:"grace_days,omitempty"`    // after a period ends, until a reading is overdue
	Since        period.Period     `json:"since,omitzero"`          // first period, of any size; it is not due before
	Until        period.Period     `json:"until,omitzero"`          // last period, of any size; does not apply after
	Quota        Quota             `json:"quota,omitzero"`          // its min_coverage is the share of due data it needs
	Contributors ContributorRule   `json:"contributors,omitempty"`  // in Sums: what a missing contributor does
	Target       TargetOrigin      `json:"target,omitempty"`        // in Sums: of_contributors adds up theirs
	Targets      []Target          `json:"targets,omitempty"`       // by period
	TargetRollup Rollup            `json:"target_rollup,omitempty"` // of targets; "": Rollup, or sum for calculated sums
	Calculator   Policy            `json:"calculator,omitzero"`     // calculates it from other KPIs and from series
	Scorer       Policy            `json:"scorer,omitzero"`         // default: linear
	Threshold    Policy            `json:"threshold,omitzero"`      // default: bands
	Missing      Missing           `json:"missing,omitzero"`        // what it contributes when it has no score
	Round        *Rounding         `json:"round,omitempty"`         // of its score
	Review       period.Period     `json:"review,omitzero"`         // when to review the KPI itself; see package lint
	Attributes   map[string]string `json:"attributes,omitempty"`
}

// A Series holds readings that only feed calculated KPIs, such as orders or headcount. It has no score. Its fields mean
// the same as in a KPI.
type Series struct {
	ID           string            `json:"id"`
	Name         string            `json:"name,omitempty"`
	Description  string            `json:"description,omitempty"`
	Unit         string            `json:"unit,omitempty"`
	Frequency    period.Frequency  `json:"frequency,omitempty"`
	Rollup       Rollup            `json:"rollup,omitempty"`
	Prorate      bool              `json:"prorate,omitempty"`
	GraceDays    int               `json:"grace_days,omitempty"`
	Since        period.Period     `json:"since,omitzero"`
	Until        period.Period     `json:"until,omitzero"`
	Contributors ContributorRule   `json:"contributors,omitempty"`
	Attributes   map[string]string `json:"attributes,omitempty"`
}

// A Timing says whether a KPI leads (drives later results) or lags (shows results).
type Timing string

// The timings. "" is not stated.
const (
	TimingLead Timing = "lead"
	TimingLag  Timing = "lag"
)

func timings() []Timing { return []Timing{TimingLead, TimingLag} }

// Missing says what a node contributes to its parent when it has no score: because it has no data, its data is stale,
// or its policy failed. The zero value is inherited; without any Defaults it is "exclude". The Defaults of a perspective
// or an objective are for the nodes below it: give the node its own Missing, too, if its parent must not do without it.
type Missing struct {
	Rule     MissingRule `json:"rule,omitempty"`
	MaxAge   int         `json:"max_age,omitempty"`   // of carry_forward: how many periods old a reading may be, 1 to 120
	HalfLife int         `json:"half_life,omitempty"` // of carry_forward: periods until freshness halves; 0 is 1
}

// A MissingRule is a rule for missing scores.
type MissingRule string

// The rules for missing scores.
const (
	MissingExclude      MissingRule = "exclude"       // its siblings carry its weight
	MissingZero         MissingRule = "zero"          // it counts with the scale's Min
	MissingCarryForward MissingRule = "carry_forward" // KPIs: an earlier reading stands in once it is due; else exclude
	MissingRequire      MissingRule = "require"       // its parent gets no score
)

func missingRules() []MissingRule {
	return []MissingRule{MissingExclude, MissingZero, MissingCarryForward, MissingRequire}
}

// A Quota says how much data a node needs to have a score. It is never inherited. With the zero value a parent needs
// nothing, and a KPI needs half, by number, of the parts of its window that are due and apply. Coverage is compared to
// eight places, because it is rounded down at each level: 1/3 and 2/3 still make up a half. A MinCoverage of 1 is met
// only if nothing is missing.
type Quota struct {
	MinChildren int    `json:"min_children,omitempty"` // of parents: counted children with a score of their own
	MinCoverage Number `json:"min_coverage,omitempty"` // 0 to 1, of the node's coverage; for a KPI, of what is due
}

// A ContributorRule says what happens to a period of a KPI or series in Sums when some of the contributing org units
// have no reading for it. "" makes the period missing or not due, as theirs is.
//
// Partial sums suit counts measured against Target of_contributors, which covers the same org units. They do not suit a
// cost with a target of its own: it looks cheap while an org unit's bill is missing. They do not suit the inputs of a
// ratio either: each input sums the org units that have reported it, and these may differ.
type ContributorRule string

// The rules for contributors. "" needs all of them.
const ContributorsPartial ContributorRule = "partial" // those that are there add up; their share is the coverage

func contributorRules() []ContributorRule { return []ContributorRule{ContributorsPartial} }

// A TargetOrigin says where a KPI's targets come from. "" is its Targets.
type TargetOrigin string

// The origins of targets. "" is what the KPI's Targets state.
//
// What a contributor's [Factor] converts of its values, it converts of its targets.
const TargetOfContributors TargetOrigin = "of_contributors" // in Sums: the sum of the contributors' targets

func targetOrigins() []TargetOrigin { return []TargetOrigin{TargetOfContributors} }

// A Rounding replaces the rounding of a score to 10 places. The rounded number is the score: it is rated, shown and
// rolled up.
type Rounding struct {
	Places int32        `json:"places"`         // 0 to 10
	Mode   RoundingMode `json:"mode,omitempty"` // "" is half_away
}

// A RoundingMode says how halves and remainders are rounded.
type RoundingMode string

// The rounding modes. "" is RoundHalfAway.
const (
	RoundHalfAway RoundingMode = "half_away" // to nearest, halves away from zero
	RoundHalfEven RoundingMode = "half_even" // to nearest, halves to the even neighbour
	RoundUp       RoundingMode = "up"        // away from zero
	RoundDown     RoundingMode = "down"      // towards zero
	RoundFloor    RoundingMode = "floor"     // towards minus infinity
	RoundCeiling  RoundingMode = "ceiling"   // towards plus infinity
)

// roundingModes lists the modes in the order of exact.Mode.
func roundingModes() []RoundingMode {
	return []RoundingMode{RoundHalfAway, RoundHalfEven, RoundUp, RoundDown, RoundFloor, RoundCeiling}
}

// Defaults are what every node below inherits unless it says otherwise; the nearest Defaults win. Those of the
// definition also hold for the scorecard's own total; those of a perspective or an objective not for that node itself.
//
// Set AssessmentRollup where people judge, and not for everything: it also makes one quarter's judgement of a computed
// KPI, such as a correction, the judgement of the whole year. A perspective's own year is made by the definition's
// Defaults, and so is the total's: say "none" in the Defaults of what is computed below.
type Defaults struct {
	Scorer           Policy         `json:"scorer,omitzero"`
	Threshold        Policy         `json:"threshold,omitzero"`
	Aggregator       Policy         `json:"aggregator,omitzero"`
	Missing          Missing        `json:"missing,omitzero"`
	Round            *Rounding      `json:"round,omitempty"`
	Assessments      AssessmentRule `json:"assessments,omitempty"`
	AssessmentRollup Rollup         `json:"assessment_rollup,omitempty"` // makes assessments of those of parts; see Assessment
}

// A Rollup says how the values of shorter periods make up the value of a longer one. Do not roll up rates: calculate
// them with the calculator ratio, from series that add up. "" is none: only the KPI's own periods have a
// value, and in a longer one it has none.
type Rollup string

// The roll-ups.
const (
	RollupSum           Rollup = "sum"             // of flows: revenue, hours
	RollupMean          Rollup = "mean"            // weighted by days
	RollupMeanOfPeriods Rollup = "mean_of_periods" // each period counts alike, part of one by its share
	RollupLast          Rollup = "last"            // of stocks: headcount, cash
	RollupMin           Rollup = "min"
	RollupMax           Rollup = "max"
)

// RollupNone, as Defaults.AssessmentRollup, makes no assessments of those of parts, whatever is inherited. KPIs without a
// roll-up leave it out.
const RollupNone = "none"

func rollups() []Rollup {
	return []Rollup{RollupSum, RollupMean, RollupMeanOfPeriods, RollupLast, RollupMin, RollupMax}
}

// compile returns the roll-up as the engine has it; none where it is unset or unknown.
func (r Rollup) compile() measure.Rollup {
	switch r {
	case RollupSum:
		return measure.Sum
	case RollupMean:
		return measure.Mean
	case RollupMeanOfPeriods:
		return measure.MeanOfPeriods
	case RollupLast:
		return measure.Last
	case RollupMin:
		return measure.Min
	case RollupMax:
		return measure.Max
	}
	return measure.NoRollup
}

// A Basis says which time a KPI's value covers, in periods of the KPI's own frequency. A to-date or rolling basis ends
// with the last of these periods, up to the end of the period evaluated, that is due on the day of Input.AsOf: value
// and target cover the same time. BasisPeriod covers the whole period evaluated: what is not due yet is missing from the
// value, but its target counts.
type Basis string

// The bases; [Rolling] makes others. "" is BasisPeriod.
const (
	BasisPeriod        Basis = "period"
	BasisPeriodToDate  Basis = "period_to_date" // the period evaluated, as far as it is due
	BasisYearToDate    Basis = "year_to_date"
	BasisHalfToDate    Basis = "half_to_date"
	BasisQuarterToDate Basis = "quarter_to_date"
	BasisMonthToDate   Basis = "month_to_date"
)

// maxRolling is the most periods that a rolling basis has.
const maxRolling = 400

const rollingPrefix = "rolling_"

// Rolling returns the basis of the last n periods of the KPI's frequency, 1 to 400,
// written rolling_12. Compile refuses other numbers.
func Rolling(n int) Basis { return Basis(rollingPrefix + strconv.Itoa(n)) }

// compile reads the text of a basis.
func (b Basis) compile() (measure.Basis, *Problem) {
	switch b {
	case "", BasisPeriod:
		return measure.Basis{}, nil
	case BasisPeriodToDate:
		return measure.Basis{Running: true}, nil
	case BasisYearToDate:
		return measure.Basis{ToDate: almanac.Year}, nil
	case BasisHalfToDate:
		return measure.Basis{ToDate: almanac.Half}, nil
	case BasisQuarterToDate:
		return measure.Basis{ToDate: almanac.Quarter}, nil
	case BasisMonthToDate:
		return measure.Basis{ToDate: almanac.Month}, nil
	}
	if n := b.rolling(); n > 0 {
		return measure.Basis{Rolling: n}, nil
	}
	p := unknown(ErrValue, "basis", b)
	p.Allowed = words.New("bases")
	named := []Basis{BasisPeriod, BasisPeriodToDate, BasisYearToDate, BasisHalfToDate, BasisQuarterToDate, BasisMonthToDate}
	p.Hint = didYouMean(string(b), texts(named))
	return measure.Basis{}, p
}

// rolling returns how many periods a rolling basis has; 0 for any other basis.
func (b Basis) rolling() int {
	digits, ok := strings.CutPrefix(string(b), rollingPrefix)
	if !ok || len(digits) > 3 || strings.HasPrefix(digits, "0") || strings.Trim(digits, "0123456789") != "" {
		return 0
	}
	if n, err := strconv.Atoi(digits); err == nil && n <= maxRolling {
		return n
	}
	return 0
}

// An AssessmentRule says what an assessment's score does.
type AssessmentRule string

// The rules for assessments. "" is AssessmentsBeside. Under both, Outcome.FinalRating is that of the assessment.
const (
	AssessmentsBeside AssessmentRule = "beside" // it stands beside the computed score and changes nothing
	AssessmentsCount  AssessmentRule = "count"  // it is what the node contributes to its parent
)

func assessmentRules() []AssessmentRule {
	return []AssessmentRule{AssessmentsBeside, AssessmentsCount}
}

func assessmentRollups() []Rollup {
	return []Rollup{RollupMean, RollupLast, RollupMin, RollupMax, RollupNone}
}
