package bsc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// judged is a card on a scale from 1 to 5: a goal that is stated, with weight 3, beside a competency that people judge.
// The change is made to the competency and its definition.
func judged(change func(k *bsc.KPI, d *bsc.Definition)) *bsc.Definition {
	d := &bsc.Definition{
		ID: "card", Scale: bsc.Scale{Min: "1", Met: "3", Cap: "5"}, Roles: []string{"self", "manager"},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
			{ID: "goal", Weight: "3", Scorer: bsc.Policy{Name: "stated"}}, {ID: "team", Scorer: bsc.Policy{Name: "judged"}},
		}}}}},
	}
	if change != nil {
		change(&d.Perspectives[0].Objectives[0].KPIs[1], d)
	}
	return d
}

// stands shows how a node stands in one line.
func stands(t *testing.T, r *bsc.Result, ref bsc.Ref) string {
	o := of(t, r, ref)
	text := fmt.Sprintf("%v [%v, %v] counts %v, coverage %v, %s>%s, %s", o.Score, o.Low, o.High, o.Counted, o.Coverage, o.Rating, o.FinalRating, o.Flags)
	if !o.Reason.IsZero() {
		text += ": " + o.Reason.String()
	}
	return text
}

// goals are a source that has nothing but goals, and counts what it is asked for.
type goals struct{ asked map[bsc.Ref]int }

func (g goals) Reading(q bsc.Query) (bsc.Reading, bool) {
	g.asked[q.Ref]++
	return bsc.Reading{Value: dec("2")}, q.Ref == bsc.KPIRef("goal")
}

