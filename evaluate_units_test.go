package bsc_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fleetOf yields the inputs of n units of benchCard(kpis), each with actuals of its own. It counts those it has
// yielded.
func fleetOf(n, kpis int, yielded *int) iter.Seq[bsc.Input] {
	return func(yield func(bsc.Input) bool) {
		for u := range n {
			actuals := bsc.Actuals{}
			for k := range kpis {
				if (u+k)%17 != 0 {
					actuals[fmt.Sprint("k", k)] = decimal.New(int64((u*31+k*7)%4000), -2)
				}
			}
			*yielded++
			if !yield(bsc.Input{Period: period.Year(2026), OrgUnit: fmt.Sprint("u", u), Readings: actuals}) {
				return
			}
		}
	}
}

// TestScorecard_EvaluateOrgUnits compares every unit with its own evaluation: in order, the same digits, on
// one core and on many.
func TestScorecard_EvaluateOrgUnits(t *testing.T) {
	def, _ := benchCard(25)
	def.Perspectives[0].Objectives[0].KPIs[0].Targets = []bsc.Target{{Period: period.Year(2026), Baseline: "1", Value: "30"}} // by period
	card := bsc.MustCompile(def, nil)
	const units = 3000
	standing := func(u int, r *bsc.Result) string {
		if u%50 == 0 {
			return document(t, r)
		}
		return r.Score().String()
	}
	var want []string
	yielded := 0
	for in := range fleetOf(units, 25, &yielded) {
		r, err := card.Evaluate(in)
		require.NoError(t, err)
		want = append(want, standing(len(want), r))
	}
	for _, cores := range []int{1, 2, 7} {
		before := runtime.GOMAXPROCS(cores)
		i := 0
		for r, err := range card.EvaluateOrgUnits(context.Background(), fleetOf(units, 25, &yielded)) {
			require.NoError(t, err)
			require.Equal(t, want[i], standing(i, r), "unit %d on %d cores", i, cores)
			i++
		}
		runtime.GOMAXPROCS(before)
		assert.Equal(t, units, i)
	}
}

func TestScorecard_EvaluateOrgUnits_errors(t *testing.T) {
	card := bsc.MustCompile(oracle.Small(), nil)
	inputs := []bsc.Input{
		{Period: period.Year(2026), Readings: all},
		{Readings: all},
		{OrgUnit: "north", Period: period.Year(2026), Readings: bsc.Actuals{"hour": dec("1")}},
		{Period: period.Month(2026, 1), Readings: all},
	}
	var errs []error
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) {
		for _, in := range inputs {
			if !yield(in) {
				return
			}
		}
	}) {
		assert.Equal(t, err == nil, r != nil)
		errs = append(errs, err)
	}
	require.Len(t, errs, 4)
	assert.NoError(t, errs[0])
	assert.ErrorIs(t, errs[1], bsc.ErrPeriod)
	assert.ErrorIs(t, errs[2], bsc.ErrUnknownRef)
	assert.ErrorContains(t, errs[2], `of "north": a reading for "kpi:hour", which the scorecard does not have`)
	assert.NoError(t, errs[3])
	for _, err := range card.EvaluateOrgUnits(context.Background(), nil) {
		assert.ErrorIs(t, err, bsc.ErrInput)
	}
	for r, err := range new(bsc.Scorecard).EvaluateOrgUnits(context.Background(), nil) {
		assert.Nil(t, r)
		assert.ErrorIs(t, err, bsc.ErrInput)
	}
}

// goroutines waits until there are no more than so many.
func goroutines(t *testing.T, most int) {
	t.Helper()
	for range 200 {
		if runtime.NumGoroutine() <= most {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, there were %d before", runtime.NumGoroutine(), most)
}

// TestScorecard_EvaluateOrgUnits_ends ends the loop in all ways: nothing goes on behind it, and what ran ahead was
// bounded.
func TestScorecard_EvaluateOrgUnits_ends(t *testing.T) {
	def, _ := benchCard(500)
	card := bsc.MustCompile(def, nil)
	const units = 2000
	bound := 1000 // of units ahead; of a card of 500 KPIs a batch has 6
	t.Run("early break", func(t *testing.T) {
		before := runtime.NumGoroutine()
		yielded, got := 0, 0
		for range card.EvaluateOrgUnits(context.Background(), fleetOf(units, 500, &yielded)) {
			if got++; got == 3 {
				break
			}
		}
		assert.Less(t, yielded, bound)
		goroutines(t, before)
	})
	t.Run("panic in the loop", func(t *testing.T) {
		before := runtime.NumGoroutine()
		yielded := 0
		assert.Panics(t, func() {
			for range card.EvaluateOrgUnits(context.Background(), fleetOf(units, 500, &yielded)) {
				panic("oops")
			}
		})
		goroutines(t, before)
	})
	t.Run("panic in the units", func(t *testing.T) {
		before := runtime.NumGoroutine()
		assert.Panics(t, func() {
			for range card.EvaluateOrgUnits(context.Background(), func(func(bsc.Input) bool) { panic("oops") }) {
				t.Error("there is no unit")
			}
		})
		goroutines(t, before)
	})
	t.Run("cancelled", func(t *testing.T) {
		before := runtime.NumGoroutine()
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		yielded, got := 0, 0
		var last error
		for r, err := range card.EvaluateOrgUnits(ctx, fleetOf(units, 500, &yielded)) {
			assert.NoError(t, last, "nothing follows the error")
			assert.Equal(t, err == nil, r != nil)
			last = err
			if got++; got == 5 {
				cancel()
			}
		}
		assert.Equal(t, 6, got, "after it is cancelled only the error comes")
		assert.ErrorIs(t, last, context.Canceled)
		assert.Less(t, yielded, bound)
		goroutines(t, before)
		for r, err := range card.EvaluateOrgUnits(ctx, fleetOf(units, 500, &yielded)) {
			assert.Nil(t, r)
			assert.ErrorIs(t, err, context.Canceled)
		}
		goroutines(t, before)
	})
}

// TestEvaluate_allocations says that evaluating from Actuals allocates as often for many KPIs as for few.
func TestEvaluate_allocations(t *testing.T) {
	var counts []float64
	for _, kpis := range []int{25, 2500} {
		def, actuals := benchCard(kpis)
		card := bsc.MustCompile(def, nil)
		counts = append(counts, testing.AllocsPerRun(20, func() {
			if _, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: actuals}); err != nil {
				t.Fatal(err)
			}
		}))
	}
	assert.Equal(t, counts[0], counts[1])
	assert.LessOrEqual(t, counts[0], 10.0)
}

