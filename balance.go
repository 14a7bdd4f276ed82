package bsc

import (
	"math/big"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Balance says how evenly a scorecard's design spreads its weight: nothing in it comes
// from readings. Shares are nominal: what each node would weigh if every KPI had a score.
// What never counts, by weight 0 or the scorer none, or because there is no KPI below
// it, has a share of 0, and its siblings carry its weight. Aggregators other than weighted
// means give weights another meaning; shares are then those of the weights alone.
// All numbers have at most 10 decimal places.
type Balance struct {
	Perspectives []PerspectiveShare // in definition order; the shares sum to 1, unless nothing counts

	// Evenness is H/ln K (Pielou 1966), with the entropy H = -Σ p·ln p of the K
	// perspectives' shares: 1 where all are the same, 0 where one has all. It is not
	// valid where there are fewer than two perspectives, or nothing counts.
	Evenness decimal.NullDecimal

	// Effective is e^H (Hill 1973): the number of perspectives of equal weight that would
	// be as diverse, 1 to K; 0 where nothing counts.
	Effective decimal.Decimal

	Lead, Lag, Undeclared decimal.Decimal // the shares of KPIs by Timing; they sum to 1, unless nothing counts
}

// A PerspectiveShare is a perspective's share of the scorecard's weight.
type PerspectiveShare struct {
	Ref   Ref
	Name  string
	Share decimal.Decimal // 0 to 1
}

// Balance returns how the scorecard's design spreads weight over perspectives, and over
// lead and lag KPIs. How its scores are spread is another question: see [Result.Balance].
func (s *Scorecard) Balance() Balance {
	if len(s.nodes) == 0 {
		return Balance{}
	}
	counts := s.counting()
	var b Balance
	var terms []decimal.Decimal
	var total decimal.Decimal
	for _, ch := range s.nodes[0].children {
		var weight decimal.Decimal
		if counts[ch.node] {
			weight = ch.weight
		}
		terms, total = append(terms, weight), total.Add(weight)
		b.Perspectives = append(b.Perspectives, PerspectiveShare{Ref: s.nodes[ch.node].ref, Name: s.nodes[ch.node].name})
	}
	if total.IsZero() {
		return b
	}
	for i, units := range exact.Shares(terms, total) {
		b.Perspectives[i].Share = fromUnits(units)
	}
	effective := effectiveNumber(terms, total)
	b.Effective = fromUnits(exact.Div(effective, exact.Pow10(balancePlaces-exact.Places), exact.HalfAway))
	if k := int64(len(terms)); k > 1 {
		most := new(big.Int).Mul(big.NewInt(k), exact.Pow10(balancePlaces))
		b.Evenness = decimal.NewNullDecimal(evenness(effective, most))
	}
	b.Lead, b.Lag, b.Undeclared = s.timingShares(counts)
	return b
}

// fromUnits returns units of 10^-10 as a decimal.
func fromUnits(units *big.Int) decimal.Decimal {
	return decimal.NewFromBigInt(units, -exact.Places).Normalize()
}

// counting says of each node whether it can ever count for its parent, its own weight aside.
func (s *Scorecard) counting() []bool {
	counts := make([]bool, len(s.nodes))
	for _, at := range s.kpis {
		_, unscored := s.nodes[at].kpi.scorer.policy.(noneScorer)
		counts[at] = !unscored
	}
	for at := len(s.nodes) - 1; at >= 0; at-- {
		for _, ch := range s.nodes[at].children {
			counts[at] = counts[at] || counts[ch.node] && ch.weight.Sign() > 0
		}
	}
	return counts
}

// timingShares returns the shares of lead and lag KPIs, and of those that do not say.
func (s *Scorecard) timingShares(counts []bool) (lead, lag, undeclared decimal.Decimal) {
	sums := make([]decimal.Decimal, 3)
	for i, share := range s.nominal(counts) {
		k := s.nodes[i].kpi
		if k == nil {
			continue
		}
		of := 2
		switch k.timing {
		case Lead:
			of = 0
		case Lag:
			of = 1
		}
		sums[of] = sums[of].Add(decimal.NewFromBigInt(share, -balancePlaces))
	}
	units := exact.Shares(sums, sums[0].Add(sums[1]).Add(sums[2]))
	return fromUnits(units[0]), fromUnits(units[1]), fromUnits(units[2])
}

// nominal returns the share of every node, in units of 10^-balancePlaces: the product of the
// local shares on the way down to it, summed over the ways.
func (s *Scorecard) nominal(counts []bool) []*big.Int {
	shares := make([]*big.Int, len(s.nodes))
	for i := range shares {
		shares[i] = new(big.Int)
	}
	shares[0] = exact.Pow10(balancePlaces)
	for at := range s.nodes {
		var total decimal.Decimal
		for _, ch := range s.nodes[at].children {
			if counts[ch.node] {
				total = total.Add(ch.weight)
			}
		}
		for _, ch := range s.nodes[at].children {
			if counts[ch.node] && ch.weight.Sign() > 0 {
				exponent := min(ch.weight.Exponent(), total.Exponent())
				part := exact.Scaled(ch.weight, exponent)
				part.Mul(part, shares[at])
				shares[ch.node].Add(shares[ch.node], exact.Div(part, exact.Scaled(total, exponent), exact.HalfEven))
			}
		}
	}
	return shares
}

// balancePlaces is how many decimal places shares, entropies and logarithms are computed with.
const balancePlaces = 60

// effectiveNumber returns e^H of the shares w/total, in units of 10^-balancePlaces. As H
// is -Σ p·ln p, it is the reciprocal of the geometric mean of the shares, weighted by themselves.
func effectiveNumber(weights []decimal.Decimal, total decimal.Decimal) *big.Int {
	exponent := total.Exponent()
	for _, w := range weights {
		exponent = min(exponent, w.Exponent())
	}
	var scores, whole []*big.Int
	for _, w := range weights {
		if w.Sign() > 0 { // 0·ln 0 is 0
			n := exact.Scaled(w, exponent)
			whole = append(whole, n)
			scores = append(scores, new(big.Int).Mul(n, exact.Pow10(balancePlaces)))
		}
	}
	sum := exact.Scaled(total, exponent)
	mean := exact.PowerMean(scores, whole, sum, new(big.Int), big.NewInt(1)) // of the weights, in units of 10^-80
	sum.Mul(sum, exact.Pow10(2*balancePlaces+exact.MeanPlaces-exact.Places))
	return exact.Div(sum, mean, exact.HalfEven)
}

// evenness returns ln x / ln k to ten places, for numbers in units of 10^-balancePlaces.
func evenness(x, k *big.Int) decimal.Decimal {
	unit := exact.Pow10(balancePlaces)
	num := exact.Ln(x, unit)
	num.Mul(num, exact.Pow10(exact.Places))
	return fromUnits(exact.Div(num, exact.Ln(k, unit), exact.HalfAway))
}

// A ScoreBalance says how evenly a scorecard has done across its perspectives. It stands
// beside the score and never enters it: 60 may be four times 60, or three 80s and a 0.
type ScoreBalance struct {
	// Value is 1 where all perspectives have the same score, and 0 where the whole of the
	// score comes from the perspective of least weight; it has at most 10 decimal places.
	// It is not valid where fewer than two perspectives have a score and weight.
	Value decimal.NullDecimal

	Weakest  Ref   // the perspective with the lowest score, the first of equals; zero: none has a score
	Unscored []Ref // the perspectives with weight and without a score, in definition order
}

// Balance returns how evenly the perspectives have done, by what each counts with for the
// scorecard, as [Outcome].Counted says. Perspectives of weight 0 are left out.
//
// The Value is 1 - CV/√(1/w - 1), where CV is the weighted standard deviation of the scores
// over their weighted mean, scores are measured from the scale's Min, and w is the
// least of the weights as shares of those that have scores: √(1/w - 1) is the largest that CV
// can be. Where all scores are Min, it is 1.
// How the design spreads weight is another question: see [Scorecard.Balance].
func (r *Result) Balance() ScoreBalance {
	var b ScoreBalance
	if r.e == nil {
		return b
	}
	var scores []*big.Int
	var weights []decimal.Decimal
	var lowest Score
	for _, ch := range r.e.card.nodes[0].children {
		ref, score := r.e.card.nodes[ch.node].ref, r.e.counted(ch.node)
		switch {
		case ch.weight.IsZero():
			continue
		case !score.Valid():
			b.Unscored = append(b.Unscored, ref)
			continue
		case !lowest.Valid() || score.Compare(lowest) < 0:
			lowest, b.Weakest = score, ref
		}
		scores = append(scores, new(big.Int).Sub(unitsOf(score.value()), big.NewInt(r.e.card.low)))
		weights = append(weights, ch.weight)
	}
	if len(scores) > 1 {
		b.Value = decimal.NewNullDecimal(scoreBalance(scores, weights))
	}
	return b
}

// scoreBalance returns 1 - CV/√(W/w - 1) of two or more scores, none of them negative,
// where W is the total and w the least of the weights. With the sums S = Σ w·s and Q = Σ w·s²,
// CV² is (W·Q - S²)/S², so that all but the root is exact.
func scoreBalance(scores []*big.Int, weights []decimal.Decimal) decimal.Decimal {
	exponent := weights[0].Exponent()
	for _, w := range weights {
		exponent = min(exponent, w.Exponent())
	}
	least := exact.Scaled(weights[0], exponent)
	total, sum, squares := new(big.Int), new(big.Int), new(big.Int)
	for i, s := range scores {
		w := exact.Scaled(weights[i], exponent)
		if w.Cmp(least) < 0 {
			least = w
		}
		total.Add(total, w)
		w = new(big.Int).Mul(w, s)
		sum.Add(sum, w)
		squares.Add(squares, w.Mul(w, s))
	}
	if sum.Sign() == 0 {
		return one()
	}
	sum.Mul(sum, sum)
	num := squares.Mul(squares, total)
	num.Mul(num.Sub(num, sum), least)
	den := sum.Mul(sum, total.Sub(total, least))
	num.Mul(num, exact.Pow10(2*balancePlaces))
	root := num.Sqrt(num.Quo(num, den))
	left := new(big.Int).Sub(exact.Pow10(balancePlaces), root)
	return fromUnits(exact.Div(left, exact.Pow10(balancePlaces-exact.Places), exact.HalfAway))
}
