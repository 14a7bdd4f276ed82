package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Sight is one way from what a person or a unit does to an objective at the top: what they see of
// their part in it.
type Sight struct {
	Steps []Step          // from the node asked for up to the objective
	Share decimal.Decimal // of the top unit's score along this way, 0 to 1
}

// A Step is one node on the way up.
type Step struct {
	Unit string
	Ref  Ref
}

// LineOfSight returns the ways from a node of a unit to the objectives of units that contribute to no other, and how
// much of those units' scores each carries, over what was present: a KPI of a person may count in the team's objective,
// and that in the company's. Where values add up, a unit's part is that of its value, if none is negative, and in a
// ratio of sums that of its denominator; what is calculated from sums otherwise has no parts, and a way through it the
// share 0.
//
// Where a way parts, those on the same card come first, in definition order, and then those by what is contributed,
// in the order of Unit.Contributes; each is followed to its ends before the next. The first MostPaths ways are
// listed; more reports whether there are others.
func (r *CascadeResult) LineOfSight(unit string, of Ref) (sights []Sight, more bool) {
	if r.cascade == nil {
		return nil, false
	}
	at, ok := r.cascade.at[unit]
	if !ok {
		return nil, false
	}
	node, ok := r.cascade.units[at].card.index[of]
	if !ok {
		return nil, false
	}
	c := r.climbFrom(climbed{at, node})
	for way := range c.ways() {
		if len(sights) == MostPaths {
			return sights, true
		}
		sights = append(sights, r.sight(way))
	}
	return sights, false
}

// inputsOf returns what a node gets from elsewhere or is calculated from: a KPI or node itself, or the inputs of its
// calculation.
func (s *Scorecard) inputsOf(at int) []Ref {
	k := s.nodes[at].kpi
	if k == nil || len(k.inputs) == 0 {
		return []Ref{s.nodes[at].ref}
	}
	var refs []Ref
	for _, slot := range k.inputs {
		refs = append(refs, s.refOf(slot))
	}
	return refs
}

// reading returns the node of a KPI, and of a series those of the KPIs that are calculated from it.
func (s *Scorecard) reading(ref Ref) []int {
	if at, ok := s.index[ref]; ok {
		return []int{at}
	}
	return s.readers[s.slots[ref]]
}

// sight finds out how much a way carries, from the top down.
func (r *CascadeResult) sight(way []climbed) Sight {
	var s Sight
	for _, c := range way {
		s.Steps = append(s.Steps, Step{r.cascade.units[c.unit].id, r.results[c.unit].e.card.nodes[c.node].ref})
	}
	last := len(way) - 1
	share := r.results[way[last].unit].e.share(way[last].node)
	for i := last; i > 0 && share > 0; i-- {
		share = r.divide(way[i], share)[way[i-1]]
	}
	s.Share = decimal.New(share, -exact.Places).Normalize()
	return s
}

// A division is what of a node's share each node has that counts in it.
type division struct {
	share int64
	parts map[climbed]int64
}

// divide is passed by node. It remembers the first division of each: all that count in a node ask for the same where
// there is one way up from it, and there may be many of them.
func (r *CascadeResult) divide(c climbed, share int64) map[climbed]int64 {
	known, ok := r.divided.Load(c)
	if ok && known.(*division).share == share {
		return known.(*division).parts
	}
	to, shares := r.passed(c, share)
	d := &division{share, make(map[climbed]int64, len(to))}
	for i, n := range to {
		d.parts[n] = shares[i]
	}
	if !ok {
		r.divided.Store(c, d) // whoever else has just done it has one as good
	}
	return d.parts
}

// passed divides the share of a node among what counts in it, on the same card or on those of others.
func (r *CascadeResult) passed(c climbed, share int64) (to []climbed, shares []int64) {
	e := r.results[c.unit].e
	u := &r.cascade.units[c.unit]
	if share == 0 {
		return nil, nil
	}
	if m, ok := u.gets[c.node]; ok {
		return []climbed{{m.unit, r.nodeOf(m)}}, []int64{share}
	}
	if e.card.nodes[c.node].kpi == nil {
		nodes, shares := e.pass(c.node, share)
		for _, n := range nodes {
			to = append(to, climbed{c.unit, n})
		}
		return to, shares
	}
	ref, k := e.card.nodes[c.node].ref, e.card.nodes[c.node].kpi
	var counts map[member]bool // what adds up to the numerator of a ratio
	if k.calculator.name == "ratio" {
		ref = e.card.refOf(k.inputs[1])
		if counts = setOf(u.sums[e.card.refOf(k.inputs[0])]); len(counts) == 0 {
			return nil, nil
		}
	}
	if len(u.sums[ref]) == 0 || u.shares[ref] {
		return nil, nil
	}
	return r.addends(u.sums[ref], counts, share)
}

