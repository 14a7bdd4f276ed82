package report

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/shopspring/decimal"
)

// A tree is a cascade's result by its org units, each before those below it.
type tree struct {
	*cascade.Result
	units []OrgUnit
}

func treeOf(r *cascade.Result) tree {
	t := tree{Result: r}
	if r == nil || r.Cascade() == nil {
		return t
	}
	shares := map[string]decimal.Decimal{}
	for _, s := range r.Shares() {
		shares[s.OrgUnit] = shares[s.OrgUnit].Add(s.Share)
	}
	c, at := r.Cascade(), map[string]int{}
	for unit, depth := range c.Tree() {
		result := r.Of(unit)
		total := result.Total()
		u := OrgUnit{
			Unit: unit, Name: c.NameOf(unit), Parent: c.Parent(unit), Depth: depth,
			Fingerprint: result.Fingerprint(), Standing: standingOf(result, &total),
		}
		if share := shares[unit]; !share.IsZero() {
			u.Share = bsc.NumberOf(share)
		}
		if depth > 0 {
			parent := &t.units[at[u.Parent]]
			parent.Children = append(parent.Children, unit)
		}
		at[unit] = len(t.units)
		t.units = append(t.units, u)
	}
	return t
}

// about says what was evaluated.
func (t tree) about() About {
	if len(t.units) == 0 {
		return About{Schema: bsc.SchemaVersion}
	}
	r := t.Of(t.units[0].Unit)
	of := Report{Period: r.Period()}
	of.place(r.Scorecard().Calendar())
	return About{
		Schema: bsc.SchemaVersion, Period: of.Period, FirstDay: of.FirstDay, LastDay: of.LastDay, Previous: of.Previous, Next: of.Next,
		AsOf: r.AsOf(), Today: r.Today(), Timing: r.Timing(), FinalOnly: r.FinalOnly(),
	}
}

// contributors returns what others bring to the scorecard of an org unit.
func (t tree) contributors(unit string) []Contributor {
	var list []Contributor
	for _, c := range t.Contributors(unit, t.Of(unit).Scorecard().Ref()) {
		list = append(list, contributorOf(&c))
	}
	return list
}
