package bsc

import (
	"reflect"
	"slices"

	"github.com/go-bsc/bsc/internal/strictjson"
)

// sortByPlace sorts problems into the order of the document they are about, which is a T.
func sortByPlace[T any](problems Problems) {
	if len(problems) < 2 {
		return
	}
	place := strictjson.Places(reflect.TypeFor[T]())
	keys := make(map[*Problem][]int, len(problems))
	for _, p := range problems {
		keys[p] = place(string(p.Path))
	}
	slices.SortStableFunc(problems, func(a, b *Problem) int { return slices.Compare(keys[a], keys[b]) })
}
