package bsc_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// recorded is a day on which something was recorded.
func recorded(day int) time.Time { return time.Date(2026, 7, day, 9, 0, 0, 0, time.UTC) }

// says is an assessment of the KPI sales.
func says(role string, asked period.Period, day int, score bsc.Number) bsc.Assessment {
	a := bsc.Assessment{Ref: bsc.KPIRef("sales"), Role: role, Period: asked, Score: score, Author: "by " + role}
	if day > 0 {
		a.RecordedAt = recorded(day)
	}
	return a
}

// TestEvaluate_roles checks which assessments hold, in which order, and which counts; in every order of the input.
func TestEvaluate_roles(t *testing.T) {
	june, every := period.Month(2026, 6), period.Period{}
	roles := []string{"self", "manager", "calibration"}
	cases := []struct {
		name  string
		roles []string
		asOf  int
		all   []bsc.Assessment
		want  string // the scores that hold, the one that counts in brackets
	}{
		{"authority beats time", roles, 0, []bsc.Assessment{says("self", june, 9, "1"), says("manager", june, 1, "2")}, "1 [2]"},
		{"authority beats period", roles, 0, []bsc.Assessment{says("self", june, 9, "1"), says("manager", every, 1, "2")}, "1 [2]"},
		{"within a role the period first", roles, 0, []bsc.Assessment{says("self", june, 1, "1"), says("self", every, 9, "2")}, "[1]"},
		{"then the moment", roles, 0, []bsc.Assessment{says("self", june, 1, "1"), says("self", june, 9, "2"), says("manager", every, 2, "3"), says("manager", every, 1, "4")}, "2 [3]"},
		{"as it was known", roles, 2, []bsc.Assessment{says("self", june, 1, "1"), says("self", june, 9, "2"), says("manager", every, 3, "3")}, "[1]"},
		{"all three", roles, 0, []bsc.Assessment{says("calibration", june, 0, "3"), says("manager", june, 0, "2"), says("self", june, 0, "1")}, "1 2 [3]"},
		{"other periods are not asked", roles, 0, []bsc.Assessment{says("self", june, 1, "1"), says("manager", period.Month(2026, 5), 9, "2"), says("manager", period.Year(2026), 9, "2")}, "[1]"},
		{"without roles the last, by name", nil, 0, []bsc.Assessment{says("self", june, 1, "1"), says("manager", june, 2, "2"), says("", june, 3, "3")}, "[3] 2 1"},
		{"without roles the period first", nil, 0, []bsc.Assessment{says("self", june, 1, "1"), says("manager", every, 9, "2")}, "2 [1]"},
		{"a third decides", nil, 0, []bsc.Assessment{says("self", june, 1, "1"), says("manager", june, 1, "2"), says("peer", june, 2, "3")}, "2 [3] 1"},
	}
	for _, c := range cases {
		def := oracle.Small()
		def.Roles = c.roles
		card := bsc.MustCompile(def, nil)
		assert.Equal(t, c.roles, card.Roles())
		for turn := range 6 {
			in := bsc.Input{Period: june, Readings: new(bsc.Readings), Assessments: c.all}
			if c.asOf > 0 {
				in.AsOf = recorded(c.asOf)
			}
			rand.New(rand.NewPCG(uint64(turn), 1)).Shuffle(len(c.all), func(i, j int) { c.all[i], c.all[j] = c.all[j], c.all[i] })
			result, err := card.Evaluate(in)
			require.NoError(t, err, c.name)
			o := of(t, result, bsc.KPIRef("sales"))
			var got []string
			for _, a := range o.Assessments {
				text := string(a.Score)
				if a == *o.Assessment {
					text = "[" + text + "]"
				}
				got = append(got, text)
			}
			assert.Equal(t, c.want, strings.Join(got, " "), c.name)
		}
	}
}

