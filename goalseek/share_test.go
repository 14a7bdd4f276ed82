package goalseek_test

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// anyScorer is a KPI with one of the built-in scorers that rise in one direction, and an actual far from its target.
func anyScorer(rng *rand.Rand, id string) (bsc.KPI, decimal.Decimal) {
	k := bsc.KPI{ID: id, Weight: bsc.NumberOf(decimal.New(int64(rng.IntN(40)+1), -1)), Targets: []bsc.Target{{Baseline: "20", Value: "100"}}}
	actual := decimal.New(int64(rng.IntN(500)+250), -1)
	switch rng.IntN(7) {
	case 0:
		k.Direction, k.Targets, actual = "lower", []bsc.Target{{Value: "40"}}, decimal.New(int64(rng.IntN(300)+450), -1)
	case 1:
		k.Scorer = bsc.Policy{Name: "log"}
	case 2:
		k.Scorer = bsc.NewPolicy("curve", bsc.CurveArgs{Anchors: [][2]bsc.Number{{"0", "0"}, {"50", "60"}, {"70", "65"}, {"100", "100"}}})
	case 3:
		k.Direction, k.Scorer = "closer", bsc.NewPolicy("range", bsc.RangeArgs{ZeroAt: bsc.BothSides("90")})
	case 4:
		k.Scorer = bsc.NewPolicy("tolerance", bsc.ToleranceArgs{ZeroAt: "80%"})
	case 5:
		k.Round = &bsc.Rounding{Places: 1}
	}
	return k, actual
}

// TestTogether_share works the actuals of a share out again: those of the plan's share reach the score, and those of
// a share that is 0.0000000001 less do not.
func TestTogether_share(t *testing.T) {
	for seed := range oracle.Cards(300) {
		rng := rand.New(rand.NewPCG(seed, 7))
		actuals := bsc.Actuals{}
		var kpis []bsc.KPI
		bounds := map[bsc.Ref]goalseek.Bounds{}
		for i := range rng.IntN(6) + 1 {
			k, actual := anyScorer(rng, fmt.Sprint("k", i))
			kpis, actuals[k.ID] = append(kpis, k), actual
			bounds[bsc.KPIRef(k.ID)] = goalseek.Bounds{Step: oracle.Pick(rng, n("0.1"), n("0.001"), n("1e-9"))}
		}
		r := cardOf(t, actuals, kpis...)
		now, _ := r.Score().Decimal()
		g := goalseek.Goal{Result: r, Bounds: bounds}
		g.Score = now.Add(n("100").Sub(now).Mul(decimal.New(int64(rng.IntN(100)+1), -2)))
		p, err := goalseek.Together(g)
		require.NoError(t, err)
		require.True(t, p.Reached, "seed %d: %s", seed, p)
		at := func(share decimal.Decimal) map[bsc.Ref]decimal.Decimal {
			all := map[bsc.Ref]decimal.Decimal{}
			for o := range r.All() {
				if score, ok := o.Score.Decimal(); ok && o.Ref.Kind == bsc.KindKPI && score.LessThan(n("100")) {
					all[o.Ref] = nearestReaching(t, r, o, score.Add(n("100").Sub(score).Mul(share)).RoundCeil(10), bounds[o.Ref].Step)
				}
			}
			return all
		}
		full := at(p.Share.Decimal)
		for ref, x := range moved(p) {
			require.True(t, full[ref].Equal(x), "seed %d: %s: %s", seed, p, full[ref])
		}
		require.True(t, totalWith(t, r, full).GreaterThanOrEqual(p.Goal))
		require.True(t, totalWith(t, r, at(p.Share.Decimal.Sub(decimal.New(1, -10)))).LessThan(p.Goal), "seed %d: %s", seed, p)
	}
}

// nearestReaching returns the actual nearest to the present one with at least a score, to the digits of a step.
func nearestReaching(t *testing.T, r *bsc.Result, o bsc.Outcome, score, step decimal.Decimal) decimal.Decimal {
	t.Helper()
	reaching, ok := r.Reaching(o.Ref, score, -step.Exponent())
	require.True(t, ok)
	best := decimal.New(1, 30)
	for _, i := range reaching.Actuals {
		for _, end := range []decimal.NullDecimal{i.Low, i.High} {
			if end.Valid && end.Decimal.Sub(o.Actual.Decimal).Abs().LessThan(best.Sub(o.Actual.Decimal).Abs()) {
				best = end.Decimal
			}
		}
	}
	return best
}

// TestCalls counts how often a scorecard is rated while an answer is found, whatever its size.
func TestCalls(t *testing.T) {
	for _, size := range []int{2, 200} {
		var calls atomic.Int64
		registry := new(bsc.Registry)
		require.NoError(t, registry.Threshold("acme.com/count@1", bsc.ThresholdFunc(func(in bsc.RateInput) (bsc.Rating, error) {
			if in.Ref.Kind == bsc.KindScorecard {
				calls.Add(1)
			}
			return "", nil
		}).New))
		require.NoError(t, registry.Aggregator("acme.com/first@1", bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
			return in.Parts[0].Score, nil
		}).New))
		for _, aggregator := range []string{"weighted_mean", "geometric", "min", "acme.com/first@1"} {
			actuals := bsc.Actuals{}
			var kpis []bsc.KPI
			for i := range size {
				k := bsc.KPI{ID: fmt.Sprint("k", i), Targets: []bsc.Target{{Value: "100000000"}}}
				kpis, actuals[k.ID] = append(kpis, k), decimal.New(int64(10_000_000+i), 0)
			}
			def := oracle.CardOf(kpis...)
			def.Scale, def.Threshold = bsc.Scale{}, bsc.Policy{Name: "acme.com/count@1"}
			def.Defaults.Aggregator = bsc.Policy{Name: aggregator}
			card, err := bsc.Compile(def, &bsc.Options{Registry: registry})
			require.NoError(t, err)
			r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: actuals})
			require.NoError(t, err)
			now, _ := r.Score().Decimal()
			g := goalseek.Goal{Result: r, Score: now.Add(n("0.1"))}
			count := func(most int64, ask func() error) {
				t.Helper()
				calls.Store(0)
				require.NoError(t, ask())
				assert.LessOrEqual(t, calls.Load(), most, "%d KPIs, %s", size, aggregator)
				assert.Positive(t, calls.Load())
			}
			count(150, func() error {
				_, err := goalseek.Alone(g, bsc.KPIRef("k0"))
				return err
			})
			if aggregator == "weighted_mean" {
				count(30, func() error {
					_, err := goalseek.Alone(g, bsc.KPIRef("k0"))
					return err
				})
			}
			count(150, func() error {
				_, err := goalseek.Together(g)
				return err
			})
			costs := map[bsc.Ref]decimal.Decimal{}
			for _, k := range kpis {
				costs[bsc.KPIRef(k.ID)] = n("1")
			}
			count(150, func() error {
				_, err := goalseek.Cheapest(g, costs)
				return err
			})
		}
	}
}
