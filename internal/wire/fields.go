package wire

import (
	"reflect"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// A Field is a key that [Marshal] writes of a struct, in the order in which it does, for those who describe the form of
// a type without a value of it.
type Field struct {
	Key   string
	Of    reflect.Type // the struct that declares it: the type itself, or one that is written in place
	Field reflect.StructField
	// Optional says that the key is left out where there is nothing.
	Optional bool
}

// Fields lists the keys of a struct. Marshal refuses the struct if a field has no tag; here such a field is left out.
func Fields(t reflect.Type) []Field { return fieldsOf(t, scope{}) }

func fieldsOf(t reflect.Type, s scope) []Field {
	var all []Field
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if some, inPlace := isInPlace(&f, f.Type, tag); inPlace {
			all = append(all, fieldsOf(f.Type, s.within(t, some))...)
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if !f.IsExported() || tag == "-" || name == "" || !s.has(name) {
			continue
		}
		optional := options != "" || f.Type == reflect.TypeFor[decimal.NullDecimal]()
		all = append(all, Field{Key: name, Of: t, Field: f, Optional: optional})
	}
	return all
}

// within returns the scope of a struct that stands in place in t: the keys of t stand further out.
func (s scope) within(t reflect.Type, some string) scope {
	inner := scope{only: s.only, outer: append(ownKeys(t), s.outer...)}
	if some != "" {
		inner.only = slices.DeleteFunc(strings.Split(some, ","), func(name string) bool { return !s.has(name) })
	}
	return inner
}
