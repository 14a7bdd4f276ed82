package impact_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestShortfalls_assessed checks that what counts is what costs.
func TestShortfalls_assessed(t *testing.T) {
	def := oracle.Small()
	def.Defaults.Assessments = bsc.AssessmentsCount
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
		Period:      period.Quarter(2026, 3),
		Readings:    bsc.Actuals{"hours": dec("4"), "sales": dec("5"), "margin": dec("9")},
		Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Score: "98"}},
	})
	require.NoError(t, err)
	sum := decimal.Zero
	for _, s := range impact.Shortfalls(result, -1) {
		sum = sum.Add(s.Points)
	}
	assert.True(t, sum.Equal(dec("100").Sub(number(t, result.Score()))), "shortfalls add up to what the total lacks")
	sales, _ := result.Of(bsc.KPIRef("sales"))
	assert.Equal(t, "98", sales.Counted.String())
}

// TestShortfalls_few asks for none, for some, and for more than there are.
func TestShortfalls_few(t *testing.T) {
	result, err := bsc.MustCompile(oracle.Stated(map[string]string{"a": "1", "b": "3"}), nil).Evaluate(bsc.Input{
		Period: period.Year(2026), Readings: bsc.Actuals{"a0": dec("40"), "b0": dec("80")},
	})
	require.NoError(t, err)
	for n, want := range map[int]int{-1: 2, 0: 0, 1: 1, 2: 2, 3: 2} {
		assert.Len(t, impact.Shortfalls(result, n), want, n)
	}
	equal := impact.Shortfalls(result, -1)
	assert.Equal(t, "15 15", equal[0].Points.String()+" "+equal[1].Points.String())
	assert.Equal(t, bsc.KPIRef("a0"), equal[0].Ref, "equal ones stand as in the definition")
	assert.Empty(t, impact.Shortfalls(new(bsc.Result), -1))
}

// ragged is a card of so many perspectives, objectives and KPIs, with weights that divide nothing evenly.
func ragged(rng *rand.Rand) (*bsc.Definition, bsc.Actuals) {
	weight := func() bsc.Number { return bsc.Number(fmt.Sprint(1 + rng.IntN(97))) }
	def, actuals := &bsc.Definition{ID: "card"}, bsc.Actuals{}
	for p := range 2 + rng.IntN(3) {
		perspective := bsc.Perspective{ID: fmt.Sprint("p", p), Weight: weight()}
		for o := range 1 + rng.IntN(4) {
			objective := bsc.Objective{ID: fmt.Sprint("o", p, "-", o), Weight: weight()}
			for k := range 1 + rng.IntN(5) {
				id := fmt.Sprint("k", p, "-", o, "-", k)
				objective.KPIs = append(objective.KPIs, bsc.KPI{ID: id, Weight: weight(), Scorer: bsc.Policy{Name: "stated"}})
				if rng.IntN(8) > 0 {
					actuals[id] = decimal.New(rng.Int64N(1_000_001), -4)
				}
			}
			if p > 0 && rng.IntN(3) == 0 {
				objective.Uses = []bsc.Use{{KPI: "k0-0-0", Weight: weight()}}
			}
			perspective.Objectives = append(perspective.Objectives, objective)
		}
		def.Perspectives = append(def.Perspectives, perspective)
	}
	return def, actuals
}

// TestShortfalls_sum adds up what all KPIs of random cards cost: what the total lacks, to the last digit. Each is the
// product of the exact shares above it to within a unit and a half of its last place: its own, and what the scores
// between it and the total were rounded by.
func TestShortfalls_sum(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 5))
		def, actuals := ragged(rng)
		card := bsc.MustCompile(def, nil)
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: actuals})
		require.NoError(t, err)
		if !result.Score().Valid() {
			continue
		}
		sum := decimal.Zero
		for _, s := range impact.Shortfalls(result, -1) {
			sum = sum.Add(s.Points)
			counted, _ := s.Counted.Decimal()
			want := exactShare(card, result, s.Ref, bsc.Ref{Kind: bsc.KindScorecard, ID: "card"})
			want.Mul(want, dec("100").Sub(counted).Rat())
			off := want.Sub(want, s.Points.Rat())
			require.LessOrEqual(t, off.Abs(off).Cmp(big.NewRat(3, 2*1e10)), 0, "seed %d: %s", seed, s.Ref)
		}
		require.Equal(t, dec("100").Sub(number(t, result.Score())).String(), sum.String(), "seed %d", seed)
	}
}

