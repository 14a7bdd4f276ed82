package exact

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// Means are computed in binary fixed point with prec bits after the point: about 77 decimal digits. A score
// has at most 19 digits in all. The steps below lose fewer than ten digits, so over 40 are left as guard
// digits.
const prec = 256

// ln2Hex is the natural logarithm of 2 times 2^prec, cut to an integer.
const ln2Hex = "b17217f7d1cf79abc9e3b39803f2f6af40f343267298b62d8a0d175b8baafa2b"

// MeanPlaces is the number of decimal places PowerMean returns. It is coarse enough that a mean which is
// exactly a decimal number comes out as that number. It is fine enough that rounding to [Places] is right
// except for values within 10^-30 of a tie.
const MeanPlaces = 30

// PowerMean returns the weighted power mean of the scores, times 10^MeanPlaces:
// (Σ w·s^p / Σ w)^(1/p), and for p = 0 its limit, the geometric mean Π s^(w/Σw).
//
// Scores are positive integers in units of 10^-Places. Weights are positive integers in any common unit.
// total is their sum, or more if scores of 0 have weight, too: they add nothing to Σ w·s^p for p > 0. p =
// pNum/pDen, pDen > 0.
//
// With t_i = p·ln s_i and m = max t_i, the mean is exp((m + ln(Σ w·e^(t_i-m) / Σ w))/p). No power overflows,
// whatever p is.
func PowerMean(scores, weights []*big.Int, total, pNum, pDen *big.Int) *big.Int {
	unit := Pow10(Places)
	logs := make([]*big.Int, len(scores))
	for i, s := range scores {
		logs[i] = ln(s, unit)
	}
	var log *big.Int
	if pNum.Sign() == 0 {
		log = weightedMean(logs, weights, total)
	} else {
		log = powerMeanLog(logs, weights, total, pNum, pDen)
	}
	mean := exp(log)
	mean.Mul(mean, Pow10(MeanPlaces))
	return Div(mean, one(), HalfEven)
}

// PowerMeanOf returns the power mean of positive scores in units of 10^-Places, with weights and a power as decimals,
// rounded to MeanPlaces. Scores of 0, which add nothing to the sum, are in the total weight only.
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

// Halved returns 2^(-times/life) in units of 10^-Places, rounded half away from zero, for times >= 0 and life > 0.
func Halved(times, life int) *big.Int {
	log := new(big.Int).Mul(ln2(), big.NewInt(int64(-times)))
	half := exp(Div(log, big.NewInt(int64(life)), HalfEven))
	return Div(half.Mul(half, Pow10(Places)), one(), HalfAway)
}

// LogPlaces is the number of decimal places Ln returns; all but the last few are right.
const LogPlaces = 60

// Ln returns the natural logarithm of num/den in units of 10^-LogPlaces, for num, den > 0.
func Ln(num, den *big.Int) *big.Int {
	log := ln(num, den)
	return Div(log.Mul(log, Pow10(LogPlaces)), one(), HalfEven)
}

func weightedMean(values, weights []*big.Int, total *big.Int) *big.Int {
	sum := new(big.Int)
	for i, v := range values {
		sum.Add(sum, new(big.Int).Mul(v, weights[i]))
	}
	return Div(sum, total, HalfEven)
}

// powerMeanLog returns the logarithm of the power mean of numbers, given their logarithms.
func powerMeanLog(logs, weights []*big.Int, total, pNum, pDen *big.Int) *big.Int {
	scaled := make([]*big.Int, len(logs))
	var top *big.Int
	for i, l := range logs {
		t := new(big.Int).Mul(l, pNum)
		scaled[i] = Div(t, pDen, HalfEven)
		if top == nil || scaled[i].Cmp(top) > 0 {
			top = scaled[i]
		}
	}
	powers := make([]*big.Int, len(logs))
	for i, t := range scaled {
		powers[i] = exp(new(big.Int).Sub(t, top))
	}
	log := ln(weightedMean(powers, weights, total), one())
	log.Add(log, top)
	log.Mul(log, pDen)
	return Div(log, pNum, HalfEven)
}

func one() *big.Int { return new(big.Int).Lsh(big.NewInt(1), prec) }

func ln2() *big.Int {
	v, _ := new(big.Int).SetString(ln2Hex, 16) // a constant: it always parses
	return v
}

// ln returns the natural logarithm of num/den times 2^prec, for num, den > 0.
func ln(num, den *big.Int) *big.Int {
	// Scale num/den = m·2^k to m in [3/4, 3/2). Then |z| <= 1/5 for z = (m-1)/(m+1), and ln m = 2·(z + z³/3 +
	// z⁵/5 + …) gains more than four bits a term.
	k := num.BitLen() - den.BitLen()
	n, d := new(big.Int).Set(num), new(big.Int).Set(den)
	if k > 0 {
		d.Lsh(d, uint(k))
	} else {
		n.Lsh(n, uint(-k))
	}
	for new(big.Int).Lsh(n, 2).Cmp(new(big.Int).Mul(d, big.NewInt(3))) < 0 { // below 3/4
		n.Lsh(n, 1)
		k--
	}
	for new(big.Int).Lsh(n, 1).Cmp(new(big.Int).Mul(d, big.NewInt(3))) >= 0 { // 3/2 or more
		d.Lsh(d, 1)
		k++
	}
	z := new(big.Int).Sub(n, d)
	sign := int64(z.Sign())
	z.Lsh(z.Abs(z), prec)
	z.Quo(z, n.Add(n, d))
	square := mul(z, z)
	sum := new(big.Int).Set(z)
	for i := int64(3); z.Sign() != 0; i += 2 {
		z = mul(z, square)
		sum.Add(sum, new(big.Int).Quo(z, big.NewInt(i)))
	}
	sum.Mul(sum, big.NewInt(2*sign))
	return sum.Add(sum, new(big.Int).Mul(ln2(), big.NewInt(int64(k))))
}

// exp returns e^(x/2^prec) times 2^prec. A result below 2^-prec becomes 0.
func exp(x *big.Int) *big.Int {
	// x = k·ln2 + r with 0 <= r < ln2; e^(r/2^halvings) by its series, squared back.
	const halvings = 24
	k, r := new(big.Int).DivMod(x, ln2(), new(big.Int))
	if !k.IsInt64() || k.Int64() < -prec {
		return new(big.Int) // callers give x <= ln of a score: k is never large and positive
	}
	r.Rsh(r, halvings)
	sum, term := one(), one()
	for i := int64(1); term.Sign() != 0; i++ {
		term = mul(term, r)
		term.Quo(term, big.NewInt(i))
		sum.Add(sum, term)
	}
	for range halvings {
		sum = mul(sum, sum)
	}
	if n := k.Int64(); n >= 0 {
		return sum.Lsh(sum, uint(n))
	}
	return sum.Rsh(sum, uint(-k.Int64()))
}

// mul multiplies two fixed-point numbers that are not negative.
func mul(a, b *big.Int) *big.Int {
	p := new(big.Int).Mul(a, b)
	return p.Rsh(p, prec)
}
