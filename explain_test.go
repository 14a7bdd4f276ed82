package bsc_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everyPolicy is a card on which every built-in policy is used once.
func everyPolicy() *bsc.Definition {
	target := func(baseline, value bsc.Number) []bsc.Target {
		return []bsc.Target{{Baseline: baseline, Value: value, Origin: "agreed"}}
	}
	scorers := bsc.Objective{ID: "scorers", Defaults: bsc.Defaults{Round: &bsc.Rounding{Places: 2}}, KPIs: []bsc.KPI{
		{ID: "linear-up", Unit: "%", Targets: target("2", "10")},
		{ID: "linear-down", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Period: period.Year(2026), Value: "30", Stretch: "20", Floor: "50"}}},
		{ID: "linear-plain", Targets: target("", "8")},
		{ID: "curve", Scorer: policy("curve", `{"anchors": [[0, 0], [70, 50], [100, 100]]}`)},
		{ID: "curve-end", Scorer: policy("curve", `{"anchors": [[0, 0], [70, 50], [100, 100]]}`)},
		{ID: "range", Direction: bsc.DirectionCloser, Targets: target("", "58"), Scorer: policy("range", `{"within": 1, "zero_at": 6}`)},
		{ID: "range-in", Direction: bsc.DirectionCloser, Targets: target("", "58"), Scorer: policy("range", `{"within": 1, "zero_at": 6}`)},
		{ID: "goal-flag", Scorer: policy("goal_flag", `{"goal": 700, "red_flag": 500}`)},
		{ID: "percent-bands", Scorer: policy("percent_bands", `{"limits": [0, 40, 70, 100]}`)},
		{ID: "steps", Scorer: policy("steps", `{"from": [[80, 40], [90, 70]]}`)},
		{ID: "steps-none", Scorer: policy("steps", `{"from": [[80, 40], [90, 70]]}`)},
		{ID: "binary", Targets: target("", "5"), Scorer: bsc.Policy{Name: "binary"}},
		{ID: "binary-not", Targets: target("", "5"), Scorer: bsc.Policy{Name: "binary"}},
		{ID: "points", Scorer: policy("points", `{"labels": {"yes": 100, "no": 0}}`)},
		{ID: "stated", Scorer: bsc.Policy{Name: "stated"}},
		{ID: "none", Scorer: bsc.Policy{Name: "none"}},
		{ID: "missing", Targets: target("", "5")},
		{ID: "shown", Weight: "0", Targets: target("", "5")},
	}}
	def := &bsc.Definition{ID: "every", Name: "Every policy", Series: []bsc.Series{{ID: "a"}, {ID: "b"}}}
	def.Perspectives = []bsc.Perspective{{ID: "p1", Objectives: []bsc.Objective{scorers}}, {ID: "p2", Defaults: bsc.Defaults{Scorer: bsc.Policy{Name: "stated"}}}}
	aggregators := []bsc.Policy{
		{Name: "geometric"},
		{Name: "harmonic"},
		policy("power", `{"p": 2}`),
		{Name: "min"},
		{Name: "max"},
		{Name: "median"},
		{Name: "most_frequent"},
		policy("veto", `{"limit": 50, "cap": 55, "children": ["low7"]}`), policy("veto", `{"limit": 50, "cap": 55, "of": "max"}`),
	}
	for i, agg := range aggregators {
		id := func(name string) string { return fmt.Sprint(name, i) }
		def.Perspectives[1].Objectives = append(def.Perspectives[1].Objectives, bsc.Objective{ID: id(agg.Name), Aggregator: agg, KPIs: []bsc.KPI{
			{ID: id("low"), Weight: "2"}, {ID: id("mid")}, {ID: id("high")},
		}})
	}
	def.Perspectives[1].Objectives = append(def.Perspectives[1].Objectives, bsc.Objective{
		ID: "sum", Aggregator: bsc.Policy{Name: "weighted_sum"}, Missing: bsc.Missing{Rule: bsc.MissingZero},
		KPIs: []bsc.KPI{{ID: "s60", Weight: "60"}, {ID: "s40", Weight: "40"}},
	})
	calculators := bsc.Objective{ID: "calculators", Defaults: bsc.Defaults{Scorer: bsc.Policy{Name: "stated"}}}
	for _, c := range []string{"ratio", "sum", "difference", "product", "mean"} {
		args := `{"of": ["a", "b"]}`
		if c == "ratio" {
			args = `{"num": "a", "den": "b", "times": 10}`
		}
		calculators.KPIs = append(calculators.KPIs, bsc.KPI{ID: "calc-" + c, Calculator: policy(c, args)})
	}
	calculators.KPIs = append(calculators.KPIs, bsc.KPI{ID: "calc-plain", Calculator: policy("ratio", `{"num": "calc-mean", "den": "b"}`)})
	def.Perspectives[0].Objectives = append(def.Perspectives[0].Objectives, calculators)
	return def
}

