package bsc_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A tally counts what it is asked, and has 1 for every period.
type tally struct{ asked int }

func (c *tally) Reading(bsc.Query) (bsc.Reading, bool) {
	c.asked++
	return bsc.Reading{Value: dec("1")}, true
}

// TestScorecard_EvaluatePeriods evaluates a period when its result is asked for, and not before; a loop may be left, and
// the same range looped over again.
func TestScorecard_EvaluatePeriods(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.YearToDate}
	card := bsc.MustCompile(oracle.CardOf(kpi), nil)
	source := new(tally)
	results := card.EvaluatePeriods(period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 12), Readings: source})
	assert.Zero(t, source.asked)
	for range 2 {
		source.asked = 0
		month := 0
		for r, err := range results {
			require.NoError(t, err)
			month++
			assert.Equal(t, period.Month(2026, month), r.Period())
			assert.Equal(t, 12, source.asked, "each reading once, before the first period")
			k, _ := r.Of(bsc.KPIRef("k"))
			assert.Equal(t, int64(month), k.Actual.Decimal.IntPart())
			if month == 3 {
				break
			}
		}
		assert.Equal(t, 3, month)
		assert.Equal(t, 12, source.asked)
	}
}

// TestTimeline_EvaluatePeriods yields the error of the first period that no version rules, and nothing after it.
func TestTimeline_EvaluatePeriods(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
	timeline, err := bsc.NewTimeline([]bsc.Version{{From: period.Month(2026, 2), Definition: def}}, nil)
	require.NoError(t, err)
	in := bsc.Input{Period: period.Month(2026, 4), Readings: new(tally)}
	var got []string
	for r, err := range timeline.EvaluatePeriods(period.Month(2026, 1), in) {
		assert.Nil(t, r)
		got = append(got, err.Error())
	}
	assert.Equal(t, []string{"bsc: no version of the scorecard is in force in 2026-01"}, got)
	got = nil
	for r, err := range timeline.EvaluatePeriods(period.Month(2026, 2), in) {
		require.NoError(t, err)
		got = append(got, r.Period().String())
	}
	assert.Equal(t, []string{"2026-02", "2026-03", "2026-04"}, got)
}
