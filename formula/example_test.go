package formula_test

import (
	"fmt"
	"log"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/formula"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A team of players writes its own measure into the definition.
func Example() {
	registry := new(bsc.Registry)
	if err := formula.Register(registry); err != nil {
		log.Fatal(err)
	}
	options := &bsc.Options{Registry: registry}
	def, err := bsc.ParseDefinition([]byte(`{
		"id": "club", "perspectives": [{"id": "sport", "objectives": [{"id": "win", "kpis": [{
			"id": "points", "targets": [{"value": 60}],
			"calculator": {"name": "bsc/formula@1", "args": {"expr": "(won + 0.5 * drawn) / played * 100"}},
			"scorer": {"name": "bsc/formula@1", "args": {"expr": "min(actual / target, 1.2) * scale_met"}},
			"threshold": {"name": "bsc/formula@1", "args": {"expr": "score >= 100 ? 'green' : actual > 50 ? 'amber' : 'red'"}}
		}]}]}], "series": [{"id": "won"}, {"id": "drawn"}, {"id": "played"}]
	}`), options)
	if err != nil {
		log.Fatal(err)
	}
	card, err := bsc.Compile(def, options)
	if err != nil {
		log.Fatal(err)
	}
	result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{
		"won": decimal.NewFromInt(17), "drawn": decimal.NewFromInt(6), "played": decimal.NewFromInt(34),
	}})
	if err != nil {
		log.Fatal(err)
	}
	points, _ := result.Of(bsc.KPIRef("points"))
	fmt.Println(points.Actual.Decimal.Round(2), points.Score, points.Rating)
	// Output: 58.82 98.0392156863 amber
}

// Compile says where a formula is wrong.
func ExamplePolicy() {
	registry := new(bsc.Registry)
	if err := formula.Register(registry); err != nil {
		log.Fatal(err)
	}
	def := &bsc.Definition{ID: "club", Perspectives: []bsc.Perspective{{ID: "sport", Objectives: []bsc.Objective{{
		ID: "win", KPIs: []bsc.KPI{{ID: "points", Scorer: formula.Policy("actual / taget * scale_met")}},
	}}}}}
	_, err := bsc.Compile(def, &bsc.Options{Registry: registry})
	fmt.Println(err)
	// Output:
	// bsc: /perspectives/0/objectives/0/kpis/0/scorer: there is no KPI or series "taget"
}
