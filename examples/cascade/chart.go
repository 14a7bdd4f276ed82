package main

import (
	"io/fs"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/examples/internal/table"
)

// A chart is the organisation chart, one row for each org unit. The engine also asks it for the units' own
// targets.
type chart struct {
	rows    []row
	targets map[bsc.Ref]map[string]bsc.Target // by KPI and unit
}

type row struct{ id, name, parent string }

// readChart reads the rows and checks their targets.
func readChart(files fs.FS) (*chart, error) {
	rows, err := table.Read(files, "units.csv", "unit", "name", "parent", "training", "revenue")
	if err != nil {
		return nil, err
	}
	c := &chart{targets: map[bsc.Ref]map[string]bsc.Target{}}
	for _, r := range rows {
		c.rows = append(c.rows, row{r.Text("unit"), r.Text("name"), r.Text("parent")})
		for _, kpi := range []string{"training", "revenue"} {
			value, err := r.Number(kpi)
			if err != nil {
				return nil, err
			}
			if !value.Valid {
				continue
			}
			ref := bsc.KPIRef(kpi)
			if c.targets[ref] == nil {
				c.targets[ref] = map[string]bsc.Target{}
			}
			c.targets[ref][r.Text("unit")] = bsc.Target{Baseline: "0", Value: bsc.NumberOf(value.Decimal)}
		}
	}
	return c, nil
}

// Target returns a unit's own target. Without one, the template's applies.
func (c *chart) Target(q bsc.Query) (bsc.Target, bool) {
	target, ok := c.targets[q.Ref][q.OrgUnit]
	return target, ok
}

// units makes an OrgUnit of every row. Every org unit contributes to the one above in the same way. Hours, revenue
// and jobs add up, and rates are ratios of sums. Satisfaction is a score that stands under the same objective
// above. Accidents are the company's, and everybody's.
func (c *chart) units(template *bsc.Definition) []cascade.OrgUnit {
	delight, satisfaction := bsc.ObjectiveRef("delight"), bsc.KPIRef("satisfaction")
	same := func(mode cascade.Mode, ref bsc.Ref) cascade.Contribution {
		return cascade.Contribution{Mode: mode, From: ref, To: ref}
	}
	upward := []cascade.Contribution{
		same(cascade.Additive, bsc.KPIRef("training")), same(cascade.Additive, bsc.KPIRef("revenue")),
		same(cascade.Additive, bsc.SeriesRef("jobs")), same(cascade.Additive, bsc.SeriesRef("fixed")),
		same(cascade.Contributory, delight),
		{Mode: cascade.SharedMeasure, From: bsc.KPIRef("accidents"), To: bsc.KPIRef("accidents"), OrgUnit: "company"},
	}
	people := map[string]bool{}
	for _, r := range c.rows {
		people[r.id] = true
	}
	for _, r := range c.rows {
		delete(people, r.parent)
	}
	var units []cascade.OrgUnit
	for _, r := range c.rows {
		u := cascade.OrgUnit{ID: r.id, Name: r.name, Parent: r.parent, Definition: template}
		if r.parent != "" {
			u.Contributes = upward
		}
		if !people[r.id] { // only people are asked for their customers' satisfaction
			u.Weights = map[bsc.Ref]bsc.Number{satisfaction: "0"}
		}
		units = append(units, u)
	}
	return units
}
