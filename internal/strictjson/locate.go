package strictjson

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/place"
)

// A Position is a place in a document, and where what stands there ends.
type Position struct {
	place.Position
	End place.Position
}

// positionsOf returns the positions of places in data, in one pass over it. The places ascend. An end that is 0 is that
// of the value or key that begins at its place.
func positionsOf(data []byte, places, ends []int, unit place.Unit) []Position {
	found := place.Ends(data, places)
	offsets := make([]int, 0, 2*len(places))
	for i := range places {
		offsets = append(offsets, places[i], cmp.Or(ends[i], found[i]))
	}
	at := place.In(data, offsets, unit)
	positions := make([]Position, len(places))
	for i := range positions {
		positions[i] = Position{at[2*i], at[2*i+1]}
	}
	return positions
}

// Locate returns where the values of JSON pointers stand in data. For a value that is missing, it returns
// where the last value on the way to it stands. If data is not valid JSON, Locate looks through it as far as
// it can.
func Locate(data []byte, pointers []string, unit place.Unit) []Position {
	document := new(sought)
	for _, p := range pointers {
		document.add(p)
	}
	w := newWalker(data, Anything())
	w.sought = document
	w.walk(nil, "")
	places, order := make([]int, len(pointers)), make([]int, len(pointers))
	for i, p := range pointers {
		places[i], order[i] = document.place(p), i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(places[i], places[j]) })
	ascending := make([]int, len(places))
	for i, of := range order {
		ascending[i] = places[of]
	}
	positions := make([]Position, len(pointers))
	for i, p := range positionsOf(data, ascending, make([]int, len(places)), unit) {
		positions[order[i]] = p
	}
	return positions
}

// A sought is a value to look for, or one that contains such values.
type sought struct {
	met bool
	at  int                // where it begins, once it is met
	in  map[string]*sought // the values in it, by their tokens in a JSON pointer
}

// add also looks for the value of a pointer.
func (s *sought) add(pointer string) {
	for _, token := range strings.Split(pointer, "/")[1:] {
		if s.in == nil {
			s.in = map[string]*sought{}
		}
		if s.in[token] == nil {
			s.in[token] = new(sought)
		}
		s = s.in[token]
	}
}

// place returns where the value of a pointer that was added begins, or else the last value found on the way to it.
func (s *sought) place(pointer string) int {
	for _, token := range strings.Split(pointer, "/")[1:] {
		if !s.in[token].met {
			break
		}
		s = s.in[token]
	}
	return s.at
}

// locate records where a value begins, if it is sought.
func (w *walker) locate(at int) {
	if len(w.stack) > 0 {
		top := &w.stack[len(w.stack)-1]
		if w.sought = nil; top.sought != nil && top.sought.in != nil {
			w.sought = top.sought.in[top.token()]
		}
	}
	if w.sought != nil {
		w.sought.met, w.sought.at = true, at
	}
}
