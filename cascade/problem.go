package cascade

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/stored"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/words"
)

// How a cascade reports problems: in the words of the root, at a place of its org units.

func fault(code bsc.Code, says string, args ...any) *bsc.Problem {
	return &bsc.Problem{Code: code, Detail: words.New(says, args...)}
}

// problemOf converts a fault to a Problem; nil for nil.
func problemOf(f *faults.Fault) *bsc.Problem {
	if f == nil {
		return nil
	}
	return &bsc.Problem{Path: bsc.Pointer(f.Path), Code: bsc.Code(f.Code), Detail: f.Detail, Allowed: f.Allowed, Hint: f.Hint}
}

// at extends a path by a field and an index.
func at(path bsc.Pointer, field string, i int) bsc.Pointer {
	return path + bsc.Pointer("/"+field+"/"+strconv.Itoa(i))
}

// unitPath returns the place of an org unit.
func unitPath(i int) bsc.Pointer { return at("", "units", i) }

// sortByPlace sorts problems into the order of the org units and of their settings.
func sortByPlace(problems bsc.Problems) {
	document := reflect.TypeFor[struct {
		Units []OrgUnit `json:"units"`
	}]()
	strictjson.SortByPlace(document, problems, func(p *bsc.Problem) string { return string(p.Path) })
}

// checkID returns what is wrong with the id of an org unit, by the rules for all ids; nil if nothing.
func checkID(id string) *bsc.Problem {
	what := faults.CheckID(id, func(id string) bool { return bsc.ParseRef(id).ID != id })
	if what.IsZero() {
		return nil
	}
	p := &bsc.Problem{Code: bsc.ErrID, Detail: what}
	p.Allowed = words.New("bytes_printable_no_spaces")
	return p
}

func modes() []Mode { return []Mode{Additive, Contributory, SharedMeasure} }

// Scan reads a mode from a database column; see bsc.Kind.Scan.
func (m *Mode) Scan(src any) error {
	text, f := stored.Text(src)
	if f == nil && text != "" {
		f = faults.OneOf("", "mode", Mode(text), modes())
	}
	if f != nil {
		return problemOf(f)
	}
	*m = Mode(text)
	return nil
}

// sortedRefs returns the keys of a map in the order of their text form.
func sortedRefs[V any](of map[bsc.Ref]V) []bsc.Ref {
	refs := make([]bsc.Ref, 0, len(of))
	for ref := range of {
		refs = append(refs, ref)
	}
	slices.SortFunc(refs, func(a, b bsc.Ref) int { return strings.Compare(a.String(), b.String()) })
	return refs
}
