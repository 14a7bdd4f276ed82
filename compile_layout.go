package bsc

import (
	"math/big"
	"slices"
	"sync/atomic"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/scoring"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
)

// layOut gives every node its position in the columns of an evaluation, and says which of
// them package columns computes: KPIs whose value is one reading of the period evaluated and whose
// built-in scorer has one target for all periods, and nodes whose built-in aggregator
// needs nothing but scores and weights. The rest is computed node by node, in decimals.
func (s *Scorecard) layOut() {
	s.places = make([]int32, len(s.nodes))
	s.ids = make([]string, len(s.kpis))
	for slot, at := range s.kpis {
		s.places[at] = int32(slot)
		s.ids[slot] = s.nodes[at].ref.ID
	}
	s.parents = nil
	for _, kind := range []Kind{KindObjective, KindPerspective, KindScorecard} {
		for at := range s.nodes {
			if s.nodes[at].ref.Kind == kind {
				s.places[at] = int32(len(s.kpis) + len(s.parents))
				s.parents = append(s.parents, at)
			}
		}
	}
	s.plainIDs = s.idsArePlain()
	plan := s.weighted()
	s.bare = plan.Clone()
	s.bare.Index()
	s.plans = [almanac.Kinds + 1]*columns.Plan{}
	s.plans[0] = s.withStanding(plan, 0)
	for i := range s.time.Measures {
		if kind := s.time.Measures[i].Kind; s.plans[kind] == nil {
			s.plans[kind] = s.withStanding(plan.Clone(), kind)
		}
	}
	s.timed, s.timePlans = s.isTimed(), s.newTimePlans()
}

// weighted returns a plan of all nodes without leaves.
func (s *Scorecard) weighted() *columns.Plan {
	plan := columns.NewPlan(s.low, quantaOf(s.scale.Met).Int64(), s.high, len(s.kpis), len(s.parents))
	for i, at := range s.parents {
		plan.SetNode(int32(i), s.columnsNode(plan, at))
	}
	return plan
}

// reweigh lays out a scorecard of which only weights have changed: plans of time do not depend on them.
func (s *Scorecard) reweigh() {
	plan := s.weighted()
	s.bare = s.bare.WithNodes(plan)
	for kind, before := range s.plans {
		if before != nil {
			s.plans[kind] = before.WithNodes(plan)
		}
	}
}

// withStanding gives a plan the leaves of the KPIs that are plain in periods of a kind and have one target for all of
// them, or none.
func (s *Scorecard) withStanding(plan *columns.Plan, kind almanac.Kind) *columns.Plan {
	for slot, at := range s.kpis {
		if target, ok := s.nodes[at].kpi.standingTarget(); ok && s.plain(slot, kind) {
			plan.SetLeaf(int32(slot), s.leaf(&s.nodes[at], target))
		}
	}
	plan.Index()
	return plan
}

// planOf returns the plan for periods of a kind.
func (s *Scorecard) planOf(kind almanac.Kind) *columns.Plan {
	if plan := s.plans[kind]; plan != nil {
		return plan
	}
	return s.plans[0]
}

// idsArePlain reports whether the id of a KPI or series alone says what a key of Actuals means.
func (s *Scorecard) idsArePlain() bool {
	seen := make(map[string]bool, len(s.slots))
	for ref := range s.slots {
		if _, prefixed := cutKind(ref.ID); prefixed || seen[ref.ID] {
			return false
		}
		seen[ref.ID] = true
	}
	return true
}

// plain reports whether in periods of a kind a KPI's value is the reading of the period, and is scored by a built-in
// rule on numbers.
func (s *Scorecard) plain(slot int, kind almanac.Kind) bool {
	n, m := &s.nodes[s.kpis[slot]], &s.time.Measures[slot]
	if !s.builtinNumbers(slot) || m.Calc != nil {
		return false
	}
	return (m.Kind == 0 || m.Kind == kind) && m.Basis == (measure.Basis{}) && m.Since == 0 && m.Until == 0 && !n.kpi.summed
}

// builtinNumbers reports whether a KPI is scored by a built-in rule on numbers, and rated by one.
func (s *Scorecard) builtinNumbers(slot int) bool {
	n := &s.nodes[s.kpis[slot]]
	own, builtin := n.kpi.scorer.policy.(builtinScorer)
	return builtin && n.ratesPlainly() && !own.readsLabels()
}

