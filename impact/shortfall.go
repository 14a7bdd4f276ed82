package impact

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Shortfall is a KPI below its target, with what that costs.
type Shortfall struct {
	bsc.Outcome `wire:"ref,name,score,rating"`

	// Points is what it costs of the scorecard's score: Met - Counted, times its share of the whole, to ten places.
	Points decimal.Decimal `json:"points"`
	// Exact says that nothing but weights lies between the KPI and the total: every node above it, on all ways, is a
	// weighted mean or sum, and neither rounded by a rule of its own nor judged. If it is not set, Points is a measure of
	// importance, made of the EffectiveWeight.
	Exact bool `json:"exact"`
}

// Shortfalls returns the n KPIs of a result whose shortfall weighs most, the heaviest first, and equal ones as they
// stand in the definition; n < 0 is all. KPIs without a score are not among them: see their flags.
//
// Where all are Exact, their points add up to what the total lacks, Met less its score, to the last digit. Each is the
// exact ratio of the weights above it, rounded down; the units of the tenth place that are left over go to the largest
// remainders, the first of equals in the definition. What is not listed takes part in that: KPIs above their targets,
// on a scale whose Cap is above Met, and nodes without a score that count as the scale's Min or are judged. It looks at
// every node once.
func Shortfalls(r *bsc.Result, n int) []Shortfall {
	if r.Scorecard() == nil {
		return nil
	}
	c := newCosts(r)
	list := make([]Shortfall, 0, len(c.outcomes))
	for i, o := range c.outcomes {
		s := Shortfall{Outcome: o, Exact: c.ways[i] != nil && !c.ways[i].loose}
		if o.Ref.Kind != bsc.KindKPI || !o.Counted.Valid() {
			continue
		}
		if s.Exact {
			s.Points = decimal.NewFromBigInt(c.ways[i].units, -exact.Places).Normalize()
		} else {
			s.Points = exact.Whole(c.lacks(i).Mul(o.EffectiveWeight)).Decimal()
		}
		if s.Points.Sign() > 0 {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b Shortfall) int { return b.Points.Cmp(a.Points) })
	if n >= 0 && n < len(list) {
		list = list[:n:n]
	}
	return list
}

// costs divides what a result's total lacks among the nodes at the ends of the ways on which only weights count.
type costs struct {
	result   *bsc.Result
	scale    bsc.ResolvedScale
	outcomes []bsc.Outcome
	at       map[bsc.Ref]int
	ways     []*way // of each outcome; nil: it does not count
}

// A way is what leads from the total to a node.
type way struct {
	share big.Rat  // of the total, over the ways on which only weights count
	loose bool     // there are other ways
	on    bool     // its children have its share
	units *big.Int // of the tenth place of the total's score: what the node costs; nil: nothing, or its children do
	rest  big.Rat  // below one unit
}

func newCosts(r *bsc.Result) *costs {
	c := &costs{result: r, scale: r.Scorecard().Scale(), at: map[bsc.Ref]int{}}
	for o := range r.All() {
		c.at[o.Ref] = len(c.outcomes)
		c.outcomes = append(c.outcomes, o)
	}
	c.ways = make([]*way, len(c.outcomes))
	c.way(0).share.SetInt64(1)
	for i := range c.outcomes { // parents stand before their children, but for KPIs, which have none
		c.pass(i)
	}
	c.settle()
	return c
}

func (c *costs) way(i int) *way {
	if c.ways[i] == nil {
		c.ways[i] = new(way)
	}
	return c.ways[i]
}

// pass gives a node's share to the children that count.
func (c *costs) pass(i int) {
	own, ref := c.ways[i], c.outcomes[i].Ref
	parts := c.result.Divide(ref, decimal.New(1, 0))
	if own == nil || len(parts) == 0 {
		return
	}
	weights := map[bsc.Ref]decimal.Decimal{}
	for _, child := range c.result.Scorecard().Children(ref) {
		weights[child.Ref] = child.Weight
	}
	var total decimal.Decimal
	for _, part := range parts {
		total = total.Add(weights[part.Ref])
	}
	own.on = c.isMean(i, parts, weights, total)
	for _, part := range parts {
		child := c.way(c.at[part.Ref])
		child.loose = child.loose || own.loose || !own.on
		if own.on {
			share := exact.Rat(weights[part.Ref])
			share.Quo(share, exact.Rat(total))
			child.share.Add(&child.share, share.Mul(share, &own.share))
		}
	}
}

// isMean reports whether a node's score is the weighted mean of what its parts count with, and nothing else.
func (c *costs) isMean(i int, parts []bsc.Share, weights map[bsc.Ref]decimal.Decimal, total decimal.Decimal) bool {
	rules, _ := c.result.Scorecard().Rules(c.outcomes[i].Ref)
	if name := rules.Aggregator.Name; name != "weighted_mean" && name != "weighted_sum" {
		return false
	}
	var sum decimal.Decimal
	for _, part := range parts {
		sum = sum.Add(weights[part.Ref].Mul(c.counted(c.at[part.Ref])))
	}
	score, ok := c.outcomes[i].Score.Decimal()
	return ok && score.Equal(exact.NewRatio(sum, total).Decimal())
}

// counted returns what a node that counts does so with.
func (c *costs) counted(i int) decimal.Decimal {
	if counted, ok := c.outcomes[i].Counted.Decimal(); ok {
		return counted
	}
	return c.scale.Min // weighted_sum counts what has no score
}

// lacks returns by how much a node stays below Met.
func (c *costs) lacks(i int) decimal.Decimal { return c.scale.Met.Sub(c.counted(i)) }

// settle rounds what the ends of the ways cost to units that add up to what the total lacks.
func (c *costs) settle() {
	score, ok := c.outcomes[0].Score.Decimal()
	if !ok {
		return
	}
	left := exact.Whole(c.scale.Met.Sub(score)).Units(exact.TenPlaces())
	var ends []*way
	for i, w := range c.ways {
		if w == nil || w.on || w.share.Sign() == 0 {
			continue
		}
		points := exact.Rat(c.lacks(i).Shift(exact.Places))
		points.Mul(points, &w.share)
		w.units = new(big.Int)
		rest := new(big.Int)
		w.units.DivMod(points.Num(), points.Denom(), rest)
		w.rest.SetFrac(rest, points.Denom())
		left.Sub(left, w.units)
		ends = append(ends, w)
	}
	slices.SortStableFunc(ends, func(a, b *way) int { return b.rest.Cmp(&a.rest) })
	// Scores between the ends and the total are rounded, too: there may be some units fewer or more than remainders.
	all, some := new(big.Int).DivMod(left, big.NewInt(int64(len(ends))), new(big.Int))
	for i, w := range ends {
		if w.units.Add(w.units, all); int64(i) < some.Int64() {
			w.units.Add(w.units, big.NewInt(1))
		}
	}
}
