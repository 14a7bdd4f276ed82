package sensitivity

import (
	"encoding/json"
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A lever is one weight that may move while its siblings stay as they are.
type lever struct {
	card       *bsc.Scorecard
	of, parent bsc.Ref
	own        decimal.Decimal // the weight as defined
	siblings   []bsc.Child     // the other own children of the parent
	rest       decimal.Decimal // what all others below the parent weigh, also KPIs used from elsewhere
	// yields: weights are percent, so that the siblings give way in proportion. all is what they and the weight come to,
	// and KPIs used from elsewhere keep their percent.
	yields bool
	all    decimal.Decimal
	unit   int32 // weights are tried in units of 10^unit
	top    int64 // the largest tried, in these units
	tried  map[int64]*bsc.Scorecard
}

const (
	// digits is how fine a weight is tried: to so many digits of what its siblings and it weigh together.
	digits = 10
	// utmost stands for a weight beside which its siblings weigh nothing: so many times theirs.
	utmost = 1_000_000
	// steps is the number of weights tried from the defined one to 0, and to the utmost, in equal steps of its share.
	steps = 16
)

// levers returns the weights below a node, in definition order.
func levers(r *bsc.Result, of bsc.Ref) []*lever {
	card := r.Scorecard()
	parents := map[bsc.Ref]bsc.Ref{}
	for o := range r.All() {
		parents[o.Ref] = o.Parent
	}
	below := map[bsc.Ref]bool{of: true}
	var all []*lever
	for _, ref := range card.Nodes() {
		if parent := parents[ref]; ref != of && below[parent] && parent != (bsc.Ref{}) {
			below[ref] = true
			all = append(all, leverOf(card, ref, parent, parents))
		}
	}
	return all
}

// leverOf returns the weight of a node below its own parent.
func leverOf(card *bsc.Scorecard, of, parent bsc.Ref, parents map[bsc.Ref]bsc.Ref) *lever {
	l := &lever{card: card, of: of, parent: parent, tried: map[int64]*bsc.Scorecard{}}
	for _, child := range card.Children(parent) {
		switch {
		case child.Ref == of:
			l.own = child.Weight
		case parents[child.Ref] == parent:
			l.siblings = append(l.siblings, child)
			l.all = l.all.Add(child.Weight)
			fallthrough
		default:
			l.rest = l.rest.Add(child.Weight)
		}
	}
	rules, _ := card.Rules(parent)
	l.yields = isPercent(rules.Aggregator)
	l.all = l.all.Add(l.own)
	span := l.own.Add(l.rest)
	if l.yields {
		span = l.all
	}
	if span.IsZero() || !l.moves() {
		return l
	}
	l.unit = int32(span.NumDigits()) + span.Exponent() - digits
	most := exact.Rat(l.all)
	if !l.yields {
		most = exact.Rat(l.rest.Mul(decimal.New(utmost, 0)))
	}
	l.top = l.units(most)
	return l
}

// isPercent reports whether an aggregator takes weights as percent of a whole.
func isPercent(p bsc.Policy) bool {
	for p.Name == "veto" {
		var args bsc.VetoArgs
		if json.Unmarshal(p.Args, &args) != nil {
			return false
		}
		p = args.Of
	}
	return p.Name == "weighted_sum"
}

// moves reports whether another weight could change anything: there is something that it weighs against.
func (l *lever) moves() bool {
	if l.yields {
		return l.all.GreaterThan(l.own)
	}
	return l.rest.Sign() > 0
}

// units returns a number in units, rounded down.
func (l *lever) units(r *big.Rat) int64 {
	scaled := new(big.Rat).Mul(r, l.perUnit())
	return new(big.Int).Div(scaled.Num(), scaled.Denom()).Int64()
}

// perUnit is how many units are 1.
func (l *lever) perUnit() *big.Rat { return exact.Rat(decimal.New(1, -l.unit)) }

// weight returns so many units.
func (l *lever) weight(n int64) decimal.Decimal { return decimal.New(n, l.unit).Normalize() }

// shareOf returns the share that a weight has among its siblings.
func (l *lever) shareOf(weight *big.Rat) *big.Rat {
	whole := new(big.Rat).Add(weight, exact.Rat(l.rest))
	if l.yields {
		whole = exact.Rat(l.own.Add(l.rest))
	}
	if whole.Sign() == 0 {
		return whole
	}
	return whole.Quo(weight, whole)
}

// against returns how many times a weight is what its siblings weigh then; nil: they weigh nothing.
func (l *lever) against(weight *big.Rat) *big.Rat {
	others := exact.Rat(l.rest)
	if l.yields {
		others.Sub(exact.Rat(l.all), weight)
	}
	if others.Sign() == 0 {
		return nil
	}
	return others.Quo(weight, others)
}

// at returns the weight, in units, at one of the steps from the defined one to the utmost or to 0.
func (l *lever) at(step int, up bool) int64 {
	if step == steps {
		if up {
			return l.top
		}
		return 0
	}
	share, way := l.shareOf(exact.Rat(l.own)), big.NewRat(int64(step), steps)
	to := new(big.Rat)
	if up {
		to.SetInt64(1)
		if l.yields {
			to = l.shareOf(exact.Rat(l.all))
		}
	}
	to.Sub(to, share)
	share.Add(share, to.Mul(to, way))
	if l.yields {
		return l.units(share.Mul(share, exact.Rat(l.own.Add(l.rest))))
	}
	others := new(big.Rat).Sub(big.NewRat(1, 1), share)
	return min(l.units(share.Quo(share.Mul(share, exact.Rat(l.rest)), others)), l.top)
}

// with returns the scorecard with another weight. The error says why the engine refuses it.
func (l *lever) with(weight decimal.Decimal) (*bsc.Scorecard, error) {
	o := bsc.Overrides{Weights: map[bsc.Ref]bsc.Number{l.of: bsc.NumberOf(weight)}}
	if l.yields {
		l.yield(weight, o.Weights)
	}
	return l.card.With(o)
}

// yield gives the siblings what a weight in percent leaves, in proportion to what they weigh.
func (l *lever) yield(weight decimal.Decimal, weights map[bsc.Ref]bsc.Number) {
	parts := make([]decimal.Decimal, len(l.siblings))
	for i, s := range l.siblings {
		parts[i] = s.Weight
	}
	for i, w := range split(l.all.Sub(weight), parts) {
		weights[l.siblings[i].Ref] = bsc.NumberOf(w)
	}
}

// split divides a total in proportion to some parts, to its 15th digit. What that leaves goes to the largest part, so
// that they add up to the total exactly.
func split(total decimal.Decimal, parts []decimal.Decimal) []decimal.Decimal {
	var sum decimal.Decimal
	largest := 0
	for i, p := range parts {
		sum = sum.Add(p)
		if p.GreaterThan(parts[largest]) {
			largest = i
		}
	}
	places := 15 - int32(total.NumDigits()) - total.Exponent()
	left, divided := total, make([]decimal.Decimal, len(parts))
	for i, p := range parts {
		divided[i] = exact.NewRatio(total.Mul(p), sum).Rounded(int(places), exact.Floor)
		left = left.Sub(divided[i])
	}
	divided[largest] = divided[largest].Add(left)
	return divided
}

// cardAt returns the scorecard with a weight in units. Those at steps are kept for other results.
func (l *lever) cardAt(n int64, keep bool) (*bsc.Scorecard, error) {
	if card := l.tried[n]; card != nil {
		return card, nil
	}
	card, err := l.with(l.weight(n))
	if err == nil && keep {
		l.tried[n] = card
	}
	return card, err
}

// evaluate returns a result with another weight.
func (l *lever) evaluate(r *bsc.Result, n int64, keep bool) (*bsc.Result, error) {
	card, err := l.cardAt(n, keep)
	if err != nil {
		return nil, err
	}
	return bsc.Mix{Of: r, Card: card}.Evaluate()
}
