package bsctest_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestThreshold_faults(t *testing.T) {
	score, err := bsc.NewScore(number(70))
	require.NoError(t, err)
	typical := bsc.RateInput{Score: score, Actual: decimal.NewNullDecimal(number(7)), Target: target(10)}
	for _, c := range []struct {
		name      string
		threshold bsc.ThresholdFunc
		rule      string
	}{
		{"panic", ofTarget, "a threshold must not panic"},
		{"unknown_rating", blue, "allowed are no rating, rating red, rating amber, rating green"},
		{"as_if_zero", asIfZero, "no score is not a score of zero: there is nothing to rate"},
		{"refuses", refusesToRate, "an input given to the test must have a result or ErrNoData"},
	} {
		t.Run(c.name, func(t *testing.T) { requireOnly(t, c.rule, bsctest.TestThreshold(c.threshold, nil, typical)) })
	}
}

func TestThreshold_levels(t *testing.T) {
	assert.NoError(t, bsctest.TestThreshold(bsc.ThresholdFunc(blue), []bsc.RatingLevel{{ID: "grey"}, {ID: "blue"}}))
}

// ofTarget divides by the target, which may be missing or zero.
func ofTarget(in bsc.RateInput) (bsc.Rating, error) {
	if !in.Actual.Valid {
		return "", bsc.ErrNoData
	}
	if in.Actual.Decimal.DivRound(in.Target.Value.Decimal, 4).LessThan(number(1)) {
		return bsc.RatingRed, nil
	}
	return bsc.RatingGreen, nil
}

func blue(in bsc.RateInput) (bsc.Rating, error) {
	if !in.Score.Valid() {
		return "", nil
	}
	return "blue", nil
}

func asIfZero(in bsc.RateInput) (bsc.Rating, error) {
	if score, _ := in.Score.Decimal(); score.LessThan(number(50)) {
		return bsc.RatingRed, nil
	}
	return bsc.RatingGreen, nil
}

func refusesToRate(bsc.RateInput) (bsc.Rating, error) { return bsc.RatingRed, bsc.ErrTarget }
