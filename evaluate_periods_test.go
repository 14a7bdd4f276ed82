package bsc_test

import (
	"errors"
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

// TestEvaluatePeriods takes another scorecard for each half of a year: both share what the source has said, and an error
// of the host's ends the loop.
func TestEvaluatePeriods(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.YearToDate}
	before := bsc.MustCompile(oracle.CardOf(kpi), nil)
	kpi.Basis = bsc.Rolling(7)
	after := bsc.MustCompile(oracle.CardOf(kpi), nil)
	ruling := func(p period.Period) (*bsc.Scorecard, error) {
		if p.Compare(period.Month(2026, 7)) < 0 {
			return before, nil
		}
		return after, nil
	}
	source := &tallies{asked: map[bsc.Query]int{}}
	in := bsc.Input{Period: period.Month(2026, 12), Readings: source}
	var actuals []string
	for r, err := range bsc.EvaluatePeriods(period.Month(2026, 1), in, ruling) {
		require.NoError(t, err)
		rules, _ := ruling(r.Period())
		assert.Same(t, rules, r.Scorecard())
		actuals = append(actuals, of(t, r, bsc.KPIRef("k")).Actual.Decimal.String())
	}
	assert.Equal(t, []string{"1", "2", "3", "4", "5", "6", "7", "7", "7", "7", "7", "7"}, actuals)
	assert.Len(t, source.asked, 12)
	for q, n := range source.asked {
		assert.Equal(t, 1, n, q)
	}

	lost := errors.New("the database is away")
	for name, c := range map[string]struct {
		ruling func(period.Period) (*bsc.Scorecard, error)
		months int
		want   string
	}{
		"at once": {func(period.Period) (*bsc.Scorecard, error) { return nil, lost }, 0, lost.Error()},
		"later": {func(p period.Period) (*bsc.Scorecard, error) {
			if p == period.Month(2026, 3) {
				return nil, lost
			}
			return before, nil
		}, 2, lost.Error()},
		"nil":       {func(period.Period) (*bsc.Scorecard, error) { return nil, nil }, 0, "bsc: the scorecard is not compiled"},
		"zero card": {func(period.Period) (*bsc.Scorecard, error) { return new(bsc.Scorecard), nil }, 0, "bsc: the scorecard is not compiled"},
	} {
		t.Run(name, func(t *testing.T) {
			months, ended := 0, ""
			for r, err := range bsc.EvaluatePeriods(period.Month(2026, 1), in, c.ruling) {
				if err != nil {
					assert.Nil(t, r)
					ended = err.Error()
					continue
				}
				months++
			}
			assert.Equal(t, c.months, months)
			assert.Equal(t, c.want, ended)
		})
	}
}

// A tallies has 1 for every period, and counts how often it is asked for each.
type tallies struct{ asked map[bsc.Query]int }

func (t *tallies) Reading(q bsc.Query) (bsc.Reading, bool) {
	t.asked[q]++
	return bsc.Reading{Value: dec("1")}, true
}
