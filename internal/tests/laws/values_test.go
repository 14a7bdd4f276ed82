package laws_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// single is a scorecard with one KPI, "k", and its reading.
func single(k bsc.KPI, s bsc.Scale, actual decimal.Decimal) oracle.Card {
	k.ID = "k"
	return oracle.Card{
		Definition: &bsc.Definition{ID: "card", Scale: s, Perspectives: []bsc.Perspective{{
			ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}},
		}}},
		Readings: map[bsc.Ref]bsc.Reading{bsc.KPIRef("k"): {Value: actual}},
		Period:   period.Year(2026),
	}
}

// scored is a single KPI's score before clamping.
func scored(t *testing.T, k bsc.KPI, s bsc.Scale, actual decimal.Decimal) decimal.Decimal {
	t.Helper()
	c := single(k, s, actual)
	o, _ := resultOf(t, c).Of(bsc.KPIRef("k"))
	score, ok := o.Attainment.Decimal()
	require.True(t, ok, "%s %v", c, o.Err)
	return score
}

// randomLinear is a KPI with a baseline and a target, and a scale.
func randomLinear(g *oracle.Generator) (k bsc.KPI, s bsc.Scale, baseline, target decimal.Decimal) {
	s = g.DrawScale()
	baseline, target = g.Near(g.Plain()), g.Near(g.Plain())
	if target.Equal(baseline) {
		target = target.Add(decimal.New(1, 0))
	}
	if target.LessThan(baseline) {
		k.Direction = bsc.DirectionLower
	}
	k.Targets = []bsc.Target{{Baseline: bsc.NumberOf(baseline), Value: bsc.NumberOf(target)}}
	return k, s, baseline, target
}

func TestLaw_targetMetBaselineMin(t *testing.T) {
	t.Parallel()
	g := &oracle.Generator{Rand: rand.New(rand.NewPCG(1, 2))}
	for range 200 {
		k, s, baseline, target := randomLinear(g)
		assert.True(t, scored(t, k, s, target).Equal(g.Scale.Met), "%v: target", k.Targets)
		assert.True(t, scored(t, k, s, baseline).Equal(g.Scale.Min), "%v: baseline", k.Targets)
		k.Scorer.Name = "binary"
		assert.True(t, scored(t, k, s, target).Equal(g.Scale.Met), "%v: binary", k.Targets)
		assert.True(t, scored(t, k, s, baseline).Equal(g.Scale.Min), "%v: binary", k.Targets)
	}
}

// TestLaw_unitsOfMeasure shifts and rescales actual, baseline and target together, as a change
// of the unit of measure does. A negative factor turns the direction around.
func TestLaw_unitsOfMeasure(t *testing.T) {
	t.Parallel()
	g := &oracle.Generator{Rand: rand.New(rand.NewPCG(3, 4))}
	for range 300 {
		k, s, baseline, target := randomLinear(g)
		actual := g.Near(g.Plain())
		want := scored(t, k, s, actual)
		shift, factor := g.Plain(), oracle.Pick(g.Rand, decimal.New(1, 0), decimal.New(18, -1), decimal.New(1, 6), decimal.New(-25, -1))
		change := func(d decimal.Decimal) decimal.Decimal { return d.Mul(factor).Add(shift) }
		k.Targets[0] = bsc.Target{Baseline: bsc.NumberOf(change(baseline)), Value: bsc.NumberOf(change(target))}
		k.Direction = bsc.DirectionHigher
		if change(target).LessThan(change(baseline)) {
			k.Direction = bsc.DirectionLower
		}
		got := scored(t, k, s, change(actual))
		assert.True(t, want.Equal(got), "%v: %s at first, then %s", k.Targets, want, got)
	}
}

// TestLaw_meanIsWithin compares means that are not rounded further with the parts they are of.
func TestLaw_meanIsWithin(t *testing.T) {
	law(t, func(t *testing.T, _ *rand.Rand, c oracle.Card) int {
		result, tested := resultOf(t, c), 0
		for _, n := range oracle.NewTree(c).Nodes {
			o, _ := result.Of(n.Ref)
			if n.KPI != nil || n.Round.Places != 10 || !slices.Contains(means(), n.Aggregator.Name) || !o.Score.Valid() {
				continue
			}
			x, err := result.Explain(n.Ref)
			require.NoError(t, err)
			var scores []decimal.Decimal
			for _, part := range x.Contributions {
				scores = append(scores, part.Score)
			}
			mean, _ := o.Attainment.Decimal()
			lowest, highest := slices.MinFunc(scores, decimal.Decimal.Compare), slices.MaxFunc(scores, decimal.Decimal.Compare)
			assert.False(t, mean.LessThan(lowest) || mean.GreaterThan(highest), "%s: %s of %s", n.Ref, mean, scores)
			tested++
		}
		return tested
	})
}

