package catalog_test

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// small is a definition with two objectives, a and b.
func small() *bsc.Definition {
	return &bsc.Definition{ID: "small", Perspectives: []bsc.Perspective{
		{ID: "learning", Objectives: []bsc.Objective{{ID: "a"}}},
		{ID: "financial", Objectives: []bsc.Objective{{ID: "b"}}},
	}}
}

func template(t *testing.T, id string) catalog.Template {
	t.Helper()
	tpl, ok := catalog.Lookup(id)
	require.True(t, ok, id)
	return tpl
}

// arguments are those of all calculators in the templates.
type arguments struct {
	Num   string     `json:"num"`
	Den   string     `json:"den"`
	Times bsc.Number `json:"times"`
	Of    []string   `json:"of"`
}

func argumentsOf(t *testing.T, tpl catalog.Template) arguments {
	t.Helper()
	var args arguments
	if !tpl.Calculator.IsZero() {
		require.NoError(t, json.Unmarshal(tpl.Calculator.Args, &args))
	}
	return args
}

func (a arguments) reads() []string {
	if a.Num != "" {
		return []string{a.Num, a.Den}
	}
	return a.Of
}

func TestTemplate_KPI(t *testing.T) {
	assert.Equal(t, bsc.KPI{
		ID: "days-sales-outstanding", Name: "Days sales outstanding",
		Description: "How long do we wait for our customers' money?",
		Unit:        "days", Formula: "receivables at the end of the period / mean credit sales per day",
		Direction: bsc.DirectionLower, Frequency: period.Monthly, Timing: bsc.TimingLag,
		Calculator: bsc.Policy{Name: "ratio", Args: json.RawMessage(`{"num":"series:receivables","den":"series:credit-sales-per-day"}`)},
		Attributes: map[string]string{"catalog": "days-sales-outstanding"},
	}, template(t, "days-sales-outstanding").KPI())

	fines := template(t, "fines-and-settlements").KPI()
	assert.Equal(t, bsc.RollupSum, fines.Rollup)
	assert.True(t, fines.Calculator.IsZero())
}

// TestTemplate_AddTo_shared puts two templates that read the same series under two objectives.
func TestTemplate_AddTo_shared(t *testing.T) {
	def := small()
	require.NoError(t, template(t, "resignations").AddTo(def, "a"))
	require.NoError(t, template(t, "revenue-per-employee").AddTo(def, "b"))
	require.Len(t, def.Perspectives[0].Objectives[0].KPIs, 1)
	assert.Equal(t, template(t, "resignations").KPI(), def.Perspectives[0].Objectives[0].KPIs[0])
	assert.Equal(t, "revenue-per-employee", def.Perspectives[1].Objectives[0].KPIs[0].ID)
	var series []string
	for _, s := range def.Series {
		series = append(series, s.ID)
	}
	assert.Equal(t, []string{"resigned", "headcount", "revenue"}, series)
}

// TestTemplate_AddTo_own keeps the host's changes of a series.
func TestTemplate_AddTo_own(t *testing.T) {
	def := small()
	own := bsc.Series{ID: "revenue", Name: "Umsatz", Unit: "EUR", Frequency: period.Monthly, Rollup: bsc.RollupSum, GraceDays: 5}
	def.Series = []bsc.Series{own}
	require.NoError(t, template(t, "revenue-per-employee").AddTo(def, "b"))
	assert.Equal(t, own, def.Series[0])
	assert.Len(t, def.Series, 2)
}

// TestTemplate_AddTo_kpiNamedAsSeries adds a template to a definition with a KPI that has the id of its series.
func TestTemplate_AddTo_kpiNamedAsSeries(t *testing.T) {
	def := small()
	def.Perspectives[1].Objectives[0].KPIs = []bsc.KPI{{ID: "revenue", Targets: []bsc.Target{{Value: "10"}}}}
	require.NoError(t, template(t, "revenue-per-employee").AddTo(def, "b"))
	_, err := bsc.Compile(def, nil)
	assert.NoError(t, err)
}

func TestTemplate_AddTo_errors(t *testing.T) {
	for _, c := range []struct {
		name, objective string
		change          func(*bsc.Definition)
		code            bsc.Code
		want            string
	}{
		{
			"unknown objective", "c", func(*bsc.Definition) {}, bsc.ErrUnknownRef,
			`objective:c: the definition has no such objective (the id of one of its objectives)`,
		},
		{
			"perspective", "learning", func(*bsc.Definition) {}, bsc.ErrUnknownRef,
			`objective:learning: the definition has no such objective (the id of one of its objectives)`,
		},
		{
			"kpi taken", "a", func(d *bsc.Definition) {
				d.Perspectives[1].Objectives[0].KPIs = []bsc.KPI{{ID: "other"}, {ID: "resignations"}}
			}, bsc.ErrDuplicate,
			`/perspectives/1/objectives/0/kpis/1: the definition has a KPI "resignations" already; let the objective use that one, or add the template with another ID`,
		},
		{
			"other roll-up", "a", func(d *bsc.Definition) {
				d.Series = []bsc.Series{{ID: "headcount", Unit: "people", Frequency: period.Monthly, Rollup: bsc.RollupLast}}
			}, bsc.ErrDuplicate,
			`/series/0: the definition has a different series "headcount" (unit people, frequency month, rollup mean); give the definition's series another id, or the template's and its calculator`,
		},
		{
			"other frequency", "a", func(d *bsc.Definition) {
				d.Series = []bsc.Series{{ID: "headcount", Unit: "people", Frequency: period.Yearly, Rollup: bsc.RollupMean}}
			}, bsc.ErrDuplicate, "",
		},
		{
			"other unit", "a", func(d *bsc.Definition) {
				d.Series = []bsc.Series{{ID: "headcount", Unit: "FTE", Frequency: period.Monthly, Rollup: bsc.RollupMean}}
			}, bsc.ErrDuplicate, "",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			def, before := small(), small()
			c.change(def)
			c.change(before)
			err := template(t, "resignations").AddTo(def, c.objective)
			var problem *bsc.Problem
			require.ErrorAs(t, err, &problem)
			require.ErrorIs(t, err, c.code)
			if c.want != "" {
				assert.EqualError(t, err, c.want)
			}
			assert.Equal(t, before, def, "nothing is added")
		})
	}
	t.Run("twice", func(t *testing.T) {
		def := small()
		require.NoError(t, template(t, "resignations").AddTo(def, "a"))
		assert.ErrorIs(t, template(t, "resignations").AddTo(def, "b"), bsc.ErrDuplicate)
	})
	t.Run("nil", func(t *testing.T) {
		assert.ErrorIs(t, template(t, "resignations").AddTo(nil, "a"), bsc.ErrInput)
	})
}
