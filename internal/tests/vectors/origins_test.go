package vectors_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTarget_origins: a target that is made of several has their origin and author if they have one, and else none.
func TestTarget_origins(t *testing.T) {
	for want, origins := range map[string][][3]string{
		"agreed": {{"agreed", "agreed", "agreed"}},
		"":       {{"agreed", "agreed", "derived"}, {"agreed", "derived", "derived"}, {"agreed", "derived", "agreed"}, {"", "agreed", "agreed"}, {"agreed", "agreed", ""}, {"", "", ""}},
	} {
		for _, of := range origins {
			for _, rollup := range []bsc.Rollup{bsc.RollupSum, bsc.RollupMean} {
				k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: rollup}
				readings := new(bsc.Readings)
				for i, origin := range of {
					month := period.Month(2026, i+1)
					k.Targets = append(k.Targets, bsc.Target{Period: month, Value: bsc.Number([]string{"10", "20", "30"}[i]), Origin: origin, Author: origin})
					require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: month, Reading: bsc.Reading{Value: dec("20")}}))
				}
				card := bsc.MustCompile(oracle.CardOf(k), nil)
				r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: readings})
				require.NoError(t, err)
				o, _ := r.Of(bsc.KPIRef("k"))
				assert.Equal(t, map[bsc.Rollup]string{bsc.RollupSum: "60", bsc.RollupMean: "20"}[rollup], o.Target.Value.Decimal.String())
				assert.Equal(t, bsc.TargetRolledUp, o.Target.Rule)
				assert.Equal(t, want, o.Target.Origin, "%s of %q", rollup, of)
				assert.Equal(t, want, o.Target.Author, "%s of %q", rollup, of)
			}
		}
	}
}
