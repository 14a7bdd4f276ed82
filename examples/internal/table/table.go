// Package table reads the CSV files of the examples, and reports where they are wrong.
package table

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
)

// A Row is one line of a CSV file. It knows its place, for messages.
type Row struct {
	file    string
	line    int
	columns map[string]int
	cells   []string
}

// Text returns a cell without the spaces around it; "" is an empty cell.
func (r Row) Text(column string) string { return strings.TrimSpace(r.cells[r.columns[column]]) }

// Number returns a cell as a number. An empty cell is not valid, and not zero.
func (r Row) Number(column string) (decimal.NullDecimal, error) {
	text := r.Text(column)
	if text == "" {
		return decimal.NullDecimal{}, nil
	}
	d, err := bsc.Number(text).Decimal()
	if err != nil {
		return decimal.NullDecimal{}, r.Errorf("%s: %w", column, err)
	}
	return decimal.NewNullDecimal(d), nil
}

// Place returns the file and line.
func (r Row) Place() string { return fmt.Sprintf("%s:%d", r.file, r.line) }

// Errorf returns an error that starts with the row's place.
func (r Row) Errorf(format string, args ...any) error {
	return fmt.Errorf(r.Place()+": "+format, args...)
}

// Read reads a CSV file. The columns may be in any order, with others between them.
func Read(fsys fs.FS, file string, columns ...string) ([]Row, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	reader := csv.NewReader(f)
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s is empty", file)
	}
	if err != nil {
		return nil, placed(file, err)
	}
	index, err := readHeader(file, header, columns)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, placed(file, err)
		}
		line, _ := reader.FieldPos(0)
		rows = append(rows, Row{file, line, index, cells})
	}
}

// readHeader returns the index of each column.
func readHeader(file string, header, columns []string) (map[string]int, error) {
	header[0] = strings.TrimPrefix(header[0], "\ufeff") // a byte order mark, as spreadsheets write it
	index := map[string]int{}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if _, twice := index[name]; twice {
			return nil, fmt.Errorf("%s:1: two columns %q", file, name)
		}
		index[name] = i
	}
	for _, name := range columns {
		if _, ok := index[name]; !ok {
			return nil, fmt.Errorf("%s:1: there is no column %q", file, name)
		}
	}
	return index, nil
}

// placed adds the place at which a file is not CSV.
func placed(file string, err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("%s:%d: %w", file, parse.Line, parse.Err)
	}
	return fmt.Errorf("%s: %w", file, err)
}
