package weights_test

import (
	"strconv"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/weights"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAHP_tables checks the random index and the limit of every number of items: CI divided by CR is RI.
func TestAHP_tables(t *testing.T) {
	for n, want := range map[int]struct{ index, ahp, geometric string }{
		3: {"0.5254", "0.05", "0.31"}, 4: {"0.8828", "0.08", "0.35"}, 5: {"1.1092", "0.1", "0.37"}, 6: {"1.2493", "0.1", "0.37"},
		7: {"1.3415", "0.1", "0.37"}, 8: {"1.4034", "0.1", "0.37"}, 9: {"1.451", "0.1", "0.37"}, 10: {"1.4861", "0.1", "0.37"},
	} {
		times := make([]bsc.Number, n*(n-1)/2)
		for k := range times {
			times[k] = bsc.Number(strconv.Itoa((7*k*k+3*k)%9 + 1))
		}
		w, err := weights.AHP(ids(n), upper(n, times...))
		require.NoError(t, err)
		c := w.Consistency
		require.Positive(t, c.Ratio.Decimal.Sign())
		assert.Equal(t, want.index, string(bsc.NumberOf(c.Index.Decimal.DivRound(c.Ratio.Decimal, 7))), "the random index of %d", n)
		assert.Equal(t, want.ahp, text(c.Limit), n)
		w, err = weights.AHPGeometric(ids(n), upper(n, times...))
		require.NoError(t, err)
		assert.Equal(t, want.geometric, text(w.Consistency.Limit), n)
	}
	for _, find := range []func([]string, []weights.Judgement) (weights.Weights, error){weights.AHP, weights.AHPGeometric} {
		w, err := find(ids(2), upper(2, "7"))
		require.NoError(t, err)
		assert.Equal(t, "0", text(w.Consistency.Ratio), "two items cannot contradict each other")
		assert.True(t, w.Consistency.Consistent)
		assert.Equal(t, []string{"0.875", "0.125"}, texts(t, w))
	}
}

// TestBestWorst_limits checks table 3 of Liang, Brunelli and Rezaei (2020), by the number of items.
func TestBestWorst_limits(t *testing.T) {
	table := map[int]string{ // the best matters 3, 4, … 9 times as much as the worst
		3: "0.1667 0.1121 0.1354 0.133 0.1294 0.1309 0.1359", 4: "0.1667 0.1529 0.1994 0.199 0.2457 0.2521 0.2681",
		5: "0.1667 0.1898 0.2306 0.2643 0.2819 0.2958 0.3062", 6: "0.1667 0.2206 0.2546 0.3044 0.3029 0.3154 0.3337",
		7: "0.1667 0.2527 0.2716 0.3144 0.3144 0.3408 0.3517", 8: "0.1667 0.2577 0.2844 0.3221 0.3251 0.362 0.362",
		9: "0.1667 0.2683 0.296 0.3262 0.3403 0.3657 0.3662", 10: "none none none none none none none",
	}
	for n, row := range table {
		got := ""
		for most := 1; most <= 9; most++ {
			made := []weights.Compared{{ID: "best", OverWorst: bsc.Number(strconv.Itoa(most))}, {ID: "worst"}}
			for len(made) < n {
				made = append(made, weights.Compared{ID: id(len(made)), BestOver: "1", OverWorst: bsc.Number(strconv.Itoa(most))})
			}
			w, err := weights.BestWorst("best", "worst", made)
			require.NoError(t, err)
			switch c := w.Consistency; {
			case most <= 2:
				assert.Equal(t, "0", text(c.Limit), "%d items, %d times", n, most)
			case most == 3:
				got = text(c.Limit)
			default:
				got += " " + text(c.Limit)
			}
			assert.Equal(t, "0", text(w.Consistency.Ratio))
			assert.True(t, w.Consistency.Consistent)
			assert.Nil(t, w.Consistency.Worst)
		}
		assert.Equal(t, row, got, "%d items", n)
	}
}

// TestBestWorst_worst: the item that fits least is the first of equals, wherever the best and the worst stand.
func TestBestWorst_worst(t *testing.T) {
	odd := weights.Compared{BestOver: "2", OverWorst: "3"} // 6, where 4 fits
	for at := range 3 {
		made := []weights.Compared{{ID: "best", OverWorst: "4"}, {ID: "worst"}}
		for _, name := range []string{"odd", "odder"} {
			odd.ID = name
			made = append(made[:min(at, len(made))], append([]weights.Compared{odd}, made[min(at, len(made)):]...)...)
			at += 2
		}
		w, err := weights.BestWorst("best", "worst", made)
		require.NoError(t, err)
		first := "odd"
		assert.Equal(t, first+" over worst: 3, where 2 would fit", w.Consistency.Worst.String(), "%v", made)
		assert.Equal(t, "0.1666666667", text(w.Consistency.Ratio))
		assert.False(t, w.Consistency.Consistent, "the limit is 0.1529")
	}
	// Off by as much the other way: 2, where 4 fits.
	w, err := weights.BestWorst("best", "worst", []weights.Compared{{ID: "low", BestOver: "2", OverWorst: "1"}, {ID: "best"}, {ID: "worst", BestOver: "4"}})
	require.NoError(t, err)
	assert.Equal(t, "low over worst: 1, where 2 would fit", w.Consistency.Worst.String())
	assert.True(t, w.Consistency.Ratio.Decimal.Equal(decimal.RequireFromString("0.1666666667")))
}
