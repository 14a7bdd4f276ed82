// Package wire writes what a host gets back from this module as JSON, in one dialect. The tags of a type say its keys;
// a type whose fields encoding/json would write in another way has a MarshalJSON of one line that calls [Marshal].
//
// Tags are those of encoding/json, with omitempty and omitzero, and the rest is decided here:
//
//   - a decimal is a number with all its digits, whatever the settings of the decimal package
//   - an optional decimal that is not there is left out, and null in a list
//   - a list or a map that is not there is empty, not null, unless its tag leaves it out
//   - an embedded struct is written in place, and so is a field with a tag wire, which names the keys that are kept:
//     `wire:"ref,name"`. Its own MarshalJSON is not asked. Where a key is there twice, the outer one stands
//   - a field without a tag is an error: no Go name becomes a key
//
// Every other value is written as encoding/json writes it. The time grows with what is written.
//
// A [Quoter] writes the decimals of what has been written as text. It is a pass over the document, so that no type has a
// second way to write itself.
package wire

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/digits"
	"github.com/shopspring/decimal"
)

// Marshal writes a value as JSON. A struct is written by its tags even if it has a MarshalJSON, which may call Marshal;
// what is in it is written by its own MarshalJSON or MarshalText.
func Marshal(v any) ([]byte, error) {
	var w writer
	at := reflect.ValueOf(v)
	var err error
	switch at.Kind() {
	case reflect.Struct:
		err = w.object(at)
	case reflect.Slice:
		err = w.list(at)
	case reflect.Map:
		err = w.dict(at)
	default:
		err = w.value(at)
	}
	return w.out, err
}

// A writer collects the text.
type writer struct{ out []byte }

func (w *writer) text(s string) { w.out = append(w.out, s...) }

// value writes any value but the outermost.
func (w *writer) value(v reflect.Value) error {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			w.text("null")
			return nil
		}
	case reflect.Invalid:
		w.text("null")
		return nil
	}
	if v.Type().NumMethod() == 0 {
		return w.kind(v)
	}
	switch x := v.Interface().(type) {
	case decimal.Decimal:
		w.text(digits.Canonical(x))
	case decimal.NullDecimal:
		if !x.Valid {
			w.text("null")
			return nil
		}
		w.text(digits.Canonical(x.Decimal))
	case json.Marshaler:
		text, err := x.MarshalJSON()
		w.out = append(w.out, text...)
		return err
	case encoding.TextMarshaler:
		text, err := x.MarshalText()
		w.string(string(text))
		return err
	default:
		return w.kind(v)
	}
	return nil
}

// kind writes a value that does not write itself.
func (w *writer) kind(v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		w.string(v.String())
	case reflect.Bool:
		w.out = strconv.AppendBool(w.out, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.out = strconv.AppendInt(w.out, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		w.out = strconv.AppendUint(w.out, v.Uint(), 10)
	case reflect.Pointer, reflect.Interface:
		return w.value(v.Elem())
	case reflect.Struct:
		return w.object(v)
	case reflect.Slice, reflect.Array:
		return w.list(v)
	case reflect.Map:
		return w.dict(v)
	default:
		return fmt.Errorf("wire: no JSON for a %s", v.Type())
	}
	return nil
}

// string writes text without the escapes for HTML, which json.Marshal adds where the host wants them.
func (w *writer) string(s string) {
	if isPlain(s) {
		w.text(`"` + s + `"`)
		return
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // text is always written
	w.out = append(w.out, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}

// isPlain reports whether text is itself between quotes.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func (w *writer) list(v reflect.Value) error {
	w.text("[")
	for i := range v.Len() {
		if i > 0 {
			w.text(",")
		}
		if err := w.value(v.Index(i)); err != nil {
			return err
		}
	}
	w.text("]")
	return nil
}

// dict writes a map, in the order of its keys' text.
func (w *writer) dict(v reflect.Value) error {
	type entry struct {
		key   string
		value reflect.Value
	}
	var entries []entry
	for each := v.MapRange(); each.Next(); {
		e := entry{value: each.Value()}
		switch key := each.Key().Interface().(type) {
		case encoding.TextMarshaler:
			text, err := key.MarshalText()
			if err != nil {
				return err
			}
			e.key = string(text)
		default:
			e.key = each.Key().String()
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	w.text("{")
	for i, e := range entries {
		if i > 0 {
			w.text(",")
		}
		w.string(e.key)
		w.text(":")
		if err := w.value(e.value); err != nil {
			return err
		}
	}
	w.text("}")
	return nil
}
