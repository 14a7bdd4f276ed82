package sensitivity

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A line is a node's score as one weight u below it moves, before any rounding: (a + b·u) / (c + d·u). There is one
// where nothing but means lies between the two.
type line struct{ a, b, c, d *big.Rat }

// level returns the line of a score that does not move.
func level(score decimal.Decimal) *line {
	return &line{exact.Rat(score), new(big.Rat), big.NewRat(1, 1), new(big.Rat)}
}

// A tree reads from a result what its means are made of.
type tree struct {
	r       *bsc.Result
	parents map[bsc.Ref]bsc.Ref
	known   map[bsc.Ref]*mean
}

// A mean is a node whose score is the weighted mean of its parts, and nothing else.
type mean struct {
	parts []bsc.Part
	total *big.Rat // of the weights
	score *big.Rat // before any rounding, here and below
}

// treeOf reads a result. Goroutines may share what it returns.
func treeOf(r *bsc.Result) *tree {
	t := &tree{r: r, parents: map[bsc.Ref]bsc.Ref{}, known: map[bsc.Ref]*mean{}}
	for o := range r.All() {
		t.parents[o.Ref] = o.Parent
	}
	nodes := r.Scorecard().Nodes()
	for _, kind := range []bsc.Kind{bsc.KindObjective, bsc.KindPerspective, bsc.KindScorecard} { // children first
		for _, ref := range nodes {
			if ref.Kind == kind {
				t.known[ref] = t.find(ref)
			}
		}
	}
	return t
}

// mean returns a node as a mean; nil: it is none.
func (t *tree) mean(of bsc.Ref) *mean { return t.known[of] }

func (t *tree) find(of bsc.Ref) *mean {
	rules, _ := t.r.Scorecard().Rules(of)
	if name := rules.Aggregator.Name; name != "weighted_mean" && name != "weighted_sum" {
		return nil
	}
	m := &mean{parts: t.r.Parts(of), total: new(big.Rat), score: new(big.Rat)}
	if len(m.parts) == 0 {
		return nil
	}
	var sum, total decimal.Decimal
	for _, p := range m.parts {
		sum, total = sum.Add(p.Weight.Mul(p.Score)), total.Add(p.Weight)
		m.score.Add(m.score, new(big.Rat).Mul(exact.Rat(p.Weight), t.value(p)))
	}
	m.total = exact.Rat(total)
	m.score.Quo(m.score, m.total)
	if score, ok := t.r.ScoreOf(of).Decimal(); !ok || !score.Equal(exact.NewRatio(sum, total).Decimal()) {
		return nil // rounded by a rule of its own
	}
	return m
}

// value returns what a part brings, before any rounding.
func (t *tree) value(p bsc.Part) *big.Rat {
	if p.Ref.Kind != bsc.KindKPI && !t.r.IsJudged(p.Ref) {
		if m := t.mean(p.Ref); m != nil {
			return m.score
		}
	}
	return exact.Rat(p.Score)
}

// line returns a node's score as a weight below it moves; nil if other than means lie between.
func (t *tree) line(of bsc.Ref, l *lever) *line {
	if !l.moves() {
		return nil
	}
	var at *line
	for node, child := l.parent, (bsc.Ref{}); ; node, child = t.parents[node], node {
		m := t.mean(node)
		switch {
		case node == l.parent && m == nil && l.own.IsZero():
			return nil // what it weighs may give its parent a score
		case !t.r.ScoreOf(node).Valid(), child != (bsc.Ref{}) && !m.has(child), node != of && t.r.IsJudged(node):
			return t.still(of) // what moves below does not count
		case m == nil:
			return nil
		case child == (bsc.Ref{}):
			at = t.parentLine(l, m)
		default:
			at = m.climb(at, child, t)
		}
		if node == of {
			return at
		}
	}
}

// still returns the line of a score that a weight does not move.
func (t *tree) still(of bsc.Ref) *line {
	if m := t.mean(of); m != nil {
		return &line{m.score, new(big.Rat), big.NewRat(1, 1), new(big.Rat)}
	}
	if score, ok := t.r.ScoreOf(of).Decimal(); ok {
		return level(score)
	}
	return nil
}

// has reports whether a child counts in a mean. What is no mean may have any.
func (m *mean) has(child bsc.Ref) bool {
	return m == nil || slices.ContainsFunc(m.parts, func(p bsc.Part) bool { return p.Ref == child })
}

