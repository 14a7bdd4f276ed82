package strictjson

import (
	"strings"
)

// Locate returns where the values of JSON pointers begin in data; for one that is not there, where
// the last value on the way to it does. What is not JSON is looked through as far as it goes.
func Locate(data []byte, pointers []string) []int {
	w := newWalker(data, Anything())
	w.places = map[string]int{}
	for _, p := range pointers {
		for ; p != ""; p = parent(p) {
			w.places[p] = nowhere
		}
	}
	w.walk(nil)
	places := make([]int, len(pointers))
	for i, p := range pointers {
		for p != "" && w.places[p] == nowhere {
			p = parent(p)
		}
		places[i] = w.places[p] // the document itself begins at 0
	}
	return places
}

// nowhere is the place of what has not been found.
const nowhere = -1

// parent returns the pointer to what a value stands in.
func parent(pointer string) string { return pointer[:strings.LastIndexByte(pointer, '/')] }

// locate notes where a value begins, if that is wanted.
func (w *walker) locate(at int) {
	if len(w.places) == 0 {
		return
	}
	path := w.path()
	if _, wanted := w.places[path]; wanted {
		w.places[path] = at
	}
}
