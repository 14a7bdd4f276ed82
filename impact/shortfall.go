package impact

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/attribution"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Shortfall is a KPI below its target, with what that costs.
type Shortfall struct {
	bsc.Outcome `wire:"ref,name,score,rating"`

	// Points is what it costs of the scorecard's score, to ten places.
	Points decimal.Decimal `json:"points"`
	// Lack is by how much the actual must be better for the KPI to reach Met, in its unit, rounded up to ten places. Not
	// valid: no actual reaches it, it has none now, or nobody can say, as for labels, judgements and a host's scorer.
	Lack decimal.NullDecimal `json:"lack"`
	// PerUnit is what each unit of that brings on average: Points / Lack, to ten places.
	PerUnit decimal.NullDecimal `json:"per_unit"`
}

// Shortfalls returns the n KPIs of a result whose shortfall costs most, the heaviest first, and equal ones as they stand
// in the definition; n < 0 is all. KPIs that bring no score to their parents are not among them: see their flags.
//
// Points are each KPI's part of what the total would gain if all of them reached Met, divided as package bridge divides a
// change, under every aggregator (a host's that fails where all reach Met leaves the effective weights to go by): under weighted means a KPI's points are Met less what it counts with, times its share
// of the whole, and under a minimum they are those of the KPIs that hold it down. They add up to the whole gain to the
// last digit. That is what the total lacks, unless somebody's judgement stands above KPIs, or KPIs are above Met, which
// may make up for others. What a single KPI would gain alone may be less: see package goalseek.
func Shortfalls(r *bsc.Result, n int) []Shortfall {
	c := costsOf(r)
	if c == nil {
		return nil
	}
	list := make([]Shortfall, 0, len(c.points))
	for _, w := range c.points {
		if o, ok := c.below[w.Ref]; ok && w.Units > 0 {
			list = append(list, Shortfall{Outcome: o, Points: points(w.Units)})
		}
	}
	slices.SortStableFunc(list, func(a, b Shortfall) int { return b.Points.Cmp(a.Points) })
	if n >= 0 && n < len(list) {
		list = list[:n:n]
	}
	for i := range list {
		list[i].improve(r)
	}
	return list
}

// improve finds by how much the actual must be better.
func (s *Shortfall) improve(r *bsc.Result) {
	if !s.Actual.Valid || s.Flags.Has(bsc.FlagJudged) || !s.Score.Valid() {
		return
	}
	reaching, ok := r.Reaching(s.Ref, r.Scorecard().Scale().Met, exact.Places)
	if !ok {
		return
	}
	for _, i := range reaching.Actuals {
		for _, end := range []decimal.NullDecimal{i.Low, i.High} {
			if away := end.Decimal.Sub(s.Actual.Decimal).Abs(); end.Valid && (!s.Lack.Valid || away.LessThan(s.Lack.Decimal)) {
				s.Lack = decimal.NewNullDecimal(away.RoundUp(exact.Places).Normalize())
			}
		}
	}
	if s.Lack.Valid && s.Lack.Decimal.IsPositive() {
		s.PerUnit = decimal.NewNullDecimal(exact.NewRatio(s.Points, s.Lack.Decimal).Decimal())
	}
}

// Cheapest returns the shortfalls for which there is a cost of one unit of the actual, in whatever currency, by what a
// unit of cost brings on average: the most first, and equal ones as they stand. It leaves out those that have no PerUnit,
// and costs of 0 or less. For the cheapest way to a score, see package goalseek.
func Cheapest(shortfalls []Shortfall, costs map[bsc.Ref]decimal.Decimal) []Shortfall {
	var list []Shortfall
	for _, s := range shortfalls {
		if s.PerUnit.Valid && costs[s.Ref].IsPositive() {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b Shortfall) int { // PerUnit / cost, without a quotient
		return b.PerUnit.Decimal.Mul(costs[a.Ref]).Cmp(a.PerUnit.Decimal.Mul(costs[b.Ref]))
	})
	return list
}

func points(units int64) decimal.Decimal { return decimal.New(units, -exact.Places).Normalize() }

// costs divides what a result's total would gain if all KPIs reached Met.
type costs struct {
	below   map[bsc.Ref]bsc.Outcome // the KPIs below Met
	points  []attribution.Whole     // of KPIs, in the order of the definition
	through []attribution.Whole     // of the nodes above them
}

// costsOf returns what KPIs cost; nil if the total has no score.
func costsOf(r *bsc.Result) *costs {
	if !r.Score().Valid() {
		return nil
	}
	card := r.Scorecard()
	c, met, better := &costs{below: map[bsc.Ref]bsc.Outcome{}}, card.Scale().Met, map[bsc.Ref]decimal.Decimal{}
	for o := range r.All() {
		if counted, ok := o.Counted.Decimal(); ok && o.Ref.Kind == bsc.KindKPI && counted.LessThan(met) {
			c.below[o.Ref], better[o.Ref] = o, met
		}
	}
	best, err := bsc.Mix{Of: r, Scores: better}.Evaluate()
	if err != nil || !best.Score().Valid() {
		c.byWeight(r, met)
		return c
	}
	d := attribution.New(card)
	parts, through := d.Through(d.View(r), d.View(best), card.Ref())
	c.points = d.Round(parts, card.Ref(), 1, units(best.Score())-units(r.Score()))
	c.through = d.Single(through)
	return c
}

// byWeight takes the effective weights, where a host's policy has no score for KPIs that reach Met.
func (c *costs) byWeight(r *bsc.Result, met decimal.Decimal) {
	for _, ref := range r.Scorecard().Nodes() {
		if o, ok := c.below[ref]; ok {
			counted, _ := o.Counted.Decimal()
			lack := exact.Whole(met.Sub(counted).Mul(o.EffectiveWeight))
			c.points = append(c.points, attribution.Whole{Ref: ref, Units: lack.Units(exact.TenPlaces()).Int64()})
		}
	}
}

// units returns a score in units of the tenth place.
func units(s bsc.Score) int64 {
	d, _ := s.Decimal()
	return d.Shift(exact.Places).IntPart()
}
