package bsc_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_halfInQuarter shows the last completed half-year of a half-yearly KPI in a quarter.
func TestEvaluate_halfInQuarter(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: bsc.HalfYearly, Targets: []bsc.Target{{Value: "10"}}})
	facts := readings(t, "k 2026-H1 5", "k 2026-H2 8")
	for period, want := range map[bsc.Period]string{bsc.Quarter(2026, 2): "50", bsc.Quarter(2026, 3): "50", bsc.Quarter(2026, 4): "80"} {
		o := of(t, evaluate(t, def, bsc.Input{Period: period, Readings: facts}), bsc.KPIRef("k"))
		assert.Equal(t, want, o.Score.String(), period)
		assert.True(t, o.Flags.Has(bsc.FlagHeld), period)
	}
}

// TestEvaluate_beforeTheCalendar asks for a year of months where the calendar has only three.
func TestEvaluate_beforeTheCalendar(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: bsc.Monthly, Rollup: bsc.RollupSum, Basis: bsc.Rolling(12), Targets: []bsc.Target{{Value: "10"}}})
	o := of(t, evaluate(t, def, bsc.Input{Period: bsc.Month(1, 3), Readings: readings(t, "k 0001-03 5")}), bsc.KPIRef("k"))
	assert.True(t, o.Flags.Has(bsc.FlagFailed))
	assert.ErrorIs(t, o.Err, bsc.ErrPeriod)
	assert.ErrorContains(t, o.Err, "the calendar does not reach back far enough from 0001-03")
}

// TestCheck_noProfile wants weights for a seasonal target, also where the KPI has periods that no year is made of.
func TestCheck_noProfile(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: bsc.Weekly, Prorate: true, Rollup: bsc.RollupSum, Targets: []bsc.Target{
		{Period: bsc.Year(2026), Value: "12", Phasing: bsc.PhasingSeasonal},
	}})
	problems := bsc.Check(def, nil)
	require.Len(t, problems, 1)
	assert.ErrorIs(t, problems[0], bsc.ErrPhasing)
	assert.ErrorContains(t, problems[0], "a profile of 0 weights for 2026 (a weight for each of its 2 half-years or 4 quarters or 12 months")
}
