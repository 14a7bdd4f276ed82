// Package strictjson reads JSON into Go values strictly, as a format with a definition needs. Keys match
// exactly; none is duplicated or unknown; null is no value; nothing follows the document; nothing is larger
// than allowed. It finds all faults at once, each with its place.
package strictjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"unicode/utf8"

	"github.com/go-bsc/bsc/internal/place"
	"github.com/go-bsc/bsc/words"
)

// A Kind says what a Fault is about.
type Kind uint8

// The kinds of fault.
const (
	Syntax    Kind = iota // not JSON, or not of the expected type
	Duplicate             // a duplicate key
	Unknown               // a key is not a field
	Value                 // a value that its own type or the Rules refuse; see Err
	Moment                // not a moment of RFC 3339; see Name
	Limit                 // more or larger than the Rules allow; see Allowed
	Schema                // an unknown version of the document
)

// A Fault is one thing wrong with a document.
type Fault struct {
	Kind    Kind
	Pointer string // JSON pointer
	Position
	Detail  words.Phrase
	Allowed words.Phrase // what would be right; may be ""
	Name    string       // an unknown key, or text that is not a moment
	Fields  []string     // known fields
	Err     error

	at    int // the byte where it is
	end   int // behind its last byte; 0: where the value or key ends that begins there
	first int // of a duplicate key: the byte of the first one
}

// Rules bound what is read. A limit below 0 is one of 0, which allows nothing.
type Rules struct {
	Bytes   int        // of the document
	Depth   int        // nested objects and lists
	Values  int        // in the document: objects, lists, texts, numbers, true, false and null
	String  int        // bytes of one text or key
	Faults  int        // how many are returned; the rest is only counted
	Columns place.Unit // what the columns of faults count
	// Schema is the newest known version, if the document states its version in a field "schema"; 0: none is
	// known.
	Schema int

	// Text checks a text. field is the one it stands under, or "key" for a key that may be any.
	Text func(field, text string) error
	// Number checks a number of the type Numeric, or where the type does not say what it is.
	Number  func(literal string) error
	Numeric reflect.Type // a type that reads itself from a number or text; nil: none

	// Bare checks a number that is not in quotes, where the type is one of Decimals or does not say what it is; nil: none
	// is refused. field is as that of Text.
	Bare     func(field, literal string) error
	Decimals []reflect.Type

	Null reflect.Type // a type that reads null; nil: none
	// Objects are types that read themselves, but whose objects have the keys of their fields. A field of theirs that is
	// any JSON may also be a text that holds an object: see Held.
	Objects []reflect.Type
	Counts  []Count
}

// maxDepth is how deep encoding/json reads.
const maxDepth = 10_000

// Anything returns rules that allow any JSON unless the type says otherwise. They list no faults.
func Anything() *Rules {
	return &Rules{
		Bytes: math.MaxInt, Depth: maxDepth, Values: math.MaxInt, String: math.MaxInt,
		Text:   func(string, string) error { return nil },
		Number: func(string) error { return nil },
	}
}

// A Count bounds how many objects of some types a document has.
type Count struct {
	Most int
	Of   []reflect.Type
	Noun string // such as nodes; the code nouns.nodes says it in words
}

// Found is what is wrong with a document.
type Found struct {
	Faults []Fault // in the order of their places
	More   int     // how many faults there are beyond Rules.Faults
}

// Unmarshal reads data into v, a pointer. What data does not mention stays unchanged. If anything is wrong
// with data, all of v is unchanged.
func Unmarshal(data []byte, v any, rules *Rules) Found {
	w := newWalker(data, rules)
	if w.encoding(); len(w.Faults) == 0 {
		w.walk(reflect.TypeOf(v).Elem(), "")
	}
	if len(w.Faults) > 0 {
		return w.located()
	}
	fresh := reflect.New(reflect.TypeOf(v).Elem())
	fresh.Elem().Set(reflect.ValueOf(v).Elem())
	if err := json.Unmarshal(data, fresh.Interface()); err != nil {
		w.check(0, err) // such as a number too large for a float32
		return w.located()
	}
	reflect.ValueOf(v).Elem().Set(fresh.Elem())
	return w.Found
}

// encoding refuses what is too large or not UTF-8 before anything else is read.
func (w *walker) encoding() {
	switch {
	case len(w.data) > max(w.rules.Bytes, 0):
		w.limit(0, nil, words.New("document_too_large"), "at_most_bytes", w.rules.Bytes)
		w.data = w.data[:1] // nobody looks for its end
	case len(bytes.TrimSpace(w.data)) == 0:
		w.fault(Syntax, 0, nil, words.New("document_empty"))
	case bytes.HasPrefix(w.data, []byte("\xef\xbb\xbf")):
		w.fault(Syntax, 0, nil, words.New("document_has_byte_order_mark"))
	case bytes.HasPrefix(w.data, []byte("\xff\xfe")), bytes.HasPrefix(w.data, []byte("\xfe\xff")), bytes.IndexByte(w.data[:min(2, len(w.data))], 0) >= 0:
		w.fault(Syntax, 0, nil, words.New("document_is_utf16"))
	case !utf8.Valid(w.data):
		at := 0
		for at < len(w.data) {
			r, size := utf8.DecodeRune(w.data[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		if f := w.fault(Syntax, at, nil, words.New("byte_not_utf8", "byte", fmt.Sprintf("%#02x", w.data[at]))); f != nil {
			f.end = at + 1
		}
	}
}
