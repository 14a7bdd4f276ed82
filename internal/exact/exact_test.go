package exact

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

func TestDiv(t *testing.T) {
	// num/den, then the result in each mode in the order of the constants.
	cases := []struct {
		num, den int64
		want     [6]int64
	}{
		{25, 10, [6]int64{3, 2, 3, 2, 2, 3}},
		{-25, 10, [6]int64{-3, -2, -3, -2, -3, -2}},
		{25, -10, [6]int64{-3, -2, -3, -2, -3, -2}},
		{35, 10, [6]int64{4, 4, 4, 3, 3, 4}},
		{24, 10, [6]int64{2, 2, 3, 2, 2, 3}},
		{26, 10, [6]int64{3, 3, 3, 2, 2, 3}},
		{-26, 10, [6]int64{-3, -3, -3, -2, -3, -2}},
		{20, 10, [6]int64{2, 2, 2, 2, 2, 2}},
		{0, -7, [6]int64{0, 0, 0, 0, 0, 0}},
		{1, 3, [6]int64{0, 0, 1, 0, 0, 1}},
		{-1, 3, [6]int64{0, 0, -1, 0, -1, 0}},
	}
	for _, c := range cases {
		for mode, want := range c.want {
			got := Div(big.NewInt(c.num), big.NewInt(c.den), Mode(mode))
			assert.Equal(t, want, got.Int64(), "%d/%d mode %d", c.num, c.den, mode)
		}
	}
}

// TestPowerMean_oracle compares the fixed-point means with big.Float at 400 bits, where
// logarithm and exponential are computed another way: by roots and by a plain series.
func TestPowerMean_oracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	exponents := [][2]int64{{0, 1}, {2, 1}, {1, 2}, {-2, 1}, {-1, 3}, {3, 1}, {-50, 1}, {7, 10}}
	for range 150 {
		n := 1 + rng.IntN(5)
		scores, weights := make([]*big.Int, n), make([]*big.Int, n)
		for i := range n {
			scores[i] = big.NewInt(1 + rng.Int64N(1_500_000_000_000))
			weights[i] = big.NewInt(1 + rng.Int64N(1000))
		}
		p := exponents[rng.IntN(len(exponents))]
		got := PowerMean(scores, weights, sum(weights), big.NewInt(p[0]), big.NewInt(p[1]))
		want := floatMean(scores, weights, p)
		diff := new(big.Float).Sub(new(big.Float).SetPrec(400).SetInt(got), want)
		assert.Negative(t, diff.Abs(diff).Cmp(big.NewFloat(5.001)), "scores %v weights %v p %v", scores, weights, p)
	}
}

func TestPowerMean_exact(t *testing.T) {
	unit := Pow10(Places)
	score := func(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), unit) }
	want := func(n int64) *big.Int { return new(big.Int).Mul(big.NewInt(n), Pow10(MeanPlaces)) }
	w := []*big.Int{big.NewInt(1), big.NewInt(1)}
	assert.Zero(t, want(40).Cmp(PowerMean([]*big.Int{score(20), score(80)}, w, big.NewInt(2), big.NewInt(0), big.NewInt(1))))
	assert.Zero(t, want(5).Cmp(PowerMean([]*big.Int{score(1), score(7)}, w, big.NewInt(2), big.NewInt(2), big.NewInt(1))))
	withZero := PowerMean([]*big.Int{score(80)}, []*big.Int{big.NewInt(1)}, big.NewInt(4), big.NewInt(2), big.NewInt(1))
	assert.Zero(t, want(40).Cmp(withZero), "(80² + 3·0²)/4 is 40²")
	for _, p := range []int64{-1_000_000, -3, 0, 1, 1_000_000} {
		same := []*big.Int{score(70), score(70)}
		assert.Zero(t, want(70).Cmp(PowerMean(same, w, big.NewInt(2), big.NewInt(p), big.NewInt(1))), "p %d", p)
	}
}

