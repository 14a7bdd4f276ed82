package vectors_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// months adds readings of one value after another, from January 2026 on; "" is none.
func months(t *testing.T, r *bsc.Readings, ref bsc.Ref, values ...string) *bsc.Readings {
	t.Helper()
	for i, v := range values {
		if v != "" {
			require.NoError(t, r.Add(bsc.Fact{Ref: ref, Period: period.Month(2026, i+1), Reading: bsc.Reading{Value: dec(v)}}))
		}
	}
	return r
}

// TestVectors_phasing checks T4 and T4b: 520 of a yearly 1,200 after six months.
func TestVectors_phasing(t *testing.T) {
	readings := months(t, new(bsc.Readings), bsc.KPIRef("sales"), "90", "80", "85", "95", "90", "80")
	seasonal := []bsc.Number{"5", "6", "7", "8", "8", "8", "9", "9", "9", "10", "10", "11"}
	cases := map[string]struct {
		phasing          bsc.Phasing
		profile          []bsc.Number
		target, want     string
		warns            bool
		progress, expect string
	}{
		"not phased": {"", nil, "1200", "43.3333333333", true, "0.4333333333", "0.5"},
		"linear":     {bsc.PhasingLinear, nil, "600", "86.6666666667", false, "0.4333333333", "0.5"},
		"seasonal":   {bsc.PhasingSeasonal, seasonal, "504", "103.1746031746", false, "0.4333333333", "0.42"},
		"step":       {bsc.PhasingStep, nil, "0", "", false, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			def := oracle.CardOf(bsc.KPI{
				ID: "sales", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate,
				Targets: []bsc.Target{{Period: period.Year(2026), Value: "1200", Phasing: c.phasing, Profile: c.profile, Origin: "agreed"}},
			})
			card, err := bsc.Compile(def, nil)
			require.NoError(t, err)
			result, err := card.Evaluate(bsc.Input{Period: period.Month(2026, 6), Readings: readings})
			require.NoError(t, err)
			sales := of(t, result, bsc.KPIRef("sales"))
			assert.True(t, sales.Actual.Decimal.Equal(dec("520")), sales.Actual)
			assert.True(t, sales.Target.Value.Decimal.Equal(dec(c.target)), sales.Target.Value)
			assert.Equal(t, "agreed 2026", sales.Target.Origin+" "+sales.Target.From.String())
			if c.want == "" {
				assert.Equal(t, bsc.FlagNotDue, sales.Flags, "nothing is expected before the last month")
				return
			}
			assertNear(t, c.want, number(t, sales.Score))
			assert.Equal(t, c.warns, len(card.Warnings()) > 0, card.Warnings())
			require.NotNil(t, sales.Pace)
			assert.Equal(t, c.progress+" of 1200 "+c.expect, sales.Pace.Progress.String()+" of "+sales.Pace.Target.String()+" "+sales.Pace.Expected.String())
			if c.warns {
				assert.ErrorIs(t, card.Warnings()[0], bsc.ErrPhasing)
			}
		})
	}
}

// TestVectors_ratioOfSums checks T7: 10 of 100 and 90 of 300 are 25 %, not the 20 % that a mean of the rates gives.
func TestVectors_ratioOfSums(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{
		ID: "returns", Calculator: policy("ratio", `{"num": "returned", "den": "ordered", "times": 100}`),
		Direction: bsc.DirectionLower, Targets: []bsc.Target{{Baseline: "50", Value: "20"}},
	})
	def.Series = []bsc.Series{
		{ID: "returned", Frequency: period.Monthly, Rollup: bsc.RollupSum},
		{ID: "ordered", Frequency: period.Monthly, Rollup: bsc.RollupSum},
	}
	readings := months(t, new(bsc.Readings), bsc.SeriesRef("returned"), "", "10", "90")
	months(t, readings, bsc.SeriesRef("ordered"), "", "100", "300")
	result := evaluate(t, def, bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
	returns := of(t, result, bsc.KPIRef("returns"))
	assert.Equal(t, "25", returns.Actual.Decimal.String())
	assert.True(t, returns.Flags.Has(bsc.FlagPartial), "January is missing")
	assert.Equal(t, []bsc.Gap{{Ref: bsc.SeriesRef("returned"), Period: period.Month(2026, 1)}, {Ref: bsc.SeriesRef("ordered"), Period: period.Month(2026, 1)}}, returns.Window.Gaps)
}

// TestVectors_glide checks T8: from 40 to 60 over a year, 48.33 is due in May.
func TestVectors_glide(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "share", Frequency: period.Monthly, Targets: []bsc.Target{
		{Period: period.Year(2026), Baseline: "40", Value: "60", Phasing: bsc.PhasingGlide},
	}})
	result := evaluate(t, def, bsc.Input{Period: period.Month(2026, 5), Readings: months(t, new(bsc.Readings), bsc.KPIRef("share"), "", "", "", "", "45")})
	share := of(t, result, bsc.KPIRef("share"))
	assertNear(t, "48.3333333333", share.Target.Value.Decimal.Round(10))
	assert.Equal(t, bsc.TargetGlide, share.Target.Rule)
	assertNear(t, "60", number(t, share.Score))
	assert.Equal(t, "0.25 0.4166666667", share.Pace.Progress.String()+" "+share.Pace.Expected.String())
}

