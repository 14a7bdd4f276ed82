package sensitivity

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// meansOf is a random scorecard of nothing but means, some in percent, with KPIs used from elsewhere and weights of 0.
func meansOf(rng *rand.Rand) (*bsc.Definition, int) {
	def, k := &bsc.Definition{ID: "means"}, 0
	def.Defaults.Scorer.Name = "stated"
	weight := func() bsc.Number { return oracle.Pick(rng, bsc.Number("1"), "2", "3", "0.5", "33.3333333333", "0", "") }
	for p := range 2 + rng.IntN(2) {
		perspective := bsc.Perspective{ID: fmt.Sprint("p", p), Weight: bsc.Number(fmt.Sprint(1 + rng.IntN(4)))}
		for o := range 1 + rng.IntN(3) {
			objective := bsc.Objective{ID: fmt.Sprintf("o%d-%d", p, o), Weight: bsc.Number(fmt.Sprint(1 + rng.IntN(4)))}
			percent := rng.IntN(4) == 0
			if percent {
				objective.Aggregator.Name = "weighted_sum"
			}
			n := 2 + rng.IntN(3)
			for i := range n {
				kpi := bsc.KPI{ID: fmt.Sprintf("k%02d", k), Weight: weight()}
				if i == 0 {
					kpi.Weight = "1"
				}
				if percent {
					kpi.Weight = bsc.Number(fmt.Sprint(100 / n))
					if i == 0 {
						kpi.Weight = bsc.Number(fmt.Sprint(100 - 100/n*(n-1)))
					}
				}
				kpi.Missing.Rule = oracle.Pick(rng, bsc.MissingExclude, bsc.MissingExclude, bsc.MissingZero)
				objective.KPIs = append(objective.KPIs, kpi)
				k++
			}
			if first := fmt.Sprintf("k%02d", rng.IntN(k)); !percent && rng.IntN(3) == 0 && first < objective.KPIs[0].ID {
				objective.Uses = append(objective.Uses, bsc.Use{KPI: first, Weight: "2"})
			}
			perspective.Objectives = append(perspective.Objectives, objective)
		}
		def.Perspectives = append(def.Perspectives, perspective)
	}
	return def, k
}

// someOf are random scores of KPIs, of which some are missing.
func someOf(rng *rand.Rand, kpis int) bsc.Actuals {
	actuals := bsc.Actuals{}
	for i := range kpis {
		if rng.IntN(8) > 0 {
			actuals[fmt.Sprintf("k%02d", i)] = decimal.New(rng.Int64N(1001), -1)
		}
	}
	return actuals
}

func on(t testing.TB, card *bsc.Scorecard, unit string, actuals bsc.Actuals) *bsc.Result {
	t.Helper()
	r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 1), OrgUnit: unit, Readings: actuals})
	require.NoError(t, err)
	return r
}

// TestLaw_means: where nothing but means lies between, every turn is exact, and the engine turns where the formula says:
// flips and reversals, with missing data, KPIs used from elsewhere and weights in percent.
func TestLaw_means(t *testing.T) {
	flips, reversals := 0, 0
	for seed := range oracle.Cards(120) {
		rng := rand.New(rand.NewPCG(seed, 9))
		def, kpis := meansOf(rng)
		card := bsc.MustCompile(def, nil)
		a, b := on(t, card, "a", someOf(rng, kpis)), on(t, card, "b", someOf(rng, kpis))
		s, err := Flips(a, bsc.Ref{})
		require.NoError(t, err)
		pairs, err := Reversals([]*bsc.Result{a, b}, bsc.Ref{})
		require.NoError(t, err)
		for _, l := range levers(a, card.Ref()) {
			flips += exactly(t, l, s.Flips, seed)
			reversals += exactly(t, l, pairs[0].Flips, seed)
		}
	}
	require.Greater(t, flips, 100)
	require.Greater(t, reversals, 100)
	t.Log(flips, reversals)
}

