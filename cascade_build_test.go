package bsc_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// sellers is a card with sales, and with a rate that is calculated from two series.
func sellers() *bsc.Definition {
	rate := stated("rate")
	rate.Calculator = bsc.NewPolicy("ratio", map[string]any{"num": "hits", "den": "shots"})
	def := cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{stated("sales"), rate}})
	def.Series = []bsc.Series{{ID: "hits"}, {ID: "shots"}}
	return def
}

// manyUnits returns a unit with so many others below it, and what each of them contributes.
func manyUnits(n int, contributes []bsc.UnitContribution) []bsc.Unit {
	def := sellers()
	units := []bsc.Unit{{ID: "top", Definition: def}}
	for i := range n {
		u := bsc.Unit{ID: fmt.Sprintf("unit%d", i), Parent: "top", Definition: def, Contributes: contributes}
		units = append(units, u)
	}
	return units
}

// additive adds up what units and the one above them call the same.
func additive(ref bsc.Ref) bsc.UnitContribution {
	return bsc.UnitContribution{Mode: bsc.Additive, From: ref, To: ref}
}

// oneReading has a reading of everything.
type oneReading struct{}

func (oneReading) Reading(q bsc.Query) (bsc.Reading, bool) {
	return bsc.Reading{Value: dec(fmt.Sprint(1 + len(q.Unit)%3))}, true
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
	r, err := cascade.Evaluate(bsc.Input{Period: period.Year(2026), Readings: oneReading{}})
	require.NoError(t, err)
	return r
}

// TestNewCascade_wide makes cascades in which one unit gets something from many, and asks them everything: four times
// as many contributors take four times as long.
func TestNewCascade_wide(t *testing.T) {
	o, sales, rate := bsc.ObjectiveRef("o"), bsc.KPIRef("sales"), bsc.KPIRef("rate")
	hits, shots := additive(bsc.SeriesRef("hits")), additive(bsc.SeriesRef("shots"))
	for name, c := range map[string]struct {
		contributes []bsc.UnitContribution
		from, to    bsc.Ref
	}{
		"scores":         {[]bsc.UnitContribution{{Mode: bsc.Contributory, From: o, To: o}}, sales, o},
		"sums":           {[]bsc.UnitContribution{additive(sales)}, sales, sales},
		"ratios of sums": {[]bsc.UnitContribution{hits, shots}, rate, rate},
	} {
		few, many := manyUnits(4_000, c.contributes), manyUnits(16_000, c.contributes)
		small, large := cascadeOf(t, few), cascadeOf(t, many)
		t.Run(name+", NewCascade", func(t *testing.T) {
			cost.AtMost(t, 10, func() { cascadeOf(t, many) }, func() { cascadeOf(t, few) })
		})
		for question, ask := range questions(t, c.from, c.to) {
			t.Run(name+", "+question, func(t *testing.T) {
				asked := func(c *bsc.Cascade) func() { return func() { ask(evaluatedCascade(t, c)) } }
				cost.AtMost(t, 10, asked(large), asked(small))
			})
		}
	}
}

// questions are all that a cascade's result is asked of a node, and of what units bring to another.
func questions(t *testing.T, from, to bsc.Ref) map[string]func(r *bsc.CascadeResult) {
	t.Helper()
	return map[string]func(r *bsc.CascadeResult){
		"Evaluate": func(*bsc.CascadeResult) {},
		"LineOfSight": func(r *bsc.CascadeResult) {
			for _, unit := range r.Cascade().Units()[1:] {
				sights, more := r.LineOfSight(unit, from)
				require.Len(t, sights, 1)
				require.False(t, more)
			}
		},
		"Contributors": func(r *bsc.CascadeResult) { require.NotEmpty(t, r.Contributors("top", to)) },
		"Shares":       func(r *bsc.CascadeResult) { require.NotEmpty(t, r.Shares()) },
		"TargetGaps":   func(r *bsc.CascadeResult) { require.Empty(t, r.TargetGaps()) },
		"Missing":      func(r *bsc.CascadeResult) { require.Empty(t, r.Missing("top", to)) },
	}
}

// TestNewCascade_many gives one unit much to say: four times as much takes four times as long.
func TestNewCascade_many(t *testing.T) {
	score := func(from bsc.Ref, to string) bsc.UnitContribution {
		return bsc.UnitContribution{Mode: bsc.Contributory, From: from, To: bsc.ObjectiveRef(to)}
	}
	for name, say := range map[string]func(u *bsc.Unit, kpi bsc.Ref){
		"scores": func(u *bsc.Unit, kpi bsc.Ref) { u.Contributes = append(u.Contributes, score(kpi, "o")) },
		"scores that count twice": func(u *bsc.Unit, kpi bsc.Ref) {
			if len(u.Contributes) == 0 {
				u.Contributes = append(u.Contributes, score(bsc.ObjectiveRef("o"), "other"))
			}
			u.Contributes = append(u.Contributes, score(kpi, "o"))
		},
		"unknown nodes": func(u *bsc.Unit, kpi bsc.Ref) {
			u.Contributes = append(u.Contributes, score(bsc.KPIRef("x"+kpi.ID), "o"))
		},
		"unknown units": func(u *bsc.Unit, kpi bsc.Ref) {
			lost := score(kpi, "o")
			lost.Unit = "x" + kpi.ID
			u.Contributes = append(u.Contributes, lost)
		},
		"weights": func(u *bsc.Unit, kpi bsc.Ref) {
			if u.Weights == nil {
				u.Weights = map[bsc.Ref]bsc.Number{}
			}
			u.Weights[kpi] = "2"
		},
	} {
		t.Run(name, func(t *testing.T) {
			made := func(n int) func() {
				units := talkative(n, say)
				return func() {
					if _, err := bsc.NewCascade(units, nil); err != nil {
						require.ErrorIs(t, err, bsc.ErrUnknownRef)
					}
				}
			}
			cost.AtMost(t, 10, made(12_000), made(3_000))
		})
	}
}

// talkative returns two units, of which the lower one says something of each of so many KPIs.
func talkative(n int, say func(u *bsc.Unit, kpi bsc.Ref)) []bsc.Unit {
	top := cardOf(bsc.Objective{ID: "o"}, bsc.Objective{ID: "other"})
	low := bsc.Unit{ID: "low", Parent: "top", Definition: cardOf(bsc.Objective{ID: "o", KPIs: manyStated(n)})}
	for i := range n {
		say(&low, bsc.KPIRef(fmt.Sprintf("k%d", i)))
	}
	return []bsc.Unit{{ID: "top", Definition: top}, low}
}

// TestNewCascade_sumsInARow adds values up over as many units as may stand in a row, and one more.
func TestNewCascade_sumsInARow(t *testing.T) {
	var units []bsc.Unit
	for i := range bsc.MostLevels + 1 {
		u := bsc.Unit{ID: fmt.Sprintf("u%d", i), Definition: oneKPI()}
		if i > 0 {
			sum := additive(bsc.KPIRef("k"))
			sum.Unit = fmt.Sprintf("u%d", i-1)
			u.Contributes = []bsc.UnitContribution{sum}
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
