package bsc_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_joinedAssessments checks what is made of the assessments of a year's parts.
func TestEvaluate_joinedAssessments(t *testing.T) {
	q := func(n int) period.Period { return period.Quarter(2026, n) }
	rated := func(a bsc.Assessment, r bsc.Rating) bsc.Assessment {
		a.Rating = r
		return a
	}
	thirds := []bsc.Assessment{says("self", q(1), 1, "70"), says("self", q(2), 3, "70"), says("self", q(4), 2, "60")}
	for _, c := range []struct {
		name string
		rule bsc.Rollup
		all  []bsc.Assessment
		want string
	}{
		{"mean", bsc.RollupMean, thirds, "66.6666666667  by self, 3 July: mean of 2026-Q1, 2026-Q2 and 2026-Q4; final amber"},
		{"last", bsc.RollupLast, thirds, "60  by self, 3 July: last of 2026-Q1, 2026-Q2 and 2026-Q4: 2026-Q4; final amber"},
		{"min", bsc.RollupMin, thirds, "60  by self, 3 July: min of 2026-Q1, 2026-Q2 and 2026-Q4: 2026-Q4; final amber"},
		{"max, the first of equals", bsc.RollupMax, thirds, "70  by self, 3 July: max of 2026-Q1, 2026-Q2 and 2026-Q4: 2026-Q1; final amber"},
		{"nothing without the rule", "", thirds, ""},
		{"of one", bsc.RollupLast, thirds[:1], "70  by self, 1 July: last of 2026-Q1; final amber"},
		{"the year's own", bsc.RollupMean, append([]bsc.Assessment{says("self", period.Year(2026), 1, "10")}, thirds...), "10  by self, 1 July: ; final red"},
		{"before one of every period", bsc.RollupMean, append([]bsc.Assessment{says("self", period.Period{}, 9, "10")}, thirds...), "66.6666666667  by self, 3 July: mean of 2026-Q1, 2026-Q2 and 2026-Q4; final amber"},
		{"a quarter stands for its months", bsc.RollupMean, []bsc.Assessment{
			says("self", period.Month(2026, 2), 1, "0"), says("self", period.Month(2026, 3), 1, "0"), says("self", q(1), 1, "90"), says("self", period.Month(2026, 4), 1, "100"), says("self", period.Year(2025), 1, "0"),
		}, "95  by self, 1 July: mean of 2026-Q1 and 2026-04; final green"},
		{"the latest of each part", bsc.RollupMean, []bsc.Assessment{says("self", q(1), 1, "10"), says("self", q(1), 2, "80")}, "80  by self, 2 July: mean of 2026-Q1; final amber"},
		{"by rating", bsc.RollupMin, []bsc.Assessment{rated(says("self", q(1), 1, ""), "green"), rated(says("self", q(2), 1, "99"), "red")}, "99 red by self, 1 July: min of 2026-Q1 and 2026-Q2: 2026-Q2; final red"},
		{"the best by rating", bsc.RollupMax, []bsc.Assessment{rated(says("self", q(1), 1, ""), "green"), rated(says("self", q(2), 1, "99"), "red")}, " green by self, 1 July: max of 2026-Q1 and 2026-Q2: 2026-Q1; final green"},
		{"the score before the rating", bsc.RollupMin, []bsc.Assessment{rated(says("self", q(1), 1, "1"), "green"), rated(says("self", q(2), 1, "99"), "red")}, "1 green by self, 1 July: min of 2026-Q1 and 2026-Q2: 2026-Q1; final green"},
		{"last of ratings", bsc.RollupLast, []bsc.Assessment{rated(says("self", q(1), 1, ""), "green"), says("self", q(2), 1, "12")}, "12  by self, 1 July: last of 2026-Q1 and 2026-Q2: 2026-Q2; final red"},
	} {
		def := oracle.Small()
		def.Defaults.AssessmentRollup = c.rule
		card := bsc.MustCompile(def, nil)
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings), Assessments: c.all})
		require.NoError(t, err, c.name)
		o, got := of(t, result, bsc.KPIRef("sales")), ""
		if a := o.Assessment; a != nil {
			got = fmt.Sprintf("%s %s %s, %s: %s; final %s", a.Score, a.Rating, a.Author, a.RecordedAt.Format("2 January"), a.Reason, o.FinalRating)
			assert.Equal(t, period.Year(2026), a.Period)
		}
		assert.Equal(t, c.want, got, c.name)
	}
}

