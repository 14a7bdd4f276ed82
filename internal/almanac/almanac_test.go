package almanac_test

import (
	"testing"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// almanacs returns every fiscal year of months, and every pattern, day, rule and end
// month of years of weeks, half of them with each naming.
func almanacs(t *testing.T) []*almanac.Almanac {
	t.Helper()
	var all []*almanac.Almanac
	add := func(c period.Calendar) {
		compiled, err := c.Almanac()
		require.NoError(t, err)
		all = append(all, compiled)
	}
	for month := 1; month <= 12; month++ {
		add(period.Calendar{StartMonth: month})
		add(period.Calendar{StartMonth: month, NamedBy: period.NamedByStart})
	}
	namings := []period.YearNaming{period.NamedByEnd, period.NamedByStart}
	days := []period.Weekday{period.Sunday, period.Monday, period.Tuesday, period.Wednesday, period.Thursday, period.Friday, period.Saturday}
	for i := range 3 * 7 * 2 {
		pattern := []period.WeekPattern{period.Weeks445, period.Weeks454, period.Weeks544}[i/14]
		add(period.Calendar{NamedBy: namings[i%5/3], Weeks: &period.WeekYear{Pattern: pattern, EndDay: days[i/2%7], EndMonth: i%12 + 1, Nearest: i%2 == 1}})
	}
	return all
}

// TestAlmanac walks every period of every calendar through the 400 years after which
// the Gregorian calendar repeats itself: periods follow each other without gap or overlap,
// each is found by its first and last day and by its neighbours, and the parts of a year
// begin and end with it.
func TestAlmanac(t *testing.T) {
	t.Parallel()
	perYear := map[almanac.Kind]int{almanac.Year: 1, almanac.Half: 2, almanac.Quarter: 4, almanac.Numbered: 12}
	for _, calendar := range almanacs(t) {
		for kind, count := range perYear {
			l := almanac.NewLabel(kind, 1801, 1)
			s, ok := calendar.Span(l)
			before := l
			for i := range 400 * count {
				next, okNext := calendar.At(s.Last+1, kind)
				first, _ := calendar.At(s.First, kind)
				last, _ := calendar.At(s.Last, kind)
				previous, _ := calendar.At(s.First-1, kind)
				if !ok || !okNext || s.Days() < 28 || first != l || last != l || i > 0 && previous != before || next.Compare(l) <= 0 {
					t.Fatalf("%+v: %s %v is between %s and %s", calendar, l, s, previous, next)
				}
				after, okAfter := calendar.Span(next)
				if wraps := next.Year != l.Year; after.First != s.Last+1 || wraps != (int(l.Index) == count) {
					t.Fatalf("%+v: %s %v is followed by %s %v", calendar, l, s, next, after)
				}
				before, l, s, ok = l, next, after, okAfter
			}
			require.Equal(t, almanac.NewLabel(kind, 2201, 1), l)
			year, _ := calendar.Span(almanac.NewLabel(almanac.Year, 2201, 1))
			require.Equal(t, year.First, s.First)
		}
	}
}

// TestAlmanac_civil walks every day of 400 years beside the time package.
func TestAlmanac_civil(t *testing.T) {
	t.Parallel()
	calendar := &almanac.Almanac{Start: 1}
	date := time.Date(1801, 1, 1, 0, 0, 0, 0, time.UTC)
	first := almanac.Number(1801, 1, 1)
	for day := first; day < first+146097; day++ {
		year, month, dayOfMonth := date.Date()
		isoYear, week := date.ISOWeek()
		want := map[almanac.Kind]almanac.Label{
			almanac.Month: almanac.NewLabel(almanac.Month, year, int(month)),
			almanac.Week:  almanac.NewLabel(almanac.Week, isoYear, week),
			almanac.Day:   almanac.DayLabel(year, int(month), dayOfMonth),
		}
		for kind, l := range want {
			if got, ok := calendar.At(day, kind); !ok || got != l {
				t.Fatalf("%s is in %s, not in %s", date, l, got)
			}
		}
		if got := almanac.Number(year, int(month), dayOfMonth); got != day {
			t.Fatalf("%s is day %d, not %d", date, day, got)
		}
		if s := almanac.CivilSpan(want[almanac.Week]); s.First > day || s.Last < day || s.Days() != 7 || s.First%7 != 1 {
			t.Fatalf("%s is not in %v", date, s)
		}
		date = date.AddDate(0, 0, 1)
	}
	require.Equal(t, time.Date(2201, 1, 1, 0, 0, 0, 0, time.UTC), date)
	require.Equal(t, 1, almanac.Number(1, 1, 1))
	require.Equal(t, almanac.LastDay, almanac.Number(9999, 12, 31))
	require.Equal(t, 719163, almanac.Number(1970, 1, 1))
}
