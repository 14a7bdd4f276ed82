package cascade_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// team is a team of two people: their sales add up, and what they learn counts.
func team(k bsc.KPI) []cascade.OrgUnit {
	def := sales(k)
	courses := bsc.KPI{ID: "courses", Frequency: period.Quarterly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "4"}}}
	def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: "learning", Objectives: []bsc.Objective{{ID: "learn", KPIs: []bsc.KPI{courses}}}})
	gives := []cascade.Contribution{
		{Mode: cascade.Additive, From: bsc.KPIRef("sales"), To: bsc.KPIRef("sales")},
		{Mode: cascade.Contributory, From: bsc.ObjectiveRef("learn"), To: bsc.ObjectiveRef("learn")},
	}
	return []cascade.OrgUnit{
		{ID: "team", Name: "Team", Definition: def},
		{ID: "ann", Name: "Ann", Parent: "team", Definition: def, Contributes: gives},
		{ID: "bob", Name: "Bob", Parent: "team", Definition: def, Contributes: gives},
	}
}

// teamReadings are Ann's and Bob's sales by the month, and the courses of the quarter.
func teamReadings(ann, bob []string, courses map[string]string) *bsc.Readings {
	readings := new(bsc.Readings)
	_ = readings.Add(facts("ann", bsc.KPIRef("sales"), ann...)...)
	_ = readings.Add(facts("bob", bsc.KPIRef("sales"), bob...)...)
	for unit, text := range courses {
		if r, ok := reading(text); ok {
			_ = readings.Add(bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("courses"), Period: period.Quarter(2026, 1), Reading: r})
		}
	}
	return readings
}

// Who must still report something for the team's scorecard?
func ExampleResult_Missing() {
	org, err := cascade.New(team(bsc.KPI{Targets: []bsc.Target{{Value: "100"}}}), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings := teamReadings([]string{"90", "110", "100"}, []string{"80", "", "70"}, map[string]string{"team": "2", "ann": "4"})
	result, err := org.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, gap := range result.Missing("team") {
		fmt.Println(gap.OrgUnit, gap.Ref, gap.Period)
	}
	// Output:
	// bob kpi:sales 2026-02
	// bob kpi:courses 2026-Q1
}

// The team's sales, redone by hand: from its target down to what its people have sold in each month.
func ExampleResult_Explain() {
	org, err := cascade.New(team(bsc.KPI{Targets: []bsc.Target{{Value: "100"}}}), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings := teamReadings([]string{"40", "60"}, []string{"30", "20"}, nil)
	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 2), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	explanation, _ := result.Explain("team", bsc.KPIRef("sales"))
	fmt.Print(explanation)
	// Output:
	// team
	//   counts in objective:sell of team: 1 of the score of team
	//   kpi:sales: 80 amber
	//     actual 80
	//     target 100 (standing): worse by 20, 20 %
	//     linear: 100 × 80 / 100 = 80
	//     rating amber: 60 <= score < 90
	//     ann brings 60 to kpi:sales: 60 in 2026-02
	//     bob brings 20 to kpi:sales: 20 in 2026-02
}

// Where do the targets for the year to date not add up?
func ExampleResult_TargetGaps() {
	year := func(value bsc.Number) bsc.KPI {
		return bsc.KPI{Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Period: period.Year(2026), Value: value, Phasing: bsc.PhasingLinear}}}
	}
	units := team(year("1200"))
	units[1].Definition, units[2].Definition = team(year("700"))[0].Definition, team(bsc.KPI{})[0].Definition
	org, err := cascade.New(units, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings := teamReadings([]string{"40", "60"}, []string{"30", "20"}, nil)
	result, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 2), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, gap := range result.TargetGaps() {
		fmt.Printf("%s %s: %s for %v\n", gap.OrgUnit, gap.KPI, gap.Target.Decimal, gap.Periods)
		for _, of := range gap.Of {
			if of.Target.Valid {
				fmt.Println(" ", of.OrgUnit, of.Target.Decimal.Round(2))
			} else {
				fmt.Println(" ", of.Reason)
			}
		}
	}
	// Output:
	// team kpi:sales: 200 for [2026-01 2026-02]
	//   ann 116.67
	//   bob has no target
}
