package columns

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/stretchr/testify/require"
)

// The tests of this package compare it with arithmetic without limits: fractions that are rounded once, from
// their floor and the remainder.

// modes are all rounding modes.
var modes = []exact.Mode{exact.HalfAway, exact.HalfEven, exact.Up, exact.Down, exact.Floor, exact.Ceiling}

// unit is one point of a scale.
const unit = Full

// A testScale is a scale in units of 10^-10.
type testScale struct{ low, met, high int64 }

// scales are usual and extreme ones.
var scales = []testScale{
	{0, 100 * unit, 100 * unit},
	{0, 100 * unit, 150 * unit},
	{20 * unit, 80 * unit, 100 * unit},
	{0, 1, 3},
	{7, 12_345_678_901, 23_456_789_012},
	{0, 1_000_000 * unit, 1_000_000 * unit},
	{-50 * unit, 100 * unit, 120 * unit},
	{-1_000_000 * unit, 1_000_000 * unit, 1_000_000 * unit},
	{-1_000_000 * unit, 0, 20 * unit},
}

// plain is the number of scales without negative scores, which come first.
const plain = 6

// size is how large a score of a scale can be.
func (s testScale) size() int64 { return max(s.high, -s.low) }

// pow10 returns 10^n.
func pow10(n int) int64 { return exact.Pow10(n).Int64() }

// fraction returns num/den.
func fraction(num, den *big.Int) *big.Rat { return new(big.Rat).SetFrac(num, den) }

// integer returns n as a fraction.
func integer(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// floorOf returns the largest integer that is not above q.
func floorOf(q *big.Rat) *big.Int {
	return new(big.Int).Div(q.Num(), q.Denom()) // Euclidean: for a positive divisor the floor
}

// rounded returns q rounded to a multiple of step: from its neighbours below and above.
func rounded(q *big.Rat, step int64, mode exact.Mode) *big.Int {
	steps := new(big.Rat).Quo(q, integer(step))
	below := floorOf(steps)
	rest := new(big.Rat).Sub(steps, new(big.Rat).SetInt(below))
	above := new(big.Int).Add(below, big.NewInt(1))
	nearer, farther := below, above // of zero
	if steps.Sign() < 0 {
		nearer, farther = above, below
	}
	var chosen *big.Int
	switch half := rest.Cmp(big.NewRat(1, 2)); {
	case rest.Sign() == 0 || mode == exact.Floor:
		chosen = below
	case mode == exact.Ceiling:
		chosen = above
	case mode == exact.Down:
		chosen = nearer
	case mode == exact.Up:
		chosen = farther
	case half < 0:
		chosen = below
	case half > 0:
		chosen = above
	case mode == exact.HalfEven && nearer.Bit(0) == 0:
		chosen = nearer
	default:
		chosen = farther
	}
	return new(big.Int).Mul(chosen, big.NewInt(step))
}

// clamped brings a number into low..high.
func clamped(n *big.Int, low, high int64) int64 {
	switch {
	case n.Cmp(big.NewInt(low)) < 0:
		return low
	case n.Cmp(big.NewInt(high)) > 0:
		return high
	}
	return n.Int64()
}

// bigOf returns a wide as a number.
func bigOf(x wide) *big.Int {
	n := new(big.Int).Lsh(big.NewInt(x.hi), 64)
	return n.Add(n, new(big.Int).SetUint64(x.lo))
}

// wideOf returns a number of at most 128 bits as a wide.
func wideOf(n *big.Int) wide {
	low := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64)) // of two's complement
	return wide{new(big.Int).Rsh(n, 64).Int64(), low.Uint64()}
}

// saturated brings a number into the range of an int64.
func saturated(n *big.Int) int64 { return clamped(n, math.MinInt64, math.MaxInt64) }

// anyNumber returns numbers of all sizes, often near a power of two, of at most limit either way.
func anyNumber(rng *rand.Rand, limit int64) int64 {
	var n int64
	switch rng.IntN(8) {
	case 0:
		n = rng.Int64N(5)
	case 1:
		n = limit - rng.Int64N(3)
	case 2:
		n = 1<<rng.IntN(63) - 1 + rng.Int64N(3)
	default:
		n = int64(rng.Uint64() >> (1 + rng.IntN(62)))
	}
	n = max(0, min(n, limit))
	if rng.IntN(2) == 0 {
		return -n
	}
	return n
}

// anyRounding returns a rounding whose step times den fits.
func anyRounding(rng *rand.Rand, den int64) Rounding {
	r := Rounding{Step: 1, Mode: modes[rng.IntN(len(modes))]}
	if rng.IntN(3) > 0 {
		r.Step = pow10(rng.IntN(11))
	}
	for r.Step > math.MaxInt64/den {
		r.Step /= 10
	}
	return r
}

// countOf returns how many cases to run: usually so many, else as an environment variable says.
func countOf(t *testing.T, variable string, usually int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return usually
	}
	n, err := strconv.Atoi(text)
	require.NoError(t, err, variable)
	return n
}

// inShares runs a test of so many cases in four parts that run side by side, each with its own numbers.
func inShares(t *testing.T, count int, run func(t *testing.T, rng *rand.Rand, count int)) {
	t.Helper()
	const shares = 4
	for share := range shares {
		t.Run(fmt.Sprint("share ", share), func(t *testing.T) {
			t.Parallel()
			run(t, rand.New(rand.NewPCG(uint64(share), 10)), (count+shares-1)/shares)
		})
	}
}
