package cascades_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestResult_TargetGaps_random: in random organisations, a gap has the target that the outcome shows, it says of everyone
// without a target why, and a sum of contributors' targets has one only where somebody lacks a target.
func TestResult_TargetGaps_random(t *testing.T) {
	books := oracle.Daybooks()
	found := map[bool]int{}
	for seed := range oracle.Cards(120) {
		c := oracle.RandomTimedCascade(seed, books)
		org, err := cascade.New(c.Organisation(), nil)
		require.NoError(t, err)
		in, err := c.Input("")
		require.NoError(t, err)
		r, err := org.Evaluate(in)
		require.NoError(t, err)
		for _, g := range r.TargetGaps() {
			o := of(t, r.Of(g.OrgUnit), g.KPI)
			require.Equal(t, o.Target.Value.Valid, g.Target.Valid, "organisation %d, %s %s", seed, g.OrgUnit, g.KPI)
			require.True(t, o.Target.Value.Decimal.Equal(g.Target.Decimal), "organisation %d, %s %s", seed, g.OrgUnit, g.KPI)
			require.NotEmpty(t, g.Periods)
			require.Equal(t, g.Target.Valid, g.Reason.IsZero())
			found[len(g.Without) > 0]++
			for _, theirs := range g.Of {
				require.Equal(t, theirs.Target.Valid, theirs.Reason.IsZero())
				require.LessOrEqual(t, len(theirs.Periods), len(g.Periods))
			}
			if g.Rule == bsc.TargetSummed || !g.Target.Valid && g.Rule == "" {
				require.NotEmpty(t, g.Without, "organisation %d, %s %s", seed, g.OrgUnit, g.KPI)
			}
		}
	}
	assert.Greater(t, min(found[true], found[false]), 10, found)
}
