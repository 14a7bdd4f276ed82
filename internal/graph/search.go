package graph

import "slices"

// Reach returns the nodes that edges lead to from a node, each once, in no particular order. back follows the
// edges against their direction. The node itself is among them only if a cycle leads back to it.
func (g *Graph) Reach(from int, back bool) []int32 {
	next := &g.out
	if back {
		next = &g.in
	}
	met := make([]bool, g.Len())
	var reached []int32
	for v, head := int32(from), 0; ; head++ {
		for _, to := range next.next(v) {
			if !met[to] {
				met[to] = true
				reached = append(reached, to)
			}
		}
		if head == len(reached) {
			return reached
		}
		v = reached[head]
	}
}

// Leading returns which nodes are targets or lead to one by edges that skip does not exclude. A nil skip
// excludes none.
func (g *Graph) Leading(targets []int32, skip func(edge int32) bool) []bool {
	leads := make([]bool, g.Len())
	for _, v := range targets {
		leads[v] = true
	}
	queue := slices.Clone(targets)
	for head := 0; head < len(queue); head++ {
		for _, e := range g.In(int(queue[head])) {
			if from := g.edges[e].From; !leads[from] && (skip == nil || !skip(e)) {
				leads[from] = true
				queue = append(queue, int32(from))
			}
		}
	}
	return leads
}

// A Way is the best way to a node from the sources of a search.
type Way[L any] struct {
	Label L
	Edge  int32 // the last edge of the way; -1: it starts here; -2: there is none
}

// A Search says what to look for. Label is the label of a way without edges. Extend returns the label of a
// way extended by one edge; by Less, it must not come before that of the way itself.
type Search[L any] struct {
	Label  L
	Extend func(way L, edge int32) L
	Less   func(a, b L) bool
	Skip   func(edge int32) bool // edges not to be used; nil: none
}

// From finds the best way from any of the sources to every node (Dijkstra's algorithm). Of equally good ways
// it takes the one found first, which depends only on the graph.
func (s Search[L]) From(g *Graph, sources []int32) []Way[L] {
	ways := make([]Way[L], g.Len())
	for v := range ways {
		ways[v].Edge = -2
	}
	type end struct {
		label L
		node  int32
	}
	open := NewHeap(func(a, b end) bool {
		return s.Less(a.label, b.label) || !s.Less(b.label, a.label) && a.node < b.node
	})
	for _, v := range sources {
		ways[v] = Way[L]{s.Label, -1}
		open.Push(end{s.Label, v})
	}
	closed := make([]bool, g.Len())
	for !open.Empty() {
		at := open.Pop()
		if closed[at.node] {
			continue
		}
		closed[at.node] = true
		for _, e := range g.Out(int(at.node)) {
			to := int32(g.edges[e].To)
			if closed[to] || s.Skip != nil && s.Skip(e) {
				continue
			}
			label := s.Extend(at.label, e)
			if ways[to].Edge == -2 || s.Less(label, ways[to].Label) {
				ways[to] = Way[L]{label, e}
				open.Push(end{label, to})
			}
		}
	}
	return ways
}

// Deeper returns the first node, in Order, that more than so many others lead to in a row; false where there is none.
// Cycles count for nothing.
func (g *Graph) Deeper(most int) (node int, is bool) {
	depth := make([]int, g.Len())
	for _, v := range g.Order() {
		for _, e := range g.Out(int(v)) {
			to := g.Edge(int(e)).To
			if depth[to] = max(depth[to], depth[v]+1); depth[to] > most {
				return to, true
			}
		}
	}
	return 0, false
}
