package goalseek_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fourKPIs is the example of the theory: scores 80, 60, 90, 40 with the weights .4, .3, .2, .1, in all 72.
func fourKPIs(t *testing.T) *bsc.Result {
	t.Helper()
	def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o"}}}}}
	actuals := bsc.Actuals{}
	for i, k := range []struct{ id, actual, weight string }{{"a", "80", ".4"}, {"b", "60", ".3"}, {"c", "90", ".2"}, {"d", "40", ".1"}} {
		def.Perspectives[0].Objectives[0].KPIs = append(def.Perspectives[0].Objectives[0].KPIs, bsc.KPI{
			ID: k.id, Weight: bsc.Number("0" + k.weight), Targets: []bsc.Target{{Value: "100"}},
		})
		actuals[k.id] = n(k.actual)
		_ = i
	}
	r, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: actuals})
	require.NoError(t, err)
	return r
}

// TestVectors checks the vectors E11 to E13 of the theory.
func TestVectors(t *testing.T) {
	r := fourKPIs(t)
	g := goalseek.Goal{Result: r, Score: n("80")}
	answers, err := goalseek.Each(g)
	require.NoError(t, err)
	for i, want := range []struct {
		needed  string
		then    string
		reached bool
	}{{"100", "80", true}, {"86.666667", "80.0000001", true}, {"100", "74", false}, {"100", "78", false}} { // E11
		assert.Equal(t, want.needed, answers[i].Needed.Decimal.String(), answers[i])
		assert.Equal(t, want.then, answers[i].Then.String())
		assert.Equal(t, want.reached, answers[i].Reached)
	}
	p, err := goalseek.Together(g) // E12
	require.NoError(t, err)
	assert.True(t, p.Reached)
	assert.Equal(t, "0.285714", p.Share.Decimal.Round(6).String()) // 2/7
	for i, want := range []string{"85.714286", "71.428572", "92.857143", "57.142858"} {
		assert.True(t, p.Moves[i].Needed.Decimal.Sub(n(want)).Abs().LessThan(n("0.000002")), p.Moves[i])
	}
	// E13: the weighted shortfalls 8, 12, 2 and 6 are all that there is to gain.
	sum := decimal.Zero
	for i, want := range []string{"8", "12", "2", "6"} {
		p, err := goalseek.Alone(goalseek.Goal{Result: r, Score: n("100")}, answers[i].Ref)
		require.NoError(t, err)
		then, _ := p.Then.Decimal()
		assert.Equal(t, want, then.Sub(n("72")).String())
		sum = sum.Add(then.Sub(n("72")))
	}
	assert.Equal(t, "28", sum.String())
	p, err = goalseek.Cheapest(g, map[bsc.Ref]decimal.Decimal{bsc.KPIRef("a"): n("3"), bsc.KPIRef("b"): n("2"), bsc.KPIRef("d"): n("1")})
	require.NoError(t, err)
	t.Log(p)
	assert.True(t, p.Optimal && p.Reached)
}

