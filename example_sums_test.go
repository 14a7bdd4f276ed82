package bsc_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// The sales of a region are those of its branches. One of them has not reported its February.
func ExampleNewSums() {
	card := bsc.MustCompile(definitionWith(nil, salesWith(bsc.Target{Value: "30"})), nil)
	sales := bsc.KPIRef("sales")
	sums, err := bsc.NewSums([]bsc.OrgUnitSums{
		{OrgUnit: "region", Scorecard: card, Sums: map[bsc.Ref][]bsc.Summand{
			sales: {{OrgUnit: "north", Ref: sales}, {OrgUnit: "south", Ref: sales}},
		}},
		{OrgUnit: "north", Scorecard: card},
		{OrgUnit: "south", Scorecard: card},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings := new(bsc.Readings)
	for unit, values := range map[string][]string{"north": {"20", "18"}, "south": {"10"}} {
		for _, f := range salesOf(values...) {
			f.OrgUnit = unit
			_ = readings.Add(f)
		}
	}
	for month := range 2 {
		result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, month+1), OrgUnit: "region", Readings: readings, Sums: sums})
		if err != nil {
			fmt.Println(err)
			return
		}
		o, _ := result.Of(sales)
		fmt.Println(result.Period(), o.Actual.Decimal, o.Score.Text(0))
		for _, gap := range result.Missing(sales) {
			fmt.Println("missing:", gap.Ref, "of", gap.OrgUnit, "in", gap.Period)
		}
	}
	// Output:
	// 2026-01 30 100
	// 2026-02 0 no score
	// missing: kpi:sales of south in 2026-02
}

// A company counts the score of a supplier's own scorecard.
func ExampleScoreFrom() {
	supplier := bsc.MustCompile(cafe(), nil)
	theirs, err := supplier.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: bsc.Actuals{"margin": n("6")}})
	if err != nil {
		fmt.Println(err)
		return
	}
	supply := bsc.KPI{ID: "supply", Scorer: bsc.Policy{Name: "stated"}}
	company := bsc.MustCompile(definitionWith(nil, supply, bsc.KPI{ID: "quality", Targets: []bsc.Target{{Value: "10"}}}), nil)
	result, err := company.Evaluate(bsc.Input{
		Period: period.Quarter(2026, 3), Readings: bsc.Actuals{"quality": n("9")},
		Scores: []bsc.ScoreFrom{{KPI: bsc.KPIRef("supply"), Result: theirs, Of: supplier.Ref()}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range result.All() {
		fmt.Println(o.Ref, o.Score, o.Coverage.StringFixed(2))
	}
	// Output:
	// scorecard:card 70 0.80
	// perspective:financial 70 0.80
	// objective:sell 70 0.80
	// kpi:supply 50 0.60
	// kpi:quality 90 1.00
}

// A plant counts hours and the group counts days of eight hours.
func ExampleFactor() {
	card := func(unit string) *bsc.Scorecard {
		return bsc.MustCompile(definitionWith(nil, bsc.KPI{ID: "training", Unit: unit, Targets: []bsc.Target{{Value: "10"}}}), nil)
	}
	group, training := card("days"), bsc.KPIRef("training")
	sums := func(by bsc.Factor) (*bsc.Sums, error) {
		return bsc.NewSums([]bsc.OrgUnitSums{
			{OrgUnit: "plant", Scorecard: card("hours")},
			{OrgUnit: "group", Scorecard: group, Sums: map[bsc.Ref][]bsc.Summand{
				training: {{OrgUnit: "plant", Ref: training, Factor: by}},
			}},
		}, nil)
	}
	_, err := sums(bsc.Factor{})
	fmt.Println(err)

	converted, err := sums(bsc.Factor{Number: "0.125"})
	if err != nil {
		fmt.Println(err)
		return
	}
	readings, asked := new(bsc.Readings), period.Month(2026, 6)
	_ = readings.Add(bsc.Fact{OrgUnit: "plant", Ref: training, Period: asked, Reading: bsc.Reading{Value: n("60")}})
	result, err := group.Evaluate(bsc.Input{Period: asked, OrgUnit: "group", Readings: readings, Sums: converted})
	if err != nil {
		fmt.Println(err)
		return
	}
	o, _ := result.Of(training)
	fmt.Println(o.Actual.Decimal, o.Unit)
	for _, a := range result.Addends(training) {
		fmt.Println(a.OrgUnit, a.Parts[0].Value, "×", a.Parts[0].Factor)
	}
	// Output:
	// bsc: /1/sums/kpi:training/0: kpi:training of plant is in "hours", and kpi:training of group in "days" (the same unit, or a factor that converts)
	// 7.5 days
	// plant 60 × 0.125
}
