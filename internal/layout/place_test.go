package layout

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPlace_small(t *testing.T) {
	assert.Equal(t, Placement{X: []int{}, Bends: [][]int{}, Order: [][]int{}}, place(t, Graph{}))
	one := place(t, Graph{Nodes: []Node{{0, 100}}, Gap: 10})
	assert.Equal(t, Placement{X: []int{50}, Bends: [][]int{}, Order: [][]int{{0}}, Width: 100}, one)
	rows := place(t, Graph{Nodes: []Node{{3, 20}, {1, 10}, {3, 20}}, Gap: 6})
	assert.Equal(t, [][]int{{}, {1}, {}, {0, 2}}, rows.Order, "empty rows, no edges")
	assert.Equal(t, []int{10, 23, 36}, rows.X)
	assert.Equal(t, 46, rows.Width)
}

// TestPlace_given has two orders without crossings; the given one stays.
func TestPlace_given(t *testing.T) {
	for _, given := range [][]Edge{{{0, 2, 0}, {1, 3, 0}}, {{0, 2, 0}, {1, 2, 0}}, {{0, 3, 0}, {1, 3, 0}}, nil} {
		p := place(t, Graph{Nodes: []Node{{0, 9}, {0, 9}, {1, 9}, {1, 9}}, Edges: given, Gap: 3})
		assert.Equal(t, [][]int{{0, 1}, {2, 3}}, p.Order)
		assert.Zero(t, p.Crossings)
	}
	crossed := Graph{Nodes: []Node{{0, 9}, {0, 9}, {1, 9}, {1, 9}}, Edges: []Edge{{0, 3, 0}, {1, 2, 0}}, Lane: 4}
	assert.Zero(t, place(t, crossed).Crossings)
}

func TestPlace_centred(t *testing.T) {
	fan := Graph{Nodes: []Node{{0, 80}, {1, 80}, {1, 80}, {1, 80}}, Gap: 20, Lane: 10}
	fan.Edges = []Edge{{0, 1, 0}, {0, 2, 0}, {0, 3, 0}}
	p := place(t, fan)
	assert.Equal(t, []int{140, 40, 140, 240}, p.X, "one driver under the middle of three effects")
	assert.Equal(t, 280, p.Width)

	pair := Graph{Nodes: []Node{{0, 80}, {0, 80}, {1, 120}}, Edges: []Edge{{0, 2, 0}, {1, 2, 0}}, Gap: 20}
	assert.Equal(t, []int{40, 140, 90}, place(t, pair).X, "one effect over the middle of two drivers")
}

// TestPlace_straight has an edge past two rows, which has to go upright beside the boxes.
func TestPlace_straight(t *testing.T) {
	g := Graph{Nodes: []Node{{0, 80}, {1, 80}, {2, 60}, {3, 80}, {2, 50}}, Gap: 20, Lane: 16}
	g.Edges = []Edge{{0, 1, 0}, {1, 2, 0}, {2, 3, 0}, {0, 3, 0}, {1, 4, 0}}
	p := place(t, g)
	assert.Zero(t, p.Crossings)
	assert.Len(t, p.Bends[3], 2)
	assert.Equal(t, p.Bends[3][0], p.Bends[3][1])

	alone := place(t, Graph{Nodes: []Node{{0, 9}, {4, 30}}, Edges: []Edge{{1, 0, 0}}, Lane: 8})
	assert.Equal(t, Placement{
		X: []int{15, 15}, Bends: [][]int{{15, 15, 15}}, Order: [][]int{{0}, {}, {}, {}, {1}}, Width: 30,
	}, alone)
}

// TestPlace_weight has a crossing that cannot be avoided: it costs the light edges.
func TestPlace_weight(t *testing.T) {
	g := Graph{Nodes: []Node{{0, 9}, {0, 9}, {1, 9}, {1, 9}}, Lane: 4}
	g.Edges = []Edge{{0, 2, 1}, {1, 3, 1}, {0, 3, 9}, {1, 2, 9}}
	p := place(t, g)
	assert.Equal(t, 1, p.Crossings)
	assert.Equal(t, p.Order[0][0] == 0, p.Order[1][0] == 3)
}

