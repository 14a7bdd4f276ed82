package bsc

import "time"

// Days are counted from 0001-01-01, a Monday, which is day 1; months from January of the
// year 0, which is month 0. The Gregorian calendar holds throughout.

// lastDay is the number of 9999-12-31.
const lastDay = 3652059

// epoch is the number of 1970-01-01.
const epoch = 719163

// dayNumber returns the number of a day that exists. It does not normalise anything: its
// callers pass dates they made themselves.
func dayNumber(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix()/86400) + epoch
}

// dateOf returns the date of a day number.
func dateOf(day int) (year, month, dayOfMonth int) {
	y, m, d := time.Unix(int64(day-epoch)*86400, 0).UTC().Date()
	return y, int(m), d
}

// weekdayOf returns the day of the week, 0 for Sunday to 6 for Saturday.
func weekdayOf(day int) int { return (day%7 + 7) % 7 }

// monthStart returns the first day of a month.
func monthStart(month int) int { return dayNumber(month/12, month%12+1, 1) }

// weekStart returns the first day of an ISO week: week 1 is the one with 4 January.
func weekStart(year, week int) int {
	day := dayNumber(year, 1, 4)
	return day - (day-1)%7 + 7*(week-1)
}

// civilSpan returns the days of a month, week or day.
func civilSpan(p Period) span {
	year, index := int(p.year), int(p.index)
	switch p.kind {
	case monthPeriod:
		month := year*12 + index - 1
		return span{monthStart(month), monthStart(month+1) - 1}
	case weekPeriod:
		first := weekStart(year, index)
		return span{first, first + 6}
	}
	day := dayNumber(year, index/32, index%32)
	return span{day, day}
}

// civilAt returns the month, week or day that holds a day. A week is of the year in which
// its Thursday lies.
func civilAt(day int, kind periodKind) Period {
	if kind == weekPeriod {
		thursday := day - (day-1)%7 + 3
		year, _, _ := dateOf(thursday)
		return Week(year, (thursday-dayNumber(year, 1, 1))/7+1)
	}
	year, month, dayOfMonth := dateOf(day)
	if kind == monthPeriod {
		return Month(year, month)
	}
	return Day(year, month, dayOfMonth)
}
