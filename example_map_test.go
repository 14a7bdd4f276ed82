package bsc_test

import (
	"encoding/json"
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// airline is a strategy map: trained crews turn planes round fast; fewer planes fly more people, on time and cheaply.
func airline() *bsc.Definition {
	objective := func(id, name string) bsc.Objective {
		return bsc.Objective{ID: id, Name: name, KPIs: []bsc.KPI{{ID: id, Scorer: bsc.Policy{Name: "stated"}}}}
	}
	link := func(from, to string, strength bsc.Strength, lag int) bsc.Link {
		return bsc.Link{From: bsc.ObjectiveRef(from), To: bsc.ObjectiveRef(to), Strength: strength, Delay: lag}
	}
	return &bsc.Definition{
		ID: "airline", Frequency: period.Quarterly,
		Perspectives: []bsc.Perspective{
			{ID: "learning", Objectives: []bsc.Objective{objective("crew", "Ground crew trained and aligned")}},
			{ID: "process", Objectives: []bsc.Objective{objective("turnaround", "Fast ground turnaround")}},
			{ID: "customer", Objectives: []bsc.Objective{objective("on-time", "On-time flights"), objective("prices", "Lowest prices")}},
			{ID: "financial", Objectives: []bsc.Objective{objective("customers", "More customers"), objective("planes", "Fewer planes"), objective("profit", "Profitability")}},
		},
		Links: []bsc.Link{
			link("crew", "turnaround", bsc.StrengthStrong, 1), link("turnaround", "on-time", bsc.StrengthStrong, 0), link("turnaround", "prices", bsc.StrengthWeak, 2),
			link("on-time", "customers", bsc.StrengthModerate, 1), link("prices", "customers", bsc.StrengthStrong, 1), link("turnaround", "planes", bsc.StrengthModerate, 2),
			link("customers", "profit", bsc.StrengthStrong, 1), link("planes", "profit", bsc.StrengthModerate, 1),
		},
	}
}

func ExampleStrategyMap() {
	m := bsc.MustCompile(airline(), nil).Map()
	fmt.Println("drivers: ", m.Drivers())
	fmt.Println("outcomes:", m.Outcomes())
	for _, link := range m.Causes(bsc.ObjectiveRef("profit")) {
		fmt.Println(link.From.ID, link.Strength, "after", link.Delay)
	}
	// Output:
	// drivers:  [objective:crew]
	// outcomes: [objective:profit]
	// customers strong after 1
	// planes moderate after 1
}

// A front end draws the map from its JSON.
func ExampleStrategyMap_MarshalJSON() {
	objective := func(id string) bsc.Objective {
		return bsc.Objective{ID: id, KPIs: []bsc.KPI{{ID: id, Scorer: bsc.Policy{Name: "stated"}}}}
	}
	card := bsc.MustCompile(&bsc.Definition{
		ID: "shop", Frequency: period.Monthly,
		Perspectives: []bsc.Perspective{
			{ID: "learning", Objectives: []bsc.Objective{objective("train")}},
			{ID: "customer", Objectives: []bsc.Objective{objective("serve")}},
		},
		Links: []bsc.Link{{From: bsc.ObjectiveRef("train"), To: bsc.ObjectiveRef("serve"), Strength: bsc.StrengthStrong, Delay: 3}},
	}, nil)
	text, _ := json.MarshalIndent(card.Map(), "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "nodes": [
	//     "objective:train",
	//     "objective:serve"
	//   ],
	//   "links": [
	//     {
	//       "from": "objective:train",
	//       "to": "objective:serve",
	//       "kind": "hypothesis",
	//       "strength": 0.75,
	//       "lag": 3
	//     }
	//   ],
	//   "layers": [
	//     {
	//       "perspective": "perspective:learning",
	//       "nodes": [
	//         "objective:train"
	//       ]
	//     },
	//     {
	//       "perspective": "perspective:customer",
	//       "nodes": [
	//         "objective:serve"
	//       ]
	//     }
	//   ],
	//   "order": [
	//     "objective:train",
	//     "objective:serve"
	//   ],
	//   "drivers": [
	//     "objective:train"
	//   ],
	//   "outcomes": [
	//     "objective:serve"
	//   ],
	//   "loops": []
	// }
}
