package laws_test

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A comparedRating rates a KPI beside something in two ways that mean the same: by a threshold that asks for it, and by
// the variance from a target that is compared with it. The reference computes such targets.
type comparedRating struct {
	against   bsc.Comparison
	threshold bsc.Policy
}

// drawRating compares with the period before or, if a definition has any, with a series.
func drawRating(r *rand.Rand, def *bsc.Definition) comparedRating {
	if len(def.Series) > 0 && r.IntN(2) == 0 {
		against := bsc.SeriesRef(def.Series[r.IntN(len(def.Series))].ID).String()
		return comparedRating{bsc.Comparison(against), bsc.NewPolicy("bands", bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{
			{Rating: bsc.RatingRed}, {Rating: bsc.RatingGreen, From: bsc.BandLimit{Of: against}},
		}})}
	}
	return comparedRating{bsc.ComparisonPrevious, bsc.NewPolicy("rules", bsc.RulesArgs{Rules: []bsc.RatingRule{
		{When: bsc.When{Movement: bsc.Interval{Below: "0"}}, Rating: bsc.RatingRed},
		{When: bsc.When{Movement: bsc.Interval{From: "0"}}, Rating: bsc.RatingGreen},
	}})}
}

// apply makes a definition of which the KPIs are only shown, and rated in one of the two ways. It leaves out what has
// nothing to be compared with: a basis to date has no period before.
func (c comparedRating) apply(t *testing.T, of *bsc.Definition, byTarget bool) *bsc.Definition {
	t.Helper()
	def := of.Clone()
	for k := range def.KPIs() {
		k.Direction, k.Target, k.TargetRollup, k.Targets = bsc.DirectionHigher, "", "", nil
		k.Scorer = bsc.Policy{Name: "none"}
		switch toDate := k.Basis != "" && k.Basis != bsc.BasisPeriod; {
		case toDate && c.against == bsc.ComparisonPrevious:
			k.Threshold = bsc.Policy{Name: "none"}
		case byTarget:
			k.Targets = []bsc.Target{{Against: c.against}}
			k.Threshold = bsc.NewPolicy("bands", bsc.BandsArgs{On: "variance", Bands: []bsc.BandArgs{
				{Rating: bsc.RatingRed}, {Rating: bsc.RatingGreen, From: bsc.BandLimit{Value: "0"}},
			}})
		default:
			k.Threshold = c.threshold
		}
	}
	return def
}

// check compares the ratings of all KPIs, and returns how many there are.
func (c comparedRating) check(t *testing.T, how string, want, got *bsc.Result) (rated int) {
	t.Helper()
	for o := range want.All() {
		if o.Ref.Kind != bsc.KindKPI {
			continue
		}
		own, _ := got.Of(o.Ref)
		assert.Equal(t, o.Rating, own.Rating, "%s beside %s, %s", o.Ref, c.against, how)
		if o.Rating != "" {
			rated++
		}
	}
	return rated
}

// TestLaw_thresholdsCompareAsTargets rates the KPIs of timed cards by their movement, or beside a series: in a period
// alone, in periods in a row, and on a board.
func TestLaw_thresholdsCompareAsTargets(t *testing.T) {
	rated := map[bool]int{}
	timeLaw(t, 60, func(t *testing.T, r *rand.Rand, c *oracle.TimedCard) {
		law := drawRating(r, c.Definition())
		card := bsc.MustCompile(law.apply(t, c.Definition(), false), nil)
		in := inputOf(t, c)
		in.Targets = nil
		want, err := bsc.MustCompile(law.apply(t, c.Definition(), true), nil).Evaluate(in)
		require.NoError(t, err)
		alone, err := card.Evaluate(in)
		require.NoError(t, err)
		rated[law.against == bsc.ComparisonPrevious] += law.check(t, "alone", want, alone)
		for result, err := range card.EvaluatePeriods(earlier(c, c.Period, 2), in) {
			require.NoError(t, err)
			if result.Period() == c.Period {
				law.check(t, "in a row", want, result)
			}
		}
		board, err := card.Board(in)
		require.NoError(t, err)
		law.check(t, "on a board", want, board.Result())
	})
	assert.Positive(t, rated[true], "by movement")
	assert.Positive(t, rated[false], "beside a series")
}

// TestLaw_thresholdsOfCascades does the same in organisations that add up.
func TestLaw_thresholdsOfCascades(t *testing.T) {
	books, rated := oracle.Daybooks(), 0
	for seed := range oracle.Cards(60) {
		c, r := oracle.RandomTimedCascade(seed, books), rand.New(rand.NewPCG(seed, 4))
		law := drawRating(r, c.Definition())
		var results [2]*cascade.Result
		for i, byTarget := range []bool{true, false} {
			units := c.Organisation()
			for u := range units {
				units[u].Definition = law.apply(t, units[u].Definition, byTarget)
			}
			org, err := cascade.New(units, nil)
			require.NoError(t, err)
			in, err := c.Input("")
			require.NoError(t, err)
			in.Targets, in.OrgUnit = nil, ""
			results[i], err = org.Evaluate(in)
			require.NoError(t, err)
		}
		for id, want := range results[0].All() {
			rated += law.check(t, id, want, results[1].Of(id))
		}
		if t.Failed() {
			t.Fatalf("card %d: %s", seed, c)
		}
	}
	assert.Positive(t, rated)
}
