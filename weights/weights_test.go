package weights_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/weights"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// items makes items a, b, c … of values.
func items(values ...bsc.Number) []weights.Item {
	made := make([]weights.Item, len(values))
	for i, v := range values {
		made[i] = weights.Item{ID: id(i), Value: v}
	}
	return made
}

func id(i int) string { return string(rune('a' + i)) }

func ids(n int) []string {
	made := make([]string, n)
	for i := range made {
		made[i] = id(i)
	}
	return made
}

// upper makes judgements of an upper triangle, row by row.
func upper(n int, times ...bsc.Number) []weights.Judgement {
	var made []weights.Judgement
	for i := range n {
		for j := i + 1; j < n; j++ {
			made = append(made, weights.Judgement{A: id(i), B: id(j), Times: times[len(made)]})
		}
	}
	return made
}

// texts returns the weights as text, and checks that they sum to 1.
func texts(t *testing.T, w weights.Weights) []string {
	t.Helper()
	total := decimal.Decimal{}
	made := make([]string, len(w.Items))
	for i, item := range w.Items {
		total = total.Add(item.Weight)
		assert.GreaterOrEqual(t, item.Weight.Sign(), 0)
		assert.GreaterOrEqual(t, item.Weight.Exponent(), int32(-10))
		made[i] = string(item.Number())
	}
	assert.True(t, total.Equal(decimal.New(1, 0)), "the weights sum to %s", bsc.NumberOf(total))
	return made
}

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return "none"
	}
	return string(bsc.NumberOf(d.Decimal))
}

// w3 is the inconsistent matrix of vector W3; its rows are 1 2 6 1, ½ 1 ⅓ 5, ⅙ 3 1 4, 1 ⅕ ¼ 1.
func w3() []weights.Judgement {
	j := upper(4, "2", "6", "1", "3", "5", "4")
	j[3].A, j[3].B = j[3].B, j[3].A // ⅓ is 3 the other way round
	return j
}

// big10 is an inconsistent matrix of ten items.
func big10() []weights.Judgement {
	times := make([]bsc.Number, 45)
	for k := range times {
		times[k] = bsc.Number(strconv.Itoa((7*k*k+3*k)%9 + 1))
	}
	return upper(10, times...)
}

