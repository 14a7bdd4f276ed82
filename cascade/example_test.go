package cascade_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

func n(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// sales is a card of sales by the month, which should come to a target.
func sales(k bsc.KPI) *bsc.Definition {
	k.ID, k.Frequency, k.Rollup = "sales", period.Monthly, bsc.RollupSum
	return &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{k}}},
	}}}
}

// reading is what somebody reports; "" is nothing.
func reading(text string) (r bsc.Reading, ok bool) {
	switch text {
	case "":
		return r, false
	case "n/a":
		return bsc.Reading{State: bsc.StateNotApplicable}, true
	}
	return bsc.Reading{Value: n(text)}, true
}

// A host's organisation chart is rows in its database. Here the people's sales add up to the team's, and what
// they learn counts in the team's objective, each with the same weight.
func ExampleNew() {
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
	var units []cascade.OrgUnit
	for _, row := range rows {
		u := cascade.OrgUnit{ID: row.id, Name: row.name, Parent: row.parent, Definition: template}
		if row.parent != "" {
			u.Contributes = []cascade.Contribution{
				{Mode: cascade.Additive, From: sales, To: sales},
				{Mode: cascade.Contributory, From: learn, To: learn},
			}
		}
		units = append(units, u)
	}
	org, err := cascade.New(units, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	asked, readings := period.Quarter(2026, 3), new(bsc.Readings)
	for _, f := range []struct{ unit, kpi, value string }{{"ann", "sales", "60"}, {"bob", "sales", "30"}, {"ann", "courses", "4"}, {"bob", "courses", "2"}, {"team", "courses", "3"}} {
		_ = readings.Add(bsc.Fact{OrgUnit: f.unit, Ref: bsc.KPIRef(f.kpi), Period: asked, Reading: bsc.Reading{Value: n(f.value)}})
	}
	result, err := org.Evaluate(bsc.Input{Period: asked, Readings: readings})
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
func ExampleContribution() {
	of := bsc.KPIRef("sales")
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
		company := bsc.KPI{Targets: []bsc.Target{{Value: "30"}}, Contributors: c.contributors, Target: c.target}
		branch := bsc.KPI{Targets: []bsc.Target{{Value: "10"}}}
		if c.target != "" {
			company.Targets = nil
		}
		units := []cascade.OrgUnit{{ID: "company", Definition: sales(company)}}
		readings := new(bsc.Readings)
		for i, march := range []string{"10", "10", c.march} {
			id := fmt.Sprint("branch", i+1)
			units = append(units, cascade.OrgUnit{
				ID: id, Parent: "company", Definition: sales(branch),
				Contributes: []cascade.Contribution{{Mode: cascade.Additive, From: of, To: of}},
			})
			for month, text := range []string{"10", "10", march} {
				if r, ok := reading(text); ok {
					_ = readings.Add(bsc.Fact{OrgUnit: id, Ref: of, Period: period.Month(2026, month+1), Reading: r})
				}
			}
		}
		org, err := cascade.New(units, nil)
		if err != nil {
			fmt.Println(err)
			return
		}
		result, err := org.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
		if err != nil {
			fmt.Println(err)
			return
		}
		o, _ := result.Of("company").Of(of)
		fmt.Printf("%s: %s of %s, coverage %s\n", c.what, o.Actual.Decimal, o.Target.Value.Decimal, o.Coverage.StringFixed(2))
	}
	// Output:
	// all are there: 90 of 90, coverage 1.00
	// does not apply: 80 of 90, coverage 1.00
	// does not apply, target of_contributors: 80 of 80, coverage 1.00
	// missing: 60 of 60, coverage 0.66
	// missing, contributors partial: 80 of 90, coverage 0.89
	// missing, target of_contributors: 60 of 60, coverage 0.66
}

// A company in pounds and one in euros belong to a group in euros, which keeps the average rates of each month.
func ExampleContribution_factor() {
	of, rates := bsc.KPIRef("sales"), bsc.SeriesRef("gbp")
	card := func(unit string) *bsc.Definition {
		def := sales(bsc.KPI{Unit: unit, Targets: []bsc.Target{{Value: "200"}}})
		def.Series = []bsc.Series{{ID: "gbp", Name: "EUR for 1 GBP", Frequency: period.Monthly}}
		return def
	}
	convert := bsc.Factor{Rates: rates, OrgUnit: "group"}
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "group", Definition: card("EUR")},
		{ID: "uk", Parent: "group", Definition: card("GBP"), Contributes: []cascade.Contribution{
			{Mode: cascade.Additive, From: of, To: of, Factor: convert},
		}},
		{ID: "de", Parent: "group", Definition: card("EUR"), Contributes: []cascade.Contribution{
			{Mode: cascade.Additive, From: of, To: of},
		}},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings := new(bsc.Readings)
	for month, v := range [][3]string{{"100", "80", "1.15"}, {"100", "95", "1.17"}} {
		of := func(unit string, ref bsc.Ref, value string) bsc.Fact {
			return bsc.Fact{OrgUnit: unit, Ref: ref, Period: period.Month(2026, month+1), Reading: bsc.Reading{Value: n(value)}}
		}
		_ = readings.Add(of("uk", bsc.KPIRef("sales"), v[0]), of("de", bsc.KPIRef("sales"), v[1]), of("group", rates, v[2]))
	}
	result, err := org.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	o, _ := result.Of("group").Of(of)
	fmt.Println(o.Actual.Decimal, "of", o.Target.Value.Decimal, o.Unit)
	for _, a := range result.Of("group").Addends(of) {
		fmt.Println(a.OrgUnit, "brings", a.Value.Decimal)
	}
	for _, gap := range result.Of("group").Missing(of) {
		fmt.Println("missing:", gap.Ref, "of", gap.OrgUnit, "in", gap.Period)
	}
	// Output:
	// 407 of 400 EUR
	// uk brings 232
	// de brings 175
	// missing: kpi:sales of uk in 2026-03
	// missing: kpi:sales of de in 2026-03
}
