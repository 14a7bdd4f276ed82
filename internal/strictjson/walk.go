package strictjson

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/words"
)

// A walker reads a document token by token, without recursion, and records its faults.
type walker struct {
	Found
	data    []byte
	dec     *json.Decoder
	rules   *Rules
	stack   []level
	outside int // how deep the document itself stands in another
	values  int
	counts  []int // of Rules.Counts
	shapes  map[reflect.Type]*shape
	sought  *sought // in the current value; nil: nothing
	dead    bool    // nothing more can be read
}

func newWalker(data []byte, rules *Rules) *walker {
	w := &walker{data: data, rules: rules, shapes: map[reflect.Type]*shape{}, counts: make([]int, len(rules.Counts))}
	w.dec = json.NewDecoder(bytes.NewReader(data))
	w.dec.UseNumber()
	return w
}

// A level is an object or a list that is being read.
type level struct {
	typ    reflect.Type // nil: any
	shape  *shape
	object bool
	at     int            // where it starts
	index  int            // of the current list element
	key    string         // whose value is being read
	field  string         // the field it stands under
	keys   map[string]int // where each key stood
	whole  reflect.Type   // the type that reads all of it itself; nil: none
	clean  int            // the number of faults before it
	said   bool           // it is of a phrase, which shows its texts as printable
	sought *sought        // in it; nil: nothing
}

// walk reads the whole document, value by value. field is the one it stands under, or "".
func (w *walker) walk(t reflect.Type, field string) {
	w.value(t, field)
	for len(w.stack) > 0 && !w.dead {
		top := &w.stack[len(w.stack)-1]
		switch {
		case !w.dec.More():
			w.close(top)
		case top.object:
			w.member(top)
		default:
			top.index++
			w.value(elem(top.typ), top.field)
		}
	}
	if w.dead {
		return
	}
	at := w.next()
	if _, err := w.dec.Token(); !errors.Is(err, io.EOF) {
		w.fault(Syntax, at, nil, words.New("document_goes_on"))
	}
}

// member reads a key and its value.
func (w *walker) member(top *level) {
	at := w.next()
	token, err := w.dec.Token()
	if err != nil {
		w.syntax(err, at, w.outer())
		return
	}
	key := token.(string) // inside an object the decoder gives keys as strings
	top.key = key
	if first, twice := top.keys[key]; twice {
		if f := w.fault(Duplicate, at, w.stack, words.Phrase{}); f != nil {
			f.Name, f.first = key, first
		}
	}
	if top.keys == nil {
		top.keys = map[string]int{}
	}
	top.keys[key] = at
	w.surrogates(at)
	var t reflect.Type
	field := top.field
	switch {
	case len(key) > w.rules.String:
		w.limit(at, w.stack, words.New("key_too_long"), "at_most_bytes", w.rules.String)
	case top.shape.fields != nil:
		var known bool
		if t, known = top.shape.fields[key]; !known {
			if f := w.fault(Unknown, at, w.stack, words.New("unknown_field", "field", short(key))); f != nil {
				f.Name, f.Fields = key, fieldNames(top.typ)
			}
		}
		field = key
	default:
		if top.typ != nil {
			t = top.typ.Elem()
		}
		w.check(at, w.rules.Text("key", key))
	}
	w.value(t, field)
}

// value reads one value of the expected type; nil means any. Of an object or a list it reads only the
// opening.
func (w *walker) value(t reflect.Type, field string) {
	at := w.next()
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t != nil && (t.Kind() == reflect.Interface || t == reflect.TypeFor[json.RawMessage]() && !bytes.HasPrefix(w.data[at:], []byte("null"))) {
		t = nil
	}
	token, err := w.dec.Token()
	if err != nil {
		w.syntax(err, at, w.stack)
		return
	}
	w.locate(at)
	if w.values++; w.values > w.rules.Values {
		w.limit(at, w.stack, words.New("document_too_many_values"), "no_more_than", w.rules.Values)
		w.dead = true
		return
	}
	if delim, ok := token.(json.Delim); ok {
		w.open(delim == '{', t, field, at)
		return
	}
	w.scalar(token, t, field, at)
}

// open begins an object or a list.
func (w *walker) open(object bool, t reflect.Type, field string, at int) {
	if w.outside+len(w.stack) >= w.rules.Depth {
		w.limit(at, w.stack, words.New("document_nests_too_deep"), "at_most_levels", w.rules.Depth)
		w.dead = true
		return
	}
	s := w.shape(t)
	l := level{typ: t, object: object, at: at, index: -1, field: field, clean: len(w.Faults) + w.More, sought: w.sought}
	l.said = speaks(t) || len(w.stack) > 0 && w.stack[len(w.stack)-1].said
	found := "list"
	if object {
		found = "object"
	}
	switch {
	case s.own && !(object && s.fields != nil):
		l.typ = nil
		if l.whole = t; !s.json {
			w.fault(Syntax, at, w.stack, words.New("text_expected"))
		}
	case s.expected != "" && s.expected != found:
		l.typ = nil
		w.fault(Syntax, at, w.stack, notExpected(s.expected, found))
	}
	if l.shape = w.shape(l.typ); l.typ != nil {
		w.count(l.shape, at)
	}
	w.stack = append(w.stack, l)
}

