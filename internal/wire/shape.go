package wire

import (
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
		s.fields = map[string]keyed{}
		q.collect(s.fields, t)
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

// collect finds the field of each key, by the rules of encoding/json: the outermost stands, and of several there the one
// with a tag. It goes through structs that are written in place level by level.
func (q *Quoter) collect(fields map[string]keyed, t reflect.Type) {
	type place struct {
		typ   reflect.Type
		index []int
		only  []string // nil: all keys
	}
	seen := map[reflect.Type]bool{}
	for level := []place{{typ: t}}; len(level) > 0; {
		var below []place
		found := map[string]keyed{}
		for _, in := range level {
			if in.only == nil && seen[in.typ] {
				continue
			}
			seen[in.typ] = in.only == nil || seen[in.typ]
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
				if !f.IsExported() || tag == "-" || in.only != nil && !slices.Contains(in.only, name) {
					continue
				}
				own := keyed{typ: f.Type, index: index, tagged: name != ""}
				if name == "" {
					name = f.Name
				}
				other, twice := found[name]
				switch {
				case !twice || own.tagged && !other.tagged:
				case other.tagged && !own.tagged:
					own = other
				default:
					own.twice = true
				}
				found[name] = own
			}
		}
		for name, field := range found {
			if _, outer := fields[name]; !outer {
				fields[name] = field
			}
		}
		level = below
	}
	for name, field := range fields {
		if field.twice {
			delete(fields, name)
		}
	}
}
