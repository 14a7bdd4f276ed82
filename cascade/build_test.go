package cascade_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// stated is a KPI whose readings are its scores.
func stated(id string) bsc.KPI { return bsc.KPI{ID: id, Scorer: bsc.Policy{Name: "stated"}} }

// manyStated returns n of them: k0, k1 and so on.
func manyStated(n int) []bsc.KPI {
	kpis := make([]bsc.KPI, n)
	for i := range kpis {
		kpis[i] = stated(fmt.Sprintf("k%d", i))
	}
	return kpis
}

// cardOf is a card with objectives in one perspective.
func cardOf(objectives ...bsc.Objective) *bsc.Definition {
	return &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: objectives}}}
}

// sellers is a card with sales, and with a rate calculated from two series.
func sellers() *bsc.Definition {
	rate := stated("rate")
	rate.Calculator = bsc.NewPolicy("ratio", map[string]any{"num": "hits", "den": "shots"})
	def := cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{stated("sales"), rate}})
	def.Series = []bsc.Series{{ID: "hits"}, {ID: "shots"}}
	return def
}

// manyUnits returns an org unit with n others below it, each with these contributions.
func manyUnits(n int, contributes []cascade.Contribution) []cascade.OrgUnit {
	def := sellers()
	units := []cascade.OrgUnit{{ID: "top", Definition: def}}
	for i := range n {
		u := cascade.OrgUnit{ID: fmt.Sprintf("unit%d", i), Parent: "top", Definition: def, Contributes: contributes}
		units = append(units, u)
	}
	return units
}

// additive adds up a KPI or series that an org unit and its parent call the same.
func additive(ref bsc.Ref) cascade.Contribution {
	return cascade.Contribution{Mode: cascade.Additive, From: ref, To: ref}
}

// oneReading has a reading of everything.
type oneReading struct{}

func (oneReading) Reading(q bsc.Query) (bsc.Reading, bool) {
	return bsc.Reading{Value: dec(fmt.Sprint(1 + len(q.OrgUnit)%3))}, true
}

// cascadeOf returns the cascade of org units.
func cascadeOf(t *testing.T, units []cascade.OrgUnit) *cascade.Cascade {
	t.Helper()
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	return org
}

// evaluatedCascade returns a new result, which has not been asked anything.
func evaluatedCascade(t *testing.T, org *cascade.Cascade) *cascade.Result {
	t.Helper()
	r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: oneReading{}})
	require.NoError(t, err)
	return r
}

// TestNew_wide makes cascades in which many org units contribute to one, and asks them every question: four times as
// many contributors must take about four times as long.
func TestNew_wide(t *testing.T) {
	o, sales, rate := bsc.ObjectiveRef("o"), bsc.KPIRef("sales"), bsc.KPIRef("rate")
	hits, shots := additive(bsc.SeriesRef("hits")), additive(bsc.SeriesRef("shots"))
	for name, c := range map[string]struct {
		contributes []cascade.Contribution
		from, to    bsc.Ref
	}{
		"scores":         {[]cascade.Contribution{{Mode: cascade.Contributory, From: o, To: o}}, sales, o},
		"sums":           {[]cascade.Contribution{additive(sales)}, sales, sales},
		"ratios of sums": {[]cascade.Contribution{hits, shots}, rate, rate},
	} {
		few, many := manyUnits(4_000, c.contributes), manyUnits(16_000, c.contributes)
		small, large := cascadeOf(t, few), cascadeOf(t, many)
		t.Run(name+", NewCascade", func(t *testing.T) {
			cost.AtMost(t, 10, func() { cascadeOf(t, many) }, func() { cascadeOf(t, few) })
		})
		for question, ask := range questions(t, c.from, c.to) {
			t.Run(name+", "+question, func(t *testing.T) {
				asked := func(c *cascade.Cascade) func() { return func() { ask(evaluatedCascade(t, c)) } }
				cost.AtMost(t, 10, asked(large), asked(small))
			})
		}
	}
}

