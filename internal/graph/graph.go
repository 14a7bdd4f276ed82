// Package graph orders directed graphs, finds their cycles and searches them. Nodes are
// 0..n-1 and edges have numbers; nothing here recurses over the data, and what it finds
// does not depend on chance.
package graph

import "slices"

// An Edge runs from one node to another.
type Edge struct{ From, To int }

// A Graph is a directed graph. It is immutable. Edges are known by their place in the list
// it was made from, and stand in that order wherever there is a choice.
type Graph struct {
	edges []Edge
	out   adjacency
	in    adjacency
}

// An adjacency lists, for every node, its edges and the nodes at their other end, all in
// two arrays: those of node v stand at first[v] up to first[v+1].
type adjacency struct {
	first []int32
	edge  []int32
	node  []int32
}

// New returns the graph of n nodes with the given edges, which it keeps.
func New(n int, edges []Edge) *Graph {
	g := &Graph{edges: edges}
	g.out = newAdjacency(n, edges, func(e Edge) (int, int) { return e.From, e.To })
	g.in = newAdjacency(n, edges, func(e Edge) (int, int) { return e.To, e.From })
	return g
}

func newAdjacency(n int, edges []Edge, ends func(Edge) (at, other int)) adjacency {
	a := adjacency{make([]int32, n+1), make([]int32, len(edges)), make([]int32, len(edges))}
	for _, e := range edges {
		at, _ := ends(e)
		a.first[at+1]++
	}
	for v := range n {
		a.first[v+1] += a.first[v]
	}
	next := slices.Clone(a.first)
	for i, e := range edges {
		at, other := ends(e)
		a.edge[next[at]], a.node[next[at]] = int32(i), int32(other)
		next[at]++
	}
	return a
}

// Len returns the number of nodes.
func (g *Graph) Len() int { return len(g.out.first) - 1 }

// Edge returns the ends of an edge.
func (g *Graph) Edge(e int) Edge { return g.edges[e] }

// Out returns the edges that start at a node. The caller must not change them.
func (g *Graph) Out(v int) []int32 { return g.out.edge[g.out.first[v]:g.out.first[v+1]] }

// In returns the edges that end at a node. The caller must not change them.
func (g *Graph) In(v int) []int32 { return g.in.edge[g.in.first[v]:g.in.first[v+1]] }

// next returns the nodes that the edges of v lead to.
func (a *adjacency) next(v int32) []int32 { return a.node[a.first[v]:a.first[v+1]] }

// Order returns the nodes so that every edge runs forward, lowest node first where there
// is a choice. Nodes on a cycle, and those behind one, are left out.
func (g *Graph) Order() []int32 {
	incoming := make([]int32, g.Len())
	for v := range incoming {
		incoming[v] = g.in.first[v+1] - g.in.first[v]
	}
	return g.order(incoming, nil)
}

// order is Order without some edges. It counts down how many edges each node waits for.
func (g *Graph) order(incoming []int32, skip []bool) []int32 {
	ready := NewHeap(func(a, b int32) bool { return a < b })
	for v, n := range incoming {
		if n == 0 {
			ready.Push(int32(v))
		}
	}
	order := make([]int32, 0, g.Len())
	for !ready.Empty() {
		v := ready.Pop()
		order = append(order, v)
		for i := g.out.first[v]; i < g.out.first[v+1]; i++ {
			if skip != nil && skip[g.out.edge[i]] {
				continue
			}
			to := g.out.node[i]
			if incoming[to]--; incoming[to] == 0 {
				ready.Push(to)
			}
		}
	}
	return order
}

// Cycles returns the strongly connected components that contain a cycle: those of
// two or more nodes, and single nodes with an edge to themselves. Nodes within a
// component ascend, and components are sorted by their first node.
func (g *Graph) Cycles() [][]int32 {
	var found [][]int32
	for _, c := range g.components() {
		if len(c) > 1 || slices.Contains(g.out.next(c[0]), c[0]) {
			slices.Sort(c)
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b []int32) int { return int(a[0] - b[0]) })
	return found
}

// components returns the strongly connected components, each after those it leads to.
func (g *Graph) components() [][]int32 {
	t := tarjan{out: g.out, low: make([]int32, g.Len()), next: 1}
	for v := range int32(g.Len()) {
		if t.low[v] == 0 {
			t.visit(v)
		}
	}
	return t.found
}

