package bsc

import (
	"slices"
)

// A WeekYear is a year of whole weeks: 52, or 53 where the calendar makes it so. It ends
// on one day of the week, the last such day of a month or the one nearest to the month's
// end. Each quarter has 13 weeks in three numbered periods; a 53rd week belongs to the
// last of them, P12.
//
// Its own weeks are not periods: a Period such as 2026-W31 is an ISO week in every calendar. A
// host with figures by such weeks keeps them by the day, or lists its weeks as the numbered
// periods of a Table.
//
// The retail calendar of the NRF is {Pattern: Weeks454, EndDay: Saturday, EndMonth: 1,
// Nearest: true} in a Calendar with NamedByStart. The zero WeekYear is not valid.
type WeekYear struct {
	Pattern  WeekPattern `json:"pattern"`           // the weeks of a quarter's periods
	EndDay   Weekday     `json:"end_day"`           // the last day of every week, and so of the year
	EndMonth int         `json:"end_month"`         // 1 to 12
	Nearest  bool        `json:"nearest,omitempty"` // the end day nearest to the month's last day; else the last in the month
}

// A WeekPattern says how many weeks the three periods of a quarter have.
type WeekPattern string

// The patterns.
const (
	Weeks445 WeekPattern = "4-4-5"
	Weeks454 WeekPattern = "4-5-4"
	Weeks544 WeekPattern = "5-4-4"
)

// A Weekday is a day of the week by its English name.
type Weekday string

// The days of the week.
const (
	Monday    Weekday = "monday"
	Tuesday   Weekday = "tuesday"
	Wednesday Weekday = "wednesday"
	Thursday  Weekday = "thursday"
	Friday    Weekday = "friday"
	Saturday  Weekday = "saturday"
	Sunday    Weekday = "sunday"
)

// weekdays lists them from the day of the week that day number 0 is.
func weekdays() []Weekday {
	return []Weekday{Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday}
}

func (w *WeekYear) check() Problems {
	var problems Problems
	if !slices.Contains(weekPatterns(), w.Pattern) {
		problems = append(problems, notOneOf("/pattern", "pattern", w.Pattern, weekPatterns()))
	}
	if !slices.Contains(weekdays(), w.EndDay) {
		problems = append(problems, notOneOf("/end_day", "day of the week", w.EndDay, weekdays()))
	}
	if w.EndMonth < 1 || w.EndMonth > 12 {
		p := notMonth(w.EndMonth)
		p.Path = "/end_month"
		problems = append(problems, p)
	}
	return problems
}

// A weekRule is a checked WeekYear.
type weekRule struct {
	starts  [4]int // the weeks of a quarter before each of its periods, and all 13
	weekday int    // of the last day, as in weekdays
	nearest bool
}

func (w *WeekYear) compile() *weekRule {
	r := &weekRule{starts: [4]int{0, 4, 8, 13}, weekday: slices.Index(weekdays(), w.EndDay), nearest: w.Nearest}
	switch w.Pattern {
	case Weeks454:
		r.starts[2] = 9
	case Weeks544:
		r.starts[1], r.starts[2] = 5, 9
	}
	return r
}

// end returns the last day of a year whose month ends on the given day.
func (r *weekRule) end(monthEnd int) int {
	past := (weekdayOf(monthEnd) - r.weekday + 7) % 7 // days since the last end day
	if r.nearest && past > 3 {
		past -= 7
	}
	return monthEnd - past
}

// weeksBefore returns how many weeks of a year lie before its numbered period k, counted
// from 0; k is at most 11, for where the last period ends depends on the year.
func (r *weekRule) weeksBefore(k int) int { return k/3*13 + r.starts[k%3] }

// periodOf returns the numbered period, counted from 0, of a week counted from 0.
func (r *weekRule) periodOf(week int) int {
	quarter := min(week/13, 3)
	week -= quarter * 13
	for k := 2; k > 0; k-- {
		if week >= r.starts[k] {
			return quarter*3 + k
		}
	}
	return quarter * 3
}
