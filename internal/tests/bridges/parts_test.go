package bridges_test

import (
	"math/big"
	"testing"

	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/require"
)

// unit is a unit of the tenth place of a score.
func unit(n int64) *big.Rat { return new(big.Rat).Mul(big.NewRat(n, 1), big.NewRat(1, 1e10)) }

// compareParts holds the parts of a cause to what they should be, within so many units.
func compareParts(t *testing.T, seed uint64, b *oracle.Branch, cause bridge.Cause, want map[string]*big.Rat, within *big.Rat) bool {
	t.Helper()
	ends, err := b.Ends()
	require.NoError(t, err, "tree %d", seed)
	if !ends[0].Score().Valid() || !ends[1].Score().Valid() {
		return false
	}
	got, err := bridge.Between(ends[0], ends[1], nil)
	require.NoError(t, err)
	own := map[string]*big.Rat{}
	for _, step := range got.Steps {
		if step.Cause != cause {
			require.Zero(t, step.Change.Sign(), "tree %d: %s", seed, step.Cause)
			continue
		}
		for _, part := range step.Parts {
			require.NotContains(t, own, part.Ref.ID)
			own[part.Ref.ID] = part.Change.Rat()
		}
	}
	for id, part := range own {
		if want[id] == nil {
			require.LessOrEqual(t, new(big.Rat).Abs(part).Cmp(within), 0, "tree %d: %s has %s, and should have no part", seed, id, part.FloatString(10))
		}
	}
	for id, part := range want {
		if own[id] == nil {
			own[id] = new(big.Rat)
		}
		off := new(big.Rat).Sub(own[id], part)
		require.LessOrEqual(t, off.Abs(off).Cmp(within), 0, "tree %d: %s has %s, and should have %s", seed, id, own[id].FloatString(12), part.FloatString(12))
	}
	return true
}

// TestParts: the parts of nodes are Shapley values over all subsets of leaves, or what multipliers make of them.
func TestParts(t *testing.T) {
	means, rest := []string{"weighted_mean"}, []string{"min", "max", "median"}
	all := append(means, rest...)
	leaves, multipliers := (*oracle.Branch).ByLeaves, (*oracle.Branch).ByMultipliers
	path := func(b *oracle.Branch) map[string]*big.Rat { return b.Branches[0].Branches[0].AlongPath() }
	for name, c := range map[string]struct {
		shape  oracle.Shape
		of     func(*oracle.Branch) map[string]*big.Rat
		cause  bridge.Cause
		within *big.Rat
	}{
		"means":            {oracle.Shape{Rules: means, Above: means, Least: 1, Most: 2}, leaves, bridge.Performance, unit(4)},
		"one level":        {oracle.Shape{Rules: all, Least: 1, Most: 7}, leaves, bridge.Performance, unit(2)},
		"vetoes":           {oracle.Shape{Rules: []string{"veto"}, Least: 1, Most: 6}, leaves, bridge.Performance, unit(2)},
		"weights of 0":     {oracle.Shape{Rules: []string{"veto"}, Least: 1, Most: 6, Zero: true}, leaves, bridge.Performance, unit(2)},
		"coming and going": {oracle.Shape{Rules: rest, Least: 1, Most: 7, Vanishing: true}, leaves, bridge.Performance, unit(2)},
		"vetoes coming":    {oracle.Shape{Rules: []string{"veto"}, Least: 1, Most: 6, Zero: true, Vanishing: true}, leaves, bridge.Performance, unit(2)},
		"nested":           {oracle.Shape{Rules: all, Above: all, Least: 1, Most: 5}, multipliers, bridge.Performance, unit(60)},
		"reweighed":        {oracle.Shape{Rules: means, Above: means, Least: 1, Most: 5, Reweighed: true}, multipliers, bridge.Weights, unit(6)},
		"a path":           {oracle.Shape{Rules: rest, Least: 24, Most: 36}, path, bridge.Performance, big.NewRat(1, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			tested, cards := 0, oracle.Cards(100)
			if c.shape.Least > 12 {
				cards /= 5
			}
			for seed := range cards {
				b := oracle.RandomBranch(seed, c.shape)
				if b.Score(0) == nil || b.Score(1) == nil {
					continue
				}
				if compareParts(t, seed, b, c.cause, c.of(b), c.within) {
					tested++
				}
			}
			t.Logf("%d trees", tested)
			require.Positive(t, tested)
		})
	}
}
