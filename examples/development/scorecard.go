package main

import "github.com/go-bsc/bsc"

// The three dimensions are the scorecard's perspectives.
const (
	health    = "health"
	education = "education"
	income    = "income"
)

// definition describes the index. Scores lie between 0 and 1. Every target is a pair of goalposts: the
// baseline scores 0, the value 1, and nothing scores less or more.
func definition() *bsc.Definition {
	return &bsc.Definition{
		ID: "hdi", Name: "Human Development Index",
		Scale: bsc.Scale{Min: "0", Met: "1"},
		Ratings: []bsc.RatingLevel{
			{ID: "low", Name: "Low"},
			{ID: "medium", Name: "Medium"},
			{ID: "high", Name: "High"},
			{ID: "very_high", Name: "Very High"},
		},
		Defaults: bsc.Defaults{
			Threshold: bsc.Policy{Name: "none"}, // only the index has a group
			// A country that lacks an indicator has no index: nothing replaces it.
			Missing: bsc.Missing{Rule: bsc.MissingRequire},
		},
		// The index is rounded as it is published, and the rounded number is rated.
		Aggregator: bsc.Policy{Name: "geometric"},
		Threshold:  groups(),
		Round:      &bsc.Rounding{Places: 3},
		Perspectives: []bsc.Perspective{
			perspective(health, "A long and healthy life",
				indicator("le", "Life expectancy at birth", "years", "20", "85")),
			perspective(education, "Knowledge", // the plain mean of the two
				indicator("eys", "Expected years of schooling", "years", "0", "18"),
				indicator("mys", "Mean years of schooling", "years", "0", "15")),
			perspective(income, "A decent standard of living", incomeIndicator()),
		},
	}
}

// groups are the publisher's four groups, as bands of the index.
func groups() bsc.Policy {
	type band struct {
		Rating bsc.Rating `json:"rating"`
		From   bsc.Number `json:"from,omitempty"`
	}
	return bsc.NewPolicy("bands", map[string][]band{"bands": {
		{Rating: "low"}, {"medium", "0.550"}, {"high", "0.700"}, {"very_high", "0.800"},
	}})
}

// perspective is a dimension with one objective.
func perspective(id, name string, indicators ...bsc.KPI) bsc.Perspective {
	return bsc.Perspective{ID: id, Name: name, Objectives: []bsc.Objective{{ID: id, Name: name, KPIs: indicators}}}
}

// indicator is a KPI between two goalposts on a straight line: linear, the default scorer.
func indicator(id, name, unit string, low, high bsc.Number) bsc.KPI {
	return bsc.KPI{ID: id, Name: name, Unit: unit, Targets: []bsc.Target{{Baseline: low, Value: high}}}
}

// incomeIndicator is scored on a logarithmic line: the higher the income, the less a dollar adds.
func incomeIndicator() bsc.KPI {
	kpi := indicator("gnipc", "Gross national income per head", "2017 PPP $", "100", "75000")
	kpi.Scorer = bsc.Policy{Name: "log"}
	return kpi
}
