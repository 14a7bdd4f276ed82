package report_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// written returns a value as JSON.
func written(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// TestOf pins the documented JSON of a report.
func TestOf(t *testing.T) {
	indented := func(v any) string { return string(must(json.MarshalIndent(v, "", "  "))) + "\n" }
	text := indented(report.Of(must(oracle.Reported())))
	golden.Check(t, "report.json", text)
	var back report.Report
	require.NoError(t, json.Unmarshal([]byte(text), &back))
	assert.Equal(t, text, indented(back), "a report read back is the same report")
}

// TestOf_zero makes reports of what has no nodes.
func TestOf_zero(t *testing.T) {
	r := report.Of(new(bsc.Result))
	assert.Empty(t, r.Nodes)
	assert.Equal(t, bsc.SchemaVersion, r.Schema)
	assert.Equal(t, `{"schema":1,"scorecard":"","period":"","scale":{}}`, written(t, r))
}

// TestExplain pins the documented JSON of an explanation.
func TestExplain(t *testing.T) {
	x := must(report.Explain(must(oracle.Reported()), bsc.ObjectiveRef("train")))
	golden.Check(t, "explanation.json", string(must(json.MarshalIndent(x, "", "  ")))+"\n")
	_, err := report.Explain(new(bsc.Result), bsc.ObjectiveRef("train"))
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
}

// TestExplain_nodes compares the nodes of explanations with those of reports.
func TestExplain_nodes(t *testing.T) {
	check := func(seed any, result *bsc.Result) {
		for _, node := range report.Of(result).Nodes {
			x := must(report.Explain(result, node.Ref))
			require.Equal(t, written(t, node), written(t, x.Node), "seed %v", seed)
			for _, below := range x.Below {
				require.NotEmpty(t, below.Node.Ref, "seed %v", seed)
			}
		}
	}
	check("reported", must(oracle.Reported()))
	for seed := range oracle.Cards(20) {
		check(seed, must(oracle.RandomCard(seed).Result()))
	}
}

// TestParseReport reads the reports of random cards and writes them unchanged.
func TestParseReport(t *testing.T) {
	for seed := range oracle.Cards(60) {
		text := written(t, report.Of(must(oracle.RandomCard(seed).Result())))
		read, err := report.Parse([]byte(text), nil)
		require.NoError(t, err, "seed %d: %s", seed, text)
		assert.Equal(t, text, written(t, read))
	}
	for _, doc := range []string{
		`{"schema":1}`,
		`{"nodes":[{"children":[{}],"target":{},"window":{},"pace":{},"bands":{}}],"links":[{}],"initiatives":[{}],"ratings":[{}]}`,
	} { // a document leaves these out and does not write null, which no report may hold
		read, err := report.Parse([]byte(doc), nil)
		require.NoError(t, err)
		text := written(t, read)
		again, err := report.Parse([]byte(text), nil)
		require.NoError(t, err, text)
		assert.Equal(t, read, again)
	}
	for doc, want := range map[string]string{
		`{"nodes":[{"score":"x"}]}`:              `line 1, column 20: /nodes/0/score: "x" is not a number (a decimal number of at most 160 characters)`,
		`{"nodes":[{"score":null,"low":1e999}]}`: `line 1, column 31: /nodes/0/low: "1e999" has more than 160 digits before its point (a decimal number of at most 160 characters)`,
		`{"schema":7}`:                           `line 1, column 11: /schema: schema 7 is not known (up to 1)`,
		`{"Period":"2026"}`:                      `line 1, column 2: /Period: unknown field "Period"; did you mean "period"?`,
	} {
		assert.Equal(t, []string{want}, refused(t, doc, nil))
	}
}

// refused returns the faults of a document that is no report.
func refused(t *testing.T, doc string, o *bsc.Options) []string {
	t.Helper()
	read, err := report.Parse([]byte(doc), o)
	assert.Nil(t, read)
	var wrong *bsc.InputError
	require.True(t, errors.As(err, &wrong), err)
	return oracle.Lines(wrong.Problems)
}

// TestParse_limits bounds nodes and links, as the options say and without.
func TestParse_limits(t *testing.T) {
	list := func(name string, n int) string {
		return `{"` + name + "\":[\n" + strings.TrimSuffix(strings.Repeat("{},", n), ",") + `]}`
	}
	two := &bsc.Options{Limits: bsc.Limits{Nodes: 2, Links: 2}}
	for _, name := range []string{"nodes", "links"} {
		_, err := report.Parse([]byte(list(name, 2)), two)
		require.NoError(t, err)
		want := []string{`line 2, column 7: /` + name + `/2: the document has too many ` + name + ` (at most 2)`}
		assert.Equal(t, want, refused(t, list(name, 3), two))
	}
	usual := map[string]int{"nodes": 20_000, "links": 100_000} // as the comments of bsc.Limits say
	for name, most := range usual {
		_, err := report.Parse([]byte(list(name, most)), nil)
		require.NoError(t, err)
		assert.Len(t, refused(t, list(name, most+1), nil), 1)
	}
}

// FuzzParseReport_Marshal reads any bytes: what is accepted is written to JSON unchanged.
func FuzzParseReport_Marshal(f *testing.F) {
	for seed := range uint64(3) {
		card := bsc.MustCompile(oracle.Small(), nil)
		in := bsc.Input{Period: period.Year(2026), Readings: oracle.Sparse{}, OrgUnit: string(rune('a' + seed))}
		in.AsOf = time.Unix(int64(seed)*1e9, 0).UTC()
		f.Add(must(json.Marshal(report.Of(must(card.Evaluate(in))))))
	}
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"nodes":[{"target":{},"window":{"parts":[{}],"gaps":[{}]},"pace":{},"bands":{"bands":[{}]},"assessment":{},"children":[{}]}],"links":[{}],"initiatives":[{}],"ratings":[{}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		read, err := report.Parse(doc, nil)
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		text := written(t, read)
		back, err := report.Parse([]byte(text), nil)
		require.NoError(t, err, text)
		assert.Equal(t, text, written(t, back))
	})
}

