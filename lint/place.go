package lint

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
)

// at extends a path by a list and an index.
func at(path bsc.Pointer, list string, i int) bsc.Pointer {
	return path + bsc.Pointer("/"+list+"/"+strconv.Itoa(i))
}

// sort puts findings into the order of the document; at one place they keep the order of the rules.
func (r *Report) sort() {
	type placed struct {
		Finding
		place []int
	}
	all := make([]placed, len(r.Findings))
	for i, f := range r.Findings {
		all[i] = placed{f, placeOf(f.Path)}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return slices.Compare(a.place, b.place) })
	for i := range all {
		r.Findings[i] = all[i].Finding
	}
}

// placeOf returns the positions that a pointer passes through: of fields in their structs, and in lists. What
// the definition does not have ends it.
func placeOf(path bsc.Pointer) []int {
	var place []int
	t := reflect.TypeFor[bsc.Definition]()
	for _, token := range strings.Split(string(path), "/")[1:] {
		switch t.Kind() {
		case reflect.Struct:
			i := fieldAt(t, token)
			if i < 0 {
				return place
			}
			place, t = append(place, i), t.Field(i).Type
		case reflect.Slice:
			n, err := strconv.Atoi(token)
			if err != nil {
				return place
			}
			place, t = append(place, n), t.Elem()
		default:
			return place
		}
	}
	return place
}

// fieldAt returns the index of the field with a name in JSON, or -1.
func fieldAt(t reflect.Type, name string) int {
	for i := range t.NumField() {
		if own, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); own == name {
			return i
		}
	}
	return -1
}
