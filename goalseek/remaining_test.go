package goalseek_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/goalseek"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var sales = bsc.KPIRef("sales")

// monthly is a card of one KPI by the month, beside another.
func monthly(k bsc.KPI) *bsc.Scorecard {
	k.ID, k.Frequency = "sales", period.Monthly
	return bsc.MustCompile(&bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
		{ID: "o", KPIs: []bsc.KPI{k, {ID: "other", Scorer: bsc.Policy{Name: "stated"}}}},
	}}}}, nil)
}

// read returns readings of the first months of 2026.
func read(t testing.TB, values ...string) *bsc.Readings {
	t.Helper()
	r := new(bsc.Readings)
	for i, v := range values {
		if v != "" {
			require.NoError(t, r.Add(bsc.Fact{Ref: sales, Period: period.Month(2026, i+1), Reading: bsc.Reading{Value: n(v)}}))
		}
	}
	require.NoError(t, r.Add(bsc.Fact{Ref: bsc.KPIRef("other"), Period: period.Year(2026), Reading: bsc.Reading{Value: n("50")}}))
	return r
}

func needs(r goalseek.Remainder) []string {
	var list []string
	for _, o := range r.Open {
		list = append(list, fmt.Sprint(o.Period, "=", o.Value))
	}
	return list
}

// TestRemaining checks the vector T4d, and numbers worked out by hand.
func TestRemaining(t *testing.T) {
	year := []bsc.Target{{Period: period.Year(2026), Value: "1200"}}
	cents := goalseek.Bounds{Step: n("0.01")}
	half := []string{"80", "90", "85", "85", "90", "90"} // 520
	for _, c := range []struct {
		name   string
		kpi    bsc.KPI
		read   []string
		today  period.Period
		bounds goalseek.Bounds
		want   []string
		needed string
	}{
		{
			"sum, T4d",
			bsc.KPI{Rollup: bsc.RollupSum, Targets: year},
			half, period.Day(2026, 7, 10), cents,
			[]string{"2026-07=113.34", "2026-08=113.34", "2026-09=113.33", "2026-10=113.33", "2026-11=113.33", "2026-12=113.33"},
			"1200",
		},
		{
			"sum, without a day",
			bsc.KPI{Rollup: bsc.RollupSum, Targets: year},
			half,
			period.Period{},
			cents,
			[]string{"2026-07=113.34", "2026-08=113.34", "2026-09=113.33", "2026-10=113.33", "2026-11=113.33", "2026-12=113.33"},
			"1200",
		},
		{
			"sum, phased",
			bsc.KPI{Rollup: bsc.RollupSum, Targets: []bsc.Target{{
				Period: period.Year(2026), Value: "1200", Phasing: bsc.PhasingSeasonal, Profile: []bsc.Number{"1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "2", "4"},
			}}},
			half, period.Day(2026, 7, 10),
			goalseek.Bounds{Step: n("1")},
			[]string{"2026-07=68", "2026-08=68", "2026-09=68", "2026-10=68", "2026-11=136", "2026-12=272"},
			"1200",
		},
		{
			"mean_of_periods",
			bsc.KPI{Rollup: bsc.RollupMeanOfPeriods, Targets: []bsc.Target{{Value: "100"}}},
			append(half, "100", "100", "100", "100"),
			period.Period{},
			cents,
			[]string{"2026-11=140", "2026-12=140"},
			"100",
		},
		{"last", bsc.KPI{Rollup: bsc.RollupLast, Targets: []bsc.Target{{Value: "100"}}}, half, period.Day(2026, 7, 10), cents, []string{"2026-12=100"}, "100"},
		{"max", bsc.KPI{Rollup: bsc.RollupMax, Targets: []bsc.Target{{Value: "100"}}}, append(half, "1", "1", "1", "1"), period.Period{}, cents, []string{"2026-11=100", "2026-12=100"}, "100"},
		{
			"min, lower is better",
			bsc.KPI{Rollup: bsc.RollupMin, Direction: "lower", Targets: []bsc.Target{{Value: "70"}}},
			append(half, "90", "90", "90", "90", "90"),
			period.Period{},
			cents,
			[]string{"2026-12=70"},
			"70",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			card := monthly(c.kpi)
			in := bsc.Input{Period: period.Year(2026), Readings: read(t, c.read...), Today: c.today}
			g := goalseek.Goal{Score: n("75"), Bounds: map[bsc.Ref]goalseek.Bounds{sales: c.bounds}}
			r, err := goalseek.Remaining(card, in, g, sales)
			require.NoError(t, err)
			assert.Equal(t, c.want, needs(r), r)
			assert.Equal(t, c.needed, r.Needed.Decimal.String())
			assert.True(t, r.Reached)
			readings := read(t, c.read...)
			for _, o := range r.Open {
				require.NoError(t, readings.Add(bsc.Fact{Ref: sales, Period: o.Period, Reading: bsc.Reading{Value: o.Value}}))
			}
			in.Readings = readings
			in.Today = period.Day(2027, 1, 1)
			then, err := card.Evaluate(in)
			require.NoError(t, err)
			assert.Equal(t, r.Then, then.Score())
			assert.Equal(t, "75", then.Score().String())
		})
	}
}

