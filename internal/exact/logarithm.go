package exact

import "math/big"

// Logarithms and exponentials, in binary fixed point.

// A fixed computes with numbers times 2^bits, cut to integers. It says of its functions by how many units of the last
// bit they may be off.
type fixed struct {
	bits uint
	ln2  *big.Int
}

// newFixed returns a fixed with so many bits after the point.
func newFixed(bits uint) fixed {
	f := fixed{bits: bits}
	// ln 2 = 18·artanh(1/26) - 2·artanh(1/4801) + 8·artanh(1/8749), with 16 bits more for what the terms lose.
	f.ln2 = new(big.Int)
	for _, term := range []struct{ times, of int64 }{{18, 26}, {-2, 4801}, {8, 8749}} {
		f.ln2.Add(f.ln2, new(big.Int).Mul(artanhOfInverse(term.of, bits+16), big.NewInt(term.times)))
	}
	f.ln2.Rsh(f.ln2, 16)
	return f
}

// artanhOfInverse returns artanh(1/n) = 1/n + 1/(3n³) + 1/(5n⁵) … times 2^bits.
func artanhOfInverse(n int64, bits uint) *big.Int {
	sum, part := new(big.Int), new(big.Int)
	power, square := new(big.Int).Lsh(big.NewInt(1), bits), big.NewInt(n*n)
	power.Quo(power, big.NewInt(n))
	for i := int64(1); power.Sign() != 0; i += 2 {
		sum.Add(sum, part.Quo(power, big.NewInt(i)))
		power.Quo(power, square)
	}
	return sum
}

func (f *fixed) one() *big.Int { return new(big.Int).Lsh(big.NewInt(1), f.bits) }

// mul multiplies two numbers that are not negative. It is off by one unit.
func (f *fixed) mul(a, b *big.Int) *big.Int {
	p := new(big.Int).Mul(a, b)
	return p.Rsh(p, f.bits)
}

// ln returns the natural logarithm of num/den, for num, den > 0. It is off by at most one unit for each bit of f, and
// three for each bit of the quotient.
func (f *fixed) ln(num, den *big.Int) *big.Int {
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
	z.Lsh(z.Abs(z), f.bits)
	z.Quo(z, n.Add(n, d))
	square := f.mul(z, z)
	sum, part := new(big.Int).Set(z), new(big.Int)
	for i := int64(3); z.Sign() != 0; i += 2 {
		z = f.mul(z, square)
		sum.Add(sum, part.Quo(z, big.NewInt(i)))
	}
	sum.Mul(sum, big.NewInt(2*sign))
	return sum.Add(sum, part.Mul(f.ln2, big.NewInt(int64(k))))
}

// exp returns e^x, off by less than 2^(36-bits) of itself and one unit. A result below one unit becomes 0, and x must
// not be so large that the result has more than some thousands of bits.
func (f *fixed) exp(x *big.Int) *big.Int {
	// x = k·ln2 + r with 0 <= r < ln2; e^(r/2^halvings) by its series, squared back. Each squaring doubles what the
	// series has lost, some units: that is less than 2^12 of them, as there are fewer than 2^10 terms.
	const halvings = 24
	k, r := new(big.Int).DivMod(x, f.ln2, new(big.Int))
	if !k.IsInt64() || k.Int64() < -int64(f.bits) {
		return new(big.Int)
	}
	r.Rsh(r, halvings)
	sum, term := f.one(), f.one()
	for i := int64(1); term.Sign() != 0; i++ {
		term = f.mul(term, r)
		term.Quo(term, big.NewInt(i))
		sum.Add(sum, term)
	}
	for range halvings {
		sum = f.mul(sum, sum)
	}
	if n := k.Int64(); n >= 0 {
		return sum.Lsh(sum, uint(n))
	}
	return sum.Rsh(sum, uint(-k.Int64()))
}

// roughly is enough for what is rounded to fewer places and may be off by one of its last: about 77 decimal digits.
const roughly = 256

// Halved returns 2^(-times/life) in units of 10^-Places, rounded half away from zero, for times >= 0 and life > 0.
func Halved(times, life int) *big.Int {
	f := newFixed(roughly)
	log := new(big.Int).Mul(f.ln2, big.NewInt(int64(-times)))
	half := f.exp(Div(log, big.NewInt(int64(life)), HalfEven))
	return Div(half.Mul(half, Pow10(Places)), f.one(), HalfAway)
}

// LogPlaces is the number of decimal places Ln returns; all but the last few are right.
const LogPlaces = 60

// Ln returns the natural logarithm of num/den in units of 10^-LogPlaces, for num, den > 0.
func Ln(num, den *big.Int) *big.Int {
	f := newFixed(roughly)
	log := f.ln(num, den)
	return Div(log.Mul(log, Pow10(LogPlaces)), f.one(), HalfEven)
}
