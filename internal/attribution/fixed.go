package attribution

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// Numbers with 128 binary places, and how they are rounded in the end.

// A fixed is a number in units of 2^-128: an amount, of the tenth place of a score, or a factor. Products and quotients
// are cut off towards zero, so that a change and its reverse have the same digits.
type fixed = big.Int

// Bits is the number of binary places.
const Bits = 128

const places = Bits

func one() *fixed { return new(big.Int).Lsh(big.NewInt(1), places) }

func whole(n int64) *fixed { return new(big.Int).Lsh(big.NewInt(n), places) }

func times(a, b *fixed) *fixed {
	p := new(big.Int).Mul(a, b)
	if p.Sign() >= 0 {
		return p.Rsh(p, places)
	}
	p.Neg(p)
	return p.Neg(p.Rsh(p, places))
}

// over returns a/b; b must not be zero.
func over(a, b *fixed) *fixed {
	q := new(big.Int).Lsh(a, places)
	return q.Quo(q, b)
}

func half(a *fixed) *fixed { return new(big.Int).Quo(a, big.NewInt(2)) }

func plus(a, b *fixed) *fixed { return new(big.Int).Add(a, b) }

func minus(a, b *fixed) *fixed { return new(big.Int).Sub(a, b) }

// units returns a score in units of the tenth place.
func units(s bsc.Score) (int64, bool) {
	d, ok := s.Decimal()
	if !ok {
		return 0, false
	}
	return quanta(d), true
}

// quanta returns a number of ten places in units of the last.
func quanta(d decimal.Decimal) int64 {
	if d.Exponent() == -exact.Places {
		return d.CoefficientInt64()
	}
	return d.Shift(exact.Places).IntPart()
}

// sharesOf returns the shares of the parts' weights in their sum.
func sharesOf(parts []bsc.Part) []*fixed {
	exponent := int32(0)
	for i := range parts {
		exponent = min(exponent, parts[i].Weight.Exponent())
	}
	shares, total := make([]*fixed, len(parts)), new(big.Int)
	for i := range parts {
		shares[i] = exact.Scaled(parts[i].Weight, exponent)
		total.Add(total, shares[i])
	}
	for i := range shares {
		shares[i] = new(big.Int).Lsh(shares[i], places)
		shares[i].Quo(shares[i], total)
	}
	return shares
}

// settle adds what is left over to amounts, by their size; if all are 0, to all alike.
func settle(amounts []*fixed, rest *fixed) {
	if rest.Sign() == 0 || len(amounts) == 0 {
		return
	}
	sizes, total := make([]*fixed, len(amounts)), new(big.Int)
	for i, a := range amounts {
		sizes[i] = new(big.Int).Abs(a)
		total.Add(total, sizes[i])
	}
	if total.Sign() == 0 {
		for i := range sizes {
			sizes[i].SetInt64(1)
		}
		total.SetInt64(int64(len(amounts)))
	}
	for i := range amounts {
		sizes[i].Mul(sizes[i], rest)
		amounts[i].Add(amounts[i], sizes[i].Quo(sizes[i], total))
	}
}

// A Whole is a part in units of the tenth place of a score.
type Whole struct {
	Ref   bsc.Ref
	Units int64
}

// Round divides each part by a number of pairs that they were summed over, and rounds them so that they add up to a
// change in units of the tenth place, by largest remainder, the first of equals in order. It returns those that are not
// 0, in that order.
func (p Parts) Round(order []bsc.Ref, pairs, change int64) []Whole {
	amounts := make([]*fixed, 0, len(p))
	list := make([]Whole, 0, len(p))
	for _, ref := range order {
		if part, ok := p[ref]; ok {
			list = append(list, Whole{Ref: ref})
			amounts = append(amounts, new(big.Int).Quo(part, big.NewInt(pairs)))
		}
	}
	for i, n := range Apportion(amounts, change) {
		list[i].Units = n
	}
	return slices.DeleteFunc(list, func(w Whole) bool { return w.Units == 0 })
}

// Apportion rounds amounts to whole units that add up to a change: towards zero, and then by the largest remainders. What
// remainders cannot explain, which is what scores between lost in rounding, all bear alike.
func Apportion(amounts []*big.Int, change int64) []int64 {
	n := int64(len(amounts))
	if n == 0 {
		return nil
	}
	list, rests, left := make([]int64, n), make([]int64, n), change
	for i, a := range amounts {
		ticks := exact.Div(a, tick, exact.HalfAway)
		q, rest := new(big.Int).QuoRem(ticks, ticksInOne, new(big.Int))
		list[i], rests[i] = q.Int64(), rest.Int64()
		left -= list[i]
	}
	for i := range list {
		list[i] += left / n
	}
	left %= n
	sign := int64(cmp.Compare(left, 0))
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sign*rests[b], sign*rests[a]) })
	for _, i := range order[:sign*left] {
		list[i] += sign
	}
	return list
}

// tick is the size to which amounts are rounded first: what lies below are the errors of cutting off.
var tick, ticksInOne = new(big.Int).Lsh(big.NewInt(1), places-60), new(big.Int).Lsh(big.NewInt(1), 60)

// An Amount is a number with 128 binary places.
type Amount = fixed

// AmountOf returns a number of at most ten places as an amount.
func AmountOf(d decimal.Decimal) *Amount {
	n := d.Shift(exact.Places).BigInt()
	n.Lsh(n, places)
	return n.Quo(n, exact.Pow10(exact.Places))
}
