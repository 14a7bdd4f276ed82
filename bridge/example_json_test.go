package bridge_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
)

func ExampleBridge_MarshalJSON() {
	b, err := bridge.Between(quarter(1, "92", "97", "7"), quarter(2, "92", "97", "7"), &bridge.Options{Node: bsc.KPIRef("growth")})
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := json.MarshalIndent(b, "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "ref": "kpi:growth",
	//   "name": "Growth",
	//   "from": {
	//     "period": "2026-Q1",
	//     "score": 87.5,
	//     "display": "87.5",
	//     "rating": "amber"
	//   },
	//   "to": {
	//     "period": "2026-Q2",
	//     "score": 70,
	//     "display": "70.0",
	//     "rating": "amber"
	//   },
	//   "change": -17.5,
	//   "steps": [
	//     {
	//       "cause": "restated",
	//       "change": 0,
	//       "parts": []
	//     },
	//     {
	//       "cause": "structure",
	//       "change": 0,
	//       "parts": []
	//     },
	//     {
	//       "cause": "weights",
	//       "change": 0,
	//       "parts": []
	//     },
	//     {
	//       "cause": "targets",
	//       "change": -17.5,
	//       "parts": [
	//         {
	//           "ref": "kpi:growth",
	//           "name": "Growth",
	//           "unit": "%",
	//           "change": -17.5,
	//           "from": {
	//             "actual": 7,
	//             "target": 8,
	//             "weight": 1,
	//             "score": 87.5
	//           },
	//           "to": {
	//             "actual": 7,
	//             "target": 10,
	//             "weight": 1,
	//             "score": 70
	//           }
	//         }
	//       ]
	//     },
	//     {
	//       "cause": "performance",
	//       "change": 0,
	//       "parts": []
	//     }
	//   ]
	// }
}
