package exact

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

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
		assert.LessOrEqual(t, diff.Abs(diff).Cmp(big.NewFloat(1)), 0, "scores %v weights %v p %v", scores, weights, p)
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
