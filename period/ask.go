package period

import (
	"cmp"
	"iter"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// Bounds returns the first and the last day of p, both inclusive.
func (c Calendar) Bounds(p Period) (first, last Period, err error) {
	_, s, err := c.spans(p)
	if err != nil {
		return Period{}, Period{}, err
	}
	return Period{almanac.LabelOf(s[0].First)}, Period{almanac.LabelOf(s[0].Last)}, nil
}

// Days returns the number of days in p.
func (c Calendar) Days(p Period) (int, error) {
	_, s, err := c.spans(p)
	if err != nil {
		return 0, err
	}
	return s[0].Days(), nil
}

// Next returns the period of the same kind that begins the day after p ends. It returns an error if the
// calendar has none.
func (c Calendar) Next(p Period) (Period, error) {
	return c.step(p, "no_period_after", (*almanac.Almanac).Next)
}

// Previous returns the period of the same kind that ends the day before p begins. It returns an error if the
// calendar has none.
func (c Calendar) Previous(p Period) (Period, error) {
	return c.step(p, "no_period_before", (*almanac.Almanac).Previous)
}

// Back returns the period of the same kind that is n periods before p; p itself for 0 or less. It returns the first one
// that the calendar has if there are fewer: so Back(p, 11) begins the last twelve periods, as far as there are twelve.
func (c Calendar) Back(p Period, n int) (Period, error) {
	a, _, err := c.spans(p)
	if err != nil {
		return Period{}, err
	}
	for ; n > 0; n-- {
		before, ok := a.Previous(p.label)
		if !ok {
			break
		}
		p.label = before
	}
	return p, nil
}

func (c Calendar) step(p Period, none string, move func(*almanac.Almanac, almanac.Label) (almanac.Label, bool)) (Period, error) {
	a, _, err := c.spans(p)
	if err != nil {
		return Period{}, err
	}
	q, ok := move(a, p.label)
	if !ok {
		return Period{}, errorOf(a.Lacks(p.label.Kind, none, "noun", p.label.Kind.Noun(), "period", p))
	}
	return Period{q}, nil
}

// Compare orders periods of any kind by time: by their first day, and the longer one first if that is the
// same. It returns 0 if they have the same days, even if their labels differ. Period.Compare orders labels
// and needs no calendar.
func (c Calendar) Compare(p, q Period) (int, error) {
	_, s, err := c.spans(p, q)
	if err != nil {
		return 0, err
	}
	return cmp.Or(cmp.Compare(s[0].First, s[1].First), cmp.Compare(s[1].Last, s[0].Last)), nil
}

// Contains reports whether every day of q is in p. A period contains itself.
func (c Calendar) Contains(p, q Period) (bool, error) {
	_, s, err := c.spans(p, q)
	if err != nil {
		return false, err
	}
	return s[0].Holds(s[1]), nil
}

// Overlap returns the number of days that p and q have in common.
func (c Calendar) Overlap(p, q Period) (int, error) {
	_, s, err := c.spans(p, q)
	if err != nil {
		return 0, err
	}
	return max(0, s[0].Common(s[1]).Days()), nil
}

// At returns the period of a frequency that contains a day.
func (c Calendar) At(day Period, f Frequency) (Period, error) {
	a, s, kind, err := c.ask(day, f)
	if err != nil {
		return Period{}, err
	}
	if !day.isDay() {
		return Period{}, errorOf(notDay(day))
	}
	l, ok := a.At(s.First, kind)
	if !ok {
		return Period{}, errorOf(a.Lacks(kind, "no_period_with", "noun", kind.Noun(), "day", day))
	}
	return Period{l}, nil
}

// Enclosing returns the one period of a frequency that contains every day of p, such as the quarter of a
// month. It returns an error if there is none, as for an ISO week that begins in one month and ends in the
// next, or for the month of a quarter.
func (c Calendar) Enclosing(p Period, f Frequency) (Period, error) {
	a, s, kind, err := c.ask(p, f)
	if err != nil {
		return Period{}, err
	}
	outer, ok := a.Enclosing(s, kind)
	if !ok {
		bad := fault.New(fault.Period, "no_period_encloses", "noun", kind.Noun(), "period", p)
		bad.Allowed = fitting(func(kind almanac.Kind) bool { _, ok := a.Enclosing(s, kind); return ok })
		return Period{}, errorOf(bad)
	}
	return Period{outer}, nil
}

// Children returns the periods of a frequency that make up p, in order, such as the months of a quarter. It
// returns an error if they do not tile p, as ISO weeks do not tile a month.
func (c Calendar) Children(p Period, f Frequency) ([]Period, error) {
	a, s, kind, err := c.ask(p, f)
	if err != nil {
		return nil, err
	}
	first, last, ok := a.Tiles(s, kind)
	if !ok {
		bad := fault.New(fault.Period, "not_made_up_of", "nouns", kind.Nouns(), "period", p)
		bad.Allowed = fitting(func(kind almanac.Kind) bool { _, _, ok := a.Tiles(s, kind); return ok })
		return nil, errorOf(bad)
	}
	return slices.Collect(walk(a, first, last)), nil
}

// Range returns the periods of one frequency from one to another, both inclusive. It returns none if to is
// earlier than from.
func (c Calendar) Range(from, to Period) (iter.Seq[Period], error) {
	a, s, err := c.spans(from, to)
	if err != nil {
		return nil, err
	}
	if from.label.Kind != to.label.Kind {
		bad := fault.New(fault.Period, "two_frequencies", "from", from, "to", to)
		bad.Allowed = words.New("two_of_one_frequency", "nouns", from.label.Kind.Nouns(), "other_nouns", to.label.Kind.Nouns())
		return nil, errorOf(bad)
	}
	if s[1].First < s[0].First {
		return func(func(Period) bool) {}, nil
	}
	return walk(a, from.label, to.label), nil
}

// walk yields the periods from one to a later one of the same kind. The calendar must have both.
func walk(a *almanac.Almanac, from, to almanac.Label) iter.Seq[Period] {
	return func(yield func(Period) bool) {
		for l := range a.Walk(from, to) {
			if !yield(Period{l}) {
				return
			}
		}
	}
}

// spans checks the calendar and returns it with the days of the periods.
func (c Calendar) spans(periods ...Period) (*almanac.Almanac, []almanac.Span, error) {
	a, err := c.Almanac()
	if err != nil {
		return nil, nil, err
	}
	spans := make([]almanac.Span, len(periods))
	for i, p := range periods {
		var ok bool
		if spans[i], ok = a.Span(p.label); !ok {
			return nil, nil, errorOf(Absent(a, p))
		}
	}
	return a, spans, nil
}

// ask checks the calendar, the period and the frequency of a question.
func (c Calendar) ask(p Period, f Frequency) (*almanac.Almanac, almanac.Span, almanac.Kind, error) {
	a, s, err := c.spans(p)
	if err != nil {
		return nil, almanac.Span{}, 0, err
	}
	if bad := fault.OneOf("", "frequency", f, Frequencies()); bad != nil {
		return nil, almanac.Span{}, 0, errorOf(bad)
	}
	return a, s[0], f.Kind(), nil
}

// Absent returns the fault of a period that a calendar does not have. It is for the engines of this module.
func Absent(a *almanac.Almanac, p Period) *fault.Fault {
	if p.IsZero() {
		return notPeriod("")
	}
	return a.Absent(p.label)
}

// fitting lists the frequencies whose kinds fit, for the Allowed of an error.
func fitting(fits func(almanac.Kind) bool) words.Phrase {
	var names []string
	for kind := almanac.Year; kind <= almanac.Day; kind++ {
		if fits(kind) {
			names = append(names, string(FrequencyOf(kind)))
		}
	}
	if names == nil {
		return words.Phrase{}
	}
	return words.New("one_of", "values", names)
}
