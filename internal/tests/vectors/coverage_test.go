package vectors_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEvaluate_almostComplete misses a KPI of next to no weight. Coverage is not 1 on any level, however it is computed
// or shown, and whoever asks for all of it has no score.
func TestEvaluate_almostComplete(t *testing.T) {
	facts := new(bsc.Readings)
	fact := bsc.Fact{Ref: bsc.KPIRef("a"), OrgUnit: "u", Period: period.Month(2026, 3), Reading: bsc.Reading{Value: dec("100")}}
	require.NoError(t, facts.Add(fact))
	for _, weight := range []bsc.Number{"1e-18", "1e-52", "0.0000000001"} { // the first of them fits the columns
		for _, aggregator := range []string{"weighted_mean", "min", "geometric"} {
			for level, quota := range []func(*bsc.Definition) (*bsc.Quota, bsc.Ref){
				func(d *bsc.Definition) (*bsc.Quota, bsc.Ref) {
					return &d.Perspectives[0].Objectives[0].Quota, bsc.ObjectiveRef("o")
				},
				func(d *bsc.Definition) (*bsc.Quota, bsc.Ref) {
					return &d.Perspectives[0].Quota, bsc.PerspectiveRef("p")
				},
				func(d *bsc.Definition) (*bsc.Quota, bsc.Ref) {
					return &d.Quota, bsc.Ref{Kind: bsc.KindScorecard, ID: "card"}
				},
			} {
				def := oracle.CardOf(half("a"), half("b"))
				def.Perspectives[0].Objectives[0].KPIs[1].Weight = weight
				def.Defaults.Aggregator.Name = aggregator
				q, ref := quota(def)
				for _, least := range []bsc.Number{"0.99999999", "1"} {
					q.MinCoverage = least
					for way, r := range everyWay(t, def, facts, period.Month(2026, 3)) {
						what := []any{"%s of %s, level %d, at least %s, by %s", aggregator, weight, level, least, way}
						o := of(t, r, ref)
						covered, _ := strconv.ParseFloat(o.Coverage.String(), 64)
						assert.InDelta(t, 1, covered, 1e-9, what...)
						assert.NotEqual(t, "1", o.Coverage.String(), what...)
						assert.Equal(t, least != "1", o.Score.Valid(), what...)
						if least == "1" {
							assert.Equal(t, "coverage "+o.Coverage.String()+" is below 1", o.Reason.String(), what...)
						}
						for _, n := range report.Of(r).Nodes {
							assert.Equal(t, n.ID == "a", n.Coverage == "1", what...)
						}
					}
				}
			}
		}
	}
}

// TestEvaluate_almostAllOfTheWindow asks a KPI for all of its window, of which a day of a year is missing, and then
// none.
func TestEvaluate_almostAllOfTheWindow(t *testing.T) {
	k := bsc.KPI{ID: "k", Frequency: period.Daily, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "1"}}, Quota: bsc.Quota{MinCoverage: "1"}}
	var facts bsc.Readings
	for day := range 365 {
		at := period.DayOf(time.Date(2026, 1, 1+day, 0, 0, 0, 0, time.UTC))
		if day == 364 {
			for way, r := range everyWay(t, oracle.CardOf(k), &facts, period.Year(2026)) {
				assert.Equal(t, "too little of the window", of(t, r, bsc.KPIRef("k")).Reason.String(), way)
			}
		}
		fact := bsc.Fact{Ref: bsc.KPIRef("k"), OrgUnit: "u", Period: at, Reading: bsc.Reading{Value: dec("1")}}
		require.NoError(t, facts.Add(fact))
	}
	for way, r := range everyWay(t, oracle.CardOf(k), &facts, period.Year(2026)) {
		assert.Equal(t, "100", r.Score().String(), way)
	}
}
