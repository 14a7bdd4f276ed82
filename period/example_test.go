package period_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

func ExampleParse() {
	for _, label := range []string{"2026-Q3", "2026-02-29"} {
		asked, err := period.Parse(label)
		fmt.Println(asked, errors.Is(err, bsc.ErrPeriod))
	}
	// Output:
	// 2026-Q3 false
	//  true
}

// The fiscal year of the United States' government begins in October and is named after
// the calendar year in which it ends.
func ExampleCalendar() {
	calendar := period.Calendar{StartMonth: 10}
	for _, p := range []period.Period{period.Year(2026), period.Quarter(2026, 1), period.Month(2026, 1)} {
		first, last, err := calendar.Bounds(p)
		fmt.Println(p, first, last, err)
	}
	_, _, err := calendar.Bounds(period.Numbered(2026, 13))
	fmt.Println(err)
	// Output:
	// 2026 2025-10-01 2026-09-30 <nil>
	// 2026-Q1 2025-10-01 2025-12-31 <nil>
	// 2026-01 2026-01-01 2026-01-31 <nil>
	// 2026-P13 is not in the calendar (P01 to P12)
}

// The retail calendar: a year of weeks that ends on the Saturday nearest to the end of January.
func ExampleWeekYear() {
	retail := period.Calendar{
		NamedBy: period.NamedByStart,
		Weeks:   &period.WeekYear{Pattern: period.Weeks454, EndDay: period.Saturday, EndMonth: 1, Nearest: true},
	}
	for year := 2023; year <= 2025; year++ {
		first, last, err := retail.Bounds(period.Year(year))
		if err != nil {
			fmt.Println(err)
			return
		}
		days, err := retail.Days(period.Year(year))
		fmt.Println(year, first, last, days/7, err)
	}
	// Output:
	// 2023 2023-01-29 2024-02-03 53 <nil>
	// 2024 2024-02-04 2025-02-01 52 <nil>
	// 2025 2025-02-02 2026-01-31 52 <nil>
}

// A fiscal year that begins in April has other quarters and numbered periods; months and weeks are civil.
func ExampleCalendar_At() {
	fiscal := period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart}
	day := period.Day(2026, 2, 14)
	for _, f := range []period.Frequency{period.Yearly, period.Quarterly, period.ByPeriod, period.Monthly, period.Weekly} {
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
	fiscal := period.Calendar{StartMonth: 10}
	fmt.Println(fiscal.Children(period.Quarter(2026, 1), period.Monthly))
	_, err := fiscal.Children(period.Quarter(2026, 1), period.Weekly)
	fmt.Println(err)
	// Output:
	// [2025-10 2025-11 2025-12] <nil>
	// no whole weeks make up 2026-Q1 (quarter, month, period, day)
}

func ExampleCalendar_Enclosing() {
	fiscal := period.Calendar{StartMonth: 10}
	fmt.Println(fiscal.Enclosing(period.Month(2025, 11), period.Quarterly))
	_, err := fiscal.Enclosing(period.Week(2026, 5), period.Monthly)
	fmt.Println(err)
	// Output:
	// 2026-Q1 <nil>
	// no month holds all of 2026-W05 (year, half, quarter, week)
}

// A week's value can be shared out between two months by the days it has in each.
func ExampleCalendar_Overlap() {
	var civil period.Calendar
	january, _ := civil.Overlap(period.Week(2026, 5), period.Month(2026, 1))
	february, _ := civil.Overlap(period.Week(2026, 5), period.Month(2026, 2))
	fmt.Println(january, february)
	// Output: 6 1
}

func ExampleCalendar_Range() {
	var civil period.Calendar
	weeks, err := civil.Range(period.Week(2026, 52), period.Week(2027, 2))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(slices.Collect(weeks))
	// Output: [2026-W52 2026-W53 2027-W01 2027-W02]
}
