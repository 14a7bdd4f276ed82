package bsc_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A board follows readings as they come in, and tells of ratings that change.
func ExampleBoard() {
	card := bsc.MustCompile(&bsc.Definition{ID: "shop", Perspectives: []bsc.Perspective{{
		ID: "customer", Objectives: []bsc.Objective{{ID: "serve", KPIs: []bsc.KPI{
			{ID: "answered", Unit: "%", Targets: []bsc.Target{{Baseline: "50", Value: "100"}}},
			{ID: "waiting", Unit: "min", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Baseline: "10", Value: "2"}}},
		}}},
	}}}, nil)
	board, err := card.Board(bsc.Input{
		Period:   period.Day(2026, 6, 1),
		Readings: bsc.Actuals{"answered": decimal.NewFromInt(98), "waiting": decimal.NewFromInt(3)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	cancel := board.Subscribe(func(_ *bsc.Board, n bsc.Notice) {
		for _, c := range n.Changes {
			fmt.Printf("%s: %s, was %s; the card has %s\n", c.Ref, c.To, c.From, n.Result.Score().Text(1))
		}
	})
	defer cancel()

	waiting, _ := card.KPI("waiting") // once, not for every reading
	morning := board.Result()
	for _, minutes := range []int64{4, 6, 9} {
		if err := board.Set(waiting, decimal.NewFromInt(minutes)); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println("in the morning it was", morning.Score())
	// Output:
	// scorecard:shop: amber, was green; the card has 85.5
	// perspective:customer: amber, was green; the card has 85.5
	// objective:serve: amber, was green; the card has 85.5
	// kpi:waiting: red, was amber; the card has 73.0
	// scorecard:shop: red, was amber; the card has 54.3
	// perspective:customer: red, was amber; the card has 54.3
	// objective:serve: red, was amber; the card has 54.3
	// in the morning it was 91.75
}

// A page that shows the card draws again what a commit has changed, and only that.
func ExampleBoard_SubscribeOutcomes() {
	card := bsc.MustCompile(&bsc.Definition{ID: "shop", Perspectives: []bsc.Perspective{{
		ID: "customer", Objectives: []bsc.Objective{
			{ID: "serve", KPIs: []bsc.KPI{{ID: "answered", Targets: []bsc.Target{{Value: "100"}}}}},
			{ID: "keep", KPIs: []bsc.KPI{{ID: "returning", Targets: []bsc.Target{{Value: "50"}}}}},
		},
	}}}, nil)
	board, err := card.Board(bsc.Input{
		Period:   period.Day(2026, 6, 1),
		Readings: bsc.Actuals{"answered": decimal.NewFromInt(95), "returning": decimal.NewFromInt(40)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	cancel := board.SubscribeOutcomes(func(_ *bsc.Board, n bsc.Notice) {
		for _, ref := range n.Outcomes {
			o, _ := n.Result.Of(ref)
			fmt.Println(o.Ref, o.Score, o.Rating)
		}
	})
	defer cancel()
	returning, _ := card.KPI("returning")
	if err := board.Set(returning, decimal.NewFromInt(41)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// scorecard:shop 88.5 amber
	// perspective:customer 88.5 amber
	// objective:keep 82 amber
	// kpi:returning 82 amber
}

// Facts come late, and corrected. They go in once: the board follows, and its readings keep the history, from which
// other goroutines may evaluate other periods, and what was known at an earlier moment.
func ExampleBoard_Add() {
	card := bsc.MustCompile(&bsc.Definition{ID: "shop", Perspectives: []bsc.Perspective{{
		ID: "customer", Objectives: []bsc.Objective{{ID: "serve", KPIs: []bsc.KPI{{
			ID: "visitors", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "100"}},
		}}}},
	}}}, nil)
	readings := new(bsc.Readings)
	quarter := bsc.Input{Period: period.Quarter(2026, 2), Readings: readings}
	board, err := card.Board(quarter)
	if err != nil {
		fmt.Println(err)
		return
	}
	fact := func(month, day int, value int64) bsc.Fact {
		f := bsc.Fact{Ref: bsc.KPIRef("visitors"), Period: period.Month(2026, month)}
		f.Value, f.RecordedAt, f.Author = decimal.NewFromInt(value), time.Date(2026, 7, day, 9, 0, 0, 0, time.UTC), "Kim"
		return f
	}
	err = board.Add(fact(4, 1, 90), fact(5, 1, 60), fact(6, 1, 75))
	fmt.Println(board.Result().Score(), err)
	err = board.Add(fact(5, 3, 90)) // a correction
	fmt.Println(board.Result().Score(), err)

	quarter.AsOf = time.Date(2026, 7, 2, 0, 0, 0, 0, time.UTC)
	before, err := card.Evaluate(quarter)
	fmt.Println("on 2 July it was", before.Score(), err)

	err = board.Add(fact(6, 4, 80), fact(5, 3, 91))
	fmt.Println(err)
	// Output:
	// 75 <nil>
	// 85 <nil>
	// on 2 July it was 75 <nil>
	// bsc: /1 kpi:visitors: two different readings for 2026-05, recorded at the same moment: 90 and 91
}

// Apply sets readings that belong together: readers see all of them or none.
func ExampleBoard_Apply() {
	card := bsc.MustCompile(&bsc.Definition{
		ID: "shop", Series: []bsc.Series{{ID: "orders"}, {ID: "returns"}},
		Perspectives: []bsc.Perspective{{ID: "process", Objectives: []bsc.Objective{{ID: "quality", KPIs: []bsc.KPI{{
			ID: "return-rate", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Baseline: "10", Value: "2"}},
			Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "returns", "den": "orders", "times": 100}),
		}}}}}},
	}, nil)
	board, err := card.Board(bsc.Input{Period: period.Year(2026)})
	if err != nil {
		fmt.Println(err)
		return
	}
	orders, _ := card.Series("orders")
	returns, _ := card.Series("returns")
	err = board.Apply(
		bsc.Update{Of: orders, Reading: bsc.Reading{Value: decimal.NewFromInt(400)}},
		bsc.Update{Of: returns, Reading: bsc.Reading{Value: decimal.NewFromInt(16)}},
	)
	fmt.Println(board.Result().Score(), err)
	// Output: 75 <nil>
}

// EvaluateOrgUnits scores the branches of a company on one template.
func ExampleScorecard_EvaluateOrgUnits() {
	card := bsc.MustCompile(&bsc.Definition{ID: "branch", Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{ID: "grow", KPIs: []bsc.KPI{{
			ID: "growth", Unit: "%", Targets: []bsc.Target{{Value: "8"}},
		}}}},
	}}}, nil)
	branches := []bsc.Input{
		{OrgUnit: "north", Period: period.Year(2026), Readings: bsc.Actuals{"growth": decimal.NewFromInt(6)}},
		{OrgUnit: "south", Period: period.Year(2026), Readings: bsc.Actuals{"growth": decimal.NewFromInt(9)}},
		{OrgUnit: "west", Period: period.Year(2026), Readings: bsc.Actuals{}},
	}
	for result, err := range card.EvaluateOrgUnits(context.Background(), slices.Values(branches)) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(result.OrgUnit(), result.Score(), result.Total().Rating)
	}
	// Output:
	// north 75 amber
	// south 100 green
	// west no score
}