// exactly checks that the turns of a weight are exact, and that the engine finds them there.
func exactly(t *testing.T, l *lever, flips []Flip, seed uint64) (turns int) {
	t.Helper()
	for _, f := range flips {
		if f.Ref != l.of {
			continue
		}
		for _, turn := range []*Turn{f.Lighter, f.Heavier} {
			if turn == nil || turn.Weight.IsZero() || l.yields && turn.Weight.Equal(l.all) { // something counts no more
				continue
			}
			if !turn.Exact && l.own.IsZero() { // its parent has no score without it
				continue
			}
			turns++
			require.True(t, turn.Exact, "card %d: %s at %s", seed, l.of, turn.Weight)
			off := new(big.Rat).Sub(l.shareOf(exact.Rat(turn.Weight)), exact.Rat(turn.Share))
			require.LessOrEqual(t, off.Abs(off).Cmp(big.NewRat(1, 100_000_000)), 0, "card %d: %s at %s, %s", seed, l.of, turn.Weight, turn.Share)
		}
	}
	return turns
}

// TestLaw_importance: shares add up to 1 under means, whatever is missing, and are those of the plain formula.
func TestLaw_importance(t *testing.T) {
	entered := 0
	for seed := range oracle.Cards(60) {
		rng := rand.New(rand.NewPCG(seed, 10))
		def, kpis := meansOf(rng)
		card := bsc.MustCompile(def, nil)
		results := make([]*bsc.Result, 12)
		for i := range results {
			results[i] = on(t, card, fmt.Sprint(i), someOf(rng, kpis))
		}
		i, err := ImportanceOf(results, bsc.Ref{})
		require.NoError(t, err)
		for _, m := range []Movement{i.Children, i.Ends} {
			require.Equal(t, len(results), m.Entered+m.LeftOut)
			require.True(t, m.Additive)
			var nominal, moves decimal.Decimal
			for _, mover := range m.Movers {
				nominal, moves = nominal.Add(mover.Nominal), moves.Add(mover.Moves.Decimal)
				require.Equal(t, m.Movers[0].Moves.Valid, mover.Moves.Valid)
			}
			require.Equal(t, "1", nominal.String())
			if len(m.Movers) > 0 && m.Movers[0].Moves.Valid {
				entered++
				require.Equal(t, "1", moves.String())
			}
		}
	}
	require.Greater(t, entered, 30)
}

// TestLaw_leaveParentsOut: an objective or a perspective that is taken out leaves what a definition without it gives.
func TestLaw_leaveParentsOut(t *testing.T) {
	cases := 0
	for seed := range oracle.Cards(60) {
		rng := rand.New(rand.NewPCG(seed, 11))
		def, kpis := meansOf(rng)
		actuals := someOf(rng, kpis)
		left, err := LeaveOneOut([]*bsc.Result{on(t, bsc.MustCompile(def, nil), "a", actuals)}, bsc.Ref{})
		require.NoError(t, err)
		for _, l := range left {
			other := def.Clone()
			other.Perspectives = slices.DeleteFunc(other.Perspectives, func(p bsc.Perspective) bool { return bsc.PerspectiveRef(p.ID) == l.Ref })
			for i := range other.Perspectives {
				p := &other.Perspectives[i]
				p.Objectives = slices.DeleteFunc(p.Objectives, func(o bsc.Objective) bool { return bsc.ObjectiveRef(o.ID) == l.Ref })
			}
			card, err := bsc.Compile(other, nil)
			if err != nil || l.Ref.Kind == bsc.KindKPI {
				continue // another objective uses one of its KPIs
			}
			want, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 1), Readings: known(card, actuals)})
			require.NoError(t, err)
			require.Equal(t, want.Score(), l.Results[0].Without.Score, "card %d without %s", seed, l.Ref)
			cases++
		}
	}
	require.Greater(t, cases, 100)
}

// known are the scores of the KPIs that are on a card.
func known(card *bsc.Scorecard, actuals bsc.Actuals) bsc.Actuals {
	of := bsc.Actuals{}
	for id, score := range actuals {
		if _, on := card.KPI(id); on {
			of[id] = score
		}
	}
	return of
}
