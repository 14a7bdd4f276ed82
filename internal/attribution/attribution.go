// Package attribution divides the change of a node's score among what has changed below it. Two results of one
// scorecard differ in the scores of KPIs, in which of them are there, or in weights. What a child has brought to its
// parent's change is divided in turn among the child's own children, by multipliers: never in proportion to their
// changes, so that a child whose own score stayed as it was may have parts that cancel.
//
//	New                a Division, of results that have nodes in common
//	Division.View      what is read of one result
//	Division.Between   two views → Parts by node
//	Division.Round     Parts, summed over several pairs → what adds up to the change to the last digit
//
// local.go divides at a node where a formula does it, shapley.go and path.go elsewhere, round.go rounds, and fixed.go has
// the numbers.
package attribution

import (
	"slices"

	"github.com/go-bsc/bsc"
)

// A Division divides changes between results that have nodes in common. One goroutine may use it.
type Division struct {
	order []bsc.Ref
	at    map[bsc.Ref]int
	logs  map[int64]fixed
	rules map[rule]bsc.Policy
	free  []child // what a walk may use
	first *View   // where a way of several steps begins and ends; nil: each step is its own
	last  *View
}

// A rule names a node of a scorecard.
type rule struct {
	card *bsc.Scorecard
	of   bsc.Ref
}

// New returns a division over the nodes of the scorecards, in the order in which they come first.
func New(cards ...*bsc.Scorecard) *Division {
	d := &Division{at: map[bsc.Ref]int{}, logs: map[int64]fixed{}, rules: map[rule]bsc.Policy{}}
	for _, card := range cards {
		for _, ref := range card.Nodes() {
			if _, known := d.at[ref]; !known {
				d.at[ref] = len(d.order)
				d.order = append(d.order, ref)
			}
		}
	}
	return d
}

// Ends says where a way of several steps begins and ends. Where all weights below a node have changed, each counts by how
// far its node lies from the mean score of the parent there, so that this mean is the same in every step.
func (d *Division) Ends(first, last *View) { d.first, d.last = first, last }

// policy returns a node's aggregator.
func (d *Division) policy(card *bsc.Scorecard, of bsc.Ref) bsc.Policy {
	p, known := d.rules[rule{card, of}]
	if !known {
		rules, _ := card.Rules(of)
		p = rules.Aggregator
		d.rules[rule{card, of}] = p
	}
	return p
}

// A View is what a division reads of one result, once.
type View struct {
	division *Division
	result   *bsc.Result
	card     *bsc.Scorecard
	nodes    []*node
}

// A node is a node with children, and what they bring.
type node struct {
	score  int64 // in units of the tenth place; valid only if scored
	scored bool
	judged bool       // somebody's judgement counts instead
	policy bsc.Policy // its aggregator
	parts  []bsc.Part
	units  []int64 // the scores of the parts
	at     []int   // what the parts are of
	shares []fixed // of the weight; nil: not asked for yet
}

// View returns a view of a result.
func (d *Division) View(r *bsc.Result) *View {
	return &View{division: d, result: r, card: r.Scorecard(), nodes: make([]*node, len(d.order))}
}

// node returns a node with children.
func (v *View) node(at int) *node {
	if n := v.nodes[at]; n != nil {
		return n
	}
	of := v.division.order[at]
	n := &node{judged: v.result.IsJudged(of), policy: v.division.policy(v.card, of)}
	n.score, n.scored = units(v.result.ScoreOf(of))
	n.parts = v.result.Parts(of)
	n.units, n.at = make([]int64, len(n.parts)), make([]int, len(n.parts))
	for i := range n.parts {
		n.units[i], n.at[i] = quanta(n.parts[i].Score), v.division.at[n.parts[i].Ref]
	}
	v.nodes[at] = n
	return n
}

// share returns a part's share of the weight of all.
func (n *node) share(i int) fixed {
	if n.shares == nil {
		n.shares = sharesOf(n.parts)
	}
	return n.shares[i]
}

// Parts are what nodes bring to a change, exact but for what lies far beyond the last digit of a score, in the order of
// the division.
type Parts []fixed

// Add adds so many times other parts of the same division. Parts may be nil.
func (p *Parts) Add(other Parts, times int64) {
	if *p == nil {
		*p = make(Parts, len(other))
	}
	for i := range other {
		if !other[i].isZero() {
			(*p)[i] = (*p)[i].plus(other[i].times(whole(times)))
		}
	}
}

// Between divides the change of a node's score from one result to another among the nodes below it. Both are of one
// scorecard, but perhaps for weights, and both have a score for the node. A part belongs to a KPI, to a node whose
// weight has changed, or to one that is judged or has become so.
func (d *Division) Between(from, to *View, top bsc.Ref) Parts {
	parts, _ := d.Through(from, to, top)
	return parts
}

// Through is Between, with what passes through each node above those that have the parts.
func (d *Division) Through(from, to *View, top bsc.Ref) (parts, through Parts) {
	if d.free == nil {
		d.free = make([]child, 2*len(d.order)+64) // what is on the way down, and beside it
	}
	w := walk{d, from, to, make(Parts, len(d.order)), make(Parts, len(d.order)), make([]moved, len(d.order))}
	at := d.at[top]
	if top.Kind != bsc.KindKPI {
		w.down(at, one)
		return w.parts, w.through
	}
	a, _ := units(from.result.ScoreOf(top))
	b, _ := units(to.result.ScoreOf(top))
	w.add(at, whole(b-a))
	return w.parts, w.through
}

