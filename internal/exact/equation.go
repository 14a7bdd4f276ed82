package exact

import (
	"math/big"
	"slices"
)

// Whether a number is exactly a mean, though every computation with logarithms leaves it open.

// is reports whether the mean is exactly c, which counts in 1/unit of the scores' units. It is false where the powers
// would be too long to tell.
func (m *mean) is(c, unit *big.Int) bool {
	if c.Sign() == 0 {
		return false // the mean of positive numbers is positive
	}
	scores := make([]*big.Int, len(m.scores))
	for i, s := range m.scores {
		scores[i] = new(big.Int).Mul(s, unit)
	}
	if m.above.Sign() == 0 {
		return m.isGeometric(c, scores)
	}
	return m.isPower(c, scores)
}

// isGeometric reports whether Π s^w = c^total. No power is computed: both sides have the same factors equally often.
func (m *mean) isGeometric(c *big.Int, scores []*big.Int) bool {
	for _, factor := range coprimeBase(append(slices.Clone(scores), c)) {
		left := new(big.Int)
		for i, s := range scores {
			times := big.NewInt(timesIn(s, factor))
			left.Add(left, times.Mul(times, m.weights[i]))
		}
		right := big.NewInt(timesIn(c, factor))
		if left.Cmp(right.Mul(right, m.total)) != 0 {
			return false
		}
	}
	return true
}

// coprimeBase returns integers above 1 without common factors, of which all of the given positive numbers are products.
func coprimeBase(numbers []*big.Int) (base []*big.Int) {
	one := big.NewInt(1)
next:
	for len(numbers) > 0 {
		x := numbers[len(numbers)-1]
		if numbers = numbers[:len(numbers)-1]; x.Cmp(one) == 0 {
			continue
		}
		for i, b := range base {
			common := new(big.Int).GCD(nil, nil, x, b)
			if common.Cmp(one) == 0 {
				continue
			}
			if common.Cmp(b) != 0 {
				base = slices.Delete(base, i, i+1)
				numbers = append(numbers, common, new(big.Int).Quo(b, common))
			}
			numbers = append(numbers, new(big.Int).Quo(x, common))
			continue next
		}
		base = append(base, x)
	}
	return base
}

// timesIn returns how often a factor above 1 divides n > 0.
func timesIn(n, factor *big.Int) (times int64) {
	for quo, rem := new(big.Int).QuoRem(n, factor, new(big.Int)); rem.Sign() == 0; quo, rem = quo.QuoRem(quo, factor, rem) {
		times++
	}
	return times
}

// longestPower is how many bits a power may have that is computed.
const longestPower = 1 << 16

// isPower reports whether Σ w·(s/c)^p = total. Roots of fractions whose quotients are irrational never add up to a
// fraction, so that each (s/c)^p must be one itself.
func (m *mean) isPower(c *big.Int, scores []*big.Int) bool {
	p := new(big.Rat).SetFrac(m.above, m.below)
	power := new(big.Int).Abs(p.Num())
	nums, dens := make([]*big.Int, len(scores)), make([]*big.Int, len(scores))
	common, longest := big.NewInt(1), 1
	for i, s := range scores {
		q := new(big.Rat).SetFrac(s, c)
		if p.Sign() < 0 {
			q.Inv(q)
		}
		num, whole := root(q.Num(), p.Denom())
		den, too := root(q.Denom(), p.Denom())
		if !whole || !too {
			return false
		}
		nums[i], dens[i] = num, den
		common.Mul(common, new(big.Int).Quo(den, new(big.Int).GCD(nil, nil, common, den)))
		longest = max(longest, num.BitLen(), common.BitLen())
	}
	if longest += common.BitLen(); longest > 2 && (!power.IsInt64() || power.Int64() > int64(longestPower/longest)) {
		return false
	}
	left := new(big.Int)
	for i, num := range nums {
		term := num.Mul(num, dens[i].Quo(common, dens[i]))
		term.Exp(term, power, nil)
		left.Add(left, term.Mul(term, m.weights[i]))
	}
	right := common.Exp(common, power, nil)
	return left.Cmp(right.Mul(right, m.total)) == 0
}

// root returns the n-th root of a positive number, if it is whole.
func root(x, n *big.Int) (*big.Int, bool) {
	one := big.NewInt(1)
	switch {
	case x.Cmp(one) == 0 || n.Cmp(one) == 0:
		return new(big.Int).Set(x), true
	case n.Cmp(big.NewInt(int64(x.BitLen()))) >= 0:
		return nil, false // it is below 2
	}
	low, high := one, new(big.Int).Lsh(one, uint(x.BitLen())/uint(n.Int64())+1) // low^n <= x < high^n
	for {
		middle := new(big.Int).Add(low, high)
		if middle.Rsh(middle, 1).Cmp(low) == 0 {
			return low, new(big.Int).Exp(low, n, nil).Cmp(x) == 0
		}
		if new(big.Int).Exp(middle, n, nil).Cmp(x) <= 0 {
			low = middle
		} else {
			high = middle
		}
	}
}
