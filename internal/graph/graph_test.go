package graph

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// of makes a graph from the nodes that each node leads to.
func of(lists ...[]int) *Graph {
	var edges []Edge
	for v, tos := range lists {
		for _, to := range tos {
			edges = append(edges, Edge{v, to})
		}
	}
	return New(len(lists), edges)
}

func TestCycles(t *testing.T) {
	cases := map[string]struct {
		g    *Graph
		want [][]int32
	}{
		"empty":      {of(), nil},
		"chain":      {of([]int{1}, []int{2}, nil), nil},
		"self":       {of([]int{0}, nil), [][]int32{{0}}},
		"two rings":  {of([]int{1}, []int{0}, []int{3}, []int{4}, []int{2}), [][]int32{{0, 1}, {2, 3, 4}}},
		"ring, tail": {of([]int{1}, []int{2}, []int{1, 3}, nil), [][]int32{{1, 2}}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, c.g.Cycles()) })
	}
}

func TestShortestCycle(t *testing.T) {
	g := of([]int{1}, []int{2}, []int{3, 1}, []int{0}) // 0-1-2-3-0 and 1-2-1
	assert.Equal(t, []int32{1, 2}, g.ShortestCycle(g.Cycles()[0]))
	self := of([]int{1}, []int{0, 1})
	assert.Equal(t, []int32{1}, self.ShortestCycle(self.Cycles()[0]))
}

// TestOrder_chain is the deep input on which a recursive walk would exhaust the stack.
func TestOrder_chain(t *testing.T) {
	const n = 200_000
	edges := make([]Edge, n-1)
	for i := range edges {
		edges[i] = Edge{i + 1, i}
	}
	g := New(n, edges)
	order := g.Order()
	assert.Len(t, order, n)
	assert.EqualValues(t, n-1, order[0])
	assert.Empty(t, g.Cycles())
	assert.Equal(t, order, g.Sequence(func(int) Bond { return Bond{} }))
	assert.Len(t, g.Reach(n-1, false), n-1)
	ring := New(n, append(edges, Edge{0, n - 1}))
	assert.Len(t, ring.Cycles()[0], n)
	assert.Empty(t, ring.Order())
	assert.Len(t, ring.Sequence(func(int) Bond { return Bond{Major: 1} }), n)
}

// random returns a graph of a few nodes, with repeated edges and edges to oneself among them.
func random(rng *rand.Rand) *Graph {
	n := 1 + rng.IntN(12)
	edges := make([]Edge, rng.IntN(2*n))
	for i := range edges {
		edges[i] = Edge{rng.IntN(n), rng.IntN(n)}
	}
	return New(n, edges)
}

// reaches says by repeated squaring in the plainest way whether a path of one edge or more leads from v to w.
func reaches(g *Graph) [][]bool {
	n := g.Len()
	r := make([][]bool, n)
	for v := range r {
		r[v] = make([]bool, n)
	}
	for _, e := range g.edges {
		r[e.From][e.To] = true
	}
	for k := range n {
		for v := range n {
			for w := range n {
				r[v][w] = r[v][w] || r[v][k] && r[k][w]
			}
		}
	}
	return r
}

// TestGraph_random holds what is found in random graphs against the plainest closure of them.
func TestGraph_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		g := random(rng)
		closure := reaches(g)
		var cyclic [][]int32
		for v := range g.Len() {
			var c []int32
			for w := range g.Len() {
				if closure[v][w] && closure[w][v] {
					c = append(c, int32(w))
				}
			}
			if len(c) > 0 && int(c[0]) == v {
				cyclic = append(cyclic, c)
			}
			forward, back := g.Reach(v, false), g.Reach(v, true)
			for w := range g.Len() {
				assert.Equal(t, closure[v][w], slices.Contains(forward, int32(w)))
				assert.Equal(t, closure[w][v], slices.Contains(back, int32(w)))
			}
		}
		require.Equal(t, cyclic, g.Cycles())
		for _, c := range cyclic {
			cycle := g.ShortestCycle(c)
			for i, v := range cycle {
				assert.Contains(t, g.out.next(v), cycle[(i+1)%len(cycle)])
			}
		}
		checkOrder(t, g, closure)
	}
}

