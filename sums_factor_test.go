package bsc_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sells is a card with monthly sales, and a series of rates.
func sells(change func(k *bsc.KPI)) *bsc.Scorecard {
	k := bsc.KPI{ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "100"}}}
	if change != nil {
		change(&k)
	}
	return bsc.MustCompile(&bsc.Definition{
		ID: "card", Scale: bsc.Scale{Cap: "1000"}, Series: []bsc.Series{{ID: "fx", Frequency: period.Monthly}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}}}},
	}, nil)
}

// converts is a group to which a company in pounds and one in euros contribute.
func converts(t *testing.T, group *bsc.Scorecard, by bsc.Factor) *bsc.Sums {
	t.Helper()
	sales := bsc.KPIRef("sales")
	pounds, euros := sells(func(k *bsc.KPI) { k.Unit = "GBP" }), sells(func(k *bsc.KPI) { k.Unit = "EUR" })
	sums, err := bsc.NewSums([]bsc.OrgUnitSums{
		{OrgUnit: "uk", Scorecard: pounds},
		{OrgUnit: "de", Scorecard: euros},
		{OrgUnit: "group", Scorecard: group, Sums: map[bsc.Ref][]bsc.Summand{
			sales: {{OrgUnit: "uk", Ref: sales, Factor: by}, {OrgUnit: "de", Ref: sales}},
		}},
	}, nil)
	require.NoError(t, err)
	return sums
}

func inEuros(k *bsc.KPI) { k.Unit = "EUR" }

func ofContributors(k *bsc.KPI) { k.Unit, k.Target, k.Targets = "EUR", bsc.TargetOfContributors, nil }

// fx is the rates that the group has.
func fx() bsc.Factor { return bsc.Factor{Rates: bsc.SeriesRef("fx"), OrgUnit: "group"} }

func monthly(t *testing.T, unit string, ref bsc.Ref, values ...string) (facts []bsc.Fact) {
	t.Helper()
	for i, v := range values {
		if v != "" {
			facts = append(facts, bsc.Fact{OrgUnit: unit, Ref: ref, Period: period.Month(2026, i+1), Reading: bsc.Reading{Value: dec(v)}})
		}
	}
	return facts
}

// TestFactor converts the sales of each month by its own rate, at every door, and the contributors' targets alike.
func TestFactor(t *testing.T) {
	sales, rates := bsc.KPIRef("sales"), bsc.SeriesRef("fx")
	for _, c := range []struct {
		name   string
		by     bsc.Factor
		group  func(*bsc.KPI)
		rates  []string
		actual string // of the quarter
		target string
		months []string
	}{
		{"a number", bsc.Factor{Number: "1.2"}, ofContributors, nil, "630", "660", []string{"180", "210", "240"}},
		{"rates by month", fx(), inEuros, []string{"1.15", "1.17", "1.2"}, "622", "300", []string{"175", "207", "240"}},
		{"rates by month, and targets", fx(), ofContributors, []string{"1.15", "1.17", "1.2"}, "622", "652", []string{"175", "207", "240"}},
		{
			"60 % by rates",
			bsc.Factor{Share: "0.6", Rates: rates, OrgUnit: "group"},
			inEuros,
			[]string{"1.15", "1.17", "1.2"},
			"481.2", "300",
			nil,
		},
		{"a rate is missing", fx(), ofContributors, []string{"1.15", "", "1.2"}, "415", "435", []string{"175", "", "240"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			group := sells(c.group)
			readings := new(bsc.Readings)
			require.NoError(t, readings.Add(slices.Concat(
				monthly(t, "uk", sales, "100", "100", "100"), monthly(t, "de", sales, "60", "90", "120"), monthly(t, "group", rates, c.rates...),
			)...))
			in := bsc.Input{OrgUnit: "group", Readings: readings, Sums: converts(t, group, c.by), Period: period.Quarter(2026, 1)}
			r, err := group.Evaluate(in)
			require.NoError(t, err)
			o := of(t, r, sales)
			assert.Equal(t, c.actual, o.Actual.Decimal.String())
			assert.Equal(t, c.target, o.Target.Value.Decimal.String(), "%v", o.Reason)
			if len(c.months) == 0 {
				return
			}
			var got []string
			see := func(r *bsc.Result, err error) {
				require.NoError(t, err)
				if o := of(t, r, sales); o.Actual.Valid {
					got = append(got, o.Actual.Decimal.String())
				} else {
					got = append(got, "")
					assert.Equal(t, []bsc.Gap{{OrgUnit: "group", Ref: rates, Period: r.Period()}}, r.Missing(sales), "the rate is named")
				}
			}
			in.Period = period.Month(2026, 3)
			for r, err := range group.EvaluatePeriods(period.Month(2026, 1), in) {
				see(r, err)
			}
			months := []bsc.Input{in, in, in}
			for i := range months {
				months[i].Period = period.Month(2026, i+1)
				see(group.Evaluate(months[i]))
			}
			for r, err := range group.EvaluateOrgUnits(context.Background(), slices.Values(months)) {
				see(r, err)
			}
			assert.Equal(t, slices.Concat(c.months, c.months, c.months), got)
		})
	}
}

