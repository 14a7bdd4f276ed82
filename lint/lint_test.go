package lint_test

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/lint"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// clean is a definition without findings: four perspectives with two objectives each, l1 to f2, each with its
// own KPI, l1-kpi to f2-kpi, in two chains of links from bottom to top.
func clean() *bsc.Definition {
	def := &bsc.Definition{ID: "clean", Frequency: period.Quarterly, Perspectives: catalog.ClassicPerspectives()}
	for i, names := range [][]string{
		{"Train nurses", "Nurses trained in triage", "Keep nurses", "Nurses who stay a year"},
		{"See patients soon", "Patients seen within an hour", "Write to the doctor", "Letters sent within a week"},
		{"Patients come back", "Patients who return", "Doctors send patients", "Patients sent by doctors"},
		{"Grow income", "Income growth", "Spend within means", "Spending below budget"},
	} {
		p := &def.Perspectives[i]
		for j := range 2 {
			id := p.ID[:1] + strconv.Itoa(j+1)
			p.Objectives = append(p.Objectives, bsc.Objective{
				ID: id, Name: names[2*j], Owner: "Head of " + p.ID,
				KPIs: []bsc.KPI{measure(id+"-kpi", names[2*j+1])},
			})
			if i > 0 {
				from := def.Perspectives[i-1].ID[:1] + strconv.Itoa(j+1)
				def.Links = append(def.Links, bsc.Link{From: bsc.ObjectiveRef(from), To: bsc.ObjectiveRef(id), Delay: 1, Owner: "Head of " + p.ID})
			}
		}
	}
	return def
}

func measure(id, name string) bsc.KPI {
	return bsc.KPI{
		ID: id, Name: name, Owner: "Controller", Source: "ledger", Unit: "%", Frequency: period.Quarterly, Timing: bsc.TimingLead,
		Targets: []bsc.Target{{Baseline: "50", Value: "80"}},
	}
}

// objective and kpi find what a test spoils, by the perspective's place and their own.
func objective(def *bsc.Definition, i, j int) *bsc.Objective {
	return &def.Perspectives[i].Objectives[j]
}

func kpi(def *bsc.Definition, i, j int) *bsc.KPI { return &objective(def, i, j).KPIs[0] }

// evaluated adds a trend of the quarters of 2026 up to one. Every KPI has the value in every quarter, except
// those named.
func evaluated(t *testing.T, in *lint.Input, quarters int, value int64, but map[string][]string) {
	t.Helper()
	card := bsc.MustCompile(in.Definition, nil)
	readings := new(bsc.Readings)
	for q := 1; q <= quarters; q++ {
		for _, ref := range card.Nodes() {
			amount := decimal.New(value, 0)
			if own, ok := but[ref.ID]; ok {
				if own[q-1] == "" {
					continue
				}
				amount = decimal.RequireFromString(own[q-1])
			}
			if ref.Kind == bsc.KindKPI {
				require.NoError(t, readings.Add(bsc.Fact{Ref: ref, Period: period.Quarter(2026, q), Reading: bsc.Reading{Value: amount}}))
			}
		}
	}
	trend, err := history.NewTrend(card, period.Quarter(2026, 1), bsc.Input{Period: period.Quarter(2026, quarters), Readings: readings})
	require.NoError(t, err)
	in.Trend = trend
}

// show writes findings with their places and evidence.
func show(findings []lint.Finding) []string {
	lines := []string{}
	for _, f := range findings {
		line := string(f.Path) + " | " + f.String() + " |"
		for _, e := range f.Evidence {
			line += " " + e.Name + "=" + e.Value
		}
		lines = append(lines, line)
	}
	return lines
}

// notRun writes what did not run, and why.
func notRun(report lint.Report) []string {
	var lines []string
	for _, n := range report.NotRun {
		lines = append(lines, n.Rule+" "+n.Why.String())
	}
	return lines
}

func TestCheck_clean(t *testing.T) {
	report, err := lint.Check(lint.Input{Definition: clean()}, nil)
	require.NoError(t, err)
	assert.Empty(t, report.String())
	assert.Equal(t, "clean", report.Scorecard)

	in := lint.Input{Definition: clean(), Others: []*bsc.Definition{clean()}}
	evaluated(t, &in, 4, 70, nil)
	report, err = lint.Check(in, nil)
	require.NoError(t, err)
	assert.Empty(t, report.String())
	assert.Equal(t, period.Quarter(2026, 4), report.Period)
	assert.Equal(t, []string{`G01 needs KPIs with the attribute "bonus"`}, notRun(report))
}

