package main

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestVBPPoints tries the rule at its edges, with 90 from threshold to benchmark and 100 from baseline to
// benchmark.
func TestVBPPoints(t *testing.T) {
	cases := map[string]struct {
		performance           string
		achievement, improved int64
	}{
		"at the benchmark":           {"100", 10, 9},
		"beyond it":                  {"101", 10, 9},
		"just short of it":           {"99.9999", 9, 9},
		"a point's edge":             {"30", 3, 3},
		"just short of the edge":     {"29.9999", 2, 2},
		"at the threshold":           {"10", 1, 1},
		"just short of it, no point": {"9.9999", 0, 0},
		"just better than before":    {"0.0001", 0, 0},
		"as before":                  {"0", 0, 0},
		"worse than before":          {"-50", 0, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			up := decimal.RequireFromString(c.performance)
			assertPoints(t, max(c.achievement, c.improved), pointsInput(bsc.DirectionHigher, up, 0, 10, 100))
			assertPoints(t, max(c.achievement, c.improved), pointsInput(bsc.DirectionLower, up.Neg(), 0, -10, -100))

			in := pointsInput(bsc.DirectionHigher, up, 0, 10, 100)
			in.Target.Baseline = decimal.NullDecimal{}
			assertPoints(t, c.achievement, in)
		})
	}
}

// TestVBPPoints_oddTargets: a hospital whose baseline is beyond the benchmark cannot improve, and no order of
// the three numbers divides by zero.
func TestVBPPoints_oddTargets(t *testing.T) {
	at := func(n int64) decimal.Decimal { return decimal.New(n, 0) }
	assertPoints(t, 9, pointsInput(bsc.DirectionHigher, at(99), 120, 10, 100))
	assertPoints(t, 9, pointsInput(bsc.DirectionHigher, at(99), 100, 10, 100))
	assertPoints(t, 10, pointsInput(bsc.DirectionHigher, at(100), 100, 100, 100))
	assertPoints(t, 0, pointsInput(bsc.DirectionHigher, at(99), 100, 100, 100))
	assertPoints(t, 10, pointsInput(bsc.DirectionHigher, at(50), 60, 100, 10))

	in := pointsInput(bsc.DirectionHigher, at(50), 0, 10, 100)
	in.Target.Floor = decimal.NullDecimal{}
	_, err := vbpPoints(in)
	assert.ErrorIs(t, err, bsc.ErrNoTarget)
}

func TestHCAHPSConsistency(t *testing.T) {
	cases := map[string]int64{"19.9": 0, "20": 0, "21.9999": 0, "22": 1, "39.9999": 9, "40": 10, "59.9999": 19, "60": 20, "99": 20}
	for performance, points := range cases {
		target := bsc.ResolvedTarget{
			Baseline: decimal.NewNullDecimal(decimal.New(20, 0)), // the floor
			Value:    decimal.NewNullDecimal(decimal.New(60, 0)), // the threshold
		}
		score, err := hcahpsConsistency(bsc.ScoreInput{Actual: decimal.RequireFromString(performance), Target: target})
		require.NoError(t, err)
		assert.Equal(t, 5*points, score.IntPart(), performance)
	}
	_, err := hcahpsConsistency(bsc.ScoreInput{})
	assert.ErrorIs(t, err, bsc.ErrNoTarget)
}

func pointsInput(d bsc.Direction, actual decimal.Decimal, baseline, threshold, benchmark int64) bsc.ScoreInput {
	return bsc.ScoreInput{Actual: actual, Direction: d, Target: bsc.ResolvedTarget{
		Baseline: decimal.NewNullDecimal(decimal.New(baseline, 0)),
		Floor:    decimal.NewNullDecimal(decimal.New(threshold, 0)),
		Value:    decimal.NewNullDecimal(decimal.New(benchmark, 0)),
	}}
}

func assertPoints(t *testing.T, points int64, in bsc.ScoreInput) {
	t.Helper()
	score, err := vbpPoints(in)
	require.NoError(t, err)
	assert.Equal(t, bsc.NumberOf(decimal.New(10*points, 0)), bsc.NumberOf(score))
}
