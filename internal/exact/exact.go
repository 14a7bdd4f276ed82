// Package exact is the library's arithmetic: rounding division, quotients and sums of decimals,
// largest-remainder apportionment, and the irrational functions behind geometric and power means. It uses
// integers only, without floats and package settings, so its digits are the same everywhere.
package exact

import (
	"math/big"
	"slices"
)

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

// Apportion rounds the quotients num/den to integers that add up to their rounded sum. Each is rounded down,
// and the units left over go to the largest remainders, the first of equals. den must be positive.
func Apportion(nums []*big.Int, den *big.Int) []*big.Int {
	units, rests := make([]*big.Int, len(nums)), make([]*big.Int, len(nums))
	order := make([]int, len(nums))
	sum, given := new(big.Int), new(big.Int)
	for i, num := range nums {
		sum.Add(sum, num)
		units[i], rests[i] = new(big.Int).DivMod(num, den, new(big.Int))
		given.Add(given, units[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return rests[b].Cmp(rests[a]) })
	left := Div(sum, den, HalfAway)
	left.Sub(left, given) // 0 to len(nums)
	for _, i := range order[:left.Int64()] {
		units[i].Add(units[i], big.NewInt(1))
	}
	return units
}
