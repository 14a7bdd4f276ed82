package bsctest_test

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func policy(name, args string) bsc.Policy {
	return bsc.Policy{Name: name, Args: json.RawMessage(args)}
}

func TestScorer_builtin(t *testing.T) {
	higher := bsc.ScoreInput{Actual: number(8), Target: target(10)}
	lower := bsc.ScoreInput{Actual: number(12), Target: target(10), Direction: bsc.DirectionLower}
	closer := bsc.ScoreInput{Actual: number(9), Target: target(10), Direction: bsc.DirectionCloser}
	from := bsc.ScoreInput{Actual: number(100), Target: target(1000)}
	from.Target.Baseline = decimal.NewNullDecimal(number(10))
	wide := higher
	wide.Scale = bsc.ResolvedScale{Min: number(-100), Met: number(100), Cap: number(150)}
	for _, c := range []struct {
		policy bsc.Policy
		inputs []bsc.ScoreInput
	}{
		{policy("linear", ""), []bsc.ScoreInput{higher, lower, wide}},
		{policy("curve", `{"anchors": [[0, 0], [7, 60], [10, 100]]}`), []bsc.ScoreInput{higher, wide}},
		{policy("range", `{"within": 1, "zero_at": {"low": "30%", "high": 5}}`), []bsc.ScoreInput{closer}},
		{policy("tolerance", `{"zero_at": "25%"}`), []bsc.ScoreInput{higher, lower, wide}},
		{policy("avoid", `{"within": 1, "met_at": {"low": "30%", "high": 5}}`), []bsc.ScoreInput{higher, lower}},
		{policy("percent_of_target", ""), []bsc.ScoreInput{higher, lower, wide}},
		{policy("achievement", `{"anchors": [[70, 0], [90, 60], [100, 100], [120, 120]]}`), []bsc.ScoreInput{higher, lower, wide}},
		{policy("log", ""), []bsc.ScoreInput{from}},
		{policy("goal_flag", `{"goal": 10, "red_flag": 3}`), []bsc.ScoreInput{higher, wide}},
		{policy("percent_bands", `{"limits": [30, 20, 13, 10]}`), []bsc.ScoreInput{lower}},
		{policy("steps", `{"from": [[3, 20], [7, 70], [10, 100]]}`), []bsc.ScoreInput{higher, wide}},
		{policy("binary", ""), []bsc.ScoreInput{higher, lower, closer}},
		{policy("points", `{"labels": {"yes": 100, "partly": 50, "no": 0}}`), []bsc.ScoreInput{{Label: "partly"}}},
		{policy("stated", ""), []bsc.ScoreInput{higher}},
		{policy("judged", ""), []bsc.ScoreInput{higher}},
		{policy("none", ""), []bsc.ScoreInput{higher}},
	} {
		t.Run(c.policy.Name, func(t *testing.T) {
			t.Parallel()
			s, err := new(bsc.Registry).NewScorer(c.policy)
			require.NoError(t, err)
			assert.NoError(t, bsctest.TestScorer(s, c.inputs...))
		})
	}
}

func TestAggregator_builtin(t *testing.T) {
	typical := bsc.AggregateInput{
		Parts:  []bsc.Part{part("a", 90, 1), part("b", 40, 2), part("c", 70, 1)},
		Beside: []bsc.Part{part("d", 20, 0)},
		Levels: []bsc.Level{{Rating: bsc.RatingRed}, {Rating: bsc.RatingAmber, From: number(60)}, {Rating: bsc.RatingGreen, From: number(90)}},
	}
	for i, r := range []bsc.Rating{bsc.RatingGreen, bsc.RatingRed, bsc.RatingAmber} {
		typical.Parts[i].Rating = r
	}
	for _, c := range []struct {
		name   string
		policy bsc.Policy
		test   func(bsc.Aggregator, ...bsc.AggregateInput) error
	}{
		{"weighted_mean", policy("weighted_mean", ""), bsctest.TestMonotoneAggregator},
		{"weighted_sum", policy("weighted_sum", ""), bsctest.TestMonotoneAggregator},
		{"geometric", policy("geometric", ""), bsctest.TestMonotoneAggregator},
		{"harmonic", policy("harmonic", ""), bsctest.TestMonotoneAggregator},
		{"power", policy("power", `{"p": 2}`), bsctest.TestMonotoneAggregator},
		{"power_negative", policy("power", `{"p": -0.5}`), bsctest.TestMonotoneAggregator},
		{"min", policy("min", ""), bsctest.TestMonotoneAggregator},
		{"max", policy("max", ""), bsctest.TestMonotoneAggregator},
		{"median", policy("median", ""), bsctest.TestMonotoneAggregator},
		{"most_frequent", policy("most_frequent", ""), bsctest.TestAggregator},
		{"veto", policy("veto", `{"limit": 30, "cap": 50}`), bsctest.TestMonotoneAggregator},
		{"veto_of", policy("veto", `{"limit": 30, "cap": 50, "children": ["d"], "of": "harmonic"}`), bsctest.TestMonotoneAggregator},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, err := new(bsc.Registry).NewAggregator(c.policy)
			require.NoError(t, err)
			assert.NoError(t, c.test(a, typical))
		})
	}
}

