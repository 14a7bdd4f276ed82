package exact_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc/internal/digits"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestParse reads numbers at the bounds, and one beyond.
func TestParse(t *testing.T) {
	nines := strings.Repeat("9", exact.Digits)
	for text, want := range map[string]string{
		"-0": "0", "12.50": "12.5", "1E+3": "1000", "0e999999999": "0", nines + "000": nines + "000",
		"-1e-52": "-0." + strings.Repeat("0", 51) + "1", "1e51": "1" + strings.Repeat("0", 51),
	} {
		d, f := exact.Parse(text)
		require.Nil(t, f, text)
		assert.Equal(t, want, digits.Canonical(d))
		d, f = exact.Check(d)
		require.Nil(t, f, text)
		assert.Equal(t, want, digits.Canonical(d))
	}
	for text, want := range map[string]string{
		"": "a number is missing", "+5": `"+5" is not a number`, "1e52": `"1e52" has more than 52 digits before its point`,
		"1e-53": `"1e-53" has more than 52 decimal places`, nines + "1": `"` + nines + `1" has more than 34 significant digits`,
	} {
		_, f := exact.Parse(text)
		require.NotNil(t, f, text)
		assert.Equal(t, want, f.Text())
		assert.Equal(t, "a decimal number of at most 34 significant digits and 52 decimal places, below 10^52", f.Allowed.String())
	}
	_, f := exact.ParseWithin("1e145", exact.OfScores())
	assert.Nil(t, f)
}

// TestComputable checks that numbers far from their point become ones that can be computed with.
func TestComputable(t *testing.T) {
	for _, c := range []struct {
		number decimal.Decimal
		mode   exact.Mode
		want   decimal.Decimal
	}{
		{decimal.New(5, -3), exact.HalfAway, decimal.New(5, -3)},
		{decimal.New(0, 2_000_000_000), exact.HalfAway, decimal.Decimal{}},
		{decimal.New(-7, 2_000_000_000), exact.HalfAway, decimal.New(-1, 1000)},
		{decimal.New(7, -2_000_000_000), exact.HalfAway, decimal.Decimal{}},
		{decimal.New(7, -2_000_000_000), exact.Ceiling, decimal.New(1, -1000)},
		{decimal.New(5, -1001), exact.HalfAway, decimal.New(1, -1000)},
	} {
		got := exact.Computable(c.number, c.mode)
		assert.True(t, c.want.Equal(got), "%d", c.number.Exponent())
		assert.False(t, digits.Absurd(got))
	}
	assert.Equal(t, "7e-2000000000", digits.Canonical(decimal.New(7, -2_000_000_000)))
	assert.Equal(t, "(-2.5) 3", digits.Term(decimal.New(-250, -2))+" "+digits.Term(decimal.New(3, 0)))
}

// TestCut checks that what is cut to 1,001 places is rounded as before.
func TestCut(t *testing.T) {
	for _, d := range []decimal.Decimal{
		{},
		decimal.New(0, -2_000_000_000), decimal.New(25, -1), decimal.New(25, -1001), decimal.New(2500, -1003), decimal.New(-1, -2_000_000_000),
		decimal.New(1, -1001), decimal.New(5, -1).Add(decimal.New(1, -3000)), decimal.New(5, -1).Sub(decimal.New(1, -3000)), decimal.New(-7, -1000),
		decimal.New(-1, 0).Sub(decimal.New(123, -1003)),
	} {
		cut := exact.Cut(d)
		assert.GreaterOrEqual(t, cut.Exponent(), int32(-1001))
		assert.Equal(t, d.Sign(), cut.Sign())
		for mode := exact.HalfAway; mode <= exact.Ceiling && d.Exponent() > -10_000; mode++ {
			want, got := exact.Whole(d).Scaled(0, mode), exact.Whole(cut).Scaled(0, mode)
			assert.Zero(t, want.Cmp(got), "mode %d: %s, not %s", mode, got, want)
		}
	}
	assert.Equal(t, "-1", exact.Whole(exact.Cut(decimal.New(-1, -2_000_000_000))).Scaled(0, exact.Floor).String())
	assert.Equal(t, "0.025", exact.Cut(decimal.New(25, -3)).String())
}

// TestRatio checks a third of either sign: how it adds up, and how it is rounded.
func TestRatio(t *testing.T) {
	third := exact.NewRatio(decimal.New(1, 0), decimal.New(-3, 0))
	assert.Equal(t, "-0.3333333333", third.Decimal().String())
	assert.Equal(t, "-0.3 -0.4", third.Rounded(1, exact.HalfAway).String()+" "+third.Rounded(1, exact.Floor).String())
	sum := third.Plus(exact.Whole(decimal.New(1, 0)))
	assert.Equal(t, "6666666667", sum.Units(exact.TenPlaces()).String())
	assert.Equal(t, "6700000000", sum.Units(exact.Rounding{Places: 2}).String())
	line := exact.Line(decimal.New(15, 0), decimal.New(10, 0), decimal.New(0, 0), decimal.New(20, 0), decimal.New(250, 0))
	assert.Equal(t, "125 100", line.Decimal().String()+" "+line.Rounded(-2, exact.Floor).String())
}
