package main

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A variant is a rule for a history: what a value covers, and what it is compared with. Every variant scores
// 100*value/target over the months of the window that are there. The value is the sum of their readings, and
// the target the sum of each month's part. A month of a ratio is there if both terms are. There is no score
// if none of the months applies, or fewer than half of those that apply are there. A mean leaves out nodes
// without a score.
type variant struct {
	name      string
	history   func(units int) *history
	calendar  period.Calendar
	frequency period.Frequency                    // of readings
	label     func(year, month int) period.Period // of readings
	basis     bsc.Basis
	from      func(month int) int // the first month of the window that ends with a month
	quarters  bool                // quarters are evaluated, not months
	// lastYear makes a month's target 1.05 of its reading a year earlier, and not a share of the year's
	// target.
	lastYear bool
}

// plain is the rule of the race.
var plain = variant{
	name: "year to date", history: without(0), frequency: period.Monthly, label: period.Month, basis: bsc.BasisYearToDate, from: sinceJanuary,
}

// variants returns all variants, the plain one first.
func variants() []variant {
	rolling, quarters, last, weeks, gaps, away, own := plain, plain, plain, plain, plain, plain, plain
	rolling.name, rolling.history, rolling.basis = "rolling 12 months", without(twelve), bsc.Rolling(twelve)
	rolling.from = func(month int) int { return month - twelve + 1 }
	quarters.name, quarters.basis, quarters.quarters = "quarters of months", "", true
	quarters.from = func(month int) int { return month - 2 }
	last.name, last.history, last.lastYear = "last year × 1.05 as target", without(twelve), true
	weeks.name, weeks.frequency, weeks.label = "4-4-5 weeks", period.ByPeriod, period.Numbered
	weeks.calendar = period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12, Nearest: true}}
	gaps.name, gaps.history = "a tenth missing", func(units int) *history { return newHistory(units, 0).with(missing) }
	away.name, away.history = "a tenth not applicable", func(units int) *history { return newHistory(units, 0).with(notApplicable) }
	own.name, own.history = "own targets of each unit", func(units int) *history { return newHistory(units, 0).withOwn() }
	return []variant{plain, rolling, quarters, last, weeks, gaps, away, own}
}

// without returns histories without gaps, with readings for some months before those evaluated.
func without(before int) func(units int) *history {
	return func(units int) *history { return newHistory(units, before) }
}

// sinceJanuary returns the first month of a month's year.
func sinceJanuary(month int) int { return month - month%twelve }

// each returns the number of months in an evaluated period.
func (v *variant) each() int {
	if v.quarters {
		return 3
	}
	return 1
}

// count returns the number of evaluated periods.
func (v *variant) count() int { return tableMonths / v.each() }

// evaluated returns the evaluated periods.
func (v *variant) evaluated() []period.Period {
	var all []period.Period
	for p := range v.count() {
		year := firstYear + p*v.each()/twelve
		if v.quarters {
			all = append(all, period.Quarter(year, p%4+1))
		} else {
			all = append(all, v.label(year, p%twelve+1))
		}
	}
	return all
}
