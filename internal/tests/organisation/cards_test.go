package organisation_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
)

// The company begins in January of one year and is looked at to the end of the next.
const (
	firstYear = 2025
	lastYear  = 2026
	topUnit   = "company"
)

// A template is a scorecard as people, teams, or the company have it: sales and costs that add up, quality as a ratio of
// sums, hours of training whose scores count above, and a measure of the company that all share.
type template struct {
	rng      *rand.Rand
	size     int64 // how many people are about to be behind it
	receives bool  // its targets may be the sum of its contributors'
}

func (t template) definition(id string) *bsc.Definition {
	sales := bsc.KPI{ID: "sales", Weight: t.weight(), Basis: bsc.BasisYearToDate}
	cost := bsc.KPI{ID: "cost", Weight: t.weight(), Direction: bsc.DirectionLower, Basis: bsc.BasisYearToDate}
	hours := bsc.KPI{ID: "hours", Weight: t.weight()}
	for _, k := range []*bsc.KPI{&sales, &cost, &hours} {
		k.Frequency, k.Rollup = period.Monthly, bsc.RollupSum
	}
	hours.Targets = []bsc.Target{{Value: "10"}}
	t.aim(&sales, 100*t.size)
	t.aim(&cost, 40*t.size)
	return &bsc.Definition{
		ID: id, Scale: bsc.Scale{Cap: "120"},
		Series: []bsc.Series{t.series("good"), t.series("made")},
		Perspectives: []bsc.Perspective{
			{ID: "results", Weight: t.weight(), Objectives: []bsc.Objective{
				{ID: "grow", Weight: t.weight(), KPIs: []bsc.KPI{sales, cost}},
				{ID: "fit", KPIs: []bsc.KPI{t.quality()}},
			}},
			{ID: "people", Objectives: []bsc.Objective{
				{ID: "learn", Weight: t.weight(), KPIs: []bsc.KPI{hours}},
				{ID: "serve", KPIs: []bsc.KPI{t.promoters()}},
			}},
		},
	}
}

func (t template) weight() bsc.Number { return pick[bsc.Number](t.rng, "", "2", "0.7", "30") }

func (t template) series(id string) bsc.Series {
	s := bsc.Series{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum}
	if t.receives && t.rng.IntN(4) == 0 {
		s.Contributors = bsc.ContributorsPartial
	}
	return s
}

func (t template) quality() bsc.KPI {
	return bsc.KPI{
		ID: "quality", Basis: bsc.BasisYearToDate, Frequency: period.Monthly, Targets: []bsc.Target{{Value: "90"}},
		Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "good", "den": "made", "times": 100}),
	}
}

func (t template) promoters() bsc.KPI {
	return bsc.KPI{
		ID: "nps", Weight: "2", Basis: bsc.BasisYearToDate, Frequency: period.Monthly, Rollup: bsc.RollupMean,
		Targets: []bsc.Target{{Baseline: "20", Value: pick[bsc.Number](t.rng, "50", "60", "37.5")}},
	}
}

// aim gives a KPI a target for every month, one for each year in equal shares with a month that has its own, or the sum
// of the contributors' targets.
func (t template) aim(k *bsc.KPI, monthly int64) {
	if t.receives && t.rng.IntN(3) == 0 {
		k.Contributors = bsc.ContributorsPartial
	}
	if t.receives && t.rng.IntN(2) == 0 {
		k.Target = bsc.TargetOfContributors
		return
	}
	if t.rng.IntN(2) == 0 {
		k.Targets = []bsc.Target{{Value: number(monthly)}}
		return
	}
	for year := firstYear; year <= lastYear; year++ {
		whole := bsc.Target{Period: period.Year(year), Value: number(12 * monthly), Phasing: bsc.PhasingLinear}
		k.Targets = append(k.Targets, whole)
		if t.rng.IntN(2) == 0 {
			m := period.Month(year, 1+t.rng.IntN(12))
			k.Targets = append(k.Targets, bsc.Target{Period: m, Value: number(2 * monthly)})
		}
	}
}

// contributions are what an org unit brings to its parent, and the measure of the company that it shows.
func contributions(rng *rand.Rand) []cascade.Contribution {
	var list []cascade.Contribution
	for _, ref := range []bsc.Ref{bsc.KPIRef("sales"), bsc.KPIRef("cost"), bsc.SeriesRef("good"), bsc.SeriesRef("made")} {
		if rng.IntN(10) > 0 {
			to := pick(rng, "", "", "", "", "", "", "", topUnit)
			list = append(list, cascade.Contribution{Mode: cascade.Additive, From: ref, To: ref, OrgUnit: to})
		}
	}
	if rng.IntN(4) > 0 {
		learn, weight := bsc.ObjectiveRef("learn"), pick[bsc.Number](rng, "", "0.5", "3")
		list = append(list, cascade.Contribution{Mode: cascade.Contributory, From: learn, To: learn, Weight: weight})
	}
	if rng.IntN(4) > 0 {
		nps := bsc.KPIRef("nps")
		list = append(list, cascade.Contribution{Mode: cascade.SharedMeasure, From: nps, To: nps, OrgUnit: topUnit})
	}
	return list
}

func number(n int64) bsc.Number { return bsc.Number(fmt.Sprint(n)) }

func pick[T any](rng *rand.Rand, from ...T) T { return from[rng.IntN(len(from))] }
