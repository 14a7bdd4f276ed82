package bsc

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// almanacs returns every fiscal year of months, and every pattern, day, rule and end
// month of years of weeks, half of them with each naming.
func almanacs(t *testing.T) []almanac {
	t.Helper()
	var all []almanac
	add := func(c Calendar) {
		compiled, err := c.almanac()
		require.NoError(t, err)
		all = append(all, compiled)
	}
	for month := 1; month <= 12; month++ {
		add(Calendar{StartMonth: month})
		add(Calendar{StartMonth: month, NamedBy: NamedByStart})
	}
	namings := []YearNaming{NamedByEnd, NamedByStart}
	for i := range 3 * 7 * 2 {
		pattern, day := []WeekPattern{Weeks445, Weeks454, Weeks544}[i/14], weekdays()[i/2%7]
		add(Calendar{NamedBy: namings[i%5/3], Weeks: &WeekYear{Pattern: pattern, EndDay: day, EndMonth: i%12 + 1, Nearest: i%2 == 1}})
	}
	return all
}

// TestAlmanac walks every period of every calendar through the 400 years after which
// the Gregorian calendar repeats itself: periods follow each other without gap or overlap,
// each is found by its first and last day and by its neighbours, and the parts of a year
// begin and end with it.
func TestAlmanac(t *testing.T) {
	t.Parallel()
	for _, calendar := range almanacs(t) {
		for _, kind := range []periodKind{yearPeriod, halfPeriod, quarterPeriod, numberedPeriod} {
			p := newPeriod(kind, 1801, 1)
			s, ok := calendar.span(p)
			before := p
			for count := range 400 * 12 / kind.months() {
				next, okNext := calendar.at(s.last+1, kind)
				first, _ := calendar.at(s.first, kind)
				last, _ := calendar.at(s.last, kind)
				previous, _ := calendar.at(s.first-1, kind)
				if !ok || !okNext || s.days() < 28 || first != p || last != p || count > 0 && previous != before || next.Compare(p) <= 0 {
					t.Fatalf("%+v: %s %v is between %s and %s", calendar, p, s, previous, next)
				}
				after, okAfter := calendar.span(next)
				if wraps := next.year != p.year; after.first != s.last+1 || wraps != (int(p.index)*kind.months() == 12) {
					t.Fatalf("%+v: %s %v is followed by %s %v", calendar, p, s, next, after)
				}
				before, p, s, ok = p, next, after, okAfter
			}
			require.Equal(t, newPeriod(kind, 2201, 1), p)
			year, _ := calendar.span(newPeriod(yearPeriod, 2201, 1))
			require.Equal(t, year.first, s.first)
		}
	}
}

// TestAlmanac_civil walks every day of 400 years beside the time package.
func TestAlmanac_civil(t *testing.T) {
	t.Parallel()
	date := time.Date(1801, 1, 1, 0, 0, 0, 0, time.UTC)
	first := dayNumber(1801, 1, 1)
	for day := first; day < first+146097; day++ {
		year, month, dayOfMonth := date.Date()
		isoYear, week := date.ISOWeek()
		want := [3]Period{Month(year, int(month)), Week(isoYear, week), Day(year, int(month), dayOfMonth)}
		for i, kind := range []periodKind{monthPeriod, weekPeriod, dayPeriod} {
			if got := civilAt(day, kind); got != want[i] {
				t.Fatalf("%s is in %s, not in %s", date, want[i], got)
			}
		}
		if s := civilSpan(want[1]); s.first > day || s.last < day || s.days() != 7 || weekdayOf(s.first) != 1 {
			t.Fatalf("%s is not in %v", date, s)
		}
		date = date.AddDate(0, 0, 1)
	}
	require.Equal(t, time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC), date)
	require.Equal(t, 1, dayNumber(1, 1, 1))
	require.Equal(t, lastDay, dayNumber(9999, 12, 31))
	require.Equal(t, epoch, dayNumber(1970, 1, 1))
}
