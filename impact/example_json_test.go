package impact_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/period"
)

func ExampleEarlyWarning_MarshalJSON() {
	result, _ := bsc.MustCompile(airline(), nil).Evaluate(bsc.Input{
		Period: period.Quarter(2026, 3), Readings: bsc.Actuals{"crew": dec("48"), "turnaround": dec("91"), "profit": dec("97")},
	})
	text, _ := json.MarshalIndent(impact.EarlyWarnings(result, 1), "", "  ")
	fmt.Println(string(text))
	// Output:
	// [
	//   {
	//     "ref": "objective:crew",
	//     "name": "Ground crew trained and aligned",
	//     "score": 48,
	//     "rating": "red",
	//     "period": "2026-Q3",
	//     "worst": true,
	//     "outcomes": [
	//       {
	//         "ref": "objective:profit",
	//         "lag": 3,
	//         "due": "2027-Q2",
	//         "polarity": "direct"
	//       }
	//     ],
	//     "points": 17.3333333333
	//   }
	// ]
}