// questions are all questions to a cascade's result about a node, and about what org units bring to another.
func questions(t *testing.T, from, to bsc.Ref) map[string]func(r *cascade.Result) {
	t.Helper()
	return map[string]func(r *cascade.Result){
		"Evaluate": func(*cascade.Result) {},
		"LineOfSight": func(r *cascade.Result) {
			for _, unit := range r.Cascade().OrgUnits()[1:] {
				sights, more := r.LineOfSight(unit, from)
				require.Len(t, sights, 1)
				require.False(t, more)
			}
		},
		"Contributors": func(r *cascade.Result) { require.NotEmpty(t, r.Contributors("top", to)) },
		"Shares":       func(r *cascade.Result) { require.NotEmpty(t, r.Shares()) },
		"TargetGaps":   func(r *cascade.Result) { require.Empty(t, r.TargetGaps()) },
		"Missing":      func(r *cascade.Result) { require.Empty(t, r.Of("top").Missing(to)) },
		"Missing, all": func(r *cascade.Result) { require.Empty(t, append(r.Missing("top"), r.Missing("")...)) },
	}
}

// TestNew_many has one org unit with many statements: four times as many must take about four times as long.
func TestNew_many(t *testing.T) {
	score := func(from bsc.Ref, to string) cascade.Contribution {
		return cascade.Contribution{Mode: cascade.Contributory, From: from, To: bsc.ObjectiveRef(to)}
	}
	for name, say := range map[string]func(u *cascade.OrgUnit, kpi bsc.Ref){
		"scores": func(u *cascade.OrgUnit, kpi bsc.Ref) { u.Contributes = append(u.Contributes, score(kpi, "o")) },
		"scores that count twice": func(u *cascade.OrgUnit, kpi bsc.Ref) {
			if len(u.Contributes) == 0 {
				u.Contributes = append(u.Contributes, score(bsc.ObjectiveRef("o"), "other"))
			}
			u.Contributes = append(u.Contributes, score(kpi, "o"))
		},
		"unknown nodes": func(u *cascade.OrgUnit, kpi bsc.Ref) {
			u.Contributes = append(u.Contributes, score(bsc.KPIRef("x"+kpi.ID), "o"))
		},
		"unknown units": func(u *cascade.OrgUnit, kpi bsc.Ref) {
			lost := score(kpi, "o")
			lost.OrgUnit = "x" + kpi.ID
			u.Contributes = append(u.Contributes, lost)
		},
		"weights": func(u *cascade.OrgUnit, kpi bsc.Ref) {
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
					if _, err := cascade.New(units, nil); err != nil {
						require.ErrorIs(t, err, bsc.ErrUnknownRef)
					}
				}
			}
			cost.AtMost(t, 10, made(12_000), made(3_000))
		})
	}
}

// talkative returns two org units. say adds to the lower one for each of n KPIs.
func talkative(n int, say func(u *cascade.OrgUnit, kpi bsc.Ref)) []cascade.OrgUnit {
	top := cardOf(bsc.Objective{ID: "o"}, bsc.Objective{ID: "other"})
	low := cascade.OrgUnit{ID: "low", Parent: "top", Definition: cardOf(bsc.Objective{ID: "o", KPIs: manyStated(n)})}
	for i := range n {
		say(&low, bsc.KPIRef(fmt.Sprintf("k%d", i)))
	}
	return []cascade.OrgUnit{{ID: "top", Definition: top}, low}
}

// TestNew_sumsInARow adds values up over the largest number of org units in a row, and over one more.
func TestNew_sumsInARow(t *testing.T) {
	var units []cascade.OrgUnit
	for i := range cascade.MaxLevels + 1 {
		u := cascade.OrgUnit{ID: fmt.Sprintf("u%d", i), Definition: oneKPI()}
		if i > 0 {
			sum := additive(bsc.KPIRef("k"))
			sum.OrgUnit = fmt.Sprintf("u%d", i-1)
			u.Contributes = []cascade.Contribution{sum}
		}
		units = append(units, u)
	}
	r := evaluatedCascade(t, cascadeOf(t, units[:cascade.MaxLevels]))
	sights, _ := r.LineOfSight(fmt.Sprintf("u%d", cascade.MaxLevels-1), bsc.KPIRef("k"))
	require.Len(t, sights, 1)
	require.Len(t, sights[0].Steps, cascade.MaxLevels+1)
	_, err := cascade.New(units, nil)
	require.EqualError(t, err, "bsc: /units/0/contributes: more than 64 org units add up in a row")
}
