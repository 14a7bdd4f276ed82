package bsc

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The options of Compile and the readers, and the limits of what is read.

// Options say how definitions are compiled, and how documents and files are read. The zero value and nil are the
// defaults.
type Options struct {
	Registry *Registry // the host's own policies; nil: the built-in ones only
	Limits   Limits    // of what is loaded
	_        struct{}
}

func (o *Options) registry() *Registry {
	if o == nil {
		return nil
	}
	return o.Registry
}

// Limits bound what is loaded: documents and files that a host's users wrote. A field that is 0 has the value its
// comment names. A negative one allows nothing. There is no value for no limit: a host that trusts its files sets one
// it can bear.
//
// Only Problems applies to definitions and readings built in Go. Numbers are always bounded: to 34 significant digits
// and 52 decimal places, below 10^52. Package impact says how many paths it lists.
type Limits struct {
	Bytes       int // of a document or file: 8 MiB
	Depth       int // of objects and lists in one another: 32
	Values      int // in a document, counting objects, lists, texts, numbers, true and false: 200,000
	StringBytes int // of one text, and of one key: 64 KiB
	NameRunes   int // of names, owners, units and the like: 200
	TextRunes   int // of descriptions, formulas, notes, attributes and the like: 4,000
	Marks       int // combining marks in a row: 8
	Nodes       int // perspectives, objectives, KPIs, series, themes and initiatives together: 20,000
	Links       int // of the strategy map: 100,000
	Facts       int // of one KPI or series of one org unit: 100,000
	Problems    int // listed, and as many warnings; the rest is counted: 100
	_           struct{}
}

// limits returns all limits of the options, with defaults for those not set.
func (o *Options) limits() Limits {
	var l Limits
	if o != nil {
		l = o.Limits
	}
	return Limits{
		Bytes:       cmp.Or(l.Bytes, 8<<20),
		Depth:       cmp.Or(l.Depth, 32),
		Values:      cmp.Or(l.Values, 200_000),
		StringBytes: cmp.Or(l.StringBytes, 64<<10),
		NameRunes:   cmp.Or(l.NameRunes, 200),
		TextRunes:   cmp.Or(l.TextRunes, 4_000),
		Marks:       cmp.Or(l.Marks, 8),
		Nodes:       cmp.Or(l.Nodes, 20_000),
		Links:       cmp.Or(l.Links, 100_000),
		Facts:       cmp.Or(l.Facts, 100_000),
		Problems:    max(cmp.Or(l.Problems, 100), 1),
	}
}

// isProse reports whether a field holds text of several lines rather than a name.
func isProse(field string) bool {
	switch field {
	case "description", "formula", "source", "note", "reason", "error", "attributes", "args":
		return true
	}
	return false
}

// field says what is wrong with a text of a file.
func (l *Limits) field(name, s string) *Problem {
	if len(s) > l.StringBytes {
		p := fault(ErrLimit, "a text is too long")
		p.Allowed = fmt.Sprintf("at most %d bytes", l.StringBytes)
		return p
	}
	if !utf8.ValidString(s) {
		p := fault(ErrSyntax, "%s is not UTF-8", quote(s))
		p.Allowed = "text in UTF-8"
		return p
	}
	return l.text(name, s)
}

func tooLarge(most int) *Problem {
	p := fault(ErrLimit, "the file is too large")
	p.Allowed = fmt.Sprintf("at most %d bytes", most)
	return p
}

// text says what is wrong with the text of a document's field.
func (l *Limits) text(field, s string) *Problem {
	most, breaks := l.NameRunes, ""
	if isProse(field) {
		most, breaks = l.TextRunes, "\n\r\t"
	}
	refuse := func(code Code, what, allowed string) *Problem {
		p := fault(code, "%s %s", quote(s), what)
		p.Allowed = allowed
		return p
	}
	if n := utf8.RuneCountInString(s); n > most {
		return refuse(ErrLimit, "is too long", "at most "+strconv.Itoa(most)+" characters")
	}
	marks := 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.M, r):
			if marks++; marks > l.Marks {
				return refuse(ErrLimit, "has too many marks on one letter", "at most "+strconv.Itoa(l.Marks)+" in a row")
			}
			continue
		case unicode.IsControl(r) && !strings.ContainsRune(breaks, r):
			return refuse(ErrValue, "has a control character", "printable text")
		case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
			return refuse(ErrValue, "has a code that is no character", "printable text")
		}
		marks = 0
	}
	return nil
}
