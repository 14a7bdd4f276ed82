package sensitivity_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync/atomic"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/sensitivity"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bothWays are the two ways to draw weights.
func bothWays(draws int) []sensitivity.Options {
	return []sensitivity.Options{
		{Draws: draws, Seed: 42, Concentration: "20"},
		{Draws: draws, Seed: 42, Intervals: sensitivity.Intervals{Within: "50", Ranges: map[bsc.Ref]sensitivity.Interval{
			bsc.PerspectiveRef("p0"): {Low: "0.5", High: "3"},
		}}},
	}
}

func ranks(t testing.TB, results []*bsc.Result, o sensitivity.Options) *sensitivity.Acceptability {
	t.Helper()
	a, err := sensitivity.Ranks(t.Context(), results, bsc.Ref{}, o)
	require.NoError(t, err)
	return a
}

// TestRanks_golden: the same seed gives the same digits, on every machine and on any number of processors.
func TestRanks_golden(t *testing.T) {
	results := company(t, 300)
	for i, want := range []string{"0ea1bec1c861fd91", "e6b1abce557415ea"} {
		text, err := json.Marshal(ranks(t, results, bothWays(200)[i]))
		require.NoError(t, err)
		sum := sha256.Sum256(text)
		assert.Equal(t, want, hex.EncodeToString(sum[:8]))
	}
}

// TestRanks_sums: the shares of a result's ranks, of a rank over all results, and of ratings add up to 1, also where
// results share ranks, and where the draws do not divide 10^10.
func TestRanks_sums(t *testing.T) {
	card := flat("1", "2", "3")
	results := []*bsc.Result{
		of(t, card, "a", "90", "60", "30"), of(t, card, "b", "90", "60", "30"), of(t, card, "c", "60", "60", "60"),
		of(t, card, "d", "60", "60", "60"), of(t, card, "e", "60", "60", "60"), of(t, card, "f"), of(t, card, "g"),
		of(t, card, "h", "10", "50", "95"),
	}
	for _, draws := range []int{1, 3, 77, 100} {
		for _, o := range bothWays(draws) {
			o.Ranges = nil
			byRank := map[int]decimal.Decimal{}
			for _, r := range ranks(t, results, o).Results {
				var own, rated decimal.Decimal
				for _, share := range r.Ranks {
					own, byRank[share.Rank] = own.Add(share.Share), byRank[share.Rank].Add(share.Share)
				}
				for _, share := range r.Ratings {
					rated = rated.Add(share.Share)
				}
				assert.Equal(t, "1", own.String(), r.OrgUnit)
				assert.Equal(t, "1", rated.String(), r.OrgUnit)
				if r.OrgUnit == "f" || r.OrgUnit == "g" {
					assert.Equal(t, []int{7, 8}, []int{r.Ranks[0].Rank, r.Ranks[1].Rank}, "no score is last")
					assert.Equal(t, "7.5", r.MeanRank.Round(4).String())
					assert.Zero(t, r.Spread.Scored)
					assert.False(t, r.Spread.Mean.Valid)
				}
			}
			assert.Len(t, byRank, len(results))
			for rank, sum := range byRank {
				assert.Equal(t, "1", sum.String(), "rank %d", rank)
			}
		}
	}
}

// TestRanks_ties: two that are level in every draw have half of two ranks each.
func TestRanks_ties(t *testing.T) {
	card := flat("1", "2")
	a := ranks(t, []*bsc.Result{of(t, card, "a", "90", "60"), of(t, card, "b", "90", "60"), of(t, card, "c", "1", "2")}, sensitivity.Options{
		Draws: 10, Concentration: "5", Quantiles: []bsc.Number{"0", "100"},
	})
	half := decimal.New(5, -1)
	assert.Equal(t, []sensitivity.RankShare{{Rank: 1, Share: half}, {Rank: 2, Share: half}}, a.Results[0].Ranks)
	assert.Equal(t, a.Results[0].Ranks, a.Results[1].Ranks)
	assert.Equal(t, "1.5", a.Results[1].MeanRank.String())
	assert.Equal(t, []int{1, 1, 3}, []int{a.Results[0].Rank, a.Results[1].Rank, a.Results[2].Rank})
	s := a.Results[0].Spread
	assert.Equal(t, []string{s.Lowest.Decimal.String(), s.Highest.Decimal.String()}, []string{s.Quantiles[0].Score.Decimal.String(), s.Quantiles[1].Score.Decimal.String()})
}

// TestRanks_prefix: the first draws are the same whatever their number.
func TestRanks_prefix(t *testing.T) {
	results := company(t, 2)
	one, two := ranks(t, results, sensitivity.Options{Draws: 1, Seed: 3, Concentration: "9"}), ranks(t, results, sensitivity.Options{Draws: 2, Seed: 3, Concentration: "9"})
	first := one.Results[0].Spread.Lowest.Decimal
	s := two.Results[0].Spread
	assert.True(t, first.Equal(s.Lowest.Decimal) || first.Equal(s.Highest.Decimal))
	assert.False(t, s.Lowest.Decimal.Equal(s.Highest.Decimal))
}

