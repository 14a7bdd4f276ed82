package lint_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rulesAt returns the findings of one rule, each as its place's last parts and its message.
func rulesAt(t *testing.T, in lint.Input, o *lint.Options, rule string) []string {
	t.Helper()
	report, err := lint.Check(in, o)
	require.NoError(t, err)
	all := []string{}
	for _, f := range report.Findings {
		if f.Rule == rule {
			all = append(all, strings.TrimPrefix(f.Ref.String()+": "+f.Message.String(), "kpi:"))
		}
	}
	return all
}

// TestQuote: a long name is cut at the edge of a character, and a name of the most bytes is not.
func TestQuote(t *testing.T) {
	for name, want := range map[string]string{
		"quality " + strings.Repeat("x", 52):       "quality " + strings.Repeat("x", 52),
		"quality " + strings.Repeat("x", 53):       "quality " + strings.Repeat("x", 49) + "…",
		"quality " + strings.Repeat("x", 51) + "é": "quality " + strings.Repeat("x", 49) + "…",
		"quality " + strings.Repeat("x", 50) + "é": "quality " + strings.Repeat("x", 50) + "é",
		"quality " + strings.Repeat("é", 40):       "quality " + strings.Repeat("é", 24) + "…",
	} {
		def := clean()
		kpi(def, 0, 0).Name = name
		assert.Equal(t, []string{`l1-kpi: the name "` + want + `" says "quality", which can mean anything`}, rulesAt(t, lint.Input{Definition: def}, nil, "K07"))
	}
}

// TestRule_ids: a host's id is namespace/name@version, one printable word.
func TestRule_ids(t *testing.T) {
	for id, right := range map[string]bool{
		"acme.com/a@1": true, "a/b/c@20260801": true, "a/b@0": true, "ä/ö@9": true,
		"": false, "a": false, "@1": false, "a@1": false, "/@1": false, "a/@1": false, "/a@1": false, "a//b@1": false, "a/b": false, "a/b@": false,
		"a/b@x": false, "a/b@1.0": false, "a/b@-1": false, "a /b@1": false, "a/b@1 ": false, "a/b\u202e@1": false, "a/b\x00@1": false, "a/b@1@2": false,
	} {
		rule := lint.Rule{ID: id, Check: func(*lint.Subject) []lint.Finding { return nil }}
		_, err := lint.Check(lint.Input{Definition: clean()}, &lint.Options{Rules: []lint.Rule{rule}})
		assert.Equal(t, right, err == nil, "%q", id)
	}
}

// TestK02_sides: only a target and a baseline that are both stated are compared.
func TestK02_sides(t *testing.T) {
	for _, c := range []struct {
		direction bsc.Direction
		target    bsc.Target
		want      string
	}{
		{"", bsc.Target{Value: "-5"}, ""},
		{"", bsc.Target{Value: "0"}, ""},
		{"", bsc.Target{Baseline: "50", Against: bsc.ComparisonPrevious, Times: "1.1"}, ""},
		{"", bsc.Target{Baseline: "-5", Value: "-4"}, ""},
		{"", bsc.Target{Baseline: "-5", Value: "-6"}, "the target -6 is worse than the baseline -5"},
		{bsc.DirectionLower, bsc.Target{Baseline: "5", Value: "4"}, ""},
		{bsc.DirectionLower, bsc.Target{Baseline: "5", Value: "5.0"}, "the target 5 is the baseline"},
		{bsc.DirectionLower, bsc.Target{Value: "4"}, ""},
		{bsc.DirectionCloser, bsc.Target{Baseline: "50", Value: "40"}, ""},
		{bsc.DirectionCloser, bsc.Target{Baseline: "50", Value: "50"}, ""},
	} {
		def := clean()
		k := kpi(def, 0, 0)
		k.Scorer, k.Direction, k.Targets = bsc.Policy{Name: "binary"}, c.direction, []bsc.Target{c.target}
		if c.direction == bsc.DirectionCloser {
			k.Scorer = bsc.Policy{Name: "none"}
		}
		found := rulesAt(t, lint.Input{Definition: def}, nil, "K02")
		assert.Equal(t, c.want, strings.TrimPrefix(strings.Join(found, ";"), "l1-kpi: "), "%+v", c.target)
	}
}

