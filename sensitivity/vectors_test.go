package sensitivity_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/sensitivity"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// flat is a card of one objective with KPIs that state their scores, with bands at 60 and 75.
func flat(weights ...bsc.Number) *bsc.Scorecard {
	def := &bsc.Definition{ID: "flat", Perspectives: []bsc.Perspective{{ID: "all", Objectives: []bsc.Objective{{ID: "one"}}}}}
	def.Defaults.Scorer.Name = "stated"
	def.Defaults.Threshold = bands("60", "75")
	for i, w := range weights {
		o := &def.Perspectives[0].Objectives[0]
		o.KPIs = append(o.KPIs, bsc.KPI{ID: fmt.Sprintf("k%d", i+1), Weight: w})
	}
	return bsc.MustCompile(def, nil)
}

// bands are red, amber and green from two limits.
func bands(amber, green bsc.Number) bsc.Policy {
	return bsc.NewPolicy("bands", bsc.BandsArgs{Bands: []bsc.BandArgs{
		{Rating: "red"}, {Rating: "amber", From: bsc.BandLimit{Value: amber}}, {Rating: "green", From: bsc.BandLimit{Value: green}},
	}})
}

// of evaluates a flat card on scores.
func of(t testing.TB, card *bsc.Scorecard, unit string, scores ...string) *bsc.Result {
	t.Helper()
	actuals := bsc.Actuals{}
	for i, s := range scores {
		if s != "" {
			actuals[fmt.Sprintf("k%d", i+1)] = decimal.RequireFromString(s)
		}
	}
	r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 1), OrgUnit: unit, Readings: actuals})
	require.NoError(t, err)
	return r
}

// flipOf returns the flip of a node.
func flipOf(t *testing.T, flips []sensitivity.Flip, ref bsc.Ref) sensitivity.Flip {
	t.Helper()
	for _, f := range flips {
		if f.Ref == ref {
			return f
		}
	}
	t.Fatalf("no flip of %s", ref)
	return sensitivity.Flip{}
}

// TestFlips_vector is E9: KPI 2 at a third of its weight turns 72 into 75.
func TestFlips_vector(t *testing.T) {
	r := of(t, flat("0.4", "0.3", "0.2", "0.1"), "", "80", "60", "90", "40")
	s, err := sensitivity.Flips(r, bsc.Ref{})
	require.NoError(t, err)
	f := flipOf(t, s.Flips, bsc.KPIRef("k2"))
	require.NotNil(t, f.Lighter)
	assert.Equal(t, "0.1", f.Lighter.Weight.String())
	assert.Equal(t, "0.3333333333", f.Lighter.Multiplier.Decimal.String())
	assert.Equal(t, "0.125", f.Lighter.Share.String())
	assert.Equal(t, bsc.RatingGreen, f.Lighter.Rating)
	assert.True(t, f.Lighter.Exact)
	assert.Nil(t, f.Heavier, "60 itself is amber")
	for _, f := range s.Flips {
		t.Log(f.Says, f.Lighter, f.Heavier)
	}
	t.Log(s.Says)
}

// TestSwings_vector is E8: the slopes of the weights, renormalised.
func TestSwings_vector(t *testing.T) {
	r := of(t, flat("0.4", "0.3", "0.2", "0.1"), "", "80", "60", "90", "40")
	swings, err := sensitivity.Swings(r, bsc.Ref{}, sensitivity.Intervals{Within: "20"})
	require.NoError(t, err)
	slopes := map[bsc.Ref]string{}
	for _, s := range swings {
		slopes[s.Ref] = s.Slope.Decimal.String()
	}
	for i, want := range []string{"8", "-12", "18", "-32"} {
		assert.Equal(t, want, slopes[bsc.KPIRef(fmt.Sprintf("k%d", i+1))])
	}
}

// TestReversals_vector is E10: A and B are level with KPI 2 at four thirds of its weight.
func TestReversals_vector(t *testing.T) {
	card := flat("0.5", "0.3", "0.2")
	a, b := of(t, card, "A", "80", "60", "90"), of(t, card, "B", "70", "75", "85")
	pairs, err := sensitivity.Reversals([]*bsc.Result{b, a}, bsc.Ref{})
	require.NoError(t, err)
	require.Len(t, pairs, 1)
	assert.Equal(t, "A", pairs[0].Ahead.OrgUnit)
	assert.Equal(t, "1.5", decimal.Sum(score(pairs[0].Ahead.Score), score(pairs[0].Behind.Score).Neg()).String())
	f := flipOf(t, pairs[0].Flips, bsc.KPIRef("k2"))
	require.NotNil(t, f.Heavier)
	assert.Equal(t, "1.3333333333", f.Heavier.Multiplier.Decimal.String())
	assert.Equal(t, "0.3636363636", f.Heavier.Share.String())
	assert.True(t, f.Heavier.Exact)
	assert.Nil(t, f.Lighter)
	t.Log(f.Heavier.Weight, pairs[0].Says)
}

func score(s bsc.Score) decimal.Decimal {
	d, _ := s.Decimal()
	return d
}

// TestImportanceOf_vector is E14: 70 % of the weight moves 4 % of the score.
func TestImportanceOf_vector(t *testing.T) {
	k1 := []int64{90, 91, 90, 92, 91, 90, 91, 92, 90, 91, 92, 91}
	k2 := []int64{60, 75, 55, 80, 50, 85, 58, 77, 62, 79, 54, 83}
	card := flat("0.7", "0.3")
	var results []*bsc.Result
	for i := range k1 {
		results = append(results, of(t, card, "", fmt.Sprint(k1[i]), fmt.Sprint(k2[i])))
	}
	i, err := sensitivity.ImportanceOf(results, bsc.ObjectiveRef("one"))
	require.NoError(t, err)
	for _, m := range []sensitivity.Movement{i.Children, i.Ends} {
		assert.Equal(t, 12, m.Entered)
		assert.True(t, m.Additive)
		assert.Equal(t, "0.7", m.Movers[0].Nominal.String())
		assert.Equal(t, "0.0405719617", m.Movers[0].Moves.Decimal.String())
		assert.Equal(t, "0.9594280383", m.Movers[1].Moves.Decimal.String())
	}
}
