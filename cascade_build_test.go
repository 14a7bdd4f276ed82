package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/stretchr/testify/require"
)

// manyUnits returns a unit with so many others below it, and what each of them contributes.
func manyUnits(n int, top *bsc.Definition, contributes ...bsc.UnitContribution) []bsc.Unit {
	below := &bsc.Definition{
		ID: "below", Series: []bsc.Series{{ID: "hits"}, {ID: "shots"}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
			{ID: "sales", Scorer: bsc.Policy{Name: "stated"}},
			{ID: "rate", Scorer: bsc.Policy{Name: "stated"}, Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "hits", "den": "shots"})},
		}}}}},
	}
	units := []bsc.Unit{{ID: "top", Definition: top}}
	for i := range n {
		units = append(units, bsc.Unit{ID: fmt.Sprintf("unit%d", i), Parent: "top", Definition: below, Contributes: contributes})
	}
	return units
}

// oneReading has a reading of everything.
type oneReading struct{}

func (oneReading) Reading(q bsc.Query) (bsc.Reading, bool) {
	return bsc.Reading{Value: dec(fmt.Sprint(1 + len(q.Unit)%3))}, true
}

// TestNewCascade_wide makes cascades in which one unit gets something from many, and asks them everything: four times as
// many contributors take four times as long.
func TestNewCascade_wide(t *testing.T) {
	stated := func(id string) bsc.KPI { return bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}} }
	rate := stated("rate")
	rate.Calculator = bsc.NewPolicy("ratio", map[string]any{"num": "hits", "den": "shots"})
	top := &bsc.Definition{
		ID: "top", Series: []bsc.Series{{ID: "hits"}, {ID: "shots"}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{stated("sales"), rate}}}}},
	}
	additive := func(ref bsc.Ref) bsc.UnitContribution {
		return bsc.UnitContribution{Mode: bsc.Additive, From: ref, To: ref}
	}
	for name, c := range map[string]struct {
		contributes []bsc.UnitContribution
		from, to    bsc.Ref
	}{
		"scores":         {[]bsc.UnitContribution{{Mode: bsc.Contributory, From: bsc.ObjectiveRef("o"), To: bsc.ObjectiveRef("o")}}, bsc.KPIRef("sales"), bsc.ObjectiveRef("o")},
		"sums":           {[]bsc.UnitContribution{additive(bsc.KPIRef("sales"))}, bsc.KPIRef("sales"), bsc.KPIRef("sales")},
		"ratios of sums": {[]bsc.UnitContribution{additive(bsc.SeriesRef("hits")), additive(bsc.SeriesRef("shots"))}, bsc.KPIRef("rate"), bsc.KPIRef("rate")},
	} {
		few, many := manyUnits(4_000, top, c.contributes...), manyUnits(16_000, top, c.contributes...)
		small, large := cascadeOf(t, few), cascadeOf(t, many)
		t.Run(name+", NewCascade", func(t *testing.T) {
			costsAtMost(t, 10, func() { cascadeOf(t, many) }, func() { cascadeOf(t, few) })
		})
		for question, ask := range map[string]func(r *bsc.CascadeResult){
			"Evaluate": func(*bsc.CascadeResult) {},
			"LineOfSight": func(r *bsc.CascadeResult) {
				for _, unit := range r.Cascade().Units()[1:] {
					sights, more := r.LineOfSight(unit, c.from)
					require.Len(t, sights, 1)
					require.False(t, more)
				}
			},
			"Contributors": func(r *bsc.CascadeResult) { require.NotEmpty(t, r.Contributors("top", c.to)) },
			"Shares":       func(r *bsc.CascadeResult) { require.NotEmpty(t, r.Shares()) },
			"TargetGaps":   func(r *bsc.CascadeResult) { require.Empty(t, r.TargetGaps()) },
			"Missing":      func(r *bsc.CascadeResult) { require.Empty(t, r.Missing("top", c.to)) },
		} {
			t.Run(name+", "+question, func(t *testing.T) {
				costsAtMost(t, 10, func() { ask(evaluatedCascade(t, large)) }, func() { ask(evaluatedCascade(t, small)) })
			})
		}
	}
}

