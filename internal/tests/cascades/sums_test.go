package cascades_test

import (
	"fmt"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// levels is a company over a department over two people, and one person directly under the company. Sales add up, and
// the fix rate is a ratio of sums at every level.
func levels() []cascade.OrgUnit {
	def := &bsc.Definition{
		ID: "levels", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
			{ID: "sales", Targets: []bsc.Target{{Value: "100"}}},
			{ID: "rate", Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "fixed", "den": "jobs", "times": 100}), Targets: []bsc.Target{{Value: "90"}}},
		}}}}},
		Series: []bsc.Series{{ID: "fixed"}, {ID: "jobs"}},
	}
	var gives []cascade.Contribution
	for _, ref := range []bsc.Ref{bsc.KPIRef("sales"), bsc.SeriesRef("fixed"), bsc.SeriesRef("jobs")} {
		gives = append(gives, cascade.Contribution{Mode: cascade.Additive, From: ref, To: ref})
	}
	units := []cascade.OrgUnit{{ID: "company", Definition: def}}
	for _, u := range [][2]string{{"dept", "company"}, {"ann", "dept"}, {"bob", "dept"}, {"cleo", "company"}} {
		units = append(units, cascade.OrgUnit{ID: u[0], Parent: u[1], Definition: def, Contributes: gives})
	}
	return units
}

// levelsResult evaluates with sales, fixed and jobs of ann, bob and cleo; of the last the sales are given.
func levelsResult(t *testing.T, cleo bsc.Reading) *cascade.Result {
	t.Helper()
	asked, readings := period.Year(2026), new(bsc.Readings)
	for unit, values := range map[string][3]string{"ann": {"30", "8", "10"}, "bob": {"10", "6", "30"}, "cleo": {"", "2", "10"}} {
		for i, ref := range []bsc.Ref{bsc.KPIRef("sales"), bsc.SeriesRef("fixed"), bsc.SeriesRef("jobs")} {
			r := cleo
			if values[i] != "" {
				r = bsc.Reading{Value: dec(values[i])}
			}
			require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: ref, Period: asked, Reading: r}))
		}
	}
	org, err := cascade.New(levels(), nil)
	require.NoError(t, err)
	result, err := org.Evaluate(bsc.Input{Period: asked, Readings: readings})
	require.NoError(t, err)
	return result
}

func sharesOf(r *cascade.Result) map[string]string {
	shares := map[string]string{}
	for _, s := range r.Shares() {
		shares[s.OrgUnit+" "+s.KPI.ID] = s.Share.String()
	}
	return shares
}

