package exact

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// The bounds of numbers, given and calculated. Longer or finer numbers are rounded once, half away from zero.
// Larger numbers are out of range.
const (
	Digits    = 34 // significant digits
	MaxPlaces = 52
	Size      = 52 // every number is below 10^Size
)

// TooLarge reports whether a number is out of range.
func TooLarge(d decimal.Decimal) bool {
	return int64(d.NumDigits())+int64(d.Exponent()) > Size && !d.IsZero()
}

// Scaled returns d in units of 10^exponent, which must not be above d's own exponent.
func Scaled(d decimal.Decimal, exponent int32) *big.Int {
	n := d.Coefficient()
	return n.Mul(n, Pow10(int(d.Exponent()-exponent)))
}

// Significant keeps 34 significant digits.
func Significant(d decimal.Decimal) decimal.Decimal { return shortened(d, d.NumDigits()-Digits) }

// Bounded keeps 34 significant digits and at most 52 places.
func Bounded(d decimal.Decimal) decimal.Decimal {
	return shortened(d, max(d.NumDigits()-Digits, -MaxPlaces-int(d.Exponent())))
}

// shortened rounds off the last more digits, if more is positive.
func shortened(d decimal.Decimal, more int) decimal.Decimal {
	if more <= 0 {
		return d
	}
	kept := Div(d.Coefficient(), Pow10(more), HalfAway)
	return decimal.NewFromBigInt(kept, d.Exponent()+int32(more)).Normalize()
}

// Quotient divides and keeps 34 significant digits and at most 52 places. b must not be zero.
func Quotient(a, b decimal.Decimal) decimal.Decimal {
	exponent := min(a.Exponent(), b.Exponent())
	above, below := Scaled(a, exponent), Scaled(b, exponent)
	// A number of n digits over one of m has n-m or n-m+1 digits before its point. With this many places the
	// quotient therefore has 34 digits, or 35, which the true count below cuts.
	digits := decimal.NewFromBigInt(above, 0).NumDigits() - decimal.NewFromBigInt(below, 0).NumDigits()
	for places := min(Digits-digits, MaxPlaces); ; places-- {
		n, d := above, below
		if places >= 0 {
			n = Pow10(places)
			n.Mul(n, above)
		} else {
			d = Pow10(-places)
			d.Mul(d, below)
		}
		q := decimal.NewFromBigInt(Div(n, d, HalfAway), int32(-places))
		if q.NumDigits() <= Digits {
			return q.Normalize()
		}
	}
}

// InPairs brings one or more values together, neighbours first and then what has come of them, in place: where
// numbers grow by that, few of the steps are with long ones.
func InPairs[T any](values []T, op func(a, b T) T) T {
	for n := len(values); n > 1; n = (n + 1) / 2 {
		for i := range n / 2 {
			values[i] = op(values[2*i], values[2*i+1])
		}
		if n%2 == 1 {
			values[n/2] = values[n-1]
		}
	}
	return values[0]
}

// Rat returns a decimal as a fraction.
func Rat(d decimal.Decimal) *big.Rat {
	if exponent := d.Exponent(); exponent < 0 {
		return new(big.Rat).SetFrac(d.Coefficient(), Pow10(int(-exponent)))
	}
	return new(big.Rat).SetInt(Scaled(d, 0))
}

// OfRat returns a fraction as a decimal, exactly if possible, else rounded once.
func OfRat(r *big.Rat) decimal.Decimal {
	return Quotient(decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0))
}

// Shares returns terms[i]/total in units of 10^-[Places], so that they add up to the exact sum, rounded half away from
// zero, by the largest remainders: see [Apportion]. The total must be positive.
func Shares(terms []decimal.Decimal, total decimal.Decimal) []*big.Int {
	exponent := total.Exponent()
	for _, t := range terms {
		exponent = min(exponent, t.Exponent())
	}
	scale := Pow10(Places)
	nums := make([]*big.Int, len(terms))
	for i, t := range terms {
		nums[i] = Scaled(t, exponent)
		nums[i].Mul(nums[i], scale)
	}
	return Apportion(nums, Scaled(total, exponent))
}

// A Sum adds decimals, and fractions of decimals, without rounding. The zero Sum is 0.
type Sum struct {
	whole decimal.Decimal
	parts *big.Rat // nil: none
}

// Add adds d.
func (s *Sum) Add(d decimal.Decimal) { s.whole = s.whole.Add(d) }

// AddPart adds num/den of d.
func (s *Sum) AddPart(d decimal.Decimal, num, den int) {
	if num == den {
		s.Add(d)
		return
	}
	part := Rat(d)
	part.Mul(part, big.NewRat(int64(num), int64(den)))
	if s.parts != nil {
		part.Add(part, s.parts)
	}
	s.parts = part
}

// AddSum adds another sum.
func (s *Sum) AddSum(t *Sum) {
	s.Add(t.whole)
	if t.parts != nil {
		part := new(big.Rat).Set(t.parts)
		if s.parts != nil {
			part.Add(part, s.parts)
		}
		s.parts = part
	}
}

// Rat returns the sum as a fraction.
func (s *Sum) Rat() *big.Rat {
	r := Rat(s.whole)
	if s.parts != nil {
		r.Add(r, s.parts)
	}
	return r
}

// Decimal returns the sum, rounded once if it has more than 34 significant digits.
func (s *Sum) Decimal() decimal.Decimal {
	if s.parts == nil {
		return Significant(s.whole)
	}
	return OfRat(s.Rat())
}

// AddScaled adds num/den of another sum.
func (s *Sum) AddScaled(t *Sum, num, den int) {
	if num == den {
		s.AddSum(t)
		return
	}
	s.AddPart(t.whole, num, den)
	if t.parts != nil {
		part := new(big.Rat).Mul(t.parts, big.NewRat(int64(num), int64(den)))
		s.parts.Add(s.parts, part)
	}
}

// Over returns the sum divided by another, which must not be zero. The quotient is rounded once.
func (s *Sum) Over(t *Sum) decimal.Decimal {
	if s.parts == nil && t.parts == nil {
		return Quotient(s.whole, t.whole)
	}
	return OfRat(new(big.Rat).Quo(s.Rat(), t.Rat()))
}
