package weights

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Direct returns the given numbers, on any scale, as weights that sum to 1.
func Direct(items []Item) (Weights, error) {
	ids, shares, p := readShares(items)
	if p != nil {
		return Weights{}, p
	}
	return Weights{Items: weigh(ids, shares), Consistency: unmeasured(MethodDirect)}, nil
}

// Swing returns weights from ratings of swings. Imagine all items at their worst. The item whose step to its
// best is worth most has the rating 100, and the others have ratings from 0 to 100 in proportion to it. A
// weight is the rating's share of all ratings (von Winterfeldt and Edwards 1986).
func Swing(items []Item) (Weights, error) {
	ids, shares, p := readShares(items)
	if p != nil {
		return Weights{}, p
	}
	best, hundred := slices.MaxFunc(shares, (*big.Int).Cmp), fixed(decimal.New(100, 0))
	switch best.Cmp(hundred) {
	case 1:
		return Weights{}, fault(bsc.ErrValue, words.New("swing_range"), "swing_too_large", "id", ids[slices.Index(shares, best)])
	case -1:
		return Weights{}, fault(bsc.ErrValue, words.New("greatest_swing"), "no_greatest_swing")
	}
	return Weights{Items: weigh(ids, shares), Consistency: unmeasured(MethodSwing)}, nil
}

// RankOrder returns rank order centroid weights. An item's Value is its rank, a whole number from 1, the most
// important. Only the order of the ranks counts, and items may share a rank.
//
// The i-th of n items has the weight 1/n · Σ 1/k for k from i to n: the mean of all the weights in that order
// (Barron and Barrett 1996). Tied items share the mean of the weights of their places.
func RankOrder(items []Item) (Weights, error) {
	ids, ranks, p := read(items)
	if p != nil {
		return Weights{}, p
	}
	order := make([]int, len(ids))
	for i, r := range ranks {
		if !r.IsInteger() || r.Sign() <= 0 {
			return Weights{}, fault(bsc.ErrValue, words.New("whole_numbers"), "rank_is", "id", ids[i], "rank", r)
		}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return ranks[a].Cmp(ranks[b]) })
	centroids := rankCentroids(len(ids))
	shares := make([]*big.Int, len(ids))
	for from := 0; from < len(order); {
		to, sum := from, new(big.Int)
		for ; to < len(order) && ranks[order[to]].Equal(ranks[order[from]]); to++ {
			sum.Add(sum, centroids[to])
		}
		for _, i := range order[from:to] {
			shares[i] = part(sum, to-from)
		}
		from = to
	}
	return Weights{Items: weigh(ids, cleanAll(shares)), Consistency: unmeasured(MethodRankOrder)}, nil
}

// rankCentroids returns Σ 1/k for k from i to n, for each i from 1.
func rankCentroids(n int) []*big.Int {
	centroids, sum := make([]*big.Int, n), new(big.Int)
	for i := n; i >= 1; i-- {
		sum = new(big.Int).Add(sum, exact.Div(unit(), big.NewInt(int64(i)), exact.HalfEven))
		centroids[i-1] = sum
	}
	return centroids
}
