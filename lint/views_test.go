package lint_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// smart is a clean definition whose first KPI meets every criterion.
func smart() *bsc.Definition {
	def := clean()
	k := kpi(def, 0, 0)
	k.Formula = "trained / all"
	k.Targets[0].Period = period.Year(2026)
	return def
}

func TestSmart(t *testing.T) {
	result := func(value int64) func(*testing.T, *lint.Input) {
		return func(t *testing.T, in *lint.Input) { evaluated(t, in, 2, value, nil) }
	}
	spoil := func(f func(*bsc.KPI)) func(*testing.T, *lint.Input) {
		return func(_ *testing.T, in *lint.Input) { f(kpi(in.Definition, 0, 0)) }
	}
	const notMet = "a target that is not met already"
	for _, c := range []struct {
		name  string
		spoil func(*testing.T, *lint.Input)
		want  string
	}{
		{"all", spoil(func(*bsc.KPI) {}), "SMART kpi:l1-kpi"},
		{"no name", spoil(func(k *bsc.KPI) { k.Name = " " }), ".MART kpi:l1-kpi: a name"},
		{"weasel", spoil(func(k *bsc.KPI) { k.Name = "Quality, quality – efficiency" }), ".MART kpi:l1-kpi: a name that says what is counted"},
		{"weasel beside", spoil(func(k *bsc.KPI) { k.Name = "Water quality" }), "SMART kpi:l1-kpi"},
		{"no formula", spoil(func(k *bsc.KPI) { k.Formula = "" }), ".MART kpi:l1-kpi: a description or a formula"},
		{"description", spoil(func(k *bsc.KPI) { k.Formula, k.Description = "", "Of all nurses" }), "SMART kpi:l1-kpi"},
		{"no unit", spoil(func(k *bsc.KPI) { k.Unit = "" }), "S.ART kpi:l1-kpi: a unit"},
		{"no frequency", spoil(func(k *bsc.KPI) { k.Frequency = "" }), "S.AR. kpi:l1-kpi: a frequency"},
		{"no roll-up", spoil(func(k *bsc.KPI) { k.Frequency = period.Monthly }), "S.ART kpi:l1-kpi: a roll-up"},
		{"roll-up", spoil(func(k *bsc.KPI) { k.Frequency, k.Rollup = period.Monthly, bsc.RollupLast }), "SMART kpi:l1-kpi"},
		{"owner", spoil(func(k *bsc.KPI) { k.Source = "" }), "SMART kpi:l1-kpi"},
		{"source", spoil(func(k *bsc.KPI) { k.Owner = "" }), "SMART kpi:l1-kpi"},
		{"nobody", spoil(func(k *bsc.KPI) { k.Owner, k.Source = "", "" }), "S.ART kpi:l1-kpi: a source or an owner"},
		{"shown", spoil(func(k *bsc.KPI) { k.Scorer, k.Unit = bsc.Policy{Name: "none"}, "" }), "S.ART kpi:l1-kpi: a unit"},
		{"judged", spoil(func(k *bsc.KPI) {
			*k = bsc.KPI{ID: k.ID, Name: k.Name, Formula: k.Formula, Owner: k.Owner, Scorer: bsc.Policy{Name: "judged"}}
		}), "SMART kpi:l1-kpi"},
		{"no target", spoil(func(k *bsc.KPI) { k.Targets = nil }), "SM.R. kpi:l1-kpi: a target, a target for a period, or a review date"},
		{"floor only", spoil(func(k *bsc.KPI) { k.Targets[0] = bsc.Target{Floor: "1", Baseline: "2"} }), "SM.R. kpi:l1-kpi: a target, a target for a period, or a review date"},
		{"no baseline", spoil(func(k *bsc.KPI) { k.Targets[0].Baseline = "" }), "SM.RT kpi:l1-kpi: a baseline"},
		{"wrong side", spoil(func(k *bsc.KPI) { k.Targets[0].Value = "40"; k.Scorer = bsc.Policy{Name: "binary"} }), "SM.RT kpi:l1-kpi: a target better than its baseline"},
		{"kept", spoil(func(k *bsc.KPI) {
			k.Direction, k.Targets[0].Value = bsc.DirectionCloser, "50"
			k.Scorer = bsc.NewPolicy("range", json.RawMessage(`{"within":1,"zero_at":5}`))
		}), "SM.RT kpi:l1-kpi: a target better than its baseline"},
		{"closer", spoil(func(k *bsc.KPI) {
			k.Direction, k.Targets[0].Value = bsc.DirectionCloser, "40"
			k.Scorer = bsc.NewPolicy("range", json.RawMessage(`{"within":1,"zero_at":5}`))
		}), "SMART kpi:l1-kpi"},
		{"comparison", spoil(func(k *bsc.KPI) {
			k.Targets[0] = bsc.Target{Against: bsc.ComparisonLastYear, Times: "1.05", Period: period.Year(2026)}
		}), "SMART kpi:l1-kpi"},
		{"bare comparison", spoil(func(k *bsc.KPI) {
			k.Targets[0] = bsc.Target{Against: bsc.ComparisonLastYear, Period: period.Year(2026)}
		}), "SM.RT kpi:l1-kpi: a baseline"},
		{"not met", result(79), "SMART kpi:l1-kpi"},
		{"met", result(80), "SM.RT kpi:l1-kpi: " + notMet},
		{"no theme or link", func(_ *testing.T, in *lint.Input) {
			in.Definition.Links = slices.DeleteFunc(in.Definition.Links, func(l bsc.Link) bool { return l.From.ID == "l1" })
		}, "SMA.T kpi:l1-kpi: an objective with a link or a theme"},
		{"theme", func(_ *testing.T, in *lint.Input) { in.Definition.Links = nil; themes(in.Definition, 2) }, "SMART kpi:l1-kpi"},
		{"leads by perspective", func(_ *testing.T, in *lint.Input) {
			in.Definition.Links = []bsc.Link{{From: bsc.PerspectiveRef("learning"), To: bsc.PerspectiveRef("financial"), Owner: "x", Delay: 1}}
		}, "SMART kpi:l1-kpi"},
		{"leads, not counted", func(_ *testing.T, in *lint.Input) {
			in.Definition.Links = []bsc.Link{{From: bsc.PerspectiveRef("learning"), To: bsc.PerspectiveRef("financial"), Owner: "x", Delay: 1}}
			o := objective(in.Definition, 0, 0)
			o.KPIs[0].Weight = "0"
			o.KPIs = append(o.KPIs, measure("second", "Second"))
		}, "SMA.T kpi:l1-kpi: an objective with a link or a theme"},
		{"no date", spoil(func(k *bsc.KPI) { k.Targets[0].Period = period.Period{} }), "SMAR. kpi:l1-kpi: a target for a period, or a review date"},
		{"review", spoil(func(k *bsc.KPI) { k.Targets[0].Period, k.Review = period.Period{}, period.Year(2026) }), "SMART kpi:l1-kpi"},
		{"calculated", func(_ *testing.T, in *lint.Input) {
			in.Definition.Series = []bsc.Series{{ID: "a", Frequency: period.Quarterly}}
			k := kpi(in.Definition, 0, 0)
			k.Calculator, k.Frequency, k.Formula = bsc.NewPolicy("sum", json.RawMessage(`{"of":["a"]}`)), "", ""
		}, "SMART kpi:l1-kpi"},
	} {
		in := lint.Input{Definition: smart()}
		c.spoil(t, &in)
		view, err := lint.Smart(in, nil)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, view[0].String(), c.name)
		assert.Equal(t, c.want == "SMART kpi:l1-kpi", view[0].Met(), c.name)
	}
	view, err := lint.Smart(lint.Input{Definition: smart()}, nil)
	require.NoError(t, err)
	assert.Len(t, view, 8)
	assert.Equal(t, bsc.Pointer("/perspectives/3/objectives/1/kpis/0"), view[7].Path)
	doc, err := json.Marshal(view)
	require.NoError(t, err)
	var back []lint.SmartKPI
	require.NoError(t, json.Unmarshal(doc, &back))
	assert.Equal(t, view, back)

	_, err = lint.Smart(lint.Input{}, nil)
	require.Error(t, err)
	_, err = lint.Smart(lint.Input{Definition: &bsc.Definition{}}, nil)
	require.ErrorIs(t, err, bsc.ErrID)
}

