package csvfile

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A form says which columns a file may have, and which of them it needs.
type form struct {
	what    string // is read: readings
	columns []string
	needed  []string
	values  []string // columns that a wide table does not have, since its other columns hold them
	usual   []string // names of the values in other files
	kpi     func(text string) *bsc.Problem
}

// A sheet is a file that is read row by row. It reports everything that is wrong with its place, and goes on while what
// follows can be trusted.
type sheet struct {
	problems
	d        *Dialect
	form     form
	limits   bsc.Limits
	csv      *csv.Reader
	places   map[string]int
	unnamed  []int
	items    []item // the columns with values
	width    int
	record   []string
	finished bool
}

// open reads a file up to its first row. The error is an *InputError for a file that cannot be read at all.
func (d *Dialect) open(file io.Reader, f form, o *bsc.Options) (*sheet, error) {
	if wrong := mistakes(func(m mistake) { d.checkReading(f.columns, m) }); wrong != nil {
		return nil, &bsc.InputError{Problems: wrong.Limit(o)}
	}
	limits := o.ResolvedLimits()
	text, err := readAll(file, f.what, limits.Bytes)
	if err != nil {
		return nil, err
	}
	if p := unfit(text); p != nil {
		return nil, refused(p)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // as spreadsheets write it
	text, cut, wrong := d.cutSeparatorLine(text)
	if wrong != nil {
		return nil, refused(wrong)
	}
	s := &sheet{problems: problems{options: o, text: text, most: limits.Problems}, d: d, form: f, limits: limits, csv: csv.NewReader(bytes.NewReader(text))}
	if cut {
		s.line = 1
	}
	s.csv.Comma, s.csv.FieldsPerRecord, s.csv.ReuseRecord = d.separator(), -1, true
	if p, line := d.separatorOf(text); p != nil {
		s.report(s.line+line, 1, p)
		return nil, s.err()
	}
	s.finished = !s.readRecord() || !s.header()
	return s, nil
}

// separatorOf looks at the first line with text, as it is: a header in quotation marks cannot be read under the wrong
// separator.
func (d *Dialect) separatorOf(text []byte) (*bsc.Problem, int) {
	for line := 1; len(text) > 0; line++ {
		var first []byte
		first, text, _ = bytes.Cut(text, []byte("\n"))
		if len(bytes.TrimSpace(first)) > 0 {
			return d.otherSeparator(string(first)), line
		}
	}
	return nil, 0
}

// next goes to the next row that has a cell for every column, and is not to be left out. It returns false at the end,
// and after a fault that makes the rest unreliable.
func (s *sheet) next() bool {
	for !s.finished {
		if !s.readRecord() {
			return false
		}
		if s.fits() && !s.skipped() {
			return true
		}
	}
	return false
}

// readRecord reads the next line with text in it.
func (s *sheet) readRecord() bool {
	for {
		record, err := s.csv.Read()
		if err != nil {
			s.stop(err)
			return false
		}
		if slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			s.record = record
			return true
		}
	}
}

// stop reports why there are no more rows.
func (s *sheet) stop(err error) {
	s.finished = true
	var parse *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		if s.places == nil {
			p := problem(bsc.ErrSyntax, "file_empty")
			p.Allowed = words.New("header_line", "line", strings.Join(s.form.needed, string(s.d.separator())))
			s.report(1, 1, p)
		}
	case errors.As(err, &parse):
		p := problem(bsc.ErrSyntax, "quotation_mark_out_of_place")
		p.Allowed = words.New("quotation_marks_in_field")
		s.report(s.line+parse.Line, parse.Column, p)
	default:
		s.report(1, 1, problemOf(err))
	}
}

// fits reports whether a row has a cell for each column, and none beyond them.
func (s *sheet) fits() bool {
	beyond := func(cell string) bool { return strings.TrimSpace(cell) != "" }
	if n := len(s.record); n < s.width || n > s.width && slices.ContainsFunc(s.record[s.width:], beyond) {
		p := problem(bsc.ErrSyntax, "row_of_other_width", "n", n, "width", s.width)
		if n > s.width && s.d.separator() == ',' {
			p.Hint = words.New("comma_needs_quotation_marks")
		}
		s.reportAt(0, p)
		return false
	}
	return true
}

