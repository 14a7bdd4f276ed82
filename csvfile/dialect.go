package csvfile

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// A Dialect says how a file writes what it says. Nothing is guessed: what is not declared is refused, with a hint that
// names what to declare. The zero Dialect reads cells between commas, numbers such as -1234.5, the columns by their own
// names, and periods by their labels.
//
// A Dialect is plain data. It may be shared by goroutines as long as nobody changes it.
type Dialect struct {
	// Separator stands between cells, such as ';' or '\t'; 0 is ','.
	Separator rune
	// Decimal is the decimal mark, '.' or ','; 0 is '.'.
	Decimal rune
	// Thousands stands between groups of three digits: '.', ',', '\'', '’' or ' ', which stands for no-break spaces, too.
	// 0 is none. A number need not be grouped, but 1.23 is refused if '.' is declared.
	Thousands rune
	// Percent says what a percent sign behind a number means; "" refuses it.
	Percent Percent
	// Parentheses reads (12) as -12.
	Parentheses bool
	// TrailingMinus reads 12- as -12.
	TrailingMinus bool
	// Empty lists words that stand where there is no number, such as "n/a" and "-". An empty cell always means that.
	Empty []string
	// NotApplicable lists words that stand where a KPI does not apply, such as "leave": its target goes with it, and nothing
	// is missing. They count in columns of values; a target does not have them.
	NotApplicable []string
	// Skip lists words that mark a row to leave out, such as "Total", in the column kpi, period or unit. The word is the
	// whole cell without surrounding spaces, with the same capital letters: "Total" skips neither TOTAL nor "Total 2026".
	Skip []string
	// Columns says what columns with other names hold: {"Monat": "period"}; the file must have them. A column that is to
	// be left out has "". With Across, Columns also says what period, org unit or KPI a name stands for: {"Mrz 26":
	// "2026-03"}. Line breaks and spaces in a name count as one space.
	Columns map[string]string
	// Across says that the other columns are periods, org units or KPIs, and hold the values; "": there are none.
	Across Across
	// Periods says what dates stand for: layouts of package time, and the frequency of the period that contains the day.
	// {"1/2/2006": period.Monthly} reads 7/31/2026 as 2026-07. Labels such as 2026-Q3 need no layout. A cell that two
	// layouts read as different periods is refused.
	Periods map[string]period.Frequency
	// Calendar has the quarters, halves and years that dates stand for. The zero value is the calendar year.
	Calendar period.Calendar
	// Directions says which direction the signs ≤, <=, <, ≥, >= and > before a target have to agree with, by KPI; the
	// Rules of a Scorecard have it. "" is higher, as in a definition. The sign of a KPI that is not listed is refused.
	Directions map[string]bsc.Direction
	// IgnoreSigns reads ≤3 as 3 in a target, whatever Directions says.
	IgnoreSigns bool

	_ struct{}
}

// A Percent says what a percent sign behind a number means. A number without one is as it is written.
type Percent string

// The meanings.
const (
	PercentPoints   Percent = "points"   // 97.5 % is 97.5: for KPIs whose unit is percent
	PercentFraction Percent = "fraction" // 97.5 % is 0.975
)

// An Across says what the columns of a wide table are.
type Across string

// What columns may be.
const (
	AcrossPeriods  Across = "period" // such as a column a month
	AcrossOrgUnits Across = "unit"
	AcrossKPIs     Across = "kpi"
)

func (d *Dialect) separator() rune { return cmp.Or(d.Separator, ',') }
func (d *Dialect) decimal() rune   { return cmp.Or(d.Decimal, '.') }

// A mistake receives what is wrong with a field of a dialect.
type mistake func(field string, detail, allowed words.Phrase)

// mistakes gathers what check finds.
func mistakes(check func(mistake)) (found bsc.Problems) {
	check(func(field string, detail, allowed words.Phrase) {
		p := problem(bsc.ErrValue, "dialect_field", "field", field, "detail", detail)
		p.Allowed = allowed
		found = append(found, p)
	})
	return found
}

// checkMarks finds what is wrong with the characters of a dialect.
func (d *Dialect) checkMarks(refuse mistake) {
	oneOf := func(field string, got rune, allowed string) {
		if got != 0 && !strings.ContainsRune(allowed, got) {
			refuse(field, words.New("no_such_mark", "mark", strconv.QuoteRune(got)), words.New("one_of_marks", "marks", allowed))
		}
	}
	if r := d.separator(); r == '"' || r == '\r' || r == '\n' || r == '\uFEFF' || r == '\uFFFD' || !validRune(r) {
		refuse("Separator", words.New("no_separator", "mark", strconv.QuoteRune(r)), words.New("separator_form"))
	}
	oneOf("Decimal", d.Decimal, ".,")
	oneOf("Thousands", d.Thousands, ".,'’ ")
	if d.Thousands == d.decimal() {
		refuse("Thousands", words.New("mark_is_decimal", "mark", strconv.QuoteRune(d.Thousands)), words.New("another_mark"))
	}
}

