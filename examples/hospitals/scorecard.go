package main

import (
	"strings"

	"github.com/go-bsc/bsc"
)

// scorecardID is the id of the scorecard and of its total.
const scorecardID = "vbp-2024"

// The four domains are the scorecard's perspectives.
const (
	clinical   = "clinical"
	experience = "person_community"
	safety     = "safety"
	efficiency = "efficiency"
)

// The two halves of the experience domain, and the measure that comes as points.
const (
	base        = "base"
	consistency = "consistency"
	infections  = "SSI"
)

// definition describes the scorecard of any hospital. It has no targets: every hospital brings its own.
//
// The scale is the default one from 0 to 100, which is that of the published domain scores and totals. A
// measure's points, 0 to 10, are multiplied by ten.
func definition() *bsc.Definition {
	return &bsc.Definition{
		ID: scorecardID, Name: "Hospital Value-Based Purchasing, fiscal year 2024",
		Defaults: bsc.Defaults{
			Scorer:    bsc.Policy{Name: pointsPolicy},
			Threshold: bsc.Policy{Name: "none"}, // the programme publishes scores, but no traffic lights
		},
		// A quarter of the total each. A domain without a score leaves its weight to the others, in proportion:
		// that is what weighted_mean, the default, does. With fewer than three domains, there is no total.
		Quota: bsc.Quota{MinChildren: 3},
		Perspectives: []bsc.Perspective{
			{
				ID: clinical, Name: "Clinical outcomes", Weight: "25",
				Objectives: []bsc.Objective{{
					ID: "survival", Name: "Patients live and recover",
					KPIs:  kpis("CO"),
					Quota: bsc.Quota{MinChildren: 2},
				}},
			},
			experiencePerspective(),
			{
				ID: safety, Name: "Safety", Weight: "25",
				Objectives: []bsc.Objective{{
					ID: "no-infections", Name: "Nobody falls ill in hospital",
					KPIs:  append(kpis("SA"), infectionsKPI()),
					Quota: bsc.Quota{MinChildren: 2},
				}},
			},
			{
				ID: efficiency, Name: "Efficiency and cost reduction", Weight: "25",
				Objectives: []bsc.Objective{{ID: "cost", Name: "Care at a fair cost", KPIs: kpis("EF")}},
			},
		},
	}
}

// experiencePerspective is what patients say in the HCAHPS survey, in eight dimensions: up to 80 points for
// the dimensions, and up to 20 if none of them is bad. Both are sums, so weighted_sum is the rule: it
// re-weights nothing.
func experiencePerspective() bsc.Perspective {
	dimensions := kpis("PC")
	var steady []bsc.KPI
	for i := range dimensions {
		dimensions[i].Weight = "12.5" // eight of them make 100 percent
		steady = append(steady, consistencyKPI(dimensions[i]))
	}
	sum := bsc.Policy{Name: "weighted_sum"}
	return bsc.Perspective{
		ID: experience, Name: "Person and community engagement", Weight: "25",
		Aggregator: sum,
		Objectives: []bsc.Objective{
			{ID: base, Name: "Patients are content", Weight: "80", KPIs: dimensions, Aggregator: sum},
			{ID: consistency, Name: "And in every respect", Weight: "20", KPIs: steady, Aggregator: bsc.Policy{Name: "min"}},
		},
	}
}

// consistencyKPI scores a dimension once more, from its floor to its threshold instead of from its threshold
// to its benchmark. Its reading is that of the dimension, as the sum of one.
func consistencyKPI(dimension bsc.KPI) bsc.KPI {
	return bsc.KPI{
		ID: consistencyID(dimension.ID), Name: dimension.Name,
		Calculator: bsc.NewPolicy("sum", map[string][]string{"of": {dimension.ID}}),
		Scorer:     bsc.Policy{Name: consistencyPolicy},
	}
}

func consistencyID(dimension string) string { return "consistency-" + dimension }

// infectionsKPI combines the two surgical-site infections HAI-3 and HAI-4. CMS publishes it as points, so its
// score is the line from 0 to the target of 10 points.
func infectionsKPI() bsc.KPI {
	return bsc.KPI{
		ID: infections, Name: "Surgical-site infections, combined", Unit: "points",
		Targets: []bsc.Target{{Value: "10"}},
		Scorer:  bsc.Policy{Name: "linear"},
	}
}

// A measure is a line of the programme's list of measures.
type measure struct {
	id        string
	domain    string // as the files call it
	direction bsc.Direction
	name      string
	weight    bsc.Number // "" counts like its siblings; "0" is shown but not counted
}

// measures is the programme's list of measures. Their ids are the names in the files, with hyphens instead of
// spaces.
func measures() []measure {
	const higher, lower = bsc.DirectionHigher, bsc.DirectionLower
	return []measure{
		{"MORT-30-AMI", "CO", higher, "30-day survival after a heart attack", ""},
		{"MORT-30-HF", "CO", higher, "30-day survival with heart failure", ""},
		{"MORT-30-PN", "CO", higher, "30-day survival with pneumonia", ""},
		{"MORT-30-COPD", "CO", higher, "30-day survival with chronic lung disease", ""},
		{"MORT-30-CABG", "CO", higher, "30-day survival after bypass surgery", ""},
		{"COMP-HIP-KNEE", "CO", lower, "Complications after a new hip or knee", ""},
		{"Communication-With-Nurses", "PC", higher, "Communication with nurses", ""},
		{"Communication-With-Doctors", "PC", higher, "Communication with doctors", ""},
		{"Responsiveness-Of-Hospital-Staff", "PC", higher, "Responsiveness of staff", ""},
		{"Communication-About-Medicines", "PC", higher, "Communication about medicines", ""},
		{"Cleanliness-And-Quietness-Of-Hospital-Environment", "PC", higher, "Cleanliness and quietness", ""},
		{"Discharge-Information", "PC", higher, "Information at discharge", ""},
		{"Care-Transition", "PC", higher, "Transition to care at home", ""},
		{"Overall-Rating-Of-Hospital", "PC", higher, "Overall rating of the hospital", ""},
		{"HAI-1", "SA", lower, "Bloodstream infections from central lines", ""},
		{"HAI-2", "SA", lower, "Urinary infections from catheters", ""},
		{"HAI-3", "SA", lower, "Surgical-site infections, colon", "0"},
		{"HAI-4", "SA", lower, "Surgical-site infections, hysterectomy", "0"},
		{"HAI-5", "SA", lower, "MRSA in the blood", ""},
		{"HAI-6", "SA", lower, "Clostridioides difficile", ""},
		{"MSPB-1", "EF", lower, "Medicare spending per patient", ""},
	}
}

// kpis returns the measures of a domain as KPIs.
func kpis(domain string) []bsc.KPI {
	var list []bsc.KPI
	for _, m := range measures() {
		if m.domain == domain {
			list = append(list, bsc.KPI{ID: m.id, Name: m.name, Direction: m.direction, Weight: m.weight})
		}
	}
	return list
}

// measureID returns the id of a measure named in a file.
func measureID(name string) string { return strings.ReplaceAll(name, " ", "-") }
