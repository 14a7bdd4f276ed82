package oracle

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-bsc/bsc"
)

// A DatedCard is a definition with everything that was ever recorded, and what is asked of it.
type DatedCard struct {
	Definition *bsc.Definition
	Book       *Book // of the definition's calendar
	Facts      []bsc.Fact
	Period     bsc.Period
	AsOf       time.Time
}

// Input is what the library evaluates the card on. An error shows the card.
func (c DatedCard) Input() (bsc.Input, error) {
	readings := new(bsc.Readings)
	if err := readings.Add(c.Facts...); err != nil {
		return bsc.Input{}, fmt.Errorf("%w of %s", err, c)
	}
	return bsc.Input{Period: c.Period, Readings: readings, AsOf: c.AsOf}, nil
}

// Result is what the library makes of the card. An error shows the card.
func (c DatedCard) Result() (*bsc.Result, error) {
	card, err := bsc.Compile(c.Definition, nil)
	if err != nil {
		return nil, fmt.Errorf("%w of %s", err, c)
	}
	in, err := c.Input()
	if err != nil {
		return nil, err
	}
	result, err := card.Evaluate(in)
	if err != nil {
		return nil, fmt.Errorf("%w of %s", err, c)
	}
	return result, nil
}

// LastDay is the last day of the period that is asked for, counted from 1970.
func (c DatedCard) LastDay() int { return c.Book.days(c.Period).last }

// String shows the card, so that a failure can be told by itself.
func (c DatedCard) String() string {
	definition, err := json.Marshal(c.Definition)
	text := fmt.Sprint(string(definition), err, " ", c.Period, " as of ", c.AsOf.Format(time.RFC3339))
	var of bsc.Ref
	for _, f := range c.Facts {
		if f.Ref != of {
			text += fmt.Sprint("\n", f.Ref, ": ")
			of = f.Ref
		}
		text += fmt.Sprint(f.Period, " ", f.Value, f.Label, " ", f.State, " ", f.RecordedAt.Format(time.RFC3339), "; ")
	}
	return text
}

// days is a span of civil days, both ends in it, counted from 1970.
type days struct{ first, last int }

func (d days) count() int { return max(0, d.last-d.first+1) }

func (d days) in(e days) days { return days{max(d.first, e.first), min(d.last, e.last)} }

func (d days) common(e days) int { return d.in(e).count() }

func (d days) contains(e days) bool { return d.first <= e.first && e.last <= d.last }

// A Book is a calendar with the answers it has given, as it is asked the same for many cards.
type Book struct {
	bsc.Calendar
	spans   map[bsc.Period]days
	periods map[dayKey]bsc.Period // zero: the calendar has none
}

type dayKey struct {
	day int
	f   bsc.Frequency
}

func newBook(c bsc.Calendar) *Book {
	return &Book{c, map[bsc.Period]days{}, map[dayKey]bsc.Period{}}
}

// Books are of calendar years, twice, fiscal years, years of weeks, and a table. They are not for several goroutines.
func Books() []*Book {
	var books []*Book
	for _, c := range []bsc.Calendar{
		{},
		{},
		{StartMonth: 4, NamedBy: bsc.NamedByStart},
		{StartMonth: 10},
		{Weeks: &bsc.WeekYear{Pattern: bsc.Weeks445, EndDay: bsc.Saturday, EndMonth: 12, Nearest: true}},
		{Weeks: &bsc.WeekYear{Pattern: bsc.Weeks454, EndDay: bsc.Sunday, EndMonth: 6}},
		Thirteen(),
	} {
		books = append(books, newBook(c))
	}
	return books
}

// days are the days of a period that the calendar has.
func (b *Book) days(p bsc.Period) days {
	if d, ok := b.spans[p]; ok {
		return d
	}
	first, last, err := b.Bounds(p)
	if err != nil {
		panic(err)
	}
	d := days{dayOf(first), dayOf(last)}
	b.spans[p] = d
	return d
}

// at is the period of a frequency that holds a day, if the calendar has one.
func (b *Book) at(day int, f bsc.Frequency) (bsc.Period, bool) {
	key := dayKey{day, f}
	p, known := b.periods[key]
	if !known {
		p, _ = b.At(dayAt(day), f)
		b.periods[key] = p
	}
	return p, !p.IsZero()
}

func dayOf(p bsc.Period) int {
	date, err := time.Parse(time.DateOnly, p.String())
	if err != nil {
		panic(err)
	}
	return int(date.Unix() / 86400)
}

func dayAt(day int) bsc.Period {
	year, month, d := time.Unix(int64(day)*86400, 0).UTC().Date()
	return bsc.Day(year, int(month), d)
}

// size orders frequencies: months and numbered periods are of one size.
func size(f bsc.Frequency) int {
	return map[bsc.Frequency]int{
		bsc.Daily: 1, bsc.Weekly: 2, bsc.Monthly: 3, bsc.ByPeriod: 3, bsc.Quarterly: 4, bsc.HalfYearly: 5, bsc.Yearly: 6,
	}[f]
}
