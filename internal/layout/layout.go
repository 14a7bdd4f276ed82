// Package layout places the boxes of a layered map. It orders the nodes of each row so that few edges cross,
// and gives an x to every node, and to every edge in each row that it passes. It computes in integers only,
// so a map looks the same on every machine.
package layout

import "fmt"

const (
	// MaxPoints is the most nodes and bends that Place takes, and the most edges.
	MaxPoints = 100_000

	maxWeight = 1000    // of an edge
	maxExtent = 1 << 28 // of all boxes, gaps and lanes side by side
	clearance = 4       // between a box and the lane of an edge beside it
)

// Node is a box in a row; row 0 is the bottom.
type Node struct{ Row, Width int }

// Edge joins two nodes of different rows, in either direction. Weight says how much it matters that the edge
// is short and not crossed. It is at most 1000, and 0 counts as 1.
type Edge struct{ From, To, Weight int }

// Graph is what Place lays out. It keeps the given order of a row's nodes unless another one saves crossings.
type Graph struct {
	Nodes []Node
	Edges []Edge
	Gap   int // least free space between two neighbouring boxes
	Lane  int // width, with free space, of an edge that passes a row between boxes
}

// Placement is where everything is.
type Placement struct {
	X         []int   // the centre of each node
	Bends     [][]int // of each edge: its x in every row strictly between its ends, from From to To
	Order     [][]int // node numbers of each row, left to right
	Crossings int     // of edges between neighbouring rows, not weighted
	Width     int     // all boxes and bends lie within 0..Width
}

// Place orders and places the nodes of g. It returns an error for an edge within a row, for numbers out of
// range, and for a graph with more than MaxPoints nodes and bends, or edges.
func Place(g Graph) (Placement, error) {
	if err := check(g); err != nil {
		return Placement{}, err
	}
	n := split(g)
	s := newSearch(n)
	var best *ruler
	least := int64(0)
	for i, order := range s.run() { // of those with the same crossings, take the one with the shortest edges
		r := newRuler(n, g, order)
		r.settle()
		if l := r.length(); i == 0 || l < least {
			best, least = r, l
		}
	}
	best.straighten()
	s.use(best.order)
	return placement(n, g, best, s.crossings()), nil
}

func check(g Graph) error {
	if len(g.Nodes) > MaxPoints || len(g.Edges) > MaxPoints {
		return fmt.Errorf("layout: %d nodes and %d edges, more than %d", len(g.Nodes), len(g.Edges), MaxPoints)
	}
	if g.Gap < 0 || g.Gap > maxExtent || g.Lane < 0 || g.Lane > maxExtent {
		return fmt.Errorf("layout: gap %d or lane %d out of range", g.Gap, g.Lane)
	}
	points, extent := len(g.Nodes), int64(0)
	for i, n := range g.Nodes {
		if n.Row < 0 || n.Row >= MaxPoints {
			return fmt.Errorf("layout: node %d: row %d out of range", i, n.Row)
		}
		if n.Width < 0 || n.Width > maxExtent {
			return fmt.Errorf("layout: node %d: width %d out of range", i, n.Width)
		}
		extent += int64(n.Width) + int64(g.Gap)
	}
	for i, e := range g.Edges {
		if e.From < 0 || e.From >= len(g.Nodes) || e.To < 0 || e.To >= len(g.Nodes) {
			return fmt.Errorf("layout: edge %d: node out of range", i)
		}
		if e.Weight < 0 || e.Weight > maxWeight {
			return fmt.Errorf("layout: edge %d: weight %d out of range", i, e.Weight)
		}
		rows := g.Nodes[e.To].Row - g.Nodes[e.From].Row
		if rows == 0 {
			return fmt.Errorf("layout: edge %d: both ends in row %d", i, g.Nodes[e.To].Row)
		}
		if points += max(rows, -rows) - 1; points > MaxPoints {
			return fmt.Errorf("layout: more than %d nodes and bends", MaxPoints)
		}
	}
	extent += int64(points-len(g.Nodes)) * int64(g.Lane+2*clearance)
	if extent > maxExtent {
		return fmt.Errorf("layout: boxes and lanes are %d wide in all, more than %d", extent, maxExtent)
	}
	return nil
}

// placement reads the result from r, in whole units from the left edge.
func placement(n *net, g Graph, r *ruler, crossings int) Placement {
	x := make([]int, len(n.row))
	left, right := 0, 0
	for v := range x {
		x[v] = int(r.x[v] >> fraction) // rounding down keeps whole distances
		half := int(r.half[v] >> fraction)
		if v == 0 {
			left, right = x[v]-half, x[v]+half
		}
		left, right = min(left, x[v]-half), max(right, x[v]+half)
	}
	for v := range x {
		x[v] -= left
	}
	p := Placement{
		X:     x[:n.nodes:n.nodes],
		Bends: make([][]int, len(g.Edges)), Order: make([][]int, n.rows()),
		Crossings: crossings, Width: right - left,
	}
	for e, chain := range n.chains {
		p.Bends[e] = make([]int, len(chain))
		for i, v := range chain {
			if g.Nodes[g.Edges[e].From].Row > g.Nodes[g.Edges[e].To].Row {
				i = len(chain) - 1 - i
			}
			p.Bends[e][i] = x[v]
		}
	}
	for row := range p.Order {
		p.Order[row] = []int{}
		for _, v := range n.slice(r.order, row) {
			if v < n.nodes {
				p.Order[row] = append(p.Order[row], v)
			}
		}
	}
	return p
}