// TestRemaining_bounded has the most that can be reached.
func TestRemaining_bounded(t *testing.T) {
	card := monthly(bsc.KPI{Rollup: bsc.RollupSum, Targets: []bsc.Target{{Period: period.Year(2026), Value: "1200"}}})
	in := bsc.Input{Period: period.Year(2026), Readings: read(t, "80", "90", "85", "85", "90", "90"), Today: period.Day(2026, 7, 10)}
	g := goalseek.Goal{Score: n("75"), Bounds: map[bsc.Ref]goalseek.Bounds{sales: {High: null("100"), Step: n("1")}}}
	r, err := goalseek.Remaining(card, in, g, sales)
	require.NoError(t, err)
	assert.False(t, r.Reached)
	assert.Equal(t, "1120", r.Needed.Decimal.String())
	assert.Equal(t, "600", r.Required.Decimal.String())
	assert.Equal(t, "71.6666666667", r.Then.String())
	t.Log(r)
}

// TestRemaining_refuses says what to do instead.
func TestRemaining_refuses(t *testing.T) {
	for _, c := range []struct {
		kpi  bsc.KPI
		read []string
		want bsc.Code
	}{
		{bsc.KPI{Targets: []bsc.Target{{Value: "1"}}}, nil, bsc.ErrFrequency},
		{bsc.KPI{Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "1"}}}, []string{"1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1"}, bsc.ErrFrequency},
	} {
		card := monthly(c.kpi)
		_, err := goalseek.Remaining(card, bsc.Input{Period: period.Year(2026), Readings: read(t, c.read...)}, goalseek.Goal{Score: n("75")}, sales)
		require.ErrorIs(t, err, c.want)
		var p *bsc.Problem
		require.True(t, errors.As(err, &p))
		assert.False(t, p.Hint.IsZero())
	}
	card := monthly(bsc.KPI{Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "1"}}})
	in := bsc.Input{Period: period.Year(2026), Readings: read(t)}
	_, err := goalseek.Remaining(card, in, goalseek.Goal{Score: n("75")}, bsc.KPIRef("sale"))
	assert.ErrorIs(t, err, bsc.ErrUnknownRef)
	_, err = goalseek.Remaining(card, bsc.Input{}, goalseek.Goal{Score: n("75")}, sales)
	assert.Error(t, err)
}

