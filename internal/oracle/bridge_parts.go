package oracle

import (
	"cmp"
	"fmt"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// The reference for the parts of nodes, to be read beside the page on theory (4, points 2 to 7): a small tree in fractions,
// in which every subset of children is tried.

// A Branch is a node that changes: a leaf, or one with branches below it. Scores are in points.
type Branch struct {
	ID       string
	Rule     string // of a parent: weighted_mean, min, max, median or veto
	Limit    int64  // of a veto
	Cap      int64
	Weights  [2]*big.Rat // before and after
	Scores   [2]*big.Rat // of a leaf; nil: it is not there
	Branches []*Branch
}

// shareIn are the score and the weight of one child in a state.
type shareIn struct{ score, weight *big.Rat }

// combine is the score of a parent; nil: none.
func (b *Branch) combine(parts []shareIn) *big.Rat {
	beside := parts
	parts = slices.DeleteFunc(slices.Clone(parts), func(p shareIn) bool { return p.weight.Sign() == 0 })
	if len(parts) == 0 {
		return nil
	}
	score, total := new(big.Rat), new(big.Rat)
	sorted := slices.Clone(parts)
	slices.SortStableFunc(sorted, func(a, b shareIn) int { return a.score.Cmp(b.score) })
	for _, p := range parts {
		total.Add(total, p.weight)
	}
	switch b.Rule {
	case "min":
		return sorted[0].score
	case "max":
		return sorted[len(sorted)-1].score
	case "median":
		passed := new(big.Rat)
		for i, p := range sorted {
			passed.Add(passed, p.weight)
			switch new(big.Rat).Add(passed, passed).Cmp(total) {
			case 0:
				both := new(big.Rat).Add(p.score, sorted[i+1].score)
				return both.Quo(both, big.NewRat(2, 1))
			case 1:
				return p.score
			}
		}
	}
	for _, p := range parts {
		score.Add(score, new(big.Rat).Mul(p.score, p.weight))
	}
	score.Quo(score, total)
	if b.Rule == "veto" {
		ceiling := big.NewRat(b.Cap, 1)
		if slices.ContainsFunc(beside, func(p shareIn) bool { return p.score.Cmp(big.NewRat(b.Limit, 1)) < 0 }) && ceiling.Cmp(score) < 0 {
			return ceiling
		}
	}
	return score
}

// Score is the score before (0) or after (1).
func (b *Branch) Score(side int) *big.Rat {
	if len(b.Branches) == 0 {
		return b.Scores[side]
	}
	var parts []shareIn
	for _, ch := range b.Branches {
		if s := ch.Score(side); s != nil {
			parts = append(parts, shareIn{s, ch.Weights[side]})
		}
	}
	return b.combine(parts)
}

// whole is the score of the tree once some leaves have changed.
func (b *Branch) whole(changed map[*Branch]bool) *big.Rat {
	side := 0
	if len(b.Branches) == 0 {
		if changed[b] {
			side = 1
		}
		return b.Scores[side]
	}
	var parts []shareIn
	for _, ch := range b.Branches {
		if s := ch.whole(changed); s != nil {
			parts = append(parts, shareIn{s, ch.Weights[0]})
		}
	}
	return b.combine(parts)
}

// Leaves are the leaves below a branch.
func (b *Branch) Leaves() (list []*Branch) {
	if len(b.Branches) == 0 {
		return []*Branch{b}
	}
	for _, ch := range b.Branches {
		list = append(list, ch.Leaves()...)
	}
	return list
}

// ByLeaves is the Shapley value of each leaf over all subsets of leaves, by whole trees.
func (b *Branch) ByLeaves() map[string]*big.Rat {
	leaves := b.Leaves()
	values := shapley(len(leaves), func(set int) *big.Rat {
		changed := map[*Branch]bool{}
		for i, l := range leaves {
			changed[l] = set>>i&1 == 1
		}
		return b.whole(changed)
	})
	parts := map[string]*big.Rat{}
	for i, l := range leaves {
		parts[l.ID] = values[i]
	}
	return parts
}

// shapley is the value of each of n players by all subsets. Where a subset has no score, it lies half-way.
func shapley(n int, score func(set int) *big.Rat) []*big.Rat {
	known := make([]*big.Rat, 1<<n)
	for set := range known {
		known[set] = score(set)
	}
	half := new(big.Rat).Add(known[0], known[len(known)-1])
	half.Quo(half, big.NewRat(2, 1))
	for set := range known {
		if known[set] == nil {
			known[set] = half
		}
	}
	values := make([]*big.Rat, n)
	for i := range values {
		values[i] = new(big.Rat)
		for set := range known {
			if set>>i&1 == 1 {
				continue
			}
			t := int64(bits.OnesCount(uint(set)))
			ways := new(big.Int).Mul(new(big.Int).MulRange(1, t), new(big.Int).MulRange(1, int64(n)-1-t))
			step := new(big.Rat).Sub(known[set|1<<i], known[set])
			step.Mul(step, new(big.Rat).SetFrac(ways, new(big.Int).MulRange(1, int64(n))))
			values[i].Add(values[i], step)
		}
	}
	return values
}

// ByMultipliers divides the change level by level: what a child has brought goes on to what is below it by a multiplier,
// which is a limit where the child stayed as it was. Leaves and reweighed nodes have parts.
func (b *Branch) ByMultipliers() map[string]*big.Rat {
	parts := map[string]*big.Rat{}
	b.multiply(big.NewRat(1, 1), parts)
	return parts
}

func (b *Branch) multiply(by *big.Rat, parts map[string]*big.Rat) {
	add := func(id string, part *big.Rat) {
		if parts[id] == nil {
			parts[id] = new(big.Rat)
		}
		parts[id].Add(parts[id], new(big.Rat).Mul(part, by))
	}
	slopes, weighs := b.slopes()
	for i, ch := range b.Branches {
		if weighs[i].Sign() != 0 {
			add(ch.ID, weighs[i])
		}
		if len(ch.Branches) == 0 {
			add(ch.ID, new(big.Rat).Mul(slopes[i], ch.change()))
			continue
		}
		ch.multiply(new(big.Rat).Mul(by, slopes[i]), parts)
	}
}

func (b *Branch) change() *big.Rat { return new(big.Rat).Sub(b.Score(1), b.Score(0)) }

func (b *Branch) meanScore() *big.Rat {
	sum := new(big.Rat).Add(b.Score(0), b.Score(1))
	return sum.Mul(sum, big.NewRat(1, 2))
}

// level is the score against which a changed weight counts: the mean of the children whose weight has stayed, to which
// its change gives or from which it takes; the node's own where no weight has stayed.
func (b *Branch) level() *big.Rat {
	sum, total := new(big.Rat), new(big.Rat)
	for _, ch := range b.Branches {
		if w := ch.Weights[0]; w.Cmp(ch.Weights[1]) == 0 {
			sum.Add(sum, new(big.Rat).Mul(w, ch.meanScore()))
			total.Add(total, w)
		}
	}
	if total.Sign() == 0 {
		return b.meanScore()
	}
	return sum.Quo(sum, total)
}

// slopes are what a unit of each child's change brings, and what its other weight brings. All children are there.
func (b *Branch) slopes() (slopes, weighs []*big.Rat) {
	n := len(b.Branches)
	slopes, weighs = make([]*big.Rat, n), make([]*big.Rat, n)
	half := big.NewRat(1, 2)
	if b.Rule == "weighted_mean" {
		totals := [2]*big.Rat{new(big.Rat), new(big.Rat)}
		for _, ch := range b.Branches {
			for side := range totals {
				totals[side].Add(totals[side], ch.Weights[side])
			}
		}
		level := b.level()
		for i, ch := range b.Branches {
			before, after := new(big.Rat).Quo(ch.Weights[0], totals[0]), new(big.Rat).Quo(ch.Weights[1], totals[1])
			slopes[i] = new(big.Rat).Add(before, after)
			slopes[i].Mul(slopes[i], half)
			if weighs[i] = new(big.Rat); ch.Weights[0].Cmp(ch.Weights[1]) != 0 {
				own := new(big.Rat).Sub(ch.meanScore(), level)
				weighs[i].Mul(own, after.Sub(after, before))
			}
		}
		return slopes, weighs
	}
	values := func(bumped int, by *big.Rat) []*big.Rat {
		return shapley(n, func(set int) *big.Rat {
			var parts []shareIn
			for i, ch := range b.Branches {
				side := set >> i & 1
				s := ch.Score(side)
				if i == bumped && side == 1 {
					s = new(big.Rat).Add(s, by)
				}
				parts = append(parts, shareIn{s, ch.Weights[0]})
			}
			return b.combine(parts)
		})
	}
	all := values(-1, nil)
	hair := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil))
	for i, ch := range b.Branches {
		weighs[i] = new(big.Rat)
		if change := ch.change(); change.Sign() != 0 {
			slopes[i] = new(big.Rat).Quo(all[i], change)
			continue
		}
		up, down := values(i, hair)[i], values(i, new(big.Rat).Neg(hair))[i]
		slopes[i] = up.Sub(up, down)
		slopes[i].Quo(slopes[i], new(big.Rat).Add(hair, hair))
	}
	return slopes, weighs
}

