package lint_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLimits: a number at its limit is fine, one beyond it is not, and without a limit any number is.
func TestLimits(t *testing.T) {
	in := lint.Input{Definition: clean()}
	themes(in.Definition, 3)
	objective(in.Definition, 0, 0).KPIs = append(objective(in.Definition, 0, 0).KPIs, measure("second", "Second"))
	objective(in.Definition, 1, 0).Uses = []bsc.Use{{KPI: "l1-kpi"}}
	objective(in.Definition, 2, 0).Uses = []bsc.Use{{KPI: "l1-kpi"}}
	kpi(in.Definition, 3, 0).Review = period.Day(2027, 6, 1)
	other := clean()
	kpi(other, 3, 0).ID, kpi(other, 3, 1).ID = "other", "another"
	in.Others = []*bsc.Definition{other}
	evaluated(t, &in, 4, 70, map[string][]string{"l2-kpi": {"70", "", "", ""}}) // until 2026-12-31

	for name, c := range map[string]struct {
		rule   string
		limit  func(*lint.Limits) *int
		good   int
		beyond int // the way from good to bad
	}{
		"MinObjectives":            {"S03", func(l *lint.Limits) *int { return &l.MinObjectives }, 8, 1},
		"MaxObjectives":            {"S03", func(l *lint.Limits) *int { return &l.MaxObjectives }, 8, -1},
		"MinPerspectiveObjectives": {"S02", func(l *lint.Limits) *int { return &l.MinPerspectiveObjectives }, 2, 1},
		"MaxPerspectiveObjectives": {"S02", func(l *lint.Limits) *int { return &l.MaxPerspectiveObjectives }, 2, -1},
		"MaxKPIs":                  {"S04", func(l *lint.Limits) *int { return &l.MaxKPIs }, 9, -1},
		"MaxPerspectiveKPIs":       {"S04", func(l *lint.Limits) *int { return &l.MaxPerspectiveKPIs }, 3, -1},
		"MaxObjectiveKPIs":         {"S05", func(l *lint.Limits) *int { return &l.MaxObjectiveKPIs }, 2, -1},
		"MinProcess":               {"S06", func(l *lint.Limits) *int { return &l.MinProcess }, 25, 1},
		"MaxProcess":               {"S06", func(l *lint.Limits) *int { return &l.MaxProcess }, 25, -1},
		"MinThemes":                {"S07", func(l *lint.Limits) *int { return &l.MinThemes }, 3, 1},
		"MaxThemes":                {"S07", func(l *lint.Limits) *int { return &l.MaxThemes }, 3, -1},
		// 2 of 9: 22.2 %.
		"MaxFinancial": {"S08", func(l *lint.Limits) *int { return &l.MaxFinancial }, 23, -1},
		"MaxUses":      {"K06", func(l *lint.Limits) *int { return &l.MaxUses }, 3, -1},
		"MinWeight":    {"W01", func(l *lint.Limits) *int { return &l.MinWeight }, 25, 1},
		"MaxWeight":    {"W01", func(l *lint.Limits) *int { return &l.MaxWeight }, 25, -1},
		"StalePeriods": {"K04", func(l *lint.Limits) *int { return &l.StalePeriods }, 3, -1},
		"ReviewMonths": {"K04", func(l *lint.Limits) *int { return &l.ReviewMonths }, 6, -1},
		// f1-kpi, f2-kpi and half the weight of l1: 31.25 %.
		"MaxUnique": {"B01", func(l *lint.Limits) *int { return &l.MaxUnique }, 32, -1},
	} {
		for at, want := range map[int]bool{c.good: false, c.good + c.beyond: true, -1: false} {
			limits := lint.Limits{MaxUses: -1, StalePeriods: -1, MaxUnique: -1} // which the input breaks by default
			*c.limit(&limits) = at
			report, err := lint.Check(in, &lint.Options{Limits: limits})
			require.NoError(t, err)
			found := slices.ContainsFunc(report.Findings, func(f lint.Finding) bool { return f.Rule == c.rule })
			assert.Equal(t, want, found, "%s %d\n%s", name, at, report)
		}
	}
}

