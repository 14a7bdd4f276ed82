package bsc_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// Once a month somebody asks whether the KPIs still measure what they should.
func ExampleScorecard_Reviews() {
	card := bsc.MustCompile(&bsc.Definition{ID: "acme", Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{
			ID: "grow", KPIs: []bsc.KPI{
				{ID: "sales", Name: "Sales", Owner: "Ann", Review: period.Quarter(2026, 4)},
				{ID: "margin", Name: "Margin", Owner: "Bob", Review: period.Month(2026, 6)},
				{ID: "cash", Name: "Cash"},
			},
		}},
	}}}, nil)
	reviews, err := card.Reviews(period.Day(2026, 7, 15))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range reviews {
		fmt.Println(r.Name, r.Owner, r.Due, r.Overdue, r.Days)
	}
	// Output:
	// Margin Bob 2026-06 true 15
	// Sales Ann 2026-Q4 false 0
}

// tilted is a scorecard that has four perspectives and leans on one.
func tilted() *bsc.Definition {
	perspective := func(id string, weight bsc.Number, timing bsc.Timing) bsc.Perspective {
		kpi := bsc.KPI{ID: id, Timing: timing, Scorer: bsc.Policy{Name: "stated"}}
		return bsc.Perspective{ID: id, Weight: weight, Objectives: []bsc.Objective{{ID: id, KPIs: []bsc.KPI{kpi}}}}
	}
	return &bsc.Definition{ID: "tilted", Perspectives: []bsc.Perspective{
		perspective("learning", "1", bsc.Lead),
		perspective("process", "1", bsc.Lead),
		perspective("customer", "2", ""),
		perspective("financial", "6", bsc.Lag),
	}}
}

func ExampleScorecard_Balance() {
	b := bsc.MustCompile(tilted(), nil).Balance()
	for _, p := range b.Perspectives {
		fmt.Println(p.Ref, bsc.NumberOf(p.Share))
	}
	fmt.Println("evenness", bsc.NumberOf(b.Evenness.Decimal))
	fmt.Println("as many as", bsc.NumberOf(b.Effective), "perspectives of equal weight")
	fmt.Println("lead", bsc.NumberOf(b.Lead), "lag", bsc.NumberOf(b.Lag), "undeclared", bsc.NumberOf(b.Undeclared))
	// Output:
	// perspective:learning 0.1
	// perspective:process 0.1
	// perspective:customer 0.2
	// perspective:financial 0.6
	// evenness 0.7854752972
	// as many as 2.9710040966 perspectives of equal weight
	// lead 0.2 lag 0.6 undeclared 0.2
}

func ExampleResult_Balance() {
	result, err := bsc.MustCompile(tilted(), nil).Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"process": n("40"), "customer": n("55"), "financial": n("95")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	b := result.Balance()
	fmt.Println("score", result.Score().Text(1), "balance", b.Value.Decimal.StringFixed(2))
	fmt.Println("weakest:", b.Weakest)
	fmt.Println("no score:", b.Unscored)
	// Output:
	// score 80.0 balance 0.90
	// weakest: perspective:process
	// no score: [perspective:learning]
}
