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

// TestTarget_stepNotDue: a step that falls due in a part that is not due yet is not in the target yet, and one in a part
// that is missing leaves no target.
func TestTarget_stepNotDue(t *testing.T) {
	for _, basis := range []bsc.Basis{bsc.BasisYearToDate, bsc.Rolling(6)} {
		k := bsc.KPI{ID: "k", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: basis, Targets: []bsc.Target{
			{Period: period.Quarter(2026, 1), Value: "30", Phasing: bsc.PhasingStep}, {Period: period.Quarter(2026, 2), Value: "60", Phasing: bsc.PhasingStep},
		}}
		for state, want := range map[bsc.State]string{bsc.StateNotDue: "30 of 45 true", "": " of 45 false"} {
			for _, day := range []int{0, 15, 40} { // as of no day, of one in June, and of one in July
				readings := new(bsc.Readings)
				for month := 1; month <= 5; month++ {
					require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, month), Reading: bsc.Reading{Value: dec("9")}}))
				}
				if state != "" {
					require.NoError(t, readings.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 6), Reading: bsc.Reading{State: state}}))
				}
				in := bsc.Input{Period: period.Month(2026, 6), Readings: readings}
				if day > 0 {
					in.AsOf = time.Date(2026, 6, day, 12, 0, 0, 0, time.UTC)
				}
				r, err := bsc.MustCompile(oracle.CardOf(k), nil).Evaluate(in)
				require.NoError(t, err)
				o, _ := r.Of(bsc.KPIRef("k"))
				got := ""
				if o.Target.Value.Valid {
					got = o.Target.Value.Decimal.String()
				}
				expected := want
				if day == 15 {
					expected = "30 of 45 true" // June is not over
				}
				assert.Equal(t, expected, fmt.Sprint(got, " of ", o.Actual.Decimal, " ", o.Score.Valid()), "%s %q on day %d: %s", basis, state, day, o.Reason)
			}
		}
	}
}
