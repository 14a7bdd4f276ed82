package bsc

// A span is some days in a row, by their numbers, the last included.
type span struct{ first, last int }

func (s span) days() int { return s.last - s.first + 1 }

// holds reports whether all of some days lie in s.
func (s span) holds(days span) bool { return s.first <= days.first && days.last <= s.last }

// common returns the days that lie in both; it has none where there are none.
func (s span) common(t span) span { return span{max(s.first, t.first), min(s.last, t.last)} }

// An almanac is a checked Calendar. Everything a calendar can be asked is built from two
// questions: which days a period has, and which period a day is in.
type almanac struct {
	start int // the month in which the year nominally starts
	named int // 1 where a year is named by the calendar year after the one it starts in
	weeks *weekRule
	table *table
}

// span returns the days of a period, and whether the calendar has it.
func (t almanac) span(p Period) (span, bool) {
	var s span
	switch {
	case p.IsZero():
		return span{}, false
	case p.kind.civil():
		s = civilSpan(p)
	case t.table != nil:
		return t.table.span(p)
	default:
		size := p.kind.months()
		k := (int(p.index) - 1) * size
		if k >= 12 {
			return span{}, false // a numbered period above 12
		}
		s = span{t.boundary(int(p.year), k), t.boundary(int(p.year), k+size) - 1}
	}
	return s, s.first >= 1 && s.last <= lastDay
}

// at returns the period of a kind that holds a day, and whether the calendar has one.
func (t almanac) at(day int, kind periodKind) (Period, bool) {
	if day < 1 || day > lastDay {
		return Period{}, false
	}
	var p Period
	switch {
	case kind.civil():
		p = civilAt(day, kind)
	case t.table != nil:
		return t.table.at(day, kind)
	default:
		year, k := t.position(day)
		p = newPeriod(kind, year, k/kind.months()+1)
	}
	_, ok := t.span(p)
	return p, ok
}

// has reports whether the calendar has periods of a kind.
func (t almanac) has(kind periodKind) bool {
	return t.table == nil || kind.civil() || len(t.table.rows[kind]) > 0
}

// civil reports whether periods of a kind are the same in every calendar.
func (k periodKind) civil() bool { return k == monthPeriod || k == weekPeriod || k == dayPeriod }

// months returns how many of the twelve parts of a year a period has: months, or the
// numbered periods of a year of weeks.
func (k periodKind) months() int {
	switch k {
	case yearPeriod:
		return 12
	case halfPeriod:
		return 6
	case quarterPeriod:
		return 3
	}
	return 1
}

// boundary returns the first day of the part k of a year, 0 to 11; for 12, the first day
// of the next year.
func (t almanac) boundary(year, k int) int {
	if t.weeks == nil {
		return monthStart(t.startMonth(year) + k)
	}
	if k == 12 {
		return t.weekYearStart(year + 1)
	}
	return t.weekYearStart(year) + 7*t.weeks.weeksBefore(k)
}

// position is the inverse of boundary: the year and the part of it, 0 to 11, that hold a day.
func (t almanac) position(day int) (year, k int) {
	y, m, _ := dateOf(day)
	since := y*12 + m - t.start // months since the year 0 started
	year, k = since/12+t.named, since%12
	if t.weeks == nil {
		return year, k
	}
	switch { // a year of weeks begins and ends a few days off the month
	case day < t.weekYearStart(year):
		year--
	case day >= t.weekYearStart(year+1):
		year++
	}
	return year, t.weeks.periodOf((day - t.weekYearStart(year)) / 7)
}

// startMonth returns the month in which a year nominally starts.
func (t almanac) startMonth(year int) int { return (year-t.named)*12 + t.start - 1 }

// weekYearStart returns the first day of a year of weeks: the day after the last one ended.
func (t almanac) weekYearStart(year int) int {
	return t.weeks.end(monthStart(t.startMonth(year))-1) + 1
}

// next returns the period after p, and whether the calendar has it.
func (t almanac) next(p Period) (Period, bool) {
	s, ok := t.span(p)
	if !ok {
		return Period{}, false
	}
	return t.at(s.last+1, p.kind)
}

// previous returns the period before p, and whether the calendar has it.
func (t almanac) previous(p Period) (Period, bool) {
	s, ok := t.span(p)
	if !ok {
		return Period{}, false
	}
	return t.at(s.first-1, p.kind)
}

// enclosing returns the period of a kind in which all the days lie, if there is one.
func (t almanac) enclosing(s span, kind periodKind) (Period, bool) {
	p, ok := t.at(s.first, kind)
	if !ok {
		return Period{}, false
	}
	outer, ok := t.span(p)
	return p, ok && s.last <= outer.last
}

// tiles reports whether periods of a kind begin and end where the days do, so that they
// tile them, and returns the first and the last.
func (t almanac) tiles(s span, kind periodKind) (first, last Period, ok bool) {
	first, okFirst := t.at(s.first, kind)
	last, okLast := t.at(s.last, kind)
	if !okFirst || !okLast {
		return Period{}, Period{}, false
	}
	head, okFirst := t.span(first)
	tail, okLast := t.span(last)
	return first, last, okFirst && okLast && head.first == s.first && tail.last == s.last
}
