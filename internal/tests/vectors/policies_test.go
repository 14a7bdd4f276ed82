package vectors_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestScorers_edges checks what happens at limits, beyond them, and the other way round.
func TestScorers_edges(t *testing.T) {
	const (
		up     = bsc.DirectionHigher
		down   = bsc.DirectionLower
		closer = bsc.DirectionCloser
		tight  = `{"within": "10%", "zero_at": {"low": 20, "high": "50%"}}`
		rising = `{"limits": [0, 4000, 6000, 12000]}`
		fall   = `{"limits": [100, 50, 0]}`
		ladder = `{"from": [[10, 20], [5, 60], [2, 100]]}`
		labels = `{"labels": {"yes": 100, "partly": 40.5, "no": 0}}`
	)
	cases := []struct {
		scorer, args  string
		direction     bsc.Direction
		target, scale string
		actual, want  string
	}{
		{"range", tight, closer, "40", "", "36", "100"},
		{"range", tight, closer, "40", "", "44", "100"},
		{"range", tight, closer, "40", "", "28", "50"},
		{"range", tight, closer, "40", "", "52", "50"},
		{"range", tight, closer, "40", "", "20", "0"},
		{"range", tight, closer, "40", "", "12", "-50"},
		{"range", tight, closer, "-40", "", "-28", "50"},
		{"range", `{"zero_at": 5}`, closer, "0", "1 4 5", "2", "2.8"},
		{"percent_bands", rising, up, "", "", "9000", "83.3333333333"},
		{"percent_bands", rising, up, "", "", "4000", "33.3333333333"},
		{"percent_bands", rising, up, "", "", "18000", "133.3333333333"},
		{"percent_bands", rising, up, "", "", "-2000", "-16.6666666667"},
		{"percent_bands", fall, down, "", "", "25", "75"},
		{"percent_bands", fall, down, "", "", "150", "-50"},
		{"goal_flag", `{"goal": 700, "red_flag": 500}`, up, "", "0 10 10", "500", "3.3333333333"},
		{"goal_flag", `{"goal": 700, "red_flag": 500}`, up, "", "0 10 10", "700", "6.6666666667"},
		{"goal_flag", `{"goal": 5, "red_flag": 15}`, down, "", "", "5", "66.6666666667"},
		{"goal_flag", `{"goal": 5, "red_flag": 15}`, down, "", "", "-5", "100"},
		{"goal_flag", `{"goal": 700, "red_flag": 500}`, up, "", "1 4 7", "700", "5"},
		{"percent_bands", rising, up, "", "-3 0 3", "4000", "-1"},
		{"curve", `{"anchors": [[0, 0], [5, 100], [9, 20]]}`, closer, "", "", "7", "60"},
		{"curve", `{"anchors": [[0, 0], [5, 100], [9, 100]]}`, closer, "", "", "7", "100"},
		{"steps", ladder, down, "", "", "11", "0"},
		{"steps", ladder, down, "", "", "10", "20"},
		{"steps", ladder, down, "", "", "4.9", "60"},
		{"steps", ladder, down, "", "", "0", "100"},
		{"steps", `{"from": [[3, 50]]}`, up, "", "1 4 5", "2", "1"},
		{"binary", "", up, "5", "", "5", "100"},
		{"binary", "", up, "5", "1 4 5", "4.99", "1"},
		{"binary", "", down, "5", "", "5.01", "0"},
		{"binary", "", closer, "5", "", "5.0", "100"},
		{"stated", "", up, "", "", "61.25", "61.25"},
		{"linear", "", up, "4", "1 3 5", "8", "5"},
		{"linear", "", down, "4", "-10 10 10", "8", "-10"},
		{"points", labels, up, "", "", "partly", "40.5"},
	}
	for _, c := range cases {
		t.Run(c.scorer+" "+c.actual+" of "+c.target, func(t *testing.T) {
			scorer, err := new(bsc.Registry).NewScorer(policy(c.scorer, c.args))
			require.NoError(t, err)
			in := bsc.ScoreInput{Direction: c.direction, Scale: scale(t, c.scale), Target: bsc.ResolvedTarget{Value: null(c.target)}}
			if c.scorer == "points" {
				in.Label = c.actual
			} else {
				in.Actual = dec(c.actual)
			}
			got, err := scorer.Score(in)
			require.NoError(t, err)
			assert.True(t, got.Equal(dec(c.want)), "want %s, got %s", c.want, got)
		})
	}
}

