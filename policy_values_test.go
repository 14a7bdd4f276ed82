package bsc_test

import (
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// reading registers a scorer and a threshold that read others: the scorer gives the actual per head, and 7 where no
// heads are known; the threshold is green above the market.
func reading(t *testing.T, scorerReads, thresholdReads string) *bsc.Options {
	t.Helper()
	r := new(bsc.Registry)
	require.NoError(t, r.Scorer("acme.com/per-head@1", func(a bsc.Args) (bsc.Scorer, error) {
		a.Reads(scorerReads)
		return bsc.ScorerFunc(func(in bsc.ScoreInput) (decimal.Decimal, error) {
			heads, there := in.Values[scorerReads]
			if !there {
				return decimal.New(7, 0), nil
			}
			return in.Actual.DivRound(heads, 4), nil
		}), nil
	}))
	require.NoError(t, r.Threshold("acme.com/market@1", func(a bsc.Args) (bsc.Threshold, error) {
		a.Reads(thresholdReads)
		return bsc.ThresholdFunc(func(in bsc.RateInput) (bsc.Rating, error) {
			market, there := in.Values[thresholdReads]
			switch {
			case !there:
				return "", nil
			case in.Actual.Decimal.GreaterThan(market):
				return bsc.RatingGreen, nil
			}
			return bsc.RatingRed, nil
		}), nil
	}))
	return &bsc.Options{Registry: r}
}

func perHead() *bsc.Definition {
	flow := func(id string) bsc.KPI {
		return bsc.KPI{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum, Scorer: bsc.Policy{Name: "none"}}
	}
	k := flow("sales")
	k.Scorer, k.Threshold = bsc.Policy{Name: "acme.com/per-head@1"}, bsc.Policy{Name: "acme.com/market@1"}
	half := bsc.KPI{ID: "half", Scorer: bsc.Policy{Name: "none"}, Calculator: bsc.NewPolicy("ratio", bsc.RatioArgs{Num: "orders", Den: "two"})}
	return &bsc.Definition{
		ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k, flow("orders"), half}}}}},
		Series: []bsc.Series{
			{ID: "heads", Frequency: period.Monthly, Rollup: bsc.RollupLast},
			{ID: "market", Frequency: period.Quarterly, Rollup: bsc.RollupSum},
			{ID: "two", Frequency: period.Monthly, Rollup: bsc.RollupMean},
		},
	}
}

// TestArgs_Reads gives scorers and thresholds the values of others, over the same time as the KPI's own.
func TestArgs_Reads(t *testing.T) {
	facts := func(without string) *bsc.Readings {
		r := new(bsc.Readings)
		add := func(ref bsc.Ref, p period.Period, value int64) {
			if ref.ID != without {
				require.NoError(t, r.Add(bsc.Fact{Ref: ref, Period: p, Reading: bsc.Reading{Value: decimal.New(value, 0)}}))
			}
		}
		for m := 1; m <= 3; m++ {
			add(bsc.KPIRef("sales"), period.Month(2026, m), 100)
			add(bsc.KPIRef("orders"), period.Month(2026, m), 4)
			add(bsc.SeriesRef("heads"), period.Month(2026, m), int64(m))
			add(bsc.SeriesRef("two"), period.Month(2026, m), 2)
		}
		add(bsc.SeriesRef("market"), period.Quarter(2026, 1), 299)
		return r
	}
	for _, c := range []struct {
		scorer, threshold, without, score string
		rating                            bsc.Rating
	}{
		{"heads", "market", "", "100", bsc.RatingGreen}, // 300 for 3 heads, of a scale up to 100
		{"orders", "series:market", "", "25", bsc.RatingGreen},
		{"kpi:half", "market", "", "50", bsc.RatingGreen}, // calculated: 12 / 2
		{"heads", "market", "heads", "7", bsc.RatingGreen},
		{"heads", "market", "market", "100", ""},
		{"sales", "market", "", "1", bsc.RatingGreen},
	} {
		card, err := bsc.Compile(perHead(), reading(t, c.scorer, c.threshold))
		require.NoError(t, err)
		in := bsc.Input{Period: period.Quarter(2026, 1), Readings: facts(c.without)}
		result, err := card.Evaluate(in)
		require.NoError(t, err)
		o, _ := result.Of(bsc.KPIRef("sales"))
		assert.Equal(t, c.score, o.Score.String(), "%v", c)
		assert.Equal(t, c.rating, o.Rating, "%v", c)

		needs, err := card.Needs(in.Period, in)
		require.NoError(t, err)
		assert.True(t, slices.ContainsFunc(needs.Readings, func(n bsc.Need) bool {
			return n.Has(bsc.Query{Ref: bsc.SeriesRef("market"), Period: in.Period})
		}))
		board, err := card.Board(bsc.Input{Period: in.Period, Readings: new(bsc.Readings)})
		require.NoError(t, err)
		for _, f := range in.Readings.(*bsc.Readings).Facts() {
			h, known := card.KPI(f.Ref.ID)
			if f.Ref.Kind == bsc.KindSeries {
				h, known = card.Series(f.Ref.ID)
			}
			require.True(t, known)
			require.NoError(t, board.Apply(bsc.Update{Of: h, Period: f.Period, Reading: f.Reading}))
		}
		live, _ := board.Result().Of(bsc.KPIRef("sales"))
		assert.Equal(t, c.score, live.Score.String(), "a board, %v", c)
		assert.Equal(t, c.rating, live.Rating, "a board, %v", c)
	}
	card, err := bsc.Compile(perHead(), reading(t, "orders", "market"))
	require.NoError(t, err)
	assert.Equal(t, []bsc.Ref{bsc.KPIRef("orders"), bsc.SeriesRef("market")}, card.Values(bsc.KPIRef("sales")))
	assert.Empty(t, card.Values(bsc.KPIRef("orders")))
	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: facts("")})
	require.NoError(t, err)
	x, _ := result.Explain(bsc.KPIRef("sales"))
	assert.Contains(t, x.Notes, bsc.Note{Name: "kpi:orders", Value: decimal.New(12, 0)})
}

