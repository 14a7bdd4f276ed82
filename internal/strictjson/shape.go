package strictjson

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// A shape is what the JSON of a type must hold.
type shape struct {
	own      bool // the type reads itself, from text unless json
	json     bool
	expected string // what else must stand there: json.object and the like without json; "" if anything may
	bits     int    // of a whole number; 0: not a whole number
	unsigned bool
	fields   map[string]reflect.Type
	count    int // which of Rules.Counts; -1: none
}

// shape looks at a type once. The shape of nil allows anything.
func (w *walker) shape(t reflect.Type) *shape {
	if s, ok := w.shapes[t]; ok {
		return s
	}
	s := &shape{count: -1}
	w.shapes[t] = s
	if t == nil {
		return s
	}
	p := reflect.PointerTo(t)
	s.json = p.Implements(reflect.TypeFor[json.Unmarshaler]())
	s.own = s.json || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
	s.expected = expected(t)
	if t.Kind() >= reflect.Int && t.Kind() <= reflect.Uint64 {
		s.bits, s.unsigned = t.Bits(), t.Kind() >= reflect.Uint
	}
	if t.Kind() == reflect.Struct && (!s.own || slices.Contains(w.rules.Objects, t)) {
		s.fields = fields(t)
	}
	for i, c := range w.rules.Counts {
		if slices.Contains(c.Of, t) {
			s.count = i
		}
	}
	return s
}

// expected names what the JSON of a type must hold; the code json.object, and so on, says it in words.
func expected(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Struct, reflect.Map:
		return "object"
	case reflect.Slice, reflect.Array:
		return "list"
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "bool"
	}
	return "number"
}

func elem(t reflect.Type) reflect.Type {
	if t == nil || t.Kind() != reflect.Slice && t.Kind() != reflect.Array {
		return nil
	}
	return t.Elem()
}

// A namedField is a field of a struct, or of one embedded in it, by its JSON name.
type namedField struct {
	name  string
	typ   reflect.Type
	index []int // for reflect.Value.FieldByIndex
}

// named returns the fields of a struct that have a JSON name, in their order.
func named(t reflect.Type) []namedField {
	var list []namedField
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			for _, inner := range named(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				list = append(list, inner)
			}
		} else if name := Name(f); name != "" {
			list = append(list, namedField{name, f.Type, []int{i}})
		}
	}
	return list
}

// fields returns the types of a struct's fields by their JSON names.
func fields(t reflect.Type) map[string]reflect.Type {
	m := map[string]reflect.Type{}
	for _, f := range named(t) {
		m[f.name] = f.typ
	}
	return m
}

// fieldNames returns the JSON names of a struct's fields, in their order; nil for other types.
func fieldNames(t reflect.Type) []string {
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	var names []string
	for _, f := range named(t) {
		names = append(names, f.name)
	}
	return names
}

// Name returns the JSON name of a field, or "" if it has none. A field without a tag has its Go name with a
// small first letter.
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
	return strings.ReplaceAll(strings.ReplaceAll(key, "~", "~0"), "/", "~1")
}
