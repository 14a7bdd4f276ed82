package cascade_test

import (
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// currencies is a group in euros over a company in pounds, whose rates the group has, and one in euros.
func currencies(group, company bsc.KPI) []cascade.OrgUnit {
	def := func(k bsc.KPI, unit string) *bsc.Definition {
		k.Unit = unit
		d := sales(k)
		d.Series = []bsc.Series{{ID: "gbp", Unit: "EUR/GBP", Frequency: period.Monthly}}
		return d
	}
	of := bsc.KPIRef("sales")
	return []cascade.OrgUnit{
		{ID: "group", Definition: def(group, "EUR")},
		{ID: "uk", Parent: "group", Definition: def(company, "GBP"), Contributes: []cascade.Contribution{
			{Mode: cascade.Additive, From: of, To: of, Factor: bsc.Factor{Rates: bsc.SeriesRef("gbp"), OrgUnit: "group"}},
		}},
		{ID: "de", Parent: "group", Definition: def(company, "EUR"), Contributes: []cascade.Contribution{
			{Mode: cascade.Additive, From: of, To: of},
		}},
	}
}

func facts(unit string, ref bsc.Ref, months ...string) (list []bsc.Fact) {
	for i, text := range months {
		if r, ok := reading(text); ok {
			list = append(list, bsc.Fact{OrgUnit: unit, Ref: ref, Period: period.Month(2026, i+1), Reading: r})
		}
	}
	return list
}

// TestContribution_factor follows pounds into euros: the sum, its target, what each brings, shares, lines of sight and
// gaps.
func TestContribution_factor(t *testing.T) {
	of, gbp := bsc.KPIRef("sales"), bsc.SeriesRef("gbp")
	units := currencies(bsc.KPI{Target: bsc.TargetOfContributors}, bsc.KPI{Targets: []bsc.Target{{Value: "100"}}})
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(slices.Concat(facts("uk", of, "100", "50"), facts("de", of, "50", "75"), facts("group", gbp, "1.25", "1.5"))...))
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	assert.Empty(t, org.Warnings())
	in := bsc.Input{Period: period.Quarter(2026, 1), Readings: readings}
	r, err := org.Evaluate(in)
	require.NoError(t, err)
	o, _ := r.Of("group").Of(of)
	assert.Equal(t, "325 of 475", o.Actual.Decimal.String()+" of "+o.Target.Value.Decimal.String(), "125 + 75 + 125 of 125 + 150 + 200")
	by := r.Contributors("group", of)
	require.Len(t, by, 2)
	assert.Equal(t, []string{"uk 150 200", "de 125 125"}, []string{
		by[0].OrgUnit + " " + by[0].Value.Decimal.String() + " " + by[0].Brought.Decimal.String(),
		by[1].OrgUnit + " " + by[1].Value.Decimal.String() + " " + by[1].Brought.Decimal.String(),
	})
	assert.Equal(t, gbp, by[0].Factor.Rates)
	shares := r.Shares()
	require.Len(t, shares, 2)
	assert.Equal(t, "0.6153846154", shares[0].Share.String(), "200 of 325 euros, not 150 of 275")
	sights, _ := r.LineOfSight("uk", of)
	assert.Equal(t, shares[0].Share.String(), sights[0].Share.String())
	assert.Empty(t, r.TargetGaps())

	in.Period = period.Month(2026, 2)
	r, err = org.Evaluate(in)
	require.NoError(t, err)
	o, _ = r.Of("group").Of(of)
	assert.Equal(t, "150 of 250", o.Actual.Decimal.String()+" of "+o.Target.Value.Decimal.String())

	require.NoError(t, readings.Add(facts("uk", of, "", "", "40")...))
	require.NoError(t, readings.Add(facts("de", of, "", "", "40")...))
	in.Period = period.Month(2026, 3)
	r, err = org.Evaluate(in)
	require.NoError(t, err)
	assert.Equal(t, []bsc.Gap{{OrgUnit: "group", Ref: gbp, Period: in.Period}}, r.Of("group").Missing(of), "the rate is missing")
	o, _ = r.Of("group").Of(of)
	assert.False(t, o.Score.Valid())
}

// TestTargetGaps_factor compares the group's own target in euros with those of its companies.
func TestTargetGaps_factor(t *testing.T) {
	of, gbp := bsc.KPIRef("sales"), bsc.SeriesRef("gbp")
	units := currencies(bsc.KPI{Targets: []bsc.Target{{Value: "220"}}}, bsc.KPI{Targets: []bsc.Target{{Value: "100"}}})
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(slices.Concat(facts("uk", of, "1"), facts("de", of, "1"), facts("group", gbp, "1.25"))...))
	org, err := cascade.New(units, nil)
	require.NoError(t, err)
	r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 1), Readings: readings})
	require.NoError(t, err)
	gaps := r.TargetGaps()
	require.Len(t, gaps, 1)
	assert.Equal(t, "225", gaps[0].Sum.String())
}

