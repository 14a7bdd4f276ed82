package target

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
)

// A Spread says how a target is spread over the parts of its period. The calendar fixes the shares: missing data, and
// what does not apply, change nothing.
type Spread struct {
	plan  *Plan
	of    *Stated
	kind  almanac.Kind // of the parts
	days  almanac.Span
	inner []almanac.Span // periods with targets of their own: they have no share
	taken [4]*big.Rat    // what is stated for those periods
	parts []measure.Part // of all its days
	free  []*big.Rat     // by part: the weight of its days that have a share
	whole *big.Rat       // Σ free
}

type spreadKey struct {
	of   *Stated
	kind almanac.Kind
}

// spread spreads a target over parts of a kind.
func (p *Plan) spread(s *Stated, kind almanac.Kind) *Spread {
	key := spreadKey{s, kind}
	if sp, known := p.spreads[key]; known {
		return sp
	}
	sp := &Spread{plan: p, of: s, kind: kind}
	sp.days, _ = p.card.Almanac.Span(s.From)
	for i := range sp.taken {
		sp.taken[i] = new(big.Rat)
	}
	sp.takeOut()
	sp.parts = p.parts(sp.days, kind)
	free, all := make([]*big.Rat, len(sp.parts)), weights{}
	for i := range sp.parts {
		free[i] = sp.weight(&sp.parts[i], sp.parts[i].Inside)
		all.add(free[i])
	}
	sp.free, sp.whole = free, all.sum()
	p.spreads[key] = sp
	return sp
}

// entire is the weight of a part with all its days. It must not be changed.
var entire = big.NewRat(1, 1)

// weights adds up weights. Most of them are 1.
type weights struct {
	count int64
	rest  big.Rat
}

// add adds a weight.
func (w *weights) add(weight *big.Rat) {
	if n := weight.Num(); weight.IsInt() && n.BitLen() < 32 && w.count < 1<<32 {
		w.count += n.Int64()
		return
	}
	w.rest.Add(&w.rest, weight)
}

// sum returns the sum.
func (w *weights) sum() *big.Rat {
	sum := new(big.Rat).SetInt64(w.count)
	if w.rest.Sign() != 0 {
		sum.Add(sum, &w.rest)
	}
	return sum
}

// takeOut finds the largest periods within the target's, of the parts' kind or longer, that have targets of their own.
func (sp *Spread) takeOut() {
	p := sp.plan
	for kind := almanac.Year; kind <= almanac.Day; kind++ {
		if kind.Size() < sp.kind.Size() || !p.mayState(kind) {
			continue
		}
		within, _ := p.card.Parts(sp.days, kind, true)
		for i := range within {
			part := &within[i]
			if !part.Whole() || part.Span == sp.days || len(p.parts(part.Span, sp.kind)) == 0 || len(sp.without(part.Span)) == 0 {
				continue
			}
			own := p.at(part.Label)
			if own == nil || own.With != Nothing {
				continue
			}
			sp.inner = append(sp.inner, part.Span)
			for i, n := range own.Numbers {
				if n.Valid {
					sp.taken[i].Add(sp.taken[i], exact.Rat(n.Decimal))
				}
			}
		}
	}
}

// without returns some days without those that have targets of their own.
func (sp *Spread) without(days almanac.Span) []almanac.Span {
	left := []almanac.Span{days}
	for _, inner := range sp.inner {
		var next []almanac.Span
		for _, s := range left {
			for _, rest := range []almanac.Span{{First: s.First, Last: min(s.Last, inner.First-1)}, {First: max(s.First, inner.Last+1), Last: s.Last}} {
				if rest.Days() > 0 {
					next = append(next, rest)
				}
			}
		}
		left = next
	}
	return left
}

// weight returns the weight of the days of a part that have a share. The caller must not change it.
func (sp *Spread) weight(part *measure.Part, days almanac.Span) *big.Rat {
	days = days.Common(sp.days)
	first := func(own measure.Part, day int) int { return own.Inside.First - day }
	if i, known := slices.BinarySearchFunc(sp.parts, days.First, first); known && i < len(sp.free) && sp.parts[i].Inside == days {
		return sp.free[i]
	}
	if len(sp.inner) == 0 && days.Days() > 0 {
		return sp.weigh(part, days)
	}
	w := new(big.Rat)
	for _, free := range sp.without(days) {
		if free.Days() > 0 {
			w.Add(w, sp.weigh(part, free))
		}
	}
	return w
}

// weigh returns the weight of some days of a part: the weight of the profile's part in which they lie, or, if all parts
// weigh the same, the fraction of the part that they are. The caller must not change it.
func (sp *Spread) weigh(part *measure.Part, days almanac.Span) *big.Rat {
	if sp.of.Phasing != Seasonal && days == part.Span {
		return entire
	}
	if sp.of.Phasing != Seasonal {
		return big.NewRat(int64(days.Days()), int64(part.Span.Days()))
	}
	weighed, _ := sp.plan.card.Parts(sp.days, sp.of.Parts, false)
	w := new(big.Rat)
	for i := range weighed {
		if common := weighed[i].Span.Common(days).Days(); common > 0 {
			share := big.NewRat(int64(common), int64(weighed[i].Span.Days()))
			w.Add(w, share.Mul(share, exact.Rat(sp.of.Profile[i])))
		}
	}
	return w
}

// left returns one of the target's numbers, less what is stated for parts of its period.
func (sp *Spread) left(number int) *big.Rat {
	r := exact.Rat(sp.of.Numbers[number].Decimal)
	return r.Sub(r, sp.taken[number])
}

// last returns the last part that has a share and applies; false if there is none.
func (sp *Spread) last(applies func(*measure.Part) bool) (*measure.Part, bool) {
	for i := len(sp.parts) - 1; i >= 0; i-- {
		if sp.free[i].Sign() > 0 && applies(&sp.parts[i]) {
			return &sp.parts[i], true
		}
	}
	return nil, false
}

// Shared reports whether any part of a longer period's target has a share in it, and returns the sum of the targets
// stated for parts of it.
func (p *Plan) Shared(s *Stated, kind almanac.Kind) (shares bool, stated decimal.Decimal) {
	sp := p.spread(s, kind)
	for _, w := range sp.free {
		shares = shares || w.Sign() > 0
	}
	return shares, exact.OfRat(sp.taken[Value])
}
