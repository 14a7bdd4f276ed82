package strictjson

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// A Position is a place in a document as editors show it. Line and Col are 1-based; columns count bytes.
type Position struct{ Line, Col int }

// positionsOf returns the positions of places in data, in one pass. The places may be in any order.
func positionsOf(data []byte, places []int) []Position {
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(places[i], places[j]) })
	positions := make([]Position, len(places))
	line, start, seen := 1, 0, 0 // the line after what has been seen, and where it starts
	for _, i := range order {
		at := min(places[i], len(data))
		passed := data[seen:at]
		if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
			line, start = line+bytes.Count(passed, []byte("\n")), seen+last+1
		}
		positions[i], seen = Position{line, 1 + at - start}, at
	}
	return positions
}

// Locate returns where the values of JSON pointers begin in data. For a value that is missing, it returns
// where the last value on the way to it begins. If data is not valid JSON, Locate looks through it as far as
// it can.
func Locate(data []byte, pointers []string) []Position {
	document := new(sought)
	for _, p := range pointers {
		document.add(p)
	}
	w := newWalker(data, Anything())
	w.sought = document
	w.walk(nil, "")
	places := make([]int, len(pointers))
	for i, p := range pointers {
		places[i] = document.place(p)
	}
	return positionsOf(data, places)
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
