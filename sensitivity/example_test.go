package sensitivity_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/sensitivity"
	"github.com/shopspring/decimal"
)

// sales is a scorecard of four perspectives whose KPIs state their scores.
func sales() *bsc.Scorecard {
	def := &bsc.Definition{ID: "sales", Name: "Sales"}
	def.Defaults.Scorer.Name = "stated"
	def.Defaults.Threshold = bsc.NewPolicy("bands", bsc.BandsArgs{Bands: []bsc.BandArgs{
		{Rating: bsc.RatingRed}, {Rating: bsc.RatingAmber, From: bsc.BandLimit{Value: "60"}}, {Rating: bsc.RatingGreen, From: bsc.BandLimit{Value: "75"}},
	}})
	for _, p := range []struct {
		id, name string
		weight   bsc.Number
	}{{"people", "People", "20"}, {"growth", "Growth", "30"}, {"customer", "Customer", "35"}, {"finance", "Finance", "15"}} {
		def.Perspectives = append(def.Perspectives, bsc.Perspective{ID: p.id, Name: p.name, Weight: p.weight, Objectives: []bsc.Objective{
			{ID: p.id, KPIs: []bsc.KPI{{ID: p.id}}},
		}})
	}
	return bsc.MustCompile(def, nil)
}

// unit evaluates a unit on the scores of people, growth, customer and finance.
func unit(card *bsc.Scorecard, id string, people, growth, customer, finance int64) *bsc.Result {
	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), OrgUnit: id, Readings: bsc.Actuals{
		"people": decimal.New(people, 0), "growth": decimal.New(growth, 0), "customer": decimal.New(customer, 0), "finance": decimal.New(finance, 0),
	}})
	if err != nil {
		panic(err)
	}
	return result
}

