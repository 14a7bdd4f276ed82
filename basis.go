package bsc

import (
	"strconv"
	"strings"
)

// A Rollup says how the value of a larger period is made of the values of the smaller
// ones it consists of. Rates roll up neither way: calculate them with the calculator ratio
// from series that add up. "" is none: only the KPI's own periods have a value.
type Rollup string

// The roll-ups.
const (
	RollupSum  Rollup = "sum"  // of flows: revenue, hours
	RollupMean Rollup = "mean" // weighted by days
	RollupLast Rollup = "last" // of stocks: headcount, cash
	RollupMin  Rollup = "min"
	RollupMax  Rollup = "max"
)

func rollups() []Rollup {
	return []Rollup{RollupSum, RollupMean, RollupLast, RollupMin, RollupMax}
}

// A Basis says which time a KPI's value covers. Every basis ends with the last day of the
// period that is evaluated or, of all but OfPeriod, with that of its last part that is due on the day of
// Input.AsOf: then value and target are those of the same time.
type Basis string

// The bases, with those that [Rolling] makes. "" is OfPeriod.
const (
	OfPeriod      Basis = "period"
	PeriodToDate  Basis = "period_to_date" // as far as it is due on the day of Input.AsOf
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

// A basis is a checked Basis. The zero value is the period.
type basis struct {
	toDate  periodKind // from the start of the period of this kind
	running bool       // from the start of the period itself
	rolling int        // that many periods
}

// compile reads the text of a basis.
func (b Basis) compile() (basis, *Problem) {
	switch b {
	case "", OfPeriod:
		return basis{}, nil
	case PeriodToDate:
		return basis{running: true}, nil
	case YearToDate:
		return basis{toDate: yearPeriod}, nil
	case HalfToDate:
		return basis{toDate: halfPeriod}, nil
	case QuarterToDate:
		return basis{toDate: quarterPeriod}, nil
	case MonthToDate:
		return basis{toDate: monthPeriod}, nil
	}
	if digits, ok := strings.CutPrefix(string(b), rollingPrefix); ok && len(digits) <= 3 && !strings.HasPrefix(digits, "0") && leadingDigits(digits) == len(digits) {
		if n, err := strconv.Atoi(digits); err == nil && n <= maxRolling {
			return basis{rolling: n}, nil
		}
	}
	p := fault(ErrValue, "unknown basis %s", quote(string(b)))
	p.Allowed = allowedBasis
	p.Hint = didYouMean(string(b), texts([]Basis{OfPeriod, PeriodToDate, YearToDate, HalfToDate, QuarterToDate, MonthToDate}))
	return basis{}, p
}
