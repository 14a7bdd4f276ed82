package bsc

import (
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A gathering is what a parent finds among its children when missing rules are applied.
type gathering struct {
	nodes  []int  // of the parts
	parts  []Part // what counts
	beside []Part // scored children of weight 0

	there    bool            // at least one child counts or could
	scored   int             // children with a score of their own
	known    bool            // something contributes that is not merely filled in
	complete bool            // every child that is there has all its data
	fixed    bool            // and so no missing data could change anything
	required int             // a missing child that must not be missing; -1: none
	left     []int           // children that do not count
	sharesOf decimal.Decimal // Σw of the children that are there
	covered  decimal.Decimal // Σ w·coverage, in units of 10^-10
}

// end picks what a child counts with: its score, or a bound of what it could have.
type end uint8

const (
	asScored end = iota
	atLow
	atHigh
)

// gather applies the missing rules to a parent's children.
func (e *evaluation) gather(at int) gathering { return e.gatherAt(at, asScored) }

func (e *evaluation) gatherAt(at int, which end) gathering {
	g := gathering{complete: true, fixed: true, required: -1}
	n := &e.card.nodes[at]
	for _, ch := range n.children {
		place := e.card.places[ch.node]
		mark, span := e.columns.Mark(place), e.columns.Span(place, e.plan)
		score, ok := e.contribution(ch.node, which)
		part := Part{Ref: e.card.nodes[ch.node].ref, Score: decimal.New(score, -exact.Places), Weight: ch.weight}
		if n.traits.rated {
			part.Rating = e.ratingOf(ch.node)
		}
		fixed := mark&columns.Fixed != 0 || e.counts(ch.node).Valid()
		if ch.weight.IsZero() {
			if ok {
				g.beside = append(g.beside, part)
			}
			if !fixed && mark&columns.Absent == 0 && vetoes(n.aggregator.policy, part.Ref.ID) {
				g.fixed = false // it does not count, and yet it can move the score
			}
			continue
		}
		if mark&columns.Absent != 0 {
			g.left = append(g.left, ch.node)
			continue
		}
		g.there = true
		g.sharesOf = g.sharesOf.Add(ch.weight)
		g.covered = g.covered.Add(ch.weight.Mul(decimal.New(span.Coverage, 0)))
		g.complete = g.complete && mark&columns.Complete != 0
		g.fixed = g.fixed && fixed
		switch rule := e.card.nodes[ch.node].missing; {
		case ok:
			g.scored++
			g.known = true
		case rule == MissingRequire:
			g.required = ch.node
			g.left = append(g.left, ch.node)
			continue
		case rule == MissingZero || n.traits.percent:
			g.known = g.known || rule == MissingZero
			part.Score = e.card.scale.Min
			if n.traits.rated {
				part.Rating = e.minRating(at)
			}
		default:
			g.left = append(g.left, ch.node)
			continue
		}
		g.nodes = append(g.nodes, ch.node)
		g.parts = append(g.parts, part)
	}
	return g
}

// minRating returns the rating that a parent's own bands give the scale's minimum, which
// is what a child counts with that has no score; "" where the parent has no bands on score.
func (e *evaluation) minRating(at int) Rating {
	if e.card.nodes[at].levels == nil {
		return ""
	}
	return e.rated(at, e.rateInput(at, nil, new(state)), e.card.scale.Min)
}

// contribution returns the score a child brings, if it has one.
func (e *evaluation) contribution(at int, which end) (int64, bool) {
	if own := e.counts(at); own.Valid() {
		return own.units, true
	}
	place := e.card.places[at]
	mark := e.columns.Mark(place)
	switch which {
	case atLow:
		return e.columns.Span(place, e.plan).Low, mark&columns.Bounded != 0
	case atHigh:
		return e.columns.Span(place, e.plan).High, mark&columns.Bounded != 0
	}
	return e.columns.Score(place), mark&columns.Scored != 0
}

// ratingOf returns the rating a child brings.
func (e *evaluation) ratingOf(at int) Rating {
	if j, ok := e.assessed[at]; ok && e.card.nodes[at].assessed && j.Rating != "" {
		return j.Rating
	}
	return e.state(at).rating
}

// parent scores a node from its children.
func (e *evaluation) parent(at int, st *state) {
	n := &e.card.nodes[at]
	g := e.gather(at)
	if !g.there {
		e.nothingBelow(st, g)
		return
	}
	st.fixed = g.fixed
	st.complete = g.complete
	st.coverage = newRatio(g.covered, g.sharesOf).scaled(0, exact.HalfAway).Int64()
	if st.why = e.whyNot(n, st, g); st.why != whyNone {
		st.flags = FlagNoData
		e.bound(at, st)
		return
	}
	if !g.complete {
		st.flags |= FlagPartial
	}
	q, err := e.combine(n, g, nil)
	if hasNoData(err) {
		st.flags, st.why = FlagNoData, whyNoScore
	} else if err != nil {
		st.fail(asProblem(err, ErrPolicy, "the aggregator "+quote(n.aggregator.name)))
	} else {
		e.settle(at, nil, st, q)
	}
	e.bound(at, st)
}

// nothingBelow marks a parent all of whose children are not there: neither is it, for the same reason if they share one.
func (e *evaluation) nothingBelow(st *state, g gathering) {
	shared := Flags(0)
	for i, child := range g.left {
		if flags := e.state(child).flags; i == 0 {
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

// whyNot says why a parent cannot have a score.
func (e *evaluation) whyNot(n *node, st *state, g gathering) reason {
	coverage := decimal.New(st.coverage, -exact.Places)
	switch {
	case g.required >= 0:
		return whyRequired
	case !g.known:
		return whyNothingKnown
	case g.scored < n.minChildren:
		return whyMinChildren
	case coverage.LessThan(n.minCoverage):
		return whyMinCoverage
	}
	return whyNone
}

// combine runs a node's aggregator.
func (e *evaluation) combine(n *node, g gathering, trace *Trace) (ratio, error) {
	in := AggregateInput{
		Ref: n.ref, Scale: e.card.scale, Parts: g.parts, Beside: g.beside, Levels: n.levels,
		Attributes: n.attributes, Trace: trace,
	}
	var q ratio
	err := e.call(func() error {
		var p *Problem
		if q, p = combineAny(n.aggregator, &in); p != nil {
			return p
		}
		return nil
	})
	return q, err
}

// bound computes what the missing data could make of a parent's score.
func (e *evaluation) bound(at int, st *state) {
	n := &e.card.nodes[at]
	if st.fixed {
		return // settle has set the bounds, or there is no score whatever arrives
	}
	st.low, st.high = e.card.low, e.card.high
	low := e.gatherAt(at, atLow)
	if low.required >= 0 || !low.known || low.scored < n.minChildren {
		return // no completion of the data gives a score
	}
	st.bounded = true
	if !n.traits.monotone {
		return // anything on the scale is possible
	}
	if q, err := e.combine(n, low, nil); err == nil {
		st.low = e.clamp(q.units(n.round))
	}
	q, err := e.combine(n, e.gatherAt(at, atHigh), nil)
	if err == nil {
		st.high = e.clamp(q.units(n.round))
		return
	}
	// What a built-in mean refuses of the best completion, a score below 0, stands in all.
	_, builtin := n.aggregator.policy.(builtinAggregator)
	st.bounded = !builtin
}
