package maps_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/impact"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestStrategyMap_reference holds every answer against the list of all paths, which is made in the plainest way.
func TestStrategyMap_reference(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for range oracle.Cards(400) {
		def := oracle.RandomMap(rng)
		m := bsc.MustCompile(def, nil).Map()
		r := oracle.NewMap(def.Links, m.Order())
		for _, from := range append(m.Nodes(), anyEnd) {
			for _, to := range append(m.Nodes(), anyEnd) {
				checkPaths(t, r, m, from, to)
			}
		}
		checkOrder(t, r, m)
		if t.Failed() {
			t.Fatal(def.Links)
		}
	}
}

// between lists the paths from one node to another; anyEnd is every driver, or every outcome.
func between(r oracle.Map, m *bsc.StrategyMap, from, to bsc.Ref, open bool) [][]bsc.Link {
	starts := []bsc.Ref{from}
	if from == anyEnd {
		starts = m.Drivers()
	}
	var list [][]bsc.Link
	for _, start := range starts {
		for _, p := range r.Paths(start, open) {
			if end := p[len(p)-1].To; end == to || to == anyEnd && slices.Contains(m.Outcomes(), end) {
				list = append(list, p)
			}
		}
	}
	return list
}

func checkPaths(t *testing.T, r oracle.Map, m *bsc.StrategyMap, from, to bsc.Ref) {
	if from == to && from != anyEnd {
		for range impact.AllPaths(m, from, to) {
			t.Error("a path from a node to itself")
		}
		return
	}
	open := from == anyEnd || to == anyEnd
	want := between(r, m, from, to, open)
	var got []string
	for p := range impact.AllPaths(m, from, to) {
		got = append(got, p.String())
	}
	var list []string
	for _, p := range want {
		list = append(list, impact.Path{Links: p}.String())
	}
	slices.Sort(got)
	slices.Sort(list)
	assert.Equal(t, list, got, "%s to %s", from, to)
	links := func(p []bsc.Link) *big.Rat { return big.NewRat(int64(len(p)), 1) }
	lag := func(p []bsc.Link) *big.Rat { return big.NewRat(int64(impact.Path{Links: p}.Delay()), 1) }
	assertBest(t, m, want, impact.ShortestPath, from, to, links, lag, 1)
	assertBest(t, m, want, impact.SoonestPath, from, to, lag, links, 1)
	assertBest(t, m, want, impact.StrongestPath, from, to, oracle.Strength, func(p []bsc.Link) *big.Rat { return new(big.Rat).Neg(links(p)) }, -1)
	acyclic := between(r, m, from, to, true)
	assertBest(t, m, acyclic, impact.LongestPath, from, to, links, nil, -1)

	var cuts []bsc.Ref
	for _, ref := range m.Nodes() {
		if len(want) > 0 && ref != from && ref != to && !slices.ContainsFunc(want, func(p []bsc.Link) bool { return !slices.Contains(impact.Path{Links: p}.Nodes(), ref) }) {
			cuts = append(cuts, ref)
		}
	}
	assert.ElementsMatch(t, cuts, impact.CutPoints(m, from, to), "cut points from %s to %s", from, to)
}

// assertBest checks that a path is the least (sign 1) or the greatest of a list by one measure, then by another.
func assertBest(t *testing.T, m *bsc.StrategyMap, list [][]bsc.Link, find func(m *bsc.StrategyMap, from, to bsc.Ref) (impact.Path, bool), from, to bsc.Ref, first, then func([]bsc.Link) *big.Rat, sign int) {
	t.Helper()
	p, ok := find(m, from, to)
	require.Equal(t, len(list) > 0, ok, "%s to %s", from, to)
	if !ok {
		return
	}
	found := false
	for _, other := range list {
		found = found || impact.Path{Links: other}.String() == p.String()
		by := sign * first(p.Links).Cmp(first(other))
		assert.LessOrEqual(t, by, 0, "%s to %s", from, to)
		if by == 0 && then != nil {
			assert.LessOrEqual(t, sign*then(p.Links).Cmp(then(other)), 0)
		}
	}
	assert.True(t, found, "a path that is one")
}

// checkOrder checks that only links with a lag run back in the order, and only such as lie on a loop.
func checkOrder(t *testing.T, r oracle.Map, m *bsc.StrategyMap) {
	assert.Len(t, m.Order(), len(m.Nodes()))
	var closing []bsc.Link
	for _, l := range m.Links() {
		if r.Closes(l) {
			closing = append(closing, l)
			assert.Positive(t, l.Delay)
			assert.Contains(t, m.AllEffects(l.To), l.From)
		}
	}
	var inLoops []bsc.Link
	for _, loop := range m.Loops() {
		inLoops = append(inLoops, loop.Closing...)
		around := impact.Path{Links: loop.Shortest}
		nodes := around.Nodes()
		assert.Equal(t, nodes[0], nodes[len(nodes)-1])
		assert.Positive(t, around.Delay())
		for _, ref := range nodes {
			assert.Contains(t, loop.Nodes, ref)
		}
		for i := 1; i < len(loop.Shortest); i++ {
			assert.Equal(t, loop.Shortest[i-1].To, loop.Shortest[i].From)
		}
	}
	assert.ElementsMatch(t, closing, inLoops)
}
