package graph

import "slices"

// CutPoints returns the nodes that every path of a route comes to, in the order in which they are passed, the ends
// among them; none where there is no path. It needs one path, with at least one edge.
func (r *Route) CutPoints(path []int32) []int32 {
	if len(path) == 0 {
		return nil
	}
	nodes := []int32{int32(r.Graph.Edge(int(path[0])).From)}
	for _, e := range path {
		nodes = append(nodes, int32(r.Graph.Edge(int(e)).To))
	}
	n := r.Graph.Len()
	c := cutter{Route: r, target: r.target(), met: make([]bool, n), on: slices.Repeat([]int{-1}, n), end: len(nodes)}
	for i, v := range nodes {
		c.on[v] = i
	}
	for _, source := range r.Sources {
		if !c.target[source] { // what neither is led to nor leads on, but for cycles, has no path
			c.meet([]int32{source})
		}
	}
	var cuts []int32
	for i, v := range nodes {
		if c.far == i {
			cuts = append(cuts, v)
		}
		c.meet(c.next(v))
	}
	return cuts
}

// A cutter goes along one path and keeps how far any other way has led past it.
type cutter struct {
	*Route
	target []bool
	met    []bool // nodes off the path
	on     []int  // where a node stands on the path; -1: off it
	end    int    // beyond the path: a target was reached off it
	far    int
}

// meet takes note of nodes that are reached from the part of the path behind.
func (c *cutter) meet(nodes []int32) {
	for len(nodes) > 0 {
		v := nodes[len(nodes)-1]
		nodes = nodes[:len(nodes)-1]
		switch {
		case c.on[v] >= 0:
			c.far = max(c.far, c.on[v])
		case c.target[v]:
			c.far = c.end
		case !c.met[v]:
			c.met[v] = true
			nodes = append(nodes, c.next(v)...)
		}
	}
}

// next returns the nodes that edges which count lead to.
func (c *cutter) next(v int32) []int32 {
	var nodes []int32
	for _, e := range c.Graph.Out(int(v)) {
		if !c.skip(e) {
			nodes = append(nodes, int32(c.Graph.Edge(int(e)).To))
		}
	}
	return nodes
}
