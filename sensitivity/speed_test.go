package sensitivity_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/sensitivity"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// company is a scorecard of 20 KPIs in four perspectives, evaluated for so many org units.
func company(t testing.TB, units int) []*bsc.Result {
	t.Helper()
	def, k := &bsc.Definition{ID: "company"}, 0
	for p, name := range []string{"People", "Processes", "Customers", "Finance"} {
		perspective := bsc.Perspective{ID: fmt.Sprintf("p%d", p), Name: name, Weight: bsc.Number(fmt.Sprint(p + 1))}
		for o := range 2 {
			objective := bsc.Objective{ID: fmt.Sprintf("o%d%d", p, o), Weight: bsc.Number(fmt.Sprint(o + 2))}
			for range 2 + (p+o)%2 {
				objective.KPIs = append(objective.KPIs, bsc.KPI{
					ID: fmt.Sprintf("k%d", k), Weight: bsc.Number(fmt.Sprint(1 + k%3)), Targets: []bsc.Target{{Baseline: "0", Value: "100"}},
				})
				k++
			}
			perspective.Objectives = append(perspective.Objectives, objective)
		}
		def.Perspectives = append(def.Perspectives, perspective)
	}
	card, rng := bsc.MustCompile(def, nil), rand.New(rand.NewPCG(1, 2))
	results := make([]*bsc.Result, units)
	for u := range results {
		actuals := bsc.Actuals{}
		for i := range k {
			if rng.IntN(50) > 0 {
				actuals[fmt.Sprintf("k%d", i)] = decimal.New(4000+rng.Int64N(6000), -2)
			}
		}
		r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 1), OrgUnit: fmt.Sprintf("unit-%03d", u+1), Readings: actuals})
		require.NoError(t, err)
		results[u] = r
	}
	return results
}

// BenchmarkRanks draws weights a thousand times for a thousand org units.
func BenchmarkRanks(b *testing.B) {
	results := company(b, 1000)
	for b.Loop() {
		_, err := sensitivity.Ranks(b.Context(), results, bsc.Ref{}, sensitivity.Options{Draws: 1000, Seed: 1, Concentration: "50"})
		require.NoError(b, err)
	}
}