func TestThreshold_builtin(t *testing.T) {
	score, err := bsc.NewScore(decimal.New(875, -1))
	require.NoError(t, err)
	kpi := bsc.RateInput{Score: score, Actual: decimal.NewNullDecimal(number(7)), Target: target(8)}
	unscored := bsc.RateInput{Actual: kpi.Actual, Target: kpi.Target, Direction: bsc.DirectionLower}
	limit := func(text string) string {
		return `{"on": "actual", "bands": [{"rating": "red"}, {"rating": "green", "from": ` + text + `}]}`
	}
	for name, p := range map[string]bsc.Policy{
		"default":           policy("bands", ``),
		"score":             policy("bands", `{"bands": [{"rating": "red"}, {"rating": "green", "from": 87.5}], "include": "upper"}`),
		"actual":            policy("bands", `{"bands": [{"rating": "green"}, {"rating": "amber", "from": 7}, {"rating": "red", "from": 9}], "on": "actual"}`),
		"percent_of_target": policy("bands", `{"bands": [{"rating": "red"}, {"rating": "green", "from": 90}], "on": "percent_of_target"}`),
		"variance":          policy("bands", `{"bands": [{"rating": "red"}, {"rating": "green", "from": -1}], "on": "variance"}`),
		"variance_percent":  policy("bands", `{"bands": [{"rating": "red"}, {"rating": "green", "from": -1}], "on": "variance_percent"}`),
		"target":            policy("bands", limit(`{"of": "target", "times": 0.95}`)),
		"series":            policy("bands", limit(`"series:bsctest"`)),
		"gap_and_periods": policy("bands", `{"bands": [{"rating": "red"}, {"from": 50}, {"rating": "green", "from": 80}],
			"periods": [{"period": "2026", "bands": [{"rating": "green"}]}]}`),
		"rules": policy("rules", `{"rules": [{"when": {"movement": {"below": 0}, "flags": ["unscored"]}, "rating": "red"},
			{"when": {"variance_percent": {"from": -5}, "after": "2025-12-31"}, "rating": "amber"}], "otherwise": "green"}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			threshold, err := new(bsc.Registry).NewThreshold(p)
			require.NoError(t, err)
			assert.NoError(t, bsctest.TestThreshold(threshold, nil, kpi, unscored))
		})
	}
}

func TestCalculator_builtin(t *testing.T) {
	for _, c := range []struct {
		policy bsc.Policy
		values []int64
	}{
		{policy("ratio", `{"num": "returns", "den": "orders", "times": 100}`), []int64{1, 3}},
		{policy("sum", `{"of": ["a", "b", "c"]}`), []int64{1, 2, 3}},
		{policy("difference", `{"of": ["a", "b"]}`), []int64{1, 2}},
		{policy("product", `{"of": ["a", "b"]}`), []int64{4, 5}},
		{policy("mean", `{"of": ["a", "b", "c", "d"]}`), []int64{1, 2, 3, 4}},
	} {
		t.Run(c.policy.Name, func(t *testing.T) {
			t.Parallel()
			calculator, err := new(bsc.Registry).NewCalculator(c.policy)
			require.NoError(t, err)
			var in bsc.CalculateInput
			for _, v := range c.values {
				in.Values = append(in.Values, number(v))
			}
			assert.NoError(t, bsctest.TestCalculator(calculator, len(c.values), in))
		})
	}
}
