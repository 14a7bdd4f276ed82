package bsc_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A counting source counts how it is asked. Its readings are those of Readings.
type counting struct {
	*bsc.Readings
	asked, ranges int
	panics        period.Period // for this one it has no connection
}

func (c *counting) Reading(q bsc.Query) (bsc.Reading, bool) {
	c.asked++
	if q.Period == c.panics {
		panic("no connection")
	}
	return c.Readings.Reading(q)
}

// A ranging source is asked for ranges.
type ranging struct{ *counting }

func (r ranging) ReadRange(q bsc.Query, last period.Period, each func(period.Period, bsc.Reading)) {
	r.ranges++
	if !r.panics.IsZero() {
		panic("no connection")
	}
	r.Readings.ReadRange(q, last, each)
}

// plain is a Source and nothing else.
type plain struct{ *counting }

func (p plain) Reading(q bsc.Query) (bsc.Reading, bool) { return p.counting.Reading(q) }

// ReadRange hides that of Readings under another shape.
func (p plain) ReadRange() {}

// branchCard is a card of monthly sums to date, and a ratio of two of them.
func branchCard() *bsc.Scorecard {
	year := func(value bsc.Number) []bsc.Target {
		return []bsc.Target{{Period: period.Year(2026), Value: value, Phasing: bsc.PhasingLinear}}
	}
	sum := bsc.KPI{Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate}
	sales, costs := sum, sum
	sales.ID, sales.Targets = "sales", year("1200")
	costs.ID, costs.Targets = "costs", year("600")
	margin := bsc.KPI{
		ID: "margin", Frequency: period.Monthly, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "2"}},
		Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "sales", "den": "costs"}),
	}
	return bsc.MustCompile(oracle.CardOf(sales, costs, margin), nil)
}

// branchReadings are readings of a year of so many units.
func branchReadings(t *testing.T, units int) *bsc.Readings {
	t.Helper()
	r := new(bsc.Readings)
	for u := range units {
		for month := 1; month <= 12; month++ {
			for i, kpi := range []string{"sales", "costs"} {
				f := bsc.Fact{OrgUnit: fmt.Sprint("u", u), Ref: bsc.KPIRef(kpi), Period: period.Month(2026, month)}
				f.Value = decimal.New(int64(9000+100*u+10*month+7*i), -2)
				require.NoError(t, r.Add(f))
			}
		}
	}
	return r
}

// TestRangeSource asks a source once for each row, and one without ranges once for each reading: with the same results.
func TestRangeSource(t *testing.T) {
	t.Parallel()
	card := branchCard()
	from, in := period.Month(2026, 1), bsc.Input{OrgUnit: "u0", Period: period.Month(2026, 12)}
	all := func(s bsc.Source) (texts []string) {
		in.Readings = s
		for r, err := range card.EvaluatePeriods(from, in) {
			require.NoError(t, err)
			texts = append(texts, reportOf(t, r))
		}
		return texts
	}
	readings := branchReadings(t, 1)
	want := all(readings)
	asked, ranges := &counting{Readings: readings}, &counting{Readings: readings}
	assert.Equal(t, want, all(plain{asked}))
	assert.Equal(t, want, all(ranging{ranges}))
	assert.Equal(t, 24, asked.asked)
	assert.Equal(t, []int{0, 2}, []int{ranges.asked, ranges.ranges})
}

// TestRangeSource_panics fails what cannot be read: one reading of a source, a range of one that has ranges.
func TestRangeSource_panics(t *testing.T) {
	t.Parallel()
	card := branchCard()
	in := bsc.Input{OrgUnit: "u0", Period: period.Month(2026, 3)}
	in.Readings = plain{&counting{Readings: branchReadings(t, 1), panics: period.Month(2026, 2)}}
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	o, _ := r.Of(bsc.KPIRef("sales"))
	require.ErrorIs(t, o.Err, bsc.ErrPanic)
	assert.Equal(t, []bsc.PartState{bsc.PartThere, bsc.PartFailed, bsc.PartThere}, []bsc.PartState{o.Window.Parts[0].State, o.Window.Parts[1].State, o.Window.Parts[2].State})
	in.Readings = ranging{&counting{Readings: branchReadings(t, 1), panics: period.Month(2026, 2)}}
	r, err = card.Evaluate(in)
	require.NoError(t, err)
	o, _ = r.Of(bsc.KPIRef("sales"))
	require.ErrorIs(t, o.Err, bsc.ErrPanic)
	assert.Equal(t, bsc.PartFailed, o.Window.Parts[0].State)
}

// wild is a RangeSource that says what it should not.
type wild struct{ bsc.Source }

