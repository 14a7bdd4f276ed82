package bsc_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

func ExampleCompareUnits() {
	card := bsc.MustCompile(cafe(), nil)
	var results []*bsc.Result
	for _, cafe := range []struct{ unit, margin string }{{"harbour", "9"}, {"station", "6"}} {
		result, _ := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Unit: cafe.unit, Readings: bsc.Actuals{"margin": n(cafe.margin)}})
		results = append(results, result)
	}
	for _, row := range bsc.CompareUnits(bsc.KPIRef("margin"), results, 1).Rows {
		fmt.Println(row.Rank, row.Unit, row.Shown, row.Gap.Decimal)
	}
	// Output:
	// 1 harbour 87.5 0
	// 2 station 50.0 37.5
}