// count refuses the first object beyond the number allowed.
func (w *walker) count(s *shape, at int) {
	if s.count < 0 {
		return
	}
	c := w.rules.Counts[s.count]
	if w.counts[s.count]++; w.counts[s.count] == max(c.Most, 0)+1 {
		w.limit(at, w.stack, words.New("document_has_too_many", "nouns", words.Name("nouns", c.Noun)), "no_more_than", c.Most)
	}
}

// close ends an object or a list.
func (w *walker) close(top *level) {
	at := w.next()
	if _, err := w.dec.Token(); err != nil {
		w.syntax(err, at, w.outer())
		return
	}
	l := *top
	w.stack = w.stack[:len(w.stack)-1]
	if l.typ != nil && l.typ.Kind() == reflect.Array && l.index+1 != l.typ.Len() {
		w.fault(Syntax, l.at, w.stack, words.New("other_length_expected", "expected", l.typ.Len(), "found", l.index+1))
	}
	if l.whole != nil && len(w.Faults)+w.More == l.clean {
		w.check(l.at, read(l.whole, w.shape(l.whole), w.data[l.at:w.dec.InputOffset()], ""))
	}
}

// scalar checks a value that is neither an object nor a list.
func (w *walker) scalar(token json.Token, t reflect.Type, field string, at int) {
	raw := w.data[at:w.dec.InputOffset()]
	text, isText := token.(string)
	if isText {
		w.surrogates(at)
		if len(text) > w.rules.String {
			w.limit(at, w.stack, words.New("text_too_long"), "at_most_bytes", w.rules.String)
			return
		}
	}
	s := w.shape(t)
	switch {
	case token == nil && t != nil && t == w.rules.Null:
	case token == nil && s.own:
		w.fault(Syntax, at, w.stack, words.New("null_no_value"))
	case t == reflect.TypeFor[time.Time]():
		w.moment(raw, at)
	case s.own && !s.json && !isText:
		w.fault(Syntax, at, w.stack, words.New("text_expected"))
	case s.own:
		err := read(t, s, raw, text)
		if err == nil && t == w.rules.Numeric {
			err = w.rules.Number(literal(token))
		}
		if err == nil && slices.Contains(w.rules.Decimals, t) {
			err = w.bare(token, field)
		}
		if err == nil && isText && speaks(t) {
			err = w.rules.Text(field, text)
		}
		w.check(at, err)
	case s.expected != "" && s.expected != found(token):
		w.fault(Syntax, at, w.stack, notExpected(s.expected, found(token)))
	case s.bits > 0:
		w.integer(token.(json.Number), s, at)
	case isText && w.mayHold():
		w.held(raw, text, field, at)
	case isText && len(w.stack) > 0 && w.stack[len(w.stack)-1].said:
		w.check(at, w.rules.Text(field, oneline.Printable(text)))
	case isText:
		w.check(at, w.rules.Text(field, text))
	default:
		if number, ok := token.(json.Number); ok {
			err := w.rules.Number(number.String())
			if err == nil && t == nil {
				err = w.bare(token, field)
			}
			w.check(at, err)
		}
	}
}

// speaks reports whether a type is one of package words. What they say may be of any text, such as one that was refused
// for its characters.
func speaks(t reflect.Type) bool {
	return t == reflect.TypeFor[words.Phrase]() || t == reflect.TypeFor[words.Formula]()
}

// bare checks a decimal that stands as a number.
func (w *walker) bare(token json.Token, field string) error {
	if number, ok := token.(json.Number); ok && w.rules.Bare != nil {
		return w.rules.Bare(field, number.String())
	}
	return nil
}

// literal returns the text of a number, or of a string that holds one.
func literal(token json.Token) string {
	if number, ok := token.(json.Number); ok {
		return number.String()
	}
	text, _ := token.(string)
	return text
}

// read lets a type read itself.
func read(t reflect.Type, s *shape, raw []byte, text string) error {
	v := reflect.New(t).Interface()
	if s.json {
		return v.(json.Unmarshaler).UnmarshalJSON(raw)
	}
	return v.(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
}

func (w *walker) moment(raw []byte, at int) {
	if err := new(time.Time).UnmarshalJSON(raw); err == nil {
		return
	}
	if f := w.fault(Moment, at, w.stack, words.Phrase{}); f != nil {
		f.Name = short(string(raw))
	}
}

// integer checks a whole number. It also checks the document's version: if that is unknown, nothing else can
// be judged.
func (w *walker) integer(n json.Number, s *shape, at int) {
	v, err := strconv.ParseInt(n.String(), 10, s.bits)
	if s.unsigned {
		_, err = strconv.ParseUint(n.String(), 10, s.bits)
	}
	switch {
	case err != nil:
		w.fault(Syntax, at, w.stack, words.New("no_whole_number", "got", short(n.String())))
	case w.rules.Schema > 0 && len(w.stack) == 1 && w.stack[0].key == "schema" && (v < 0 || v > int64(w.rules.Schema)):
		w.Faults, w.More = nil, 0
		w.fault(Schema, at, w.stack, words.New("schema_unknown", "schema", words.Number(n)))
		w.Faults[0].Allowed = words.New("schemas_up_to", "schema", w.rules.Schema)
		w.dead = true
	}
}
