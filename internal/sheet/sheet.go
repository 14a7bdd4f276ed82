// Package sheet reads CSV files with a header line, by the names of their columns. It reports everything that is wrong
// with its place, and continues while what follows can be trusted.
package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/fault"
)

// ErrTooLarge reports a file with more bytes than allowed.
var ErrTooLarge = errors.New("the file is too large")

// A Form says which columns a file may have, how many of the first are required, and how large it may be.
type Form struct {
	Columns []string
	Needed  int
	Bytes   int // the largest size of the file
}

// A Report receives what is wrong at a line and a column. Both count from 1, the column in bytes.
type Report func(line, col int, f *fault.Fault)

// A Reader reads one file, record by record.
type Reader struct {
	csv    *csv.Reader
	form   Form
	report Report
	places map[string]int // of the columns; nil before the header
	width  int
	record []string
}

// New returns a reader of a file.
func New(file io.Reader, form Form, report Report) *Reader {
	r := &Reader{csv: csv.NewReader(&boundedReader{file, form.Bytes}), form: form, report: report}
	r.csv.FieldsPerRecord = -1
	return r
}

// A boundedReader fails if there is more to read than allowed.
type boundedReader struct {
	io.Reader
	left int
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// Next goes to the next record that has a field for every column. It returns false at the end of the file, and after a
// fault that makes the rest unreliable. The error is ErrTooLarge, or that of reading the file.
func (r *Reader) Next() (bool, error) {
	for {
		record, err := r.csv.Read()
		if err != nil {
			return false, r.stop(err)
		}
		if r.places == nil {
			if !r.header(record) {
				return false, nil
			}
			continue
		}
		if len(record) == r.width {
			r.record = record
			return true, nil
		}
		line, col := r.csv.FieldPos(0)
		r.report(line, col, fault.New(fault.Syntax, "%d fields where the header has %d", len(record), r.width))
	}
}

// stop reports why there are no more records. It returns an error that has nothing to do with the file's form.
func (r *Reader) stop(err error) error {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		if r.places == nil {
			f := fault.New(fault.Syntax, "the file is empty")
			f.Allowed = "a header line such as " + strings.Join(r.form.Columns[:r.form.Needed], ",")
			r.report(1, 1, f)
		}
		return nil
	case errors.Is(err, ErrTooLarge):
		return ErrTooLarge
	case errors.As(err, &parse):
		f := fault.New(fault.Syntax, "a quotation mark is out of place")
		f.Allowed = `a field with quotation marks written "so ""quoted"" inside"`
		r.report(parse.Line, parse.Column, f)
		return nil
	}
	return err
}

// header reads the names of the columns; false if one is wrong.
func (r *Reader) header(record []string) bool {
	known, ok := r.form.Columns, true
	refuse := func(line, col int, f *fault.Fault) {
		ok = false
		r.report(line, col, f)
	}
	r.places, r.width = map[string]int{}, len(record)
	record[0] = strings.TrimPrefix(record[0], "\ufeff") // a byte order mark, as spreadsheets write it
	for i, name := range record {
		name = strings.TrimSpace(name)
		line, col := r.csv.FieldPos(i)
		if _, twice := r.places[name]; twice {
			refuse(line, col, fault.New(fault.Duplicate, "column %s stands twice", fault.Quote(name)))
		}
		if !slices.Contains(known, name) {
			f := fault.New(fault.Syntax, "unknown column %s", fault.Quote(name))
			f.Allowed, f.Hint = strings.Join(known, ", "), fault.DidYouMean(name, known)
			refuse(line, col, f)
		}
		r.places[name] = i
	}
	for _, name := range known[:r.form.Needed] {
		if _, there := r.places[name]; !there {
			refuse(1, 1, fault.New(fault.Syntax, "column %s is missing", fault.Quote(name)))
		}
	}
	return ok
}

// Field returns the text of a column, without surrounding spaces, and its place; false if the file has no such column.
func (r *Reader) Field(name string) (text string, line, col int, ok bool) {
	i, ok := r.places[name]
	if !ok {
		return "", 0, 0, false
	}
	line, col = r.csv.FieldPos(i)
	return strings.TrimSpace(r.record[i]), line, col, true
}

// Place returns where the record begins.
func (r *Reader) Place() (line, col int) { return r.csv.FieldPos(0) }