// TestDefaultLimits: the defaults are what the documentation says, and hold one by one.
func TestDefaultLimits(t *testing.T) {
	assert.Equal(t, lint.Limits{
		MinObjectives: 8, MaxObjectives: 24, MinPerspectiveObjectives: 2, MaxPerspectiveObjectives: 7,
		MaxKPIs: 25, MaxPerspectiveKPIs: 7, MaxObjectiveKPIs: 3, MinProcess: 25, MaxProcess: 50, MinThemes: 2, MaxThemes: 5,
		MaxFinancial: 35, MaxUses: 2, MinWeight: 3, MaxWeight: 50, StalePeriods: 2, ReviewMonths: 12, MaxUnique: 25,
	}, lint.DefaultLimits())
	var seen lint.Limits
	rule := lint.Rule{ID: "acme.com/limits@1", Check: func(s *lint.Subject) []lint.Finding { seen = s.Limits; return nil }}
	_, err := lint.Check(lint.Input{Definition: clean()}, &lint.Options{Rules: []lint.Rule{rule}})
	require.NoError(t, err)
	assert.Equal(t, lint.DefaultLimits(), seen)
	_, err = lint.Check(lint.Input{Definition: clean()}, &lint.Options{Rules: []lint.Rule{rule}, Limits: lint.Limits{MaxKPIs: 9}})
	require.NoError(t, err)
	want := lint.DefaultLimits()
	want.MaxKPIs = 9
	assert.Equal(t, want, seen)
}

// spoilt breaks K01 twice and S02 once.
func spoilt() *bsc.Definition {
	def := clean()
	kpi(def, 0, 0).Owner, kpi(def, 1, 1).Owner = "", ""
	objective(def, 0, 0).Owner = ""
	return def
}

func TestOptions_offAndSeverities(t *testing.T) {
	report, err := lint.Check(lint.Input{Definition: spoilt()}, &lint.Options{
		Off: []string{"C01", "B01"}, Severities: map[string]lint.Severity{"K01": lint.SeverityError},
	})
	require.NoError(t, err)
	assert.Equal(t, 2, report.Count(lint.SeverityError))
	assert.Equal(t, 2, report.Count(""))
	assert.Zero(t, report.Count(lint.SeverityWarning))
	assert.NotContains(t, notRun(report), "B01 needs Others, to see which KPIs units have in common")
}

func TestOptions_suppress(t *testing.T) {
	in := lint.Input{Definition: spoilt()}
	report, err := lint.Check(in, &lint.Options{Suppress: []lint.Suppression{
		{Rule: "K01", Ref: bsc.KPIRef("l1-kpi"), Reason: "new in May"},
		{Rule: "C01", Reason: "the board decides"},
		{Rule: "K07", Reason: "never"},
		{Rule: "K01", Ref: bsc.KPIRef("c1-kpi"), Reason: "gone"},
		{Rule: "M01", Ref: bsc.ObjectiveRef("nobody"), Reason: "gone"},
		{Rule: "I01", Reason: "not run in all its parts"},
		{Rule: "W01", Reason: "off"},
	}, Off: []string{"W01"}})
	require.NoError(t, err)
	assert.Equal(t, []string{
		" | suppression warning: a suppression of K07 matches no finding; remove it | rule=K07 reason=never",
		" | suppression warning objective:nobody: a suppression of M01 for objective:nobody matches no finding; remove it | rule=M01 reason=gone",
		"/perspectives/0/objectives/0 | C01 warning objective:l1: nobody is accountable for it; name one person or role (suppressed: the board decides) |",
		"/perspectives/0/objectives/0/kpis/0 | K01 warning kpi:l1-kpi: without an owner; name who answers for it (suppressed: new in May) | missing=owner",
		"/perspectives/1/objectives/1/kpis/0 | K01 warning kpi:p2-kpi: without an owner; name who answers for it | missing=owner",
		"/perspectives/2/objectives/0/kpis/0 | suppression warning kpi:c1-kpi: a suppression of K01 for kpi:c1-kpi matches no finding; remove it | rule=K01 reason=gone",
	}, show(report.Findings))
	assert.Equal(t, 4, report.Count(lint.SeverityWarning))

	report, err = lint.Check(in, &lint.Options{
		Suppress:   []lint.Suppression{{Rule: "K07", Reason: "never"}},
		Severities: map[string]lint.Severity{"suppression": lint.SeverityInfo},
	})
	require.NoError(t, err)
	assert.Equal(t, 1, report.Count(lint.SeverityInfo))
	report, err = lint.Check(in, &lint.Options{
		Suppress: []lint.Suppression{{Rule: "K07", Reason: "never"}}, Off: []string{"suppression"},
	})
	require.NoError(t, err)
	assert.Zero(t, report.Count(lint.SeverityInfo))
	assert.Equal(t, 3, report.Count(""))
}

