package sheet_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/sheet"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// read returns the records of a file as "id=value at line:col", and its faults.
func read(t *testing.T, file string) (records, wrong []string) {
	t.Helper()
	r := sheet.New(strings.NewReader(file), sheet.Form{Columns: []string{"id", "value", "note"}, Needed: 2, Bytes: 200},
		func(line, col int, f *fault.Fault) {
			wrong = append(wrong, fmt.Sprintf("%d:%d %s", line, col, f.Text()))
		})
	for {
		more, err := r.Next()
		require.NoError(t, err)
		if !more {
			return records, wrong
		}
		id, line, col, ok := r.Field("id")
		require.True(t, ok)
		value, _, _, _ := r.Field("value")
		_, _, _, noted := r.Field("note")
		assert.Equal(t, strings.Contains(file, "note"), noted)
		first, _ := r.Place()
		assert.LessOrEqual(t, first, line)
		records = append(records, fmt.Sprintf("%s=%s at %d:%d", id, value, line, col))
	}
}

// TestReader reads files whose records are right, too short, or after a fault that makes the rest unreliable.
func TestReader(t *testing.T) {
	for _, c := range []struct {
		file           string
		records, wrong []string
	}{
		{"\ufeffvalue, id\n 1 ,a\n2,b\n", []string{"a=1 at 2:5", "b=2 at 3:3"}, nil},
		{"note,id,value\n\"two\nlines\",a,1\nb,2\n,c,3\n", []string{"a=1 at 3:8", "c=3 at 5:2"}, []string{"4:1 2 fields where the header has 3"}},
		{"id,value\na,1\nb,\"2\"3\nc,3\n", []string{"a=1 at 2:1"}, []string{"3:5 a quotation mark is out of place"}},
		{"", nil, []string{"1:1 the file is empty"}},
		{"id,valeu\na,1\n", nil, []string{`1:4 unknown column "valeu"`, `1:1 column "value" is missing`}},
		{"id,value,id\na,1,b\n", nil, []string{`1:10 column "id" stands twice`}},
	} {
		records, wrong := read(t, c.file)
		assert.Equal(t, c.records, records, c.file)
		assert.Equal(t, c.wrong, wrong, c.file)
	}
}

// TestReader_fails checks errors that have nothing to do with a file's form.
func TestReader_fails(t *testing.T) {
	form := sheet.Form{Columns: []string{"id"}, Needed: 1, Bytes: 4}
	next := func(r *sheet.Reader) error {
		for {
			if more, err := r.Next(); err != nil || !more {
				return err
			}
		}
	}
	report := func(line, col int, f *fault.Fault) { assert.Fail(t, "reported", "%d:%d %s", line, col, f.Text()) }
	require.NoError(t, next(sheet.New(strings.NewReader("id\na"), form, report)), "as large as it may be")
	require.ErrorIs(t, next(sheet.New(strings.NewReader("id\na\n"), form, report)), sheet.ErrTooLarge)
	broken := errors.New("disk")
	require.ErrorIs(t, next(sheet.New(iotest.ErrReader(broken), form, report)), broken)
}