// TestK02_against: a target against a comparison is a target, in force or not.
func TestK02_against(t *testing.T) {
	def := clean()
	kpi(def, 0, 0).Targets = []bsc.Target{{Period: period.Quarter(2026, 3), Against: bsc.ComparisonPrevious, Times: "1.1"}}
	kpi(def, 0, 0).Scorer = bsc.Policy{Name: "binary"}
	in := lint.Input{Definition: def, Period: period.Quarter(2026, 2)}
	assert.Equal(t, []string{"l1-kpi: no target is in force in 2026-Q2"}, rulesAt(t, in, nil, "K02"))
	ready, err := lint.CheckReadiness(lint.Input{Definition: def}, nil)
	require.NoError(t, err)
	assert.Equal(t, "[x] Scored KPIs with a target or a scale of their own: 8 of 8", ready.Items[3].String())
}

// TestK05_units: what is a share of something must not add up over time, however its unit is written.
func TestK05_units(t *testing.T) {
	for unit, share := range map[string]bool{
		"%": true, " % of sales": true, "%-points": true, "percent": true, "Percent": true, "per cent": true, " PER CENT ": true,
		"EUR": false, "percentile": false, "points": false, "per centner": false, "in %": true,
	} {
		for rollup, adds := range map[bsc.Rollup]bool{bsc.RollupSum: true, bsc.RollupMean: false, bsc.RollupLast: false} {
			def := clean()
			kpi(def, 0, 0).Unit, kpi(def, 0, 0).Rollup = unit, rollup
			want := []string{}
			if share && adds {
				want = append(want, "l1-kpi: percentages add up over time")
			}
			assert.Equal(t, want, rulesAt(t, lint.Input{Definition: def}, nil, "K05"), "%s by %s", unit, rollup)
		}
	}
}

// TestPerspective_first: the perspectives that rules look for may stand anywhere.
func TestPerspective_first(t *testing.T) {
	def := clean()
	add(def, 1, 5)
	def.Perspectives[0], def.Perspectives[1] = def.Perspectives[1], def.Perspectives[0]
	assert.Equal(t, []string{"perspective:process: 7 of 13 objectives are of internal processes, 53.8 %, more than 50 %"}, rulesAt(t, lint.Input{Definition: def}, nil, "S06"))
	def = clean()
	objective(def, 0, 0).KPIs = append(objective(def, 0, 0).KPIs, measure("a", "A"), measure("b", "B"))
	o := &lint.Options{Financial: "learning"}
	assert.Equal(t, []string{"perspective:learning: 4 of 10 KPIs are financial, 40 %, more than 35 %"}, rulesAt(t, lint.Input{Definition: def}, o, "S08"))
}

// TestW01_edges: at a limit a weight is fine, and no limit is none.
func TestW01_edges(t *testing.T) {
	weigh := func(weights ...bsc.Number) *bsc.Definition {
		def := clean()
		for i, w := range weights {
			def.Perspectives[i].Weight = w
		}
		return def
	}
	for _, c := range []struct {
		def    *bsc.Definition
		limits lint.Limits
		want   []string
	}{
		{weigh("3", "47", "49", "1"), lint.Limits{}, []string{"perspective:financial: it has 1 % of the weight of scorecard:clean, less than 3 %"}},
		{weigh("3", "47", "50", "0"), lint.Limits{}, []string{}},
		{weigh("3", "46", "51", "0"), lint.Limits{}, []string{"perspective:customer: it has 51 % of the weight of scorecard:clean, more than 50 %"}},
		{weigh("0.001", "33", "33", "33"), lint.Limits{MinWeight: -1}, []string{}},
		{weigh("0.001", "1", "1", "97"), lint.Limits{MinWeight: -1, MaxWeight: -1}, []string{}},
		{weigh("0.001", "0", "0", "97"), lint.Limits{MinWeight: -1}, []string{}},
		{weigh("0.5", "50", "50", "0"), lint.Limits{MinWeight: 1}, []string{"perspective:learning: it has 0.5 % of the weight of scorecard:clean, less than 1 %"}},
	} {
		assert.Equal(t, c.want, rulesAt(t, lint.Input{Definition: c.def}, &lint.Options{Limits: c.limits}, "W01"))
	}
}

