package bridges_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/require"
)

// results evaluates ends. ok is false where the library refuses a definition.
func results(t testing.TB, e *oracle.Ends) (from, to *bsc.Result, o *bridge.Options, ok bool) {
	from, err := e.From.Result()
	if err != nil {
		return nil, nil, nil, false
	}
	if to, err = e.To.Result(); err != nil {
		return from, nil, nil, false
	}
	o = &bridge.Options{Node: e.Node}
	if e.Restated != nil {
		o.Restated, err = e.Restated.Result()
		require.NoError(t, err)
	}
	return from, to, o, true
}

// TestCauses: what each cause has brought is the mean over all orders, to the last digit.
func TestCauses(t *testing.T) {
	compared, mixed, apart, restated, nodes := 0, 0, 0, 0, 0
	for seed := range oracle.Cards(120) {
		e := oracle.RandomEnds(seed)
		from, to, o, ok := results(t, &e)
		if !ok {
			continue
		}
		for _, ref := range from.Scorecard().Nodes() {
			if _, both := to.Of(ref); !both || ref.Kind == bsc.KindKPI && seed%5 > 0 {
				continue
			}
			e.Node, o.Node = ref, ref
			want, ok := e.Causes()
			got, err := bridge.Between(from, to, o)
			if !ok {
				require.Error(t, err, "ends %d", seed)
				continue
			}
			if err != nil {
				require.NotNil(t, o.Restated, "ends %d: %v", seed, err)
				require.False(t, o.Restated.ScoreOf(ref).Valid(), "ends %d: %v", seed, err)
				continue
			}
			holds(t, fmt.Sprint("ends ", seed, ", ", ref), got, &want)
			require.Equal(t, want.Mixed, got.Mixed, "ends %d, %s", seed, ref)
			compared++
			if want.Mixed {
				mixed++
			}
			if want.Apart {
				apart++
			}
			if e.Restated != nil {
				restated++
			}
			if ref.Kind != bsc.KindScorecard {
				nodes++
			}
		}
	}
	t.Logf("%d bridges, of which %d of single nodes, %d mixed, %d apart, %d restated", compared, nodes, mixed, apart, restated)
	require.Greater(t, compared, int(oracle.Cards(120)))
}

// holds holds the causes of a bridge to what they should have brought.
func holds(t *testing.T, at string, got *bridge.Bridge, want *oracle.Reckoning) {
	t.Helper()
	for _, step := range got.Steps {
		own, there := want.Brought[string(step.Cause)]
		if !there {
			own = new(big.Rat)
		}
		units := new(big.Rat).Mul(step.Change.Rat(), big.NewRat(1e10, 1))
		off := units.Sub(units, own)
		require.Negative(t, off.Abs(off).Cmp(big.NewRat(1, 1)), "%s: %s brings %s, not %s units", at, step.Cause, step.Change, own.FloatString(3))
	}
}

// TestCauses_cards: the same on cards with everything that a card may have.
func TestCauses_cards(t *testing.T) {
	compared := 0
	for seed := range oracle.Cards(100) {
		rng := rand.New(rand.NewPCG(seed, 42))
		e := oracle.Ends{From: oracle.RandomCard(seed)}
		e.To = e.From.Clone()
		e.To.Readings = oracle.RandomCard(seed + 1).Readings
		for _, weights := range oracle.Siblings(e.To.Definition) {
			for _, w := range weights {
				if rng.IntN(3) == 0 {
					*w = oracle.Pick(rng, bsc.Number("1"), "2", "0.5", "7", "0")
				}
			}
		}
		for o := range oracle.Objectives(e.To.Definition) {
			switch rng.IntN(4) {
			case 0:
				o.Aggregator = bsc.Policy{Name: oracle.Pick(rng, "weighted_mean", "min", "max", "median", "geometric", "harmonic")}
			case 1:
				o.Missing.Rule = oracle.Pick(rng, bsc.MissingExclude, bsc.MissingZero, bsc.MissingRequire)
			case 2:
				o.Round = &bsc.Rounding{Places: rng.Int32N(4)}
			}
		}
		from, to, o, ok := results(t, &e)
		if !ok {
			continue
		}
		for _, ref := range to.Scorecard().Nodes() {
			e.Node, o.Node = ref, ref
			want, ok := e.Causes()
			got, err := bridge.Between(from, to, o)
			require.Equal(t, ok, err == nil, "cards %d, %s: %v", seed, ref, err)
			if ok {
				holds(t, fmt.Sprint("cards ", seed, ", ", ref), got, &want)
				compared++
			}
		}
	}
	t.Logf("%d bridges", compared)
	require.Positive(t, compared)
}
