package oracle

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The reference itself, beside worked examples: where both it and the library went astray in one
// way, nothing else would tell.

func TestReference_aggregators(t *testing.T) {
	four := []string{"80", "60", "90", "40"}
	falling := []string{"0.4", "0.3", "0.2", "0.1"}
	for _, test := range []struct {
		name            string
		aggregator      bsc.Policy
		scores, weights []string
		want            string
	}{
		{"A1", bsc.Policy{Name: "weighted_mean"}, four, falling, "72"},
		{"A2", bsc.Policy{Name: "geometric"}, four, falling, "70.1028817281"},
		{"A3", bsc.Policy{Name: "harmonic"}, four, falling, "67.9245283019"},
		{"A4", bsc.NewPolicy("power", map[string]any{"p": 2}), four, falling, "73.6206492772"},
		{"A4", bsc.NewPolicy("power", map[string]any{"p": 0.5}), four, falling, "71.0871721164"},
		{"A4", bsc.NewPolicy("power", map[string]any{"p": -2}), four, falling, "65.5087072722"},
		{"A4b", bsc.NewPolicy("power", map[string]any{"p": -1000}), four, falling, "40.0922095231"},
		{"A7", bsc.Policy{Name: "median"}, four, falling, "80"},
		{"A7b", bsc.Policy{Name: "median"}, []string{"10", "20"}, []string{"0.5", "0.5"}, "15"},
		{"exact", bsc.NewPolicy("power", map[string]any{"p": 0.5}), []string{"4", "9"}, []string{"1", "1"}, "6.25"},
	} {
		var a aggregate
		for i := range test.scores {
			a.counted = append(a.counted, part{score: fractionOf(test.scores[i]), weight: fractionOf(test.weights[i])})
		}
		got, err := a.combine(test.aggregator)
		require.NoError(t, err, test.name)
		rounded := got.rounded(10, bsc.RoundHalfAway)
		assert.Zero(t, rounded.compare(fractionOf(test.want)), "%s: %s", test.name, ratText(got.rat()))
	}
}

func TestReference_scorers(t *testing.T) {
	hundred := scale{integer(0), integer(100), integer(100)}
	ten := scale{integer(0), integer(10), integer(10)}
	bands := bsc.NewPolicy("percent_bands", map[string]any{"limits": []int{0, 4000, 6000, 12000}})
	flag := bsc.NewPolicy("goal_flag", map[string]any{"goal": 700, "red_flag": 500})
	anchors := [][2]int{{0, 0}, {70, 50}, {90, 80}, {100, 100}, {110, 120}}
	curve := bsc.NewPolicy("curve", map[string]any{"anchors": anchors})
	linear, down := bsc.Policy{Name: "linear"}, bsc.DirectionLower
	for _, test := range []struct {
		name   string
		scorer bsc.Policy
		scoring
		want string
	}{
		{"N1", linear, scoring{scale: hundred, baseline: integer(40), target: integer(60), actual: integer(55)}, "75"},
		{"N2", linear, scoring{
			scale: hundred, direction: down, baseline: integer(60), target: integer(40), actual: integer(45),
		}, "75"},
		{"N4", linear, scoring{scale: hundred, target: integer(100), actual: integer(95)}, "95"},
		{"N5", linear, scoring{scale: hundred, direction: down, target: integer(100), actual: integer(120)}, "80"},
		{"N7", curve, scoring{scale: hundred, actual: integer(80)}, "65"},
		{"N7", curve, scoring{scale: hundred, actual: integer(130)}, "120"},
		{"ms_scorecard_bands", bands, scoring{scale: hundred, actual: integer(9000)}, "83.3333333333"},
		{"spider_impact", flag, scoring{scale: ten, actual: integer(300)}, "0"},
		{"spider_impact", flag, scoring{scale: ten, actual: integer(500)}, "3.3333333333"},
		{"spider_impact", flag, scoring{scale: ten, actual: integer(700)}, "6.6666666667"},
		{"spider_impact", flag, scoring{scale: ten, actual: integer(900)}, "10"},
	} {
		got, err := test.score(test.scorer)
		require.NoError(t, err, test.name)
		rounded := got.rounded(10, bsc.RoundHalfAway)
		assert.Zero(t, rounded.compare(fractionOf(test.want)), "%s: %s", test.name, ratText(got.rat()))
	}
}

func TestReference_logarithmsAndExponentials(t *testing.T) {
	assert.Equal(t, "0.69314718055994530941723212145817656807550013436026", naturalLog(integer(2).float()).Text('f', 50))
	assert.Equal(t, "2.71828182845904523536028747135266249775724709369996", exponential(integer(1).float()).Text('f', 50))
	for _, x := range []string{"1/1000000007", "0.3", "99.9999999999", "123456789"} {
		back := exponential(naturalLog(fractionOf(x).float()))
		assert.True(t, fractionOf(x).float().Sub(fractionOf(x).float(), back).MantExp(nil) < -450, x)
	}
}
