package attribution

import (
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// How the change of a node is divided among its children.

// A child is what one child brings before and after.
type child struct {
	at             int
	isKPI          bool
	watched        bool      // its weight is or was 0, and the aggregator looks at it all the same
	a, b           *bsc.Part // nil: it does not count
	ua, ub         int64     // its scores, in units
	shareA, shareB fixed     // of the weight; 0 where it does not count

	slope  fixed // what a unit of its change brings to its parent
	jump   fixed // what its change brings beyond that
	weighs fixed // what its coming, going or other weight brings to its parent
	entry  fixed // if it has come or gone: the share of the weight that did; 0: no mean says
	beside fixed // and the score of what stayed
}

// slides reports whether it counts on both sides, so that there is a change of its score.
func (ch *child) slides() bool { return ch.a != nil && ch.b != nil }

// isMoved reports whether the child brings something else.
func (ch *child) isMoved() bool {
	return !ch.slides() || ch.ua != ch.ub || ch.a.Rating != ch.b.Rating || ch.isReweighed()
}

func (ch *child) isReweighed() bool { return ch.slides() && !ch.a.Weight.Equal(ch.b.Weight) }

func (ch *child) change() int64 { return ch.ub - ch.ua }

// steepest is the most that a unit of a child brings to its parent by a multiplier. What it brings beyond, as where a
// small change lifts a veto, is a jump: it has no measure in units.
const steepest = 16

// bring sets what a child brings.
func (ch *child) bring(amount fixed) {
	if !ch.slides() || ch.change() == 0 {
		ch.weighs = amount
		return
	}
	ch.slope, ch.jump = amount.over(whole(ch.change())), fixed{}
	if most := whole(steepest); ch.slope.cmpAbs(most) > 0 {
		most.neg = ch.slope.neg
		ch.slope, ch.jump = most, amount.minus(most.times(whole(ch.change())))
	}
}

// A local is a node whose change is divided.
type local struct {
	of        int
	then, now *node
	children  []child
	own       fixed // what nothing below it explains
}

// union returns the children that count before or after, in the order of the definition, and after them those of weight 0
// at which the aggregator looks.
func (w *walk) union(of int) []child {
	list := w.counting(of)
	if !looksBeside(w.to.node(of).policy.Name) {
		return list
	}
	at := make(map[int]int, len(list))
	for i := range list {
		at[list[i].at] = i
	}
	watch := func(v *View, side func(*child) (**bsc.Part, *int64)) {
		for _, known := range v.card.Children(w.order[of]) {
			p := v.beside(known)
			if p == nil {
				continue
			}
			i, ok := at[w.at[known.Ref]]
			if !ok {
				i = len(list)
				at[w.at[known.Ref]] = i
				list = append(list, child{at: w.at[known.Ref], isKPI: known.Ref.Kind == bsc.KindKPI})
			}
			part, score := side(&list[i])
			*part, *score, list[i].watched = p, quanta(p.Score), true
		}
	}
	watch(w.from, func(ch *child) (**bsc.Part, *int64) { return &ch.a, &ch.ua })
	watch(w.to, func(ch *child) (**bsc.Part, *int64) { return &ch.b, &ch.ub })
	return list
}

// looksBeside reports whether an aggregator looks at children of weight 0: a veto, or a host's.
func looksBeside(aggregator string) bool {
	return aggregator == "veto" || strings.Contains(aggregator, "/")
}

// beside returns a child of weight 0 as a part; nil: it has a weight, or no score.
func (v *View) beside(known bsc.Child) *bsc.Part {
	if !known.Weight.IsZero() {
		return nil
	}
	o, _ := v.result.Of(known.Ref)
	d, ok := o.Counted.Decimal()
	if !ok || !o.Score.Valid() && !v.result.IsJudged(known.Ref) { // what a missing rule says counts only with a weight
		return nil
	}
	return &bsc.Part{Ref: known.Ref, Score: d, Rating: o.Rating}
}

// counting returns the children that count before or after, in the order of the definition.
func (w *walk) counting(of int) []child {
	a, b := w.from.node(of), w.to.node(of)
	list := w.take(len(a.parts) + len(b.parts))
	if slices.Equal(a.at, b.at) {
		for i := range a.parts {
			list = append(list, child{
				at: a.at[i], isKPI: a.parts[i].Ref.Kind == bsc.KindKPI,
				a: &a.parts[i], b: &b.parts[i], ua: a.units[i], ub: b.units[i],
			})
		}
		return list
	}
	i, j := 0, 0
	for _, known := range w.to.card.Children(w.order[of]) {
		ch := child{at: w.at[known.Ref], isKPI: known.Ref.Kind == bsc.KindKPI}
		if i < len(a.at) && a.at[i] == ch.at {
			ch.a, ch.ua = &a.parts[i], a.units[i]
			i++
		}
		if j < len(b.at) && b.at[j] == ch.at {
			ch.b, ch.ub = &b.parts[j], b.units[j]
			j++
		}
		if ch.a != nil || ch.b != nil {
			list = append(list, ch)
		}
	}
	return list
}

// local divides the change of a node: it finds slopes, jumps and what weighs of its children, so that these add up to
// the change.
func (w *walk) local(of int) *local {
	l := &local{of: of, then: w.from.node(of), now: w.to.node(of), children: w.union(of)}
	a, b := 0, 0
	for i := range l.children {
		ch := &l.children[i]
		if ch.a != nil && !ch.a.Weight.IsZero() {
			ch.shareA = l.then.share(a)
			a++
		}
		if ch.b != nil && !ch.b.Weight.IsZero() {
			ch.shareB = l.now.share(b)
			b++
		}
	}
	switch aggregator := l.now.policy.Name; {
	case isMean(aggregator):
		l.mean(w.middle(l))
	case aggregator == "geometric" && l.positive():
		w.geometric(l)
	case aggregator == "geometric" && l.then.score != l.now.score && l.fromZero():
	default:
		w.shapley(l)
	}
	l.settle()
	return l
}

func isMean(aggregator string) bool {
	return aggregator == "weighted_mean" || aggregator == "weighted_sum"
}

// settle gives what a coarse rounding, the scale or a score that could not be computed have added to the node's change
// to its children. What rounding to ten places has added is left to Round, which has remainders to go by.
func (l *local) settle() {
	rest := whole(l.now.score - l.then.score)
	for i := range l.children {
		rest = rest.minus(l.children[i].weighs).minus(l.children[i].slid())
	}
	if rest.cmpAbs(whole(int64(len(l.children)+1))) <= 0 {
		return
	}
	var amounts []fixed
	var into []int
	for i := range l.children {
		if ch := &l.children[i]; ch.slides() && ch.change() != 0 {
			amounts, into = append(amounts, ch.slid()), append(into, i)
		}
	}
	if len(amounts) == 0 {
		l.settleWeights(rest)
		return
	}
	settle(amounts, rest)
	for k, i := range into {
		l.children[i].bring(amounts[k])
	}
}

// slid returns what the change of a child's score brings.
func (ch *child) slid() fixed {
	if !ch.slides() || ch.change() == 0 {
		return fixed{}
	}
	return ch.slope.times(whole(ch.change())).plus(ch.jump)
}

// settleWeights does the same where no child's own score has changed.
func (l *local) settleWeights(rest fixed) {
	var amounts []fixed
	var into []*child
	for i := range l.children {
		if ch := &l.children[i]; !ch.weighs.isZero() {
			amounts, into = append(amounts, ch.weighs), append(into, ch)
		}
	}
	if len(amounts) == 0 {
		l.own = rest
	}
	settle(amounts, rest)
	for i, ch := range into {
		ch.weighs = amounts[i]
	}
}

// middle returns the mean score of a node at the ends of all steps.
func (w *walk) middle(l *local) fixed {
	if w.first != nil {
		a, b := w.first.node(l.of), w.last.node(l.of)
		if a.scored && b.scored {
			return whole(a.score + b.score).half()
		}
	}
	return whole(l.then.score + l.now.score).half()
}

// mean divides the change of a mean: a child brings its change times its mean share of the weight. One that has come or
// gone or weighs otherwise brings the change of its share times how far its mean score lies from that of the children
// whose weight has stayed: their shares give way to it in proportion. Where no weight has stayed, it is the mean score of
// the node that counts.
func (l *local) mean(middle fixed) {
	level := l.level(middle, func(ch *child) fixed { return ch.meanScore(whole) })
	for i := range l.children {
		ch := &l.children[i]
		if ch.slides() {
			ch.slope = ch.shareA.plus(ch.shareB).half()
		}
		if !ch.isSteady() {
			ch.entry, ch.beside = ch.shareB.minus(ch.shareA), level
			ch.weighs = ch.entry.times(ch.meanScore(whole).minus(level))
		}
	}
}

// isSteady reports whether a child is there on both sides, with the same weight.
func (ch *child) isSteady() bool { return ch.slides() && !ch.isReweighed() }

// meanScore returns the mean of a child's scores before and after, or the only one that it has, on a scale.
func (ch *child) meanScore(of func(units int64) fixed) fixed {
	switch {
	case ch.a == nil:
		return of(ch.ub)
	case ch.b == nil:
		return of(ch.ua)
	}
	return of(ch.ua).plus(of(ch.ub)).half()
}

// level returns the mean score of the children whose weight has stayed; middle if there are none.
func (l *local) level(middle fixed, score func(*child) fixed) fixed {
	if !slices.ContainsFunc(l.children, func(ch child) bool { return !ch.isSteady() }) {
		return middle // nobody asks
	}
	var sum, share fixed
	for i := range l.children {
		if ch := &l.children[i]; ch.isSteady() {
			own := ch.shareA.plus(ch.shareB)
			sum, share = sum.plus(own.times(score(ch))), share.plus(own)
		}
	}
	if share.isZero() {
		return middle
	}
	return sum.over(share)
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
func (d *Division) geometric(l *local) {
	worth := d.logMean(l.then.score, l.now.score)
	level := l.level(d.log(l.then.score).plus(d.log(l.now.score)).half(), func(ch *child) fixed { return ch.meanScore(d.log) })
	for i := range l.children {
		ch := &l.children[i]
		if ch.slides() { // a unit of the child's score is worth 1 / its logarithmic mean in logarithms
			ch.slope = ch.shareA.plus(ch.shareB).half().times(worth.over(d.logMean(ch.ua, ch.ub)))
		}
		if !ch.isSteady() {
			ch.weighs = ch.shareB.minus(ch.shareA).times(ch.meanScore(d.log).minus(level)).times(worth)
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
	var total fixed
	for i := range l.children {
		if ch := &l.children[i]; zero(ch) {
			total = total.plus(ch.shareA).plus(ch.shareB)
		}
	}
	if total.isZero() {
		return false
	}
	for i := range l.children {
		if ch := &l.children[i]; zero(ch) {
			ch.bring(ch.shareA.plus(ch.shareB).over(total).times(whole(l.now.score - l.then.score)))
		}
	}
	return true
}

// logMean returns the logarithmic mean of two positive scores in units: (b - a) / ln(b/a), or a if they are the same.
func (d *Division) logMean(a, b int64) fixed {
	if a == b {
		return whole(a)
	}
	return whole(b - a).over(d.log(b).minus(d.log(a)))
}

// log returns the natural logarithm of a number of units.
func (d *Division) log(units int64) fixed {
	ln, known := d.logs[units]
	if !known {
		n := exact.Ln(big.NewInt(units), big.NewInt(1))
		n.Lsh(n, 64)
		ln = ofBig(n.Quo(n, exact.Pow10(exact.LogPlaces)))
		d.logs[units] = ln
	}
	return ln
}

// part returns a child's part at a fraction of the way from before to after, with the weight that it has there. On the way
// back, it is the same.
func (ch *child) part(num, den int64) bsc.Part {
	p := *ch.b
	a, b := big.NewInt(ch.ua), big.NewInt(ch.ub)
	at := a.Add(a.Mul(a, big.NewInt(den-num)), b.Mul(b, big.NewInt(num)))
	p.Score = decimal.NewFromBigInt(at.Quo(at, big.NewInt(den)), -exact.Places)
	return p
}