// TestEvaluate_joinedRoles names the author that all have in common and no other, and the first twelve of many parts.
func TestEvaluate_joinedRoles(t *testing.T) {
	def := oracle.Small()
	def.Roles, def.Defaults.AssessmentRollup = []string{"self", "manager"}, bsc.RollupMean
	def.Calendar = period.Calendar{StartMonth: 7} // 2026 ends in June
	all := []bsc.Assessment{says("self", period.Month(2025, 7), 1, "10"), says("self", period.Month(2026, 6), 1, "20"), says("self", period.Month(2026, 7), 1, "99")}
	for day := 1; day <= 13; day++ {
		a := says("manager", period.Day(2026, 1, day), 1, "50")
		a.Author = fmt.Sprint(day % 2)
		all = append(all, a)
	}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings), Assessments: all})
	require.NoError(t, err)
	o := of(t, result, bsc.KPIRef("sales"))
	require.Len(t, o.Assessments, 2)
	assert.Equal(t, "15 by self mean of 2025-07 and 2026-06", string(o.Assessments[0].Score)+" "+o.Assessments[0].Author+" "+o.Assessments[0].Reason)
	assert.Equal(t, "45.3333333333", string(o.Assessment.Score), "13 of 50 between one of 10 and one of 20")
	assert.Empty(t, o.Assessment.Author)
	assert.True(t, strings.HasPrefix(o.Assessment.Reason, "mean of 2025-07 (self), 2026-01-01 (manager), "), o.Assessment.Reason)
	assert.True(t, strings.HasSuffix(o.Assessment.Reason, ", 2026-01-11 (manager) and 3 more"), o.Assessment.Reason)
}

