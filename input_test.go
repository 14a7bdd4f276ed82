package bsc_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
)

// TestEvaluate_unknownAssessments is given assessments of nodes that there are not, as many as there are nodes: four
// times as many of both take four times as long, and the first say what may be meant.
func TestEvaluate_unknownAssessments(t *testing.T) {
	evaluation := func(n int) func() bsc.Problems {
		in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}}
		for i := range n {
			in.Assessments = append(in.Assessments, bsc.Assessment{Ref: bsc.KPIRef(fmt.Sprintf("x%d", i)), Score: "1"})
		}
		card := bsc.MustCompile(cardOf(bsc.Objective{ID: "o", KPIs: manyStated(n)}), nil)
		return func() bsc.Problems {
			_, err := card.Evaluate(in)
			return problems(t, err)
		}
	}
	few, many := evaluation(4_000), evaluation(16_000)
	cost.AtMost(t, 10, func() { many() }, func() { few() })
	assert.Equal(t, `did you mean "kpi:k0"?`, few()[0].Hint)
}

// TestEvaluate_assessmentsOverTime checks which of several judgements holds.
func TestEvaluate_assessmentsOverTime(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 7, d, 0, 0, 0, 0, time.UTC) }
	judged := func(score bsc.Number, asked period.Period, at time.Time) bsc.Assessment {
		return bsc.Assessment{Ref: bsc.KPIRef("k"), Score: score, Period: asked, RecordedAt: at}
	}
	june := period.Month(2026, 6)
	all := []bsc.Assessment{judged("1", period.Period{}, day(9)), judged("2", june, day(1)), judged("3", june, day(5)), judged("4", period.Month(2026, 5), day(2)), judged("5", period.Period{}, time.Time{})}
	def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
	for _, c := range []struct {
		period period.Period
		asOf   time.Time
		want   string
	}{
		{june, time.Time{}, "3"},
		{june, day(4), "2"},
		{june, day(5), "3"},
		{june, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), "5"},
		{period.Month(2026, 5), time.Time{}, "4"},
		{period.Month(2026, 4), time.Time{}, "1"},
		{period.Month(2026, 4), day(8), "5"},
	} {
		for range 2 {
			result := evaluate(t, def, bsc.Input{Period: c.period, AsOf: c.asOf, Readings: new(bsc.Readings), Assessments: all})
			assert.Equal(t, c.want, string(of(t, result, bsc.KPIRef("k")).Assessment.Score), fmt.Sprint(c.period, c.asOf))
			slices.Reverse(all)
		}
	}
}

// TestScorecard_CheckReading says of single readings what CheckReadings says of many.
func TestScorecard_CheckReading(t *testing.T) {
	def := oracle.CardOf(
		bsc.KPI{ID: "sales", Frequency: period.Monthly}, bsc.KPI{ID: "any"},
		bsc.KPI{ID: "rate", Calculator: policy("sum", `{"of": ["sales"]}`)},
	)
	card := bsc.MustCompile(def, nil)
	for line, want := range map[string]string{
		"sales 2026-07 1": "", "any 2026-Q3 1": "",
		"sale 2026-07 1":  `kpi:sale: a reading for "kpi:sale", which the scorecard does not have; did you mean "kpi:sales"?`,
		"rate 2026-07 1":  `kpi:rate: a reading for "kpi:rate", which is calculated`,
		"any 2026-P13 1":  "kpi:any: 2026-P13 is not in the calendar (P01 to P12)",
		"sales 2026-Q3 1": "kpi:sales: a reading for 2026-Q3, where readings are by the month (readings of its frequency)",
	} {
		facts := readings(t, line)
		err := card.CheckReading(facts.Facts()[0])
		assert.Equal(t, want == "", card.Takes(facts.Facts()[0]), line)
		if want == "" {
			assert.NoError(t, err)
			assert.Empty(t, card.CheckReadings(facts))
			continue
		}
		assert.EqualError(t, err, want)
		assert.Equal(t, []string{want}, oracle.Lines(card.CheckReadings(facts)))
	}
	assert.ErrorIs(t, new(bsc.Scorecard).CheckReading(bsc.Fact{Ref: bsc.KPIRef("a")}), bsc.ErrUnknownKPI)
}
