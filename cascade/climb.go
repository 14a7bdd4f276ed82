package cascade

import (
	"iter"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/graph"
)

// climbed is a node of an org unit.
type climbed struct{ unit, node int }

// A climb is everything between a node of an org unit and the objectives at the top in which it counts.
type climb struct {
	nodes []climbed // the first is the start
	graph *graph.Graph
	leads []bool // which nodes lead to the top
	top   []bool
}

// climbFrom visits every node above one, once.
func (r *Result) climbFrom(start climbed) *climb {
	c := &climb{nodes: []climbed{start}}
	at := map[climbed]int{start: 0}
	var edges []graph.Edge
	var tops []int32
	for i := 0; i < len(c.nodes); i++ {
		node := c.nodes[i]
		card := r.cascade.units[node.unit].card
		c.top = append(c.top, card.nodes[node.node].Kind == bsc.KindObjective && r.isTop(node.unit))
		if c.top[i] {
			tops = append(tops, int32(i))
			continue
		}
		for _, next := range r.above(node) {
			if _, met := at[next]; !met {
				at[next] = len(c.nodes)
				c.nodes = append(c.nodes, next)
			}
			edges = append(edges, graph.Edge{From: i, To: at[next]})
		}
	}
	c.graph = graph.New(len(c.nodes), edges)
	c.leads = c.graph.Leading(tops, nil)
	return c
}

// ways yields every way to the top, from the start up. It never follows a node that does not lead there. A way is valid
// until the next one is yielded. Every way ends: neither scores nor sums go in a circle at one time, and no way comes to
// a node twice.
func (c *climb) ways() iter.Seq[[]climbed] {
	return func(yield func([]climbed) bool) {
		way := []climbed{c.nodes[0]}
		ahead := [][]int32{c.next(0)} // for each node of the way, the nodes above it still to be followed
		if c.top[0] && !yield(way) {
			return
		}
		for len(ahead) > 0 {
			last := len(ahead) - 1
			if len(ahead[last]) == 0 {
				ahead, way = ahead[:last], way[:last]
				continue
			}
			next := ahead[last][0]
			ahead[last] = ahead[last][1:]
			if slices.Contains(way, c.nodes[next]) {
				continue // two org units were above each other, one after the other
			}
			way, ahead = append(way, c.nodes[next]), append(ahead, c.next(next))
			if c.top[next] && !yield(way) {
				return
			}
		}
	}
}

// next returns the nodes directly above one that lead to the top.
func (c *climb) next(node int32) []int32 {
	var next []int32
	for _, e := range c.graph.Out(int(node)) {
		if to := c.graph.Edge(int(e)).To; c.leads[to] {
			next = append(next, int32(to))
		}
	}
	return next
}

// isTop reports whether an org unit contributes to no other.
func (r *Result) isTop(unit int) bool { return len(r.cascade.units[unit].given) == 0 }

// above returns what a node counts in: its parents on the card, and what it contributes to.
func (r *Result) above(c climbed) []climbed {
	var list []climbed
	u := &r.cascade.units[c.unit]
	for _, parent := range u.card.above[c.node] {
		list = append(list, climbed{c.unit, parent})
	}
	gifts := r.givenBy(c)
	fed := map[member]bool{} // what receives the node's score, its readings, or those it is calculated from
	for _, g := range gifts {
		fed[g.to] = true
	}
	met := map[climbed]bool{}
	for _, g := range gifts {
		card := r.cascade.units[g.to.unit].card
		for _, to := range card.reading(g.to.ref) {
			next := climbed{g.to.unit, to}
			if met[next] {
				continue
			}
			met[next] = true
			if !slices.ContainsFunc(card.inputsOf(to), func(ref bsc.Ref) bool { return !fed[member{g.to.unit, ref}] }) {
				list = append(list, next)
			}
		}
	}
	return list
}

// givenBy returns what an org unit contributes of a node: its score, its readings, or those it is calculated from. The
// order is that of the org unit's contributions. What it contributed earlier follows, if that still counts.
func (r *Result) givenBy(c climbed) []gift {
	u, node := &r.cascade.units[c.unit], c.node
	var places []int
	add := func(ref bsc.Ref, mode Mode) {
		for _, at := range u.given[ref] {
			if u.gives[at].mode == mode {
				places = append(places, at)
			}
		}
	}
	add(u.card.nodes[node], Contributory)
	for _, ref := range u.card.inputsOf(node) {
		add(ref, Additive)
	}
	slices.Sort(places)
	var gifts []gift
	for _, at := range slices.Compact(places) {
		gifts = append(gifts, u.gives[at])
	}
	for _, ref := range u.card.inputsOf(node) {
		for _, g := range u.gave[ref] {
			if !slices.Contains(gifts, g) && r.counts(u, g) {
				gifts = append(gifts, g)
			}
		}
	}
	return gifts
}

// counts reports whether what an org unit contributed earlier is in a value of the receiver.
func (r *Result) counts(u *unit, g gift) bool {
	result := r.results[g.to.unit]
	for _, at := range r.cascade.units[g.to.unit].card.reading(g.to.ref) {
		if slices.ContainsFunc(result.Addends(r.refOf(climbed{g.to.unit, at})), func(a bsc.Addend) bool {
			return a.OrgUnit == u.id && a.Ref == g.from && a.To == g.to.ref && a.Value.Valid
		}) {
			return true
		}
	}
	return false
}
