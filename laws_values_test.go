package bsc_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// single is a scorecard with one KPI, "k", and its reading.
func single(k bsc.KPI, s bsc.Scale, actual decimal.Decimal) testCard {
	k.ID = "k"
	return testCard{
		def: &bsc.Definition{ID: "card", Scale: s, Perspectives: []bsc.Perspective{{
			ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}},
		}}},
		readings: map[bsc.Ref]bsc.Reading{bsc.KPIRef("k"): {Value: actual}},
		period:   bsc.Year(2026),
	}
}

// scored is a single KPI's score before clamping.
func scored(t *testing.T, k bsc.KPI, s bsc.Scale, actual decimal.Decimal) decimal.Decimal {
	t.Helper()
	c := single(k, s, actual)
	o, _ := c.result(t).Of(bsc.KPIRef("k"))
	score, ok := o.Attainment.Decimal()
	require.True(t, ok, "%s %v", c, o.Err)
	return score
}

// randomLinear is a KPI with a baseline and a target, and a scale.
func randomLinear(g *generator) (k bsc.KPI, s bsc.Scale, baseline, target decimal.Decimal) {
	g.card = testCard{def: &bsc.Definition{}}
	g.scaleAndRatings(g.card.def)
	baseline, target = g.near(g.plain()), g.near(g.plain())
	if target.Equal(baseline) {
		target = target.Add(decimal.New(1, 0))
	}
	if target.LessThan(baseline) {
		k.Direction = bsc.LowerIsBetter
	}
	k.Targets = []bsc.Target{{Baseline: bsc.NumberOf(baseline), Value: bsc.NumberOf(target)}}
	return k, g.card.def.Scale, baseline, target
}

func TestLaw_targetMetBaselineMin(t *testing.T) {
	t.Parallel()
	g := &generator{Rand: rand.New(rand.NewPCG(1, 2))}
	for range 200 {
		k, s, baseline, target := randomLinear(g)
		assert.True(t, scored(t, k, s, target).Equal(g.scale.Met), "%v: target", k.Targets)
		assert.True(t, scored(t, k, s, baseline).Equal(g.scale.Min), "%v: baseline", k.Targets)
		k.Scorer.Name = "binary"
		assert.True(t, scored(t, k, s, target).Equal(g.scale.Met), "%v: binary", k.Targets)
		assert.True(t, scored(t, k, s, baseline).Equal(g.scale.Min), "%v: binary", k.Targets)
	}
}

// TestLaw_unitsOfMeasure shifts and rescales actual, baseline and target together, as a change
// of the unit of measure does. A negative factor turns the direction around.
func TestLaw_unitsOfMeasure(t *testing.T) {
	t.Parallel()
	g := &generator{Rand: rand.New(rand.NewPCG(3, 4))}
	for range 300 {
		k, s, baseline, target := randomLinear(g)
		actual := g.near(g.plain())
		want := scored(t, k, s, actual)
		shift, factor := g.plain(), pick(g, decimal.New(1, 0), decimal.New(18, -1), decimal.New(1, 6), decimal.New(-25, -1))
		change := func(d decimal.Decimal) decimal.Decimal { return d.Mul(factor).Add(shift) }
		k.Targets[0] = bsc.Target{Baseline: bsc.NumberOf(change(baseline)), Value: bsc.NumberOf(change(target))}
		k.Direction = bsc.HigherIsBetter
		if change(target).LessThan(change(baseline)) {
			k.Direction = bsc.LowerIsBetter
		}
		got := scored(t, k, s, change(actual))
		assert.True(t, want.Equal(got), "%v: %s at first, then %s", k.Targets, want, got)
	}
}

// TestLaw_meanIsWithin compares means that are not rounded further with the parts they are of.
func TestLaw_meanIsWithin(t *testing.T) {
	law(t, func(t *testing.T, _ *rand.Rand, c testCard) int {
		result, tested := c.result(t), 0
		for _, n := range newReference(c).nodes {
			o, _ := result.Of(n.ref)
			if n.kpi != nil || n.round.Places != 10 || !slices.Contains(means(), n.aggregator.Name) || !o.Score.Valid() {
				continue
			}
			x, err := result.Explain(n.ref)
			require.NoError(t, err)
			var scores []decimal.Decimal
			for _, part := range x.Contributions {
				scores = append(scores, part.Score)
			}
			mean, _ := o.Attainment.Decimal()
			lowest, highest := slices.MinFunc(scores, decimal.Decimal.Compare), slices.MaxFunc(scores, decimal.Decimal.Compare)
			assert.False(t, mean.LessThan(lowest) || mean.GreaterThan(highest), "%s: %s of %s", n.ref, mean, scores)
			tested++
		}
		return tested
	})
}

