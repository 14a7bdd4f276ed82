package attribution_test

import (
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/attribution"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stated is a card of one objective whose KPIs have scores as they are stated.
func stated(aggregator string, weights ...bsc.Number) *bsc.Scorecard {
	o := bsc.Objective{ID: "o", Aggregator: bsc.Policy{Name: aggregator}}
	for i, w := range weights {
		o.KPIs = append(o.KPIs, bsc.KPI{ID: string(rune('a' + i)), Weight: w, Scorer: bsc.Policy{Name: "stated"}})
	}
	return bsc.MustCompile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{o}}}}, nil)
}

func scored(t testing.TB, card *bsc.Scorecard, scores map[string]int64) *bsc.Result {
	t.Helper()
	actuals := bsc.Actuals{}
	for id, s := range scores {
		actuals[id] = decimal.New(s, 0)
	}
	r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, 1), Readings: actuals})
	require.NoError(t, err)
	return r
}

// parts divides the change of the total, as numbers of ten places.
func parts(t testing.TB, from, to *bsc.Result) map[string]string {
	t.Helper()
	a, _ := from.Score().Decimal()
	b, _ := to.Score().Decimal()
	change := b.Sub(a).Shift(10).IntPart()
	list := map[string]string{}
	d := attribution.New(to.Scorecard())
	for _, w := range d.Round(d.Between(d.View(from), d.View(to), to.Scorecard().Ref()), to.Scorecard().Ref(), 1, change) {
		list[w.Ref.String()] = decimal.New(w.Units, -10).Normalize().String()
	}
	return list
}

// TestBetween holds the worked examples E1, E2, E4 and E5 of the theory, and cases beside them.
func TestBetween(t *testing.T) {
	equal := []bsc.Number{"1", "1"}
	for _, c := range []struct {
		name       string
		aggregator string
		weights    []bsc.Number
		from, to   map[string]int64
		want       map[string]string
	}{
		{"E4", "min", equal, map[string]int64{"a": 50, "b": 100}, map[string]int64{"a": 90, "b": 60}, map[string]string{"kpi:a": "25", "kpi:b": "-15"}},
		{"E2", "geometric", []bsc.Number{"0.5", "0.5"}, map[string]int64{"a": 60, "b": 80}, map[string]int64{"a": 75, "b": 70}, map[string]string{"kpi:a": "7.9057087000", "kpi:b": "-4.7308572719"}},
		{"a zero", "geometric", equal, map[string]int64{"a": 0, "b": 50}, map[string]int64{"a": 50, "b": 50}, map[string]string{"kpi:a": "50"}},
		{"max", "max", equal, map[string]int64{"a": 10, "b": 20}, map[string]int64{"a": 40, "b": 30}, map[string]string{"kpi:a": "15", "kpi:b": "5"}},
		{"a child came", "weighted_mean", equal, map[string]int64{"a": 60}, map[string]int64{"a": 60, "b": 100}, map[string]string{"kpi:b": "20"}},
	} {
		card := stated(c.aggregator, c.weights...)
		got := parts(t, scored(t, card, c.from), scored(t, card, c.to))
		for ref, want := range c.want {
			assert.Equal(t, decimal.RequireFromString(want).Normalize().String(), got[ref], "%s: %s", c.name, ref)
		}
		assert.Len(t, got, len(c.want), c.name)
	}
}

// TestBetween_sums: on random cards, the parts of what other readings bring add up to the change, and those of the
// reverse are the same with the other sign.
func TestBetween_sums(t *testing.T) {
	tested := 0
	for seed := range oracle.Cards(600) {
		a, b := oracle.RandomCard(seed), oracle.RandomCard(seed)
		b.Readings = oracle.RandomCard(seed + 1).Readings
		from, err := a.Result()
		require.NoError(t, err)
		card := from.Scorecard()
		to, err := card.Evaluate(b.Input())
		if err != nil || !from.Score().Valid() || !to.Score().Valid() {
			continue
		}
		forth := parts(t, from, to)
		back := parts(t, to, from)
		sum := decimal.Decimal{}
		for ref, part := range forth {
			d := decimal.RequireFromString(part)
			sum = sum.Add(d)
			require.Equal(t, d.Neg().Normalize().String(), back[ref], "card %d: %s", seed, ref)
		}
		x, _ := from.Score().Decimal()
		y, _ := to.Score().Decimal()
		require.True(t, y.Sub(x).Equal(sum), "card %d: %s", seed, sum)
		if !sum.IsZero() {
			tested++
		}
	}
	require.Positive(t, tested)
}
