package weights_test

import (
	"errors"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/weights"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestErrors(t *testing.T) {
	direct := func(values ...bsc.Number) func() (weights.Weights, error) {
		return func() (weights.Weights, error) { return weights.Direct(items(values...)) }
	}
	swing := func(values ...bsc.Number) func() (weights.Weights, error) {
		return func() (weights.Weights, error) { return weights.Swing(items(values...)) }
	}
	rank := func(values ...bsc.Number) func() (weights.Weights, error) {
		return func() (weights.Weights, error) { return weights.RankOrder(items(values...)) }
	}
	budget := func(experts ...weights.Expert) func() (weights.Weights, error) {
		return func() (weights.Weights, error) { return weights.Budget(experts) }
	}
	ahp := func(n int, j ...weights.Judgement) func() (weights.Weights, error) {
		return func() (weights.Weights, error) {
			_, geometric := weights.AHPGeometric(ids(n), j)
			w, err := weights.AHP(ids(n), j)
			if assert.Error(t, geometric) && assert.Error(t, err) {
				assert.Equal(t, err.Error(), geometric.Error(), "both read alike")
			}
			return w, err
		}
	}
	group := func(n int, judges ...weights.Judge) func() (weights.Weights, error) {
		return func() (weights.Weights, error) {
			_, err := weights.Group(ids(n), judges)
			return weights.Weights{}, err
		}
	}
	bw := func(best, worst string, c ...weights.Compared) func() (weights.Weights, error) {
		return func() (weights.Weights, error) { return weights.BestWorst(best, worst, c) }
	}
	x := weights.Expert{Name: "x", Items: items("1", "2")}
	pair := weights.Judgement{A: "a", B: "b", Times: "2"}
	tests := []struct {
		find func() (weights.Weights, error)
		code bsc.Code
		want string
	}{
		{direct(), bsc.ErrValue, "there are no items (two items or more)"},
		{direct("1"), bsc.ErrValue, `"a" is the only item (two items or more)`},
		{direct("1", "-0.5"), bsc.ErrWeight, `the value of "b" is -0.5 (0 or more)`},
		{direct("0", "0e3"), bsc.ErrWeight, "all values are 0 (at least one above 0)"},
		{direct("1", ""), bsc.ErrNumber, `the value of "b": a number is missing (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
		{direct("1", "x"), bsc.ErrNumber, `the value of "b": "x" is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
		{
			func() (weights.Weights, error) { return weights.Direct([]weights.Item{{"a", "1"}, {"", "1"}}) },
			bsc.ErrValue, "item 2 has no id",
		},
		{
			func() (weights.Weights, error) { return weights.Direct([]weights.Item{{"a", "1"}, {"a", "1"}}) },
			bsc.ErrValue, `the item "a" stands twice`,
		},
		{swing("60", "40"), bsc.ErrValue, "no swing is rated 100 (the greatest swing is rated 100)"},
		{swing("100", "100.5"), bsc.ErrValue, `the swing of "b" is rated above 100 (0 to 100)`},
		{swing("0", "0"), bsc.ErrWeight, "all values are 0 (at least one above 0)"},
		{swing("100"), bsc.ErrValue, `"a" is the only item (two items or more)`},
		{rank("1", "0"), bsc.ErrValue, `the rank of "b" is 0 (whole numbers from 1)`},
		{rank("1", "1.5"), bsc.ErrValue, `the rank of "b" is 1.5 (whole numbers from 1)`},
		{rank(), bsc.ErrValue, "there are no items (two items or more)"},
		{budget(), bsc.ErrValue, "there are no experts (one expert or more)"},
		{budget(weights.Expert{Name: "x"}), bsc.ErrValue, "the points of x: there are no items (two items or more)"},
		{budget(x, x), bsc.ErrValue, `the expert "x" stands twice`},
		{budget(x, weights.Expert{Name: "y", Items: items("1", "2", "3")}), bsc.ErrValue, `the points of y: "c" is not an item of the first expert (the items of the first expert)`},
		{budget(weights.Expert{Name: "y", Items: items("1", "2", "3")}, x), bsc.ErrValue, `the points of x: "c" is missing (the items of the first expert)`},
		{budget(x, weights.Expert{Name: "y", Items: items("0", "0")}), bsc.ErrWeight, "the points of y: all values are 0 (at least one above 0)"},
		{budget(x, weights.Expert{Name: "y", Items: items("2", "-1")}), bsc.ErrWeight, `the points of y: the value of "b" is -1 (0 or more)`},
		{ahp(0), bsc.ErrValue, "there are no items (two items or more)"},
		{ahp(1), bsc.ErrValue, `"a" is the only item (two items or more)`},
		{ahp(11), bsc.ErrValue, "11 items are too many to compare in pairs (2 to 10 items)"},
		{ahp(3, pair), bsc.ErrValue, `"a" and "c" are not judged (one judgement for each pair)`},
		{ahp(2, pair, pair), bsc.ErrValue, `"a" and "b" are judged twice (one judgement for each pair)`},
		{ahp(2, pair, weights.Judgement{A: "b", B: "a", Times: "3"}), bsc.ErrValue, `"b" and "a" are judged twice (one judgement for each pair)`},
		{ahp(2, weights.Judgement{A: "a", B: "z", Times: "3"}), bsc.ErrValue, `"z" is judged and not among the items (the items given)`},
		{ahp(2, weights.Judgement{A: "z", B: "a", Times: "3"}), bsc.ErrValue, `"z" is judged and not among the items (the items given)`},
		{ahp(2, weights.Judgement{A: "a", B: "a", Times: "1"}), bsc.ErrValue, `"a" is judged against itself`},
		{ahp(2, weights.Judgement{A: "a", B: "b", Times: "9.000000000000000001"}), bsc.ErrValue, `"a" over "b" is 9.000000000000000001 (1/9 to 9)`},
		{
			ahp(2, weights.Judgement{A: "a", B: "b", Times: "0.1111111111"}),
			bsc.ErrValue,
			`"a" over "b" is 0.1111111111 (1/9 to 9); change the places of the two, and say how many times the other matters more`,
		},
		{ahp(2, weights.Judgement{A: "a", B: "b", Times: "0"}), bsc.ErrValue, `"a" over "b" is 0 (1/9 to 9)`},
		{ahp(2, weights.Judgement{A: "a", B: "b", Times: "-3"}), bsc.ErrValue, `"a" over "b" is -3 (1/9 to 9)`},
		{ahp(2, weights.Judgement{A: "a", B: "b", Times: "1/3"}), bsc.ErrNumber, `"a" over "b": "1/3" is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
		{group(2), bsc.ErrValue, "there are no judges (one judge or more)"},
		{group(2, weights.Judge{Name: "x", Judgements: upper(2, "2")}, weights.Judge{Name: "x"}), bsc.ErrValue, `the judge "x" stands twice`},
		{group(2, weights.Judge{Name: "x"}), bsc.ErrValue, `the judgements of x: "a" and "b" are not judged (one judgement for each pair)`},
		{group(11, weights.Judge{Name: "x"}), bsc.ErrValue, "the judgements of x: 11 items are too many to compare in pairs (2 to 10 items)"},
		{bw("a", "b"), bsc.ErrValue, "there are no items (two items or more)"},
		{bw("a", "z", weights.Compared{ID: "a"}, weights.Compared{ID: "b"}), bsc.ErrValue, "the best or the worst is not among the items (two of the items given)"},
		{bw("a", "a", weights.Compared{ID: "a"}, weights.Compared{ID: "b"}), bsc.ErrValue, `"a" is both the best and the worst (two different items)`},
		{bw("a", "b", weights.Compared{ID: "a"}, weights.Compared{ID: "b"}), bsc.ErrNumber, `"a" over "b": a number is missing (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
		{bw("a", "b", weights.Compared{ID: "a", OverWorst: "10"}, weights.Compared{ID: "b"}), bsc.ErrValue, `"a" over "b" is 10 (whole numbers from 1 to 9)`},
		{bw("a", "b", weights.Compared{ID: "a"}, weights.Compared{ID: "b", BestOver: "2.5"}), bsc.ErrValue, `"a" over "b" is 2.5 (whole numbers from 1 to 9)`},
		{bw("a", "b", weights.Compared{ID: "a", OverWorst: "8"}, weights.Compared{ID: "b", BestOver: "7"}), bsc.ErrValue, `the best over the worst is 8 with "a" and 7 with "b" (one number)`},
		{bw("a", "b", weights.Compared{ID: "a", BestOver: "2", OverWorst: "8"}, weights.Compared{ID: "b"}), bsc.ErrValue, "the best or the worst is not 1 beside itself (1)"},
		{bw("a", "b", weights.Compared{ID: "a", OverWorst: "8"}, weights.Compared{ID: "b", OverWorst: "2"}), bsc.ErrValue, "the best or the worst is not 1 beside itself (1)"},
		{bw("a", "b", weights.Compared{ID: "a", OverWorst: "3"}, weights.Compared{ID: "b"}, weights.Compared{ID: "c", BestOver: "4", OverWorst: "1"}), bsc.ErrValue, `"c" has a number above 3 (at most what the best is over the worst)`},
		{bw("a", "b", weights.Compared{ID: "a", OverWorst: "3"}, weights.Compared{ID: "b"}, weights.Compared{ID: "c", BestOver: "1", OverWorst: "4"}), bsc.ErrValue, `"c" has a number above 3 (at most what the best is over the worst)`},
		{bw("a", "b", weights.Compared{ID: "a", OverWorst: "3"}, weights.Compared{ID: "b"}, weights.Compared{ID: "c", BestOver: "3", OverWorst: "0"}), bsc.ErrValue, `"c" over "b" is 0 (whole numbers from 1 to 9)`},
		{bw("a", "b", weights.Compared{ID: "a", OverWorst: "3"}, weights.Compared{ID: "b"}, weights.Compared{ID: "c", BestOver: "1"}), bsc.ErrNumber, `"c" over "b": a number is missing (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
	}
	for _, tt := range tests {
		w, err := tt.find()
		require.Error(t, err, tt.want)
		assert.Equal(t, tt.want, err.Error())
		assert.ErrorIs(t, err, tt.code, tt.want)
		var problem *bsc.Problem
		assert.True(t, errors.As(err, &problem))
		assert.Equal(t, weights.Weights{}, w)
	}
}

// TestBounds: what stands exactly at a bound is allowed.
func TestBounds(t *testing.T) {
	for _, times := range []bsc.Number{"9", "0.111111111111111112", "1"} {
		_, err := weights.AHP(ids(2), upper(2, times))
		assert.NoError(t, err, times)
	}
	_, err := weights.AHP(ids(10), big10())
	assert.NoError(t, err)
	_, err = weights.Swing(items("100", "0"))
	assert.NoError(t, err)
	_, err = weights.Budget([]weights.Expert{{Items: items("0", "5")}})
	assert.NoError(t, err)
}