// TestLaw_equalParts gives all KPIs one score. Whatever means are taken of it, it stays.
func TestLaw_equalParts(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c testCard) int {
		g := &generator{Rand: r, scale: resolved(c.def.Scale)}
		score := g.score().Abs().Round(10)
		if score.LessThan(g.scale.Min) || score.GreaterThan(g.scale.Cap) {
			return 0
		}
		other := c.clone(t)
		other.timing = ""
		other.visitParents(func(aggregator *bsc.Policy, round **bsc.Rounding) {
			if !slices.Contains(means(), aggregator.Name) {
				*aggregator = bsc.Policy{}
			}
			*round = nil
		})
		other.visitKPIs(func(k *bsc.KPI) {
			k.Scorer, k.Calculator, k.Round = bsc.Policy{Name: "stated"}, bsc.Policy{}, nil
			other.readings[bsc.KPIRef(k.ID)] = bsc.Reading{Value: score}
		})
		outcomes := slices.Collect(other.result(t).All())
		if slices.ContainsFunc(outcomes, func(o bsc.Outcome) bool { return o.Flags.Has(bsc.FlagNoData) }) {
			return 0 // a quota that cannot be met, and the missing rule may count its node with Min
		}
		for _, o := range outcomes {
			got, ok := o.Score.Decimal()
			assert.True(t, !ok || got.Equal(score), "%s: %s of parts that are %s", o.Ref, got, score)
		}
		return 1
	})
}

// means are the aggregators whose results lie among their parts. "" inherits, in the end a mean.
func means() []string {
	return []string{"", "weighted_mean", "geometric", "harmonic", "power", "median", "min", "max"}
}

// visitParents visits what the nodes with children, and the Defaults, say of aggregating.
func (c testCard) visitParents(visit func(*bsc.Policy, **bsc.Rounding)) {
	d := c.def
	visit(&d.Aggregator, &d.Round)
	visit(&d.Defaults.Aggregator, &d.Defaults.Round)
	for i := range d.Perspectives {
		p := &d.Perspectives[i]
		visit(&p.Aggregator, &p.Round)
		visit(&p.Defaults.Aggregator, &p.Defaults.Round)
	}
	c.visitObjectives(func(o *bsc.Objective) {
		visit(&o.Aggregator, &o.Round)
		visit(&o.Defaults.Aggregator, &o.Defaults.Round)
	})
}

// TestLaw_contributionsAddUp adds up the explanations of everything above the KPIs: exactly,
// and whatever was rounded, capped or clamped.
func TestLaw_contributionsAddUp(t *testing.T) {
	law(t, func(t *testing.T, _ *rand.Rand, c testCard) int {
		result, tested := c.result(t), 0
		for _, n := range newReference(c).nodes {
			x, err := result.Explain(n.ref)
			require.NoError(t, err)
			score, scored := x.Outcome.Score.Decimal()
			if n.kpi != nil || !scored {
				continue
			}
			additive := slices.Contains([]string{"", "weighted_mean", "weighted_sum"}, innermost(n.aggregator))
			sum, shares := decimal.Decimal{}, decimal.Decimal{}
			for _, part := range x.Contributions {
				assert.Equal(t, additive, part.Amount.Valid, "%s: %s", n.ref, part.Ref)
				sum, shares = sum.Add(part.Amount.Decimal), shares.Add(part.Share)
			}
			for _, a := range x.Adjustments {
				sum = sum.Add(a.Amount)
			}
			assert.True(t, !additive || sum.Equal(score), "%s: %s adds up to %s\n%s", n.ref, score, sum, x)
			assert.True(t, shares.Equal(decimal.New(1, 0)), "%s: shares add up to %s\n%s", n.ref, shares, x)
			tested++
		}
		return tested
	})
}

