package sensitivity_test

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/sensitivity"
)

func ExampleFlip_MarshalJSON() {
	s, _ := sensitivity.Flips(unit(sales(), "north", 80, 60, 82, 74), bsc.Ref{})
	text, _ := json.MarshalIndent(s.Flips[0], "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "ref": "perspective:growth",
	//   "name": "Growth",
	//   "parent": "scorecard:sales",
	//   "weight": 30,
	//   "share": 0.3,
	//   "lighter": {
	//     "weight": 22,
	//     "share": 0.2391304348,
	//     "multiplier": 0.7333333333,
	//     "rating": "green",
	//     "exact": true
	//   },
	//   "says": {
	//     "code": "lighter_turns_rating",
	//     "node": "Growth",
	//     "share": 23.91,
	//     "was": 30,
	//     "of": "Sales",
	//     "rating": {
	//       "code": "rating.green"
	//     },
	//     "text": "if Growth weighed 23.91 % or less instead of 30 %, Sales would be green"
	//   }
	// }
}

func ExampleAccepted_MarshalJSON() {
	card := sales()
	a, _ := sensitivity.Ranks(context.Background(), []*bsc.Result{
		unit(card, "north", 80, 60, 82, 74), unit(card, "south", 70, 75, 75, 70),
	}, bsc.Ref{}, sensitivity.Options{Draws: 1000, Seed: 1, Intervals: sensitivity.Intervals{Within: "30"}, Quantiles: []bsc.Number{"50"}})
	text, _ := json.MarshalIndent(a.Results[0], "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "unit": "north",
	//   "period": "2026-Q1",
	//   "score": 73.8,
	//   "rating": "amber",
	//   "rank": 1,
	//   "ranks": [
	//     {
	//       "rank": 1,
	//       "share": 0.692
	//     },
	//     {
	//       "rank": 2,
	//       "share": 0.308
	//     }
	//   ],
	//   "mean_rank": 1.308,
	//   "ratings": [
	//     {
	//       "rating": "red",
	//       "share": 0
	//     },
	//     {
	//       "rating": "amber",
	//       "share": 0.9
	//     },
	//     {
	//       "rating": "green",
	//       "share": 0.1
	//     },
	//     {
	//       "rating": "",
	//       "share": 0
	//     }
	//   ],
	//   "spread": {
	//     "scored": 1000,
	//     "lowest": 71.3849449374,
	//     "highest": 75.8967684902,
	//     "mean": 73.7743748524,
	//     "quantiles": [
	//       {
	//         "percent": 50,
	//         "score": 73.8010722822
	//       }
	//     ]
	//   },
	//   "says": {
	//     "code": "rank_mostly",
	//     "unit": "north",
	//     "rank": 1,
	//     "share": 69.2,
	//     "best": 1,
	//     "worst": 2,
	//     "text": "north has rank 1 in 69.2 % of the draws; its ranks are 1 to 2"
	//   }
	// }
}
