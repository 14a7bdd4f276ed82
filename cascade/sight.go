package cascade

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Sight is one way from what a person or an org unit does to an objective at the top. It shows their part in it.
type Sight struct {
	Steps []Step          `json:"steps"` // from the node asked for up to the objective
	Share decimal.Decimal `json:"share"` // of the top org unit's score along this way, 0 to 1
}

// A Step is one node on the way up.
type Step struct {
	OrgUnit string  `json:"unit"`
	Ref     bsc.Ref `json:"ref"`
}

// MaxSights is the number of ways that LineOfSight lists at most.
const MaxSights = 1000

// LineOfSight returns the ways from a node of an org unit to the objectives of org units that contribute to no other,
// and how much of those org units' scores each way carries, over what was present: a KPI of a person may count in the
// team's objective, and that in the company's. If values add up, an org unit's part is proportional to its value, if
// none is negative; in a ratio of sums, to that of its denominator. Other calculations from sums have no parts, and a
// way through them has the share 0.
//
// Where a way forks, the branches on the same card come first, in definition order, then those through contributions,
// in the order of OrgUnit.Contributes. Each is followed to its ends before the next. The first MaxSights ways are
// listed; more reports whether there are others.
func (r *Result) LineOfSight(unit string, of bsc.Ref) (sights []Sight, more bool) {
	at, ok := r.here(unit)
	if !ok {
		return nil, false
	}
	node, ok := r.cascade.units[at].card.index[of]
	if !ok {
		return nil, false
	}
	c := r.climbFrom(climbed{at, node})
	for way := range c.ways() {
		s := r.sight(way)
		if s.Share.IsZero() && slices.ContainsFunc(way, func(c climbed) bool { return r.results[c.unit] == nil }) {
			continue // it counted in what is gone, before
		}
		if len(sights) == MaxSights {
			return sights, true
		}
		sights = append(sights, s)
	}
	return sights, false
}

// sight computes how much a way carries, from the top down.
func (r *Result) sight(way []climbed) Sight {
	var s Sight
	for _, c := range way {
		s.Steps = append(s.Steps, Step{r.cascade.units[c.unit].id, r.cascade.units[c.unit].card.nodes[c.node]})
	}
	last := len(way) - 1
	top, _ := r.results[way[last].unit].Of(r.refOf(way[last]))
	share := units(top.EffectiveWeight)
	for i := last; i > 0 && share > 0; i-- {
		if r.cascade.timed && way[i].unit != way[i-1].unit && r.addsUp(way[i]) {
			share = r.along(way[:i+1], share)
			break
		}
		share = r.divide(way[i], share)[way[i-1]]
	}
	s.Share = shareOf(share)
	return s
}

// A division says how a node's share is divided among the nodes that count in it.
type division struct {
	share int64
	parts map[climbed]int64
}

// divide is passed by node. It remembers the first division of each node. Many may count in a node; where only one way
// leads up from it, all of them ask for the same.
func (r *Result) divide(c climbed, share int64) map[climbed]int64 {
	known, ok := r.divided.Load(c)
	if ok && known.(*division).share == share {
		return known.(*division).parts
	}
	to, shares := r.passed(c, share)
	d := &division{share, make(map[climbed]int64, len(to))}
	for i, n := range to {
		d.parts[n] += shares[i] // it may count there by several contributions, one after the other
	}
	if !ok {
		r.divided.Store(c, d) // other goroutines store an equal one
	}
	return d.parts
}

// Shares count in units of 10^-10.

func units(share decimal.Decimal) int64 { return share.Shift(exact.Places).IntPart() }

func shareOf(units int64) decimal.Decimal { return decimal.New(units, -exact.Places).Normalize() }

// whole is a scorecard's share of itself.
func whole() int64 { return units(decimal.New(1, 0)) }

// refOf returns a node of an org unit.
func (r *Result) refOf(c climbed) bsc.Ref { return r.cascade.units[c.unit].card.nodes[c.node] }

// passed divides the share of a node among what counts in it, on the same card or on others.
func (r *Result) passed(c climbed, share int64) (to []climbed, shares []int64) {
	u := &r.cascade.units[c.unit]
	if share == 0 || r.results[c.unit] == nil {
		return nil, nil
	}
	if m, ok := u.gets[c.node]; ok {
		return []climbed{{m.unit, r.nodeOf(m)}}, []int64{share}
	}
	if !u.card.isKPI(c.node) {
		for _, part := range r.results[c.unit].Divide(u.card.nodes[c.node], shareOf(share)) {
			to, shares = append(to, climbed{c.unit, u.card.index[part.Ref]}), append(shares, units(part.Share))
		}
		return to, shares
	}
	ref := u.card.nodes[c.node]
	var counts map[member]bool // what adds up to the numerator of a ratio
	if num, den, is := u.card.isRatio(c.node); is {
		ref = den
		if counts = setOf(u.sums[num]); len(counts) == 0 {
			return nil, nil
		}
	}
	if len(u.sums[ref]) == 0 || u.shares[ref] {
		return nil, nil
	}
	if r.cascade.timed {
		return r.fall(r.fallFrom(c, share))
	}
	return r.addends(u, u.card.nodes[c.node], ref, counts, share)
}

// addsUp reports whether the readings of a KPI, or those it is calculated from, are those of others added up.
func (r *Result) addsUp(c climbed) bool {
	u := &r.cascade.units[c.unit]
	return u.card.isKPI(c.node) && slices.ContainsFunc(u.card.inputsOf(c.node), func(ref bsc.Ref) bool { return len(u.sums[ref]) > 0 && !u.shares[ref] })
}

func setOf(addends []addend) map[member]bool {
	set := make(map[member]bool, len(addends))
	for _, a := range addends {
		set[a.member] = true
	}
	return set
}

// nodeOf returns the place of a member on its own card.
func (r *Result) nodeOf(m member) int { return r.cascade.units[m.unit].card.index[m.ref] }

// addends divides a share of a KPI in proportion to the values that add up to it or to what it reads, among the KPIs
// that have them. For a ratio, it divides among the KPIs that are ratios of the same series, by their denominators.
// What a factor converts counts as converted. If a value is negative, all are zero, or one has no such KPI, it does not
// divide.
func (r *Result) addends(u *unit, of, ref bsc.Ref, counts map[member]bool, share int64) (to []climbed, shares []int64) {
	var total decimal.Decimal
	terms := make([]decimal.Decimal, len(u.sums[ref]))
	brought := r.brought(u, of, ref)
	for i, a := range u.sums[ref] {
		m := a.member
		card := r.cascade.units[m.unit].card
		nodes := card.reading(m.ref)
		if counts != nil {
			nodes = slices.DeleteFunc(slices.Clone(nodes), func(at int) bool {
				num, den, is := card.isRatio(at)
				return !is || den != m.ref || !counts[member{m.unit, num}]
			})
		}
		amount, _ := r.results[m.unit].Value(m.ref)
		if len(brought) > 0 {
			amount = brought[i].Value.Decimal
		}
		if len(nodes) != 1 || amount.Sign() < 0 {
			return nil, nil
		}
		to = append(to, climbed{m.unit, nodes[0]})
		terms[i], total = amount.Mul(shareOf(share)), total.Add(amount)
	}
	if total.IsZero() {
		return nil, nil
	}
	for _, part := range exact.Shares(terms, total) {
		shares = append(shares, part.Int64())
	}
	return to, shares
}