// TestFactor_stock converts what rolls up by last at the rate of the month that it shows, and so its target.
func TestFactor_stock(t *testing.T) {
	group := sells(func(k *bsc.KPI) { ofContributors(k); k.Rollup = bsc.RollupLast })
	stock := sells(func(k *bsc.KPI) { k.Rollup, k.Unit = bsc.RollupLast, "GBP" })
	sales, rates := bsc.KPIRef("sales"), bsc.SeriesRef("fx")
	sums, err := bsc.NewSums([]bsc.OrgUnitSums{{OrgUnit: "uk", Scorecard: stock}, {OrgUnit: "group", Scorecard: group, Sums: map[bsc.Ref][]bsc.Summand{
		sales: {{OrgUnit: "uk", Ref: sales, Factor: fx()}},
	}}}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(slices.Concat(monthly(t, "uk", sales, "10", "20", "30"), monthly(t, "group", rates, "1.1", "1.2", "1.3"))...))
	r, err := group.Evaluate(bsc.Input{OrgUnit: "group", Readings: readings, Sums: sums, Period: period.Quarter(2026, 1)})
	require.NoError(t, err)
	o := of(t, r, sales)
	assert.Equal(t, "39 of 130", o.Actual.Decimal.String()+" of "+o.Target.Value.Decimal.String())
}

// TestFactor_targets says why targets cannot be converted.
func TestFactor_targets(t *testing.T) {
	sales, rates := bsc.KPIRef("sales"), bsc.SeriesRef("fx")
	year := sells(func(k *bsc.KPI) { k.Targets = []bsc.Target{{Period: period.Quarter(2026, 1), Value: "300"}} })
	phased := sells(func(k *bsc.KPI) {
		k.Targets = []bsc.Target{{Period: period.Quarter(2026, 1), Value: "300", Phasing: bsc.PhasingLinear}}
	})
	for name, c := range map[string]struct {
		card *bsc.Scorecard
		want string
	}{
		"not phased": {year, "no target is in force: uk: rates by period do not convert a target that does not say what of it is for 2026-01: state its phasing"},
		"phased":     {phased, ""},
	} {
		group := sells(ofContributors)
		sums, err := bsc.NewSums([]bsc.OrgUnitSums{{OrgUnit: "uk", Scorecard: c.card}, {OrgUnit: "group", Scorecard: group, Sums: map[bsc.Ref][]bsc.Summand{
			sales: {{OrgUnit: "uk", Ref: sales, Factor: fx()}},
		}}}, nil)
		require.NoError(t, err, name)
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(slices.Concat(monthly(t, "uk", sales, "100", "100", "100"), monthly(t, "group", rates, "1.1", "1.2", "1.3"))...))
		r, err := group.Evaluate(bsc.Input{OrgUnit: "group", Readings: readings, Sums: sums, Period: period.Quarter(2026, 1)})
		require.NoError(t, err, name)
		if o := of(t, r, sales); c.want != "" {
			assert.Equal(t, c.want, o.Reason.String(), name)
		} else {
			assert.Equal(t, "360", o.Target.Value.Decimal.String(), name)
		}
	}
}