func TestOptions_wrong(t *testing.T) {
	check := func(*lint.Subject) []lint.Finding { return nil }
	ids := "compile, S01, S02, S03, S04, S05, S06, S07, S08, M01, M02, M03, M04, K01, K02, K04, K05, K06, K07, K08, W01, G01, I01, C01, B01, suppression"
	for name, c := range map[string]struct {
		options lint.Options
		want    []string // of each problem: what is wrong, and what is allowed
	}{
		"off":         {lint.Options{Off: []string{"K03"}}, []string{`there is no rule "K03"`, ids}},
		"severity of": {lint.Options{Severities: map[string]lint.Severity{"k01": lint.SeverityInfo}}, []string{`there is no rule "k01"`, ids}},
		"severity":    {lint.Options{Severities: map[string]lint.Severity{"K01": "fatal"}}, []string{`the severity "fatal" of the rule K01`, "error, warning or info"}},
		"compile off": {lint.Options{Off: []string{"compile"}}, []string{"the rule compile is off, or has another severity", "suppressions of its warnings"}},
		"suppression": {lint.Options{Suppress: []lint.Suppression{{Rule: "X", Reason: "y"}}}, []string{`there is no rule "X"`, ids}},
		"reason":      {lint.Options{Suppress: []lint.Suppression{{Rule: "K01", Reason: " "}}}, []string{"a suppression of K01 has no reason", "why the finding is meant"}},
		"itself":      {lint.Options{Suppress: []lint.Suppression{{Rule: "suppression", Reason: "y"}}}, []string{"the rule suppression is suppressed", "turning it off"}},
		"host ids": {lint.Options{Rules: []lint.Rule{{ID: "K01", Check: check}, {ID: "acme.com/a", Check: check}, {ID: "/a@1", Check: check}, {ID: "acme.com/a b@1", Check: check}, {ID: "acme.com/a@1x", Check: check}}}, []string{
			`a rule of the host has the id "K01"`, "a namespace and a version, such as acme.com/owner-in-hr@1",
			`a rule of the host has the id "acme.com/a"`, "a namespace and a version, such as acme.com/owner-in-hr@1",
			`a rule of the host has the id "/a@1"`, "a namespace and a version, such as acme.com/owner-in-hr@1",
			`a rule of the host has the id "acme.com/a b@1"`, "a namespace and a version, such as acme.com/owner-in-hr@1",
			`a rule of the host has the id "acme.com/a@1x"`, "a namespace and a version, such as acme.com/owner-in-hr@1",
		}},
		"host twice":    {lint.Options{Rules: []lint.Rule{{ID: "a/b@1", Check: check}, {ID: "a/b@1", Check: check}}}, []string{`the rule "a/b@1" is given twice`, "a changed rule gets a new version"}},
		"host nil":      {lint.Options{Rules: []lint.Rule{{ID: "a/b@1"}}}, []string{`the rule "a/b@1" has a nil Check`, ""}},
		"host severity": {lint.Options{Rules: []lint.Rule{{ID: "a/b@1", Check: check, Severity: "fatal"}}}, []string{`the severity "fatal" of the rule a/b@1`, "error, warning or info"}},
	} {
		_, err := lint.Check(lint.Input{Definition: clean()}, &c.options)
		var input *bsc.InputError
		require.ErrorAs(t, err, &input, name)
		require.ErrorIs(t, err, bsc.ErrInput, name)
		var got []string
		for _, p := range input.Problems {
			got = append(got, p.Detail.String(), p.Allowed.String())
		}
		assert.Equal(t, c.want, got, name)
	}
}

