package almanac

// Weeks is a year of 52 or 53 whole weeks.
type Weeks struct {
	starts  [4]int // the weeks of a quarter before each of its periods, and all 13
	weekday int    // of the last day: 0 for Sunday to 6 for Saturday
	nearest bool
}

// NewWeeks returns a year whose quarters have three periods. first and second are the weeks of the first two;
// each quarter has 13. The year ends on a day of the week, 0 for Sunday: the last such day of a month, or the
// one nearest to the month's end.
func NewWeeks(first, second, weekday int, nearest bool) *Weeks {
	return &Weeks{starts: [4]int{0, first, first + second, 13}, weekday: weekday, nearest: nearest}
}

// end returns the last day of the year, given the last day of its last month.
func (w *Weeks) end(monthEnd int) int {
	past := (weekdayOf(monthEnd) - w.weekday + 7) % 7 // days since the last end day
	if w.nearest && past > 3 {
		past -= 7
	}
	return monthEnd - past
}

// before returns the number of weeks before numbered period k of a year, counted from 0. k is at most 11,
// because the end of the last period depends on the year.
func (w *Weeks) before(k int) int { return k/3*13 + w.starts[k%3] }

// periodOf returns the numbered period, counted from 0, of a week counted from 0.
func (w *Weeks) periodOf(week int) int {
	quarter := min(week/13, 3)
	week -= quarter * 13
	for k := 2; k > 0; k-- {
		if week >= w.starts[k] {
			return quarter*3 + k
		}
	}
	return quarter * 3
}

// same reports whether two years of weeks, or of months if nil, are divided alike into periods of a kind.
func (w *Weeks) same(other *Weeks, kind Kind) bool {
	if w == nil || other == nil {
		return w == other
	}
	alike := kind != Numbered || w.starts == other.starts
	return alike && w.weekday == other.weekday && w.nearest == other.nearest
}
