package strictjson

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Place returns the positions that a JSON pointer into a document of a type passes through: of
// fields in their structs, and of elements in lists. It ends where the type does not have what the
// pointer names. Compared as slices, places are in document order.
func Place(t reflect.Type, pointer string) []int {
	var place []int
	for _, token := range strings.Split(pointer, "/")[1:] {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Struct:
			at := slices.Index(FieldNames(t), token)
			if at < 0 {
				return place
			}
			place = append(place, at)
			t = fields(t)[token]
		case reflect.Slice:
			n, err := strconv.Atoi(token)
			if err != nil {
				return place
			}
			place = append(place, n)
			t = t.Elem()
		default:
			return place
		}
	}
	return place
}
