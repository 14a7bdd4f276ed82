// Package attribution divides the change of a node's score among what has changed below it. Two results of one
// scorecard differ in the scores of KPIs, in which of them are there, or in weights. What a child has brought to its
// parent's change is divided in turn among the child's own children, by multipliers: never in proportion to their
// changes, so that a child whose own score stayed as it was may have parts that cancel.
//
//	Between   two results → Parts by node
//	Parts     summed over several pairs, and rounded so that they add up to the change to the last digit
//
// local.go divides at a node where a formula does it, shapley.go elsewhere, and fixed.go has the numbers: integers in
// units of 2^-128 of the tenth place of a score.
package attribution

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
)

// A View is what divisions read of one result, read once.
type View struct {
	result *bsc.Result
	card   *bsc.Scorecard
	nodes  map[bsc.Ref]*node
}

// A node is a node with children, and what they bring.
type node struct {
	score  int64 // in units of the tenth place; valid only if scored
	scored bool
	judged bool // somebody's judgement counts instead
	parts  []bsc.Part
	units  []int64  // the scores of the parts
	shares []*fixed // of the weight, once asked for
	at     map[bsc.Ref]int
}

// Of reads a result from a node down.
func Of(r *bsc.Result) *View {
	return &View{result: r, card: r.Scorecard(), nodes: map[bsc.Ref]*node{}}
}

// Result returns the result that is read.
func (v *View) Result() *bsc.Result { return v.result }

// node returns a node with children.
func (v *View) node(of bsc.Ref) *node {
	n, known := v.nodes[of]
	if known {
		return n
	}
	n = &node{judged: v.result.IsJudged(of)}
	n.score, n.scored = units(v.result.ScoreOf(of))
	n.parts = v.result.Parts(of)
	n.units = make([]int64, len(n.parts))
	for i := range n.parts {
		n.units[i] = quanta(n.parts[i].Score)
	}
	n.at = make(map[bsc.Ref]int, len(n.parts))
	for i := range n.parts {
		n.at[n.parts[i].Ref] = i
	}
	v.nodes[of] = n
	return n
}

// share returns a part's share of the weight of all.
func (n *node) share(i int) *fixed {
	if n.shares == nil {
		n.shares = sharesOf(n.parts)
	}
	return n.shares[i]
}

// Parts are what nodes bring to a change, exact but for what lies far beyond the last digit of a score.
type Parts map[bsc.Ref]*fixed

// Add adds so many times other parts.
func (p Parts) Add(other Parts, times int64) {
	for ref, part := range other {
		p.add(ref, new(big.Int).Mul(part, big.NewInt(times)))
	}
}

func (p Parts) add(ref bsc.Ref, part *fixed) {
	if part.Sign() == 0 {
		return
	}
	if sum, ok := p[ref]; ok {
		sum.Add(sum, part)
		return
	}
	p[ref] = new(big.Int).Set(part)
}

// Between divides the change of a node's score from one result to another among the nodes below it. Both are of one
// scorecard, but perhaps for weights, and both have a score for the node. A part belongs to a KPI, to a node whose
// weight has changed, or to one that is judged or has become so.
//
// If the pair is one of several steps, ends are where all of these begin and end: a changed weight counts by how far a
// node lies from the mean score of its parent there, so that this mean is the same in every step. nil: from and to.
func Between(from, to *View, top bsc.Ref, ends *[2]*View) Parts {
	w := walk{from, to, ends, Parts{}, map[bsc.Ref]bool{}}
	if top.Kind != bsc.KindKPI {
		w.down(top, one())
		return w.parts
	}
	a, _ := units(from.result.ScoreOf(top))
	b, _ := units(to.result.ScoreOf(top))
	w.parts.add(top, whole(b-a))
	return w.parts
}

// A walk divides from the top down.
type walk struct {
	from, to *View
	ends     *[2]*View
	parts    Parts
	moved    map[bsc.Ref]bool
}

