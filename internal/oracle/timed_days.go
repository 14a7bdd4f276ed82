package oracle

import (
	"time"

	"github.com/go-bsc/bsc/period"
)

// A span is some civil days, both ends in it, counted from 1970.
type span struct{ first, last int }

func (s span) days() int         { return max(0, s.last-s.first+1) }
func (s span) in(t span) span    { return span{max(s.first, t.first), min(s.last, t.last)} }
func (s span) common(t span) int { return s.in(t).days() }
func (s span) holds(t span) bool { return s.first <= t.first && t.last <= s.last }

// misses says whether a time and a part have no day in common. A part that a time cuts counts whole.
func (s span) misses(part span) bool { return s.common(part) == 0 }

// ever has all days.
func ever() span { return span{-1 << 30, 1 << 30} }

// part is how much of a span of days lies in another.
func (s span) part(of span) *fraction { return dayShare(s.common(of), of.days()) }

func dayShare(n, of int) *fraction { return integer(int64(n)).over(integer(int64(of))) }

// A Daybook is a calendar that remembers its answers, because the reference asks the same again and again. It is for
// one goroutine.
type Daybook struct {
	period.Calendar
	spans   map[period.Period]span
	periods map[dayAndKind]period.Period // zero: the calendar has none
	rows    map[spanAndKind][]period.Period
	earlier map[period.Period]period.Period // a year before; zero: the calendar has no such label
}

type dayAndKind struct {
	day  int
	kind period.Frequency
}

type spanAndKind struct {
	span
	kind period.Frequency
}

// NewDaybook opens a book for a calendar, which must be valid.
func NewDaybook(c period.Calendar) *Daybook {
	return &Daybook{
		c,
		map[period.Period]span{},
		map[dayAndKind]period.Period{},
		map[spanAndKind][]period.Period{},
		map[period.Period]period.Period{},
	}
}

// has says whether the calendar has a period.
func (b *Daybook) has(p period.Period) bool {
	_, _, err := b.Bounds(p)
	return err == nil
}

// daysOf are the days of a period that the calendar has.
func (b *Daybook) daysOf(p period.Period) span {
	if s, ok := b.spans[p]; ok {
		return s
	}
	first, last, err := b.Bounds(p)
	if err != nil {
		panic(err)
	}
	s := span{dayNumber(first), dayNumber(last)}
	b.spans[p] = s
	return s
}

// at is the period of a frequency that holds a day, if the calendar has one.
func (b *Daybook) at(day int, f period.Frequency) (period.Period, bool) {
	key := dayAndKind{day, f}
	p, known := b.periods[key]
	if !known {
		p, _ = b.At(dayLabel(day), f)
		b.periods[key] = p
	}
	return p, !p.IsZero()
}

// touching are the periods of a frequency with a day in the span, in order.
func (b *Daybook) touching(s span, f period.Frequency) []period.Period {
	key := spanAndKind{s, f}
	if all, known := b.rows[key]; known {
		return all
	}
	var all []period.Period
	for day := s.first; day <= s.last; day++ {
		if p, ok := b.at(day, f); ok {
			all = append(all, p)
			day = b.daysOf(p).last
		}
	}
	b.rows[key] = all
	return all
}

// tile says whether periods in a row have all the days of a span and no others.
func (b *Daybook) tile(parts []period.Period, s span) bool {
	for _, p := range parts {
		if !s.holds(b.daysOf(p)) {
			return false
		}
	}
	return b.cover(parts, s)
}

// cover says whether periods in a row have all the days of a span, and perhaps others.
func (b *Daybook) cover(parts []period.Period, s span) bool {
	days := 0
	for _, p := range parts {
		days += s.common(b.daysOf(p))
	}
	return days == s.days()
}

// before is the period of the same frequency that ends where another begins, if the calendar has one.
func (b *Daybook) before(p period.Period) (period.Period, bool) {
	return b.at(b.daysOf(p).first-1, p.Frequency())
}

// back is the period some periods before another.
func (b *Daybook) back(p period.Period, n int) (period.Period, bool) {
	ok := true
	for range n {
		if p, ok = b.before(p); !ok {
			return p, false
		}
	}
	return p, true
}

// ended is the last period of a frequency that ended by the end of a day, if there is one.
func (b *Daybook) ended(by int, f period.Frequency) (period.Period, bool) {
	const longest = 1000 // days to look back: more than two years
	for day := by; day > by-longest; day-- {
		if p, ok := b.at(day, f); ok && b.daysOf(p).last <= by {
			return p, true
		}
	}
	return period.Period{}, false
}

// yearBefore is the period of the same label a year earlier, if the calendar has it. A 29 February, a week 53,
// and what lies before a table have none.
func (b *Daybook) yearBefore(p period.Period) (period.Period, bool) {
	q, known := b.earlier[p]
	if !known {
		q = yearLabel(p)
		if !b.has(q) {
			q = period.Period{}
		}
		b.earlier[p] = q
	}
	return q, !q.IsZero()
}

// yearLabel is the label of a period with the year before; zero where there is no such label.
func yearLabel(p period.Period) period.Period {
	label := p.String()
	year, _ := time.Parse("2006", label[:4])
	q, _ := period.Parse(year.AddDate(-1, 0, 0).Format("2006") + label[4:])
	return q
}

// twin says whether two periods are of one size and have the same days, as a month and the numbered period
// of a calendar year.
func (b *Daybook) twin(p, q period.Period) bool {
	return sizeOf(p.Frequency()) == sizeOf(q.Frequency()) && b.daysOf(p) == b.daysOf(q)
}

func dayNumber(day period.Period) int {
	date, err := time.Parse(time.DateOnly, day.String())
	if err != nil {
		panic(err)
	}
	return int(date.Unix() / 86400)
}

func dayLabel(day int) period.Period {
	year, month, d := time.Unix(int64(day)*86400, 0).UTC().Date()
	return period.Day(year, int(month), d)
}

// sizeOf orders frequencies: months and numbered periods are of one size.
func sizeOf(f period.Frequency) int {
	switch f {
	case period.Daily:
		return 1
	case period.Weekly:
		return 2
	case period.Monthly, period.ByPeriod:
		return 3
	case period.Quarterly:
		return 4
	case period.HalfYearly:
		return 5
	case period.Yearly:
		return 6
	}
	return 0
}
