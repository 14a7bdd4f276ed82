package sensitivity

import (
	"math"
	"math/rand/v2"
)

// Random numbers with the same digits on every machine. A processor may fuse a product and a sum, and round once instead
// of twice; the conversions around products forbid that. Functions of package math that a processor may do its own way
// are not used. What comes of it is rounded to whole numbers before anything depends on it.

// A source draws numbers. A draw of weights has its own: PCG, seeded with the seed and the number of the draw.
type source struct{ *rand.PCG }

// uniform returns a number from 0 to below 1, in steps of 2^-53.
func (s source) uniform() float64 { return float64(s.Uint64()>>11) / (1 << 53) }

// normal returns a normally distributed number, by the polar method of Marsaglia and Bray (SIAM Review 1964). The second
// number that it would give is not used.
func (s source) normal() float64 {
	for {
		x, y := 2*s.uniform()-1, 2*s.uniform()-1 // 2 times is exact
		r := float64(x*x) + float64(y*y)
		if r > 0 && r < 1 {
			return float64(x * math.Sqrt(float64(-2*ln(r))/r))
		}
	}
}

// gamma returns a gamma distributed number of a shape above 0, by Marsaglia and Tsang (ACM Transactions on Mathematical
// Software 2000). Below a shape of 1 it is one of a shape of 1 more, times u^(1/shape).
func (s source) gamma(shape float64) float64 {
	if shape < 1 {
		g := s.gamma(shape + 1)
		return float64(g * exp(ln(1-s.uniform())/shape))
	}
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := s.normal()
		v := 1 + float64(c*x)
		if v <= 0 {
			continue
		}
		v = float64(v*v) * v
		u := 1 - s.uniform() // above 0
		if ln(u) < float64(float64(0.5*x)*x)+d-float64(d*v)+float64(d*ln(v)) {
			return float64(d * v)
		}
	}
}

// ln is the natural logarithm of a number above 0, as FreeBSD's e_log.c computes it.
func ln(x float64) float64 {
	const (
		high = 6.93147180369123816490e-01
		low  = 1.90821492927058770002e-10
		l1   = 6.666666666666735130e-01
		l2   = 3.999999999940941908e-01
		l3   = 2.857142874366239149e-01
		l4   = 2.222219843214978396e-01
		l5   = 1.818357216161805012e-01
		l6   = 1.531383769920937332e-01
		l7   = 1.479819860511658591e-01
	)
	f, exponent := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f *= 2
		exponent--
	}
	f--
	k := float64(exponent)
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	odd := float64(s2 * (l1 + float64(s4*(l3+float64(s4*(l5+float64(s4*l7)))))))
	even := float64(s4 * (l2 + float64(s4*(l4+float64(s4*l6)))))
	half := float64(float64(0.5*f) * f)
	return float64(k*high) - ((half - (float64(s*(half+(odd+even))) + float64(k*low))) - f)
}

// exp is e^x of a number up to 0, as FreeBSD's e_exp.c computes it.
func exp(x float64) float64 {
	const (
		high = 6.93147180369123816490e-01
		low  = 1.90821492927058770002e-10
		p1   = 1.66666666666666657415e-01
		p2   = -2.77777777770155933842e-03
		p3   = 6.61375632143793436117e-05
		p4   = -1.65339022054652515390e-06
		p5   = 4.13813679705723846039e-08
	)
	if x < -745 {
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	hi, lo := x-float64(k*high), float64(k*low)
	r := hi - lo
	t := float64(r * r)
	c := r - float64(t*(p1+float64(t*(p2+float64(t*(p3+float64(t*(p4+float64(t*p5)))))))))
	y := 1 - ((lo - float64(r*c)/(2-c)) - hi)
	return math.Ldexp(y, int(k))
}
