package laws_test

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLaw_thresholdsCompareAsTargets rates the KPIs of timed cards by their movement, and by a series, and rates them
// by their variance from a target that is compared with the same: the period before, or the series. The reference
// computes these targets. A period alone, periods in a row and a board give the same rating.
func TestLaw_thresholdsCompareAsTargets(t *testing.T) {
	byMovement := bsc.NewPolicy("rules", bsc.RulesArgs{
		Rules: []bsc.Rule{
			{When: bsc.When{Movement: bsc.Interval{Below: "0"}}, Rating: bsc.RatingRed},
			{When: bsc.When{Movement: bsc.Interval{From: "0"}}, Rating: bsc.RatingGreen},
		},
	})
	byVariance := bsc.NewPolicy("bands", bsc.BandsArgs{On: "variance", Bands: []bsc.BandArgs{
		{Rating: bsc.RatingRed}, {Rating: bsc.RatingGreen, From: bsc.Limit{Value: "0"}},
	}})
	known := map[string]int{}
	timeLaw(t, 60, func(t *testing.T, r *rand.Rand, c *oracle.TimedCard) {
		against := bsc.ComparisonPrevious
		threshold := byMovement
		if series := c.Definition().Series; len(series) > 0 && r.IntN(2) == 0 {
			against = bsc.Comparison(bsc.SeriesRef(series[r.IntN(len(series))].ID).String())
			threshold = bsc.NewPolicy("bands", bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{
				{Rating: bsc.RatingRed}, {Rating: bsc.RatingGreen, From: bsc.Limit{Of: string(against)}},
			}})
		}
		variant := func(p bsc.Policy, targets ...bsc.Target) *bsc.Scorecard {
			def, err := oracle.Copy(c.Definition())
			require.NoError(t, err)
			for k := range oracle.KPIs(def) {
				toDate := k.Basis != "" && k.Basis != bsc.BasisPeriod && against == bsc.ComparisonPrevious
				k.Direction, k.Target, k.TargetRollup, k.Targets = bsc.DirectionHigher, "", "", nil
				k.Scorer = bsc.Policy{Name: "none"}
				if k.Threshold = p; toDate {
					k.Threshold = bsc.Policy{Name: "none"}
					continue
				}
				k.Targets = targets
			}
			card, err := bsc.Compile(def, nil)
			require.NoError(t, err)
			return card
		}
		card, compared := variant(threshold), variant(byVariance, bsc.Target{Against: against})
		in := inputOf(t, c)
		in.Targets = nil
		board, err := card.Board(in)
		require.NoError(t, err)
		results := map[string]*bsc.Result{"board": board.Result()}
		results["alone"], err = card.Evaluate(in)
		require.NoError(t, err)
		for result, err := range card.EvaluatePeriods(earlier(c, c.Period, 2), in) {
			require.NoError(t, err)
			results["in a row"] = result
		}
		want, err := compared.Evaluate(in)
		require.NoError(t, err)
		for o := range want.All() {
			if o.Ref.Kind != bsc.KindKPI {
				continue
			}
			for how, result := range results {
				got, _ := result.Of(o.Ref)
				assert.Equal(t, o.Rating, got.Rating, "%s of %s, %s", against, o.Ref, how)
			}
			if o.Rating != "" {
				known[string(against[:6])]++
			}
		}
	})
	assert.Positive(t, known["previo"])
	assert.Positive(t, known["series"])
}
