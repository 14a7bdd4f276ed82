// Package catalog has KPI templates to choose from. What to measure is the hardest question of a scorecard,
// and it helps to see what others measure. Each [Template] has the question it answers, its formula, and how
// it is gamed or misread.
//
//	for _, t := range catalog.Find(catalog.Query{Department: "hr", Timing: bsc.TimingLead}) {
//		fmt.Println(t.Name, "–", t.Question)
//	}
//	err := t.AddTo(def, "keep-people")
//
// Most templates are calculated from [bsc.Series] that come with them. The host collects counts and amounts,
// such as leavers and headcount, and the scorecard shows a ratio of sums for a month, a quarter or a year.
//
// Templates have no targets, because what is good differs. If 100 % is the wrong target, a pitfall says so.
// Templates have no owners, scorers or weights either: these belong to the definition.
//
// A definition starts with a set of perspectives: [ClassicPerspectives], [PublicSectorPerspectives],
// [SustainabilityPerspectives] or [ActivityOutcomePerspectives].
//
// The id of a template never changes and is never used for another. Its texts may improve; a formula with
// another meaning is a new template. Every function returns copies that the caller may change.
package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A Template is a KPI to be completed by the host.
type Template struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Question    string           `json:"question"` // the question it answers
	Formula     string           `json:"formula"`  // in words
	Unit        string           `json:"unit"`     // "currency" stands for the host's
	Direction   bsc.Direction    `json:"direction"`
	Timing      bsc.Timing       `json:"timing"`
	Frequency   period.Frequency `json:"frequency"`           // how often it is worth looking at
	Rollup      bsc.Rollup       `json:"rollup,omitempty"`    // of its readings; "": calculated
	Perspective string           `json:"perspective"`         // one of Perspectives
	Department  string           `json:"department"`          // one of Departments: the one that knows the numbers
	Pitfalls    []string         `json:"pitfalls"`            // how it is gamed or misread, in sentences
	Calculator  bsc.Policy       `json:"calculator,omitzero"` // zero: has readings of its own
	Series      []bsc.Series     `json:"series,omitempty"`    // what its calculator reads, in that order
}

// All returns the templates, by department and then by id.
func All() []Template {
	templates := slices.Concat(
		customerService(), facilities(), finance(), hr(), it(), legalCompliance(), marketing(), operations(),
		projectOffice(), publicSector(), quality(), rnd(), sales(), supplyChain(),
	)
	slices.SortFunc(templates, func(a, b Template) int {
		return cmp.Or(strings.Compare(a.Department, b.Department), strings.Compare(a.ID, b.ID))
	})
	return templates
}

// Lookup returns the template with an id, and whether there is one.
func Lookup(id string) (Template, bool) {
	for _, t := range All() {
		if t.ID == id {
			return t, true
		}
	}
	return Template{}, false
}

// Departments returns the ids of the departments, sorted.
func Departments() []string {
	var ids []string
	for _, t := range All() {
		ids = append(ids, t.Department)
	}
	return slices.Compact(ids)
}

// Perspectives returns the ids of the perspectives, bottom to top: those of [SustainabilityPerspectives].
func Perspectives() []string {
	var ids []string
	for _, p := range SustainabilityPerspectives() {
		ids = append(ids, p.ID)
	}
	return ids
}