// TestFactor_undivided: a target for a longer period that is not phased is converted in no month, not even in a window of
// one; one stated for the month itself is, and so is one that rolls up by last.
func TestFactor_undivided(t *testing.T) {
	sales, rates := bsc.KPIRef("sales"), bsc.SeriesRef("fx")
	year := bsc.Target{Period: period.Year(2026), Value: "1200"}
	step := bsc.Target{Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingStep}
	none := "no target is in force: uk: rates by period do not convert a target that does not say what of it is for 2026-01: state its phasing"
	for _, c := range []struct {
		name   string
		target bsc.Target
		basis  bsc.Basis
		rollup bsc.Rollup
		asked  period.Period
		want   string
	}{
		{"January", year, bsc.BasisYearToDate, bsc.RollupSum, period.Month(2026, 1), none},
		{"January to February", year, bsc.BasisYearToDate, bsc.RollupSum, period.Month(2026, 2), none},
		{"the month alone", year, bsc.BasisPeriod, bsc.RollupSum, period.Month(2026, 1), none},
		{"stated for the month", bsc.Target{Period: period.Month(2026, 1), Value: "100"}, bsc.BasisYearToDate, bsc.RollupSum, period.Month(2026, 1), "110"},
		{"for every month", bsc.Target{Value: "100"}, bsc.BasisYearToDate, bsc.RollupSum, period.Month(2026, 2), "230"},
		{"one step that is due later", step, bsc.BasisYearToDate, bsc.RollupSum, period.Month(2026, 1), "0"},
		{"last", year, bsc.BasisYearToDate, bsc.RollupLast, period.Month(2026, 2), "1440"},
	} {
		t.Run(c.name, func(t *testing.T) {
			like := func(k *bsc.KPI) { k.Basis, k.Rollup = c.basis, c.rollup }
			group := sells(func(k *bsc.KPI) { ofContributors(k); like(k) })
			uk := sells(func(k *bsc.KPI) { like(k); k.Targets = []bsc.Target{c.target} })
			sums, err := bsc.NewSums([]bsc.OrgUnitSums{{OrgUnit: "uk", Scorecard: uk}, {OrgUnit: "group", Scorecard: group, Sums: map[bsc.Ref][]bsc.Summand{
				sales: {{OrgUnit: "uk", Ref: sales, Factor: fx()}},
			}}}, nil)
			require.NoError(t, err)
			readings := new(bsc.Readings)
			require.NoError(t, readings.Add(slices.Concat(monthly(t, "uk", sales, "100", "100"), monthly(t, "group", rates, "1.1", "1.2"))...))
			r, err := group.Evaluate(bsc.Input{OrgUnit: "group", Readings: readings, Sums: sums, Period: c.asked})
			require.NoError(t, err)
			if o := of(t, r, sales); o.Target.Value.Valid {
				assert.Equal(t, c.want, o.Target.Value.Decimal.String())
			} else {
				assert.Equal(t, c.want, o.Reason.String())
			}
		})
	}
}

// TestFactor_exact multiplies numbers of many digits, and rounds their sum once.
func TestFactor_exact(t *testing.T) {
	sales, rates := bsc.KPIRef("sales"), bsc.SeriesRef("fx")
	group := sells(inEuros)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(slices.Concat(
		monthly(t, "uk", sales, "1234567890.123456789"), monthly(t, "de", sales, "0.0000000000000000001"), monthly(t, "group", rates, "1.23456789012345678901"),
	)...))
	r, err := group.Evaluate(bsc.Input{OrgUnit: "group", Readings: readings, Sums: converts(t, group, fx()), Period: period.Month(2026, 1)})
	require.NoError(t, err)
	exact := dec("1234567890.123456789").Mul(dec("1.23456789012345678901")).Add(dec("0.0000000000000000001"))
	assert.Equal(t, exact.Round(24).String(), of(t, r, sales).Actual.Decimal.String())
}

