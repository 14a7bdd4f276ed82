package bsc

import (
	"cmp"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Targets that a plan comes to: see Plan.

// A Plan is a TargetSource for a budget, a forecast, or the actuals of another version: readings like those that are
// evaluated, to which the same scorecard applies. The target of a KPI is what the KPI itself comes to by the plan, over
// the periods that are in its value now: without March if March is missing, and for a rate the plan's own ratio of sums.
// Under a basis to date it is that of the time to date. If the plan lacks a reading for one of them, or has one that is
// not complete, there is no target and no score. It has no baseline, stretch or floor.
//
//	in := bsc.Input{Period: period.Month(2026, 6), Readings: actuals, Targets: bsc.Plan{Readings: budget}}
//
// All KPIs are measured against the plan, whatever the definition states, but for those that people judge. In a cascade
// what org units bring by the plan adds up, converted by the plan's own rates. Provisional readings of a plan count, also
// with Input.FinalOnly. A Plan of Actuals belongs to an input of Actuals. Readings are needed; load what
// [Scorecard.Needs] names for the readings.
type Plan struct {
	Readings Source
	Origin   string // says in outcomes where the targets come from; "" is plan
}

// Target returns the plan's reading of a KPI as a target, for callers other than the engine, which computes targets as
// the KPI does.
func (p Plan) Target(q Query) (Target, bool) {
	if p.Readings == nil {
		return Target{}, false
	}
	r, ok := p.Readings.Reading(q)
	if !ok || r.hasNoValue() {
		return Target{}, false
	}
	return Target{Period: q.Period, Value: NumberOf(r.Value), Origin: p.origin(), Author: r.Author}, true
}

func (p Plan) origin() string { return cmp.Or(p.Origin, "plan") }

// checkPlan says why a plan cannot be measured against.
func (i *inputs) checkPlan(p Plan) *Problem {
	_, whole := i.in.Readings.(Actuals)
	_, planned := p.Readings.(Actuals)
	switch {
	case p.Readings == nil:
		return fault(ErrInput, "plan_no_readings")
	case whole != planned:
		wrong := fault(ErrInput, "plan_unlike_readings")
		wrong.Allowed = words.New("actuals_for_both_or_none")
		return wrong
	}
	return nil
}

// planned returns the target that a plan comes to over the parts that enter a KPI's value.
func (r *run) planned(kpi *kpiNode, v *measure.Value, p Plan) inForce {
	t := inForce{ResolvedTarget: ResolvedTarget{Rule: TargetPlanned, Origin: p.origin()}}
	view := r.view(kpi, v)
	view.Book = &r.plannedBy(p).book
	then, ok := view.Past(kpi.slot, measure.Same)
	if r.whole {
		then, ok = view.Beside(kpi.slot, kpi.slot)
	}
	if !ok {
		t.none = words.New("plan_incomplete")
		return t
	}
	t.Value = decimal.NewNullDecimal(exact.Bounded(then.Amount).Normalize())
	return t
}

// plannedBy returns what is known of a plan's readings, each of which is asked for once.
func (k *knowledge) plannedBy(p Plan) *knowledge {
	if k.planned == nil {
		of := *k.of
		of.in.Readings, of.in.Targets, of.in.FinalOnly = p.Readings, nil, false
		k.planned = newKnowledge(&of, new(memo))
	}
	k.planned.calls, k.planned.evaluated = k.calls, k.evaluated
	return k.planned
}