// TestPowerMean_sides holds means against what they are exactly. One that is a number of 52 places is itself; others end
// in 5, between the two that they lie between, however near.
func TestPowerMean_sides(t *testing.T) {
	score := func(s string) *big.Int { return decimal.RequireFromString(s).Shift(Places).BigInt() }
	for _, c := range []struct {
		p, scores, weights, total string
		want                      string
	}{
		{"0.5", "25 100", "1 1", "2", "56.25"},
		{"0.5", "0.0000000047", "1", "1e14", "0.00000000000000000000000000000000000047"}, // and scores of 0
		{"0.5", "0.0000000001", "1", "1e21", "0." + zeros(51) + "1"},
		{"0.5", "0.0000000001", "1", "1e22", "0." + zeros(52)}, // 10^-54
		{"0.001", "100", "1", "3", "0." + zeros(52)},           // some 10^-475
		{"1e-52", "100", "1", "3", "0." + zeros(52)},
		{"2", "1 7", "1 1", "2", "5"},
		{"-2", "1 7", "1 49", "50", "5"},
		{"-2", "35 5", "1 1", "2", "7"},
		{"3", "3 4 5", "3 3 3", "3", "6"}, // weights of more than the total: the equation is what counts
		{"1", "0.0000000001 0.0000000002", "1 2", "3", "0.0000000001666666666666666666666666666666666666666666"},
		{"-1", "2 2.0000000001", "1 1", "2", "2.0000000000499999999987500000000312499999992187500000"},
		{"0", "20 80", "1e30 1e30", "2e30", "40"},
		{"0", "8 27 0.000000064", "0.3333333333 0.3333333333 0.3333333333", "0.9999999999", "0.024"},
		{"0", "2 32", "0.75 0.25", "1", "4"},
		{"0", "4 8", "1 1", "2", "5.6568542494923801952067548968387923142786875015077922"},
		{"0", "99.9999999999 100.0000000001", "1 1", "2", "99.9999999999999999999999499999999999999999999999874999"},
		{"0", "100 100.0000000001", "1e34 1", "10000000000000000000000000000000001", "100.0000000000000000000000000000000000000000000099999999"},
		{"1e51", "70 70", "1 1", "2", "70"},
		{"1e-52", "70 70", "1 1", "2", "70"},
		{"40", "70 70 70.0000000001", "1 1 1e-40", "2.0000000000000000000000000000000000000001", "70." + zeros(50) + "50"},
	} {
		var scores []*big.Int
		var weights []decimal.Decimal
		for _, s := range strings.Fields(c.scores) {
			scores = append(scores, score(s))
		}
		for _, w := range strings.Fields(c.weights) {
			weights = append(weights, decimal.RequireFromString(w))
		}
		got := PowerMeanOf(scores, weights, decimal.RequireFromString(c.total), decimal.RequireFromString(c.p))
		if text := got.String(); text != c.want { // it goes on
			assert.Equal(t, c.want, text[:len(text)-1], "p %s of %s", c.p, c.scores)
			assert.Equal(t, int32(-MeanPlaces), got.Exponent())
		}
	}
}

func zeros(n int) string { return strings.Repeat("0", n) }

func sum(values []*big.Int) *big.Int {
	total := new(big.Int)
	for _, v := range values {
		total.Add(total, v)
	}
	return total
}

const bits = 400

func newFloat() *big.Float { return new(big.Float).SetPrec(bits) }

func floatMean(scores, weights []*big.Int, p [2]int64) *big.Float {
	total, sum := newFloat(), newFloat()
	power := newFloat().Quo(newFloat().SetInt64(p[0]), newFloat().SetInt64(p[1]))
	for i, s := range scores {
		w := newFloat().SetInt(weights[i])
		total.Add(total, w)
		l := floatLn(newFloat().Quo(newFloat().SetInt(s), newFloat().SetInt(Pow10(Places))))
		if p[0] != 0 {
			l = floatExp(l.Mul(l, power))
		}
		sum.Add(sum, w.Mul(w, l))
	}
	sum.Quo(sum, total)
	if p[0] != 0 {
		sum = floatLn(sum)
		sum.Quo(sum, power)
	}
	mean := floatExp(sum)
	return mean.Mul(mean, newFloat().SetInt(Pow10(MeanPlaces)))
}