// TestScorers_refuse checks inputs a scorer cannot work with.
func TestScorers_refuse(t *testing.T) {
	cases := []struct {
		scorer, args string
		in           bsc.ScoreInput
		code         bsc.Code
		want         string
	}{
		{"points", `{"labels": {"yes": 100, "no": 0}}`, bsc.ScoreInput{Label: "yess"}, bsc.ErrLabel, `unknown label "yess" (no, yes); did you mean "yes"?`},
		{"points", `{"labels": {"yes": 100, "no": 0}}`, bsc.ScoreInput{}, bsc.ErrLabel, `the reading is the number 0, not a label (no, yes)`},
		{"stated", "", bsc.ScoreInput{Label: "good"}, bsc.ErrLabel, `the reading is the label "good" (a number)`},
		{"range", `{"zero_at": 5}`, bsc.ScoreInput{Target: bsc.ResolvedTarget{Value: null("1")}}, bsc.ErrDirection, `range cannot score higher is better (closer); set direction to "closer"`},
		{"range", `{"within": "10%", "zero_at": "20%"}`, bsc.ScoreInput{Direction: bsc.DirectionCloser, Target: bsc.ResolvedTarget{Value: null("0")}}, bsc.ErrTarget, `at target 0 the range is 0 wide and scores nothing at 0 (zero_at beyond within)`},
		{"binary", "", bsc.ScoreInput{}, bsc.ErrNoTarget, `no target is in force; give the KPI a target, or the scorer none`},
		{"none", "", bsc.ScoreInput{}, bsc.ErrNoData, `no_data`},
		{"curve", `{"anchors": [[0, 0], [1, 5], [2, 3]]}`, bsc.ScoreInput{}, bsc.ErrDirection, `the anchors do not follow the direction higher (scores that never fall as values rise)`},
		{"curve", `{"anchors": [[0, 5], [1, 0], [2, 5]]}`, bsc.ScoreInput{Direction: bsc.DirectionCloser}, bsc.ErrDirection, `the anchors do not follow the direction closer (scores that rise to one peak and then fall)`},
		{"steps", `{"from": [[0, 5], [1, 3]]}`, bsc.ScoreInput{}, bsc.ErrDirection, `the steps do not follow the direction higher (scores that never fall as values rise)`},
		{"steps", `{"from": [[0, 5]]}`, bsc.ScoreInput{Direction: bsc.DirectionCloser}, bsc.ErrDirection, `steps cannot score closer is better (higher, lower); use the scorer "curve" or "range"`},
		{"goal_flag", `{"goal": 5, "red_flag": 7}`, bsc.ScoreInput{}, bsc.ErrDirection, `goal 5 and red flag 7 do not follow the direction higher (a goal on the better side of the red flag)`},
		{"percent_bands", `{"limits": [5, 7]}`, bsc.ScoreInput{Direction: bsc.DirectionLower}, bsc.ErrDirection, `the limits do not follow the direction lower (limits from the worst to the best value)`},
	}
	for _, c := range cases {
		t.Run(c.want, func(t *testing.T) {
			scorer, err := new(bsc.Registry).NewScorer(policy(c.scorer, c.args))
			require.NoError(t, err)
			c.in.Scale = bsc.DefaultScale()
			_, err = scorer.Score(c.in)
			assert.ErrorIs(t, err, c.code)
			assert.EqualError(t, err, c.want)
		})
	}
}