// AlongPath is the value of Aumann and Shapley of the leaves of one parent with min, max or median: how long each decides
// while all go from before to after at once, times its change. Those that decide together share alike.
func (b *Branch) AlongPath() map[string]*big.Rat {
	at := func(l *Branch, time *big.Rat) *big.Rat {
		way := new(big.Rat).Sub(l.Scores[1], l.Scores[0])
		return way.Mul(way, time).Add(way, l.Scores[0])
	}
	times := []*big.Rat{new(big.Rat), big.NewRat(1, 1)}
	for i, x := range b.Branches {
		for _, y := range b.Branches[:i] { // where they meet
			d := new(big.Rat).Sub(x.change(), y.change())
			if d.Sign() == 0 {
				continue
			}
			time := new(big.Rat).Sub(y.Scores[0], x.Scores[0])
			if time.Quo(time, d); time.Sign() > 0 && time.Cmp(big.NewRat(1, 1)) < 0 {
				times = append(times, time)
			}
		}
	}
	slices.SortFunc(times, (*big.Rat).Cmp)
	parts := map[string]*big.Rat{}
	for _, l := range b.Branches {
		parts[l.ID] = new(big.Rat)
	}
	for i, end := range times[1:] {
		middle := new(big.Rat).Add(times[i], end)
		middle.Quo(middle, big.NewRat(2, 1))
		deciding := b.deciding(func(l *Branch) *big.Rat { return at(l, middle) })
		length := new(big.Rat).Sub(end, times[i])
		length.Quo(length, big.NewRat(int64(len(deciding)), 1))
		for _, l := range deciding {
			parts[l.ID].Add(parts[l.ID], new(big.Rat).Mul(l.change(), length))
		}
	}
	return parts
}

