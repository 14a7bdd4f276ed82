package sensitivity

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestFloats: the own logarithm and exponential are those of package math, but for the last digit, and the digits of all
// draws are the same on every machine.
func TestFloats(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		x := rng.ExpFloat64() * math.Pow(10, float64(rng.IntN(40)-30))
		assert.InEpsilon(t, math.Log(x), ln(x), 1e-14)
		y := -rng.ExpFloat64() * 30
		assert.InEpsilon(t, math.Exp(y), exp(y), 1e-14)
	}
	assert.Zero(t, exp(-800))
	assert.Zero(t, ln(1))
}

// TestFloats_golden pins digits: another processor, compiler or version must give the same.
func TestFloats_golden(t *testing.T) {
	from := source{rand.NewPCG(1, 2)}
	var bits []uint64
	for range 2 {
		bits = append(bits, math.Float64bits(from.uniform()), math.Float64bits(from.normal()), math.Float64bits(from.gamma(0.3)), math.Float64bits(from.gamma(7)))
	}
	assert.Equal(t, []uint64{
		0x3fe89eb4b0caddde, 0x3fe0ea2a393d5bb9, 0x3fc778f4d28c032e, 0x40192735a61ff429,
		0x3fe52e6b479f7c6d, 0xbfb5d44b023aa9da, 0x3f6f1c643f22ff60, 0x401ad50dc87f98fd,
	}, bits)
	sum := uint64(0)
	for range 100_000 {
		sum = sum*31 + math.Float64bits(from.gamma(0.1)) + 7*math.Float64bits(from.gamma(2.5)) + 13*math.Float64bits(from.normal())
	}
	assert.Equal(t, uint64(0xfcec0b02e8c155f), sum)
}

// TestGamma checks the mean and the variance of gamma distributed numbers, which are both the shape.
func TestGamma(t *testing.T) {
	from := source{rand.NewPCG(3, 4)}
	const n = 200_000
	for _, shape := range []float64{0.05, 0.5, 1, 3, 40} {
		sum, squares := 0.0, 0.0
		for range n {
			g := from.gamma(shape)
			sum += g
			squares += g * g
		}
		mean := sum / n
		assert.InDelta(t, shape, mean, 5*math.Sqrt(shape/n))
		assert.InEpsilon(t, shape, squares/n-mean*mean, 0.06)
	}
}
