package main

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// historyOurs returns the ways in which this library computes a history.
func historyOurs() []contestant[*history] {
	return []contestant[*history]{
		{name: "bsc EvaluatePeriods", exact: true, make: func(h *history) (job, error) { return plain.byUnit(h, readingsOf) }},
		{name: "bsc EvaluateOrgUnits", exact: true, make: func(h *history) (job, error) { return plain.atOnce(h) }},
		{name: "bsc EvaluatePeriods, from a Source", exact: true, make: func(h *history) (job, error) { return plain.byUnit(h, sourceOf) }},
		{name: "bsc EvaluatePeriods, from a Table", exact: true, make: fromTables},
		{name: "bsc rows and columns alone", exact: true, make: makeRows},
	}
}

// definition returns the card of a history under a variant.
func (v *variant) definition(h *history) *bsc.Definition {
	def := &bsc.Definition{ID: "table", Calendar: v.calendar}
	for k := range tableKPIs {
		o := k / tableObjectiveKPIs
		p := o / tablePerspectiveObjectives
		if p == len(def.Perspectives) {
			def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: perspectiveID(p)})
		}
		in := &def.Perspectives[p]
		if o%tablePerspectiveObjectives == len(in.Objectives) {
			in.Objectives = append(in.Objectives, bsc.Objective{ID: objectiveID(o)})
		}
		of := &in.Objectives[o%tablePerspectiveObjectives]
		of.KPIs = append(of.KPIs, v.definitionOf(h, k))
	}
	return def
}

// definitionOf returns one KPI of the card.
func (v *variant) definitionOf(h *history, k int) bsc.KPI {
	kpi := bsc.KPI{ID: id(k), Frequency: v.frequency, Basis: v.basis}
	if k >= tableSums {
		num, den := terms(k - tableSums)
		kpi.Calculator = bsc.NewPolicy("ratio", json.RawMessage(fmt.Sprintf(`{"num":%q,"den":%q}`, id(num), id(den))))
		kpi.Targets = []bsc.Target{{Value: "1"}}
		return kpi
	}
	kpi.Rollup = bsc.RollupSum
	if v.lastYear {
		kpi.Targets = []bsc.Target{{Against: bsc.ComparisonLastYear, Times: "1.05"}}
		return kpi
	}
	for y := range h.months() / twelve {
		kpi.Targets = append(kpi.Targets, bsc.Target{
			Period: period.Year(h.yearOf(y)), Value: bsc.NumberOf(cents(h.yearly[y*tableSums+k])), Phasing: bsc.PhasingLinear,
		})
	}
	return kpi
}

// yearOf returns the number of a year, counted from the first year with readings.
func (h *history) yearOf(y int) int { return firstYear - h.before/twelve + y }

// unitID returns the name of a unit.
func unitID(unit int) string { return fmt.Sprint("u", unit) }

// readingsOf returns the readings of a history, as facts in memory.
func readingsOf(h *history, v *variant) (bsc.Source, error) {
	readings := new(bsc.Readings)
	facts := make([]bsc.Fact, 0, h.months())
	for u := range h.units {
		for k := range tableSums {
			facts = facts[:0]
			for m, n := range h.series(u, k) {
				f := bsc.Fact{OrgUnit: unitID(u), Ref: bsc.KPIRef(id(k)), Period: v.label(h.yearOf(m/twelve), m%twelve+1)}
				switch h.gap(u, k, m) {
				case missing:
					continue
				case notApplicable:
					f.State = bsc.StateNotApplicable
				default:
					f.Value = cents(n)
				}
				facts = append(facts, f)
			}
			if err := readings.Add(facts...); err != nil {
				return nil, err
			}
		}
	}
	return readings, nil
}

// A hostSource is a source that a host might have: a map of decimals.
type hostSource map[hostKey]decimal.Decimal

// A hostKey names a reading.
type hostKey struct {
	unit, kpi string
	period    period.Period
}

// Reading looks up a reading in the map.
func (s hostSource) Reading(q bsc.Query) (bsc.Reading, bool) {
	value, ok := s[hostKey{q.OrgUnit, q.Ref.ID, q.Period}]
	return bsc.Reading{Value: value}, ok
}

