package bsc

import (
	"encoding"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Kind says what a Ref names.
type Kind string

// The kinds. An id is unique within its kind: a KPI and an objective may both be 17.
const (
	KindScorecard   Kind = "scorecard"
	KindPerspective Kind = "perspective"
	KindObjective   Kind = "objective"
	KindKPI         Kind = "kpi"
	KindSeries      Kind = "series"
	KindTheme       Kind = "theme"
	KindInitiative  Kind = "initiative"
	KindUnit        Kind = "unit"
)

// kinds lists them all, for checks and for reading the text form of a Ref.
func kinds() []Kind {
	return []Kind{
		KindScorecard, KindPerspective, KindObjective, KindKPI,
		KindSeries, KindTheme, KindInitiative, KindUnit,
	}
}

// A Ref names a node by kind and id. It is comparable; the zero Ref names nothing. Its
// text form, also in JSON, is "kpi:17".
type Ref struct {
	Kind Kind
	ID   string
}

// KPIRef names a KPI.
func KPIRef(id string) Ref { return Ref{KindKPI, id} }

// ObjectiveRef names an objective.
func ObjectiveRef(id string) Ref { return Ref{KindObjective, id} }

// PerspectiveRef names a perspective.
func PerspectiveRef(id string) Ref { return Ref{KindPerspective, id} }

// SeriesRef names a series.
func SeriesRef(id string) Ref { return Ref{KindSeries, id} }

// ParseRef reads the text form of a Ref. What stands before the first colon counts only
// if it is a kind; any other text is the id of an objective.
func ParseRef(text string) Ref {
	if ref, ok := cutKind(text); ok {
		return ref
	}
	return ObjectiveRef(text)
}

// cutKind reads "kind:id", and reports whether text has that form.
func cutKind(text string) (Ref, bool) {
	kind, id, ok := strings.Cut(text, ":")
	return Ref{Kind(kind), id}, ok && slices.Contains(kinds(), Kind(kind))
}

// String returns the text form, "kpi:17"; "" for the zero Ref.
func (r Ref) String() string {
	if r == (Ref{}) {
		return ""
	}
	return string(r.Kind) + ":" + r.ID
}

// MarshalText returns the text form.
func (r Ref) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the text form as ParseRef does; empty text is the zero Ref.
func (r *Ref) UnmarshalText(text []byte) error {
	*r = Ref{}
	if len(text) > 0 {
		*r = ParseRef(string(text))
	}
	return nil
}

var _ encoding.TextUnmarshaler = (*Ref)(nil)

// sortedRefs returns the keys of a map in the order of their text form.
func sortedRefs[V any](of map[Ref]V) []Ref {
	return slices.SortedFunc(maps.Keys(of), func(a, b Ref) int { return strings.Compare(a.String(), b.String()) })
}

const maxID = 128

const allowedID = "1 to 128 bytes, printable, no spaces"

// checkID says what is wrong with an id, or "".
func checkID(id string) string {
	switch {
	case id == "":
		return "the id is missing"
	case len(id) > maxID:
		return "the id " + quote(id) + " is too long"
	case !utf8.ValidString(id) || strings.ContainsFunc(id, func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) }):
		return "the id " + quote(id) + " has spaces or invisible characters"
	}
	if _, ok := cutKind(id); ok {
		return "the id " + quote(id) + " begins with a kind and a colon"
	}
	return ""
}

// nearest returns the name closest to wrong among names, for "did you mean"; "" where none is close.
func nearest(wrong string, names []string) string {
	best, least := "", max(1, len(wrong)/3)
	if len(wrong) < 3 {
		least = 0 // everything short is near to everything else short: only the case may differ
	}
	for _, name := range names {
		if d := editDistance(strings.ToLower(wrong), strings.ToLower(name), least); d <= least && (best == "" || d < least) {
			best, least = name, d
		}
	}
	return best
}

// editDistance counts the changes of one letter, or swaps of two neighbours, from a to b;
// beyond limit it may stop early and return more.
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

// hints finds what unknown names may have meant, until that takes as long as reading a large document does: where very
// many names are unknown, the first have hints. The zero value has found none.
type hints struct{ compared int }

// mostCompared bounds the letters that are compared with one another for all hints together.
const mostCompared = 100_000_000

func (h *hints) spent() bool { return h.compared >= mostCompared }

// didYouMean makes the hint of an unknown name.
func (h *hints) didYouMean(wrong string, names ...[]string) string {
	if h.spent() {
		return ""
	}
	all := slices.Concat(names...)
	for _, name := range all {
		h.compared += (1 + min(len(wrong), maxID)) * (1 + min(len(name), maxID))
	}
	return didYouMean(wrong, all)
}

// didYouMean makes the hint of one unknown name.
func didYouMean(wrong string, names []string) string {
	if name := nearest(wrong, names); name != "" {
		return "did you mean " + quote(name) + "?"
	}
	return ""
}

// didYouMeanRef makes the hint of an unknown node, from those of its kind.
func (h *hints) didYouMeanRef(wrong Ref, known map[Ref]int) string {
	if h.spent() {
		return ""
	}
	var ids []string
	for ref := range known {
		if ref.Kind == wrong.Kind {
			ids = append(ids, ref.ID)
		}
	}
	slices.Sort(ids)
	return h.didYouMean(wrong.ID, ids)
}
