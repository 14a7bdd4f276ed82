package bsc

import "slices"

// A Calendar says which days the years, halves, quarters and numbered periods of a
// scorecard have. Months, ISO weeks and days are civil: the same in every calendar. The
// zero Calendar is the calendar year.
//
// It is plain data with one of three forms, or none: a fiscal year of months by
// StartMonth, a year of 52 or 53 weeks by Weeks, or a Table of the host. Each of its
// methods checks it first, so that a Calendar that does not hold together answers with an
// error and never with a date. A Calendar is safe for concurrent use while nothing changes it.
//
// Days are those of the Gregorian calendar, from 0001-01-01 to 9999-12-31. A period that
// is not wholly within them is not in any calendar.
//
// The errors of its methods are a *Problem: with ErrCalendar or ErrValue where the
// calendar does not hold together, with ErrPeriod where it has no answer for a period, and
// with ErrValue for an unknown frequency.
type Calendar struct {
	StartMonth int           `json:"start_month,omitempty"` // of the year, 1 to 12; 0 is January
	NamedBy    YearNaming    `json:"named_by,omitempty"`    // which calendar year names the year; "" is its end
	Weeks      *WeekYear     `json:"weeks,omitempty"`       // a year of 52 or 53 weeks
	Table      []CalendarRow `json:"table,omitempty"`       // a calendar the host lists
}

// A YearNaming says which calendar year names a fiscal year that lies in two. In a year of
// weeks the end is that of WeekYear.EndMonth and the start is the first day of the month
// after it, so that a few days to one side or the other do not change the name.
type YearNaming string

// The namings. In a Calendar "" is NamedByEnd.
const (
	NamedByEnd   YearNaming = "end"   // October 2025 to September 2026 is 2026
	NamedByStart YearNaming = "start" // April 2026 to March 2027 is 2026
)

// ParseCalendar reads a calendar from JSON, as strictly as ParseDefinition, and checks it.
// The error is a *DefinitionError with everything that is wrong; then the Calendar is zero.
func ParseCalendar(document []byte, o *Options) (Calendar, error) {
	var c Calendar
	problems := parseStrictly(document, &c, o)
	if len(problems) == 0 {
		problems = c.check()
	}
	if err := problems.upTo(o.limits().Problems).Err(); err != nil {
		return Calendar{}, err
	}
	return c, nil
}

// Check returns nil where the calendar holds together, else a *DefinitionError with
// everything that is wrong with it, each problem with its path from the calendar on.
func (c Calendar) Check() error { return c.check().Err() }

func (c Calendar) check() Problems {
	_, problems := c.compile()
	return problems
}

// compile checks the calendar and makes it an almanac, which is good only without problems.
func (c Calendar) compile() (almanac, Problems) {
	var problems Problems
	report := func(path Pointer, p *Problem) {
		p.Path = path + p.Path
		problems = append(problems, p)
	}
	if c.StartMonth < 0 || c.StartMonth > 12 {
		report("/start_month", notMonth(c.StartMonth))
	}
	if c.NamedBy != "" && !slices.Contains(yearNamings(), c.NamedBy) {
		report("/named_by", notOneOf("", "naming", c.NamedBy, yearNamings()))
	}
	t := almanac{start: max(c.StartMonth, 1)}
	if c.Weeks != nil {
		if c.StartMonth != 0 {
			report("/weeks", exclusive("start_month and weeks"))
		}
		for _, p := range c.Weeks.check() {
			report("/weeks", p)
		}
		t.start, t.weeks = c.Weeks.EndMonth%12+1, c.Weeks.compile()
	}
	if c.Table != nil {
		if c.StartMonth != 0 || c.NamedBy != "" || c.Weeks != nil {
			report("/table", exclusive("a table and other fields"))
		}
		var p Problems
		t.table, p = compileTable(c.Table)
		problems = append(problems, p...)
	}
	if t.start > 1 && c.NamedBy != NamedByStart {
		t.named = 1
	}
	return t, problems
}

// clone returns a copy that shares nothing.
func (c Calendar) clone() Calendar {
	if c.Weeks != nil {
		weeks := *c.Weeks
		c.Weeks = &weeks
	}
	c.Table = slices.Clone(c.Table)
	return c
}

func notMonth(month int) *Problem {
	p := fault(ErrValue, "%d is not a month", month)
	p.Allowed = "1 to 12"
	return p
}

func exclusive(what string) *Problem {
	p := fault(ErrCalendar, "%s exclude each other", what)
	p.Allowed = "start_month and named_by, weeks and named_by, table, or nothing for the calendar year"
	return p
}

// almanac returns the calendar ready to be asked, or the first of its problems.
func (c Calendar) almanac() (almanac, error) {
	t, problems := c.compile()
	if len(problems) > 0 {
		return almanac{}, problems[0]
	}
	return t, nil
}
