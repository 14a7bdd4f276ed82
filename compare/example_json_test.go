package compare_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/compare"
	"github.com/go-bsc/bsc/period"
)

func ExampleRanking_MarshalJSON() {
	margin := bsc.KPI{ID: "margin", Name: "Margin", Unit: "%", Targets: []bsc.Target{{Baseline: "2", Value: "10"}}}
	card := bsc.MustCompile(&bsc.Definition{ID: "cafe", Perspectives: []bsc.Perspective{{
		ID: "financial", Objectives: []bsc.Objective{{ID: "profit", KPIs: []bsc.KPI{margin}}},
	}}}, nil)
	var results []*bsc.Result
	for _, cafe := range []struct {
		unit     string
		readings bsc.Actuals
	}{{"harbour", bsc.Actuals{"margin": dec("9")}}, {"station", bsc.Actuals{}}} {
		result, _ := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), OrgUnit: cafe.unit, Readings: cafe.readings})
		results = append(results, result)
	}
	text, _ := json.MarshalIndent(compare.OrgUnits(bsc.KPIRef("margin"), results, 1), "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "of": "kpi:margin",
	//   "rows": [
	//     {
	//       "unit": "harbour",
	//       "ref": "kpi:margin",
	//       "name": "Margin",
	//       "score": 87.5,
	//       "rating": "amber",
	//       "shown": "87.5",
	//       "rank": 1,
	//       "gap": 0,
	//       "quartile": 1,
	//       "percentile": 50,
	//       "unique": 0
	//     },
	//     {
	//       "unit": "station",
	//       "ref": "kpi:margin",
	//       "name": "Margin",
	//       "score": null,
	//       "shown": "no score",
	//       "unique": 0
	//     }
	//   ],
	//   "spread": {
	//     "scored": 1,
	//     "missing": 1,
	//     "lowest": 87.5,
	//     "highest": 87.5,
	//     "lower": 87.5,
	//     "median": 87.5,
	//     "upper": 87.5,
	//     "mean": 87.5
	//   },
	//   "warnings": []
	// }
}
