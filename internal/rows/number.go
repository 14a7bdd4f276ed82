package rows

import (
	"math/bits"

	"github.com/shopspring/decimal"
)

// A Quotient is Num / Den · 10^Exp. Den is positive.
type Quotient struct {
	Num, Den int64
	Exp      int32
}

// QuotientOf returns a decimal as a quotient; false if it does not fit.
func QuotientOf(d decimal.Decimal) (Quotient, bool) {
	if d.NumDigits() > 15 || d.Exponent() < -15 || d.Exponent() > 15 {
		return Quotient{}, false
	}
	return Quotient{Num: d.CoefficientInt64(), Den: 1, Exp: d.Exponent()}, true
}

// In returns the quotient in units of 10^exp; false if it does not fit.
func (q Quotient) In(exp int32) (Quotient, bool) {
	n, ok := shifted(q.Num, q.Exp-exp)
	return Quotient{n, q.Den, exp}, ok
}

// A Line leads from a base, which scores the scale's low end, over a rise to the score of Met. Both are in
// units of 10^Exp / Den.
type Line struct {
	Base, Rise, Den int64
	Exp             int32
}

// NewLine returns a line in units of 10^exp, or of a larger power of ten that fits: smaller numbers fit more
// values.
func NewLine(base, rise int64, exp int32) Line {
	for base%10 == 0 && rise%10 == 0 && rise != 0 {
		base, rise, exp = base/10, rise/10, exp+1
	}
	return Line{base, rise, 1, exp}
}

// lineTo returns the line to a target, all in units of 10^exp / den. It starts at the baseline or, without
// one, at 0, or at twice the target if lower is better. It returns false if there is no such line: it would
// have no length or the wrong direction, or there is no baseline and nothing to reach.
func lineTo(value, base int64, based, lower bool, den int64, exp int32) (Line, bool) {
	l := Line{Base: base, Rise: value - base, Den: den, Exp: exp}
	if !based {
		if l.Base, l.Rise = 0, value; lower {
			l.Base, l.Rise = 2*value, -value
		}
		return l, value > 0
	}
	return l, l.Rise > 0 && !lower || l.Rise < 0 && lower
}

// A Scale is the ends of the scale and its score of Met, in units of 10^-10.
type Scale struct{ Low, Met, High int64 }

// largest bounds factors, so that the sum of two products fits 64 bits.
const largest = 1 << 62

// times multiplies; false if the product does not fit.
func times(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(abs(a)), uint64(abs(b)))
	if hi != 0 || lo >= largest {
		return 0, false
	}
	return a * b, true
}

// shifted returns n · 10^shift; false if that does not fit.
func shifted(n int64, shift int32) (int64, bool) {
	if n == 0 {
		return 0, true
	}
	if shift < 0 || shift >= int32(len(powers)) {
		return 0, false
	}
	return times(n, powers[shift])
}

// along returns how far a quotient is along a line, as num / den with a positive den; false if that does not
// fit. from is the larger of the two numbers whose difference num is.
func (l *Line) along(v Quotient) (num, den, from int64, ok bool) {
	value, ok1 := times(v.Num, l.Den)
	base, ok2 := times(l.Base, v.Den)
	den, ok3 := times(l.Rise, v.Den)
	if shift := v.Exp - l.Exp; ok1 && shift > 0 {
		value, ok1 = shifted(value, shift)
	} else if shift < 0 && ok2 && ok3 {
		base, ok2 = shifted(base, -shift)
		den, ok3 = shifted(den, -shift)
	}
	if !ok1 || !ok2 || !ok3 || den == 0 {
		return 0, 0, 0, false
	}
	num, from = value-base, max(abs(value), abs(base))
	if den < 0 {
		num, den = -num, -den
	}
	return num, den, from, true
}

// Score returns the score of a quotient on the line, rounded half away from zero and clamped. It returns
// false if numbers do not fit. It also returns false if the quotient or the line has no finite decimals and
// the score is very near the middle of two units: then the rounding to 34 digits in the wide path may decide
// it.
func (l *Line) Score(v Quotient, s *Scale) (int64, bool) {
	num, den, from, ok := l.along(v)
	if !ok {
		return 0, false
	}
	if num <= 0 {
		return s.Low, true
	}
	hi, lo := bits.Mul64(uint64(num), uint64(s.Met-s.Low))
	if hi >= uint64(den) {
		return s.High, true
	}
	quo, rem := bits.Div64(hi, lo, uint64(den))
	if v.Den != 1 || l.Den != 1 {
		apart := int64(2*rem) - den
		if abs(apart) <= den>>14 || from>>40 >= den {
			return 0, false
		}
	}
	if 2*rem >= uint64(den) {
		quo++
	}
	return s.Low + int64(min(quo, uint64(s.High-s.Low))), true
}
