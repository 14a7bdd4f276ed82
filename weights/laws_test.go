package weights_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/weights"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// near checks that weights are the same item by item, except for the unit that largest remainders may give to
// another of equals.
func near(t *testing.T, want, got weights.Weights) {
	t.Helper()
	require.Len(t, got.Items, len(want.Items))
	for _, w := range want.Items {
		g, ok := got.Of(w.ID)
		require.True(t, ok, w.ID)
		assert.LessOrEqual(t, g.Sub(w.Weight).Abs().Cmp(decimal.New(1, -10)), 0, "%s: %s and %s", w.ID, bsc.NumberOf(w.Weight), bsc.NumberOf(g))
	}
}

func random(rng *rand.Rand, n, from, to int) []weights.Item {
	made := make([]weights.Item, n)
	for i := range made {
		made[i] = weights.Item{ID: id(i), Value: bsc.Number(strconv.Itoa(from + rng.IntN(to-from+1)))}
	}
	return made
}

func shuffled[T any](rng *rand.Rand, s []T) []T {
	s = slices.Clone(s)
	rng.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	return s
}

func randomJudgements(rng *rand.Rand, n int) []weights.Judgement {
	var made []weights.Judgement
	for i := range n {
		for j := i + 1; j < n; j++ {
			one := weights.Judgement{A: id(i), B: id(j), Times: bsc.Number(strconv.Itoa(1 + rng.IntN(9)))}
			if rng.IntN(2) == 0 {
				one.A, one.B = one.B, one.A
			}
			made = append(made, one)
		}
	}
	return made
}

// TestOrder: the order of items, experts and judgements changes no weight, ratio or spread.
func TestOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		n := 2 + rng.IntN(9)
		given := random(rng, n, 1, 9)
		mixed := shuffled(rng, given)
		for _, method := range []func([]weights.Item) (weights.Weights, error){weights.Direct, weights.RankOrder} {
			a, err := method(given)
			require.NoError(t, err)
			b, err := method(mixed)
			require.NoError(t, err)
			texts(t, a)
			texts(t, b)
			near(t, a, b)
		}
		judgements := randomJudgements(rng, n)
		for _, method := range []func([]string, []weights.Judgement) (weights.Weights, error){weights.AHP, weights.AHPGeometric} {
			a, err := method(ids(n), judgements)
			require.NoError(t, err)
			b, err := method(shuffled(rng, ids(n)), shuffled(rng, judgements))
			require.NoError(t, err)
			texts(t, a)
			texts(t, b)
			near(t, a, b)
			assert.Equal(t, text(a.Consistency.Ratio), text(b.Consistency.Ratio))
			assert.Equal(t, text(a.Consistency.Lambda), text(b.Consistency.Lambda))
			assert.GreaterOrEqual(t, a.Consistency.Ratio.Decimal.Sign(), 0)
		}
	}
}

// TestBudget_scale: an expert's points may be on any scale, and in any order.
func TestBudget_scale(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		n := 2 + rng.IntN(5)
		x, y := random(rng, n, 1, 40), random(rng, n, 0, 40)
		y[0].Value = "7"
		a, err := weights.Budget([]weights.Expert{{"x", x}, {"y", y}})
		require.NoError(t, err)
		scaled := slices.Clone(y)
		for i := range scaled {
			d, err := scaled[i].Value.Decimal()
			require.NoError(t, err)
			scaled[i].Value = bsc.NumberOf(d.Mul(decimal.RequireFromString("1234.56789")))
		}
		b, err := weights.Budget([]weights.Expert{{"x", x}, {"y", shuffled(rng, scaled)}})
		require.NoError(t, err)
		texts(t, a)
		assert.Equal(t, a, b)
	}
}

// TestConsistent: judgements that follow from weights give back these weights, and fit perfectly.
func TestConsistent(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		n := 2 + rng.IntN(9)
		given := random(rng, n, 1, 3) // quotients of 1, 2, 3: ⅔ and ⅓ are turned round, 1.5 is exact
		want, err := weights.Direct(given)
		require.NoError(t, err)
		var judgements []weights.Judgement
		for i := range n {
			for j := i + 1; j < n; j++ {
				a, b := given[i], given[j]
				if a.Value < b.Value {
					a, b = b, a
				}
				times := map[bsc.Number]bsc.Number{"11": "1", "22": "1", "33": "1", "21": "2", "31": "3", "32": "1.5"}[a.Value+b.Value]
				judgements = append(judgements, weights.Judgement{A: a.ID, B: b.ID, Times: times})
			}
		}
		for _, method := range []func([]string, []weights.Judgement) (weights.Weights, error){weights.AHP, weights.AHPGeometric} {
			got, err := method(ids(n), judgements)
			require.NoError(t, err)
			assert.Equal(t, want.Items, got.Items)
			assert.Equal(t, "0", text(got.Consistency.Ratio))
			assert.True(t, got.Consistency.Consistent)
			assert.Nil(t, got.Consistency.Worst)
		}
	}
}

