package bsc_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomMap makes a small map whose links may lead anywhere; those that lead back to an earlier
// objective have a lag, so that there is no cycle without.
func randomMap(rng *rand.Rand) *bsc.Definition {
	n := 2 + rng.IntN(6)
	layers := []string{"", "", ""}
	at := make([]int, n)
	for i := range n {
		at[i] = i * 3 / n
		layers[at[i]] += fmt.Sprint(" o", i)
	}
	var links []string
	for range rng.IntN(3 * n) {
		from, to := rng.IntN(n), rng.IntN(n)
		start := fmt.Sprintf("o%d o%d ", from, to)
		if from == to || slices.ContainsFunc(links, func(l string) bool { return len(l) >= len(start) && l[:len(start)] == start }) {
			continue
		}
		lag := rng.IntN(3)
		if from > to {
			lag++
		}
		link := fmt.Sprintf("%s +%d %s", start, lag, []string{"weak", "moderate", "strong", "1", "0.3"}[rng.IntN(5)])
		if rng.IntN(3) == 0 {
			link += " inverse"
		}
		links = append(links, link)
	}
	return mapDefinition(layers, links...)
}

// TestStrategyMap_reference holds every answer against the list of all paths, which is made in the plainest way.
func TestStrategyMap_reference(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	for range cardCount(t, 400) {
		def := randomMap(rng)
		m := bsc.MustCompile(def, nil).Map()
		r := plainMap{links: def.Links, place: map[bsc.Ref]int{}}
		for i, ref := range m.Order() {
			r.place[ref] = i
		}
		for _, from := range append(m.Nodes(), anyEnd) {
			for _, to := range append(m.Nodes(), anyEnd) {
				r.checkPaths(t, m, from, to)
			}
			r.checkReach(t, m, from)
		}
		r.checkOrder(t, m)
		if t.Failed() {
			t.Fatal(def.Links)
		}
	}
}

// plainMap answers the questions by listing.
type plainMap struct {
	links []bsc.Link
	place map[bsc.Ref]int
}

func (r plainMap) closes(l bsc.Link) bool { return r.place[l.From] > r.place[l.To] }

// paths lists every path from a node, depth first in the order of the links, that comes to no node twice.
func (r plainMap) paths(at bsc.Ref, behind []bsc.Link, visited map[bsc.Ref]bool, skip func(bsc.Link) bool, found func([]bsc.Link)) {
	if len(behind) > 0 {
		found(behind)
	}
	visited[at] = true
	for _, l := range r.links {
		if l.From == at && !visited[l.To] && !skip(l) {
			r.paths(l.To, append(slices.Clone(behind), l), visited, skip, found)
		}
	}
	delete(visited, at)
}

func (r plainMap) between(from, to bsc.Ref, open bool, drivers, outcomes []bsc.Ref) [][]bsc.Link {
	starts := []bsc.Ref{from}
	if from == anyEnd {
		starts = drivers
	}
	var list [][]bsc.Link
	for _, start := range starts {
		r.paths(start, nil, map[bsc.Ref]bool{}, func(l bsc.Link) bool { return open && r.closes(l) }, func(p []bsc.Link) {
			end := p[len(p)-1].To
			if end == to || to == anyEnd && slices.Contains(outcomes, end) {
				list = append(list, p)
			}
		})
	}
	return list
}

func strengthOf(path []bsc.Link) *big.Rat {
	product := big.NewRat(1, 1)
	for _, l := range path {
		d, _ := l.Strength.Decimal()
		if l.Strength == "" {
			d = dec("0.5")
		}
		product.Mul(product, d.Rat())
	}
	return product
}

