package bsc

import (
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// How a node is scored from its children where the columns do not do it.

// A gathering is what a parent's aggregator sees of the children.
type gathering struct {
	columns.Gathering
	nodes  []int  // of the parts
	parts  []Part // what counts
	beside []Part // children of weight 0 that have a score
	moved  bool   // one of those has missing data that could change the score
}

// gather collects the children that count, at one end of their scores, by the rules of the columns.
func (e *evaluation) gather(at int, end columns.End) gathering {
	n := &e.card.nodes[at]
	g := gathering{Gathering: e.plan.Gather(&e.columns, e.card.places[at]-int32(len(e.card.kpis)), end)}
	next := 0
	for _, ch := range n.children {
		place := e.card.places[ch.node]
		part := Part{Ref: e.card.nodes[ch.node].ref, Weight: ch.weight}
		if ch.weight.IsZero() {
			e.watch(n, ch.node, end, part, &g)
			continue
		}
		if next == len(g.Children) || g.Children[next].Position != place {
			continue
		}
		counted := g.Children[next]
		next++
		part.Score = decimal.New(counted.Score, -exact.Places)
		if n.traits.rated {
			part.Rating = e.ratingOf(ch.node)
			if counted.Filled {
				part.Rating = e.minRating(at)
			}
		}
		g.nodes, g.parts = append(g.nodes, ch.node), append(g.parts, part)
	}
	return g
}

// watch records a child of weight 0 that an aggregator may look at.
func (e *evaluation) watch(n *node, at int, end columns.End, part Part, g *gathering) {
	place := e.card.places[at]
	mark, judged := e.columns.Mark(place), e.counts(at).Valid()
	if score, ok := e.columns.Brings(place, e.plan, end); ok {
		part.Score = decimal.New(score, -exact.Places)
		if n.traits.rated {
			part.Rating = e.ratingOf(at)
		}
		g.beside = append(g.beside, part)
	}
	open := mark&(columns.Fixed|columns.Absent) == 0 && !judged
	g.moved = g.moved || open && n.traits.watches(part.Ref.ID)
}

// minRating returns the rating that a parent's own bands give to the scale's minimum. A child without a score counts
// with it. It is "" where the parent has no bands on the score.
func (e *evaluation) minRating(at int) Rating {
	if e.card.nodes[at].levels == nil {
		return ""
	}
	return e.rated(at, e.rateInput(at, nil, new(state)), e.card.scale.Min)
}

// parentOf computes a node that the columns do not compute.
func (e *evaluation) parentOf(number int32) {
	at := e.card.parents[number]
	k := new(kept)
	e.parent(at, &k.state)
	e.enter(at, k)
}

// parent scores a node from its children.
func (e *evaluation) parent(at int, st *state) {
	n := &e.card.nodes[at]
	g := e.gather(at, columns.Scores)
	if !g.There {
		if e.judgedAlone(at) {
			st.alone()
			return
		}
		e.nothingBelow(st, g)
		return
	}
	st.complete = g.Mark&columns.Complete != 0
	st.fixed = g.Mark&columns.Fixed != 0 && !g.moved
	st.coverage = g.Coverage
	if st.why = whyOf(g.Lack); st.why != whyNone {
		st.flags = FlagNoData | e.ownFlag(at)
		e.bound(at, st)
		return
	}
	q, err := e.combine(n, g, nil)
	switch {
	case hasNoData(err):
		_, foreign := n.aggregator.policy.(foreignAggregator)
		st.flags, st.why, st.none = FlagNoData, whyNoScore, noScore(err, !foreign)
	case err != nil:
		st.fail(asProblem(err, ErrPolicy, words.New("the_aggregator", "name", n.aggregator.name)))
	default:
		if !st.complete {
			st.flags |= FlagPartial
		}
		st.flags |= e.ownFlag(at) | e.flagBelow(at)
		e.settle(at, nil, st, q)
	}
	st.flags |= e.ownFlag(at)
	e.bound(at, st)
}

// whyOf returns why a parent cannot have a score.
func whyOf(l columns.Lack) reason {
	return [...]reason{whyNone, whyRequired, whyNothingKnown, whyMinChildren, whyMinCoverage}[l]
}

// nothingBelow marks a parent as not counting because none of its children counts: for their reason, if they share one.
func (e *evaluation) nothingBelow(st *state, g gathering) {
	shared := Flags(0)
	for i, place := range g.Left {
		if flags := e.state(e.card.nodeAt(place)).flags; i == 0 {
			shared = flags
		} else {
			shared &= flags
		}
	}
	switch {
	case shared&FlagNotApplicable != 0:
		st.leave(FlagNotApplicable, whyNotApplicable)
	case shared&FlagNotDue != 0:
		st.leave(FlagNotDue, whyNotDue)
	default:
		st.leave(FlagUnscored, whyNothingBelow)
	}
}

// combine runs a node's aggregator.
func (e *evaluation) combine(n *node, g gathering, trace *Trace) (exact.Ratio, error) {
	in := AggregateInput{
		Ref: n.ref, Period: e.in.Period, Scale: e.card.scale, Parts: g.parts, Beside: g.beside, Levels: e.levels(n),
		Attributes: n.attributes, OrgUnit: e.in.OrgUnit, OrgUnitAttributes: e.in.OrgUnitAttributes, Trace: trace,
	}
	var q exact.Ratio
	err := e.calls.call(func() error {
		var p *Problem
		if q, p = n.aggregator.policy.combine(&in); p != nil {
			return p
		}
		return nil
	})
	return q, err
}

// levels returns where a node's ratings begin in the period of the input.
func (e *evaluation) levels(n *node) []Level {
	if own, ok := n.threshold.policy.(*bands); ok && len(own.dated) > 0 {
		return own.levels(&e.card.scale, e.in.Period)
	}
	return n.levels
}

// bound computes the range within which missing data could move a parent's score.
func (e *evaluation) bound(at int, st *state) {
	n := &e.card.nodes[at]
	if st.fixed {
		return // settle has set the bounds, or no data can give a score
	}
	st.low, st.high = e.card.low, e.card.high
	low := e.gather(at, columns.Lows)
	if low.Lack != columns.Nothing {
		return // no possible data gives a score
	}
	st.bounded = true
	if !n.traits.monotone {
		return // anything on the scale is possible
	}
	if q, err := e.combine(n, low, nil); err == nil {
		attainment := scoreOf(q.Units(n.round))
		st.low = e.clamp(&attainment)
	}
	q, err := e.combine(n, e.gather(at, columns.Highs), nil)
	if err == nil {
		attainment := scoreOf(q.Units(n.round))
		st.high = e.clamp(&attainment)
		return
	}
	// A built-in mean refuses scores below 0. If it refuses the best possible data, it refuses all of it.
	st.bounded = n.traits.foreign
}
