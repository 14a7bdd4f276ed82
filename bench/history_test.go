package main

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// idealHistory computes the rule of a history in rational numbers.
func idealHistory(h *history) *results {
	var scores []*big.Rat
	for u := range h.units {
		for m := range tableMonths {
			for k := range tableSums {
				scores = append(scores, idealScore(twelve*h.toDate(u, k, m), h.target(u, k, m)*int64(m%twelve+1)))
			}
			for r := range tableRatios {
				num, den := terms(r)
				scores = append(scores, idealScore(h.toDate(u, num, m), h.toDate(u, den, m)))
			}
		}
	}
	nodes := scores
	for _, children := range []int{tableObjectiveKPIs, tablePerspectiveObjectives, tablePerspectives} {
		of := level{weight: make([]int64, len(nodes)), parent: make([]int32, len(nodes))}
		for i := range nodes {
			of.weight[i], of.parent[i] = 1, int32(i/children)
		}
		nodes = idealMeans(nodes, of, len(nodes)/children)
	}
	return exactResults(scores, nodes, idealUnits)
}

// TestHistoryContestants compares all exact contestants with rational numbers to the digit, and the others
// closely.
func TestHistoryContestants(t *testing.T) {
	h := plain.history(3)
	want := idealHistory(h)
	require.Len(t, want.kpis, h.cells())
	require.Len(t, want.cards, 3*tableMonths)
	for _, c := range historyContestants() {
		hasScores(t, c, h, want)
	}
}

// TestVariants compares ours with the loops over decimals under every rule.
func TestVariants(t *testing.T) {
	all := map[string]*results{}
	for _, v := range variants() {
		h := v.history(2)
		scores := func(j job, err error) *results {
			require.NoError(t, err, v.name)
			require.NoError(t, j.run(), v.name)
			r, err := j.scores()
			require.NoError(t, err, v.name)
			return r
		}
		want := scores(v.loop(h))
		require.Len(t, want.kpis, 2*v.count()*tableKPIs)
		require.Len(t, want.cards, 2*v.count())
		assert.Equal(t, want, scores(v.byUnit(h, readingsOf)), v.name)
		assert.Equal(t, want, scores(v.atOnce(h)), v.name)
		if h.gaps != nil {
			assert.Contains(t, want.kpis, int64(none), v.name)
		} else {
			assert.NotContains(t, want.kpis, int64(none), v.name)
			assert.Equal(t, want, scores(v.byUnit(h, sourceOf)), v.name)
		}
		all[v.name] = want
	}
	require.Len(t, all, len(variants()))
	ideal := idealHistory(plain.history(2))
	for name, r := range all {
		if name == plain.name || name == "4-4-5 weeks" {
			assert.Equal(t, ideal, r, name)
		} else {
			assert.NotEqual(t, ideal, r, name)
		}
	}
}

// TestHistory checks the properties that the contestants rely on.
func TestHistory(t *testing.T) {
	h := newHistory(20, twelve)
	assert.Len(t, h.cents, 20*tableSums*48)
	assert.Len(t, h.yearly, 4*tableSums)
	assert.Equal(t, firstYear-1, h.yearOf(0))
	for _, target := range h.yearly {
		require.Positive(t, target)
		require.Less(t, target, int64(380_000)) // SQL's integers have no room for more
	}
	for _, n := range h.cents {
		require.Positive(t, n)
	}
	on := map[int64]int{}
	h = newHistory(20, 0)
	for i := range h.cells() {
		for _, threshold := range []int64{60, 90, 100} {
			if h.stands(i, threshold) == 0 {
				on[threshold]++
			}
		}
	}
	for _, threshold := range []int64{60, 90, 100} {
		assert.Greater(t, on[threshold], 100, threshold)
	}
	some := map[gap]int{}
	for _, g := range h.with(missing).gaps {
		some[g]++
	}
	assert.InDelta(t, len(h.cents)/10, some[missing], float64(len(h.cents))/100)
	assert.Equal(t, len(h.cents), some[there]+some[missing])
}

// TestRun_time runs the race over time on little data.
func TestRun_time(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run([]string{"-time", "-units", "1", "-rounds", "1", "-table"}, &out))
	for _, want := range []string{"2160 KPI-months", "| decimals by hand | ", "| bsc EvaluateOrgUnits | ", "| SQLite integers | yes | 0 | 0 |", "| 4-4-5 weeks | "} {
		assert.Contains(t, out.String(), want)
	}
	out.Reset()
	require.NoError(t, run([]string{"-time", "-units", "1", "-rounds", "1", "-only", "float64"}, &out))
	assert.NotContains(t, out.String(), "decimals")
	assert.Error(t, run([]string{"-time", "-units", "0"}, &out))
	out.Reset()
	require.NoError(t, run([]string{"-time", "-grow", "-kpis", "10000", "-rounds", "1", "-table"}, &out))
	assert.Contains(t, out.String(), "| 10800 | ")
}