// TestFactor_fails names a rate below 0, and labels.
func TestFactor_fails(t *testing.T) {
	sales, rates, group := bsc.KPIRef("sales"), bsc.SeriesRef("fx"), sells(inEuros)
	for want, facts := range map[string][]bsc.Fact{
		"2026-01: the rate series:fx of group is -1": slices.Concat(monthly(t, "uk", sales, "1"), monthly(t, "group", rates, "-1")),
		"2026-01: the rate series:fx of group is the label \"par\"": append(monthly(t, "uk", sales, "1"),
			bsc.Fact{OrgUnit: "group", Ref: rates, Period: period.Month(2026, 1), Reading: bsc.Reading{Label: "par"}}),
		"2026-01: the reading of kpi:sales of uk is the label \"good\", which does not add up": {
			{OrgUnit: "uk", Ref: sales, Period: period.Month(2026, 1), Reading: bsc.Reading{Label: "good"}},
		},
	} {
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(append(facts, monthly(t, "de", sales, "1")...)...))
		r, err := group.Evaluate(bsc.Input{OrgUnit: "group", Readings: readings, Sums: converts(t, group, fx()), Period: period.Month(2026, 1)})
		require.NoError(t, err)
		o := of(t, r, sales)
		require.True(t, o.Flags.Has(bsc.FlagFailed), want)
		assert.ErrorContains(t, o.Err, want)
	}
}

// TestResult_Addends shows what each brings, converted, with the arithmetic, also in the explanation.
func TestResult_Addends(t *testing.T) {
	sales, rates, group := bsc.KPIRef("sales"), bsc.SeriesRef("fx"), sells(ofContributors)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(slices.Concat(
		monthly(t, "uk", sales, "100", "100"), monthly(t, "de", sales, "60", "90"), monthly(t, "group", rates, "1.15", "1.17"),
	)...))
	r, err := group.Evaluate(bsc.Input{OrgUnit: "group", Readings: readings, Sums: converts(t, group, fx()), Period: period.Quarter(2026, 1)})
	require.NoError(t, err)
	addends := r.Addends(sales)
	require.Len(t, addends, 2)
	assert.Equal(t, "uk 232 of 232, de 150 of 200", addends[0].OrgUnit+" "+addends[0].Value.Decimal.String()+" of "+addends[0].Target.Decimal.String()+
		", "+addends[1].OrgUnit+" "+addends[1].Value.Decimal.String()+" of "+addends[1].Target.Decimal.String())
	x, err := r.Explain(sales)
	require.NoError(t, err)
	assert.Contains(t, x.String(), "    uk brings 232 to kpi:sales: 100 × 1.15 in 2026-01, 100 × 1.17 in 2026-02\n    de brings 150 to kpi:sales\n")
	assert.Nil(t, r.Addends(rates))
	assert.Nil(t, (*bsc.Result)(nil).Addends(sales))
}

// TestResult_Addends_missing: what each brings adds up to the actual where a month is missing for one of them, and its
// targets to the target. A month that is carried forward is brought again.
func TestResult_Addends_missing(t *testing.T) {
	sales, rates := bsc.KPIRef("sales"), bsc.SeriesRef("fx")
	for _, c := range []struct {
		name   string
		change func(*bsc.KPI)
		want   []string
		of     string
	}{
		{"left out", func(*bsc.KPI) {}, []string{"uk 220 of 220 2", "de 200 of 200 2"}, "420 of 420"},
		{"carried forward", func(k *bsc.KPI) {
			k.Missing = bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 1}
		}, []string{"uk 330 of 340 3", "de 300 of 300 3"}, "630 of 640"},
		{"those that are there", func(k *bsc.KPI) { k.Contributors = bsc.ContributorsPartial }, []string{"uk 340 of 340 3", "de 200 of 200 2"}, "540 of 540"},
		{"the last month, against targets that add up", func(k *bsc.KPI) { k.Rollup = bsc.RollupLast }, []string{"uk 110 of 330 1", "de 100 of 300 1"}, "210 of 630"},
	} {
		t.Run(c.name, func(t *testing.T) {
			group := sells(func(k *bsc.KPI) { ofContributors(k); c.change(k) })
			readings := new(bsc.Readings)
			require.NoError(t, readings.Add(slices.Concat(
				monthly(t, "uk", sales, "100", "100", "100"), monthly(t, "de", sales, "100", "", "100"), monthly(t, "group", rates, "1.1", "1.2", "1.1"),
			)...))
			r, err := group.Evaluate(bsc.Input{OrgUnit: "group", Readings: readings, Sums: converts(t, group, fx()), Period: period.Quarter(2026, 1)})
			require.NoError(t, err)
			var got []string
			for _, a := range r.Addends(sales) {
				got = append(got, fmt.Sprint(a.OrgUnit, " ", a.Value.Decimal, " of ", a.Target.Decimal, " ", len(a.Parts)))
			}
			assert.Equal(t, c.want, got)
			o := of(t, r, sales)
			assert.Equal(t, c.of, fmt.Sprint(o.Actual.Decimal, " of ", o.Target.Value.Decimal))
		})
	}
}