// TestPolicies_badArgs checks the arguments every built-in policy refuses, with their place.
func TestPolicies_badArgs(t *testing.T) {
	const number = ` (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`
	cases := []struct{ kind, name, args, want string }{
		{"scorer", "curve", `{}`, `/args/anchors: a curve with 0 anchors (two or more)`},
		{"scorer", "curve", `{"anchors": [[0, 0], [1, "x"]]}`, `/args/anchors/1/1: "x" is not a number` + number},
		{"scorer", "curve", `{"anchors": 7}`, `/args/anchors: a list is expected, not a number`},
		{"scorer", "curve", `{"anchors": [[0, 0], [1]]}`, `/args/anchors/1: a list of 2 is expected, not of 1`},
		{"scorer", "curve", `{"anchors": [[0, 0], [1, 2, 3]]}`, `/args/anchors/1: a list of 2 is expected, not of 3`},
		{"scorer", "range", `{"within": 1}`, `/args/zero_at: a number is missing (a distance from the target such as 5 or "5%")`},
		{"scorer", "range", `{"within": "", "zero_at": 5}`, `/args/within: a distance is missing (a distance from the target such as 5 or "5%")`},
		{"scorer", "range", `{"within": {}, "zero_at": 5}`, `/args/within: a distance on one side is missing (low and high)`},
		{"scorer", "range", `{"within": -1, "zero_at": 5}`, `/args/within: distance "-1" is negative (a distance from the target such as 5 or "5%")`},
		{"scorer", "range", `{"zero_at": {"low": 1, "hihg": 2}}`, `/args/zero_at/hihg: unknown field "hihg" (low, high); did you mean "high"?`},
		{"scorer", "goal_flag", `{"goal": 5}`, `/args/red_flag: a number is missing` + number},
		{"scorer", "goal_flag", `{"goal": 5, "red_flag": 5.0}`, `/args: goal and red flag are both 5 (two different values)`},
		{"scorer", "percent_bands", `{"limits": [1]}`, `/args/limits: limits that do not form bands (two or more, strictly rising, or strictly falling where lower is better)`},
		{"scorer", "percent_bands", `{"limits": [1, 3, 2]}`, `/args/limits: limits that do not form bands (two or more, strictly rising, or strictly falling where lower is better)`},
		{"scorer", "percent_bands", `{"limits": [1, "x"]}`, `/args/limits/1: "x" is not a number` + number},
		{"scorer", "steps", `{"from": []}`, `/args/from: limits that do not form steps (one or more, strictly rising or strictly falling)`},
		{"scorer", "steps", `{"from": [[1, 1], [1, 2]]}`, `/args/from: limits that do not form steps (one or more, strictly rising or strictly falling)`},
		{"scorer", "points", `{"labels": {}}`, `/args/labels: no labels (a score for each label, such as {"yes": 100, "no": 0})`},
		{"scorer", "points", `{"labels": {"yes": "x"}}`, `/args/labels/yes: "x" is not a number` + number},
		{"scorer", "points", `{"labels": {"yes": 1, "yes": 2}}`, `/args/labels/yes: "yes" stands twice, first at line 1, column 13`},
		{"aggregator", "power", `{}`, `/args/p: a number is missing` + number},
		{"aggregator", "veto", `{"cap": 5}`, `/args/limit: a number is missing` + number},
		{"aggregator", "veto", `{"limit": 5}`, `/args/cap: a number is missing` + number},
		{"aggregator", "veto", `{"limit": 5, "cap": 5, "of": "mena"}`, `/args/of: unknown aggregator "mena" (geometric, harmonic, max, median, min, most_frequent, power, veto, weighted_mean, weighted_sum)`},
		{"aggregator", "veto", `{"limit": 5, "cap": 5, "of": {"name": "power", "args": {"q": 1}}}`, `/args/of/args/q: unknown field "q" (p)`},
		{"threshold", "bands", `{"include": "both"}`, `/args/include: unknown include "both" (lower, upper)`},
		{"threshold", "bands", `{"on": "target"}`, `/args/on: unknown on "target" (score, actual, percent_of_target, variance, variance_percent)`},
		{"threshold", "bands", `{"on": "actual"}`, `/args/bands: no bands (bands, where they are not read on the score)`},
		{"calculator", "ratio", `{"num": "a"}`, `/args: a ratio without num or den (the ids of a numerator and a denominator: {"num": "returns", "den": "orders"})`},
		{"calculator", "ratio", `{"num": "a", "den": "b", "times": "x"}`, `/args/times: "x" is not a number` + number},
		{"calculator", "sum", `{}`, `/args/of: nothing to calculate from (one or more ids of KPIs or series)`},
		{"calculator", "mean", `{"of": []}`, `/args/of: nothing to calculate from (one or more ids of KPIs or series)`},
	}
	reg := new(bsc.Registry)
	for _, c := range cases {
		t.Run(c.name+" "+c.args, func(t *testing.T) {
			var err error
			switch p := policy(c.name, c.args); c.kind {
			case "scorer":
				_, err = reg.NewScorer(p)
			case "aggregator":
				_, err = reg.NewAggregator(p)
			case "threshold":
				_, err = reg.NewThreshold(p)
			case "calculator":
				_, err = reg.NewCalculator(p)
			}
			assert.EqualError(t, err, c.want)
		})
	}
}

