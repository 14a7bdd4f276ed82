package report_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
)

// cafe evaluates the scorecard of a café.
func cafe() *bsc.Result {
	margin := bsc.KPI{ID: "margin", Name: "Margin", Unit: "%", Targets: []bsc.Target{{Baseline: "2", Value: "10"}}}
	card := bsc.MustCompile(&bsc.Definition{
		ID: "cafe", Name: "Café",
		Perspectives: []bsc.Perspective{{
			ID: "financial", Objectives: []bsc.Objective{{ID: "profit", Name: "Earn a profit", KPIs: []bsc.KPI{margin}}},
		}},
	}, nil)
	result, err := card.Evaluate(bsc.Input{
		Period: period.Quarter(2026, 3), Readings: bsc.Actuals{"margin": decimal.RequireFromString("8.4")},
	})
	if err != nil {
		panic(err)
	}
	return result
}

func ExampleOf() {
	r := report.Of(cafe())
	node := r.Nodes[len(r.Nodes)-1]
	fmt.Println(r.Scorecard, r.Period, node.Ref, node.Parent, node.Score, node.Actual, node.Target.Value)
	for _, band := range node.Bands.Bands[1:] { // the lowest is open downwards
		fmt.Println(band.Rating, "from", band.From)
	}
	// Output:
	// cafe 2026-Q3 kpi:margin objective:profit 80 8.4 10
	// amber from 60
	// green from 90
}

// A report is kept as JSON, and read back by who draws it.
func ExampleParse() {
	document, _ := json.Marshal(report.Of(cafe()))
	r, err := report.Parse(document, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Period, r.Name, r.Nodes[0].Score)
	// Output:
	// 2026-Q3 Café 80
}

// org evaluates a team of two people. Their sales add up.
func org() *cascade.Result {
	sales := bsc.KPIRef("sales")
	def := &bsc.Definition{ID: "sales", Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Targets: []bsc.Target{{Value: "100"}}}}}},
	}}}
	adds := []cascade.Contribution{{Mode: cascade.Additive, From: sales, To: sales}}
	c, err := cascade.New([]cascade.OrgUnit{
		{ID: "ann", Name: "Ann", Parent: "team", Definition: def, Contributes: adds},
		{ID: "bob", Name: "Bob", Parent: "team", Definition: def, Contributes: adds},
		{ID: "team", Name: "Team", Definition: def},
	}, nil)
	if err != nil {
		panic(err)
	}
	readings, asked := new(bsc.Readings), period.Quarter(2026, 3)
	for unit, value := range map[string]int64{"ann": 60, "bob": 35} {
		if err := readings.Add(bsc.Fact{OrgUnit: unit, Ref: sales, Period: asked, Reading: bsc.Reading{Value: decimal.NewFromInt(value)}}); err != nil {
			panic(err)
		}
	}
	result, err := c.Evaluate(bsc.Input{Period: asked, Readings: readings})
	if err != nil {
		panic(err)
	}
	return result
}

// The tree of an organisation, for a front end.
func ExampleOfCascade() {
	for _, u := range report.OfCascade(org()).Units {
		fmt.Println(strings.Repeat("  ", u.Depth)+u.Name, u.Score, u.Rating)
		for _, c := range u.Contributors {
			fmt.Println("  counts", c.Unit, c.Value)
		}
	}
	// Output:
	// Team 95 green
	//   counts ann 60
	//   counts bob 35
	//   Ann 60 amber
	//   Bob 35 red
}

// Rows and columns for a page that colours cells.
func ExampleHeatMapOf() {
	for _, row := range report.HeatMapOf(org()).Rows {
		for _, c := range row.Cells {
			if c.Ref.Kind == bsc.KindKPI {
				fmt.Println(row.Name, c.Ref, c.Actual, "of", c.Target, c.Rating)
			}
		}
	}
	// Output:
	// Team kpi:sales 95 of 100 green
	// Ann kpi:sales 60 of 100 amber
	// Bob kpi:sales 35 of 100 red
}
