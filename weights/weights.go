package weights

import (
	"math/big"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Item is one of the siblings with its answer: a number, points, a rating or a rank, as the method asks
// for. An unset Value is an error, not 0.
type Item struct {
	ID    string     `json:"id"`
	Value bsc.Number `json:"value,omitempty"`
}

// Weights is the result of a method. The zero value has no items.
type Weights struct {
	Items       []Weight    `json:"items"` // in the order they were given
	Consistency Consistency `json:"consistency"`
	Spread      []Spread    `json:"spread,omitempty"` // for Budget, one for each item; nil for others
}

// A Weight is the weight of one item: 0 to 1, with at most 10 decimal places.
type Weight struct {
	ID     string          `json:"id"`
	Weight decimal.Decimal `json:"weight"`
}

// Number returns the weight for a definition.
func (w Weight) Number() bsc.Number { return bsc.NumberOf(w.Weight) }

// String returns the item and its weight, such as "customer 0.25".
func (w Weight) String() string { return w.ID + " " + string(w.Number()) }

// Of returns the weight of an item, and whether there is such an item.
func (w Weights) Of(id string) (decimal.Decimal, bool) {
	i := slices.IndexFunc(w.Items, func(item Weight) bool { return item.ID == id })
	if i < 0 {
		return decimal.Decimal{}, false
	}
	return w.Items[i].Weight, true
}

// Number returns the weight of an item for the Weight of a perspective, an objective or a KPI. For an unknown
// item it returns text that bsc.Compile refuses: an unset weight would count as 1 and hide the mistake.
func (w Weights) Number(id string) bsc.Number {
	weight, ok := w.Of(id)
	if !ok {
		return bsc.Number("no weight of " + id)
	}
	return bsc.NumberOf(weight)
}

// String returns the items with their weights, one a line.
func (w Weights) String() string {
	var b strings.Builder
	for _, item := range w.Items {
		b.WriteString(item.String() + "\n")
	}
	return b.String()
}

// A Method names a way to find weights.
type Method string

// The methods.
const (
	MethodDirect       Method = "direct"
	MethodRankOrder    Method = "rank_order"
	MethodSwing        Method = "swing"
	MethodBudget       Method = "budget"
	MethodBestWorst    Method = "best_worst"
	MethodAHP          Method = "ahp"
	MethodAHPGeometric Method = "ahp_geometric"
)

// A Consistency says how well the answers fit together. Numbers have at most 10 decimal places.
type Consistency struct {
	Method Method `json:"method"`
	// Ratio is CR of AHP, GCI of AHPGeometric and CR^I of BestWorst; 0 is perfect; not valid: nothing to
	// measure.
	Ratio      decimal.NullDecimal `json:"ratio"`
	Limit      decimal.NullDecimal `json:"limit"`           // the largest consistent Ratio; not valid: none
	Consistent bool                `json:"consistent"`      // Ratio is within Limit, or is 0; true if there is nothing to measure
	Lambda     decimal.NullDecimal `json:"lambda"`          // of AHP: the principal eigenvalue λ; n if all judgements fit
	Index      decimal.NullDecimal `json:"index"`           // of AHP: CI = (λ - n)/(n - 1)
	Worst      *Misfit             `json:"worst,omitempty"` // the judgement that fits least, the first of equals; nil: all fit, or none
}

// A Misfit is a judgement that does not follow from the others.
type Misfit struct {
	A     string          `json:"a"`
	B     string          `json:"b"`
	Times decimal.Decimal `json:"times"` // how many times A matters as much as B, as judged
	Fits  decimal.Decimal `json:"fits"`  // the value that would fit, to 10 places; for AHP the quotient of the weights found
}

// String returns the misfit in words, such as "price over range: 5, where 2.5 would fit"; "" for nil.
func (m *Misfit) String() string {
	return m.Phrase().String()
}

// Phrase returns what String says, for other languages; the zero Phrase for nil.
func (m *Misfit) Phrase() words.Phrase {
	if m == nil {
		return words.Phrase{}
	}
	return words.New("misfit", "a", m.A, "b", m.B, "times", m.Times, "fits", m.Fits)
}

// unmeasured is the consistency of methods that ask for no more than they need.
func unmeasured(m Method) Consistency { return Consistency{Method: m, Consistent: true} }

// judge compares a ratio with its limit, both as shown.
func (c *Consistency) judge(ratio decimal.Decimal, limit decimal.NullDecimal) {
	c.Ratio, c.Limit = decimal.NewNullDecimal(ratio), limit
	c.Consistent = ratio.Sign() <= 0 || limit.Valid && ratio.Cmp(limit.Decimal) <= 0
}

// weigh divides 1 among the items in proportion to their shares, which are not negative and not all 0. Each
// weight is rounded down to 10 places. The units left over go to the largest remainders, the first of equals.
func weigh(ids []string, shares []*big.Int) []Weight {
	total := new(big.Int)
	for _, s := range shares {
		total.Add(total, s)
	}
	units := make([]*big.Int, len(ids))
	for i, share := range shares {
		units[i] = new(big.Int).Mul(share, exact.Pow10(exact.Places))
	}
	units = exact.Apportion(units, total)
	items := make([]Weight, len(ids))
	for i, id := range ids {
		items[i] = Weight{id, decimal.NewFromBigInt(units[i], -exact.Places).Normalize()}
	}
	return items
}

func fault(code bsc.Code, allowed words.Phrase, says string, args ...any) *bsc.Problem {
	return &bsc.Problem{Code: code, Detail: words.New(says, args...), Allowed: allowed}
}

// checkIDs refuses fewer than two items, items without an id, and duplicates.
func checkIDs(ids []string) *bsc.Problem {
	switch len(ids) {
	case 0:
		return fault(bsc.ErrValue, words.New("two_items_or_more"), "no_items")
	case 1:
		return fault(bsc.ErrValue, words.New("two_items_or_more"), "only_item", "id", ids[0])
	}
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		if id == "" {
			return fault(bsc.ErrValue, words.Phrase{}, "item_no_id", "n", i+1)
		}
		if seen[id] {
			return fault(bsc.ErrValue, words.Phrase{}, "item_stands_twice", "id", id)
		}
		seen[id] = true
	}
	return nil
}

