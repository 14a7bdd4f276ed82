package bsc_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

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
