package bsc_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func evaluate(t *testing.T, def *bsc.Definition, in bsc.Input) *bsc.Result {
	t.Helper()
	card, err := bsc.Compile(def, nil)
	require.NoError(t, err)
	if in.Period.IsZero() {
		in.Period = period.Year(2026)
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

func number(t *testing.T, s bsc.Score) decimal.Decimal {
	t.Helper()
	d, ok := s.Decimal()
	require.True(t, ok, "a score")
	return d
}

// document is a result as JSON.
func document(t *testing.T, r *bsc.Result) string {
	t.Helper()
	text, err := json.Marshal(report.Of(r))
	require.NoError(t, err)
	return string(text)
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
	assert.Empty(t, impact.Shortfalls(&r, -1))
	assert.Empty(t, r.CountRatings(bsc.KindKPI))
	_, err := r.Explain(bsc.KPIRef("x"))
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = new(bsc.Scorecard).Evaluate(bsc.Input{Period: period.Year(2026), Readings: all})
	assert.ErrorIs(t, err, bsc.ErrInput)
	var none *bsc.Scorecard
	_, err = none.Evaluate(bsc.Input{})
	assert.ErrorIs(t, err, bsc.ErrInput)
}

func TestResult_All(t *testing.T) {
	result := evaluate(t, oracle.Small(), bsc.Input{Readings: all})
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
	def := oracle.Small()
	kpis := def.Perspectives[1].Objectives[0].KPIs
	kpis[0].Timing, kpis[1].Timing = bsc.TimingLead, bsc.TimingLag
	for timing, want := range map[bsc.Timing]string{"": "55", bsc.TimingLead: "50", bsc.TimingLag: "90"} {
		result := evaluate(t, def, bsc.Input{Readings: all, Timing: timing})
		assert.Equal(t, want, result.Score().String(), timing)
		assert.Equal(t, "1", result.Total().Coverage.String())
	}
	lead := evaluate(t, def, bsc.Input{Readings: all, Timing: bsc.TimingLead})
	margin, low := of(t, lead, bsc.KPIRef("margin")), of(t, lead, bsc.PerspectiveRef("low"))
	assert.Equal(t, "unscored: not a lead KPI", margin.Flags.String()+": "+margin.Reason.String())
	assert.Equal(t, "unscored: nothing below it counts", low.Flags.String()+": "+low.Reason.String())
}

// TestEvaluate_assessments checks that a judgement stands beside the score, and rolls up
// only where the definition says so.
func TestEvaluate_assessments(t *testing.T) {
	in := bsc.Input{Readings: all, Assessments: []bsc.Assessment{
		{Ref: bsc.KPIRef("sales"), Score: "10", Author: "board", Reason: "pulled forward"},
		{Ref: bsc.PerspectiveRef("low"), Rating: bsc.RatingGreen},
	}}
	beside := evaluate(t, oracle.Small(), in)
	assert.Equal(t, "55", beside.Score().String())
	sales := of(t, beside, bsc.KPIRef("sales"))
	assert.Equal(t, "50 10 board", sales.Score.String()+" "+string(sales.Assessment.Score)+" "+sales.Assessment.Author)
	assert.Equal(t, bsc.RatingRed, of(t, beside, bsc.PerspectiveRef("low")).Rating)

	def := oracle.Small()
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
	asked := period.Year(2026)
	put := func(id string, r bsc.Reading) {
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: asked, Reading: r}))
	}
	put("hours", bsc.Reading{State: bsc.StateNotApplicable})
	put("sales", bsc.Reading{Value: dec("5"), State: bsc.StateProvisional})
	put("margin", bsc.Reading{Value: dec("9"), State: bsc.StateStale})
	result := evaluate(t, oracle.Small(), bsc.Input{Period: asked, Readings: &readings})
	texts := map[string]string{}
	for o := range result.All() {
		texts[o.Ref.String()] = strings.TrimSpace(o.Score.String() + " " + o.Flags.String() + " " + o.Reason.String())
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

	def := oracle.Small()
	def.Perspectives[1].Objectives[0].KPIs[1].Missing.Rule = bsc.MissingRequire
	grow := of(t, evaluate(t, def, bsc.Input{Period: asked, Readings: &readings}), bsc.ObjectiveRef("grow"))
	assert.Equal(t, "no score: kpi:margin is required and has no score, 25 to 75", grow.Score.String()+": "+grow.Reason.String()+", "+grow.Low.String()+" to "+grow.High.String())

	def = oracle.Small()
	def.Perspectives[1].Objectives[0].Quota = bsc.Quota{MinChildren: 2}
	grow = of(t, evaluate(t, def, bsc.Input{Period: asked, Readings: &readings}), bsc.ObjectiveRef("grow"))
	assert.Equal(t, "1 of at least 2 children have a score", grow.Reason.String())

	for coverage, want := range map[bsc.Number]string{"0.5": "", "0.50001": "coverage 0.5 is below 0.50001"} {
		def = oracle.Small()
		def.Perspectives[1].Objectives[0].Quota = bsc.Quota{MinCoverage: coverage}
		grow = of(t, evaluate(t, def, bsc.Input{Period: asked, Readings: &readings}), bsc.ObjectiveRef("grow"))
		assert.Equal(t, want, grow.Reason.String())
	}
}

