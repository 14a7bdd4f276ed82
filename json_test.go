package bsc_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestJSON pins what the tags alone do not say; internal/tests/dialect looks at every type.
func TestJSON(t *testing.T) {
	month, three := period.Month(2026, 7), decimal.NewFromInt(3)
	score, err := bsc.NewScore(decimal.RequireFromString("87.5"))
	require.NoError(t, err)
	problem := &bsc.Problem{
		Code: bsc.ErrPolicy, Detail: words.Text("it failed"), Err: errors.New("no rate"), Ref: bsc.KPIRef("k"), Path: "/a/0",
		Line: 3, Col: 7, Allowed: words.Text("a rate"), Hint: words.Text("add one"), Warning: true,
	}
	for name, c := range map[string]struct {
		of   any
		want string
	}{
		"a problem":           {problem, `{"path":"/a/0","ref":"kpi:k","code":"policy","warning":true,"detail":{"code":"about","what":{"text":"it failed"},"says":{"text":"no rate"},"text":"it failed: no rate"},"allowed":{"text":"a rate"},"hint":{"text":"add one"},"line":3,"col":7}`},
		"a problem with less": {bsc.Problem{Code: bsc.ErrID, Detail: words.Text("empty"), Err: bsc.ErrID}, `{"code":"id","detail":{"text":"empty"}}`},
		"no problems":         {bsc.Problems(nil), `[]`},
		"an error":            {&bsc.InputError{Problems: bsc.Problems{{Code: bsc.ErrPeriod, Detail: words.Text("d")}}}, `{"problems":[{"code":"period","detail":{"text":"d"}}]}`},
		"an error of nothing": {bsc.DefinitionError{}, `{"problems":[]}`},
		"a panic, without its stack": {
			&bsc.PanicError{Value: "boom", Stack: []byte("main.go:1")}, `{"code":"panic","detail":{"code":"panic","says":{"text":"boom"},"text":"panic: boom"}}`,
		},
		"a reading of zero":        {bsc.Reading{}, `{"value":0}`},
		"a reading with a label":   {bsc.Reading{Label: "good", RecordedAt: time.Unix(0, 0).UTC()}, `{"label":"good","recorded_at":"1970-01-01T00:00:00Z"}`},
		"a reading of nothing":     {bsc.Reading{State: bsc.StateNotApplicable}, `{"state":"not_applicable"}`},
		"actuals":                  {bsc.Actuals{"b": three, "a": decimal.New(15, -1)}, `{"a":1.5,"b":3}`},
		"no actuals":               {bsc.Actuals(nil), `{}`},
		"a used label":             {bsc.UsedReading{Period: month, Of: month, Label: "good"}, `{"period":"2026-07","of":"2026-07","label":"good","days":0,"of_days":0}`},
		"a used zero":              {bsc.UsedReading{Period: month, Of: month}, `{"period":"2026-07","of":"2026-07","days":0,"of_days":0,"value":0}`},
		"a band that is open":      {bsc.Band{Rating: "red", On: "score", High: decimal.NewNullDecimal(three)}, `{"rating":"red","on":"score","high":3}`},
		"a notice without changes": {bsc.Notice{Result: new(bsc.Result)}, `{"changes":[]}`},
		"an outcome": {
			bsc.Outcome{Ref: bsc.KPIRef("k"), Score: score, Counted: score, Coverage: decimal.NewFromInt(1), Flags: bsc.FlagHeld, Err: problem},
			`{"ref":"kpi:k","kind":"kpi","id":"k","score":87.5,"counted":87.5,"flags":["held"],"weight":0,"effective_weight":0,` +
				`"error":` + string(must(json.Marshal(problem.Phrase()))) + `,"error_code":"policy","coverage":1}`,
		},
		"the empty map":      {bsc.StrategyMap{}, `{"nodes":[],"links":[],"layers":[],"order":[],"drivers":[],"outcomes":[],"loops":[]}`},
		"a nil map":          {(*bsc.StrategyMap)(nil), `null`},
		"a link as resolved": {bsc.Link{Strength: bsc.StrengthWeak}.Resolved(), `{"from":"","to":"","kind":"hypothesis","strength":0.25}`},
		"a link as it is":    {bsc.Link{}, `{"from":"","to":""}`},
		"an unknown link":    {bsc.Link{Kind: "other", Strength: "2"}.Resolved(), `{"from":"","to":"","kind":"other","strength":2}`},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(c.of)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(text))
		})
	}
}

// TestJSON_back: what is plain data in both directions is read as it was written.
func TestJSON_back(t *testing.T) {
	actuals := bsc.Actuals{"sales": decimal.RequireFromString("12345678901234567890.125")}
	var again bsc.Actuals
	require.NoError(t, json.Unmarshal(must(json.Marshal(actuals)), &again))
	assert.True(t, actuals["sales"].Equal(again["sales"]))

	overrides := bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{bsc.KPIRef("k"): "2"}, Thresholds: map[bsc.Ref]bsc.Policy{bsc.KPIRef("k"): {Name: "none"}}}
	var back bsc.Overrides
	require.NoError(t, json.Unmarshal(must(json.Marshal(overrides)), &back))
	assert.Equal(t, overrides, back)
	assert.Equal(t, `{"weights":{"kpi:k":2},"thresholds":{"kpi:k":"none"}}`, string(must(json.Marshal(overrides))))
}

// TestJSON_loops: the links of a loop are resolved as those of the map.
func TestJSON_loops(t *testing.T) {
	a, b := bsc.ObjectiveRef("a"), bsc.ObjectiveRef("b")
	objective := func(id string) bsc.Objective {
		return bsc.Objective{ID: id, KPIs: []bsc.KPI{{ID: id, Scorer: bsc.Policy{Name: "stated"}}}}
	}
	card := bsc.MustCompile(&bsc.Definition{
		ID: "c", Frequency: period.Monthly, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{objective("a"), objective("b")}}},
		Links: []bsc.Link{{From: a, To: b}, {From: b, To: a, Delay: 2, Strength: "strong"}},
	}, nil)
	var shown struct{ Loops json.RawMessage }
	require.NoError(t, json.Unmarshal(must(json.Marshal(card.Map())), &shown))
	forth, back := `{"from":"objective:a","to":"objective:b","kind":"hypothesis","strength":0.5}`, `{"from":"objective:b","to":"objective:a","kind":"hypothesis","strength":0.75,"lag":2}`
	assert.Equal(t, `[{"nodes":["objective:a","objective:b"],"shortest":[`+forth+`,`+back+`],"closing":[`+back+`]}]`, string(shown.Loops))
}
