package oracle

import (
	"math/big"
	"strings"
	"sync"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// A fraction is an exact number. Where there may be none, as with scores, nil is none.
type fraction big.Rat

// fractionOf reads a number of a definition.
func fractionOf[S ~string](text S) *fraction {
	x, ok := new(big.Rat).SetString(string(text))
	if !ok {
		panic("not a number: " + string(text))
	}
	return (*fraction)(x)
}

func integer(n int64) *fraction { return (*fraction)(big.NewRat(n, 1)) }

func wholeNumber(n *big.Int) *fraction { return (*fraction)(new(big.Rat).SetInt(n)) }

// fractionOfDecimal is the exact value of a decimal.
func fractionOfDecimal(d decimal.Decimal) *fraction {
	return wholeNumber(d.Coefficient()).times(tenTo(int(d.Exponent())))
}

// tenTo is 10 to the n, for any sign of n.
func tenTo(n int) *fraction {
	if n < 0 {
		return integer(1).over(tenTo(-n))
	}
	return wholeNumber(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
}

func (x *fraction) rat() *big.Rat { return (*big.Rat)(x) }
func (x *fraction) plus(y *fraction) *fraction {
	return (*fraction)(new(big.Rat).Add(x.rat(), y.rat()))
}

func (x *fraction) minus(y *fraction) *fraction {
	return (*fraction)(new(big.Rat).Sub(x.rat(), y.rat()))
}

func (x *fraction) times(y *fraction) *fraction {
	return (*fraction)(new(big.Rat).Mul(x.rat(), y.rat()))
}

func (x *fraction) over(y *fraction) *fraction {
	return (*fraction)(new(big.Rat).Quo(x.rat(), y.rat()))
}
func (x *fraction) magnitude() *fraction    { return (*fraction)(new(big.Rat).Abs(x.rat())) }
func (x *fraction) sign() int               { return x.rat().Sign() }
func (x *fraction) compare(y *fraction) int { return x.rat().Cmp(y.rat()) }
func (x *fraction) below(y *fraction) bool  { return x.compare(y) < 0 }
func (x *fraction) within(low, high *fraction) *fraction {
	switch {
	case x.below(low):
		return low
	case high.below(x):
		return high
	}
	return x
}

// decimal is the number as a decimal of ten places, which is all that a score has.
func (x *fraction) decimal() decimal.Decimal {
	units := x.times(tenTo(10)).rat()
	if !units.IsInt() {
		panic("more than ten places: " + x.rat().RatString())
	}
	return decimal.NewFromBigInt(units.Num(), -10)
}

// nullable is the number as a decimal of ten places, or none.
func (x *fraction) nullable() decimal.NullDecimal {
	if x == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(x.decimal())
}

// floor is the greatest integer that is not above x.
func (x *fraction) floor() *big.Int {
	return new(big.Int).Div(x.rat().Num(), x.rat().Denom()) // Euclidean, and denominators are positive
}

// rounded rounds to a number of places, which may be negative, in any of the modes (17).
func (x *fraction) rounded(places int, mode bsc.RoundingMode) *fraction {
	scaled := x.times(tenTo(places))
	n := scaled.floor()
	rest := scaled.minus(wholeNumber(n)) // from 0 up to 1, without it
	if roundsUp(mode, x.sign(), n, rest) {
		n.Add(n, big.NewInt(1))
	}
	return wholeNumber(n).over(tenTo(places))
}

// roundsUp says whether floor + rest becomes floor + 1, where the number has the sign.
func roundsUp(mode bsc.RoundingMode, sign int, floor *big.Int, rest *fraction) bool {
	half := rest.compare((*fraction)(big.NewRat(1, 2)))
	switch mode {
	case bsc.RoundFloor:
		return false
	case bsc.RoundCeiling:
		return rest.sign() > 0
	case bsc.RoundUp:
		return rest.sign() > 0 && sign > 0
	case bsc.RoundDown:
		return rest.sign() > 0 && sign < 0
	case bsc.RoundHalfEven:
		return half > 0 || half == 0 && floor.Bit(0) == 1
	default: // half away from zero
		return half > 0 || half == 0 && sign > 0
	}
}

// significant rounds to 34 significant digits and 52 places, half away from zero: what is kept of a number that is
// longer (20).
func (x *fraction) significant() *fraction {
	if x.sign() == 0 {
		return x
	}
	lead := 0 // 10^lead <= |x| < 10^(lead+1)
	for !x.magnitude().below(tenTo(lead + 1)) {
		lead++
	}
	for x.magnitude().below(tenTo(lead)) {
		lead--
	}
	return x.rounded(min(33-lead, 52), bsc.RoundHalfAway)
}

// Admitted says whether a number passes the doors: 34 significant digits and exponents from -52 to 18. A larger
// exponent is 18 with more digits (20).
func Admitted(d decimal.Decimal) bool {
	text := d.Coefficient().String()
	digits := strings.TrimRight(text, "0")
	exponent := int(d.Exponent()) + len(text) - len(digits)
	length := len(strings.TrimPrefix(digits, "-"))
	return d.IsZero() || length <= 34 && exponent >= -52 && length+exponent <= 34+18
}

// floatBits is the precision of irrational numbers: 400 bits (19), and as many more as the smallest exponents of a power
// mean and telling what is exact cost.
const floatBits = 640

func newFloat() *big.Float { return new(big.Float).SetPrec(floatBits) }

func (x *fraction) float() *big.Float { return newFloat().SetRat(x.rat()) }

// besides is a number on the same side as a positive x of every number of 60 places, so that it is rounded as x is in
// any mode. x approximates a mean: one that is exact, such as the 6.25 of 4 and 9 under p = ½, is within 10^-150 of it.
// Others are a hair beside what they are next to, and never 0.
func besides(x *big.Float) *fraction {
	if x.MantExp(nil) < -500 { // below 10^-150: beside 0, and too long for a fraction
		return (*fraction)(big.NewRat(1, 2)).over(tenTo(60))
	}
	exactly, _ := x.Rat(nil)
	places := (*fraction)(exactly).times(tenTo(60))
	nearest := wholeNumber(places.plus((*fraction)(big.NewRat(1, 2))).floor())
	if nearest.sign() > 0 && places.minus(nearest).magnitude().below(tenTo(-90)) {
		return nearest.over(tenTo(60))
	}
	return wholeNumber(places.floor()).plus((*fraction)(big.NewRat(1, 2))).over(tenTo(60))
}

// naturalLog is the logarithm of a positive number: ln(m·2^e) = ln m + e·ln 2.
func naturalLog(x *big.Float) *big.Float {
	m := newFloat()
	e := newFloat().SetInt64(int64(x.MantExp(m)))
	return m.Add(logOfMantissa(m), e.Mul(e, logOfTwo()))
}

var logOfTwo = sync.OnceValue(func() *big.Float {
	return newFloat().Neg(logOfMantissa(big.NewFloat(0.5)))
})

// logOfMantissa is the logarithm of m, from 0.5 to 1. Eight roots bring it near 1, where the
// series 2(t + t³/3 + t⁵/5 …) of t = (m-1)/(m+1) is short.
func logOfMantissa(m *big.Float) *big.Float {
	const roots = 8
	root, one := newFloat().Set(m), newFloat().SetInt64(1)
	for range roots {
		root.Sqrt(root)
	}
	t := newFloat().Quo(newFloat().Sub(root, one), newFloat().Add(root, one))
	square, sum := newFloat().Mul(t, t), newFloat()
	for k := int64(1); matters(t); k += 2 {
		sum.Add(sum, newFloat().Quo(t, newFloat().SetInt64(k)))
		t.Mul(t, square)
	}
	return sum.SetMantExp(sum, roots+1)
}

// exponential is e to the x: (e^r)^(2^20) · 2^k, with r = (x - k·ln 2) / 2^20.
func exponential(x *big.Float) *big.Float {
	const squarings = 20
	k, _ := newFloat().Quo(x, logOfTwo()).Int64()
	r := newFloat().Sub(x, newFloat().Mul(logOfTwo(), newFloat().SetInt64(k)))
	r.SetMantExp(r, -squarings)
	sum, term := newFloat(), newFloat().SetInt64(1)
	for i := int64(1); matters(term); i++ {
		sum.Add(sum, term)
		term.Quo(term.Mul(term, r), newFloat().SetInt64(i))
	}
	for range squarings {
		sum.Mul(sum, sum)
	}
	return sum.SetMantExp(sum, int(k))
}

// matters says whether the term of a series near 1 can still change its sum.
func matters(term *big.Float) bool {
	return term.Sign() != 0 && term.MantExp(nil) > -floatBits
}