// TestExplain_addends shows what a factor converts, as JSON.
func TestExplain_addends(t *testing.T) {
	card := func(unit string) *bsc.Scorecard {
		k := bsc.KPI{ID: "k", Unit: unit, Targets: []bsc.Target{{Value: "10"}}}
		return bsc.MustCompile(&bsc.Definition{ID: "c", Series: []bsc.Series{{ID: "fx"}}, Perspectives: []bsc.Perspective{
			{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}}},
		}}, nil)
	}
	group, k, fx, asked := card("EUR"), bsc.KPIRef("k"), bsc.SeriesRef("fx"), period.Month(2026, 1)
	sums, err := bsc.NewSums([]bsc.OrgUnitSums{{OrgUnit: "uk", Scorecard: card("GBP")}, {OrgUnit: "group", Scorecard: group, Sums: map[bsc.Ref][]bsc.Summand{
		k: {{OrgUnit: "uk", Ref: k, Factor: bsc.Factor{Number: "0.5", Rates: fx, OrgUnit: "group"}}},
	}}}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(
		bsc.Fact{OrgUnit: "uk", Ref: k, Period: asked, Reading: bsc.Reading{Value: decimal.New(8, 0)}},
		bsc.Fact{OrgUnit: "group", Ref: fx, Period: asked, Reading: bsc.Reading{Value: decimal.New(12, -1)}}))
	r, err := group.Evaluate(bsc.Input{Period: asked, OrgUnit: "group", Readings: readings, Sums: sums})
	require.NoError(t, err)
	x, err := report.Explain(r, k)
	require.NoError(t, err)
	text, err := json.Marshal(x.Addends)
	require.NoError(t, err)
	assert.JSONEq(t, `[{"to": "kpi:k", "unit": "uk", "ref": "kpi:k", "factor": {"number": 0.5, "rates": "series:fx", "unit": "group"},
		"value": 4.8, "target": 6, "parts": [{"period": "2026-01", "value": 8, "factor": 0.6}]}]`, string(text))
	assert.JSONEq(t, string(text), written(t, r.Addends(k)))
}