// checkOrder checks that an order respects every edge between the nodes it has, and leaves out
// only nodes on and behind cycles; and that a sequence is whole and turns no other edge back.
func checkOrder(t *testing.T, g *Graph, closure [][]bool) {
	order := g.Order()
	at := placesOf(g, order)
	for v := range g.Len() {
		behind := closure[v][v]
		for w := range g.Len() {
			behind = behind || closure[w][w] && closure[w][v]
		}
		assert.Equal(t, behind, at[v] < 0)
	}
	for _, e := range g.edges {
		assert.True(t, at[e.From] < 0 || at[e.To] < 0 || at[e.From] < at[e.To])
	}
	sequence := g.Sequence(func(e int) Bond { return Bond{Major: int64(e % 3)} })
	require.Len(t, sequence, g.Len())
	at = placesOf(g, sequence)
	for _, e := range g.edges {
		assert.True(t, at[e.From] < at[e.To] || closure[e.To][e.From])
	}
	if len(order) == g.Len() {
		assert.Equal(t, order, sequence)
	}
}

func placesOf(g *Graph, order []int32) []int {
	at := slices.Repeat([]int{-1}, g.Len())
	for i, v := range order {
		at[v] = i
	}
	return at
}

// TestSequence_fixed turns only edges back that may be.
func TestSequence_fixed(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		g := random(rng)
		fixed := func(e int) bool { return g.edges[e].From < g.edges[e].To && e%2 == 0 } // never a cycle
		sequence := g.Sequence(func(e int) Bond { return Bond{Fixed: fixed(e), Major: 1} })
		require.Len(t, sequence, g.Len())
		at := placesOf(g, sequence)
		for i, e := range g.edges {
			assert.False(t, fixed(i) && at[e.From] > at[e.To])
		}
	}
}

// TestSequence_feedback has published cases: which edges of a graph, with weights, are turned
// back so that it has no cycle (github.com/dagrejs/dagre at 4713b59b, tests of its greedy
// feedback arc set, MIT). The figures are also those of the fixture layered_layout_unit.
func TestSequence_feedback(t *testing.T) {
	cases := []struct {
		edges   []Edge
		weights []int64
		want    []Edge // nil: the number only
		number  int
	}{
		{edges: []Edge{{0, 1}, {1, 2}, {1, 3}, {0, 4}}},
		{edges: []Edge{{0, 1}, {1, 0}}, number: 1},
		{edges: []Edge{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 1}, {2, 4}, {3, 1}, {3, 5}}, number: 1},
		{edges: []Edge{{0, 1}, {1, 0}}, weights: []int64{2, 1}, want: []Edge{{1, 0}}, number: 1},
		{edges: []Edge{{0, 1}, {1, 0}}, weights: []int64{1, 2}, want: []Edge{{0, 1}}, number: 1},
	}
	for i, c := range cases {
		back := turnedBack(c.edges, c.weights)
		assert.Len(t, back, c.number, "case %d", i)
		if c.want != nil {
			assert.Equal(t, c.want, back, "case %d", i)
		}
	}
}

func turnedBack(edges []Edge, weights []int64) []Edge {
	n := 0
	for _, e := range edges {
		n = max(n, e.From+1, e.To+1)
	}
	g := New(n, edges)
	at := placesOf(g, g.Sequence(func(e int) Bond {
		if weights == nil {
			return Bond{Major: 1}
		}
		return Bond{Major: weights[e]}
	}))
	var back []Edge
	for _, e := range edges {
		if at[e.From] > at[e.To] {
			back = append(back, e)
		}
	}
	return back
}

