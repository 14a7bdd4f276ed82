package bsc_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// callCentre is a scorecard of two KPIs and one that is calculated from them.
func callCentre() *bsc.Definition {
	return &bsc.Definition{
		ID: "centre", Scale: bsc.Scale{Cap: "120"},
		Perspectives: []bsc.Perspective{{ID: "customer", Objectives: []bsc.Objective{{
			ID: "care", Aggregator: bsc.NewPolicy("weighted_mean", nil), KPIs: []bsc.KPI{
				{ID: "calls", Unit: "calls", Weight: "3", Owner: "Ana", Targets: []bsc.Target{{Value: "200"}}},
				{ID: "won", Targets: []bsc.Target{{Value: "50"}}, Threshold: bsc.NewPolicy("none", nil)},
				{
					ID: "rate", Timing: bsc.TimingLag, Targets: []bsc.Target{{Value: "0.5"}},
					Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "won", "den": "calls"}),
				},
			},
		}}}},
	}
}

var calls = bsc.KPIRef("calls")

// TestScorecard_With compares overrides with a definition that says the same.
func TestScorecard_With(t *testing.T) {
	card := bsc.MustCompile(callCentre(), nil)
	in := bsc.Input{Period: period.Month(2026, 7), Readings: bsc.Actuals{"calls": decimal.New(150, 0), "won": decimal.New(40, 0)}}
	cases := map[string]struct {
		o    bsc.Overrides
		said func(*bsc.Definition, *bsc.Objective)
	}{
		"nothing": {bsc.Overrides{}, func(*bsc.Definition, *bsc.Objective) {}},
		"weights": {
			bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{calls: "0.5", bsc.ObjectiveRef("care"): "2"}},
			func(_ *bsc.Definition, o *bsc.Objective) { o.KPIs[0].Weight, o.Weight = "0.5", "2" },
		},
		"a threshold": {
			bsc.Overrides{Thresholds: map[bsc.Ref]bsc.Policy{calls: bsc.NewPolicy("none", nil), bsc.KPIRef("won"): bsc.NewPolicy("bands", nil)}},
			func(_ *bsc.Definition, o *bsc.Objective) {
				o.KPIs[0].Threshold, o.KPIs[1].Threshold = bsc.NewPolicy("none", nil), bsc.Policy{}
			},
		},
		"targets": {
			bsc.Overrides{Targets: map[bsc.Ref][]bsc.Target{calls: {{Value: "100"}, {Period: period.Month(2026, 7), Value: "160", Baseline: "10"}}, bsc.KPIRef("won"): nil}},
			func(_ *bsc.Definition, o *bsc.Objective) {
				o.KPIs[0].Targets = []bsc.Target{{Value: "100"}, {Period: period.Month(2026, 7), Value: "160", Baseline: "10"}}
				o.KPIs[1].Targets = nil
			},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			def := callCentre()
			c.said(def, &def.Perspectives[0].Objectives[0])
			with, err := card.With(c.o)
			require.NoError(t, err)
			want, err := bsc.MustCompile(def, nil).Evaluate(in)
			require.NoError(t, err)
			got, err := with.Evaluate(in)
			require.NoError(t, err)
			wanted, err := want.Explain(card.Ref())
			require.NoError(t, err)
			explained, err := got.Explain(card.Ref())
			require.NoError(t, err)
			assert.Equal(t, wanted.String(), explained.String())
			assert.Equal(t, name == "nothing", with.Fingerprint() == card.Fingerprint())
			assert.Equal(t, len(bsc.MustCompile(def, nil).Warnings()), len(with.Warnings()), "%v", with.Warnings())
		})
	}
	before, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "71.67", before.Score().Text(2), "the scorecard itself stays as it is")
}

