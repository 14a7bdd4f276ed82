package attribution

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// How the change of a node is divided among its children.

// A child is what one child brings before and after.
type child struct {
	ref            bsc.Ref
	a, b           *bsc.Part // nil: it does not count
	ua, ub         int64     // its scores, in units
	shareA, shareB *fixed    // of the weight; 0 where it does not count
	slope          *fixed    // what a unit of its change brings to its parent; nil: it does not count on both sides
	weighs         *fixed    // what its coming, going or other weight brings to its parent; nil: nothing
	jump           *fixed    // what its change brings beyond its slope; nil: nothing
	entry, beside  *fixed    // if it has come or gone: the share of the weight that did, and the score of what stayed
}

// isMoved reports whether the child brings something else.
func (ch *child) isMoved() bool {
	if ch.a == nil || ch.b == nil {
		return true
	}
	return ch.ua != ch.ub || ch.a.Rating != ch.b.Rating || !ch.a.Weight.Equal(ch.b.Weight)
}

func (ch *child) change() int64 { return ch.ub - ch.ua }

// A local is a node whose change is divided.
type local struct {
	of        bsc.Ref
	then, now *node
	children  []child
	beside    []bsc.Ref // children of weight 0 that have changed, where an aggregator looks at them
	besides   *fixed    // what they bring; nil: nothing
	own       *fixed    // what nothing below it explains; nil: nothing
}

// union returns the children that count before or after, in the order of the definition.
func (w *walk) union(of bsc.Ref) []child {
	a, b := w.from.node(of), w.to.node(of)
	list := make([]child, 0, max(len(a.parts), len(b.parts)))
	if a.hasSame(b) {
		for i := range a.parts {
			list = append(list, child{ref: a.parts[i].Ref, a: &a.parts[i], b: &b.parts[i], ua: a.units[i], ub: b.units[i]})
		}
		return list
	}
	for _, known := range w.to.card.Children(of) {
		ch := child{ref: known.Ref}
		if i, ok := a.at[ch.ref]; ok {
			ch.a, ch.ua = &a.parts[i], a.units[i]
		}
		if i, ok := b.at[ch.ref]; ok {
			ch.b, ch.ub = &b.parts[i], b.units[i]
		}
		if ch.a != nil || ch.b != nil {
			list = append(list, ch)
		}
	}
	return list
}

// hasSame reports whether the same children count in two nodes.
func (n *node) hasSame(other *node) bool {
	return slices.EqualFunc(n.parts, other.parts, func(a, b bsc.Part) bool { return a.Ref == b.Ref })
}

// local divides the change of a node: it finds slope and weighs of its children, so that change × slope and weighs of
// all add up to the change.
func (w *walk) local(of bsc.Ref) *local {
	l := &local{of: of, then: w.from.node(of), now: w.to.node(of), children: w.union(of)}
	for i := range l.children {
		ch := &l.children[i]
		ch.shareA, ch.shareB = new(big.Int), new(big.Int)
		if ch.a != nil {
			ch.shareA = l.then.share(l.then.at[ch.ref])
		}
		if ch.b != nil {
			ch.shareB = l.now.share(l.now.at[ch.ref])
		}
	}
	switch rules, _ := w.to.card.Rules(of); {
	case isMeanName(rules.Aggregator.Name):
		l.mean(w.middle(l))
	case rules.Aggregator.Name == "geometric" && l.positive():
		l.geometric()
	case rules.Aggregator.Name == "geometric" && l.then.score != l.now.score && l.fromZero():
	default:
		w.shapley(l, rules.Aggregator.Name)
	}
	l.settle()
	return l
}

func isMeanName(aggregator string) bool {
	return aggregator == "weighted_mean" || aggregator == "weighted_sum"
}

func isMean(card *bsc.Scorecard, of bsc.Ref) bool {
	rules, _ := card.Rules(of)
	return isMeanName(rules.Aggregator.Name)
}

// settle gives what a coarse rounding, the scale or a score that could not be computed have added to the node's change
// to its children. What rounding to ten places has added is left to Round, which has remainders to go by.
func (l *local) settle() {
	rest := whole(l.now.score - l.then.score)
	if l.besides != nil {
		rest.Sub(rest, l.besides)
	}
	var amounts []*fixed
	var into []int
	for i := range l.children {
		ch := &l.children[i]
		if ch.weighs != nil {
			rest.Sub(rest, ch.weighs)
		}
		if ch.slope != nil && ch.change() != 0 {
			amount := times(ch.slope, whole(ch.change()))
			if ch.jump != nil {
				amount.Add(amount, ch.jump)
			}
			rest.Sub(rest, amount)
			amounts, into = append(amounts, amount), append(into, i)
		}
	}
	if rest.CmpAbs(whole(int64(len(l.children)+1))) <= 0 {
		return
	}
	if len(amounts) == 0 {
		l.settleWeights(rest)
		return
	}
	settle(amounts, rest)
	for k, i := range into {
		ch := &l.children[i]
		ch.jump = nil
		ch.bring(amounts[k])
	}
}

// settleWeights does the same where no child's own score has changed.
func (l *local) settleWeights(rest *fixed) {
	var amounts []*fixed
	for i := range l.children {
		if ch := &l.children[i]; ch.weighs != nil {
			amounts = append(amounts, ch.weighs)
		}
	}
	if len(amounts) == 0 {
		l.own = rest
	}
	settle(amounts, rest)
}