// TestRule_host: a host's rule sees what the others see, may fill in what it likes, and is known in the
// options.
func TestRule_host(t *testing.T) {
	rule := lint.Rule{ID: "acme.com/owner-in-hr@1", Severity: lint.SeverityInfo, Check: func(s *lint.Subject) []lint.Finding {
		s.NotRun(words.Text("needs the staff register of 2027"))
		var findings []lint.Finding
		for _, k := range s.KPIs() {
			if k.Owner != "Ann" && k.Perspective.ID == "learning" && k.Objective.ID == "l1" {
				findings = append(findings, lint.Finding{
					Rule: "ignored", Suppressed: "ignored", Path: k.Path + "/owner", Ref: k.Ref, Message: words.Text("is not in the register"),
				})
			}
		}
		findings = append(findings, lint.Finding{Path: "/nowhere/1", Message: words.Text("odd"), Severity: "fatal", Suppressed: "ignored"}, lint.Finding{Message: words.Text("all"), Severity: lint.SeverityError})
		s.Definition, s.Card = nil, nil // which is its own affair
		return findings
	}}
	after := lint.Rule{ID: "acme.com/after@1", Check: func(s *lint.Subject) []lint.Finding {
		for _, o := range s.Objectives() {
			if o.Ref == bsc.ObjectiveRef("f2") && s.PathOf(o.Ref) == o.Path && s.Card != nil && len(s.Definition.Links) > 0 {
				return []lint.Finding{{Path: o.Path, Message: words.Text(o.Name + " of " + o.Perspective.Name)}}
			}
		}
		return nil
	}}
	report, err := lint.Check(lint.Input{Definition: clean()}, &lint.Options{
		Rules:    []lint.Rule{rule, after},
		Suppress: []lint.Suppression{{Rule: rule.ID, Ref: bsc.KPIRef("l1-kpi"), Reason: "ask Ann"}},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"/nowhere/1 | acme.com/owner-in-hr@1 info /nowhere/1: odd |",
		" | acme.com/owner-in-hr@1 error: all |",
		"/perspectives/0/objectives/0/kpis/0/owner | acme.com/owner-in-hr@1 info kpi:l1-kpi: is not in the register (suppressed: ask Ann) |",
		"/perspectives/3/objectives/1 | acme.com/after@1 warning /perspectives/3/objectives/1: Spend within means of Financial |",
	}, show(report.Findings))
	assert.Contains(t, report.NotRun, lint.NotRun{Rule: rule.ID, Why: words.Text("needs the staff register of 2027")})
}

type evil struct{}

func (evil) Error() string { panic("again") }