// down divides what a change of a node by one unit brings at the top.
func (w *walk) down(of bsc.Ref, multiplier *fixed) {
	l := w.local(of)
	for _, ref := range l.beside {
		part := times(multiplier, l.besides)
		w.parts.add(ref, part.Quo(part, big.NewInt(int64(len(l.beside)))))
	}
	if l.own != nil {
		w.parts.add(of, times(multiplier, l.own))
	}
	for i := range l.children {
		ch := &l.children[i]
		if ch.weighs != nil {
			w.weigh(ch, multiplier)
		}
		if ch.slope == nil {
			continue
		}
		slope := times(multiplier, ch.slope)
		if w.isEnd(ch) {
			w.parts.add(ch.ref, times(slope, whole(ch.change())))
			if ch.jump != nil {
				w.parts.add(ch.ref, times(multiplier, ch.jump))
			}
			continue
		}
		if !w.isMoved(ch.ref) {
			continue
		}
		if ch.jump == nil {
			w.down(ch.ref, slope)
			continue
		}
		below := walk{w.from, w.to, w.ends, Parts{}, w.moved}
		below.down(ch.ref, slope)
		if len(below.parts) == 0 {
			below.parts[ch.ref] = new(big.Int)
		}
		below.parts.jump(times(multiplier, ch.jump))
		w.parts.Add(below.parts, 1)
	}
}

// jump adds an amount to the parts by their size.
func (p Parts) jump(amount *fixed) {
	amounts := make([]*fixed, 0, len(p))
	for _, part := range p { // in any order: each gets its own share
		amounts = append(amounts, part)
	}
	settle(amounts, amount)
}

// isEnd reports whether what a child brings is not divided further: it is a KPI, or a judgement stands above it.
func (w *walk) isEnd(ch *child) bool {
	if ch.ref.Kind == bsc.KindKPI {
		return true
	}
	a, b := w.from.node(ch.ref), w.to.node(ch.ref)
	return a.judged || b.judged || !a.scored || !b.scored
}

// isMoved reports whether anything below a node has changed.
func (w *walk) isMoved(of bsc.Ref) bool {
	if of.Kind == bsc.KindKPI {
		return false
	}
	moved, known := w.moved[of]
	if !known {
		moved = w.from.node(of).score != w.to.node(of).score || slices.ContainsFunc(w.union(of), func(ch child) bool {
			return ch.isMoved() || w.isMoved(ch.ref)
		})
		w.moved[of] = moved
	}
	return moved
}

// weigh gives what a child's coming, going or other weight brings: to the child itself or, if it has come or gone with
// what is below it, to that.
func (w *walk) weigh(ch *child, multiplier *fixed) {
	part := times(multiplier, ch.weighs)
	side := w.to
	if ch.b == nil {
		side = w.from
	}
	if ch.a != nil && ch.b != nil || ch.ref.Kind == bsc.KindKPI || side.node(ch.ref).judged || !side.node(ch.ref).scored {
		w.parts.add(ch.ref, part)
		return
	}
	var share *fixed
	if ch.entry != nil {
		share = times(multiplier, ch.entry)
	}
	w.spread(side, ch.ref, part, share, ch.beside)
}

// spread divides what a node has brought by coming or going among what is below it: by how far each lies from what was
// there beside it, where means allow that, and by weight elsewhere. share is the share of the top that came or went with
// the node; nil: no mean says.
func (w *walk) spread(side *View, of bsc.Ref, part, share, beside *fixed) {
	n := side.node(of)
	amounts := make([]*fixed, len(n.parts))
	rest := new(big.Int).Set(part)
	if !isMean(side.card, of) {
		share = nil
	}
	for i := range n.parts {
		if share != nil {
			amounts[i] = times(times(share, n.share(i)), minus(whole(n.units[i]), beside))
		} else {
			amounts[i] = times(part, n.share(i))
		}
		rest.Sub(rest, amounts[i])
	}
	settle(amounts, rest)
	for i := range n.parts {
		ref := n.parts[i].Ref
		if ref.Kind == bsc.KindKPI || side.node(ref).judged || !side.node(ref).scored {
			w.parts.add(ref, amounts[i])
			continue
		}
		below := share
		if share != nil {
			below = times(share, n.share(i))
		}
		w.spread(side, ref, amounts[i], below, beside)
	}
}
