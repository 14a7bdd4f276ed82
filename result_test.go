package bsc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func decimals(texts ...string) []decimal.Decimal {
	var list []decimal.Decimal
	for _, text := range texts {
		list = append(list, dec(text))
	}
	return list
}

func zeros(n int) string { return strings.Repeat("0", n) }

func evaluate(t *testing.T, def *bsc.Definition, in bsc.Input) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	if in.Period.IsZero() {
		in.Period = bsc.Year(2026)
	}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	return result
}

func of(t *testing.T, r *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o
}

var all = bsc.Actuals{"hours": dec("4"), "sales": dec("5"), "margin": dec("9")}

func TestResult_zero(t *testing.T) {
	var r bsc.Result
	for range r.All() {
		t.Error("the zero Result has no nodes")
	}
	_, found := r.Of(bsc.KPIRef("x"))
	assert.False(t, found)
	assert.False(t, r.Score().Valid())
	assert.Nil(t, r.Scorecard())
	assert.Empty(t, r.Attention(-1))
	assert.Empty(t, r.Ratings(bsc.KindKPI))
	assert.Empty(t, r.Report().Nodes)
	_, err := r.Explain(bsc.KPIRef("x"))
	assert.ErrorIs(t, err, bsc.ErrNotOnCard)
	_, err = new(bsc.Scorecard).Evaluate(bsc.Input{Period: bsc.Year(2026), Readings: all})
	assert.ErrorIs(t, err, bsc.ErrInput)
	var none *bsc.Scorecard
	_, err = none.Evaluate(bsc.Input{})
	assert.ErrorIs(t, err, bsc.ErrInput)
}

func TestResult_All(t *testing.T) {
	result := evaluate(t, small(), bsc.Input{Readings: all})
	var refs []string
	for o := range result.All() {
		refs = append(refs, o.Ref.String()+" < "+o.Parent.String())
		if o.Ref.ID == "sales" {
			break
		}
	}
	assert.Equal(t, []string{
		"scorecard:card < ", "perspective:low < scorecard:card", "objective:train < perspective:low", "kpi:hours < objective:train",
		"perspective:high < scorecard:card", "objective:grow < perspective:high", "kpi:sales < objective:grow",
	}, refs)
	assert.Equal(t, "55 card", result.Score().String()+" "+result.Scorecard().ID())
}

// TestEvaluate_timing checks the totals of lead KPIs and of lag KPIs alone.
func TestEvaluate_timing(t *testing.T) {
	def := small()
	kpis := def.Perspectives[1].Objectives[0].KPIs
	kpis[0].Timing, kpis[1].Timing = bsc.Lead, bsc.Lag
	for timing, want := range map[bsc.Timing]string{"": "55", bsc.Lead: "50", bsc.Lag: "90"} {
		result := evaluate(t, def, bsc.Input{Readings: all, Timing: timing})
		assert.Equal(t, want, result.Score().String(), timing)
		assert.Equal(t, "1", result.Total().Coverage.String())
	}
	lead := evaluate(t, def, bsc.Input{Readings: all, Timing: bsc.Lead})
	margin, low := of(t, lead, bsc.KPIRef("margin")), of(t, lead, bsc.PerspectiveRef("low"))
	assert.Equal(t, "unscored: not a lead KPI", margin.Flags.String()+": "+margin.Reason)
	assert.Equal(t, "unscored: nothing below it counts", low.Flags.String()+": "+low.Reason)
}

// TestEvaluate_assessments checks that a judgement stands beside the score, and rolls up
// only where the definition says so.
func TestEvaluate_assessments(t *testing.T) {
	in := bsc.Input{Readings: all, Assessments: []bsc.Assessment{
		{Ref: bsc.KPIRef("sales"), Score: "10", Author: "board", Reason: "pulled forward"},
		{Ref: bsc.PerspectiveRef("low"), Rating: bsc.Green},
	}}
	beside := evaluate(t, small(), in)
	assert.Equal(t, "55", beside.Score().String())
	sales := of(t, beside, bsc.KPIRef("sales"))
	assert.Equal(t, "50 10 board", sales.Score.String()+" "+string(sales.Assessment.Score)+" "+sales.Assessment.Author)
	assert.Equal(t, bsc.Red, of(t, beside, bsc.PerspectiveRef("low")).Rating)

	def := small()
	def.Defaults.Assessments = bsc.AssessmentsCount
	count := evaluate(t, def, in)
	assert.Equal(t, "45", count.Score().String())
	assert.Equal(t, "50", of(t, count, bsc.KPIRef("sales")).Score.String(), "the computed score stays")
	x, err := count.Explain(bsc.ObjectiveRef("grow"))
	require.NoError(t, err)
	assert.True(t, x.Contributions[0].Judged && !x.Contributions[1].Judged)
	assert.Contains(t, x.String(), `assessed 10 by board: pulled forward`)

	in.Readings = bsc.Actuals{"hours": dec("4"), "margin": dec("9")}
	judged := evaluate(t, def, in)
	grow := of(t, judged, bsc.ObjectiveRef("grow"))
	assert.Equal(t, "50, coverage 0.5, 50 to 50", grow.Score.String()+", coverage "+grow.Coverage.String()+", "+grow.Low.String()+" to "+grow.High.String(),
		"a judgement stands in for the score, but it is no data")
}

