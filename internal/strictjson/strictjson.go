// Package strictjson reads JSON into Go values the way a format with a definition must:
// keys match exactly, none stands twice or is unknown, null is no value, nothing follows
// the document, and every fault is found at once with its place.
package strictjson

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// MaxDepth is how deep a document may nest.
const MaxDepth = 32

// A Kind says what a Fault is about.
type Kind uint8

// The kinds of fault.
const (
	Syntax    Kind = iota // not JSON, or not of the expected type
	Duplicate             // a key stands twice
	Unknown               // a key is not a field
	Value                 // a value refused by its own type; see Err
	Moment                // not a moment of RFC 3339; see Name
)

// A Fault is one thing wrong with a document.
type Fault struct {
	Kind      Kind
	Pointer   string // JSON pointer
	Line, Col int    // 1-based, columns in bytes
	Detail    string
	Name      string   // of an unknown key; the text of what is not a moment
	Fields    []string // that would be known
	Err       error
}

// Unmarshal reads data into v, a pointer; what data does not mention stays as it is. It
// returns everything wrong with data; then v is unchanged.
func Unmarshal(data []byte, v any) []Fault {
	w := &walker{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	w.dec.UseNumber()
	if w.encoding(); len(w.faults) > 0 {
		return w.faults
	}
	if w.walk(reflect.TypeOf(v).Elem()); len(w.faults) > 0 {
		return w.faults
	}
	fresh := reflect.New(reflect.TypeOf(v).Elem())
	fresh.Elem().Set(reflect.ValueOf(v).Elem())
	if err := json.Unmarshal(data, fresh.Interface()); err != nil {
		w.fault(Syntax, 0, "", "the document does not fit") // not reached: the walk checks all that Unmarshal does
		return w.faults
	}
	reflect.ValueOf(v).Elem().Set(fresh.Elem())
	return nil
}

type walker struct {
	data   []byte
	dec    *json.Decoder
	faults []Fault
	stack  []level
	dead   bool // the syntax is broken: nothing more can be read
}

// A level is an object or a list that is being read.
type level struct {
	typ    reflect.Type // nil: anything goes
	path   string
	object bool
	at     int            // where it starts
	index  int            // of the next list element
	keys   map[string]int // where each key stood
	fields map[string]reflect.Type
}

// encoding refuses what is not UTF-8 before anything else is read.
func (w *walker) encoding() {
	switch {
	case len(bytes.TrimSpace(w.data)) == 0:
		w.fault(Syntax, 0, "", "the document is empty")
	case bytes.HasPrefix(w.data, []byte("\xef\xbb\xbf")):
		w.fault(Syntax, 0, "", "the document starts with a byte order mark")
	case bytes.HasPrefix(w.data, []byte("\xff\xfe")), bytes.HasPrefix(w.data, []byte("\xfe\xff")):
		w.fault(Syntax, 0, "", "the document is UTF-16, not UTF-8")
	case !utf8.Valid(w.data):
		at := 0
		for at < len(w.data) {
			r, size := utf8.DecodeRune(w.data[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		w.fault(Syntax, at, "", fmt.Sprintf("the byte %#02x is not UTF-8", w.data[at]))
	}
}

// walk reads the whole document, value by value, without recursion.
func (w *walker) walk(t reflect.Type) {
	w.value(t, "")
	for len(w.stack) > 0 && !w.dead {
		top := &w.stack[len(w.stack)-1]
		if !w.dec.More() {
			if n := top.index; top.typ != nil && top.typ.Kind() == reflect.Array && n != top.typ.Len() {
				w.fault(Syntax, top.at, top.path, fmt.Sprintf("a list of %d is expected, not of %d", top.typ.Len(), n))
			}
			w.stack = w.stack[:len(w.stack)-1]
			at := w.next()
			if _, err := w.dec.Token(); err != nil {
				w.syntax(err, at)
			}
			continue
		}
		if top.object {
			w.member(top)
			continue
		}
		path := top.path + "/" + strconv.Itoa(top.index)
		top.index++
		w.value(elem(top.typ), path)
	}
	if w.dead {
		return
	}
	at := w.next()
	if _, err := w.dec.Token(); !errors.Is(err, io.EOF) {
		w.fault(Syntax, at, "", "something follows the end of the document")
	}
}

// member reads a key and its value.
func (w *walker) member(top *level) {
	at := w.next()
	token, err := w.dec.Token()
	if err != nil {
		w.syntax(err, at)
		return
	}
	key := token.(string) // inside an object the decoder gives keys as strings
	path := top.path + "/" + Escape(key)
	if first, twice := top.keys[key]; twice {
		line, col := w.place(first)
		w.fault(Duplicate, at, path, fmt.Sprintf("%q stands twice, first at line %d, column %d", short(key), line, col))
	}
	top.keys[key] = at
	var t reflect.Type
	switch {
	case top.fields != nil:
		var known bool
		if t, known = top.fields[key]; !known {
			w.unknown(at, path, key, top.typ)
		}
	case top.typ != nil && top.typ.Kind() == reflect.Map:
		t = top.typ.Elem()
	}
	w.value(t, path)
}

func (w *walker) unknown(at int, path, key string, t reflect.Type) {
	w.fault(Unknown, at, path, fmt.Sprintf("unknown field %q", short(key)))
	last := &w.faults[len(w.faults)-1]
	last.Name, last.Fields = key, FieldNames(t)
}

// value reads one value of the expected type; of an object or a list, only its opening.
func (w *walker) value(t reflect.Type, path string) {
	at := w.next()
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t != nil && custom(t) {
		w.leaf(t, at, path)
		return
	}
	token, err := w.dec.Token()
	if err != nil {
		w.syntax(err, at)
		return
	}
	if t != nil {
		if want := expected(t); want != "" && want != found(token) {
			w.fault(Syntax, at, path, fmt.Sprintf("%s is expected, not %s", want, found(token)))
			t = nil
		}
	}
	switch token := token.(type) {
	case json.Delim:
		w.open(token == '{', t, path, at)
	case json.Number:
		w.integer(token, t, path, at)
	case string:
		w.surrogates(at, path)
	}
}

func (w *walker) open(object bool, t reflect.Type, path string, at int) {
	if len(w.stack) == MaxDepth {
		w.fault(Syntax, at, path, fmt.Sprintf("the document nests deeper than %d levels", MaxDepth))
		w.dead = true
		return
	}
	l := level{typ: t, path: path, at: at, object: object, keys: map[string]int{}}
	if t != nil && t.Kind() == reflect.Struct {
		l.fields = fields(t)
	}
	w.stack = append(w.stack, l)
}

// leaf reads a whole value into a type that knows how to read itself.
func (w *walker) leaf(t reflect.Type, at int, path string) {
	var raw json.RawMessage
	if err := w.dec.Decode(&raw); err != nil {
		w.syntax(err, at)
		return
	}
	if string(raw) == "null" {
		w.fault(Syntax, at, path, "null is not a value here")
		return
	}
	if t == reflect.TypeFor[json.RawMessage]() {
		return
	}
	if t == reflect.TypeFor[time.Time]() {
		if err := new(time.Time).UnmarshalJSON(raw); err != nil {
			w.fault(Moment, at, path, "")
			w.faults[len(w.faults)-1].Name = short(string(raw))
		}
		return
	}
	if raw[0] != '"' && !reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		w.fault(Syntax, at, path, "text is expected")
		return
	}
	if err := json.Unmarshal(raw, reflect.New(t).Interface()); err != nil {
		w.fault(Value, at, path, "")
		w.faults[len(w.faults)-1].Err = err
	}
}

func (w *walker) integer(n json.Number, t reflect.Type, path string, at int) {
	if t == nil || !isInteger(t) {
		return
	}
	if _, err := strconv.ParseInt(n.String(), 10, t.Bits()); err != nil {
		w.fault(Syntax, at, path, fmt.Sprintf("%s is not a whole number of the expected size", short(n.String())))
	}
}

// surrogates refuses half a surrogate pair, which the decoder would replace silently.
func (w *walker) surrogates(at int, path string) {
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
		code, _ := strconv.ParseUint(string(text[i+2:i+6]), 16, 32)
		if code >= 0xD800 && code < 0xDC00 && i+12 <= len(text) && text[i+6] == '\\' && text[i+7] == 'u' {
			if low, _ := strconv.ParseUint(string(text[i+8:i+12]), 16, 32); low >= 0xDC00 && low < 0xE000 {
				i += 11
				continue
			}
		}
		if code >= 0xD800 && code < 0xE000 {
			w.fault(Syntax, at+i, path, "half a surrogate pair is not a character")
			return
		}
		i += 5
	}
}

// next returns where the next token starts.
func (w *walker) next() int {
	at := int(w.dec.InputOffset())
	for at < len(w.data) && strings.IndexByte(" \t\r\n,:", w.data[at]) >= 0 {
		at++
	}
	return at
}

// syntax reports broken JSON. The decoder's own text is not shown: it differs between versions of Go.
func (w *walker) syntax(err error, at int) {
	w.dead = true
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		w.fault(Syntax, len(w.data), "", "the document ends too early")
		return
	}
	w.fault(Syntax, at, "", "not JSON from here on")
}

func (w *walker) fault(kind Kind, at int, path, detail string) {
	line, col := w.place(at)
	w.faults = append(w.faults, Fault{Kind: kind, Pointer: path, Line: line, Col: col, Detail: detail})
}

func (w *walker) place(at int) (line, col int) {
	before := w.data[:min(at, len(w.data))]
	return 1 + bytes.Count(before, []byte("\n")), len(before) - bytes.LastIndexByte(before, '\n')
}

// custom reports whether a type reads itself from JSON or text.
func custom(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// expected names what JSON must hold for a type; "" where anything may stand.
func expected(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Interface:
		return ""
	}
	return "a number"
}

func found(token json.Token) string {
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return "an object"
		}
		return "a list"
	case string:
		return "text"
	case bool:
		return "true or false"
	case json.Number:
		return "a number"
	}
	return "null"
}

func isInteger(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 }

func elem(t reflect.Type) reflect.Type {
	if t == nil || t.Kind() != reflect.Slice && t.Kind() != reflect.Array {
		return nil
	}
	return t.Elem()
}

// fields returns the types of a struct's fields by their JSON names.
func fields(t reflect.Type) map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		if name := Name(f); name != "" {
			m[name] = f.Type
		}
	}
	return m
}

// FieldNames returns the JSON names of a struct's fields, in their order; nil for other types.
func FieldNames(t reflect.Type) []string {
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if name := Name(f); name != "" {
			names = append(names, name)
		}
	}
	return slices.Clip(names)
}

// Name returns the JSON name of a field, or "" where it has none. A field without a tag
// is named as Go names it, but for a small first letter.
func Name(f reflect.StructField) string {
	if !f.IsExported() || f.Anonymous {
		return ""
	}
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch name {
	case "-":
		return ""
	case "":
		return strings.ToLower(f.Name[:1]) + f.Name[1:]
	}
	return name
}

// Escape writes a key as a token of a JSON pointer (RFC 6901).
func Escape(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

func short(s string) string {
	if len(s) <= 40 {
		return s
	}
	return s[:37] + "…"
}