// TestEvaluate_refusedAssessments checks what is said of assessments that cannot all be right.
func TestEvaluate_refusedAssessments(t *testing.T) {
	june := period.Month(2026, 6)
	roles := []string{"self", "manager"}
	rated := says("self", period.Month(2026, 5), 2, "")
	rated.Rating = bsc.RatingRed
	for _, c := range []struct {
		roles []string
		rule  bsc.Rollup
		asked period.Period
		all   []bsc.Assessment
		code  bsc.Code
		want  string
	}{
		{roles, "", june, []bsc.Assessment{says("manger", june, 1, "1")}, bsc.ErrValue, `bsc: kpi:sales: an assessment of kpi:sales with the unknown role "manger" (self, manager); did you mean "manager"?`},
		{roles, "", june, []bsc.Assessment{says("", june, 1, "1")}, bsc.ErrValue, `bsc: kpi:sales: an assessment of kpi:sales without a role (self, manager)`},
		{nil, "", june, []bsc.Assessment{says("a\nb", june, 1, "1")}, bsc.ErrValue, `bsc: kpi:sales: an assessment of kpi:sales: the role "a\nb" has a line break or a tab`},
		{roles, "", june, []bsc.Assessment{says("self", june, 1, "1"), says("self", june, 2, "2"), says("self", june, 1, "3")}, bsc.ErrDuplicate, `bsc: kpi:sales: a second assessment of kpi:sales as "self", recorded at the same moment`},
		{nil, "", june, []bsc.Assessment{says("self", june, 1, "1"), says("", june, 1, "2")}, bsc.ErrConflict, `bsc: kpi:sales: two assessments of kpi:sales in 2026-06, one without a role and one as "self", recorded at the same moment: neither comes first (one that was recorded last); state the roles of the definition: the last that has spoken counts`},
		{roles, bsc.RollupMean, period.Quarter(2026, 2), []bsc.Assessment{says("self", june, 1, "1"), rated}, bsc.ErrValue, `bsc: kpi:sales: a mean over the assessment of kpi:sales in 2026-05 as "self", which has only a rating (a score in each of them, or one for the period evaluated); the roll-ups last, min and max do with ratings`},
		{roles, bsc.RollupMax, period.Quarter(2026, 2), []bsc.Assessment{says("self", june, 1, "1"), rated}, bsc.ErrValue, `bsc: kpi:sales: the max of the assessments of kpi:sales in 2026-05 as "self", with only a rating, and in 2026-06 as "self", with only a score (a score in each of them, or a rating in each, or one for the period evaluated)`},
	} {
		def := oracle.Small()
		def.Roles, def.Defaults.AssessmentRollup = c.roles, c.rule
		_, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: c.asked, Readings: new(bsc.Readings), Assessments: c.all})
		require.ErrorIs(t, err, c.code)
		assert.True(t, strings.HasPrefix(err.Error(), c.want), err.Error())
	}
}

// TestOutcome_advice shows what advisory roles say: it neither counts nor rates, above and below.
func TestOutcome_advice(t *testing.T) {
	def := oracle.Small()
	def.Defaults.Assessments, def.Advisory = bsc.AssessmentsCount, []string{"self"}
	self := says("self", period.Period{}, 1, "1")
	result := evaluate(t, def, bsc.Input{Readings: all, Assessments: []bsc.Assessment{self}})
	plain := evaluate(t, def, bsc.Input{Readings: all})
	o, want := of(t, result, bsc.KPIRef("sales")), of(t, plain, bsc.KPIRef("sales"))
	assert.Equal(t, []bsc.Assessment{self}, o.Assessments)
	o.Assessments = nil
	assert.Equal(t, want, o)
	assert.Equal(t, plain.Total(), result.Total())
	assert.Equal(t, plain.Display(bsc.KPIRef("sales"), 1), result.DisplayFinal(bsc.KPIRef("sales"), 1))
	assert.Equal(t, []string{"self"}, result.Scorecard().Advisory())
	def.Roles = nil
	for i := range 64 {
		def.Roles = append(def.Roles, fmt.Sprint("r", i))
	}
	require.NoError(t, bsc.Check(def, nil).Err(), "no more than are allowed")
	def.Roles = []string{"manager"}
	_, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: all, Assessments: []bsc.Assessment{says("slef", period.Period{}, 1, "1")}})
	assert.ErrorContains(t, err, `with the unknown role "slef" (manager, self); did you mean "self"?`)
}