// TestTogether_random evaluates plans on random cards again: they reach the score, and a share less does not.
func TestTogether_random(t *testing.T) {
	count := map[string]int{}
	for seed := range oracle.Cards(600) {
		card := oracle.RandomCard(seed)
		result, err := card.Result()
		require.NoError(t, err)
		rng := rand.New(rand.NewPCG(seed, 3))
		scale := result.Scorecard().Scale()
		now, ok := result.Score().Decimal()
		if !ok {
			continue
		}
		g := goalseek.Goal{Result: result, Bounds: map[bsc.Ref]goalseek.Bounds{}}
		g.Score = now.Add(scale.Met.Sub(now).Abs().Mul(decimal.New(int64(rng.IntN(70)+1), -2)))
		costs := map[bsc.Ref]decimal.Decimal{}
		for _, ref := range result.Scorecard().Nodes() {
			if ref.Kind == bsc.KindKPI && rng.IntN(4) == 0 {
				g.Bounds[ref] = randomBounds(rng)
			}
			if ref.Kind == bsc.KindKPI && rng.IntN(4) != 0 {
				costs[ref] = decimal.New(int64(rng.IntN(90)+10), -1)
			}
		}
		p, err := goalseek.Together(g)
		require.NoError(t, err)
		checkPlan(t, seed, result, p, count)
		if p, err = goalseek.Cheapest(g, costs); !assert.NoError(t, err) {
			return
		}
		checkPlan(t, seed, result, p, count)
		if p.Optimal && len(p.Moves) > 0 {
			count["optimal"]++
			g.Bounds = onlyLimits(g.Bounds)
			p, err = goalseek.Cheapest(g, costs) // on fine grids
			require.NoError(t, err)
			if !p.Optimal {
				continue
			}
			notCheaper(t, seed, g, costs, p)
		}
	}
	t.Log(count)
	for _, what := range []string{"reached", "not reached", "share", "optimal"} {
		assert.Positive(t, count[what], what)
	}
}

func moved(p goalseek.Plan) map[bsc.Ref]decimal.Decimal {
	actuals := map[bsc.Ref]decimal.Decimal{}
	for _, m := range p.Moves {
		actuals[m.Ref] = m.Needed.Decimal
	}
	return actuals
}

func totalWith(t *testing.T, r *bsc.Result, actuals map[bsc.Ref]decimal.Decimal) decimal.Decimal {
	t.Helper()
	then, err := bsc.Mix{Of: r, Actuals: actuals}.Evaluate()
	require.NoError(t, err)
	d, ok := then.Score().Decimal()
	if !ok {
		return decimal.New(-1, 30)
	}
	return d
}

func checkPlan(t *testing.T, seed uint64, r *bsc.Result, p goalseek.Plan, count map[string]int) {
	t.Helper()
	total := totalWith(t, r, moved(p))
	then, ok := p.Then.Decimal()
	require.True(t, !ok || total.Equal(then), "seed %d: %s", seed, p)
	require.Equal(t, p.Reached, total.GreaterThanOrEqual(p.Goal), "seed %d: %s", seed, p)
	count[map[bool]string{true: "reached", false: "not reached"}[p.Reached]]++
	if p.Share.Valid && p.Reached && p.Share.Decimal.Sign() > 0 {
		count["share"]++
	}
	require.Equal(t, p.Reached, p.Optimal || p.Reason.IsZero() || p.Cost.Valid && p.Reached, "seed %d: %s", seed, p)
}

// notCheaper tries to save: to take back a bit of one move and make up for it by another.
func notCheaper(t *testing.T, seed uint64, g goalseek.Goal, costs map[bsc.Ref]decimal.Decimal, p goalseek.Plan) {
	t.Helper()
	within := func(ref bsc.Ref, x decimal.Decimal) bool {
		b := g.Bounds[ref]
		return (!b.Low.Valid || x.GreaterThanOrEqual(b.Low.Decimal)) && (!b.High.Valid || x.LessThanOrEqual(b.High.Decimal))
	}
	best := moved(p)
	for _, m := range p.Moves {
		for _, share := range []string{"0.01", "0.2", "0.5"} {
			back := m.Needed.Decimal.Sub(m.Actual.Decimal).Mul(n(share))
			if back.Abs().LessThan(n("0.00001")) {
				continue // some steps of the grid
			}
			saved := back.Abs().Mul(costs[m.Ref])
			for ref, cost := range costs {
				o, _ := g.Result.Of(ref)
				if ref == m.Ref || !o.Actual.Valid {
					continue
				}
				for _, sign := range []int64{-1, 1} {
					actuals := map[bsc.Ref]decimal.Decimal{}
					for r, x := range best {
						actuals[r] = x
					}
					actuals[m.Ref] = m.Needed.Decimal.Sub(back)
					from, has := best[ref]
					if !has {
						from = o.Actual.Decimal
					}
					if has && from.Sub(o.Actual.Decimal).Sign()*int(sign) < 0 {
						continue // that would not cost
					}
					x := from.Add(saved.Div(cost).Mul(n("0.999")).Round(10).Mul(decimal.New(sign, 0)))
					if !within(ref, x) {
						continue
					}
					actuals[ref] = x
					total := totalWith(t, g.Result, actuals)
					slack := decimal.New(1, -4)
					require.True(t, total.LessThan(p.Goal.Add(slack)), "seed %d: %s: cheaper with %s less of %s and %s of %s: %s", seed, p, back, m.Ref, x, ref, total)
				}
			}
		}
	}
}

