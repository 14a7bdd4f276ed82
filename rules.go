package bsc

import (
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Rules are what holds for one node once everything is found out that its definition says or inherits: how it is
// scored, rolled up and rated. A front end shows them, and a comparison of scorecards reads them. They are plain data
// and the caller's own; fields that are of other kinds of nodes have their zero value.
type Rules struct {
	Aggregator Policy  // of all but KPIs
	Threshold  Policy  // how it is rated
	Levels     []Level // where its ratings begin, worst first; none: the threshold has no bands on the score
	Bands      []Band  // of a built-in threshold, ascending, for drawing a gauge; none: of others

	Scorer     Policy // of KPIs
	Calculator Policy // of calculated KPIs; zero: the KPI has readings of its own
	Unit       string // of KPIs: what they are measured in
	Owner      string // of KPIs
	Timing     Timing // of KPIs
	Direction  Direction
	Review     period.Period // of KPIs: when the KPI itself is to be reviewed; zero: it does not say
	Labelled   bool          // of KPIs: they are read as labels
	Unscored   bool          // of KPIs: they are shown and not scored
	Summed     bool          // of KPIs: the target is the sum of the contributors' targets
	Judged     bool          // an assessment's score is what the node brings to its parent
}

// Rules returns what holds for a node. It is false for a node that is not on the scorecard. Arguments of policies are as
// the definition has them, with the keys of objects in alphabetical order.
func (s *Scorecard) Rules(of Ref) (Rules, bool) {
	at, ok := s.index[of]
	if !ok {
		return Rules{}, false
	}
	n := &s.nodes[at]
	r := Rules{Threshold: n.threshold.said(), Levels: append([]Level(nil), n.levels...), Judged: n.assessed}
	if own, ok := n.threshold.policy.(bands); ok {
		r.Bands = own.all()
	}
	if n.kpi == nil {
		r.Aggregator = n.aggregator.said()
		return r, true
	}
	k := n.kpi
	r.Scorer, r.Calculator = k.scorer.said(), k.calculator.said()
	r.Unit, r.Owner, r.Timing, r.Direction, r.Review, r.Summed = k.unit, k.owner, k.timing, k.direction, k.review, k.summed
	_, r.Unscored = k.scorer.policy.(noneScorer)
	if own, builtin := k.scorer.policy.(builtinScorer); builtin {
		_, r.Labelled = own.rule.(pointsScorer)
	}
	return r, true
}

// said returns a policy as a definition would say it; the zero Policy where there is none.
func (n *named[T]) said() Policy {
	p := Policy{Name: n.name}
	if len(n.args) > 0 {
		p.Args = sortedKeys(n.args)
	}
	return p
}

// Inputs returns the KPIs and series that a calculated KPI reads, in the order in which it reads them; nil for all
// other nodes.
func (s *Scorecard) Inputs(of Ref) []Ref {
	at, ok := s.index[of]
	if !ok || s.nodes[at].kpi == nil {
		return nil
	}
	var refs []Ref
	for _, slot := range s.nodes[at].kpi.inputs {
		refs = append(refs, s.refOf(slot))
	}
	return refs
}

// all returns the bands of a threshold that Compile has resolved, ascending.
func (b bands) all() []Band {
	list := make([]Band, len(b.limits))
	for i, limit := range b.limits {
		list[i] = Band{Rating: limit.rating, On: string(b.on), IncludeUpper: b.upper}
		if i > 0 {
			list[i].Low = decimal.NewNullDecimal(limit.from)
			list[i-1].High = list[i].Low
		}
	}
	return list
}
