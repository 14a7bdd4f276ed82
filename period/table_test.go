package period_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCalendar_table(t *testing.T) {
	c := oracle.Thirteen()
	require.NoError(t, c.Check())
	assert.Equal(t, 39, tiling(t, c, period.Numbered(2025, 1), period.Numbered(2027, 13)))
	assert.Equal(t, 12, tiling(t, c, period.Quarter(2025, 1), period.Quarter(2027, 4)))
	assert.Equal(t, 3, tiling(t, c, period.Year(2025), period.Year(2027)))
	for year := 2025; year <= 2027; year++ {
		nesting(t, c, period.Year(year), period.Quarterly, 4)
		nesting(t, c, period.Year(year), period.ByPeriod, 13)
		nesting(t, c, period.Quarter(year, 3), period.ByPeriod, 3)
		nesting(t, c, period.Quarter(year, 4), period.ByPeriod, 4)
		nesting(t, c, period.Numbered(year, 5), period.Weekly, 4) // they begin on Mondays
	}
	nesting(t, c, period.Numbered(2026, 13), period.Weekly, 5)
	assert.Equal(t, "2024-12-30..2025-01-26", bounds(t, c, period.Numbered(2025, 1)))
	assert.Equal(t, "2026-11-30..2027-01-03", bounds(t, c, period.Numbered(2026, 13)))
	reversed := oracle.Thirteen()
	slices.SortStableFunc(reversed.Table, func(a, b period.CalendarRow) int { return -a.Label.Compare(b.Label) })
	assert.ErrorIs(t, reversed.Check(), bsc.ErrCalendar)
}

// TestCalendar_tableSpoiled changes one day or one label of a good table at a time: each change is found.
func TestCalendar_tableSpoiled(t *testing.T) {
	c := oracle.Thirteen()
	day := func(p period.Period, move func(period.Calendar, period.Period) (period.Period, error)) period.Period {
		moved, err := move(period.Calendar{}, p)
		require.NoError(t, err)
		return moved
	}
	for i, r := range c.Table {
		for _, move := range []func(period.Calendar, period.Period) (period.Period, error){period.Calendar.Next, period.Calendar.Previous} {
			for _, spoiled := range []period.CalendarRow{
				{Label: labelBeside(c, r.Label, move), First: r.First, Last: r.Last},
				{Label: r.Label, First: day(r.First, move), Last: r.Last},
				{Label: r.Label, First: r.First, Last: day(r.Last, move)},
			} {
				c.Table[i] = spoiled
				assert.Error(t, c.Check(), "%v", spoiled)
			}
			c.Table[i] = r
		}
	}
	require.NoError(t, c.Check())
}

// labelBeside returns the label before or after one, or a label of another kind at the table's ends.
func labelBeside(c period.Calendar, p period.Period, move func(period.Calendar, period.Period) (period.Period, error)) period.Period {
	if moved, err := move(c, p); err == nil {
		return moved
	}
	return period.Half(2026, 1)
}

// TestCalendar_tablePart checks a table that begins and ends within a year, and one of a single kind.
func TestCalendar_tablePart(t *testing.T) {
	c := tableOf(row("2025-P11", "2025-11-02", "2025-11-29"), row("2026-P01", "2025-11-30", "2026-01-03"), row("2026-P02", "2026-01-04", "2026-01-04"))
	require.NoError(t, c.Check())
	assert.Equal(t, 3, tiling(t, c, period.Numbered(2025, 11), period.Numbered(2026, 2)))
	nesting(t, c, period.Numbered(2026, 2), period.Daily, 1)
	for r := range 4 {
		assert.Error(t, second(c.At(period.Day(2026, 1, 4), []period.Frequency{period.Yearly, period.HalfYearly, period.Quarterly, "P"}[r])))
	}
}

func second[T any](_ T, err error) error { return err }

