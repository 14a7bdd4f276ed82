package bridges_test

import (
	"math/big"
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
	for seed := range oracle.Cards(300) {
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
			for _, step := range got.Steps {
				own, there := want.Brought[string(step.Cause)]
				if step.Cause == bridge.Restated && !there && from.Period() == to.Period() {
					continue
				}
				if !there {
					own = new(big.Rat)
				}
				units := new(big.Rat).Mul(step.Change.Rat(), big.NewRat(1e10, 1))
				off := units.Sub(units, own)
				require.Negative(t, off.Abs(off).Cmp(big.NewRat(1, 1)), "ends %d, %s: %s brings %s, not %s units", seed, ref, step.Cause, step.Change, own.FloatString(3))
			}
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
	require.Greater(t, compared, int(oracle.Cards(300)))
}
