package bsctest_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bsctest"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sourceFunc and targetFunc are functions as sources.
type sourceFunc func(bsc.Query) (bsc.Reading, bool)

func (f sourceFunc) Reading(q bsc.Query) (bsc.Reading, bool) { return f(q) }

type targetFunc func(bsc.Query) (bsc.Target, bool)

func (f targetFunc) Target(q bsc.Query) (bsc.Target, bool) { return f(q) }

func sales() bsc.Query { return bsc.Query{Ref: bsc.KPIRef("sales"), Period: period.Month(2026, 7)} }

// only gives one reading for sales, and ignores the rest of the query.
func only(r bsc.Reading) sourceFunc {
	return func(q bsc.Query) (bsc.Reading, bool) { return r, q.Ref == bsc.KPIRef("sales") }
}

func TestSource_faults(t *testing.T) {
	var calls atomic.Int64
	recorded := time.Date(2026, 8, 3, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		source sourceFunc
		rule   string
	}{
		{"panic", func(q bsc.Query) (bsc.Reading, bool) {
			months := map[string]bsc.Reading{"2026-07": {}}
			return months[q.Period.String()[:7]], q.Ref == bsc.KPIRef("sales")
		}, "a source must not panic"},
		{"counter", func(bsc.Query) (bsc.Reading, bool) {
			return bsc.Reading{Value: number(calls.Add(1))}, true
		}, "one input must have one result"},
		{"nothing", func(bsc.Query) (bsc.Reading, bool) { return bsc.Reading{}, false }, "the test expects this to be found"},
		{"zero_for_unknown", func(bsc.Query) (bsc.Reading, bool) { return bsc.Reading{}, true }, "what is not known must not be found"},
		{"many_digits", only(bsc.Reading{Value: decimal.New(1, -53)}), "a reading must be one that bsc.Readings takes"},
		{"unknown_state", only(bsc.Reading{State: "draft"}), "a reading must be one that bsc.Readings takes"},
		{"hindsight", only(bsc.Reading{RecordedAt: recorded}), "as of a moment no reading recorded later may be returned"},
		{"moment_too_late", func(q bsc.Query) (bsc.Reading, bool) {
			known := q.AsOf.IsZero() || !recorded.After(q.AsOf.Add(time.Second))
			return bsc.Reading{RecordedAt: recorded}, known && q.Ref == bsc.KPIRef("sales")
		}, "as of a moment no reading recorded later may be returned"},
	} {
		t.Run(c.name, func(t *testing.T) { requireOnly(t, c.rule, bsctest.TestSource(c.source, sales())) })
	}
}

func TestTargetSource_faults(t *testing.T) {
	var calls atomic.Int64
	for _, c := range []struct {
		name   string
		source targetFunc
		rule   string
	}{
		{"panic", func(q bsc.Query) (bsc.Target, bool) {
			years := map[string]bsc.Target{"2026": {Value: "5"}}
			return years[q.Period.String()[:4]], q.Ref == bsc.KPIRef("sales")
		}, "a target source must not panic"},
		{"counter", func(bsc.Query) (bsc.Target, bool) {
			return bsc.Target{Value: bsc.NumberOf(number(calls.Add(1)))}, true
		}, "one input must have one result"},
		{"nothing", func(bsc.Query) (bsc.Target, bool) { return bsc.Target{}, false }, "the test expects this to be found"},
		{"all_kpis", func(bsc.Query) (bsc.Target, bool) { return bsc.Target{Value: "100"}, true }, "what is not known must not be found"},
		{"no_number", func(q bsc.Query) (bsc.Target, bool) {
			return bsc.Target{Value: "100", Floor: "n/a"}, q.Ref == bsc.KPIRef("sales")
		}, "the numbers of a target must be such as bsc.Number reads"},
		{"no_profile", func(q bsc.Query) (bsc.Target, bool) {
			return bsc.Target{Value: "100", Phasing: bsc.PhasingSeasonal, Profile: []bsc.Number{"1", "some"}}, q.Ref == bsc.KPIRef("sales")
		}, "the numbers of a target must be such as bsc.Number reads"},
	} {
		t.Run(c.name, func(t *testing.T) { requireOnly(t, c.rule, bsctest.TestTargetSource(c.source, sales())) })
	}
}

func TestSource_builtin(t *testing.T) {
	july := time.Date(2026, 8, 3, 9, 0, 0, 0, time.UTC)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(
		bsc.Fact{Ref: bsc.KPIRef("sales"), Period: period.Month(2026, 7), Reading: bsc.Reading{Value: number(5), RecordedAt: july}},
		bsc.Fact{Ref: bsc.KPIRef("sales"), Period: period.Month(2026, 7), Reading: bsc.Reading{Value: number(6), RecordedAt: july.AddDate(0, 0, 7)}},
		bsc.Fact{OrgUnit: "north", Ref: bsc.SeriesRef("orders"), Period: period.Month(2026, 7), Reading: bsc.Reading{Label: "many", Note: "counted by hand"}},
	))
	assert.NoError(t, bsctest.TestSource(readings, sales(),
		bsc.Query{Ref: bsc.KPIRef("sales"), Period: period.Month(2026, 7), AsOf: july},
		bsc.Query{OrgUnit: "north", Ref: bsc.SeriesRef("orders"), Period: period.Month(2026, 7)}))
	assert.NoError(t, bsctest.TestSource(new(bsc.Readings)))
	assert.NoError(t, bsctest.TestSource(bsc.Actuals(nil)))
	assert.NoError(t, bsctest.TestTargetSource(bsc.OrgUnitTargets(nil)))
	assert.NoError(t, bsctest.TestSource(bsc.Actuals{"sales": number(5), "series:orders": number(7)}, sales(),
		bsc.Query{Ref: bsc.SeriesRef("orders"), Period: period.Month(2026, 7)}))
	assert.NoError(t, bsctest.TestTargetSource(bsc.OrgUnitTargets{"sales": {Value: "120", Baseline: "100"}}, sales()))
}
