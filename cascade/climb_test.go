package cascade_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// oneKPI is a card with one KPI.
func oneKPI() *bsc.Definition { return cardOf(bsc.Objective{ID: "o", KPIs: []bsc.KPI{stated("k")}}) }

// scoreTo contributes the score of the objective to that of another org unit.
func scoreTo(unit string) cascade.Contribution {
	o := bsc.ObjectiveRef("o")
	return cascade.Contribution{Mode: cascade.Contributory, From: o, To: o, OrgUnit: unit}
}

// scoresTo contributes it to two others, on the two sides of a level.
func scoresTo(level int) []cascade.Contribution {
	return []cascade.Contribution{scoreTo(fmt.Sprint("a", level)), scoreTo(fmt.Sprint("b", level))}
}

// doubling is a cascade with two org units on each level, which both contribute to both above them: 2^levels ways lead
// from the bottom to the top.
func doubling(t *testing.T, levels int) *cascade.Result {
	t.Helper()
	units := []cascade.OrgUnit{{ID: "bottom", Definition: oneKPI(), Contributes: scoresTo(1)}}
	def := oneKPI()
	for level := 1; level <= levels; level++ {
		for _, side := range []string{"a", "b"} {
			u := cascade.OrgUnit{ID: fmt.Sprint(side, level), Definition: def}
			if level < levels {
				u.Contributes = scoresTo(level + 1)
			}
			units = append(units, u)
		}
	}
	return evaluatedCascade(t, cascadeOf(t, units))
}

// TestResult_LineOfSight_many lists as many ways as there are, up to MaxSights.
func TestResult_LineOfSight_many(t *testing.T) {
	for levels := range 64 {
		if levels == 0 || levels > 13 && levels < 62 {
			continue
		}
		sights, more := doubling(t, levels).LineOfSight("bottom", bsc.KPIRef("k"))
		ways := math.Pow(2, float64(levels))
		assert.Len(t, sights, int(min(ways, cascade.MaxSights)), levels)
		assert.Equal(t, ways > cascade.MaxSights, more, levels)
		seen := map[string]bool{}
		var sum decimal.Decimal
		for _, s := range sights {
			seen[fmt.Sprint(s.Steps)] = true
			sum = sum.Add(s.Share)
		}
		assert.Len(t, seen, len(sights), "each is another")
		if levels == 2 {
			assert.Equal(t, "0.6666666664", sum.String(), "of each of two a third for each of two, and half of that")
		}
	}
	for _, tops := range []int{cascade.MaxSights - 1, cascade.MaxSights, cascade.MaxSights + 1} {
		units := []cascade.OrgUnit{{ID: "bottom", Definition: oneKPI()}}
		for i := range tops {
			units[0].Contributes = append(units[0].Contributes, scoreTo(fmt.Sprint("top", i)))
			units = append(units, cascade.OrgUnit{ID: fmt.Sprint("top", i), Definition: oneKPI()})
		}
		sights, more := evaluatedCascade(t, cascadeOf(t, units)).LineOfSight("bottom", bsc.KPIRef("k"))
		require.Len(t, sights, min(tops, cascade.MaxSights))
		assert.Equal(t, tops > cascade.MaxSights, more)
		assert.Equal(t, "top998", sights[998].Steps[3].OrgUnit, "in the order of what is contributed")
	}
}

// TestResult_LineOfSight_cost must be as quick with 2^60 ways as with 2^15: the time depends on the steps that are
// listed.
func TestResult_LineOfSight_cost(t *testing.T) {
	few, many := doubling(t, 15), doubling(t, 60)
	look := func(r *cascade.Result) func() {
		return func() {
			sights, more := r.LineOfSight("bottom", bsc.KPIRef("k"))
			require.Len(t, sights, cascade.MaxSights)
			require.True(t, more)
		}
	}
	cost.AtMost(t, 10, look(many), look(few))
}