// sourceOf returns the readings of a history without gaps, as a map.
func sourceOf(h *history, v *variant) (bsc.Source, error) {
	s := make(hostSource, len(h.cents))
	for u := range h.units {
		for k := range tableSums {
			for m, n := range h.series(u, k) {
				s[hostKey{unitID(u), id(k), v.label(h.yearOf(m/twelve), m%twelve+1)}] = cents(n)
			}
		}
	}
	return s, nil
}

// ownTargets returns the units' own targets; nil if there are none.
func (h *history) ownTargets() bsc.TargetSource {
	if h.own == nil {
		return nil
	}
	all := make(bsc.TargetsByOrgUnit, h.units)
	for u, targets := range h.own {
		of := make(bsc.OrgUnitTargets, len(targets))
		for k, n := range targets {
			of[id(k)] = bsc.Target{Value: bsc.NumberOf(cents(n))}
		}
		all[unitID(u)] = of
	}
	return all
}

// A sourcing makes a Source of the readings of a history, with the labels of a variant.
type sourcing func(*history, *variant) (bsc.Source, error)

// An evaluation is a card with the units to evaluate it for.
type evaluation struct {
	card    *bsc.Scorecard
	units   []bsc.Input // for the last period
	periods []period.Period
}

// evaluation returns an evaluation of so many units. They have the readings of the history's units in turn.
func (v *variant) evaluation(h *history, units int, source sourcing) (*evaluation, error) {
	card, err := bsc.Compile(v.definition(h), nil)
	if err != nil {
		return nil, err
	}
	readings, err := source(h, v)
	if err != nil {
		return nil, err
	}
	e := &evaluation{card: card, units: make([]bsc.Input, units), periods: v.evaluated()}
	targets := h.ownTargets()
	for u := range e.units {
		e.units[u] = bsc.Input{OrgUnit: unitID(u % h.units), Period: e.periods[len(e.periods)-1], Readings: readings, Targets: targets}
	}
	return e, nil
}

// byUnit evaluates one unit after another with EvaluatePeriods.
func (e *evaluation) byUnit(each func(*bsc.Result)) error {
	for _, in := range e.units {
		for r, err := range e.card.EvaluatePeriods(e.periods[0], in) {
			if err != nil {
				return err
			}
			each(r)
		}
	}
	return nil
}

// atOnce evaluates all units and periods with EvaluateOrgUnits, on all cores.
func (e *evaluation) atOnce(each func(*bsc.Result)) error {
	var inputs iter.Seq[bsc.Input] = func(yield func(bsc.Input) bool) {
		for _, in := range e.units {
			for _, in.Period = range e.periods {
				if !yield(in) {
					return
				}
			}
		}
	}
	for r, err := range e.card.EvaluateOrgUnits(context.Background(), inputs) {
		if err != nil {
			return err
		}
		each(r)
	}
	return nil
}

// collected returns all n results of one of the two ways.
func collected(n int, evaluate func(each func(*bsc.Result)) error) ([]*bsc.Result, error) {
	all := make([]*bsc.Result, 0, n)
	err := evaluate(func(r *bsc.Result) { all = append(all, r) })
	return all, err
}

// collecting returns a job that keeps all n results of one of the two ways.
func collecting(n int, evaluate func(each func(*bsc.Result)) error) job {
	var all []*bsc.Result
	return job{
		run: func() (err error) {
			all = nil
			all, err = collected(n, evaluate)
			return err
		},
		scores: func() (*results, error) { return read(all, tableKPIs) },
	}
}

// byUnit makes a job of EvaluatePeriods for a variant, with readings from a source.
func (v *variant) byUnit(h *history, source sourcing) (job, error) {
	e, err := v.evaluation(h, h.units, source)
	if err != nil {
		return job{}, err
	}
	return collecting(h.units*v.count(), e.byUnit), nil
}

// atOnce makes a job of EvaluateOrgUnits for a variant.
func (v *variant) atOnce(h *history) (job, error) {
	e, err := v.evaluation(h, h.units, readingsOf)
	if err != nil {
		return job{}, err
	}
	return collecting(h.units*v.count(), e.atOnce), nil
}