// deciding are the children that have the score of their parent or, around half of the weight of a median, the two scores
// around it.
func (b *Branch) deciding(score func(*Branch) *big.Rat) (list []*Branch) {
	var parts []shareIn
	for _, l := range b.Branches {
		parts = append(parts, shareIn{score(l), l.Weights[0]})
	}
	own := b.combine(parts)
	near := [2]*big.Rat{}
	for _, l := range b.Branches {
		s := score(l)
		if s.Cmp(own) == 0 {
			list = append(list, l)
		}
		if s.Cmp(own) < 0 && (near[0] == nil || near[0].Cmp(s) < 0) {
			near[0] = s
		}
		if s.Cmp(own) > 0 && (near[1] == nil || near[1].Cmp(s) > 0) {
			near[1] = s
		}
	}
	if len(list) > 0 {
		return list
	}
	for _, l := range b.Branches {
		if s := score(l); s.Cmp(near[0]) == 0 || s.Cmp(near[1]) == 0 {
			list = append(list, l)
		}
	}
	return list
}

// Shape says what RandomBranch draws.
type Shape struct {
	Rules     []string // of objectives
	Above     []string // of perspectives and the scorecard; none: a single objective
	Most      int      // KPIs of an objective
	Least     int
	Zero      bool // some weights are 0
	Reweighed bool // weights change, and scores do not
	Vanishing bool // scores come and go
}

