package impact

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Effect is what a change at one node brings to another.
type Effect struct {
	Ref      bsc.Ref         `json:"ref"`
	Change   decimal.Decimal `json:"change"`   // of all that arrives, in points of its score
	Arrivals []Arrival       `json:"arrivals"` // the soonest first
}

// An Arrival is the part of an Effect that arrives after a number of periods, and stays.
type Arrival struct {
	Delay  int             `json:"lag"`
	Change decimal.Decimal `json:"change"` // in points, rounded to 10 places, half away from zero
}

// MaxPeriods is the largest number of periods that Of and WhatIf look ahead.
const MaxPeriods = 1000

// Of returns what a lasting change of so many points at one node of a scorecard would bring to the others, if every
// link held. It looks ahead 0 to MaxPeriods periods of the definition's frequency. Each link passes on its strength's
// share of the change after its delay, with the opposite sign if it is inverse. Changes along several paths add up,
// including those that come around a loop through time. The result is a what-if: links are hypotheses, nothing here
// enters a score, and the ends of the scale are ignored.
//
// The effects are in StrategyMap.Order. The changed node is among them, with the change itself. To ask about a KPI's
// value, or a KPI without links, first convert the change to one of a linked node's score. The error is a *bsc.Problem:
// ErrUnknownRef for a node that is not on the scorecard, or has no links on its strategy map, so that nothing is known
// to follow from it; ErrNumber for a change that is out of range or grows beyond 10^18 points on its way; and ErrValue
// for the periods.
//
// The computation is the lagged linear map Δ_B(t) = Σ β·Δ_A(t-lag), as in the employee-customer-profit chain of Rucci,
// Kirn and Quinn (Harvard Business Review 1998). Products are rounded to 30 places on the way.
func Of(card *bsc.Scorecard, of bsc.Ref, change decimal.Decimal, periods int) ([]Effect, error) {
	if p := check(card, of, change, periods); p != nil {
		p.Ref = of
		return nil, p
	}
	n := networkOf(card.Map())
	from, ok := n.at[of]
	if !ok {
		return nil, n.notLinked(card, of)
	}
	arrived, p := n.spread(from, change, periods)
	if p != nil {
		return nil, p
	}
	var effects []Effect
	for _, v := range n.graph.Order {
		if e := effectOf(n.nodes[v], arrived[v]); len(e.Arrivals) > 0 {
			effects = append(effects, e)
		}
	}
	return effects, nil
}

// notLinked is the problem of a node of the scorecard that has no links. The hint names the next node above it that has.
func (n *network) notLinked(card *bsc.Scorecard, of bsc.Ref) *bsc.Problem {
	p := &bsc.Problem{
		Code: bsc.ErrUnknownRef, Ref: of,
		Detail: words.New("node_without_links"), Allowed: words.New("node_with_links"),
	}
	parents := map[bsc.Ref]bsc.Ref{}
	for _, parent := range card.Nodes() {
		for _, child := range card.Children(parent) {
			if _, has := parents[child.Ref]; !has {
				parents[child.Ref] = parent
			}
		}
	}
	for above, ok := parents[of]; ok; above, ok = parents[above] {
		if _, linked := n.at[above]; linked {
			p.Hint = words.New("ask_for_linked_node", "node", above)
			break
		}
	}
	return p
}

// check returns what is wrong with a question.
func check(card *bsc.Scorecard, of bsc.Ref, change decimal.Decimal, periods int) *bsc.Problem {
	switch p := outOfRange(change); {
	case p != nil:
		return p
	case periods < 0 || periods > MaxPeriods:
		return &bsc.Problem{
			Code:   bsc.ErrValue,
			Detail: words.New("impact_within_periods", "periods", periods), Allowed: words.New("periods"),
		}
	}
	nodes := card.Nodes()
	if slices.Contains(nodes, of) {
		return nil
	}
	var ids []string
	for _, ref := range nodes {
		if ref.Kind == of.Kind {
			ids = append(ids, ref.ID)
		}
	}
	slices.Sort(ids)
	return &bsc.Problem{
		Code:   bsc.ErrUnknownRef,
		Detail: words.New("no_such_node_on_scorecard", "node", of), Hint: fault.DidYouMean(of.ID, ids),
	}
}

// outOfRange returns what is wrong with a host's number; nil if bsc.Number accepts it.
func outOfRange(d decimal.Decimal) *bsc.Problem {
	_, f := exact.Check(d)
	if f == nil {
		return nil
	}
	return &bsc.Problem{Code: bsc.ErrNumber, Detail: f.Detail, Allowed: f.Allowed}
}

// guardPlaces is the number of places of a change on its way: far more than are shown.
const guardPlaces = 30

// spread returns what arrives at each node, unrounded.
func (n *network) spread(from int32, change decimal.Decimal, periods int) ([][]Arrival, *bsc.Problem) {
	arrived, limit := make([][]Arrival, len(n.nodes)), decimal.New(1, 18)
	var tooFar *bsc.Problem
	s := graph.Spread[decimal.Decimal]{
		Delay: n.lag,
		Pass:  n.pass,
		Add:   decimal.Decimal.Add,
		Meet: func(v int32, lag int, change decimal.Decimal) bool {
			if change.Abs().GreaterThan(limit) {
				tooFar = &bsc.Problem{
					Code: bsc.ErrNumber, Ref: n.nodes[v], Detail: words.New("impact_too_large"),
					Hint: words.New("strengths_above_one"),
				}
				return false
			}
			arrived[v] = append(arrived[v], Arrival{lag, change})
			return true
		},
	}
	s.Run(&n.graph, from, change, periods)
	return arrived, tooFar
}

// pass returns the part of a change that a link passes on.
func (n *network) pass(link int32, change decimal.Decimal) (decimal.Decimal, bool) {
	part := change.Mul(n.worth[link]).Round(guardPlaces)
	if n.links[link].Inverse {
		part = part.Neg()
	}
	return part, !part.IsZero()
}

// effectOf sums up what arrived at a node.
func effectOf(ref bsc.Ref, arrived []Arrival) Effect {
	e := Effect{Ref: ref}
	for _, a := range arrived {
		e.Change = e.Change.Add(a.Change)
		if a.Change = rounded(a.Change); !a.Change.IsZero() {
			e.Arrivals = append(e.Arrivals, a)
		}
	}
	e.Change = rounded(e.Change)
	return e
}

// rounded rounds a change for showing it.
func rounded(d decimal.Decimal) decimal.Decimal { return d.Round(exact.Places).Normalize() }
