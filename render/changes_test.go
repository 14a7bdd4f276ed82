package render_test

import (
	"io"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// quarters are four quarters of a shop in which every cause brings something: a target is raised, weights change, and a
// KPI is added and another retired.
func quarters(t *testing.T) []*bsc.Result {
	t.Helper()
	var list []*bsc.Result
	for q, actuals := range [][]string{{"92", "97", "7", "3", "50"}, {"88", "98", "7.5", "3", "50"}, {"91", "98", "9", "4.2", "58"}, {"93", "96.5", "9.25", "4", "61"}} {
		kpi := func(id, name, unit string, baseline, target bsc.Number) bsc.KPI {
			return bsc.KPI{ID: id, Name: name, Unit: unit, Targets: []bsc.Target{{Baseline: baseline, Value: target}}}
		}
		growth := []bsc.Number{"8", "10", "10", "10"}[q]
		customer := bsc.Objective{ID: "deliver", Name: "Deliver as promised", KPIs: []bsc.KPI{
			kpi("on-time", "On-time delivery of <parcels> & letters to wherever they are addressed to", "%", "80", "100"), kpi("damage", "Undamaged parcels", "%", "90", "100"),
		}}
		learn := bsc.Objective{ID: "learn", Name: "ללמוד", KPIs: []bsc.KPI{kpi("days", "ימי הדרכה", "ימים", "0", "5")}}
		if q > 1 {
			customer.Weight = "2"
			learn.KPIs = append(learn.KPIs, kpi("ideas", "", "", "0", "60"))
		}
		if q == 3 {
			learn.KPIs = learn.KPIs[1:]
		}
		card, err := bsc.Compile(&bsc.Definition{ID: "shop", Name: "Shop", Frequency: period.Quarterly, Perspectives: []bsc.Perspective{
			{ID: "customer", Objectives: []bsc.Objective{customer, learn}},
			{ID: "financial", Objectives: []bsc.Objective{{ID: "grow", Name: "Grow", KPIs: []bsc.KPI{kpi("growth", "Growth", "%", "", growth)}}}},
		}}, nil)
		require.NoError(t, err)
		readings := bsc.Actuals{}
		for i, id := range []string{"on-time", "damage", "growth", "days", "ideas"} {
			if _, there := card.KPI(id); there {
				readings[id] = decimalOf(t, actuals[i])
			}
		}
		r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, q+1), Readings: readings})
		require.NoError(t, err)
		list = append(list, r)
	}
	return list
}

// waterfalls are waterfalls of all kinds, by name.
func waterfalls(t *testing.T) map[string]render.Waterfall {
	t.Helper()
	results := quarters(t)
	r, err := bridge.Over(results, nil)
	require.NoError(t, err)
	same, err := bridge.Between(results[0], results[0], nil)
	require.NoError(t, err)
	return map[string]render.Waterfall{
		"causes": {Bridge: r.Whole()}, "parts": {Bridge: r.Whole(), Largest: 4}, "all": {Bridge: r.Whole(), Largest: -1}, "range": {Range: r}, "same": {Bridge: same},
	}
}

// scoreOf returns a score, or none for "".
func scoreOf(t *testing.T, text string) bsc.Score {
	t.Helper()
	if text == "" {
		return bsc.Score{}
	}
	s, err := bsc.NewScore(decimalOf(t, text))
	require.NoError(t, err)
	return s
}

// tornadoes are tornadoes by name.
func tornadoes(t *testing.T) map[string]render.Tornado {
	t.Helper()
	r := quarters(t)[1]
	swing := func(ref bsc.Ref, name, low, high string) render.Swing {
		return render.Swing{Ref: ref, Name: name, Low: scoreOf(t, low), High: scoreOf(t, high)}
	}
	swings := []render.Swing{
		swing(bsc.KPIRef("growth"), "Growth", "", "70"),
		swing(bsc.KPIRef("damage"), "", "66.1", "64.8"),
		swing(bsc.KPIRef("on-time"), "On-time delivery of <parcels> & letters to wherever they are addressed to", "58.25", "72.125"),
		swing(bsc.ObjectiveRef("learn"), "ללמוד", "60.04", "71"),
		swing(bsc.ObjectiveRef("grow"), "Grow", "69.96", "72"),
	}
	return map[string]render.Tornado{"swings": {Result: r, Swings: swings}, "two": {Result: r, Swings: swings, Most: 2}}
}

// changes are the drawings of changes, by file.
func changes(t *testing.T, in words.Catalogue) map[string]func(io.Writer) error {
	t.Helper()
	files := map[string]func(io.Writer) error{}
	for name, w := range waterfalls(t) {
		w.Words = in
		files["waterfall-"+name+".svg"], files["waterfall-"+name+".md"] = w.SVG, w.Markdown
	}
	for name, d := range tornadoes(t) {
		d.Words = in
		files["tornado-"+name+".svg"], files["tornado-"+name+".md"] = d.SVG, d.Markdown
	}
	return files
}

// TestChanges_golden pins every byte, in both languages, and twice the same.
func TestChanges_golden(t *testing.T) {
	again := changes(t, nil)
	for file, to := range changes(t, nil) {
		golden.Check(t, file, draw(t, to))
		assert.Equal(t, draw(t, to), draw(t, again[file]), file)
	}
	for file, to := range changes(t, words.German()) {
		golden.Check(t, "de-"+file, draw(t, to))
	}
}
