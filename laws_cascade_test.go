package bsc_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomCompany is a small organisation in which units contribute this and that, not only to the unit above.
func randomCompany(t *testing.T, rng *rand.Rand) ([]bsc.Unit, *bsc.Readings) {
	t.Helper()
	def, readings := template(), new(bsc.Readings)
	units := make([]bsc.Unit, 2+rng.IntN(12))
	for i := range units {
		u := bsc.Unit{ID: fmt.Sprint("u", i), Definition: def}
		if i > 0 {
			u.Parent = fmt.Sprint("u", rng.IntN(i))
			u.Contributes = randomContributions(rng, def, i)
		}
		if rng.IntN(3) == 0 {
			u.Weights = map[bsc.Ref]bsc.Number{bsc.PerspectiveRef("process"): bsc.Number(fmt.Sprint(rng.IntN(4)))}
		}
		for _, p := range def.Perspectives {
			for _, k := range p.Objectives[0].KPIs {
				if rng.IntN(5) > 0 {
					require.NoError(t, readings.Add(bsc.Fact{Unit: u.ID, Ref: bsc.KPIRef(k.ID), Period: bsc.Month(2026, 3), Reading: bsc.Reading{Value: decimal.New(rng.Int64N(11000), -2)}}))
				}
			}
		}
		units[i] = u
	}
	return units, readings
}

func randomContributions(rng *rand.Rand, def *bsc.Definition, unit int) []bsc.UnitContribution {
	var list []bsc.UnitContribution
	for _, p := range def.Perspectives {
		kpi := bsc.KPIRef(p.Objectives[0].KPIs[rng.IntN(5)].ID)
		c := bsc.UnitContribution{Mode: bsc.Additive, From: kpi, To: kpi}
		switch rng.IntN(4) {
		case 0:
			continue
		case 1:
			c = bsc.UnitContribution{Mode: bsc.Contributory, From: bsc.ObjectiveRef(p.ID), To: bsc.ObjectiveRef(p.ID), Weight: bsc.Number(fmt.Sprint(rng.IntN(3)))}
		case 2:
			c.Mode = bsc.SharedMeasure
		}
		if rng.IntN(4) == 0 {
			c.Unit = fmt.Sprint("u", rng.IntN(unit))
		}
		list = append(list, c)
	}
	return list
}

// TestLaw_cascade checks on random organisations that the shares of all KPIs are exactly as many wholes as there are
// scores at the top, that the order in which units are given changes nothing, and that no line of sight carries
// more than its KPI has in all.
func TestLaw_cascade(t *testing.T) {
	rng, checked, most := rand.New(rand.NewPCG(21, 22)), uint64(0), cardCount(t, 300)
	for range most {
		units, readings := randomCompany(t, rng)
		in := bsc.Input{Period: bsc.Month(2026, 3), Readings: readings}
		cascade, err := bsc.NewCascade(units, nil)
		if err != nil {
			require.ErrorIs(t, err, bsc.ErrDuplicate, "by chance a reading comes twice: %v", err)
			continue
		}
		result, err := cascade.Evaluate(in)
		require.NoError(t, err)
		checked++
		sum, tops := decimal.Decimal{}, 0
		for _, s := range result.Shares() {
			sum = sum.Add(s.Share)
		}
		for _, u := range units {
			top := true
			for _, c := range u.Contributes {
				top = top && c.Mode == bsc.SharedMeasure
			}
			if top && result.Of(u.ID).Score().Valid() {
				tops++
			}
		}
		assert.True(t, decimal.NewFromInt(int64(tops)).Equal(sum), "%d at the top: %s", tops, sum)
		checkSights(t, result)

		rng.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
		shuffled, err := bsc.NewCascade(units, nil)
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
func checkSights(t *testing.T, result *bsc.CascadeResult) {
	shares := map[string]decimal.Decimal{}
	for _, s := range result.Shares() {
		shares[s.Unit+" "+s.KPI.String()] = s.Share
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
		assert.True(t, sum.Sub(share).Abs().LessThan(dec("0.00000001")), "%s: %s by sight, %s in all", key, sum, share)
	}
}