// TestJudged checks the outcomes of a KPI that people judge, and of what is above it.
func TestJudged(t *testing.T) {
	team, june := bsc.KPIRef("team"), period.Month(2026, 6)
	by := func(role string, score bsc.Number, rating bsc.Rating) bsc.Assessment {
		return bsc.Assessment{Ref: team, Role: role, Score: score, Rating: rating}
	}
	type change = func(k *bsc.KPI, d *bsc.Definition)
	missing := func(rule bsc.MissingRule) change {
		return func(k *bsc.KPI, _ *bsc.Definition) { k.Missing.Rule = rule }
	}
	since := func(from, until period.Period) change {
		return func(k *bsc.KPI, _ *bsc.Definition) { k.Since, k.Until = from, until }
	}
	day := func(n int) time.Time { return time.Date(2026, 6, n, 12, 0, 0, 0, time.UTC) }
	const (
		open  = "no score [1, 5] counts no score, coverage 0, >, no_data: nobody has judged it yet"
		three = "3 [3, 3] counts 3, coverage 1, green>green, judged"
	)
	for _, c := range []struct {
		name   string
		change change
		in     bsc.Input
		said   []bsc.Assessment
		want   string
		total  string // (3×2 + what is judged) / 4
	}{
		{"nobody has spoken", nil, bsc.Input{}, nil, open, "2 [1.75, 2.75] counts 2, coverage 0.75, red>red, partial"},
		{"judged", nil, bsc.Input{}, []bsc.Assessment{by("manager", "3", "")}, three, "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
		{"the last role", nil, bsc.Input{}, []bsc.Assessment{by("manager", "3", ""), by("self", "5", "")}, three, "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
		{"beside elsewhere", func(_ *bsc.KPI, d *bsc.Definition) { d.Defaults.Assessments = bsc.AssessmentsBeside }, bsc.Input{}, []bsc.Assessment{by("manager", "3", "")}, three, "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
		{"at the least", nil, bsc.Input{}, []bsc.Assessment{by("self", "1", "")}, "1 [1, 1] counts 1, coverage 1, red>red, judged", "1.75 [1.75, 1.75] counts 1.75, coverage 1, red>red, judged"},
		{"at the most", nil, bsc.Input{}, []bsc.Assessment{by("self", "5", "")}, "5 [5, 5] counts 5, coverage 1, green>green, judged", "2.75 [2.75, 2.75] counts 2.75, coverage 1, amber>amber, judged"},
		{"with a rating", nil, bsc.Input{}, []bsc.Assessment{by("self", "3", "amber")}, "3 [3, 3] counts 3, coverage 1, green>amber, judged", "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
		{"with a rating alone", nil, bsc.Input{}, []bsc.Assessment{by("self", "", "green")}, "no score [1, 5] counts no score, coverage 0, >green, no_data: judged by a rating alone, which has no score", "2 [1.75, 2.75] counts 2, coverage 0.75, red>red, partial"},
		{"as it is given", func(_ *bsc.KPI, d *bsc.Definition) { d.Defaults.Round = &bsc.Rounding{} }, bsc.Input{}, []bsc.Assessment{by("self", "2.6", "")}, "2.6 [2.6, 2.6] counts 2.6, coverage 1, amber>amber, judged", "2 [2, 2] counts 2, coverage 1, red>red, judged"},
		{"missing: zero", missing(bsc.MissingZero), bsc.Input{}, nil, "no score [1, 5] counts 1, coverage 0, >, no_data: nobody has judged it yet", "1.75 [1.75, 2.75] counts 1.75, coverage 0.75, red>red, partial"},
		{"missing: require", missing(bsc.MissingRequire), bsc.Input{}, nil, open, "no score [1.75, 2.75] counts no score, coverage 0.75, >, no_data: no child has a score"},
		{"carried forward by default", func(_ *bsc.KPI, d *bsc.Definition) {
			d.Defaults.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 3}
		}, bsc.Input{}, nil, open, "2 [1.75, 2.75] counts 2, coverage 0.75, red>red, partial"},
		{"before it begins", since(period.Month(2026, 7), period.Period{}), bsc.Input{}, []bsc.Assessment{by("self", "3", "")}, "no score [no score, no score] counts no score, coverage 0, >green, not_due: not due yet", "2 [2, 2] counts 2, coverage 1, red>red, "},
		{"in its first month", since(june, period.Period{}), bsc.Input{}, []bsc.Assessment{by("self", "3", "")}, three, "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
		{"in its last month", since(period.Period{}, june), bsc.Input{}, []bsc.Assessment{by("self", "3", "")}, three, "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
		{"after it ends", since(period.Period{}, period.Month(2026, 5)), bsc.Input{}, []bsc.Assessment{by("self", "3", "")}, "no score [no score, no score] counts no score, coverage 0, >green, not_applicable: not applicable", "2 [2, 2] counts 2, coverage 1, red>red, "},
		{"before the person was there", nil, bsc.Input{Since: period.Month(2026, 7)}, []bsc.Assessment{by("self", "3", "")}, "no score [no score, no score] counts no score, coverage 0, >green, not_applicable: not applicable", "no score [no score, no score] counts no score, coverage 0, >, not_applicable: not applicable"},
		{"before the month", nil, bsc.Input{AsOf: day(-1)}, []bsc.Assessment{by("self", "3", "")}, "no score [no score, no score] counts no score, coverage 0, >green, not_due: not due yet", "no score [no score, no score] counts no score, coverage 0, >, not_due: not due yet"},
		{"in the month", nil, bsc.Input{AsOf: day(1)}, []bsc.Assessment{by("self", "3", "")}, three, "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
		{"not due in the month", nil, bsc.Input{AsOf: day(30)}, nil, "no score [no score, no score] counts no score, coverage 0, >, not_due: not due yet", "2 [2, 2] counts 2, coverage 1, red>red, "},
		{"not overdue after it", nil, bsc.Input{AsOf: day(31)}, nil, open, "2 [1.75, 2.75] counts 2, coverage 0.75, red>red, partial"},
		{"nor in the days of grace", func(k *bsc.KPI, _ *bsc.Definition) { k.GraceDays = 1 }, bsc.Input{AsOf: day(31)}, nil, "no score [no score, no score] counts no score, coverage 0, >, not_due: not due yet", "2 [2, 2] counts 2, coverage 1, red>red, "},
		{"of the other timing", nil, bsc.Input{Timing: bsc.TimingLead}, []bsc.Assessment{by("self", "3", "")}, "no score [no score, no score] counts no score, coverage 0, >green, unscored: not a lead KPI", "no score [no score, no score] counts no score, coverage 0, >, unscored: nothing below it counts"},
		{"of the timing asked for", func(k *bsc.KPI, _ *bsc.Definition) { k.Timing = bsc.TimingLead }, bsc.Input{Timing: bsc.TimingLead}, []bsc.Assessment{by("self", "3", "")}, three, "3 [3, 3] counts 3, coverage 1, green>green, judged"},
		{"final readings only", nil, bsc.Input{FinalOnly: true}, []bsc.Assessment{by("self", "3", "")}, three, "2.25 [2.25, 2.25] counts 2.25, coverage 1, amber>amber, judged"},
	} {
		source := goals{map[bsc.Ref]int{}}
		c.in.Period, c.in.Assessments, c.in.Readings = june, c.said, source
		card, err := bsc.Compile(judged(c.change), nil)
		require.NoError(t, err, c.name)
		assert.Empty(t, card.Warnings(), c.name)
		result, err := card.Evaluate(c.in)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, stands(t, result, team), c.name)
		if c.name != "missing: require" {
			assert.Equal(t, c.total, stands(t, result, card.Ref()), c.name)
		} else {
			assert.False(t, result.Score().Valid(), c.name)
		}
		assert.Zero(t, source.asked[team], c.name)
		o := of(t, result, team)
		assert.False(t, o.Actual.Valid || o.Target.Rule != "" || len(o.Window.Gaps) > 0, c.name)
		assert.Empty(t, result.Missing(team), c.name)

		c.in.Readings = bsc.Actuals{"goal": dec("2")}
		whole, err := card.Evaluate(c.in)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, stands(t, whole, team), "%s, of Actuals", c.name)
		board, err := card.Board(c.in)
		require.NoError(t, err, c.name)
		goal, _ := card.KPI("goal")
		require.NoError(t, board.Set(goal, dec("3")))
		require.NoError(t, board.Set(goal, dec("2")))
		for _, ref := range card.Nodes() {
			assert.Equal(t, stands(t, whole, ref), stands(t, board.Result(), ref), "%s, on a board: %s", c.name, ref)
		}
	}
}

// TestJudged_everywhere follows four quarters and their year through every door.
func TestJudged_everywhere(t *testing.T) {
	team := bsc.KPIRef("team")
	def := judged(func(_ *bsc.KPI, d *bsc.Definition) { d.Defaults.AssessmentRollup = bsc.RollupMean })
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{OrgUnit: "ana", Period: period.Quarter(2026, 4)}
	for q := range 4 {
		in.Assessments = append(in.Assessments, bsc.Assessment{Ref: team, Period: period.Quarter(2026, q+1), Role: "self", Score: bsc.NumberOf(dec(fmt.Sprint(q + 1)))})
	}
	source := goals{map[bsc.Ref]int{}}
	in.Readings = source
	quarters := []string{"2026-Q1 1 1.75", "2026-Q2 2 2", "2026-Q3 3 2.25", "2026-Q4 4 2.5"}
	var got []string
	said := func(r *bsc.Result) string { return fmt.Sprint(r.Period(), " ", r.ScoreOf(team), " ", r.Score()) }
	for r, err := range card.EvaluatePeriods(period.Quarter(2026, 1), in) {
		require.NoError(t, err)
		got = append(got, said(r))
	}
	assert.Equal(t, quarters, got)
	got = nil
	trend, err := history.NewTrend(card, period.Quarter(2026, 1), in)
	require.NoError(t, err)
	for _, r := range trend.Results() {
		got = append(got, said(r))
	}
	assert.Equal(t, quarters, got)
	in.Period = period.Year(2026)
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) { yield(in) }) {
		require.NoError(t, err)
		assert.Equal(t, "2026 2.5 2.125", said(r))
	}
	assert.Zero(t, source.asked[team])
	needs, err := card.Needs(period.Period{}, bsc.Input{Period: period.Year(2026), Targets: bsc.TargetsByOrgUnit{}})
	require.NoError(t, err)
	assert.Equal(t, []string{" kpi:goal 2026..2026"}, needTexts(needs.Readings))
	for _, n := range needs.Targets {
		assert.NotEqual(t, team, n.Ref)
	}

	other, err := card.With(bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{team: "1", bsc.KPIRef("goal"): "1"}, Thresholds: map[bsc.Ref]bsc.Policy{team: {Name: "none"}}})
	require.NoError(t, err)
	r, err := other.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "2.5 [2.5, 2.5] counts 2.5, coverage 1, >, judged", stands(t, r, team))
	assert.Equal(t, "2026 2.5 2.25", said(r))

	table, err := card.Table(period.Year(2026), period.Year(2026))
	require.NoError(t, err)
	goal, _ := card.KPI("goal")
	require.NoError(t, table.Fill(goal, 0, []int64{2}))
	in.Readings = table
	r, err = card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "2026 2.5 2.125", said(r))

	top := judged(func(k *bsc.KPI, _ *bsc.Definition) { k.Weight = "0" })
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "top", Definition: top},
		{ID: "ana", Parent: "top", Definition: def, Contributes: []cascade.Contribution{{Mode: cascade.Contributory, From: team, To: bsc.ObjectiveRef("o"), Weight: "1"}}},
	}, nil)
	require.NoError(t, err)
	all := new(bsc.Readings)
	for _, unit := range []string{"top", "ana"} {
		require.NoError(t, all.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("goal"), Period: period.Year(2026), Reading: bsc.Reading{Value: dec("2")}}))
	}
	in.Readings, in.OrgUnit = all, ""
	for i := range in.Assessments {
		in.Assessments[i].OrgUnit = "ana"
	}
	result, err := org.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "2.125 [2.125, 2.125] counts 2.125, coverage 1, red>red, judged", stands(t, result.Of("top"), bsc.ObjectiveRef("o")), "(3×2 + 2.5) / 4")
}

