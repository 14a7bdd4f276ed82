package report

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
)

// A CascadeExplanation is a cascade.Explanation as plain data: how a node of an org unit came to its score, through what
// others contribute.
type CascadeExplanation struct {
	Unit       string       `json:"unit"`
	Of         *Explanation `json:"of,omitempty"` // on the card of the org unit
	Brought    []Brought    `json:"brought,omitempty"`
	Counts     []Sight      `json:"counts,omitempty"` // the ways up
	MoreCounts bool         `json:"more_counts,omitempty"`
	// Lines are the whole explanation, for showing it as text in any language. Only the outermost one has them.
	Lines []bsc.ExplanationLine `json:"lines,omitempty"`
}

// A Brought is a cascade.Brought as plain data: what other org units bring to a KPI.
type Brought struct {
	To      bsc.Ref             `json:"to"`
	Mode    cascade.Mode        `json:"mode"`
	Addends []AddendTree        `json:"addends,omitempty"`
	More    int                 `json:"more,omitempty"` // addends that are left out
	From    *cascade.Step       `json:"from,omitempty"` // whose score it stands for, or whose readings it shares
	Score   *CascadeExplanation `json:"score,omitempty"`
	Told    bool                `json:"told,omitempty"` // From is explained elsewhere
}

// An AddendTree is a bsc.AddendTree as plain data.
type AddendTree struct {
	Addend
	Below []AddendTree `json:"below,omitempty"`
	More  int          `json:"more,omitempty"` // those below that are left out
}

// A Sight is a cascade.Sight as plain data: a way to an objective at the top.
type Sight struct {
	Steps []cascade.Step `json:"steps,omitempty"`
	Share bsc.Number     `json:"share,omitempty"`
}

// ExplainCascade returns the explanation of a node of an org unit, through what others contribute, as plain data, which
// belongs to the caller. The error is that of cascade.Result.Explain.
func ExplainCascade(r *cascade.Result, unit string, of bsc.Ref) (*CascadeExplanation, error) {
	x, err := r.Explain(unit, of)
	if err != nil {
		return nil, err
	}
	out := explainedOf(r, x)
	out.Lines = x.Lines()
	return out, nil
}

// explainedOf recurses along contributions of scores, of which at most cascade.MaxLevels stand in a row.
func explainedOf(r *cascade.Result, x *cascade.Explanation) *CascadeExplanation {
	out := &CascadeExplanation{Unit: x.OrgUnit, Of: explanationOf(r.Of(x.OrgUnit), x.Of), MoreCounts: x.MoreCounts}
	for _, s := range x.Counts {
		out.Counts = append(out.Counts, Sight{s.Steps, bsc.NumberOf(s.Share)})
	}
	for _, b := range x.Brought {
		shown := Brought{To: b.To, Mode: b.Mode, Addends: addendsOf(b.Addends), More: b.More, Told: b.Told}
		if b.From != (cascade.Step{}) {
			shown.From = &b.From
		}
		if b.Score != nil {
			shown.Score = explainedOf(r, b.Score)
		}
		out.Brought = append(out.Brought, shown)
	}
	return out
}

func addendsOf(tree []bsc.AddendTree) []AddendTree {
	var list []AddendTree
	for _, a := range tree {
		list = append(list, AddendTree{addendOf(a.Addend), addendsOf(a.Below), a.More})
	}
	return list
}
