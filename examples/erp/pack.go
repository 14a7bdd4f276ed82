package main

import (
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// The pack is that of June, closed in July and made again in August.
const year, june = 2026, 6

var (
	closed = time.Date(2026, 7, 10, 18, 0, 0, 0, time.UTC)
	now    = time.Date(2026, 8, 20, 9, 0, 0, 0, time.UTC)
)

// A board is what the board is shown: June as it was closed, and as it is known now; and by the weeks of a retail year.
type board struct {
	Then, Today, Retail []pack
	Readings            *bsc.Readings // the actuals
}

// A pack is the scorecards of some org units as they were known at a moment, evaluated side by side for every column.
type pack struct {
	view
	Columns []column
}

// A column is a version of the figures, of this June or the last.
type column struct {
	Name, version string
	year          int
	*cascade.Result
}

// Actual returns the results of the last column.
func (p pack) Actual() *cascade.Result { return p.Columns[3].Result }

// A plan gives every KPI as its target what the budget comes to, at the budget's own rates of exchange.
type plan struct {
	months map[period.Period]*cascade.Result // of what has readings or adds up
	whole  *cascade.Result                   // of rates, which are asked for the whole of a period
}

// Target returns the budget's figure for the period asked for.
func (p *plan) Target(q bsc.Query) (bsc.Target, bool) {
	from := p.whole
	rules, _ := from.Of(q.OrgUnit).Scorecard().Rules(q.Ref)
	if name := rules.Calculator.Name; name == "" || name == "difference" {
		if from = p.months[q.Period]; from == nil {
			return bsc.Target{}, false
		}
	}
	value, ok := from.Of(q.OrgUnit).Value(q.Ref)
	return bsc.Target{Period: q.Period, Value: bsc.NumberOf(value), Origin: "budget"}, ok
}

// board evaluates everything that the board is shown.
func (l ledger) board() (b board, err error) {
	entities, err := l.entities()
	if err != nil {
		return b, err
	}
	readings, err := l.readings()
	if err != nil {
		return b, err
	}
	b.Readings = readings["actual"]
	if b.Then, err = packs(entities, readings, false, closed); err != nil {
		return b, err
	}
	if b.Today, err = packs(entities, readings, false, now); err != nil {
		return b, err
	}
	b.Retail, err = packs(entities, readings, true, now)
	return b, err
}

// packs evaluates June, and the year to date, as they were known at a moment.
func packs(entities []entity, readings map[string]*bsc.Readings, weeks bool, asOf time.Time) (all []pack, err error) {
	of := map[bool]func(year, number int) period.Period{false: period.Month, true: period.Numbered}[weeks]
	budgeted := plan{months: map[period.Period]*cascade.Result{}}
	for _, v := range []view{{weeks, false}, {weeks, true}} {
		org, err := compile(entities, v)
		if err != nil {
			return nil, err
		}
		for month := 1; month <= june && !v.ToDate; month++ {
			in := bsc.Input{Period: of(year, month), Readings: readings["budget"], AsOf: asOf}
			if budgeted.months[in.Period], err = org.Evaluate(in); err != nil {
				return nil, err
			}
		}
		p := pack{v, []column{
			{"Budget", "budget", year, nil}, {"Forecast", "forecast", year, nil}, {"Last year", "actual", year - 1, nil}, {"Actual", "actual", year, nil},
		}}
		for i := range p.Columns {
			c := &p.Columns[i]
			in := bsc.Input{Period: of(c.year, june), Readings: readings[c.version], AsOf: asOf}
			if c.year == year && i > 0 { // the budget, which comes first, is measured against nothing
				in.Targets = &budgeted
			}
			if c.Result, err = org.Evaluate(in); err != nil {
				return nil, err
			}
			budgeted.whole = p.Columns[0].Result
		}
		all = append(all, p)
	}
	return all, nil
}