// TestCheck_quickstart: the first scorecard that people see is clean.
func TestCheck_quickstart(t *testing.T) {
	doc, err := os.ReadFile("../examples/quickstart/scorecard.json")
	require.NoError(t, err)
	def, err := bsc.ParseDefinition(doc, nil)
	require.NoError(t, err)
	for _, asked := range []period.Period{{}, period.Quarter(2026, 3)} {
		report, err := lint.Check(lint.Input{Definition: def, Period: asked}, nil)
		require.NoError(t, err)
		assert.Empty(t, report.String())
	}
	ready, err := lint.CheckReadiness(lint.Input{Definition: def}, nil)
	require.NoError(t, err)
	assert.True(t, ready.Ready)
}

// TestCheck_notRun: the report says what a rule lacks.
func TestCheck_notRun(t *testing.T) {
	def := clean()
	def.Perspectives[1].ID, def.Perspectives[3].ID = "care", "means"
	report, err := lint.Check(lint.Input{Definition: def}, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{
		`S06 needs the perspective "process", or Options.Process with the id of the one that is meant`,
		`S08 needs the perspective "financial", or Options.Financial with the id of the one that is meant`,
		"K02 needs a Period, to see which targets are in force",
		"K04 needs a Period, to see which reviews are due",
		"K04 needs a Trend, to see for how long there is no reading",
		`G01 needs KPIs with the attribute "bonus"`,
		"I01 needs a Result, to see which objectives are in trouble",
		"B01 needs Others, to see which KPIs units have in common",
	}, notRun(report))

	report, err = lint.Check(lint.Input{Definition: def}, &lint.Options{Process: "care", Financial: "means"})
	require.NoError(t, err)
	assert.Equal(t, "K02", report.NotRun[0].Rule)
}

