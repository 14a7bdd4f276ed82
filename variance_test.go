package bsc_test

import (
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOutcome_variance computes variances by hand: better is above 0, whichever direction a KPI has, also of KPIs
// that are only shown.
func TestOutcome_variance(t *testing.T) {
	kpi := func(d bsc.Direction, target string) bsc.KPI {
		return bsc.KPI{ID: "k", Direction: d, Scorer: bsc.Policy{Name: "none"}, Targets: []bsc.Target{{Value: bsc.Number(target)}}}
	}
	for _, c := range []struct {
		of                      bsc.KPI
		actual, amount, percent string
		favourable              bool
		text                    string
	}{
		{kpi(bsc.DirectionHigher, "50"), "42", "-8", "-16", false, "worse by 8, 16 %"},
		{kpi(bsc.DirectionHigher, "50"), "50", "0", "0", true, "the actual is the target"},
		{kpi(bsc.DirectionHigher, "-50"), "-42", "8", "16", true, "better by 8, 16 %"},
		{kpi(bsc.DirectionLower, "40"), "45", "-5", "-12.5", false, "worse by 5, 12.5 %"},
		{kpi(bsc.DirectionLower, "3"), "2", "1", "33.3333333333", true, "better by 1, 33.33 %"},
		{kpi(bsc.DirectionCloser, "10"), "12", "-2", "-20", false, "worse by 2, 20 %"},
		{kpi(bsc.DirectionCloser, "10"), "8", "-2", "-20", false, "worse by 2, 20 %"},
		{kpi(bsc.DirectionHigher, "0"), "7", "7", "", true, "better by 7\n"},
		{kpi("", "6"), "6.000000000003", "0.000000000003", "0.0000000001", true, "better by 0.000000000003, 0 %"},
		{kpi("", "1e-52"), "1", "1", "", true, "better by 1\n"},
		{kpi("", ""), "7", "", "", false, ""},
		{bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "none"}}, "7", "", "", false, ""},
	} {
		if c.of.Targets != nil && c.of.Targets[0].Value == "" {
			c.of.Targets[0].Floor = "3"
		}
		def := &bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{c.of}}}}}}
		in := bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"k": decimal.RequireFromString(c.actual)}}
		result, err := bsc.MustCompile(def, nil).Evaluate(in)
		require.NoError(t, err)
		o, _ := result.Of(bsc.KPIRef("k"))
		shown := func(d decimal.NullDecimal) string {
			if !d.Valid {
				return ""
			}
			return string(bsc.NumberOf(d.Decimal))
		}
		assert.Equal(t, c.amount, shown(o.Variance.Amount), "%v", c)
		assert.Equal(t, c.percent, shown(o.Variance.Percent), "%v", c)
		assert.Equal(t, c.favourable, o.Variance.Favourable(), "%v", c)
		x, err := result.Explain(o.Ref)
		require.NoError(t, err)
		if c.text == "" {
			assert.False(t, strings.Contains(x.String(), "better") || strings.Contains(x.String(), "worse"), x)
			continue
		}
		assert.Contains(t, x.String(), "): "+c.text)
	}
	assert.Zero(t, bsc.Outcome{}.Variance)
	assert.False(t, bsc.Variance{}.Favourable())
}

// TestOutcome_varianceAbsent leaves out what there is no actual or no target for.
func TestOutcome_varianceAbsent(t *testing.T) {
	k := bsc.KPI{ID: "k", Targets: []bsc.Target{{Value: "10", Baseline: "0"}}}
	card := bsc.MustCompile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}}}}}, nil)
	for state, valid := range map[bsc.State]bool{
		bsc.StateFinal: true, bsc.StateProvisional: true, bsc.StateStale: true, bsc.StateNotApplicable: false, bsc.StateNotDue: false,
	} {
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2026), Reading: bsc.Reading{Value: decimal.New(4, 0), State: state}}))
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
		require.NoError(t, err)
		o, _ := result.Of(bsc.KPIRef("k"))
		assert.Equal(t, valid, o.Variance.Amount.Valid, "%s: what is shown against a target has a variance", state)
		assert.Zero(t, result.Total().Variance)
	}
}