// TestEvaluate_joinedLastWord takes for each part of a year the last word that was spoken there.
func TestEvaluate_joinedLastWord(t *testing.T) {
	q := func(n int) period.Period { return period.Quarter(2026, n) }
	manager := []bsc.Assessment{says("manager", q(1), 1, "3"), says("manager", q(2), 1, "3"), says("manager", q(3), 1, "3"), says("manager", q(4), 1, "3")}
	manager[1].Score = "2.5"
	and := func(more ...bsc.Assessment) []bsc.Assessment { return slices.Concat(manager, more) }
	roles := []string{"self", "manager", "calibration"}
	for _, c := range []struct {
		name            string
		roles, advisory []string
		rule            bsc.Rollup
		all             []bsc.Assessment
		want            string // what holds of each role, the one that counts in brackets; then its reason
	}{
		{"a quarter calibrated", roles, nil, bsc.RollupMean, and(says("calibration", q(2), 2, "2")), // (3+2+3+3)/4
			"manager 2.875 [calibration 2.75] mean of 2026-Q1 (manager), 2026-Q2 (calibration), 2026-Q3 (manager) and 2026-Q4 (manager)"},
		{
			"self where nobody else has spoken", roles, nil, bsc.RollupMean,
			[]bsc.Assessment{manager[0], says("self", q(1), 9, "5"), says("self", q(2), 9, "4"), says("calibration", q(3), 1, "1")},
			"self 4.5 manager 3.5 [calibration 2.6666666667] mean of 2026-Q1 (manager), 2026-Q2 (self) and 2026-Q3 (calibration)",
		},
		{
			"the manager's word on the year counts before one calibrated quarter", roles, nil, bsc.RollupMean, and(says("manager", period.Year(2026), 1, "4"), says("calibration", q(2), 1, "2")),
			"[manager 4] calibration 2.75 ",
		},
		{
			"a month of a higher role stands for the quarter", roles, nil, bsc.RollupMean, and(says("calibration", period.Month(2026, 5), 1, "2"), says("self", period.Month(2026, 6), 1, "5")),
			"self 5 manager 2.875 [calibration 2.75] mean of 2026-Q1 (manager), 2026-05 (calibration), 2026-Q3 (manager) and 2026-Q4 (manager)",
		},
		{
			"a half of a lower role does not", roles, nil, bsc.RollupMean, and(says("self", period.Half(2026, 1), 9, "5")),
			"self 5 [manager 2.875] mean of 2026-Q1, 2026-Q2, 2026-Q3 and 2026-Q4",
		},
		{
			"last", roles, nil, bsc.RollupLast, and(says("calibration", q(2), 2, "2")),
			"manager 3 [calibration 3] last of 2026-Q1 (manager), 2026-Q2 (calibration), 2026-Q3 (manager) and 2026-Q4 (manager): 2026-Q4",
		},
		{
			"min", roles, nil, bsc.RollupMin, and(says("calibration", q(2), 2, "2")),
			"manager 2.5 [calibration 2] min of 2026-Q1 (manager), 2026-Q2 (calibration), 2026-Q3 (manager) and 2026-Q4 (manager): 2026-Q2",
		},
		{
			"advice is beside",
			[]string{"manager"},
			[]string{"self", "peer"},
			bsc.RollupMean, and(says("peer", q(2), 9, "1"), says("self", q(1), 9, "5"), says("self", q(2), 9, "4")),
			"[manager 2.875] self 4.5 peer 1 mean of 2026-Q1, 2026-Q2, 2026-Q3 and 2026-Q4",
		},
		{"advice alone decides nothing", []string{"manager"}, []string{"self"}, bsc.RollupMean, []bsc.Assessment{says("self", q(1), 9, "5"), says("self", q(2), 9, "4")}, "self 4.5"},
		{
			"without roles anybody who does not only advise", nil,
			[]string{"self"},
			bsc.RollupMean, and(says("self", q(2), 9, "5"), says("peer", q(2), 2, "2")),
			"[ 2.75] self 5 mean of 2026-Q1 (manager), 2026-Q2 (peer), 2026-Q3 (manager) and 2026-Q4 (manager)",
		},
		{"without roles, of one", nil, nil, bsc.RollupMean, and(says("manager", q(2), 2, "2")), "[manager 2.75] mean of 2026-Q1, 2026-Q2, 2026-Q3 and 2026-Q4"},
		{"without roles, the year's own of anybody", nil, nil, bsc.RollupMean, and(says("peer", period.Year(2026), 1, "4"), says("manager", period.Period{}, 9, "1")), "manager 1 [peer 4] "},
		{"without roles, one of every period", nil, nil, bsc.RollupMean, and(says("peer", period.Period{}, 9, "4"), says("manager", period.Period{}, 9, "1")), "[manager 2.875] peer 4 mean of 2026-Q1, 2026-Q2, 2026-Q3 and 2026-Q4"},
	} {
		def := oracle.Small()
		def.Roles, def.Advisory, def.Defaults.AssessmentRollup = c.roles, c.advisory, c.rule
		for turn := range 4 {
			rand.New(rand.NewPCG(uint64(turn), 1)).Shuffle(len(c.all), func(i, j int) { c.all[i], c.all[j] = c.all[j], c.all[i] })
			result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings), Assessments: c.all})
			require.NoError(t, err, c.name)
			o := of(t, result, bsc.KPIRef("sales"))
			var got []string
			for _, a := range o.Assessments {
				text := a.Role + " " + string(a.Score)
				if o.Assessment != nil && a == *o.Assessment {
					text = "[" + text + "]"
				}
				got = append(got, text)
				byRole, ok := o.AssessmentOf(a.Role)
				assert.True(t, ok && byRole == a, c.name)
			}
			if o.Assessment != nil {
				got = append(got, o.Assessment.Reason)
				assert.Equal(t, string(o.Assessment.Score), o.FinalScore.String(), c.name)
			}
			assert.Equal(t, c.want, strings.Join(got, " "), c.name)
			_, ok := o.AssessmentOf("nobody")
			assert.False(t, ok)
		}
	}
}

// TestEvaluate_joinedRefused: what cannot be made is said once, and two words at once on a part only where that part is
// looked at.
func TestEvaluate_joinedRefused(t *testing.T) {
	q := func(n int) period.Period { return period.Quarter(2026, n) }
	roles := []string{"self", "manager", "calibration"}
	refused := func(roles []string, all ...bsc.Assessment) (texts []string) {
		def := oracle.Small()
		def.Roles, def.Defaults.AssessmentRollup = roles, bsc.RollupMean
		_, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings), Assessments: all})
		var input *bsc.InputError
		if errors.As(err, &input) {
			for _, p := range input.Problems {
				texts = append(texts, p.Detail.String())
			}
		}
		return texts
	}
	self, rated := says("self", q(2), 1, ""), says("calibration", q(2), 1, "")
	self.Rating, rated.Rating = bsc.RatingRed, bsc.RatingRed
	assert.Equal(t, []string{`a mean over the assessment of kpi:sales in 2026-Q2 as "self", which has only a rating`}, refused(roles, self, says("manager", q(1), 1, "3"), says("calibration", q(4), 1, "2")))
	assert.Equal(t, []string{`a mean over the assessment of kpi:sales in 2026-Q2 as "self", which has only a rating`, `a mean over the assessment of kpi:sales in 2026-Q2 as "calibration", which has only a rating`}, refused(roles, self, rated))
	atOnce := []bsc.Assessment{says("a", q(2), 1, "1"), says("b", q(2), 1, "2")}
	assert.Equal(t, []string{`two assessments of kpi:sales in 2026-Q2, one as "a" and one as "b", recorded at the same moment: neither comes first`}, refused(nil, atOnce...))
	assert.Empty(t, refused(nil, append(atOnce, says("c", q(2), 2, "3"))...), "a third decides")
	assert.Empty(t, refused(nil, append(atOnce, says("c", period.Half(2026, 1), 0, "3"))...), "the larger stands for it")
}