// number reads a number; a phrase names it in the error.
func number(n bsc.Number, says string, args ...any) (decimal.Decimal, *bsc.Problem) {
	d, err := n.Decimal()
	if err == nil {
		return d, nil
	}
	return d, &bsc.Problem{Code: bsc.ErrNumber, Detail: words.New(says, args...), Err: err}
}

// read returns the ids and values of items, which must not be negative.
func read(items []Item) ([]string, []decimal.Decimal, *bsc.Problem) {
	ids, values := make([]string, len(items)), make([]decimal.Decimal, len(items))
	for i, item := range items {
		ids[i] = item.ID
	}
	if p := checkIDs(ids); p != nil {
		return nil, nil, p
	}
	for i, item := range items {
		d, p := number(item.Value, "value_of", "id", item.ID)
		if p != nil {
			return nil, nil, p
		}
		if d.Sign() < 0 {
			return nil, nil, fault(bsc.ErrWeight, words.New("or_more"), "value_is", "id", item.ID, "value", d)
		}
		values[i] = d
	}
	return ids, values, nil
}

// readShares is read in fixed point, for values that must not all be 0.
func readShares(items []Item) ([]string, []*big.Int, *bsc.Problem) {
	ids, values, p := read(items)
	if p != nil {
		return nil, nil, p
	}
	shares, all := make([]*big.Int, len(values)), decimal.Decimal{}
	for i, v := range values {
		shares[i], all = fixed(v), all.Add(v)
	}
	if all.IsZero() {
		return nil, nil, fault(bsc.ErrWeight, words.New("one_above_zero"), "all_values_zero")
	}
	return ids, shares, nil
}
