package organisation_test

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// What the histories have found, each in the least history that shows it.

// TestTimeline_lastGone is the least history of its kind: the last org unit of the list leaves, so that the versions
// that rule before and after it are the same but for their number.
func TestTimeline_lastGone(t *testing.T) {
	card := template{rng: rand.New(rand.NewPCG(1, 1)), size: 1}.definition("card")
	sales := bsc.KPIRef("sales")
	gives := []cascade.Contribution{{Mode: cascade.Additive, From: sales, To: sales}}
	org, err := cascade.NewTimeline([]cascade.Version{
		{OrgUnit: cascade.OrgUnit{ID: "top", Definition: card}},
		{OrgUnit: cascade.OrgUnit{ID: "ann", Parent: "top", Definition: card, Contributes: gives}},
		{OrgUnit: cascade.OrgUnit{ID: "bob", Parent: "top", Definition: card, Contributes: gives}},
		{From: period.Month(2025, 2), Gone: true, OrgUnit: cascade.OrgUnit{ID: "bob"}},
		{From: period.Month(2025, 3), OrgUnit: cascade.OrgUnit{ID: "top", Name: "Top", Definition: card}},
	}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for _, f := range []bsc.Fact{
		{OrgUnit: "ann", Period: period.Month(2025, 1)},
		{OrgUnit: "bob", Period: period.Month(2025, 1)},
		{OrgUnit: "ann", Period: period.Month(2025, 2)},
	} {
		f.Ref, f.Value = sales, decimal.NewFromInt(10)
		require.NoError(t, readings.Add(f))
	}
	for m, want := range []int64{20, 30} {
		result, err := org.Evaluate(bsc.Input{Period: period.Month(2025, 1+m), Readings: readings})
		require.NoError(t, err)
		o, _ := result.Of("top").Of(sales)
		require.True(t, decimal.NewFromInt(want).Equal(o.Actual.Decimal), "%s", o.Actual.Decimal)
		require.True(t, decimal.NewFromInt(1).Equal(o.Coverage))
	}
}