// TestCheck_broken: a definition that does not compile has its problems, and nothing else.
func TestCheck_broken(t *testing.T) {
	def := clean()
	def.Links[0].To = bsc.ObjectiveRef("nobody")
	kpi(def, 0, 0).ID = "L1-kpi" // a typo that breaks nothing
	kpi(def, 0, 1).ID = "l1-kpi"
	kpi(def, 0, 1).Owner = "" // K01, which is not run
	report, err := lint.Check(lint.Input{Definition: def}, &lint.Options{
		Suppress: []lint.Suppression{{Rule: "compile", Reason: "we like it"}, {Rule: "K01", Reason: "we like it"}},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{
		`/perspectives/0/objectives/0 | compile warning objective:l1: objective:l1 has no link on the strategy map (suppressed: we like it) | code=orphan`,
		`/perspectives/0/objectives/1/kpis/0/id | compile warning kpi:l1-kpi: the kpi ids "L1-kpi" and "l1-kpi" differ only by case (suppressed: we like it) | code=similar`,
		`/links/0/to | compile error objective:nobody: there is no objective "nobody" | code=unknown_ref`,
	}, show(report.Findings), "what does not compile cannot be meant")
	assert.Equal(t, 1, report.Count(lint.SeverityError))
	assert.Len(t, report.NotRun, len(lint.Rules())-2, "all but compile and suppression")

	report, err = lint.Check(lint.Input{}, nil)
	require.NoError(t, err)
	assert.Equal(t, "compile error: the definition is nil\n", report.String())
}

func TestCheck_input(t *testing.T) {
	in := lint.Input{Definition: clean()}
	evaluated(t, &in, 2, 70, nil)
	other := clean()
	other.Name = "Other"
	for name, c := range map[string]struct {
		in   lint.Input
		want string
	}{
		"other definition": {lint.Input{Definition: other, Trend: in.Trend}, "the result is of another definition"},
		"other period":     {lint.Input{Definition: clean(), Trend: in.Trend, Period: period.Year(2026)}, "the result is of 2026-Q2, not of 2026"},
		"other result":     {lint.Input{Definition: clean(), Trend: in.Trend, Result: in.Trend.Results()[0]}, "the result is of 2026-Q2, not of 2026-Q1"},
		"no such period":   {lint.Input{Definition: clean(), Period: period.Numbered(2026, 14)}, "the period"},
	} {
		_, err := lint.Check(c.in, nil)
		var input *bsc.InputError
		require.ErrorAs(t, err, &input, name)
		assert.ErrorIs(t, err, bsc.ErrInput, name)
		assert.ErrorContains(t, err, c.want, name)
		_, err = lint.Smart(c.in, nil)
		assert.ErrorContains(t, err, c.want, name)
		_, err = lint.CheckReadiness(c.in, nil)
		assert.ErrorContains(t, err, c.want, name)
	}
}

// TestCheck_order: findings are in document order, and at one place in the order of the rules, whatever runs
// first.
func TestCheck_order(t *testing.T) {
	def := clean()
	def.Perspectives[2].Objectives = nil
	def.Links = slices.DeleteFunc(def.Links, func(l bsc.Link) bool { return l.From.ID[0] == 'c' || l.To.ID[0] == 'c' })
	for i := range 2 {
		kpi(def, i, 1).Owner, kpi(def, i, 1).Name = "", "Quality"
	}
	def.Links[0].Owner = ""
	def.Initiatives = []bsc.Initiative{{ID: "new-ward"}}
	first, err := lint.Check(lint.Input{Definition: def}, nil)
	require.NoError(t, err)
	var places []string
	for _, f := range first.Findings {
		places = append(places, f.Rule+" "+string(f.Path))
	}
	assert.Equal(t, []string{
		"S03 ",
		"M01 /perspectives/0/objectives/0",
		"M01 /perspectives/0/objectives/1",
		"K01 /perspectives/0/objectives/1/kpis/0",
		"K07 /perspectives/0/objectives/1/kpis/0/name",
		"M01 /perspectives/1/objectives/0",
		"M01 /perspectives/1/objectives/1",
		"K01 /perspectives/1/objectives/1/kpis/0",
		"K06 /perspectives/1/objectives/1/kpis/0",
		"K07 /perspectives/1/objectives/1/kpis/0/name",
		"S01 /perspectives/2/objectives",
		"M02 /perspectives/3/objectives/0",
		"M02 /perspectives/3/objectives/1",
		"M04 /links/0",
		"I01 /initiatives/0",
	}, places)
	for range 20 {
		again, err := lint.Check(lint.Input{Definition: def}, nil)
		require.NoError(t, err)
		require.Equal(t, first, again)
	}
}

// TestReport_JSON: a report survives JSON, and so does an empty one.
func TestReport_JSON(t *testing.T) {
	def := clean()
	kpi(def, 0, 1).Owner, kpi(def, 0, 1).Name = "", "Quality\u202e"
	def.Links[0].Owner = ""
	for _, in := range []lint.Input{{Definition: def, Period: period.Year(2026)}, {Definition: clean()}, {}} {
		report, err := lint.Check(in, &lint.Options{Suppress: []lint.Suppression{{Rule: "M04", Reason: "known"}}})
		require.NoError(t, err)
		doc, err := json.Marshal(report)
		require.NoError(t, err)
		assert.NotContains(t, string(doc), "null")
		var back lint.Report
		require.NoError(t, json.Unmarshal(doc, &back))
		assert.Equal(t, report, back)
	}
}

// TestFinding_String: a line is a line, whatever a host's names have in them.
func TestFinding_String(t *testing.T) {
	def := clean()
	kpi(def, 0, 1).Name = "Quality\u2028of \u202eeverything " + strings.Repeat("é", 100)
	kpi(def, 0, 1).Owner = "A\ue000, B"
	report, err := lint.Check(lint.Input{Definition: def}, nil)
	require.NoError(t, err)
	require.Len(t, report.Findings, 2)
	assert.Equal(t, 2, strings.Count(report.String(), "\n"))
	assert.NotContains(t, report.String(), "\u202e")
	assert.Less(t, len(report.String()), 600)
	f := lint.Finding{Rule: "acme.com/a@1", Severity: lint.SeverityInfo, Path: "/themes", Message: words.Text("one\ntwo\xff")}
	assert.Equal(t, "acme.com/a@1 info /themes: one\uFFFDtwo\uFFFD", f.String())
}

// TestCheck_leavesInputAlone: nothing of the input is changed.
func TestCheck_leavesInputAlone(t *testing.T) {
	def := clean()
	in := lint.Input{Definition: def, Period: period.Quarter(2026, 1)}
	for _, run := range []func() error{
		func() error { _, err := lint.Check(in, nil); return err },
		func() error { _, err := lint.Smart(in, nil); return err },
		func() error { _, err := lint.CheckReadiness(in, nil); return err },
	} {
		require.NoError(t, run())
		assert.Equal(t, clean(), def)
	}
}
