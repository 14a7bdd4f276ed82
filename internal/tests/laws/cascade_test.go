package laws_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLaw_cascade checks on random organisations that the shares of all KPIs are exactly as many wholes as there are
// scores at the top, that the order in which units are given changes nothing, and that no line of sight carries
// more than its KPI has in all.
func TestLaw_cascade(t *testing.T) {
	rng, checked, most := rand.New(rand.NewPCG(21, 22)), uint64(0), oracle.Cards(300)
	for range most {
		units, readings := oracle.RandomCompany(rng)
		in := bsc.Input{Period: period.Month(2026, 3), Readings: oracle.WithoutReceived(units, readings)}
		org, err := cascade.New(units, nil)
		if err != nil {
			require.ErrorIs(t, err, bsc.ErrDuplicate, "by chance a reading comes twice: %v", err)
			continue
		}
		result, err := org.Evaluate(in)
		require.NoError(t, err)
		checked++
		sum, tops := decimal.Decimal{}, 0
		for _, s := range result.Shares() {
			sum = sum.Add(s.Share)
		}
		for _, u := range units {
			top := true
			for _, c := range u.Contributes {
				top = top && c.Mode == cascade.SharedMeasure
			}
			if top && result.Of(u.ID).Score().Valid() {
				tops++
			}
		}
		assert.True(t, decimal.NewFromInt(int64(tops)).Equal(sum), "%d at the top: %s", tops, sum)
		checkSights(t, result)

		rng.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
		shuffled, err := cascade.New(units, nil)
		require.NoError(t, err)
		again, err := shuffled.Evaluate(in)
		require.NoError(t, err)
		for id, r := range result.All() {
			assert.True(t, r.Score().Equal(again.Of(id).Score()), id)
		}
		if t.Failed() {
			t.Fatalf("%+v", units)
		}
	}
	assert.Greater(t, checked, most/6)
}

// checkSights follows every KPI up.
func checkSights(t *testing.T, result *cascade.Result) {
	shares := map[string]decimal.Decimal{}
	for _, s := range result.Shares() {
		shares[s.OrgUnit+" "+s.KPI.String()] = s.Share
	}
	for key, share := range shares {
		var unit, kpi string
		fmt.Sscan(key, &unit, &kpi)
		sights, more := result.LineOfSight(unit, bsc.ParseRef(kpi))
		assert.False(t, more)
		var sum decimal.Decimal
		for _, s := range sights {
			sum = sum.Add(s.Share)
		}
		// Each way is rounded by itself on every level, to one unit of the tenth place.
		assert.True(t, sum.Sub(share).Abs().LessThan(decimal.New(1, -8)), "%s: %s by sight, %s in all", key, sum, share)
	}
}