// facts gives every KPI of everyPolicy a reading.
func everyFact() *bsc.Readings {
	values := map[string]string{
		"linear-up": "12.4", "linear-down": "36", "linear-plain": "-3", "curve": "80", "curve-end": "130", "range": "61.5", "range-in": "58.4",
		"goal-flag": "640", "percent-bands": "55", "steps": "85", "steps-none": "10", "binary": "5", "binary-not": "4", "stated": "61", "none": "7", "shown": "3",
		"s60": "90",
	}
	readings := new(bsc.Readings)
	add := func(ref bsc.Ref, r bsc.Reading) {
		if err := readings.Add(bsc.Fact{Ref: ref, Period: period.Year(2026), Reading: r}); err != nil {
			panic(err)
		}
	}
	for id, v := range values {
		add(bsc.KPIRef(id), bsc.Reading{Value: dec(v)})
	}
	add(bsc.KPIRef("points"), bsc.Reading{Label: "yes"})
	add(bsc.SeriesRef("a"), bsc.Reading{Value: dec("7")})
	add(bsc.SeriesRef("b"), bsc.Reading{Value: dec("-3")})
	for i := range 9 {
		for name, v := range map[string]string{"low": "40", "mid": "70", "high": "95"} {
			add(bsc.KPIRef(fmt.Sprint(name, i)), bsc.Reading{Value: dec(v)})
		}
	}
	return readings
}

// TestExplain_everyPolicy pins the arithmetic that every built-in policy shows.
func TestExplain_everyPolicy(t *testing.T) {
	def := everyPolicy()
	result := evaluate(t, def, bsc.Input{Readings: everyFact(), Assessments: []bsc.Assessment{
		{Ref: bsc.ObjectiveRef("sum"), Score: "70", Rating: bsc.RatingAmber, Author: "board", Reason: "one\nline"},
	}})
	x, err := result.Explain(result.Scorecard().Ref())
	require.NoError(t, err)
	golden.Check(t, "explain.txt", x.String())
}

// hostThresholds registers thresholds that rate, and that decline.
func hostThresholds(t *testing.T) *bsc.Registry {
	t.Helper()
	reg := new(bsc.Registry)
	thresholds := map[string]bsc.ThresholdFunc{
		"fine": func(in bsc.RateInput) (bsc.Rating, error) {
			score, _ := in.Score.Decimal()
			in.Trace.Note("distance to 50", score.Sub(dec("50")))
			return bsc.RatingAmber, nil
		},
		"worst":   func(bsc.RateInput) (bsc.Rating, error) { return bsc.RatingRed, nil },
		"none":    func(bsc.RateInput) (bsc.Rating, error) { return "", nil },
		"no-data": func(bsc.RateInput) (bsc.Rating, error) { return bsc.RatingRed, bsc.ErrNoData },
	}
	for name, f := range thresholds {
		require.NoError(t, reg.Threshold("acme.com/"+name+"@1", func(bsc.Args) (bsc.Threshold, error) { return f, nil }))
	}
	return reg
}