// exactShare is the share of a KPI in a node, over what has a score.
func exactShare(card *bsc.Scorecard, r *bsc.Result, kpi, of bsc.Ref) *big.Rat {
	share, total := new(big.Rat), new(big.Rat)
	for _, child := range card.Children(of) {
		if !r.ScoreOf(child.Ref).Valid() {
			continue
		}
		total.Add(total, child.Weight.Rat())
		switch {
		case child.Ref == kpi:
			share.Add(share, child.Weight.Rat())
		case child.Ref.Kind != bsc.KindKPI:
			part := exactShare(card, r, kpi, child.Ref)
			share.Add(share, part.Mul(part, child.Weight.Rat()))
		}
	}
	if total.Sign() == 0 {
		return share
	}
	return share.Quo(share, total)
}

// TestShortfalls_everyAggregator adds up what KPIs cost under other aggregators than means: what the total would gain.
func TestShortfalls_everyAggregator(t *testing.T) {
	t.Parallel()
	for aggregator, want := range map[string]map[string]string{
		"weighted_mean": {"x": "40", "y": "6.6667"},
		"min":           {"x": "50", "y": "10"}, // x brings 40 before y and 60 after it
		"max":           {"x": "10", "y": "10"}, // either of them brings 20
		"geometric":     {"x": "44.2189", "y": "5.3843"},
	} {
		def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{
			ID: "o", Aggregator: bsc.Policy{Name: aggregator}, KPIs: []bsc.KPI{{ID: "x", Weight: "2", Scorer: bsc.Policy{Name: "stated"}}, {ID: "y", Scorer: bsc.Policy{Name: "stated"}}},
		}}}}}
		result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
			Period: period.Year(2026), Readings: bsc.Actuals{"x": dec("40"), "y": dec("80")},
		})
		require.NoError(t, err)
		sum := decimal.Zero
		for _, s := range impact.Shortfalls(result, -1) {
			sum = sum.Add(s.Points)
			assert.InDelta(t, dec(want[s.Ref.ID]).InexactFloat64(), s.Points.InexactFloat64(), 0.0001, "%s %s", aggregator, s.Ref)
		}
		assert.Equal(t, dec("100").Sub(number(t, result.Score())).String(), sum.String(), aggregator)
	}
}

// TestCheapest says by how much actuals must be better, what a unit brings, and what is cheapest.
func TestCheapest(t *testing.T) {
	def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
		{ID: "speed", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Baseline: "20", Value: "10"}}},
		{ID: "sales", Targets: []bsc.Target{{Baseline: "0", Value: "90"}}},
		{ID: "near", Scorer: bsc.Policy{Name: "stated"}},
		{ID: "colour", Scorer: bsc.NewPolicy("points", bsc.PointsArgs{Labels: map[string]bsc.Number{"blue": "50", "red": "100"}})},
	}}}}}}
	readings := new(bsc.Readings)
	for id, value := range map[string]string{"speed": "14", "sales": "60", "near": "95"} {
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: period.Year(2026), Reading: bsc.Reading{Value: dec(value)}}))
	}
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("colour"), Period: period.Year(2026), Reading: bsc.Reading{Label: "blue"}}))
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
	require.NoError(t, err)
	var lines []string
	all := impact.Shortfalls(result, -1)
	for _, s := range all {
		lines = append(lines, fmt.Sprintf("%s %s %v %v", s.Ref.ID, s.Points, s.Lack, s.PerUnit))
	}
	assert.Equal(t, []string{
		"colour 12.5 {0 false} {0 false}", "speed 10 {4 true} {2.5 true}",
		"sales 8.3333333333 {30 true} {0.2777777778 true}", "near 1.25 {5 true} {0.25 true}",
	}, lines)
	costs := map[bsc.Ref]decimal.Decimal{
		bsc.KPIRef("speed"): dec("10"), bsc.KPIRef("sales"): dec("1"), bsc.KPIRef("near"): dec("0"), bsc.KPIRef("colour"): dec("1"),
	}
	cheapest := impact.Cheapest(all, costs)
	require.Len(t, cheapest, 2)
	assert.Equal(t, "sales speed", cheapest[0].Ref.ID+" "+cheapest[1].Ref.ID)
}
