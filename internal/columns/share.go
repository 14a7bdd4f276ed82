package columns

import (
	"math/bits"
	"slices"
)

// A Part is a child that counts in a node, with its part of the node's share.
type Part struct {
	Child int32
	Share int64
}

// Shares divides a node's share, at most 2^53 units, among the children that count in it, by their weights.
// Each part is rounded down, and the units left over go to the largest remainders, the first of equals, as in
// exact.Apportion. The node must not be Foreign, and must have a score.
func (p *Plan) Shares(c *Columns, node int32, share int64) []Part {
	n := &p.nodes[node]
	parts, total := p.counting(c, n)
	left := share
	rests := make([]uint64, len(parts))
	for i := range parts {
		// The Share is still a weight, at most total: hi < total.
		hi, lo := bits.Mul64(uint64(share), uint64(parts[i].Share))
		var part uint64
		part, rests[i] = bits.Div64(hi, lo, uint64(total))
		parts[i].Share = int64(part)
		left -= parts[i].Share
	}
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	if left > 0 {
		slices.SortStableFunc(order, func(a, b int) int {
			switch {
			case rests[a] > rests[b]:
				return -1
			case rests[a] < rests[b]:
				return 1
			}
			return 0
		})
	}
	for _, i := range order[:left] {
		parts[i].Share++
	}
	return parts
}

// counting returns the children that count in a node, with their weights, and the sum of the weights.
func (p *Plan) counting(c *Columns, n *Node) (parts []Part, total int64) {
	parts = make([]Part, 0, int(n.Count)+len(n.Uses))
	add := func(child int32, weight int64) {
		if weight == 0 {
			return
		}
		if how := n.takes(c.brings(child, p).mark, Scored, p.rules[child]); how == counts || how == filled {
			parts = append(parts, Part{child, weight})
			total += weight
		}
	}
	for at := n.First; at < n.First+n.Count; at++ {
		add(at, p.weights[at])
	}
	for _, e := range n.Uses {
		add(e.Child, e.Weight)
	}
	return parts, total
}