// TestTargetGaps_missing compares over the months that count: where one is missing for a contributor, there is no gap, by
// a factor or not. The lines add up to the actual, and so do the shares.
func TestTargetGaps_missing(t *testing.T) {
	of := bsc.KPIRef("sales")
	for _, by := range []bsc.Factor{{}, {Number: "1"}} {
		for group, want := range map[bsc.Number]int{"200": 0, "250": 1} {
			units := currencies(bsc.KPI{Targets: []bsc.Target{{Value: group}}}, bsc.KPI{Targets: []bsc.Target{{Value: "100"}}})
			units[1].Definition = units[2].Definition
			units[1].Contributes[0].Factor = by
			readings := new(bsc.Readings)
			require.NoError(t, readings.Add(slices.Concat(facts("uk", of, "100", "100", "100"), facts("de", of, "100", "", "100"))...))
			org, err := cascade.New(units, nil)
			require.NoError(t, err)
			r, err := org.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
			require.NoError(t, err)
			gaps := r.TargetGaps()
			require.Len(t, gaps, want, "%+v", gaps)
			if want > 0 {
				assert.Equal(t, "500 400", gaps[0].Target.Decimal.String()+" "+gaps[0].Sum.String())
			}
			for _, c := range r.Contributors("group", of) {
				assert.Equal(t, "200", c.Brought.Decimal.String(), c.OrgUnit)
			}
			assert.Equal(t, "0.5", r.Shares()[0].Share.String())
		}
	}
}

// TestContributors_series shows what each brings to the series of a year-to-date KPI: over its months.
func TestContributors_series(t *testing.T) {
	cost, of := bsc.SeriesRef("cost"), bsc.KPIRef("sales")
	for _, k := range []bsc.KPI{
		{Basis: bsc.BasisYearToDate, Calculator: bsc.NewPolicy("sum", bsc.ListArgs{Of: []bsc.Operand{{ID: "cost"}}})},
		{Basis: bsc.BasisYearToDate, Calculator: bsc.NewPolicy("ratio", bsc.RatioArgs{Num: "cost", Den: "cost"})},
	} {
		k.Targets = []bsc.Target{{Value: "1"}}
		def := func(k bsc.KPI) *bsc.Definition {
			d := sales(k)
			d.Series = []bsc.Series{{ID: "cost", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
			return d
		}
		gives := []cascade.Contribution{{Mode: cascade.Additive, From: cost, To: cost, Factor: bsc.Factor{Number: "0.5"}}}
		org, err := cascade.New([]cascade.OrgUnit{
			{ID: "group", Definition: def(k)},
			{ID: "uk", Parent: "group", Definition: def(bsc.KPI{}), Contributes: gives},
			{ID: "us", Parent: "group", Definition: def(bsc.KPI{}), Contributes: gives},
		}, nil)
		require.NoError(t, err)
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(slices.Concat(facts("uk", cost, "100", "100", "100"), facts("us", cost, "10", "", "30"))...))
		r, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 3), Readings: readings})
		require.NoError(t, err)
		x, err := r.Of("group").Explain(of)
		require.NoError(t, err)
		assert.Contains(t, x.String(), "    uk brings 100 to series:cost: 100 × 0.5 in 2026-01, 100 × 0.5 in 2026-03\n"+
			"    us brings 20 to series:cost: 10 × 0.5 in 2026-01, 30 × 0.5 in 2026-03\n")
		by := r.Contributors("group", of)
		require.GreaterOrEqual(t, len(by), 2, "a ratio lists them for each of its inputs")
		assert.Equal(t, "100 20", by[0].Brought.Decimal.String()+" "+by[1].Brought.Decimal.String())
	}
}

