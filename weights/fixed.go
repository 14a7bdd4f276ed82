package weights

import (
	"math/big"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// Numbers between the answers and the weights are integers in units of 10^-places.
const (
	places = exact.LogPlaces
	sure   = 40 // the places that survive the worst rounding: beyond them, numbers are equal
)

// unit is 1 in fixed point.
func unit() *big.Int { return exact.Pow10(places) }

// fixed returns d in fixed point. It loses nothing: a bsc.Number has at most 52 places.
func fixed(d decimal.Decimal) *big.Int { return d.Shift(places).BigInt() }

// times returns a·b.
func times(a, b *big.Int) *big.Int {
	p := new(big.Int).Mul(a, b)
	return exact.Div(p, unit(), exact.HalfEven)
}

// over returns a/b.
func over(a, b *big.Int) *big.Int {
	n := new(big.Int).Mul(a, unit())
	return exact.Div(n, b, exact.HalfEven)
}

// part returns a/n.
func part(a *big.Int, n int) *big.Int { return exact.Div(a, big.NewInt(int64(n)), exact.HalfEven) }

// root returns the square root of a, rounded down.
func root(a *big.Int) *big.Int {
	r := new(big.Int).Mul(a, unit())
	return r.Sqrt(r)
}

// clean rounds a to the places that are sure. Equal numbers computed in different ways then compare equal.
func clean(a *big.Int) *big.Int {
	noise := exact.Pow10(places - sure)
	r := exact.Div(a, noise, exact.HalfEven)
	return r.Mul(r, noise)
}

func cleanAll(values []*big.Int) []*big.Int {
	cleaned := make([]*big.Int, len(values))
	for i, v := range values {
		cleaned[i] = clean(v)
	}
	return cleaned
}

// rounded returns a as a decimal of 10 places, halves away from zero.
func rounded(a *big.Int) decimal.Decimal {
	units := exact.Div(clean(a), exact.Pow10(places-exact.Places), exact.HalfAway)
	return decimal.NewFromBigInt(units, -exact.Places).Normalize()
}

// power returns the weighted geometric mean Π v^(w/Σw) of positive numbers, in units of 10^-(places+20). A
// geometric mean scales with its numbers, so the unit of [exact.PowerMean] does not matter.
func power(values, weights []*big.Int) *big.Int {
	total := new(big.Int)
	for _, w := range weights {
		total.Add(total, w)
	}
	return exact.PowerMean(values, weights, total, new(big.Int), big.NewInt(1))
}

// geometricMean returns the geometric mean of positive numbers.
func geometricMean(values ...*big.Int) *big.Int {
	weights := make([]*big.Int, len(values))
	for i := range weights {
		weights[i] = big.NewInt(1)
	}
	return exact.Div(power(values, weights), exact.Pow10(exact.MeanPlaces-exact.Places), exact.HalfEven)
}

// ln returns the natural logarithm of a positive number.
func ln(x *big.Int) *big.Int { return exact.Ln(x, unit()) }