func (wild) ReadRange(q bsc.Query, _ period.Period, each func(period.Period, bsc.Reading)) {
	each(period.Month(2025, 12), bsc.Reading{Value: dec("1")})
	each(q.Period, bsc.Reading{State: "lost"})
	each(period.Month(2026, 2), bsc.Reading{Value: decimal.New(1, 60)})
	each(period.Month(2026, 3), bsc.Reading{Value: dec("0.1234567890123456789")})
	each(period.Year(2026), bsc.Reading{Value: dec("1")})
	each(period.Month(2026, 1), bsc.Reading{Value: dec("1")})
}

// TestRangeSource_wild takes what a range says in order, checked like any reading, and passes over the rest.
func TestRangeSource_wild(t *testing.T) {
	t.Parallel()
	card := branchCard()
	r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: wild{new(bsc.Readings)}})
	require.NoError(t, err)
	o, _ := r.Of(bsc.KPIRef("sales"))
	assert.True(t, o.Flags.Has(bsc.FlagFailed), o.Flags)
	assert.Error(t, o.Err)
}

// TestEvaluateOrgUnits_months evaluates units × months at once: each reading is asked for once, and each result is that
// of its month alone.
func TestEvaluateOrgUnits_months(t *testing.T) {
	t.Parallel()
	card, readings := branchCard(), branchReadings(t, 30)
	source := &counting{Readings: readings}
	n := 0
	for r, err := range card.EvaluateOrgUnits(context.Background(), func(yield func(bsc.Input) bool) {
		for u := range 30 {
			for month := 1; month <= 12; month++ {
				if !yield(bsc.Input{OrgUnit: fmt.Sprint("u", u), Period: period.Month(2026, month), Readings: &ranging{source}}) {
					return
				}
			}
		}
	}) {
		require.NoError(t, err)
		alone, err := card.Evaluate(bsc.Input{OrgUnit: r.OrgUnit(), Period: r.Period(), Readings: readings})
		require.NoError(t, err)
		assert.Equal(t, reportOf(t, alone), reportOf(t, r))
		assert.Equal(t, []any{fmt.Sprint("u", n/12), period.Month(2026, n%12+1)}, []any{r.OrgUnit(), r.Period()})
		n++
	}
	assert.Equal(t, 30*12, n)
}

// TestEvaluatePeriods_explainsMeanwhile explains results while the evaluation goes on, which the race detector watches.
func TestEvaluatePeriods_explainsMeanwhile(t *testing.T) {
	t.Parallel()
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "1"}}, Scorer: bsc.NewPolicy("points", map[string]any{"labels": map[string]int{"a": 1}})})
	card := bsc.MustCompile(def, nil)
	var running sync.WaitGroup
	for r, err := range card.EvaluatePeriods(period.Month(2025, 1), bsc.Input{Period: period.Month(2026, 12), Readings: new(bsc.Readings)}) {
		require.NoError(t, err)
		running.Go(func() {
			_, err := r.Explain(bsc.KPIRef("k"))
			assert.NoError(t, err)
		})
	}
	running.Wait()
}

// TestResult_kept holds what a result of a card over time keeps when all else is dropped, per KPI: its own rows, and no
// book of what was found out.
func TestResult_kept(t *testing.T) {
	card, readings := branchCard(), branchReadings(t, 1)
	const n = 500
	kept := make([]*bsc.Result, n)
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	evaluate := func() *bsc.Result {
		r, err := card.Evaluate(bsc.Input{OrgUnit: "u0", Period: period.Month(2026, 12), Readings: readings})
		require.NoError(t, err)
		return r
	}
	evaluate()
	before := heap()
	for i := range kept {
		kept[i] = evaluate()
	}
	bytes := (heap() - before) / n
	runtime.KeepAlive(kept)
	assert.Less(t, bytes, uint64(3000), "three KPIs and four nodes above them")
}

// TestEvaluatePeriods_linear evaluates rolling years by the day, for ranges that are planned in several stretches: four
// times as many days ask for four times as many readings, and take four times the memory.
func TestEvaluatePeriods_linear(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Frequency: period.Daily, Rollup: bsc.RollupSum, Basis: bsc.Rolling(90), Targets: []bsc.Target{{Value: "1"}}}
	card := bsc.MustCompile(oracle.CardOf(kpi), nil)
	evaluate := func(years int) (asked int, bytes uint64) {
		source, from := new(tally), period.Day(2000, 1, 1)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for r, err := range card.EvaluatePeriods(from, bsc.Input{Period: period.Day(1999+years, 12, 31), Readings: source}) {
			require.NoError(t, err)
			k, _ := r.Of(bsc.KPIRef("k"))
			require.Equal(t, "90", k.Actual.Decimal.String())
		}
		runtime.ReadMemStats(&after)
		return source.asked, after.TotalAlloc - before.TotalAlloc
	}
	asked, few := evaluate(4)
	assert.Equal(t, 1461+89, asked, "each reading once")
	asked, many := evaluate(16)
	assert.Equal(t, 4*1461+89, asked)
	assert.Less(t, float64(many)/float64(few), 4.4)
}