// A walk divides from the top down.
type walk struct {
	*Division
	from, to *View
	parts    Parts
	through  Parts
	moved    []moved
}

// moved says whether anything below a node has changed.
type moved uint8

const (
	unknown moved = iota
	stays
	moves
)

func (w *walk) add(at int, part fixed) { w.parts[at] = w.parts[at].plus(part) }

// down divides what a change of a node by one unit brings at the top.
func (w *walk) down(at int, multiplier fixed) {
	defer w.release(w.free)
	l := w.local(at)
	if !l.own.isZero() {
		w.add(at, multiplier.times(l.own))
	}
	for i := range l.children {
		ch := &l.children[i]
		if !ch.weighs.isZero() {
			w.weigh(at, ch, multiplier)
		}
		slope := multiplier.times(ch.slope)
		if !ch.isKPI && ch.slides() {
			amount := slope.times(whole(ch.change())).plus(multiplier.times(ch.jump))
			w.through[ch.at] = w.through[ch.at].plus(amount)
		}
		switch {
		case !ch.slides():
		case w.isEnd(ch):
			w.add(ch.at, slope.times(whole(ch.change())))
			w.add(ch.at, multiplier.times(ch.jump))
		case !w.isMoved(ch.at, ch.isKPI):
		case ch.jump.isZero():
			w.down(ch.at, slope)
		default:
			below := walk{w.Division, w.from, w.to, make(Parts, len(w.parts)), w.through, w.moved}
			below.down(ch.at, slope)
			below.leap(ch.at, multiplier.times(ch.jump))
			w.parts.Add(below.parts, 1)
		}
	}
}

// take returns room for so many children, until what was free before is released.
func (d *Division) take(n int) []child {
	if len(d.free) < n {
		d.free = make([]child, n)
	}
	list := d.free[:0:n]
	d.free = d.free[n:]
	return list
}

func (d *Division) release(free []child) { d.free = free }

// leap adds an amount to all parts by their size; to the node itself if there are none.
func (w *walk) leap(at int, amount fixed) {
	var amounts []fixed
	var into []int
	for i, part := range w.parts {
		if !part.isZero() {
			amounts, into = append(amounts, part), append(into, i)
		}
	}
	if len(into) == 0 {
		w.add(at, amount)
		return
	}
	settle(amounts, amount)
	for i, part := range amounts {
		w.parts[into[i]] = part
	}
}

// isEnd reports whether what a child brings is not divided further: it is a KPI, or a judgement stands above it.
func (w *walk) isEnd(ch *child) bool {
	if ch.isKPI {
		return true
	}
	a, b := w.from.node(ch.at), w.to.node(ch.at)
	return a.judged || b.judged || !a.scored || !b.scored
}

// isMoved reports whether anything below a node has changed.
func (w *walk) isMoved(at int, isKPI bool) bool {
	if isKPI {
		return false
	}
	if w.moved[at] == unknown {
		w.moved[at] = stays
		defer w.release(w.free)
		if w.from.node(at).score != w.to.node(at).score || slices.ContainsFunc(w.union(at), func(ch child) bool {
			return ch.isMoved() || w.isMoved(ch.at, ch.isKPI)
		}) {
			w.moved[at] = moves
		}
	}
	return w.moved[at] == moves
}

// weigh gives what the coming, going or other weight of a child of a node brings: to the child itself or, if it has come or
// gone with what is below it, to that.
func (w *walk) weigh(of int, ch *child, multiplier fixed) {
	part := multiplier.times(ch.weighs)
	side, other := w.to, w.from
	if ch.b == nil {
		side, other = w.from, w.to
	}
	if ch.a != nil && ch.b != nil || w.isLeaf(side, ch.at, ch.isKPI) || other.hasNoWeight(of, ch.at) {
		w.add(ch.at, part)
		return
	}
	w.spread(side, ch.at, part, multiplier.times(ch.entry), ch.beside)
}

// hasNoWeight reports whether the weight of a child is 0.
func (v *View) hasNoWeight(of, at int) bool {
	return slices.ContainsFunc(v.card.Children(v.division.order[of]), func(ch bsc.Child) bool {
		return v.division.at[ch.Ref] == at && ch.Weight.IsZero()
	})
}

func (w *walk) isLeaf(side *View, at int, isKPI bool) bool {
	return isKPI || side.node(at).judged || !side.node(at).scored
}

// spread divides what a node has brought by coming or going among what is below it: by how far each lies from what was
// there beside it, where means allow that, and by weight elsewhere. share is the share of the top that came or went with
// the node; 0: no mean says.
func (w *walk) spread(side *View, at int, part, share, beside fixed) {
	n := side.node(at)
	amounts := make([]fixed, len(n.parts))
	rest := part
	if !isMean(n.policy.Name) {
		share = fixed{}
	}
	for i := range n.parts {
		if share.isZero() {
			amounts[i] = part.times(n.share(i))
		} else {
			amounts[i] = share.times(n.share(i)).times(whole(n.units[i]).minus(beside))
		}
		rest = rest.minus(amounts[i])
	}
	settle(amounts, rest)
	for i := range n.parts {
		isKPI := n.parts[i].Ref.Kind == bsc.KindKPI
		if w.isLeaf(side, n.at[i], isKPI) {
			w.add(n.at[i], amounts[i])
			continue
		}
		w.spread(side, n.at[i], amounts[i], share.times(n.share(i)), beside)
	}
}