// TestNew_unfit refuses contributions without a meaning, all at once and each where it is stated.
func TestNew_unfit(t *testing.T) {
	of := bsc.KPIRef("sales")
	units := currencies(bsc.KPI{Scorer: bsc.Policy{Name: "stated"}}, bsc.KPI{Direction: bsc.DirectionLower, Scorer: bsc.Policy{Name: "stated"}})
	units[1].Contributes[0].Factor = bsc.Factor{Rates: bsc.SeriesRef("usd"), OrgUnit: "group"}
	units[2].Contributes = append([]cascade.Contribution{
		{Mode: cascade.Contributory, From: of, To: bsc.ObjectiveRef("sell"), Factor: bsc.Factor{Number: "2"}},
	}, units[2].Contributes...)
	units = append(units, cascade.OrgUnit{ID: "us", Parent: "group", Definition: units[1].Definition, Contributes: []cascade.Contribution{
		{Mode: cascade.Additive, From: of, To: of},
		{Mode: cascade.Additive, From: bsc.SeriesRef("nothing"), To: of},
	}})
	_, err := cascade.New(units, nil)
	var refused *bsc.DefinitionError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, []string{
		`/units/1/contributes/0/factor/rates: there is no "series:usd" on the card of group`,
		"/units/1/contributes/0: kpi:sales of uk is better if lower, and kpi:sales of group if higher (the same direction); let its score count instead, or subtract it with the factor -1",
		"/units/2/contributes/0/factor: a factor of a score (a factor of what is additive); a weight says how much a score counts",
		"/units/2/contributes/1: kpi:sales of de is better if lower, and kpi:sales of group if higher (the same direction); let its score count instead, or subtract it with the factor -1",
		"/units/3/contributes/0: kpi:sales of us is better if lower, and kpi:sales of group if higher (the same direction); let its score count instead, or subtract it with the factor -1",
		`/units/3/contributes/0: kpi:sales of us is in "GBP", and kpi:sales of group in "EUR" (the same unit, or a factor that converts)`,
		`/units/3/contributes/1/from: there is no "series:nothing" on the card of us`,
	}, sorted(oracle.Lines(refused.Problems)))
	for _, p := range refused.Problems {
		assert.Equal(t, bsc.KindOrgUnit, p.Ref.Kind)
		assert.NotEqual(t, "group", p.Ref.ID, "who contributes is told")
	}
}

func sorted(lines []string) []string {
	slices.Sort(lines)
	return lines
}

// TestNew_percent warns once that percentages add up.
func TestNew_percent(t *testing.T) {
	units := manyUnits(5, []cascade.Contribution{additive(bsc.KPIRef("sales")), additive(bsc.SeriesRef("hits"))})
	def := units[0].Definition
	def.Perspectives[0].Objectives[0].KPIs[0].Unit, def.Series[0].Unit = "%", "percent"
	warnings := cascadeOf(t, units).Warnings()
	assert.Equal(t, []string{
		"warning: /units/1/contributes/0: percentages add up, 80 % and 70 % to 150 %: kpi:sales of top and 1 more; add up what they are calculated from, for a ratio of sums",
	}, oracle.Lines(warnings))
	assert.ErrorIs(t, warnings[0], bsc.ErrUnit)
}

// TestEvaluate_stray refuses readings of what has them from other org units, of all org units at once.
func TestEvaluate_stray(t *testing.T) {
	of := bsc.KPIRef("sales")
	shared := []cascade.Contribution{{Mode: cascade.SharedMeasure, From: of, To: of}}
	org := cascadeOf(t, manyUnits(2, shared))
	readings := new(bsc.Readings)
	for _, unit := range []string{"top", "unit0", "unit1"} {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: unit, Ref: of, Period: period.Year(2026), Reading: bsc.Reading{Value: dec("1")}}))
	}
	_, err := org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
	var refused *bsc.InputError
	require.ErrorAs(t, err, &refused)
	want := []string{
		"kpi:sales: a reading of unit0 for 2026, where those of top are shared; record it there, as kpi:sales of top",
		"kpi:sales: a reading of unit1 for 2026, where those of top are shared; record it there, as kpi:sales of top",
	}
	assert.Equal(t, want, sorted(oracle.Lines(refused.Problems)))
	assert.Len(t, org.CheckReadings(readings), 2)
	_, err = org.Evaluate(bsc.Input{Period: period.Year(2025), Readings: readings})
	require.NoError(t, err)
	_, err = org.Evaluate(bsc.Input{Period: period.Year(2026), Readings: new(bsc.Table)})
	assert.EqualError(t, err, "bsc: a cascade on a Table, which knows no org units (Readings, or another Source)")
}

// TestEvaluate_calendars counts a score only where both cards mean the same days.
func TestEvaluate_calendars(t *testing.T) {
	o := bsc.ObjectiveRef("o")
	units := manyUnits(1, []cascade.Contribution{{Mode: cascade.Contributory, From: o, To: o}})
	april := *units[1].Definition
	april.Calendar = period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart}
	units[1].Definition = &april
	org := cascadeOf(t, units)
	_, err := org.Evaluate(bsc.Input{Period: period.Month(2026, 7), Readings: oneReading{}})
	require.NoError(t, err)
	_, err = org.Evaluate(bsc.Input{Period: period.Quarter(2026, 3), Readings: oneReading{}})
	require.ErrorIs(t, err, bsc.ErrCalendar)
	assert.EqualError(t, err, "bsc: 2026-Q3 has other days for unit0 than for top, which counts its score (months, weeks and days, which are the same in every calendar)")
}
