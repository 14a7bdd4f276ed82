package goalseek_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func scoreOf(d decimal.Decimal) bsc.Score {
	s, _ := bsc.NewScore(d.Round(10))
	return s
}

// TestSeek asks functions of all forms, and counts how often it asks.
func TestSeek(t *testing.T) {
	forms := map[string]struct {
		most int
		of   func(x, edge decimal.Decimal) decimal.Decimal
	}{
		"a line": {8, func(x, edge decimal.Decimal) decimal.Decimal { return n("50").Add(x.Sub(edge).Div(n("1000"))) }},
		"a step": {110, func(x, edge decimal.Decimal) decimal.Decimal {
			if x.LessThan(edge) {
				return n("0")
			}
			return n("100")
		}},
		"steep, then flat": {110, func(x, edge decimal.Decimal) decimal.Decimal {
			if d := x.Sub(edge); d.Sign() < 0 {
				return n("50").Add(d)
			}
			return n("50").Add(x.Sub(edge).Div(n("100000000")))
		}},
		"a long flat": {110, func(x, edge decimal.Decimal) decimal.Decimal {
			if x.LessThan(edge) {
				return n("49.9999999999")
			}
			return decimal.Max(n("50"), x.Div(n("1000000")))
		}},
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(100) {
				rng := rand.New(rand.NewPCG(seed, 6))
				edge := decimal.New(rng.Int64N(2_000_000)-1_000_000, -int32(rng.IntN(9)))
				w := goalseek.Way{From: n("-1000000000000"), To: n("1000000000000"), Step: oracle.Pick(rng, n("1"), n("0.01"), n("0.000000000001"))}
				sign := oracle.Pick(rng, n("1"), n("-1"))
				w.From, w.To = w.From.Mul(sign), w.To.Mul(sign)
				calls := 0
				f := func(x decimal.Decimal) (bsc.Score, error) {
					calls++
					return scoreOf(form.of(x.Mul(sign), edge)), nil
				}
				found, err := goalseek.Seek(f, n("50"), w)
				require.NoError(t, err)
				assert.Equal(t, calls, found.Calls)
				if most := form.most; w.Step.LessThan(n("0.01")) { // many steps have one score
					assert.LessOrEqual(t, calls, max(most, 45))
				} else {
					assert.LessOrEqual(t, calls, most)
				}
				assert.True(t, found.Reached)
				got, _ := found.Score.Decimal()
				require.True(t, got.GreaterThanOrEqual(n("50")))
				require.True(t, form.of(found.Value.Mul(sign).Sub(w.Step), edge).Round(10).LessThan(n("50")), "%s for %s", found.Value, edge)
				if name == "a line" {
					w.Guess = decimal.NewNullDecimal(found.Value)
					found, err = goalseek.Seek(f, n("50"), w)
					require.NoError(t, err)
					assert.LessOrEqual(t, found.Calls, 6)
				}
			}
		})
	}
}

// TestSeek_ends checks what is reached nowhere, or at once, and errors.
func TestSeek_ends(t *testing.T) {
	same := func(x decimal.Decimal) (bsc.Score, error) { return scoreOf(x), nil }
	found, err := goalseek.Seek(same, n("50"), goalseek.Way{From: n("0"), To: n("40.5"), Step: n("1")})
	require.NoError(t, err)
	assert.Equal(t, "40", found.Value.String())
	assert.False(t, found.Reached)
	found, err = goalseek.Seek(same, n("50"), goalseek.Way{From: n("60"), To: n("90")})
	require.NoError(t, err)
	assert.Equal(t, "60", found.Value.String())
	assert.True(t, found.Reached)
	found, err = goalseek.Seek(func(decimal.Decimal) (bsc.Score, error) { return bsc.Score{}, nil }, n("50"), goalseek.Way{To: n("90")})
	require.NoError(t, err)
	assert.False(t, found.Reached || found.Score.Valid())
	broken := errors.New("broken")
	_, err = goalseek.Seek(func(x decimal.Decimal) (bsc.Score, error) {
		if x.LessThan(n("50")) {
			return bsc.Score{}, broken
		}
		return scoreOf(x), nil
	}, n("70"), goalseek.Way{To: n("90")})
	assert.ErrorIs(t, err, broken)
	for _, c := range []struct {
		w    goalseek.Way
		want bsc.Code
	}{
		{goalseek.Way{To: n("1e60")}, bsc.ErrNumber},
		{goalseek.Way{To: n("1"), Step: n("-1")}, bsc.ErrValue},
		{goalseek.Way{To: n("1"), Step: n("1e-19")}, bsc.ErrValue},
		{goalseek.Way{From: n("1.2"), To: n("1.8"), Step: n("1")}, bsc.ErrValue},
	} {
		_, err = goalseek.Seek(same, n("1"), c.w)
		assert.ErrorIs(t, err, c.want)
	}
}