// TestNewSums_unfit refuses what has no meaning together, and says the ways out.
func TestNewSums_unfit(t *testing.T) {
	sales := bsc.KPIRef("sales")
	labelled := func(k *bsc.KPI) {
		k.Targets, k.Scorer = nil, bsc.NewPolicy("points", map[string]any{"labels": map[string]int{"good": 100, "bad": 0}})
	}
	lower := func(k *bsc.KPI) { k.Direction = bsc.DirectionLower }
	closer := func(k *bsc.KPI) {
		k.Direction, k.Scorer = bsc.DirectionCloser, bsc.NewPolicy("range", map[string]any{"within": "10", "zero_at": "20"})
	}
	pounds := func(k *bsc.KPI) { k.Unit = "GBP" }
	mean := func(k *bsc.KPI) { k.Rollup = bsc.RollupMean }
	for _, c := range []struct {
		from, to func(*bsc.KPI)
		s        bsc.Summand
		want     []string // none: it is allowed
	}{
		{labelled, labelled, bsc.Summand{}, []string{"/1/sums/kpi:sales/0: the readings of kpi:sales of low are labels, which do not add up (readings that are numbers); let its score count instead"}},
		{labelled, labelled, bsc.Summand{Shared: true}, nil},
		{labelled, nil, bsc.Summand{Shared: true}, []string{"/1/sums/kpi:sales/0: the readings of kpi:sales of low are labels, and those of kpi:sales of top are numbers (the same for both)"}},
		{lower, nil, bsc.Summand{}, []string{"/1/sums/kpi:sales/0: kpi:sales of low is better if lower, and kpi:sales of top if higher (the same direction); let its score count instead, or subtract it with the factor -1"}},
		{lower, nil, bsc.Summand{Factor: bsc.Factor{Number: "-1"}}, nil},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Number: "-1"}}, []string{"/1/sums/kpi:sales/0: kpi:sales of low is better if higher, and kpi:sales of top if higher, where the factor is negative (opposite directions); let its score count instead"}},
		{lower, nil, bsc.Summand{Shared: true}, nil},
		{closer, nil, bsc.Summand{}, []string{"/1/sums/kpi:sales/0: kpi:sales of low is better if closer, and kpi:sales of top if higher (the same direction); let its score count instead"}},
		{closer, closer, bsc.Summand{}, nil},
		{pounds, inEuros, bsc.Summand{}, []string{`/1/sums/kpi:sales/0: kpi:sales of low is in "GBP", and kpi:sales of top in "EUR" (the same unit, or a factor that converts)`}},
		{pounds, inEuros, bsc.Summand{Shared: true}, []string{`/1/sums/kpi:sales/0: kpi:sales of low is in "GBP", and kpi:sales of top in "EUR" (the same unit, or a factor that converts)`}},
		{pounds, nil, bsc.Summand{}, nil},
		{pounds, inEuros, bsc.Summand{Factor: bsc.Factor{Number: "1.17"}}, nil},
		{pounds, inEuros, bsc.Summand{Factor: bsc.Factor{Share: "0.6"}}, []string{`/1/sums/kpi:sales/0: kpi:sales of low is in "GBP", and kpi:sales of top in "EUR" (the same unit, or a factor that converts); a share converts nothing: state rates or a number, too`}},
		{pounds, inEuros, bsc.Summand{Factor: bsc.Factor{Share: "0.6", Number: "1.2"}}, nil},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Share: "1"}}, nil},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Share: "1.0001"}}, []string{"/1/sums/kpi:sales/0/factor/share: a share of 1.0001 (above 0 and at most 1: 0.6 for 60 %); what converts is a number or rates"}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Share: "0"}}, []string{"/1/sums/kpi:sales/0/factor/share: a share of 0 (above 0 and at most 1: 0.6 for 60 %); what converts is a number or rates"}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Number: "0"}}, []string{"/1/sums/kpi:sales/0/factor/number: a factor of 0 (a number that is not 0)"}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Number: "1e99"}}, []string{"/1/sums/kpi:sales/0/factor/number: "}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{OrgUnit: "top"}}, []string{`/1/sums/kpi:sales/0/factor/rates: a factor of "top" that names no rates (a series of its scorecard)`}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Rates: bsc.SeriesRef("fy")}}, []string{`/1/sums/kpi:sales/0/factor/rates: there is no "series:fy" on the card of low`}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Rates: bsc.SeriesRef("fx"), OrgUnit: "tap"}}, []string{`/1/sums/kpi:sales/0/factor/unit: there is no org unit "tap"; did you mean "top"?`}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Rates: sales}}, []string{"/1/sums/kpi:sales/0/factor/rates: kpi:sales of low is converted by itself"}},
		{nil, nil, bsc.Summand{Factor: bsc.Factor{Rates: sales, OrgUnit: "top"}}, []string{"/1/sums/kpi:sales/0/factor/rates: the rates kpi:sales of top add up readings of other org units (rates with readings of their own, or shared ones)"}},
		{nil, nil, bsc.Summand{Shared: true, Factor: bsc.Factor{Number: "2"}}, []string{"/1/sums/kpi:sales/0/factor: a factor of what is shared (a factor of what adds up); add up this one alone"}},
		{mean, func(k *bsc.KPI) { mean(k); k.Target, k.Targets = bsc.TargetOfContributors, nil }, bsc.Summand{Factor: fxOf("top")}, []string{
			"/1/sums/kpi:sales/0: rates convert no targets that roll up by mean (targets that add up, or those of the last period); state the targets of kpi:sales of top instead of adding them up",
		}},
		{func(k *bsc.KPI) { labelled(k); lower(k); pounds(k); k.Frequency = period.Weekly }, inEuros, bsc.Summand{}, []string{"measured differently often", "are labels", "is better if lower", `is in "GBP"`}},
	} {
		c.s.OrgUnit, c.s.Ref = "low", sales
		_, err := bsc.NewSums([]bsc.OrgUnitSums{
			{OrgUnit: "low", Scorecard: sells(c.from)},
			{OrgUnit: "top", Scorecard: sells(c.to), Sums: map[bsc.Ref][]bsc.Summand{sales: {c.s}}},
		}, nil)
		if len(c.want) == 0 {
			require.NoError(t, err)
			continue
		}
		var refused *bsc.DefinitionError
		require.ErrorAs(t, err, &refused, c.want)
		lines := oracle.Lines(refused.Problems)
		require.Len(t, lines, len(c.want), lines)
		for i, line := range lines {
			assert.Contains(t, line, c.want[i])
		}
	}
}

