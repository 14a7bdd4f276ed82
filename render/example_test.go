package render_test

import (
	"fmt"
	"os"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
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

// twoQuarters are the results of a shop in which a target was raised between the two.
func twoQuarters() (before, now *bsc.Result, err error) {
	kpi := func(id, name string, targets ...bsc.Target) bsc.Objective {
		return bsc.Objective{ID: id, KPIs: []bsc.KPI{{ID: id, Name: name, Unit: "%", Targets: targets}}}
	}
	card := bsc.MustCompile(&bsc.Definition{ID: "shop", Name: "Shop", Frequency: period.Quarterly, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
		kpi("on-time", "On-time delivery", bsc.Target{Baseline: "80", Value: "100"}),
		kpi("growth", "Growth", bsc.Target{Period: period.Quarter(2026, 1), Value: "8"}, bsc.Target{Period: period.Quarter(2026, 2), Value: "10"}),
	}}}}, nil)
	evaluate := func(quarter int, onTime, growth float64) (*bsc.Result, error) {
		return card.Evaluate(bsc.Input{Period: period.Quarter(2026, quarter), Readings: bsc.Actuals{
			"on-time": decimal.NewFromFloat(onTime), "growth": decimal.NewFromFloat(growth),
		}})
	}
	if before, err = evaluate(1, 92, 7); err != nil {
		return nil, nil, err
	}
	now, err = evaluate(2, 91, 7.5)
	return before, now, err
}

// Why is the score another than last quarter?
func ExampleWaterfall() {
	before, now, err := twoQuarters()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := bridge.Between(before, now, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (render.Waterfall{Bridge: b}).Markdown(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Shop, 2026-Q1 → 2026-Q2
	//
	// | | Change | Score | | Notes |
	// |---|---:|---:|---|---|
	// | **2026-Q1** | | **73.8** | `█████████████████████████████·` | |
	// | Targets | −9.1 | 64.7 | `··−−−−−−−−−−−−−−−−−−−−−−−−−−−·` | Growth 8 → 10 % |
	// | Performance | \+0.3 | 65.0 | `··+···························` | Growth 7 → 7.5 %, On-time delivery 92 → 91 % |
	// | **2026-Q2** | | **65.0** | `███···························` | |
	//
	// The axis begins at 64, not at 0.
}

// The same, for the two largest parts.
func ExampleWaterfall_parts() {
	before, now, err := twoQuarters()
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := bridge.Between(before, now, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (render.Waterfall{Bridge: b, Largest: 2}).Markdown(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # Shop, 2026-Q1 → 2026-Q2
	//
	// | | Change | Score | | Notes |
	// |---|---:|---:|---|---|
	// | **2026-Q1** | | **73.8** | `█████████████████████████████·` | |
	// | Growth | −9.1 | 64.7 | `··−−−−−−−−−−−−−−−−−−−−−−−−−−−·` | Targets\: 8 → 10 % |
	// | Growth | \+2.8 | 67.5 | `··+++++++++···················` | Performance\: 7 → 7.5 % |
	// | One other | −2.5 | 65.0 | `···−−−−−−−−···················` | On-time delivery 92 → 91 % |
	// | **2026-Q2** | | **65.0** | `███···························` | |
	//
	// The axis begins at 64, not at 0.
}

// How far would the score swing if each actual were a tenth less or more?
func ExampleTornado() {
	_, now, err := twoQuarters()
	if err != nil {
		fmt.Println(err)
		return
	}
	var swings []render.Swing
	for _, ref := range []bsc.Ref{bsc.KPIRef("on-time"), bsc.KPIRef("growth")} {
		o, _ := now.Of(ref)
		s := render.Swing{Ref: ref, Name: o.Name}
		for tenths, into := range map[int64]*bsc.Score{9: &s.Low, 11: &s.High} {
			other, err := bsc.Mix{Of: now, Actuals: map[bsc.Ref]decimal.Decimal{ref: o.Actual.Decimal.Mul(decimal.New(tenths, -1))}}.Evaluate()
			if err != nil {
				fmt.Println(err)
				return
			}
			*into = other.Score()
		}
		swings = append(swings, s)
	}
	if err := (render.Tornado{Result: now, Swings: swings}).Markdown(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// # What moves Shop, 2026-Q2
	//
	// now 65.0
	//
	// | | At the low end | | At the high end | Swing |
	// |---|---:|---|---:|---:|
	// | On-time delivery | ▼ 42.3 | `·············███████│█████····` | ◆ 87.5 | 45.3 |
	// | Growth | ◆ 61.3 | `··················██│·········` | ◆ 68.8 | 7.5 |
	//
	// ◆ Amber from 60 · ● Green from 90
}
