package strictjson

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// SortByPlace sorts what is said about a document of a type by the places of its JSON pointers, and keeps the order of
// what is said about one place.
func SortByPlace[P comparable](document reflect.Type, said []P, pointer func(P) string) {
	if len(said) < 2 {
		return
	}
	place := Places(document)
	places := make(map[P][]int, len(said))
	for _, p := range said {
		places[p] = place(pointer(p))
	}
	slices.SortStableFunc(said, func(a, b P) int { return slices.Compare(places[a], places[b]) })
}

// Places returns a function that finds the place of a JSON pointer in a document of a type. A place is the
// positions on the way: of fields in their structs and of elements in lists. It ends where the type does not
// have what the pointer names. Compared as slices, places are in document order.
func Places(document reflect.Type) func(pointer string) []int {
	type field struct {
		at  int
		typ reflect.Type
	}
	known := map[reflect.Type]map[string]field{}
	fieldOf := func(t reflect.Type, name string) (field, bool) {
		if known[t] == nil {
			known[t] = map[string]field{}
			for i, f := range named(t) {
				known[t][f.name] = field{i, f.typ}
			}
		}
		f, ok := known[t][name]
		return f, ok
	}
	return func(pointer string) []int {
		var place []int
		t := document
		for _, token := range strings.Split(pointer, "/")[1:] {
			if t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
			switch t.Kind() {
			case reflect.Struct:
				f, ok := fieldOf(t, token)
				if !ok {
					return place
				}
				place, t = append(place, f.at), f.typ
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
}
