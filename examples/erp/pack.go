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
	for _, v := range []view{{weeks, false}, {weeks, true}} {
		org, err := compile(entities, v)
		if err != nil {
			return nil, err
		}
		p := pack{v, []column{
			{"Budget", "budget", year, nil}, {"Forecast", "forecast", year, nil}, {"Last year", "actual", year - 1, nil}, {"Actual", "actual", year, nil},
		}}
		for i := range p.Columns {
			c := &p.Columns[i]
			in := bsc.Input{Period: of(c.year, june), Readings: readings[c.version], AsOf: asOf}
			if c.year == year && i > 0 { // the budget, which comes first, is measured against nothing
				in.Targets = bsc.Plan{Readings: readings["budget"], Origin: "budget"}
			}
			if c.Result, err = org.Evaluate(in); err != nil {
				return nil, err
			}
		}
		all = append(all, p)
	}
	return all, nil
}
