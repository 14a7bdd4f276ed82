package graph

import "math/bits"

// A nodeSet is a set of nodes that finds its lowest quickly. The first level has one bit for each node. Each
// further level has one bit for every 64 below it, which says whether any is set, up to a single word.
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
			return // the levels above need no change
		}
		v >>= 6
	}
}

// takeLowest removes the lowest node and returns it; false if there is none.
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
