package weights

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Compared is an item compared with the best and the worst one, in whole numbers from 1 to 9. The best item
// needs no BestOver and the worst no OverWorst; if given, they must be 1.
type Compared struct {
	ID        string     `json:"id"`
	BestOver  bsc.Number `json:"best_over,omitempty"`  // how many times the best matters as much as this item: a_Bj
	OverWorst bsc.Number `json:"over_worst,omitempty"` // how many times this item matters as much as the worst: a_jW
}

// BestWorst returns weights from comparing all items with the best and with the worst item, which are chosen
// first (Rezaei 2015). How many times the best matters as much as the worst, a_BW, is given with either of
// the two, or the same with both. No other number may be greater.
//
// The Ratio is the input-based CR^I = max |a_Bj·a_jW - a_BW| / (a_BW² - a_BW). The Limit is that of Liang,
// Brunelli and Rezaei (2020, table 3), for 3 to 9 items and an a_BW of 3 to 9. For an a_BW of 2 it is 0, and
// elsewhere there is none. Two items cannot contradict each other. The Worst judgement is the OverWorst of
// the item that fits least, with the a_BW/a_Bj that would follow from its BestOver.
//
// If everything fits, a_Bj·a_jW = a_BW, the weights are in proportion to 1/a_Bj, as in every form of the
// method. Otherwise the forms differ. This one is the logarithmic least squares of the comparisons made
// (Bozóki, Fülöp and Rónyai 2010), which has a closed form. The best over the worst is D, the geometric mean
// of a_BW, twice, and of the products a_Bj·a_jW of the others. An item over the worst is √(D·a_jW/a_Bj).
// Rezaei's own forms minimise the largest error by linear or nonlinear programming and give somewhat
// different weights.
func BestWorst(best, worst string, items []Compared) (Weights, error) {
	ids := make([]string, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	if p := checkIDs(ids); p != nil {
		return Weights{}, p
	}
	c, p := newComparison(slices.Index(ids, best), slices.Index(ids, worst), items)
	if p != nil {
		return Weights{}, p
	}
	consistency := Consistency{Method: MethodBestWorst}
	consistency.judge(c.ratio(), inputLimit(len(items), int(c.most)))
	if off, fits := c.misfit(); off >= 0 {
		consistency.Worst = &Misfit{A: ids[off], B: worst, Times: decimal.New(c.overWorst[off], 0), Fits: fits}
	}
	return Weights{Items: weigh(ids, cleanAll(c.vector())), Consistency: consistency}, nil
}

// A comparison has the numbers of BestWorst, by item.
type comparison struct {
	best, worst         int
	bestOver, overWorst []int64
	most                int64 // best over worst
}

func newComparison(best, worst int, items []Compared) (*comparison, *bsc.Problem) {
	if best < 0 || worst < 0 {
		return nil, fault(bsc.ErrValue, words.New("two_of_items_given"), "best_or_worst_not_among_items")
	}
	if best == worst {
		return nil, fault(bsc.ErrValue, words.New("two_different_items"), "both_best_and_worst", "id", items[best].ID)
	}
	c := &comparison{best: best, worst: worst, bestOver: make([]int64, len(items)), overWorst: make([]int64, len(items))}
	items = slices.Clone(items)
	fill(&items[best].BestOver, "1")
	fill(&items[worst].OverWorst, "1")
	fill(&items[best].OverWorst, items[worst].BestOver)
	fill(&items[worst].BestOver, items[best].OverWorst)
	for i, item := range items {
		var p *bsc.Problem
		if c.bestOver[i], p = step(item.BestOver, items[best].ID, item.ID); p != nil {
			return nil, p
		}
		if c.overWorst[i], p = step(item.OverWorst, item.ID, items[worst].ID); p != nil {
			return nil, p
		}
	}
	c.most = c.overWorst[best]
	return c, c.check(items)
}

// fill sets a number that is unset.
func fill(n *bsc.Number, to bsc.Number) {
	if *n == "" {
		*n = to
	}
}

// step reads how many times a matters as much as b: a whole number from 1 to 9.
func step(n bsc.Number, a, b string) (int64, *bsc.Problem) {
	d, p := number(n, "a_over_b", "a", a, "b", b)
	if p != nil {
		return 0, p
	}
	for i := int64(1); i <= 9; i++ {
		if d.Equal(decimal.New(i, 0)) {
			return i, nil
		}
	}
	return 0, fault(bsc.ErrValue, words.New("whole_numbers_to_nine"), "a_over_b_is", "a", a, "b", b, "times", d)
}

// check refuses numbers that contradict the choice of the best and the worst.
func (c *comparison) check(items []Compared) *bsc.Problem {
	if c.bestOver[c.worst] != c.most {
		return fault(bsc.ErrValue, words.New("one_number"), "best_over_worst_differs",
			"over_worst", c.most, "best", items[c.best].ID, "best_over", c.bestOver[c.worst], "worst", items[c.worst].ID)
	}
	if c.bestOver[c.best] != 1 || c.overWorst[c.worst] != 1 {
		return fault(bsc.ErrValue, words.New("one_of", "values", []string{"1"}), "best_or_worst_not_one")
	}
	for i, item := range items {
		if c.bestOver[i] > c.most || c.overWorst[i] > c.most {
			return fault(bsc.ErrValue, words.New("at_most_best_over_worst"), "number_above_most", "id", item.ID, "most", c.most)
		}
	}
	return nil
}

// ratio returns CR^I to 10 places.
func (c *comparison) ratio() decimal.Decimal {
	_, off := c.furthest()
	if off == 0 {
		return decimal.Decimal{}
	}
	return rounded(over(big.NewInt(off), big.NewInt(c.most*c.most-c.most))) // off > 0: most > 1
}

// furthest returns the item whose numbers fit least, the first of equals, and its error; -1 if all fit.
func (c *comparison) furthest() (item int, off int64) {
	item = -1
	for i := range c.bestOver {
		d := c.bestOver[i]*c.overWorst[i] - c.most
		if d = max(d, -d); d > off {
			item, off = i, d
		}
	}
	return item, off
}

// misfit returns the item whose numbers fit least and the OverWorst that would fit.
func (c *comparison) misfit() (item int, fits decimal.Decimal) {
	item, _ = c.furthest()
	if item < 0 {
		return item, fits
	}
	return item, rounded(over(big.NewInt(c.most), big.NewInt(c.bestOver[item])))
}

// vector returns the weights in proportion to that of the worst, which is 1.
func (c *comparison) vector() []*big.Int {
	products := []*big.Int{whole(int(c.most)), whole(int(c.most))}
	for i := range c.bestOver {
		if i != c.best && i != c.worst {
			products = append(products, whole(int(c.bestOver[i]*c.overWorst[i])))
		}
	}
	top := geometricMean(products...)
	vector := make([]*big.Int, len(c.bestOver))
	for i := range vector {
		switch i {
		case c.best:
			vector[i] = top
		case c.worst:
			vector[i] = unit()
		default:
			share := new(big.Int).Mul(top, big.NewInt(c.overWorst[i]))
			vector[i] = root(exact.Div(share, big.NewInt(c.bestOver[i]), exact.HalfEven))
		}
	}
	return vector
}

// inputLimit returns the limit of CR^I for n items if the best matters most times as much as the worst.
func inputLimit(n, most int) decimal.NullDecimal {
	switch {
	case n == 2 || most <= 2:
		return decimal.NewNullDecimal(decimal.Decimal{})
	case n > 9:
		return decimal.NullDecimal{}
	}
	limits := [7][7]int64{ // rows: 3 to 9 times; columns: 3 to 9 items; in ten-thousandths
		{1667, 1667, 1667, 1667, 1667, 1667, 1667},
		{1121, 1529, 1898, 2206, 2527, 2577, 2683},
		{1354, 1994, 2306, 2546, 2716, 2844, 2960},
		{1330, 1990, 2643, 3044, 3144, 3221, 3262},
		{1294, 2457, 2819, 3029, 3144, 3251, 3403},
		{1309, 2521, 2958, 3154, 3408, 3620, 3657},
		{1359, 2681, 3062, 3337, 3517, 3620, 3662},
	}
	return decimal.NewNullDecimal(decimal.New(limits[most-3][n-3], -4))
}
