package goalseek_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// airline has an objective of two KPIs.
func airline() *bsc.Result {
	card := bsc.MustCompile(&bsc.Definition{ID: "airline", Perspectives: []bsc.Perspective{{
		ID: "customer", Objectives: []bsc.Objective{{ID: "serve", KPIs: []bsc.KPI{
			{ID: "punctual", Name: "Punctual flights", Unit: "%", Weight: "2", Targets: []bsc.Target{{Baseline: "70", Value: "95"}}},
			{ID: "friendly", Name: "Friendly crews", Weight: "1", Targets: []bsc.Target{{Baseline: "3", Value: "5"}}},
		}}},
	}}}, nil)
	result, _ := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: bsc.Actuals{"punctual": n("87"), "friendly": n("4")}})
	return result
}

// What would bring the total to green?
func Example() {
	steps := map[bsc.Ref]goalseek.Bounds{
		bsc.KPIRef("punctual"): {Step: n("0.1"), High: decimal.NewNullDecimal(n("100"))},
		bsc.KPIRef("friendly"): {Step: n("0.1"), High: decimal.NewNullDecimal(n("5"))},
	}
	goal := goalseek.Goal{Result: airline(), Rating: bsc.RatingGreen, Bounds: steps}
	answers, err := goalseek.Each(goal)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range answers {
		fmt.Println(a)
	}
	together, _ := goalseek.Together(goal)
	fmt.Println("together:", together)
	costs := map[bsc.Ref]decimal.Decimal{bsc.KPIRef("punctual"): n("10"), bsc.KPIRef("friendly"): n("100")}
	cheapest, _ := goalseek.Cheapest(goal, costs)
	fmt.Println("cheapest:", cheapest)
	fmt.Println("costs", cheapest.Cost.Decimal, cheapest.Optimal)
	// Output:
	// Punctual flights: scorecard:airline does not reach 90; from 87 to 95 % it comes to 83.33 at most
	// Friendly crews: scorecard:airline does not reach 90; from 4 to 5 it comes to 78.67 at most
	// together: Punctual flights from 87 to 92.7 % and Friendly crews from 4 to 4.8: then scorecard:airline has 90.53
	// cheapest: Punctual flights from 87 to 95 % and Friendly crews from 4 to 4.4: then scorecard:airline has 90
	// costs 120 true
}

// What may be lost: the goal is reached, and the answer is the worst actual that still reaches it.
func ExampleAlone() {
	a, err := goalseek.Alone(goalseek.Goal{Result: airline(), Rating: bsc.RatingAmber}, bsc.KPIRef("punctual"))
	fmt.Println(a, err)
	// Output:
	// Punctual flights: from 87 to 86.25 %, then scorecard:airline has 60 <nil>
}

// Six months have brought 520 of 1200. What must each of the others bring?
func ExampleRemaining() {
	def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "financial", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{{
		ID: "sales", Name: "Sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Period: period.Year(2026), Value: "1200"}},
	}}}}}}}
	readings := new(bsc.Readings)
	for i, v := range []int64{80, 90, 85, 85, 90, 90} {
		_ = readings.Add(bsc.Fact{Ref: bsc.KPIRef("sales"), Period: period.Month(2026, i+1), Reading: bsc.Reading{Value: decimal.New(v, 0)}})
	}
	goal := goalseek.Goal{Score: n("100"), Bounds: map[bsc.Ref]goalseek.Bounds{bsc.KPIRef("sales"): {Step: n("0.1")}}}
	rest, err := goalseek.Remaining(bsc.MustCompile(def, nil), bsc.Input{Period: period.Year(2026), Readings: readings}, goal, bsc.KPIRef("sales"))
	fmt.Println(rest, err)
	// Output:
	// Sales needs 113.4 in 2026-07, 113.4 in 2026-08, 113.3 in 2026-09, 113.3 in 2026-10, 113.3 in 2026-11 and 113.3 in 2026-12, then scorecard:card has 100 <nil>
}

// What must a function's argument be? Here a score falls with the number of complaints.
func ExampleSeek() {
	score := func(complaints decimal.Decimal) (bsc.Score, error) {
		return bsc.NewScore(n("100").Sub(complaints.Mul(n("1.5"))))
	}
	found, err := goalseek.Seek(score, n("80"), goalseek.Way{From: n("1000"), To: n("0"), Step: n("1")})
	fmt.Println(found.Value, found.Score, found.Reached, err)
	// Output:
	// 13 80.5 true <nil>
}

func ExampleAnswer_MarshalJSON() {
	a, _ := goalseek.Alone(goalseek.Goal{Result: airline(), Rating: bsc.RatingGreen}, bsc.KPIRef("punctual"))
	text, _ := json.MarshalIndent(a, "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "ref": "kpi:punctual",
	//   "name": "Punctual flights",
	//   "unit": "%",
	//   "actual": 87,
	//   "score": 68,
	//   "needed": 95,
	//   "needed_score": 100,
	//   "node": "scorecard:airline",
	//   "goal": 90,
	//   "node_score": 62,
	//   "then": 83.3333333333,
	//   "reached": false,
	//   "reason": {
	//     "code": "seek_most",
	//     "node": "scorecard:airline",
	//     "then": 83.33,
	//     "text": "scorecard:airline comes to 83.33 at most, with its best score"
	//   }
	// }
}