func fxOf(unit string) bsc.Factor { return bsc.Factor{Rates: bsc.SeriesRef("fx"), OrgUnit: unit} }

// TestNewSums_calendars adds up what has the same periods: months of all calendars, quarters only of equal ones.
func TestNewSums_calendars(t *testing.T) {
	sales := bsc.KPIRef("sales")
	card := func(c period.Calendar, f period.Frequency, change func(*bsc.KPI)) *bsc.Scorecard {
		k := bsc.KPI{ID: "sales", Frequency: f, Targets: []bsc.Target{{Value: "1"}}}
		if change != nil {
			change(&k)
		}
		return bsc.MustCompile(&bsc.Definition{ID: "card", Calendar: c, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}}}}}, nil)
	}
	january, april := period.Calendar{}, period.Calendar{StartMonth: 4, NamedBy: period.NamedByStart}
	weeks445 := period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks445, EndDay: period.Saturday, EndMonth: 12}}
	weeks454 := period.Calendar{Weeks: &period.WeekYear{Pattern: period.Weeks454, EndDay: period.Saturday, EndMonth: 12}}
	summed := func(k *bsc.KPI) { k.Target, k.Targets = bsc.TargetOfContributors, nil }
	for _, c := range []struct {
		from, to  period.Calendar
		frequency period.Frequency
		change    func(*bsc.KPI)
		want      string
	}{
		{january, april, period.Monthly, nil, ""},
		{january, april, period.Daily, nil, ""},
		{january, april, period.Quarterly, nil, "the quarters of low and top have different days (calendars that agree); months add up in every calendar"},
		{january, april, "", nil, "the years of low and top have different days (calendars that agree); state a frequency: days, weeks and months are the same in every calendar"},
		{january, april, period.Monthly, summed, "the years of low and top have different days (calendars that agree); state the targets of kpi:sales instead of adding them up"},
		{april, april, period.Quarterly, summed, ""},
		{weeks445, weeks454, period.Quarterly, nil, ""},
		{weeks445, weeks454, period.ByPeriod, nil, "the numbered periods of low and top have different days"},
	} {
		_, err := bsc.NewSums([]bsc.OrgUnitSums{
			{OrgUnit: "low", Scorecard: card(c.from, c.frequency, nil)},
			{OrgUnit: "top", Scorecard: card(c.to, c.frequency, c.change), Sums: map[bsc.Ref][]bsc.Summand{sales: {{OrgUnit: "low", Ref: sales}}}},
		}, nil)
		if c.want == "" {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, bsc.ErrCalendar)
		assert.ErrorContains(t, err, c.want)
	}
}

