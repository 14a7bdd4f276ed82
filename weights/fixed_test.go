package weights

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

// TestLn compares with mpmath at 60 digits: at least 40 places are right.
func TestLn(t *testing.T) {
	for _, tt := range []struct {
		num, den int64
		want     string
	}{
		{729, 1, "6.5916737320086581483714714215351542278849433469362"},
		{3, 1, "1.0986122886681096913952452369225257046474905578227"},
		{1, 729, "-6.5916737320086581483714714215351542278849433469362"},
		{1000001, 1000000, "0.00000099999950000033333308333353333316666680952368452392"},
		{1, 1, "0"},
	} {
		got := ln(over(big.NewInt(tt.num), big.NewInt(tt.den)))
		off := new(big.Int).Sub(got, fixed(decimal.RequireFromString(tt.want)))
		t.Logf("ln(%d/%d) is off by %s units of 10^-%d", tt.num, tt.den, off, places)
		assert.LessOrEqual(t, len(off.Abs(off).String()), places-sure, "ln(%d/%d)", tt.num, tt.den)
	}
}

func TestGeometricMean(t *testing.T) {
	got := geometricMean(whole(2), whole(8))
	assert.Zero(t, clean(got).Cmp(whole(4)))
	got = geometricMean(whole(3), over(unit(), whole(2)))
	assert.Zero(t, clean(times(got, got)).Cmp(over(whole(3), whole(2))), "√1.5 squared")
}
