package attribution

import (
	"math/big"
	"math/bits"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// Numbers with 64 binary places: amounts, in units of the tenth place of a score, and factors.

// A fixed is such a number. Products and quotients are cut off towards zero, so that a change and its reverse have the
// same digits. The zero value is 0. It has 128 bits before the point: no sum of parts of a score comes near that.
type fixed struct {
	neg bool
	w   [3]uint64 // least significant first; the first is behind the point
}

var one = fixed{w: [3]uint64{0, 1, 0}}

func whole(n int64) fixed {
	if n < 0 {
		return fixed{neg: true, w: [3]uint64{0, uint64(-n), 0}}
	}
	return fixed{w: [3]uint64{0, uint64(n), 0}}
}

func (a fixed) isZero() bool { return a.w == [3]uint64{} }

func (a fixed) minusSign() fixed {
	a.neg = !a.neg && !a.isZero()
	return a
}

func (a fixed) abs() fixed {
	a.neg = false
	return a
}

// cmpAbs compares sizes.
func (a fixed) cmpAbs(b fixed) int {
	for i := 2; i >= 0; i-- {
		switch {
		case a.w[i] < b.w[i]:
			return -1
		case a.w[i] > b.w[i]:
			return 1
		}
	}
	return 0
}

func (a fixed) plus(b fixed) fixed {
	if a.neg == b.neg {
		var c uint64
		for i := range a.w {
			a.w[i], c = bits.Add64(a.w[i], b.w[i], c)
		}
		return a
	}
	if a.cmpAbs(b) < 0 {
		a, b = b, a
	}
	var c uint64
	for i := range a.w {
		a.w[i], c = bits.Sub64(a.w[i], b.w[i], c)
	}
	a.neg = a.neg && !a.isZero()
	return a
}

func (a fixed) minus(b fixed) fixed { return a.plus(b.minusSign()) }

// times multiplies.
func (a fixed) times(b fixed) fixed {
	var p [6]uint64
	for i, x := range a.w {
		if x == 0 {
			continue
		}
		var carry uint64
		for k, y := range b.w {
			hi, lo := bits.Mul64(x, y)
			var c uint64
			lo, c = bits.Add64(lo, p[i+k], 0)
			hi += c
			lo, c = bits.Add64(lo, carry, 0)
			hi += c
			p[i+k], carry = lo, hi
		}
		p[i+3] = carry
	}
	q := fixed{w: [3]uint64{p[1], p[2], p[3]}}
	q.neg = a.neg != b.neg && !q.isZero()
	return q
}

// by divides by a small number above 0.
func (a fixed) by(n uint64) fixed {
	var rest uint64
	for i := 2; i >= 0; i-- {
		a.w[i], rest = bits.Div64(rest, a.w[i], n)
	}
	a.neg = a.neg && !a.isZero()
	return a
}

func (a fixed) half() fixed { return a.by(2) }

// over divides by a number that is not 0.
func (a fixed) over(b fixed) fixed {
	q := new(big.Int).Lsh(a.big(), 64)
	return ofBig(q.Quo(q, b.big()))
}

// big returns the number in units of its last place.
func (a fixed) big() *big.Int {
	n := new(big.Int)
	for i := 2; i >= 0; i-- {
		n.Lsh(n, 64)
		n.Or(n, new(big.Int).SetUint64(a.w[i]))
	}
	if a.neg {
		n.Neg(n)
	}
	return n
}

// ofBig returns a number in units of the last place.
func ofBig(n *big.Int) fixed {
	a := fixed{neg: n.Sign() < 0}
	rest, low := new(big.Int).Abs(n), new(big.Int)
	mask := new(big.Int).SetUint64(^uint64(0))
	for i := range a.w {
		a.w[i] = low.And(rest, mask).Uint64()
		rest.Rsh(rest, 64)
	}
	return a
}

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
func sharesOf(parts []bsc.Part) []fixed {
	shares := make([]fixed, len(parts))
	if sharesOfFew(parts, shares) {
		return shares
	}
	exponent := int32(0)
	for i := range parts {
		exponent = min(exponent, parts[i].Weight.Exponent())
	}
	weights, total := make([]*big.Int, len(parts)), new(big.Int)
	for i := range parts {
		weights[i] = exact.Scaled(parts[i].Weight, exponent)
		total.Add(total, weights[i])
	}
	for i, w := range weights {
		w.Lsh(w, 64)
		shares[i] = ofBig(w.Quo(w, total))
	}
	return shares
}

// sharesOfFew does the same for weights of few digits; it is false for others.
func sharesOfFew(parts []bsc.Part, shares []fixed) bool {
	const digits, behind, many = 9, -6, 1000 // so that their sum in millionths stays below 10^18
	var total uint64
	for i := range parts {
		w := &parts[i].Weight
		if w.NumDigits() > digits || w.Exponent() < behind || w.Exponent() > 0 || len(parts) > many {
			return false
		}
		units := uint64(w.CoefficientInt64())
		for range w.Exponent() - behind {
			units *= 10
		}
		total += units
		shares[i].w[0] = units
	}
	for i := range shares {
		if shares[i].w[0] == total {
			shares[i] = one
			continue
		}
		shares[i].w[0], _ = bits.Div64(shares[i].w[0], 0, total)
	}
	return true
}

// settle adds what is left over to amounts, by their size; if all are 0, to all alike.
func settle(amounts []fixed, rest fixed) {
	if rest.isZero() || len(amounts) == 0 {
		return
	}
	var total fixed
	for _, a := range amounts {
		total = total.plus(a.abs())
	}
	for i, a := range amounts {
		if total.isZero() {
			amounts[i] = rest.by(uint64(len(amounts)))
			continue
		}
		part := new(big.Int).Mul(a.abs().big(), rest.big())
		amounts[i] = a.plus(ofBig(part.Quo(part, total.big())))
	}
}
