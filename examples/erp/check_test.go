package main

import (
	"database/sql"
	_ "embed"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The group's sum of a figure over some months.
//
//go:embed check.sql
var checkSQL string

// TestBoard_sql has SQL compute the group's revenue, cost and margin for every column, of June and of the year to date,
// as closed and as known now. The engine must have the same digits.
func TestBoard_sql(t *testing.T) {
	for name, source := range map[string]func(*testing.T) string{
		"sqlite": func(*testing.T) string { return "sqlite::memory:" }, "pgx": postgres,
	} {
		t.Run(name, func(t *testing.T) {
			erp, err := open(source(t))
			require.NoError(t, err)
			defer erp.Close()
			b, err := erp.board()
			require.NoError(t, err)
			assert.Len(t, append(b.Then, b.Today...), 4)
			for _, p := range append(b.Then, b.Today...) {
				for _, c := range p.Columns {
					checkGroup(t, erp, c, p.ToDate)
				}
			}
			assert.NotEqual(t, total(t, erp, b.Then[0].Columns[3], "kpi:revenue", "2026-06"), total(t, erp, b.Today[0].Columns[3], "kpi:revenue", "2026-06"))
			checkCalendar(t, erp)
		})
	}
}

// checkGroup compares a column of the group with SQL.
func checkGroup(t *testing.T, erp ledger, c column, toDate bool) {
	t.Helper()
	result := c.Of("group")
	first := result.Period().String()
	if toDate {
		first = period.Month(c.year, 1).String()
	}
	revenue, cost := total(t, erp, c, "kpi:revenue", first), total(t, erp, c, "series:cost", first)
	for ref, want := range map[bsc.Ref]decimal.Decimal{
		bsc.KPIRef("revenue"): revenue, bsc.KPIRef("operating-cost"): total(t, erp, c, "kpi:operating-cost", first),
		bsc.KPIRef("gross-profit"): revenue.Sub(cost),
		// A quotient has 34 digits: two of them stand before the point.
		bsc.KPIRef("gross-margin"): revenue.Sub(cost).Shift(2).DivRound(revenue, 32),
	} {
		got, ok := result.Value(ref)
		assert.True(t, ok && got.Equal(want), "%s of %s since %s as of %s: the engine has %s, SQL has %s", ref, c.Name, first, result.AsOf(), got, want)
	}
}

// total returns the sum of a figure over the months from the first one to June, in euros.
func total(t *testing.T, erp ledger, c column, ref, first string) decimal.Decimal {
	t.Helper()
	result := c.Of("group")
	var sum decimal.Decimal
	row := erp.QueryRow(checkSQL, c.version, ref, first, result.Period().String(), result.AsOf().Format(time.RFC3339))
	require.NoError(t, row.Scan(&sum))
	return sum.Shift(-8)
}

// checkCalendar compares the ERP's table of retail periods with the calendar of the scorecard.
func checkCalendar(t *testing.T, erp ledger) {
	t.Helper()
	entities, err := erp.entities()
	require.NoError(t, err)
	def, err := entities[2].definition(view{weeks: true})
	require.NoError(t, err)
	periods := 0
	require.NoError(t, erp.query(func(rows *sql.Rows) error {
		periods++
		var of, first, last period.Period
		require.NoError(t, rows.Scan(&of, &first, &last))
		from, until, err := def.Calendar.Bounds(of)
		assert.NoError(t, err)
		assert.Equal(t, []period.Period{first, last}, []period.Period{from, until}, of)
		return nil
	}, "select period, first_day, last_day from calendar where unit = 'stores'"))
	assert.Equal(t, 24, periods)
}
