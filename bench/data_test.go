package main

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const full = 1_000_000_000_000 // the score 100, in units of 10^-10

// ideal computes the rule in rational numbers.
func ideal(d *data) *results {
	scores := make([]*big.Rat, len(d.actual))
	for i := range scores {
		scores[i] = idealScore(d.actual[i]-d.baseline[i], d.target[i]-d.baseline[i])
	}
	objectives := idealMeans(scores, d.kpis, len(d.objectives.weight))
	perspectives := idealMeans(objectives, d.objectives, len(d.perspectives.weight))
	cards := idealMeans(perspectives, d.perspectives, d.cards)
	return exactResults(scores, cards, idealUnits)
}

// idealUnits returns a score in units of 10^-10.
func idealUnits(s *big.Rat) int64 { return new(big.Rat).Mul(s, big.NewRat(full/100, 1)).Num().Int64() }

// idealScore returns the score of a value against a target.
func idealScore(value, target int64) *big.Rat {
	s := new(big.Rat).SetFrac64(value, target)
	s.Mul(s, big.NewRat(100, 1))
	switch {
	case s.Sign() < 0:
		s = new(big.Rat)
	case s.Cmp(big.NewRat(100, 1)) > 0:
		s = big.NewRat(100, 1)
	}
	return rounded(s)
}

// idealMeans returns the scores of the parents of a level.
func idealMeans(scores []*big.Rat, l level, parents int) []*big.Rat {
	sums, weights := make([]*big.Rat, parents), make([]int64, parents)
	for p := range sums {
		sums[p] = new(big.Rat)
	}
	for i, s := range scores {
		p := l.parent[i]
		sums[p].Add(sums[p], new(big.Rat).Mul(s, big.NewRat(l.weight[i], 1)))
		weights[p] += l.weight[i]
	}
	for p := range sums {
		sums[p] = rounded(sums[p].Quo(sums[p], big.NewRat(weights[p], 1)))
	}
	return sums
}

// rounded rounds half away from zero to 10 places, as FloatString does.
func rounded(s *big.Rat) *big.Rat {
	r, _ := new(big.Rat).SetString(s.FloatString(10))
	return r
}

// TestContestants compares all exact contestants with rational numbers to the digit, and the others closely.
func TestContestants(t *testing.T) {
	for _, d := range []*data{forest(1000), tree(1000), tree(2010), forest(1), tree(1)} {
		want := ideal(d)
		for _, c := range all() {
			hasScores(t, c, d, want)
		}
	}
}

// hasScores compares a contestant with the scores of its data, if it is available.
func hasScores[D any](t *testing.T, c contestant[D], d D, want *results) {
	j, err := c.make(d)
	if errors.Is(err, errAbsent) {
		t.Logf("%s: %v", c.name, err)
		return
	}
	require.NoError(t, err, c.name)
	for range 2 { // a second run computes the same
		require.NoError(t, j.run(), c.name)
	}
	got, err := j.scores()
	require.NoError(t, err, c.name)
	require.Len(t, got.kpis, len(want.kpis), c.name)
	require.Len(t, got.cards, len(want.cards), c.name)
	if c.exact {
		assert.Equal(t, want, got, c.name)
	} else {
		require.Len(t, got.floats, len(want.kpis), c.name)
		for i := range want.kpis {
			assert.InDelta(t, want.kpis[i], got.kpis[i], full/1e8, c.name)
			assert.InDelta(t, float64(want.kpis[i])/1e10, got.floats[i], 1e-6, c.name)
		}
		for i := range want.cards {
			assert.InDelta(t, want.cards[i], got.cards[i], full/1e8, c.name)
		}
	}
	if j.close != nil {
		assert.NoError(t, j.close(), c.name)
	}
}

// TestData checks the properties that the contestants rely on.
func TestData(t *testing.T) {
	for _, d := range []*data{forest(20_000), tree(20_000)} {
		on := map[int64]int{}
		for i, target := range d.target {
			span := target - d.baseline[i]
			require.Positive(t, span)
			require.Less(t, span, int64(1_000_000))
			for _, threshold := range []int64{0, 60, 90, 100} {
				if d.stands(i, threshold) == 0 {
					on[threshold]++
				}
			}
		}
		for _, threshold := range []int64{0, 60, 90, 100} {
			assert.InDelta(t, 250, on[threshold], 100, "%s, %d", d.shape, threshold)
		}
		for _, l := range []level{d.kpis, d.objectives, d.perspectives} {
			assert.IsNonDecreasing(t, l.parent)
			assert.Len(t, l.weight, len(l.parent))
		}
		assert.Len(t, d.objectives.weight, 2000)
		assert.Len(t, d.actual, 20_000)
	}
	d := forest(250)
	assert.Len(t, d.actual, 300)
	assert.Equal(t, d.target[:100], d.target[200:])
	assert.NotEqual(t, d.actual[:100], d.actual[200:])
	assert.Equal(t, []int32{0, 3, 6, 8, 10, 13, 16, 18, 20, 23, 26, 28, 30}, d.objectives.starts(12))
	assert.Equal(t, []int32{0, 4, 8, 12}, d.perspectives.starts(3))
}

// TestCheck finds a digit that differs, and ratings that do.
func TestCheck(t *testing.T) {
	d := forest(100)
	wrong := ideal(d)
	wrong.kpis[7]++
	entries := []*entry{
		{name: "right", exact: true, job: job{scores: func() (*results, error) { return ideal(d), nil }}},
		{name: "wrong", exact: true, job: job{scores: func() (*results, error) { return wrong, nil }}},
	}
	var out strings.Builder
	require.NoError(t, check(&out, true, work{"KPI", 100}, d, entries[:1]))
	require.ErrorIs(t, check(&out, true, work{"KPI", 100}, d, entries), errDiffer)
	assert.Contains(t, out.String(), "| wrong | yes | 1 | 0 |")

	d = &data{baseline: []int64{0, 0, 0}, target: []int64{100, 100, 100}, actual: []int64{60, 90, 91}}
	assert.Equal(t, []string{"1", "1", "1 of 2 (50.0 %)", "1"}, misjudged(d, []float64{59.9, 90, 89}))
}

// TestRun runs the program on little data.
func TestRun(t *testing.T) {
	for _, shape := range []string{"forest", "tree"} {
		var out strings.Builder
		require.NoError(t, run([]string{"-kpis", "300", "-rounds", "2", "-shape", shape, "-only", "naive,udecimal,float64,sqlite"}, &out))
		assert.Contains(t, out.String(), shape+": 300 KPIs")
		assert.Contains(t, out.String(), "SQLite integers")
		assert.NotContains(t, out.String(), "DuckDB")
	}
	var out strings.Builder
	assert.Error(t, run([]string{"-shape", "ring"}, &out))
	assert.Error(t, run([]string{"-only", "nobody"}, &out))
	assert.Error(t, run([]string{"-kpis", "0"}, &out))
}
