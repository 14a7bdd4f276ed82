package exact

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// A Ratio is an exact quotient of decimals. Its denominator is positive. The zero Ratio is none.
type Ratio struct{ Num, Den decimal.Decimal }

// NewRatio returns num/den. den must not be zero.
func NewRatio(num, den decimal.Decimal) Ratio {
	if den.Sign() < 0 {
		return Ratio{num.Neg(), den.Neg()}
	}
	return Ratio{num, den}
}

// Whole returns d as a ratio.
func Whole(d decimal.Decimal) Ratio { return Ratio{d, decimal.New(1, 0)} }

// Line returns the y of an x on the straight line through two points of different x.
func Line(x, x1, y1, x2, y2 decimal.Decimal) Ratio {
	den := x2.Sub(x1)
	num := y1.Mul(den).Add(y2.Sub(y1).Mul(x.Sub(x1)))
	return NewRatio(num, den)
}

// Plus returns the exact sum.
func (q Ratio) Plus(r Ratio) Ratio {
	if q.Den.Equal(r.Den) {
		return Ratio{q.Num.Add(r.Num), q.Den}
	}
	return Ratio{q.Num.Mul(r.Den).Add(r.Num.Mul(q.Den)), q.Den.Mul(r.Den)}
}

// A Rounding says to how many decimal places, 0 to [Places], a score is rounded, and how.
type Rounding struct {
	Places int
	Mode   Mode
}

// TenPlaces is the rounding of a score that has none of its own.
func TenPlaces() Rounding { return Rounding{Places: Places} }

// Units returns q rounded, in units of 10^-[Places]: the one rounding of a score.
func (q Ratio) Units(r Rounding) *big.Int {
	rounded := q.Scaled(r.Places, r.Mode)
	if r.Places == Places {
		return rounded
	}
	return rounded.Mul(rounded, Pow10(Places-r.Places))
}

// Scaled returns q·10^places rounded to an integer. Fewer than 0 places are powers of ten.
func (q Ratio) Scaled(places int, mode Mode) *big.Int {
	exponent := min(q.Num.Exponent(), q.Den.Exponent())
	num, den := Scaled(q.Num, exponent), Scaled(q.Den, exponent)
	if places >= 0 {
		num.Mul(num, Pow10(places))
	} else {
		den.Mul(den, Pow10(-places))
	}
	return Div(num, den, mode)
}

// Rounded returns q rounded to places, in its shortest form.
func (q Ratio) Rounded(places int, mode Mode) decimal.Decimal {
	return decimal.NewFromBigInt(q.Scaled(places, mode), int32(-places)).Normalize()
}

// Decimal returns q rounded to ten places, half away from zero.
func (q Ratio) Decimal() decimal.Decimal { return q.Rounded(Places, HalfAway) }