// TestScorecard_With_bad lists all that cannot be, each in its place.
func TestScorecard_With_bad(t *testing.T) {
	_, err := bsc.MustCompile(callCentre(), nil).With(bsc.Overrides{
		Weights: map[bsc.Ref]bsc.Number{calls: "-1", bsc.KPIRef("cals"): "1", {Kind: bsc.KindScorecard, ID: "centre"}: "1"},
		Thresholds: map[bsc.Ref]bsc.Policy{
			calls: {}, bsc.KPIRef("won"): bsc.NewPolicy("bends", nil),
			bsc.KPIRef("rate"): bsc.NewPolicy("bands", map[string]any{"limits": map[string]any{"blue": "10"}}),
		},
		Targets: map[bsc.Ref][]bsc.Target{bsc.ObjectiveRef("care"): {{Value: "1"}}, calls: {{Value: "1"}, {Value: "2"}, {Value: "x"}}},
	})
	var refused *bsc.DefinitionError
	require.ErrorAs(t, err, &refused)
	var lines []string
	for _, p := range refused.Problems {
		lines = append(lines, string(p.Path)+": "+string(p.Code))
	}
	assert.Equal(t, strings.Fields(`
/weights/kpi:calls:weight /weights/kpi:cals:unknown_ref /weights/scorecard:centre:unknown_ref
/thresholds/kpi:calls:policy_name /thresholds/kpi:rate/args/limits:policy_args /thresholds/kpi:won:policy_name
/targets/kpi:calls/1/period:duplicate /targets/kpi:calls/2/value:number /targets/objective:care:unknown_ref`),
		strings.Fields(strings.ReplaceAll(strings.Join(lines, "\n"), ": ", ":")), "%v", err)
	assert.Contains(t, refused.Problems[1].Hint.String(), "calls")
}

// TestScorecard_Rules_Inputs asks what holds for nodes.
func TestScorecard_Rules_Inputs(t *testing.T) {
	card := bsc.MustCompile(callCentre(), nil)
	r, ok := card.Rules(calls)
	require.True(t, ok)
	assert.Equal(t, "linear bands calls Ana higher", strings.Join([]string{r.Scorer.Name, r.Threshold.Name, r.Unit, r.Owner, string(r.Direction)}, " "))
	assert.Len(t, r.Levels, 3)
	assert.True(t, r.Calculator.IsZero() && r.Aggregator.IsZero())
	r, _ = card.Rules(bsc.KPIRef("rate"))
	assert.Equal(t, `ratio {"den":"calls","num":"won"} lag`, r.Calculator.Name+" "+string(r.Calculator.Args)+" "+string(r.Timing))
	assert.Equal(t, []bsc.Ref{bsc.KPIRef("won"), calls}, card.Inputs(bsc.KPIRef("rate")))
	r, _ = card.Rules(bsc.ObjectiveRef("care"))
	assert.Equal(t, "weighted_mean", r.Aggregator.Name)
	_, ok = card.Rules(bsc.KPIRef("none"))
	assert.False(t, ok)
	assert.Nil(t, card.Inputs(calls))
	assert.Nil(t, card.Inputs(bsc.KPIRef("none")))
}

// TestResult_Divide divides shares as effective weights have it.
func TestResult_Divide(t *testing.T) {
	card := bsc.MustCompile(callCentre(), nil)
	r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 7), Readings: bsc.Actuals{"calls": decimal.New(150, 0), "won": decimal.New(40, 0)}})
	require.NoError(t, err)
	var text []string
	sum := decimal.Zero
	for _, s := range r.Divide(bsc.ObjectiveRef("care"), decimal.RequireFromString("0.33333333339")) {
		text, sum = append(text, s.Ref.ID+"="+s.Share.String()), sum.Add(s.Share)
	}
	assert.Equal(t, "calls=0.2 won=0.0666666667 rate=0.0666666666", strings.Join(text, " "))
	assert.Equal(t, "0.3333333333", sum.String())
	assert.Nil(t, r.Divide(calls, decimal.New(1, 0)))
	assert.Nil(t, r.Divide(bsc.KPIRef("none"), decimal.New(1, 0)))
	assert.Nil(t, new(bsc.Result).Divide(calls, decimal.New(1, 0)))
}

func BenchmarkScorecard_With(b *testing.B) {
	def := callCentre()
	o := &def.Perspectives[0].Objectives[0]
	for i := range 21 {
		o.KPIs = append(o.KPIs, bsc.KPI{ID: "k" + string(rune('a'+i)), Targets: []bsc.Target{{Value: "7"}}})
	}
	card := bsc.MustCompile(def, nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := card.With(bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{calls: "2"}}); err != nil {
			b.Fatal(err)
		}
	}
}
