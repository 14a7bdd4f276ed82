package period_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fiscalCalendars returns the calendar year and every fiscal year of months.
func fiscalCalendars() []period.Calendar {
	calendars := []period.Calendar{{}}
	for month := 1; month <= 12; month++ {
		calendars = append(calendars, period.Calendar{StartMonth: month}, period.Calendar{StartMonth: month, NamedBy: period.NamedByStart})
	}
	return calendars
}

// weekdays are in the order of time.Weekday.
func weekdays() []period.Weekday {
	return []period.Weekday{period.Sunday, period.Monday, period.Tuesday, period.Wednesday, period.Thursday, period.Friday, period.Saturday}
}

// weekCalendars returns every pattern, day and rule, with months and namings in turn.
func weekCalendars() []period.Calendar {
	var calendars []period.Calendar
	for _, pattern := range []period.WeekPattern{period.Weeks445, period.Weeks454, period.Weeks544} {
		for _, day := range weekdays() {
			for _, nearest := range []bool{false, true} {
				i := len(calendars)
				calendars = append(calendars, period.Calendar{
					NamedBy: []period.YearNaming{period.NamedByEnd, period.NamedByStart}[i%5/3],
					Weeks:   &period.WeekYear{Pattern: pattern, EndDay: day, EndMonth: i%12 + 1, Nearest: nearest},
				})
			}
		}
	}
	return calendars
}

func describe(c period.Calendar) string {
	if c.Weeks != nil {
		return fmt.Sprintf("%+v %s", *c.Weeks, c.NamedBy)
	}
	return fmt.Sprintf("%d %s", c.StartMonth, c.NamedBy)
}

// tiling checks that the periods from one to another, with everything a calendar can be
// asked about each, tile the days without gap or overlap. It returns how many there are.
func tiling(t *testing.T, c period.Calendar, from, to period.Period) int {
	t.Helper()
	f, count := from.Frequency(), 0
	periods, err := c.Range(from, to)
	require.NoError(t, err)
	var before, end period.Period
	for p := range periods {
		count++
		first, last, err := c.Bounds(p)
		require.NoError(t, err)
		if count > 1 {
			dayAfter, err := c.Next(end)
			next, err2 := c.Next(before)
			previous, err3 := c.Previous(p)
			if err != nil || err2 != nil || err3 != nil || dayAfter != first || next != p || previous != before {
				require.Fail(t, "a gap, or not in order", "%s: %s to %s, then %s from %s", describe(c), before, end, p, first)
			}
		}
		atFirst, err := c.At(first, f)
		atLast, err2 := c.At(last, f)
		parsed, err3 := period.Parse(p.String())
		if err != nil || err2 != nil || err3 != nil || atFirst != p || atLast != p || parsed != p || p.Frequency() != f {
			require.Fail(t, "not its own period", "%s: %s", describe(c), p)
		}
		before, end = p, last
	}
	require.Equal(t, to, before)
	return count
}

// nesting checks that the children of each period are inside it and follow each other from its first to its last day.
func nesting(t *testing.T, c period.Calendar, parent period.Period, f period.Frequency, want int) {
	t.Helper()
	children, err := c.Children(parent, f)
	require.NoError(t, err)
	sum := 0
	for _, child := range children {
		outer, err := c.Enclosing(child, parent.Frequency())
		inside, err2 := c.Contains(parent, child)
		shared, err3 := c.Overlap(child, parent)
		if err != nil || err2 != nil || err3 != nil || outer != parent || !inside {
			require.Fail(t, "not enclosed", "%s: %s in %s", describe(c), child, parent)
		}
		sum += shared
	}
	all, err := c.Days(parent)
	require.NoError(t, err)
	if sum != all || len(children) != want {
		require.Fail(t, "not tiled", "%s: %s by %s, %d days of %d", describe(c), parent, f, sum, all)
	}
}

// TestCalendar asks calendars everything about each of their periods over a few years. TestAlmanac asks the
// almanac below about each period over 400 years.
func TestCalendar(t *testing.T) {
	t.Parallel()
	for i, c := range append(fiscalCalendars(), weekCalendars()...) {
		from := 1990 + i%7*5
		assert.Equal(t, 20, tiling(t, c, period.Year(from), period.Year(from+19)))
		assert.Equal(t, 24, tiling(t, c, period.Half(from, 1), period.Half(from+11, 2)))
		assert.Equal(t, 48, tiling(t, c, period.Quarter(from, 1), period.Quarter(from+11, 4)))
		assert.Equal(t, 144, tiling(t, c, period.Numbered(from, 1), period.Numbered(from+11, 12)))
		for year := from; year < from+7; year++ {
			nesting(t, c, period.Year(year), period.Yearly, 1)
			nesting(t, c, period.Year(year), period.HalfYearly, 2)
			nesting(t, c, period.Year(year), period.ByPeriod, 12)
			nesting(t, c, period.Half(year, 2), period.Quarterly, 2)
			nesting(t, c, period.Quarter(year, year%4+1), period.ByPeriod, 3)
		}
		length, err := c.Days(period.Quarter(from, 4))
		require.NoError(t, err)
		nesting(t, c, period.Quarter(from, 4), period.Daily, length)
	}
}

