package main

import "math/rand/v2"

// The card of a history has four perspectives with three objectives each, and each objective has five KPIs.
// The KPIs that add up come first. Each of the others is a ratio of two of those.
const (
	tableKPIs         = 60
	tableSums         = 50
	tableRatios       = tableKPIs - tableSums
	tableObjectives   = tableKPIs / tableObjectiveKPIs
	tablePerspectives = tableObjectives / tablePerspectiveObjectives

	tableObjectiveKPIs         = 5 // of every objective
	tablePerspectiveObjectives = 3 // of every perspective

	tableMonths = 36 // months evaluated; the first is a January
	firstYear   = 2024
	twelve      = 12 // months of a year
)

// A history is scorecards over time: org units with one card, and the monthly figures of their KPIs. Readings
// and targets are counts of hundredths. The rule is this:
//
// A KPI that adds up has readings. Its value in a month is their sum since January. Its score is
// 100*value/target, where the target is a twelfth of the year's for each month. A ratio has the values of two
// others as its terms, and its target is 1. Scores are at least 0 and at most 100, rounded half away from
// zero to 10 decimal places. The score of an objective is the mean of its KPIs' scores, rounded in the same
// way, and so on up to the card. The type variant has variants of the rule.
type history struct {
	units  int
	before int     // months with readings before the first one evaluated; whole years
	cents  []int64 // the readings, by unit, KPI that adds up, and month
	gaps   []gap   // likewise; nil: none
	yearly []int64 // the targets, by year and KPI that adds up
	// own are monthly targets, by unit and KPI that adds up, the same for all months; nil: the yearly ones
	// hold.
	own [][]int64
}

// A gap says whether a reading is there. Of several gaps, the largest stands for all.
type gap uint8

const (
	there gap = iota
	missing
	notApplicable
)

// months returns the number of months with readings.
func (h *history) months() int { return h.before + tableMonths }

// cells returns the number of KPI scores.
func (h *history) cells() int { return h.units * tableMonths * tableKPIs }

// series returns the readings of a unit's KPI, month by month.
func (h *history) series(unit, kpi int) []int64 {
	from := (unit*tableSums + kpi) * h.months()
	return h.cents[from : from+h.months()]
}

// gap returns the gap of a reading.
func (h *history) gap(unit, kpi, month int) gap {
	if h.gaps == nil {
		return there
	}
	return h.gaps[(unit*tableSums+kpi)*h.months()+month]
}

// target returns the yearly target in force for a unit's KPI in a month.
func (h *history) target(unit, kpi, month int) int64 {
	if h.own != nil {
		return twelve * h.own[unit][kpi]
	}
	return h.yearly[month/twelve*tableSums+kpi]
}

// terms returns the two KPIs of a ratio.
func terms(ratio int) (num, den int) { return ratio, tableRatios + ratio }

// newHistory returns the history of so many units, with readings for some months before those evaluated.
func newHistory(units, before int) *history {
	rng := rand.New(rand.NewPCG(5, 6))
	h := &history{units: units, before: before}
	years := h.months() / twelve
	h.yearly = make([]int64, years*tableSums)
	for i := range h.yearly { // half of them have a twelfth that is a multiple of 10
		if h.yearly[i] = 1200 * (100 + rng.Int64N(200)); i%2 > 0 {
			h.yearly[i] += rng.Int64N(1200)
		}
	}
	h.cents = make([]int64, 0, units*tableSums*h.months())
	for range units {
		for k := range tableSums {
			for year := range years {
				h.cents = appendYear(h.cents, h.yearly[year*tableSums+k], rng)
			}
		}
	}
	return h
}

// appendYear appends the readings of a year, which sum up to a little less or more than its target. One month
// in twenty scores exactly 60, 90 or 100 together with those before it, if possible.
func appendYear(to []int64, target int64, rng *rand.Rand) []int64 {
	level := 60 + rng.Int64N(55)
	var sum int64
	for m := range int64(twelve) {
		next := target*level/1200*4/5 + rng.Int64N(target*level/1200*2/5+1)
		if exactly := target * (m + 1) * [...]int64{60, 90, 100}[rng.IntN(3)]; rng.IntN(20) == 0 && exactly%1200 == 0 && exactly/1200 > sum {
			next = exactly/1200 - sum
		}
		sum += next
		to = append(to, next)
	}
	return to
}

// with makes one reading in ten a gap.
func (h *history) with(g gap) *history {
	rng := rand.New(rand.NewPCG(7, 8))
	h.gaps = make([]gap, len(h.cents))
	for i := range h.gaps {
		if rng.IntN(10) == 0 {
			h.gaps[i] = g
		}
	}
	return h
}

// withOwn gives each unit its own targets for all months, a little below or above a twelfth of the first
// year's.
func (h *history) withOwn() *history {
	rng := rand.New(rand.NewPCG(9, 10))
	h.own = make([][]int64, h.units)
	for u := range h.own {
		for k := range tableSums {
			h.own[u] = append(h.own[u], h.yearly[k]/twelve*(90+rng.Int64N(21))/100)
		}
	}
	return h
}

// stands compares the exact score of cell i with a threshold: negative below it, 0 exactly on it. Cells are in the
// order of units, months and KPIs.
func (h *history) stands(i int, threshold int64) int64 {
	unit, month, kpi := i/tableKPIs/tableMonths, i/tableKPIs%tableMonths, i%tableKPIs
	if kpi >= tableSums {
		num, den := terms(kpi - tableSums)
		return 100*h.toDate(unit, num, month) - threshold*h.toDate(unit, den, month)
	}
	return 100*twelve*h.toDate(unit, kpi, month) - threshold*h.target(unit, kpi, month)*int64(month%twelve+1)
}

// toDate returns the sum of the readings since January.
func (h *history) toDate(unit, kpi, month int) int64 {
	var sum int64
	for _, cents := range h.series(unit, kpi)[month-month%twelve : month+1] {
		sum += cents
	}
	return sum
}
