package bridge_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// company is a card of 24 KPIs below 8 objectives in the four perspectives.
func company(rng *rand.Rand, kpis int) *bsc.Definition {
	def := &bsc.Definition{ID: "company"}
	for p := range 4 {
		perspective := bsc.Perspective{ID: fmt.Sprint("p", p), Weight: bsc.NumberOf(decimal.New(rng.Int64N(4)+1, 0))}
		for o := range 2 {
			objective := bsc.Objective{ID: fmt.Sprintf("o%d%d", p, o), Weight: bsc.NumberOf(decimal.New(rng.Int64N(4)+1, 0))}
			for k := range kpis / 8 {
				objective.KPIs = append(objective.KPIs, bsc.KPI{
					ID: fmt.Sprintf("k%d%d%d", p, o, k), Weight: bsc.NumberOf(decimal.New(rng.Int64N(4)+1, 0)),
					Targets: []bsc.Target{{Baseline: "0", Value: bsc.NumberOf(decimal.New(rng.Int64N(50)+80, 0))}},
				})
			}
			perspective.Objectives = append(perspective.Objectives, objective)
		}
		def.Perspectives = append(def.Perspectives, perspective)
	}
	return def
}

// fiveCauses are two results that differ in everything, and the first as it is known now.
func fiveCauses(t testing.TB, kpis int) (from, to, restated *bsc.Result) {
	rng := rand.New(rand.NewPCG(1, 2))
	before, after := company(rng, kpis), company(rng, kpis)
	after.Perspectives[0].Objectives[0].Aggregator = bsc.Policy{Name: "min"}
	last := &after.Perspectives[3].Objectives[1]
	last.KPIs[len(last.KPIs)-1].ID = "new"
	evaluate := func(def *bsc.Definition, p period.Period, day int) *bsc.Result {
		card, err := bsc.Compile(def, nil)
		require.NoError(t, err)
		actuals := bsc.Actuals{}
		for _, ref := range card.Nodes() {
			if ref.Kind == bsc.KindKPI {
				actuals[ref.ID] = decimal.New(rng.Int64N(900)+100, -1)
			}
		}
		r, err := card.Evaluate(bsc.Input{Period: p, Readings: actuals, AsOf: time.Date(2026, 10, day, 0, 0, 0, 0, time.UTC)})
		require.NoError(t, err)
		return r
	}
	from, restated = evaluate(before, period.Quarter(2026, 2), 1), evaluate(before, period.Quarter(2026, 2), 2)
	return from, evaluate(after, period.Quarter(2026, 3), 2), restated
}

// BenchmarkBetween is a bridge of five causes over 24 KPIs, beside the mix that scores all KPIs on the other scorecard.
func BenchmarkBetween(b *testing.B) {
	from, to, restated := fiveCauses(b, 24)
	b.Run("bridge", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := bridge.Between(from, to, &bridge.Options{Restated: restated}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("mix", func(b *testing.B) {
		for b.Loop() {
			if _, err := (bsc.Mix{Of: from, Card: to.Scorecard()}).Evaluate(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
