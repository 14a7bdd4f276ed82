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
	// 76.3 → 67.5: −9.1 because the target for Growth was raised (8 → 10 %), −5.0 On-time delivery (92 → 88 %), +2.8 Growth (7 → 7.5 %), +2.5 Undamaged parcels (97 → 98 %)
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
	// Shop: 76.3 → 67.5 (2026-Q1 → 2026-Q2)
	// −9.1 targets
	//   −9.1 because the target for Growth was raised (8 → 10 %)
	// +0.3 performance
	//   −5.0 On-time delivery (92 → 88 %)
	//   +2.8 Growth (7 → 7.5 %)
	//   +2.5 Undamaged parcels (97 → 98 %)
	// Shop: 76,3 → 67,5 (2026-Q1 → 2026-Q2)
	// −9,1 Zielwerte
	//   −9,1, weil der Zielwert für Growth erhöht wurde (8 → 10 %)
	// +0,3 Leistung
	//   −5,0 On-time delivery (92 → 88 %)
	//   +2,8 Growth (7 → 7,5 %)
	//   +2,5 Undamaged parcels (97 → 98 %)
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
	// change: -12.5
	// performance: 5.625
	// targets: -18.125
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
	// Shop: 76.3 → 67.5: −9.1 because the target for Growth was raised (8 → 10 %), −5.0 On-time delivery (92 → 88 %), +2.8 Growth (7 → 7.5 %), +2.5 Undamaged parcels (97 → 98 %)
	// Customer: 65.0 → 60.0: −10.0 On-time delivery (92 → 88 %), +5.0 Undamaged parcels (97 → 98 %)
	// On-time delivery: 60.0 → 40.0: −20.0 On-time delivery (92 → 88 %)
}

// The first quarter was corrected after it had been reported: that is no performance of the second.
func ExampleOptions_restated() {
	readings := new(bsc.Readings)
	for _, f := range []struct {
		id       string
		quarter  int
		value    string
		recorded time.Month
	}{
		{"on-time", 1, "92", time.April},
		{"damage", 1, "97", time.April},
		{"growth", 1, "7", time.April},
		{"on-time", 1, "89", time.June}, // corrected
		{"on-time", 2, "88", time.July},
		{"damage", 2, "97", time.July},
		{"growth", 2, "8.75", time.July},
	} {
		_ = readings.Add(bsc.Fact{Ref: bsc.KPIRef(f.id), Period: period.Quarter(2026, f.quarter), Reading: bsc.Reading{
			Value: decimal.RequireFromString(f.value), RecordedAt: time.Date(2026, f.recorded, 10, 0, 0, 0, 0, time.UTC),
		}})
	}
	evaluated := func(quarter int, asOf time.Month) *bsc.Result {
		r, _ := shop().Evaluate(bsc.Input{Period: period.Quarter(2026, quarter), Readings: readings, AsOf: time.Date(2026, asOf, 15, 0, 0, 0, 0, time.UTC)})
		return r
	}
	before, again, now := evaluated(1, time.April), evaluated(1, time.July), evaluated(2, time.July)
	b, err := bridge.Between(before, now, &bridge.Options{Restated: again})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b)
	// Output:
	// 76.3 → 71.3: −7.9 because the target for Growth was raised (8 → 10 %), +7.9 Growth (7 → 8.75 %), −3.8 because figures for On-time delivery were corrected (92 → 89 %), −1.2 On-time delivery (89 → 88 %)
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
	// 76.3 → 78.8: +10.3 Growth (7 → 9 %), −9.1 because the target for Growth was raised (8 → 10 %), +2.5 Undamaged parcels (97 → 98 %), −1.2 On-time delivery (92 → 91 %)
	// 2026-Q2 76.3 → 67.5: −9.1 because the target for Growth was raised (8 → 10 %), +0.3 from 3 others
	// 2026-Q3 67.5 → 78.8: +7.5 Growth (7.5 → 9 %), +3.8 from one other
}