// TestArgs_Reads_unknown refuses what there is not, also where a threshold is overridden.
func TestArgs_Reads_unknown(t *testing.T) {
	_, err := bsc.Compile(perHead(), reading(t, "head", "market"))
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	assert.ErrorContains(t, err, `"head"`)
	def := perHead()
	def.Perspectives[0].Objectives[0].KPIs[0].Threshold = bsc.Policy{}
	card, err := bsc.Compile(def, reading(t, "heads", "markt"))
	require.NoError(t, err)
	_, err = card.With(bsc.Overrides{Thresholds: map[bsc.Ref]bsc.Policy{bsc.KPIRef("sales"): {Name: "acme.com/market@1"}}})
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	card, err = bsc.Compile(def, reading(t, "heads", "market"))
	require.NoError(t, err)
	with, err := card.With(bsc.Overrides{Thresholds: map[bsc.Ref]bsc.Policy{bsc.KPIRef("sales"): {Name: "acme.com/market@1"}}})
	require.NoError(t, err)
	assert.Equal(t, []bsc.Ref{bsc.SeriesRef("heads")}, card.Values(bsc.KPIRef("sales")))
	assert.Equal(t, []bsc.Ref{bsc.SeriesRef("heads"), bsc.SeriesRef("market")}, with.Values(bsc.KPIRef("sales")))
}

// TestArgs_Rates refuses ratings that the definition does not have.
func TestArgs_Rates(t *testing.T) {
	for rating, known := range map[bsc.Rating]bool{bsc.RatingGreen: true, "": true, "gren": false} {
		r := new(bsc.Registry)
		require.NoError(t, r.Threshold("acme.com/always@1", func(a bsc.Args) (bsc.Threshold, error) {
			a.Rates(rating)
			return bsc.ThresholdFunc(func(bsc.RateInput) (bsc.Rating, error) { return rating, nil }), nil
		}))
		_, err := bsc.Compile(&bsc.Definition{ID: "card", Threshold: bsc.Policy{Name: "acme.com/always@1"}}, &bsc.Options{Registry: r})
		if known {
			assert.NoError(t, err)
		} else {
			assert.ErrorIs(t, err, bsc.ErrPolicyArgs)
			assert.ErrorContains(t, err, `/threshold/args: unknown rating "gren"`)
		}
	}
	new(bsc.Args).Rates(bsc.RatingGreen) // outside of Compile nothing is checked
}