// TestEvaluate_missing checks each way of having no score, and what it does to the parent.
func TestEvaluate_missing(t *testing.T) {
	var readings bsc.Readings
	period := bsc.Year(2026)
	put := func(id string, r bsc.Reading) {
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: period, Reading: r}))
	}
	put("hours", bsc.Reading{State: bsc.StateNotApplicable})
	put("sales", bsc.Reading{Value: dec("5"), State: bsc.StateProvisional})
	put("margin", bsc.Reading{Value: dec("9"), State: bsc.StateStale})
	result := evaluate(t, small(), bsc.Input{Period: period, Readings: &readings})
	texts := map[string]string{}
	for o := range result.All() {
		texts[o.Ref.String()] = strings.TrimSpace(o.Score.String() + " " + o.Flags.String() + " " + o.Reason)
	}
	assert.Equal(t, map[string]string{
		"scorecard:card":   "50 partial",
		"perspective:low":  "no score not_applicable not applicable",
		"objective:train":  "no score not_applicable not applicable",
		"kpi:hours":        "no score not_applicable not applicable",
		"perspective:high": "50 partial",
		"objective:grow":   "50 partial",
		"kpi:sales":        "50 provisional",
		"kpi:margin":       "no score stale its reading is stale",
	}, texts)
	assert.Equal(t, "0.5", result.Total().Coverage.String(), "what does not apply is not there")

	def := small()
	def.Perspectives[1].Objectives[0].KPIs[1].Missing.Rule = bsc.MissingRequire
	grow := of(t, evaluate(t, def, bsc.Input{Period: period, Readings: &readings}), bsc.ObjectiveRef("grow"))
	assert.Equal(t, "no score: kpi:margin is required and has no score, 25 to 75", grow.Score.String()+": "+grow.Reason+", "+grow.Low.String()+" to "+grow.High.String())

	def = small()
	def.Perspectives[1].Objectives[0].Quota = bsc.Quota{MinChildren: 2}
	grow = of(t, evaluate(t, def, bsc.Input{Period: period, Readings: &readings}), bsc.ObjectiveRef("grow"))
	assert.Equal(t, "1 of at least 2 children have a score", grow.Reason)

	for coverage, want := range map[bsc.Number]string{"0.5": "", "0.50001": "coverage 0.5 is below 0.50001"} {
		def = small()
		def.Perspectives[1].Objectives[0].Quota = bsc.Quota{MinCoverage: coverage}
		grow = of(t, evaluate(t, def, bsc.Input{Period: period, Readings: &readings}), bsc.ObjectiveRef("grow"))
		assert.Equal(t, want, grow.Reason)
	}
}

// TestEvaluate_uses checks that a KPI counts under two objectives, with its own weight in each.
func TestEvaluate_uses(t *testing.T) {
	def := small()
	def.Perspectives[0].Objectives[0].Uses = []bsc.Use{{KPI: "margin", Weight: "3"}}
	result := evaluate(t, def, bsc.Input{Readings: all})
	assert.Equal(t, "77.5", of(t, result, bsc.ObjectiveRef("train")).Score.String(), "(40 + 3·90)/4")
	assert.Equal(t, "0.625", of(t, result, bsc.KPIRef("margin")).EffectiveWeight.String(), "½·¾ + ½·½")
	assert.Equal(t, bsc.ObjectiveRef("grow"), of(t, result, bsc.KPIRef("margin")).Parent)
}

// TestResult_effectiveWeights checks that shares add up to one on every level, though none is a decimal.
func TestResult_effectiveWeights(t *testing.T) {
	def := small()
	def.Perspectives[0].Weight, def.Perspectives[1].Weight = "1", "2"
	def.Perspectives[1].Objectives[0].KPIs[0].Weight = "2"
	result := evaluate(t, def, bsc.Input{Readings: all})
	sums := map[bsc.Kind]decimal.Decimal{}
	for o := range result.All() {
		sums[o.Ref.Kind] = sums[o.Ref.Kind].Add(o.EffectiveWeight)
	}
	for kind, sum := range sums {
		assert.True(t, sum.Equal(dec("1")), "%s: %s", kind, sum)
	}
	assert.Equal(t, "0.2222222222", of(t, result, bsc.KPIRef("margin")).EffectiveWeight.String())
}

