package bsc

import (
	"encoding"
	"maps"
	"slices"
	"strings"

	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// References to nodes: kinds, ids and their text form.

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
	KindOrgUnit     Kind = "unit"
)

// kinds lists all kinds, for checks and for reading the text form of a Ref.
func kinds() []Kind {
	return []Kind{
		KindScorecard, KindPerspective, KindObjective, KindKPI,
		KindSeries, KindTheme, KindInitiative, KindOrgUnit,
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

// ParseRef reads the text form of a Ref. The part before the first colon counts only if it is a kind; any other text is
// the id of an objective.
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
	if len(of) == 0 {
		return nil // a mix is asked for often, and mostly has none
	}
	return slices.SortedFunc(maps.Keys(of), func(a, b Ref) int { return strings.Compare(a.String(), b.String()) })
}

// checkID says what is wrong with an id; nil if nothing.
func checkID(id string) *Problem {
	wrong := faults.CheckID(id, func(id string) bool { _, is := cutKind(id); return is })
	if wrong.IsZero() {
		return nil
	}
	return &Problem{Code: ErrID, Detail: wrong, Allowed: words.New("id_form")}
}
