// Package exact holds the library's rounding division and the two irrational
// functions behind geometric and power means. It knows integers only: no floats,
// no package settings, no host values, so that its digits are the same everywhere.
package exact

import "math/big"

// Places is the number of decimal places a score is kept at.
const Places = 10

// Mode says how Div rounds.
type Mode uint8

// The rounding modes. HalfAway is the zero value.
const (
	HalfAway Mode = iota // to nearest, halves away from zero
	HalfEven             // to nearest, halves to the even neighbour
	Up                   // away from zero
	Down                 // towards zero
	Floor                // towards minus infinity
	Ceiling              // towards plus infinity
)

// Div returns num/den rounded to an integer by mode. den must not be zero.
func Div(num, den *big.Int, mode Mode) *big.Int {
	quo, rem := new(big.Int).QuoRem(num, den, new(big.Int))
	if rem.Sign() == 0 {
		return quo
	}
	sign := num.Sign() * den.Sign()
	if awayFromZero(quo, rem, den, mode, sign) {
		quo.Add(quo, big.NewInt(int64(sign)))
	}
	return quo
}

// awayFromZero reports whether the truncated quotient quo must move one away from zero.
func awayFromZero(quo, rem, den *big.Int, mode Mode, sign int) bool {
	switch mode {
	case Up:
		return true
	case Down:
		return false
	case Floor:
		return sign < 0
	case Ceiling:
		return sign > 0
	}
	twice := new(big.Int).Lsh(rem, 1)
	switch cmp := twice.CmpAbs(den); {
	case cmp != 0:
		return cmp > 0
	case mode == HalfEven:
		return quo.Bit(0) == 1
	}
	return true
}

// Pow10 returns 10 to the power n, for n >= 0.
func Pow10(n int) *big.Int {
	if n <= 18 { // fits an int64
		p := int64(1)
		for range n {
			p *= 10
		}
		return big.NewInt(p)
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