// TestEvaluate_uses checks that a KPI counts under two objectives, with its own weight in each.
func TestEvaluate_uses(t *testing.T) {
	def := oracle.Small()
	def.Perspectives[0].Objectives[0].Uses = []bsc.Use{{KPI: "margin", Weight: "3"}}
	result := evaluate(t, def, bsc.Input{Readings: all})
	assert.Equal(t, "77.5", of(t, result, bsc.ObjectiveRef("train")).Score.String(), "(40 + 3·90)/4")
	assert.Equal(t, "0.625", of(t, result, bsc.KPIRef("margin")).EffectiveWeight.String(), "½·¾ + ½·½")
	assert.Equal(t, bsc.ObjectiveRef("grow"), of(t, result, bsc.KPIRef("margin")).Parent)
}

// TestResult_effectiveWeights checks that shares add up to one on every level, though none is a decimal.
func TestResult_effectiveWeights(t *testing.T) {
	def := oracle.Small()
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
	def := oracle.Stated(map[string]string{"a": "1", "b": "1", "c": "1"})
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

// TestResult_MarshalJSON checks that a result, which has nothing that json.Marshal sees, is never written as nothing.
func TestResult_MarshalJSON(t *testing.T) {
	for _, v := range []any{new(bsc.Result), bsc.Result{}, evaluate(t, oracle.Small(), bsc.Input{Readings: all})} {
		_, err := json.Marshal(v)
		assert.ErrorIs(t, err, bsc.ErrInput)
		assert.ErrorContains(t, err, "report.Of(result)")
	}
}

// TestExplanation_MarshalJSON checks the same of an explanation.
func TestExplanation_MarshalJSON(t *testing.T) {
	_, err := json.Marshal(new(bsc.Explanation))
	assert.ErrorIs(t, err, bsc.ErrInput)
	assert.ErrorContains(t, err, "report.Explain(result, ref)")
}

// TestEvaluate_assessedButNotThere checks that a judgement does not bring back what does not count.
func TestEvaluate_assessedButNotThere(t *testing.T) {
	def := oracle.Small()
	def.Defaults.Assessments = bsc.AssessmentsCount
	kpis := def.Perspectives[1].Objectives[0].KPIs
	kpis[0].Timing, kpis[1].Timing = bsc.TimingLead, bsc.TimingLag
	in := bsc.Input{Readings: all, Timing: bsc.TimingLead, Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("margin"), Score: "20"}}}
	assert.Equal(t, "50 1", fmt.Sprint(evaluate(t, def, in).Score(), " ", evaluate(t, def, in).Total().Coverage))

	kpis[1].Scorer.Name = "none"
	without := in
	without.Assessments = nil
	assert.True(t, evaluate(t, def, in).Score().Equal(evaluate(t, def, without).Score()), "it is not a leading one")
}

