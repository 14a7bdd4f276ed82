package viewers

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	own "github.com/go-bsc/bsc/internal/layout"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// layered returns a random map of 18 objectives in four perspectives with 27 links, of which two pass a layer.
func layered(r *rand.Rand) own.Graph {
	g := own.Graph{Gap: 28, Lane: 14}
	rows := [][]int{{}, {}, {}, {}}
	for row, n := range []int{4, 5, 5, 4} {
		for range n {
			rows[row] = append(rows[row], len(g.Nodes))
			g.Nodes = append(g.Nodes, own.Node{Row: row, Width: 184})
		}
	}
	seen := map[own.Edge]bool{}
	for len(g.Edges) < 27 {
		from, span := r.IntN(3), 1
		if len(g.Edges) < 2 {
			from, span = r.IntN(2), 2
		}
		e := own.Edge{From: rows[from][r.IntN(len(rows[from]))], To: rows[from+span][r.IntN(len(rows[from+span]))]}
		if !seen[e] {
			seen[e] = true
			g.Edges = append(g.Edges, e)
		}
	}
	return g
}

// A segment is a part of a link between two rows that stand one above the other.
type segment struct {
	row      int
	from, to string
}

// segments cuts links into pieces from row to row. A link has a node in each row that it passes.
func segments(g own.Graph) []segment {
	var all []segment
	for i, e := range g.Edges {
		from := fmt.Sprint("n", e.From)
		for row := g.Nodes[e.From].Row; row < g.Nodes[e.To].Row; row++ {
			to := fmt.Sprintf("b%d_%d", i, row+1)
			if row+1 == g.Nodes[e.To].Row {
				to = fmt.Sprint("n", e.To)
			}
			all = append(all, segment{row, from, to})
			from = to
		}
	}
	return all
}

// writeLayered gives Graphviz the same rows: it orders nodes and bends, as the layout does.
func writeLayered(g own.Graph) string {
	var b strings.Builder
	b.WriteString("digraph { rankdir=BT; nodesep=0.3; node [shape=box, width=1.9, fixedsize=true];\n")
	rows := make([][]string, 4)
	for v, n := range g.Nodes {
		rows[n.Row] = append(rows[n.Row], fmt.Sprint("n", v))
	}
	for _, s := range segments(g) {
		fmt.Fprintf(&b, "%s -> %s [weight=1];\n", s.from, s.to)
		if s.to[0] == 'b' {
			fmt.Fprintf(&b, "%s [width=0.05];\n", s.to)
			rows[s.row+1] = append(rows[s.row+1], s.to)
		}
	}
	for row, names := range rows {
		fmt.Fprintf(&b, "r%d [style=invis, width=0.01];\n{ rank=same; r%d; %s }\n", row, row, strings.Join(names, "; "))
		if row > 0 {
			fmt.Fprintf(&b, "r%d -> r%d [style=invis];\n", row-1, row)
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// crossings counts the crossings of straight pieces, pair by pair.
func crossings(segments []segment, x map[string]float64) int {
	count := 0
	for i, s := range segments {
		for _, t := range segments[:i] {
			if s.row == t.row && (x[s.from]-x[t.from])*(x[s.to]-x[t.to]) < 0 {
				count++
			}
		}
	}
	return count
}

// TestCrossings compares the layout with Graphviz on maps of 18 objectives and 27 links in the same layers.
// It never has more crossings.
func TestCrossings(t *testing.T) {
	t.Parallel()
	need(t, "dot")
	const maps = 60
	r := rand.New(rand.NewPCG(18, 27))
	var graphs []own.Graph
	var dot bytes.Buffer
	for range maps {
		g := layered(r)
		graphs = append(graphs, g)
		dot.WriteString(writeLayered(g))
	}
	cmd := exec.Command("dot", "-Tplain")
	cmd.Stdin = &dot
	out, err := cmd.Output()
	require.NoError(t, err)
	plain := strings.Split(string(out), "stop\n")
	require.Len(t, plain, maps+1)
	ours, theirs := 0, 0
	for i, g := range graphs {
		placed, err := own.Place(g)
		require.NoError(t, err)
		x := map[string]float64{}
		for _, line := range strings.Split(plain[i], "\n") {
			if f := strings.Fields(line); len(f) > 3 && f[0] == "node" {
				x[f[1]], err = strconv.ParseFloat(f[2], 64)
				require.NoError(t, err)
			}
		}
		require.GreaterOrEqual(t, len(x), len(g.Nodes))
		at := map[string]float64{}
		for v := range g.Nodes {
			at[fmt.Sprint("n", v)] = float64(placed.X[v])
		}
		for e := range g.Edges {
			for j, bend := range placed.Bends[e] {
				at[fmt.Sprintf("b%d_%d", e, g.Nodes[g.Edges[e].From].Row+1+j)] = float64(bend)
			}
		}
		assert.Equal(t, placed.Crossings, crossings(segments(g), at), "map %d: as the layout counts itself", i)
		dotCount := crossings(segments(g), x)
		assert.LessOrEqual(t, placed.Crossings, dotCount, "map %d", i)
		ours, theirs = ours+placed.Crossings, theirs+dotCount
	}
	t.Logf("%d maps: %d crossings, Graphviz %d", maps, ours, theirs)
}
