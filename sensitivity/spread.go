package sensitivity

import (
	"math"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// spreadOf describes scores. It sorts them.
func spreadOf(scores []int64, percents []decimal.Decimal) Spread {
	slices.Sort(scores)
	first, _ := slices.BinarySearch(scores, unscored+1)
	scores = scores[first:]
	s := Spread{Scored: len(scores)}
	sum := new(big.Int)
	for _, score := range scores {
		sum.Add(sum, big.NewInt(score))
	}
	for _, p := range percents {
		s.Quantiles = append(s.Quantiles, Quantile{p, quantile(scores, p)})
	}
	if n := len(scores); n > 0 {
		s.Lowest, s.Highest = points(big.NewInt(scores[0])), points(big.NewInt(scores[n-1]))
		s.Mean = points(exact.Div(sum, big.NewInt(int64(n)), exact.HalfAway))
	}
	return s
}

// quantile interpolates between the two scores around so many percent of the way.
func quantile(scores []int64, percent decimal.Decimal) decimal.NullDecimal {
	if len(scores) == 0 {
		return decimal.NullDecimal{}
	}
	way := percent.Mul(decimal.New(int64(len(scores)-1), -2))
	at := int(way.IntPart())
	low := decimal.New(scores[at], 0)
	if rest := way.Sub(decimal.New(int64(at), 0)); rest.Sign() > 0 {
		low = low.Add(decimal.New(scores[at+1]-scores[at], 0).Mul(rest))
	}
	return points(exact.Whole(low).Scaled(0, exact.HalfAway))
}

// points returns units of 10^-10 as a number.
func points(units *big.Int) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.NewFromBigInt(units, -exact.Places).Normalize())
}

// A rater rates the scores of a node in one result: by where its bands begin, or by asking the engine.
type rater struct {
	bands   []begin // worst first
	byScore bool
}

// A begin is the first score of a band, in units of 10^-10.
type begin struct {
	from   int64
	rating bsc.Rating
}

func raterOf(r *bsc.Result, of bsc.Ref) rater {
	var known rater
	for _, b := range r.Bands(of) {
		if b.On != "score" {
			return rater{}
		}
		from := int64(math.MinInt64)
		if b.Low.Valid {
			from = beginOf(b.Low.Decimal, b.IncludeLower)
		}
		known.bands = append(known.bands, begin{from, b.Rating})
		known.byScore = true
	}
	return known
}

// beginOf returns the first score above a limit, or at it.
func beginOf(limit decimal.Decimal, included bool) int64 {
	units := exact.Whole(limit).Scaled(exact.Places, exact.Ceiling)
	if !included && decimal.NewFromBigInt(units, -exact.Places).Equal(limit) {
		units.Add(units, big.NewInt(1))
	}
	if !units.IsInt64() { // no score is there
		return int64(units.Sign()) * math.MaxInt64
	}
	return units.Int64()
}

// rate returns the rating of a score.
func (r *rater) rate(mixed *bsc.Result, of bsc.Ref, score int64) bsc.Rating {
	switch {
	case !r.byScore:
		o, _ := mixed.Of(of)
		return o.Rating
	case score == unscored:
		return ""
	}
	for i := len(r.bands) - 1; i >= 0; i-- {
		if b := &r.bands[i]; score >= b.from {
			return b.rating
		}
	}
	return ""
}
