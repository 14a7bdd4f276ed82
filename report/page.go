package report

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/shopspring/decimal"
)

// A Page is all about one org unit of a cascade.Result, as plain data: its own Report, its place in the tree, what others
// bring to it, and what part it has at the top. The zero Page belongs to no org unit.
type Page struct {
	OrgUnit
	Above      []string    `json:"above,omitempty"`       // the org units above it, from the top
	Shares     []Share     `json:"shares,omitempty"`      // of its KPIs in the scores at the top
	TargetGaps []TargetGap `json:"target_gaps,omitempty"` // of its KPIs
	Missing    []bsc.Gap   `json:"missing,omitempty"`     // for its scorecard, also at the bottom of what that counts
	Report     *Report     `json:"report,omitempty"`
}

// A Share is a KPI's share of the scores at the top.
type Share struct {
	KPI   bsc.Ref    `json:"kpi"`
	Share bsc.Number `json:"share,omitempty"`
}

// PageOf returns all about one org unit of a cascade's result as plain data, which belongs to the caller; nil if there
// is no such org unit.
func PageOf(r *cascade.Result, unit string) *Page {
	if r == nil || r.Of(unit) == nil {
		return nil
	}
	c, result := r.Cascade(), r.Of(unit)
	total := result.Total()
	p := &Page{
		OrgUnit: OrgUnit{
			Unit: unit, Name: c.NameOf(unit), Parent: c.Parent(unit), Children: c.Below(unit), Fingerprint: result.Fingerprint(),
			Standing: standingOf(result, &total), Contributors: tree{Result: r}.contributors(unit),
		},
		TargetGaps: gapsOf(r.TargetGaps(), unit), Missing: r.Missing(unit), Report: Of(result),
	}
	for at := c.Parent(unit); at != ""; at = c.Parent(at) {
		p.Above = append(p.Above, at)
	}
	slices.Reverse(p.Above)
	p.Depth = len(p.Above)
	p.share(r.Shares())
	return p
}

// share picks the shares of the page's org unit.
func (p *Page) share(all []cascade.Share) {
	var sum decimal.Decimal
	for _, s := range all {
		if s.OrgUnit == p.Unit {
			sum = sum.Add(s.Share)
			p.Shares = append(p.Shares, Share{s.KPI, bsc.NumberOf(s.Share)})
		}
	}
	if !sum.IsZero() {
		p.OrgUnit.Share = bsc.NumberOf(sum)
	}
}
