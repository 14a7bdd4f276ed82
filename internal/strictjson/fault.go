package strictjson

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/place"
	"github.com/go-bsc/bsc/words"
)

// fault records what is wrong at a place in some levels, and returns it. Beyond Rules.Faults it only counts
// and returns nil.
func (w *walker) fault(kind Kind, at int, in []level, detail words.Phrase) *Fault {
	if len(w.Faults) >= w.rules.Faults {
		w.More++
		return nil
	}
	w.Faults = append(w.Faults, Fault{Kind: kind, Pointer: pathOf(in), Detail: detail, at: at})
	return &w.Faults[len(w.Faults)-1]
}

// limit records that one of the Rules is exceeded. allowed is the code that says how many are allowed.
func (w *walker) limit(at int, in []level, detail words.Phrase, allowed string, most int) {
	if f := w.fault(Limit, at, in, detail); f != nil {
		f.Allowed = words.New(allowed, "most", max(most, 0))
	}
}

// check records an error of a value's own type or of the Rules.
func (w *walker) check(at int, err error) {
	if err == nil {
		return
	}
	if f := w.fault(Value, at, w.stack, words.Phrase{}); f != nil {
		f.Err = err
	}
}

// located returns the faults in the order of their places, with the line and column of each.
func (w *walker) located() Found {
	slices.SortStableFunc(w.Faults, func(a, b Fault) int { return cmp.Compare(a.at, b.at) })
	places, ends, firsts := make([]int, len(w.Faults)), make([]int, len(w.Faults)), make([]int, len(w.Faults))
	for i, f := range w.Faults {
		places[i], ends[i], firsts[i] = f.at, f.end, f.first
	}
	first := place.In(w.data, firsts, w.rules.Columns)
	for i, p := range positionsOf(w.data, places, ends, w.rules.Columns) {
		f := &w.Faults[i]
		f.Position = p
		if f.Kind == Duplicate && f.Detail.IsZero() {
			f.Detail = words.New("key_stands_twice", "key", short(f.Name), "line", first[i].Line, "column", first[i].Col)
		}
	}
	return w.Found
}

// syntax records broken JSON. It does not show the decoder's own text, which differs between versions of Go.
func (w *walker) syntax(err error, at int, in []level) {
	w.dead = true
	if errors.Is(err, io.ErrUnexpectedEOF) || len(bytes.TrimSpace(w.data[at:])) == 0 {
		w.fault(Syntax, len(w.data), w.outer(), words.New("document_ends_too_early"))
		return
	}
	says := words.New("not_json")
	if why := cause(w.data[:at], w.data[at:]); !why.IsZero() {
		says = words.New("not_json_because", "why", why)
	}
	w.fault(Syntax, at, in, says)
}

// cause says what breaks a document, if it is something that other readers of JSON allow; else nothing.
func cause(before, rest []byte) words.Phrase {
	starts := func(with ...string) bool {
		return slices.ContainsFunc(with, func(s string) bool { return bytes.HasPrefix(rest, []byte(s)) })
	}
	before = bytes.TrimRight(before, " \t\r\n")
	switch afterDigit := len(before) > 0 && isDigit(before[len(before)-1]); {
	case starts("/", "#"):
		return words.New("json_comment")
	case starts("}", "]") && bytes.HasSuffix(before, []byte(",")):
		return words.New("json_trailing_comma")
	case starts("NaN", "Inf", "-Inf", "+Inf"):
		return words.New("json_no_such_number")
	case starts("+", "-", ".", "\u2212"), len(rest) > 0 && isDigit(rest[0]), afterDigit && starts("_", "x", "X", "e", "E"):
		return words.New("json_other_number")
	case starts("'"):
		return words.New("json_other_quotes")
	}
	return words.Phrase{}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// outer returns the levels around the current object or list.
func (w *walker) outer() []level { return w.stack[:max(0, len(w.stack)-1)] }

// pathOf returns the JSON pointer of the current value in the last of the levels.
func pathOf(stack []level) string {
	var b strings.Builder
	for i := range stack {
		b.WriteString("/" + stack[i].token())
	}
	return b.String()
}

// token returns the JSON pointer token of the current value.
func (l *level) token() string {
	if l.object {
		return Escape(short(l.key))
	}
	return strconv.Itoa(l.index)
}

// next returns where the next token starts.
func (w *walker) next() int {
	at := int(w.dec.InputOffset())
	for at < len(w.data) && strings.IndexByte(" \t\r\n,:", w.data[at]) >= 0 {
		at++
	}
	return at
}

// surrogates refuses half a surrogate pair in the text just read: the decoder would replace it silently.
func (w *walker) surrogates(at int) {
	text := w.data[at:w.dec.InputOffset()]
	if !bytes.Contains(text, []byte(`\u`)) {
		return
	}
	for i := 0; i < len(text)-5; i++ {
		if text[i] != '\\' {
			continue
		}
		if text[i+1] != 'u' {
			i++
			continue
		}
		code := hex(text[i+2:])
		if isHigh(code) && text[i+6] == '\\' && text[i+7] == 'u' && isLow(hex(text[i+8:])) {
			i += 11
			continue
		}
		if isHigh(code) || isLow(code) {
			if f := w.fault(Syntax, at+i, w.stack, words.New("half_surrogate_pair")); f != nil {
				f.end = at + i + len(`\ud800`)
			}
			return
		}
	}
}

// hex reads the four digits of an escape.
func hex(text []byte) uint64 {
	code, _ := strconv.ParseUint(string(text[:4]), 16, 32) // the decoder has checked them
	return code
}

func isHigh(code uint64) bool { return code >= 0xD800 && code < 0xDC00 }

func isLow(code uint64) bool { return code >= 0xDC00 && code < 0xE000 }

// found names what stands there, as expected does.
func found(token json.Token) string {
	switch token.(type) {
	case string:
		return "text"
	case bool:
		return "bool"
	case json.Number:
		return "number"
	}
	return "null"
}

// notExpected says that one thing is expected where another stands.
func notExpected(expected, found string) words.Phrase {
	return words.New("other_json_expected", "expected", words.Name("json", expected), "found", words.Name("json", found))
}

// short cuts a quotation, at a rune's edge.
func short(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	end := most - len("…")
	for end > 0 && s[end]&0xC0 == 0x80 {
		end--
	}
	return s[:end] + "…"
}
