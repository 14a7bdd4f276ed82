package bsc_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTable_readings evaluates random cards from a table and from the same readings: every result is the same.
func TestTable_readings(t *testing.T) {
	t.Parallel()
	books := oracle.Daybooks()
	for seed := range oracle.Cards(120) {
		c := oracle.RandomHostCard(seed, books)
		card, err := bsc.Compile(c.Definition(), nil)
		require.NoError(t, err)
		in, err := c.Input(c.Units[0].ID)
		require.NoError(t, err)
		table := tableOf(t, card, c)
		same := in
		same.Readings = table
		want, err := card.Evaluate(in)
		require.NoError(t, err)
		got, err := card.Evaluate(same)
		require.NoError(t, err)
		assert.JSONEq(t, reportOf(t, want), reportOf(t, got), "card %d: %s", seed, c)
		from, err := period.Parse(yearBefore(in.Period))
		if err != nil {
			continue
		}
		wanted := map[period.Period]string{}
		for r, err := range card.EvaluatePeriods(from, in) {
			if err == nil {
				wanted[r.Period()] = reportOf(t, r)
			}
		}
		for r, err := range card.EvaluatePeriods(from, same) {
			if err == nil {
				assert.JSONEq(t, wanted[r.Period()], reportOf(t, r), "card %d, %s: %s", seed, r.Period(), c)
			}
		}
	}
}

// tableOf fills a table with the facts of a card that are in force.
func tableOf(t *testing.T, card *bsc.Scorecard, c *oracle.TimedCard) *bsc.Table {
	t.Helper()
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(c.Facts...))
	first, last := c.Facts[0].Period, c.Facts[0].Period
	for _, f := range c.Facts {
		if f.Period.Compare(first) < 0 {
			first = f.Period
		}
		if f.Period.Compare(last) > 0 {
			last = f.Period
		}
	}
	table, err := card.Table(first, last)
	require.NoError(t, err)
	for _, f := range c.Facts {
		of, ok := card.KPI(f.Ref.ID)
		if f.Ref.Kind == bsc.KindSeries {
			of, ok = card.Series(f.Ref.ID)
		}
		require.True(t, ok)
		r, known := readings.Reading(bsc.Query{OrgUnit: f.OrgUnit, Ref: f.Ref, Period: f.Period, AsOf: c.AsOf})
		if r.RecordedAt = (bsc.Reading{}).RecordedAt; known {
			require.NoError(t, table.Set(of, f.Period, r))
		}
	}
	return table
}

// reportOf is a result as JSON.
func reportOf(t *testing.T, r *bsc.Result) string {
	t.Helper()
	text, err := json.Marshal(report.Of(r))
	require.NoError(t, err)
	return string(text)
}

// TestTable_Fill evaluates from columns of cents, and keeps what a result was made of.
func TestTable_Fill(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{
		ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Value: "10"}},
	}), nil)
	table, err := card.Table(period.Month(2026, 1), period.Month(2026, 12))
	require.NoError(t, err)
	k, _ := card.KPI("k")
	cents := []int64{1000, 500, 1525}
	require.NoError(t, table.Fill(k, -2, cents))
	cents[0] = 0 // the table has copied them
	r, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: table})
	require.NoError(t, err)
	require.NoError(t, table.Fill(k, 0, []int64{1}))
	o, _ := r.Of(bsc.KPIRef("k"))
	assert.Equal(t, "30.25", o.Actual.Decimal.String())
	assert.Equal(t, "100.8333333333", o.Attainment.String())
	r, err = card.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: table})
	require.NoError(t, err)
	o, _ = r.Of(bsc.KPIRef("k"))
	assert.Equal(t, []bsc.PartState{bsc.PartThere, bsc.PartMissing, bsc.PartMissing}, []bsc.PartState{o.Window.Parts[0].State, o.Window.Parts[1].State, o.Window.Parts[2].State})
}

