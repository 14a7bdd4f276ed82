package csvfile

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// readAll returns the text of a file, with at most so many bytes.
func readAll(file io.Reader, what string, most int) ([]byte, error) {
	if fault.IsNil(file) {
		return nil, refused(problem(bsc.ErrInput, "reader_nil", "nouns", words.Name("nouns", what)))
	}
	text, err := io.ReadAll(io.LimitReader(file, int64(max(most, 0))+1))
	if err != nil {
		p := problem(bsc.ErrInput, "file_of_not_read", "nouns", words.Name("nouns", what))
		p.Err = err
		return nil, refused(p)
	}
	if len(text) > most {
		p := problem(bsc.ErrLimit, "file_too_large")
		p.Allowed = words.New("at_most_bytes", "most", most)
		return nil, refused(p)
	}
	return text, nil
}

// unfit says why a file cannot be CSV, by how it begins; nil if it may be.
func unfit(text []byte) *bsc.Problem {
	refuse := func(says, hint string) *bsc.Problem {
		p := problem(bsc.ErrSyntax, says)
		p.Line, p.Col, p.Allowed, p.Hint = 1, 1, words.New("csv_in_utf8"), words.New(hint)
		return p
	}
	begins := func(magic string) bool { return bytes.HasPrefix(text, []byte(magic)) }
	switch {
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return refuse("file_is_zip", "save_sheet_as_csv")
	case begins("\xd0\xcf\x11\xe0"):
		return refuse("file_is_old_workbook", "save_sheet_as_csv")
	case begins("\xff\xfe"), begins("\xfe\xff"), bytes.IndexByte(text[:min(len(text), 2)], 0) >= 0:
		return refuse("file_is_utf16", "save_or_decode_utf16")
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
		wrong = problem(bsc.ErrSyntax, "file_says_separator", "separator", strconv.QuoteRune(r))
		wrong.Line, wrong.Col, wrong.Allowed, wrong.Hint = 1, 1, words.New("one_of", "values", []string{strconv.QuoteRune(d.separator())}), words.New("declare_separator", "separator", strconv.QuoteRune(r))
	}
	return rest, true, wrong
}

// separators are those that files are met with, and the codes of their names.
func separators() []struct {
	rune
	marks string
} {
	return []struct {
		rune
		marks string
	}{{';', "marks.semicolon"}, {'\t', "marks.tab"}, {',', "marks.comma"}, {'|', "marks.vertical_bar"}}
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
		p = problem(bsc.ErrSyntax, "header_has_one_field", "n", n, "marks", words.New(s.marks, "n", n))
		p.Allowed, p.Hint = words.New("fields_between", "separator", strconv.QuoteRune(d.separator())), words.New("declare_separator", "separator", strconv.QuoteRune(s.rune))
	}
	return p
}
