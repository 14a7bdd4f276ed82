package bsc_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// timed are sums of the sales of a region, a and b, brought at the times that are given.
func timed(card *bsc.Scorecard, region, a, b []bsc.Summand) []bsc.OrgUnitSums {
	sales := func(of []bsc.Summand) map[bsc.Ref][]bsc.Summand {
		if len(of) == 0 {
			return nil
		}
		for i := range of {
			of[i].Ref = bsc.KPIRef("sales")
		}
		return map[bsc.Ref][]bsc.Summand{bsc.KPIRef("sales"): of}
	}
	return []bsc.OrgUnitSums{
		{OrgUnit: "region", Scorecard: card, Sums: sales(region)},
		{OrgUnit: "a", Scorecard: card, Sums: sales(a)},
		{OrgUnit: "b", Scorecard: card, Sums: sales(b)},
		{OrgUnit: "c", Scorecard: card},
	}
}

// TestNewSums_time refuses at one time what it takes at two.
func TestNewSums_time(t *testing.T) {
	card := bsc.MustCompile(region(), nil)
	june, july := period.Month(2026, 6), period.Month(2026, 7)
	type list = []bsc.Summand
	for name, c := range map[string]struct {
		region, a, b list
		want         string
	}{
		"to and fro, one after the other": {list{{OrgUnit: "c"}}, list{{OrgUnit: "b", Until: june}}, list{{OrgUnit: "a", Since: july}}, ""},
		"to and fro, in june": {
			list{{OrgUnit: "c"}},
			list{{OrgUnit: "b", Until: june}},
			list{{OrgUnit: "a", Since: june}},
			"bsc: /1/sums/kpi:sales: the readings of kpi:sales add up to themselves; take one of the contributions away",
		},
		"two ways, one after the other": {list{{OrgUnit: "a"}, {OrgUnit: "b"}}, list{{OrgUnit: "c", Until: june}}, list{{OrgUnit: "c", Since: july}}, ""},
		"two ways in june": {
			list{{OrgUnit: "a"}, {OrgUnit: "b"}},
			list{{OrgUnit: "c", Until: june}},
			list{{OrgUnit: "c", Since: june}},
			"bsc: /0/sums/kpi:sales: kpi:sales of c is counted twice in kpi:sales of region; it comes by two ways; take one of them away",
		},
		"twice directly, one after the other": {list{{OrgUnit: "c", Until: june}, {OrgUnit: "c", Since: july}}, nil, nil, ""},
		"shared, then added up":               {list{{OrgUnit: "a", Shared: true, Until: june}, {OrgUnit: "b", Since: july}, {OrgUnit: "c", Since: july}}, nil, nil, ""},
		"shared beside another in june": {
			list{{OrgUnit: "a", Shared: true, Until: june}, {OrgUnit: "b", Since: june}},
			nil, nil,
			"bsc: /0/sums/kpi:sales: kpi:sales of region is made of the readings of 2 org units (one, whose readings are shared)",
		},
		"ends before it begins": {
			list{{OrgUnit: "a", Since: july, Until: june}},
			nil, nil,
			"bsc: /0/sums/kpi:sales/0/until: it is brought until 2026-06, and only since 2026-07 (an end not before the start)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := bsc.NewSums(timed(card, c.region, c.a, c.b), nil)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, c.want)
		})
	}
}

// TestSums_time reads each month as it was: region's own until april, then a's, then c's through b. What is missing is
// asked of whom it was brought by.
func TestSums_time(t *testing.T) {
	card := bsc.MustCompile(region(), nil)
	units := timed(card,
		[]bsc.Summand{{OrgUnit: "a", Since: period.Month(2026, 2), Until: period.Month(2026, 2)}, {OrgUnit: "b", Since: period.Month(2026, 3)}},
		nil, []bsc.Summand{{OrgUnit: "c"}})
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(
		salesFact("region", 1, "1"), salesFact("a", 1, "99"), salesFact("a", 2, "2"), salesFact("c", 2, "99"), salesFact("c", 3, "4")))
	in := bsc.Input{Period: period.Quarter(2026, 1), OrgUnit: "region", Readings: readings, Sums: sumsOf(t, units)}
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	o, _ := r.Of(bsc.KPIRef("sales"))
	assert.Equal(t, "7", o.Actual.Decimal.String())
	var brought []string
	for _, a := range r.Addends(bsc.KPIRef("sales")) {
		brought = append(brought, a.OrgUnit+" "+a.Value.Decimal.String())
	}
	assert.Equal(t, []string{"a 2", "b 4"}, brought)

	in.Period = period.Quarter(2026, 2)
	r, err = card.Evaluate(in)
	require.NoError(t, err)
	missing := r.Missing(bsc.KPIRef("sales"))
	require.Len(t, missing, 3)
	for _, gap := range missing {
		assert.Equal(t, "c", gap.OrgUnit)
	}

	require.NoError(t, readings.Add(salesFact("region", 2, "5")))
	in.Period = period.Month(2026, 2)
	_, err = card.Evaluate(in)
	require.ErrorIs(t, err, bsc.ErrConflict, "region has a's then")

	needs, err := card.Needs(period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 3), OrgUnit: "region", Sums: in.Sums})
	require.NoError(t, err)
	var of []string
	for _, n := range needs.Readings {
		if n.Ref == bsc.KPIRef("sales") {
			of = append(of, n.OrgUnit)
		}
	}
	assert.Equal(t, []string{"a", "c", "region"}, of)
}

// TestEvaluate_times evaluates somebody who left after February and came back in June: the months between do not apply,
// neither do their shares of a target. Before, this was said as the time of then.
func TestEvaluate_times(t *testing.T) {
	def := region()
	def.Perspectives[0].Objectives[0].KPIs[0].Targets = nil
	card := bsc.MustCompile(def, nil)
	readings := new(bsc.Readings)
	for month := range 12 {
		require.NoError(t, readings.Add(salesFact("", month+1, "10")))
	}
	in := bsc.Input{
		Period: period.Year(2026), Readings: readings, Since: period.Month(2026, 6),
		Times:   []bsc.OrgUnitTime{{Through: period.Month(2026, 5), Until: period.Month(2026, 2)}},
		Targets: bsc.OrgUnitTargets{"sales": {Period: period.Year(2026), Value: "900", Phasing: bsc.PhasingLinear}},
	}
	of := func(in bsc.Input) bsc.Outcome {
		t.Helper()
		r, err := card.Evaluate(in)
		require.NoError(t, err)
		o, _ := r.Of(bsc.KPIRef("sales"))
		return o
	}
	o := of(in)
	assert.Equal(t, "90", o.Actual.Decimal.String(), "nine months")
	assert.Equal(t, "900", o.Target.Value.Decimal.String(), "of which all nine have a share")
	in.Period = period.Quarter(2026, 2)
	o = of(in)
	assert.Equal(t, "10 of 100", o.Actual.Decimal.String()+" of "+o.Target.Value.Decimal.String())
	in.Period = period.Month(2026, 4)
	assert.True(t, of(in).Flags.Has(bsc.FlagNotApplicable))
	in.Times[0].Away = true
	in.Period = period.Month(2026, 1)
	assert.True(t, of(in).Flags.Has(bsc.FlagNotApplicable))

	in.Times = []bsc.OrgUnitTime{{Through: period.Numbered(2026, 13)}, {Through: period.Month(2026, 1), Since: period.Month(2026, 2), Until: period.Month(2026, 1)}}
	_, err := card.Evaluate(in)
	var refused *bsc.InputError
	require.ErrorAs(t, err, &refused)
	assert.Len(t, refused.Problems, 2)
}