// parentLine returns the score of a weight's own parent.
func (t *tree) parentLine(l *lever, m *mean) *line {
	at := &line{new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)}
	if own := t.brings(l, m); own != nil {
		at.b, at.d = own, big.NewRat(1, 1)
	}
	weights, scores := new(big.Rat), new(big.Rat) // of siblings that give way
	for _, p := range m.parts {
		if p.Ref == l.of {
			continue
		}
		w := exact.Rat(p.Weight)
		sum := new(big.Rat).Mul(w, t.value(p))
		if l.yields && t.parents[p.Ref] == l.parent {
			weights.Add(weights, w)
			scores.Add(scores, sum)
			continue
		}
		at.c.Add(at.c, w)
		at.a.Add(at.a, sum)
	}
	if l.yields { // each weighs w·(all - u)/(all - own)
		all := exact.Rat(l.all)
		by := new(big.Rat).Sub(all, exact.Rat(l.own))
		weights.Quo(weights, by)
		scores.Quo(scores, by)
		at.b = new(big.Rat).Sub(at.b, scores)
		at.d.Sub(at.d, weights)
		at.a.Add(at.a, scores.Mul(scores, all))
		at.c.Add(at.c, weights.Mul(weights, all))
	}
	return at
}

// brings returns what the node of a weight brings to its parent; nil: nothing.
func (t *tree) brings(l *lever, m *mean) *big.Rat {
	for _, p := range m.parts {
		if p.Ref == l.of {
			return t.value(p)
		}
	}
	o, _ := t.r.Of(l.of)
	if counted, ok := o.Counted.Decimal(); ok && l.own.IsZero() {
		return t.value(bsc.Part{Ref: l.of, Score: counted})
	}
	return nil
}

// climb returns the score of a mean by that of one of its parts.
func (m *mean) climb(at *line, child bsc.Ref, t *tree) *line {
	own, rest := new(big.Rat), new(big.Rat)
	for _, p := range m.parts {
		if w := exact.Rat(p.Weight); p.Ref == child {
			own = w
		} else {
			rest.Add(rest, w.Mul(w, t.value(p)))
		}
	}
	own.Quo(own, m.total)
	rest.Quo(rest, m.total)
	mixed := func(score, weight *big.Rat) *big.Rat {
		sum := new(big.Rat).Mul(own, score)
		return sum.Add(sum, new(big.Rat).Mul(rest, weight))
	}
	return &line{mixed(at.a, at.c), mixed(at.b, at.d), at.c, at.d}
}

// slope returns by how much the score moves for one more of the weight: (b·c - a·d) / (c + d·u)².
func (s *line) slope(u *big.Rat) *big.Rat {
	num := new(big.Rat).Mul(s.b, s.c)
	num.Sub(num, new(big.Rat).Mul(s.a, s.d))
	den := new(big.Rat).Mul(s.d, u)
	den.Add(den, s.c)
	return num.Quo(num, den.Mul(den, den))
}

// meets returns the weights above 0 at which two lines have the same score: the roots of
// (a₁ + b₁u)(c₂ + d₂u) - (a₂ + b₂u)(c₁ + d₁u). Irrational ones are cut off far behind the tenth place.
func (s *line) meets(o *line) []*big.Rat {
	cross := func(p, q, r, t *big.Rat) *big.Rat {
		product := new(big.Rat).Mul(p, q)
		return product.Sub(product, new(big.Rat).Mul(r, t))
	}
	squared := cross(s.b, o.d, o.b, s.d)
	single := cross(s.a, o.d, o.b, s.c)
	single.Add(single, cross(s.b, o.c, o.a, s.d))
	constant := cross(s.a, o.c, o.a, s.c)
	var roots []*big.Rat
	keep := func(u *big.Rat) {
		if u.Sign() > 0 {
			roots = append(roots, u)
		}
	}
	switch {
	case squared.Sign() != 0:
		under := new(big.Rat).Mul(single, single)
		under.Sub(under, new(big.Rat).Mul(big.NewRat(4, 1), new(big.Rat).Mul(squared, constant)))
		if under.Sign() < 0 {
			return nil
		}
		root, twice := squareRoot(under), new(big.Rat).Add(squared, squared)
		for _, sign := range []int64{1, -1} {
			u := new(big.Rat).Mul(root, big.NewRat(sign, 1))
			keep(u.Quo(u.Sub(u, single), twice))
		}
	case single.Sign() != 0:
		u := new(big.Rat).Quo(constant, single)
		keep(u.Neg(u))
	}
	return roots
}

// squareRoot returns the root of a ratio that is not negative: num/den is (num·den)/den².
func squareRoot(r *big.Rat) *big.Rat {
	const bits = 128
	num := new(big.Int).Mul(r.Num(), r.Denom())
	num.Lsh(num, 2*bits)
	num.Sqrt(num)
	return new(big.Rat).SetFrac(num, new(big.Int).Lsh(r.Denom(), bits))
}
