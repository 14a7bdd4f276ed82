package catalog_test

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/period"
)

// A KPI is chosen by its question, added with the series it needs, and given a target.
func Example() {
	for _, t := range catalog.Find(catalog.Query{Department: "hr", Text: "leave"}) {
		fmt.Printf("%s: %s\n", t.ID, t.Question)
	}

	def := &bsc.Definition{ID: "works", Perspectives: catalog.ClassicPerspectives()}
	def.Perspectives[0].Objectives = []bsc.Objective{{ID: "keep-people"}}
	t, _ := catalog.Lookup("resignations")
	if err := t.AddTo(def, "keep-people"); err != nil {
		fmt.Println(err)
		return
	}
	def.Perspectives[0].Objectives[0].KPIs[0].Targets = []bsc.Target{{Baseline: "5", Value: "2"}}

	card, err := bsc.Compile(def, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader(`kpi,period,value
series:resigned,2026-07,4
series:resigned,2026-08,1
series:resigned,2026-09,1
series:headcount,2026-07,198
series:headcount,2026-08,200
series:headcount,2026-09,202
`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	outcome, _ := result.Of(bsc.KPIRef("resignations"))
	fmt.Printf("%s %s, but note: %s\n", outcome.Actual.Decimal.StringFixed(2), t.Unit, t.Pitfalls[0])
	// Output:
	// early-leavers: Do we choose well, and keep our word to those we choose?
	// resignations: How many people choose to leave us?
	// time-to-fill: How long do our teams wait for new colleagues?
	// 3.00 %, but note: A quarter's rate is about three times a month's: compare like with like.
}
