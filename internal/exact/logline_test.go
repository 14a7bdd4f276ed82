package exact_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

// TestLogLine_exact rounds shares that are rational, and shares a hair beside them, in every direction.
func TestLogLine_exact(t *testing.T) {
	dec := decimal.RequireFromString
	for _, c := range []struct{ x, x1, x2, floor, ceiling string }{
		{"1", "1", "1000", "0", "0"},
		{"1000", "1", "1000", "100", "100"},
		{"10", "1", "1000", "33.33", "33.34"},
		{"0.01", "1", "1000", "-66.67", "-66.66"},
		{"10", "0.1", "1000", "50", "50"},
		{"10.00000000000000000000000000000001", "0.1", "1000", "50", "50.01"},
		{"9.999999999999999999999999999999999", "0.1", "1000", "49.99", "50"},
		{"9", "3", "27", "50", "50"},
		{"3", "81", "2.4658030031977e-104", "1.35", "1.36"}, // no power of one fraction
		{"0.5", "4", "0.0009765625", "25", "25"},            // 2^-1 between 2^2 and 2^-10
		{"8e17", "2e17", "3.2e18", "50", "50"},              // 4 of 16
		{"1.000000000000001", "1", "1e18", "0", "0.01"},     // close to the start
		{"1e18", "1", "1.000000000000001", "4144653167389284303.55", "4144653167389284303.56"},
	} {
		y := exact.LogLine(dec(c.x), dec(c.x1), dec("0"), dec(c.x2), dec("100"))
		q := exact.Whole(y)
		assert.Equal(t, c.floor, q.Rounded(2, exact.Floor).String(), "%s between %s and %s", c.x, c.x1, c.x2)
		assert.Equal(t, c.ceiling, q.Rounded(2, exact.Ceiling).String(), "%s between %s and %s", c.x, c.x1, c.x2)
	}
}

// TestLogLine_floats compares with floats, which know some 14 digits.
func TestLogLine_floats(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	some := func() decimal.Decimal { return decimal.New(1+random.Int64N(1e9), -random.Int32N(9)) }
	for range 3000 {
		x, x1, x2, y1 := some(), some(), some(), decimal.New(random.Int64N(200)-100, 0)
		y2 := y1.Add(decimal.New(1+random.Int64N(200), 0))
		if x1.Equal(x2) {
			continue
		}
		ln := func(d decimal.Decimal) float64 { return math.Log(d.InexactFloat64()) }
		way := (ln(x) - ln(x1)) / (ln(x2) - ln(x1))
		want := y1.InexactFloat64() + y2.Sub(y1).InexactFloat64()*way
		got := exact.LogLine(x, x1, y1, x2, y2).InexactFloat64()
		assert.InDelta(t, want, got, 1e-9*(1+math.Abs(want)), "%s between %s and %s", x, x1, x2)
	}
}