// TestTable_errors refuses what has no place, and says what has.
func TestTable_errors(t *testing.T) {
	t.Parallel()
	ratio := bsc.KPI{ID: "c", Calculator: bsc.NewPolicy("sum", map[string]any{"of": []string{"k"}}), Targets: []bsc.Target{{Value: "1"}}}
	def := oracle.CardOf(bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "10"}}}, ratio)
	card, other := bsc.MustCompile(def, nil), bsc.MustCompile(def, nil)
	k, _ := card.KPI("k")
	c, _ := card.KPI("c")
	foreign, _ := other.KPI("k")
	table, err := card.Table(period.Month(2026, 1), period.Month(2026, 2))
	require.NoError(t, err)
	quarters, err := card.Table(period.Quarter(2026, 1), period.Quarter(2026, 2))
	require.NoError(t, err)
	january := period.Month(2026, 1)
	for _, c := range []struct {
		err  error
		want string
	}{
		{table.Fill(bsc.Handle{}, 0, nil), "a handle of nothing, or of another scorecard"},
		{table.Fill(foreign, 0, nil), "a handle of nothing, or of another scorecard"},
		{table.Fill(c, 0, nil), "which is calculated"},
		{table.Fill(k, 0, []int64{1, 2, 3}), "3 values"},
		{table.Fill(k, 0, []int64{1<<52 + 1}), "below 4.5e15"},
		{table.Fill(k, 19, nil), "-18 to 18"},
		{quarters.Fill(k, 0, nil), "where readings are by the month"},
		{table.Set(k, period.Month(2026, 3), bsc.Reading{}), "2026-01 to 2026-02"},
		{table.Set(k, january, bsc.Reading{Label: "yes"}), "others in Readings"},
		{table.Set(k, january, bsc.Reading{State: bsc.StateStale}), "others in Readings"},
		{table.Set(k, january, bsc.Reading{Value: dec("12345678901234567890")}), "numbers that fit"},
		{new(bsc.Table).Fill(k, 0, nil), "not made by Scorecard.Table"},
	} {
		var input *bsc.InputError
		require.True(t, errors.As(c.err, &input), c.want)
		assert.ErrorContains(t, c.err, c.want)
	}
	require.NoError(t, table.Fill(k, 0, []int64{1 << 52}))
	_, err = card.Table(period.Month(2026, 2), period.Month(2026, 1))
	assert.ErrorContains(t, err, "the earlier one first")
	_, found := table.Reading(bsc.Query{Ref: bsc.KPIRef("nobody"), Period: january})
	assert.False(t, found)
}

func ExampleScorecard_Table() {
	card := bsc.MustCompile(&bsc.Definition{ID: "shop", Perspectives: []bsc.Perspective{{ID: "finance", Objectives: []bsc.Objective{{ID: "grow", KPIs: []bsc.KPI{{
		ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate,
		Targets: []bsc.Target{{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingLinear}},
	}}}}}}}, nil)
	sales, _ := card.KPI("sales")
	cents := map[string][]int64{"north": {9_000, 10_000, 11_000}, "south": {8_000, 8_500, 9_000}} // by month, as the host has them
	for _, unit := range []string{"north", "south"} {
		table, err := card.Table(period.Month(2026, 1), period.Month(2026, 12))
		if err != nil {
			panic(err)
		}
		if err := table.Fill(sales, -2, cents[unit]); err != nil {
			panic(err)
		}
		for r, err := range card.EvaluatePeriods(period.Month(2026, 1), bsc.Input{OrgUnit: unit, Period: period.Month(2026, 3), Readings: table}) {
			if err != nil {
				panic(err)
			}
			fmt.Println(unit, r.Period(), r.Score())
		}
	}
	// Output:
	// north 2026-01 90
	// north 2026-02 95
	// north 2026-03 100
	// south 2026-01 80
	// south 2026-02 82.5
	// south 2026-03 85
}
