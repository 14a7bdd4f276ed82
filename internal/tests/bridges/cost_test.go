package bridges_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// wide are two results of one objective with many KPIs.
func wide(t testing.TB, n int, rule string) (from, to *bsc.Result) {
	o := bsc.Objective{ID: "o", Aggregator: bsc.Policy{Name: rule}}
	before, after := bsc.Actuals{}, bsc.Actuals{}
	for i := range n {
		id := fmt.Sprint("k", i)
		o.KPIs = append(o.KPIs, bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}})
		before[id], after[id] = decimal.New(int64(i*7919%1000), -1), decimal.New(int64(i*104729%1000), -1)
	}
	card := bsc.MustCompile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}}, nil)
	from, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: before})
	require.NoError(t, err)
	to, err = card.Evaluate(bsc.Input{Period: period.Quarter(2026, 2), Readings: after})
	require.NoError(t, err)
	return from, to
}

// TestBetween_cost: a bridge over four times the KPIs costs little more than four times as much.
func TestBetween_cost(t *testing.T) {
	for _, rule := range []string{"weighted_mean", "min", "median", "geometric"} {
		measure := func(n int) (allocated float64) {
			from, to := wide(t, n, rule)
			return testing.AllocsPerRun(2, func() {
				_, err := bridge.Between(from, to, nil)
				require.NoError(t, err)
			})
		}
		few, many := measure(100), measure(400)
		require.Less(t, many, 6*few, rule)
	}
}

// resting are two results of many objectives of which twelve have changed, and in which KPIs of all others cancel.
func resting(t testing.TB, n int) (from, to *bsc.Result) {
	p := bsc.Perspective{ID: "p", Aggregator: bsc.Policy{Name: "min"}}
	before, after := bsc.Actuals{}, bsc.Actuals{}
	for i := range n {
		o := bsc.Objective{ID: fmt.Sprint("o", i)}
		for k := range 2 {
			id := fmt.Sprint("k", i, "x", k)
			o.KPIs = append(o.KPIs, bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}})
			change := int64(10 - 20*k)
			if i < 12 {
				change += int64(i - 20)
			}
			before[id], after[id] = decimal.New(int64(50+i%30), 0), decimal.New(int64(50+i%30)+change, 0)
		}
		p.Objectives = append(p.Objectives, o)
	}
	card := bsc.MustCompile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{p}}, nil)
	from, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: before})
	require.NoError(t, err)
	to, err = card.Evaluate(bsc.Input{Period: period.Quarter(2026, 2), Readings: after})
	require.NoError(t, err)
	return from, to
}

// TestBetween_resting: children whose own score stayed as it was, though not what is below them, cost no more than others.
func TestBetween_resting(t *testing.T) {
	measure := func(n int) float64 {
		from, to := resting(t, n)
		return testing.AllocsPerRun(1, func() {
			_, err := bridge.Between(from, to, nil)
			require.NoError(t, err)
		})
	}
	require.Less(t, measure(80), 6*measure(20))
}
