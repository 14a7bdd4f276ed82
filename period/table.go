package period

import (
	"strconv"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// A CalendarRow is one row of a calendar that the host lists, such as Oracle's GL_PERIODS:
// a year, half, quarter or numbered period with its first and last day. The zero
// CalendarRow is not valid.
//
// Rows of one kind are in ascending order, without a gap or an overlap in days or in labels: 2026-P12 is
// followed by 2026-P13 or 2027-P01. Rows of larger kinds are unions of rows of smaller kinds of the same
// year. The calendar has only what the table lists.
type CalendarRow struct {
	Label Period `json:"label"`
	First Period `json:"first"` // a day
	Last  Period `json:"last"`  // a day, in the period
}

// compileTable checks rows and returns a table, which is valid only without faults. Checks between rows are
// made only if each row is valid by itself.
func compileTable(rows []CalendarRow) (*almanac.Table, []*fault.Fault) {
	if len(rows) == 0 {
		f := fault.New(fault.Calendar, "table_empty")
		f.Path, f.Allowed = "/table", words.New("row_each_period")
		return nil, []*fault.Fault{f}
	}
	t := new(almanac.Table)
	follows := func(r CalendarRow) *fault.Fault { return r.follows(t.Add(r.row())) }
	union := func(r CalendarRow) *fault.Fault { return r.union(t) }
	for _, check := range []func(CalendarRow) *fault.Fault{CalendarRow.check, follows, union} {
		if faults := eachRow(rows, check); len(faults) > 0 {
			return nil, faults
		}
	}
	return t, nil
}

func eachRow(rows []CalendarRow, check func(CalendarRow) *fault.Fault) []*fault.Fault {
	var faults []*fault.Fault
	for i, row := range rows {
		if f := check(row); f != nil {
			faults = append(faults, f.At("/table/"+strconv.Itoa(i)))
		}
	}
	return faults
}

// check finds what is wrong with a row by itself.
func (r CalendarRow) check() *fault.Fault {
	var f *fault.Fault
	switch {
	case r.Label.IsZero():
		f = notPeriod("")
		f.Path = "/label"
	case r.Label.label.Kind.Civil():
		f = fault.New(fault.Calendar, "same_every_calendar", "period", r.Label)
		f.Path, f.Allowed = "/label", words.New("periods_of_calendar")
	case !r.First.isDay():
		f = notDay(r.First)
		f.Path = "/first"
	case !r.Last.isDay():
		f = notDay(r.Last)
		f.Path = "/last"
	case r.Last.Compare(r.First) < 0:
		f = fault.New(fault.Calendar, "ends_before_begins", "period", r.Label)
		f.Path, f.Allowed = "/last", words.New("or_later", "period", r.First)
	}
	return f
}

func (p Period) isDay() bool { return p.label.Kind == almanac.Day }

// row returns the row in the almanac's form. Its first and last must be days.
func (r CalendarRow) row() almanac.Row {
	first, last := almanac.CivilSpan(r.First.label), almanac.CivilSpan(r.Last.label)
	return almanac.Row{Label: r.Label.label, Span: almanac.Span{First: first.First, Last: last.First}}
}

func notDay(p Period) *fault.Fault {
	f := fault.New(fault.Period, "not_day", "got", p)
	f.Allowed = words.New("day_form")
	return f
}

// follows finds what is wrong with a row as the successor of another. The first row has none before it.
func (r CalendarRow) follows(before almanac.Row) *fault.Fault {
	if before == (almanac.Row{}) {
		return nil
	}
	kind, year, index := before.Label.Kind, int(before.Label.Year), int(before.Label.Index)
	within, beyond := almanac.NewLabel(kind, year, index+1), almanac.NewLabel(kind, year+1, 1)
	if r.Label.label != within && r.Label.label != beyond {
		f := fault.New(fault.Calendar, "follows_other_period", "period", r.Label, "before", before.Label)
		f.Path, f.Allowed = "/label", either(within, beyond)
		return f
	}
	if want := before.Span.Last + 1; r.row().Span.First != want {
		f := fault.New(fault.Calendar, "begins_not_after", "period", r.Label, "first", r.First, "before", before.Label, "last", almanac.LabelOf(before.Span.Last))
		f.Path, f.Allowed = "/first", either(almanac.LabelOf(want), almanac.Label{})
		return f
	}
	return nil
}

// either shows one or two periods, without those that are missing.
func either(p, q almanac.Label) words.Phrase {
	if p.IsZero() && q.IsZero() {
		return words.New("no_period_more")
	}
	return words.New("either_period", "periods", words.List([]almanac.Label{p, q}))
}

// union finds why a row is not a union of rows of the next smaller kind in the table.
func (r CalendarRow) union(t *almanac.Table) *fault.Fault {
	kind := r.Label.label.Kind + 1
	for ; kind <= almanac.Numbered && len(t.Rows(kind)) == 0; kind++ {
	}
	if kind > almanac.Numbered {
		return nil
	}
	s := r.row().Span
	first, ok := t.Find(s.First, kind)
	if !ok || first.Span.First != s.First {
		return notUnion(r.Label, "begins_alone", r.First, kind)
	}
	last, ok := t.Find(s.Last, kind)
	if !ok || last.Span.Last != s.Last {
		return notUnion(r.Label, "ends_alone", r.Last, kind)
	}
	for _, part := range []almanac.Row{first, last} {
		if part.Label.Year != r.Label.label.Year {
			f := fault.New(fault.Calendar, "lies_in_other_year", "period", part.Label, "in", r.Label)
			f.Allowed = words.New("union_of_own_year", "nouns", kind.Nouns())
			return f
		}
	}
	return nil
}

func notUnion(label Period, says string, day Period, kind almanac.Kind) *fault.Fault {
	f := fault.New(fault.Calendar, says, "period", label, "day", day, "noun", kind.Noun())
	f.Allowed = words.New("union_of_own_year", "nouns", kind.Nouns())
	return f
}
