package graph

// A Bond says how hard it is to turn back an edge of a cycle in a sequence: first by Major, then by Minor. A
// Fixed one is never turned back.
type Bond struct {
	Fixed        bool
	Major, Minor int64
}

func (b Bond) less(c Bond) bool { return b.Major < c.Major || b.Major == c.Major && b.Minor < c.Minor }

// Sequence orders all nodes so that every edge runs forward, except some that lie on a cycle. Those are
// chosen so that little bond is lost, the lowest node first if there is a choice. Without cycles it is Order.
// Fixed edges must not form a cycle.
func (g *Graph) Sequence(bond func(edge int) Bond) []int32 {
	s := sequencer{g: g, bond: bond, of: make([]int32, g.Len()), place: make([]int32, g.Len())}
	components := g.components(true)
	for c, nodes := range components {
		for _, v := range nodes {
			s.of[v] = int32(c)
		}
	}
	for _, nodes := range components {
		if len(nodes) > 1 {
			s.arrange(nodes)
		}
	}
	back := make([]bool, len(g.edges))
	incoming := make([]int32, g.Len())
	for i, e := range g.edges {
		back[i] = s.of[e.From] == s.of[e.To] && s.place[e.From] >= s.place[e.To]
		if !back[i] {
			incoming[e.To]++
		}
	}
	return g.order(incoming, back)
}

type sequencer struct {
	g     *Graph
	bond  func(int) Bond
	of    []int32 // the component of each node
	place []int32 // within its component
}

// A candidate is a node of a component that may come next, with the edges that it would turn back.
type candidate struct {
	node  int32
	fixed int32 // fixed edges from nodes not placed yet: the node must wait
	lost  Bond  // the bond of the other edges from nodes not placed yet
	taken bool
}

// arrange orders the nodes of one component. Next is always the node that the edges from nodes not placed yet
// hold back least; of several, the lowest.
func (s *sequencer) arrange(nodes []int32) {
	placed := int32(0)
	at := make(map[int32]*candidate, len(nodes))
	ready := NewHeap(func(a, b candidate) bool { return a.lost.less(b.lost) || a.lost == b.lost && a.node < b.node })
	for _, v := range nodes {
		c := &candidate{node: v}
		for _, e := range s.inside(s.g.In(int(v))) {
			c.hold(s.bond(int(e)), 1)
		}
		at[v] = c
		if c.fixed == 0 {
			ready.Push(*c)
		}
	}
	for !ready.Empty() {
		next := ready.Pop()
		c := at[next.node]
		if c.taken {
			continue // an old entry: the node has moved ahead since
		}
		c.taken = true
		s.place[c.node] = placed
		placed++
		for _, e := range s.inside(s.g.Out(int(c.node))) {
			to := at[int32(s.g.edges[e].To)]
			to.hold(s.bond(int(e)), -1)
			if !to.taken && to.fixed == 0 {
				ready.Push(*to)
			}
		}
	}
}

// inside keeps the edges within a component.
func (s *sequencer) inside(edges []int32) []int32 {
	var kept []int32
	for _, e := range edges {
		if s.of[s.g.edges[e].From] == s.of[s.g.edges[e].To] {
			kept = append(kept, e)
		}
	}
	return kept
}

func (c *candidate) hold(b Bond, sign int64) {
	if b.Fixed {
		c.fixed += int32(sign)
		return
	}
	c.lost.Major += sign * b.Major
	c.lost.Minor += sign * b.Minor
}
