package bsc

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// Bounds returns the first and the last day of p, both in it.
func (c Calendar) Bounds(p Period) (first, last Period, err error) {
	s, err := c.span(p)
	if err != nil {
		return Period{}, Period{}, err
	}
	return dayOf(s.first), dayOf(s.last), nil
}

// Days returns how many days p has.
func (c Calendar) Days(p Period) (int, error) {
	s, err := c.span(p)
	if err != nil {
		return 0, err
	}
	return s.days(), nil
}

// Next returns the period of the same kind that begins the day after p ends. It is an
// error where the calendar has none.
func (c Calendar) Next(p Period) (Period, error) { return c.step(p, "after", almanac.next) }

// Previous returns the period of the same kind that ends the day before p begins. It is an
// error where the calendar has none.
func (c Calendar) Previous(p Period) (Period, error) { return c.step(p, "before", almanac.previous) }

func (c Calendar) step(p Period, side string, move func(almanac, Period) (Period, bool)) (Period, error) {
	t, _, err := c.spans(p)
	if err != nil {
		return Period{}, err
	}
	q, ok := move(t, p)
	if !ok {
		return Period{}, t.problem(p.kind, "there is no "+p.kind.noun()+" "+side+" "+p.String())
	}
	return q, nil
}

// Compare orders periods of any kinds by time: by their first day, and of two with the
// same first day the longer one is first. It is 0 where they have the same days, also if
// their labels differ. Period.Compare orders labels, and needs no calendar.
func (c Calendar) Compare(p, q Period) (int, error) {
	_, s, err := c.spans(p, q)
	if err != nil {
		return 0, err
	}
	return cmp.Or(cmp.Compare(s[0].first, s[1].first), cmp.Compare(s[1].last, s[0].last)), nil
}

// Contains reports whether every day of q is in p. A period contains itself.
func (c Calendar) Contains(p, q Period) (bool, error) {
	_, s, err := c.spans(p, q)
	if err != nil {
		return false, err
	}
	return s[0].holds(s[1]), nil
}

// Overlap returns how many days p and q have in common.
func (c Calendar) Overlap(p, q Period) (int, error) {
	_, s, err := c.spans(p, q)
	if err != nil {
		return 0, err
	}
	return max(0, s[0].common(s[1]).days()), nil
}

// At returns the period of a frequency that holds a day.
func (c Calendar) At(day Period, f Frequency) (Period, error) {
	t, s, kind, err := c.ask(day, f)
	if err != nil {
		return Period{}, err
	}
	if day.kind != dayPeriod {
		return Period{}, notDay(day)
	}
	p, ok := t.at(s.first, kind)
	if !ok {
		return Period{}, t.problem(kind, "there is no "+kind.noun()+" with "+day.String())
	}
	return p, nil
}

// Enclosing returns the one period of a frequency that holds every day of p: the quarter
// of a month. It is an error where there is none, as for an ISO week that begins in one
// month and ends in the next, or for the month of a quarter.
func (c Calendar) Enclosing(p Period, f Frequency) (Period, error) {
	t, s, kind, err := c.ask(p, f)
	if err != nil {
		return Period{}, err
	}
	outer, ok := t.enclosing(s, kind)
	if !ok {
		problem := fault(ErrPeriod, "no %s holds all of %s", kind.noun(), p)
		problem.Allowed = fitting(func(kind periodKind) bool { _, ok := t.enclosing(s, kind); return ok })
		return Period{}, problem
	}
	return outer, nil
}

// Children returns the periods of a frequency that make up p, in order: the months of a
// quarter. It is an error where they do not tile it, as ISO weeks do not tile a month.
func (c Calendar) Children(p Period, f Frequency) ([]Period, error) {
	t, s, kind, err := c.ask(p, f)
	if err != nil {
		return nil, err
	}
	first, last, ok := t.tiles(s, kind)
	if !ok {
		problem := fault(ErrPeriod, "no whole %s make up %s", kind.noun()+"s", p)
		problem.Allowed = fitting(func(kind periodKind) bool { _, _, ok := t.tiles(s, kind); return ok })
		return nil, problem
	}
	return slices.Collect(t.walk(first, last)), nil
}

// Range returns the periods from one to another of the same frequency, both among them;
// none where to is earlier than from.
func (c Calendar) Range(from, to Period) (iter.Seq[Period], error) {
	t, s, err := c.spans(from, to)
	if err != nil {
		return nil, err
	}
	if from.kind != to.kind {
		problem := fault(ErrPeriod, "%s and %s are not of one frequency", from, to)
		problem.Allowed = "two " + from.kind.noun() + "s" + ", or two " + to.kind.noun() + "s"
		return nil, problem
	}
	if s[1].first < s[0].first {
		return func(func(Period) bool) {}, nil
	}
	return t.walk(from, to), nil
}

// walk yields the periods from one to a later one of the same kind, which the calendar has.
func (t almanac) walk(from, to Period) iter.Seq[Period] {
	return func(yield func(Period) bool) {
		for p, ok := from, true; ok && yield(p) && p != to; {
			p, ok = t.next(p)
		}
	}
}

// span checks the calendar and returns the days of a period.
func (c Calendar) span(p Period) (span, error) {
	_, s, err := c.spans(p)
	if err != nil {
		return span{}, err
	}
	return s[0], nil
}

// spans checks the calendar and returns it with the days of some periods.
func (c Calendar) spans(periods ...Period) (almanac, []span, error) {
	t, err := c.almanac()
	if err != nil {
		return almanac{}, nil, err
	}
	spans := make([]span, len(periods))
	for i, p := range periods {
		var ok bool
		if spans[i], ok = t.span(p); !ok {
			return almanac{}, nil, t.absent(p)
		}
	}
	return t, spans, nil
}

// ask checks the calendar and what every question about a period and a frequency is about.
func (c Calendar) ask(p Period, f Frequency) (almanac, span, periodKind, error) {
	t, s, err := c.spans(p)
	if err != nil {
		return almanac{}, span{}, 0, err
	}
	kind := kindOf(f)
	if kind == 0 {
		return almanac{}, span{}, 0, notOneOf("", "frequency", f, frequencies())
	}
	return t, s[0], kind, nil
}

// absent is the error for a period that the calendar does not have.
func (t almanac) absent(p Period) *Problem {
	if p.IsZero() {
		return notPeriod(`""`)
	}
	problem := t.problem(p.kind, p.String()+" is not in the calendar")
	if p.kind == numberedPeriod && p.index > 12 && t.table == nil {
		problem.Allowed = "P01 to P12"
	}
	return problem
}

// problem is the error for a period of a kind beyond those the calendar has.
func (t almanac) problem(kind periodKind, detail string) *Problem {
	problem := fault(ErrPeriod, "%s", detail)
	problem.Allowed = "periods within 0001-01-01 to 9999-12-31"
	if t.table != nil && !kind.civil() {
		problem.Allowed = t.table.extent(kind)
	}
	return problem
}

// fitting lists the frequencies whose kinds fit, for what would be right.
func fitting(fits func(periodKind) bool) string {
	var names []string
	for kind := yearPeriod; kind <= dayPeriod; kind++ {
		if fits(kind) {
			names = append(names, string(kind.frequency()))
		}
	}
	return strings.Join(names, ", ")
}

// noun names a period of a kind in an error. With an s it is the plural.
func (k periodKind) noun() string {
	switch k {
	case halfPeriod:
		return "half-year"
	case numberedPeriod:
		return "numbered period"
	}
	return string(k.frequency())
}