// TestOutcome_FinalRating: the rating that is stated, else what the threshold gives the score, else the computed one;
// whether assessments count or not.
func TestOutcome_FinalRating(t *testing.T) {
	for _, rule := range []bsc.AssessmentRule{bsc.AssessmentsBeside, bsc.AssessmentsCount} {
		def := oracle.Small()
		def.Defaults.Assessments = rule
		def.Perspectives[1].Objectives[0].KPIs[1].Threshold = bsc.NewPolicy("bands", bsc.BandsArgs{On: "actual", Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: bsc.BandLimit{Value: "8"}}}})
		in := bsc.Input{Readings: bsc.Actuals{"hours": dec("10"), "sales": dec("5"), "margin": dec("9")}, Assessments: []bsc.Assessment{
			{Ref: bsc.KPIRef("sales"), Score: "95"},
			{Ref: bsc.KPIRef("margin"), Score: "10"},
			{Ref: bsc.ObjectiveRef("train"), Score: "100", Rating: bsc.RatingAmber},
		}}
		result := evaluate(t, def, in)
		for ref, want := range map[bsc.Ref]string{
			bsc.KPIRef("sales"):        "red green",   // by its bands on the score
			bsc.KPIRef("margin"):       "green green", // by its bands on the actual
			bsc.KPIRef("hours"):        "green green", // nobody has said anything
			bsc.ObjectiveRef("train"):  "green amber", // as it is stated
			bsc.PerspectiveRef("high"): map[bsc.AssessmentRule]string{bsc.AssessmentsBeside: "amber amber", bsc.AssessmentsCount: "red red"}[rule],
		} {
			o := of(t, result, ref)
			assert.Equal(t, want, fmt.Sprint(o.Rating, " ", o.FinalRating), "%s %s", rule, ref)
		}
		assert.Equal(t, map[bsc.Rating]int{"red": 1, "amber": 0, "green": 2, "": 0}, result.CountRatings(bsc.KindKPI))
		assert.Equal(t, map[bsc.Rating]int{"red": 0, "amber": 0, "green": 3, "": 0}, result.CountFinalRatings(bsc.KindKPI))
	}
	assert.Nil(t, new(bsc.Result).CountFinalRatings(bsc.KindKPI))
}

// TestResult_DisplayFinal does not round a judged score into another band.
func TestResult_DisplayFinal(t *testing.T) {
	in := bsc.Input{Readings: all, Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Score: "89.96"}, {Ref: bsc.KPIRef("margin"), Rating: "red", Score: "91.25"}, {Ref: bsc.KPIRef("hours"), Rating: "red"}}}
	result := evaluate(t, oracle.Small(), in)
	for id, want := range map[string]string{"sales": "89.9", "margin": "91.3", "hours": "no score", "none": "no score"} {
		assert.Equal(t, want, result.DisplayFinal(bsc.KPIRef(id), 1), id)
	}
	assert.Equal(t, "no score", new(bsc.Result).DisplayFinal(bsc.KPIRef("sales"), 1))
}

// TestExplain_judged names who has judged what, at the node and above it.
func TestExplain_judged(t *testing.T) {
	deliver := bsc.ObjectiveRef("deliver")
	card := bsc.MustCompile(appraisal(), nil)
	in := bsc.Input{Period: period.Quarter(2026, 1), Readings: bsc.Actuals{"releases": dec("2")}, Assessments: []bsc.Assessment{
		{Ref: deliver, Role: "manager", Score: "2", Rating: "meets", Author: "Max", Reason: "late"}, {Ref: deliver, Role: "self", Rating: "exceeds", Author: "Ana"},
	}}
	theirs, err := card.Evaluate(in)
	require.NoError(t, err)
	text := func(r *bsc.Result, of bsc.Ref) string {
		x, err := r.Explain(of)
		require.NoError(t, err)
		return x.String()
	}
	whole := text(theirs, card.Ref())
	for _, line := range []string{
		"  perspective:work: score 2, weight 1, share 1, contributes 2 (as assessed below it)\n",
		"    objective:deliver: score 2, weight 1, share 1, contributes 2 (as assessed by Max as manager)\n",
		"      assessed 2 meets by Max as manager: late\n      assessed exceeds by Ana as self\n      final rating meets: the assessment by Max as manager counts\n",
	} {
		assert.Contains(t, whole, line)
	}
	// In the org unit above, the judged score and rating stand, and whose they are.
	own := bsc.KPI{ID: "ana", Scorer: bsc.Policy{Name: "stated"}}
	def := appraisal()
	def.Perspectives[0].Objectives[0].KPIs = []bsc.KPI{own}
	above, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: in.Period, Readings: bsc.Actuals{}, Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("ana"), Result: theirs, Of: deliver}}})
	require.NoError(t, err)
	o := of(t, above, bsc.KPIRef("ana"))
	assert.Equal(t, "2 meets meets judged", fmt.Sprint(o.Score, " ", o.Rating, " ", o.FinalRating, " ", o.Flags))
	assert.Equal(t, "2 below judged", fmt.Sprint(above.Score(), " ", above.Total().Rating, " ", above.Total().Flags))
	assert.Equal(t, "2.0", above.Display(bsc.KPIRef("ana"), 1))
	whole = text(above, above.Scorecard().Ref())
	for _, line := range []string{
		"kpi:ana: score 2, weight 1, share 1, contributes 2 (as assessed by Max as manager)\n",
		"rating meets, as it is assessed 2 meets by Max as manager: late\n",
		"it stands for what is assessed 2 meets by Max as manager: late\n",
	} {
		assert.Contains(t, whole, line)
	}
}