// TestVeto_nesting checks that aggregators built on others are bounded.
func TestVeto_nesting(t *testing.T) {
	nested := func(n int) bsc.Policy {
		p := bsc.Policy{Name: "weighted_mean"}
		for range n {
			p = bsc.NewPolicy("veto", map[string]any{"limit": 5, "cap": 5, "of": p})
		}
		return p
	}
	_, err := new(bsc.Registry).NewAggregator(nested(8))
	require.NoError(t, err)
	_, err = new(bsc.Registry).NewAggregator(nested(9))
	assert.ErrorIs(t, err, bsc.ErrPolicyArgs)
}

// TestBands checks the lines that bands can be read on, their limits, and directions.
func TestBands(t *testing.T) {
	const three = `"bands": [{"rating": "%s"}, {"rating": "amber", "from": %s}, {"rating": "%s", "from": %s}]`
	up := "{" + fmt.Sprintf(three, "red", "60", "green", "90") + "%s}"
	down := "{" + fmt.Sprintf(three, "green", "60", "red", "90") + "%s}"
	cases := []struct {
		args                  string
		direction             bsc.Direction
		score, actual, target string
		want                  bsc.Rating
	}{
		{fmt.Sprintf(up, ""), "", "60", "", "", bsc.RatingAmber},
		{fmt.Sprintf(up, ""), "", "59.9999999999", "", "", bsc.RatingRed},
		{fmt.Sprintf(up, ""), "", "90", "", "", bsc.RatingGreen},
		{fmt.Sprintf(up, `, "include": "upper"`), "", "60", "", "", bsc.RatingRed},
		{fmt.Sprintf(up, `, "include": "upper"`), "", "90.0000000001", "", "", bsc.RatingGreen},
		{fmt.Sprintf(down, `, "on": "actual"`), bsc.DirectionLower, "1", "60", "", bsc.RatingAmber},
		{fmt.Sprintf(down, `, "on": "actual", "include": "upper"`), bsc.DirectionLower, "1", "60", "", bsc.RatingGreen},
		{fmt.Sprintf(up, `, "on": "percent_of_target"`), "", "1", "2.7", "3", bsc.RatingGreen},
		{fmt.Sprintf(up, `, "on": "percent_of_target"`), "", "1", "2.69", "3", bsc.RatingAmber},
		{fmt.Sprintf(up, `, "on": "actual"`), "", "", "95", "", bsc.RatingGreen}, // a KPI without a score
		{"", "", "89.9999999999", "", "", bsc.RatingAmber},
	}
	for _, c := range cases {
		threshold, err := new(bsc.Registry).NewThreshold(policy("bands", c.args))
		require.NoError(t, err)
		in := bsc.RateInput{Direction: c.direction, Scale: bsc.DefaultScale(), Actual: null(c.actual), Target: bsc.ResolvedTarget{Value: null(c.target)}}
		if c.score != "" {
			in.Score, err = bsc.NewScore(dec(c.score))
			require.NoError(t, err)
		}
		got, err := threshold.Rate(in)
		require.NoError(t, err)
		assert.Equal(t, c.want, got, c)
	}
	refusals := []struct {
		args, target string
		code         bsc.Code
	}{
		{"", "", bsc.ErrNoData},
		{fmt.Sprintf(up, `, "on": "percent_of_target"`), "", bsc.ErrNoTarget},
		{fmt.Sprintf(up, `, "on": "percent_of_target"`), "0", bsc.ErrTarget},
	}
	for _, c := range refusals {
		threshold, err := new(bsc.Registry).NewThreshold(policy("bands", c.args))
		require.NoError(t, err)
		_, err = threshold.Rate(bsc.RateInput{Scale: bsc.DefaultScale(), Actual: null("5"), Target: bsc.ResolvedTarget{Value: null(c.target)}})
		assert.ErrorIs(t, err, c.code)
	}
}

