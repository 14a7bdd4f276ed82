package organisation_test

import (
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// TestTimeline_shares: in random histories, the shares of all KPIs are the whole of every score at the top, and what a KPI
// that adds up has in all is what its lines of sight carry together.
func TestTimeline_shares(t *testing.T) {
	inShares(t, oracle.Cards(60), func(t *testing.T, seed uint64) {
		h := write(seed, smallPlan)
		rng := rand.New(rand.NewPCG(seed, 22))
		org := h.timeline(t, seed)
		for range 3 {
			m, asOf := someMonth(rng), someMoment(rng)
			v := h.view(m, asOf, 0)
			if len(v.rules) == 0 {
				continue
			}
			result, err := org.Evaluate(h.input(t, v.period(), asOf))
			require.NoError(t, err, "history %d, %s as of %s", seed, v.period(), asOf)
			checkShares(t, seed, v, result)
		}
	})
}

func checkShares(t *testing.T, seed uint64, v *view, r *cascade.Result) {
	t.Helper()
	total, tops := decimal.Zero, int64(0)
	theirs := map[place]decimal.Decimal{}
	for _, s := range r.Shares() {
		total = total.Add(s.Share)
		theirs[place{s.OrgUnit, s.KPI}] = s.Share
	}
	gives := map[string]bool{}
	for _, u := range v.rules.units() {
		for _, c := range u.Contributes {
			gives[u.ID] = gives[u.ID] || c.Mode != cascade.SharedMeasure
		}
	}
	for unit, result := range r.All() {
		if !gives[unit] && result.Score().Valid() {
			tops++
		}
	}
	require.True(t, total.Equal(decimal.NewFromInt(tops)), "history %d, %s as of %s: %s of %d", seed, v.period(), v.asOf, total, tops)
	for unit, result := range r.All() {
		for o := range result.All() {
			if o.Ref.Kind != bsc.KindKPI || o.Ref.ID == "quality" { // a ratio has no way where its two sums went different ways
				continue
			}
			sights, more := r.LineOfSight(unit, o.Ref)
			sum := decimal.Zero
			for _, s := range sights {
				sum = sum.Add(s.Share)
			}
			own := theirs[place{unit, o.Ref}]
			require.False(t, more)
			require.False(t, sum.Add(decimal.New(1, -8)).LessThan(own), "history %d, %s as of %s: %s of %s has %s, and its ways carry %s", seed, v.period(), v.asOf, o.Ref, unit, own, sum)
		}
	}
}