// TestVectors checks the methods against vectors.json of the design and, if a comment says so, against mpmath
// with 60 digits. The last digit is that of the largest remainder, and may differ by one from plain rounding.
func TestVectors(t *testing.T) {
	w1 := upper(3, "3", "5", "2")
	tests := []struct {
		name string
		find func() (weights.Weights, error)
		want []string
		// ratio, limit, lambda, index
		consistency [4]string
		consistent  bool
	}{
		{
			"W1", func() (weights.Weights, error) { return weights.AHP(ids(3), w1) },
			[]string{"0.6483290138", "0.2296507941", "0.1220201921"},
			[4]string{"0.003515986", "0.05", "3.0036945981", "0.001847299"},
			true,
		},
		{
			"W2", func() (weights.Weights, error) { return weights.AHPGeometric(ids(3), w1) },
			[]string{"0.6483290138", "0.2296507941", "0.1220201921"},
			[4]string{"0.0110803834", "0.31", "none", "none"},
			true,
		},
		{
			"W3", func() (weights.Weights, error) { return weights.AHP(ids(4), w3()) },
			[]string{"0.4380136573", "0.1956165136", "0.2482021786", "0.1181676505"},
			[4]string{"0.590130952", "0.08", "5.5629028134", "0.5209676045"},
			false,
		},
		{
			"W3c", func() (weights.Weights, error) { return weights.AHPGeometric(ids(4), w3()) }, // GCI: mpmath
			[]string{"0.4155663636", "0.2133289349", "0.2655232623", "0.1055814392"},
			[4]string{"1.8313965502", "0.35", "none", "none"},
			false,
		},
		{
			"ten items", func() (weights.Weights, error) { return weights.AHP(ids(10), big10()) }, // mpmath
			[]string{
				"0.201145004", "0.1728633813", "0.155625114", "0.0984083484", "0.1017596609",
				"0.0790555261", "0.0542818635", "0.0695633587", "0.0476844972", "0.0196132459",
			},
			[4]string{"0.2638726278", "0.1", "13.5292700102", "0.3921411122"},
			false,
		},
		{
			"ten items by rows", func() (weights.Weights, error) { return weights.AHPGeometric(ids(10), big10()) }, // mpmath
			[]string{
				"0.1981882631", "0.1687255806", "0.1574265332", "0.0969073984", "0.103862778",
				"0.0825011371", "0.0394500843", "0.0843627903", "0.0473844602", "0.0211909748",
			},
			[4]string{"0.8107210831", "0.37", "none", "none"},
			false,
		},
		{
			"W4", func() (weights.Weights, error) { return weights.RankOrder(items("1", "2", "3", "4")) },
			[]string{"0.5208333334", "0.2708333333", "0.1458333333", "0.0625"},
			[4]string{"none", "none", "none", "none"},
			true,
		},
		{
			"W5", func() (weights.Weights, error) { return weights.Swing(items("100", "60", "40")) },
			[]string{"0.5", "0.3", "0.2"},
			[4]string{"none", "none", "none", "none"},
			true,
		},
		{
			"W6", func() (weights.Weights, error) { // weights: mpmath
				return weights.BestWorst("a", "c", []weights.Compared{{ID: "a", OverWorst: "8"}, {ID: "b", BestOver: "2", OverWorst: "5"}, {ID: "c"}})
			},
			[]string{"0.6043580038", "0.3255124621", "0.0701295341"},
			[4]string{"0.0357142857", "0.1309", "none", "none"},
			true,
		},
		{
			"W6b", func() (weights.Weights, error) {
				return weights.BestWorst("a", "c", []weights.Compared{{ID: "a"}, {ID: "b", BestOver: "2", OverWorst: "2"}, {ID: "c", BestOver: "4"}})
			},
			[]string{"0.5714285714", "0.2857142857", "0.1428571429"},
			[4]string{"0", "0.1121", "none", "none"},
			true,
		},
		{
			"least squares of logarithms", func() (weights.Weights, error) { // mpmath solves the normal equations
				return weights.BestWorst("a", "e", []weights.Compared{
					{ID: "a", BestOver: "1", OverWorst: "9"},
					{ID: "b", BestOver: "2", OverWorst: "3"},
					{ID: "c", BestOver: "3", OverWorst: "4"},
					{ID: "d", BestOver: "4", OverWorst: "2"},
					{ID: "e", BestOver: "9", OverWorst: "1"},
				})
			},
			[]string{"0.4608622279", "0.192630918", "0.1816141712", "0.1112155124", "0.0536771705"},
			[4]string{"0.0416666667", "0.3062", "none", "none"},
			true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, err := tt.find()
			require.NoError(t, err)
			assert.Equal(t, tt.want, texts(t, w))
			c := w.Consistency
			assert.Equal(t, tt.consistency, [4]string{text(c.Ratio), text(c.Limit), text(c.Lambda), text(c.Index)})
			assert.Equal(t, tt.consistent, c.Consistent)
		})
	}
}

func TestGroup(t *testing.T) {
	// W8, either way round.
	for _, other := range []weights.Judgement{{A: "a", B: "b", Times: "0.5"}, {A: "b", B: "a", Times: "2"}} {
		group, err := weights.Group(ids(2), []weights.Judge{
			{Name: "x", Judgements: upper(2, "3")}, {Name: "y", Judgements: []weights.Judgement{other}},
		})
		require.NoError(t, err)
		assert.Equal(t, []weights.Judgement{{A: "a", B: "b", Times: "1.224744871391589049"}}, group)
	}
	// The item that matters more comes first, and 1/9 is no obstacle.
	group, err := weights.Group(ids(2), []weights.Judge{{Name: "x", Judgements: []weights.Judgement{{A: "b", B: "a", Times: "9"}}}})
	require.NoError(t, err)
	assert.Equal(t, []weights.Judgement{{A: "b", B: "a", Times: "9"}}, group)
	_, err = weights.AHP(ids(2), group)
	assert.NoError(t, err)
	// A judge alone is the group.
	group, err = weights.Group(ids(4), []weights.Judge{{Name: "x", Judgements: w3()}})
	require.NoError(t, err)
	alone, err := weights.AHP(ids(4), w3())
	require.NoError(t, err)
	same, err := weights.AHP(ids(4), group)
	require.NoError(t, err)
	assert.Equal(t, alone.Items, same.Items)
	assert.Equal(t, alone.Consistency.Ratio, same.Consistency.Ratio)
}

