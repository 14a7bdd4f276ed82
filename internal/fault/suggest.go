package fault

import (
	"slices"
	"strings"

	"github.com/go-bsc/bsc/words"
)

// nearest returns the name closest to wrong among names, for "did you mean"; "" if none is close.
func nearest(wrong string, names []string) string {
	best, least := "", max(1, len(wrong)/3)
	if len(wrong) < 3 {
		least = 0 // all short names are close to each other: only the case may differ
	}
	for _, name := range names {
		if d := editDistance(strings.ToLower(wrong), strings.ToLower(name), least); d <= least && (best == "" || d < least) {
			best, least = name, d
		}
	}
	return best
}

// editDistance counts the changes of one letter, or swaps of two neighbours, from a to b. Beyond limit it may
// stop early and return a larger number.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(a) > maxID || len(b) > maxID {
		return limit + 1
	}
	var rows [3][maxID + 1]int
	for j := range len(b) + 1 {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row := &rows[(i-1)%3], &rows[i%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}

// DidYouMean returns the hint for an unknown name. A name that may look the same is shown by its codes.
func DidYouMean(wrong string, names []string) words.Phrase {
	if name := lookAlike(wrong, names); name != "" {
		return words.New("did_you_mean_alike", "name", codes(name), "wrong", codes(wrong))
	}
	if name := nearest(wrong, names); name != "" {
		return words.New("did_you_mean", "name", name)
	}
	return words.Phrase{}
}

// Hints finds what unknown names may have meant, until that takes as long as reading a large document does: where very
// many names are unknown, the first have hints. The zero value has found none.
type Hints struct{ compared int }

// maxCompared bounds the letters that are compared with one another for all hints together.
const maxCompared = 100_000_000

// Spent reports whether there will be no more hints.
func (h *Hints) Spent() bool { return h.compared >= maxCompared }

// DidYouMean makes the hint of an unknown name.
func (h *Hints) DidYouMean(wrong string, names ...[]string) words.Phrase {
	if h.Spent() {
		return words.Phrase{}
	}
	all := slices.Concat(names...)
	for _, name := range all {
		h.compared += (1 + min(len(wrong), maxID)) * (1 + min(len(name), maxID))
	}
	return DidYouMean(wrong, all)
}
