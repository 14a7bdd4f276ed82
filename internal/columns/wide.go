package columns

import (
	"math"
	"math/bits"

	"github.com/go-bsc/bsc/internal/exact"
)

// A wide is a signed integer of 128 bits, in two's complement. It holds exact sums and products of int64s
// before their one division.
type wide struct {
	hi int64
	lo uint64
}

// mul returns a·b. The product of two int64s always fits: |a·b| <= 2^126.
func mul(a, b int64) wide {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	// As unsigned numbers, a negative factor is 2^64 too large, and the product too large by 2^64 times the
	// other factor.
	return wide{int64(hi) - a>>63&b - b>>63&a, lo}
}

// add returns x+y. The caller has bounded both so that the sum fits.
func (x wide) add(y wide) wide {
	lo, carry := bits.Add64(x.lo, y.lo, 0)
	return wide{x.hi + y.hi + int64(carry), lo}
}

// abs returns the magnitude, and whether x is negative. It fits: x is never -2^127.
func (x wide) abs() (hi, lo uint64, negative bool) {
	if x.hi >= 0 {
		return uint64(x.hi), x.lo, false
	}
	lo, borrow := bits.Sub64(0, x.lo, 0)
	hi, _ = bits.Sub64(0, uint64(x.hi), borrow)
	return hi, lo, true
}

// div returns x/den rounded to an integer by mode, for den > 0. A result that does not fit an int64 becomes
// the largest or smallest one, which every scale clamps.
func (x wide) div(den uint64, mode exact.Mode) int64 {
	hi, lo, negative := x.abs()
	if hi >= den { // the quotient is 2^64 or more, and Div64 would overflow
		return limit(negative)
	}
	quo, rem := bits.Div64(hi, lo, den)
	if quo > math.MaxInt64 {
		return limit(negative)
	}
	if rem != 0 && awayFromZero(quo, rem, den, mode, negative) {
		quo++ // to 2^63 at most
	}
	if quo > math.MaxInt64 {
		return limit(negative)
	}
	if negative {
		return -int64(quo)
	}
	return int64(quo)
}

func limit(negative bool) int64 {
	if negative {
		return math.MinInt64
	}
	return math.MaxInt64
}

// awayFromZero reports whether a truncated magnitude must grow by one: the rule of exact.Div.
func awayFromZero(quo, rem, den uint64, mode exact.Mode, negative bool) bool {
	switch mode {
	case exact.Up:
		return true
	case exact.Down:
		return false
	case exact.Floor:
		return negative
	case exact.Ceiling:
		return !negative
	}
	rest := den - rem // comparing rem with it is comparing 2·rem with den, and cannot overflow
	if rem != rest {
		return rem > rest
	}
	return mode == exact.HalfAway || quo&1 == 1
}

// A Rounding is the one rounding of a score: to a multiple of Step units.
type Rounding struct {
	Step int64 // 1 is ten places
	Mode exact.Mode
}

// round returns num/den rounded and clamped to low..high. den·Step must fit 63 bits.
func (r Rounding) round(num wide, den uint64, low, high int64) int64 {
	steps := num.div(den*uint64(r.Step), r.Mode)
	most := math.MaxInt64 / r.Step // any score on the scale has fewer
	switch {
	case steps > most:
		return high
	case steps < -most:
		return low
	}
	return min(max(steps*r.Step, low), high)
}
