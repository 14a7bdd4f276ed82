package csvfile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// readAll returns the text of a file, with at most so many bytes.
func readAll(file io.Reader, what string, most int) ([]byte, error) {
	if fault.IsNil(file) {
		return nil, refused(problem(bsc.ErrInput, "there_no_file_reader_nil", "what", what))
	}
	text, err := io.ReadAll(io.LimitReader(file, int64(max(most, 0))+1))
	if err != nil {
		p := problem(bsc.ErrInput, "file_cannot_read", "what", what)
		p.Err = err
		return nil, refused(p)
	}
	if len(text) > most {
		p := problem(bsc.ErrLimit, "file_too_large")
		p.Allowed = words.New("at_most_bytes_c", "most", most)
		return nil, refused(p)
	}
	return text, nil
}

// unfit says why a file cannot be CSV, by how it begins; nil if it may be.
func unfit(text []byte) *bsc.Problem {
	refuse := func(what, hint string) *bsc.Problem {
		p := problem(bsc.ErrSyntax, "%s", what)
		p.Line, p.Col, p.Allowed, p.Hint = 1, 1, words.New("csv_utf"), words.Text(hint)
		return p
	}
	begins := func(magic string) bool { return bytes.HasPrefix(text, []byte(magic)) }
	switch {
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return refuse("this is a ZIP file, such as an .xlsx workbook", "save the sheet as CSV UTF-8")
	case begins("\xd0\xcf\x11\xe0"):
		return refuse("this is a workbook of an old kind, such as .xls", "save the sheet as CSV UTF-8")
	case begins("\xff\xfe"), begins("\xfe\xff"), bytes.IndexByte(text[:min(len(text), 2)], 0) >= 0:
		return refuse("this is UTF-16", "save the file as CSV UTF-8, or decode it with golang.org/x/text/encoding/unicode")
	}
	return nil
}

// cutSeparatorLine takes off a first line such as sep=; that spreadsheets read and write. It returns whether there was
// one, and what is wrong with it.
func (d *Dialect) cutSeparatorLine(text []byte) (rest []byte, cut bool, wrong *bsc.Problem) {
	line, rest, _ := bytes.Cut(text, []byte("\n"))
	said := strings.TrimSuffix(string(line[:min(len(line), 20)]), "\r")
	said = strings.TrimSuffix(strings.TrimPrefix(said, `"`), `"`)
	if len(said) < 5 || !strings.EqualFold(said[:4], "sep=") {
		return text, false, nil
	}
	r, size := utf8.DecodeRuneInString(said[4:])
	if len(said) != 4+size {
		return text, false, nil // no such line
	}
	if r != d.separator() {
		wrong = problem(bsc.ErrSyntax, "file_says_separates_cells", "n", r)
		wrong.Line, wrong.Col, wrong.Allowed, wrong.Hint = 1, 1, words.Text(fmt.Sprintf("%q", d.separator())), words.New("separator", "n", r)
	}
	return rest, true, wrong
}

// separators are those that files are met with, and their names.
func separators() []struct {
	rune
	names string
} {
	return []struct {
		rune
		names string
	}{{';', "semicolons"}, {'\t', "tabs"}, {',', "commas"}, {'|', "vertical bars"}}
}

// otherSeparator says which separator a header has that is not separated as declared; nil if there is none.
func (d *Dialect) otherSeparator(header string) *bsc.Problem {
	if strings.ContainsRune(header, d.separator()) || strings.Count(header, `"`)%2 == 1 { // the header goes on in the next line
		return nil
	}
	var p *bsc.Problem
	most := 0
	for _, s := range separators() {
		n := strings.Count(header, string(s.rune))
		if n <= most {
			continue
		}
		most = n
		if n == 1 {
			s.names = strings.TrimSuffix(s.names, "s")
		}
		p = problem(bsc.ErrSyntax, "header_one_field", "n", n, "names", s.names)
		p.Allowed, p.Hint = words.New("fields_between", "separator", d.separator()), words.New("separator_b", "rune", s.rune)
	}
	return p
}
