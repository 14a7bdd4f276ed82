package cascade

import (
	"iter"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/graph"
)

// climbed is a node of an org unit.
type climbed struct{ unit, node int }

// A climb is everything between a node of an org unit and the objectives at the top in which it counts.
type climb struct {
	nodes []climbed // the first is the start
	graph *graph.Graph
	times [][]almanac.Span // of the edges: when the one counted in the other
	leads []bool           // which nodes lead to the top
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
			if _, met := at[next.climbed]; !met {
				at[next.climbed] = len(c.nodes)
				c.nodes = append(c.nodes, next.climbed)
			}
			edges, c.times = append(edges, graph.Edge{From: i, To: at[next.climbed]}), append(c.times, next.times)
		}
	}
	c.graph = graph.New(len(c.nodes), edges)
	c.leads = c.graph.Leading(tops, nil)
	return c
}

// ways yields every way to the top that there was at one time, from the start up. It never follows a node that does not
// lead there. A way is valid until the next one is yielded. Every way ends: neither scores nor sums go in a circle at one
// time.
func (c *climb) ways() iter.Seq[[]climbed] {
	return func(yield func([]climbed) bool) {
		way := []climbed{c.nodes[0]}
		times := [][]almanac.Span{{almanac.Ever}}
		ahead := [][]int32{c.next(0, times[0])} // for each node of the way, the edges up still to be followed
		if c.top[0] && !yield(way) {
			return
		}
		for len(ahead) > 0 {
			last := len(ahead) - 1
			if len(ahead[last]) == 0 {
				ahead, way, times = ahead[:last], way[:last], times[:last]
				continue
			}
			edge := ahead[last][0]
			ahead[last] = ahead[last][1:]
			next, time := c.graph.Edge(int(edge)).To, common(times[last], c.times[edge])
			way, times, ahead = append(way, c.nodes[next]), append(times, time), append(ahead, c.next(int32(next), time))
			if c.top[next] && !yield(way) {
				return
			}
		}
	}
}

// next returns the edges to the nodes directly above one that lead to the top, and were there at some time.
func (c *climb) next(node int32, times []almanac.Span) []int32 {
	var next []int32
	for _, e := range c.graph.Out(int(node)) {
		if c.leads[c.graph.Edge(int(e)).To] && len(common(times, c.times[e])) > 0 {
			next = append(next, int32(e))
		}
	}
	return next
}

// common returns the times that lie in both.
func common(a, b []almanac.Span) (times []almanac.Span) {
	for _, x := range a {
		for _, y := range b {
			if time := x.Common(y); time.Days() > 0 {
				times = append(times, time)
			}
		}
	}
	return times
}

// A rise is a node in which another counts, and when it did.
type rise struct {
	climbed
	times []almanac.Span
}

// isTop reports whether an org unit contributes to no other.
func (r *Result) isTop(unit int) bool {
	return unit < r.cascade.now && len(r.cascade.units[unit].given) == 0
}

// above returns what a node counts in: its parents on the card, and what it contributes to.
func (r *Result) above(c climbed) []rise {
	var list []rise
	u := &r.cascade.units[c.unit]
	for _, parent := range u.card.above[c.node] {
		list = append(list, rise{climbed{c.unit, parent}, []almanac.Span{almanac.Ever}})
	}
	gifts := r.givenBy(c)
	fed := map[member]bool{} // what receives the node's score, its readings, or those it is calculated from
	for _, g := range gifts {
		fed[g.to] = true
	}
	met := map[climbed]int{} // the place in the list; -1: it is not there
	for _, g := range gifts {
		card := r.cascade.units[g.to.unit].card
		for _, to := range card.reading(g.to.ref) {
			next, time := climbed{g.to.unit, to}, g.time.days(u.card.almanac)
			if at, known := met[next]; known {
				if at >= 0 && !slices.Contains(list[at].times, time) {
					list[at].times = append(list[at].times, time)
				}
				continue
			}
			met[next] = -1
			if !slices.ContainsFunc(card.inputsOf(to), func(ref bsc.Ref) bool { return !fed[member{g.to.unit, ref}] }) {
				met[next] = len(list)
				list = append(list, rise{next, []almanac.Span{time}})
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

// counts reports whether what an org unit contributed earlier is in a value of the receiver. Of one that is gone, a sight
// has to say.
func (r *Result) counts(u *unit, g gift) bool {
	result := r.results[g.to.unit]
	if result == nil {
		return true
	}
	for _, at := range r.cascade.units[g.to.unit].card.reading(g.to.ref) {
		if slices.ContainsFunc(result.Addends(r.refOf(climbed{g.to.unit, at})), func(a bsc.Addend) bool {
			return a.OrgUnit == u.id && a.Ref == g.from && a.To == g.to.ref && a.Value.Valid
		}) {
			return true
		}
	}
	return false
}
