package vectors_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTarget_blocks: targets that are not phased stand whole, a longer one in the place of those for periods within it,
// and lose the equal share of a part that is missing. Whichever comes first makes no difference.
func TestTarget_blocks(t *testing.T) {
	for _, c := range []struct {
		targets []bsc.Target
		missing int // month
		want    string
	}{
		{[]bsc.Target{{Period: period.Year(2026), Value: "1200"}, {Period: period.Quarter(2026, 1), Value: "600"}}, 5, "1100 of 11"},
		{[]bsc.Target{{Period: period.Year(2026), Value: "1200"}, {Period: period.Quarter(2026, 4), Value: "600"}}, 5, "1100 of 11"},
		{[]bsc.Target{{Period: period.Year(2026), Value: "1200"}, {Period: period.Quarter(2026, 1), Value: "600"}}, 2, "1100 of 11"},
		{[]bsc.Target{{Period: period.Half(2026, 1), Value: "600"}, {Period: period.Half(2026, 2), Value: "1200"}, {Period: period.Quarter(2026, 2), Value: "90"}}, 5, "1700 of 11"},
		{[]bsc.Target{{Period: period.Half(2026, 1), Value: "600"}, {Period: period.Quarter(2026, 3), Value: "300"}, {Period: period.Quarter(2026, 4), Value: "90"}}, 12, "960 of 11"},
	} {
		k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: c.targets}
		readings := new(bsc.Readings)
		for month := 1; month <= 12; month++ {
			if month != c.missing {
				require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, month), Reading: bsc.Reading{Value: dec("1")}}))
			}
		}
		r, err := bsc.MustCompile(oracle.CardOf(k), nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: readings})
		require.NoError(t, err)
		o, _ := r.Of(bsc.KPIRef("k"))
		assert.Equal(t, c.want, o.Target.Value.Decimal.String()+" of "+o.Actual.Decimal.String(), "%v", c.targets)
	}
	// A window that reaches beyond all of them.
	for _, inner := range []period.Period{period.Quarter(2026, 1), period.Quarter(2026, 4), period.Half(2026, 1), period.Half(2026, 2)} {
		k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.Rolling(14), Targets: []bsc.Target{
			{Period: period.Year(2026), Value: "1200"}, {Period: inner, Value: "600"}, {Period: period.Month(2027, 1), Value: "10"}, {Period: period.Month(2027, 2), Value: "20"},
		}}
		readings := new(bsc.Readings)
		for month := range 14 {
			require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026+month/12, month%12+1), Reading: bsc.Reading{Value: dec("1")}}))
		}
		r, err := bsc.MustCompile(oracle.CardOf(k), nil).Evaluate(bsc.Input{Period: period.Month(2027, 2), Readings: readings})
		require.NoError(t, err)
		o, _ := r.Of(bsc.KPIRef("k"))
		assert.Equal(t, "1230 of 14", o.Target.Value.Decimal.String()+" of "+o.Actual.Decimal.String(), inner)
	}
}
