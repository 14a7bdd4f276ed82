package graph

// An Ordered is a graph whose nodes have an order, such as a Sequence. Edges that run back in it close cycles: without
// them there are none. It is immutable. The zero value has no nodes, and no graph to ask.
type Ordered struct {
	*Graph
	Order []int32
	Place []int // of each node in the order
}

// InOrder returns a graph whose nodes are in an order, each once.
func (g *Graph) InOrder(order []int32) Ordered {
	o := Ordered{Graph: g, Order: order, Place: make([]int, len(order))}
	for i, v := range order {
		o.Place[v] = i
	}
	return o
}

// Closes reports whether an edge closes a cycle, as one from a node to itself does.
func (o *Ordered) Closes(edge int32) bool {
	e := o.edges[edge]
	return o.Place[e.From] >= o.Place[e.To]
}
