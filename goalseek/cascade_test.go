package goalseek_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// region is an organisation: people's sales add up to the teams', those of one team in another currency, and the teams' to the
// region's. What they learn contributes.
func region(t require.TestingT) (*cascade.Cascade, *bsc.Readings) {
	card := func(target bsc.Number) *bsc.Definition {
		return &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{
			{ID: "learning", Objectives: []bsc.Objective{{ID: "learn", KPIs: []bsc.KPI{{ID: "courses", Targets: []bsc.Target{{Value: "4"}}}}}}},
			{ID: "financial", Objectives: []bsc.Objective{{ID: "sell", KPIs: []bsc.KPI{{ID: "sales", Targets: []bsc.Target{{Value: target}}}}}}},
		}}
	}
	up := func(f bsc.Factor) []cascade.Contribution {
		return []cascade.Contribution{
			{Mode: cascade.Additive, From: sales, To: sales, Factor: f},
			{Mode: cascade.Contributory, From: bsc.ObjectiveRef("learn"), To: bsc.ObjectiveRef("learn")},
		}
	}
	org, err := cascade.New([]cascade.OrgUnit{
		{ID: "region", Definition: card("500")},
		{ID: "north", Parent: "region", Definition: card("200"), Contributes: up(bsc.Factor{})},
		{ID: "south", Parent: "region", Definition: card("200"), Contributes: up(bsc.Factor{Number: "1.2"})},
		{ID: "ann", Parent: "north", Definition: card("100"), Contributes: up(bsc.Factor{})},
		{ID: "bob", Parent: "north", Definition: card("100"), Contributes: up(bsc.Factor{})},
		{ID: "cid", Parent: "south", Definition: card("150"), Contributes: up(bsc.Factor{Share: "0.5"})},
	}, nil)
	require.NoError(t, err)
	readings := new(bsc.Readings)
	for _, f := range []struct{ unit, kpi, value string }{
		{"ann", "sales", "60"},
		{"bob", "sales", "80"},
		{"cid", "sales", "120"},
		{"ann", "courses", "1"},
		{"bob", "courses", "2"},
		{"cid", "courses", "4"},
		{"north", "courses", "1"},
		{"south", "courses", "3"},
		{"region", "courses", "2"},
	} {
		require.NoError(t, readings.Add(bsc.Fact{OrgUnit: f.unit, Ref: bsc.KPIRef(f.kpi), Period: period.Quarter(2026, 3), Reading: bsc.Reading{Value: n(f.value)}}))
	}
	return org, readings
}

// TestInCascade evaluates the whole organisation again with the reading: it reaches the score, and a step less does not.
func TestInCascade(t *testing.T) {
	org, readings := region(t)
	in := bsc.Input{Period: period.Quarter(2026, 3), Readings: readings}
	now, err := org.Evaluate(in)
	require.NoError(t, err)
	count := map[string]int{}
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 5))
		q := goalseek.Reach{
			OrgUnit: oracle.Pick(rng, "ann", "bob", "cid"), Ref: oracle.Pick(rng, sales, bsc.KPIRef("courses")),
			Of: oracle.Pick(rng, "region", "region", "north", "south"), Bounds: goalseek.Bounds{Step: oracle.Pick(rng, n("1"), n("0.01"), n("0.000001"))},
		}
		if rng.IntN(2) == 0 {
			q.Bounds.Low, q.Bounds.High = null("0"), null("500")
		}
		q.Node = oracle.Pick(rng, bsc.Ref{}, bsc.ObjectiveRef("learn"), bsc.ObjectiveRef("sell"))
		q.Score = decimal.New(int64(rng.IntN(60)+40), 0)
		a, err := goalseek.InCascade(org, in, q)
		require.NoError(t, err)
		with := func(x decimal.Decimal) bsc.Score {
			own := readings.Snapshot()
			for _, f := range own.Facts() {
				require.NotZero(t, f.Ref)
			}
			r, err := org.Evaluate(bsc.Input{Period: in.Period, Readings: replaced{own, q.OrgUnit, q.Ref, x}})
			require.NoError(t, err)
			return r.Of(q.Of).ScoreOf(a.Node)
		}
		require.Equal(t, a.Then, with(a.Needed.Decimal), "%d: %s", seed, a)
		require.Equal(t, a.Reached, enough(a.Then, q.Score), "%d: %s", seed, a)
		require.Equal(t, a.NodeScore, now.Of(q.Of).ScoreOf(a.Node))
		less := a.Needed.Decimal.Sub(q.Bounds.Step)
		switch {
		case q.Bounds.Low.Valid && less.LessThan(q.Bounds.Low.Decimal), less.LessThan(n("-100000")):
			count["any"]++
		case a.Reached:
			count["reached"]++
			require.False(t, enough(with(less), q.Score), "%d: %s", seed, a)
		default:
			count["most"]++
			most, _ := a.Then.Decimal()
			require.False(t, enough(with(less), most), "%d: %s", seed, a)
			best := n("100000")
			if q.Bounds.High.Valid {
				best = q.Bounds.High.Decimal
			}
			require.Equal(t, a.Then, with(best), "%d: %s", seed, a)
		}
	}
	t.Log(count)
	for _, what := range []string{"any", "reached", "most"} {
		assert.Positive(t, count[what], what)
	}
}

