package bsc_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rated returns the outcome of a KPI by the month with a threshold, in March, and how it is rated.
func rated(t *testing.T, k bsc.KPI, args any, facts ...bsc.Fact) (bsc.Outcome, string) {
	t.Helper()
	name := "bands"
	if _, rules := args.(bsc.RulesArgs); rules {
		name = "rules"
	}
	k.ID, k.Frequency, k.Rollup, k.Threshold = "k", period.Monthly, bsc.RollupMean, bsc.NewPolicy(name, args)
	card, err := bsc.Compile(definitionWith(industry(), k), nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(facts...))
	result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings})
	require.NoError(t, err)
	o, _ := result.Of(bsc.KPIRef("k"))
	x, err := result.Explain(bsc.KPIRef("k"))
	require.NoError(t, err)
	if x.Band != nil {
		assert.Contains(t, result.Bands(bsc.KPIRef("k")), *x.Band, "the band hit is one of the node's")
	}
	return o, x.Rule.String()
}

func industry() []bsc.Series {
	return []bsc.Series{{ID: "industry", Frequency: period.Monthly, Rollup: bsc.RollupMean}}
}

func march(ref bsc.Ref, value string) bsc.Fact {
	return monthsFrom(ref, period.Month(2026, 3), value)[0]
}

// TestBands_limits rates by limits of the target, with sides of their own and gaps, and says why there is no rating.
func TestBands_limits(t *testing.T) {
	of := func(name string) bsc.BandLimit { return bsc.BandLimit{Of: name} }
	threeLimits := bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{
		{Rating: "red"},
		{Rating: "amber", From: bsc.BandLimit{Of: "target", Times: "0.95"}},
		{Rating: "green", From: of("target"), Include: "upper"},
	}}
	aroundSeries := bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: of("series:industry")}}}
	fromFloor := bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "amber", From: of("floor")}, {Rating: "green", From: of("series:industry")}}}
	gap := bsc.BandsArgs{Bands: []bsc.BandArgs{{Rating: "red"}, {From: bsc.BandLimit{Value: "50"}}, {Rating: "green", From: bsc.BandLimit{Value: "80"}}}}
	on := func(line string) bsc.BandsArgs {
		return bsc.BandsArgs{On: line, Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "amber", From: bsc.BandLimit{Value: "-10"}}, {Rating: "green", From: bsc.BandLimit{Value: "0"}}}}
	}
	beside := march(bsc.SeriesRef("industry"), "90")
	for _, c := range []struct {
		args   bsc.BandsArgs
		actual string
		kpi    bsc.KPI
		facts  []bsc.Fact
		rating bsc.Rating
		reason string
	}{
		{threeLimits, "94.99", bsc.KPI{}, nil, "red", ""},
		{threeLimits, "95", bsc.KPI{}, nil, "amber", ""},
		{threeLimits, "100", bsc.KPI{}, nil, "amber", ""},
		{threeLimits, "100.01", bsc.KPI{}, nil, "green", ""},
		{aroundSeries, "90", bsc.KPI{}, []bsc.Fact{beside}, "green", ""},
		{aroundSeries, "89", bsc.KPI{}, []bsc.Fact{beside}, "red", ""},
		{aroundSeries, "90", bsc.KPI{}, nil, "", "no rating: nothing complete of series:industry to take a limit from"},
		{fromFloor, "95", bsc.KPI{Targets: []bsc.Target{{Value: "100", Floor: "91"}}}, []bsc.Fact{beside}, "", "no rating: the limit series:industry (90) is below the limit floor (91)"},
		{fromFloor, "90", bsc.KPI{Targets: []bsc.Target{{Value: "100", Floor: "90"}}}, []bsc.Fact{beside}, "green", ""},
		{gap, "49", bsc.KPI{}, nil, "red", ""},
		{gap, "50", bsc.KPI{}, nil, "", "no rating: in a gap of the bands, 50 <= score < 80"},
		{on("variance"), "90", bsc.KPI{}, nil, "amber", ""},
		{on("variance"), "110", bsc.KPI{Direction: bsc.DirectionLower}, nil, "amber", ""},
		{on("variance"), "99", bsc.KPI{Direction: bsc.DirectionLower}, nil, "green", ""},
		{on("variance"), "101", bsc.KPI{Direction: bsc.DirectionCloser, Scorer: bsc.Policy{Name: "binary"}}, nil, "amber", ""},
		{on("variance_percent"), "-220", bsc.KPI{Scorer: bsc.Policy{Name: "binary"}, Targets: []bsc.Target{{Value: "-200"}}}, nil, "amber", ""},
		{on("variance_percent"), "-220.1", bsc.KPI{Scorer: bsc.Policy{Name: "binary"}, Targets: []bsc.Target{{Value: "-200"}}}, nil, "red", ""},
	} {
		if c.kpi.Targets == nil {
			c.kpi.Targets = []bsc.Target{{Value: "100"}}
		}
		o, _ := rated(t, c.kpi, c.args, append(c.facts, march(bsc.KPIRef("k"), c.actual))...)
		assert.Equal(t, c.rating, o.Rating, "%s of %v", c.actual, c.args)
		assert.Equal(t, c.reason, o.Reason.String())
		assert.NoError(t, o.Err, "a threshold that cannot rate fails nothing")
	}
}