// TestCascade_sums follows values that add up over two levels.
func TestCascade_sums(t *testing.T) {
	t.Run("shares by value, and of a ratio by its denominator", func(t *testing.T) {
		r := levelsResult(t, bsc.Reading{Value: dec("10")})
		assert.Equal(t, map[string]string{"ann sales": "0.3", "bob sales": "0.1", "cleo sales": "0.1", "ann rate": "0.1", "bob rate": "0.3", "cleo rate": "0.1"}, sharesOf(r))
		company := of(t, r.Of("company"), bsc.KPIRef("rate"))
		assert.True(t, dec("32").Equal(company.Actual.Decimal), "16 of 50")
		for _, kpi := range []string{"sales", "rate"} {
			sights, _ := r.LineOfSight("bob", bsc.KPIRef(kpi))
			require.Len(t, sights, 1, kpi)
			assert.Equal(t, sharesOf(r)["bob "+kpi], sights[0].Share.String())
			var steps []string
			for _, s := range sights[0].Steps {
				steps = append(steps, s.OrgUnit)
			}
			assert.Equal(t, []string{"bob", "dept", "company", "company"}, steps)
		}
	})
	t.Run("one to which it does not apply", func(t *testing.T) {
		sales := of(t, levelsResult(t, bsc.Reading{State: bsc.StateNotApplicable}).Of("company"), bsc.KPIRef("sales"))
		assert.True(t, dec("40").Equal(sales.Actual.Decimal))
		assert.False(t, sales.Flags.Has(bsc.FlagProvisional))
	})
	t.Run("one that is provisional", func(t *testing.T) {
		r := levelsResult(t, bsc.Reading{Value: dec("10"), State: bsc.StateProvisional})
		assert.True(t, of(t, r.Of("company"), bsc.KPIRef("sales")).Flags.Has(bsc.FlagProvisional))
		assert.False(t, of(t, r.Of("dept"), bsc.KPIRef("sales")).Flags.Has(bsc.FlagProvisional))
	})
	t.Run("one that is stale, one that is not due", func(t *testing.T) {
		for state, flag := range map[bsc.State]bsc.Flags{bsc.StateStale: bsc.FlagStale, bsc.StateNotDue: bsc.FlagNotDue} {
			sales := of(t, levelsResult(t, bsc.Reading{Value: dec("10"), State: state}).Of("company"), bsc.KPIRef("sales"))
			assert.True(t, sales.Flags.Has(flag), state)
		}
	})
	t.Run("one that is negative has no share, and nobody has", func(t *testing.T) {
		shares := sharesOf(levelsResult(t, bsc.Reading{Value: dec("-10")}))
		assert.Equal(t, "0.5", shares["company sales"])
		assert.Empty(t, shares["ann sales"])
	})
	t.Run("two ratios over the same series", func(t *testing.T) {
		units := levels()
		def := units[0].Definition
		objective := &def.Perspectives[0].Objectives[0]
		objective.KPIs = append(objective.KPIs, bsc.KPI{ID: "late", Direction: bsc.DirectionLower, Targets: []bsc.Target{{Value: "10"}}, Calculator: bsc.NewPolicy("ratio", map[string]any{"num": "delays", "den": "jobs", "times": 100})})
		def.Series = append(def.Series, bsc.Series{ID: "delays"})
		readings := new(bsc.Readings)
		for i, unit := range []string{"ann", "bob", "cleo"} {
			units[2+i].Contributes = append(units[2+i].Contributes[:3:3], cascade.Contribution{Mode: cascade.Additive, From: bsc.SeriesRef("delays"), To: bsc.SeriesRef("delays")})
			for _, ref := range []bsc.Ref{bsc.KPIRef("sales"), bsc.SeriesRef("fixed"), bsc.SeriesRef("jobs"), bsc.SeriesRef("delays")} {
				require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: ref, Period: period.Year(2026), Reading: bsc.Reading{Value: dec(fmt.Sprint(10 * (i + 1)))}}))
			}
		}
		units[1].Contributes = units[2].Contributes
		org, err := cascade.New(units, nil)
		require.NoError(t, err)
		r, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
		require.NoError(t, err)
		sum := dec("0")
		for _, s := range r.Shares() {
			assert.Contains(t, []string{"ann", "bob", "cleo"}, s.OrgUnit)
			sum = sum.Add(s.Share)
		}
		assert.True(t, dec("1").Equal(sum), sum)
		sights, _ := r.LineOfSight("ann", bsc.KPIRef("late"))
		require.Len(t, sights, 1, "not by way of the other ratio")
		assert.Equal(t, bsc.KPIRef("late"), sights[0].Steps[2].Ref)
	})
	t.Run("targets below that are not there", func(t *testing.T) {
		units := levels()
		bare := *units[0].Definition
		bare.Perspectives = []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{{ID: "sales", Scorer: bsc.Policy{Name: "stated"}}}}}}}
		for i := range units[2:] {
			units[2+i].Definition = &bare
		}
		org, err := cascade.New(units, nil)
		require.NoError(t, err)
		result, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Readings)})
		require.NoError(t, err)
		gaps := result.TargetGaps()
		require.Len(t, gaps, 2)
		assert.Equal(t, "company [cleo] 100", fmt.Sprint(gaps[0].OrgUnit, " ", gaps[0].Without, " ", gaps[0].Sum), "the sum is right by chance, and cleo has none")
		assert.Equal(t, "dept [ann bob] 0", fmt.Sprint(gaps[1].OrgUnit, " ", gaps[1].Without, " ", gaps[1].Sum))
	})
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func of(t *testing.T, r *bsc.Result, ref bsc.Ref) bsc.Outcome {
	t.Helper()
	o, ok := r.Of(ref)
	require.True(t, ok, ref)
	return o
}

func number(t *testing.T, s bsc.Score) decimal.Decimal {
	t.Helper()
	d, ok := s.Decimal()
	require.True(t, ok, "a score")
	return d
}