// TestVectors_freshness checks T9: with a half-life of two periods a value three periods old has a freshness of 0.354.
func TestVectors_freshness(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{
		ID: "nps", Frequency: period.Monthly, Targets: []bsc.Target{{Value: "50"}},
		Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 3, HalfLife: 2},
	})
	readings := months(t, new(bsc.Readings), bsc.KPIRef("nps"), "40")
	for month, want := range map[int]string{1: "1", 2: "0.7071067812", 3: "0.5", 4: "0.3535533906", 5: "0"} {
		result := evaluate(t, def, bsc.Input{Period: period.Month(2026, month), Readings: readings})
		nps := of(t, result, bsc.KPIRef("nps"))
		assert.Equal(t, want, nps.Window.Freshness.String(), month)
		switch month {
		case 1:
			assert.Zero(t, nps.Flags)
		case 5:
			assert.Equal(t, bsc.FlagStale, nps.Flags)
			assert.Equal(t, "40", nps.Actual.Decimal.String(), "it is shown")
		default:
			assert.Equal(t, bsc.FlagCarried|bsc.FlagPartial, nps.Flags)
			assert.Equal(t, month-1, nps.Window.Age)
			assertNear(t, "80", number(t, nps.Score))
		}
	}
}

// TestEvaluate_due tells apart what is missing, what is overdue and what is not due.
func TestEvaluate_due(t *testing.T) {
	def := oracle.CardOf(
		bsc.KPI{ID: "fast", Frequency: period.Monthly, Targets: []bsc.Target{{Value: "10"}}},
		bsc.KPI{ID: "slow", Frequency: period.Monthly, GraceDays: 10, Targets: []bsc.Target{{Value: "10"}}},
	)
	for day, want := range map[int]string{-1: "not_due not_due", 0: "not_due not_due", 1: "no_data,overdue not_due", 10: "no_data,overdue not_due", 11: "no_data,overdue no_data,overdue"} {
		asOf := time.Date(2026, 6, 30+day, 12, 0, 0, 0, time.UTC)
		result := evaluate(t, def, bsc.Input{Period: period.Month(2026, 6), Readings: new(bsc.Readings), AsOf: asOf})
		got := of(t, result, bsc.KPIRef("fast")).Flags.String() + " " + of(t, result, bsc.KPIRef("slow")).Flags.String()
		assert.Equal(t, want, got, day)
	}
	result := evaluate(t, def, bsc.Input{Period: period.Month(2026, 6), Readings: new(bsc.Readings)})
	assert.Equal(t, bsc.FlagNoData, of(t, result, bsc.KPIRef("fast")).Flags, "without a moment nothing is late")
}

// TestExplain_changeOfCalculation explains the change of a ratio since the year before: what it was then has parts,
// too.
func TestExplain_changeOfCalculation(t *testing.T) {
	reading := func(id string) bsc.KPI {
		return bsc.KPI{ID: id, Frequency: period.Monthly, Rollup: bsc.RollupSum, Scorer: bsc.Policy{Name: "none"}}
	}
	ratio := bsc.KPI{ID: "r", Calculator: bsc.NewPolicy("ratio", map[string]string{"num": "a", "den": "b"}), Scorer: bsc.Policy{Name: "none"}}
	change := bsc.KPI{ID: "c", Calculator: bsc.NewPolicy("change", map[string]string{"of": "r", "against": "last_year"}), Scorer: bsc.Policy{Name: "stated"}}
	result := evaluate(t, oracle.CardOf(reading("a"), reading("b"), ratio, change), bsc.Input{
		Period: period.Quarter(2026, 1), Readings: readings(t,
			"a 2025-01 10", "a 2025-02 10", "a 2025-03 10", "b 2025-01 100", "b 2025-02 100", "b 2025-03 100",
			"a 2026-01 40", "a 2026-02 40", "a 2026-03 40", "b 2026-01 100", "b 2026-02 100", "b 2026-03 100"),
	})
	x, err := result.Explain(bsc.KPIRef("c"))
	require.NoError(t, err)
	assert.Equal(t, "0.3", x.Outcome.Actual.Decimal.String())
	require.Len(t, x.Inputs, 2)
	assert.Equal(t, "0.4 2026-01, 0.1 2025-01", fmt.Sprint(x.Inputs[0].Value.Decimal, " ", x.Inputs[0].Window.First, ", ", x.Inputs[1].Value.Decimal, " ", x.Inputs[1].Window.First))
}