// TestBands_periods finds bands as targets are found: for the period, around it, or before it.
func TestBands_periods(t *testing.T) {
	from := func(limit bsc.Number) []bsc.BandArgs {
		return []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: bsc.BandLimit{Value: limit}}}
	}
	for _, c := range []struct {
		stated []period.Period // with the limits 10, 20, …
		low    string
	}{
		{nil, "90"},
		{[]period.Period{period.Year(2026), period.Quarter(2026, 1), period.Month(2026, 3)}, "30"},
		{[]period.Period{period.Year(2026), period.Quarter(2026, 1), period.Month(2026, 2)}, "20"},
		{[]period.Period{period.Month(2026, 1), period.Month(2026, 2), period.Month(2026, 4), period.Year(2025)}, "20"},
		{[]period.Period{period.Numbered(2026, 3), period.Year(2026)}, "10"},
		{[]period.Period{period.Year(2025), period.Year(2027), period.Quarter(2025, 4)}, "90"},
	} {
		args := bsc.BandsArgs{Bands: from("90")}
		for i, p := range c.stated {
			args.Periods = append(args.Periods, bsc.PeriodBands{Period: p, Bands: from(bsc.Number(fmt.Sprint(10 * (i + 1))))})
		}
		for actual, want := range map[string]bsc.Rating{c.low: "green", "0": "red"} {
			o, _ := rated(t, bsc.KPI{Targets: []bsc.Target{{Value: "100"}}}, args, march(bsc.KPIRef("k"), actual))
			assert.Equal(t, want, o.Rating, "%v", c.stated)
		}
	}
}

// TestRules_first takes the first rule that holds.
func TestRules_first(t *testing.T) {
	args := bsc.RulesArgs{
		Rules: []bsc.RatingRule{
			{When: bsc.When{Flags: bsc.FlagProvisional}},
			{When: bsc.When{Movement: bsc.Interval{Below: "0"}, After: period.Day(2026, 3, 30)}, Rating: "red"},
			{When: bsc.When{Score: bsc.Interval{From: "60", Below: "90"}, Before: period.Day(2026, 4, 1)}, Rating: "amber"},
		},
		Otherwise: "green",
	}
	february := monthsFrom(bsc.KPIRef("k"), period.Month(2026, 2), "70")[0]
	provisional := march(bsc.KPIRef("k"), "95")
	provisional.State = bsc.StateProvisional
	for _, c := range []struct {
		facts  []bsc.Fact
		rating bsc.Rating
		says   string
	}{
		{[]bsc.Fact{march(bsc.KPIRef("k"), "65"), february}, "red", "rule 2: movement below 0, after 2026-03-30"},
		{[]bsc.Fact{march(bsc.KPIRef("k"), "65")}, "amber", "rule 3: score 60 to below 90, before 2026-04-01"},
		{[]bsc.Fact{march(bsc.KPIRef("k"), "95"), february}, "green", "no rule holds"},
		{[]bsc.Fact{provisional}, "", "no rating: rule 1: provisional"},
	} {
		o, rule := rated(t, bsc.KPI{Targets: []bsc.Target{{Value: "100"}}}, args, c.facts...)
		assert.Equal(t, c.rating, o.Rating)
		if c.rating == "" {
			rule = o.Reason.String()
		}
		assert.Equal(t, c.says, rule)
	}
}

// TestThresholds_board rates again when a series, or the period before, changes.
func TestThresholds_board(t *testing.T) {
	bands := bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: bsc.BandLimit{Of: "series:industry"}}}}
	rules := bsc.RulesArgs{Rules: []bsc.RatingRule{{When: bsc.When{Movement: bsc.Interval{Below: "0"}}, Rating: "red"}}, Otherwise: "green"}
	for _, threshold := range []bsc.Policy{bsc.NewPolicy("bands", bands), bsc.NewPolicy("rules", rules)} {
		k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupMean, Targets: []bsc.Target{{Value: "100"}}, Threshold: threshold}
		card, err := bsc.Compile(definitionWith(industry(), k), nil)
		require.NoError(t, err)
		board, err := card.Board(bsc.Input{Period: period.Month(2026, 3)})
		require.NoError(t, err)
		kpi, _ := card.KPI("k")
		series, _ := card.Series("industry")
		var changes []bsc.RatingChange
		board.Subscribe(func(_ *bsc.Board, n bsc.Notice) { changes = append(changes, n.Changes...) })
		require.NoError(t, board.Set(kpi, decimal.RequireFromString("90")))
		for _, value := range []string{"80", "95", "85"} {
			require.NoError(t, board.Apply(
				bsc.Update{Of: series, Reading: bsc.Reading{Value: decimal.RequireFromString(value)}},
				bsc.Update{Of: kpi, Period: period.Month(2026, 2), Reading: bsc.Reading{Value: decimal.RequireFromString(value)}},
			))
			o, _ := board.Result().Of(bsc.KPIRef("k"))
			want := bsc.RatingGreen
			if value == "95" {
				want = bsc.RatingRed
			}
			assert.Equal(t, want, o.Rating, "%s beside %s", threshold.Name, value)
		}
		assert.Contains(t, changes, bsc.RatingChange{Ref: bsc.KPIRef("k"), From: "green", To: "red"})
	}
}

