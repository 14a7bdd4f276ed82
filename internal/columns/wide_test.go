package columns

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// specials are the numbers at which 64 bits go wrong: 0, the ends, and powers of two with their neighbours.
func specials() []int64 {
	found := []int64{0, 3, -3, 5, -5, 10, -10, math.MinInt64, math.MinInt64 + 1, math.MinInt64 + 2, math.MaxInt64, math.MaxInt64 - 1}
	for _, k := range []int{0, 1, 2, 31, 32, 33, 53, 54, 61, 62} {
		for d := int64(-1); d <= 1; d++ {
			found = append(found, 1<<k+d, -(1<<k + d))
		}
	}
	return found
}

// fits reports whether a number is one that a wide may be: 127 bits and a sign, without the smallest.
func fits(n *big.Int) bool { return n.BitLen() <= 127 }

// TestWide_arithmetic is evidence that products, sums and magnitudes are those of numbers without a limit.
func TestWide_arithmetic(t *testing.T) {
	var products []wide
	for _, a := range specials() {
		for _, b := range specials() {
			product := mul(a, b)
			want := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
			require.Zero(t, want.Cmp(bigOf(product)), "%d · %d", a, b)
			requireMagnitude(t, product)
			products = append(products, product)
		}
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for range 200_000 {
		x, y := products[rng.IntN(len(products))], products[rng.IntN(len(products))]
		if rng.IntN(2) == 0 {
			x = wide{int64(rng.Uint64()) >> rng.IntN(64), rng.Uint64()}
		}
		want := new(big.Int).Add(bigOf(x), bigOf(y))
		if !fits(want) || !fits(bigOf(x)) {
			continue
		}
		require.Zero(t, want.Cmp(bigOf(x.add(y))), "%v + %v", bigOf(x), bigOf(y))
		requireMagnitude(t, x.add(y))
	}
}

// requireMagnitude checks abs.
func requireMagnitude(t *testing.T, x wide) {
	t.Helper()
	hi, lo, negative := x.abs()
	want := bigOf(x)
	require.Equal(t, want.Sign() < 0, negative, "sign of %v", want)
	got := new(big.Int).Lsh(new(big.Int).SetUint64(hi), 64)
	got.Add(got, new(big.Int).SetUint64(lo))
	require.Zero(t, want.CmpAbs(got), "magnitude of %v", want)
}

// requireQuotient checks div in one mode.
func requireQuotient(t *testing.T, x wide, den uint64, mode exact.Mode) {
	t.Helper()
	want := saturated(exact.Div(bigOf(x), new(big.Int).SetUint64(den), mode))
	if got := x.div(den, mode); got != want { // so many that require would take the time
		require.Equal(t, want, got, "%v / %d, mode %d", bigOf(x), den, mode)
	}
}

// TestWide_div is evidence that quotients are rounded as exact.Div does it: on products of
// special numbers, on ties and beside them, and on numbers of all sizes.
func TestWide_div(t *testing.T) {
	numbers := specials()
	dens := []uint64{math.MaxUint64, math.MaxUint64 - 1, 1 << 63, 1<<63 + 1}
	for _, n := range numbers {
		if n > 0 {
			dens = append(dens, uint64(n))
		}
	}
	for _, a := range numbers {
		for _, b := range numbers {
			den := dens[(uint64(a)*31+uint64(b))%uint64(len(dens))]
			for _, mode := range modes {
				requireQuotient(t, mul(a, b), den, mode)
				requireQuotient(t, mul(a, 1), den, mode)
			}
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		for _, x := range []wide{
			mul(anyNumber(rng, math.MaxInt64), anyNumber(rng, math.MaxInt64)),
			nearTie(rng, dens[rng.IntN(len(dens))]),
		} {
			requireQuotient(t, x, dens[rng.IntN(len(dens))], modes[rng.IntN(len(modes))])
		}
		den := 2 * (1 + rng.Uint64()>>(1+rng.IntN(62)))
		requireQuotient(t, nearTie(rng, den), den, modes[rng.IntN(len(modes))])
	}
}

// nearTie returns a number that lies half between two multiples of den, or beside such a one.
func nearTie(rng *rand.Rand, den uint64) wide {
	n := new(big.Int).Mul(big.NewInt(anyNumber(rng, 1<<61)), new(big.Int).SetUint64(den))
	n.Add(n, new(big.Int).SetUint64(den/2))
	return wideOf(n.Add(n, big.NewInt(rng.Int64N(3)-1)))
}

// TestWide_div_ties is evidence by hand for what the modes do half between two integers and beside it.
func TestWide_div_ties(t *testing.T) {
	cases := []struct {
		num  int64
		den  uint64
		want [6]int64 // in the order of the modes
	}{
		{5, 2, [6]int64{3, 2, 3, 2, 2, 3}},
		{7, 2, [6]int64{4, 4, 4, 3, 3, 4}},
		{-5, 2, [6]int64{-3, -2, -3, -2, -3, -2}},
		{-7, 2, [6]int64{-4, -4, -4, -3, -4, -3}},
		{49, 20, [6]int64{2, 2, 3, 2, 2, 3}},
		{51, 20, [6]int64{3, 3, 3, 2, 2, 3}},
		{-51, 20, [6]int64{-3, -3, -3, -2, -3, -2}},
		{40, 20, [6]int64{2, 2, 2, 2, 2, 2}},
		{0, 20, [6]int64{}},
		{-1, 3, [6]int64{0, 0, -1, 0, -1, 0}},
		{1, math.MaxUint64, [6]int64{0, 0, 1, 0, 0, 1}},
	}
	for _, c := range cases {
		for i, mode := range modes {
			assert.Equal(t, c.want[i], mul(c.num, 1).div(c.den, mode), "%d/%d mode %d", c.num, c.den, mode)
		}
	}
}

// TestWide_div_limits is evidence that the largest and smallest quotients that fit an int64 are exact, and
// that the next ones are clamped.
func TestWide_div_limits(t *testing.T) {
	for _, den := range []int64{1, 2, 3, 10, 1 << 40, math.MaxInt64} {
		for _, limit := range []int64{math.MaxInt64, math.MinInt64} {
			for quo := int64(-3); quo <= 3; quo++ {
				for _, rest := range []int64{-den / 2, -1, 0, 1, den / 2} {
					n := new(big.Int).Add(big.NewInt(limit), big.NewInt(quo))
					n.Mul(n, big.NewInt(den)).Add(n, big.NewInt(rest))
					if !fits(n) {
						continue
					}
					for _, mode := range modes {
						want := saturated(exact.Div(n, big.NewInt(den), mode))
						require.Equal(t, want, wideOf(n).div(uint64(den), mode), "%v / %d, mode %d", n, den, mode)
					}
				}
			}
		}
	}
}

// TestRounding is evidence that a score is rounded once, to a multiple of its step, and then
// brought into its scale, however far outside it lies.
func TestRounding(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	for range 200_000 {
		s := scales[rng.IntN(len(scales))]
		den := 1 + rng.Int64()>>rng.IntN(63)
		if den < 0 {
			den = math.MaxInt64
		}
		r := anyRounding(rng, den)
		num := anyScoreTimes(rng, s, r, den)
		want := clamped(rounded(fraction(num, big.NewInt(den)), r.Step, r.Mode), s.low, s.high)
		require.Equal(t, want, r.round(wideOf(num), uint64(den), s.low, s.high), "%v / %d by %+v in %+v", num, den, r, s)
	}
}

// anyScoreTimes returns a number whose quotient by den lies where rounding matters: anywhere on the
// scale, on a tie, at an end, or where the quotient outgrows an int64.
func anyScoreTimes(rng *rand.Rand, s testScale, r Rounding, den int64) *big.Int {
	score := big.NewInt(anyNumber(rng, s.size()+s.size()/4))
	switch rng.IntN(6) {
	case 0:
		score = big.NewInt(s.low + rng.Int64N(3) - 1)
	case 1:
		score = big.NewInt(s.high + rng.Int64N(3) - 1)
	case 2:
		score = big.NewInt(anyNumber(rng, math.MaxInt64))
	case 3: // far outside, but a number of steps that is an int64
		score = new(big.Int).Mul(big.NewInt(anyNumber(rng, math.MaxInt64)), big.NewInt(r.Step))
	}
	num := new(big.Int).Mul(score, big.NewInt(den))
	if rng.IntN(2) == 0 { // half a step from a multiple of one
		steps := new(big.Int).Div(score, big.NewInt(r.Step))
		num.Mul(steps, big.NewInt(r.Step)).Mul(num, big.NewInt(den))
		half := new(big.Int).Mul(big.NewInt(r.Step), big.NewInt(den))
		num.Add(num, half.Rsh(half, 1))
	}
	num.Add(num, big.NewInt(rng.Int64N(3)-1))
	if !fits(num) {
		return big.NewInt(den)
	}
	return num
}

// TestRounding_far is evidence by hand that a score far above or below a scale is the scale's end, at every step.
func TestRounding_far(t *testing.T) {
	for _, s := range scales {
		for places := range 11 {
			r := Rounding{Step: pow10(places)}
			for _, steps := range []int64{math.MaxInt64, math.MaxInt64/r.Step + 1, math.MaxInt64 / r.Step} {
				if steps <= s.size()/r.Step {
					continue
				}
				require.Equal(t, s.high, r.round(mul(steps, r.Step), 1, s.low, s.high), "%d steps of %d in %+v", steps, r.Step, s)
				require.Equal(t, s.low, r.round(mul(-steps, r.Step), 1, s.low, s.high), "-%d steps of %d in %+v", steps, r.Step, s)
			}
		}
	}
}

// FuzzDiv compares any quotient with exact.Div.
func FuzzDiv(f *testing.F) {
	f.Add(int64(0), uint64(5), uint64(2), uint8(1))
	f.Add(int64(-1), uint64(math.MaxUint64-4), uint64(2), uint8(4))
	f.Add(int64(1<<61), uint64(0), uint64(1<<62), uint8(0))
	f.Add(int64(math.MaxInt64), uint64(math.MaxUint64), uint64(1), uint8(2))
	f.Add(int64(0), uint64(math.MaxInt64), uint64(1), uint8(5))
	f.Fuzz(func(t *testing.T, hi int64, lo, den uint64, mode uint8) {
		x := wide{hi, lo}
		if den == 0 || !fits(bigOf(x)) {
			t.Skip()
		}
		requireQuotient(t, x, den, modes[int(mode)%len(modes)])
	})
}
