package main

import (
	_ "embed"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/formula"
	"github.com/go-bsc/bsc/period"
)

// The scorecard of the group and of all its entities, in euros and by the month.
//
//go:embed card.json
var cardJSON []byte

// An entity is a row of the group's chart: the parent, or a company with its own currency and financial year.
type entity struct {
	id, name, parent, currency string
	yearStart                  int                    // the first month of its financial year
	weeks                      period.WeekPattern     // of a retail year
	contributes                []cascade.Contribution // to its parent
}

// A view is how the scorecards of a pack look at time.
type view struct {
	weeks  bool // by the periods of a retail year, for those that have one
	ToDate bool // the financial year to date; else one month or period
}

// definition returns the scorecard in the entity's currency and on its calendar.
func (e entity) definition(v view) (*bsc.Definition, error) {
	def, err := bsc.ParseDefinition(cardJSON, nil)
	if err != nil {
		return nil, err
	}
	def.Name, def.Calendar = e.name, period.Calendar{StartMonth: e.yearStart, NamedBy: period.NamedByStart}
	if v.weeks { // until the Saturday nearest to 31 December
		def.Calendar = period.Calendar{Weeks: &period.WeekYear{Pattern: e.weeks, EndDay: period.Saturday, EndMonth: 12, Nearest: true}}
	}
	for k := range def.KPIs() {
		e.adapt(&k.Unit, &k.Frequency, v)
		if v.ToDate && k.Basis == bsc.BasisPeriod {
			k.Basis = bsc.BasisYearToDate
		}
	}
	for i := range def.Series {
		e.adapt(&def.Series[i].Unit, &def.Series[i].Frequency, v)
	}
	return def, nil
}

// adapt makes the entity's own currency of the euros, and periods of months.
func (e entity) adapt(unit *string, frequency *period.Frequency, v view) {
	if *unit == "EUR" {
		*unit = e.currency
	}
	if v.weeks && *frequency == period.Monthly {
		*frequency = period.ByPeriod
	}
}

// compile compiles the scorecards of the group or, by weeks, of the entities that have a retail year, each alone.
func compile(entities []entity, v view) (*cascade.Cascade, error) {
	var units []cascade.OrgUnit
	for _, e := range entities {
		if v.weeks && e.weeks == "" {
			continue
		}
		def, err := e.definition(v)
		if err != nil {
			return nil, err
		}
		if v.weeks {
			e.parent, e.contributes = "", nil
		}
		units = append(units, cascade.OrgUnit{ID: e.id, Name: e.name, Parent: e.parent, Definition: def, Contributes: e.contributes})
	}
	registry := new(bsc.Registry)
	if err := formula.Register(registry); err != nil {
		return nil, err
	}
	return cascade.New(units, &bsc.Options{Registry: registry})
}
