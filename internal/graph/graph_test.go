package graph

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestComponents(t *testing.T) {
	cases := map[string]struct {
		adj  [][]int
		want [][]int
	}{
		"empty":      {nil, nil},
		"chain":      {[][]int{{1}, {2}, {}}, nil},
		"self":       {[][]int{{0}, {}}, [][]int{{0}}},
		"two rings":  {[][]int{{1}, {0}, {3}, {4}, {2}}, [][]int{{0, 1}, {2, 3, 4}}},
		"ring, tail": {[][]int{{1}, {2}, {1, 3}, {}}, [][]int{{1, 2}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, Components(c.adj)) })
	}
}

func TestShortestCycle(t *testing.T) {
	adj := [][]int{{1}, {2}, {3, 1}, {0}} // 0-1-2-3-0 and 1-2-1
	assert.Equal(t, []int{1, 2}, ShortestCycle(adj, Components(adj)[0]))
	self := [][]int{{1}, {0, 1}}
	assert.Equal(t, []int{1}, ShortestCycle(self, Components(self)[0]))
}

// TestOrder_chain is the deep input on which a recursive walk would exhaust the stack.
func TestOrder_chain(t *testing.T) {
	const n = 200_000
	adj := make([][]int, n)
	for i := range n - 1 {
		adj[i+1] = []int{i}
	}
	order := Order(adj)
	assert.Len(t, order, n)
	assert.Equal(t, n-1, order[0])
	assert.Empty(t, Components(adj))
	adj[0] = []int{n - 1}
	assert.Len(t, Components(adj)[0], n)
	assert.Empty(t, Order(adj))
}

// TestOrder_random checks on random graphs that the order respects every edge, that it is
// whole exactly where there is no cycle, and that a shortest cycle is one.
func TestOrder_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		n := 1 + rng.IntN(12)
		adj := make([][]int, n)
		for range rng.IntN(2 * n) {
			v := rng.IntN(n)
			adj[v] = append(adj[v], rng.IntN(n))
		}
		order, components := Order(adj), Components(adj)
		assert.Equal(t, len(components) == 0, len(order) == n)
		at := map[int]int{}
		for i, v := range order {
			at[v] = i
		}
		for v, tos := range adj {
			for _, to := range tos {
				if i, ok := at[to]; ok {
					assert.Less(t, at[v], i)
				}
			}
		}
		for _, c := range components {
			cycle := ShortestCycle(adj, c)
			for i, v := range cycle {
				assert.Contains(t, adj[v], cycle[(i+1)%len(cycle)])
			}
		}
	}
}
