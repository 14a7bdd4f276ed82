// Package almanac answers which days a period has and which period a day is in. All other questions about a
// calendar are built from these two.
//
//	label.go    what names a period: its kind, year and number
//	days.go     days by number, and the months, weeks and days that are the same in every calendar
//	almanac.go  the two questions, and those built from them
//	weeks.go    years of 52 or 53 weeks
//	table.go    calendars that a host lists
package almanac

import (
	"iter"
	"slices"

	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// An Almanac is a checked calendar. It is immutable, and may be shared. The zero Almanac is no calendar.
type Almanac struct {
	Start int    // the month in which the year nominally starts
	Named int    // 1 if a year is named by the calendar year after the one it starts in
	Weeks *Weeks // a year of weeks; nil: of months
	Table *Table // a calendar that a host lists; nil: none
}

// Span returns the days of a period, and whether the calendar has it.
func (a *Almanac) Span(l Label) (Span, bool) {
	var s Span
	switch {
	case l.IsZero():
		return Span{}, false
	case l.Kind.Civil():
		s = CivilSpan(l)
	case a.Table != nil:
		return a.Table.span(l)
	default:
		size := l.Kind.months()
		k := (int(l.Index) - 1) * size
		if k >= 12 {
			return Span{}, false // a numbered period above 12
		}
		s = Span{a.boundary(int(l.Year), k), a.boundary(int(l.Year), k+size) - 1}
	}
	return s, s.First >= 1 && s.Last <= LastDay
}

// At returns the period of a kind that contains a day, and whether the calendar has one.
func (a *Almanac) At(day int, kind Kind) (Label, bool) {
	if day < 1 || day > LastDay {
		return Label{}, false
	}
	var l Label
	switch {
	case kind.Civil():
		l = civilAt(day, kind)
	case a.Table != nil:
		return a.Table.at(day, kind)
	default:
		year, k := a.position(day)
		l = NewLabel(kind, year, k/kind.months()+1)
	}
	_, ok := a.Span(l)
	return l, ok
}

// Has reports whether the calendar has periods of a kind.
func (a *Almanac) Has(kind Kind) bool {
	return a.Table == nil || kind.Civil() || len(a.Table.rows[kind]) > 0
}

// Within reports whether another calendar has every period of a kind that this one has, with the same days.
func (a *Almanac) Within(b *Almanac, kind Kind) bool {
	switch {
	case a == b || kind.Civil():
		return true
	case a.Table != nil:
		return !slices.ContainsFunc(a.Table.rows[kind], func(r Row) bool {
			days, ok := b.Span(r.Label)
			return !ok || days != r.Span
		})
	case b.Table != nil || a.Start != b.Start || a.Named != b.Named:
		return false
	}
	return a.Weeks.same(b.Weeks, kind)
}

// boundary returns the first day of the part k of a year, 0 to 11; for 12, the first day
// of the next year.
func (a *Almanac) boundary(year, k int) int {
	if a.Weeks == nil {
		return monthStart(a.startMonth(year) + k)
	}
	if k == 12 {
		return a.weekYearStart(year + 1)
	}
	return a.weekYearStart(year) + 7*a.Weeks.before(k)
}

// position is the inverse of boundary: it returns the year and the part of it, 0 to 11, that contain a day.
func (a *Almanac) position(day int) (year, k int) {
	y, m, _ := DateOf(day)
	since := y*12 + m - a.Start // months since the year 0 started
	year, k = since/12+a.Named, since%12
	if a.Weeks == nil {
		return year, k
	}
	switch { // a year of weeks begins and ends a few days off the month's end
	case day < a.weekYearStart(year):
		year--
	case day >= a.weekYearStart(year+1):
		year++
	}
	return year, a.Weeks.periodOf((day - a.weekYearStart(year)) / 7)
}

// startMonth returns the month in which a year nominally starts.
func (a *Almanac) startMonth(year int) int { return (year-a.Named)*12 + a.Start - 1 }

// weekYearStart returns the first day of a year of weeks: the day after the last one ended.
func (a *Almanac) weekYearStart(year int) int {
	return a.Weeks.end(monthStart(a.startMonth(year))-1) + 1
}

// Next returns the period after l, and whether the calendar has it.
func (a *Almanac) Next(l Label) (Label, bool) {
	s, ok := a.Span(l)
	if !ok {
		return Label{}, false
	}
	return a.At(s.Last+1, l.Kind)
}

// Previous returns the period before l, and whether the calendar has it.
func (a *Almanac) Previous(l Label) (Label, bool) {
	s, ok := a.Span(l)
	if !ok {
		return Label{}, false
	}
	return a.At(s.First-1, l.Kind)
}

// Completed returns the last period of a kind that ends on or before a day, with its days.
func (a *Almanac) Completed(kind Kind, day int) (Label, Span, bool) {
	l, ok := a.At(day, kind)
	if !ok {
		return Label{}, Span{}, false
	}
	s, _ := a.Span(l)
	if s.Last != day {
		if l, ok = a.Previous(l); !ok {
			return Label{}, Span{}, false
		}
		s, _ = a.Span(l)
	}
	return l, s, true
}

// Enclosing returns the period of a kind that contains all the days, and whether there is one.
func (a *Almanac) Enclosing(s Span, kind Kind) (Label, bool) {
	l, ok := a.At(s.First, kind)
	if !ok {
		return Label{}, false
	}
	outer, ok := a.Span(l)
	return l, ok && s.Last <= outer.Last
}

// Tiles reports whether periods of a kind tile the days: whether they begin and end where the days do. It
// returns the first and the last of them.
func (a *Almanac) Tiles(s Span, kind Kind) (first, last Label, ok bool) {
	first, okFirst := a.At(s.First, kind)
	last, okLast := a.At(s.Last, kind)
	if !okFirst || !okLast {
		return Label{}, Label{}, false
	}
	head, okFirst := a.Span(first)
	tail, okLast := a.Span(last)
	return first, last, okFirst && okLast && head.First == s.First && tail.Last == s.Last
}

// Meeting returns the first and the last period of a kind that has any of the days; false if the calendar has none.
func (a *Almanac) Meeting(s Span, kind Kind) (first, last Label, ok bool) {
	s = s.Common(Span{1, LastDay})
	if a.Table != nil && !kind.Civil() {
		s = s.Common(a.Table.days(kind))
	}
	const longYear = 371 // there is a day of every kind within as many days
	okFirst, okLast := false, false
	for n := 0; n < longYear && !okFirst && s.First+n <= s.Last; n++ {
		first, okFirst = a.At(s.First+n, kind)
	}
	for n := 0; n < longYear && !okLast && s.First <= s.Last-n; n++ {
		last, okLast = a.At(s.Last-n, kind)
	}
	return first, last, okFirst && okLast
}

// Labelled returns the period of a kind that has exactly these days; the zero Label if there is none.
func (a *Almanac) Labelled(s Span, kind Kind) Label {
	if kind == 0 {
		return Label{}
	}
	if l, ok := a.At(s.First, kind); ok {
		if own, _ := a.Span(l); own == s {
			return l
		}
	}
	return Label{}
}

// Walk yields the periods from one to a later one of the same kind. The calendar must have both.
func (a *Almanac) Walk(from, to Label) iter.Seq[Label] {
	return func(yield func(Label) bool) {
		for l, ok := from, true; ok && yield(l) && l != to; {
			l, ok = a.Next(l)
		}
	}
}

// Absent returns the fault of a period that the calendar does not have.
func (a *Almanac) Absent(l Label) *fault.Fault {
	f := a.Lacks(l.Kind, "not_in_calendar", "period", l)
	if l.Kind == Numbered && l.Index > 12 && a.Table == nil {
		f.Allowed = words.New("twelve_numbered_periods")
	}
	return f
}

// Lacks returns the fault of a period of a kind beyond the end of the calendar, with its detail.
func (a *Almanac) Lacks(kind Kind, says string, args ...any) *fault.Fault {
	f := fault.New(fault.Period, says, args...)
	f.Allowed = words.New("periods_of_all_years")
	if a.Table != nil && !kind.Civil() {
		f.Allowed = a.Table.extent(kind)
	}
	return f
}
