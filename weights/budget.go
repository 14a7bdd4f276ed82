package weights

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Expert has divided points among the items. Every expert chooses how many points to divide.
type Expert struct {
	Name  string `json:"name"`  // unique among the experts
	Items []Item `json:"items"` // the same items for all, in any order
}

// A Spread says how far apart the experts are about one item. Its numbers are shares of an expert's own
// points, 0 to 1, with at most 10 decimal places.
type Spread struct {
	ID        string          `json:"id"`
	Min       decimal.Decimal `json:"min"` // the lowest and the highest share
	Max       decimal.Decimal `json:"max"`
	Deviation decimal.Decimal `json:"deviation"`          // the standard deviation √(Σ(share - mean)²/n) over the n experts
	Furthest  string          `json:"furthest,omitempty"` // the expert furthest from the mean, the first of equals; "": all agree
}

// Budget returns the mean of the experts' shares for each item, in the order of the first expert's items, and
// their Spread. Every expert counts the same, however many points he gave.
func Budget(experts []Expert) (Weights, error) {
	if len(experts) == 0 {
		return Weights{}, fault(bsc.ErrValue, words.New("one_expert_or_more"), "no_experts")
	}
	ids := make([]string, len(experts[0].Items))
	for i, item := range experts[0].Items {
		ids[i] = item.ID
	}
	named := map[string]bool{}
	shares := make([][]*big.Int, len(experts)) // by expert, then by item
	for i, e := range experts {
		if named[e.Name] {
			return Weights{}, fault(bsc.ErrValue, words.Phrase{}, "expert_stands_twice", "name", e.Name)
		}
		named[e.Name] = true
		var p *bsc.Problem
		if shares[i], p = e.shares(ids); p != nil {
			p.Detail = words.New("points_of", "name", e.Name, "says", p.Detail)
			return Weights{}, p
		}
	}
	sums, spread := make([]*big.Int, len(ids)), make([]Spread, len(ids))
	for item, id := range ids {
		of := make([]*big.Int, len(experts))
		for i := range experts {
			of[i] = shares[i][item]
		}
		sums[item], spread[item] = spreadOf(id, of, experts)
	}
	return Weights{Items: weigh(ids, cleanAll(sums)), Consistency: unmeasured(MethodBudget), Spread: spread}, nil
}

// shares returns the expert's share for each of the items.
func (e Expert) shares(ids []string) ([]*big.Int, *bsc.Problem) {
	own, points, p := readShares(e.Items)
	if p != nil {
		return nil, p
	}
	total := new(big.Int)
	for i, id := range own {
		if !slices.Contains(ids, id) {
			return nil, fault(bsc.ErrValue, words.New("items_of_first_expert"), "not_item_of_first_expert", "id", id)
		}
		total.Add(total, points[i])
	}
	shares := make([]*big.Int, len(ids))
	for i, id := range ids {
		at := slices.Index(own, id)
		if at < 0 {
			return nil, fault(bsc.ErrValue, words.New("items_of_first_expert"), "item_missing", "id", id)
		}
		shares[i] = over(points[at], total)
	}
	return shares, nil
}

// spreadOf returns the sum and the spread of the experts' shares of one item.
func spreadOf(id string, shares []*big.Int, experts []Expert) (*big.Int, Spread) {
	sum, squares, far := new(big.Int), new(big.Int), new(big.Int)
	for _, s := range shares {
		sum.Add(sum, s)
	}
	mean := part(sum, len(shares))
	spread := Spread{ID: id}
	for i, s := range shares {
		off := new(big.Int).Sub(s, mean)
		squares.Add(squares, times(off, off))
		if off = clean(off.Abs(off)); off.Cmp(far) > 0 {
			far, spread.Furthest = off, experts[i].Name
		}
	}
	spread.Min, spread.Max = rounded(slices.MinFunc(shares, (*big.Int).Cmp)), rounded(slices.MaxFunc(shares, (*big.Int).Cmp))
	spread.Deviation = rounded(root(part(squares, len(shares))))
	return sum, spread
}
