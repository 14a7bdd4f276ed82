package vectors_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestScorers_formulas shows the arithmetic at limits and on either side of them.
func TestScorers_formulas(t *testing.T) {
	const (
		uneven = `{"within": {"low": 4, "high": 2}, "zero_at": {"low": 20, "high": 10}}`
		ladder = `{"from": [[10, 20], [5, 60]]}`
	)
	cases := []struct {
		scorer, args string
		direction    bsc.Direction
		target       bsc.Number
		actual, want string
	}{
		{"range", uneven, bsc.DirectionCloser, "40", "40", "within 2 of the target 40"},
		{"range", uneven, bsc.DirectionCloser, "40", "36", "within 4 of the target 40"},
		{"range", uneven, bsc.DirectionCloser, "40", "28", "100 × (28 - 20) / (36 - 20)"},
		{"range", uneven, bsc.DirectionCloser, "40", "42", "within 2 of the target 40"},
		{"range", uneven, bsc.DirectionCloser, "40", "46", "100 × (46 - 50) / (42 - 50)"},
		{"steps", ladder, bsc.DirectionLower, "", "10", "the step at 10"},
		{"steps", ladder, bsc.DirectionLower, "", "5", "the step at 5"},
		{"steps", ladder, bsc.DirectionLower, "", "10.1", "no step is reached"},
		{"binary", "", bsc.DirectionLower, "5", "5", "5 reaches the target 5"},
		{"binary", "", bsc.DirectionLower, "5", "5.1", "5.1 does not reach the target 5"},
	}
	for _, c := range cases {
		t.Run(c.scorer+" "+c.actual, func(t *testing.T) {
			k := bsc.KPI{ID: "k", Direction: c.direction, Scorer: policy(c.scorer, c.args)}
			if c.target != "" {
				k.Targets = []bsc.Target{{Value: c.target}}
			}
			x, err := evaluate(t, oracle.CardOf(k), bsc.Input{Readings: bsc.Actuals{"k": dec(c.actual)}}).Explain(bsc.KPIRef("k"))
			require.NoError(t, err)
			assert.Equal(t, c.want, x.Formula.String())
		})
	}
}

// TestScorers_plateaus takes curves and steps that stay level before or behind the best value.
func TestScorers_plateaus(t *testing.T) {
	for _, c := range []struct {
		args      string
		direction bsc.Direction
	}{
		{`{"anchors": [[0, 0], [1, 5], [2, 5], [3, 7]]}`, bsc.DirectionCloser},
		{`{"anchors": [[0, 5], [1, 3], [2, 3], [3, 0]]}`, bsc.DirectionCloser},
		{`{"anchors": [[0, 5], [1, 5], [2, 0]]}`, bsc.DirectionLower},
		{`{"anchors": [[0, 0], [1, 0], [2, 5]]}`, bsc.DirectionHigher},
	} {
		scorer, err := new(bsc.Registry).NewScorer(policy("curve", c.args))
		require.NoError(t, err)
		_, err = scorer.Score(bsc.ScoreInput{Direction: c.direction, Scale: bsc.DefaultScale()})
		assert.NoError(t, err, c.args)
	}
}

// TestRange_badDistances names the side of a tolerance that cannot be read.
func TestRange_badDistances(t *testing.T) {
	const allowed = ` (a distance from the target such as 5 or "5%")`
	for args, want := range map[string]string{
		`{"zero_at": {"low": 5, "high": "x"}}`:                `/args/zero_at: "x" is not a number` + allowed,
		`{"zero_at": {"low": "x", "high": 5}}`:                `/args/zero_at: "x" is not a number` + allowed,
		`{"zero_at": 5, "within": {"low": 1, "high": "-1%"}}`: `/args/within: distance "-1%" is negative` + allowed,
	} {
		_, err := new(bsc.Registry).NewScorer(policy("range", args))
		assert.EqualError(t, err, want)
	}
	_, err := new(bsc.Registry).NewScorer(policy("range", `{"zero_at": true}`))
	assert.EqualError(t, err, "/args/zero_at: true is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)")
}

// TestNewScore_limits takes numbers whose digits reach far beyond those of a score, and are zeros there.
func TestNewScore_limits(t *testing.T) {
	padded := func(zeros, exponent int32) decimal.Decimal {
		n := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil)
		return decimal.NewFromBigInt(n, exponent)
	}
	s, err := bsc.NewScore(padded(995, -1000))
	require.NoError(t, err)
	assert.Equal(t, "0.00001", s.String())
	for _, d := range []decimal.Decimal{padded(996, -1001), padded(1300, -1000), padded(0, 1001)} {
		_, err = bsc.NewScore(d)
		assert.ErrorIs(t, err, bsc.ErrNumber)
	}
	_, err = bsc.NewScore(dec("0.00000000001"))
	assert.EqualError(t, err, "a score has at most 10 decimal places")
}