// TestResult_LineOfSight_dead looks for a way among 2^60 that do not lead to the top, because those at their ends
// contribute something else.
func TestResult_LineOfSight_dead(t *testing.T) {
	def := oneKPI()
	objectives := &def.Perspectives[0].Objectives
	*objectives = append(*objectives, bsc.Objective{ID: "other", KPIs: []bsc.KPI{stated("l")}})
	units := []cascade.OrgUnit{{ID: "a60", Definition: oneKPI()}, {ID: "b60", Definition: oneKPI()}}
	for level := range 60 {
		for _, side := range []string{"a", "b"} {
			u := cascade.OrgUnit{ID: fmt.Sprint(side, level), Definition: def, Contributes: scoresTo(level + 1)}
			if level == 59 {
				u.Contributes[0].From, u.Contributes[1].From = bsc.ObjectiveRef("other"), bsc.ObjectiveRef("other")
			}
			units = append(units, u)
		}
	}
	r := evaluatedCascade(t, cascadeOf(t, units))
	sights, more := r.LineOfSight("a0", bsc.KPIRef("k"))
	assert.Empty(t, sights)
	assert.False(t, more)
	sights, _ = r.LineOfSight("b59", bsc.KPIRef("l"))
	assert.Len(t, sights, 2)
}

// TestResult_LineOfSight_order follows each way to its end before the next: first on the card, then in the order of
// contributions.
func TestResult_LineOfSight_order(t *testing.T) {
	bottom := oneKPI()
	p := &bottom.Perspectives[0]
	p.Objectives = append(p.Objectives,
		bsc.Objective{ID: "q", Uses: []bsc.Use{{KPI: "k"}}}, bsc.Objective{ID: "idle", KPIs: []bsc.KPI{{ID: "l"}}})
	units := []cascade.OrgUnit{
		{ID: "bottom", Definition: bottom, Contributes: []cascade.Contribution{
			{Mode: cascade.Contributory, From: bsc.ObjectiveRef("q"), To: bsc.ObjectiveRef("o"), OrgUnit: "east"},
			{Mode: cascade.Contributory, From: bsc.ObjectiveRef("q"), To: bsc.ObjectiveRef("o"), OrgUnit: "middle"},
			{Mode: cascade.Contributory, From: bsc.ObjectiveRef("o"), To: bsc.ObjectiveRef("o"), OrgUnit: "middle"},
			{Mode: cascade.Contributory, From: bsc.KPIRef("k"), To: bsc.ObjectiveRef("o"), OrgUnit: "west"},
		}},
		{ID: "middle", Definition: oneKPI(), Contributes: []cascade.Contribution{scoreTo("west"), scoreTo("east")}},
		{ID: "west", Definition: oneKPI()},
		{ID: "east", Definition: oneKPI()},
	}
	sights, more := evaluatedCascade(t, cascadeOf(t, units)).LineOfSight("bottom", bsc.KPIRef("k"))
	assert.False(t, more)
	var ways []string
	for _, s := range sights {
		way := ""
		for _, step := range s.Steps[1:] {
			way += step.OrgUnit + ":" + step.Ref.ID + " "
		}
		ways = append(ways, way)
	}
	assert.Equal(t, []string{
		"bottom:o middle:bottom/objective:o middle:o west:middle/objective:o west:o ",
		"bottom:o middle:bottom/objective:o middle:o east:middle/objective:o east:o ",
		"bottom:q east:bottom/objective:q east:o ",
		"bottom:q middle:bottom/objective:q middle:o west:middle/objective:o west:o ",
		"bottom:q middle:bottom/objective:q middle:o east:middle/objective:o east:o ",
		"west:bottom/kpi:k west:o ",
	}, ways)
}

// TestResult_LineOfSight_calculated follows the score of a KPI that is calculated, and not that of what it is
// calculated from.
func TestResult_LineOfSight_calculated(t *testing.T) {
	bottom := oneKPI()
	kpis := &bottom.Perspectives[0].Objectives[0].KPIs
	twice := stated("twice")
	twice.Calculator = bsc.NewPolicy("sum", map[string]any{"of": []string{"k", "k"}})
	*kpis = append(*kpis, twice)
	for _, from := range []string{"k", "twice"} {
		score := scoreTo("top")
		score.From = bsc.KPIRef(from)
		low := cascade.OrgUnit{ID: "bottom", Definition: bottom, Contributes: []cascade.Contribution{score}}
		units := []cascade.OrgUnit{{ID: "top", Definition: oneKPI()}, low}
		for _, of := range []string{"k", "twice"} {
			sights, _ := evaluatedCascade(t, cascadeOf(t, units)).LineOfSight("bottom", bsc.KPIRef(of))
			if of != from {
				assert.Empty(t, sights, "%s of %s", of, from)
				continue
			}
			if assert.Len(t, sights, 1, "%s of %s", of, from) {
				assert.Equal(t, "0.5", sights[0].Share.String())
			}
		}
	}
}
