package bsc_test

import (
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
)

// The fiscal year of the United States' government begins in October and is named after
// the calendar year in which it ends.
func ExampleCalendar() {
	calendar := bsc.Calendar{StartMonth: 10}
	for _, p := range []bsc.Period{bsc.Year(2026), bsc.Quarter(2026, 1), bsc.Month(2026, 1)} {
		first, last, err := calendar.Bounds(p)
		fmt.Println(p, first, last, err)
	}
	_, _, err := calendar.Bounds(bsc.Numbered(2026, 13))
	fmt.Println(err)
	// Output:
	// 2026 2025-10-01 2026-09-30 <nil>
	// 2026-Q1 2025-10-01 2025-12-31 <nil>
	// 2026-01 2026-01-01 2026-01-31 <nil>
	// 2026-P13 is not in the calendar (P01 to P12)
}

// The retail calendar: a year of weeks that ends on the Saturday nearest to the end of January.
func ExampleWeekYear() {
	retail := bsc.Calendar{
		NamedBy: bsc.NamedByStart,
		Weeks:   &bsc.WeekYear{Pattern: bsc.Weeks454, EndDay: bsc.Saturday, EndMonth: 1, Nearest: true},
	}
	for year := 2023; year <= 2025; year++ {
		first, last, err := retail.Bounds(bsc.Year(year))
		if err != nil {
			fmt.Println(err)
			return
		}
		days, err := retail.Days(bsc.Year(year))
		fmt.Println(year, first, last, days/7, err)
	}
	// Output:
	// 2023 2023-01-29 2024-02-03 53 <nil>
	// 2024 2024-02-04 2025-02-01 52 <nil>
	// 2025 2025-02-02 2026-01-31 52 <nil>
}

// A calendar from a host's own table has the periods of the table and no others.
func ExampleParseCalendar() {
	calendar, err := bsc.ParseCalendar([]byte(`{"table": [
		{"label": "2026-Q1", "first": "2025-12-29", "last": "2026-03-29"},
		{"label": "2026-Q2", "first": "2026-03-30", "last": "2026-06-28"}
	]}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(calendar.At(bsc.Day(2025, 12, 31), bsc.Quarterly))
	_, err = calendar.Next(bsc.Quarter(2026, 2))
	fmt.Println(err)
	_, err = bsc.ParseCalendar([]byte(`{"start_month": 13}`), nil)
	fmt.Println(err)
	// Output:
	// 2026-Q1 <nil>
	// there is no quarter after 2026-Q2 (2026-Q1 to 2026-Q2)
	// bsc: /start_month: 13 is not a month (1 to 12)
}

func ExampleCalendar_At() {
	fiscal := bsc.Calendar{StartMonth: 4, NamedBy: bsc.NamedByStart}
	day := bsc.Day(2026, 2, 14)
	for _, f := range []bsc.Frequency{bsc.Yearly, bsc.Quarterly, bsc.ByPeriod, bsc.Monthly, bsc.Weekly} {
		p, err := fiscal.At(day, f)
		fmt.Println(f, p, err)
	}
	// Output:
	// year 2025 <nil>
	// quarter 2025-Q4 <nil>
	// period 2025-P11 <nil>
	// month 2026-02 <nil>
	// week 2026-W07 <nil>
}

func ExampleCalendar_Children() {
	fiscal := bsc.Calendar{StartMonth: 10}
	fmt.Println(fiscal.Children(bsc.Quarter(2026, 1), bsc.Monthly))
	_, err := fiscal.Children(bsc.Quarter(2026, 1), bsc.Weekly)
	fmt.Println(err)
	// Output:
	// [2025-10 2025-11 2025-12] <nil>
	// no whole weeks make up 2026-Q1 (quarter, month, period, day)
}

func ExampleCalendar_Enclosing() {
	fiscal := bsc.Calendar{StartMonth: 10}
	fmt.Println(fiscal.Enclosing(bsc.Month(2025, 11), bsc.Quarterly))
	_, err := fiscal.Enclosing(bsc.Week(2026, 5), bsc.Monthly)
	fmt.Println(err)
	// Output:
	// 2026-Q1 <nil>
	// no month holds all of 2026-W05 (year, half, quarter, week)
}

// A week's value can be shared out between two months by the days it has in each.
func ExampleCalendar_Overlap() {
	var civil bsc.Calendar
	january, _ := civil.Overlap(bsc.Week(2026, 5), bsc.Month(2026, 1))
	february, _ := civil.Overlap(bsc.Week(2026, 5), bsc.Month(2026, 2))
	fmt.Println(january, february)
	// Output: 6 1
}

func ExampleCalendar_Range() {
	var civil bsc.Calendar
	weeks, err := civil.Range(bsc.Week(2026, 52), bsc.Week(2027, 2))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(slices.Collect(weeks))
	// Output: [2026-W52 2026-W53 2027-W01 2027-W02]
}
