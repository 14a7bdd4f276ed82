package cascade_test

import (
	"fmt"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A company is live: a sale of a shop is there for its region and for the company at once, and the region's manager
// hears of it.
func ExampleBoard() {
	sales := bsc.KPIRef("sales")
	card := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "customer", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{
		{ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "100"}}},
	}}}}}}
	up := []cascade.Contribution{{Mode: cascade.Additive, From: sales, To: sales}}
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "company", Definition: card},
		{ID: "north", Parent: "company", Definition: card, Contributes: up},
		{ID: "south", Parent: "company", Definition: card, Contributes: up},
		{ID: "harbour", Parent: "north", Definition: card, Contributes: up},
		{ID: "station", Parent: "north", Definition: card, Contributes: up},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	june := period.Month(2026, 6)
	report := func(unit string, value int64) bsc.Fact {
		return bsc.Fact{OrgUnit: unit, Ref: sales, Period: june, Reading: bsc.Reading{Value: decimal.NewFromInt(value)}}
	}
	readings := new(bsc.Readings)
	board, err := org.Board(bsc.Input{Period: june, Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	cancel := board.Subscribe("north", func(_ *cascade.Board, n cascade.Notice) {
		var units []string
		for _, c := range n.Changes {
			units = append(units, c.OrgUnit)
		}
		fmt.Println("changed:", strings.Join(units, ", "))
	})
	defer cancel()
	for _, f := range []bsc.Fact{report("harbour", 30), report("south", 50), report("station", 40)} {
		if err := board.Add(f); err != nil {
			fmt.Println(err)
		}
	}
	company, south := board.Result().Of("company"), board.Result().Of("south")
	fmt.Println("company", company.Score(), "south", south.Score(), "of", len(readings.Facts()), "facts")
	fmt.Println(board.Add(report("company", 500)))
	// Output:
	// changed: harbour
	// changed: north, station
	// company 100 south 50 of 3 facts
	// bsc: /0 kpi:sales: a reading of kpi:sales, which has its readings from other org units; record it there, as kpi:sales of north
}