// TestCalculators checks the built-in calculators, called directly.
func TestCalculators(t *testing.T) {
	cases := []struct{ name, args, want string }{
		{"ratio", `{"num": "a", "den": "b"}`, "3.5"},
		{"ratio", `{"num": "a", "den": "b", "times": 100}`, "350"},
		{"sum", `{"of": ["a", "b"]}`, "9"},
		{"difference", `{"of": ["a", "b"]}`, "5"},
		{"product", `{"of": ["a", "b"]}`, "14"},
		{"mean", `{"of": ["a", "b"]}`, "4.5"},
	}
	values := bsc.CalculateInput{Values: []decimal.Decimal{dec("7"), dec("2")}}
	for _, c := range cases {
		calculator, err := new(bsc.Registry).NewCalculator(policy(c.name, c.args))
		require.NoError(t, err)
		got, err := calculator.Calculate(values)
		require.NoError(t, err)
		assert.True(t, got.Equal(dec(c.want)), "%s: %s", c.name, got)
	}
	ratio, err := new(bsc.Registry).NewCalculator(policy("ratio", `{"num": "a", "den": "b"}`))
	require.NoError(t, err)
	_, err = ratio.Calculate(bsc.CalculateInput{Values: []decimal.Decimal{dec("7"), dec("0")}})
	assert.ErrorIs(t, err, bsc.ErrNoData)
	_, err = ratio.Calculate(bsc.CalculateInput{Values: []decimal.Decimal{dec("7")}})
	assert.EqualError(t, err, "the calculator reads 2 values, not 1")
	for _, q := range [][3]string{
		{"1", "3", "0.3333333333333333333333333333333333"},
		{"200", "3", "66.66666666666666666666666666666667"},
		{"-1", "3", "-0.3333333333333333333333333333333333"},
		{"9999999999999999999999999999999999", "0.5", "19999999999999999999999999999999998"},
		{"1e-18", "3e18", "0." + strings.Repeat("0", 36) + "3333333333333333"}, // 52 places
		{"0", "3", "0"},
	} {
		got, err := ratio.Calculate(bsc.CalculateInput{Values: []decimal.Decimal{dec(q[0]), dec(q[1])}})
		require.NoError(t, err)
		want := q[2]
		if q[1] == "0.5" {
			want = "20000000000000000000000000000000000" // 34 significant digits are kept
		}
		assert.True(t, got.Equal(dec(want)), "%s: %s", q, got)
	}
}

// TestPowerMean_order checks that a zero and a negative score give one answer in either order.
func TestPowerMean_order(t *testing.T) {
	for _, p := range []bsc.Policy{{Name: "geometric"}, {Name: "harmonic"}, policy("power", `{"p": -2}`), policy("power", `{"p": 3}`)} {
		aggregator, err := new(bsc.Registry).NewAggregator(p)
		require.NoError(t, err)
		for _, scores := range [][]string{{"0", "-5", "9"}, {"-5", "0", "9"}} {
			_, err := aggregator.Aggregate(bsc.AggregateInput{Parts: parts(scores, []string{"1", "1", "1"})})
			assert.ErrorIs(t, err, bsc.ErrPolicy, p.Name)
		}
		got, err := aggregator.Aggregate(bsc.AggregateInput{Parts: parts([]string{"0.00000000000000001", "0"}, []string{"1", "1"})})
		require.NoError(t, err)
		assert.True(t, got.IsZero(), "a score has ten places")
		_, err = aggregator.Aggregate(bsc.AggregateInput{})
		assert.ErrorIs(t, err, bsc.ErrNoData)
	}
}