// TestCalendar_relations checks order, containment and overlap between periods of all kinds.
func TestCalendar_relations(t *testing.T) {
	c := period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart}
	ordered := [][]period.Period{ // by time; those in a row have the same days
		{period.Year(2025)},
		{period.Quarter(2025, 4)},
		{period.Month(2026, 1), period.Numbered(2025, 10)},
		{period.Week(2026, 2)},
		{period.Year(2026)},
		{period.Half(2026, 1)},
		{period.Quarter(2026, 1)},
		{period.Month(2026, 4), period.Numbered(2026, 1)},
		{period.Day(2026, 4, 1)},
		{period.Week(2026, 15)},
		{period.Quarter(2026, 2)},
	}
	for i, left := range ordered {
		for j, right := range ordered {
			for _, p := range left {
				for _, q := range right {
					got, err := c.Compare(p, q)
					require.NoError(t, err)
					assert.Equal(t, i < j, got < 0, "%s %s", p, q)
					assert.Equal(t, i == j, got == 0, "%s %s", p, q)
				}
			}
		}
	}
	for _, tc := range []struct {
		p, q     period.Period
		contains bool
		overlap  int
	}{
		{period.Year(2026), period.Year(2026), true, 365},
		{period.Year(2026), period.Month(2027, 3), true, 31},
		{period.Month(2027, 3), period.Year(2026), false, 31},
		{period.Month(2026, 1), period.Week(2026, 5), false, 6}, // 26 January to 1 February
		{period.Month(2026, 2), period.Week(2026, 5), false, 1},
		{period.Month(2026, 3), period.Week(2026, 5), false, 0},
		{period.Quarter(2025, 4), period.Week(2026, 5), true, 7},
	} {
		contains, err := c.Contains(tc.p, tc.q)
		require.NoError(t, err)
		assert.Equal(t, tc.contains, contains, "%s %s", tc.p, tc.q)
		for _, pair := range [][2]period.Period{{tc.p, tc.q}, {tc.q, tc.p}} {
			overlap, err := c.Overlap(pair[0], pair[1])
			require.NoError(t, err)
			assert.Equal(t, tc.overlap, overlap, "%s %s", tc.p, tc.q)
		}
	}
	for _, err := range []error{
		second(c.Compare(period.Year(1), period.Period{})), second(c.Contains(period.Period{}, period.Year(1))), second(c.Overlap(period.Year(1), period.Numbered(1, 13))),
		second(c.Days(period.Period{})),
	} {
		assert.ErrorIs(t, err, bsc.ErrPeriod)
	}
}

func TestCalendar_Range(t *testing.T) {
	c := period.Calendar{StartMonth: 7}
	periods, err := c.Range(period.Quarter(2025, 3), period.Quarter(2026, 2))
	require.NoError(t, err)
	want := []period.Period{period.Quarter(2025, 3), period.Quarter(2025, 4), period.Quarter(2026, 1), period.Quarter(2026, 2)}
	assert.Equal(t, want, slices.Collect(periods))
	assert.Equal(t, want, slices.Collect(periods), "again")
	for p := range periods {
		assert.Equal(t, want[0], p)
		break
	}
	one, err := c.Range(period.Year(9999), period.Year(9999))
	require.NoError(t, err)
	assert.Len(t, slices.Collect(one), 1)
	none, err := c.Range(period.Year(2026), period.Year(2025))
	require.NoError(t, err)
	assert.Empty(t, slices.Collect(none))
	table := oracle.Thirteen()
	listed, err := table.Range(period.Year(2025), period.Year(2027))
	require.NoError(t, err)
	table.Table[0].Label = period.Year(1) // a change of the table does not change what is walked
	assert.Len(t, slices.Collect(listed), 3)
}

func TestParseCalendar(t *testing.T) {
	for doc, want := range map[string]period.Calendar{
		`{}`:                                   {},
		`{"start_month":1}`:                    {StartMonth: 1},
		`{"start_month":4,"named_by":"start"}`: {StartMonth: 4, NamedBy: period.NamedByStart},
		`{"named_by":"start","weeks":{"pattern":"4-5-4","end_day":"saturday","end_month":1,"nearest":true}}`: {
			NamedBy: period.NamedByStart, Weeks: &period.WeekYear{Pattern: period.Weeks454, EndDay: period.Saturday, EndMonth: 1, Nearest: true},
		},
		`{"weeks":{"pattern":"5-4-4","end_day":"friday","end_month":12}}`: {Weeks: &period.WeekYear{Pattern: period.Weeks544, EndDay: period.Friday, EndMonth: 12}},
		`{"table":[{"label":"2026","first":"2025-10-01","last":"2026-09-30"},{"label":"2026-H1","first":"2025-10-01","last":"2026-03-31"},{"label":"2026-H2","first":"2026-04-01","last":"2026-09-30"}]}`: tableOf(
			row("2026", "2025-10-01", "2026-09-30"), row("2026-H1", "2025-10-01", "2026-03-31"), row("2026-H2", "2026-04-01", "2026-09-30"),
		),
	} {
		got, err := bsc.ParseCalendar([]byte(doc), nil)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		written, err := json.Marshal(got)
		require.NoError(t, err)
		assert.Equal(t, doc, string(written))
	}
}