// mean divides the change of a mean: a child brings its change times its mean share of the weight, and the change of its
// share times how far its mean score lies from a level. Where weights have changed, the level is the mean score of the
// node: so an increased weight helps if the child is better than the whole. Where children have come or gone, it is the
// mean of those that stayed, so that only those have parts that came or went.
func (l *local) mean(middle *fixed) {
	level, reweighed := l.level(middle)
	for i := range l.children {
		ch := &l.children[i]
		score := half(whole(ch.ua + ch.ub))
		switch {
		case ch.a == nil:
			score = whole(ch.ub)
		case ch.b == nil:
			score = whole(ch.ua)
		default:
			ch.slope = half(plus(ch.shareA, ch.shareB))
		}
		if came := ch.a == nil || ch.b == nil; came || reweighed {
			ch.entry, ch.beside = minus(ch.shareB, ch.shareA), level
			ch.weighs = times(ch.entry, minus(score, level))
		}
	}
}

// middle returns the mean score of a node at the ends of all steps.
func (w *walk) middle(l *local) *fixed {
	if w.ends != nil {
		a, b := w.ends[0].node(l.of), w.ends[1].node(l.of)
		if a.scored && b.scored {
			return half(whole(a.score + b.score))
		}
	}
	return half(whole(l.then.score + l.now.score))
}

// level returns the score against which a child's share of the weight counts, and whether weights as such have changed.
func (l *local) level(middle *fixed) (level *fixed, reweighed bool) {
	sum, share := new(big.Int), new(big.Int)
	for i := range l.children {
		ch := &l.children[i]
		if ch.a == nil || ch.b == nil {
			continue
		}
		reweighed = reweighed || !ch.a.Weight.Equal(ch.b.Weight)
		own := plus(ch.shareA, ch.shareB)
		sum.Add(sum, times(own, half(whole(ch.ua+ch.ub))))
		share.Add(share, own)
	}
	if reweighed || share.Sign() == 0 {
		return middle, reweighed
	}
	return over(sum, share), false
}

// positive reports whether all scores are above 0 on both sides, so that they have logarithms.
func (l *local) positive() bool {
	for i := range l.children {
		ch := &l.children[i]
		if ch.a != nil && ch.ua <= 0 || ch.b != nil && ch.ub <= 0 {
			return false
		}
	}
	return l.then.score > 0 && l.now.score > 0
}

// geometric divides the change of a geometric mean by the logarithmic mean Divisia index: the logarithm of the score is
// the mean of the children's logarithms, and a unit of it is worth the logarithmic mean of the two scores (Ang 2004).
func (l *local) geometric() {
	worth := logMean(l.then.score, l.now.score)
	level := half(plus(logOf(l.then.score), logOf(l.now.score)))
	reweighed := false
	stayed, share := new(big.Int), new(big.Int)
	for i := range l.children {
		ch := &l.children[i]
		if ch.a == nil || ch.b == nil {
			continue
		}
		reweighed = reweighed || !ch.a.Weight.Equal(ch.b.Weight)
		own := plus(ch.shareA, ch.shareB)
		stayed.Add(stayed, times(own, half(plus(logOf(ch.ua), logOf(ch.ub)))))
		share.Add(share, own)
	}
	if !reweighed && share.Sign() != 0 {
		level = over(stayed, share)
	}
	for i := range l.children {
		ch := &l.children[i]
		var score *fixed
		switch {
		case ch.a == nil:
			score = logOf(ch.ub)
		case ch.b == nil:
			score = logOf(ch.ua)
		default:
			score = half(plus(logOf(ch.ua), logOf(ch.ub)))
			// A unit of the child's score is worth 1 / its logarithmic mean in logarithms.
			ch.slope = over(times(half(plus(ch.shareA, ch.shareB)), worth), logMean(ch.ua, ch.ub))
		}
		if came := ch.a == nil || ch.b == nil; came || reweighed {
			ch.weighs = times(times(minus(ch.shareB, ch.shareA), minus(score, level)), worth)
		}
	}
}

// fromZero divides the change of a geometric mean to or from 0: all of it is that of the children that were or are 0, by
// weight, which is the limit for scores that go there (Wood and Lenzen 2006). It is false if there are none.
func (l *local) fromZero() bool {
	zero := func(ch *child) bool {
		if l.then.score == 0 {
			return ch.a != nil && ch.ua == 0
		}
		return l.now.score == 0 && ch.b != nil && ch.ub == 0
	}
	total := new(big.Int)
	for i := range l.children {
		if ch := &l.children[i]; zero(ch) {
			total.Add(total, plus(ch.shareA, ch.shareB))
		}
	}
	if total.Sign() == 0 {
		return false
	}
	for i := range l.children {
		if ch := &l.children[i]; zero(ch) {
			ch.bring(times(over(plus(ch.shareA, ch.shareB), total), whole(l.now.score-l.then.score)))
		}
	}
	return true
}

// logMean returns the logarithmic mean of two positive scores in units: (b - a) / ln(b/a), or a if they are the same.
func logMean(a, b int64) *fixed {
	if a == b {
		return whole(a)
	}
	return over(whole(b-a), minus(logOf(b), logOf(a)))
}

// logOf returns the natural logarithm of a number of units.
func logOf(units int64) *fixed {
	ln := exact.Ln(big.NewInt(units), big.NewInt(1))
	ln.Lsh(ln, places)
	return ln.Quo(ln, exact.Pow10(exact.LogPlaces))
}

// part returns a child's part at a fraction of the way from before to after, with the weight that it has there.
func (ch *child) part(num, den int64) bsc.Part {
	p := *ch.b
	way := new(big.Int).Mul(big.NewInt(ch.change()), big.NewInt(num))
	way.Quo(way, big.NewInt(den))
	p.Score = decimal.New(ch.ua+way.Int64(), -exact.Places)
	return p
}
