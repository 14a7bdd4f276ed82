package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stated is a KPI whose reading is its score.
func stated(id string) bsc.KPI { return bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}} }

// manyStated returns so many of them: k0, k1 and so on.
func manyStated(n int) []bsc.KPI {
	kpis := make([]bsc.KPI, n)
	for i := range kpis {
		kpis[i] = stated(fmt.Sprintf("k%d", i))
	}
	return kpis
}

// cardOf is a card with objectives in one perspective.
func cardOf(objectives ...bsc.Objective) *bsc.Definition {
	return &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: objectives}}}
}

// oneObjective returns a card whose one objective has so many KPIs, with an aggregator, and its result on a reading
// of each.
func oneObjective(t *testing.T, n int, aggregator bsc.Policy) *bsc.Result {
	t.Helper()
	objective := bsc.Objective{ID: "o", Aggregator: aggregator, KPIs: manyStated(n)}
	other := bsc.Objective{ID: "other", KPIs: []bsc.KPI{stated("alone")}, Uses: []bsc.Use{{KPI: "k0"}}}
	def := cardOf(objective, other)
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: oracle.Sparse{}})
	require.NoError(t, err)
	return result
}

// evaluatedAgain returns a result that has been asked for nothing yet.
func evaluatedAgain(t *testing.T, r *bsc.Result) *bsc.Result {
	t.Helper()
	result, err := r.Scorecard().Evaluate(bsc.Input{Period: period.Year(2026), Readings: oracle.Sparse{}})
	require.NoError(t, err)
	return result
}

// TestResult_wide explains a node with many children, and asks for each of them: four times as many take four times
// as long.
func TestResult_wide(t *testing.T) {
	ways := map[string]func(r *bsc.Result){
		"explain": func(r *bsc.Result) {
			x, err := r.Explain(bsc.ObjectiveRef("o"))
			require.NoError(t, err)
			require.Len(t, x.Below, len(r.Scorecard().Nodes())-5)
		},
		"each by itself": func(r *bsc.Result) {
			for _, ref := range r.Scorecard().Nodes() {
				_, ok := r.Of(ref)
				require.True(t, ok)
			}
		},
	}
	for _, aggregator := range []string{"weighted_mean", "min", "median", "geometric", "harmonic", "most_frequent"} {
		few := oneObjective(t, 4_000, bsc.Policy{Name: aggregator})
		many := oneObjective(t, 16_000, bsc.Policy{Name: aggregator})
		for name, way := range ways {
			t.Run(aggregator+", "+name, func(t *testing.T) {
				cost.AtMost(t, 10, func() { way(evaluatedAgain(t, many)) }, func() { way(evaluatedAgain(t, few)) })
			})
		}
	}
}

// TestResult_effectiveWeightsInTurn compares effective weights that are asked for one by one with those of all at once.
func TestResult_effectiveWeightsInTurn(t *testing.T) {
	for _, aggregator := range []string{"weighted_mean", "geometric"} {
		r := oneObjective(t, 40, bsc.Policy{Name: aggregator})
		one := map[bsc.Ref]bsc.Outcome{}
		for _, ref := range r.Scorecard().Nodes() {
			one[ref], _ = evaluatedAgain(t, r).Of(ref)
		}
		inTurn := evaluatedAgain(t, r)
		for o := range r.All() {
			assert.Equal(t, o.EffectiveWeight, one[o.Ref].EffectiveWeight, o.Ref)
			turn, _ := inTurn.Of(o.Ref)
			assert.Equal(t, o.EffectiveWeight, turn.EffectiveWeight, o.Ref)
		}
	}
}
