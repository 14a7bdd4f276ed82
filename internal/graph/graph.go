// Package graph orders small directed graphs and finds their cycles. Nodes are
// 0..n-1 and edges are adjacency lists; nothing here recurses over the data.
package graph

import "slices"

// Components returns the strongly connected components that contain a cycle: those of
// two or more nodes, and single nodes with an edge to themselves. Nodes within a
// component ascend, and components are sorted by their first node.
func Components(adj [][]int) [][]int {
	t := tarjan{adj: adj, index: make([]int, len(adj)), low: make([]int, len(adj)), next: 1}
	t.on = make([]bool, len(adj))
	for v := range adj {
		if t.index[v] == 0 {
			t.visit(v)
		}
	}
	slices.SortFunc(t.found, func(a, b []int) int { return a[0] - b[0] })
	return t.found
}

// tarjan is Tarjan's algorithm with its call stack made explicit.
type tarjan struct {
	adj        [][]int
	index, low []int // index 0: not visited yet
	on         []bool
	stack      []int
	next       int
	found      [][]int
}

type frame struct{ node, edge int }

func (t *tarjan) visit(root int) {
	calls := []frame{{node: root}}
	t.open(root)
	for len(calls) > 0 {
		f := &calls[len(calls)-1]
		if f.edge < len(t.adj[f.node]) {
			to := t.adj[f.node][f.edge]
			f.edge++
			switch {
			case t.index[to] == 0:
				t.open(to)
				calls = append(calls, frame{node: to})
			case t.on[to]:
				t.low[f.node] = min(t.low[f.node], t.index[to])
			}
			continue
		}
		done := f.node
		calls = calls[:len(calls)-1]
		if len(calls) > 0 {
			parent := calls[len(calls)-1].node
			t.low[parent] = min(t.low[parent], t.low[done])
		}
		if t.low[done] == t.index[done] {
			t.close(done)
		}
	}
}

func (t *tarjan) open(v int) {
	t.index[v], t.low[v] = t.next, t.next
	t.next++
	t.stack = append(t.stack, v)
	t.on[v] = true
}

// close pops the component whose root is v.
func (t *tarjan) close(v int) {
	start := len(t.stack) - 1
	for t.stack[start] != v {
		start--
	}
	component := slices.Clone(t.stack[start:])
	t.stack = t.stack[:start]
	for _, w := range component {
		t.on[w] = false
	}
	if len(component) > 1 || slices.Contains(t.adj[v], v) {
		slices.Sort(component)
		t.found = append(t.found, component)
	}
}

// ShortestCycle returns a shortest cycle inside a component from Components, beginning
// with its lowest node; of several of the same length, the first in node order. In a
// component too large for a full search it is the shortest of those found by then.
func ShortestCycle(adj [][]int, component []int) []int {
	inside := make(map[int]bool, len(component))
	for _, v := range component {
		inside[v] = true
	}
	var best []int
	budget := 500_000 // nodes looked at, in all
	for _, v := range component {
		if c := cycleThrough(adj, inside, v, len(best), &budget); c != nil {
			best = c
		}
		if len(best) == 1 || budget < 0 {
			break
		}
	}
	low := slices.Index(best, slices.Min(best))
	return append(slices.Clone(best[low:]), best[:low]...)
}

// cycleThrough returns a shortest cycle through start that is shorter than limit (0: any), or nil.
func cycleThrough(adj [][]int, inside map[int]bool, start, limit int, budget *int) []int {
	from := map[int]int{}
	depth := map[int]int{start: 1}
	queue := []int{start}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		*budget--
		if limit > 0 && depth[v] >= limit {
			return nil
		}
		for _, to := range adj[v] {
			if to == start {
				return walkBack(from, start, v)
			}
			if _, seen := depth[to]; !seen && inside[to] {
				depth[to], from[to] = depth[v]+1, v
				queue = append(queue, to)
			}
		}
	}
	return nil
}

func walkBack(from map[int]int, start, v int) []int {
	cycle := []int{v}
	for v != start {
		v = from[v]
		cycle = append(cycle, v)
	}
	slices.Reverse(cycle)
	return cycle
}

// Order returns the nodes so that every edge runs forward, lowest node first where there
// is a choice. Nodes on a cycle, and those behind one, are left out.
func Order(adj [][]int) []int {
	incoming := make([]int, len(adj))
	for _, tos := range adj {
		for _, to := range tos {
			incoming[to]++
		}
	}
	var ready heap
	for v, n := range incoming {
		if n == 0 {
			ready.push(v)
		}
	}
	order := make([]int, 0, len(adj))
	for len(ready) > 0 {
		v := ready.pop()
		order = append(order, v)
		for _, to := range adj[v] {
			if incoming[to]--; incoming[to] == 0 {
				ready.push(to)
			}
		}
	}
	return order
}

// heap is a binary min-heap of nodes.
type heap []int

func (h *heap) push(v int) {
	s := append(*h, v)
	for i := len(s) - 1; i > 0 && s[i] < s[(i-1)/2]; i = (i - 1) / 2 {
		s[i], s[(i-1)/2] = s[(i-1)/2], s[i]
	}
	*h = s
}

func (h *heap) pop() int {
	s := *h
	top, last := s[0], len(s)-1
	s[0] = s[last]
	s = s[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= last {
			break
		}
		if child+1 < last && s[child+1] < s[child] {
			child++
		}
		if s[i] <= s[child] {
			break
		}
		s[i], s[child] = s[child], s[i]
		i = child
	}
	*h = s
	return top
}
