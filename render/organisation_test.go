package render_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// chain is a company of regions and shops, in which a workshop has another scorecard, one shop has not reported all, one
// has nothing, and a manager has judged another.
func chain(t *testing.T) *cascade.Result {
	t.Helper()
	measured := func(id, name, unit string, target bsc.Number) bsc.KPI {
		return bsc.KPI{ID: id, Name: name, Unit: unit, Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: target}}}
	}
	def := func(times int) *bsc.Definition {
		sales := measured("sales", "Sales", "EUR", bsc.Number(fmt.Sprint(100*times)))
		return &bsc.Definition{ID: "shop", Roles: []string{"manager"}, Defaults: bsc.Defaults{Assessments: bsc.AssessmentsCount}, Perspectives: []bsc.Perspective{
			{ID: "customer", Objectives: []bsc.Objective{{ID: "care", Name: "Care for <guests> & others", KPIs: []bsc.KPI{measured("visits", "Visits per week and shop", "", "20"), measured("calls", "", "", "10")}}}},
			{ID: "financial", Objectives: []bsc.Objective{{ID: "sell", Name: "Sell", KPIs: []bsc.KPI{sales}}}},
		}}
	}
	maker := &bsc.Definition{ID: "works", Perspectives: []bsc.Perspective{{ID: "process", Objectives: []bsc.Objective{{ID: "make", Name: "Make", KPIs: []bsc.KPI{measured("orders", "Orders", "", "5")}}}}}}
	adds := []cascade.Contribution{
		{Mode: cascade.Additive, From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales")},
		{Mode: cascade.Contributory, From: bsc.ObjectiveRef("care"), To: bsc.ObjectiveRef("care")},
	}
	shop := def(1)
	units := []cascade.OrgUnit{
		{ID: "company", Name: "The company", Definition: def(4)},
		{ID: "north", Name: "North", Parent: "company", Definition: def(2), Contributes: adds},
		{ID: "works", Name: "Workshop", Parent: "company", Definition: maker},
		{ID: "south", Name: "דרום", Parent: "company", Definition: def(2), Contributes: adds},
	}
	for i, name := range []string{"Anchor Square", "Baker Street", "Castle Hill, the shop with the long name at the end of the road", "Dock"} {
		units = append(units, cascade.OrgUnit{ID: fmt.Sprint("shop", i), Name: name, Parent: []string{"north", "south"}[i/2], Definition: shop, Contributes: adds})
	}
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	add := func(unit, kpi, value string) {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef(kpi), Period: period.Month(2026, 6), Reading: bsc.Reading{Value: decimalOf(t, value)}}))
	}
	for i, sales := range []string{"96", "71.5", "40"} {
		add(fmt.Sprint("shop", i), "sales", sales)
		add(fmt.Sprint("shop", i), "visits", []string{"21", "15", "9"}[i])
		add(fmt.Sprint("shop", i), "calls", "8")
	}
	for _, unit := range []string{"company", "north", "south"} {
		add(unit, "visits", "16")
		add(unit, "calls", "7")
	}
	add("works", "orders", "4")
	r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings, Assessments: []bsc.Assessment{
		{OrgUnit: "shop1", Ref: bsc.ObjectiveRef("care"), Period: period.Month(2026, 6), Role: "manager", Score: "95", Author: "Max"},
	}})
	require.NoError(t, err)
	return r
}

// organisations are the drawings of an organisation by file.
func organisations(o render.Organisation) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"tree.svg": o.TreeSVG, "tree.md": o.TreeMarkdown, "tree.txt": o.TreeText, "tree.dot": o.TreeDOT, "tree.mmd": o.TreeMermaid, "heatmap.svg": o.HeatMapSVG, "heatmap.md": o.HeatMapMarkdown,
		"page.md": func(w io.Writer) error { return o.PageMarkdown(w, "south") },
	}
}

// TestOrganisation_golden pins every byte, in both languages, and twice the same.
func TestOrganisation_golden(t *testing.T) {
	r := chain(t)
	for file, to := range organisations(render.Organisation{Result: r}) {
		golden.Check(t, "org-"+file, draw(t, to))
		assert.Equal(t, draw(t, to), draw(t, to))
	}
	for file, to := range organisations(render.Organisation{Result: r, Words: words.German()}) {
		golden.Check(t, "org-de-"+file, draw(t, to))
	}
}

// TestOrganisation_colourless shows every rating by a sign, and has no rating that only a colour tells.
func TestOrganisation_colourless(t *testing.T) {
	r := chain(t)
	text := draw(t, render.Organisation{Result: r}.TreeText)
	table := draw(t, render.Organisation{Result: r}.HeatMapMarkdown)
	for unit, result := range r.All() {
		for o := range result.All() {
			if o.Ref.Kind != bsc.KindObjective && o.Ref.Kind != bsc.KindKPI || strings.Contains(o.Ref.ID, "/") || o.Rating == "" {
				continue
			}
			sign := map[bsc.Rating]string{"red": "▼", "amber": "◆", "green": "●"}[o.Rating]
			assert.Contains(t, table, sign+" "+result.Display(o.Ref, 1), "%s %s", unit, o.Ref)
		}
		if score := result.Total(); score.Rating != "" {
			assert.Contains(t, text, result.Display(score.Ref, 1)+" "+map[bsc.Rating]string{"red": "▼", "amber": "◆", "green": "●"}[score.Rating])
		}
	}
}

// TestOrganisation_bad refuses what nobody can draw, at the limit and beyond it.
func TestOrganisation_bad(t *testing.T) {
	for file, to := range organisations(render.Organisation{}) {
		want := bsc.ErrInput
		if file == "page.md" {
			want = bsc.ErrUnknownRef
		}
		assert.ErrorIs(t, to(io.Discard), want, file)
	}
	for file, to := range organisations(render.Organisation{Result: chain(t)}) {
		assert.ErrorIs(t, to(nil), bsc.ErrInput, file)
	}
	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{{ID: "k", Scorer: bsc.Policy{Name: "stated"}}}}}}}}
	many := func(n int, def *bsc.Definition) render.Organisation {
		units := make([]cascade.OrgUnit, n)
		for i := range units {
			units[i] = cascade.OrgUnit{ID: fmt.Sprint("u", i), Definition: def}
		}
		org, err := cascade.New(units, nil)
		require.NoError(t, err)
		r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings)})
		require.NoError(t, err)
		return render.Organisation{Result: r}
	}
	require.NoError(t, many(render.MaxNodes, def).TreeText(io.Discard))
	assert.ErrorIs(t, many(render.MaxNodes+1, def).TreeText(io.Discard), bsc.ErrInput)
	for i := range 98 {
		def.Perspectives[0].Objectives[0].KPIs = append(def.Perspectives[0].Objectives[0].KPIs, bsc.KPI{ID: fmt.Sprint("k", i), Scorer: bsc.Policy{Name: "stated"}})
	}
	require.NoError(t, many(render.MaxCells/100, def).HeatMapMarkdown(io.Discard), "99 KPIs and an objective")
	assert.ErrorIs(t, many(render.MaxCells/100+1, def).HeatMapMarkdown(io.Discard), bsc.ErrInput)
}
