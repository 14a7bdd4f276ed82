package bsctest_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// anything is a host whose policies and sources always return the same number.
type anything struct{ number decimal.Decimal }

func (a anything) Score(bsc.ScoreInput) (decimal.Decimal, error)         { return a.number, nil }
func (a anything) Aggregate(bsc.AggregateInput) (decimal.Decimal, error) { return a.number, nil }
func (a anything) Calculate(bsc.CalculateInput) (decimal.Decimal, error) { return a.number, nil }
func (a anything) Reading(bsc.Query) (bsc.Reading, bool)                 { return bsc.Reading{Value: a.number}, true }

// TestAbsurd gives every suite policies that return absurd numbers, and inputs that contain them. The suites
// find them at once and show them in a few words.
func TestAbsurd(t *testing.T) {
	registry := new(bsc.Registry)
	linear, err := registry.NewScorer(bsc.Policy{Name: "linear"})
	require.NoError(t, err)
	mean, err := registry.NewAggregator(bsc.Policy{Name: "weighted_mean"})
	require.NoError(t, err)
	sum, err := registry.NewCalculator(bsc.NewPolicy("sum", map[string]any{"of": []string{"a", "b"}}))
	require.NoError(t, err)
	bands, err := registry.NewThreshold(bsc.Policy{Name: "bands"})
	require.NoError(t, err)
	scored := bsc.ScoreInput{Actual: number(8), Target: target(10)}
	part := func(score decimal.Decimal) bsc.AggregateInput {
		return bsc.AggregateInput{Parts: []bsc.Part{{Ref: bsc.KPIRef("a"), Score: score, Weight: number(1)}}}
	}
	long := new(big.Int).Exp(big.NewInt(10), big.NewInt(100_000), nil)
	long.Add(long, big.NewInt(1))
	for _, d := range []decimal.Decimal{
		decimal.New(1, 100_000_000), decimal.New(-1, -2_000_000_000),
		decimal.NewFromBigInt(long, 0), decimal.NewFromBigInt(long, -100_000),
		decimal.New(0, 2_000_000_000), decimal.New(0, -2_000_000_000),
	} {
		a, none := anything{d}, []bsc.Query{{Ref: bsc.KPIRef("a"), Period: period.Year(2026)}}
		for what, err := range map[string]error{
			"scorer":     bsctest.TestScorer(a, scored),
			"scored":     bsctest.TestScorer(linear, bsc.ScoreInput{Actual: d, Target: target(10)}),
			"aggregator": bsctest.TestAggregator(a, part(number(1))),
			"monotone":   bsctest.TestMonotoneAggregator(a, part(number(1))),
			"aggregated": bsctest.TestAggregator(mean, part(d)),
			"rising":     bsctest.TestMonotoneAggregator(mean, part(d)),
			"calculator": bsctest.TestCalculator(a, 2, bsc.CalculateInput{Values: []decimal.Decimal{d, number(2)}}),
			"calculated": bsctest.TestCalculator(sum, 2, bsc.CalculateInput{Values: []decimal.Decimal{d, d}}),
			"rated":      bsctest.TestThreshold(bands, nil, bsc.RateInput{Actual: decimal.NewNullDecimal(d)}),
			"source":     bsctest.TestSource(a, none...),
		} {
			returned := slices.Contains([]string{"scorer", "aggregator", "monotone", "calculator"}, what)
			if d.IsZero() && what != "source" || returned && d.Exponent() < 0 { // decimals are rounded
				assert.NoError(t, err, what)
				continue
			}
			if assert.Error(t, err, "%s %d", what, d.Exponent()) {
				assert.Less(t, len(err.Error()), 10_000, "%s %d", what, d.Exponent())
			}
		}
	}
}
