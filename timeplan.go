package bsc

import (
	"slices"
	"sync/atomic"
	"time"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/scoring"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
)

// A timePlan is what is planned for periods in a row, with what KPIs show where everything is there. All units share it.
type timePlan struct {
	*timeplan.Plan
	card  *Scorecard
	shown [][]atomic.Pointer[plannedWhole] // by period and KPI, once somebody has asked
}

// A plannedWhole is what a KPI shows in a period where every part of its window is there.
type plannedWhole struct {
	inForce
	window *Window // nil: it is one reading of the period evaluated
	held   bool
	pace   *plannedPace // nil: none
}

// timePlan returns the plan for periods in a row as of a moment; nil where no KPI is in rows.
func (s *Scorecard) timePlan(periods []period.Period, asOf time.Time) *timePlan {
	if !s.timed {
		return nil
	}
	return s.timePlans.Of(periods, asOf)
}

// newTimePlans returns the plans over time of a scorecard that is otherwise laid out.
func (s *Scorecard) newTimePlans() *timeplan.Plans[*timePlan] {
	return timeplan.NewPlans(s.timeCard(), func(plan *timeplan.Plan) *timePlan {
		p := &timePlan{Plan: plan, card: s, shown: make([][]atomic.Pointer[plannedWhole], len(plan.Order))}
		for i := range p.shown {
			p.shown[i] = make([]atomic.Pointer[plannedWhole], len(s.kpis))
		}
		return p
	})
}

// timeCard returns what plans over time have to know of a scorecard.
func (s *Scorecard) timeCard() *timeplan.Card {
	c := &timeplan.Card{
		Measures: s.time, KPIs: make([]timeplan.KPI, len(s.kpis)),
		Scale: rows.Scale{Low: s.low, Met: unitsOf(s.scale.Met).Int64(), High: s.high},
		Leaf:  s.plannedLeaf,
	}
	for slot, at := range s.kpis {
		kpi := s.nodes[at].kpi
		_, standing := kpi.standingTarget()
		c.KPIs[slot] = timeplan.KPI{
			Eligible: s.builtinNumbers(slot) && !kpi.summed,
			Targets:  &kpi.targets,
			Rollup:   kpi.rollup,
			Lower:    kpi.direction == LowerIsBetter,
			OnLine:   s.onLine(at),
			Standing: standing,
			Form:     kpi.form(),
		}
	}
	return c
}

// plannedLeaf returns how a KPI that a built-in rule scores is scored against the target in force; false where there is
// none, or nothing is expected yet.
func (s *Scorecard) plannedLeaf(slot int, found *target.Target) (columns.Leaf, bool) {
	n := &s.nodes[s.kpis[slot]]
	t := inForceOf(found)
	own := n.kpi.scorer.policy.(builtinScorer)
	if t.err != nil || t.late || own.expectsNothing(n.kpi.direction, t.ResolvedTarget) {
		return columns.Leaf{}, false
	}
	return s.leaf(n, t.ResolvedTarget), true
}

// onLine reports whether a KPI has the score of a Line, whatever its target.
func (s *Scorecard) onLine(at int) bool {
	n := &s.nodes[at]
	own, builtin := n.kpi.scorer.policy.(builtinScorer)
	if !builtin {
		return false
	}
	_, linear := own.rule.(scoring.Linear)
	return linear && n.round == exact.TenPlaces() && s.low >= 0
}

// form returns how rows calculate a KPI; nil where they do not.
func (k *kpiNode) form() *timeplan.Form {
	own, builtin := k.calculator.policy.(reader)
	if !builtin || own.form == nil {
		return nil
	}
	return &timeplan.Form{
		Method: own.form.method, Times: own.form.times, Subtracts: own.form.subtracts,
		Leaves: own.joining.Joining == measure.Added,
	}
}

// isTimed reports whether there are KPIs that rows may score and columns alone do not.
func (s *Scorecard) isTimed() bool {
	for slot := range s.kpis {
		if s.builtinNumbers(slot) && slices.ContainsFunc(s.plans[:], func(p *columns.Plan) bool { return p != nil && p.Kind(int32(slot)) == columns.Other }) {
			return true
		}
	}
	return false
}

// wholeOf returns what a KPI shows in a period where everything is there; nil where the wide path has to say it.
func (p *timePlan) wholeOf(at, slot int) *plannedWhole {
	if shown := p.shown[at][slot].Load(); shown != nil {
		return shown
	}
	whole := p.Whole(at, slot)
	if whole == nil {
		return nil
	}
	shown := &plannedWhole{
		inForce: inForceOf(&whole.Target), held: whole.Value.Held,
		window: p.card.window(&whole.Value, p.Order[at]), pace: paceOf(whole.Pace),
	}
	p.shown[at][slot].Store(shown) // whoever else has made it has the same
	return shown
}
