package almanac

import "time"

// Days are counted from 0001-01-01, a Monday, which is day 1. Months are counted from January of the year 0,
// which is month 0. The Gregorian calendar holds throughout.

// LastDay is the number of 9999-12-31.
const LastDay = 3652059

// epoch is the number of 1970-01-01.
const epoch = 719163

// A Span is a range of days, by their numbers, the last included.
type Span struct{ First, Last int }

// Days returns the number of days. It is 0 or less if the last is before the first.
func (s Span) Days() int { return s.Last - s.First + 1 }

// Holds reports whether all the days lie in s.
func (s Span) Holds(days Span) bool { return s.First <= days.First && days.Last <= s.Last }

// Common returns the days that lie in both. It has no days if there are none.
func (s Span) Common(t Span) Span { return Span{max(s.First, t.First), min(s.Last, t.Last)} }

// Meets reports whether s has any of the days. An s whose Last is 0 never ends.
func (s Span) Meets(days Span) bool {
	return days.Last >= s.First && (s.Last == 0 || days.First <= s.Last)
}

// Ends reports whether the last of some days is in s.
func (s Span) Ends(days Span) bool { return s.First <= days.Last && days.Last <= s.Last }

// Begun reports whether s has begun as of a day. As of 0, which is no day, every span has.
func (s Span) Begun(today int) bool { return today == 0 || s.First <= today }

// Number returns the number of a day that exists. It normalises nothing: its callers pass dates they made
// themselves.
func Number(year, month, day int) int {
	const ahead = 400 // years, so that no year is below 1
	before := year + ahead - 1
	days := before*365 + before/4 - before/100 + before/400 - ahead/400*146_097
	if leap := before + 1; month > 2 && leap%4 == 0 && (leap%100 != 0 || leap%400 == 0) {
		days++
	}
	return days + [...]int{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}[month-1] + day
}

// DateOf returns the date of a day number.
func DateOf(day int) (year, month, dayOfMonth int) {
	y, m, d := time.Unix(int64(day-epoch)*86400, 0).UTC().Date()
	return y, int(m), d
}

// LabelOf returns the label of a day number; the zero Label outside the calendar.
func LabelOf(day int) Label {
	if day < 1 || day > LastDay {
		return Label{}
	}
	return civilAt(day, Day)
}

// weekdayOf returns the day of the week, 0 for Sunday to 6 for Saturday.
func weekdayOf(day int) int { return (day%7 + 7) % 7 }

// monthStart returns the first day of a month.
func monthStart(month int) int { return Number(month/12, month%12+1, 1) }

// weekStart returns the first day of an ISO week. Week 1 is the one with 4 January.
func weekStart(year, week int) int {
	day := Number(year, 1, 4)
	return day - (day-1)%7 + 7*(week-1)
}

// CivilSpan returns the days of a month, week or day.
func CivilSpan(l Label) Span {
	year, index := int(l.Year), int(l.Index)
	switch l.Kind {
	case Month:
		month := year*12 + index - 1
		return Span{monthStart(month), monthStart(month+1) - 1}
	case Week:
		first := weekStart(year, index)
		return Span{first, first + 6}
	}
	day := Number(year, index/32, index%32)
	return Span{day, day}
}

// civilAt returns the month, week or day that contains a day. A week belongs to the year of its Thursday.
func civilAt(day int, kind Kind) Label {
	if kind == Week {
		thursday := day - (day-1)%7 + 3
		year, _, _ := DateOf(thursday)
		return NewLabel(Week, year, (thursday-Number(year, 1, 1))/7+1)
	}
	year, month, dayOfMonth := DateOf(day)
	if kind == Month {
		return NewLabel(Month, year, month)
	}
	return DayLabel(year, month, dayOfMonth)
}