// TestLaw_equalParts gives all KPIs one score. Whatever means are taken of it, it stays.
func TestLaw_equalParts(t *testing.T) {
	law(t, func(t *testing.T, r *rand.Rand, c oracle.Card) int {
		g := &oracle.Generator{Rand: r, Scale: oracle.Resolve(c.Definition.Scale)}
		score := g.Score().Abs().Round(10)
		if score.LessThan(g.Scale.Min) || score.GreaterThan(g.Scale.Cap) {
			return 0
		}
		other := c.Clone()
		other.Timing = ""
		visitParents(other.Definition, func(aggregator *bsc.Policy, round **bsc.Rounding) {
			if !slices.Contains(means(), aggregator.Name) {
				*aggregator = bsc.Policy{}
			}
			*round = nil
		})
		for k := range other.Definition.KPIs() {
			k.Scorer, k.Calculator, k.Round = bsc.Policy{Name: "stated"}, bsc.Policy{}, nil
			other.Readings[bsc.KPIRef(k.ID)] = bsc.Reading{Value: score}
		}
		outcomes := slices.Collect(resultOf(t, other).All())
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
func visitParents(d *bsc.Definition, visit func(*bsc.Policy, **bsc.Rounding)) {
	visit(&d.Aggregator, &d.Round)
	visit(&d.Defaults.Aggregator, &d.Defaults.Round)
	for i := range d.Perspectives {
		p := &d.Perspectives[i]
		visit(&p.Aggregator, &p.Round)
		visit(&p.Defaults.Aggregator, &p.Defaults.Round)
	}
	for o := range oracle.Objectives(d) {
		visit(&o.Aggregator, &o.Round)
		visit(&o.Defaults.Aggregator, &o.Defaults.Round)
	}
}

// TestLaw_contributionsAddUp adds up the explanations of everything above the KPIs: exactly,
// and whatever was rounded, capped or clamped.
func TestLaw_contributionsAddUp(t *testing.T) {
	law(t, func(t *testing.T, _ *rand.Rand, c oracle.Card) int {
		result, tested := resultOf(t, c), 0
		for _, n := range oracle.NewTree(c).Nodes {
			x, err := result.Explain(n.Ref)
			require.NoError(t, err)
			score, scored := x.Outcome.Score.Decimal()
			if n.KPI != nil || !scored {
				continue
			}
			additive := slices.Contains([]string{"", "weighted_mean", "weighted_sum"}, n.Aggregates())
			sum, shares := decimal.Decimal{}, decimal.Decimal{}
			for _, part := range x.Contributions {
				assert.Equal(t, additive, part.Amount.Valid, "%s: %s", n.Ref, part.Ref)
				sum, shares = sum.Add(part.Amount.Decimal), shares.Add(part.Share)
			}
			for _, a := range x.Adjustments {
				sum = sum.Add(a.Amount)
			}
			assert.True(t, !additive || sum.Equal(score), "%s: %s adds up to %s\n%s", n.Ref, score, sum, x)
			assert.True(t, shares.Equal(decimal.New(1, 0)), "%s: shares add up to %s\n%s", n.Ref, shares, x)
			tested++
		}
		return tested
	})
}

// TestLaw_contributionsWithinAUnit holds every contribution to a weighted mean or sum against the exact fraction: it is
// rounded up or down by less than one unit of the tenth place.
func TestLaw_contributionsWithinAUnit(t *testing.T) {
	unit := big.NewRat(1, 10_000_000_000)
	law(t, func(t *testing.T, _ *rand.Rand, c oracle.Card) int {
		result, tested := resultOf(t, c), 0
		for _, n := range oracle.NewTree(c).Nodes {
			name := n.Aggregates()
			if n.KPI != nil || !slices.Contains([]string{"", "weighted_mean", "weighted_sum"}, name) {
				continue
			}
			x, err := result.Explain(n.Ref)
			require.NoError(t, err)
			whole := new(big.Rat)
			for _, part := range x.Contributions {
				whole.Add(whole, part.Weight.Rat())
			}
			for _, part := range x.Contributions {
				exact := new(big.Rat).Mul(part.Weight.Rat(), part.Score.Rat())
				off := exact.Sub(part.Amount.Decimal.Rat(), exact.Quo(exact, whole))
				assert.Negative(t, off.Abs(off).Cmp(unit), "%s: %s brings %s\n%s", n.Ref, part.Ref, part.Amount.Decimal, x)
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
	g := &oracle.Generator{Rand: rand.New(rand.NewPCG(5, 6)), Scale: bsc.DefaultScale(), Ratings: []bsc.Rating{bsc.RatingRed, bsc.RatingAmber, bsc.RatingGreen}}
	for range 60 {
		k := bsc.KPI{Scorer: bsc.Policy{Name: "stated"}, Threshold: g.Bands("score", g.Ratings)}
		line := []decimal.Decimal{g.Score().Round(10), g.Score().Round(10)}
		for _, at := range oracle.Limits(k.Threshold) {
			line = append(line, at, at.Add(decimal.New(1, -10)), at.Sub(decimal.New(1, -10)))
		}
		slices.SortFunc(line, decimal.Decimal.Compare)
		before := bandHit(t, k, line[0])
		for _, score := range line[1:] {
			band := bandHit(t, k, score)
			if band.Rating != before.Rating {
				assert.Less(t, slices.Index(g.Ratings, before.Rating), slices.Index(g.Ratings, band.Rating), "%s", k.Threshold.Args)
				assert.True(t, before.High.Valid && band.Low.Valid && before.High.Decimal.LessThanOrEqual(band.Low.Decimal), "%s", k.Threshold.Args)
			}
			before = band
		}
	}
}

// bandHit is the band of a stated score, which must lie in it.
func bandHit(t *testing.T, k bsc.KPI, score decimal.Decimal) *bsc.Band {
	t.Helper()
	x, err := resultOf(t, single(k, bsc.Scale{Min: "-1000", Met: "1000"}, score)).Explain(bsc.KPIRef("k"))
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
	for seed := range oracle.Cards(300) {
		c := oracle.RandomCard(seed)
		result := resultOf(t, c)
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
