package render

import (
	"iter"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/layout"
)

// A scene is a strategy map in rows. All drawings of a map start from it.
type scene struct {
	*subject
	layers []layer
	nodes  []mark
	links  []arrow
	rows   int
}

// A layer is a perspective: one row, or several if its own nodes drive one another.
type layer struct {
	ref        bsc.Ref
	name       string
	low, rows  int // its rows are low, low+1, …
	first, end int // its nodes
}

// A mark is a node of the map.
type mark struct {
	ref  bsc.Ref
	name string
	row  int
}

// An arrow is a link between two nodes.
type arrow struct {
	bsc.Link
	from, to int
	closes   bool // a loop through time
}

// scene arranges the map of a view.
func (v View) scene() (*scene, error) {
	s, err := v.subject()
	if err != nil {
		return nil, err
	}
	c := &scene{subject: s}
	at := map[bsc.Ref]int{}
	m := s.card.Map()
	for _, l := range m.Layers() {
		next := layer{ref: l.Perspective, name: s.name(l.Perspective), low: c.rows, rows: 1, first: len(c.nodes)}
		for _, ref := range l.Nodes {
			at[ref] = len(c.nodes)
			c.nodes = append(c.nodes, mark{ref: ref, name: s.name(ref), row: c.rows})
		}
		next.end = len(c.nodes)
		c.layers = append(c.layers, next)
		c.rows++
	}
	if len(c.nodes) > MaxNodes {
		return nil, tooMany("too_many_nodes_to_draw", len(c.nodes))
	}
	closing := map[bsc.Link]bool{}
	for _, loop := range m.Loops() {
		for _, l := range loop.Closing {
			closing[l] = true
		}
	}
	for _, l := range m.Links() {
		c.links = append(c.links, arrow{l, at[l.From], at[l.To], closing[l]})
	}
	c.raise()
	return c, nil
}

// raise gives a perspective a row for each step if its own nodes drive one another.
func (c *scene) raise() {
	within := make([][]layout.RankEdge, len(c.layers))
	of := c.layerOf()
	for _, l := range c.links {
		if at := of[l.from]; at == of[l.to] {
			first := c.layers[at].first
			e := layout.RankEdge{From: l.from - first, To: l.to - first, MinLen: 1}
			if l.closes {
				e.From, e.To = e.To, e.From
			}
			within[at] = append(within[at], e)
		}
	}
	c.rows = 0
	for i := range c.layers {
		l := &c.layers[i]
		l.low = c.rows
		for j, rank := range layout.Ranks(l.end-l.first, within[i]) {
			c.nodes[l.first+j].row = c.rows + rank
			l.rows = max(l.rows, rank+1)
		}
		c.rows += l.rows
	}
}

// layerOf returns the layer of each node.
func (c *scene) layerOf() []int {
	of := make([]int, len(c.nodes))
	for i, l := range c.layers {
		for v := l.first; v < l.end; v++ {
			of[v] = i
		}
	}
	return of
}

// refs yields the perspectives and nodes of the map.
func (c *scene) refs() iter.Seq[bsc.Ref] {
	return func(yield func(bsc.Ref) bool) {
		for _, l := range c.layers {
			if !yield(l.ref) {
				return
			}
		}
		for _, n := range c.nodes {
			if !yield(n.ref) {
				return
			}
		}
	}
}

// row lists the nodes of a row, in definition order.
func (c *scene) row(row int) []int {
	var nodes []int
	for v := range c.nodes {
		if c.nodes[v].row == row {
			nodes = append(nodes, v)
		}
	}
	return nodes
}

// upward reports whether a link leads to a higher row.
func (c *scene) upward(l arrow) bool { return c.nodes[l.to].row > c.nodes[l.from].row }

// thickness returns the width of a link in tenths of a unit: from 10 for a strength near 0 to 34 for 1.
func (l arrow) thickness() int {
	strength, err := l.Strength.Decimal()
	if err != nil {
		return 10
	}
	return 10 + int(strength.Shift(2).IntPart())*24/100
}

// width returns the thickness in units, as the formats write it.
func (l arrow) width() string {
	t := l.thickness()
	return itoa(t/10) + "." + itoa(t%10)
}
