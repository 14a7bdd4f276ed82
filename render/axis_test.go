package render

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAxisOf pins where axes begin and end, and what their marks are.
func TestAxisOf(t *testing.T) {
	for _, c := range []struct {
		numbers         []string
		low, high, step string
	}{
		{nil, "0", "1", "0.2"},
		{[]string{"0", "0"}, "0", "1", "0.2"},
		{[]string{"70", "70"}, "0", "80", "20"},
		{[]string{"72.4", "68.1"}, "68", "73", "1"},
		{[]string{"75", "60"}, "55", "75", "5"},
		{[]string{"80", "60"}, "0", "80", "20"}, // a quarter of the axis
		{[]string{"80", "60.1"}, "60", "80", "5"},
		{[]string{"80", "65"}, "60", "80", "5"}, // the bar of 65 has a length
		{[]string{"-80", "-65"}, "-80", "-60", "5"},
		{[]string{"-30.3", "-29.1"}, "-30.5", "-29", "0.5"},
		{[]string{"-3", "5"}, "-4", "6", "2"},
		{[]string{"3.5", "3.6"}, "3.48", "3.6", "0.02"},
		{[]string{"1000000000", "1000000000.0000000001"}, "999999999.99999999998", "1000000000.0000000001", "0.00000000002"},
	} {
		var numbers []decimal.Decimal
		for _, n := range c.numbers {
			numbers = append(numbers, decimal.RequireFromString(n))
		}
		a := axisOf(numbers...)
		assert.Equal(t, [3]string{c.low, c.high, c.step}, [3]string{a.low.String(), a.high.String(), a.step.String()}, "%v", c.numbers)
	}
}

// TestAxisOf_random holds of any numbers: all are on the axis, which has few marks, and a cut one leaves 0 out.
func TestAxisOf_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 9))
	for range 5000 {
		numbers := make([]decimal.Decimal, 1+rng.IntN(5))
		around := decimal.New(rng.Int64N(2000)-1000, int32(rng.IntN(9)-4))
		for i := range numbers {
			numbers[i] = around.Add(decimal.New(rng.Int64N(2000)-1000, int32(rng.IntN(3))-int32(rng.IntN(9))))
		}
		a := axisOf(numbers...)
		marks := a.marks()
		require.True(t, marks[len(marks)-1].Equal(a.high), "%v", numbers)
		require.True(t, len(marks) >= 2 && len(marks) <= 9, "%d marks for %v", len(marks), numbers)
		for _, n := range append(numbers, a.base()) {
			require.False(t, n.LessThan(a.low) || n.GreaterThan(a.high), "%s on %s to %s", n, a.low, a.high)
			require.False(t, !a.base().IsZero() && n != a.base() && n.Equal(a.base()), "the bar of %s has no length", n)
		}
	}
}
