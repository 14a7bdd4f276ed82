package almanac

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/words"
)

// A Table is a calendar that a host lists: its periods by kind, in ascending order, without a gap.
type Table struct {
	rows [Numbered + 1][]Row
}

// A Row is a period with its days.
type Row struct {
	Label Label
	Span  Span
}

// Add appends a row to those of its kind. It returns the row before it, or the zero Row if it is the first.
func (t *Table) Add(r Row) (before Row) {
	rows := t.rows[r.Label.Kind]
	if len(rows) > 0 {
		before = rows[len(rows)-1]
	}
	t.rows[r.Label.Kind] = append(rows, r)
	return before
}

// Rows returns the rows of a kind.
func (t *Table) Rows(kind Kind) []Row { return t.rows[kind] }

// Find returns the row of a kind that contains a day.
func (t *Table) Find(day int, kind Kind) (Row, bool) {
	rows := t.rows[kind]
	i, _ := slices.BinarySearchFunc(rows, day, func(r Row, day int) int { return cmp.Compare(r.Span.Last, day) })
	if i == len(rows) || rows[i].Span.First > day {
		return Row{}, false
	}
	return rows[i], true
}

// at returns the period of a kind that contains a day, and whether the table has one.
func (t *Table) at(day int, kind Kind) (Label, bool) {
	row, ok := t.Find(day, kind)
	return row.Label, ok
}

// span returns the days of a period, and whether the table has it.
func (t *Table) span(l Label) (Span, bool) {
	rows := t.rows[l.Kind]
	i, ok := slices.BinarySearchFunc(rows, l, func(r Row, l Label) int { return r.Label.Compare(l) })
	if !ok {
		return Span{}, false
	}
	return rows[i].Span, true
}

// days returns the days of all periods of a kind; none if the table has no such periods.
func (t *Table) days(kind Kind) Span {
	rows := t.rows[kind]
	if len(rows) == 0 {
		return Span{1, 0}
	}
	return Span{rows[0].Span.First, rows[len(rows)-1].Span.Last}
}

// extent says which periods of a kind the table has.
func (t *Table) extent(kind Kind) words.Phrase {
	rows := t.rows[kind]
	switch len(rows) {
	case 0:
		return words.New("table_without", "nouns", kind.Nouns())
	case 1:
		return words.New("one_of", "values", words.List([]Label{rows[0].Label}))
	}
	return words.New("periods_between", "first", rows[0].Label, "last", rows[len(rows)-1].Label)
}