// skipped reports whether a row has a word of Dialect.Skip.
func (s *sheet) skipped() bool {
	if len(s.d.Skip) == 0 {
		return false
	}
	for _, key := range []string{"kpi", "period", "unit"} {
		if cell, _, ok := s.cell(key); ok && slices.Contains(s.d.Skip, cell) {
			return true
		}
	}
	return false
}

// orTotal adds to a problem of an empty cell in the column kpi how rows with totals are left out.
func (s *sheet) orTotal(text string, p *bsc.Problem) *bsc.Problem {
	if p == nil || text != "" || s.full() {
		return p
	}
	first := slices.IndexFunc(s.record, func(cell string) bool { return strings.TrimSpace(cell) != "" })
	for _, key := range []string{"period", "unit"} {
		if word, at, ok := s.cell(key); ok && at == first {
			if _, wrong := s.d.period(word); wrong != nil {
				p.Hint = words.New("if_row_is_total", "word", word)
			}
		}
	}
	return p
}

// cell returns the text of a column, without surrounding spaces, and its position; false if there is no such column.
func (s *sheet) cell(key string) (text string, at int, ok bool) {
	at, ok = s.places[key]
	if !ok {
		return "", 0, false
	}
	return strings.TrimSpace(s.record[at]), at, true
}

// read reads the cell of a column, if there is one, and reports what is wrong with it.
func (s *sheet) read(key string, into func(text string) *bsc.Problem) {
	if text, at, ok := s.cell(key); ok {
		s.readAt(key, text, at, into)
	}
}

func (s *sheet) readAt(key, text string, at int, into func(text string) *bsc.Problem) {
	p := s.checkText(&s.limits, key, text)
	if p == nil {
		p = into(text)
	}
	if p != nil {
		s.reportAt(at, p)
	}
}

// reportAt reports a problem at a cell of the row.
func (s *sheet) reportAt(at int, p *bsc.Problem) {
	line, col := s.csv.FieldPos(at)
	end, endCol := s.cellEnd(at)
	p.EndLine, p.EndCol = s.line+end, endCol
	s.report(s.line+line, col, p)
}

// cellEnd returns the line and column behind a cell of the row.
func (s *sheet) cellEnd(at int) (line, col int) {
	if at+1 < len(s.record) {
		line, col = s.csv.FieldPos(at + 1)
		return line, col - utf8.RuneLen(s.csv.Comma)
	}
	row := bytes.TrimSuffix(bytes.TrimSuffix(s.text[:s.csv.InputOffset()], []byte("\n")), []byte("\r"))
	line, _ = s.csv.FieldPos(at)
	return line + strings.Count(s.record[at], "\n"), len(row) - bytes.LastIndexByte(row, '\n')
}

// checkUnnamed reports text in columns that have no name.
func (s *sheet) checkUnnamed() {
	for _, at := range s.unnamed {
		if text := strings.TrimSpace(s.record[at]); text != "" {
			p := problem(bsc.ErrSyntax, "column_without_name", "got", text)
			p.Allowed = words.New("name_in_header")
			s.reportAt(at, p)
		}
	}
}

// period reads a period.
func (s *sheet) period(text string) (period.Period, *bsc.Problem) {
	read, p := s.d.period(text)
	if p != nil && !s.full() {
		p.Hint = cmp.Or(dateHint(text), p.Hint)
	}
	return read, p
}

// number reads a number; false if there is none.
func (s *sheet) number(text string) (decimal.Decimal, bool, *bsc.Problem) {
	read, there, p := s.d.number(text)
	if p != nil && p.Hint.IsZero() && !s.full() {
		p.Hint = s.d.numberHint(text)
	}
	return read, there, p
}
