package main

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The year of some people, computed from their figures in fractions, without the library.
func TestAppraise_byHand(t *testing.T) {
	for _, c := range []struct {
		id                           string
		asOf                         time.Time
		sold, soldTarget             string // what adds up over the months, and the target of those that count
		won, wonTarget               string
		discount, ceiling            string // means of the quarters; lower is better
		weights                      [3]string
		certified                    string
		teamwork, reliability        string // what counted in each quarter
		rating                       bsc.Rating
		total, revenue, competencies string // as printed, to be read here
	}{
		{ // June, a month of leave, is neither in the figures nor in the targets: 11 months
			"cleo", now, "72 71 73 70 76 64 75 77 78 74 80", "770", "2 2 2 3 2 1 2 2 3 2 2", "22", "9.5 9 10 9.5", "10",
			[3]string{"50", "30", "20"},
			"4",
			"3 3 3.5 3.5", "3.5 3.5 3 4", "exceeds", "3.5428181818", "3.5194805195", "3.4166666667",
		},
		{ // there since May: 8 months, and 3 quarters
			"dan", now, "30 38 46 50 54 55 58 61", "400", "0 1 1 1 1 2 1 2", "8", "12 10 9", "10",
			[3]string{"40", "40", "20"},
			"4",
			"3 3 3.5", "2 3 3", "meets", "3.2878666666", "2.8", "2.8333333334",
		},
		{ // there until September: 9 months, and 3 quarters
			"eva", now, "66 64 68 65 67 63 60 58 61", "585", "2 2 3 2 2 2 1 1 2", "18", "10 10 10.6", "10",
			[3]string{"50", "30", "20"},
			"4",
			"3 3 2.5", "3 3 3", "meets", "2.9453777778", "2.7777777778", "2.9444444444",
		},
		{ // as signed; the panel said 3 of the second quarter's teamwork, where the manager had said 4
			"ben", signed, "76 74 75 77 73 75 76 78 74 75 89 76", "900", "2 2 2 2 2 2 2 2 2 2 2 2", "24", "8 8.2 8.1 8.1", "8",
			[3]string{"60", "20", "20"},
			"4",
			"3.5 3 3 3", "3 3 3 3.5", "meets", "3.2307", "3.2", "3.125",
		},
		{ // as known now: 74 in November
			"ben", now, "76 74 75 77 73 75 76 78 74 75 74 76", "900", "2 2 2 2 2 2 2 2 2 2 2 2", "24", "8 8.2 8.1 8.1", "8",
			[3]string{"60", "20", "20"},
			"4",
			"3.5 3 3 3", "3 3 3 3.5", "meets", "3.1747", "3.0333333333", "3.125",
		},
	} {
		revenue := table(percent(sum(c.sold), rat(c.soldTarget)))
		customers := table(percent(sum(c.won), rat(c.wonTarget)))
		discount := table(new(big.Rat).Sub(rat("200"), percent(mean(c.discount), rat(c.ceiling))))
		results := weighted(c.weights[:], revenue, customers, discount)
		goals := weighted([]string{"80", "20"}, results, rat(c.certified))
		conduct := weighted([]string{"1", "2"}, round(mean(c.teamwork)), round(mean(c.reliability)))
		total := weighted([]string{"70", "30"}, goals, conduct)

		a := appraised(t, c.id, c.asOf)
		for ref, want := range map[bsc.Ref]*big.Rat{
			bsc.KPIRef("revenue"): revenue, bsc.KPIRef("customers"): customers, bsc.KPIRef("discount"): discount, bsc.ObjectiveRef("results"): results,
			bsc.PerspectiveRef("goals"): goals, bsc.PerspectiveRef("conduct"): conduct, a.Year.Scorecard().Ref(): total,
		} {
			got, ok := a.Year.ScoreOf(ref).Decimal()
			assert.True(t, ok && got.Rat().Cmp(want) == 0, "%s, %s: the engine has %s, and by hand it is %s", c.id, ref, got, want.FloatString(10))
		}
		assert.Equal(t, c.total, a.Year.Score().String(), c.id)
		assert.Equal(t, c.revenue, a.Year.ScoreOf(bsc.KPIRef("revenue")).String(), c.id)
		assert.Equal(t, c.competencies, a.Year.ScoreOf(bsc.ObjectiveRef("competencies")).String(), c.id)
		assert.Equal(t, c.rating, a.Year.Total().FinalRating, c.id)
	}
}

// TestAppraise_leave checks the quarter of a leave: two months of figures against two months of targets.
func TestAppraise_leave(t *testing.T) {
	a := appraised(t, "cleo", now)
	o, _ := a.Quarters.Results()[1].Of(bsc.KPIRef("revenue"))
	assert.Equal(t, []string{"146", "140"}, []string{o.Actual.Decimal.String(), o.Target.Value.Decimal.String()})
	assert.Equal(t, "1", o.Coverage.String(), "nothing is missing")
}

