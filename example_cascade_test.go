package bsc_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A host's organisation chart is rows in its database. Here the people's sales add up to the team's, and what
// they learn counts in the team's objective, each with the same weight.
func ExampleNewCascade() {
	rows := []struct{ id, name, parent string }{ // SELECT id, name, parent_id FROM unit
		{"team", "Team", ""}, {"ann", "Ann", "team"}, {"bob", "Bob", "team"},
	}
	template := &bsc.Definition{
		ID: "sales", Perspectives: []bsc.Perspective{
			{ID: "learning", Objectives: []bsc.Objective{{ID: "learn", KPIs: []bsc.KPI{{ID: "courses", Targets: []bsc.Target{{Value: "4"}}}}}}},
			{ID: "financial", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Targets: []bsc.Target{{Value: "100"}}}}}}},
		},
	}
	learn, sales := bsc.ObjectiveRef("learn"), bsc.KPIRef("sales")
	var units []bsc.Unit
	for _, row := range rows {
		u := bsc.Unit{ID: row.id, Name: row.name, Parent: row.parent, Definition: template}
		if row.parent != "" {
			u.Contributes = []bsc.UnitContribution{
				{Mode: bsc.Additive, From: sales, To: sales},
				{Mode: bsc.Contributory, From: learn, To: learn},
			}
		}
		units = append(units, u)
	}
	cascade, err := bsc.NewCascade(units, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	asked, readings := period.Quarter(2026, 3), new(bsc.Readings)
	for _, f := range []struct{ unit, kpi, value string }{{"ann", "sales", "60"}, {"bob", "sales", "30"}, {"ann", "courses", "4"}, {"bob", "courses", "2"}, {"team", "courses", "3"}} {
		_ = readings.Add(bsc.Fact{Unit: f.unit, Ref: bsc.KPIRef(f.kpi), Period: asked, Reading: bsc.Reading{Value: n(f.value)}})
	}
	result, err := cascade.Evaluate(bsc.Input{Period: asked, Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	for id, r := range result.All() {
		fmt.Println(id, r.Score())
	}
	sights, _ := result.LineOfSight("bob", sales)
	fmt.Println("bob's sales are", sights[0].Share, "of the team's score")
	// Output:
	// team 82.5
	// ann 80
	// bob 40
	// bob's sales are 0.1666666667 of the team's score
}

// Three branches bring 10 a month each to the company, which should have 30. In March the third does not apply, or is
// missing.
func ExampleUnitContribution() {
	sales := bsc.KPIRef("sales")
	for _, c := range []struct {
		what         string
		march        string
		contributors bsc.ContributorRule
		target       bsc.TargetOrigin
	}{
		{"all are there", "10", "", ""},
		{"does not apply", "n/a", "", ""},
		{"does not apply, target of_contributors", "n/a", "", bsc.TargetOfContributors},
		{"missing", "", "", ""},
		{"missing, contributors partial", "", bsc.ContributorsPartial, ""},
		{"missing, target of_contributors", "", "", bsc.TargetOfContributors},
	} {
		company, branch := salesWith(bsc.Target{Value: "30"}), salesWith(bsc.Target{Value: "10"})
		company.Contributors, company.Target = c.contributors, c.target
		if c.target != "" {
			company.Targets = nil
		}
		units := []bsc.Unit{{ID: "company", Definition: definitionWith(nil, company)}}
		readings := new(bsc.Readings)
		for i, march := range []string{"10", "10", c.march} {
			id := fmt.Sprint("branch", i+1)
			units = append(units, bsc.Unit{
				ID: id, Parent: "company", Definition: definitionWith(nil, branch),
				Contributes: []bsc.UnitContribution{{Mode: bsc.Additive, From: sales, To: sales}},
			})
			for _, f := range salesOf("10", "10", march) {
				f.Unit = id
				_ = readings.Add(f)
			}
		}
		cascade, err := bsc.NewCascade(units, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		result, err := cascade.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
		if err != nil {
			fmt.Println(err)
			return
		}
		o, _ := result.Of("company").Of(sales)
		fmt.Printf("%s: %s, coverage %s\n", c.what, against(o), o.Coverage.StringFixed(2))
	}
	// Output:
	// all are there: 90 of 90, coverage 1.00
	// does not apply: 80 of 90, coverage 1.00
	// does not apply, target of_contributors: 80 of 80, coverage 1.00
	// missing: 60 of 60, coverage 0.66
	// missing, contributors partial: 80 of 90, coverage 0.89
	// missing, target of_contributors: 60 of 60, coverage 0.66
}
