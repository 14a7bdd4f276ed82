package bsc_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOutcome_counted is what the parent counts: Min for a KPI without a score under the rule zero, or with a weight in
// percent, and nothing where the parent leaves it out.
func TestOutcome_counted(t *testing.T) {
	for _, c := range []struct {
		rule       bsc.MissingRule
		aggregator string
		state      bsc.State // "": there is no reading
		want       string
	}{
		{bsc.MissingZero, "", "", "-20"},
		{bsc.MissingZero, "", bsc.StateStale, "-20"},
		{bsc.MissingZero, "", bsc.StateNotApplicable, "no score"},
		{bsc.MissingZero, "", bsc.StateFinal, "100"},
		{bsc.MissingExclude, "", "", "no score"},
		{bsc.MissingRequire, "", "", "no score"},
		{bsc.MissingExclude, "weighted_sum", "", "-20"},
		{bsc.MissingRequire, "weighted_sum", "", "no score"},
	} {
		target := []bsc.Target{{Value: "10"}}
		o := bsc.Objective{ID: "o", KPIs: []bsc.KPI{
			{ID: "there", Weight: "50", Targets: target}, {ID: "k", Weight: "50", Targets: target, Missing: bsc.Missing{Rule: c.rule}},
		}}
		if c.aggregator != "" {
			o.Aggregator = bsc.Policy{Name: c.aggregator}
		}
		def := &bsc.Definition{ID: "c", Scale: bsc.Scale{Min: "-20", Met: "100", Cap: "100"}, Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}}
		card, err := bsc.Compile(def, nil)
		require.NoError(t, err)
		readings := new(bsc.Readings)
		require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("there"), Period: period.Year(2026), Reading: bsc.Reading{Value: decimal.New(10, 0)}}))
		if c.state != "" {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Year(2026), Reading: bsc.Reading{Value: decimal.New(10, 0), State: c.state}}))
		}
		r, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
		require.NoError(t, err)
		k, _ := r.Of(bsc.KPIRef("k"))
		assert.Equal(t, c.want, k.Counted.String(), "%v", c)
		x, err := r.Explain(bsc.ObjectiveRef("o"))
		require.NoError(t, err)
		for _, part := range x.Contributions {
			of, _ := r.Of(part.Ref)
			counted, _ := of.Counted.Decimal()
			assert.True(t, part.Score.Equal(counted), "%v: %s", c, part.Ref)
		}
		if c.want == "no score" {
			assert.LessOrEqual(t, len(x.Contributions), 1)
		}
		assert.Equal(t, r.Total().Score, r.Total().Counted)
	}
}