// TestArgs_zero checks that a factory can be called in a host's own test.
func TestArgs_zero(t *testing.T) {
	var a bsc.Args
	args := struct{ Floor bsc.Number }{Floor: "7"}
	require.NoError(t, a.Decode(&args))
	assert.Equal(t, bsc.Number("7"), args.Floor, "a default stays")
	a.Reads("x")
	aggregator, err := a.Aggregator(bsc.Policy{Name: "min"})
	require.NoError(t, err)
	assert.NotNil(t, aggregator)
	assert.ErrorIs(t, a.Decode(args), bsc.ErrPolicyArgs)
	assert.ErrorIs(t, a.Decode(nil), bsc.ErrPolicyArgs)
}

// TestPolicy_noArguments checks the ways to give none.
func TestPolicy_noArguments(t *testing.T) {
	for _, p := range []bsc.Policy{{Name: "min"}, bsc.NewPolicy("min", nil), bsc.NewPolicy("min", struct{}{}), policy("min", " {} ")} {
		_, err := new(bsc.Registry).NewAggregator(p)
		assert.NoError(t, err)
	}
	reg := new(bsc.Registry)
	require.NoError(t, reg.Scorer("acme.com/half@1", bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return dec("50"), nil }).New))
	_, err := reg.NewScorer(policy("acme.com/half@1", `{"by": 2}`))
	assert.EqualError(t, err, `/args: scorer "acme.com/half@1" takes no arguments`)
	_, err = reg.NewScorer(bsc.Policy{Name: "example.org/survey@1"})
	assert.ErrorContains(t, err, `register it, and give Compile the Registry in its Options`)
	require.NoError(t, reg.Scorer("acme.com/nil@1", bsc.ScorerFunc(nil).New))
	_, err = reg.NewScorer(bsc.Policy{Name: "acme.com/nil@1"})
	assert.EqualError(t, err, `scorer "acme.com/nil@1" is nil`)
}

// TestThreshold_none checks a card without ratings.
func TestThreshold_none(t *testing.T) {
	def := oracle.Small()
	def.Ratings = []bsc.RatingLevel{{ID: "bad"}, {ID: "good"}}
	problems := bsc.Check(def, nil)
	require.Len(t, problems, 1, "said once, not for every node")
	assert.EqualError(t, problems[0], `/defaults/threshold: the definition has ratings of its own, and no bands with them (bands with these ratings, or the threshold "none"); say so in the definition's defaults`)
	def.Defaults.Threshold.Name = "none"
	result := evaluate(t, def, bsc.Input{Readings: bsc.Actuals{"hours": dec("4"), "sales": dec("5"), "margin": dec("9")}})
	assert.Equal(t, map[bsc.Rating]int{"bad": 0, "good": 0, "": 3}, result.CountRatings(bsc.KindKPI))
}

// TestQuota_exact asks for a hair more coverage than there is: both count to eight places.
func TestQuota_exact(t *testing.T) {
	for quota, scored := range map[bsc.Number]bool{"0.5": true, "0.500000004999999": true, "0.500000005": false, "0.49999999": true} {
		def := oracle.Small()
		def.Perspectives[1].Objectives[0].Quota.MinCoverage = quota
		result := evaluate(t, def, bsc.Input{Readings: bsc.Actuals{"sales": dec("5")}})
		assert.Equal(t, scored, of(t, result, bsc.ObjectiveRef("grow")).Score.Valid(), quota)
	}
}

// TestQuota_thirds has half of a card covered, by 1/3 and 2/3, each of which is rounded down.
func TestQuota_thirds(t *testing.T) {
	def := &bsc.Definition{ID: "card", Quota: bsc.Quota{MinCoverage: "0.5"}}
	for _, p := range []string{"p", "q"} {
		o := bsc.Objective{ID: p + "o"}
		for i := range 3 {
			o.KPIs = append(o.KPIs, bsc.KPI{ID: fmt.Sprint(p, i), Targets: []bsc.Target{{Value: "10"}}})
		}
		def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: p, Objectives: []bsc.Objective{o}})
	}
	result := evaluate(t, def, bsc.Input{Readings: bsc.Actuals{"p0": dec("5"), "q0": dec("5"), "q1": dec("5")}})
	assert.True(t, result.Total().Score.Valid(), result.Total().Reason)
	assert.Equal(t, "0.4999999999", result.Total().Coverage.String(), "what is shown stays rounded down")
}
