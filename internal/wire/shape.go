package wire

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// A shape is what the JSON of a type holds.
type shape struct {
	kind    reflect.Kind
	decimal bool // where it is a number, that is a decimal
	policy  bool
	form    bool // it is that of another type, and the value is not asked
	elem    reflect.Type
	fields  map[string]keyed // by key
}

// A keyed is a field of a struct, or of one in it, that stands under a key.
type keyed struct {
	typ    reflect.Type
	index  []int // as of reflect.Value.FieldByIndex
	tagged bool
	twice  bool // there is another one like it, and encoding/json writes neither
}

// shape looks at a type once. The shape of nil has no decimals.
func (q *Quoter) shape(t reflect.Type) *shape {
	if s, ok := q.shapes[t]; ok {
		return s
	}
	s := new(shape)
	q.shapes[t] = s
	if t == nil {
		return s
	}
	s.decimal, s.policy, s.kind = q.isDecimal(t), t == q.Policy, t.Kind()
	switch s.kind {
	case reflect.Slice, reflect.Array, reflect.Map: // a map may be written as a list of its values
		s.elem = t.Elem()
	case reflect.Struct:
		if form := formOf(t); form != nil {
			*s = *q.shape(form)
			s.form = true
			return s
		}
		s.fields = keyedFields(t)
	}
	return s
}

// isDecimal reports whether a type is a decimal where it is written as a number. A struct that embeds one has its
// MarshalJSON.
func (q *Quoter) isDecimal(t reflect.Type) bool {
	if t == reflect.TypeFor[decimal.Decimal]() || t == reflect.TypeFor[decimal.NullDecimal]() || slices.Contains(q.Decimals, t) {
		return true
	}
	for i := 0; t.Kind() == reflect.Struct && i < t.NumField(); i++ {
		if f := t.Field(i); f.Anonymous && f.Type.Kind() != reflect.Pointer && q.isDecimal(f.Type) {
			return true
		}
	}
	return false
}

// formOf returns the type that a struct is written as, if it says so; else nil.
func formOf(t reflect.Type) reflect.Type {
	for i := range t.NumField() {
		if f := t.Field(i); f.Name == "_" {
			if as, ok := reflect.Zero(f.Type).Interface().(interface{ written() reflect.Type }); ok {
				return as.written()
			}
		}
	}
	return nil
}

// A place is a struct whose keys stand in an object, and where it is in the one that is written.
type place struct {
	typ   reflect.Type
	index []int
	only  []string // the keys that are kept; nil: all
}

// keyedFields finds the field of each key of a struct, by the rules of encoding/json: the outermost stands, and of several
// at one depth the one with a tag. It goes through structs that are written in place level by level.
func keyedFields(t reflect.Type) map[string]keyed {
	fields, seen := map[string]keyed{}, map[reflect.Type]bool{}
	for level := []place{{typ: t}}; len(level) > 0; {
		var below []place
		found := map[string]keyed{}
		for _, in := range level {
			if in.only == nil && seen[in.typ] {
				continue
			}
			seen[in.typ] = seen[in.typ] || in.only == nil
			below = append(below, in.collect(found)...)
		}
		for name, field := range found {
			if _, outer := fields[name]; !outer {
				fields[name] = field
			}
		}
		level = below
	}
	maps.DeleteFunc(fields, func(_ string, f keyed) bool { return f.twice })
	return fields
}

// collect adds the fields of a struct by key, and returns the structs in it that are written in place.
func (in *place) collect(found map[string]keyed) (below []place) {
	for i := range in.typ.NumField() {
		f := in.typ.Field(i)
		index := append(slices.Clone(in.index), i)
		typ, tag := f.Type, f.Tag.Get("json")
		if typ.Kind() == reflect.Pointer && f.Anonymous {
			typ = typ.Elem()
		}
		if some, inPlace := isInPlace(&f, typ, tag); inPlace {
			inner := place{typ, index, in.only}
			if some != "" {
				inner.only = strings.Split(some, ",")
			}
			below = append(below, inner)
			continue
		}
		name, _, _ := strings.Cut(tag, ",")
		own := keyed{typ: f.Type, index: index, tagged: name != ""}
		name = cmp.Or(name, f.Name)
		if !f.IsExported() || tag == "-" || in.only != nil && !slices.Contains(in.only, name) {
			continue
		}
		switch other, twice := found[name]; {
		case !twice || own.tagged && !other.tagged:
			found[name] = own
		case own.tagged == other.tagged:
			other.twice = true
			found[name] = other
		}
	}
	return below
}
