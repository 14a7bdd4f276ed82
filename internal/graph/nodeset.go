package graph

import "math/bits"

// A nodeSet is a set of nodes that gives its lowest quickly: one bit a node, above them one
// bit for every 64 of those that says whether any is set, and so on up to a single word.
type nodeSet [][]uint64

func newNodeSet(n int) nodeSet {
	var s nodeSet
	for {
		n = (n + 63) / 64
		s = append(s, make([]uint64, max(n, 1)))
		if n <= 1 {
			return s
		}
	}
}

func (s nodeSet) add(v int32) {
	for level := range s {
		word := &s[level][v>>6]
		met := *word != 0
		*word |= 1 << (v & 63)
		if met {
			return // the levels above know
		}
		v >>= 6
	}
}

// takeLowest removes the lowest node; false where there is none.
func (s nodeSet) takeLowest() (int32, bool) {
	top := len(s) - 1
	if s[top][0] == 0 {
		return 0, false
	}
	v := 0
	for level := top; level >= 0; level-- {
		v = v<<6 | bits.TrailingZeros64(s[level][v])
	}
	for level, at := 0, v; level <= top; level++ {
		word := &s[level][at>>6]
		*word &^= 1 << (at & 63)
		if *word != 0 {
			break
		}
		at >>= 6
	}
	return int32(v), true
}
