package wire

import (
	"bytes"
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
)

// As is the type of a blank field: it says that the struct it stands in is written as a T, whose tags then say what its
// keys hold. It has no size and no value.
type As[T any] struct{}

func (As[T]) written() reflect.Type { return reflect.TypeFor[T]() }

// A Quoter writes the decimals of a document as text. It knows them by the types of the value that the document was
// written from: every number of a type of package decimal, or of one of Decimals. It finds a type's keys by the tags of
// encoding/json and the tags wire, also where the type writes itself. A type whose keys are not those of its fields has
// a blank field of type [As].
type Quoter struct {
	Decimals []reflect.Type // whose JSON is a decimal where it is a number
	// Policy is a struct with args, which are any JSON. They stand as they are if Keeps says so of every number in them,
	// and otherwise as one text, since a policy may tell 5 from "5".
	Policy reflect.Type
	Keeps  func(number string) bool
	Loose  []reflect.Type // types with numbers among anything else: only those that Keeps does not keep become text

	in     []byte
	at     int // how much of it has been written
	out    []byte
	shapes map[reflect.Type]*shape
}

// Quote returns the document that json.Marshal wrote of v, with its decimals as text. It takes linear time.
func (q *Quoter) Quote(document []byte, v any) []byte {
	q.in, q.at, q.out, q.shapes = document, 0, make([]byte, 0, len(document)+len(document)/4), map[reflect.Type]*shape{}
	q.value(reflect.TypeOf(v), reflect.ValueOf(v))
	return q.out
}

// value writes the next value. t is its type; nil: any. v may be invalid: only where a type does not say what it holds,
// the value is asked.
func (q *Quoter) value(t reflect.Type, v reflect.Value) {
	for t != nil && (t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface) {
		if v.IsValid() {
			v = v.Elem()
		}
		switch {
		case t.Kind() == reflect.Pointer:
			t = t.Elem()
		case v.IsValid():
			t = v.Type()
		default:
			t = nil
		}
	}
	if slices.Contains(q.Loose, t) {
		q.loose()
		return
	}
	s := q.shape(t)
	switch q.in[q.at] {
	case '{':
		q.object(s, v)
	case '[':
		q.list(s, v)
	default:
		scalar := q.in[q.at : q.at+span(q.in[q.at:])]
		q.at += len(scalar)
		if s.decimal && isNumber(scalar) {
			q.text(`"`)
			q.out = append(q.out, scalar...)
			q.text(`"`)
			return
		}
		q.out = append(q.out, scalar...)
	}
}

func (q *Quoter) text(s string) { q.out = append(q.out, s...) }

// step writes the next byte of the document: a bracket, a comma or a colon.
func (q *Quoter) step() byte {
	q.out = append(q.out, q.in[q.at])
	q.at++
	return q.in[q.at-1]
}

func (q *Quoter) list(s *shape, v reflect.Value) {
	for i := 0; ; i++ {
		if q.step(); q.in[q.at] == ']' { // after [ or a comma
			break
		}
		var element reflect.Value
		if v.IsValid() && (v.Kind() == reflect.Slice || v.Kind() == reflect.Array) && i < v.Len() {
			element = v.Index(i)
		}
		if q.value(s.elem, element); q.in[q.at] == ']' {
			break
		}
	}
	q.step()
}

func (q *Quoter) object(s *shape, v reflect.Value) {
	if s.form || v.IsValid() && v.Kind() != s.kind {
		v = reflect.Value{}
	}
	var named map[string]reflect.Value
	if s.kind == reflect.Map && v.IsValid() {
		named = entries(v)
	}
	for {
		if q.step(); q.in[q.at] == '}' { // after { or a comma
			break
		}
		key := q.in[q.at : q.at+span(q.in[q.at:])]
		q.at += len(key)
		q.out = append(q.out, key...)
		q.step() // the colon
		name := unquoted(key)
		switch field, known := s.fields[name]; {
		case known && s.policy && name == "args":
			q.args()
		case known:
			q.value(field.typ, fieldOf(v, field.index))
		default:
			q.value(s.elem, named[name])
		}
		if q.in[q.at] == '}' {
			break
		}
	}
	q.step()
}

// loose writes a value with numbers that are not kept as text.
func (q *Quoter) loose() {
	for end := q.at + span(q.in[q.at:]); q.at < end; {
		n := 1
		if rest := q.in[q.at:]; rest[0] == '"' || isNumber(rest) {
			n = span(rest)
		}
		next := q.in[q.at : q.at+n]
		q.at += n
		if isNumber(next) && !q.Keeps(string(next)) {
			q.text(`"`)
			q.out = append(q.out, next...)
			q.text(`"`)
			continue
		}
		q.out = append(q.out, next...)
	}
}

// args writes the arguments of a policy.
func (q *Quoter) args() {
	args := q.in[q.at : q.at+span(q.in[q.at:])]
	q.at += len(args)
	for rest := args; len(rest) > 0; {
		n := 1
		if rest[0] == '"' || isNumber(rest) {
			n = span(rest)
		}
		if isNumber(rest) && !q.Keeps(string(rest[:n])) {
			text, _ := json.Marshal(string(args)) // text is always written
			q.out = append(q.out, text...)
			return
		}
		rest = rest[n:]
	}
	q.out = append(q.out, args...)
}

// entries returns the values of a map by their keys in JSON.
func entries(v reflect.Value) map[string]reflect.Value {
	named := make(map[string]reflect.Value, v.Len())
	for each := v.MapRange(); each.Next(); {
		key := each.Key()
		name := ""
		switch text, ok := key.Interface().(encoding.TextMarshaler); {
		case key.Kind() == reflect.String: // encoding/json asks no method of it
			name = key.String()
		case ok:
			written, err := text.MarshalText()
			if err != nil {
				continue // not reached: there is a document
			}
			name = string(written)
		case key.CanInt():
			name = strconv.FormatInt(key.Int(), 10)
		case key.CanUint():
			name = strconv.FormatUint(key.Uint(), 10)
		}
		named[name] = each.Value()
	}
	return named
}

// fieldOf returns a field of a struct, or of one in it; invalid where there is none.
func fieldOf(v reflect.Value, index []int) reflect.Value {
	if !v.IsValid() {
		return v
	}
	field, err := v.FieldByIndexErr(index)
	if err != nil {
		return reflect.Value{}
	}
	return field
}

// span returns how long the value is that a document begins with.
func span(in []byte) int {
	depth := 0
	for i := 0; i < len(in); i++ {
		switch in[i] {
		case '"':
			for i++; in[i] != '"'; i++ {
				if in[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
			continue
		case '}', ']', ',', ':':
			if depth == 0 {
				return i
			}
			if in[i] == '}' || in[i] == ']' {
				depth--
			}
		default:
			continue
		}
		if depth == 0 {
			return i + 1
		}
	}
	return len(in)
}

func isNumber(text []byte) bool { return text[0] == '-' || '0' <= text[0] && text[0] <= '9' }

// unquoted returns the text of a key.
func unquoted(key []byte) string {
	if !bytes.ContainsRune(key, '\\') {
		return string(key[1 : len(key)-1])
	}
	var name string
	_ = json.Unmarshal(key, &name) // json.Marshal wrote it
	return name
}