// TestLaw_contributionsWithinAUnit holds every contribution to a weighted mean or sum against the exact fraction: it is
// rounded up or down by less than one unit of the tenth place.
func TestLaw_contributionsWithinAUnit(t *testing.T) {
	unit := big.NewRat(1, 10_000_000_000)
	law(t, func(t *testing.T, _ *rand.Rand, c testCard) int {
		result, tested := c.result(t), 0
		for _, n := range newReference(c).nodes {
			name := innermost(n.aggregator)
			if n.kpi != nil || !slices.Contains([]string{"", "weighted_mean", "weighted_sum"}, name) {
				continue
			}
			x, err := result.Explain(n.ref)
			require.NoError(t, err)
			whole := new(big.Rat)
			for _, part := range x.Contributions {
				whole.Add(whole, part.Weight.Rat())
			}
			if name == "weighted_sum" {
				whole.SetInt64(100)
			}
			for _, part := range x.Contributions {
				exact := new(big.Rat).Mul(part.Weight.Rat(), part.Score.Rat())
				off := exact.Sub(part.Amount.Decimal.Rat(), exact.Quo(exact, whole))
				assert.Negative(t, off.Abs(off).Cmp(unit), "%s: %s brings %s\n%s", n.ref, part.Ref, part.Amount.Decimal, x)
				tested++
			}
		}
		return tested
	})
}

// TestLaw_bandsPartition walks up a line and over all limits: every value lies in the band it is
// said to lie in, ratings only get better, and bands meet without a gap.
func TestLaw_bandsPartition(t *testing.T) {
	t.Parallel()
	g := &generator{Rand: rand.New(rand.NewPCG(5, 6)), scale: bsc.DefaultScale(), ratings: []bsc.Rating{bsc.Red, bsc.Amber, bsc.Green}}
	for range 60 {
		k := bsc.KPI{Scorer: bsc.Policy{Name: "stated"}, Threshold: g.bands("score", g.ratings)}
		line := []decimal.Decimal{g.score().Round(10), g.score().Round(10)}
		for _, l := range readBands(k.Threshold, referenceScale{}).limits[1:] {
			at := l.from.rounded(10, bsc.RoundHalfAway).decimal()
			line = append(line, at, at.Add(decimal.New(1, -10)), at.Sub(decimal.New(1, -10)))
		}
		slices.SortFunc(line, decimal.Decimal.Compare)
		before := bandHit(t, k, line[0])
		for _, score := range line[1:] {
			band := bandHit(t, k, score)
			if band.Rating != before.Rating {
				assert.Less(t, slices.Index(g.ratings, before.Rating), slices.Index(g.ratings, band.Rating), "%s", k.Threshold.Args)
				assert.True(t, before.High.Valid && band.Low.Valid && before.High.Decimal.LessThanOrEqual(band.Low.Decimal), "%s", k.Threshold.Args)
			}
			before = band
		}
	}
}

// bandHit is the band of a stated score, which must lie in it.
func bandHit(t *testing.T, k bsc.KPI, score decimal.Decimal) *bsc.Band {
	t.Helper()
	x, err := single(k, bsc.Scale{Min: "-1000", Met: "1000"}, score).result(t).Explain(bsc.KPIRef("k"))
	require.NoError(t, err)
	require.NotNil(t, x.Band)
	assert.Equal(t, x.Outcome.Rating, x.Band.Rating)
	inside := true
	if low := x.Band.Low; low.Valid {
		inside = score.GreaterThan(low.Decimal) || score.Equal(low.Decimal) && !x.Band.IncludeUpper
	}
	if high := x.Band.High; high.Valid && inside {
		inside = score.LessThan(high.Decimal) || score.Equal(high.Decimal) && x.Band.IncludeUpper
	}
	assert.True(t, inside, "%s: %s in %v", k.Threshold.Args, score, x.Band)
	return x.Band
}

// TestLaw_asked asks results for one node at a time, and then for all: an effective weight found on the way down to one
// node is that of all together, and ScoreOf is the outcome's score.
func TestLaw_asked(t *testing.T) {
	t.Parallel()
	for seed := range cardCount(t, 300) {
		c := randomCard(seed)
		result := c.result(t)
		weights := map[bsc.Ref]decimal.Decimal{}
		for _, ref := range result.Scorecard().Nodes() {
			weights[ref] = of(t, result, ref).EffectiveWeight
		}
		for o := range result.All() {
			assert.True(t, weights[o.Ref].Equal(o.EffectiveWeight), "card %d %s: alone %s, among all %s", seed, o.Ref, weights[o.Ref], o.EffectiveWeight)
			assert.True(t, o.Score.Equal(result.ScoreOf(o.Ref)))
		}
		assert.False(t, result.ScoreOf(bsc.KPIRef("nothing")).Valid())
	}
}