func TestBudget_spread(t *testing.T) {
	w, err := weights.Budget([]weights.Expert{
		{Name: "x", Items: items("50", "30", "20")},
		{Name: "y", Items: []weights.Item{{ID: "c", Value: "20"}, {ID: "a", Value: "20"}, {ID: "b", Value: "60"}}},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"0.35", "0.45", "0.2"}, texts(t, w))
	var got []string
	for _, s := range w.Spread {
		got = append(got, fmt.Sprint(s.ID, " ", bsc.NumberOf(s.Min), " ", bsc.NumberOf(s.Max), " ", bsc.NumberOf(s.Deviation), " ", s.Furthest))
	}
	assert.Equal(t, []string{"a 0.2 0.5 0.15 x", "b 0.3 0.6 0.15 x", "c 0.2 0.2 0 "}, got)
}

func TestRankOrder_ties(t *testing.T) {
	for _, tt := range []struct{ ranks, want []string }{
		{[]string{"1", "1"}, []string{"0.5", "0.5"}},
		{[]string{"7", "7", "7"}, []string{"0.3333333334", "0.3333333333", "0.3333333333"}},
		{[]string{"2", "1", "2", "9"}, []string{"0.2083333333", "0.5208333334", "0.2083333333", "0.0625"}},
		{[]string{"40", "30", "20", "10"}, []string{"0.0625", "0.1458333333", "0.2708333333", "0.5208333334"}},
	} {
		var values []bsc.Number
		for _, r := range tt.ranks {
			values = append(values, bsc.Number(r))
		}
		w, err := weights.RankOrder(items(values...))
		require.NoError(t, err)
		assert.Equal(t, tt.want, texts(t, w), "ranks %v", tt.ranks)
	}
}

func TestWorst(t *testing.T) {
	w, err := weights.AHP(ids(4), w3())
	require.NoError(t, err)
	assert.Equal(t, "a over d: 1, where 3.7067137719 would fit", w.Consistency.Worst.String())
	// As judged: if the pair is swapped, so is the value.
	turned := w3()
	turned[2].A, turned[2].B = "d", "a"
	w, err = weights.AHP(ids(4), turned)
	require.NoError(t, err)
	assert.Equal(t, "d over a: 1, where 0.2697807442 would fit", w.Consistency.Worst.String())
	// Three items are all equally far off: the first judgement, whichever it is.
	j := upper(3, "3", "5", "2")
	for range 3 {
		w, err = weights.AHP(ids(3), j)
		require.NoError(t, err)
		assert.Equal(t, j[0].A+j[0].B, w.Consistency.Worst.A+w.Consistency.Worst.B)
		j = append(j[1:], j[0])
	}
	var none *weights.Misfit
	assert.Empty(t, none.String())
}

func TestWeights_Number(t *testing.T) {
	w, err := weights.Direct(items("1", "3"))
	require.NoError(t, err)
	assert.Equal(t, bsc.Number("0.25"), w.Number("a"))
	_, ok := w.Of("z")
	assert.False(t, ok)
	def := &bsc.Definition{ID: "x", Perspectives: []bsc.Perspective{{ID: "a", Weight: w.Number("a")}, {ID: "z", Weight: w.Number("z")}}}
	_, err = bsc.Compile(def, nil)
	assert.ErrorIs(t, err, bsc.ErrNumber)
	assert.ErrorContains(t, err, "no weight of z")
	assert.Empty(t, weights.Weights{}.String())
}

// TestVectors_limits checks W3e: judgements whose CR is 0.1 by the random index 0.5247 of that vector have a
// GCI of 0.3121. The limit of AHPGeometric comes from it.
func TestVectors_limits(t *testing.T) {
	judgements := upper(3, "1", "2.631708815227182249", "1")
	byRows, err := weights.AHPGeometric(ids(3), judgements)
	require.NoError(t, err)
	assert.Equal(t, "0.3121047827", string(bsc.NumberOf(byRows.Consistency.Ratio.Decimal)))
	byVector, err := weights.AHP(ids(3), judgements)
	require.NoError(t, err)
	assert.Equal(t, "0.0998667682", string(bsc.NumberOf(byVector.Consistency.Ratio.Decimal)), "0.1 × 0.5247 / 0.5254")
}