// TestNewCascade_many gives one unit much to say: four times as much takes four times as long.
func TestNewCascade_many(t *testing.T) {
	score := func(from, to bsc.Ref) bsc.UnitContribution {
		return bsc.UnitContribution{Mode: bsc.Contributory, From: from, To: to}
	}
	top := &bsc.Definition{ID: "top", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o"}, {ID: "other"}}}}}
	unitsOf := func(n int, say func(u *bsc.Unit, kpi bsc.Ref)) []bsc.Unit {
		objective := bsc.Objective{ID: "o"}
		for i := range n {
			objective.KPIs = append(objective.KPIs, bsc.KPI{ID: fmt.Sprintf("k%d", i), Scorer: bsc.Policy{Name: "stated"}})
		}
		def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{objective}}}}
		low := bsc.Unit{ID: "low", Parent: "top", Definition: def}
		for _, kpi := range objective.KPIs {
			say(&low, bsc.KPIRef(kpi.ID))
		}
		return []bsc.Unit{{ID: "top", Definition: top}, low}
	}
	for name, say := range map[string]func(u *bsc.Unit, kpi bsc.Ref){
		"scores": func(u *bsc.Unit, kpi bsc.Ref) {
			u.Contributes = append(u.Contributes, score(kpi, bsc.ObjectiveRef("o")))
		},
		"scores that count twice": func(u *bsc.Unit, kpi bsc.Ref) {
			if len(u.Contributes) == 0 {
				u.Contributes = append(u.Contributes, score(bsc.ObjectiveRef("o"), bsc.ObjectiveRef("other")))
			}
			u.Contributes = append(u.Contributes, score(kpi, bsc.ObjectiveRef("o")))
		},
		"unknown nodes": func(u *bsc.Unit, kpi bsc.Ref) {
			u.Contributes = append(u.Contributes, score(bsc.KPIRef("x"+kpi.ID), bsc.ObjectiveRef("o")))
		},
		"unknown units": func(u *bsc.Unit, kpi bsc.Ref) {
			u.Contributes = append(u.Contributes, bsc.UnitContribution{Mode: bsc.Contributory, From: kpi, To: kpi, Unit: "x" + kpi.ID})
		},
		"weights": func(u *bsc.Unit, kpi bsc.Ref) {
			if u.Weights == nil {
				u.Weights = map[bsc.Ref]bsc.Number{}
			}
			u.Weights[kpi] = "2"
		},
	} {
		t.Run(name, func(t *testing.T) {
			few, many := unitsOf(3_000, say), unitsOf(12_000, say)
			made := func(units []bsc.Unit) func() {
				return func() {
					if _, err := bsc.NewCascade(units, nil); err != nil {
						require.ErrorIs(t, err, bsc.ErrUnknownRef)
					}
				}
			}
			costsAtMost(t, 10, made(many), made(few))
		})
	}
}

// TestNewCascade_sumsInARow adds values up over as many units as may stand in a row, and one more.
func TestNewCascade_sumsInARow(t *testing.T) {
	def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{{ID: "k", Scorer: bsc.Policy{Name: "stated"}}}}}}}}
	var units []bsc.Unit
	for i := range bsc.MostLevels + 1 {
		u := bsc.Unit{ID: fmt.Sprintf("u%d", i), Definition: def}
		if i > 0 {
			u.Contributes = []bsc.UnitContribution{{Mode: bsc.Additive, From: bsc.KPIRef("k"), To: bsc.KPIRef("k"), Unit: fmt.Sprintf("u%d", i-1)}}
		}
		units = append(units, u)
	}
	r := evaluatedCascade(t, cascadeOf(t, units[:bsc.MostLevels]))
	sights, _ := r.LineOfSight(fmt.Sprintf("u%d", bsc.MostLevels-1), bsc.KPIRef("k"))
	require.Len(t, sights, 1)
	require.Len(t, sights[0].Steps, bsc.MostLevels+1)
	_, err := bsc.NewCascade(units, nil)
	require.EqualError(t, err, "bsc: /units/0/contributes: more than 64 units add up in a row")
}

// cascadeOf returns the cascade of units.
func cascadeOf(t *testing.T, units []bsc.Unit) *bsc.Cascade {
	t.Helper()
	cascade, err := bsc.NewCascade(units, nil)
	require.NoError(t, err)
	return cascade
}

// evaluatedCascade returns a result of its own, which has been asked nothing yet.
func evaluatedCascade(t *testing.T, cascade *bsc.Cascade) *bsc.CascadeResult {
	t.Helper()
	r, err := cascade.Evaluate(bsc.Input{Period: bsc.Year(2026), Readings: oneReading{}})
	require.NoError(t, err)
	return r
}