// TestOutcome_FinalRating_fails: a host's threshold that fails on the judged score says so.
func TestOutcome_FinalRating_fails(t *testing.T) {
	reg := new(bsc.Registry)
	require.NoError(t, reg.Threshold("test.example/low@1", func(bsc.Args) (bsc.Threshold, error) {
		return bsc.ThresholdFunc(func(in bsc.RateInput) (bsc.Rating, error) {
			if score, _ := in.Score.Decimal(); score.GreaterThan(dec("60")) {
				return "", fmt.Errorf("%s is too high", score)
			}
			return bsc.RatingRed, nil
		}), nil
	}))
	def := oracle.Small()
	def.Defaults.Threshold = bsc.Policy{Name: "test.example/low@1"}
	card := bsc.MustCompile(def, &bsc.Options{Registry: reg})
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": dec("5")}, Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Score: "70"}}}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	o := of(t, result, bsc.KPIRef("sales"))
	assert.Equal(t, "red  failed", fmt.Sprint(o.Rating, " ", o.FinalRating, " ", o.Flags))
	assert.ErrorContains(t, o.Err, `kpi:sales: the threshold "test.example/low@1", of an assessment: 70 is too high`)
}

// TestFlagJudged climbs as far as a judgement decides scores: not under beside, not from a weight of 0 unless a veto
// looks at it, and not from what does not apply.
func TestFlagJudged(t *testing.T) {
	judged := func(change func(d *bsc.Definition), in bsc.Input) string {
		def := oracle.Small()
		def.Defaults.Assessments = bsc.AssessmentsCount
		change(def)
		var refs []string
		for o := range evaluate(t, def, in).All() {
			if o.Flags.Has(bsc.FlagJudged) {
				refs = append(refs, o.Ref.ID)
			}
		}
		return strings.Join(refs, " ")
	}
	sales := bsc.Assessment{Ref: bsc.KPIRef("sales"), Score: "10"}
	in := bsc.Input{Readings: all, Assessments: []bsc.Assessment{sales}}
	nothing := func(*bsc.Definition) {}
	kpi := func(d *bsc.Definition) *bsc.KPI { return &d.Perspectives[1].Objectives[0].KPIs[0] }
	assert.Equal(t, "card high grow sales", judged(nothing, in))
	assert.Equal(t, "", judged(func(d *bsc.Definition) { d.Defaults.Assessments = "" }, in))
	assert.Equal(t, "sales", judged(func(d *bsc.Definition) { kpi(d).Weight = "0" }, in))
	assert.Equal(t, "card high grow sales", judged(func(d *bsc.Definition) {
		kpi(d).Weight = "0"
		d.Perspectives[1].Objectives[0].Aggregator = bsc.NewPolicy("veto", bsc.VetoArgs{Limit: "20", Cap: "1", Children: []string{"sales"}})
	}, in))
	assert.Equal(t, "card low train high grow sales", judged(func(d *bsc.Definition) { d.Perspectives[0].Objectives[0].Uses = []bsc.Use{{KPI: "sales"}} }, in))
	assert.Equal(t, "card high grow sales", judged(func(d *bsc.Definition) { d.Perspectives[0].Objectives[0].Uses = []bsc.Use{{KPI: "sales", Weight: "0"}} }, in))
	assert.Equal(t, "card high grow sales", judged(func(d *bsc.Definition) { kpi(d).Scorer = bsc.Policy{Name: "none"} }, in))
	assert.Equal(t, "sales", judged(func(d *bsc.Definition) { d.Perspectives[1].Objectives[0].Quota.MinCoverage = "1" }, bsc.Input{Readings: bsc.Actuals{"hours": dec("1")}, Assessments: in.Assessments}))
	in.Assessments = []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Rating: bsc.RatingRed}}
	assert.Equal(t, "", judged(nothing, in), "a rating decides no score")
	assert.Equal(t, "card high grow", judged(func(d *bsc.Definition) {
		d.Perspectives[1].Objectives[0].Aggregator = bsc.Policy{Name: "most_frequent"}
	}, in))
}

