package bsc_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// quarterOf evaluates sales of a quarter against a target.
func quarterOf(n int, target bsc.Number, sales int64) *bsc.Result {
	def := definitionWith(nil, bsc.KPI{ID: "sales", Targets: []bsc.Target{{Baseline: "0", Value: target}}})
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
		Period: period.Quarter(2026, n), Readings: bsc.Actuals{"sales": decimal.NewFromInt(sales)},
	})
	if err != nil {
		panic(err)
	}
	return result
}

// Sales have grown by 1, and the target was lowered by 10. Against the old target, little has happened. Package bridge
// divides a change among its causes.
func ExampleMix() {
	before, now := quarterOf(1, "100", 80), quarterOf(2, "90", 81)
	mixed, err := bsc.Mix{Of: now, Targets: before}.Evaluate()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(before.Score(), now.Score(), mixed.Score())

	// What would sales of 85 have come to?
	mixed, err = bsc.Mix{Of: now, Actuals: map[bsc.Ref]decimal.Decimal{bsc.KPIRef("sales"): decimal.NewFromInt(85)}}.Evaluate()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(mixed.Score().Text(1))
	// Output:
	// 80 90 81
	// 94.4
}

// What would an objective's score be if one of its KPIs stood at 100? Its own aggregator says so.
func ExampleResult_Combine() {
	def := definitionWith(nil, bsc.KPI{ID: "calls", Scorer: bsc.Policy{Name: "stated"}}, bsc.KPI{ID: "visits", Scorer: bsc.Policy{Name: "stated"}})
	def.Perspectives[0].Objectives[0].Aggregator = bsc.Policy{Name: "min"}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{
		Period: period.Quarter(2026, 1), Readings: bsc.Actuals{"calls": decimal.NewFromInt(40), "visits": decimal.NewFromInt(70)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	sell := bsc.ObjectiveRef("sell")
	parts := result.Parts(sell)
	fmt.Println(result.ScoreOf(sell), result.Decided(sell, parts))
	parts[0].Score = decimal.NewFromInt(100)
	score, err := result.Combine(sell, parts)
	fmt.Println(score, result.Decided(sell, parts), err)
	// Output:
	// 40 [kpi:calls]
	// 70 [kpi:visits] <nil>
}