// TestRule_panic: a rule that panics is reported, and the others run.
func TestRule_panic(t *testing.T) {
	panics := func(id string, v any) lint.Rule {
		return lint.Rule{ID: id, Check: func(*lint.Subject) []lint.Finding { panic(v) }}
	}
	report, err := lint.Check(lint.Input{Definition: spoilt()}, &lint.Options{Off: []string{"C01"}, Rules: []lint.Rule{
		panics("a/text@1", "no\ngood"), panics("a/error@1", errors.New("bad")), panics("a/evil@1", evil{}), panics("a/number@1", 7), panics("a/nil@1", nil),
		{ID: "a/good@1", Check: func(*lint.Subject) []lint.Finding {
			return []lint.Finding{{Path: "/links", Message: words.Text("run")}}
		}},
	}})
	require.NoError(t, err)
	assert.Equal(t, strings.Join([]string{
		"a/text@1 error: the rule did not finish: panic: no\uFFFDgood",
		"a/error@1 error: the rule did not finish: panic: bad",
		"a/evil@1 error: the rule did not finish: panic with a lint_test.evil",
		"a/number@1 error: the rule did not finish: panic with a int",
		"a/nil@1 error: the rule did not finish: panic with nil",
		"K01 warning kpi:l1-kpi: without an owner; name who answers for it",
		"K01 warning kpi:p2-kpi: without an owner; name who answers for it",
		"a/good@1 warning /links: run", "",
	}, "\n"), report.String())
}

// TestOptions_words: a host brings its own lists, for its own language.
func TestOptions_words(t *testing.T) {
	def := clean()
	kpi(def, 0, 0).Name = "Qualität der Pflege"
	kpi(def, 0, 1).Name = "Quality"
	kpi(def, 1, 0).Name, kpi(def, 1, 0).Timing = "Maßnahmen umgesetzt", bsc.TimingLag
	kpi(def, 1, 1).Name, kpi(def, 1, 1).Timing = "Projects", bsc.TimingLag
	report, err := lint.Check(lint.Input{Definition: def}, &lint.Options{Weasel: []string{"QUALITÄT", "", "-"}, Activity: []string{"maßnahmen umgesetzt"}})
	require.NoError(t, err)
	var met []string
	for _, f := range report.Findings {
		met = append(met, f.Rule+" "+f.Ref.ID)
	}
	assert.Equal(t, []string{"K07 l1-kpi", "K08 p1-kpi"}, met)
	report, err = lint.Check(lint.Input{Definition: def}, &lint.Options{Weasel: []string{}, Activity: []string{}})
	require.NoError(t, err)
	assert.Empty(t, report.Findings)
	for _, list := range [][]string{lint.WeaselWords(), lint.ActivityWords()} {
		assert.Equal(t, list, slices.Compact(slices.Clone(list)))
		for _, word := range list {
			assert.Equal(t, strings.ToLower(word), word)
			assert.NotContains(t, word, "-", "phrases are words with spaces between")
		}
	}
}

// TestOptions_attributes: G01 reads the attributes that the host has, and the registry knows its policies.
func TestOptions_attributes(t *testing.T) {
	def := clean()
	k := kpi(def, 0, 0)
	k.Scorer, k.Attributes = bsc.Policy{Name: "binary"}, map[string]string{"pay": "1", "own-word": "y"}
	kpi(def, 0, 1).Scorer = bsc.Policy{Name: "acme.com/half@1"}
	registry := new(bsc.Registry)
	half := bsc.ScorerFunc(func(bsc.ScoreInput) (decimal.Decimal, error) { return decimal.New(50, 0), nil })
	require.NoError(t, registry.Scorer("acme.com/half@1", half.New))
	report, err := lint.Check(lint.Input{Definition: def}, &lint.Options{Registry: registry, Bonus: "pay", SelfReported: "own-word"})
	require.NoError(t, err)
	require.Len(t, report.Findings, 1)
	assert.Equal(t, "G01", report.Findings[0].Rule)
}

// TestRules: the catalogue is complete, and survives JSON without its functions.
func TestRules(t *testing.T) {
	ids := map[string]bool{}
	for _, r := range lint.Rules() {
		assert.False(t, ids[r.ID], r.ID)
		ids[r.ID] = true
		assert.NotEmpty(t, r.Title, r.ID)
		assert.NotEmpty(t, r.Source, r.ID)
		assert.Contains(t, []lint.Severity{lint.SeverityError, lint.SeverityWarning, lint.SeverityInfo}, r.Severity, r.ID)
	}
	assert.Len(t, slices.Collect(maps.Keys(ids)), 26)
	_, err := json.Marshal(lint.Rules())
	require.NoError(t, err)
}
