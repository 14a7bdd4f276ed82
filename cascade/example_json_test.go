package cascade_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// Ann's sales add up to the team's. What the team's card shows, report.Of(result.Of("team")) writes.
func ExampleResult_MarshalJSON() {
	kpi := bsc.KPIRef("sales")
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "team", Name: "Team", Definition: sales(bsc.KPI{Name: "Sales", Targets: []bsc.Target{{Value: "12"}}})},
		{ID: "ann", Name: "Ann", Parent: "team", Definition: sales(bsc.KPI{Name: "Sales", Targets: []bsc.Target{{Value: "10"}}}), Contributes: []cascade.Contribution{
			{Mode: cascade.Additive, From: kpi, To: kpi},
		}},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	asked, readings := period.Month(2026, 1), new(bsc.Readings)
	_ = readings.Add(bsc.Fact{OrgUnit: "ann", Ref: kpi, Period: asked, Reading: bsc.Reading{Value: n("9")}})
	result, err := org.Evaluate(bsc.Input{Period: asked, Readings: readings})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := json.MarshalIndent(result, "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "units": [
	//     {
	//       "unit": "team",
	//       "name": "Team",
	//       "score": 75,
	//       "rating": "amber",
	//       "contributors": [
	//         {
	//           "unit": "ann",
	//           "from": "kpi:sales",
	//           "to": "kpi:sales",
	//           "mode": "additive",
	//           "name": "Sales",
	//           "score": 90,
	//           "rating": "green",
	//           "value": 9
	//         }
	//       ]
	//     },
	//     {
	//       "unit": "ann",
	//       "name": "Ann",
	//       "parent": "team",
	//       "score": 90,
	//       "rating": "green",
	//       "contributors": []
	//     }
	//   ],
	//   "shares": [
	//     {
	//       "unit": "ann",
	//       "kpi": "kpi:sales",
	//       "share": 1
	//     }
	//   ],
	//   "target_gaps": [
	//     {
	//       "unit": "team",
	//       "kpi": "kpi:sales",
	//       "target": 12,
	//       "sum": 10,
	//       "rule": "standing",
	//       "periods": [
	//         "2026-01"
	//       ],
	//       "of": [
	//         {
	//           "unit": "ann",
	//           "ref": "kpi:sales",
	//           "target": 10,
	//           "rule": "standing",
	//           "periods": [
	//             "2026-01"
	//           ]
	//         }
	//       ]
	//     }
	//   ]
	// }
}