func (r plainMap) checkPaths(t *testing.T, m *bsc.StrategyMap, from, to bsc.Ref) {
	if from == to && from != anyEnd {
		for range m.AllPaths(from, to) {
			t.Error("a path from a node to itself")
		}
		return
	}
	open := from == anyEnd || to == anyEnd
	want := r.between(from, to, open, m.Drivers(), m.Outcomes())
	var got []string
	for p := range m.AllPaths(from, to) {
		got = append(got, p.String())
	}
	var list []string
	for _, p := range want {
		list = append(list, bsc.Path{Links: p}.String())
	}
	slices.Sort(got)
	slices.Sort(list)
	assert.Equal(t, list, got, "%s to %s", from, to)
	links := func(p []bsc.Link) *big.Rat { return big.NewRat(int64(len(p)), 1) }
	lag := func(p []bsc.Link) *big.Rat { return big.NewRat(int64(bsc.Path{Links: p}.Lag()), 1) }
	assertBest(t, want, m.Shortest, from, to, links, lag, 1)
	assertBest(t, want, m.Soonest, from, to, lag, links, 1)
	assertBest(t, want, m.Strongest, from, to, strengthOf, func(p []bsc.Link) *big.Rat { return new(big.Rat).Neg(links(p)) }, -1)
	acyclic := r.between(from, to, true, m.Drivers(), m.Outcomes())
	assertBest(t, acyclic, m.Longest, from, to, links, nil, -1)

	var cuts []bsc.Ref
	for _, ref := range m.Nodes() {
		if len(want) > 0 && ref != from && ref != to && !slices.ContainsFunc(want, func(p []bsc.Link) bool { return !slices.Contains(bsc.Path{Links: p}.Nodes(), ref) }) {
			cuts = append(cuts, ref)
		}
	}
	assert.ElementsMatch(t, cuts, m.CutPoints(from, to), "cut points from %s to %s", from, to)
}

// assertBest checks that a path is the least (sign 1) or the greatest of a list by one measure, then by another.
func assertBest(t *testing.T, list [][]bsc.Link, find func(from, to bsc.Ref) (bsc.Path, bool), from, to bsc.Ref, first, then func([]bsc.Link) *big.Rat, sign int) {
	t.Helper()
	p, ok := find(from, to)
	require.Equal(t, len(list) > 0, ok, "%s to %s", from, to)
	if !ok {
		return
	}
	found := false
	for _, other := range list {
		found = found || bsc.Path{Links: other}.String() == p.String()
		by := sign * first(p.Links).Cmp(first(other))
		assert.LessOrEqual(t, by, 0, "%s to %s", from, to)
		if by == 0 && then != nil {
			assert.LessOrEqual(t, sign*then(p.Links).Cmp(then(other)), 0)
		}
	}
	assert.True(t, found, "a path that is one")
}

func (r plainMap) checkReach(t *testing.T, m *bsc.StrategyMap, from bsc.Ref) {
	if from == anyEnd {
		return
	}
	byEnd := map[bsc.Ref][][]bsc.Link{}
	r.paths(from, nil, map[bsc.Ref]bool{}, func(bsc.Link) bool { return false }, func(p []bsc.Link) {
		end := p[len(p)-1].To
		byEnd[end] = append(byEnd[end], p)
	})
	signs := r.signs(from, func(l bsc.Link) bool { return r.closes(l) })
	for ref, sign := range r.signs(from, func(bsc.Link) bool { return false }) {
		if signs[ref] == "" {
			signs[ref] = sign
		}
	}
	reached := m.Reach(from)
	assert.Len(t, reached, len(byEnd))
	var all []bsc.Ref
	for _, got := range reached {
		all = append(all, got.Ref)
		links, lag, strength := 1<<30, 1<<30, new(big.Rat)
		for _, p := range byEnd[got.Ref] {
			links, lag = min(links, len(p)), min(lag, bsc.Path{Links: p}.Lag())
			if s := strengthOf(p); s.Cmp(strength) > 0 {
				strength = s
			}
		}
		assert.Equal(t, []int{links, lag}, []int{got.Links, got.Lag})
		assert.Zero(t, strength.Cmp(got.Strength.Rat()))
		assert.Equal(t, signs[got.Ref], got.Polarity)
		assert.Equal(t, got.Polarity, m.Polarity(from, got.Ref))
		assert.Contains(t, m.AllCauses(got.Ref), from)
	}
	assert.Equal(t, ids(all), ids(m.AllEffects(from)))
}