// floatLn solves e^y = x by Newton's method.
func floatLn(x *big.Float) *big.Float {
	roots := uint(0)
	m := newFloat().Set(x)
	for m.Cmp(big.NewFloat(1.001)) > 0 || m.Cmp(big.NewFloat(0.999)) < 0 {
		m.Sqrt(m)
		roots++
	}
	y := newFloat()
	for range 12 {
		e := floatExp(y)
		step := newFloat().Quo(newFloat().Sub(m, e), newFloat().Add(m, e))
		y.Add(y, step.Mul(step, big.NewFloat(2)))
	}
	return y.SetMantExp(y, int(roots))
}

func floatExp(x *big.Float) *big.Float {
	const halvings = 30
	r := newFloat().SetMantExp(x, -halvings)
	sum, term := newFloat().SetInt64(1), newFloat().SetInt64(1)
	for i := int64(1); i < 60; i++ {
		term.Mul(term, r)
		term.Quo(term, newFloat().SetInt64(i))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

func BenchmarkPowerMean(b *testing.B) {
	scores := []*big.Int{big.NewInt(400_000_000_000), big.NewInt(700_000_000_000), big.NewInt(950_000_000_000)}
	weights := []*big.Int{big.NewInt(2), big.NewInt(1), big.NewInt(1)}
	for _, p := range []int64{0, 2} {
		b.Run(fmt.Sprintf("p=%d", p), func(b *testing.B) {
			for b.Loop() {
				PowerMean(scores, weights, big.NewInt(4), big.NewInt(p), big.NewInt(1))
			}
		})
	}
}

func TestHalved(t *testing.T) {
	for _, c := range []struct {
		times, life int
		want        int64
	}{{0, 1, 10_000_000_000}, {1, 1, 5_000_000_000}, {3, 2, 3_535_533_906}, {1, 2, 7_071_067_812}, {7, 3, 1_984_251_315}, {34, 1, 1}, {35, 1, 0}, {120, 1, 0}, {1, 120, 9_942_404_238}} {
		got := Halved(c.times, c.life)
		if got.Cmp(big.NewInt(c.want)) != 0 {
			t.Errorf("2^(-%d/%d): want %d, got %d", c.times, c.life, c.want, got)
		}
		exactly := floatExp(newFloat().Mul(newFloat().Quo(newFloat().SetInt64(int64(-c.times)), newFloat().SetInt64(int64(c.life))), floatLn(newFloat().SetInt64(2))))
		exactly.Mul(exactly, newFloat().SetInt64(1e10))
		if diff, _ := exactly.Sub(exactly, newFloat().SetInt(got)).Float64(); diff > 0.5 || diff < -0.5 {
			t.Errorf("2^(-%d/%d) is off by %g units", c.times, c.life, diff)
		}
	}
}

// TestLn compares with logarithms of published tables, to 50 places.
func TestLn(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{
		{2, 1, "69314718055994530941723212145817656807550013436026"},
		{10, 1, "230258509299404568401799145468436420760110148862877"},
		{1, 10, "-230258509299404568401799145468436420760110148862877"},
		{1, 1, "0"},
		{2, 3, "-40546510810816438197801311546434913657199042346249"},
		{3, 2, "40546510810816438197801311546434913657199042346249"},
		{3, 1, "109861228866810969139524523692252570464749055782275"},
		{1, 3, "-109861228866810969139524523692252570464749055782275"},
		{8, 11, "-31845373111853461581024721359059959559520645085665"},
	} {
		got := Div(Ln(big.NewInt(c.num), big.NewInt(c.den)), Pow10(LogPlaces-50), HalfAway)
		assert.Equal(t, c.want, got.String(), "ln %d/%d", c.num, c.den)
	}
}
