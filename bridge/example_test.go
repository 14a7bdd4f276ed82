package bridge_test

import (
	"fmt"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// shop is a scorecard whose target for growth is raised in the second quarter.
func shop() *bsc.Scorecard {
	kpi := func(id, name, unit string, targets ...bsc.Target) bsc.KPI {
		return bsc.KPI{ID: id, Name: name, Unit: unit, Targets: targets}
	}
	return bsc.MustCompile(&bsc.Definition{
		ID: "shop", Name: "Shop", Frequency: period.Quarterly,
		Perspectives: []bsc.Perspective{
			{ID: "customer", Name: "Customer", Objectives: []bsc.Objective{{ID: "deliver", Name: "Deliver as promised", KPIs: []bsc.KPI{
				kpi("on-time", "On-time delivery", "%", bsc.Target{Baseline: "80", Value: "100"}),
				kpi("damage", "Undamaged parcels", "%", bsc.Target{Baseline: "90", Value: "100"}),
			}}}},
			{ID: "financial", Name: "Financial", Objectives: []bsc.Objective{{ID: "grow", Name: "Grow", KPIs: []bsc.KPI{
				kpi("growth", "Growth", "%", bsc.Target{Period: period.Quarter(2026, 1), Value: "8"}, bsc.Target{Period: period.Quarter(2026, 2), Value: "10"}),
			}}}},
		},
	}, nil)
}

// quarter evaluates the shop. Errors do not occur here.
func quarter(n int, onTime, damage, growth string) *bsc.Result {
	r, _ := shop().Evaluate(bsc.Input{Period: period.Quarter(2026, n), Readings: bsc.Actuals{
		"on-time": decimal.RequireFromString(onTime), "damage": decimal.RequireFromString(damage), "growth": decimal.RequireFromString(growth),
	}})
	return r
}

// Why is the score lower than last quarter?
func ExampleBetween() {
	b, err := bridge.Between(quarter(1, "92", "97", "7"), quarter(2, "88", "98", "7.5"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b)
	// Output:
	// 76.3 → 67.5: −8.8 because the target for Growth was raised (8 → 10 %), −5.0 On-time delivery (92 → 88 %), +2.8 Growth (7 → 7.5 %), +2.5 Undamaged parcels (97 → 98 %)
}

// The whole bridge, cause by cause.
func ExampleBridge_Text() {
	b, err := bridge.Between(quarter(1, "92", "97", "7"), quarter(2, "88", "98", "7.5"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(b.Text(words.English()))
	fmt.Print(b.Text(words.German()))
	// Output:
}

// Was it performance, or did the target move?
func ExampleBridge_Of() {
	b, err := bridge.Between(quarter(1, "92", "97", "7"), quarter(2, "88", "98", "7.5"), &bridge.Options{Node: bsc.KPIRef("growth")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("change:", b.Change)
	fmt.Println("performance:", b.Of(bridge.Performance))
	fmt.Println("targets:", b.Of(bridge.Targets))
	// Output:
}

// A user looks from the whole into the objective that has changed most.
func ExampleOptions_node() {
	before, now := quarter(1, "92", "97", "7"), quarter(2, "88", "98", "7.5")
	for _, of := range []bsc.Ref{{}, bsc.PerspectiveRef("customer"), bsc.KPIRef("on-time")} {
		b, err := bridge.Between(before, now, &bridge.Options{Node: of})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(b.Name+":", b)
	}
	// Output:
}

// The first quarter was corrected after it had been reported: that is no performance of the second.
func ExampleOptions_restated() {
	ledger := new(bsc.Ledger)
	april, july := time.Date(2026, 4, 10, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 10, 0, 0, 0, 0, time.UTC)
	record := func(id string, n int, value string, at time.Time) {
		_ = ledger.Record(bsc.Fact{Ref: bsc.KPIRef(id), Period: period.Quarter(2026, n), Reading: bsc.Reading{Value: decimal.RequireFromString(value), RecordedAt: at}})
	}
	_ = record
	_, _ = april, july
	// Output:
}

// A year in one sentence, and quarter by quarter.
func ExampleOver() {
	r, err := bridge.Over([]*bsc.Result{quarter(1, "92", "97", "7"), quarter(2, "88", "98", "7.5"), quarter(3, "91", "98", "9")}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Whole())
	for _, b := range r.Bridges {
		fmt.Println(b.To.Period, b.Summary(1))
	}
	// Output:
}
