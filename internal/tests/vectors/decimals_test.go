package vectors_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostCard has a KPI that is calculated and scored, and whose objective is scored, by a host that answers with one
// number.
func hostCard(t *testing.T, answer decimal.Decimal) *bsc.Scorecard {
	t.Helper()
	r := new(bsc.Registry)
	require.NoError(t, r.Scorer("acme.com/own@1", func(bsc.Args) (bsc.Scorer, error) {
		return bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return answer, nil }), nil
	}))
	require.NoError(t, r.Calculator("acme.com/own@1", func(a bsc.Args) (bsc.Calculator, error) {
		a.Reads("s")
		return bsc.CalculatorFunc(func(bsc.CalculateInput) (decimal.Decimal, error) { return answer, nil }), nil
	}))
	require.NoError(t, r.Aggregator("acme.com/own@1", func(bsc.Args) (bsc.Aggregator, error) {
		return bsc.AggregatorFunc(func(bsc.AggregateInput) (decimal.Decimal, error) { return answer, nil }), nil
	}))
	own := bsc.Policy{Name: "acme.com/own@1"}
	def := oracle.CardOf(bsc.KPI{ID: "k", Calculator: own, Scorer: own})
	def.Perspectives[0].Objectives[0].Aggregator = own
	def.Series = []bsc.Series{{ID: "s"}}
	card, err := bsc.Compile(def, &bsc.Options{Registry: r})
	require.NoError(t, err)
	return card
}

// TestEvaluate_policyDecimals takes what a host's policy answers however many decimals that has: scores are rounded
// once, and calculated values to 34 digits. What is too large is refused.
func TestEvaluate_policyDecimals(t *testing.T) {
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"s": decimal.New(1, 0)}}
	below := decimal.RequireFromString("33.33333333334" + strings.Repeat("9", 100)) // rounded twice it would be 33.3333333334
	result, err := hostCard(t, below).Evaluate(in)
	require.NoError(t, err)
	kpi, objective := of(t, result, bsc.KPIRef("k")), of(t, result, bsc.ObjectiveRef("o"))
	assert.Equal(t, "33.3333333333", kpi.Score.String())
	assert.Equal(t, "33.3333333333", objective.Score.String())
	assert.Equal(t, "33.33333333335", kpi.Actual.Decimal.String())
	for exponent, failed := range map[int32]bool{51: false, 52: true} {
		result, err := hostCard(t, decimal.New(1, exponent)).Evaluate(in)
		require.NoError(t, err)
		kpi := of(t, result, bsc.KPIRef("k"))
		assert.Equal(t, failed, kpi.Flags.Has(bsc.FlagFailed), "10^%d", exponent)
		if failed {
			assert.ErrorIs(t, kpi.Err, bsc.ErrNumber)
		}
	}
}

// TestEvaluate_actualsOutOfRange refuses Actuals that are out of range at every door, all of them.
func TestEvaluate_actualsOutOfRange(t *testing.T) {
	card := bsc.MustCompile(oracle.CardOf(
		bsc.KPI{ID: "small", Targets: []bsc.Target{{Value: "1"}}},
		bsc.KPI{ID: "good", Targets: []bsc.Target{{Value: "1"}}},
		bsc.KPI{ID: "large", Targets: []bsc.Target{{Value: "1"}}},
	), nil)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{
		"small": decimal.New(1, -53), "good": decimal.New(1, -52), "large": decimal.New(1, 52),
	}}
	check := func(err error) {
		var refused *bsc.InputError
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, bsc.ErrNumber)
		assert.Len(t, refused.Problems, 2)
		text := refused.Problems[0].Error() + "\n" + refused.Problems[1].Error()
		assert.Contains(t, text, "kpi:small: its reading for 2026: a number has more than 52 decimal places")
		assert.Contains(t, text, "kpi:large: its reading for 2026: a number has more than 52 digits before its point")
	}
	_, err := card.Evaluate(in)
	check(err)
	_, err = card.Board(in)
	check(err)
	for _, err := range card.EvaluateOrgUnits(context.Background(), slices.Values([]bsc.Input{in})) {
		check(err)
	}
}
