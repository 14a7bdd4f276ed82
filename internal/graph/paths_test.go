package graph

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// walks lists every simple path from one node to another in the plainest way, without some edges.
func walks(g *Graph, from, to int, skip func(edge int32) bool) [][]int32 {
	var list [][]int32
	met := make([]bool, g.Len())
	var walk func(v int, path []int32)
	walk = func(v int, path []int32) {
		met[v] = true
		for _, e := range g.Out(v) {
			next := g.Edge(int(e)).To
			switch longer := append(slices.Clone(path), e); {
			case met[next] || skip(e):
			case next == to:
				list = append(list, longer)
			default:
				walk(next, longer)
			}
		}
		met[v] = false
	}
	walk(from, nil)
	return list
}

// arranged returns a random graph in an order in which some edges close cycles.
func arranged(rng *rand.Rand) Ordered {
	g := random(rng)
	return g.InOrder(g.Sequence(func(e int) Bond { return Bond{Major: int64(e % 4)} }))
}

// TestRoute_random holds every answer about paths against the list of all.
func TestRoute_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(15, 16))
	byLength := Search[int]{Less: func(a, b int) bool { return a < b }, Extend: func(way int, _ int32) int { return way + 1 }}
	for range 3000 {
		o := arranged(rng)
		from, to := rng.IntN(o.Len()), rng.IntN(o.Len())
		if from == to {
			continue
		}
		r := &Route{Graph: &o, Sources: []int32{int32(from)}, Targets: []int32{int32(to)}, Open: rng.IntN(2) == 0}
		want := walks(o.Graph, from, to, r.skip)
		var got [][]int32
		for path := range r.Paths() {
			got = append(got, slices.Clone(path))
		}
		assert.ElementsMatch(t, want, got)
		least := slices.MinFunc(append(want, make([]int32, 99)), func(a, b []int32) int { return len(a) - len(b) })
		best := Best(r, byLength)
		assert.Equal(t, len(want) > 0, best != nil)
		assert.True(t, best == nil || len(best) == len(least) && slices.ContainsFunc(want, func(p []int32) bool { return slices.Equal(p, best) }))
		most := 0
		for _, p := range walks(o.Graph, from, to, o.Closes) {
			most = max(most, len(p))
		}
		assert.Len(t, r.Longest(), most)
		assertCuts(t, r, want, best)
	}
}

// assertCuts checks that cut points are the nodes which all of some paths have in common.
func assertCuts(t *testing.T, r *Route, paths [][]int32, one []int32) {
	t.Helper()
	on := func(p []int32, v int32) bool {
		return v == r.Sources[0] || slices.ContainsFunc(p, func(e int32) bool { return int32(r.Graph.Edge(int(e)).To) == v })
	}
	var want []int32
	for v := range int32(r.Graph.Len()) {
		if len(paths) > 0 && !slices.ContainsFunc(paths, func(p []int32) bool { return !on(p, v) }) {
			want = append(want, v)
		}
	}
	assert.ElementsMatch(t, want, r.CutPoints(one))
}

// TestRoute_nothing finds no paths where there are no ends, also in the zero graph.
func TestRoute_nothing(t *testing.T) {
	r := &Route{Graph: new(Ordered)}
	for range r.Paths() {
		t.Error("a path in no graph")
	}
	assert.Nil(t, Best(r, Search[int]{}))
	assert.Nil(t, r.Longest())
	assert.Nil(t, r.CutPoints(nil))
}

// TestParity_random holds what is said by parity against all walks: simple paths without the edges that close cycles,
// and a search by repeated steps with them.
func TestParity_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(17, 18))
	odd := func(e int32) bool { return e%3 == 0 }
	delay := func(e int32) int { return int(e) % 4 }
	for range 2000 {
		o := arranged(rng)
		from := rng.IntN(o.Len())
		soonest, met := o.SoonestByParity(from, odd, delay), o.ReachByParity(from, odd)
		around := stepped(o.Graph, from, odd)
		for v := range o.Len() {
			want := [2]int{-1, -1}
			if v == from {
				want[Even] = 0
			}
			for _, p := range walks(o.Graph, from, v, o.Closes) {
				parity, lag := Even, 0
				for _, e := range p {
					lag += delay(e)
					if odd(e) {
						parity = 1 - parity
					}
				}
				if want[parity] < 0 || lag < want[parity] {
					want[parity] = lag
				}
			}
			assert.Equal(t, want, [2]int{soonest[Even][v], soonest[Odd][v]})
			assert.Equal(t, around[v], [2]bool{met[Even][v], met[Odd][v]})
		}
	}
}

// stepped walks all edges again and again until nothing new is met.
func stepped(g *Graph, from int, odd func(edge int32) bool) [][2]bool {
	met, start := make([][2]bool, g.Len()), make([][2]bool, g.Len())
	start[from][Even] = true
	for range 4 * (g.Len() + 1) {
		for i, e := range g.edges {
			for parity := range 2 {
				if start[e.From][parity] || met[e.From][parity] {
					after := parity
					if odd(int32(i)) {
						after = 1 - parity
					}
					met[e.To][after] = true
				}
			}
		}
	}
	return met
}

// TestSpread_random holds what a spread brings against a plain simulation, step by step over all edges.
func TestSpread_random(t *testing.T) {
	rng := rand.New(rand.NewPCG(19, 20))
	for range 2000 {
		o := arranged(rng)
		delay := func(e int32) int {
			if o.Closes(e) || o.Edge(int(e)).From == o.Edge(int(e)).To {
				return 1 + int(e)%2
			}
			return int(e) % 3
		}
		pass := func(e int32, n int) (int, bool) { n *= int(e)%3 - 1; return n % 1009, n%1009 != 0 }
		from, steps := int32(rng.IntN(o.Len())), rng.IntN(6)
		got := make([]map[int32]int, steps+1)
		s := Spread[int]{Delay: delay, Pass: pass, Add: func(a, b int) int { return a + b }, Meet: func(v int32, step, n int) bool {
			if got[step] == nil {
				got[step] = map[int32]int{}
			}
			_, twice := got[step][v]
			assert.False(t, twice, "a node is told once a step")
			got[step][v] = n
			return true
		}}
		assert.True(t, s.Run(&o, from, 7, steps))
		assert.Equal(t, simulated(&o, from, steps, delay, pass), got)

		s.Meet = func(int32, int, int) bool { return false }
		assert.False(t, s.Run(&o, from, 7, steps))
	}
}

func simulated(o *Ordered, from int32, steps int, delay func(int32) int, pass func(int32, int) (int, bool)) []map[int32]int {
	due := make([]map[int32]int, steps+1)
	due[0] = map[int32]int{from: 7}
	for t := range due {
		for _, v := range o.Order {
			n, there := due[t][v]
			if !there {
				continue
			}
			for _, e := range o.Out(int(v)) {
				part, some := pass(e, n)
				if at := t + delay(e); some && at <= steps {
					if due[at] == nil {
						due[at] = map[int32]int{}
					}
					due[at][int32(o.Edge(int(e)).To)] += part
				}
			}
		}
	}
	return due
}