// TestRanks_concentrated: the more concentrated the weights are, the nearer are scores to those under the defined ones.
func TestRanks_concentrated(t *testing.T) {
	results, before := company(t, 3), decimal.New(1000, 0)
	for _, k := range []bsc.Number{"3", "30", "3000", "1000000"} {
		s := ranks(t, results, sensitivity.Options{Draws: 400, Seed: 3, Concentration: k}).Results[0].Spread
		wide := s.Highest.Decimal.Sub(s.Lowest.Decimal)
		assert.True(t, wide.LessThan(before), "%s at %s", wide, k)
		before = wide
	}
	assert.True(t, before.LessThan(decimal.New(2, -1)), before)
}

// TestRanks_stops: it stops when the context is done.
func TestRanks_stops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := sensitivity.Ranks(ctx, company(t, 2), bsc.Ref{}, sensitivity.Options{Draws: 1_000_000, Concentration: "9"})
	require.ErrorIs(t, err, context.Canceled)
}

// TestRanks_linear: a host's aggregator is asked once for each draw and result, and memory grows no faster.
func TestRanks_linear(t *testing.T) {
	var calls atomic.Int64
	registry := new(bsc.Registry)
	require.NoError(t, registry.Aggregator("acme.com/first@1", func(bsc.Args) (bsc.Aggregator, error) {
		return bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
			calls.Add(1)
			return in.Parts[0].Score, nil
		}), nil
	}))
	def := &bsc.Definition{ID: "c", Aggregator: bsc.Policy{Name: "acme.com/first@1"}}
	def.Defaults.Scorer.Name = "stated"
	for _, id := range []string{"a", "b"} {
		def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: id, Objectives: []bsc.Objective{{ID: id, KPIs: []bsc.KPI{{ID: id}}}}})
	}
	card := bsc.MustCompile(def, &bsc.Options{Registry: registry})
	var results []*bsc.Result
	for range 5 {
		r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 1), Readings: bsc.Actuals{"a": decimal.New(50, 0), "b": decimal.New(70, 0)}})
		require.NoError(t, err)
		results = append(results, r)
	}
	counted := func(results []*bsc.Result, draws int) int64 {
		before := calls.Load()
		ranks(t, results, sensitivity.Options{Draws: draws, Concentration: "9"})
		return calls.Load() - before
	}
	base := counted(results, 0+1)
	assert.Equal(t, counted(results, 11)-base, 10*(counted(results, 2)-base), "each draw costs the same")
	assert.Equal(t, int64(5*10), counted(results, 11)-base)
	assert.Equal(t, int64(2*10), counted(results[:2], 11)-counted(results[:2], 1))
	units := company(t, 40)
	cost.AtMost(t, 5, func() { ranks(t, units, sensitivity.Options{Draws: 400, Concentration: "9"}) },
		func() { ranks(t, units, sensitivity.Options{Draws: 100, Concentration: "9"}) })
}

// TestRanks_refused: what cannot be drawn is refused.
func TestRanks_refused(t *testing.T) {
	card := flat("1", "2")
	one := []*bsc.Result{of(t, card, "a", "90", "60")}
	for says, c := range map[string]struct {
		results []*bsc.Result
		of      bsc.Ref
		o       sensitivity.Options
	}{
		"0 draws (1 to 1000000)": {one, bsc.Ref{}, sensitivity.Options{Concentration: "5"}},
		"weights are drawn either by a concentration or within intervals (one of the two)": {one, bsc.Ref{}, sensitivity.Options{Draws: 1}},
		`the concentration is "0.5" (1 to 1000000000)`:                                     {one, bsc.Ref{}, sensitivity.Options{Draws: 1, Concentration: "0.5"}},
		`the percentage is "120" (0 to 100)`:                                               {one, bsc.Ref{}, sensitivity.Options{Draws: 1, Intervals: sensitivity.Intervals{Within: "120"}}},
		`the quantile is "x" (0 to 100)`:                                                   {one, bsc.Ref{}, sensitivity.Options{Draws: 1, Concentration: "5", Quantiles: []bsc.Number{"x"}}},
		"there are no results":                                                             {nil, bsc.Ref{}, sensitivity.Options{}},
		"a result has no nodes":                                                            {[]*bsc.Result{one[0], nil}, bsc.Ref{}, sensitivity.Options{}},
		"result 2 is not of the same scorecard as the first (results of one scorecard)":    {append(one, of(t, flat("1", "3"), "a", "90", "60")), bsc.Ref{}, sensitivity.Options{}},
		`there is no "kpi:k8" on the scorecard`:                                            {one, bsc.KPIRef("k8"), sensitivity.Options{}},
		"kpi:k1: the range of the weight falls from 2 to 1": {one, bsc.Ref{}, sensitivity.Options{Draws: 1, Intervals: sensitivity.Intervals{
			Ranges: map[bsc.Ref]sensitivity.Interval{bsc.KPIRef("k1"): {Low: "2", High: "1"}},
		}}},
	} {
		_, err := sensitivity.Ranks(t.Context(), c.results, c.of, c.o)
		var p *bsc.Problem
		require.ErrorAs(t, err, &p)
		assert.Contains(t, err.Error(), says)
	}
}
