package exact

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// LogLine returns the y of an x on the line through two points of different x that is straight over the logarithm of x:
// y1 + (y2 - y1) · ln(x/x1) / ln(x2/x1). All x are positive, and y1 is below y2. The result has [MeanPlaces] decimal
// places, of which the last says what PowerMean's says: whatever it is rounded to, the answer is that of y itself.
func LogLine(x, x1, y1, x2, y2 decimal.Decimal) decimal.Decimal {
	l := logLine{from: Scaled(y1, -MaxPlaces), rise: Scaled(y2.Sub(y1), -MaxPlaces)}
	l.num, l.den = quotientOf(x, x1)
	l.numAll, l.denAll = quotientOf(x2, x1)
	for precision := uint(l.rise.BitLen() + 64); ; precision *= 2 {
		low, high, ok := l.within(precision)
		switch {
		case !ok:
		case low.Cmp(high) == 0:
			low.Mul(low, big.NewInt(10))
			return decimal.NewFromBigInt(low.Add(low, big.NewInt(5)), -MeanPlaces)
		case precision > mostPrecision || l.is(high):
			return decimal.NewFromBigInt(high, -MaxPlaces)
		}
	}
}

// A logLine is a point on such a line, in integers: quotients of x, and y in units of 10^-MaxPlaces.
type logLine struct {
	num, den       *big.Int // x/x1
	numAll, denAll *big.Int // x2/x1
	from, rise     *big.Int
}

// quotientOf returns a/b as a fraction of integers.
func quotientOf(a, b decimal.Decimal) (num, den *big.Int) {
	exponent := min(a.Exponent(), b.Exponent())
	return Scaled(a, exponent), Scaled(b, exponent)
}

// within returns what y is above and at most, in whole units, from logarithms with so many bits; false if these are too
// few.
func (l *logLine) within(precision uint) (low, high *big.Int, ok bool) {
	longest := max(l.num.BitLen(), l.den.BitLen(), l.numAll.BitLen(), l.denAll.BitLen())
	f := newFixed(precision)
	off := big.NewInt(int64(f.bits) + 3*int64(longest) + 3)
	way, all := f.ln(l.num, l.den), f.ln(l.numAll, l.denAll)
	if all.Sign() < 0 {
		way.Neg(way)
		all.Neg(all)
	}
	if all.CmpAbs(new(big.Int).Lsh(off, 1)) <= 0 {
		return nil, nil, false
	}
	return l.at(new(big.Int).Sub(way, off), all, off), l.at(new(big.Int).Add(way, off), all, new(big.Int).Neg(off)), true
}

// at returns y, rounded down, for a share of way/all of which all may be more than it seems by off, away from where the
// share leads.
func (l *logLine) at(way, all, off *big.Int) *big.Int {
	divisor := new(big.Int).Add(all, off)
	if way.Sign() < 0 {
		divisor.Sub(all, off)
	}
	y := new(big.Int).Mul(l.rise, way)
	return y.Add(y.Div(y, divisor), l.from) // Div rounds down, as the divisor is positive
}

// is reports whether y is exactly a number: whether x/x1 is that power of x2/x1. Both are powers of one fraction then,
// with exponents of no more than its length in bits.
func (l *logLine) is(y *big.Int) bool {
	share := new(big.Rat).SetFrac(new(big.Int).Sub(y, l.from), l.rise)
	power, root := share.Num(), share.Denom()
	const most = 1024
	if root.CmpAbs(big.NewInt(most)) > 0 || power.CmpAbs(big.NewInt(most)) > 0 {
		return false
	}
	num, den := l.numAll, l.denAll
	if power.Sign() < 0 {
		num, den = den, num
	}
	power = new(big.Int).Abs(power)
	raised := func(n, by *big.Int) *big.Int { return new(big.Int).Exp(n, by, nil) }
	left := new(big.Int).Mul(raised(l.num, root), raised(den, power))
	right := new(big.Int).Mul(raised(l.den, root), raised(num, power))
	return left.Cmp(right) == 0
}

// LogPoint returns about the x at which [LogLine] has a y, to some 70 digits: where to look for it. An x beyond
// 10^±[Size] is that.
func LogPoint(y, x1, y1, x2, y2 decimal.Decimal) decimal.Decimal {
	f := newFixed(roughly)
	num, den := quotientOf(x2, x1)
	way, all := quotientOf(y.Sub(y1), y2.Sub(y1))
	log := f.ln(num, den)
	log.Quo(log.Mul(log, way), all)
	first, one := quotientOf(x1, decimal.New(1, 0))
	most := new(big.Int).Mul(f.ln2, big.NewInt(400)) // 2^400 is far above 10^(2·Size)
	switch {
	case log.CmpAbs(most) > 0 && log.Sign() > 0:
		return decimal.New(1, Size)
	case log.CmpAbs(most) > 0:
		return decimal.New(1, -Size)
	}
	x := f.exp(log)
	x.Mul(x, first)
	return decimal.Min(NewRatio(decimal.NewFromBigInt(x, 0), decimal.NewFromBigInt(one.Mul(one, f.one()), 0)).Rounded(MaxPlaces, HalfEven), decimal.New(1, Size))
}
