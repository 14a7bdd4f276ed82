package impact

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Shortfall is a KPI below its target, with what that costs: exactly, where every parent above it is a weighted mean
// or sum, and else as a measure of importance.
type Shortfall struct {
	bsc.Outcome `wire:"ref,name,score,rating"`

	Points decimal.Decimal `json:"points"` // of the scorecard's score: (Met - Counted) × effective weight, rounded to ten places
}

// Shortfalls returns the n KPIs of a result whose shortfall weighs most, the heaviest first, and equal ones as they
// stand in the definition; n < 0 is all. KPIs without a score are not among them: see their flags. It looks at every
// node once.
func Shortfalls(r *bsc.Result, n int) []Shortfall {
	card := r.Scorecard()
	if card == nil {
		return nil
	}
	met := card.Scale().Met
	var list []Shortfall
	for o := range r.All() {
		counted, ok := o.Counted.Decimal()
		if !ok || o.Ref.Kind != bsc.KindKPI {
			continue
		}
		points := met.Sub(counted).Mul(o.EffectiveWeight)
		if points.Sign() > 0 {
			list = append(list, Shortfall{o, exact.Whole(points).Decimal()})
		}
	}
	slices.SortStableFunc(list, func(a, b Shortfall) int { return b.Points.Cmp(a.Points) })
	if n >= 0 && n < len(list) {
		list = list[:n:n]
	}
	return list
}
