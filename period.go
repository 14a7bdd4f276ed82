package bsc

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Period is a span of time by its label: a year, half, quarter, month, ISO week, day
// or numbered period. It is comparable, so that it can be a map key and be tested with ==.
// The zero Period is not valid. Periods are labels, not instants: no time zone or clock
// is involved, and nothing is normalised, so that 2023-02-29 is refused rather than
// becoming the first of March.
//
// Months, weeks and days are civil. Years, halves, quarters and numbered periods are
// those of the scorecard's calendar.
type Period struct {
	kind  periodKind
	year  uint16
	index uint16 // within the year; days count month·32 + day
}

type periodKind uint8

const (
	yearPeriod periodKind = iota + 1
	halfPeriod
	quarterPeriod
	monthPeriod
	numberedPeriod
	weekPeriod
	dayPeriod
)

// Year returns the year, 1 to 9999. Like every constructor here it returns the zero
// Period, which Evaluate refuses, where the label does not exist; ParsePeriod says why.
func Year(year int) Period { return newPeriod(yearPeriod, year, 1) }

// Half returns a half-year, 1 or 2, written 2026-H1.
func Half(year, half int) Period { return newPeriod(halfPeriod, year, half) }

// Quarter returns a quarter, 1 to 4, written 2026-Q3.
func Quarter(year, quarter int) Period { return newPeriod(quarterPeriod, year, quarter) }

// Month returns a calendar month, 1 to 12, written 2026-07.
func Month(year, month int) Period { return newPeriod(monthPeriod, year, month) }

// Week returns an ISO 8601 week, written 2026-W31. Week 53 exists only in long ISO years.
func Week(year, week int) Period { return newPeriod(weekPeriod, year, week) }

// Day returns a day, written 2026-07-15.
func Day(year, month, day int) Period {
	if month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) {
		return Period{}
	}
	return newPeriod(dayPeriod, year, month*32+day)
}

// DayOf returns the day of a moment, in the moment's own location.
func DayOf(moment time.Time) Period {
	year, month, day := moment.Date()
	return Day(year, int(month), day)
}

// Numbered returns a calendar's numbered period, 1 to 99, written 2026-P07.
func Numbered(year, number int) Period { return newPeriod(numberedPeriod, year, number) }

func newPeriod(kind periodKind, year, index int) Period {
	if year < 1 || year > 9999 || index < 1 || index > maxIndex(kind, year) {
		return Period{}
	}
	return Period{kind, uint16(year), uint16(index)}
}

// maxIndex returns the last index of a kind within a year.
func maxIndex(kind periodKind, year int) int {
	switch kind {
	case yearPeriod:
		return 1
	case halfPeriod:
		return 2
	case quarterPeriod:
		return 4
	case monthPeriod:
		return 12
	case weekPeriod:
		_, week := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek() // always in the last week
		return week
	case numberedPeriod:
		return 99
	}
	return 12*32 + 31
}

func daysInMonth(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether p is the zero Period, which is not a period.
func (p Period) IsZero() bool { return p == Period{} }

// Frequency returns what kind of period p is: Quarterly for 2026-Q3; "" for the zero Period.
func (p Period) Frequency() Frequency { return p.kind.frequency() }

// frequency returns the Frequency of periods of a kind; "" for none.
func (k periodKind) frequency() Frequency {
	if k == 0 || k > dayPeriod {
		return ""
	}
	return frequencies()[k-1]
}

// frequencies lists them in the order of the kinds.
func frequencies() []Frequency {
	return []Frequency{Yearly, HalfYearly, Quarterly, Monthly, ByPeriod, Weekly, Daily}
}

// kindOf returns the kind of a frequency; 0 where it is none.
func kindOf(f Frequency) periodKind { return periodKind(slices.Index(frequencies(), f) + 1) }

// String returns the label, such as "2026-Q3"; "" for the zero Period.
func (p Period) String() string {
	switch p.kind {
	case yearPeriod:
		return fmt.Sprintf("%04d", p.year)
	case halfPeriod:
		return fmt.Sprintf("%04d-H%d", p.year, p.index)
	case quarterPeriod:
		return fmt.Sprintf("%04d-Q%d", p.year, p.index)
	case monthPeriod:
		return fmt.Sprintf("%04d-%02d", p.year, p.index)
	case weekPeriod:
		return fmt.Sprintf("%04d-W%02d", p.year, p.index)
	case numberedPeriod:
		return fmt.Sprintf("%04d-P%02d", p.year, p.index)
	case dayPeriod:
		return fmt.Sprintf("%04d-%02d-%02d", p.year, p.index/32, p.index%32)
	}
	return ""
}

// Compare orders periods by year, then from longer to shorter kinds, then within the
// year: a total order for sorting. It does not say which of two kinds is earlier.
func (p Period) Compare(q Period) int {
	return cmp.Or(cmp.Compare(p.year, q.year), cmp.Compare(p.kind, q.kind), cmp.Compare(p.index, q.index))
}

const allowedPeriod = "2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999"

// ParsePeriod reads a label as String writes it. The error is a *Problem with ErrPeriod.
func ParsePeriod(label string) (Period, error) {
	if p := parsePeriod(label); !p.IsZero() {
		return p, nil
	}
	return Period{}, notPeriod(quote(label))
}

// notPeriod is the error for a bad period at every door.
func notPeriod(what string) *Problem {
	p := fault(ErrPeriod, "%s is not a period", what)
	p.Allowed = allowedPeriod
	return p
}

func parsePeriod(label string) Period {
	parts := strings.Split(label, "-")
	year, ok := fixedDigits(parts[0], 4)
	if !ok {
		return Period{}
	}
	switch len(parts) {
	case 1:
		return Year(year)
	case 2:
		return parseWithinYear(year, parts[1])
	case 3:
		month, okMonth := fixedDigits(parts[1], 2)
		day, okDay := fixedDigits(parts[2], 2)
		if okMonth && okDay {
			return Day(year, month, day)
		}
	}
	return Period{}
}

func parseWithinYear(year int, part string) Period {
	forms := []struct {
		prefix string
		digits int
		make   func(year, index int) Period
	}{{"H", 1, Half}, {"Q", 1, Quarter}, {"W", 2, Week}, {"P", 2, Numbered}, {"", 2, Month}}
	for _, f := range forms {
		if rest, ok := strings.CutPrefix(part, f.prefix); ok {
			if n, ok := fixedDigits(rest, f.digits); ok {
				return f.make(year, n)
			}
		}
	}
	return Period{}
}

// fixedDigits reads exactly n ASCII digits.
func fixedDigits(s string, n int) (int, bool) {
	if len(s) != n || leadingDigits(s) != n {
		return 0, false
	}
	v, err := strconv.Atoi(s)
	return v, err == nil
}

// MarshalText returns the label.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a label; empty text is the zero Period. Where it fails, p stays as it was.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	parsed, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// Scan reads a label from a database column: text, or NULL, which is the zero Period as
// empty text is. The error is a *Problem with ErrPeriod, also for a column of another
// type, such as a number or a date; then p stays as it was.
func (p *Period) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*p = Period{}
		return nil
	case string:
		return p.UnmarshalText([]byte(v))
	case []byte:
		return p.UnmarshalText(v)
	}
	return notPeriod(fmt.Sprintf("a value of type %T", src))
}

// Value returns the label for a database column, or nil, which is NULL, for the zero Period.
func (p Period) Value() (driver.Value, error) {
	if p.IsZero() {
		return nil, nil
	}
	return p.String(), nil
}
