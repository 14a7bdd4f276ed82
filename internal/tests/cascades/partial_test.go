package cascades_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// branches returns a head office whose one KPI adds up those of a north and a south.
func branches(office, branch bsc.KPI) []cascade.OrgUnit {
	units := []cascade.OrgUnit{{ID: "office", Definition: oracle.CardOf(office)}}
	for _, id := range []string{"north", "south"} {
		units = append(units, cascade.OrgUnit{
			ID: id, Parent: "office", Definition: oracle.CardOf(branch),
			Contributes: []cascade.Contribution{{Mode: cascade.Additive, From: bsc.KPIRef("k"), To: bsc.KPIRef("k")}},
		})
	}
	return units
}

func evaluateAt(t *testing.T, units []cascade.OrgUnit, p period.Period, facts ...bsc.Fact) *cascade.Result {
	t.Helper()
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(facts...))
	result, err := org.Evaluate(bsc.Input{Period: p, Readings: readings})
	require.NoError(t, err)
	return result
}

func fact(unit string, p period.Period, value string) bsc.Fact {
	return bsc.Fact{OrgUnit: unit, Ref: bsc.KPIRef("k"), Period: p, Reading: bsc.Reading{Value: dec(value)}}
}

// TestCascadeResult_Missing_partial names who has not reported where those add up that have.
func TestCascadeResult_Missing_partial(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "10"}}}
	office := kpi
	office.Contributors = bsc.ContributorsPartial
	result := evaluateAt(t, branches(office, kpi), period.Quarter(2026, 1),
		fact("north", period.Month(2026, 1), "10"), fact("north", period.Month(2026, 2), "10"), fact("north", period.Month(2026, 3), "10"),
		fact("south", period.Month(2026, 1), "10"), fact("south", period.Month(2026, 3), "10"))
	o, _ := result.Of("office").Of(bsc.KPIRef("k"))
	assert.Equal(t, "50 partial", o.Actual.Decimal.String()+" "+o.Flags.String())
	assert.Equal(t, []bsc.Gap{{OrgUnit: "south", Ref: bsc.KPIRef("k"), Period: period.Month(2026, 2)}}, result.Of("office").Missing(bsc.KPIRef("k")))
	assert.Empty(t, result.Of("north").Missing(bsc.KPIRef("k")))
}

// TestCascade_ofContributors_noComparison has no comparison where one of those that contribute has none, and says
// which.
func TestCascade_ofContributors_noComparison(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Against: bsc.ComparisonLastYear, Percent: "5"}}}
	office := kpi
	office.Targets, office.Target = nil, bsc.TargetOfContributors
	result := evaluateAt(t, branches(office, kpi), period.Month(2026, 1),
		fact("north", period.Month(2026, 1), "10"), fact("north", period.Month(2025, 1), "10"), fact("south", period.Month(2026, 1), "10"))
	o, _ := result.Of("office").Of(bsc.KPIRef("k"))
	assert.Equal(t, "no_data", o.Flags.String())
	assert.Equal(t, "south has nothing complete to compare with in 2025-01", o.Reason.String())
}

// TestNewCascade_unitTime refuses a unit that ends before it begins, and periods that its calendar does not have.
func TestNewCascade_unitTime(t *testing.T) {
	kpi := bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "10"}}}
	units := branches(kpi, kpi)
	units[1].Since, units[1].Until = period.Month(2026, 7), period.Quarter(2026, 2)
	units[2].Since = period.Numbered(2026, 13)
	_, err := cascade.New(units, nil)
	var refused *bsc.DefinitionError
	require.ErrorAs(t, err, &refused)
	require.Len(t, refused.Problems, 2)
	assert.Contains(t, refused.Problems[0].Error(), "/units/1/until: the org unit is there until 2026-Q2, and only since 2026-07")
	assert.Contains(t, refused.Problems[1].Error(), "/units/2/since: the org unit's first period: 2026-P13 is not in the calendar")
	units[1].Until, units[2].Since = period.Quarter(2026, 3), period.Period{}
	_, err = cascade.New(units, nil)
	assert.NoError(t, err)
}