// TestThresholdArgs_json reads what is written, in every form.
func TestThresholdArgs_json(t *testing.T) {
	for _, text := range []string{
		`{"on":"actual","bands":[{"rating":"red"},{"rating":"amber","from":60},{"from":"floor"},{"rating":"green","from":{"of":"target","times":0.95},"include":"upper"}]}`,
		`{"include":"upper","periods":[{"period":"2027","bands":[{"rating":"red"},{"rating":"green","from":"series:industry"}]}]}`,
		`{}`,
	} {
		var args bsc.BandsArgs
		require.NoError(t, json.Unmarshal([]byte(text), &args))
		back, err := json.Marshal(args)
		require.NoError(t, err)
		assert.Equal(t, text, string(back))
	}
	text := `{"rules":[{"when":{"score":{"from":60,"below":90},"flags":["held","carried"],"without":["overdue"],"after":"2026-06-30"},"rating":"amber"}],"otherwise":"red"}`
	var args bsc.RulesArgs
	require.NoError(t, json.Unmarshal([]byte(text), &args))
	back, err := json.Marshal(args)
	require.NoError(t, err)
	assert.Equal(t, text, string(back))
}

// TestThresholds_scoreOfAnother gives a KPI that stands for another result's node the rating of that node, if its own
// threshold reads an actual: the score is none.
func TestThresholds_scoreOfAnother(t *testing.T) {
	own := bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "100"}}}
	there, err := bsc.MustCompile(definitionWith(nil, own), nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"k": decimal.New(95, 0)}})
	require.NoError(t, err)
	low := bsc.BandLimit{Value: "99"}
	for _, c := range []struct {
		threshold bsc.Policy
		rating    bsc.Rating
	}{
		{bsc.NewPolicy("bands", bsc.BandsArgs{Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: low}}}), "red"},
		{bsc.NewPolicy("bands", bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: low}}}), "green"},
		{bsc.NewPolicy("rules", bsc.RulesArgs{Rules: []bsc.RatingRule{{When: bsc.When{Actual: bsc.Interval{From: "0"}}, Rating: "red"}}}), "green"},
		{bsc.NewPolicy("rules", bsc.RulesArgs{Rules: []bsc.RatingRule{{When: bsc.When{Score: bsc.Interval{From: "0"}}, Rating: "red"}}}), "red"},
	} {
		k := bsc.KPI{ID: "sum", Scorer: bsc.Policy{Name: "stated"}, Threshold: c.threshold}
		result, err := bsc.MustCompile(definitionWith(nil, k), nil).Evaluate(bsc.Input{
			Period: period.Year(2026), Readings: bsc.Actuals{}, Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("sum"), Result: there, Of: bsc.KPIRef("k")}},
		})
		require.NoError(t, err)
		o, _ := result.Of(bsc.KPIRef("sum"))
		assert.Equal(t, c.rating, o.Rating, "%s", c.threshold.Args)
	}
}

// TestThresholds_with gives a scorecard other thresholds, checked against the targets that stay.
func TestThresholds_with(t *testing.T) {
	ref := bsc.KPIRef("k")
	card := bsc.MustCompile(definitionWith(industry(), bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "100"}}}), nil)
	bands := func(limit bsc.BandLimit) bsc.Overrides {
		args := bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: limit}}}
		return bsc.Overrides{Thresholds: map[bsc.Ref]bsc.Policy{ref: bsc.NewPolicy("bands", args)}}
	}
	for limit, want := range map[bsc.BandLimit]string{
		{Of: "floor"}:            "/thresholds/kpi:k: no floor to take a limit from (a target that states its floor)",
		{Of: "series:industria"}: `/thresholds/kpi:k: there is no series "industria"; did you mean "industry"?`,
	} {
		_, err := card.With(bands(limit))
		assert.ErrorContains(t, err, want)
	}
	other, err := card.With(bands(bsc.BandLimit{Of: "series:industry"}))
	require.NoError(t, err)
	rules, _ := other.Rules(ref)
	assert.Empty(t, rules.Bands, "limits that are not known before an evaluation")
	result, err := other.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"k": decimal.New(95, 0), "industry": decimal.New(95, 0)}})
	require.NoError(t, err)
	o, _ := result.Of(ref)
	assert.Equal(t, bsc.RatingGreen, o.Rating, "beside Actuals, too")
}
