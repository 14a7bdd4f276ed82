package layout

// RankEdge asks that To is at least MinLen ranks above From.
type RankEdge struct{ From, To, MinLen int }

// Ranks returns the ranks of n nodes: each as low as its causes permit, the first at 0,
// but a node with no fewer edges going out than coming in as high as its effects permit.
// The edges should have no cycle. Those from a node on a cycle, or behind one, are not
// kept to; nor are edges from or to a node that there is not.
func Ranks(n int, edges []RankEdge) []int {
	n = max(n, 0)
	out, in := make([][]RankEdge, n), make([]int, n)
	for _, e := range edges {
		if e.From >= 0 && e.From < n && e.To >= 0 && e.To < n {
			e.MinLen = max(e.MinLen, 0)
			out[e.From] = append(out[e.From], e)
			in[e.To]++
		}
	}
	rank := make([]int, n)
	order := lift(out, in, rank)
	for i := len(order) - 1; i >= 0; i-- {
		v := order[i]
		if len(out[v]) == 0 || len(out[v]) < in[v] {
			continue
		}
		highest := rank[out[v][0].To] - out[v][0].MinLen
		for _, e := range out[v][1:] {
			highest = min(highest, rank[e.To]-e.MinLen)
		}
		rank[v] = highest
	}
	return rank
}

// lift raises every node above its causes. It returns the nodes, causes first, without
// those on a cycle and behind one.
func lift(out [][]RankEdge, in, rank []int) []int {
	order := make([]int, 0, len(out))
	waiting := make([]int, len(in))
	copy(waiting, in)
	for v, causes := range waiting {
		if causes == 0 {
			order = append(order, v)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, e := range out[order[i]] {
			rank[e.To] = max(rank[e.To], rank[e.From]+e.MinLen)
			if waiting[e.To]--; waiting[e.To] == 0 {
				order = append(order, e.To)
			}
		}
	}
	return order
}
