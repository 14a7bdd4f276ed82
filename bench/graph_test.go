package main

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc/internal/graph"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"gonum.org/v1/gonum/graph/traverse"
)

// edges returns distinct random edges from lower to higher nodes. It also shuffles the node numbers, so that
// they do not give away an order.
func edges(nodes, count int) []graph.Edge {
	rng := rand.New(rand.NewPCG(1, 2))
	name := rng.Perm(nodes)
	seen := make(map[graph.Edge]bool, count)
	list := make([]graph.Edge, 0, count)
	for len(list) < count {
		a, b := rng.IntN(nodes), rng.IntN(nodes)
		e := graph.Edge{From: name[min(a, b)], To: name[max(a, b)]}
		if a != b && !seen[e] {
			seen[e] = true
			list = append(list, e)
		}
	}
	return list
}

func gonum(nodes int, list []graph.Edge) *simple.DirectedGraph {
	g := simple.NewDirectedGraph()
	for v := range nodes {
		g.AddNode(simple.Node(v))
	}
	for _, e := range list {
		g.SetEdge(g.NewEdge(simple.Node(e.From), simple.Node(e.To)))
	}
	return g
}

// TestSame checks on small graphs that both give the same answers.
func TestSame(t *testing.T) {
	list := edges(200, 400)
	for i := range list {
		if i%9 == 0 {
			list[i].From, list[i].To = list[i].To, list[i].From // some cycles
		}
	}
	slices.SortFunc(list, func(a, b graph.Edge) int { return (a.From-b.From)*1000 + a.To - b.To })
	list = slices.Compact(list)
	ours, theirs := graph.New(200, list), gonum(200, list)
	var cyclic [][]int32
	for _, c := range topo.TarjanSCC(theirs) {
		if len(c) < 2 {
			continue
		}
		var nodes []int32
		for _, v := range c {
			nodes = append(nodes, int32(v.ID()))
		}
		slices.Sort(nodes)
		cyclic = append(cyclic, nodes)
	}
	slices.SortFunc(cyclic, func(a, b []int32) int { return int(a[0] - b[0]) })
	require.NotEmpty(t, cyclic)
	assert.Equal(t, cyclic, ours.Cycles())
	for v := range 200 {
		reached := map[int32]bool{int32(v): true}
		for _, w := range ours.Reach(v, false) {
			reached[w] = true
		}
		count := 0
		search := traverse.BreadthFirst{}
		search.Walk(theirs, simple.Node(v), nil)
		for w := range int64(200) {
			if search.Visited(simple.Node(w)) {
				count++
				assert.True(t, reached[int32(w)])
			}
		}
		assert.Len(t, reached, count)
	}
}

// BenchmarkGraph times order, cycles and reachability on 100,000 nodes and 1,000,000 edges, each on a
// prepared graph. It also times making the graph and ordering it.
func BenchmarkGraph(b *testing.B) {
	const nodes, count = 100_000, 1_000_000
	list := edges(nodes, count)
	ours, theirs := graph.New(nodes, list), gonum(nodes, list)
	first := ours.Order()[0]
	b.Run("order/bsc", func(b *testing.B) {
		for b.Loop() {
			ours.Order()
		}
	})
	b.Run("order/gonum", func(b *testing.B) {
		for b.Loop() {
			if _, err := topo.Sort(theirs); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("cycles/bsc", func(b *testing.B) {
		for b.Loop() {
			ours.Cycles()
		}
	})
	b.Run("cycles/gonum", func(b *testing.B) {
		for b.Loop() {
			topo.TarjanSCC(theirs)
		}
	})
	b.Run("reach/bsc", func(b *testing.B) {
		for b.Loop() {
			ours.Reach(int(first), false)
		}
	})
	b.Run("reach/gonum", func(b *testing.B) {
		for b.Loop() {
			search := traverse.BreadthFirst{}
			search.Walk(theirs, simple.Node(int64(first)), nil)
		}
	})
	b.Run("make+order/bsc", func(b *testing.B) {
		for b.Loop() {
			graph.New(nodes, list).Order()
		}
	})
	b.Run("make+order/gonum", func(b *testing.B) {
		for b.Loop() {
			if _, err := topo.Sort(gonum(nodes, list)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