// TestEvaluate_unitTargets checks when a unit's target holds, and keys that are typos.
func TestEvaluate_unitTargets(t *testing.T) {
	in := bsc.Input{Period: period.Quarter(2026, 3), Readings: all}
	for asked, want := range map[period.Period]string{{}: "25", period.Quarter(2026, 3): "25", period.Quarter(2026, 4): "50"} {
		in.Targets = bsc.OrgUnitTargets{"sales": {Period: asked, Value: "20"}}
		assert.Equal(t, want, of(t, evaluate(t, oracle.Small(), in), bsc.KPIRef("sales")).Score.String(), asked)
	}
	in.Targets = bsc.OrgUnitTargets{"salse": {Value: "20"}, "kpi:sales": {Value: "20"}}
	_, err := bsc.MustCompile(oracle.Small(), nil).Evaluate(in)
	var input *bsc.InputError
	require.ErrorAs(t, err, &input)
	assert.Equal(t, []string{
		`a target for "kpi:sales", which is no KPI of the scorecard`,
		`a target for "salse", which is no KPI of the scorecard; did you mean "sales"?`,
	}, oracle.Lines(input.Problems))
	assert.Equal(t, strings.Join(oracle.Lines(input.Problems), "\n")+"\n", input.Problems.String())
}

// TestEvaluate_reasons checks that a calculated KPI without a value says why.
func TestEvaluate_reasons(t *testing.T) {
	def := oracle.Small()
	def.Series = []bsc.Series{{ID: "a"}, {ID: "b"}}
	def.Perspectives[1].Objectives[0].KPIs[0].Calculator = policy("ratio", `{"num": "a", "den": "b"}`)
	for want, actuals := range map[string]bsc.Actuals{
		"the denominator b is 0":           {"a": dec("3"), "b": dec("0")},
		"series:b has no reading for 2026": {"a": dec("3")},
	} {
		assert.Equal(t, want, of(t, evaluate(t, def, bsc.Input{Readings: actuals}), bsc.KPIRef("sales")).Reason.String())
	}
}

// TestScorecard_Children checks the tree that a host draws.
func TestScorecard_Children(t *testing.T) {
	def := oracle.Small()
	def.Perspectives[0].Objectives[0].Uses = []bsc.Use{{KPI: "sales", Weight: "2.50"}}
	card := bsc.MustCompile(def, nil)
	var texts []string
	for _, ch := range card.Children(bsc.ObjectiveRef("train")) {
		texts = append(texts, ch.Ref.String()+" "+ch.Weight.String())
	}
	assert.Equal(t, []string{"kpi:hours 1", "kpi:sales 2.5"}, texts)
	assert.Len(t, card.Children(card.Ref()), 2)
	assert.Empty(t, card.Children(bsc.KPIRef("sales")))
	assert.Empty(t, card.Children(bsc.KPIRef("none")))
}

// explanation is everything explained as text.
func explanation(t *testing.T, r *bsc.Result) string {
	t.Helper()
	x, err := r.Explain(r.Total().Ref)
	require.NoError(t, err)
	return x.String()
}

// scribble writes other values into everything that can be reached from a value.
func scribble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if e := v.Elem(); e.IsValid() {
			scribble(e)
		}
	case reflect.Slice:
		for i := range v.Len() {
			scribble(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			v.SetMapIndex(key, reflect.Zero(v.Type().Elem()))
		}
	case reflect.Struct:
		if v.CanSet() && v.Type() == reflect.TypeFor[decimal.Decimal]() {
			v.Set(reflect.ValueOf(dec("-77")))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scribble(v.Field(i))
			}
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString("scribbled")
		}
	case reflect.Bool:
		if v.CanSet() {
			v.SetBool(!v.Bool())
		}
	case reflect.Int:
		if v.CanSet() {
			v.SetInt(v.Int() + 7)
		}
	}
}

// scribbleAll is scribble for values that a caller was given.
func scribbleAll(given ...any) {
	for _, v := range given {
		own := reflect.New(reflect.TypeOf(v)).Elem()
		own.Set(reflect.ValueOf(v))
		scribble(own)
	}
}

