package calendars_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCalendar_table(t *testing.T) {
	c := oracle.Thirteen()
	require.NoError(t, c.Check())
	assert.Equal(t, 39, tiling(t, c, bsc.Numbered(2025, 1), bsc.Numbered(2027, 13)))
	assert.Equal(t, 12, tiling(t, c, bsc.Quarter(2025, 1), bsc.Quarter(2027, 4)))
	assert.Equal(t, 3, tiling(t, c, bsc.Year(2025), bsc.Year(2027)))
	for year := 2025; year <= 2027; year++ {
		nesting(t, c, bsc.Year(year), bsc.Quarterly, 4)
		nesting(t, c, bsc.Year(year), bsc.ByPeriod, 13)
		nesting(t, c, bsc.Quarter(year, 3), bsc.ByPeriod, 3)
		nesting(t, c, bsc.Quarter(year, 4), bsc.ByPeriod, 4)
		nesting(t, c, bsc.Numbered(year, 5), bsc.Weekly, 4) // they begin on Mondays
	}
	nesting(t, c, bsc.Numbered(2026, 13), bsc.Weekly, 5)
	assert.Equal(t, "2024-12-30..2025-01-26", bounds(t, c, bsc.Numbered(2025, 1)))
	assert.Equal(t, "2026-11-30..2027-01-03", bounds(t, c, bsc.Numbered(2026, 13)))
	reversed := oracle.Thirteen()
	slices.SortStableFunc(reversed.Table, func(a, b bsc.CalendarRow) int { return -a.Label.Compare(b.Label) })
	assert.ErrorIs(t, reversed.Check(), bsc.ErrCalendar)
}