// TestCalendar_civil checks that months, weeks and days are the same in every calendar.
func TestCalendar_civil(t *testing.T) {
	t.Parallel()
	table := period.Calendar{Table: []period.CalendarRow{{Label: period.Year(2026), First: period.Day(2026, 3, 3), Last: period.Day(2026, 4, 4)}}}
	for _, c := range []period.Calendar{{}, {StartMonth: 10}, weekCalendars()[0], table} {
		assert.Equal(t, 360, tiling(t, c, period.Month(1990, 1), period.Month(2019, 12)))
		assert.Equal(t, 574, tiling(t, c, period.Week(2015, 53), period.Week(2026, 52)))
		assert.Equal(t, 731, tiling(t, c, period.Day(2023, 12, 31), period.Day(2025, 12, 30)))
		nesting(t, c, period.Month(2024, 2), period.Daily, 29)
		nesting(t, c, period.Month(2021, 2), period.Weekly, 4) // from Monday the 1st to Sunday the 28th
		nesting(t, c, period.Week(2020, 53), period.Daily, 7)
	}
}

// TestCalendar_fiftyThirdWeek finds the ends of the years day by day, in the time package's
// terms: the length of each year, and so where a 53rd week is, follows.
func TestCalendar_fiftyThirdWeek(t *testing.T) {
	t.Parallel()
	end := func(year int, w period.WeekYear) time.Time {
		month := time.Date(year, time.Month(w.EndMonth), 1, 0, 0, 0, 0, time.UTC)
		last := month.AddDate(0, 1, -1)
		for distance := 0; ; distance++ {
			for _, day := range []time.Time{last.AddDate(0, 0, -distance), last.AddDate(0, 0, distance)} {
				if weekdays()[day.Weekday()] == w.EndDay && (w.Nearest || !day.After(last)) {
					return day
				}
			}
		}
	}
	for i := range 7 * 4 * 2 {
		w := period.WeekYear{Pattern: period.Weeks445, EndDay: weekdays()[i%7], EndMonth: []int{1, 2, 8, 12}[i/7%4], Nearest: i >= 28}
		c := period.Calendar{Weeks: &w}
		before, long := end(1800, w), 0
		for year := 1801; year <= 2200; year++ {
			ends := end(year, w)
			first, last, err := c.Bounds(period.Year(year))
			require.NoError(t, err)
			require.Equal(t, before.AddDate(0, 0, 1).Format(time.DateOnly), first.String(), "%+v", w)
			require.Equal(t, ends.Format(time.DateOnly), last.String(), "%+v", w)
			if ends.Sub(before) == 53*7*24*time.Hour {
				long++
			} else {
				require.Equal(t, 52*7*24*time.Hour, ends.Sub(before))
			}
			before = ends
		}
		assert.Equal(t, 71, long, "146,097 days are 400 years of 52 weeks and 71 weeks more")
	}
}

func bounds(t *testing.T, c period.Calendar, p period.Period) string {
	t.Helper()
	first, last, err := c.Bounds(p)
	require.NoError(t, err)
	return first.String() + ".." + last.String()
}

