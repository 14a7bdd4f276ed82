package bsc_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
	assert.Equal(t, `did you mean "kpi:k0"?`, few()[0].Hint.String())
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

// TestScorecard_CheckFact says of single facts what CheckReadings says of many.
func TestScorecard_CheckFact(t *testing.T) {
	def := oracle.CardOf(
		bsc.KPI{ID: "sales", Frequency: period.Monthly}, bsc.KPI{ID: "any"},
		bsc.KPI{ID: "rate", Calculator: policy("sum", `{"of": ["sales"]}`)},
	)
	def.Series = []bsc.Series{{ID: "cost"}}
	card := bsc.MustCompile(def, nil)
	for line, want := range map[string]string{
		"sales 2026-07 1": "", "any 2026-Q3 1": "",
		"sale 2026-07 1":        `kpi:sale: a reading for "kpi:sale", which the scorecard does not have; did you mean "kpi:sales"?`,
		"cost 2026-07 1":        `kpi:cost: a reading for "kpi:cost", which the scorecard does not have; it has a series of that id: write "series:cost"`,
		"series:any 2026-Q3 1":  `series:any: a reading for "series:any", which the scorecard does not have; it has a KPI of that id: write "kpi:any"`,
		"series:rate 2026-Q3 1": `series:rate: a reading for "series:rate", which the scorecard does not have`,
		"rate 2026-07 1":        `kpi:rate: a reading for "kpi:rate", which is calculated`,
		"any 2026-P13 1":        "kpi:any: 2026-P13 is not in the calendar (P01 to P12)",
		"sales 2026-Q3 1":       "kpi:sales: a reading for 2026-Q3, where readings are by the month (readings of its frequency)",
	} {
		facts := readings(t, line)
		p := card.CheckFact(facts.Facts()[0])
		assert.Equal(t, want == "", card.Takes(facts.Facts()[0]), line)
		if want == "" {
			assert.Nil(t, p)
			assert.Empty(t, card.CheckReadings(facts))
			continue
		}
		assert.EqualError(t, p, want)
		assert.Equal(t, []string{want}, oracle.Lines(card.CheckReadings(facts)))
	}
	assert.ErrorIs(t, new(bsc.Scorecard).CheckFact(bsc.Fact{Ref: bsc.KPIRef("a")}), bsc.ErrUnknownRef)
}

// TestReadings_Add_anyOrder adds facts one by one, and in batches, in any order: they come out by their moments, what
// is there already changes nothing, and what contradicts it is refused.
func TestReadings_Add_anyOrder(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 2))
	fact := func(second int, value string) bsc.Fact {
		zone := time.FixedZone("", g.IntN(20)*600)
		f := bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2026)}
		f.Value, f.RecordedAt = dec(value), time.Unix(int64(second), 0).In(zone)
		return f
	}
	for _, batch := range []int{1, 7, 1000} {
		const n = 600
		var facts []bsc.Fact
		for _, second := range g.Perm(n) {
			facts = append(facts, fact(second, fmt.Sprint(second)))
		}
		facts = append(facts, fact(3, "3"), fact(590, "590"))
		readings := new(bsc.Readings)
		for part := range slices.Chunk(facts, batch) {
			require.NoError(t, readings.Add(part...))
		}
		all := readings.Facts()
		require.Len(t, all, n)
		for second, f := range all {
			require.Equal(t, fmt.Sprint(second), f.Value.String())
		}
		err := readings.Add(
			fact(5, "7"), fact(n, "0"), fact(n+1, "0"),
			fact(-2, "1"), fact(-2, "1"), fact(-2, "2"), fact(-1, "1"),
		)
		require.ErrorIs(t, err, bsc.ErrConflict)
		require.Len(t, problems(t, err), 2)
		assert.Equal(t, bsc.Pointer("/0"), problems(t, err)[0].Path)
		assert.Equal(t, bsc.Pointer("/5"), problems(t, err)[1].Path)
		assert.Equal(t, all, readings.Facts(), "nothing is added")
		require.NoError(t, readings.Add(fact(n, "0"), fact(n+1, "0"), fact(-2, "1"), fact(-2, "1"), fact(-1, "1")))
		assert.Len(t, readings.Facts(), n+4)
		assert.Equal(t, int64(-2), readings.Facts()[0].RecordedAt.Unix())
		got, _ := readings.Reading(bsc.Query{Ref: bsc.KPIRef("k"), Period: period.Year(2026), AsOf: time.Unix(-2, 0)})
		assert.Equal(t, "1", got.Value.String())
	}
}
