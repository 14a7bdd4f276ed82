package bridges_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// addsUp holds a bridge to its sums, and returns its parts by cause and node.
func addsUp(t *testing.T, at string, b *bridge.Bridge) map[string]decimal.Decimal {
	t.Helper()
	from, _ := b.From.Score.Decimal()
	to, _ := b.To.Score.Decimal()
	require.True(t, to.Sub(from).Equal(b.Change), "%s", at)
	parts, sum := map[string]decimal.Decimal{}, decimal.Decimal{}
	for _, s := range b.Steps {
		own := decimal.Decimal{}
		for _, p := range s.Parts {
			own = own.Add(p.Change)
			key := string(s.Cause) + " " + p.Ref.String()
			parts[key] = parts[key].Add(p.Change)
		}
		require.True(t, own.Equal(s.Change), "%s: %s brings %s, and its parts %s", at, s.Cause, s.Change, own)
		sum = sum.Add(s.Change)
	}
	require.True(t, sum.Equal(b.Change), "%s: causes bring %s of %s", at, sum, b.Change)
	return parts
}

// TestBetween_nodes: at every node, everything adds up, and the bridge back has the same parts with other signs.
func TestBetween_nodes(t *testing.T) {
	tested := 0
	for seed := range oracle.Cards(50) {
		e := oracle.RandomEnds(seed)
		from, to, o, ok := results(t, &e)
		if !ok {
			continue
		}
		for _, ref := range to.Scorecard().Nodes() {
			o.Node = ref
			forth, err := bridge.Between(from, to, o)
			if err != nil {
				continue
			}
			at := fmt.Sprint("ends ", seed, ", ", ref)
			parts := addsUp(t, at, forth)
			back, err := bridge.Between(to, from, o)
			require.NoError(t, err)
			others := addsUp(t, at, back)
			require.Len(t, others, len(parts), at)
			for key, part := range parts {
				require.True(t, part.Neg().Equal(others[key]), "%s: %s brings %s and %s", at, key, part, others[key])
			}
			tested++
		}
	}
	t.Logf("%d bridges", tested)
	require.Positive(t, tested)
}

// TestBetween_symmetry: KPIs that are alike get the same part to within one quantum, under any aggregator, few or many; and
// a KPI that stayed as it was gets none.
func TestBetween_symmetry(t *testing.T) {
	for seed := range oracle.Cards(100) {
		rng := rand.New(rand.NewPCG(seed, 33))
		rule := oracle.Pick(rng, "weighted_mean", "min", "max", "median", "geometric", "harmonic", "veto", "power")
		policy := bsc.Policy{Name: rule}
		switch rule {
		case "veto":
			policy = bsc.NewPolicy("veto", bsc.VetoArgs{Limit: "40", Cap: "30"})
		case "power":
			policy = bsc.NewPolicy("power", bsc.PowerArgs{P: "2"})
		}
		o := bsc.Objective{ID: "o", Aggregator: policy}
		before, after := bsc.Actuals{}, bsc.Actuals{}
		kinds, n := 2+rng.IntN(4), 2+rng.IntN(oracle.Pick(rng, 10, 24))
		type kind struct {
			weight        bsc.Number
			before, after decimal.Decimal
		}
		var list []kind
		for range kinds {
			k := kind{bsc.Number(fmt.Sprint(1 + rng.IntN(3))), decimal.New(rng.Int64N(100)+1, 0), decimal.New(rng.Int64N(100)+1, 0)}
			list = append(list, k)
		}
		list[0].after = list[0].before
		kindOf := map[string]int{}
		for i := range n {
			id, at := fmt.Sprint("k", i), rng.IntN(kinds)
			k := list[at]
			kindOf[id] = at
			o.KPIs = append(o.KPIs, bsc.KPI{ID: id, Weight: k.weight, Scorer: bsc.Policy{Name: "stated"}})
			before[id], after[id] = k.before, k.after
		}
		card := bsc.MustCompile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}}, nil)
		from, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: before})
		require.NoError(t, err)
		to, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 2), Readings: after})
		require.NoError(t, err)
		b, err := bridge.Between(from, to, nil)
		require.NoError(t, err)
		parts := addsUp(t, fmt.Sprint("card ", seed), b)
		first := map[int]decimal.Decimal{}
		for i := range n {
			id := fmt.Sprint("k", i)
			part := parts["performance kpi:"+id]
			if kindOf[id] == 0 {
				require.Zero(t, part.Sign(), "card %d, %s: %s has not moved", seed, rule, id)
			}
			if _, known := first[kindOf[id]]; !known {
				first[kindOf[id]] = part
			}
			off := part.Sub(first[kindOf[id]]).Abs()
			require.True(t, off.LessThanOrEqual(decimal.New(1, -10)), "card %d, %s: %s has %s, and one like it %s", seed, rule, id, part, first[kindOf[id]])
		}
	}
}

// TestOver_addsUp: on a linear card on which only actuals move, two steps bring what the bridge over both brings.
func TestOver_addsUp(t *testing.T) {
	for seed := range oracle.Cards(60) {
		rng := rand.New(rand.NewPCG(seed, 34))
		b := oracle.RandomBranch(seed, oracle.Shape{Rules: []string{"weighted_mean"}, Above: []string{"weighted_mean"}, Least: 1, Most: 5})
		ends, err := b.Ends()
		require.NoError(t, err)
		last := bsc.Actuals{}
		for _, l := range b.Leaves() {
			last[l.ID] = decimal.New(rng.Int64N(10000), -2)
		}
		third, err := ends[0].Scorecard().Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: last})
		require.NoError(t, err)
		r, err := bridge.Over([]*bsc.Result{ends[0], ends[1], third}, nil)
		require.NoError(t, err)
		both, err := bridge.Between(ends[0], third, nil)
		require.NoError(t, err)
		require.True(t, r.Change.Equal(both.Change))
		parts := addsUp(t, fmt.Sprint("card ", seed), both)
		for i, s := range r.Steps {
			require.True(t, s.Change.Equal(both.Steps[i].Change), "card %d: %s", seed, s.Cause)
			for _, p := range s.Parts {
				off := p.Change.Sub(parts[string(s.Cause)+" "+p.Ref.String()]).Abs()
				require.True(t, off.LessThan(decimal.New(6, -10)), "card %d: %s: %s", seed, p.Ref, off)
			}
		}
	}
}

// TestBridge_weights: where only one weight has changed, no line says that others have.
func TestBridge_weights(t *testing.T) {
	evaluate := func(w bsc.Number) *bsc.Result {
		def := oracle.Stated(map[string]string{"a": string(w), "b": "1"})
		r, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
			Period: period.Quarter(2026, 1), Readings: bsc.Actuals{"a0": decimal.New(40, 0), "b0": decimal.New(80, 0)},
		})
		require.NoError(t, err)
		return r
	}
	b, err := bridge.Between(evaluate("1"), evaluate("3"), nil)
	require.NoError(t, err)
	require.Equal(t, "60.0 → 50.0: −10.0 because kpi:a0 weighs more (1 → 3)", b.String())
}