// TestCalendar_known checks calendars that others have published.
func TestCalendar_known(t *testing.T) {
	federal := period.Calendar{StartMonth: 10} // of the United States
	british := period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart}
	retail := period.Calendar{ // 4-5-4 of the National Retail Federation
		NamedBy: period.NamedByStart,
		Weeks:   &period.WeekYear{Pattern: period.Weeks454, EndDay: period.Saturday, EndMonth: 1, Nearest: true},
	}
	newYear := period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12, Nearest: true}}
	august := period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks544, EndDay: period.Saturday, EndMonth: 8}}
	cases := []struct {
		calendar period.Calendar
		label    string
		want     string
	}{
		{period.Calendar{}, "2026", "2026-01-01..2026-12-31"},
		{period.Calendar{}, "2024-H1", "2024-01-01..2024-06-30"},
		{period.Calendar{}, "2024-P02", "2024-02-01..2024-02-29"},
		{period.Calendar{}, "2020-W53", "2020-12-28..2021-01-03"},
		{period.Calendar{}, "2026-W53", "2026-12-28..2027-01-03"},
		{period.Calendar{}, "2026-W01", "2025-12-29..2026-01-04"},
		{federal, "2026", "2025-10-01..2026-09-30"},
		{federal, "2026-Q1", "2025-10-01..2025-12-31"},
		{federal, "2026-P12", "2026-09-01..2026-09-30"},
		{federal, "2026-10", "2026-10-01..2026-10-31"},
		{british, "2026", "2026-04-01..2027-03-31"},
		{british, "2026-H2", "2026-10-01..2027-03-31"},
		{british, "2023-P11", "2024-02-01..2024-02-29"},
		{period.Calendar{NamedBy: period.NamedByStart}, "2026", "2026-01-01..2026-12-31"},
		{retail, "2023", "2023-01-29..2024-02-03"},
		{retail, "2024", "2024-02-04..2025-02-01"},
		{retail, "2025", "2025-02-02..2026-01-31"},
		{retail, "2023-P01", "2023-01-29..2023-02-25"},
		{retail, "2023-P02", "2023-02-26..2023-04-01"},
		{retail, "2023-P12", "2023-12-31..2024-02-03"}, // 4 weeks and the 53rd
		{retail, "2024-P12", "2025-01-05..2025-02-01"},
		{retail, "2023-Q4", "2023-10-29..2024-02-03"},
		{newYear, "2025", "2024-12-29..2026-01-03"}, // named by December, though it ends in January
		{newYear, "2026", "2026-01-04..2027-01-02"},
		{august, "2025", "2024-09-01..2025-08-30"},
		{august, "2025-P01", "2024-09-01..2024-10-05"},
		{august, "2024", "2023-08-27..2024-08-31"},
	}
	for _, tc := range cases {
		p, err := period.Parse(tc.label)
		require.NoError(t, err)
		assert.Equal(t, tc.want, bounds(t, tc.calendar, p), tc.label)
	}
	week, err := period.Calendar{}.At(period.Day(2021, 1, 3), period.Weekly)
	require.NoError(t, err)
	assert.Equal(t, "2020-W53", week.String())
	for year, want := range map[int]int{2022: 364, 2023: 371, 2024: 364, 2025: 364} {
		got, err := retail.Days(period.Year(year))
		require.NoError(t, err)
		assert.Equal(t, want, got, year)
	}
}

// TestCalendar_limits checks the first and last periods there are, and those beyond.
func TestCalendar_limits(t *testing.T) {
	start := func(month int, by period.YearNaming) period.Calendar {
		return period.Calendar{StartMonth: month, NamedBy: by}
	}
	weeks := func(day period.Weekday, month int) period.Calendar {
		return period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks445, EndDay: day, EndMonth: month, Nearest: true}}
	}
	for _, tc := range []struct {
		calendar    period.Calendar
		first, last string
	}{
		{period.Calendar{}, "0001", "9999"},
		{period.Calendar{}, "0001-01", "9999-12"},
		{period.Calendar{}, "0001-W01", "9999-W51"}, // 0001-01-01 is a Monday, 9999-12-31 a Friday
		{period.Calendar{}, "0001-01-01", "9999-12-31"},
		{start(10, ""), "0002", "9999"},
		{start(10, ""), "0001-Q2", "9999-Q4"},
		{start(10, period.NamedByStart), "0001-P01", "9999-P03"},
		{weeks(period.Sunday, 12), "0001", "9998"}, // ends on 10000-01-02
		{weeks(period.Friday, 12), "0002", "9999"}, // begins on 0000-12-30
		{weeks(period.Saturday, 6), "0001-P08", "9999-P12"},
	} {
		first, err := period.Parse(tc.first)
		require.NoError(t, err)
		last, err := period.Parse(tc.last)
		require.NoError(t, err)
		bounds(t, tc.calendar, first)
		bounds(t, tc.calendar, last)
		_, err = tc.calendar.Previous(first)
		assert.ErrorIs(t, err, bsc.ErrPeriod)
		assert.EqualError(t, err, "there is no "+noun(first)+" before "+tc.first+" (periods within 0001-01-01 to 9999-12-31)")
		back, err := tc.calendar.Back(first, 3)
		assert.NoError(t, err)
		assert.Equal(t, first, back, "there are no more")
		second, err := tc.calendar.Next(first)
		require.NoError(t, err)
		for n, want := range map[int]period.Period{-1: second, 0: second, 1: first, 2: first} {
			back, err := tc.calendar.Back(second, n)
			assert.NoError(t, err)
			assert.Equal(t, want, back)
		}
		_, err = tc.calendar.Back(period.Period{}, 1)
		assert.ErrorIs(t, err, bsc.ErrPeriod)
		_, err = tc.calendar.Next(last)
		assert.EqualError(t, err, "there is no "+noun(last)+" after "+tc.last+" (periods within 0001-01-01 to 9999-12-31)")
	}
}

func noun(p period.Period) string {
	if p.Frequency() == period.ByPeriod {
		return "numbered period"
	}
	return string(p.Frequency())
}
