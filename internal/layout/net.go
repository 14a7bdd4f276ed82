package layout

import (
	"cmp"
	"slices"
)

// net is a graph whose edges all run between neighbouring rows: a long edge has a bend in each row that it
// passes. Points are the nodes, followed by the bends.
type net struct {
	nodes    int
	row      []int    // of each point
	start    []int    // where each row begins in an order; one more entry ends the last row
	up, down [][]link // of each point
	chains   [][]int  // the bends of each edge, from its lower end to its upper one
}

// link is a stretch of an edge seen from one of its ends.
type link struct {
	to     int
	weight int64
}

// split builds the net of a checked graph. It sorts the edges by their ends, so that their order and
// direction do not change the picture.
func split(g Graph) *net {
	n := &net{nodes: len(g.Nodes), chains: make([][]int, len(g.Edges))}
	for _, node := range g.Nodes {
		n.row = append(n.row, node.Row)
	}
	n.up, n.down = make([][]link, n.nodes), make([][]link, n.nodes)
	for _, e := range byEnds(g) {
		low, high := ends(g, g.Edges[e])
		weight := int64(max(g.Edges[e].Weight, 1))
		last := low
		for row := g.Nodes[low].Row + 1; row < g.Nodes[high].Row; row++ {
			bend := len(n.row)
			n.row = append(n.row, row)
			n.up, n.down = append(n.up, nil), append(n.down, nil)
			n.chains[e] = append(n.chains[e], bend)
			n.join(last, bend, weight)
			last = bend
		}
		n.join(last, high, weight)
	}
	rows := 0
	for _, r := range n.row {
		rows = max(rows, r+1)
	}
	n.start = make([]int, rows+1)
	for _, r := range n.row {
		n.start[r+1]++
	}
	for r := range rows {
		n.start[r+1] += n.start[r]
	}
	return n
}

// ends returns the lower and the upper end of an edge.
func ends(g Graph, e Edge) (low, high int) {
	if g.Nodes[e.From].Row < g.Nodes[e.To].Row {
		return e.From, e.To
	}
	return e.To, e.From
}

// byEnds returns the edge numbers sorted by lower end, upper end and weight.
func byEnds(g Graph) []int {
	sorted := make([]int, len(g.Edges))
	for i := range sorted {
		sorted[i] = i
	}
	slices.SortStableFunc(sorted, func(a, b int) int {
		alow, ahigh := ends(g, g.Edges[a])
		blow, bhigh := ends(g, g.Edges[b])
		return cmp.Or(alow-blow, ahigh-bhigh, g.Edges[a].Weight-g.Edges[b].Weight)
	})
	return sorted
}

func (n *net) join(low, high int, weight int64) {
	n.up[low] = append(n.up[low], link{high, weight})
	n.down[high] = append(n.down[high], link{low, weight})
}

func (n *net) rows() int { return len(n.start) - 1 }

// length is the number of points in a row.
func (n *net) length(row int) int { return n.start[row+1] - n.start[row] }

// slice returns a row's part of an order, or of anything laid out like one.
func (n *net) slice(order []int, row int) []int { return order[n.start[row]:n.start[row+1]] }

// natural returns the order in which the nodes were given. Each bend is near where the straight line between
// the ends of its edge passes.
func (n *net) natural() []int {
	order := make([]int, len(n.row))
	next := slices.Clone(n.start)
	count := make([]int64, n.rows()) // nodes in the row
	for v, r := range n.row {
		order[next[r]] = v
		next[r]++
		if v < n.nodes {
			count[r]++
		}
	}
	at := make([]int64, len(n.row)) // the place within the row, as a fraction of 1<<30
	seen := make([]int64, n.rows())
	for v := range n.nodes {
		r := n.row[v]
		at[v] = (2*seen[r] + 1) << 29 / count[r]
		seen[r]++
	}
	for _, chain := range n.chains {
		if len(chain) == 0 {
			continue
		}
		low, high := at[n.down[chain[0]][0].to], at[n.up[chain[len(chain)-1]][0].to]
		for i, v := range chain {
			at[v] = low + (high-low)*int64(i+1)/int64(len(chain)+1)
		}
	}
	for r := range n.rows() {
		slices.SortStableFunc(n.slice(order, r), func(a, b int) int { return cmp.Compare(at[a], at[b]) })
	}
	return order
}