// TestCalendar_tableSpoiled changes one day or one label of a good table at a time: each change is found.
func TestCalendar_tableSpoiled(t *testing.T) {
	c := oracle.Thirteen()
	day := func(p bsc.Period, move func(bsc.Calendar, bsc.Period) (bsc.Period, error)) bsc.Period {
		moved, err := move(bsc.Calendar{}, p)
		require.NoError(t, err)
		return moved
	}
	for i, r := range c.Table {
		for _, move := range []func(bsc.Calendar, bsc.Period) (bsc.Period, error){bsc.Calendar.Next, bsc.Calendar.Previous} {
			for _, spoiled := range []bsc.CalendarRow{
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
func labelBeside(c bsc.Calendar, p bsc.Period, move func(bsc.Calendar, bsc.Period) (bsc.Period, error)) bsc.Period {
	if moved, err := move(c, p); err == nil {
		return moved
	}
	return bsc.Half(2026, 1)
}

// TestCalendar_tablePart checks a table that begins and ends within a year, and one of a single kind.
func TestCalendar_tablePart(t *testing.T) {
	c := tableOf(row("2025-P11", "2025-11-02", "2025-11-29"), row("2026-P01", "2025-11-30", "2026-01-03"), row("2026-P02", "2026-01-04", "2026-01-04"))
	require.NoError(t, c.Check())
	assert.Equal(t, 3, tiling(t, c, bsc.Numbered(2025, 11), bsc.Numbered(2026, 2)))
	nesting(t, c, bsc.Numbered(2026, 2), bsc.Daily, 1)
	for r := range 4 {
		assert.Error(t, second(c.At(bsc.Day(2026, 1, 4), []bsc.Frequency{bsc.Yearly, bsc.HalfYearly, bsc.Quarterly, "P"}[r])))
	}
}

func second[T any](_ T, err error) error { return err }

// TestCalendar_relations checks order, containment and overlap between periods of all kinds.
func TestCalendar_relations(t *testing.T) {
	c := bsc.Calendar{StartMonth: 4, NamedBy: bsc.NamedByStart}
	ordered := [][]bsc.Period{ // by time; those in a row have the same days
		{bsc.Year(2025)},
		{bsc.Quarter(2025, 4)},
		{bsc.Month(2026, 1), bsc.Numbered(2025, 10)},
		{bsc.Week(2026, 2)},
		{bsc.Year(2026)},
		{bsc.Half(2026, 1)},
		{bsc.Quarter(2026, 1)},
		{bsc.Month(2026, 4), bsc.Numbered(2026, 1)},
		{bsc.Day(2026, 4, 1)},
		{bsc.Week(2026, 15)},
		{bsc.Quarter(2026, 2)},
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
		p, q     bsc.Period
		contains bool
		overlap  int
	}{
		{bsc.Year(2026), bsc.Year(2026), true, 365},
		{bsc.Year(2026), bsc.Month(2027, 3), true, 31},
		{bsc.Month(2027, 3), bsc.Year(2026), false, 31},
		{bsc.Month(2026, 1), bsc.Week(2026, 5), false, 6}, // 26 January to 1 February
		{bsc.Month(2026, 2), bsc.Week(2026, 5), false, 1},
		{bsc.Month(2026, 3), bsc.Week(2026, 5), false, 0},
		{bsc.Quarter(2025, 4), bsc.Week(2026, 5), true, 7},
	} {
		contains, err := c.Contains(tc.p, tc.q)
		require.NoError(t, err)
		assert.Equal(t, tc.contains, contains, "%s %s", tc.p, tc.q)
		for _, pair := range [][2]bsc.Period{{tc.p, tc.q}, {tc.q, tc.p}} {
			overlap, err := c.Overlap(pair[0], pair[1])
			require.NoError(t, err)
			assert.Equal(t, tc.overlap, overlap, "%s %s", tc.p, tc.q)
		}
	}
	for _, err := range []error{
		second(c.Compare(bsc.Year(1), bsc.Period{})), second(c.Contains(bsc.Period{}, bsc.Year(1))), second(c.Overlap(bsc.Year(1), bsc.Numbered(1, 13))),
		second(c.Days(bsc.Period{})),
	} {
		assert.ErrorIs(t, err, bsc.ErrPeriod)
	}
}

func TestCalendar_Range(t *testing.T) {
	c := bsc.Calendar{StartMonth: 7}
	periods, err := c.Range(bsc.Quarter(2025, 3), bsc.Quarter(2026, 2))
	require.NoError(t, err)
	want := []bsc.Period{bsc.Quarter(2025, 3), bsc.Quarter(2025, 4), bsc.Quarter(2026, 1), bsc.Quarter(2026, 2)}
	assert.Equal(t, want, slices.Collect(periods))
	assert.Equal(t, want, slices.Collect(periods), "again")
	for p := range periods {
		assert.Equal(t, want[0], p)
		break
	}
	one, err := c.Range(bsc.Year(9999), bsc.Year(9999))
	require.NoError(t, err)
	assert.Len(t, slices.Collect(one), 1)
	none, err := c.Range(bsc.Year(2026), bsc.Year(2025))
	require.NoError(t, err)
	assert.Empty(t, slices.Collect(none))
	table := oracle.Thirteen()
	listed, err := table.Range(bsc.Year(2025), bsc.Year(2027))
	require.NoError(t, err)
	table.Table[0].Label = bsc.Year(1) // a change of the table does not change what is walked
	assert.Len(t, slices.Collect(listed), 3)
}

func TestParseCalendar(t *testing.T) {
	for doc, want := range map[string]bsc.Calendar{
		`{}`:                                   {},
		`{"start_month":1}`:                    {StartMonth: 1},
		`{"start_month":4,"named_by":"start"}`: {StartMonth: 4, NamedBy: bsc.NamedByStart},
		`{"named_by":"start","weeks":{"pattern":"4-5-4","end_day":"saturday","end_month":1,"nearest":true}}`: {
			NamedBy: bsc.NamedByStart, Weeks: &bsc.WeekYear{Pattern: bsc.Weeks454, EndDay: bsc.Saturday, EndMonth: 1, Nearest: true},
		},
		`{"weeks":{"pattern":"5-4-4","end_day":"friday","end_month":12}}`: {Weeks: &bsc.WeekYear{Pattern: bsc.Weeks544, EndDay: bsc.Friday, EndMonth: 12}},
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