// TestJudged_refused lists what a KPI that people judge cannot have.
func TestJudged_refused(t *testing.T) {
	def := judged(func(k *bsc.KPI, d *bsc.Definition) {
		k.Direction, k.Frequency, k.Rollup, k.Round = bsc.DirectionLower, period.Monthly, bsc.RollupSum, &bsc.Rounding{Places: 1}
		k.Targets = []bsc.Target{{Value: "3"}}
		k.Calculator = bsc.NewPolicy("sum", bsc.ListArgs{Of: []bsc.Operand{{ID: "goal"}}})
		k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}
		kpis := &d.Perspectives[0].Objectives[0].KPIs
		*kpis = append(*kpis, bsc.KPI{ID: "of", Scorer: bsc.Policy{Name: "stated"}, Calculator: bsc.NewPolicy("sum", bsc.ListArgs{Of: []bsc.Operand{{ID: "team"}}})})
	})
	_, err := bsc.Compile(def, nil)
	var all []string
	for _, p := range problems(t, err) {
		all = append(all, p.Error())
	}
	for _, want := range []string{
		"/kpis/1/direction: direction of a KPI that people judge, which has no readings and no target; leave it out, or give the KPI another scorer than judged",
		"/kpis/1/frequency: ", "/kpis/1/rollup: ", "/kpis/1/round: ", "/kpis/1/targets: ", "/kpis/1/calculator: ",
		"/kpis/1/missing/rule: carry_forward carries readings, and people judge the KPI (exclude, zero or require)",
		"/kpis/2/calculator: it reads kpi:team, which people judge and which has no value (a series, or a KPI that is read or calculated)",
	} {
		assert.Contains(t, strings.Join(all, "\n"), want)
	}
	card := bsc.MustCompile(judged(nil), nil)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"goal": dec("2"), "team": dec("3")}}
	const reading = `a reading for "kpi:team", which people judge; give its score as an Assessment`
	_, err = card.Evaluate(in)
	assert.ErrorContains(t, err, reading)
	fact := bsc.Fact{Ref: bsc.KPIRef("team"), Period: in.Period, Reading: bsc.Reading{Value: dec("3")}}
	assert.ErrorContains(t, card.CheckFact(fact), reading)
	assert.False(t, card.Takes(fact))
	in.Readings = bsc.Actuals{"goal": dec("2")}
	board, err := card.Board(in)
	require.NoError(t, err)
	team, _ := card.KPI("team")
	assert.ErrorContains(t, board.Set(team, dec("3")), reading)
	table, err := card.Table(in.Period, in.Period)
	require.NoError(t, err)
	assert.ErrorContains(t, table.Fill(team, 0, []int64{3}), reading)
	in.Targets = bsc.OrgUnitTargets{"team": {Value: "3"}}
	_, err = card.Evaluate(in)
	assert.ErrorContains(t, err, "a target of a KPI that people judge")
	_, err = card.With(bsc.Overrides{Targets: map[bsc.Ref][]bsc.Target{bsc.KPIRef("team"): {{Value: "3"}}}})
	assert.ErrorContains(t, err, "a target of a KPI that people judge")
	in.Targets = nil
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	in.Scores = []bsc.ScoreFrom{{KPI: bsc.KPIRef("team"), Result: result, Of: card.Ref()}}
	_, err = card.Evaluate(in)
	assert.ErrorContains(t, err, "a score for kpi:team, which people judge")
	for _, c := range []cascade.Contribution{
		{Mode: cascade.Additive, From: bsc.KPIRef("team"), To: bsc.KPIRef("goal")},
		{Mode: cascade.Additive, From: bsc.KPIRef("goal"), To: bsc.KPIRef("team")},
	} {
		_, err = cascade.New([]cascade.OrgUnit{{ID: "top", Definition: judged(nil)}, {ID: "ana", Parent: "top", Definition: judged(nil), Contributes: []cascade.Contribution{c}}}, nil)
		assert.ErrorContains(t, err, "people judge it: let its score count, as contributory")
	}
}

