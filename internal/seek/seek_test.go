package seek_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc/internal/seek"
	"github.com/stretchr/testify/assert"
)

// TestEdge finds edges of lines, steps, curves and plateaus, in both directions, and counts how often it asks.
func TestEdge(t *testing.T) {
	forms := map[string]func(over *big.Int) *big.Int{
		"line":    func(over *big.Int) *big.Int { return new(big.Int).Mul(over, big.NewInt(7)) },
		"step":    func(over *big.Int) *big.Int { return big.NewInt(int64(2*min(over.Sign(), 0) + 1)) },
		"plateau": func(over *big.Int) *big.Int { return new(big.Int).Rsh(over, 20) },
		"cube":    func(over *big.Int) *big.Int { return new(big.Int).Exp(over, big.NewInt(3), nil) },
		"unknown": func(over *big.Int) *big.Int {
			if over.Sign() < 0 {
				return nil
			}
			return over
		},
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(200) {
				rng := rand.New(rand.NewPCG(seed, 0))
				long := uint(rng.IntN(80) + 1)
				in := new(big.Int).Lsh(big.NewInt(rng.Int64N(1000)), long)
				out := new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(rng.Int64N(1000)+1), long))
				way := new(big.Int).Sub(in, out)
				edge := new(big.Int).Mul(way, big.NewInt(rng.Int64N(1<<40)))
				edge.Rsh(edge, 40)
				edge.Sub(in, edge)
				sign := big.NewInt(1)
				if rng.IntN(2) == 0 {
					sign.SetInt64(-1)
				}
				turn := func(x *big.Int) *big.Int { return new(big.Int).Mul(x, sign) }
				calls := 0
				got := seek.Edge(turn(in), turn(out), func(at *big.Int) *big.Int {
					calls++
					return form(new(big.Int).Sub(turn(at), edge))
				})
				assert.Zero(t, got.Cmp(turn(edge)), "%s for %s", got, edge)
				assert.LessOrEqual(t, calls, way.BitLen()+28)
				if name == "line" {
					assert.LessOrEqual(t, calls, 6)
				}
			}
		})
	}
}

// TestTurn finds where something begins to hold on a stretch that may be open, and where it does so nowhere or everywhere.
func TestTurn(t *testing.T) {
	n := func(i int64) *big.Int { return big.NewInt(i) }
	from := func(edge int64) func(*big.Int) bool { return func(at *big.Int) bool { return at.Cmp(n(edge)) >= 0 } }
	for _, guess := range []int64{-1000, 6, 7, 8, 1000} {
		for _, s := range []seek.Stretch{{}, {Low: n(0)}, {High: n(50)}, {Low: n(-3), High: n(7)}, {Low: n(6), High: n(99)}} {
			edge, whole := seek.Turn(s, true, n(guess), from(7))
			assert.False(t, whole)
			assert.Equal(t, n(7), edge)
			edge, whole = seek.Turn(s, false, n(guess), func(at *big.Int) bool { return at.Cmp(n(7)) < 0 })
			assert.Equal(t, false, whole)
			assert.Equal(t, n(6), edge)
		}
	}
	edge, whole := seek.Turn(seek.Stretch{Low: n(8), High: n(20)}, true, n(10), from(7))
	assert.True(t, whole)
	assert.Equal(t, n(8), edge)
	edge, whole = seek.Turn(seek.Stretch{Low: n(1), High: n(6)}, true, n(3), from(7))
	assert.False(t, whole)
	assert.Nil(t, edge)
}
