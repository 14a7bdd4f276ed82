package compare

import (
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A ScoreBalance shows how evenly the perspectives of a scorecard have done. It stands beside the score and never
// enters it: 60 may be four times 60, or three 80s and a 0. It is plain data.
type ScoreBalance struct {
	// Value is 1 if all perspectives have the same score, and 0 if the whole score comes from the perspective of least
	// weight. It has at most 10 decimal places. It is not valid if fewer than two perspectives have a score and weight.
	Value decimal.NullDecimal `json:"value"`

	Weakest  bsc.Ref   `json:"weakest,omitzero"` // the perspective with the lowest score, the first of equals; zero: none has a score
	Unscored []bsc.Ref `json:"unscored"`         // the perspectives with weight and without a score, in definition order
}

// ScoreBalanceOf returns how evenly the perspectives have done, by what each contributes to the scorecard: its
// Outcome.Counted. Perspectives of weight 0 are left out.
//
// The Value is 1 - CV/√(1/w - 1). CV is the weighted standard deviation of the scores over their weighted mean, with
// scores measured from the scale's Min. w is the smallest of the weights as shares of those that have scores; √(1/w -
// 1) is the largest possible CV. If all scores are Min, the Value is 1. For how the design spreads weight, see
// [WeightBalanceOf].
func ScoreBalanceOf(r *bsc.Result) ScoreBalance {
	var b ScoreBalance
	if r == nil || r.Scorecard() == nil {
		return b
	}
	card := r.Scorecard()
	least := card.Scale().Min
	var above, weights []decimal.Decimal // the scores above Min, and what they weigh
	var lowest bsc.Score
	for _, ch := range card.Children(card.Ref()) {
		if ch.Weight.IsZero() {
			continue
		}
		o, _ := r.Of(ch.Ref)
		score, ok := o.Counted.Decimal()
		if !ok {
			b.Unscored = append(b.Unscored, ch.Ref)
			continue
		}
		if !lowest.Valid() || o.Counted.Compare(lowest) < 0 {
			lowest, b.Weakest = o.Counted, ch.Ref
		}
		above, weights = append(above, score.Sub(least)), append(weights, ch.Weight)
	}
	if len(above) > 1 {
		b.Value = decimal.NewNullDecimal(scoreBalance(above, weights))
	}
	return b
}

// scoreBalance returns 1 - CV/√(W/w - 1) of two or more scores, none of them negative, where W is the total and w the
// smallest of the weights. With the sums S = Σ w·s and Q = Σ w·s², CV² is (W·Q - S²)/S², so that everything but the
// root is exact.
func scoreBalance(scores, weights []decimal.Decimal) decimal.Decimal {
	exponent := weights[0].Exponent()
	for _, w := range weights {
		exponent = min(exponent, w.Exponent())
	}
	least := exact.Scaled(weights[0], exponent)
	total, sum, squares := new(big.Int), new(big.Int), new(big.Int)
	for i := range scores {
		w, s := exact.Scaled(weights[i], exponent), exact.Scaled(scores[i], -exact.Places)
		if w.Cmp(least) < 0 {
			least = w
		}
		total.Add(total, w)
		w = new(big.Int).Mul(w, s)
		sum.Add(sum, w)
		squares.Add(squares, w.Mul(w, s))
	}
	if sum.Sign() == 0 {
		return decimal.New(1, 0)
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
