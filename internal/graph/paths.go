package graph

import (
	"iter"
	"slices"
)

// A Route asks for the paths from some nodes to others. A path has at least one edge and comes to no node twice. The
// nodes must be in the graph; where there are no sources or no targets there is no path.
type Route struct {
	Graph   *Ordered
	Sources []int32
	Targets []int32
	Open    bool // edges that close a cycle do not count
}

func (r *Route) skip(edge int32) bool { return r.Open && r.Graph.Closes(edge) }

// none reports whether there is nothing to look for.
func (r *Route) none() bool { return len(r.Sources) == 0 || len(r.Targets) == 0 }

// target returns which nodes are targets.
func (r *Route) target() []bool {
	target := make([]bool, r.Graph.Len())
	for _, v := range r.Targets {
		target[v] = true
	}
	return target
}

// alive returns from which nodes a target can still be reached without any of those blocked.
func (r *Route) alive(blocked []bool) []bool {
	return r.Graph.Leading(r.Targets, func(e int32) bool {
		return r.skip(e) || blocked != nil && blocked[r.Graph.Edge(int(e)).From]
	})
}

// looped reports whether edges that close a cycle may lie between the ends.
func (r *Route) looped(alive []bool) bool {
	if r.Open {
		return false
	}
	for _, source := range r.Sources {
		for _, v := range r.Graph.Reach(int(source), false) {
			if alive[v] && slices.ContainsFunc(r.Graph.In(int(v)), r.Graph.Closes) {
				return true
			}
		}
	}
	return false
}

// Paths yields the edges of every path, as paths are found in the order of edges. They hold until the next path is
// asked for.
func (r *Route) Paths() iter.Seq[[]int32] {
	return func(yield func([]int32) bool) {
		if r.none() {
			return
		}
		target, alive := r.target(), r.alive(nil)
		looped := r.looped(alive)
		for _, source := range r.Sources {
			w := walk{Route: r, target: target, alive: alive, looped: looped, on: make([]bool, r.Graph.Len())}
			if !w.from(source, yield) {
				return
			}
		}
	}
}

// A walk goes along all paths of a route, and never into a dead end.
type walk struct {
	*Route
	target []bool
	alive  []bool // nodes from which a target can be reached
	looped bool
	on     []bool // nodes of the path so far
	edges  []int32
}

// from walks all paths that start at a node; it is false where it was stopped.
func (w *walk) from(source int32, yield func([]int32) bool) bool {
	if w.target[source] {
		return true
	}
	ahead := [][]int32{w.steps(source)} // for each node of the path, the edges to be taken yet
	for len(ahead) > 0 {
		last := len(ahead) - 1
		if len(ahead[last]) == 0 {
			ahead = ahead[:last]
			w.stepBack(source)
			continue
		}
		edge := ahead[last][0]
		ahead[last] = ahead[last][1:]
		to := int32(w.Graph.Edge(int(edge)).To)
		if w.target[to] {
			if !yield(append(w.edges, edge)) {
				return false
			}
			continue
		}
		w.edges = append(w.edges, edge)
		ahead = append(ahead, w.steps(to))
	}
	return true
}

// steps takes a node onto the path and returns the edges from it that lead to a target.
func (w *walk) steps(v int32) []int32 {
	w.on[v] = true
	edges := w.leading(v, w.alive)
	if w.looped && len(edges) > 1 { // a single one leads there, as the node before was left only for that
		edges = w.leading(v, w.Route.alive(w.on))
	}
	return edges
}

func (w *walk) leading(v int32, alive []bool) []int32 {
	var edges []int32
	for _, e := range w.Graph.Out(int(v)) {
		to := w.Graph.Edge(int(e)).To
		if alive[to] && !w.on[to] && !w.skip(e) {
			edges = append(edges, e)
		}
	}
	return edges
}

// stepBack takes the last node off the path.
func (w *walk) stepBack(source int32) {
	if len(w.edges) == 0 {
		w.on[source] = false
		return
	}
	last := len(w.edges) - 1
	w.on[w.Graph.Edge(int(w.edges[last])).To] = false
	w.edges = w.edges[:last]
}

// Best returns the edges of the best path of a search, whose Skip is that of the route; nil where there is no path.
func Best[L any](r *Route, s Search[L]) []int32 {
	if r.none() {
		return nil
	}
	s.Skip = r.skip
	ways := s.From(r.Graph.Graph, r.Sources)
	end := int32(-1)
	for _, v := range r.Targets {
		if ways[v].Edge >= 0 && (end < 0 || s.Less(ways[v].Label, ways[end].Label)) {
			end = v
		}
	}
	if end < 0 {
		return nil
	}
	return r.Graph.back(end, func(v int32) int32 { return ways[v].Edge })
}

// Longest returns the edges of the path with the most of them, of those without an edge that closes a cycle; nil where
// there is none.
func (r *Route) Longest() []int32 {
	if r.none() {
		return nil
	}
	into := slices.Repeat([]int32{-2}, r.Graph.Len()) // the last edge of the longest path to a node; -1: a source
	edges := make([]int, r.Graph.Len())
	for _, v := range r.Sources {
		into[v] = -1
	}
	target, end := r.target(), int32(-1)
	for _, v := range r.Graph.Order {
		if into[v] == -2 {
			continue
		}
		if target[v] && edges[v] > 0 && (end < 0 || edges[v] > edges[end]) {
			end = v
		}
		for _, e := range r.Graph.Out(int(v)) {
			to := r.Graph.Edge(int(e)).To
			if !r.Graph.Closes(e) && into[to] != -1 && edges[v]+1 > edges[to] {
				edges[to], into[to] = edges[v]+1, e
			}
		}
	}
	if end < 0 {
		return nil
	}
	return r.Graph.back(end, func(v int32) int32 { return into[v] })
}

// back returns the edges of the path to a node by the last edge to each; a negative one is its start.
func (g *Graph) back(end int32, last func(v int32) int32) []int32 {
	var edges []int32
	for v := end; last(v) >= 0; v = int32(g.edges[last(v)].From) {
		edges = append(edges, last(v))
	}
	slices.Reverse(edges)
	return edges
}
