package graph

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lowestFirst orders nodes by the rule itself: next is the lowest node that no edge holds back.
func lowestFirst(g *Graph, skip func(e int) bool) []int32 {
	order, placed := []int32{}, make([]bool, g.Len())
	for {
		next := -1
		for v := range g.Len() {
			held := placed[v]
			for i, e := range g.edges {
				held = held || e.To == v && !placed[e.From] && !skip(i)
			}
			if !held {
				next = v
				break
			}
		}
		if next < 0 {
			return order
		}
		placed[next] = true
		order = append(order, int32(next))
	}
}

// greedy arranges a component by the rule itself: next is the node that the edges from nodes
// not placed yet hold back least, none of them fixed; of several, the lowest.
func greedy(g *Graph, nodes []int32, bond func(int) Bond) []int32 {
	var order []int32
	for len(order) < len(nodes) {
		best, least := int32(-1), Bond{}
		for _, v := range nodes {
			lost, fixed := Bond{}, false
			for i, e := range g.edges {
				from := int32(e.From)
				if int32(e.To) != v || !slices.Contains(nodes, from) || slices.Contains(order, from) {
					continue
				}
				b := bond(i)
				fixed = fixed || b.Fixed
				lost.Major, lost.Minor = lost.Major+b.Major, lost.Minor+b.Minor
			}
			better := best < 0 || lost.Major < least.Major || lost.Major == least.Major && lost.Minor < least.Minor
			if !slices.Contains(order, v) && !fixed && better {
				best, least = v, lost
			}
		}
		order = append(order, best)
	}
	return order
}

// TestOrder_lowestFirst holds orders and sequences against their rules, applied in the plainest way.
func TestOrder_lowestFirst(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for range 1500 {
		g := random(rng)
		require.Equal(t, lowestFirst(g, func(int) bool { return false }), g.Order())
		bond := func(e int) Bond {
			fixed := g.edges[e].From < g.edges[e].To && e%3 == 0 // never a cycle
			if fixed {
				return Bond{Fixed: true}
			}
			return Bond{Major: int64(e % 2), Minor: int64(e * 5 % 3)}
		}
		place := make([]int, g.Len())
		closure := reaches(g)
		for _, c := range g.Cycles() {
			for i, v := range greedy(g, c, bond) {
				place[v] = i
			}
		}
		turned := func(i int) bool {
			e := g.edges[i]
			return closure[e.To][e.From] && place[e.From] >= place[e.To]
		}
		require.Equal(t, lowestFirst(g, turned), g.Sequence(bond), "%v", g.edges)
	}
}

// TestShortestCycle_random compares with the closed walks that matrices of distances give.
func TestShortestCycle_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for range 2000 {
		g := random(rng)
		distance := distances(g)
		for _, component := range g.Cycles() {
			shortest, lowest := g.Len()+1, int32(-1)
			for _, v := range component {
				if d := distance[v][v]; d < shortest {
					shortest, lowest = d, v
				}
			}
			cycle := g.ShortestCycle(component)
			require.Len(t, cycle, shortest)
			require.Equal(t, lowest, cycle[0], "it begins with the lowest node that is on one")
			require.Equal(t, lowest, slices.Min(cycle))
			for i, v := range cycle {
				require.Contains(t, g.out.next(v), cycle[(i+1)%len(cycle)])
			}
		}
	}
}

// distances are how many edges lead from a node to another, at least one.
func distances(g *Graph) [][]int {
	n := g.Len()
	far := n + 1
	d := make([][]int, n)
	for v := range d {
		d[v] = slices.Repeat([]int{far}, n)
	}
	for _, e := range g.edges {
		d[e.From][e.To] = 1
	}
	for k := range n {
		for v := range n {
			for w := range n {
				d[v][w] = min(d[v][w], d[v][k]+d[k][w])
			}
		}
	}
	return d
}

// TestShortestCycle_inside stays within the component: another one has a shorter cycle.
func TestShortestCycle_inside(t *testing.T) {
	g := of([]int{1, 3}, []int{2}, []int{0}, []int{4}, []int{3})
	assert.Equal(t, [][]int32{{0, 1, 2}, {3, 4}}, g.Cycles())
	assert.Equal(t, []int32{0, 1, 2}, g.ShortestCycle([]int32{0, 1, 2}))
	assert.Equal(t, []int32{3, 4}, g.ShortestCycle([]int32{3, 4}))
}

// TestShortestCycle_large has a ring of many nodes, the last two of which are a shorter one. Where
// it is too large for a full search, what was found by then is a cycle all the same.
func TestShortestCycle_large(t *testing.T) {
	for n, want := range map[int]int{700: 2, 1000: 1000} {
		edges := []Edge{{n - 1, 0}, {n - 1, n - 2}}
		for v := range n - 1 {
			edges = append(edges, Edge{v, v + 1})
		}
		g := New(n, edges)
		assert.Len(t, g.ShortestCycle(g.Cycles()[0]), want, "of %d", n)
	}
}

// TestSearch_ways checks the ways themselves, with edges left out and several sources.
func TestSearch_ways(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	for range 1000 {
		g := random(rng)
		extended := make([]int, len(g.edges))
		s := Search[int]{
			Label:  100,
			Extend: func(way int, e int32) int { extended[e]++; return way + int(e)%4 },
			Less:   func(a, b int) bool { return a < b },
			Skip:   func(e int32) bool { return e%5 == 1 },
		}
		sources := []int32{int32(g.Len() - 1), 0}
		ways := s.From(g, sources)
		for v, way := range ways {
			switch {
			case slices.Contains(sources, int32(v)):
				assert.Equal(t, Way[int]{100, -1}, way)
			case way.Edge >= 0:
				e := g.edges[way.Edge]
				assert.Equal(t, v, e.To)
				assert.Equal(t, ways[e.From].Label+int(way.Edge)%4, way.Label)
				assert.False(t, s.Skip(way.Edge))
			}
		}
		for i, e := range g.edges {
			assert.LessOrEqual(t, extended[i], 1, "an edge is looked at once")
			if from := ways[e.From]; from.Edge != -2 && !s.Skip(int32(i)) {
				assert.NotEqual(t, int32(-2), ways[e.To].Edge)
				assert.LessOrEqual(t, ways[e.To].Label, from.Label+i%4, "no edge leads to a better way")
			}
		}
	}
}

// TestSearch_ties takes the way found first, from the lowest of the nodes that are equally near.
func TestSearch_ties(t *testing.T) {
	s := Search[int]{Extend: func(way int, _ int32) int { return way + 1 }, Less: func(a, b int) bool { return a < b }}
	g := New(4, []Edge{{0, 2}, {0, 1}, {2, 3}, {1, 3}})
	assert.Equal(t, []Way[int]{{0, -1}, {1, 1}, {1, 0}, {2, 3}}, s.From(g, []int32{0}))
	g = New(4, []Edge{{0, 1}, {0, 2}, {2, 3}, {1, 3}})
	assert.Equal(t, []Way[int]{{0, -1}, {1, 0}, {1, 1}, {2, 3}}, s.From(g, []int32{0}))
}

// TestHeap takes elements in order, however they were put.
func TestHeap(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	for n := range 40 {
		h := NewHeap(func(a, b int) bool { return a < b })
		want := rng.Perm(n)
		for _, v := range want {
			h.Push(v / 2)
		}
		slices.Sort(want)
		for _, v := range want {
			assert.False(t, h.Empty())
			assert.Equal(t, v/2, h.Pop())
		}
		assert.True(t, h.Empty())
	}
}