// TestJudged_alone checks what is there by a judgement alone: an objective without KPIs, one with KPIs that are only
// shown, such a KPI itself, and a perspective without objectives.
func TestJudged_alone(t *testing.T) {
	june := period.Month(2026, 6)
	bare, shown, empty, goal := bsc.ObjectiveRef("bare"), bsc.KPIRef("shown"), bsc.PerspectiveRef("empty"), bsc.KPIRef("goal")
	def := func(change func(d *bsc.Definition)) *bsc.Definition {
		d := &bsc.Definition{
			ID: "card", Scale: bsc.Scale{Min: "1", Met: "3", Cap: "5"}, Defaults: bsc.Defaults{Assessments: bsc.AssessmentsCount},
			Perspectives: []bsc.Perspective{
				{ID: "p", Objectives: []bsc.Objective{
					{ID: "o", KPIs: []bsc.KPI{{ID: "goal", Scorer: bsc.Policy{Name: "stated"}}, {ID: "shown", Scorer: bsc.Policy{Name: "none"}}}},
					{ID: "bare"},
				}},
				{ID: "empty", Weight: "0"},
			},
		}
		if change != nil {
			change(d)
		}
		return d
	}
	says := func(of bsc.Ref, score bsc.Number) bsc.Assessment { return bsc.Assessment{Ref: of, Score: score} }
	for _, c := range []struct {
		name   string
		change func(d *bsc.Definition)
		in     bsc.Input
		said   []bsc.Assessment
		of     bsc.Ref
		want   string
		total  string
	}{
		{"an objective without KPIs", nil, bsc.Input{}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts 4, coverage 1, >green, judged: judged, not computed", "3 1 judged"},
		{"without a judgement", nil, bsc.Input{}, nil, bare, "no score [no score, no score] counts no score, coverage 0, >, unscored: nothing below it counts", "2 1 "},
		{"beside", func(d *bsc.Definition) { d.Defaults.Assessments = "" }, bsc.Input{}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts no score, coverage 0, >green, unscored: nothing below it counts", "2 1 "},
		{"a rating alone", nil, bsc.Input{}, []bsc.Assessment{{Ref: bare, Rating: "green"}}, bare, "no score [no score, no score] counts no score, coverage 0, >green, unscored: nothing below it counts", "2 1 "},
		{"a KPI that is only shown", nil, bsc.Input{}, []bsc.Assessment{says(shown, "4")}, shown, "no score [no score, no score] counts 4, coverage 1, >green, judged: judged, not computed", "3 1 judged"},
		{"an objective of such KPIs", func(d *bsc.Definition) {
			d.Perspectives[0].Objectives[1].KPIs = []bsc.KPI{{ID: "other", Scorer: bsc.Policy{Name: "none"}}}
		}, bsc.Input{}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts 4, coverage 1, >green, judged: judged, not computed", "3 1 judged"},
		{"one of weight 0 is not computed", func(d *bsc.Definition) {
			d.Perspectives[0].Objectives[1].KPIs = []bsc.KPI{{ID: "other", Scorer: bsc.Policy{Name: "none"}}, {ID: "free", Weight: "0"}}
		}, bsc.Input{}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts 4, coverage 1, >green, judged: judged, not computed", "3 1 judged"},
		{"one that is computed and does not apply", func(d *bsc.Definition) {
			d.Perspectives[0].Objectives[1].KPIs = []bsc.KPI{{ID: "other", Scorer: bsc.Policy{Name: "none"}}, {ID: "old", Scorer: bsc.Policy{Name: "stated"}, Until: period.Month(2026, 5)}}
		}, bsc.Input{}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts no score, coverage 0, >green, unscored: nothing below it counts", "2 1 "},
		{"a perspective without objectives", func(d *bsc.Definition) { d.Perspectives[1].Weight = "" }, bsc.Input{}, []bsc.Assessment{says(empty, "4")}, empty, "no score [no score, no score] counts 4, coverage 1, >green, judged: judged, not computed", "3 1 judged"},
		{"a KPI that does not apply", func(d *bsc.Definition) { d.Perspectives[0].Objectives[0].KPIs[1].Until = period.Month(2026, 5) }, bsc.Input{}, []bsc.Assessment{says(shown, "4")}, shown, "no score [no score, no score] counts no score, coverage 0, >green, unscored: shown, not scored", "2 1 "},
		{"a KPI that is not due", nil, bsc.Input{AsOf: time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC)}, []bsc.Assessment{says(shown, "4")}, shown, "no score [no score, no score] counts no score, coverage 0, >green, unscored: shown, not scored", "2 1 "},
		{"a period that has not begun", nil, bsc.Input{AsOf: time.Date(2026, 5, 31, 0, 0, 0, 0, time.UTC)}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts no score, coverage 0, >green, unscored: nothing below it counts", "no score 0 unscored"},
		{"a person who has left", nil, bsc.Input{Until: period.Month(2026, 5)}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts no score, coverage 0, >green, unscored: nothing below it counts", "no score 0 unscored"},
		{"a quota", func(d *bsc.Definition) { d.Perspectives[0].Quota.MinChildren = 2 }, bsc.Input{}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts 4, coverage 1, >green, judged: judged, not computed", "3 1 judged"},
		{"a quota that is not met", func(d *bsc.Definition) { d.Perspectives[0].Quota.MinChildren = 2 }, bsc.Input{}, nil, bare, "no score [no score, no score] counts no score, coverage 0, >, unscored: nothing below it counts", "no score 1 no_data"},
		{"the most frequent rating", func(d *bsc.Definition) {
			d.Perspectives[0].Aggregator.Name = "most_frequent"
			d.Perspectives[0].Objectives[1].Weight = "2"
		}, bsc.Input{}, []bsc.Assessment{says(bare, "4")}, bare, "no score [no score, no score] counts 4, coverage 1, >green, judged: judged, not computed", "2.8 1 judged"},
	} {
		c.in.Period, c.in.Readings, c.in.Assessments = june, goals{map[bsc.Ref]int{}}, c.said
		card, err := bsc.Compile(def(c.change), nil)
		require.NoError(t, err, c.name)
		result, err := card.Evaluate(c.in)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, stands(t, result, c.of), c.name)
		total := result.Total()
		assert.Equal(t, c.total, fmt.Sprint(total.Score, " ", total.Coverage, " ", total.Flags), c.name)

		c.in.Readings = new(bsc.Readings)
		board, err := card.Board(c.in)
		require.NoError(t, err, c.name)
		handle, _ := card.KPI(goal.ID)
		require.NoError(t, board.Set(handle, dec("5")))
		require.NoError(t, board.Set(handle, dec("2")))
		for _, ref := range card.Nodes() {
			if ref != shown { // which has a reading of 2 above
				assert.Equal(t, stands(t, result, ref), stands(t, board.Result(), ref), "%s, on a board: %s", c.name, ref)
			}
		}
	}
}

// TestJudged_aloneContributed: such a node brings its score to another org unit, too.
func TestJudged_aloneContributed(t *testing.T) {
	def := judged(func(_ *bsc.KPI, d *bsc.Definition) {
		d.Defaults.Assessments = bsc.AssessmentsCount
		d.Perspectives[0].Objectives = append(d.Perspectives[0].Objectives, bsc.Objective{ID: "bare"})
	})
	bare := bsc.ObjectiveRef("bare")
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "top", Definition: def},
		{ID: "ana", Parent: "top", Definition: def, Contributes: []cascade.Contribution{{Mode: cascade.Contributory, From: bare, To: bare}}},
	}, nil)
	require.NoError(t, err)
	in := bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings)}
	for _, c := range []struct {
		said []bsc.Assessment
		want string
	}{
		{nil, "no score [no score, no score] counts no score, coverage 0, >, unscored: nothing below it counts"},
		{[]bsc.Assessment{{OrgUnit: "ana", Ref: bare, Role: "self", Score: "4"}}, "4 [4, 4] counts 4, coverage 1, green>green, judged"},
	} {
		in.Assessments = c.said
		result, err := org.Evaluate(in)
		require.NoError(t, err)
		assert.Equal(t, c.want, stands(t, result.Of("top"), bare))
	}
}

// TestJudged_aloneExplained shows where the weight goes.
func TestJudged_aloneExplained(t *testing.T) {
	def := judged(func(_ *bsc.KPI, d *bsc.Definition) {
		d.Defaults.Assessments = bsc.AssessmentsCount
		d.Perspectives[0].Objectives = append(d.Perspectives[0].Objectives, bsc.Objective{ID: "bare"})
	})
	card := bsc.MustCompile(def, nil)
	require.Len(t, card.Warnings(), 1)
	assert.ErrorContains(t, card.Warnings()[0], `the objective has no KPIs; fill it, or judge it: under "assessments": "count" an assessment counts for it`)
	result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"goal": dec("2")}, Assessments: []bsc.Assessment{
		{Ref: bsc.ObjectiveRef("bare"), Role: "manager", Score: "4", Author: "Max"},
	}})
	require.NoError(t, err)
	x, err := result.Explain(bsc.PerspectiveRef("p"))
	require.NoError(t, err)
	assert.Contains(t, x.String(), "objective:bare: score 4, weight 1, share 0.5, contributes 2 (as assessed by Max as manager)\n")
	assert.Contains(t, x.String(), "  objective:bare: no score, judged, not computed\n    assessed 4 by Max as manager\n    final rating green\n")
	o := of(t, result, bsc.ObjectiveRef("bare"))
	assert.Equal(t, "0.5", o.EffectiveWeight.String())
}
