package cascade

import (
	"math"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// How shares fall through what adds up, where that has changed with time: by what counted in the value at the top, and
// not by what each org unit on the way had over its own time.

// A fallen is what adds up to a KPI at the top of a sum, one level, with the share that the level has.
type fallen struct {
	at    climbed         // the KPI that the level adds up to
	nums  map[member]bool // of a ratio: what adds up to its numerator; nil: of another KPI
	level []bsc.AddendTree
	own   decimal.Decimal // what the KPI had of its own, when nothing was brought
	share int64
}

// fallFrom returns what adds up to a KPI, or to the denominator of a ratio, down to the readings. It is empty where that
// cannot be divided.
func (r *Result) fallFrom(c climbed, share int64) fallen {
	of := r.refOf(c)
	key := climbed{c.unit, -1 - c.node} // beside the divisions
	var tree []bsc.AddendTree
	if known, ok := r.divided.Load(key); ok {
		tree = known.([]bsc.AddendTree)
	} else {
		tree, _ = r.results[c.unit].AddendTree(of, math.MaxInt)
		r.divided.Store(key, tree) // other goroutines store an equal one
	}
	if _, den, is := r.cascade.units[c.unit].card.isRatio(c.node); is {
		of = den
	}
	level := slices.DeleteFunc(slices.Clone(tree), func(a bsc.AddendTree) bool { return a.To != of })
	return fallen{at: c, level: level, share: share}.ratio(r)
}

// ratio returns a level below a ratio with what adds up to its numerator; any other level as it is.
func (f fallen) ratio(r *Result) fallen {
	u := &r.cascade.units[f.at.unit]
	if num, _, is := u.card.isRatio(f.at.node); is {
		f.nums = setOf(u.sums[num])
	}
	return f
}

// divide divides the share of a level among its addends, in proportion to their values; the first is the KPI itself, with
// what it had of its own. It is nil where they cannot be divided: nothing is there, a value is negative, or one has no KPI
// of that kind.
func (f *fallen) divide(r *Result) []int64 {
	terms, total := make([]decimal.Decimal, len(f.level)+1), f.own
	terms[0] = f.own.Mul(shareOf(f.share))
	for i := range f.level {
		value := f.level[i].Value.Decimal
		if _, one := f.node(r, i); !one && !value.IsZero() || value.Sign() < 0 {
			return nil
		}
		terms[i+1], total = value.Mul(shareOf(f.share)), total.Add(value)
	}
	if total.IsZero() || f.own.Sign() < 0 || len(f.level) == 0 {
		return nil
	}
	shares := make([]int64, len(terms))
	for i, part := range exact.Shares(terms, total) {
		shares[i] = part.Int64()
	}
	return shares
}

// below returns the level below an addend.
func (f *fallen) below(r *Result, i int, share int64) fallen {
	a := &f.level[i]
	at, _ := f.node(r, i)
	next := fallen{at: at, level: a.Below, share: share}.ratio(r)
	if len(a.Below) > 0 {
		for _, part := range a.Parts {
			next.own = next.own.Add(part.Value)
		}
		for j := range a.Below {
			next.own = next.own.Sub(a.Below[j].Value.Decimal)
		}
	}
	return next
}

// node returns the KPI of an addend: the KPI itself or, of what a ratio is divided by, the ratio whose numerator counts, too;
// false if there is not one.
func (f *fallen) node(r *Result, i int) (climbed, bool) {
	a := &f.level[i]
	unit := r.cascade.at[a.OrgUnit]
	card := r.cascade.units[unit].card
	nodes := card.reading(a.Ref)
	if f.nums != nil {
		nodes = slices.DeleteFunc(slices.Clone(nodes), func(at int) bool {
			num, den, is := card.isRatio(at)
			return !is || den != a.Ref || !f.nums[member{unit, num}]
		})
	}
	if len(nodes) != 1 {
		return climbed{}, false
	}
	return climbed{unit, nodes[0]}, true
}

// fall divides a share among the KPIs at the bottom.
func (r *Result) fall(f fallen) (to []climbed, shares []int64) {
	parts := f.divide(r)
	if parts == nil {
		return []climbed{f.at}, []int64{f.share}
	}
	if parts[0] > 0 {
		to, shares = append(to, f.at), append(shares, parts[0])
	}
	for i := range f.level {
		if parts[i+1] > 0 { // at most MaxLevels deep
			below, theirs := r.fall(f.below(r, i, parts[i+1]))
			to, shares = append(to, below...), append(shares, theirs...)
		}
	}
	return to, shares
}

// along returns how much of a share comes down a way through what adds up, from its last node to its first.
func (r *Result) along(way []climbed, share int64) int64 {
	levels := []fallen{r.fallFrom(way[len(way)-1], share)}
	for i := len(way) - 2; i >= 0; i-- {
		var next []fallen
		share = 0
		for l := range levels {
			parts := levels[l].divide(r)
			for j := range levels[l].level {
				if at, _ := levels[l].node(r, j); parts != nil && at == way[i] && parts[j+1] > 0 {
					next, share = append(next, levels[l].below(r, j, parts[j+1])), share+parts[j+1]
				}
			}
		}
		levels = next
	}
	return share
}
