package wire

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

func (w *writer) object(v reflect.Value) error {
	w.text("{")
	if err := w.fields(v, scope{}); err != nil {
		return err
	}
	w.text("}")
	return nil
}

// A scope says which keys of a struct are written in place.
type scope struct {
	only  []string // nil: all
	outer []string // these stand further out
}

func (s *scope) has(name string) bool {
	return (s.only == nil || slices.Contains(s.only, name)) && !slices.Contains(s.outer, name)
}

// fields writes the keys of a struct.
func (w *writer) fields(v reflect.Value, s scope) error {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if some, inPlace := isInPlace(&f, f.Type, tag); inPlace {
			if err := w.fields(v.Field(i), s.within(t, some)); err != nil {
				return err
			}
			continue
		}
		if !f.IsExported() || tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if name == "" {
			return fmt.Errorf("wire: field %s of %s has no json tag", f.Name, t)
		}
		if field := v.Field(i); s.has(name) && !leftOut(field, options) {
			w.key(name)
			if err := w.value(field); err != nil {
				return err
			}
		}
	}
	return nil
}

// key writes a key, and a comma before it unless it is the first.
func (w *writer) key(name string) {
	if w.out[len(w.out)-1] != '{' {
		w.text(",")
	}
	w.text(`"`)
	w.text(name)
	w.text(`":`)
}

// isInPlace reports whether the keys of a field are written in place, and which of them; "" is all. t is its type, or
// what that points to.
func isInPlace(f *reflect.StructField, t reflect.Type, tag string) (some string, inPlace bool) {
	if t.Kind() != reflect.Struct || tag == "-" {
		return "", false
	}
	some, narrowed := f.Tag.Lookup("wire")
	return some, narrowed || f.Anonymous && tag == ""
}

// ownKeys lists the keys that stand in a struct itself.
func ownKeys(t reflect.Type) []string {
	names := make([]string, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if _, inPlace := isInPlace(&f, f.Type, tag); !inPlace {
			name, _, _ := strings.Cut(tag, ",")
			names = append(names, name)
		}
	}
	return names
}

// leftOut reports whether a field is not written.
func leftOut(v reflect.Value, options string) bool {
	if v.Type() == reflect.TypeFor[decimal.NullDecimal]() {
		return !v.Interface().(decimal.NullDecimal).Valid
	}
	switch {
	case options == "":
		return false
	case strings.Contains(options, "omitzero"):
		if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
		return v.IsZero()
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
