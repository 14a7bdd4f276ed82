package dialect_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/weights"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const bakery = `{
  "id": "bakery", "name": "Bakery", "frequency": "month", "roles": ["self", "manager"],
  "series": [{"id": "loaves", "frequency": "month", "rollup": "sum"}, {"id": "burnt", "frequency": "month", "rollup": "sum"}],
  "themes": [{"id": "craft", "name": "Craft"}],
  "perspectives": [
    {"id": "people", "name": "People", "objectives": [{"id": "skills", "name": "Skilled bakers", "themes": ["craft"], "kpis": [
      {"id": "training", "name": "Days of training", "unit": "days", "timing": "lead", "frequency": "month", "rollup": "sum", "basis": "year_to_date",
       "targets": [{"period": "2026", "value": 24, "phasing": "linear"}], "missing": {"rule": "carry_forward", "max_age": 3}},
      {"id": "mood", "scorer": {"name": "points", "args": {"labels": {"good": 100, "bad": 0}}}}]}]},
    {"id": "oven", "name": "Oven", "objectives": [{"id": "quality", "kpis": [
      {"id": "waste", "unit": "%", "direction": "lower", "targets": [{"baseline": 10, "value": 2}],
       "calculator": {"name": "ratio", "args": {"num": "burnt", "den": "loaves", "times": 100}},
       "threshold": {"name": "rules", "args": {"rules": [{"when": {"flags": ["partial"]}, "rating": "amber"}], "otherwise": "green"}}}]}]},
    {"id": "money", "objectives": [{"id": "profit", "kpis": [
      {"id": "sales", "unit": "EUR", "timing": "lag", "frequency": "month", "rollup": "sum", "grace_days": 5, "targets": [{"value": 1000}]},
      {"id": "margin", "unit": "%", "scorer": {"name": "curve", "args": {"anchors": [[0, 0], [10, 70], [20, 100]]}}}]}]}
  ],
  "links": [
    {"from": "skills", "to": "quality", "lag": 1, "strength": "strong"}, {"from": "quality", "to": "profit", "lag": 2, "strength": 0.5, "note": "n"},
    {"from": "profit", "to": "skills", "lag": 3, "inverse": true}],
  "initiatives": [{"id": "school", "objectives": ["skills"], "start": "2026-01", "end": "2026-12", "budget": 5000, "progress": 40}],
  "defaults": {"assessments": "count"}
}`

// A host asks everything of one bakery, and collects what it gets.
type host struct {
	*testing.T
	got []any
}

// wrote collects a value as JSON, with the name of its type.
func wrote[V any](h *host, v V) {
	h.Helper()
	typ := reflect.TypeFor[V]()
	for typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if typ.Kind() == reflect.Slice && typ.Name() == "" {
		list := reflect.ValueOf(v)
		assert.NotZero(h, list.Len(), "no %s", typ)
		for i := range list.Len() {
			h.add(list.Type().Elem(), list.Index(i).Interface())
		}
		return
	}
	h.add(typ, v)
}

func (h *host) add(typ reflect.Type, v any) {
	h.Helper()
	written, err := json.Marshal(v)
	require.NoError(h, err, typ)
	h.got = append(h.got, object{{"of", strings.TrimPrefix(typ.String(), "bsc.")}, {"is", json.RawMessage(written)}})
}

func must[V any](v V, err error) func(*host) V {
	return func(h *host) V {
		h.Helper()
		require.NoError(h, err)
		return v
	}
}

// TestOutputs_real writes what a host gets of real scorecards. Validators of others check the file against the schema,
// as that of TestOutputs_filled.
func TestOutputs_real(t *testing.T) {
	h := &host{T: t}
	def := must(bsc.ParseDefinition([]byte(bakery), nil))(h)
	card := must(bsc.Compile(def, nil))(h)
	in := bsc.Input{Period: period.Month(2026, 7), Readings: h.readings(), Today: period.Day(2026, 8, 2), Assessments: []bsc.Assessment{
		{Ref: bsc.ObjectiveRef("profit"), Role: "self", Score: "90", Author: "Ann", Reason: "r", RecordedAt: time.Unix(0, 0).UTC()},
		{Ref: bsc.ObjectiveRef("profit"), Role: "manager", Score: "60"},
	}}
	result := must(card.Evaluate(in))(h)
	h.ofResult(card, result)
	h.ofMap(card, result)
	h.ofTime(card, def, in)
	h.ofOrgUnits(def)
	h.ofErrors(def)
	h.ofOthers(def, result)
	golden.Check(t, "real.json", text(h.got, 0)+"\n")
}

func (h *host) readings() *bsc.Readings {
	h.Helper()
	readings := new(bsc.Readings)
	for month, values := range [][4]string{{"2", "100", "1", "900"}, {"1", "110", "9", "950"}, {"3", "90", "4", "1100"}} {
		for i, kpi := range []string{"kpi:training", "series:loaves", "series:burnt", "kpi:sales"} {
			if month == 2 && i == 0 {
				continue // nobody has trained in July
			}
			fact := bsc.Fact{Ref: bsc.ParseRef(kpi), Period: period.Month(2026, month+5)}
			fact.Value = decimal.RequireFromString(values[i])
			if i == 3 {
				fact.State, fact.Note, fact.Author = bsc.StateProvisional, "first count", "Bob"
			}
			require.NoError(h, readings.Add(fact))
		}
		require.NoError(h, readings.Add(bsc.Fact{Ref: bsc.KPIRef("mood"), Period: period.Month(2026, month+5), Reading: bsc.Reading{Label: "bad"}}))
	}
	return readings
}

func (h *host) ofResult(card *bsc.Scorecard, result *bsc.Result) {
	wrote(h, report.Of(result))
	wrote(h, slices.Collect(result.All()))
	for _, ref := range card.Nodes() {
		wrote(h, must(report.Explain(result, ref))(h))
		rules, ok := card.Rules(ref)
		require.True(h, ok)
		wrote(h, rules)
	}
	wrote(h, result.Missing(bsc.KPIRef("training")))
	wrote(h, result.Divide(card.Ref(), decimal.NewFromInt(1000)))
	wrote(h, card.Scale())
	wrote(h, card.Children(card.Ref()))
	wrote(h, result.Bands(bsc.KPIRef("sales")))
	wrote(h, must(card.Needs(result.Period(), bsc.Input{Period: result.Period(), Today: period.Day(2026, 8, 20)}))(h))
	for _, kpi := range report.Of(result).Nodes {
		if kpi.Kind == bsc.KindKPI {
			wrote(h, kpi)
		}
	}
}

func (h *host) ofMap(card *bsc.Scorecard, result *bsc.Result) {
	skills, profit := bsc.ObjectiveRef("skills"), bsc.ObjectiveRef("profit")
	wrote(h, card.Map())
	paths, _ := impact.Paths(card.Map(), skills, profit, 10)
	wrote(h, paths)
	wrote(h, impact.Reach(card.Map(), skills))
	wrote(h, must(impact.Of(card, skills, decimal.NewFromInt(-7), 12))(h))
	wrote(h, must(impact.WhatIf(result, skills, decimal.NewFromInt(5), 12))(h))
	wrote(h, impact.EarlyWarnings(result, 12))
	wrote(h, impact.Shortfalls(result, 10))
}

func (h *host) ofTime(card *bsc.Scorecard, def *bsc.Definition, in bsc.Input) {
	trend := must(history.NewTrend(card, period.Month(2026, 5), in))(h)
	wrote(h, trend)
	wrote(h, slices.Collect(trend.Of(card.Ref())))
	results := trend.Results()
	wrote(h, diff.Results(results[0], results[len(results)-1]))
	months := must(bridge.Over(results, nil))(h)
	wrote(h, months)
	wrote(h, months.Whole().Parts())
	renamed := def.Clone()
	renamed.Name = "Bakery and café"
	renamed.Perspectives[0].Objectives[0].KPIs[0].Targets[0].Value = "30"
	wrote(h, diff.Definitions(def, renamed))
	timeline := must(history.NewTimeline([]history.Version{
		{From: period.Year(2026), Definition: def, Author: "Ann", Note: "the first", RecordedAt: time.Unix(0, 0).UTC()},
		{From: period.Year(2027), Definition: renamed},
	}, nil))(h)
	wrote(h, timeline)
	wrote(h, in.Readings.(*bsc.Readings))
	wrote(h, in.Readings.(*bsc.Readings).Facts())

	board := must(card.Board(in))(h)
	var notices []bsc.Notice
	stop := board.Subscribe(func(_ *bsc.Board, n bsc.Notice) { notices = append(notices, n) })
	margin, ok := card.KPI("margin")
	require.True(h, ok)
	require.NoError(h, board.Set(margin, decimal.NewFromInt(3)))
	stop()
	wrote(h, notices)
}

func (h *host) ofOrgUnits(def *bsc.Definition) {
	shop := def.Clone()
	sales := bsc.KPIRef("sales")
	adds := []cascade.Contribution{{From: sales, To: sales, Mode: cascade.Additive}}
	units := []cascade.OrgUnit{
		{ID: "all", Name: "All shops", Definition: def},
		{ID: "north", Parent: "all", Definition: shop, Contributes: adds},
		{ID: "south", Parent: "all", Definition: shop, Contributes: adds},
	}
	wrote(h, units)
	c := must(cascade.New(units, nil))(h)
	readings := new(bsc.Readings)
	for _, unit := range []string{"north", "south"} {
		fact := bsc.Fact{OrgUnit: unit, Ref: sales, Period: period.Month(2026, 7)}
		fact.Value = decimal.NewFromInt(int64(400 + len(unit)*unequal[unit]))
		require.NoError(h, readings.Add(fact))
	}
	r := must(c.Evaluate(bsc.Input{Period: period.Month(2026, 7), Readings: readings}))(h)
	wrote(h, r)
	wrote(h, r.Contributors("all", sales))
	sights, _ := r.LineOfSight("north", sales)
	wrote(h, sights)
	wrote(h, r.Shares())
	wrote(h, r.TargetGaps())
	wrote(h, r.Missing(""))
	wrote(h, report.OfCascade(r))
	wrote(h, report.HeatMapOf(r))
	wrote(h, report.PageOf(r, "north"))
	wrote(h, r.Of("all").Addends(sales))
	tree, _ := r.Of("all").AddendTree(sales, 10)
	wrote(h, tree)
	wrote(h, must(report.ExplainCascade(r, "all", sales))(h))
	own, others := r.Of("all").AddendTargets(sales)
	wrote(h, append(others, own))
	wrote(h, must(report.Explain(r.Of("all"), sales))(h))
	wrote(h, compare.OrgUnits(sales, []*bsc.Result{r.Of("north"), r.Of("south")}, 2))
	wrote(h, compare.ScoreBalanceOf(r.Of("north")))
	wrote(h, compare.WeightBalanceOf(c.Scorecard("north")))
}

// unequal makes the sales of the shops unequal.
var unequal = map[string]int{"north": 10, "south": 50}

func (h *host) ofErrors(def *bsc.Definition) {
	bad := def.Clone()
	bad.Perspectives[0].Objectives[0].KPIs[0].Unit = "%"
	bad.Perspectives[0].ID = "oven"
	bad.Links[0].To = bsc.ObjectiveRef("no such thing")
	wrote(h, bsc.Check(bad, nil))
	_, err := bsc.ParseDefinition([]byte(`{"id": "x", "nmae": 1}`), nil)
	var wrong *bsc.DefinitionError
	require.ErrorAs(h, err, &wrong)
	wrote(h, wrong)
	_, err = bsc.ParseReadings([]byte(`{"readings": [{"kpi": "k", "period": "2026-13"}]}`), nil)
	var in *bsc.InputError
	require.ErrorAs(h, err, &in)
	wrote(h, in)
	_, err = curve.New(curve.Anchor{})
	var c *curve.Error
	require.ErrorAs(h, err, &c)
	wrote(h, c)
}

func (h *host) ofOthers(def *bsc.Definition, result *bsc.Result) {
	checked := lint.Input{Definition: def, Result: result, Period: result.Period()}
	wrote(h, must(lint.Check(checked, nil))(h))
	wrote(h, must(lint.CheckReadiness(checked, nil))(h))
	wrote(h, must(lint.Smart(checked, nil))(h))
	reviewed := def.Clone()
	reviewed.Perspectives[0].Objectives[0].KPIs[0].Review = period.Month(2026, 6)
	wrote(h, must(lint.Reviews(bsc.MustCompile(reviewed, nil), period.Month(2026, 7)))(h))
	wrote(h, lint.DefaultLimits())
	wrote(h, catalog.All()[:20])
	wrote(h, must(weights.AHP([]string{"a", "b", "c"}, []weights.Judgement{{A: "a", B: "b", Times: "3"}, {A: "b", B: "c", Times: "3"}, {A: "a", B: "c", Times: "2"}}))(h))
	wrote(h, must(weights.Budget([]weights.Expert{
		{Name: "Ann", Items: []weights.Item{{ID: "a", Value: "60"}, {ID: "b", Value: "40"}}},
		{Name: "Bob", Items: []weights.Item{{ID: "a", Value: "30"}, {ID: "b", Value: "70"}}},
	}))(h))
	anchors := []curve.Anchor{{Value: decimal.Zero, Score: decimal.Zero}, {Value: decimal.NewFromInt(5), Score: decimal.NewFromInt(100)}}
	wrote(h, must(curve.New(anchors...))(h))
	wrote(h, csvfile.TargetsByPeriod{{KPI: "sales", Period: period.Year(2026), OrgUnit: "north"}: {Value: "5", Origin: "agreed"}})
}
