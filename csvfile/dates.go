package csvfile

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// period reads a period: a date in a declared layout, or a label.
func (d *Dialect) period(cell string) (period.Period, *bsc.Problem) {
	var found period.Period
	for layout, frequency := range d.Periods {
		date, err := time.Parse(layout, cell)
		if err != nil {
			continue
		}
		p := d.at(date, frequency)
		if !found.IsZero() && !p.IsZero() && found != p {
			return period.Period{}, d.ambiguous(cell)
		}
		if !p.IsZero() {
			found = p
		}
	}
	if !found.IsZero() {
		return found, nil
	}
	p, err := period.Parse(cell)
	if err == nil {
		return p, nil
	}
	if p := d.noSuchDay(cell); p != nil {
		return period.Period{}, p
	}
	return period.Period{}, problemOf(err)
}

// noSuchDay says that a cell is written as a declared layout, and that there is no such day or month; nil if not.
func (d *Dialect) noSuchDay(cell string) *bsc.Problem {
	for _, layout := range slices.Sorted(maps.Keys(d.Periods)) {
		var wrong *time.ParseError
		if _, err := time.Parse(layout, cell); !errors.As(err, &wrong) || shape(cell) != shape(layout) {
			continue
		}
		if what, ok := strings.CutSuffix(strings.TrimPrefix(wrong.Message, ": "), " out of range"); ok {
			return problem(bsc.ErrPeriod, "date_does_not_exist", "cell", cell, "layout", layout, "noun", words.Name("noun", what))
		}
	}
	return nil
}

// ambiguous says that declared layouts read a cell as different periods.
func (d *Dialect) ambiguous(cell string) *bsc.Problem {
	var ways []words.Phrase
	for _, layout := range slices.Sorted(maps.Keys(d.Periods)) {
		if date, err := time.Parse(layout, cell); err == nil {
			ways = append(ways, words.New("period_by_layout", "period", d.at(date, d.Periods[layout]), "layout", layout))
		}
	}
	p := problem(bsc.ErrPeriod, "more_than_one_period", "cell", cell, "ways", ways)
	p.Allowed = words.New("date_of_one_layout")
	return p
}

// shape returns what stands between the numbers and words of a date: "31.2.2026" and "02.01.2006" have the same shape.
func shape(date string) string {
	isText := func(r rune) bool { return unicode.IsDigit(r) || unicode.IsLetter(r) }
	return strings.Join(strings.FieldsFunc(date, isText), "0")
}

// dateHint says how a date of a usual form may be declared; nothing for other text.
func dateHint(cell string) words.Phrase {
	layouts := []string{
		"1/2/2006", "2/1/2006", "2.1.2006", "1/2/06", "2/1/06", "2.1.06", "1.2006", "1/2006", "2006/1", "2006/1/2", "2006.1.2", "20060102", "200601",
		"Jan 06", "Jan 2006", "January 2006", "Jan-06", "Jan-2006", "2-Jan-2006", "2-Jan-06", "2 Jan 2006", "Jan 2, 2006", "January 2, 2006",
		"2006-01-02 15:04:05", "2006-01-02T15:04:05", "1/2/2006 15:04", "2.1.2006 15:04",
	}
	var ways []words.Phrase
	for _, layout := range layouts {
		if date, err := time.Parse(layout, cell); err == nil && len(ways) < 2 {
			ways = append(ways, words.New("layout_takes_it_as", "layout", layout, "period", period.Month(date.Year(), int(date.Month()))))
		}
	}
	if ways == nil {
		return words.Phrase{}
	}
	return words.New("if_date", "ways", ways)
}
