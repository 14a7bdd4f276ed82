package bsc

import (
	"cmp"
	"slices"
)

// A CalendarRow is one row of a calendar that the host lists, such as Oracle's GL_PERIODS:
// a year, half, quarter or numbered period with its first and last day. The zero
// CalendarRow is not valid.
//
// Rows of one kind are in ascending order, without a gap or an overlap in days or in
// labels: after 2026-P12 comes 2026-P13 or 2027-P01. Rows of larger kinds are unions of
// rows of smaller ones of the same year. What the table does not list, the calendar does
// not have.
type CalendarRow struct {
	Label Period `json:"label"`
	First Period `json:"first"` // a day
	Last  Period `json:"last"`  // a day, in the period
}

// A table holds the rows of a checked calendar by their kind, in ascending order.
type table struct {
	rows [numberedPeriod + 1][]tableRow
}

type tableRow struct {
	label Period
	span  span
}

// compileTable checks rows, and returns a table that is good only without problems. What
// supposes that rows are right by themselves is checked only where they are.
func compileTable(rows []CalendarRow) (*table, Problems) {
	if len(rows) == 0 {
		p := fault(ErrCalendar, "the table is empty")
		p.Path, p.Allowed = "/table", "a row for each period"
		return nil, Problems{p}
	}
	t := new(table)
	for _, check := range []func(CalendarRow) *Problem{CalendarRow.check, t.add, t.union} {
		if problems := eachRow(rows, check); len(problems) > 0 {
			return nil, problems
		}
	}
	return t, nil
}

func eachRow(rows []CalendarRow, check func(CalendarRow) *Problem) Problems {
	var problems Problems
	for i, row := range rows {
		if p := check(row); p != nil {
			p.Path = at("", "table", i) + p.Path
			problems = append(problems, p)
		}
	}
	return problems
}

// check finds what is wrong with a row by itself.
func (r CalendarRow) check() *Problem {
	var p *Problem
	switch {
	case r.Label.IsZero():
		p = notPeriod(`""`)
		p.Path = "/label"
	case r.Label.kind.civil():
		p = fault(ErrCalendar, "%s is the same in every calendar", r.Label)
		p.Path, p.Allowed = "/label", "years, halves, quarters and numbered periods, such as 2026, 2026-H1, 2026-Q3 or 2026-P07"
	case r.First.kind != dayPeriod:
		p = notDay(r.First)
		p.Path = "/first"
	case r.Last.kind != dayPeriod:
		p = notDay(r.Last)
		p.Path = "/last"
	case r.Last.Compare(r.First) < 0:
		p = fault(ErrCalendar, "%s ends before it begins", r.Label)
		p.Path, p.Allowed = "/last", r.First.String()+" or later"
	}
	return p
}

// span returns the days of a row whose first and last are days.
func (r CalendarRow) span() span { return span{civilSpan(r.First).first, civilSpan(r.Last).last} }

func notDay(p Period) *Problem {
	problem := fault(ErrPeriod, "%s is not a day", quote(p.String()))
	problem.Allowed = "a day, such as 2026-07-15"
	return problem
}

// add appends a row to those of its kind, and finds why it cannot follow the last of them.
func (t *table) add(r CalendarRow) *Problem {
	rows := t.rows[r.Label.kind]
	row := tableRow{r.Label, r.span()}
	t.rows[r.Label.kind] = append(rows, row)
	if len(rows) == 0 {
		return nil
	}
	return row.follows(rows[len(rows)-1])
}

// follows finds what is wrong with a row as the one after another.
func (r tableRow) follows(before tableRow) *Problem {
	kind, year, index := before.label.kind, int(before.label.year), int(before.label.index)
	within, beyond := newPeriod(kind, year, index+1), newPeriod(kind, year+1, 1)
	if r.label != within && r.label != beyond {
		p := fault(ErrCalendar, "%s follows %s", r.label, before.label)
		p.Path, p.Allowed = "/label", either(within, beyond)
		return p
	}
	if want := before.span.last + 1; r.span.first != want {
		p := fault(ErrCalendar, "%s begins on %s, but %s ends on %s", r.label, dayOf(r.span.first), before.label, dayOf(before.span.last))
		p.Path, p.Allowed = "/first", either(dayOf(want), Period{})
		return p
	}
	return nil
}

// either shows one or two periods, those that are there.
func either(p, q Period) string {
	switch {
	case p.IsZero() && q.IsZero():
		return "nothing"
	case p.IsZero():
		return q.String()
	case q.IsZero():
		return p.String()
	}
	return p.String() + " or " + q.String()
}

// dayOf returns a day by its number; the zero Period outside the calendar.
func dayOf(day int) Period {
	if day < 1 || day > lastDay {
		return Period{}
	}
	return civilAt(day, dayPeriod)
}

// union finds why a row is not a union of rows of the next smaller kind there is.
func (t *table) union(r CalendarRow) *Problem {
	kind := r.Label.kind + 1
	for ; kind <= numberedPeriod && len(t.rows[kind]) == 0; kind++ {
	}
	if kind > numberedPeriod {
		return nil
	}
	s := r.span()
	first, ok := t.find(s.first, kind)
	if !ok || first.span.first != s.first {
		return notUnion(r.Label, "begins", r.First, kind)
	}
	last, ok := t.find(s.last, kind)
	if !ok || last.span.last != s.last {
		return notUnion(r.Label, "ends", r.Last, kind)
	}
	for _, part := range []tableRow{first, last} {
		if part.label.year != r.Label.year {
			p := fault(ErrCalendar, "%s lies in %s", part.label, r.Label)
			p.Allowed = "a union of " + kind.noun() + "s of its own year"
			return p
		}
	}
	return nil
}

func notUnion(label Period, does string, day Period, kind periodKind) *Problem {
	p := fault(ErrCalendar, "%s %s on %s, but no %s does", label, does, day, kind.noun())
	p.Allowed = "a union of " + kind.noun() + "s of its own year"
	return p
}

// find returns the row of a kind that holds a day.
func (t *table) find(day int, kind periodKind) (tableRow, bool) {
	rows := t.rows[kind]
	i, _ := slices.BinarySearchFunc(rows, day, func(r tableRow, day int) int { return cmp.Compare(r.span.last, day) })
	if i == len(rows) || rows[i].span.first > day {
		return tableRow{}, false
	}
	return rows[i], true
}

// at returns the period of a kind that holds a day, and whether the table has one.
func (t *table) at(day int, kind periodKind) (Period, bool) {
	row, ok := t.find(day, kind)
	return row.label, ok
}

// span returns the days of a period, and whether the table has it.
func (t *table) span(p Period) (span, bool) {
	rows := t.rows[p.kind]
	i, ok := slices.BinarySearchFunc(rows, p, func(r tableRow, p Period) int { return r.label.Compare(p) })
	if !ok {
		return span{}, false
	}
	return rows[i].span, true
}

// extent says which periods of a kind the table has.
func (t *table) extent(kind periodKind) string {
	rows := t.rows[kind]
	switch len(rows) {
	case 0:
		return "the table has no " + kind.noun() + "s"
	case 1:
		return rows[0].label.String()
	}
	return rows[0].label.String() + " to " + rows[len(rows)-1].label.String()
}
