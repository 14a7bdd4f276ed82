package bsc

import (
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// The variance of a KPI: its actual against its target.

// A Variance says by how much a KPI's actual is better than its target, as bands and rules on variance read it: above 0
// better, below 0 worse, whichever direction the KPI has. Where closer is better it is 0 at the target, and below 0 on
// either side. The zero Variance is that of a KPI without an actual or a target, and of other nodes. Nor has a number
// of 10^52 or more, which no document may hold.
type Variance struct {
	Amount  decimal.NullDecimal `json:"amount"`  // in the unit of the KPI
	Percent decimal.NullDecimal `json:"percent"` // of the absolute target, to ten places; none for a target of 0
}

// Favourable reports whether the actual is as good as the target or better. Without an Amount it is false.
func (v Variance) Favourable() bool { return v.Amount.Valid && v.Amount.Decimal.Sign() >= 0 }

// varianceOf returns the variance of an actual from a target.
func varianceOf(actual, target decimal.NullDecimal, d Direction) Variance {
	if !actual.Valid || !target.Valid {
		return Variance{}
	}
	of := variance(actual.Decimal, target.Decimal, d)
	v := Variance{Amount: representable(exact.Bounded(of))}
	if target.Decimal.IsZero() {
		return v
	}
	v.Percent = representable(percentOf(of, target.Decimal.Abs()))
	return v
}

// percentOf returns a share of a whole in percent, to ten places, or to as many as 34 digits leave.
func percentOf(share, whole decimal.Decimal) decimal.Decimal {
	p := exact.NewRatio(share.Shift(2), whole).Decimal()
	if p.NumDigits() > exact.Digits {
		return exact.Quotient(share.Shift(2), whole)
	}
	return p
}

// representable returns a number that a document may hold, and nothing for one that is too large.
func representable(d decimal.Decimal) decimal.NullDecimal {
	if exact.TooLarge(d) {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(d.Normalize())
}

// variance returns how much better than the target an actual is.
func variance(actual, target decimal.Decimal, d Direction) decimal.Decimal {
	switch d {
	case DirectionLower:
		return target.Sub(actual)
	case DirectionCloser:
		return actual.Sub(target).Abs().Neg()
	}
	return actual.Sub(target)
}