// TestSums_Warnings warns once of percentages that add up, and once of roll-ups that hardly suit sums.
func TestSums_Warnings(t *testing.T) {
	sales := bsc.KPIRef("sales")
	share := sells(func(k *bsc.KPI) { k.Unit, k.Rollup = "%", bsc.RollupMean })
	units := []bsc.OrgUnitSums{{OrgUnit: "a", Scorecard: share}, {OrgUnit: "b", Scorecard: share}}
	for _, top := range []string{"x", "y"} {
		units = append(units, bsc.OrgUnitSums{OrgUnit: top, Scorecard: share, Sums: map[bsc.Ref][]bsc.Summand{
			sales: {{OrgUnit: "a", Ref: sales}, {OrgUnit: "b", Ref: sales}},
		}})
	}
	sums, err := bsc.NewSums(units, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"warning: /2/sums/kpi:sales/0: percentages add up, 80 % and 70 % to 150 %: kpi:sales of x and 1 more; add up what they are calculated from, for a ratio of sums",
		"warning: /2/sums/kpi:sales/0: the sum over org units rolls up over time by mean: kpi:sales of x and 1 more; sum suits what adds up, and last what is counted at a time",
	}, oracle.Lines(sums.Warnings()))
	for i := range units[2:] { // halves of both make a mean
		for j := range 2 {
			units[2+i].Sums[sales][j].Factor.Number = "0.5"
		}
	}
	sums, err = bsc.NewSums(units, nil)
	require.NoError(t, err)
	assert.Len(t, sums.Warnings(), 1)
}

// TestSums_stray refuses a reading where those of other org units count, and says where it belongs.
func TestSums_stray(t *testing.T) {
	sales, card := bsc.KPIRef("sales"), sells(nil)
	for shared, want := range map[bool]string{
		true:  "kpi:sales: a reading of top for 2026-02, where those of low are shared; record it there, as kpi:sales of low",
		false: "kpi:sales: a reading of top for 2026-02, where those of other org units add up; record it for one of them, as kpi:sales of low",
	} {
		sums, err := bsc.NewSums([]bsc.OrgUnitSums{{OrgUnit: "low", Scorecard: card}, {OrgUnit: "top", Scorecard: card, Sums: map[bsc.Ref][]bsc.Summand{
			sales: {{OrgUnit: "low", Ref: sales, Shared: shared}},
		}}}, nil)
		require.NoError(t, err)
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(slices.Concat(monthly(t, "low", sales, "1", "1", "1"), monthly(t, "top", sales, "", "5"))...))
		in := bsc.Input{OrgUnit: "top", Readings: readings, Sums: sums, Period: period.Quarter(2026, 1)}
		_, err = card.Evaluate(in)
		require.ErrorIs(t, err, bsc.ErrConflict)
		assert.EqualError(t, err, "bsc: "+want)
		for _, err := range card.EvaluateOrgUnits(context.Background(), slices.Values([]bsc.Input{in})) {
			require.ErrorIs(t, err, bsc.ErrConflict)
		}
		in.Period = period.Month(2026, 3)
		var errs []error
		for _, err := range card.EvaluatePeriods(period.Month(2026, 1), in) {
			errs = append(errs, err)
		}
		assert.ErrorIs(t, errs[1], bsc.ErrConflict, "%v", errs)
		_, err = card.Evaluate(in)
		require.NoError(t, err, "the reading is of another month")
	}
}
