package report_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
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
