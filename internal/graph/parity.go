package graph

import "slices"

// Two values for the ways to a node: of those with an even number of odd edges, and of those with an odd number.
const (
	Even = iota
	Odd
)

// SoonestByParity returns the least delay to every node along ways without an edge that closes a cycle, of those with
// an even and of those with an odd number of odd edges; -1 where there is none. No way at all is an even one.
func (o *Ordered) SoonestByParity(from int, odd func(edge int32) bool, delay func(edge int32) int) (least [2][]int) {
	least = [2][]int{slices.Repeat([]int{-1}, o.Len()), slices.Repeat([]int{-1}, o.Len())}
	least[Even][from] = 0
	for _, v := range o.Order[o.Place[from]:] {
		for _, e := range o.Out(int(v)) {
			if o.Closes(e) {
				continue
			}
			to := o.Edge(int(e)).To
			for parity := range least {
				before, after := least[parity][v], &least[parity][to]
				if odd(e) {
					after = &least[1-parity][to]
				}
				if before >= 0 && (*after < 0 || before+delay(e) < *after) {
					*after = before + delay(e)
				}
			}
		}
	}
	return least
}

// ReachByParity reports where ways of any edges lead with an even and with an odd number of odd ones, by searching a
// graph in which each node stands twice. The node itself is among them only if a cycle leads back to it.
func (g *Graph) ReachByParity(from int, odd func(edge int32) bool) (met [2][]bool) {
	type end struct{ node, parity int }
	met = [2][]bool{make([]bool, g.Len()), make([]bool, g.Len())}
	queue := []end{{from, Even}}
	for head := 0; head < len(queue); head++ {
		at := queue[head]
		for _, e := range g.Out(at.node) {
			next := end{g.Edge(int(e)).To, at.parity}
			if odd(e) {
				next.parity = 1 - at.parity
			}
			if !met[next.parity][next.node] {
				met[next.parity][next.node] = true
				queue = append(queue, next)
			}
		}
	}
	return met
}