// onlyLimits returns bounds without steps.
func onlyLimits(bounds map[bsc.Ref]goalseek.Bounds) map[bsc.Ref]goalseek.Bounds {
	all := map[bsc.Ref]goalseek.Bounds{}
	for ref, b := range bounds {
		b.Step = decimal.Zero
		all[ref] = b
	}
	return all
}

// TestCheapest has curves that gain less and less, which is optimal, and one that gains more further on, which may not be.
func TestCheapest(t *testing.T) {
	curve := func(id string, anchors ...[2]bsc.Number) bsc.KPI {
		return bsc.KPI{ID: id, Scorer: bsc.NewPolicy("curve", bsc.CurveArgs{Anchors: anchors})}
	}
	for _, c := range []struct {
		name    string
		a, b    bsc.KPI
		costs   [2]string
		score   string
		want    string
		cost    string
		optimal bool
		reason  string
	}{
		{
			"both gain less and less", curve("a", [2]bsc.Number{"0", "0"}, [2]bsc.Number{"10", "60"}, [2]bsc.Number{"50", "100"}),
			curve("b", [2]bsc.Number{"0", "0"}, [2]bsc.Number{"20", "80"}, [2]bsc.Number{"40", "100"}),
			[2]string{"1", "1"},
			"75", "kpi:a 20, kpi:b 20", "40", true, "", // 6 and 4 a unit are better than 1; then 1 a unit of either, and a is the first
		},
		{
			"another cost, another way", curve("a", [2]bsc.Number{"0", "0"}, [2]bsc.Number{"10", "60"}, [2]bsc.Number{"50", "100"}),
			curve("b", [2]bsc.Number{"0", "0"}, [2]bsc.Number{"20", "80"}, [2]bsc.Number{"40", "100"}),
			[2]string{"1", "5"},
			"75", "kpi:a 50, kpi:b 12.5", "112.5", true, "",
		},
		{
			"one gains more further on", curve("a", [2]bsc.Number{"0", "0"}, [2]bsc.Number{"40", "10"}, [2]bsc.Number{"50", "100"}),
			curve("b", [2]bsc.Number{"0", "0"}, [2]bsc.Number{"50", "100"}),
			[2]string{"1", "1.01"},
			"45", "kpi:a 48.888889", "48.888889", false, "cheapest_not_concave", // b alone costs 45.45
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := cardOf(t, bsc.Actuals{"a": n("0"), "b": n("0")}, c.a, c.b)
			p, err := goalseek.Cheapest(goalseek.Goal{Result: r, Score: n(c.score)}, map[bsc.Ref]decimal.Decimal{bsc.KPIRef("a"): n(c.costs[0]), bsc.KPIRef("b"): n(c.costs[1])})
			require.NoError(t, err)
			var got []string
			for _, m := range p.Moves {
				got = append(got, m.Ref.String()+" "+m.Needed.Decimal.String())
			}
			assert.Equal(t, c.want, strings.Join(got, ", "))
			assert.Equal(t, c.cost, p.Cost.Decimal.String())
			assert.Equal(t, c.optimal, p.Optimal)
			assert.Equal(t, c.reason, p.Reason.Code())
		})
	}
}