// TestThreshold_host pins what a host's threshold can say.
func TestThreshold_host(t *testing.T) {
	reg := hostThresholds(t)
	cases := map[string]bsc.Rating{"fine": bsc.RatingAmber, "worst": bsc.RatingRed, "none": "", "no-data": ""}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			def := oracle.Small()
			def.Perspectives[1].Objectives[0].KPIs[0].Threshold.Name = "acme.com/" + name + "@1"
			card, err := bsc.Compile(def, &bsc.Options{Registry: reg})
			require.NoError(t, err)
			result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: all})
			require.NoError(t, err)
			sales := of(t, result, bsc.KPIRef("sales"))
			assert.Equal(t, "50", sales.Score.String())
			assert.Equal(t, want, sales.Rating)
			assert.Equal(t, "55", result.Score().String(), "the score rolls up all the same")
			x, err := result.Explain(bsc.KPIRef("sales"))
			require.NoError(t, err)
			if name == "fine" {
				assert.Contains(t, x.String(), "note: distance to 50 = 0\n  rating amber by acme.com/fine@1\n")
			}
		})
	}
}

// TestAggregator_host pins what a host's aggregator sees, its bounds, and its failures.
func TestAggregator_host(t *testing.T) {
	reg := new(bsc.Registry)
	best := bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) {
		top := in.Parts[0].Score
		for _, p := range in.Parts {
			top = decimal.Max(top, p.Score)
		}
		in.Trace.Formula("the best of %d", len(in.Parts))
		in.Trace.Note("beside", decimal.New(int64(len(in.Beside)), 0))
		return top, nil
	})
	broken := bsc.AggregatorFunc(func(bsc.AggregateInput) (decimal.Decimal, error) { return dec("1"), errors.New("no") })
	silent := bsc.AggregatorFunc(func(bsc.AggregateInput) (decimal.Decimal, error) { return dec("1"), bsc.ErrNoData })
	factory := func(a bsc.Aggregator) bsc.Factory[bsc.Aggregator] {
		return func(bsc.Args) (bsc.Aggregator, error) { return a, nil }
	}
	require.NoError(t, reg.MonotoneAggregator("acme.com/best@1", factory(best)))
	require.NoError(t, reg.Aggregator("acme.com/any@1", factory(best)))
	require.NoError(t, reg.Aggregator("acme.com/broken@1", factory(broken)))
	require.NoError(t, reg.Aggregator("acme.com/silent@1", factory(silent)))
	assert.Error(t, reg.MonotoneAggregator("best", factory(best)))

	cases := map[string]string{
		"best":   "50 partial  50 to 100",
		"any":    "50 partial  0 to 100",
		"broken": `no score failed the aggregator "acme.com/broken@1": no 0 to 100`,
		"silent": "no score no_data its policy gives no score 0 to 100",
	}
	for name, want := range cases {
		def := oracle.Small()
		objective := &def.Perspectives[1].Objectives[0]
		objective.Aggregator.Name = "acme.com/" + name + "@1"
		objective.KPIs = append(objective.KPIs, bsc.KPI{ID: "shown", Weight: "0", Scorer: bsc.Policy{Name: "stated"}})
		card, err := bsc.Compile(def, &bsc.Options{Registry: reg})
		require.NoError(t, err)
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("5"), "shown": dec("99")}})
		require.NoError(t, err)
		grow := of(t, result, bsc.ObjectiveRef("grow"))
		assert.Equal(t, want, fmt.Sprint(grow.Score, " ", grow.Flags, " ", grow.Reason, " ", grow.Low, " to ", grow.High), name)
		x, err := result.Explain(grow.Ref)
		require.NoError(t, err)
		if name == "best" {
			assert.Contains(t, x.String(), "acme.com/best@1: the best of 1 = 50")
			assert.Contains(t, x.String(), "note: beside = 1")
			assert.False(t, x.Contributions[0].Amount.Valid, "a host's aggregator claims no contributions")
		}
	}
}