// TestFlagJudged_board: on a board it comes and goes with what applies, though no score moves.
func TestFlagJudged_board(t *testing.T) {
	reg := new(bsc.Registry)
	require.NoError(t, reg.Aggregator("test.example/first@1", func(bsc.Args) (bsc.Aggregator, error) {
		return bsc.AggregatorFunc(func(in bsc.AggregateInput) (decimal.Decimal, error) { return in.Parts[0].Score, nil }), nil
	}))
	def := oracle.Small()
	def.Defaults.Assessments = bsc.AssessmentsCount
	def.Perspectives[1].Aggregator = bsc.Policy{Name: "test.example/first@1"}
	card := bsc.MustCompile(def, &bsc.Options{Registry: reg})
	in := bsc.Input{Period: period.Year(2026), Assessments: []bsc.Assessment{{Ref: bsc.KPIRef("sales"), Score: "50"}}}
	board, err := card.Board(in)
	require.NoError(t, err)
	set := func(id string, r bsc.Reading) string {
		h, ok := card.KPI(id)
		require.True(t, ok)
		require.NoError(t, board.Apply(bsc.Update{Of: h, Reading: r}))
		high := of(t, board.Result(), bsc.PerspectiveRef("high"))
		return fmt.Sprint(high.Score, " ", high.Flags)
	}
	set("margin", bsc.Reading{Value: dec("5")})
	assert.Equal(t, "50 judged", set("sales", bsc.Reading{Value: dec("1")}))
	assert.Equal(t, "50 ", set("sales", bsc.Reading{State: bsc.StateNotApplicable}))
	assert.Equal(t, "50 judged", set("sales", bsc.Reading{Value: dec("1")}))
}

// TestAssessments_doors evaluates the same assessments through every door.
func TestAssessments_doors(t *testing.T) {
	deliver := bsc.ObjectiveRef("deliver")
	card := bsc.MustCompile(appraisal(), nil)
	readings := new(bsc.Readings)
	var all []bsc.Assessment
	for quarter := 1; quarter <= 4; quarter++ {
		asked := period.Quarter(2026, quarter)
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: "ana", Ref: bsc.KPIRef("releases"), Period: asked, Reading: bsc.Reading{Value: dec("3")}}))
		all = append(all, bsc.Assessment{OrgUnit: "ana", Ref: deliver, Period: asked, Role: "manager", Score: bsc.Number(fmt.Sprint(quarter)), Author: "Max"})
	}
	in := bsc.Input{OrgUnit: "ana", Readings: readings, Assessments: all}
	said := func(r *bsc.Result) string {
		o := of(t, r, deliver)
		return fmt.Sprint(r.Period(), " ", o.Counted, " ", o.FinalRating, " ", r.Score(), " ", r.Total().Flags)
	}
	quarters := []string{"2026-Q1 1 below 1 judged", "2026-Q2 2 below 2 judged", "2026-Q3 3 meets 3 judged", "2026-Q4 4 exceeds 4 judged"}
	var got []string
	in.Period = period.Quarter(2026, 4)
	for r, err := range card.EvaluatePeriods(period.Quarter(2026, 1), in) {
		require.NoError(t, err)
		got = append(got, said(r))
	}
	assert.Equal(t, quarters, got)
	trend, err := history.NewTrend(card, period.Quarter(2026, 1), in)
	require.NoError(t, err)
	got = nil
	for _, r := range trend.Results() {
		got = append(got, said(r))
	}
	assert.Equal(t, quarters, got)

	in.Period = period.Year(2026)
	const year = "2026 2.5 meets 2.5 judged"
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) { yield(in) }) {
		require.NoError(t, err)
		assert.Equal(t, year, said(r))
	}
	board, err := card.Board(in)
	require.NoError(t, err)
	assert.Equal(t, year, said(board.Result()))
	def, top := appraisal(), appraisal()
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "team", Definition: top},
		{ID: "ana", Parent: "team", Definition: def, Contributes: []cascade.Contribution{{Mode: cascade.Contributory, From: deliver, To: deliver}}},
	}, nil)
	require.NoError(t, err)
	result, err := org.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, year, said(result.Of("ana")))
	assert.Equal(t, "2.5 judged", fmt.Sprint(result.Of("team").Score(), " ", result.Of("team").Total().Flags&bsc.FlagJudged))
}