// TestBestWorst_consistent: a_Bj·a_jW = a_BW gives weights in proportion to 1/a_Bj.
func TestBestWorst_consistent(t *testing.T) {
	for _, most := range []int{1, 2, 3, 4, 6, 8, 9} {
		compared := []weights.Compared{{ID: "a"}, {ID: "b", BestOver: bsc.Number(strconv.Itoa(most))}}
		inverse := items(bsc.Number(strconv.Itoa(most)), "1")
		for k := 1; k <= most; k++ {
			if most%k == 0 {
				next := id(len(compared))
				compared = append(compared, weights.Compared{ID: next, BestOver: bsc.Number(strconv.Itoa(k)), OverWorst: bsc.Number(strconv.Itoa(most / k))})
				inverse = append(inverse, weights.Item{ID: next, Value: bsc.Number(strconv.Itoa(most / k))})
			}
		}
		got, err := weights.BestWorst("a", "b", compared)
		require.NoError(t, err)
		want, err := weights.Direct(inverse)
		require.NoError(t, err)
		assert.Equal(t, want.Items, got.Items)
		assert.Equal(t, "0", text(got.Consistency.Ratio))
		assert.True(t, got.Consistency.Consistent)
		assert.Nil(t, got.Consistency.Worst)
	}
}

// TestBestWorst_limit: limits exist for 3 to 9 items; without one only a perfect fit is consistent.
func TestBestWorst_limit(t *testing.T) {
	find := func(n int, best bsc.Number, over, under bsc.Number) weights.Consistency {
		compared := []weights.Compared{{ID: "a", OverWorst: best}, {ID: "b"}}
		for i := 2; i < n; i++ {
			compared = append(compared, weights.Compared{ID: id(i), BestOver: over, OverWorst: under})
		}
		w, err := weights.BestWorst("a", "b", compared)
		require.NoError(t, err)
		texts(t, w)
		return w.Consistency
	}
	for _, tt := range []struct {
		n                     int
		best, over, under     bsc.Number
		ratio, limit          string
		consistent, hasMisfit bool
	}{
		{2, "9", "", "", "0", "0", true, false},
		{3, "2", "2", "2", "1", "0", false, true},
		{9, "9", "9", "9", "1", "0.3662", false, true},
		{9, "9", "5", "6", "0.2916666667", "0.3662", true, true},
		{3, "9", "5", "6", "0.2916666667", "0.1359", false, true},
		{10, "9", "5", "6", "0.2916666667", "none", false, true},
		{10, "9", "3", "3", "0", "none", true, false},
		{3, "1", "1", "1", "0", "0", true, false},
	} {
		c := find(tt.n, tt.best, tt.over, tt.under)
		assert.Equal(t, tt.ratio, text(c.Ratio), "%+v", tt)
		assert.Equal(t, tt.limit, text(c.Limit), "%+v", tt)
		assert.Equal(t, tt.consistent, c.Consistent, "%+v", tt)
		assert.Equal(t, tt.hasMisfit, c.Worst != nil, "%+v", tt)
	}
}

// TestExtremes: the circle of nines is the slowest possible matrix, and the least consistent.
func TestExtremes(t *testing.T) {
	w, err := weights.AHP(ids(3), []weights.Judgement{{A: "a", B: "b", Times: "9"}, {A: "b", B: "c", Times: "9"}, {A: "c", B: "a", Times: "9"}})
	require.NoError(t, err)
	assert.Equal(t, []string{"0.3333333334", "0.3333333333", "0.3333333333"}, texts(t, w))
	assert.Equal(t, "10.1111111111", text(w.Consistency.Lambda))
	w, err = weights.Direct(items("0.000000000000000001", "9999999999999999999999999999999999e18", "0"))
	require.NoError(t, err)
	assert.Equal(t, []string{"0", "1", "0"}, texts(t, w))
}

func BenchmarkAHP(b *testing.B) {
	for _, n := range []int{4, 10} {
		judgements := randomJudgements(rand.New(rand.NewPCG(9, 9)), n)
		b.Run("n="+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				_, _ = weights.AHP(ids(n), judgements)
			}
		})
		b.Run("geometric/n="+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				_, _ = weights.AHPGeometric(ids(n), judgements)
			}
		})
	}
}