// The total is amber. It would be green if Growth weighed less, or Customer more.
func ExampleFlips() {
	result := unit(sales(), "north", 80, 60, 82, 74)
	s, err := sensitivity.Flips(result, bsc.Ref{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Score, s.Rating)
	for _, f := range s.Flips {
		if !f.Robust() {
			fmt.Printf("%s (× %s)\n", f.Says, f.Nearest().Multiplier.Decimal)
		}
	}
	// Output:
	// 73.8 amber
	// if Growth weighed 23.91 % or less instead of 30 %, Sales would be green (× 0.7333333333)
	// if Customer weighed 44.52 % or more instead of 35 %, Sales would be green (× 1.4897959184)
	// if People weighed 35.49 % or more instead of 20 %, Sales would be green (× 2.2)
}

// Whatever a single weight is, the total stays green.
func ExampleFlips_robust() {
	s, err := sensitivity.Flips(unit(sales(), "north", 80, 78, 82, 90), bsc.Ref{})
	fmt.Println(s.Says, err)
	// Output: whatever any single weight were, Sales would stay green <nil>
}

// Which of two is ahead depends on the weight of Growth, among others.
func ExampleReversals() {
	card := sales()
	pairs, err := sensitivity.Reversals([]*bsc.Result{
		unit(card, "north", 80, 60, 82, 74), unit(card, "south", 70, 75, 75, 70), unit(card, "west", 60, 55, 50, 70),
	}, bsc.Ref{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range pairs {
		fmt.Println(p.Says)
	}
	// Output:
	// if Growth weighed 32.48 % or more instead of 30 %, south would be ahead of north
	// south is ahead of west whatever a single weight is
}

// Each weight goes from 20 % less to 20 % more than it is.
func ExampleSwings() {
	swings, err := sensitivity.Swings(unit(sales(), "north", 80, 60, 82, 74), bsc.Ref{}, sensitivity.Intervals{Within: "20"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range swings[:4] {
		fmt.Printf("%s %s to %s: %s to %s\n", s.Name, s.Low.Weight, s.High.Weight, s.Low.Score.Text(2), s.High.Score.Text(2))
	}
	// Output:
	// Growth 24 to 36: 74.68 to 73.02
	// Customer 28 to 42: 73.18 to 74.34
	// People 16 to 24: 73.54 to 74.04
	// Finance 12 to 18: 73.79 to 73.81
}

// All weights are drawn at random around the defined ones.
func ExampleRanks() {
	card := sales()
	a, err := sensitivity.Ranks(context.Background(), []*bsc.Result{
		unit(card, "north", 80, 60, 82, 74), unit(card, "south", 70, 75, 75, 70), unit(card, "west", 60, 55, 50, 70),
	}, bsc.Ref{}, sensitivity.Options{Draws: 2000, Seed: 1, Concentration: "50"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range a.Results {
		fmt.Println(r.Says)
	}
	// Output:
	// north has rank 1 in 65.35 % of the draws; its ranks are 1 to 2
	// south has rank 2 in 65.35 % of the draws; its ranks are 1 to 2
	// west has rank 3 in all draws
}

// People weighs a fifth. Without it, north would be behind.
func ExampleLeaveOneOut() {
	card := sales()
	left, err := sensitivity.LeaveOneOut([]*bsc.Result{unit(card, "north", 80, 60, 82, 74), unit(card, "south", 70, 75, 75, 70)}, bsc.Ref{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range left {
		if l.Ref.Kind == bsc.KindPerspective {
			fmt.Println(l.Says)
		}
	}
	// Output:
	// without People: another rating for 0 of 2, another rank for 2
	// without Growth: another rating for 1 of 2, another rank for 0
	// without Customer: another rating for 0 of 2, another rank for 2
	// without Finance: another rating for 0 of 2, another rank for 2
}

// Finance has 15 % of the weight, and is the same everywhere.
func ExampleImportanceOf() {
	card := sales()
	i, err := sensitivity.ImportanceOf([]*bsc.Result{
		unit(card, "north", 80, 60, 82, 74), unit(card, "south", 70, 75, 75, 74), unit(card, "west", 60, 55, 50, 74),
	}, bsc.Ref{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range i.Children.Movers {
		fmt.Println(m.Says)
	}
	// Output:
	// People has 20 % of the weight and 17.91 % of what moves the score
	// Growth has 30 % of the weight and 22.48 % of what moves the score
	// Customer has 35 % of the weight and 59.61 % of what moves the score
	// Finance has 15 % of the weight and 0 % of what moves the score
}

// houses are three hundred branches on one scorecard, each with scores of its own.
func houses() []*bsc.Result {
	card, rng := sales(), rand.New(rand.NewPCG(7, 7))
	results := make([]*bsc.Result, 300)
	for i := range results {
		level := 40 + rng.Int64N(40) // a branch is good or bad in most things
		score := func() int64 { return level + rng.Int64N(21) }
		results[i] = unit(card, fmt.Sprintf("branch-%03d", i+1), score(), score(), score(), score())
	}
	return results
}

// Three hundred branches are ranked, and the ten best get a prize. Whose prize rests on the weights?
func ExampleRanks_threeHundred() {
	a, err := sensitivity.Ranks(context.Background(), houses(), bsc.Ref{}, sensitivity.Options{
		Draws: 1000, Seed: 2026, Intervals: sensitivity.Intervals{Within: "25"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	sure, maybe := 0, 0
	for _, r := range a.Results {
		switch best, worst := r.Ranks[0].Rank, r.Ranks[len(r.Ranks)-1].Rank; {
		case worst <= 10:
			sure++
		case best <= 10:
			maybe++
		}
	}
	fmt.Printf("%d are always among the best ten, %d sometimes\n", sure, maybe)
	for _, r := range a.Results[:3] {
		fmt.Println(r.Says)
	}
	s := a.Results[0].Spread
	fmt.Printf("%s scores %s to %s\n", a.Results[0].OrgUnit, s.Lowest.Decimal.Round(1), s.Highest.Decimal.Round(1))
	// Output:
	// 6 are always among the best ten, 9 sometimes
	// branch-289 has rank 1 in 71.4 % of the draws; its ranks are 1 to 3
	// branch-113 has rank 2 in 69.7 % of the draws; its ranks are 1 to 3
	// branch-071 has rank 3 in 58.6 % of the draws; its ranks are 3 to 4
	// branch-289 scores 91.2 to 93
}

// The four best of three hundred: which weight would turn their order?
func ExampleReversals_threeHundred() {
	best := houses()
	slices.SortStableFunc(best, func(a, b *bsc.Result) int { return b.Score().Compare(a.Score()) })
	pairs, err := sensitivity.Reversals(best[:4], bsc.Ref{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range pairs {
		fmt.Println(p.Says)
	}
	// Output:
	// if People weighed 22.13 % or more instead of 20 %, branch-113 would be ahead of branch-289
	// if Customer weighed 47.3 % or more instead of 35 %, branch-071 would be ahead of branch-113
	// if Finance weighed 15.94 % or more instead of 15 %, branch-250 would be ahead of branch-071
}