func TestCheckReadiness(t *testing.T) {
	clear := []string{
		"[x] The definition compiles: 1 of 1",
		"[x] Rules without an error: 25 of 25",
		"[x] KPIs with an owner: 8 of 8",
		"[x] Scored KPIs with a target or a scale of their own: 8 of 8",
		"[x] Scored KPIs with a frequency: 8 of 8",
		"[x] Objectives with KPIs: 8 of 8",
		"[x] Objectives with links: 8 of 8",
		"[x] Initiatives with objectives: 0 of 0",
		"[x] Drivers that lead to an outcome on top: 2 of 2",
	}
	for _, c := range []struct {
		name    string
		spoil   func(*bsc.Definition)
		options *lint.Options
		want    map[int]string // what is other than clear
	}{
		{"clean", func(*bsc.Definition) {}, nil, nil},
		{"owner", func(def *bsc.Definition) { kpi(def, 0, 0).Owner = "" }, nil, map[int]string{2: "[ ] KPIs with an owner: 7 of 8; missing: kpi:l1-kpi"}},
		{"owner excused", func(def *bsc.Definition) { kpi(def, 0, 0).Owner = "" }, &lint.Options{
			Suppress: []lint.Suppression{{Rule: "K01", Ref: bsc.KPIRef("l1-kpi"), Reason: "new"}},
		}, map[int]string{2: "[x] KPIs with an owner: 7 of 8, 1 excused"}},
		{"owner of another excused", func(def *bsc.Definition) { kpi(def, 0, 0).Owner = "" }, &lint.Options{
			Suppress: []lint.Suppression{{Rule: "K01", Ref: bsc.KPIRef("l2-kpi"), Reason: "new"}},
		}, map[int]string{2: "[ ] KPIs with an owner: 7 of 8; missing: kpi:l1-kpi"}},
		{"rule off", func(def *bsc.Definition) { kpi(def, 0, 0).Owner = "" }, &lint.Options{Off: []string{"K01"}}, map[int]string{
			1: "[x] Rules without an error: 24 of 24", 2: "[x] KPIs with an owner: 7 of 8, 1 excused",
		}},
		{"target", func(def *bsc.Definition) { kpi(def, 0, 0).Targets = nil }, nil, map[int]string{
			1: "[ ] Rules without an error: 24 of 25; missing: kpi:l1-kpi",
			3: "[ ] Scored KPIs with a target or a scale of their own: 7 of 8; missing: kpi:l1-kpi",
		}},
		{"scale", func(def *bsc.Definition) {
			kpi(def, 0, 0).Targets, kpi(def, 0, 0).Scorer = nil, bsc.Policy{Name: "stated"}
		}, nil, nil},
		{"shown", func(def *bsc.Definition) {
			objective(def, 0, 0).KPIs = append(objective(def, 0, 0).KPIs, bsc.KPI{ID: "shown", Scorer: bsc.Policy{Name: "none"}})
		}, nil, map[int]string{2: "[ ] KPIs with an owner: 8 of 9; missing: kpi:shown"}},
		{"judged", func(def *bsc.Definition) {
			*kpi(def, 0, 0) = bsc.KPI{ID: "l1-kpi", Name: "Nurses trained in triage", Owner: "Controller", Timing: bsc.TimingLead, Scorer: bsc.Policy{Name: "judged"}}
		}, nil, map[int]string{
			3: "[x] Scored KPIs with a target or a scale of their own: 7 of 7", 4: "[x] Scored KPIs with a frequency: 7 of 7",
		}},
		{"frequency", func(def *bsc.Definition) { kpi(def, 0, 0).Frequency = "" }, nil, map[int]string{4: "[ ] Scored KPIs with a frequency: 7 of 8; missing: kpi:l1-kpi"}},
		{"no KPIs", func(def *bsc.Definition) { objective(def, 1, 0).KPIs = nil }, nil, map[int]string{
			1: "[ ] Rules without an error: 24 of 25; missing: objective:p1",
			2: "[x] KPIs with an owner: 7 of 7", 3: "[x] Scored KPIs with a target or a scale of their own: 7 of 7",
			4: "[x] Scored KPIs with a frequency: 7 of 7", 5: "[ ] Objectives with KPIs: 7 of 8; missing: objective:p1",
		}},
		{"used KPIs", func(def *bsc.Definition) {
			objective(def, 1, 0).KPIs = nil
			objective(def, 1, 0).Uses = []bsc.Use{{KPI: "l1-kpi"}}
		}, nil, map[int]string{
			2: "[x] KPIs with an owner: 7 of 7", 3: "[x] Scored KPIs with a target or a scale of their own: 7 of 7", 4: "[x] Scored KPIs with a frequency: 7 of 7",
		}},
		{"orphan", func(def *bsc.Definition) {
			def.Links = slices.DeleteFunc(def.Links, func(l bsc.Link) bool { return l.From.ID == "l1" })
		}, nil, map[int]string{6: "[ ] Objectives with links: 7 of 8; missing: objective:l1"}},
		{"no links", func(def *bsc.Definition) { def.Links = nil }, &lint.Options{Off: []string{"M02"}}, map[int]string{
			1: "[x] Rules without an error: 24 of 24", 6: "[x] Objectives with links: 0 of 8, 8 excused", 8: "[x] Drivers that lead to an outcome on top: 0 of 0",
		}},
		{"initiatives", func(def *bsc.Definition) {
			def.Initiatives = []bsc.Initiative{{ID: "a"}, {ID: "b", Objectives: []string{"l1"}}}
		}, nil, map[int]string{7: "[ ] Initiatives with objectives: 1 of 2; missing: initiative:a"}},
		{"driver", func(def *bsc.Definition) { def.Links[5].From = bsc.ObjectiveRef("c1") }, nil, map[int]string{
			8: "[ ] Drivers that lead to an outcome on top: 1 of 2; missing: objective:l2",
		}},
	} {
		def := clean()
		c.spoil(def)
		r, err := lint.CheckReadiness(lint.Input{Definition: def}, c.options)
		require.NoError(t, err, c.name)
		want, open := slices.Clone(clear), 0
		for i, line := range c.want {
			want[i] = line
			if line[1] == ' ' {
				open++
			}
		}
		var got []string
		for _, i := range r.Items {
			got = append(got, i.String())
		}
		assert.Equal(t, want, got, c.name)
		assert.Equal(t, open == 0, r.Ready, c.name)
		assert.Len(t, r.Blocking(), open, c.name)
	}

	// One objective has nothing to be linked to.
	def := clean()
	def.Links, def.Perspectives = nil, def.Perspectives[3:]
	def.Perspectives[0].Objectives = def.Perspectives[0].Objectives[:1]
	r, err := lint.CheckReadiness(lint.Input{Definition: def}, nil)
	require.NoError(t, err)
	assert.True(t, r.Ready, r.String())

	// With a result, a unit's own targets are targets.
	def = clean()
	kpi(def, 0, 0).Targets = nil
	card := bsc.MustCompile(def, nil)
	result, err := card.Evaluate(bsc.Input{
		Period: period.Quarter(2026, 1), Readings: new(bsc.Readings), Targets: bsc.OrgUnitTargets{"l1-kpi": {Value: "70"}},
	})
	require.NoError(t, err)
	r, err = lint.CheckReadiness(lint.Input{Definition: def, Result: result}, nil)
	require.NoError(t, err)
	assert.True(t, r.Ready, r.String())
	doc, err := json.Marshal(r)
	require.NoError(t, err)
	var back lint.Readiness
	require.NoError(t, json.Unmarshal(doc, &back))
	assert.Equal(t, r, back)

	r, err = lint.CheckReadiness(lint.Input{}, nil)
	require.NoError(t, err)
	assert.Equal(t, "[ ] The definition compiles: 0 of 1\nnot ready: 1 item open\n", r.String())
}
