package bsc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
)

// A Rollup says how the value of a larger period is made of the values of the smaller
// ones it consists of. Rates roll up neither way: calculate them with the calculator ratio
// from series that add up. "" is none: only the KPI's own periods have a value.
type Rollup string

// The roll-ups.
const (
	RollupSum           Rollup = "sum"             // of flows: revenue, hours
	RollupMean          Rollup = "mean"            // weighted by days
	RollupMeanOfPeriods Rollup = "mean_of_periods" // each period alike, a part of one by that part
	RollupLast          Rollup = "last"            // of stocks: headcount, cash
	RollupMin           Rollup = "min"
	RollupMax           Rollup = "max"
)

func rollups() []Rollup {
	return []Rollup{RollupSum, RollupMean, RollupMeanOfPeriods, RollupLast, RollupMin, RollupMax}
}

// compile returns the roll-up as the engine has it; none where it is unset or unknown.
func (r Rollup) compile() measure.Rollup {
	return []measure.Rollup{measure.NoRollup, measure.Sum, measure.Mean, measure.MeanOfPeriods, measure.Last, measure.Min, measure.Max}[slices.Index(rollups(), r)+1]
}

// A Basis says which time a KPI's value covers, in periods of the KPI's own frequency. To date, and rolling, it ends
// with the last of them, up to the end of the period evaluated, that is due on the day of Input.AsOf: value and target
// are of the same time. OfPeriod covers the whole period evaluated: what is not due yet is missing from the value, and
// its target stands.
type Basis string

// The bases, with those that [Rolling] makes. "" is OfPeriod.
const (
	OfPeriod      Basis = "period"
	PeriodToDate  Basis = "period_to_date" // of the period evaluated, as far as it is due
	YearToDate    Basis = "year_to_date"
	HalfToDate    Basis = "half_to_date"
	QuarterToDate Basis = "quarter_to_date"
	MonthToDate   Basis = "month_to_date"
)

// maxRolling is the most periods that a rolling basis has.
const maxRolling = 400

const rollingPrefix = "rolling_"

// Rolling returns the basis of the last n periods of the KPI's frequency, 1 to 400,
// written rolling_12. Compile refuses other numbers.
func Rolling(n int) Basis { return Basis(rollingPrefix + strconv.Itoa(n)) }

const allowedBasis = "period, period_to_date, year_to_date, half_to_date, quarter_to_date, month_to_date, or rolling_1 to rolling_400"

// compile reads the text of a basis.
func (b Basis) compile() (measure.Basis, *Problem) {
	switch b {
	case "", OfPeriod:
		return measure.Basis{}, nil
	case PeriodToDate:
		return measure.Basis{Running: true}, nil
	case YearToDate:
		return measure.Basis{ToDate: almanac.Year}, nil
	case HalfToDate:
		return measure.Basis{ToDate: almanac.Half}, nil
	case QuarterToDate:
		return measure.Basis{ToDate: almanac.Quarter}, nil
	case MonthToDate:
		return measure.Basis{ToDate: almanac.Month}, nil
	}
	if digits, ok := strings.CutPrefix(string(b), rollingPrefix); ok && len(digits) <= 3 && !strings.HasPrefix(digits, "0") && leadingDigits(digits) == len(digits) {
		if n, err := strconv.Atoi(digits); err == nil && n <= maxRolling {
			return measure.Basis{Rolling: n}, nil
		}
	}
	p := fault(ErrValue, "unknown basis %s", quote(string(b)))
	p.Allowed = allowedBasis
	p.Hint = didYouMean(string(b), texts([]Basis{OfPeriod, PeriodToDate, YearToDate, HalfToDate, QuarterToDate, MonthToDate}))
	return measure.Basis{}, p
}
