package period_test

import (
	"errors"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func row(label, first, last string) period.CalendarRow {
	parse := func(label string) period.Period {
		p, err := period.Parse(label)
		if err != nil {
			panic(err)
		}
		return p
	}
	return period.CalendarRow{Label: parse(label), First: parse(first), Last: parse(last)}
}

func tableOf(rows ...period.CalendarRow) period.Calendar { return period.Calendar{Table: rows} }

const (
	excludes   = " exclude each other (start_month and named_by, weeks and named_by, table, or nothing for the calendar year)"
	noDay      = ` is not a day (a day, such as 2026-07-15)`
	monthRange = " is not a month (1 to 12)"
)

// TestCalendar_Check gives each way in which a calendar does not hold together, and its text.
func TestCalendar_Check(t *testing.T) {
	p1, p2 := row("2026-P01", "2026-01-01", "2026-01-28"), row("2026-P02", "2026-01-29", "2026-02-25")
	cases := []struct {
		calendar period.Calendar
		code     bsc.Code
		want     []string
	}{
		{period.Calendar{StartMonth: 13}, bsc.ErrValue, []string{"/start_month: 13" + monthRange}},
		{period.Calendar{StartMonth: -1, NamedBy: "END"}, bsc.ErrValue, []string{
			"/start_month: -1" + monthRange, `/named_by: unknown naming "END" (end, start); did you mean "end"?`,
		}},
		{period.Calendar{Weeks: &period.WeekYear{}}, bsc.ErrValue, []string{
			`/weeks/pattern: unknown pattern "" (4-4-5, 4-5-4, 5-4-4)`,
			`/weeks/end_day: unknown day of the week "" (sunday, monday, tuesday, wednesday, thursday, friday, saturday)`,
			"/weeks/end_month: 0" + monthRange,
		}},
		{period.Calendar{Weeks: &period.WeekYear{Pattern: "4-4-4", EndDay: "Saturday", EndMonth: 13}}, bsc.ErrValue, []string{
			`/weeks/pattern: unknown pattern "4-4-4" (4-4-5, 4-5-4, 5-4-4); did you mean "4-4-5"?`,
			`/weeks/end_day: unknown day of the week "Saturday" (sunday, monday, tuesday, wednesday, thursday, friday, saturday); did you mean "saturday"?`,
			"/weeks/end_month: 13" + monthRange,
		}},
		{period.Calendar{StartMonth: 2, Weeks: weekCalendars()[0].Weeks}, bsc.ErrCalendar, []string{"/weeks: start_month and weeks" + excludes}},
		{period.Calendar{NamedBy: period.NamedByEnd, Table: []period.CalendarRow{p1}}, bsc.ErrCalendar, []string{"/table: a table and other fields" + excludes}},
		{period.Calendar{Weeks: weekCalendars()[0].Weeks, Table: []period.CalendarRow{p1}}, bsc.ErrCalendar, []string{"/table: a table and other fields" + excludes}},
		{period.Calendar{}, "", nil},
		{tableOf(p1, p2), "", nil},
		{period.Calendar{Table: []period.CalendarRow{}}, bsc.ErrCalendar, []string{"/table: the table is empty (a row for each period)"}},
		{tableOf(p1, period.CalendarRow{}, p2), bsc.ErrPeriod, []string{
			`/table/1/label: "" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`,
		}},
		{tableOf(row("2026-07", "2026-07-01", "2026-07-31")), bsc.ErrCalendar, []string{
			"/table/0/label: 2026-07 is the same in every calendar (years, halves, quarters and numbered periods, such as 2026, 2026-H1, 2026-Q3 or 2026-P07)",
		}},
		{tableOf(period.CalendarRow{Label: p1.Label, Last: p1.Last}, row("2026-P02", "2026-02", "2026-02-28"), row("2026-P03", "2026-03-01", "2026-W12")), bsc.ErrPeriod, []string{
			`/table/0/first: ""` + noDay, `/table/1/first: "2026-02"` + noDay, `/table/2/last: "2026-W12"` + noDay,
		}},
		{tableOf(row("2026-P01", "2026-01-02", "2026-01-01")), bsc.ErrCalendar, []string{"/table/0/last: 2026-P01 ends before it begins (2026-01-02 or later)"}},
		{tableOf(p1, row("2026-P02", "2026-01-30", "2026-02-25")), bsc.ErrCalendar, []string{
			"/table/1/first: 2026-P02 begins on 2026-01-30, but 2026-P01 ends on 2026-01-28 (2026-01-29)",
		}},
		{tableOf(p1, row("2026-P02", "2026-01-28", "2026-02-25")), bsc.ErrCalendar, []string{
			"/table/1/first: 2026-P02 begins on 2026-01-28, but 2026-P01 ends on 2026-01-28 (2026-01-29)",
		}},
		{tableOf(p2, p1), bsc.ErrCalendar, []string{"/table/1/label: 2026-P01 follows 2026-P02 (2026-P03 or 2027-P01)"}},
		{tableOf(p1, p1), bsc.ErrCalendar, []string{"/table/1/label: 2026-P01 follows 2026-P01 (2026-P02 or 2027-P01)"}},
		{tableOf(p1, row("2026-P03", "2026-01-29", "2026-02-25")), bsc.ErrCalendar, []string{"/table/1/label: 2026-P03 follows 2026-P01 (2026-P02 or 2027-P01)"}},
		{tableOf(row("2026-Q4", "2026-01-01", "2026-03-31"), row("2028-Q1", "2026-04-01", "2026-06-30")), bsc.ErrCalendar, []string{
			"/table/1/label: 2028-Q1 follows 2026-Q4 (2027-Q1)",
		}},
		{tableOf(row("9999-P99", "9999-12-01", "9999-12-31"), row("9999-P01", "9999-01-01", "9999-01-02")), bsc.ErrCalendar, []string{
			"/table/1/label: 9999-P01 follows 9999-P99 (nothing)",
		}},
		{tableOf(row("9998", "9999-12-01", "9999-12-31"), row("9999", "9999-01-01", "9999-01-02")), bsc.ErrCalendar, []string{
			"/table/1/first: 9999 begins on 9999-01-01, but 9998 ends on 9999-12-31 (nothing)",
		}},
		{tableOf(row("2026", "2026-01-01", "2026-02-24"), p1, p2), bsc.ErrCalendar, []string{
			"/table/0: 2026 ends on 2026-02-24, but no numbered period does (a union of numbered periods of its own year)",
		}},
		{tableOf(p1, p2, row("2026-H1", "2025-12-31", "2026-02-25"), row("2026", "2026-01-01", "2026-02-25")), bsc.ErrCalendar, []string{
			"/table/2: 2026-H1 begins on 2025-12-31, but no numbered period does (a union of numbered periods of its own year)",
			"/table/3: 2026 begins on 2026-01-01, but no half-year does (a union of half-years of its own year)",
		}},
		{tableOf(p1, p2, row("2026-Q1", "2026-01-02", "2026-02-26")), bsc.ErrCalendar, []string{
			"/table/2: 2026-Q1 begins on 2026-01-02, but no numbered period does (a union of numbered periods of its own year)",
		}},
		{tableOf(p1, row("2027-P01", "2026-01-29", "2026-02-25"), row("2026", "2026-01-01", "2026-02-25")), bsc.ErrCalendar, []string{
			"/table/2: 2027-P01 lies in 2026 (a union of numbered periods of its own year)",
		}},
		{tableOf(p1, p2, row("2027", "2026-01-01", "2026-02-25")), bsc.ErrCalendar, []string{
			"/table/2: 2026-P01 lies in 2027 (a union of numbered periods of its own year)",
		}},
	}
	for _, tc := range cases {
		err := tc.calendar.Check()
		_, _, asked := tc.calendar.Bounds(period.Month(2026, 1)) // even what is civil is not answered
		if tc.want == nil {
			require.NoError(t, err)
			require.NoError(t, asked)
			continue
		}
		var found period.Errors
		require.ErrorAs(t, err, &found)
		assert.Equal(t, tc.want, lines(found))
		assert.ErrorIs(t, err, tc.code)
		assert.NoError(t, oracle.Bounded(err))
		assert.EqualError(t, asked, tc.want[0])
	}
}

func lines(es period.Errors) []string {
	texts := make([]string, len(es))
	for i, e := range es {
		texts[i] = e.Error()
	}
	return texts
}

// TestCalendar_bad gives each question a calendar refuses, and its text.
func TestCalendar_bad(t *testing.T) {
	const zero = `"" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`
	civil := period.Calendar{}
	table := tableOf(row("2026-P01", "2026-01-01", "2026-01-28"), row("2026-P02", "2026-01-29", "2026-02-25"), row("2026-Q1", "2026-01-01", "2026-02-25"))
	saturday := period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12}}
	bounds := func(c period.Calendar, p period.Period) error { _, _, err := c.Bounds(p); return err }
	at := func(c period.Calendar, p period.Period, f period.Frequency) error { _, err := c.At(p, f); return err }
	enclosing := func(c period.Calendar, p period.Period, f period.Frequency) error {
		_, err := c.Enclosing(p, f)
		return err
	}
	children := func(c period.Calendar, p period.Period, f period.Frequency) error {
		_, err := c.Children(p, f)
		return err
	}
	next := func(c period.Calendar, p period.Period) error { _, err := c.Next(p); return err }
	previous := func(c period.Calendar, p period.Period) error { _, err := c.Previous(p); return err }
	ranged := func(c period.Calendar, p, q period.Period) error { _, err := c.Range(p, q); return err }
	cases := []struct {
		err  error
		want string
	}{
		{bounds(civil, period.Period{}), zero},
		{bounds(table, period.Period{}), zero},
		{next(civil, period.Period{}), zero},
		{ranged(civil, period.Year(2026), period.Period{}), zero},
		{at(civil, period.Period{}, period.Monthly), zero},
		{bounds(civil, period.Numbered(2026, 13)), "2026-P13 is not in the calendar (P01 to P12)"},
		{bounds(saturday, period.Numbered(2026, 99)), "2026-P99 is not in the calendar (P01 to P12)"},
		{bounds(civil, period.Week(9999, 52)), "9999-W52 is not in the calendar (periods within 0001-01-01 to 9999-12-31)"},
		{bounds(period.Calendar{StartMonth: 4}, period.Year(1)), "0001 is not in the calendar (periods within 0001-01-01 to 9999-12-31)"},
		{bounds(period.Calendar{StartMonth: 10}, period.Numbered(1, 3)), "0001-P03 is not in the calendar (periods within 0001-01-01 to 9999-12-31)"},
		{bounds(table, period.Week(9999, 52)), "9999-W52 is not in the calendar (periods within 0001-01-01 to 9999-12-31)"},
		{bounds(table, period.Numbered(2026, 3)), "2026-P03 is not in the calendar (2026-P01 to 2026-P02)"},
		{bounds(table, period.Quarter(2026, 2)), "2026-Q2 is not in the calendar (2026-Q1)"},
		{bounds(table, period.Year(2026)), "2026 is not in the calendar (the table has no years)"},
		{next(table, period.Numbered(2026, 2)), "there is no numbered period after 2026-P02 (2026-P01 to 2026-P02)"},
		{previous(table, period.Quarter(2026, 1)), "there is no quarter before 2026-Q1 (2026-Q1)"},
		{previous(civil, period.Half(1, 1)), "there is no half-year before 0001-H1 (periods within 0001-01-01 to 9999-12-31)"},
		{at(civil, period.Month(2026, 7), period.Quarterly), `"2026-07" is not a day (a day, such as 2026-07-15)`},
		{at(civil, period.Day(9999, 12, 31), period.Weekly), "there is no week with 9999-12-31 (periods within 0001-01-01 to 9999-12-31)"},
		{at(table, period.Day(2026, 2, 26), period.ByPeriod), "there is no numbered period with 2026-02-26 (2026-P01 to 2026-P02)"},
		{at(table, period.Day(2025, 12, 31), period.HalfYearly), "there is no half-year with 2025-12-31 (the table has no half-years)"},
		{enclosing(civil, period.Week(2026, 5), period.Monthly), "no month holds all of 2026-W05 (year, half, quarter, week)"},
		{enclosing(civil, period.Week(2026, 1), period.Yearly), "no year holds all of 2026-W01 (week)"},
		{enclosing(civil, period.Quarter(2026, 1), period.Monthly), "no month holds all of 2026-Q1 (year, half, quarter)"},
		{enclosing(table, period.Month(2026, 2), period.ByPeriod), "no numbered period holds all of 2026-02 (month)"},
		{children(civil, period.Month(2026, 7), period.Weekly), "no whole weeks make up 2026-07 (month, period, day)"},
		{children(civil, period.Month(2026, 7), period.Quarterly), "no whole quarters make up 2026-07 (month, period, day)"},
		{children(saturday, period.Year(2026), period.Monthly), "no whole months make up 2026 (year, half, quarter, period, day)"},
		{ranged(civil, period.Year(2026), period.Month(2026, 7)), "2026 and 2026-07 are not of one frequency (two years, or two months)"},
	}
	for _, tc := range cases {
		require.EqualError(t, tc.err, tc.want)
		assert.ErrorIs(t, tc.err, bsc.ErrPeriod)
		var p *period.Error
		assert.True(t, errors.As(tc.err, &p) && !p.Allowed.IsZero())
		assert.NoError(t, oracle.Bounded(tc.err))
	}
	for _, err := range []error{at(civil, period.Day(2026, 7, 1), "monthly"), enclosing(table, period.Month(2026, 7), "monthly"), children(civil, period.Year(2026), "monthly")} {
		assert.EqualError(t, err, `unknown frequency "monthly" (year, half, quarter, month, period, week, day); did you mean "month"?`)
		assert.ErrorIs(t, err, bsc.ErrValue)
	}
	assert.EqualError(t, children(civil, period.Year(2026), ""), `unknown frequency "" (year, half, quarter, month, period, week, day)`)
}