// signs follows all ways of up to so many links that no more can be learnt.
func (r plainMap) signs(from bsc.Ref, skip func(bsc.Link) bool) map[bsc.Ref]bsc.Polarity {
	type end struct {
		ref bsc.Ref
		odd bool
	}
	met, last := map[end]bool{}, map[end]bool{{from, false}: true}
	for range 4 * len(r.links) {
		next := map[end]bool{}
		for at := range last {
			for _, l := range r.links {
				if l.From == at.ref && !skip(l) {
					next[end{l.To, at.odd != l.Inverse}] = true
					met[end{l.To, at.odd != l.Inverse}] = true
				}
			}
		}
		last = next
	}
	signs := map[bsc.Ref]bsc.Polarity{}
	for e := range met {
		switch {
		case met[end{e.ref, false}] && met[end{e.ref, true}]:
			signs[e.ref] = bsc.PolarityMixed
		case e.odd:
			signs[e.ref] = bsc.PolarityInverse
		default:
			signs[e.ref] = bsc.PolarityDirect
		}
	}
	return signs
}

// checkOrder checks that only links with a lag run back in the order, and only such as lie on a loop.
func (r plainMap) checkOrder(t *testing.T, m *bsc.StrategyMap) {
	assert.Len(t, m.Order(), len(m.Nodes()))
	var closing []bsc.Link
	for _, l := range m.Links() {
		if r.closes(l) {
			closing = append(closing, l)
			assert.Positive(t, l.Lag)
			assert.Contains(t, m.AllEffects(l.To), l.From)
		}
	}
	var inLoops []bsc.Link
	for _, loop := range m.Loops() {
		inLoops = append(inLoops, loop.Closing...)
		nodes := loop.Shortest.Nodes()
		assert.Equal(t, nodes[0], nodes[len(nodes)-1])
		assert.Positive(t, loop.Shortest.Lag())
		for _, ref := range nodes {
			assert.Contains(t, loop.Nodes, ref)
		}
		for i := 1; i < len(loop.Shortest.Links); i++ {
			assert.Equal(t, loop.Shortest.Links[i-1].To, loop.Shortest.Links[i].From)
		}
	}
	assert.ElementsMatch(t, closing, inLoops)
}

// TestImpact_reference holds propagation against a simulation in fractions, period by period over all links
// until nothing moves within one.
func TestImpact_reference(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for range cardCount(t, 400) {
		def := randomMap(rng)
		m := bsc.MustCompile(def, nil).Map()
		if len(m.Nodes()) == 0 {
			continue
		}
		from, periods := m.Nodes()[rng.IntN(len(m.Nodes()))], rng.IntN(8)
		want := plainImpact(def.Links, from, big.NewRat(7, 1), periods)
		impacts, err := m.Impact(from, dec("7"), periods)
		require.NoError(t, err)
		got := map[bsc.Ref]map[int]string{}
		for _, i := range impacts {
			got[i.Ref] = map[int]string{}
			sum := new(big.Rat)
			for _, a := range i.Arrivals {
				got[i.Ref][a.Lag] = a.Change.String()
				sum.Add(sum, a.Change.Rat())
			}
			assert.Less(t, new(big.Rat).Sub(sum, i.Change.Rat()).FloatString(12), "0.000000001000")
		}
		require.Equal(t, want, got, "%v", def.Links)
	}
}

func plainImpact(links []bsc.Link, from bsc.Ref, change *big.Rat, periods int) map[bsc.Ref]map[int]string {
	moved := make([]map[bsc.Ref]*big.Rat, periods+1)
	for t := range moved {
		moved[t] = map[bsc.Ref]*big.Rat{}
	}
	var send func(t int, at bsc.Ref, change *big.Rat)
	send = func(t int, at bsc.Ref, change *big.Rat) {
		for _, l := range links {
			if l.From != at || t+l.Lag > periods {
				continue
			}
			part := new(big.Rat).Mul(change, strengthOf([]bsc.Link{l}))
			if l.Inverse {
				part.Neg(part)
			}
			if moved[t+l.Lag][l.To] == nil {
				moved[t+l.Lag][l.To] = new(big.Rat)
			}
			moved[t+l.Lag][l.To].Add(moved[t+l.Lag][l.To], part)
			send(t+l.Lag, l.To, part)
		}
	}
	moved[0][from] = change
	send(0, from, change)
	all := map[bsc.Ref]map[int]string{}
	for t := range moved {
		for ref, part := range moved[t] {
			rounded, _ := decimal.NewFromString(part.FloatString(10)) // half away from zero
			if rounded.IsZero() {
				continue
			}
			if all[ref] == nil {
				all[ref] = map[int]string{}
			}
			all[ref][t] = rounded.String()
		}
	}
	return all
}