// ratesPlainly reports whether a node's rating follows from its outcome by a built-in threshold.
func (n *node) ratesPlainly() bool {
	own, builtin := n.threshold.policy.(builtinThreshold)
	return builtin && own.reads().nothing()
}

// asked returns what a node's threshold reads beside the outcome.
func (n *node) asked() asked {
	if own, builtin := n.threshold.policy.(builtinThreshold); builtin {
		return own.reads()
	}
	return asked{}
}

// leaf returns how the columns score a KPI with a target; the kind Other where they cannot.
func (s *Scorecard) leaf(n *node, t ResolvedTarget) columns.Leaf {
	own, of, scale := n.kpi.scorer.policy.(builtinScorer), t.forScoring(), scoring.Scale(s.scale)
	return scoring.Leaf(own.rule, &of, scoring.Direction(n.kpi.direction), &scale, n.round)
}

// columnsNode returns how the columns compute a node, and gives its children their weights.
func (s *Scorecard) columnsNode(plan *columns.Plan, at int) columns.Node {
	n := &s.nodes[at]
	round := columns.RoundingOf(n.round)
	c := columns.Node{MinScored: n.minChildren, Round: round, Percent: n.traits.percent}
	c.MinCoverage = leastCoverage(n.minCoverage)
	if n.ratesPlainly() {
		c.Method = n.traits.column
	}
	weights, ok := n.weights(round.Step)
	if !ok {
		c.Method, c.Weights = columns.Foreign, n.wideWeights()
	}
	for i, ch := range n.children {
		place := s.places[ch.node]
		if s.nodes[ch.node].parent != at {
			c.Uses = append(c.Uses, columns.Edge{Child: place, Node: s.places[at] - int32(len(s.kpis)), Weight: weights[i]})
			continue
		}
		if c.Count == 0 {
			c.First = place
		}
		c.Count++
		plan.SetChild(place, weights[i], ruleOf(s.nodes[ch.node].missing))
	}
	return c
}

// weights returns the weights of a node's children as integers in a unit of their own. It is false, with zeros, where
// they do not fit the columns together.
func (n *node) weights(step int64) (weights []int64, ok bool) {
	exponent, total := n.weightUnit(), int64(0)
	weights = make([]int64, len(n.children))
	for i, ch := range n.children {
		if weights[i], ok = columns.Aligned(ch.weight, exponent); !ok {
			break
		}
		total += weights[i]
		if ok = total <= columns.MaxTotal/step; !ok {
			break
		}
	}
	if len(n.children) > 0 && !ok {
		return make([]int64, len(n.children)), false
	}
	return weights, true
}

// weightUnit returns the exponent at which the weights of all children are integers.
func (n *node) weightUnit() int32 {
	exponent := int32(0)
	for _, ch := range n.children {
		exponent = min(exponent, ch.weight.Exponent())
	}
	return exponent
}

// wideWeights returns the weights of a node's children as integers of any size.
func (n *node) wideWeights() []*big.Int {
	wide, exponent := make([]*big.Int, len(n.children)), n.weightUnit()
	for i, ch := range n.children {
		wide[i] = exact.Scaled(ch.weight, exponent)
	}
	return wide
}

func ruleOf(m MissingRule) columns.Rule {
	switch m {
	case MissingZero:
		return columns.Zero
	case MissingRequire:
		return columns.Require
	}
	return columns.Exclude
}

// A timePlan is what is planned for periods in a row, with what KPIs show where everything is there. All units share
// it.
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
		Scale: rows.Scale{Low: s.low, Met: quantaOf(s.scale.Met).Int64(), High: s.high},
		Leaf:  s.plannedLeaf,
	}
	for slot, at := range s.kpis {
		kpi := s.nodes[at].kpi
		_, standing := kpi.standingTarget()
		c.KPIs[slot] = timeplan.KPI{
			Eligible: s.builtinNumbers(slot) && !kpi.summed,
			Targets:  &kpi.targets,
			Rollup:   kpi.rollup,
			Lower:    kpi.direction == DirectionLower,
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
		lacks := func(p *columns.Plan) bool { return p != nil && p.Kind(int32(slot)) == columns.Other }
		if s.builtinNumbers(slot) && slices.ContainsFunc(s.plans[:], lacks) {
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
