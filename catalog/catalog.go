// Package catalog has KPI templates to choose from. What to measure is the hardest question of a scorecard, and it
// helps to see what others ask: each [Template] has the question it answers, its formula, and how it is gamed or
// misread.
//
//	for _, t := range catalog.Find(catalog.Query{Department: "hr", Timing: bsc.Lead}) {
//		fmt.Println(t.Name, "–", t.Question)
//	}
//	err := t.AddTo(def, "keep-people")
//
// Most templates are calculated, from [bsc.Series] that come with them: what a host then collects are counts and
// amounts, such as leavers and headcount, and what the scorecard shows for a month, a quarter or a year is a ratio
// of sums.
//
// Templates have no targets: what is good differs. Where 100 % is the wrong target, a pitfall says so. Nor do they have
// owners, scorers or weights, which are the definition's own.
//
// The id of a template never changes and is never used for another. Its texts may become better; a formula with
// another meaning is a new template. Everything that is returned is the caller's own, to be changed at will.
package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A Template is a KPI to be filled in.
type Template struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Question    string           `json:"question"` // that it answers
	Formula     string           `json:"formula"`  // in words
	Unit        string           `json:"unit"`     // in which "currency" stands for the host's
	Direction   bsc.Direction    `json:"direction"`
	Timing      bsc.Timing       `json:"timing"`
	Frequency   period.Frequency `json:"frequency"`           // as often as it is worth looking at
	Rollup      bsc.Rollup       `json:"rollup,omitempty"`    // of its readings; "": it is calculated
	Perspective string           `json:"perspective"`         // one of Perspectives
	Department  string           `json:"department"`          // one of Departments: who knows the numbers
	Pitfalls    []string         `json:"pitfalls"`            // how it is gamed or misread, in sentences
	Calculator  bsc.Policy       `json:"calculator,omitzero"` // zero: it has readings of its own
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

// Lookup returns the template with an id; false where there is none.
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

// Perspectives returns the ids of the perspectives, bottom to top: those of [bsc.SustainabilityPerspectives].
func Perspectives() []string {
	var ids []string
	for _, p := range bsc.SustainabilityPerspectives() {
		ids = append(ids, p.ID)
	}
	return ids
}