// TestAssessments_weight: what is made of parts weighs as the lowest role in it, and a word on the period itself as much
// as its role.
func TestAssessments_weight(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "judged"}})
	def.Roles = []string{"self", "manager", "calibration"}
	def.Defaults.AssessmentRollup = bsc.RollupMean
	card := bsc.MustCompile(def, nil)
	year := period.Year(2026)
	says := func(role, score string, of period.Period) bsc.Assessment {
		return bsc.Assessment{Ref: bsc.KPIRef("k"), Role: role, Score: bsc.Number(score), Period: of}
	}
	q := func(n int) period.Period { return period.Quarter(2026, n) }
	quarters := []bsc.Assessment{says("manager", "30", q(1)), says("manager", "20", q(2)), says("manager", "30", q(3)), says("manager", "30", q(4))}
	for _, c := range []struct {
		name string
		said []bsc.Assessment
		want string
	}{
		{"the manager's quarters", quarters, "27.5"},
		{"and self's year", append([]bsc.Assessment{says("self", "90", year)}, quarters...), "27.5"},
		{"one calibrated", append([]bsc.Assessment{says("calibration", "10", q(1))}, quarters...), "22.5"},
		{"and the manager's year", append([]bsc.Assessment{says("calibration", "10", q(1)), says("manager", "50", year)}, quarters...), "50"},
		{"all that is judged is calibrated", []bsc.Assessment{says("calibration", "10", q(1)), says("manager", "50", year)}, "10"},
	} {
		r, err := card.Evaluate(bsc.Input{Period: year, Readings: new(bsc.Readings), Assessments: c.said})
		require.NoError(t, err, c.name)
		o, _ := r.Of(bsc.KPIRef("k"))
		assert.Equal(t, c.want, o.FinalScore.String(), c.name)
	}
}

// TestAssessments_time: what is said of a period in which the org unit, or the KPI, is not there, is no part of the year.
func TestAssessments_time(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "judged"}}
	until := kpi
	until.ID, until.Until = "until", period.Month(2026, 6)
	def := oracle.CardOf(kpi, until)
	def.Defaults.AssessmentRollup = bsc.RollupMean
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings), Since: period.Month(2026, 5), Until: period.Month(2026, 9)}
	for i, score := range []bsc.Number{"10", "20", "30", "90"} {
		for _, id := range []string{"k", "until"} {
			in.Assessments = append(in.Assessments, bsc.Assessment{Ref: bsc.KPIRef(id), Period: period.Quarter(2026, i+1), Score: score})
		}
	}
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "25", r.ScoreOf(bsc.KPIRef("k")).String(), "the second and third quarter")
	assert.Equal(t, "20", r.ScoreOf(bsc.KPIRef("until")).String(), "the second quarter")
}

// TestAssessments_none: a perspective makes nothing of its parts, where the definition does.
func TestAssessments_none(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
	def.Defaults.AssessmentRollup = bsc.RollupMean
	def.Perspectives[0].Defaults.AssessmentRollup = bsc.RollupNone
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings)}
	for _, ref := range []bsc.Ref{card.Ref(), bsc.PerspectiveRef("p"), bsc.ObjectiveRef("o"), bsc.KPIRef("k")} {
		in.Assessments = append(in.Assessments, bsc.Assessment{Ref: ref, Period: period.Quarter(2026, 1), Score: "30"})
	}
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	made := ""
	for o := range r.All() {
		made += fmt.Sprint(o.Ref.Kind, " ", o.Assessment != nil, "; ")
	}
	assert.Equal(t, "scorecard true; perspective true; objective false; kpi false; ", made)
}
