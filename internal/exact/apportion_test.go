package exact

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

// ints are big integers of small ones.
func ints(values ...int64) []*big.Int {
	list := make([]*big.Int, len(values))
	for i, v := range values {
		list[i] = big.NewInt(v)
	}
	return list
}

func TestApportion(t *testing.T) {
	for _, c := range []struct {
		name string
		nums []int64
		den  int64
		want []int64
	}{
		{"nothing left over", []int64{20, 30}, 10, []int64{2, 3}},
		{"the first of equals", []int64{1, 1, 1}, 3, []int64{1, 0, 0}},
		{"the largest remainder", []int64{11, 17, 12}, 10, []int64{1, 2, 1}},
		{"two left over", []int64{16, 19, 15}, 10, []int64{2, 2, 1}},
		{"the last gets it", []int64{10, 10, 15}, 10, []int64{1, 1, 2}},
		{"negative: down, then up", []int64{-15, -17, 2}, 10, []int64{-1, -2, 0}},
		{"a negative sum", []int64{-1, -1, -1}, 3, []int64{0, 0, -1}},
		{"the sum's half goes away from zero", []int64{1, 4}, 10, []int64{0, 1}},
		{"none", nil, 10, nil},
	} {
		var got []int64
		for _, n := range Apportion(ints(c.nums...), big.NewInt(c.den)) {
			got = append(got, n.Int64())
		}
		assert.Equal(t, c.want, got, c.name)
	}
}

// TestShares has terms and totals with other exponents than one another.
func TestShares(t *testing.T) {
	for _, c := range []struct {
		terms []string
		total string
		want  []int64
	}{
		{[]string{"1", "1", "1"}, "3", []int64{3333333334, 3333333333, 3333333333}},
		{[]string{"0.6", "2e-1", "0.10", "0.1"}, "1", []int64{6000000000, 2000000000, 1000000000, 1000000000}},
		{[]string{"1e-18", "1e18"}, "1000000000000000000.000000000000000001", []int64{0, 10_000_000_000}},
		{[]string{"-50", "100"}, "1e2", []int64{-5000000000, 10_000_000_000}},
		{[]string{"0", "3"}, "3", []int64{0, 10_000_000_000}},
		{nil, "1", nil},
	} {
		var terms []decimal.Decimal
		for _, text := range c.terms {
			terms = append(terms, decimal.RequireFromString(text))
		}
		var got []int64
		for _, n := range Shares(terms, decimal.RequireFromString(c.total)) {
			got = append(got, n.Int64())
		}
		assert.Equal(t, c.want, got, "%v of %s", c.terms, c.total)
	}
}

func TestPow10(t *testing.T) {
	power := big.NewInt(1)
	for n := range 40 {
		assert.Zero(t, power.Cmp(Pow10(n)), "10^%d", n)
		power.Mul(power, big.NewInt(10))
	}
}

// TestPowerMean_extreme takes exponents p of as many digits as a definition may give: the mean is the greatest or the
// least score then, but for a part of ln 3 / p, and so on this side of it.
func TestPowerMean_extreme(t *testing.T) {
	scores := []*big.Int{Pow10(Places), new(big.Int).Mul(big.NewInt(7), Pow10(Places)), new(big.Int).Mul(big.NewInt(5), Pow10(Places))}
	mean := func(p *big.Int) string {
		return decimal.NewFromBigInt(PowerMean(scores, ints(1, 1, 1), big.NewInt(3), p, big.NewInt(1)), -MeanPlaces).String()
	}
	const ln3 = "1.09861228866810969139524523692"
	for digit := range int64(9) {
		power := new(big.Int).Mul(big.NewInt(digit+1), Pow10(33))
		part := decimal.RequireFromString(ln3).DivRound(decimal.New(digit+1, 0), 30).Shift(-33)
		greatest := decimal.New(7, 0).Sub(part.Mul(decimal.New(7, 0))).StringFixed(50)
		assert.Equal(t, greatest[:50], mean(power)[:50])
		assert.Equal(t, decimal.New(1, 0).Add(part).StringFixed(50)[:50], mean(power.Neg(power))[:50])
	}
}

// TestInPairs joins texts, which shows the order and that none is left out.
func TestInPairs(t *testing.T) {
	join := func(a, b string) string { return "(" + a + b + ")" }
	for want, values := range map[string][]string{
		"a": {"a"}, "(ab)": {"a", "b"}, "((ab)c)": {"a", "b", "c"}, "(((ab)(cd))e)": {"a", "b", "c", "d", "e"},
	} {
		assert.Equal(t, want, InPairs(values, join))
	}
}

// TestPowerMeanOf takes weights and a power with places, which are the same as whole ones.
func TestPowerMeanOf(t *testing.T) {
	score := func(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), Pow10(Places)) }
	half := decimal.New(5, -1)
	for _, c := range []struct {
		scores   []*big.Int
		total, p decimal.Decimal
		want     int64
	}{
		{[]*big.Int{score(20), score(80)}, decimal.New(1, 0), decimal.Decimal{}, 40},
		{[]*big.Int{score(1), score(7)}, decimal.New(10, -1), decimal.New(20, -1), 5},
		{[]*big.Int{score(16), score(64)}, decimal.New(1, 0), half, 36},
		{[]*big.Int{score(80)}, decimal.New(2, 0), decimal.New(2, 0), 40}, // and scores of 0
	} {
		weights := []decimal.Decimal{half, half}[:len(c.scores)]
		got := PowerMeanOf(c.scores, weights, c.total, c.p)
		assert.True(t, got.Equal(decimal.New(c.want, 0)), "%s, not %d", got, c.want)
	}
}
