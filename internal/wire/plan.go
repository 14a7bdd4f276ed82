package wire

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// A plan lists the keys of a struct, in the order of its fields.
type plan []key

// A key is a field, with the text before its value.
type key struct {
	name, label         string
	index               []int
	omitEmpty, omitZero bool
}

// planOf reads the tags of a type.
func (w *writer) planOf(t reflect.Type) (plan, error) {
	if p, ok := w.plans[t]; ok {
		return p, nil
	}
	var all plan
	own := map[string]bool{} // the keys that stand in t itself
	for i := range t.NumField() {
		f := t.Field(i)
		inner, inPlace, err := w.inPlace(f)
		switch {
		case err != nil:
			return nil, err
		case inPlace:
			for _, k := range inner {
				k.index = append([]int{i}, k.index...)
				all = append(all, k)
			}
		case f.IsExported() && f.Tag.Get("json") != "-":
			k, err := keyOf(t, f)
			if err != nil {
				return nil, err
			}
			own[k.name] = true
			all = append(all, k)
		}
	}
	p := slices.DeleteFunc(all, func(k key) bool { return len(k.index) > 1 && own[k.name] })
	w.plans[t] = p
	return p, nil
}

// inPlace returns the keys of a field that is written in place; false for any other.
func (w *writer) inPlace(f reflect.StructField) (plan, bool, error) {
	only, some := f.Tag.Lookup("wire")
	tag := f.Tag.Get("json")
	if f.Type.Kind() != reflect.Struct || tag == "-" || !some && (!f.Anonymous || tag != "") {
		return nil, false, nil
	}
	inner, err := w.planOf(f.Type)
	if err != nil || !some {
		return inner, true, err
	}
	var kept plan
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(inner, func(k key) bool { return k.name == name })
		if i < 0 {
			return nil, true, fmt.Errorf("wire: %s has no key %q", f.Type, name)
		}
		kept = append(kept, inner[i])
	}
	return kept, true, nil
}

func keyOf(t reflect.Type, f reflect.StructField) (key, error) {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" {
		return key{}, fmt.Errorf("wire: field %s of %s has no json tag", f.Name, t)
	}
	return key{
		name: name, label: `"` + name + `":`, index: f.Index,
		omitEmpty: strings.Contains(options, "omitempty"), omitZero: strings.Contains(options, "omitzero"),
	}, nil
}

// leavesOut reports whether a field is not written.
func (k *key) leavesOut(v reflect.Value) bool {
	if d, ok := v.Interface().(decimal.NullDecimal); ok {
		return !d.Valid
	}
	if k.omitZero {
		if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
		return v.IsZero()
	}
	if !k.omitEmpty {
		return false
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