// TestExplain_sums checks that contributions and adjustments add up to the score exactly.
func TestExplain_sums(t *testing.T) {
	def := stated(map[string]string{"a": "1", "b": "1", "c": "1"})
	def.Perspectives[0].Objectives[0].Round = &bsc.Rounding{Places: 1}
	def.Perspectives[0].Objectives[0].Aggregator = policy("veto", `{"limit": 20, "cap": 30, "children": ["c0"]}`)
	actuals := bsc.Actuals{"a0": dec("50"), "b0": dec("50.2"), "c0": dec("10")}
	x, err := evaluate(t, def, bsc.Input{Readings: actuals}).Explain(bsc.ObjectiveRef("o0"))
	require.NoError(t, err)
	sum := decimal.Zero
	for _, c := range x.Contributions {
		sum = sum.Add(c.Amount.Decimal)
	}
	assert.Equal(t, "36.7333333333", sum.String())
	assert.Equal(t, []bsc.Adjustment{{Name: "cap", Amount: dec("-6.7333333333")}}, x.Adjustments)
	assert.Equal(t, []bsc.Ref{bsc.KPIRef("c0")}, x.Decided)
	assert.Equal(t, "30", x.Outcome.Score.String())

	actuals["c0"] = dec("20")
	x, err = evaluate(t, def, bsc.Input{Readings: actuals}).Explain(bsc.ObjectiveRef("o0"))
	require.NoError(t, err)
	assert.Equal(t, []bsc.Adjustment{{Name: "rounding", Amount: dec("0.0333333333")}}, x.Adjustments)
	assert.Equal(t, "40.1", x.Outcome.Score.String())
}

// TestResult_MarshalJSON pins the documented JSON of a small result.
func TestResult_MarshalJSON(t *testing.T) {
	def := small()
	def.Name = "Card"
	def.Ratings = bsc.DefaultRatings()[:3]
	def.Perspectives = def.Perspectives[1:]
	def.Perspectives[0].Objectives[0].KPIs[0].Attributes = map[string]string{"db": "17"}
	def.Links = []bsc.Link{{From: bsc.KPIRef("sales"), To: bsc.KPIRef("margin"), Lag: 1}}
	result := evaluate(t, def, bsc.Input{
		Period: bsc.Quarter(2026, 3), Unit: "north", Readings: bsc.Actuals{"sales": dec("11")},
		Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Rating: bsc.Amber, Author: "AB"}},
	})
	got, err := json.Marshal(result)
	require.NoError(t, err)
	want := `{"schema":1,"scorecard":"card","name":"Card","period":"2026-Q3","unit":"north","scale":{"min":0,"met":100,"cap":100},
	"ratings":[{"id":"red","name":"Red","color":"#c0392b","symbol":"▼"},{"id":"amber","name":"Amber","color":"#e6a117","symbol":"◆"},{"id":"green","name":"Green","color":"#2e8b57","symbol":"●"}],
	"nodes":[
	{"ref":"scorecard:card","kind":"scorecard","id":"card","name":"Card","score":100,"attainment":100,"rating":"green","flags":["partial"],"low":50,"high":100,"coverage":0.5,"weight":1,"effective_weight":1},
	{"ref":"perspective:high","kind":"perspective","id":"high","parent":"scorecard:card","score":100,"attainment":100,"rating":"green","flags":["partial"],"low":50,"high":100,"coverage":0.5,"weight":1,"effective_weight":1},
	{"ref":"objective:grow","kind":"objective","id":"grow","parent":"perspective:high","score":100,"attainment":100,"rating":"green","flags":["partial"],"low":50,"high":100,"coverage":0.5,"weight":1,"effective_weight":1},
	{"ref":"kpi:sales","kind":"kpi","id":"sales","parent":"objective:grow","score":100,"attainment":110,"rating":"green","flags":["capped"],"low":100,"high":100,"coverage":1,"weight":1,"effective_weight":1,"actual":11,"target":{"baseline":0,"value":10,"rule":"standing"},"assessment":{"ref":"kpi:sales","rating":"amber","author":"AB"},"attributes":{"db":"17"}},
	{"ref":"kpi:margin","kind":"kpi","id":"margin","parent":"objective:grow","score":null,"flags":["no_data"],"reason":"no reading","low":0,"high":100,"coverage":0,"weight":1,"effective_weight":0,"target":{"baseline":0,"value":10,"rule":"standing"}}],
	"links":[{"from":"kpi:sales","to":"kpi:margin","kind":"hypothesis","strength":"moderate","lag":1}]}`
	assert.JSONEq(t, want, string(got))
	var back bsc.Report
	require.NoError(t, json.Unmarshal(got, &back))
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(got), string(again), "a report read back is the same report")
}
