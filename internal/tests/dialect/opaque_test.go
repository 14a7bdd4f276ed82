package dialect_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counts lists the keys of numbers that count something. Every other number is a decimal.
func counts() []string {
	return []string{"schema", "lag", "readings", "age", "streak", "in_rating", "places", "depth", "days", "of_days", "more"}
}

// card has a decimal in whatever is told of it.
func card() *bsc.Definition {
	kpi := func(id string) bsc.KPI {
		return bsc.KPI{ID: id, Weight: "1.5", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "40.25", Baseline: "1.125"}}}
	}
	sold := kpi("sold")
	sold.Scorer = bsc.NewPolicy("curve", bsc.CurveArgs{Anchors: [][2]bsc.Number{{"0.5", "1.5"}, {"50", "70.73136228603762908473617201867308"}}})
	return &bsc.Definition{
		ID: "c", Frequency: period.Monthly,
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
			{ID: "a", KPIs: []bsc.KPI{sold}}, {ID: "b", KPIs: []bsc.KPI{kpi("made")}},
		}}},
		Links: []bsc.Link{
			{From: bsc.ObjectiveRef("a"), To: bsc.ObjectiveRef("b"), Strength: "0.123456789"},
			{From: bsc.ObjectiveRef("b"), To: bsc.ObjectiveRef("a"), Strength: bsc.StrengthWeak, Delay: 2},
		},
	}
}

// opaque returns values of the types that a host cannot fill, and of those that hold a whole document.
func opaque(t *testing.T) []any {
	t.Helper()
	scorecard, err := bsc.Compile(card(), nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for m := 1; m <= 3; m++ {
		for _, id := range []string{"sold", "made"} {
			r := bsc.Reading{Value: decimal.New(int64(11111111*m), -6)}
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef(id), Period: period.Month(2026, m), Reading: r}))
		}
	}
	in := bsc.Input{Period: period.Month(2026, 3), Readings: readings}
	trend, err := history.NewTrend(scorecard, period.Month(2026, 1), in)
	require.NoError(t, err)
	timeline, err := history.NewTimeline([]history.Version{{From: period.Year(2026), Definition: card()}}, nil)
	require.NoError(t, err)
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "all", Definition: card()},
		{ID: "own", Parent: "all", Definition: card(), Contributes: []cascade.Contribution{
			{From: bsc.KPIRef("sold"), To: bsc.KPIRef("sold"), Mode: cascade.Additive}, {From: bsc.ObjectiveRef("b"), To: bsc.ObjectiveRef("b"), Mode: cascade.Contributory},
		}},
	}, nil)
	require.NoError(t, err)
	results, err := org.Evaluate(in)
	require.NoError(t, err)
	line, err := curve.New(curve.Anchor{Value: decimal.New(15, -1)}, curve.Anchor{Value: decimal.New(25, -1), Score: decimal.New(995, -1)})
	require.NoError(t, err)
	path, ok := impact.ShortestPath(scorecard.Map(), bsc.ObjectiveRef("a"), bsc.ObjectiveRef("b"))
	require.True(t, ok)
	result, err := scorecard.Evaluate(in)
	require.NoError(t, err)
	explained, err := report.Explain(result, bsc.KPIRef("sold"))
	require.NoError(t, err)
	targets := csvfile.TargetsByPeriod{{KPI: "sold", Period: period.Month(2026, 1)}: {Value: "12.5", Floor: "1.75"}}
	return []any{card(), readings, *scorecard.Map(), trend, timeline, results, line, path, report.Of(result), explained, targets}
}

// TestMarshal_opaque checks of values that hosts are given that no number but a count, or one in a policy's arguments, is
// bare with TextNumbers, and that quotes are all the difference.
func TestMarshal_opaque(t *testing.T) {
	for _, v := range opaque(t) {
		name := reflect.TypeOf(v).String()
		want, err := json.Marshal(v)
		require.NoError(t, err, name)
		got, err := bsc.Marshal(v, nil)
		require.NoError(t, err, name)
		assert.Equal(t, string(want), string(got), name)
		got, err = bsc.Marshal(v, asText())
		require.NoError(t, err, name)
		assert.Greater(t, len(got), len(want), name)
		var tree any
		d := json.NewDecoder(strings.NewReader(string(got)))
		d.UseNumber()
		require.NoError(t, d.Decode(&tree), name)
		bare(t, tree, name)
		within(t, reflect.ValueOf(v), got)
		if !strings.Contains(string(got), `"args"`) { // they may be one text
			assert.Equal(t, unquoted(want), unquoted(got), name)
		}
	}
}

// bare complains about numbers that are not counts.
func bare(t *testing.T, tree any, under string) {
	switch v := tree.(type) {
	case map[string]any:
		_, isPhrase := v["code"].(string)
		if _, isToken := v["of"]; isPhrase && v["detail"] == nil || isToken {
			return // TestMarshal_shown looks at what is shown
		}
		for key, member := range v {
			bare(t, member, key)
		}
	case []any:
		for _, element := range v {
			bare(t, element, under)
		}
	case json.Number:
		assert.True(t, slices.Contains(counts(), under), "%s is %s", under, v)
	}
}

// TestMarshal_shown checks that numbers in phrases and formulas stay numbers unless a double would lose digits.
func TestMarshal_shown(t *testing.T) {
	f := words.Arithmetic("{a} + {b}", "a", decimal.RequireFromString("1.5"), "b", decimal.RequireFromString("7.073136228603762908"))
	p := words.New("formula_equals", "formula", f, "result", decimal.RequireFromString("12345678901234567891"))
	got, err := bsc.Marshal(struct {
		Says words.Phrase  `json:"says"`
		Sum  words.Formula `json:"sum"`
	}{p, f}, asText())
	require.NoError(t, err)
	tokens := `[{"number":1.5,"of":"a"},{"text":" + "},{"number":"7.073136228603762908","of":"b"}]`
	assert.Equal(t, `{"says":{"code":"formula_equals","formula":`+tokens+`,"result":"12345678901234567891",`+
		`"text":": 1.5 + 7.073136228603762908 = 12345678901234567891"},"sum":`+tokens+`}`, string(got))
	constants, err := bsc.Marshal(bsc.ListArgs{Of: []bsc.Operand{{ID: "k"}, {Constant: "5"}}}, asText())
	require.NoError(t, err)
	assert.Equal(t, `{"of":["k",5]}`, string(constants), "as text it would be an id")
	var back words.Phrase
	require.NoError(t, json.Unmarshal([]byte(strings.TrimSuffix(strings.TrimPrefix(string(got), `{"says":`), `,"sum":`+tokens+`}`)), &back))
	assert.Equal(t, p.String(), back.String())
}