// TestAppraise_times checks that people have no quarters before they came and after they left.
func TestAppraise_times(t *testing.T) {
	for id, without := range map[string]period.Period{"dan": period.Quarter(2026, 1), "eva": period.Quarter(2026, 4)} {
		for _, quarter := range appraised(t, id, now).Quarters.Results() {
			assert.Equal(t, quarter.Period() != without, quarter.Score().Valid(), "%s in %s", id, quarter.Period())
			assert.Equal(t, quarter.Period() == without, quarter.Total().Flags.Has(bsc.FlagNotApplicable), "%s in %s", id, quarter.Period())
		}
	}
}

// TestAppraise_final checks whose word is final beside what was computed: a rating, a score, and a manager's silence.
func TestAppraise_final(t *testing.T) {
	ana := appraised(t, "ana", now).Year.Total()
	assert.Equal(t, []string{"3.857", "exceeds", "outstanding", "no score", "Panel, calibration"}, []string{ana.Score.String(), string(ana.Rating), string(ana.FinalRating), ana.FinalScore.String(), decidedBy(ana)})
	finn := appraised(t, "finn", now)
	assert.Equal(t, "2", finn.Year.Total().FinalScore.String())
	reliability, _ := finn.Year.Of(bsc.KPIRef("reliability"))
	assert.Equal(t, "2.625", reliability.Counted.String(), "the mean of 3.5, 2.5, 2 and the panel's 2.5")
	gus := appraised(t, "gus", now)
	assert.Equal(t, []string{"nobody else has judged Teamwork in 2026-Q4"}, gus.Attention())
	teamwork, _ := gus.Year.Of(bsc.KPIRef("teamwork"))
	assert.Equal(t, "mean of 2026-Q1, 2026-Q2 and 2026-Q3", teamwork.Assessment.Reason)
	before := appraised(t, "ana", signed.AddDate(0, 0, -3)).Year.Total()
	assert.Equal(t, []string{"exceeds", "the rules, on what was said"}, []string{string(before.FinalRating), decidedBy(before)}, "before the panel met")
}

// TestAppraise_unjudged checks that nobody has a year's score whose conduct nobody else has judged.
func TestAppraise_unjudged(t *testing.T) {
	a := appraised(t, "hana", now, "delete from assessment where person = 'hana' and node = 'kpi:teamwork' and role <> 'self'")
	assert.Equal(t, []string{"no score", "perspective:conduct is required and has no score"}, []string{a.Year.Score().String(), a.Year.Total().Reason.String()})
	assert.Contains(t, a.Attention(), "final rating missing, perspective:conduct is required and has no score")
	praised := appraised(t, "gus", now, "insert into assessment values ('gus', 'scorecard:appraisal', '2026', 'self', '5', null, 'Gus Moreau', '', '2027-01-10 09:00:00')")
	assert.Equal(t, bsc.Rating("meets"), praised.Year.Total().FinalRating, "what he says of himself decides nothing")
}

// appraised returns the appraisal of one person, after some statements.
func appraised(t *testing.T, id string, asOf time.Time, statements ...string) appraisal {
	t.Helper()
	db, err := open(":memory:")
	require.NoError(t, err)
	defer db.Close()
	for _, s := range statements {
		_, err := db.Exec(s)
		require.NoError(t, err)
	}
	c, err := load(db)
	require.NoError(t, err)
	all, err := c.appraise(asOf)
	require.NoError(t, err)
	for _, a := range all {
		if a.ID == id {
			return a
		}
	}
	require.Fail(t, "nobody has the id", id)
	return appraisal{}
}

// table is the score for so many percent of a target: 1 up to 70, 2 at 90, 3 at 100, 5 from 120 on, and lines between.
func table(percent *big.Rat) *big.Rat {
	anchors := [][2]int64{{70, 1}, {90, 2}, {100, 3}, {120, 5}}
	for i, a := range anchors {
		if percent.Cmp(big.NewRat(a[0], 1)) > 0 {
			continue
		}
		if i == 0 {
			return big.NewRat(1, 1)
		}
		from := anchors[i-1]
		score := new(big.Rat).Sub(percent, big.NewRat(from[0], 1))
		score.Mul(score, big.NewRat(a[1]-from[1], a[0]-from[0]))
		return round(score.Add(score, big.NewRat(from[1], 1)))
	}
	return big.NewRat(5, 1)
}

// weighted is a weighted mean of scores, rounded as every score is.
func weighted(weights []string, scores ...*big.Rat) *big.Rat {
	of, by := new(big.Rat), new(big.Rat)
	for i, w := range weights {
		of.Add(of, new(big.Rat).Mul(rat(w), scores[i]))
		by.Add(by, rat(w))
	}
	return round(of.Quo(of, by))
}

// round rounds to ten places, half away from zero.
func round(r *big.Rat) *big.Rat { return rat(r.FloatString(10)) }

func percent(of, target *big.Rat) *big.Rat {
	of = new(big.Rat).Quo(of, target)
	return of.Mul(of, big.NewRat(100, 1))
}

func sum(values string) *big.Rat {
	all := new(big.Rat)
	for v := range strings.FieldsSeq(values) {
		all.Add(all, rat(v))
	}
	return all
}

func mean(values string) *big.Rat {
	all := sum(values)
	return all.Quo(all, big.NewRat(int64(len(strings.Fields(values))), 1))
}

func rat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic(text)
	}
	return r
}
