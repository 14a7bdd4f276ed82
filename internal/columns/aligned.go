package columns

import (
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// How decimals and roundings become integers of the columns.

// RoundingOf returns a rounding to decimal places as one to a multiple of units of 10^-10.
func RoundingOf(r exact.Rounding) Rounding {
	return Rounding{Step: exact.Pow10(exact.Places - r.Places).Int64(), Mode: r.Mode}
}

// Aligned returns a number in units of 10^exponent, if it is an integer there that fits the columns.
func Aligned(d decimal.Decimal, exponent int32) (int64, bool) {
	if d.NumDigits() > 18 {
		return 0, false
	}
	n := d.CoefficientInt64()
	if n == 0 {
		return 0, true
	}
	shift := d.Exponent() - exponent
	if shift < 0 || shift >= int32(len(powers)) {
		return alignedSlowly(d, exponent)
	}
	if limit := most[shift]; n > limit || n < -limit {
		return 0, false
	}
	return n * powers[shift], true
}

// alignedSlowly is Aligned for numbers with more decimals than the exponent has: they may be zeros.
func alignedSlowly(d decimal.Decimal, exponent int32) (int64, bool) {
	d, f := exact.Check(d)
	if f != nil || d.Exponent() < exponent || d.Exponent()-exponent >= int32(len(powers)) {
		return 0, false
	}
	return Aligned(d, exponent)
}

// powers are the powers of ten that fit an int64.
var powers = [...]int64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// most are the largest numbers whose product with those powers fits the columns.
var most = func() (limits [len(powers)]int64) {
	for i, p := range powers {
		limits[i] = maxValue / p
	}
	return limits
}()