// replaced is a source with another reading.
type replaced struct {
	bsc.Source
	unit  string
	ref   bsc.Ref
	value decimal.Decimal
}

func (r replaced) Reading(q bsc.Query) (bsc.Reading, bool) {
	if q.OrgUnit == r.unit && q.Ref == r.ref {
		return bsc.Reading{Value: r.value}, true
	}
	return r.Source.Reading(q)
}

// TestInCascade_refuses names what is wrong.
func TestInCascade_refuses(t *testing.T) {
	org, readings := region(t)
	in := bsc.Input{Period: period.Quarter(2026, 3), Readings: readings}
	for _, c := range []struct {
		q    goalseek.Reach
		want bsc.Code
	}{
		{goalseek.Reach{OrgUnit: "anne", Ref: sales, Of: "region"}, bsc.ErrUnknownRef},
		{goalseek.Reach{OrgUnit: "ann", Ref: sales, Of: "regions"}, bsc.ErrUnknownRef},
		{goalseek.Reach{OrgUnit: "ann", Ref: bsc.KPIRef("sale"), Of: "region"}, bsc.ErrUnknownRef},
		{goalseek.Reach{OrgUnit: "ann", Ref: sales, Of: "region", Node: bsc.ObjectiveRef("x")}, bsc.ErrUnknownRef},
		{goalseek.Reach{OrgUnit: "ann", Ref: sales, Of: "region", Bounds: goalseek.Bounds{Step: n("-1")}}, bsc.ErrValue},
		{goalseek.Reach{OrgUnit: "ann", Ref: sales, Of: "region", Rating: "blue"}, bsc.ErrBands},
		{goalseek.Reach{OrgUnit: "north", Ref: sales, Of: "region", Score: n("50")}, bsc.ErrConflict}, // it has none of its own
	} {
		_, err := goalseek.InCascade(org, in, c.q)
		assert.ErrorIs(t, err, c.want, fmt.Sprint(c.q))
	}
	_, err := goalseek.InCascade(nil, in, goalseek.Reach{})
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// What must Ann sell so that the region is amber?
func ExampleInCascade() {
	org, readings := region(nil)
	a, err := goalseek.InCascade(org, bsc.Input{Period: period.Quarter(2026, 3), Readings: readings}, goalseek.Reach{
		OrgUnit: "ann", Ref: sales, Of: "region", Rating: bsc.RatingAmber, Bounds: goalseek.Bounds{Step: n("1")},
	})
	fmt.Println(a, err)
	// Output:
	// kpi:sales: from 60 to 164, then scorecard:card has 60.07 <nil>
}
