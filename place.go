package bsc

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/strictjson"
)

// sortByPlace sorts problems into the order of the document they are about.
func sortByPlace(problems Problems) {
	keys := make(map[*Problem][]int, len(problems))
	for _, p := range problems {
		keys[p] = placeOf(p.Path)
	}
	slices.SortStableFunc(problems, func(a, b *Problem) int { return slices.Compare(keys[a], keys[b]) })
}

// placeOf returns the positions a pointer passes through: of fields in their struct, and of list elements.
func placeOf(path Pointer) []int {
	var place []int
	t := reflect.TypeFor[Definition]()
	for _, token := range strings.Split(string(path), "/")[1:] {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Struct:
			at := slices.Index(strictjson.FieldNames(t), token)
			if at < 0 {
				return place
			}
			place = append(place, at)
			t = fieldType(t, token)
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

func fieldType(t reflect.Type, name string) reflect.Type {
	for _, f := range reflect.VisibleFields(t) {
		if strictjson.Name(f) == name {
			return f.Type
		}
	}
	return t
}