// TestOf_target: the numbers of a target stand under their names, and a window of one period lists no parts.
func TestOf_target(t *testing.T) {
	k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Baseline: "1", Floor: "2", Value: "3", Stretch: "4", Origin: "agreed"}}}
	k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 2}
	card := bsc.MustCompile(oracle.CardOf(k), nil)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 1), Reading: bsc.Reading{Value: must(bsc.Number("3").Decimal())}}))
	of := func(p period.Period) report.Node {
		for _, n := range report.Of(must(card.Evaluate(bsc.Input{Period: p, Readings: readings}))).Nodes {
			if n.ID == "k" {
				return n
			}
		}
		return report.Node{}
	}
	january := of(period.Month(2026, 1))
	assert.Equal(t, &report.Target{Baseline: "1", Value: "3", Stretch: "4", Floor: "2", Origin: "agreed", Rule: bsc.TargetStanding}, january.Target)
	assert.Nil(t, january.Window, "what is there for the period itself has none")
	february := of(period.Month(2026, 2))
	require.NotNil(t, february.Window)
	assert.Equal(t, 1, february.Window.Age)
	assert.Equal(t, []report.Gap{{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 2)}}, february.Window.Gaps)
	assert.Empty(t, february.Window.Parts)
	require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 3), Reading: bsc.Reading{State: bsc.StateNotDue}}))
	quarter := of(period.Quarter(2026, 1))
	require.NotNil(t, quarter.Window)
	assert.Len(t, quarter.Window.Parts, 3)
	assert.Contains(t, quarter.Window.Gaps, report.Gap{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 3), NotDue: true})
}

// TestOf_rules: a node says what its definition says of it, whatever was inherited.
func TestOf_rules(t *testing.T) {
	def := &bsc.Definition{
		ID: "card", Description: "Of the company", Themes: []bsc.Theme{{ID: "growth"}}, Calendar: period.Calendar{StartMonth: 4},
		Defaults: bsc.Defaults{Aggregator: bsc.Policy{Name: "min"}},
		Series:   []bsc.Series{{ID: "orders"}, {ID: "late"}},
		Perspectives: []bsc.Perspective{{ID: "p", Description: "Inside", Objectives: []bsc.Objective{{
			ID: "o", Owner: "Ann", Description: "On time", Themes: []string{"growth"},
			KPIs: []bsc.KPI{{
				ID: "k", Owner: "Ben", Description: "Late orders", Source: "ERP", Formula: "late / all", Direction: bsc.DirectionLower,
				Frequency: period.Monthly, Basis: bsc.BasisYearToDate, Calculator: bsc.NewPolicy("ratio", bsc.RatioArgs{Num: "late", Den: "orders"}),
				Targets: []bsc.Target{{Value: "5"}},
			}, {ID: "stock", Frequency: period.Monthly, Rollup: bsc.RollupLast, Scorer: bsc.Policy{Name: "none"}}},
		}}}},
	}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Quarter(2026, 4), Readings: bsc.Actuals{}})
	require.NoError(t, err)
	r := report.Of(result)
	assert.Equal(t, "2026-01-01 2026-03-31 2026-Q3 2027-Q1", strings.Join([]string{r.FirstDay.String(), r.LastDay.String(), r.Previous.String(), r.Next.String()}, " "))
	var rules []report.Rules
	var owners []string
	for _, n := range r.Nodes {
		rules, owners = append(rules, n.Rules), append(owners, n.Owner)
	}
	assert.Equal(t, []report.Rules{
		{Description: "Of the company", Aggregator: "min"},
		{Description: "Inside", Aggregator: "min"},
		{Description: "On time", Aggregator: "min", Themes: []bsc.Ref{{Kind: bsc.KindTheme, ID: "growth"}}},
		{
			Description: "Late orders", Source: "ERP", Formula: "late / all", Direction: bsc.DirectionLower, Frequency: period.Monthly,
			Basis: bsc.BasisYearToDate, Scorer: "linear", Calculator: "ratio",
		},
		{Direction: bsc.DirectionHigher, Frequency: period.Monthly, Rollup: bsc.RollupLast, Scorer: "none"},
	}, rules)
	assert.Equal(t, []string{"", "", "Ann", "Ben", ""}, owners)
}
