package attribution

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// draw is a number whose parts are often 0 or full.
func draw(rng *rand.Rand, words int) fixed {
	var a fixed
	for i := range words {
		a.w[i] = []uint64{0, ^uint64(0), rng.Uint64(), rng.Uint64N(1000)}[rng.IntN(4)]
	}
	a.neg = rng.IntN(2) == 0 && !a.isZero()
	return a
}

// TestFixed compares the arithmetic with that of big integers.
func TestFixed(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	one := new(big.Int).Lsh(big.NewInt(1), 64)
	for range 20_000 {
		a, b := draw(rng, 2), draw(rng, 2)
		require.Equal(t, a, ofBig(a.big()))
		assert.Zero(t, new(big.Int).Add(a.big(), b.big()).Cmp(a.plus(b).big()), "%v + %v", a, b)
		assert.Zero(t, new(big.Int).Sub(a.big(), b.big()).Cmp(a.minus(b).big()), "%v - %v", a, b)
		product := new(big.Int).Mul(a.big(), b.big())
		assert.Zero(t, product.Quo(product, one).Cmp(a.times(b).big()), "%v * %v", a, b)
		n := rng.Uint64N(1000) + 1
		assert.Zero(t, new(big.Int).Quo(a.big(), new(big.Int).SetUint64(n)).Cmp(a.by(n).big()), "%v / %d", a, n)
		assert.Equal(t, a.big().CmpAbs(b.big()), a.cmpAbs(b))
		if !b.isZero() {
			q := new(big.Int).Lsh(a.big(), 64)
			assert.Zero(t, q.Quo(q, b.big()).Cmp(a.over(b).big()), "%v over %v", a, b)
		}
		if t.Failed() {
			return
		}
	}
}

// TestApportion rounds by the largest remainders, the first of equals, and the same with the other sign.
func TestApportion(t *testing.T) {
	for _, c := range []struct {
		amounts []int64
		den     int64
		change  int64
		want    []int64
	}{
		{[]int64{1, 1, 1}, 3, 1, []int64{1, 0, 0}},
		{[]int64{1, 2, 3}, 4, 1, []int64{0, 0, 1}},
		{[]int64{1, 2, 3}, 4, 2, []int64{0, 1, 1}},
		{[]int64{-5, 3}, 2, -1, []int64{-2, 1}},
		{[]int64{-5, 4}, 2, -1, []int64{-3, 2}},
		{[]int64{7}, 2, 3, []int64{3}},
		{[]int64{0, 0}, 1, 5, []int64{3, 2}}, // nothing explains it: all bear it alike
		{nil, 1, 0, nil},
	} {
		var forth, back []*big.Int
		for _, a := range c.amounts {
			forth, back = append(forth, big.NewInt(a)), append(back, big.NewInt(-a))
		}
		assert.Equal(t, c.want, Apportion(forth, big.NewInt(c.den), c.change), "%v", c)
		reversed := Apportion(back, big.NewInt(c.den), -c.change)
		for i := range reversed {
			assert.Equal(t, -c.want[i], reversed[i], "%v", c)
		}
	}
}

// TestSettle gives what is left over by size, and to all alike where there is none.
func TestSettle(t *testing.T) {
	amounts := []fixed{whole(30), whole(-10)}
	settle(amounts, whole(8))
	assert.Equal(t, []fixed{whole(36), whole(-8)}, amounts)
	amounts = []fixed{{}, {}}
	settle(amounts, whole(-8))
	assert.Equal(t, []fixed{whole(-4), whole(-4)}, amounts)
}
