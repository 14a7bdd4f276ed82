// Package digits writes numbers as text: in plain digits, and always in the same way.
package digits

import (
	"strconv"

	"github.com/shopspring/decimal"
)

// FarPlaces is how many places before and after its point a number may have that is computed with or written in plain
// digits, and farBits how long it may be.
const (
	FarPlaces = 1000
	farBits   = 4096
)

// Absurd reports whether a number is so long, or so far from its point, that computing with it or writing it in plain
// digits might take for ever.
func Absurd(d decimal.Decimal) bool {
	exp := d.Exponent()
	return exp > FarPlaces || exp < -FarPlaces || d.Coefficient().BitLen() > farBits
}

// Text returns a number in plain digits without trailing zeros. The caller has bounded its length.
func Text(d decimal.Decimal) string {
	d = d.Normalize()
	return d.StringFixed(max(0, -d.Exponent()))
}

// Canonical returns a number in plain digits without trailing zeros: the only way in which numbers become text. An
// absurd number has its digits and its exponent instead.
func Canonical(d decimal.Decimal) string {
	switch {
	case d.IsZero():
		return "0"
	case Absurd(d):
		return d.Coefficient().String() + "e" + strconv.Itoa(int(d.Exponent()))
	}
	return Text(d)
}

// Term shows a number in a formula: a negative one in parentheses.
func Term(d decimal.Decimal) string {
	if d.Sign() < 0 {
		return "(" + Canonical(d) + ")"
	}
	return Canonical(d)
}
