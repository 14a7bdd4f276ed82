package period

import (
	"strconv"
	"strings"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// A Period is a span of time, named by its label: a year, half, quarter, month, ISO week, day or numbered
// period. It is comparable: it can be a map key and be tested with ==. The zero Period is not valid. Periods
// are labels, not instants. No time zone or clock is involved, and nothing is normalised: 2023-02-29 is
// refused and does not become 1 March.
//
// Months, weeks and days are civil. Years, halves, quarters and numbered periods are
// those of a Calendar.
type Period struct{ label almanac.Label }

// Year returns the year, 1 to 9999. Like every constructor here, it returns the zero Period if the label does
// not exist. Package bsc refuses a zero Period, and Parse says what is wrong with a label.
func Year(year int) Period { return Period{almanac.NewLabel(almanac.Year, year, 1)} }

// Half returns a half-year, 1 or 2, written 2026-H1.
func Half(year, half int) Period { return Period{almanac.NewLabel(almanac.Half, year, half)} }

// Quarter returns a quarter, 1 to 4, written 2026-Q3.
func Quarter(year, quarter int) Period {
	return Period{almanac.NewLabel(almanac.Quarter, year, quarter)}
}

// Month returns a calendar month, 1 to 12, written 2026-07.
func Month(year, month int) Period { return Period{almanac.NewLabel(almanac.Month, year, month)} }

// Week returns an ISO 8601 week, written 2026-W31. Week 53 exists only in long ISO years.
func Week(year, week int) Period { return Period{almanac.NewLabel(almanac.Week, year, week)} }

// Day returns a day, written 2026-07-15.
func Day(year, month, day int) Period { return Period{almanac.DayLabel(year, month, day)} }

// DayOf returns the day of a moment in the moment's own location.
func DayOf(moment time.Time) Period {
	year, month, day := moment.Date()
	return Day(year, int(month), day)
}

// Numbered returns a calendar's numbered period, 1 to 99, written 2026-P07.
func Numbered(year, number int) Period {
	return Period{almanac.NewLabel(almanac.Numbered, year, number)}
}

// Of returns the period of a label. It is for the engines of this module: other modules cannot name its type.
func Of(l almanac.Label) Period { return Period{l} }

// Label returns the period's label for the engines of this module. Other modules use String.
func (p Period) Label() almanac.Label { return p.label }

// IsZero reports whether p is the zero Period, which is not a period.
func (p Period) IsZero() bool { return p == Period{} }

// Frequency returns the kind of p: Quarterly for 2026-Q3; "" for the zero Period.
func (p Period) Frequency() Frequency { return FrequencyOf(p.label.Kind) }

// String returns the label, such as "2026-Q3"; "" for the zero Period.
func (p Period) String() string { return p.label.String() }

// Compare orders periods by year, then from longer to shorter kinds, then within the year. It is a total
// order for sorting. It does not say which of two kinds is earlier; Calendar.Compare does.
func (p Period) Compare(q Period) int { return p.label.Compare(q.label) }

// Allowed lists the forms of labels, for errors.
const Allowed = "2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999"

// Parse reads a label as String writes it. The error is an *Error with the code period.
func Parse(label string) (Period, error) {
	if p := parse(label); !p.IsZero() {
		return p, nil
	}
	f := notPeriod(label)
	f.Hint = didYouMean(label)
	return Period{}, errorOf(f)
}

// notPeriod returns the fault of text that is no period.
func notPeriod(got string) *fault.Fault {
	f := fault.New(fault.Period, "not_period", "got", got)
	f.Allowed = words.New("h_q_w_or_p")
	return f
}

// valueNotPeriod returns the fault of a value that is not even text.
func valueNotPeriod(value words.Phrase) *fault.Fault {
	f := fault.New(fault.Period, "value_not_period", "value", value)
	f.Allowed = words.New("h_q_w_or_p")
	return f
}

func parse(label string) Period {
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
	if len(s) != n || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	v, err := strconv.Atoi(s)
	return v, err == nil
}

// MarshalText returns the label.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a label. Empty text is the zero Period. On an error, p is unchanged.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}
