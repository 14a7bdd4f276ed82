package compare_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/period"
)

// Four cafés on one card. Hill measures its margin against a target of its own.
func ExampleOrgUnits() {
	var results []*bsc.Result
	for _, cafe := range []struct {
		unit, margin string
		target       bsc.Number
	}{{"harbour", "9", "10"}, {"station", "6", "10"}, {"hill", "8", "8"}, {"park", "10", "10"}} {
		margin := bsc.KPI{ID: "margin", Unit: "%", Targets: []bsc.Target{{Baseline: "2", Value: cafe.target}}}
		card := bsc.MustCompile(&bsc.Definition{ID: "cafe", Perspectives: []bsc.Perspective{{
			ID: "financial", Objectives: []bsc.Objective{{ID: "profit", KPIs: []bsc.KPI{margin}}},
		}}}, nil)
		result, err := card.Evaluate(bsc.Input{
			Period: period.Quarter(2026, 3), OrgUnit: cafe.unit, Readings: bsc.Actuals{"margin": dec(cafe.margin)},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		results = append(results, result)
	}
	r := compare.OrgUnits(bsc.KPIRef("margin"), results, 1)
	for _, row := range r.Rows {
		fmt.Println(row.Rank, row.OrgUnit, row.Shown, "gap", row.Gap.Decimal, "quartile", row.Quartile, row.BestPractice)
	}
	fmt.Println("median", r.Spread.Median.Decimal)
	fmt.Print(r.Warnings)
	// Output:
	// 1 hill 100.0 gap 0 quartile 1 false
	// 1 park 100.0 gap 0 quartile 1 true
	// 3 harbour 87.5 gap 12.5 quartile 3 false
	// 4 station 50.0 gap 50 quartile 4 false
	// median 93.75
	// warning: unit:hill: kpi:margin has the target "8", most have "10"
}

// tilted is a scorecard that has four perspectives and leans on one.
func tilted() *bsc.Definition {
	perspective := func(id string, weight bsc.Number, timing bsc.Timing) bsc.Perspective {
		kpi := bsc.KPI{ID: id, Timing: timing, Scorer: bsc.Policy{Name: "stated"}}
		return bsc.Perspective{ID: id, Weight: weight, Objectives: []bsc.Objective{{ID: id, KPIs: []bsc.KPI{kpi}}}}
	}
	return &bsc.Definition{ID: "tilted", Perspectives: []bsc.Perspective{
		perspective("learning", "1", bsc.TimingLead),
		perspective("process", "1", bsc.TimingLead),
		perspective("customer", "2", ""),
		perspective("financial", "6", bsc.TimingLag),
	}}
}

func ExampleWeightBalanceOf() {
	b := compare.WeightBalanceOf(bsc.MustCompile(tilted(), nil))
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

func ExampleScoreBalanceOf() {
	result, err := bsc.MustCompile(tilted(), nil).Evaluate(bsc.Input{
		Period:   period.Quarter(2026, 3),
		Readings: bsc.Actuals{"process": dec("40"), "customer": dec("55"), "financial": dec("95")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	b := compare.ScoreBalanceOf(result)
	fmt.Println("score", result.Score().Text(1), "balance", b.Value.Decimal.StringFixed(2))
	fmt.Println("weakest:", b.Weakest)
	fmt.Println("no score:", b.Unscored)
	// Output:
	// score 80.0 balance 0.90
	// weakest: perspective:process
	// no score: [perspective:learning]
}