// tarjan is Tarjan's algorithm with its call stack made explicit, in the form of Pearce
// ("A space-efficient algorithm for finding strongly connected components", 2016): one
// number a node says both when it was met and which component it is in.
type tarjan struct {
	out   adjacency
	low   []int32 // 0: not met; done: in a finished component
	next  int32
	open  []int32 // nodes met whose component is not finished
	calls []call
	nodes []int32 // of all components, one after the other
	found [][]int32
}

type call struct{ node, edge, met int32 }

const done = 1<<31 - 1

func (t *tarjan) visit(root int32) {
	t.enter(root)
	for len(t.calls) > 0 {
		c := &t.calls[len(t.calls)-1]
		if c.edge < t.out.first[c.node+1] {
			to := t.out.node[c.edge]
			c.edge++
			switch low := t.low[to]; {
			case low == 0:
				t.enter(to)
			case low < t.low[c.node]:
				t.low[c.node] = low
			}
			continue
		}
		v, met := c.node, c.met
		t.calls = t.calls[:len(t.calls)-1]
		if t.low[v] == met {
			t.finish(v)
		} else if parent := t.calls[len(t.calls)-1].node; t.low[v] < t.low[parent] {
			t.low[parent] = t.low[v]
		}
	}
}

func (t *tarjan) enter(v int32) {
	t.low[v] = t.next
	t.calls = append(t.calls, call{v, t.out.first[v], t.next})
	t.open = append(t.open, v)
	t.next++
}

// finish takes the component whose first node is v from the open nodes.
func (t *tarjan) finish(v int32) {
	start := len(t.open) - 1
	for t.open[start] != v {
		start--
	}
	for _, w := range t.open[start:] {
		t.low[w] = done
	}
	if t.nodes == nil {
		t.nodes = make([]int32, 0, len(t.low)) // never grows: components are slices of it
	}
	from := len(t.nodes)
	t.nodes = append(t.nodes, t.open[start:]...)
	t.found = append(t.found, t.nodes[from:len(t.nodes):len(t.nodes)])
	t.open = t.open[:start]
}

// ShortestCycle returns a shortest cycle inside a component from Cycles, beginning
// with its lowest node; of several of the same length, the first in node order. In a
// component too large for a full search it is the shortest of those found by then.
func (g *Graph) ShortestCycle(component []int32) []int32 {
	s := cycleSearch{g: g, inside: make([]bool, g.Len()), from: make([]int32, g.Len()), depth: make([]int32, g.Len())}
	for _, v := range component {
		s.inside[v] = true
	}
	s.budget = 500_000
	for _, v := range component {
		if c := s.through(v); c != nil {
			s.best = c
		}
		if len(s.best) == 1 || s.budget < 0 {
			break
		}
	}
	low := slices.Index(s.best, slices.Min(s.best))
	return append(slices.Clone(s.best[low:]), s.best[:low]...)
}

type cycleSearch struct {
	g      *Graph
	inside []bool
	from   []int32
	depth  []int32 // 0: not met
	queue  []int32
	best   []int32
	budget int // nodes looked at, in all
}

// through returns a shortest cycle through start that is shorter than the best so far, or nil.
func (s *cycleSearch) through(start int32) []int32 {
	for _, v := range s.queue {
		s.depth[v] = 0
	}
	s.queue = append(s.queue[:0], start)
	s.depth[start] = 1
	for head := 0; head < len(s.queue); head++ {
		v := s.queue[head]
		s.budget--
		if s.best != nil && int(s.depth[v]) >= len(s.best) {
			return nil
		}
		for _, to := range s.g.out.next(v) {
			if to == start {
				return s.walkBack(start, v)
			}
			if s.inside[to] && s.depth[to] == 0 {
				s.depth[to], s.from[to] = s.depth[v]+1, v
				s.queue = append(s.queue, to)
			}
		}
	}
	return nil
}

func (s *cycleSearch) walkBack(start, v int32) []int32 {
	cycle := []int32{v}
	for v != start {
		v = s.from[v]
		cycle = append(cycle, v)
	}
	slices.Reverse(cycle)
	return cycle
}