func setOf(members []member) map[member]bool {
	set := make(map[member]bool, len(members))
	for _, m := range members {
		set[m] = true
	}
	return set
}

// nodeOf returns where a member stands on its own card.
func (r *CascadeResult) nodeOf(m member) int { return r.cascade.units[m.unit].card.index[m.ref] }

// addends divides a share by the values that add up, among the KPIs that have them or, of a ratio, that are the ratios
// of the same series: by their denominators. Where one is negative, or all are zero, or one of them has no such KPI, it
// is not divided.
func (r *CascadeResult) addends(members []member, counts map[member]bool, share int64) (to []climbed, shares []int64) {
	var total decimal.Decimal
	terms := make([]decimal.Decimal, len(members))
	for i, m := range members {
		e := r.results[m.unit].e
		nodes := e.card.reading(m.ref)
		if counts != nil {
			nodes = slices.DeleteFunc(slices.Clone(nodes), func(at int) bool {
				k := e.card.nodes[at].kpi
				return k.calculator.name != "ratio" || e.card.refOf(k.inputs[1]) != m.ref ||
					!counts[member{m.unit, e.card.refOf(k.inputs[0])}]
			})
		}
		v := e.valueOf(e.card.slots[m.ref])
		if len(nodes) != 1 || v.amount.Sign() < 0 {
			return nil, nil
		}
		to = append(to, climbed{m.unit, nodes[0]})
		terms[i] = v.amount.Mul(decimal.New(share, -exact.Places))
		total = total.Add(v.amount)
	}
	if total.IsZero() {
		return nil, nil
	}
	for _, part := range exact.Shares(terms, total) {
		shares = append(shares, part.Int64())
	}
	return to, shares
}

// Shares returns, for every KPI of every unit, its share of the scores at the top, where each unit that contributes to
// no other has the whole of its own: those of its KPIs, and of all that contribute to them, add up to one exactly. A
// KPI that stands for what others contribute has none; they have it. They are in the order of the units and their
// cards; KPIs without a share are left out.
func (r *CascadeResult) Shares() []UnitShare {
	if r.cascade == nil {
		return nil
	}
	budgets := make([][]int64, len(r.results))
	for i, result := range r.results {
		budgets[i] = make([]int64, len(result.e.card.nodes))
		if r.isTop(i) && result.e.score(0).Valid() {
			budgets[i][0] = fullUnits
		}
	}
	r.distribute(budgets)
	var list []UnitShare
	for i, result := range r.results {
		for _, at := range result.e.card.kpis {
			if budgets[i][at] > 0 {
				list = append(list, UnitShare{r.cascade.units[i].id, result.e.card.nodes[at].ref, decimal.New(budgets[i][at], -exact.Places).Normalize()})
			}
		}
	}
	return list
}

// A UnitShare is what share of the scores at the top a KPI of a unit has.
type UnitShare struct {
	Unit  string
	KPI   Ref
	Share decimal.Decimal
}

// distribute passes budgets down: first from the cards at the top to those whose scores stand on them,
// then from sums to what adds up to them.
func (r *CascadeResult) distribute(budgets [][]int64) {
	for _, level := range slices.Backward(r.cascade.levels) {
		for _, unit := range level {
			r.distributeUnit(budgets, unit)
		}
	}
	for _, m := range slices.Backward(r.cascade.summed) {
		for _, node := range r.cascade.units[m.unit].card.reading(m.ref) {
			r.handDown(budgets, climbed{m.unit, node})
		}
	}
}

// distributeUnit passes the budgets of one card down, and out of it to the cards whose scores stand on it.
func (r *CascadeResult) distributeUnit(budgets [][]int64, unit int) {
	card := r.cascade.units[unit].card
	for node := range card.nodes {
		if card.nodes[node].kpi == nil {
			r.handDown(budgets, climbed{unit, node})
		}
	}
	for node := range card.nodes {
		if _, isScore := r.cascade.units[unit].gets[node]; isScore {
			r.handDown(budgets, climbed{unit, node})
		}
	}
}

func (r *CascadeResult) handDown(budgets [][]int64, c climbed) {
	to, shares := r.passed(c, budgets[c.unit][c.node])
	for i, next := range to {
		budgets[next.unit][next.node] += shares[i]
	}
	if len(to) > 0 {
		budgets[c.unit][c.node] = 0
	}
}
