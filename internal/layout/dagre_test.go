package layout

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// arc is an edge between names, with its weight or its least length.
type arc struct {
	from, to string
	n        int
}

// The facts below are those of the tests of github dagrejs/dagre@4713b59b (MIT):
// cross-count, rank/util, rank/network-simplex and order/barycenter.

var crossingFacts = []struct {
	layers [][]string
	arcs   []arc
	want   int64
}{
	{[][]string{{"a1", "a2"}, {"b1", "b2"}}, []arc{{"a1", "b1", 1}, {"a2", "b2", 1}}, 0},
	{[][]string{{"a1", "a2"}, {"b2", "b1"}}, []arc{{"a1", "b1", 1}, {"a2", "b2", 1}}, 1},
	{[][]string{{"a1", "a2"}, {"b2", "b1"}}, []arc{{"a1", "b1", 2}, {"a2", "b2", 3}}, 6},
	{
		[][]string{{"a1", "a2"}, {"b2", "b1"}, {"c1", "c2"}},
		[]arc{{"a1", "b1", 1}, {"b1", "c1", 1}, {"a2", "b2", 1}, {"b2", "c2", 1}},
		2,
	},
	{[][]string{{"a", "d"}, {"b", "e", "f"}, {"c", "i"}}, sevenArcs, 1},
	{[][]string{{"d", "a"}, {"e", "b", "f"}, {"c", "i"}}, sevenArcs, 0},
	{nil, nil, 0},
}

var sevenArcs = []arc{
	{"a", "b", 1}, {"b", "c", 1}, {"d", "e", 1}, {"e", "c", 1}, {"a", "f", 1}, {"f", "i", 1}, {"a", "e", 1},
}

var rankFacts = []struct {
	name string
	arcs []arc
	want map[string]int
}{
	{
		"diamond",
		[]arc{{"a", "b", 1}, {"b", "d", 1}, {"a", "c", 1}, {"c", "d", 1}},
		map[string]int{"a": 0, "b": 1, "c": 1, "d": 2},
	},
	{
		"gansner",
		[]arc{
			{"a", "b", 1},
			{"b", "c", 1},
			{"c", "d", 1},
			{"d", "h", 1},
			{"a", "e", 1},
			{"e", "g", 1},
			{"g", "h", 1},
			{"a", "f", 1},
			{"f", "g", 1},
		},
		map[string]int{"a": 0, "b": 1, "c": 2, "d": 3, "h": 4, "e": 1, "f": 1, "g": 2},
	},
	{
		"minlen",
		[]arc{{"a", "b", 1}, {"b", "d", 1}, {"a", "c", 1}, {"c", "d", 2}},
		map[string]int{"a": 0, "b": 2, "c": 1, "d": 3},
	},
}

var barycentreFacts = []struct {
	at, weights []int
	want        mean
}{
	{[]int{2}, []int{1}, mean{2, 1}},
	{[]int{2, 4}, []int{1, 1}, mean{3, 1}},
	{[]int{2, 4}, []int{3, 1}, mean{5, 2}},
	{[]int{1, 4}, []int{2, 1}, mean{2, 1}},
	{nil, nil, mean{}},
}

func TestCrossings_facts(t *testing.T) {
	for i, c := range crossingFacts {
		assert.Equal(t, c.want, crossingsOf(c.layers, c.arcs), "case %d", i)
	}
}

func TestRanks_facts(t *testing.T) {
	for _, c := range rankFacts {
		assert.Equal(t, c.want, ranksOf(c.arcs), c.name)
	}
}

func TestBarycentre_facts(t *testing.T) {
	for i, c := range barycentreFacts {
		got := barycentreOf(c.at, c.weights)
		assert.Equal(t, c.want.weight == 0, got.weight == 0, "case %d", i)
		assert.Zero(t, got.compare(c.want), "case %d", i)
	}
}

// crossingsOf counts the weighted crossings of layers in the order given.
func crossingsOf(layers [][]string, arcs []arc) int64 {
	var g Graph
	number := map[string]int{}
	for row, names := range layers {
		for _, name := range names {
			number[name] = len(g.Nodes)
			g.Nodes = append(g.Nodes, Node{Row: row})
		}
	}
	for _, a := range arcs {
		g.Edges = append(g.Edges, Edge{number[a.from], number[a.to], a.n})
	}
	return newSearch(split(g)).weighted()
}

func ranksOf(arcs []arc) map[string]int {
	number := map[string]int{}
	var edges []RankEdge
	for _, a := range arcs {
		for _, name := range []string{a.from, a.to} {
			if _, known := number[name]; !known {
				number[name] = len(number)
			}
		}
		edges = append(edges, RankEdge{number[a.from], number[a.to], a.n})
	}
	ranks := Ranks(len(number), edges)
	named := map[string]int{}
	for name, v := range number {
		named[name] = ranks[v]
	}
	return named
}

func barycentreOf(at, weights []int) mean {
	pos := make([]int, len(at))
	links := make([]link, len(at))
	for i := range at {
		pos[i], links[i] = at[i], link{i, int64(weights[i])}
	}
	return barycentre(links, pos)
}

// TestFixture is the same from the shared fixtures, which hold dagre's cases as JSON.
func TestFixture(t *testing.T) {
	root := os.Getenv("BSC_FIXTURES")
	if root == "" {
		t.Skip("BSC_FIXTURES does not name the folder of the shared fixtures")
	}
	var in struct {
		Crossings []struct {
			Layers [][]string
			Edges  [][3]any
		}
		Ranks      []struct{ Edges [][3]any }
		Barycenter []struct{ Pred, Weights map[string]int }
	}
	var want struct {
		Crossings  []int64
		Ranks      []map[string]int
		Barycenter []*float64
	}
	read(t, filepath.Join(root, "layered_layout_unit", "input.json"), &in)
	read(t, filepath.Join(root, "layered_layout_unit", "expected.json"), &want)
	assert.Len(t, in.Crossings, 7)
	for i, c := range in.Crossings {
		assert.Equal(t, want.Crossings[i], crossingsOf(c.Layers, arcs(c.Edges)), "crossings %d", i)
	}
	assert.Len(t, in.Ranks, 3)
	for i, c := range in.Ranks {
		assert.Equal(t, want.Ranks[i], ranksOf(arcs(c.Edges)), "ranks %d", i)
	}
	assert.Len(t, in.Barycenter, 5)
	for i, c := range in.Barycenter {
		var at, weights []int
		for _, name := range slices.Sorted(maps.Keys(c.Pred)) {
			at, weights = append(at, c.Pred[name]), append(weights, c.Weights[name])
		}
		got := barycentreOf(at, weights)
		if want.Barycenter[i] == nil {
			assert.Zero(t, got.weight, "barycenter %d", i)
			continue
		}
		assert.InDelta(t, *want.Barycenter[i], float64(got.sum)/float64(got.weight), 1e-12, "barycenter %d", i)
	}
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func arcs(edges [][3]any) []arc {
	var list []arc
	for _, e := range edges {
		list = append(list, arc{e[0].(string), e[1].(string), int(e[2].(float64))})
	}
	return list
}
