package history_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
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

// A page shows the last months, whatever month it is.
func ExampleLast() {
	card := bsc.MustCompile(sales(), nil)
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(salesFile), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	trend, err := history.Last(card, 3, bsc.Input{Period: period.Month(2026, 6), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range trend.Of(bsc.KPIRef("sales")) {
		fmt.Println(p.Period, p.Actual.Decimal, p.Rating)
	}
	// Output:
	// 2026-04 310 green
	// 2026-05 420 green
	// 2026-06 520 green
}

func ExampleNewTrend() {
	card := bsc.MustCompile(sales(), nil)
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(salesFile), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	trend, err := history.NewTrend(card, period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 7), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range trend.Of(bsc.KPIRef("sales")) {
		fmt.Printf("%s: %s of %s, score %s %s, %q for %d\n",
			p.Period, p.Actual.Decimal, p.Target.Value.Decimal, p.Result.Display(p.Ref, 1), p.Rating, p.Movement, p.Streak)
	}
	// Output:
	// 2026-01: 60 of 60, score 100.0 green, "" for 0
	// 2026-02: 135 of 132, score 100.0 green, "steady" for 1
	// 2026-03: 215 of 216, score 99.5 green, "falling" for 1
	// 2026-04: 310 of 312, score 99.4 green, "falling" for 2
	// 2026-05: 420 of 408, score 100.0 green, "rising" for 1
	// 2026-06: 520 of 504, score 100.0 green, "steady" for 1
	// 2026-07: 520 of 504, score 100.0 green, "steady" for 2
}

// From July on the definition weighs sales higher. Each period is ruled by the version in
// force then, or, where a host asks for it, by today's.
func ExampleTimeline() {
	revised := sales()
	revised.Perspectives[0].Objectives[0].KPIs[0].Scorer = bsc.NewPolicy("curve", map[string]any{"anchors": [][]int{{0, 0}, {600, 100}}})
	timeline, err := history.NewTimeline([]history.Version{
		{From: period.Month(2026, 1), Definition: sales()},
		{From: period.Month(2026, 7), Definition: revised, Note: "decided by the board"},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(salesFile), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	june := bsc.Input{Period: period.Month(2026, 6), Readings: readings}
	then, err := timeline.Evaluate(june)
	if err != nil {
		fmt.Println(err)
		return
	}
	card, _ := timeline.At(period.Month(2026, 12), time.Time{})
	today, err := card.Evaluate(june)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("as it was:", then.Score().Text(1))
	fmt.Println("by today's definition:", today.Score().Text(1), then.Fingerprint() == today.Fingerprint())
	// Output:
	// as it was: 100.0
	// by today's definition: 86.7 false
}