// TestCalculator_host pins the order of values, and the calculators that go wrong.
func TestCalculator_host(t *testing.T) {
	reg := new(bsc.Registry)
	calculators := map[string]bsc.CalculatorFunc{
		"minus": func(in bsc.CalculateInput) (decimal.Decimal, error) { return in.Values[0].Sub(in.Values[1]), nil },
		"error": func(bsc.CalculateInput) (decimal.Decimal, error) { return dec("1"), errors.New("no rate") },
		"none":  func(bsc.CalculateInput) (decimal.Decimal, error) { return dec("1"), bsc.ErrNoData },
		"bomb":  func(bsc.CalculateInput) (decimal.Decimal, error) { return decimal.New(1, 53), nil },
	}
	for name, f := range calculators {
		require.NoError(t, reg.Calculator("acme.com/"+name+"@1", func(a bsc.Args) (bsc.Calculator, error) {
			a.Reads("margin", "hours")
			return f, nil
		}))
	}
	require.NoError(t, reg.Calculator("acme.com/blind@1", func(bsc.Args) (bsc.Calculator, error) { return calculators["minus"], nil }))
	compile := func(name string) (*bsc.Scorecard, error) {
		def := oracle.Small()
		def.Perspectives[1].Objectives[0].KPIs[0].Calculator.Name = "acme.com/" + name + "@1"
		return bsc.Compile(def, &bsc.Options{Registry: reg})
	}
	cases := map[string]string{
		"minus": "5 50  <nil>",
		"error": "none no score failed kpi:sales: the calculator \"acme.com/error@1\": no rate",
		"none":  "none no score no_data <nil>",
		"bomb":  "none no score failed kpi:sales: the calculator \"acme.com/bomb@1\" returned a number out of range (numbers below 10^52)",
	}
	for name, want := range cases {
		card, err := compile(name)
		require.NoError(t, err)
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"margin": dec("9"), "hours": dec("4")}})
		require.NoError(t, err)
		sales := of(t, result, bsc.KPIRef("sales"))
		actual := "none"
		if v, ok := result.Value(sales.Ref); ok {
			actual = v.String()
		}
		assert.Equal(t, want, strings.TrimSpace(fmt.Sprint(actual, " ", sales.Score, " ", sales.Flags, " ", sales.Err)), name)
		_, err = card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("9")}})
		assert.EqualError(t, err, `bsc: kpi:sales: a reading for "kpi:sales", which is calculated`)
	}
	_, err := compile("blind")
	assert.EqualError(t, err, `bsc: /perspectives/1/objectives/0/kpis/0/calculator: the calculator "acme.com/blind@1" reads nothing; its factory names what it reads with Args.Reads`)
}

// TestSource_panics has a source fail for a KPI that is only shown, and that another is calculated from.
func TestSource_panics(t *testing.T) {
	def := oracle.Small()
	def.Perspectives[1].Objectives[0].KPIs[0].Scorer.Name = "none"
	def.Perspectives[1].Objectives[0].KPIs[1].Calculator = policy("sum", `{"of": ["sales"]}`)
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: moody{}})
	require.NoError(t, err)
	sales := of(t, result, bsc.KPIRef("sales"))
	assert.Equal(t, "failed,unscored kpi:sales: the source of readings: panic with a int", fmt.Sprint(sales.Flags, " ", sales.Err), "what is only shown may fail, too")
	assert.Equal(t, "kpi:sales failed: the source of readings: panic with a int", of(t, result, bsc.KPIRef("margin")).Reason.String())
}

// moody is a source that panics on one question.
type moody struct{}

func (moody) Reading(q bsc.Query) (bsc.Reading, bool) {
	if q.Ref.ID == "sales" {
		panic(7)
	}
	return bsc.Reading{Value: dec("5")}, true
}
