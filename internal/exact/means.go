package exact

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// MeanPlaces is the number of decimal places that PowerMean returns: one more than any number has that is given. The
// last is 0 where the mean is exactly a number of one place less, and 5 where it lies between two of them. So whatever
// a mean is rounded to or compared with, the answer is that of the mean itself.
const MeanPlaces = MaxPlaces + 1

// A mean is a weighted power mean of positive numbers, exactly: (Σ w·s^p / total)^(1/p), and for p = 0 its limit, the
// geometric mean Π s^(w/total).
type mean struct {
	scores, weights []*big.Int
	total           *big.Int
	above, below    *big.Int // p is above/below; below > 0
}

// PowerMean returns the weighted power mean of the scores, times 10^MeanPlaces.
//
// Scores are positive integers in units of 10^-Places. Weights are positive integers in any common unit. total is their
// sum, or more if scores of 0 have weight, too: they add nothing to Σ w·s^p for p > 0. p = pNum/pDen, pDen > 0.
//
// The mean is computed with more and more bits until both ends of where it may be lie between the same two numbers of
// MaxPlaces places. Where a number stays between the ends, it is the mean if it fulfils the equation.
func PowerMean(scores, weights []*big.Int, total, pNum, pDen *big.Int) *big.Int {
	m := mean{scores, weights, total, pNum, pDen}
	unit := Pow10(MaxPlaces - Places)
	largest := 0
	for _, s := range scores {
		largest = max(largest, s.BitLen())
	}
	for precision := uint(largest + unit.BitLen() + 32); ; precision *= 2 {
		low, high, bits := m.within(precision)
		for _, end := range []*big.Int{low, high} {
			end.Mul(end, unit)
			end.Rsh(end, bits)
		}
		if low.Cmp(high) == 0 {
			low.Mul(low, big.NewInt(10))
			return low.Add(low, big.NewInt(5))
		}
		if precision > mostPrecision || m.is(high, unit) {
			return high.Mul(high, big.NewInt(10))
		}
	}
}

// mostPrecision is where looking closer ends: what is then still within 10^-1000 of a number counts as that.
const mostPrecision = 4096

// within returns what the mean is above and below in the units of the scores, times 2^bits. They are equal in about so
// many bits.
//
// With t = p·ln s and m the greatest of them, the mean is exp((m + ln(Σ w·e^(t-m) / total))/p). No power overflows,
// whatever p is. The sum is at least 1/total, the logarithms are off by fewer units than they and f have bits, times p,
// and the quotient by as much as 1/p more.
func (m *mean) within(precision uint) (low, high *big.Int, bits uint) {
	guard := 80 + m.total.BitLen() + m.above.BitLen() + m.below.BitLen()
	f := newFixed(precision + uint(guard))
	logs, one := make([]*big.Int, len(m.scores)), big.NewInt(1)
	for i, s := range m.scores {
		logs[i] = f.ln(s, one)
	}
	log := new(big.Int)
	if m.above.Sign() == 0 {
		log = weightedMean(logs, m.weights, m.total)
	} else {
		log = m.log(&f, logs)
	}
	middle := f.exp(log)
	off := new(big.Int).Rsh(middle, precision)
	off.Add(off, big.NewInt(2))
	low, high = new(big.Int).Sub(middle, off), middle.Add(middle, off)
	if low.Sign() < 0 {
		low.SetInt64(0)
	}
	return low, high, f.bits
}

// log returns the logarithm of the mean for p other than 0, given those of the scores.
func (m *mean) log(f *fixed, logs []*big.Int) *big.Int {
	scaled := make([]*big.Int, len(logs))
	var top *big.Int
	for i, l := range logs {
		scaled[i] = Div(new(big.Int).Mul(l, m.above), m.below, HalfEven)
		if top == nil || scaled[i].Cmp(top) > 0 {
			top = scaled[i]
		}
	}
	powers := make([]*big.Int, len(logs))
	for i, t := range scaled {
		powers[i] = f.exp(new(big.Int).Sub(t, top))
	}
	log := f.ln(weightedMean(powers, m.weights, m.total), f.one())
	log.Add(log, top)
	log.Mul(log, m.below)
	return Div(log, m.above, HalfEven)
}

func weightedMean(values, weights []*big.Int, total *big.Int) *big.Int {
	sum := new(big.Int)
	for i, v := range values {
		sum.Add(sum, new(big.Int).Mul(v, weights[i]))
	}
	return Div(sum, total, HalfEven)
}

// PowerMeanOf returns the power mean of positive scores in units of 10^-Places, with weights and a power as decimals.
// Scores of 0, which add nothing to the sum, are in the total weight only.
func PowerMeanOf(scores []*big.Int, weights []decimal.Decimal, total, p decimal.Decimal) decimal.Decimal {
	exponent := total.Exponent()
	for _, w := range weights {
		exponent = min(exponent, w.Exponent())
	}
	whole := make([]*big.Int, len(weights))
	for i, w := range weights {
		whole[i] = Scaled(w, exponent)
	}
	pNum, pDen := Scaled(p, min(p.Exponent(), 0)), Pow10(int(max(-p.Exponent(), 0)))
	mean := PowerMean(scores, whole, Scaled(total, exponent), pNum, pDen)
	return decimal.NewFromBigInt(mean, -MeanPlaces)
}