// TestSequence_fixture reads the published cases themselves.
func TestSequence_fixture(t *testing.T) {
	dir := os.Getenv("BSC_FIXTURES")
	if dir == "" {
		t.Skip("BSC_FIXTURES is not set: the folder with the fixture layered_layout_unit")
	}
	var input struct {
		Feedback []struct{ Edges [][]any }
	}
	var expected struct {
		Feedback []struct {
			MinFeedback *int       `json:"min_feedback"`
			Removed     [][]string `json:"removed"`
		}
	}
	for name, into := range map[string]any{"input.json": &input, "expected.json": &expected} {
		data, err := os.ReadFile(filepath.Join(dir, "layered_layout_unit", name))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(data, into))
	}
	require.Len(t, expected.Feedback, len(input.Feedback))
	for i, c := range input.Feedback {
		var names []string
		node := func(name any) int {
			if at := slices.Index(names, name.(string)); at >= 0 {
				return at
			}
			names = append(names, name.(string))
			return len(names) - 1
		}
		var edges []Edge
		var weights []int64
		for _, e := range c.Edges {
			edges = append(edges, Edge{node(e[0]), node(e[1])})
			if len(e) > 2 {
				weights = append(weights, int64(e[2].(float64)))
			}
		}
		back := turnedBack(edges, weights)
		if want := expected.Feedback[i].MinFeedback; want != nil {
			assert.Len(t, back, *want, "case %d", i)
		}
		if want := expected.Feedback[i].Removed; want != nil {
			var removed [][]string
			for _, e := range back {
				removed = append(removed, []string{names[e.From], names[e.To]})
			}
			assert.Equal(t, want, removed, "case %d", i)
		}
		kept := slices.DeleteFunc(slices.Clone(edges), func(e Edge) bool { return slices.Contains(back, e) })
		assert.Empty(t, New(len(names), kept).Cycles(), "case %d", i)
	}
}

// TestSearch_random holds the search against every simple path of small graphs.
func TestSearch_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		g := random(rng)
		cost := func(e int32) int { return int(e*7) % 5 }
		s := Search[int]{Extend: func(way int, e int32) int { return way + cost(e) }, Less: func(a, b int) bool { return a < b }}
		ways := s.From(g, []int32{0})
		best := slices.Repeat([]int{-1}, g.Len())
		best[0] = 0
		for range g.Len() { // Bellman and Ford
			for i, e := range g.edges {
				if best[e.From] >= 0 && (best[e.To] < 0 || best[e.From]+cost(int32(i)) < best[e.To]) {
					best[e.To] = best[e.From] + cost(int32(i))
				}
			}
		}
		for v, way := range ways {
			assert.Equal(t, best[v] < 0, way.Edge == -2)
			if best[v] >= 0 {
				assert.Equal(t, best[v], way.Label)
			}
		}
	}
}

// TestNodeSet takes nodes in ascending order at the sizes where a level of words is added.
func TestNodeSet(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for _, n := range []int{0, 1, 63, 64, 65, 4095, 4096, 4097, 262_145} {
		s := newNodeSet(n)
		_, ok := s.takeLowest()
		assert.False(t, ok)
		order := rng.Perm(n)
		for _, v := range order {
			s.add(int32(v))
			s.add(int32(v))
		}
		for v := range n {
			got, ok := s.takeLowest()
			if !ok || int(got) != v {
				t.Fatalf("of %d: %d, %t instead of %d", n, got, ok, v)
			}
		}
		_, ok = s.takeLowest()
		assert.False(t, ok)
	}
}

// TestDeeper finds the first node that too many lead to in a row.
func TestDeeper(t *testing.T) {
	chain := of([]int{1}, []int{2}, []int{3}, nil)
	for most, want := range []int{1, 2, 3} {
		node, is := chain.Deeper(most)
		assert.True(t, is)
		assert.Equal(t, want, node)
	}
	_, is := chain.Deeper(3)
	assert.False(t, is)
	_, is = of([]int{1}, []int{0}).Deeper(0)
	assert.False(t, is, "a cycle counts for nothing")
}