// TestRemaining_random evaluates with all readings again, for random roll-ups, targets, phasings and goals.
func TestRemaining_random(t *testing.T) {
	count := map[string]int{}
	for seed := range oracle.Cards(600) {
		rng := rand.New(rand.NewPCG(seed, 4))
		k := bsc.KPI{Rollup: oracle.Pick(rng, bsc.RollupSum, bsc.RollupSum, bsc.RollupMean, bsc.RollupMeanOfPeriods, bsc.RollupLast, bsc.RollupMax, bsc.RollupMin)}
		k.Direction = oracle.Pick(rng, bsc.DirectionHigher, bsc.DirectionHigher, bsc.DirectionLower)
		target := bsc.Target{Period: period.Year(2026), Value: bsc.NumberOf(decimal.New(int64(rng.IntN(2000)+500), 0))}
		if k.Rollup == bsc.RollupSum {
			target.Phasing = oracle.Pick(rng, "", bsc.PhasingLinear, bsc.PhasingSeasonal)
		}
		if target.Phasing == bsc.PhasingSeasonal {
			for range 12 {
				target.Profile = append(target.Profile, bsc.NumberOf(decimal.New(int64(rng.IntN(9)+1), 0)))
			}
		}
		if k.Rollup != bsc.RollupSum {
			target.Period = period.Period{}
		}
		k.Targets = []bsc.Target{target}
		var values []string
		for range 6 + rng.IntN(6) {
			values = append(values, fmt.Sprint(rng.IntN(300)))
		}
		card := monthly(k)
		in := bsc.Input{Period: period.Year(2026), Readings: read(t, values...)}
		if rng.IntN(2) == 0 {
			in.Today = period.Day(2026, len(values)+1, 5)
		}
		step := oracle.Pick(rng, n("1"), n("0.01"), decimal.Zero, n("0.5"))
		g := goalseek.Goal{Score: decimal.New(int64(rng.IntN(50)+26), 0), Bounds: map[bsc.Ref]goalseek.Bounds{sales: {Step: step}}}
		r, err := goalseek.Remaining(card, in, g, sales)
		require.NoError(t, err, "seed %d", seed)
		if step.IsZero() {
			step = n("0.000001")
		}
		then := withRemaining(t, card, in, read(t, values...), r.Open)
		require.Equal(t, r.Then, then.Score(), "seed %d", seed)
		score, _ := then.Score().Decimal()
		require.Equal(t, r.Reached, score.GreaterThanOrEqual(r.Goal), "seed %d: %s", seed, r)
		count[fmt.Sprint(k.Rollup, r.Reached)]++
		sum := decimal.Zero
		for _, o := range r.Open {
			require.True(t, o.Value.Mod(step).IsZero(), "seed %d: %s", seed, r)
			sum = sum.Add(o.Value)
		}
		if k.Rollup == bsc.RollupSum {
			require.True(t, sum.Equal(r.Required.Decimal), "seed %d: %s", seed, r)
			so := r.SoFar.Decimal
			require.True(t, so.Add(sum).Equal(r.Needed.Decimal), "seed %d: %s", seed, r)
		}
		if !r.Reached || len(r.Open) == 0 {
			continue
		}
		less := step
		if k.Direction == bsc.DirectionLower {
			less = less.Neg()
		}
		worse := append([]goalseek.PeriodNeed(nil), r.Open...)
		for i := range worse {
			if k.Rollup != bsc.RollupSum || i == 0 {
				worse[i].Value = worse[i].Value.Sub(less)
			}
		}
		score, _ = withRemaining(t, card, in, read(t, values...), worse).Score().Decimal()
		if limit := n("100000"); worse[0].Value.Abs().LessThan(limit) { // else every reading will do
			require.True(t, score.LessThan(r.Goal), "seed %d: %s %s: %s", seed, k.Rollup, k.Direction, r)
			count["sharp"]++
		}
	}
	t.Log(count)
	assert.Greater(t, count["sharp"], 30)
}

func withRemaining(t *testing.T, card *bsc.Scorecard, in bsc.Input, readings *bsc.Readings, open []goalseek.PeriodNeed) *bsc.Result {
	t.Helper()
	for _, o := range open {
		require.NoError(t, readings.Add(bsc.Fact{Ref: sales, Period: o.Period, Reading: bsc.Reading{Value: o.Value}}))
	}
	in.Readings, in.Today = readings, period.Day(2027, 1, 1)
	r, err := card.Evaluate(in)
	require.NoError(t, err)
	return r
}
