package bsc_test

import (
	"fmt"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// Before a new version of a scorecard takes over, the board sees what it changes.
func ExampleDiff() {
	version := func(sales ...bsc.Target) *bsc.Definition {
		return &bsc.Definition{ID: "acme", Perspectives: []bsc.Perspective{{
			ID: "financial", Objectives: []bsc.Objective{{
				ID: "grow", Name: "Grow", KPIs: []bsc.KPI{{ID: "sales", Name: "Sales", Targets: sales}},
			}},
		}}}
	}
	plan := bsc.Target{Period: period.Year(2026), Value: "1200"}
	revised := bsc.Target{Period: period.Year(2026), Value: "1300", RecordedAt: time.Date(2026, 7, 3, 9, 0, 0, 0, time.UTC)}
	before, after := version(plan), version(plan, revised)
	grow := &after.Perspectives[0].Objectives[0]
	grow.KPIs[0].Weight = "2"
	grow.KPIs[0].Scorer = bsc.NewPolicy("range", map[string]any{"within": 10, "zero_at": "10%"})
	grow.KPIs = append(grow.KPIs, bsc.KPI{ID: "margin", Name: "Margin"})

	changes := bsc.Diff(before, after)
	fmt.Print(changes)
	for _, c := range changes {
		if c.Kind == bsc.ChangeRetargeted {
			fmt.Println(c.Ref, c.Period, "|", c.Before, "|", c.After)
		}
	}
	// Output:
	// kpi:sales "Sales": weight from unset to 2
	// kpi:sales "Sales": scorer from unset to {"args":{"within":10,"zero_at":"10%"},"name":"range"}
	// kpi:sales "Sales": target for 2026 from 1200 to 1300, recorded 2026-07-03T09:00:00Z
	// kpi:margin "Margin": added to objective:grow
	// kpi:sales 2026 | 1200 | 1300, recorded 2026-07-03T09:00:00Z
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
