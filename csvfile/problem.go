package csvfile

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/place"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

func problem(code bsc.Code, says string, args ...any) *bsc.Problem {
	return &bsc.Problem{Code: code, Detail: words.New(says, args...)}
}

// problemOf returns an error of this module as a Problem of its own.
func problemOf(err error) *bsc.Problem {
	var p *bsc.Problem
	var e *period.Error
	switch {
	case errors.As(err, &p):
		own := *p
		return &own
	case errors.As(err, &e):
		return &bsc.Problem{Code: bsc.Code(e.Code), Detail: e.Detail, Allowed: e.Allowed, Hint: e.Hint}
	}
	return &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("file_not_read"), Err: err}
}

// problems gathers what is wrong with a file: the first problems, and how many more there are.
type problems struct {
	options *bsc.Options
	text    []byte // what is read
	line    int    // how many lines were taken off before it
	most    int
	found   bsc.Problems
	count   int
	notUTF8 bool // has been explained
}

// report adds a problem at a place of the file. Columns count bytes until err returns the problems.
func (ps *problems) report(line, col int, p *bsc.Problem) {
	p.Line, p.Col = line, col
	ps.count++
	ps.found = append(ps.found, p)
	if len(ps.found) > 2*ps.most+2 {
		ps.found = ps.found.Limit(ps.options)
	}
}

// full reports whether further problems will only be counted.
func (ps *problems) full() bool { return ps.count >= ps.most }

// err returns all problems in the order of the file; nil if there are none.
func (ps *problems) err() error {
	if len(ps.found) == 0 {
		return nil
	}
	line := func(p *bsc.Problem) int {
		if p.Line == 0 {
			return math.MaxInt // how many more there are
		}
		return p.Line
	}
	slices.SortStableFunc(ps.found, func(a, b *bsc.Problem) int {
		return cmp.Or(cmp.Compare(line(a), line(b)), cmp.Compare(a.Col, b.Col))
	})
	found := ps.found.Limit(ps.options)
	if ps.options != nil && ps.options.UTF16 {
		ps.inUTF16(found)
	}
	return &bsc.InputError{Problems: found}
}

// inUTF16 makes columns that count bytes count code units of UTF-16.
func (ps *problems) inUTF16(found bsc.Problems) {
	starts := []int{0} // of the lines
	for i, c := range ps.text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	var cols []*int
	var offsets []int
	for _, p := range found {
		for _, at := range []struct {
			line int
			col  *int
		}{{p.Line, &p.Col}, {p.EndLine, &p.EndCol}} {
			if line := at.line - 1 - ps.line; line >= 0 && line < len(starts) { // else it is whole, or about the first line
				cols, offsets = append(cols, at.col), append(offsets, starts[line]+*at.col-1)
			}
		}
	}
	for i, at := range place.In(ps.text, offsets, place.UTF16) {
		*cols[i] = at.Col
	}
}

// refused makes the error of problems that concern the whole file.
func refused(found ...*bsc.Problem) error { return &bsc.InputError{Problems: found} }

// checkText says what is wrong with the text of a cell. The first that is not UTF-8 says what to do about it.
func (ps *problems) checkText(limits *bsc.Limits, key, text string) *bsc.Problem {
	p := limits.CheckText(key, text)
	if p != nil && p.Code == bsc.ErrSyntax && !ps.notUTF8 {
		ps.notUTF8 = true
		p.Hint = words.New("if_file_is_windows")
	}
	return p
}
