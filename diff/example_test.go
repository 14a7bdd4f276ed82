package diff_test

import (
	"fmt"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/period"
)

// Before a new version of a scorecard takes over, the board sees what it changes.
func ExampleDefinitions() {
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

	changes := diff.Definitions(before, after)
	fmt.Print(changes)
	for _, c := range changes {
		if c.Kind == diff.Retargeted {
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
