package bsc_test

import (
	"fmt"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// appraisal is a person's scorecard on a scale from 1 to 5. Judgements count, but those of people on themselves. Where
// people judge by the quarter, and only there, those of a year are means of its quarters.
func appraisal() *bsc.Definition {
	bands := []bsc.BandArgs{{Rating: "below"}, {Rating: "meets", From: bsc.BandLimit{Value: "2.5"}}, {Rating: "exceeds", From: bsc.BandLimit{Value: "4"}}}
	return &bsc.Definition{
		ID:      "appraisal",
		Scale:   bsc.Scale{Min: "1", Met: "4", Cap: "5"},
		Ratings: []bsc.RatingLevel{{ID: "below"}, {ID: "meets"}, {ID: "exceeds"}},
		Roles:   []string{"manager", "calibration"}, Advisory: []string{"self"},
		Defaults: bsc.Defaults{
			Threshold: bsc.NewPolicy("bands", bsc.BandsArgs{Bands: bands}), Assessments: bsc.AssessmentsCount,
		},
		Perspectives: []bsc.Perspective{{
			ID: "work", Defaults: bsc.Defaults{AssessmentRollup: bsc.RollupMean},
			Objectives: []bsc.Objective{{ID: "deliver", KPIs: []bsc.KPI{{
				ID: "releases", Frequency: period.Quarterly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "3"}},
			}}}},
		}},
	}
}

// An appraisal has the judgements of several people. The last role that has spoken counts: the calibration in the third
// quarter, and the manager in the others. The year is made of what counted in each.
func ExampleDefinition_roles() {
	deliver := bsc.ObjectiveRef("deliver")
	readings := new(bsc.Readings)
	var judged []bsc.Assessment
	for i, said := range []struct {
		releases      int64
		self, manager bsc.Number
	}{{3, "4.5", "3.5"}, {2, "4", "2"}, {3, "4", "3.5"}, {2, "4", "3"}} {
		quarter := period.Quarter(2026, i+1)
		if err := readings.Add(bsc.Fact{Ref: bsc.KPIRef("releases"), Period: quarter, Reading: bsc.Reading{Value: decimal.NewFromInt(said.releases)}}); err != nil {
			fmt.Println(err)
			return
		}
		judged = append(judged,
			bsc.Assessment{Ref: deliver, Period: quarter, Role: "self", Score: said.self, Author: "Ana"},
			bsc.Assessment{Ref: deliver, Period: quarter, Role: "manager", Score: said.manager, Author: "Max"},
		)
	}
	judged = append(judged, bsc.Assessment{
		Ref: deliver, Period: period.Quarter(2026, 3), Role: "calibration", Score: "2.5", Author: "board", Reason: "beside their peers",
	})
	card := bsc.MustCompile(appraisal(), nil)
	for _, asked := range []period.Period{period.Quarter(2026, 1), period.Quarter(2026, 2), period.Quarter(2026, 3), period.Quarter(2026, 4), period.Year(2026)} {
		result, err := card.Evaluate(bsc.Input{Period: asked, Readings: readings, Assessments: judged})
		if err != nil {
			fmt.Println(err)
			return
		}
		o, _ := result.Of(deliver)
		fmt.Println(asked, "computed", o.Score, o.Rating, "| final", o.FinalScore, o.FinalRating, "| total", result.Score(), result.Total().Flags)
		if asked == period.Year(2026) {
			for _, a := range o.Assessments {
				fmt.Println(" ", a.Role, a.Score, a.Reason)
			}
		}
	}
	// Output:
	// 2026-Q1 computed 4 exceeds | final 3.5 meets | total 3.5 judged
	// 2026-Q2 computed 3 meets | final 2 below | total 2 judged
	// 2026-Q3 computed 4 exceeds | final 2.5 meets | total 2.5 judged
	// 2026-Q4 computed 3 meets | final 3 meets | total 3 judged
	// 2026 computed 3.5 meets | final 2.75 meets | total 2.75 judged
	//   manager 3 mean of 2026-Q1, 2026-Q2, 2026-Q3 and 2026-Q4
	//   calibration 2.75 mean of 2026-Q1 (manager), 2026-Q2 (manager), 2026-Q3 (calibration) and 2026-Q4 (manager)
	//   self 4.125 mean of 2026-Q1, 2026-Q2, 2026-Q3 and 2026-Q4
}

// A competency is judged by people beside a goal that is computed. Until somebody has judged it, the goal carries its
// weight, and coverage says how much of the appraisal there is.
func Example_judged() {
	def := &bsc.Definition{
		ID: "appraisal", Scale: bsc.Scale{Min: "1", Met: "4", Cap: "5"}, Roles: []string{"self", "manager"},
		Perspectives: []bsc.Perspective{{ID: "year", Objectives: []bsc.Objective{
			{ID: "goals", Weight: "70", KPIs: []bsc.KPI{{ID: "sales", Targets: []bsc.Target{{Value: "300"}}}}},
			{ID: "competencies", Weight: "30", KPIs: []bsc.KPI{{ID: "teamwork", Scorer: bsc.Policy{Name: "judged"}}}},
		}}},
	}
	card := bsc.MustCompile(def, nil)
	in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"sales": decimal.NewFromInt(250)}}
	for _, said := range [][]bsc.Assessment{nil, {{Ref: bsc.KPIRef("teamwork"), Role: "manager", Score: "4.5", Author: "Max", Reason: "helps the new ones"}}} {
		in.Assessments = said
		result, err := card.Evaluate(in)
		if err != nil {
			fmt.Println(err)
			return
		}
		total := result.Total()
		fmt.Println("score", total.Score, "of", total.Low, "to", total.High, "| coverage", total.Coverage, "|", total.Flags)
		x, err := result.Explain(bsc.KPIRef("teamwork"))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Print(x)
	}
	// Output:
	// score 3.5 of 2.75 to 3.95 | coverage 0.7 | partial
	// kpi:teamwork: no score, nobody has judged it yet
	// score 3.8 of 3.8 to 3.8 | coverage 1 | judged
	// kpi:teamwork: 4.5 green
	//   judged: the score given by Max as manager = 4.5
	//   rating green: 3.7 <= score
	//   assessed 4.5 by Max as manager: helps the new ones
	//   final rating green
}
