// Package period provides the periods that scorecards are evaluated for, and the calendars that say which
// days they have.
//
// A [Period] is a label: a year, half, quarter, month, ISO week, day, or numbered period of a calendar. Make
// one with a constructor, or read its text with [Parse]:
//
//	period.Month(2026, 7)     // 2026-07
//	period.Quarter(2026, 3)   // 2026-Q3
//	period.Parse("2026-W31")  // ISO 8601
//
// Periods are comparable and can be map keys. The zero Period is not valid. No clock and no time zone is
// involved, and nothing is normalised.
//
// A [Frequency] says how often something is measured: [Monthly], [Quarterly], [Yearly].
//
// A [Calendar] says which days years, halves, quarters and numbered periods have. The zero Calendar is the
// calendar year. Others are fiscal years of months, years of 52 or 53 weeks ([WeekYear]), and tables of the
// host. A Calendar tells what comes before and after a period, what the period consists of, and which longer
// period contains it:
//
//	fiscal := period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart}
//	fiscal.Bounds(period.Year(2026))                          // 2026-04-01 to 2027-03-31
//	fiscal.Children(period.Quarter(2026, 1), period.Monthly)  // 2026-04, 2026-05, 2026-06
//	fiscal.Enclosing(period.Month(2026, 7), period.Quarterly) // 2026-Q2
//
// Errors are an [*Error], whose codes are those of package bsc: errors.Is(err, bsc.ErrPeriod).
package period
