package attribution

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
)

// How parts are rounded in the end, so that they add up.

// A Whole is a part in units of the tenth place of a score.
type Whole struct {
	Ref   bsc.Ref
	Units int64
}

// Round divides each part by a number of pairs that they were summed over, and rounds them so that they add up to a
// change in units of the tenth place, by largest remainder, the first of equals in the order of the division. It returns
// those that are not 0, in that order. What no pair could divide, they bear by their size; where there are no parts, it is
// that of the node as a whole.
func (d *Division) Round(p Parts, of bsc.Ref, pairs, change int64) []Whole {
	var amounts []fixed
	var list []Whole
	rest := whole(change)
	for i, part := range p {
		if part.isZero() {
			continue
		}
		amount := part.by(uint64(pairs))
		list, amounts = append(list, Whole{Ref: d.order[i]}), append(amounts, amount)
		rest = rest.minus(amount)
	}
	if len(list) == 0 && change != 0 {
		return []Whole{{of, change}}
	}
	if rest.cmpAbs(whole(int64(len(d.order)))) > 0 {
		settle(amounts, rest)
	}
	exactly := make([]*big.Int, len(amounts))
	for i, a := range amounts {
		exactly[i] = a.big()
	}
	for i, n := range Apportion(exactly, one.big(), change) {
		list[i].Units = n
	}
	return slices.DeleteFunc(list, func(w Whole) bool { return w.Units == 0 })
}

// Single rounds each part by itself.
func (d *Division) Single(p Parts) []Whole {
	var list []Whole
	for i, part := range p {
		if n := exact.Div(part.big(), one.big(), exact.HalfAway).Int64(); n != 0 {
			list = append(list, Whole{d.order[i], n})
		}
	}
	return list
}

// fine is how many steps there are in one unit: remainders that differ by less are the same, because what lies below is
// what was cut off on the way.
const fine = 1 << 12

// Apportion rounds the quotients of amounts and a positive number to integers that add up to a change: towards zero, and
// then by the largest remainders, the first of equals. What remainders cannot explain, which is what scores between have
// lost in rounding, all bear alike.
func Apportion(amounts []*big.Int, den *big.Int, change int64) []int64 {
	n := int64(len(amounts))
	if n == 0 {
		return nil
	}
	list, rests, left := make([]int64, n), make([]int64, n), change
	for i, a := range amounts {
		list[i], rests[i] = steps(a, den)
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

// steps returns a quotient as a whole number and the rest of it in steps, both with the sign of the quotient.
func steps(a, den *big.Int) (int64, int64) {
	twice := new(big.Int).Abs(a)
	twice.Mul(twice, big.NewInt(2*fine)).Add(twice, den)
	twice.Quo(twice, new(big.Int).Lsh(den, 1)) // rounded to steps, half up
	q, rest := new(big.Int).QuoRem(twice, big.NewInt(fine), new(big.Int))
	return q.Int64() * int64(a.Sign()), rest.Int64() * int64(a.Sign())
}
