package layout

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// card is a random strategy map: nodes in rows, edges mostly to the next row up, a fifth
// of them downwards, and skip of them over one row or more.
func card(rng *rand.Rand, rows, nodes, edges, skip int) Graph {
	g := Graph{Gap: 24, Lane: 16}
	in := make([][]int, rows)
	for i := range nodes {
		g.Nodes = append(g.Nodes, Node{i % rows, 60 + rng.IntN(80)})
		in[i%rows] = append(in[i%rows], i)
	}
	seen := map[[2]int]bool{}
	for tries := 0; len(g.Edges) < edges && tries < 100*edges; tries++ {
		low := rng.IntN(rows - 1)
		high := low + 1
		if len(g.Edges) < skip {
			low = rng.IntN(rows - 2)
			high = low + 2 + rng.IntN(rows-low-2)
		}
		from, to := in[low][rng.IntN(len(in[low]))], in[high][rng.IntN(len(in[high]))]
		if seen[[2]int{from, to}] {
			continue
		}
		seen[[2]int{from, to}] = true
		if rng.IntN(5) == 0 {
			from, to = to, from
		}
		g.Edges = append(g.Edges, Edge{From: from, To: to})
	}
	return g
}

func BenchmarkPlace(b *testing.B) {
	for _, c := range []struct{ rows, nodes, edges, skip int }{
		{4, 18, 27, 2}, {5, 200, 400, 40}, {6, 2000, 4000, 400}, {20, 2000, 4000, 2000},
	} {
		b.Run(fmt.Sprintf("%d/%d/%d", c.nodes, c.edges, c.rows), func(b *testing.B) {
			g := card(rand.New(rand.NewPCG(1, 2)), c.rows, c.nodes, c.edges, c.skip)
			for b.Loop() {
				p, err := Place(g)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(p.Crossings), "crossings")
			}
		})
	}
}
