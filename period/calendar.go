package period

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// A Calendar says which days the years, halves, quarters and numbered periods of a scorecard have. Months,
// ISO weeks and days are civil: the same in every calendar. The zero Calendar is the calendar year.
//
// A Calendar is plain data. It has at most one of three forms: a fiscal year of months by StartMonth, a year
// of 52 or 53 weeks by Weeks, or a Table of the host. Every method checks the Calendar first. An inconsistent
// one gives an error, never a date. A Calendar is safe for concurrent use while nothing changes it.
//
// Days are those of the Gregorian calendar, from 0001-01-01 to 9999-12-31. A period that is not wholly within
// them is in no calendar.
//
// The methods return an *Error. Its code is calendar or value if the Calendar is inconsistent, period if it
// has no answer for a period, and value for an unknown frequency.
type Calendar struct {
	StartMonth int           `json:"start_month,omitempty"` // first month of the year, 1 to 12; 0 is January
	NamedBy    YearNaming    `json:"named_by,omitempty"`    // which calendar year names the year; "" is NamedByEnd
	Weeks      *WeekYear     `json:"weeks,omitempty"`       // a year of 52 or 53 weeks
	Table      []CalendarRow `json:"table,omitempty"`       // a calendar the host lists
}

// A YearNaming says which calendar year names a fiscal year that lies in two. In a year of weeks, the end is
// that of WeekYear.EndMonth, and the start is the first day of the month after it. A few days to one side or
// the other therefore do not change the name.
type YearNaming string

// The namings. In a Calendar "" is NamedByEnd.
const (
	NamedByEnd   YearNaming = "end"   // October 2025 to September 2026 is 2026
	NamedByStart YearNaming = "start" // April 2026 to March 2027 is 2026
)

func yearNamings() []YearNaming { return []YearNaming{NamedByEnd, NamedByStart} }

// A WeekYear is a year of 52 or 53 whole weeks. It ends on a fixed day of the week: the last such day of a
// month, or the one nearest to the month's end. Each quarter has 13 weeks in three numbered periods. A 53rd
// week belongs to the last period, P12.
//
// Its own weeks are not periods: a Period such as 2026-W31 is an ISO week in every calendar. A host with
// figures by such weeks keeps them by the day, or lists its weeks as the numbered periods of a Table.
//
// The retail calendar of the NRF is {Pattern: Weeks454, EndDay: Saturday, EndMonth: 1,
// Nearest: true} in a Calendar with NamedByStart. The zero WeekYear is not valid.
type WeekYear struct {
	Pattern  WeekPattern `json:"pattern"`   // the weeks of a quarter's periods
	EndDay   Weekday     `json:"end_day"`   // the last day of every week, and so of the year
	EndMonth int         `json:"end_month"` // 1 to 12
	// Nearest ends the year on the end day nearest to the month's last day, not on the last one in the month.
	Nearest bool `json:"nearest,omitempty"`
}

// A WeekPattern says how many weeks the three periods of a quarter have.
type WeekPattern string

// The patterns.
const (
	Weeks445 WeekPattern = "4-4-5"
	Weeks454 WeekPattern = "4-5-4"
	Weeks544 WeekPattern = "5-4-4"
)

func weekPatterns() []WeekPattern { return []WeekPattern{Weeks445, Weeks454, Weeks544} }

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

// weekdays lists the days of the week in the almanac's order.
func weekdays() []Weekday {
	return []Weekday{Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday}
}

// Check returns nil if the calendar is consistent, else Errors with every fault. Their paths begin at the
// calendar.
func (c Calendar) Check() error {
	_, faults := c.compile()
	if len(faults) == 0 {
		return nil
	}
	var errs Errors
	for _, f := range faults {
		errs = append(errs, errorOf(f))
	}
	return errs
}

// Almanac returns the calendar for the engines of this module, or its first fault. Other modules cannot name
// the type.
func (c Calendar) Almanac() (*almanac.Almanac, error) {
	a, faults := c.compile()
	if len(faults) > 0 {
		return nil, errorOf(faults[0])
	}
	return a, nil
}

// compile checks the calendar and makes an almanac of it. The almanac is valid only if there are no faults.
func (c Calendar) compile() (*almanac.Almanac, []*fault.Fault) {
	var faults []*fault.Fault
	report := func(path string, f *fault.Fault) { faults = append(faults, f.At(path)) }
	if c.StartMonth < 0 || c.StartMonth > 12 {
		report("/start_month", notMonth(c.StartMonth))
	}
	if c.NamedBy != "" && !slices.Contains(yearNamings(), c.NamedBy) {
		report("/named_by", fault.NotOneOf("", "naming", c.NamedBy, yearNamings()))
	}
	a := &almanac.Almanac{Start: max(c.StartMonth, 1)}
	if c.Weeks != nil {
		if c.StartMonth != 0 {
			report("/weeks", exclusive("start_month_and_weeks"))
		}
		for _, f := range c.Weeks.check() {
			report("/weeks", f)
		}
		a.Start, a.Weeks = c.Weeks.EndMonth%12+1, c.Weeks.compile()
	}
	if c.Table != nil {
		if c.StartMonth != 0 || c.NamedBy != "" || c.Weeks != nil {
			report("/table", exclusive("table_and_other_fields"))
		}
		var wrong []*fault.Fault
		a.Table, wrong = compileTable(c.Table)
		faults = append(faults, wrong...)
	}
	if a.Start > 1 && c.NamedBy != NamedByStart {
		a.Named = 1
	}
	return a, faults
}

func (w *WeekYear) check() []*fault.Fault {
	var faults []*fault.Fault
	for _, f := range []*fault.Fault{
		fault.OneOf("/pattern", "pattern", w.Pattern, weekPatterns()), fault.OneOf("/end_day", "weekday", w.EndDay, weekdays()),
	} {
		if f != nil {
			faults = append(faults, f)
		}
	}
	if w.EndMonth < 1 || w.EndMonth > 12 {
		faults = append(faults, notMonth(w.EndMonth).At("/end_month"))
	}
	return faults
}

func (w *WeekYear) compile() *almanac.Weeks {
	first, second := 4, 4
	switch w.Pattern {
	case Weeks454:
		second = 5
	case Weeks544:
		first = 5
	}
	return almanac.NewWeeks(first, second, slices.Index(weekdays(), w.EndDay), w.Nearest)
}

// Clone returns a deep copy.
func (c Calendar) Clone() Calendar {
	if c.Weeks != nil {
		weeks := *c.Weeks
		c.Weeks = &weeks
	}
	c.Table = slices.Clone(c.Table)
	return c
}

func notMonth(month int) *fault.Fault {
	f := fault.New(fault.Value, "not_month", "month", month)
	f.Allowed = words.New("months_of_year")
	return f
}

func exclusive(says string) *fault.Fault {
	f := fault.New(fault.Calendar, says)
	f.Allowed = words.New("calendar_forms")
	return f
}