// TestSubject_PathOf: every node has its place.
func TestSubject_PathOf(t *testing.T) {
	def := clean()
	def.Series = []bsc.Series{{ID: "a"}, {ID: "b", Rollup: bsc.RollupSum}}
	def.Initiatives = []bsc.Initiative{{ID: "i", Objectives: []string{"l1"}}, {ID: "j", Objectives: []string{"l1"}}}
	themes(def, 2)
	want := map[bsc.Ref]bsc.Pointer{
		bsc.SeriesRef("a"): "/series/0", bsc.SeriesRef("b"): "/series/1", bsc.PerspectiveRef("customer"): "/perspectives/2",
		bsc.ObjectiveRef("c2"): "/perspectives/2/objectives/1", bsc.KPIRef("f2-kpi"): "/perspectives/3/objectives/1/kpis/0",
		{Kind: bsc.KindTheme, ID: "t2"}: "/themes/1", {Kind: bsc.KindInitiative, ID: "j"}: "/initiatives/1", bsc.KPIRef("nobody"): "",
	}
	ran := false
	rule := lint.Rule{ID: "a/b@1", Check: func(s *lint.Subject) []lint.Finding {
		ran = true
		for ref, path := range want {
			assert.Equal(t, path, s.PathOf(ref), ref)
		}
		return nil
	}}
	_, err := lint.Check(lint.Input{Definition: def}, &lint.Options{Rules: []lint.Rule{rule}})
	require.NoError(t, err)
	assert.True(t, ran)
}

// TestK01_frequencies: a roll-up is missing exactly where what is measured is finer than what is reported.
func TestK01_frequencies(t *testing.T) {
	order := [][]period.Frequency{
		{period.Daily}, {period.Weekly}, {period.Monthly, period.ByPeriod}, {period.Quarterly}, {period.HalfYearly}, {period.Yearly},
	}
	rank := func(f period.Frequency) int {
		return slices.IndexFunc(order, func(same []period.Frequency) bool { return slices.Contains(same, f) })
	}
	for _, reported := range append(slices.Concat(order...), "") {
		for _, measured := range append(slices.Concat(order...), "") {
			def := clean()
			def.Frequency = reported
			def.Series = []bsc.Series{{ID: "a", Frequency: measured}}
			def.Links = nil
			want := measured != "" && reported != "" && rank(measured) < rank(reported)
			found := rulesAt(t, lint.Input{Definition: def}, nil, "K01")
			got := slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, "series:a: without a roll-up") })
			assert.Equal(t, want, got, "measured by the %s, reported by the %s", measured, reported)
		}
	}
}

// TestG01_words: an attribute is set by anything but a no.
func TestG01_words(t *testing.T) {
	for value, set := range map[string]bool{
		"yes": true, "1": true, "true": true, "x": true, "00": true, "": false, " ": false, "no": false, " No ": false, "FALSE": false, "0": false,
	} {
		def := clean()
		kpi(def, 0, 0).Scorer, kpi(def, 0, 0).Attributes = bsc.Policy{Name: "binary"}, map[string]string{"bonus": value, "self_reported": "yes"}
		assert.Len(t, rulesAt(t, lint.Input{Definition: def}, nil, "G01"), map[bool]int{true: 1}[set], "%q", value)
		kpi(def, 0, 0).Attributes = map[string]string{"bonus": "yes", "self_reported": value}
		assert.Len(t, rulesAt(t, lint.Input{Definition: def}, nil, "G01"), map[bool]int{true: 1}[set], "%q", value)
	}
}

// TestC01_names: what separates people, and what does not.
func TestC01_names(t *testing.T) {
	for owner, n := range map[string]int{
		"Ann": 0, "Ann and Ben": 0, "Ann,": 0, ",;": 0, "Ann & Ben": 0,
		"Ann, Ben": 2, "Ann;Ben": 2, "Ann|Ben": 2, "Ann/Ben": 2, "Ann+Ben": 2, "Ann, , Ben; Cem": 3,
	} {
		def := clean()
		objective(def, 0, 0).Owner = owner
		found := rulesAt(t, lint.Input{Definition: def}, nil, "C01")
		if n == 0 {
			assert.Empty(t, slices.DeleteFunc(found, func(f string) bool { return strings.Contains(f, "nobody is accountable") }), "%q", owner)
		} else if assert.Len(t, found, 1, "%q", owner) {
			assert.Contains(t, found[0], map[int]string{2: `2 owners, "Ann", "Ben": `, 3: `3 owners, "Ann", "Ben", "Cem": `}[n])
		}
	}
}