// TestMostFrequent_assessed lets a judgement without a rating leave the computed rating as it is.
func TestMostFrequent_assessed(t *testing.T) {
	def := oracle.Stated(map[string]string{"a": "3", "b": "1"})
	o := &def.Perspectives[0].Objectives[0]
	o.Aggregator = bsc.Policy{Name: "most_frequent"}
	o.Defaults.Assessments = bsc.AssessmentsCount
	in := bsc.Input{
		Readings:    bsc.Actuals{"a0": dec("95"), "b0": dec("10")},
		Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("a0"), Score: "40"}},
	}
	assert.Equal(t, "90", evaluate(t, def, in).ScoreOf(bsc.ObjectiveRef("o0")).String())
	in.Assessments[0].Rating = bsc.RatingRed
	assert.Equal(t, "0", evaluate(t, def, in).ScoreOf(bsc.ObjectiveRef("o0")).String())
}

// TestEffectiveWeight_ends passes the last unit of weight on, and nothing of what a judgement decides.
func TestEffectiveWeight_ends(t *testing.T) {
	def := oracle.Stated(map[string]string{"a": "1"}, map[string]string{"a": "1"})
	def.Perspectives[1].Weight = "0.0000000001"
	in := bsc.Input{Readings: bsc.Actuals{"a0": dec("50"), "a1": dec("50")}}
	assert.Equal(t, "0.0000000001", of(t, evaluate(t, def, in), bsc.KPIRef("a1")).EffectiveWeight.String())
	def.Defaults.Assessments = bsc.AssessmentsCount
	def.Perspectives[1].Weight = "1"
	in.Assessments = []bsc.Assessment{{Ref: bsc.ObjectiveRef("o0"), Score: "40"}}
	result := evaluate(t, def, in)
	for ref, want := range map[bsc.Ref]string{bsc.ObjectiveRef("o0"): "0.5", bsc.KPIRef("a0"): "0", bsc.KPIRef("a1"): "0.5"} {
		assert.Equal(t, want, of(t, result, ref).EffectiveWeight.String(), ref)
	}
}

// TestVeto_bounds checks that a child which does not count, and may yet cap the score, keeps the
// score open while it has no data: whether it is the veto that names it, or one inside.
func TestVeto_bounds(t *testing.T) {
	const inner = `{"limit": 40, "cap": 50, "children": ["b0"]}`
	cases := []struct {
		name, args, low string
	}{
		{"every child may veto", `{"limit": 40, "cap": 50}`, "50"},
		{"this one may", inner, "50"},
		{"another one may", `{"limit": 40, "cap": 50, "children": ["a0"]}`, "80"},
		{"this one may, inside", fmt.Sprintf(`{"limit": 30, "cap": 60, "children": ["a0"], "of": {"name": "veto", "args": %s}}`, inner), "50"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			def := oracle.Stated(map[string]string{"a": "1", "b": "0"})
			def.Perspectives[0].Objectives[0].Aggregator = policy("veto", c.args)
			o := of(t, evaluate(t, def, bsc.Input{Readings: bsc.Actuals{"a0": dec("80")}}), bsc.ObjectiveRef("o0"))
			assert.Equal(t, "80", o.Score.String())
			assert.Equal(t, c.low, o.Low.String())
			assert.Equal(t, "80", o.High.String())
			assert.True(t, o.Coverage.Equal(dec("1")), "what does not count is not missing")
		})
	}
}

// TestMostFrequent_refuses names what it cannot place, and the ratings it could.
func TestMostFrequent_refuses(t *testing.T) {
	aggregator, err := new(bsc.Registry).NewAggregator(bsc.Policy{Name: "most_frequent"})
	require.NoError(t, err)
	list := parts([]string{"10", "95"}, []string{"1", "1"})
	list[1].Rating = "gold"
	levels := []bsc.Level{{Rating: "red"}, {Rating: "green", From: dec("90")}}
	_, err = aggregator.Aggregate(bsc.AggregateInput{Parts: list, Levels: levels})
	assert.ErrorIs(t, err, bsc.ErrPolicy)
	assert.EqualError(t, err, `most_frequent cannot place the rating "gold" of kpi:k1 (a rating of the node's own bands on score)`)
	list[1].Rating = ""
	_, err = aggregator.Aggregate(bsc.AggregateInput{Parts: list, Levels: levels})
	assert.ErrorIs(t, err, bsc.ErrNoData)
	assert.EqualError(t, err, "no child has a rating")
}