func TestParseCalendar_bad(t *testing.T) {
	for doc, want := range map[string]string{
		``:                                  `bsc: line 1, column 1: the document is empty`,
		`[]`:                                `bsc: line 1, column 1: an object is expected, not a list`,
		`{"start_month":13}`:                `bsc: /start_month: 13 is not a month (1 to 12)`,
		`{"start_month":"April"}`:           `bsc: line 1, column 16: /start_month: a number is expected, not text`,
		`{"start_month":4.5}`:               `bsc: line 1, column 16: /start_month: 4.5 is not a whole number of the expected size`,
		`{"StartMonth":4}`:                  `bsc: line 1, column 2: /StartMonth: unknown field "StartMonth"; did you mean "start_month"?`,
		`{"start_month":4,"start_month":4}`: `bsc: line 1, column 18: /start_month: "start_month" stands twice, first at line 1, column 2`,
		`{"weeks":null}`:                    `bsc: line 1, column 10: /weeks: an object is expected, not null`,
		`{"weeks":{}}`:                      `bsc: /weeks/pattern: unknown pattern "" (4-4-5, 4-5-4, 5-4-4) (and 2 more)`,
		`{"table":[]}`:                      `bsc: /table: the table is empty (a row for each period)`,
		`{"table":[{"label":"2026","last":"2026"}]}`: `bsc: /table/0/first: "" is not a day (a day, such as 2026-07-15)`,
		`{"table":[{"label":"2026-P1"}]}`:            `bsc: line 1, column 20: /table/0/label: "2026-P1" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999); did you mean "2026-P01"?`,
	} {
		c, err := bsc.ParseCalendar([]byte(doc), nil)
		require.EqualError(t, err, want, doc)
		assert.Equal(t, period.Calendar{}, c)
	}
}
