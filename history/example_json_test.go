package history_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// What a front end needs for a chart of one KPI: the whole Trend has such points for every node.
func ExampleTrend_MarshalJSON() {
	sales, readings := bsc.KPIRef("sales"), new(bsc.Readings)
	card := bsc.MustCompile(&bsc.Definition{ID: "shop", Perspectives: []bsc.Perspective{{ID: "financial", Objectives: []bsc.Objective{{
		ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Name: "Sales", Targets: []bsc.Target{{Value: "10"}}}},
	}}}}}, nil)
	for month, value := range map[int]int64{1: 8, 2: 9} {
		_ = readings.Add(bsc.Fact{Ref: sales, Period: period.Month(2026, month), Reading: bsc.Reading{Value: decimal.NewFromInt(value)}})
	}
	trend, err := history.NewTrend(card, period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 3), Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := json.Marshal(trend)
	if err != nil {
		fmt.Println(err)
		return
	}
	var shown struct {
		Periods json.RawMessage
		Nodes   []struct {
			Ref, Name string
			Points    []json.RawMessage
		}
	}
	if err := json.Unmarshal(text, &shown); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(shown.Periods), len(shown.Nodes), "nodes")
	kpi := shown.Nodes[3]
	fmt.Println(kpi.Ref, kpi.Name)
	for _, p := range kpi.Points {
		fmt.Println(string(p))
	}
	// Output:
	// ["2026-01","2026-02","2026-03"] 4 nodes
	// kpi:sales Sales
	// {"ref":"kpi:sales","name":"Sales","score":80,"rating":"amber","actual":8,"period":"2026-01","in_rating":1}
	// {"ref":"kpi:sales","name":"Sales","score":90,"rating":"green","actual":9,"period":"2026-02","change":10,"movement":"rising","final_change":10,"actual_change":1,"actual_movement":"rising","streak":1,"in_rating":1}
	// {"ref":"kpi:sales","name":"Sales","score":null,"flags":["no_data"],"period":"2026-03"}
}