// checkReading finds what is wrong with a dialect for a file that may have these columns.
func (d *Dialect) checkReading(columns []string, refuse mistake) {
	d.checkMarks(refuse)
	if f := fault.OneOf("", "meaning", d.Percent, []Percent{PercentPoints, PercentFraction}); d.Percent != "" && f != nil {
		refuse("Percent", f.Detail, f.Allowed)
	}
	if f := fault.OneOf("", "columns", d.Across, []Across{AcrossPeriods, AcrossOrgUnits, AcrossKPIs}); d.Across != "" && f != nil {
		refuse("Across", f.Detail, f.Allowed)
	}
	if slices.Contains(d.Skip, "") {
		refuse("Skip", words.New("skips_empty_word"), words.New("words_such_as_total"))
	}
	for _, word := range d.NotApplicable {
		if word == "" || slices.Contains(d.Empty, word) {
			refuse("NotApplicable", words.New("not_applicable_and_empty", "word", word), words.New("words_such_as_leave"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Columns)) {
		key := d.Columns[name]
		if key != "" && d.Across == "" && !slices.Contains(columns, key) {
			refuse("Columns", words.New("column_cannot_hold", "column", name, "key", key), words.New("one_of", "values", columns))
		}
	}
	for _, kpi := range slices.Sorted(maps.Keys(d.Directions)) {
		if direction, ok := better(d.Directions[kpi]); !ok {
			f := fault.NotOneOf("", "direction", direction, []bsc.Direction{bsc.DirectionHigher, bsc.DirectionLower, bsc.DirectionCloser})
			refuse("Directions", f.Detail, f.Allowed)
		}
	}
	if err := d.Calendar.Check(); err != nil {
		refuse("Calendar", calendarSays(err), words.Phrase{})
		return
	}
	for _, layout := range slices.Sorted(maps.Keys(d.Periods)) {
		if detail, allowed := d.checkLayout(layout); !detail.IsZero() {
			refuse("Periods", detail, allowed)
		}
	}
}

// calendarSays says what is wrong with a calendar, in one phrase.
func calendarSays(err error) words.Phrase {
	var all period.Errors
	if !errors.As(err, &all) {
		return words.Text(err.Error())
	}
	first := fault.Whole(all[0].Path, all[0].Detail, all[0].Allowed, all[0].Hint)
	if len(all) == 1 {
		return first
	}
	return words.New("first_and_more", "first", first, "n", len(all)-1)
}

func validRune(r rune) bool { return r > 0 && string(r) != "\uFFFD" }

// checkLayout says what is wrong with a layout: it must bring back the period of a day.
func (d *Dialect) checkLayout(layout string) (detail, allowed words.Phrase) {
	frequency := d.Periods[layout]
	if f := fault.OneOf("", "frequency", frequency, period.Frequencies()); f != nil {
		return words.New("about_quoted", "what", layout, "says", f.Detail), f.Allowed
	}
	day := time.Date(2024, 11, 23, 1, 2, 3, 0, time.UTC)
	want, err := d.Calendar.At(period.DayOf(day), frequency)
	if err != nil {
		return words.Phrase{}, words.Phrase{} // a calendar that does not have this day
	}
	if read, err := time.Parse(layout, day.Format(layout)); err != nil || d.at(read, frequency) != want {
		return words.New("layout_does_not_say", "layout", layout, "frequency", words.Name("frequency", string(frequency))), words.New("layout_form")
	}
	return words.Phrase{}, words.Phrase{}
}

// at returns the period of a frequency with the day of a date; the zero Period if there is none.
func (d *Dialect) at(date time.Time, f period.Frequency) period.Period {
	p, err := d.Calendar.At(period.DayOf(date), f)
	if err != nil {
		return period.Period{}
	}
	return p
}

// better resolves a direction; false if it is unknown.
func better(d bsc.Direction) (bsc.Direction, bool) {
	if d == "" {
		return bsc.DirectionHigher, true
	}
	return d, d == bsc.DirectionHigher || d == bsc.DirectionLower || d == bsc.DirectionCloser
}