// RandomBranch draws a tree that changes.
func RandomBranch(seed uint64, s Shape) *Branch {
	g := &Generator{Rand: rand.New(rand.NewPCG(seed, 32))}
	leaves := 0
	weights := func(zero bool) [2]*big.Rat {
		draw := func() *big.Rat { return big.NewRat(int64(1+g.IntN(5)), int64(Pick(g.Rand, 1, 1, 2))) }
		w := [2]*big.Rat{draw()}
		if w[1] = w[0]; s.Reweighed {
			w[1] = draw()
		}
		if zero {
			w = [2]*big.Rat{new(big.Rat), new(big.Rat)}
		}
		return w
	}
	score := func() *big.Rat { return big.NewRat(int64(g.IntN(10001)), 100) }
	objective := func(id string) *Branch {
		o := &Branch{ID: id, Rule: Pick(g.Rand, s.Rules...), Limit: int64(20 + g.IntN(60)), Cap: int64(10 + g.IntN(60)), Weights: weights(false)}
		for i := range s.Least + g.IntN(s.Most-s.Least+1) {
			leaves++
			l := &Branch{ID: fmt.Sprint("k", leaves), Weights: weights(s.Zero && i > 0 && g.Chance(40)), Scores: [2]*big.Rat{score(), nil}}
			if l.Scores[1] = score(); s.Reweighed || g.Chance(15) {
				l.Scores[1] = l.Scores[0]
			}
			if i > 0 && s.Vanishing && g.Chance(20) {
				l.Scores[g.IntN(2)] = nil
			}
			o.Branches = append(o.Branches, l)
		}
		return o
	}
	root := &Branch{ID: "card", Rule: "weighted_mean"}
	if len(s.Above) == 0 {
		root.Branches = []*Branch{{ID: "p0", Rule: "weighted_mean", Weights: weights(false), Branches: []*Branch{objective("o0")}}}
		return root
	}
	root.Rule = Pick(g.Rand, s.Above...)
	for p := range 1 + g.IntN(3) {
		b := &Branch{ID: fmt.Sprint("p", p), Rule: Pick(g.Rand, s.Above...), Weights: weights(false)}
		for o := range 1 + g.IntN(2) {
			b.Branches = append(b.Branches, objective(fmt.Sprint("p", p, "o", o)))
		}
		root.Branches = append(root.Branches, b)
	}
	return root
}

// Ends are the two results of a tree.
func (b *Branch) Ends() (list [2]*bsc.Result, err error) {
	for side := range list {
		card, err := bsc.Compile(b.definition(side), nil)
		if err != nil {
			return list, err
		}
		actuals := bsc.Actuals{}
		for _, l := range b.Leaves() {
			if s := l.Scores[side]; s != nil {
				actuals[l.ID] = decimal.RequireFromString(s.FloatString(10))
			}
		}
		if list[side], err = card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1+side), Readings: actuals}); err != nil {
			return list, err
		}
	}
	return list, nil
}

func (b *Branch) definition(side int) *bsc.Definition {
	weight := func(x *Branch) bsc.Number { return bsc.Number(x.Weights[side].FloatString(1)) }
	d := &bsc.Definition{ID: b.ID, Aggregator: b.policy(), Defaults: bsc.Defaults{Scorer: bsc.Policy{Name: "stated"}}}
	for _, p := range b.Branches {
		perspective := bsc.Perspective{ID: p.ID, Weight: weight(p), Aggregator: p.policy()}
		for _, o := range p.Branches {
			objective := bsc.Objective{ID: o.ID, Weight: weight(o), Aggregator: o.policy()}
			for _, k := range o.Branches {
				objective.KPIs = append(objective.KPIs, bsc.KPI{ID: k.ID, Weight: weight(k)})
			}
			perspective.Objectives = append(perspective.Objectives, objective)
		}
		d.Perspectives = append(d.Perspectives, perspective)
	}
	return d
}

func (b *Branch) policy() bsc.Policy {
	p := bsc.Policy{Name: cmp.Or(b.Rule, "weighted_mean")}
	if b.Rule == "veto" {
		p = bsc.NewPolicy("veto", bsc.VetoArgs{Limit: bsc.Number(fmt.Sprint(b.Limit)), Cap: bsc.Number(fmt.Sprint(b.Cap))})
	}
	return p
}
