// Package place finds lines and columns in texts, as editors show them: 1-based, and in one pass however many are asked
// for, so that a document of one long line with many faults takes no longer than another.
package place

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// A Position is a line and a column.
type Position struct{ Line, Col int }

// A Unit is what columns count.
type Unit bool

// The units.
const (
	Bytes Unit = false
	UTF16 Unit = true // code units of UTF-16, as JavaScript and editors in browsers count
)

// In returns the positions of byte offsets in a text, which may be in any order. An offset beyond the text is its end.
func In(text []byte, offsets []int, unit Unit) []Position {
	order := make([]int, len(offsets))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(offsets[i], offsets[j]) })
	positions := make([]Position, len(offsets))
	line, col, seen := 1, 1, 0 // the place after what has been seen
	for _, i := range order {
		at := min(max(offsets[i], seen), len(text))
		passed := text[seen:at]
		if last := bytes.LastIndexByte(passed, '\n'); last >= 0 {
			line, col = line+bytes.Count(passed, []byte("\n")), 1
			passed = passed[last+1:]
		}
		col += unit.len(passed)
		positions[i], seen = Position{line, col}, at
	}
	return positions
}

// len returns how many units a text has. A byte that is not UTF-8 is one, as that of the character that stands for it.
func (u Unit) len(text []byte) int {
	if u == Bytes {
		return len(text)
	}
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if n++; r > 0xFFFF {
			n++
		}
		text = text[size:]
	}
	return n
}

// Ends returns where in a JSON document the values and keys end that begin at byte offsets, which ascend. An offset
// within a text or a word ends with it. In what is not JSON, an object or a list that is not closed ends after its
// bracket.
func Ends(document []byte, offsets []int) []int {
	ends := make([]int, len(offsets))
	var open [][2]int // by bracket: the offsets that begin at it
	waiting := 0      // brackets at which one does
	for at, next := 0, 0; at < len(document) && (next < len(offsets) || waiting > 0); {
		end := tokenEnd(document, at)
		first := next
		for next < len(offsets) && offsets[next] < end {
			ends[next] = end
			next++
		}
		switch document[at] {
		case '{', '[':
			if open = append(open, [2]int{first, next}); first < next {
				waiting++
			}
		case '}', ']':
			if len(open) == 0 {
				break
			}
			own := open[len(open)-1]
			if open = open[:len(open)-1]; own[0] < own[1] {
				waiting--
			}
			for i := own[0]; i < own[1]; i++ {
				ends[i] = end
			}
		}
		at = end
	}
	for i := range ends {
		ends[i] = max(ends[i], min(offsets[i], len(document)))
	}
	return ends
}

// tokenEnd returns where the token ends that begins at a place. A space, a comma and a colon are tokens, too.
func tokenEnd(document []byte, at int) int {
	switch {
	case document[at] == '"':
		for i := at + 1; i < len(document) && document[i] != '\n'; i++ {
			switch document[i] {
			case '"':
				return i + 1
			case '\\':
				i++
			}
		}
		return lineEnd(document, at)
	case delimits(document[at]):
		return at + 1
	}
	end := at
	for end < len(document) && !delimits(document[end]) && document[end] != '"' {
		end++
	}
	return end
}

// lineEnd returns where the line of a place ends.
func lineEnd(document []byte, at int) int {
	if n := bytes.IndexByte(document[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(document)
}

func delimits(c byte) bool { return bytes.IndexByte([]byte(" \t\r\n,:[]{}"), c) >= 0 }
