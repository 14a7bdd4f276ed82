package bsc_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// The arguments of built-in policies are types. Costs may be a tenth above the budget before nothing is left of the score,
// and a table says what how much of the target is worth.
func ExampleNewPolicy() {
	costs := bsc.KPI{
		ID: "costs", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Value: "200"}},
		Scorer: bsc.NewPolicy("tolerance", bsc.ToleranceArgs{ZeroAt: "10%"}),
	}
	quality := bsc.KPI{
		ID: "quality", Targets: []bsc.Target{{Value: "50"}},
		Scorer: bsc.NewPolicy("achievement", bsc.AchievementArgs{Anchors: [][2]bsc.Number{{"70", "0"}, {"90", "60"}, {"100", "100"}}}),
	}
	year := bsc.Input{Period: period.Year(2026)}
	fmt.Println(outcomeOf(costs, year, monthsFrom(bsc.KPIRef("costs"), year.Period, "205")...).Score)
	fmt.Println(outcomeOf(quality, year, monthsFrom(bsc.KPIRef("quality"), year.Period, "47")...).Score)

	written, err := json.Marshal(bsc.NewPolicy("range", bsc.RangeArgs{ZeroAt: bsc.Distances{Low: "5", High: "10%"}}))
	fmt.Println(string(written), err)
	// Output:
	// 75
	// 76
	// {"name":"range","args":{"zero_at":{"low":5,"high":"10%"}}} <nil>
}

// Limits taken from the target and its floor. From 2027 on, green begins at the target itself, which belongs to amber.
func ExampleBandsArgs() {
	sales := salesWith(bsc.Target{Value: "100", Floor: "80"})
	sales.Threshold = bsc.NewPolicy("bands", bsc.BandsArgs{
		On: "actual",
		Bands: []bsc.BandArgs{
			{Rating: bsc.RatingRed},
			{Rating: bsc.RatingAmber, From: bsc.BandLimit{Of: "floor"}},
			{Rating: bsc.RatingGreen, From: bsc.BandLimit{Of: "target", Times: "0.95"}},
		},
		Periods: []bsc.PeriodBands{{Period: period.Year(2027), Bands: []bsc.BandArgs{
			{Rating: bsc.RatingRed},
			{Rating: bsc.RatingAmber, From: bsc.BandLimit{Of: "floor"}},
			{Rating: bsc.RatingGreen, From: bsc.BandLimit{Of: "target"}, Include: "upper"},
		}}},
	})
	for _, month := range []period.Period{period.Month(2026, 12), period.Month(2027, 1)} {
		for _, value := range []string{"79", "95", "100", "101"} {
			o := outcomeOf(sales, bsc.Input{Period: month}, monthsFrom(bsc.KPIRef("sales"), month, value)...)
			fmt.Print(value, " ", o.Rating, "; ")
		}
		fmt.Println(month)
	}
	// Output:
	// 79 red; 95 green; 100 green; 101 green; 2026-12
	// 79 red; 95 amber; 100 amber; 101 green; 2027-01
}

// What falls is amber at best, unless it is above the target anyway.
func ExampleRulesArgs() {
	sales := salesWith(bsc.Target{Value: "100"})
	sales.Threshold = bsc.NewPolicy("rules", bsc.RulesArgs{
		Rules: []bsc.RatingRule{
			{When: bsc.When{PercentOfTarget: bsc.Interval{From: "100"}}, Rating: bsc.RatingGreen},
			{When: bsc.When{Movement: bsc.Interval{Below: "0"}, Score: bsc.Interval{From: "60"}}, Rating: bsc.RatingAmber},
			{When: bsc.When{Score: bsc.Interval{From: "90"}}, Rating: bsc.RatingGreen},
		},
		Otherwise: bsc.RatingRed,
	})
	january := period.Month(2026, 1)
	for _, values := range [][]string{{"95", "97"}, {"97", "95"}, {"120", "105"}, {"60", "59"}} {
		o := outcomeOf(sales, bsc.Input{Period: period.Month(2026, 2)}, monthsFrom(bsc.KPIRef("sales"), january, values...)...)
		fmt.Println(values, o.Rating)
	}
	// Output:
	// [95 97] green
	// [97 95] amber
	// [120 105] green
	// [60 59] red
}
