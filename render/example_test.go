package render_test

import (
	"fmt"
	"os"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/shopspring/decimal"
)

// A service prints a scorecard in a terminal.
func ExampleView() {
	card := bsc.MustCompile(&bsc.Definition{
		ID: "cafe", Name: "Café",
		Perspectives: []bsc.Perspective{
			{ID: "customer", Objectives: []bsc.Objective{{ID: "please", Name: "Please guests", KPIs: []bsc.KPI{{ID: "visits", Targets: []bsc.Target{{Value: "4"}}}}}}},
			{ID: "financial", Objectives: []bsc.Objective{{ID: "earn", Name: "Earn", KPIs: []bsc.KPI{{ID: "profit", Targets: []bsc.Target{{Value: "10"}}}}}}},
		},
		Links: []bsc.Link{{From: bsc.ObjectiveRef("please"), To: bsc.ObjectiveRef("earn")}},
	}, nil)
	result, err := card.Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"visits": decimal.NewFromInt(3), "profit": decimal.NewFromInt(9)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	view := render.View{Result: result}
	if err := view.Text(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 82.5 ◆  Café, 2026-Q3
	// ├─  75.0 ◆  customer
	// │  └─  75.0 ◆  Please guests
	// │     │  leads to Earn
	// │     └─  75.0 ◆  visits  (3, target 4)
	// └─  90.0 ●  financial
	//    └─  90.0 ●  Earn
	//       └─  90.0 ●  profit  (9, target 10)
}

// The tree of an organisation in a terminal.
func ExampleOrganisation() {
	sales := bsc.KPIRef("sales")
	def := &bsc.Definition{ID: "sales", Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Targets: []bsc.Target{{Value: "100"}}}}}},
	}}}
	adds := []cascade.Contribution{{Mode: cascade.Additive, From: sales, To: sales}}
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "team", Name: "Team", Definition: def},
		{ID: "ann", Name: "Ann", Parent: "team", Definition: def, Contributes: adds},
		{ID: "bob", Name: "Bob", Parent: "team", Definition: def, Contributes: adds},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings, asked := new(bsc.Readings), period.Quarter(2026, 3)
	for unit, value := range map[string]int64{"ann": 60, "bob": 35} {
		_ = readings.Add(bsc.Fact{OrgUnit: unit, Ref: sales, Period: asked, Reading: bsc.Reading{Value: decimal.NewFromInt(value)}})
	}
	result, err := org.Evaluate(bsc.Input{Period: asked, Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (render.Organisation{Result: result}).TreeText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Organisation, 2026-Q3
	// └─  95.0 ●  Team
	//    ├─  60.0 ◆  Ann
	//    └─  35.0 ▼  Bob
}
