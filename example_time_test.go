package bsc_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
)

// sales is a company's sales by the month, with a yearly target that follows the season.
func sales() *bsc.Definition {
	return &bsc.Definition{ID: "shop", Perspectives: []bsc.Perspective{{ID: "financial", Objectives: []bsc.Objective{{
		ID: "sell", KPIs: []bsc.KPI{{
			ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate,
			Targets: []bsc.Target{{
				Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingSeasonal,
				Profile: []bsc.Number{"5", "6", "7", "8", "8", "8", "9", "9", "9", "10", "10", "11"},
			}},
		}},
	}}}}}
}

const salesFile = `kpi,period,value
sales,2026-01,60
sales,2026-02,75
sales,2026-03,80
sales,2026-04,95
sales,2026-05,110
sales,2026-06,100
`

// The year to date is measured against the part of the year's target that is due by then.
func ExampleTarget_phasing() {
	card := bsc.MustCompile(sales(), nil)
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(salesFile), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	explanation, err := result.Explain(bsc.KPIRef("sales"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(explanation)
	// Output:
	// kpi:sales: 100 green
	//   actual 520, sum of 2026-01 to 2026-06
	//     2026-01: 60
	//     2026-02: 75
	//     2026-03: 80
	//     2026-04: 95
	//     2026-05: 110
	//     2026-06: 100
	//   target 504 (its share of the one for 2026): better by 16, 3.17 %
	//     21/50 × 1200 for 2026
	//   pace: 43.33 % of the way to the 1200 of 2026, where 42 % is expected
	//   linear: 100 × 520 / 504 = 103.1746031746
	//   clamp: -3.1746031746
	//   rating green: 90 <= score
}

// A rate over a quarter is a ratio of the quarter's sums, not a mean of the months' rates.
func ExampleKPI_rates() {
	def := &bsc.Definition{
		ID: "shop",
		Perspectives: []bsc.Perspective{{ID: "customer", Objectives: []bsc.Objective{{ID: "quality", KPIs: []bsc.KPI{{
			ID: "returned", Unit: "%", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Baseline: "50", Value: "10"}},
			Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "returns", "den": "orders", "times": 100}),
		}}}}}},
		Series: []bsc.Series{
			{ID: "returns", Frequency: period.Monthly, Rollup: bsc.RollupSum},
			{ID: "orders", Frequency: period.Monthly, Rollup: bsc.RollupSum},
		},
	}
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(`kpi,period,value
series:returns,2026-07,10
series:orders,2026-07,100
series:returns,2026-08,90
series:orders,2026-08,300
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	card := bsc.MustCompile(def, nil)
	for _, asked := range []period.Period{period.Month(2026, 7), period.Month(2026, 8), period.Quarter(2026, 3)} {
		result, err := card.Evaluate(bsc.Input{Period: asked, Readings: readings})
		if err != nil {
			fmt.Println(err)
			return
		}
		returned, _ := result.Of(bsc.KPIRef("returned"))
		fmt.Printf("%s: %s %%, flags %q\n", asked, returned.Actual.Decimal, returned.Flags)
	}
	// Output:
	// 2026-07: 10 %, flags ""
	// 2026-08: 30 %, flags ""
	// 2026-Q3: 25 %, flags "partial"
}

// Corrections are new facts: the report that was given comes out again as it was.
func ExampleReadings_corrections() {
	card := bsc.MustCompile(sales(), nil)
	readings := new(bsc.Readings)
	july := time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)
	august := time.Date(2026, 8, 4, 9, 0, 0, 0, time.UTC)
	for _, delivery := range []struct {
		at   time.Time
		file string
	}{{july, salesFile}, {august, "kpi,period,value\nsales,2026-06,88\n"}} {
		if err := (csvfile.Dialect{}).AddReadings(readings, strings.NewReader(delivery.file), delivery.at, nil); err != nil {
			fmt.Println(err)
			return
		}
	}
	for _, asOf := range []time.Time{july, august} {
		result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings, AsOf: asOf})
		if err != nil {
			fmt.Println(err)
			return
		}
		sales, _ := result.Of(bsc.KPIRef("sales"))
		fmt.Println("as of", asOf.Format(time.DateOnly), sales.Actual.Decimal, sales.Attainment.Text(1))
	}
	// Output:
	// as of 2026-07-03 520 103.2
	// as of 2026-08-04 508 100.8
}

// A host writes the months of a year into a database of its own, each as soon as it is there.
func ExampleScorecard_EvaluatePeriods() {
	card := bsc.MustCompile(sales(), nil)
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(salesFile), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for result, err := range card.EvaluatePeriods(period.Month(2026, 5), bsc.Input{Period: period.Month(2026, 7), Readings: readings}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(result.Period(), result.Score())
	}
	// Output:
	// 2026-05 100
	// 2026-06 100
	// 2026-07 100
}

func ExampleParseCalendar() {
	calendar, err := bsc.ParseCalendar([]byte(`{"table": [
		{"label": "2026-Q1", "first": "2025-12-29", "last": "2026-03-29"},
		{"label": "2026-Q2", "first": "2026-03-30", "last": "2026-06-28"}
	]}`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(calendar.At(period.Day(2025, 12, 31), period.Quarterly))
	_, err = calendar.Next(period.Quarter(2026, 2))
	fmt.Println(err)
	_, err = bsc.ParseCalendar([]byte(`{"start_month": 13}`), nil)
	fmt.Println(err)
	// Output:
	// 2026-Q1 <nil>
	// there is no quarter after 2026-Q2 (2026-Q1 to 2026-Q2)
	// bsc: /start_month: 13 is not a month (1 to 12)
}