// keptByResult is a result of which the evaluation keeps what its outcomes have: a pace, gaps, an error, an assessment.
func keptByResult(t *testing.T) *bsc.Result {
	t.Helper()
	registry := new(bsc.Registry)
	require.NoError(t, registry.Scorer("test/fails@1", bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) {
		return decimal.Decimal{}, errors.New("it fails")
	}).New))
	kpi := func(id string) bsc.KPI {
		return bsc.KPI{
			ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate,
			Targets:    []bsc.Target{{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear}},
			Attributes: map[string]string{"cost centre": id},
		}
	}
	failing := kpi("fails")
	failing.Scorer = bsc.Policy{Name: "test/fails@1"}
	kpis := []bsc.KPI{kpi("whole"), kpi("gap"), failing}
	def := cardOf(bsc.Objective{ID: "o", KPIs: kpis}, bsc.Objective{ID: "empty"})
	def.Attributes, def.Frequency = map[string]string{"of": "card"}, period.Monthly
	def.Defaults = bsc.Defaults{Assessments: bsc.AssessmentsCount}
	card, err := bsc.Compile(def, &bsc.Options{Registry: registry})
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for _, id := range []string{"whole", "gap", "fails"} {
		for month := 1; month <= 4; month++ {
			if id != "gap" || month != 2 {
				fact := bsc.Fact{Ref: bsc.KPIRef(id), Period: period.Month(2026, month)}
				fact.Value = dec("80")
				require.NoError(t, readings.Add(fact))
			}
		}
	}
	judged := bsc.Assessment{Ref: bsc.KPIRef("whole"), Score: "50", Author: "ann", Reason: "one-off"}
	in := bsc.Input{Period: period.Month(2026, 4), Readings: readings, Assessments: []bsc.Assessment{judged}}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	return result
}

// TestOutcome_own writes through everything that an outcome has, and all else that a result and its card give out.
func TestOutcome_own(t *testing.T) {
	r := keptByResult(t)
	whole, gap, failing := of(t, r, bsc.KPIRef("whole")), of(t, r, bsc.KPIRef("gap")), of(t, r, bsc.KPIRef("fails"))
	require.NotNil(t, whole.Pace)
	require.NotNil(t, whole.Assessment)
	require.NotEmpty(t, whole.Attributes)
	require.NotEmpty(t, gap.Window.Gaps)
	require.Error(t, failing.Err)
	require.NotEmpty(t, r.Scorecard().Warnings())

	written, text, warnings := document(t, r), explanation(t, r), r.Scorecard().Warnings().String()
	for o := range r.All() {
		one, _ := r.Of(o.Ref)
		x, err := r.Explain(o.Ref)
		require.NoError(t, err)
		scribbleAll(o, one, x, r.Scorecard().Children(o.Ref))
	}
	scribbleAll(whole, gap, failing, r.Total(), impact.Shortfalls(r, -1), *report.Of(r), r.CountRatings(bsc.KindKPI))
	card := r.Scorecard()
	scribbleAll(card.Warnings(), card.Ratings(), card.Calendar(), card.Nodes(), card.Initiatives(bsc.Ref{}))
	scribbleAll(card.Map().Layers(), card.Map().Links())
	assert.Equal(t, written, document(t, r))
	assert.Equal(t, text, explanation(t, r))
	assert.Equal(t, warnings, card.Warnings().String())
	assert.Equal(t, bsc.NumberOf(dec("-77")), bsc.NumberOf(whole.Pace.Target), "it was written")
}

// TestResult_nil asks a nil Result, which a cascade has of an org unit that there is not, as it asks the zero Result.
func TestResult_nil(t *testing.T) {
	for _, r := range []*bsc.Result{nil, new(bsc.Result)} {
		_, there := r.Of(bsc.KPIRef("sales"))
		assert.False(t, there)
		assert.False(t, r.Score().Valid() || r.ScoreOf(bsc.KPIRef("sales")).Valid())
		assert.Equal(t, "no score", r.Display(bsc.KPIRef("sales"), 1))
		assert.Empty(t, r.Total())
		assert.Nil(t, r.Scorecard())
		assert.Empty(t, r.OrgUnit()+r.Fingerprint())
		assert.True(t, r.Period().IsZero())
		assert.Empty(t, r.Missing(bsc.KPIRef("sales")))
		assert.Nil(t, r.CountRatings(bsc.KindKPI))
		for range r.All() {
			t.Error("it has no nodes")
		}
		_, err := r.Explain(bsc.KPIRef("sales"))
		assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	}
	r := evaluate(t, oracle.Small(), bsc.Input{Readings: all})
	_, err := r.Explain(bsc.Ref{})
	assert.ErrorContains(t, err, r.Scorecard().Ref().String(), "the hint says how to ask for the whole")
}
