package impact_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// airline is a strategy map: trained crews turn planes round fast; fewer planes fly more people, on time and cheaply.
func airline() *bsc.Definition {
	objective := func(id, name string) bsc.Objective {
		return bsc.Objective{ID: id, Name: name, KPIs: []bsc.KPI{{ID: id, Scorer: bsc.Policy{Name: "stated"}}}}
	}
	link := func(from, to string, strength bsc.Strength, lag int) bsc.Link {
		return bsc.Link{From: bsc.ObjectiveRef(from), To: bsc.ObjectiveRef(to), Strength: strength, Delay: lag}
	}
	return &bsc.Definition{
		ID: "airline", Frequency: period.Quarterly,
		Perspectives: []bsc.Perspective{
			{ID: "learning", Objectives: []bsc.Objective{objective("crew", "Ground crew trained and aligned")}},
			{ID: "process", Objectives: []bsc.Objective{objective("turnaround", "Fast ground turnaround")}},
			{ID: "customer", Objectives: []bsc.Objective{objective("on-time", "On-time flights"), objective("prices", "Lowest prices")}},
			{ID: "financial", Objectives: []bsc.Objective{objective("customers", "More customers"), objective("planes", "Fewer planes"), objective("profit", "Profitability")}},
		},
		Links: []bsc.Link{
			link("crew", "turnaround", bsc.StrengthStrong, 1), link("turnaround", "on-time", bsc.StrengthStrong, 0), link("turnaround", "prices", bsc.StrengthWeak, 2),
			link("on-time", "customers", bsc.StrengthModerate, 1), link("prices", "customers", bsc.StrengthStrong, 1), link("turnaround", "planes", bsc.StrengthModerate, 2),
			link("customers", "profit", bsc.StrengthStrong, 1), link("planes", "profit", bsc.StrengthModerate, 1),
		},
	}
}

func ExampleReach() {
	m := bsc.MustCompile(airline(), nil).Map()
	for _, r := range impact.Reach(m, bsc.ObjectiveRef("turnaround")) {
		fmt.Println(r.Ref.ID, r.Polarity, "after", r.Delay)
	}
	// Output:
	// on-time direct after 0
	// prices direct after 2
	// customers direct after 1
	// planes direct after 2
	// profit direct after 2
}

// What would ten points less at the turnaround bring, and when?
func ExampleWhatIf() {
	result, _ := bsc.MustCompile(airline(), nil).Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"customers": dec("82"), "profit": dec("71")},
	})
	effects, _ := impact.WhatIf(result, bsc.ObjectiveRef("turnaround"), decimal.NewFromInt(-10), 8)
	for _, e := range effects {
		fmt.Printf("%s %s → %s:", e.Name, e.Score, e.Then)
		for _, a := range e.Arrivals {
			fmt.Printf(" %s in %s", a.Change, a.Period)
		}
		fmt.Println()
	}
	// Output:
	// Fast ground turnaround no score → no score: -10 in 2026-Q3
	// On-time flights no score → no score: -7.5 in 2026-Q3
	// Lowest prices no score → no score: -2.5 in 2027-Q1
	// More customers 82 → 76.375: -3.75 in 2026-Q4 -1.875 in 2027-Q2
	// Fewer planes no score → no score: -5 in 2027-Q1
	// Profitability 71 → 64.28125: -2.8125 in 2027-Q1 -2.5 in 2027-Q2 -1.40625 in 2027-Q3
}

func ExampleEarlyWarnings() {
	result, _ := bsc.MustCompile(airline(), nil).Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"crew": dec("48"), "turnaround": dec("91"), "profit": dec("97")},
	})
	for _, w := range impact.EarlyWarnings(result, -1) {
		for _, o := range w.Outcomes {
			fmt.Printf("%s is %s: %s from %s on\n", w.Name, w.Rating, o.Ref, o.Due)
		}
	}
	// Output:
	// Ground crew trained and aligned is red: objective:profit from 2027-Q2 on
}

// Which KPIs cost the total most?
func ExampleShortfalls() {
	result, _ := bsc.MustCompile(airline(), nil).Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"crew": dec("48"), "turnaround": dec("91"), "profit": dec("70")},
	})
	for _, s := range impact.Shortfalls(result, 2) {
		fmt.Println(s.Ref, s.Score, "costs", s.Points.Round(2))
	}
	// Output:
	// kpi:crew 48 costs 17.33
	// kpi:profit 70 costs 10
}

func ExampleAllPaths() {
	m := bsc.MustCompile(airline(), nil).Map()
	crew, profit := bsc.ObjectiveRef("crew"), bsc.ObjectiveRef("profit")
	fmt.Println("every path to profit passes", impact.CutPoints(m, bsc.Ref{}, profit))
	for path := range impact.AllPaths(m, crew, profit) {
		strength, _ := path.Strength()
		fmt.Println(len(path.Links), "links,", path.Delay(), "quarters, strength", strength)
	}
	// Output:
	// every path to profit passes [objective:crew objective:turnaround]
	// 4 links, 3 quarters, strength 0.2109375
	// 4 links, 5 quarters, strength 0.10546875
	// 3 links, 4 quarters, strength 0.1875
}
