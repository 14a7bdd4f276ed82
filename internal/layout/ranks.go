package layout

import "github.com/go-bsc/bsc/internal/graph"

// RankEdge asks that To is at least MinLen ranks above From.
type RankEdge struct{ From, To, MinLen int }

// Ranks returns the ranks of n nodes. Each is as low as its causes permit, the lowest at 0. A node with at
// least as many edges going out as coming in is as high as its effects permit. The edges should have no
// cycle. Edges from a node on a cycle, or behind one, are ignored, and so are edges from or to an unknown
// node.
func Ranks(n int, edges []RankEdge) []int {
	n = max(n, 0)
	var ends []graph.Edge
	var lengths []int
	for _, e := range edges {
		if e.From >= 0 && e.From < n && e.To >= 0 && e.To < n {
			ends = append(ends, graph.Edge{From: e.From, To: e.To})
			lengths = append(lengths, max(e.MinLen, 0))
		}
	}
	g, rank := graph.New(n, ends), make([]int, n)
	order := g.Order()
	for _, v := range order { // up, above its causes
		for _, e := range g.Out(int(v)) {
			to := ends[e].To
			rank[to] = max(rank[to], rank[v]+lengths[e])
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		v := int(order[i])
		out := g.Out(v)
		if len(out) == 0 || len(out) < len(g.In(v)) {
			continue
		}
		highest := rank[ends[out[0]].To] - lengths[out[0]]
		for _, e := range out[1:] {
			highest = min(highest, rank[ends[e].To]-lengths[e])
		}
		rank[v] = highest
	}
	return rank
}