// TestScorecard_EvaluateOrgUnits_phased has a KPI of which nothing is expected yet, which only its target for the
// period says.
func TestScorecard_EvaluateOrgUnits_phased(t *testing.T) {
	kpi := bsc.KPI{
		ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum,
		Targets: []bsc.Target{{Period: period.Year(2026), Value: "12", Phasing: bsc.PhasingStep}},
	}
	card := bsc.MustCompile(oracle.CardOf(kpi, bsc.KPI{ID: "other", Targets: []bsc.Target{{Value: "10"}}}), nil)
	for month := range 12 {
		in := bsc.Input{Period: period.Month(2026, month+1), Readings: readings(t, fmt.Sprintf("k 2026-%02d 3", month+1))}
		want, err := card.Evaluate(in)
		require.NoError(t, err)
		assert.Equal(t, month < 11, of(t, want, bsc.KPIRef("k")).Flags.Has(bsc.FlagNotDue))
		board, err := card.Board(in)
		require.NoError(t, err)
		assert.Equal(t, document(t, want), document(t, board.Result()))
		for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) { yield(in) }) {
			require.NoError(t, err)
			assert.Equal(t, document(t, want), document(t, r))
		}
	}
}

// TestScorecard_EvaluateOrgUnits_periods mixes periods, of which each has a target of its own.
func TestScorecard_EvaluateOrgUnits_periods(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Targets: []bsc.Target{{Period: period.Year(2025), Value: "10"}, {Period: period.Year(2026), Value: "20"}}}
	card := bsc.MustCompile(oracle.CardOf(kpi), nil)
	var scores []string
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) {
		for i := range 6 {
			if !yield(bsc.Input{Period: period.Year(2025 + i%2), Readings: bsc.Actuals{"k": dec("5")}}) {
				return
			}
		}
	}) {
		require.NoError(t, err)
		scores = append(scores, r.Score().String())
	}
	assert.Equal(t, []string{"50", "25", "50", "25", "50", "25"}, scores)
}

type targetsOf func(bsc.Query) (bsc.Target, bool)

func (f targetsOf) Target(q bsc.Query) (bsc.Target, bool) { return f(q) }

// TestEvaluate_hostTargets takes targets from a source of the host's own, of which nobody can know which KPIs it has
// targets of.
func TestEvaluate_hostTargets(t *testing.T) {
	card := bsc.MustCompile(oracle.Small(), nil)
	in := bsc.Input{Period: period.Year(2026), Readings: all, Targets: targetsOf(func(q bsc.Query) (bsc.Target, bool) {
		return bsc.Target{Value: "5"}, q.Ref.ID == "sales"
	})}
	result, err := card.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, "100", result.ScoreOf(bsc.KPIRef("sales")).String())
	assert.Equal(t, "40", result.ScoreOf(bsc.KPIRef("hours")).String())
	board, err := card.Board(in)
	require.NoError(t, err)
	assert.Equal(t, document(t, result), document(t, board.Result()))
	require.NoError(t, board.Set(handle(t, card, "sales"), dec("4")))
	assert.Equal(t, "80", board.Result().ScoreOf(bsc.KPIRef("sales")).String())
}

// A tally counts what it is asked, and has 1 for every period.
type tally struct{ asked int }

func (c *tally) Reading(bsc.Query) (bsc.Reading, bool) {
	c.asked++
	return bsc.Reading{Value: dec("1")}, true
}

// TestScorecard_EvaluatePeriods evaluates a period when its result is asked for, and not before; a loop may be left,
// and the same range looped over again.
func TestScorecard_EvaluatePeriods(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate}
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

// TestEvaluatePeriods takes another scorecard for each half of a year: both share what the source has said, and an
// error of the host's ends the loop.
func TestEvaluatePeriods(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate}
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
