// Package graph orders directed graphs, finds their cycles and searches them. Nodes are 0..n-1 and edges have
// numbers. Nothing here recurses over the data, and every result is deterministic.
package graph

import "slices"

// An Edge runs from one node to another.
type Edge struct{ From, To int }

// A Graph is a directed graph. It is immutable. Edges are known by their place in the list the graph was made
// from, and that order decides wherever there is a choice.
type Graph struct {
	edges []Edge
	out   adjacency
	in    adjacency
}

// An adjacency lists, for every node, its edges and the nodes at their other end. Both lists are arrays in
// which node v has the places first[v] up to first[v+1].
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

// Order returns the nodes so that every edge runs forward, the lowest node first if there is a choice. Nodes
// on a cycle, and those behind one, are left out.
func (g *Graph) Order() []int32 {
	incoming := make([]int32, g.Len())
	for v := range incoming {
		incoming[v] = g.in.first[v+1] - g.in.first[v]
	}
	return g.order(incoming, nil)
}

// order is Order without the edges in skip. It counts down how many edges each node waits for.
func (g *Graph) order(incoming []int32, skip []bool) []int32 {
	ready := newNodeSet(g.Len())
	for v, n := range incoming {
		if n == 0 {
			ready.add(int32(v))
		}
	}
	order := make([]int32, 0, g.Len())
	for v, ok := ready.takeLowest(); ok; v, ok = ready.takeLowest() {
		order = append(order, v)
		first := g.out.first[v]
		for i, to := range g.out.next(v) {
			if skip != nil && skip[g.out.edge[int(first)+i]] {
				continue
			}
			if incoming[to]--; incoming[to] == 0 {
				ready.add(to)
			}
		}
	}
	return order
}

// Cycles returns the strongly connected components that contain a cycle: those of
// two or more nodes, and single nodes with an edge to themselves. Nodes within a
// component ascend, and components are sorted by their first node.
func (g *Graph) Cycles() [][]int32 {
	found := g.components(false)
	for _, c := range found {
		slices.Sort(c)
	}
	slices.SortFunc(found, func(a, b []int32) int { return int(a[0] - b[0]) })
	return found
}

// components returns the strongly connected components, each after those it leads to. Single nodes without a
// cycle are included only if all is set.
func (g *Graph) components(all bool) [][]int32 {
	t := tarjan{out: g.out, low: make([]int32, g.Len()), next: 1, all: all}
	for v := range int32(g.Len()) {
		if t.low[v] == 0 {
			t.visit(v)
		}
	}
	return t.found
}

// tarjan is Tarjan's algorithm with an explicit call stack, in the form of Pearce ("A space-efficient
// algorithm for finding strongly connected components", 2016): one number per node says both when it was met
// and which component it is in.
type tarjan struct {
	out   adjacency
	low   []int32 // 0: not met; done: in a finished component
	next  int32
	open  []int32 // nodes met whose component is not finished
	calls []call
	all   bool
	found [][]int32
}

// A call is a visit to a node that waits for one further on.
type call struct{ node, edge, met int32 }

const done = 1<<31 - 1

func (t *tarjan) visit(root int32) {
	c := t.enter(root)
	for {
		low, end := t.low[c.node], t.out.first[c.node+1]
		deeper := int32(-1)
		for ; c.edge < end; c.edge++ {
			to := t.out.node[c.edge]
			if l := t.low[to]; l == 0 {
				deeper = to
				break
			} else if l < low {
				low = l
			}
		}
		t.low[c.node] = low
		if deeper >= 0 { // the edge is looked at again afterwards, for what was found below it
			t.calls = append(t.calls, c)
			c = t.enter(deeper)
			continue
		}
		if low == c.met {
			t.finish(c.node)
		}
		if len(t.calls) == 0 {
			return
		}
		c = t.calls[len(t.calls)-1]
		t.calls = t.calls[:len(t.calls)-1]
	}
}

func (t *tarjan) enter(v int32) call {
	met := t.next
	t.next++
	t.low[v] = met
	t.open = append(t.open, v)
	return call{v, t.out.first[v], met}
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
	if t.all || len(t.open)-start > 1 || slices.Contains(t.out.next(v), v) {
		t.found = append(t.found, slices.Clone(t.open[start:]))
	}
	t.open = t.open[:start]
}

// ShortestCycle returns a shortest cycle inside a component from Cycles, beginning with its lowest node; of
// several of the same length, the first in node order. If the component is too large for a full search, it is
// the shortest of those found.
func (g *Graph) ShortestCycle(component []int32) []int32 {
	s := cycleSearch{g: g, nodes: component, from: make([]int32, len(component)), depth: make([]int32, len(component))}
	s.budget = 500_000
	for i := range component {
		if c := s.through(int32(i)); c != nil {
			s.best = c
		}
		if len(s.best) == 1 || s.budget < 0 {
			break
		}
	}
	low := slices.Index(s.best, slices.Min(s.best))
	return append(slices.Clone(s.best[low:]), s.best[:low]...)
}

// A cycleSearch looks through one component. It numbers the component's nodes from 0, so it needs no more
// memory than the component.
type cycleSearch struct {
	g      *Graph
	nodes  []int32 // ascending
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
		for _, node := range s.g.out.next(s.nodes[v]) {
			to, inside := slices.BinarySearch(s.nodes, node)
			if int32(to) == start && inside {
				return s.walkBack(start, v)
			}
			if inside && s.depth[to] == 0 {
				s.depth[to], s.from[to] = s.depth[v]+1, v
				s.queue = append(s.queue, int32(to))
			}
		}
	}
	return nil
}

func (s *cycleSearch) walkBack(start, v int32) []int32 {
	cycle := []int32{s.nodes[v]}
	for v != start {
		v = s.from[v]
		cycle = append(cycle, s.nodes[v])
	}
	slices.Reverse(cycle)
	return cycle
}
