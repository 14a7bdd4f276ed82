package sensitivity

import (
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Importance sets what weights say against what moves the score. It is plain data.
type Importance struct {
	Ref      bsc.Ref  `json:"ref"`
	Name     string   `json:"name,omitempty"`
	Children Movement `json:"children"` // of the node, by their weights below it
	// Ends are the KPIs below the node, by their weights on all ways down to them. A node that a person's judgement
	// decides in one of the results is such an end, and nothing below it is.
	Ends Movement `json:"ends"`
}

// A Movement says how far each of some nodes has moved a score.
type Movement struct {
	Entered int `json:"entered"`  // the results that entered: all nodes count in them
	LeftOut int `json:"left_out"` // those that did not: see Mover.Lacking
	// Additive: nothing but means lies between, so that Moves are parts of the score's variance. Otherwise they are only
	// in proportion to weight times covariance.
	Additive bool    `json:"additive"`
	Movers   []Mover `json:"movers"` // in definition order
}

// A Mover is a node that moves a score.
type Mover struct {
	Ref     bsc.Ref         `json:"ref"`
	Name    string          `json:"name,omitempty"`
	Nominal decimal.Decimal `json:"nominal"` // what its weight says: its share of the weight; all add up to 1
	// Moves is its share of what moved the score: w·cov(s, S)/var(S). All add up to 1. It is below 0 where the node moves
	// against the score. Not valid: nothing moved.
	Moves   decimal.NullDecimal `json:"moves"`
	Lacking int                 `json:"lacking,omitempty"` // the results in which it does not count
	Says    words.Phrase        `json:"says"`
}

// ImportanceOf returns how far each child of a node, and each KPI below it, has moved the node's score over many
// results: org units, or periods of one card. The zero Ref is the scorecard's total. A KPI of 70 % of the weight that is
// the same everywhere moves nothing.
//
// A share is w·cov(s, S)/var(S), with S = Σ w·s not rounded: after Paruolo, Saisana and Saltelli (Journal of the Royal
// Statistical Society A 2013), linear. It is exact, and rounded to ten places by the largest remainder. Only results in
// which all the nodes count enter, so that weights are the same in all; a node that counts in none is left out.
//
// The error is that of Reversals. Its time grows with the results times the nodes.
func ImportanceOf(results []*bsc.Result, of bsc.Ref) (*Importance, error) {
	of, p := oneCard(results, of)
	if p != nil {
		return nil, p
	}
	m := &movement{of: of, results: results}
	for _, r := range results {
		m.trees = append(m.trees, treeOf(r))
	}
	card := results[0].Scorecard()
	i := &Importance{Ref: of, Name: card.NameOf(of)}
	i.Children = m.measure(m.children(of), m.isMean(of))
	ends, additive := m.ends()
	i.Ends = m.measure(ends, additive)
	return i, nil
}

// movement collects what a Movement is made of.
type movement struct {
	of      bsc.Ref
	results []*bsc.Result
	trees   []*tree
}

// An end is a node with its share of the weight.
type end struct {
	ref   bsc.Ref
	share *big.Rat
	from  bsc.Ref // below which it counts
}

// children returns the children of a node that count in a result or more.
func (m *movement) children(of bsc.Ref) []end {
	counting := map[bsc.Ref]bool{}
	for _, r := range m.results {
		for _, p := range r.Parts(of) {
			counting[p.Ref] = true
		}
	}
	var ends []end
	total := new(big.Rat)
	for _, child := range m.results[0].Scorecard().Children(of) {
		if counting[child.Ref] {
			w := exact.Rat(child.Weight)
			ends = append(ends, end{child.Ref, w, of})
			total.Add(total, w)
		}
	}
	for i := range ends {
		ends[i].share = new(big.Rat).Quo(ends[i].share, total)
	}
	return ends
}

// isMean reports whether a node is a mean in all results in which it has a score.
func (m *movement) isMean(of bsc.Ref) bool {
	for i, r := range m.results {
		if r.ScoreOf(of).Valid() && m.trees[i].mean(of) == nil {
			return false
		}
	}
	return true
}

// ends returns the KPIs below the node, and whether nothing but means lies between.
func (m *movement) ends() (found []end, additive bool) {
	additive = true
	at := map[bsc.Ref]int{}
	open := []end{{m.of, big.NewRat(1, 1), bsc.Ref{}}}
	for len(open) > 0 {
		e := open[0]
		open = open[1:]
		if e.ref != m.of && m.stops(e.ref) {
			if i, known := at[e.ref]; known { // used from elsewhere
				found[i].share = new(big.Rat).Add(found[i].share, e.share)
				continue
			}
			at[e.ref] = len(found)
			found = append(found, e)
			continue
		}
		additive = additive && m.isMean(e.ref)
		for _, child := range m.children(e.ref) {
			child.share.Mul(child.share, e.share)
			open = append(open, child)
		}
	}
	return found, additive
}

// stops reports whether nothing below a node moves the score.
func (m *movement) stops(of bsc.Ref) bool {
	if of.Kind == bsc.KindKPI {
		return true
	}
	for _, r := range m.results {
		if r.IsJudged(of) {
			return true
		}
	}
	return false
}

// measure computes what each of some nodes has moved.
func (m *movement) measure(ends []end, additive bool) Movement {
	found := Movement{Additive: additive && len(ends) > 0, Movers: []Mover{}}
	card := m.results[0].Scorecard()
	for _, e := range ends {
		found.Movers = append(found.Movers, Mover{Ref: e.ref, Name: card.NameOf(e.ref)})
	}
	var scores [][]*big.Int // by result that enters
	var totals []*big.Int
	for _, r := range m.results {
		total, ok := r.ScoreOf(m.of).Decimal()
		all := make([]*big.Int, len(ends))
		for i, e := range ends {
			if all[i] = counted(r, e); all[i] == nil {
				found.Movers[i].Lacking++
				ok = false
			}
		}
		if ok {
			scores, totals = append(scores, all), append(totals, units(total))
		}
	}
	found.Entered, found.LeftOut = len(scores), len(m.results)-len(scores)
	shares := wholeShares(ends)
	found.nominal(shares)
	if found.Additive {
		totals = sums(shares, scores)
	}
	found.moves(shares, scores, totals)
	for i := range found.Movers {
		found.Movers[i].Says = found.Movers[i].says()
	}
	return found
}

// counted returns what a node brings where it counts, in units of 10^-10; nil: it does not.
func counted(r *bsc.Result, e end) *big.Int {
	for _, p := range r.Parts(e.from) {
		if p.Ref == e.ref {
			return units(p.Score)
		}
	}
	return nil
}

// units returns a score in units of 10^-10.
func units(score decimal.Decimal) *big.Int { return exact.Whole(score).Units(exact.TenPlaces()) }

// wholeShares returns shares as whole numbers in the same proportions.
func wholeShares(ends []end) []*big.Int {
	den := big.NewInt(1)
	for _, e := range ends {
		common := new(big.Int).GCD(nil, nil, den, e.share.Denom())
		den.Mul(den, new(big.Int).Quo(e.share.Denom(), common))
	}
	whole := make([]*big.Int, len(ends))
	for i, e := range ends {
		whole[i] = new(big.Int).Quo(den, e.share.Denom())
		whole[i].Mul(whole[i], e.share.Num())
	}
	return whole
}

// sums returns Σ w·s of each result.
func sums(shares []*big.Int, scores [][]*big.Int) []*big.Int {
	totals := make([]*big.Int, len(scores))
	for r, all := range scores {
		totals[r] = new(big.Int)
		for i, s := range all {
			totals[r].Add(totals[r], new(big.Int).Mul(shares[i], s))
		}
	}
	return totals
}

// nominal sets the shares of the weight.
func (m *Movement) nominal(shares []*big.Int) {
	for i, share := range apportioned(shares) {
		m.Movers[i].Nominal = share
	}
}

// moves sets the shares of the movement: w·(n·Σ s·S - Σ s·Σ S) of each, over their sum.
func (m *Movement) moves(shares []*big.Int, scores [][]*big.Int, totals []*big.Int) {
	n, total := big.NewInt(int64(len(scores))), new(big.Int)
	for _, t := range totals {
		total.Add(total, t)
	}
	parts := make([]*big.Int, len(shares))
	for i := range shares {
		sum, both := new(big.Int), new(big.Int)
		for r := range scores {
			sum.Add(sum, scores[r][i])
			both.Add(both, new(big.Int).Mul(scores[r][i], totals[r]))
		}
		both.Mul(both, n)
		parts[i] = both.Mul(both.Sub(both, sum.Mul(sum, total)), shares[i])
	}
	for i, share := range apportioned(parts) {
		m.Movers[i].Moves = decimal.NewNullDecimal(share)
	}
}

// apportioned returns each part's share of their sum, to ten places that add up to 1; none where the sum is not above 0.
func apportioned(parts []*big.Int) []decimal.Decimal {
	sum := new(big.Int)
	nums := make([]*big.Int, len(parts))
	for i, p := range parts {
		sum.Add(sum, p)
		nums[i] = new(big.Int).Mul(p, exact.Pow10(exact.Places))
	}
	if sum.Sign() <= 0 {
		return nil
	}
	shares := make([]decimal.Decimal, len(parts))
	for i, u := range exact.Apportion(nums, sum) {
		shares[i] = decimal.NewFromBigInt(u, -exact.Places).Normalize()
	}
	return shares
}

// says tells people what a node weighs and moves.
func (m *Mover) says() words.Phrase {
	name, nominal := labelOf(m.Name, m.Ref), percent(m.Nominal)
	if !m.Moves.Valid {
		return words.New("weighs_and_nothing_moved", "node", name, "nominal", nominal)
	}
	return words.New("weighs_and_moves", "node", name, "nominal", nominal, "moves", percent(m.Moves.Decimal))
}