func TestPlace_errors(t *testing.T) {
	two := []Node{{0, 9}, {1, 9}}
	cases := map[string]struct {
		g    Graph
		want string
	}{
		"row":      {Graph{Nodes: []Node{{2, 9}, {2, 9}}, Edges: []Edge{{0, 1, 0}}}, "edge 0: both ends in row 2"},
		"self":     {Graph{Nodes: two, Edges: []Edge{{0, 1, 0}, {1, 1, 0}}}, "edge 1: both ends in row 1"},
		"from":     {Graph{Nodes: two, Edges: []Edge{{-1, 1, 0}}}, "edge 0: node out of range"},
		"to":       {Graph{Nodes: two, Edges: []Edge{{0, 2, 0}}}, "edge 0: node out of range"},
		"weight":   {Graph{Nodes: two, Edges: []Edge{{0, 1, 1001}}}, "edge 0: weight 1001 out of range"},
		"negative": {Graph{Nodes: two, Edges: []Edge{{0, 1, -1}}}, "edge 0: weight -1 out of range"},
		"low row":  {Graph{Nodes: []Node{{-1, 9}}}, "node 0: row -1 out of range"},
		"high row": {Graph{Nodes: []Node{{MaxPoints, 9}}}, "node 0: row 100000 out of range"},
		"width":    {Graph{Nodes: []Node{{0, -1}}}, "node 0: width -1 out of range"},
		"gap":      {Graph{Nodes: two, Gap: -1}, "gap -1 or lane 0 out of range"},
		"lane":     {Graph{Nodes: two, Lane: maxExtent + 1}, "gap 0 or lane 268435457 out of range"},
		"extent":   {Graph{Nodes: []Node{{0, maxExtent}, {0, 1}}}, "268435457 wide in all, more than 268435456"},
		"lanes": {
			Graph{Nodes: []Node{{0, 1}, {2, 1}}, Edges: []Edge{{0, 1, 0}}, Lane: maxExtent - 9},
			"268435457 wide in all",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p, err := Place(c.g)
			assert.ErrorContains(t, err, c.want)
			assert.Zero(t, p)
		})
	}
	for _, g := range []Graph{
		{Nodes: []Node{{0, maxExtent - 1}, {0, 1}}},
		{Nodes: two, Edges: []Edge{{0, 1, 1000}}},
	} {
		place(t, g)
	}
}

func TestPlace_limits(t *testing.T) {
	nodes := func(n int) Graph { return Graph{Nodes: make([]Node, n)} }
	edges := func(n int) Graph { return Graph{Nodes: []Node{{0, 1}, {1, 1}}, Edges: repeat(Edge{0, 1, 0}, n)} }
	bends := func(n int) Graph { // n points: four nodes, and an edge past all rows between
		return Graph{Nodes: []Node{{0, 1}, {n - 3, 1}, {n - 3, 1}, {n - 4, 1}}, Edges: []Edge{{0, 1, 0}}}
	}
	for name, of := range map[string]func(int) Graph{"nodes": nodes, "edges": edges, "bends": bends} {
		t.Run(name, func(t *testing.T) {
			_, err := Place(of(MaxPoints))
			assert.NoError(t, err)
			_, err = Place(of(MaxPoints + 1))
			assert.ErrorContains(t, err, "more than 100000")
		})
	}
}

func repeat(e Edge, n int) []Edge {
	list := make([]Edge, n)
	for i := range list {
		list[i] = e
	}
	return list
}

func TestRanks(t *testing.T) {
	cases := map[string]struct {
		n     int
		edges []RankEdge
		want  []int
	}{
		"none":      {0, nil, []int{}},
		"no edges":  {2, nil, []int{0, 0}},
		"source":    {4, []RankEdge{{0, 1, 1}, {1, 2, 1}, {3, 2, 1}}, []int{0, 1, 2, 1}},
		"long":      {3, []RankEdge{{0, 1, 2}, {1, 2, 3}, {0, 2, 1}}, []int{0, 2, 5}},
		"none long": {2, []RankEdge{{0, 1, 0}}, []int{0, 0}},
		"negative":  {2, []RankEdge{{0, 1, -4}}, []int{0, 0}},
		"sinking":   {5, []RankEdge{{0, 2, 1}, {1, 2, 1}, {2, 4, 1}, {0, 3, 1}, {3, 4, 2}}, []int{0, 0, 1, 1, 3}},
		"cycle":     {4, []RankEdge{{0, 1, 1}, {1, 2, 1}, {2, 1, 1}, {2, 3, 1}}, []int{0, 1, 0, 0}},
		"self":      {2, []RankEdge{{0, 0, 1}, {0, 1, 1}}, []int{0, 0}},
		"no node":   {2, []RankEdge{{0, 2, 1}, {-1, 1, 1}, {0, 1, 1}}, []int{0, 1}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, Ranks(c.n, c.edges)) })
	}
	assert.Empty(t, Ranks(-1, nil))
}
