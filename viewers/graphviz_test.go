package viewers

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A layout is what Graphviz makes of a text: the JSON it writes.
type layout struct {
	Objects []struct {
		Name  string
		Pos   string // of a node
		Nodes []int  // of a cluster
	}
}

// A group is a g element of the SVG that Graphviz writes: a node, an edge or a cluster.
type group struct {
	Class string   `xml:"class,attr"`
	Title string   `xml:"title"`
	Lines []string `xml:"text"`
	Inner []group  `xml:"g"`
}

// A graph is what Graphviz draws of a text. Nodes that only hold others in place are invisible, and not
// drawn.
type graph struct {
	layout   layout
	labels   map[string]string // what is to be read on nodes and clusters that are drawn, by their name
	links    int               // edges that are drawn
	unsafe   []string
	warnings string
}

func drawDOT(t *testing.T, text string) graph {
	t.Helper()
	dot := need(t, "dot")
	stdout, warnings := run(t, text, dot, "-Tjson")
	g := graph{warnings: warnings}
	require.NoError(t, json.Unmarshal([]byte(stdout), &g.layout))
	svg, _ := run(t, text, dot, "-Tsvg")
	var root group
	require.NoError(t, xml.Unmarshal([]byte(svg), &root))
	g.labels = make(map[string]string)
	for _, e := range root.Inner[0].Inner {
		if e.Class == "edge" {
			g.links++
		} else {
			g.labels[e.Title] = strings.Join(e.Lines, "\n")
		}
	}
	g.unsafe = unsafeIn(t, svg)
	return g
}

// unsafeIn returns what in a Graphviz drawing could run code or lead elsewhere.
func unsafeIn(t *testing.T, svg string) (all []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for token, err := d.Token(); token != nil; token, err = d.Token() {
		require.NoError(t, err)
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if slices.Contains([]string{"a", "script", "image", "foreignObject"}, e.Name.Local) {
			all = append(all, "unsafe: "+e.Name.Local)
		}
		for _, a := range e.Attr {
			if regexp.MustCompile(`(?i)^on|href`).MatchString(a.Name.Local) || strings.Contains(a.Value, "script:") {
				all = append(all, "unsafe: "+a.Name.Local+"="+a.Value)
			}
		}
	}
	return all
}

// faults returns what is wrong with the graph of a strategy.
func (g graph) faults(s strategy) []string {
	var nodes, clusters []string
	for _, o := range g.layout.Objects {
		label, drawn := g.labels[o.Name]
		if drawn && o.Pos == "" {
			clusters = append(clusters, label)
		} else if drawn {
			nodes = append(nodes, label)
		}
	}
	all := s.differences(nodes, clusters, g.links)
	if g.warnings != "" {
		all = append(all, "warning: "+g.warnings)
	}
	return append(append(all, g.unsafe...), g.misplaced(s)...)
}

// misplaced returns the layers that are not above everything below them. Clusters are in the order of the
// text, bottom first.
func (g graph) misplaced(s strategy) (all []string) {
	below, i := math.Inf(-1), 0
	for _, o := range g.layout.Objects {
		label, drawn := g.labels[o.Name]
		if !drawn || o.Pos != "" || i == len(s.layers) {
			continue
		}
		lowest, highest := math.Inf(1), below
		for _, n := range o.Nodes {
			if _, drawn := g.labels[g.layout.Objects[n].Name]; drawn {
				lowest, highest = min(lowest, g.height(n)), max(highest, g.height(n))
			}
		}
		if name := s.layers[i].name; lowest <= below || !shows(label, name) {
			all = append(all, fmt.Sprintf("layer: %.60q begins at %v, those below end at %v", name, lowest, below))
		}
		below = highest
		i++
	}
	return all
}

// height returns how high a node stands.
func (g graph) height(node int) float64 {
	_, y, _ := strings.Cut(g.layout.Objects[node].Pos, ",")
	f, err := strconv.ParseFloat(y, 64)
	if err != nil {
		return math.NaN()
	}
	return f
}

func TestGraphviz_findsEveryFault(t *testing.T) {
	t.Parallel()
	const good = `digraph { rankdir=BT; subgraph cluster_0 { label="People"; n0 [label="a \\N &amp;amp; <b>"]; n1 [label="b\nc"] }
subgraph cluster_1 { label="Money"; n2 [label="d"] } n0 -> n2 [label="lag 2"]; n1 -> n2 }`
	want := strategy{layers: []layer{{"People", []string{`a \N &amp; <b>`, "b c"}}, {"Money", []string{"d"}}}, links: 2}
	assert.Empty(t, drawDOT(t, good).faults(want))
	for _, c := range [][3]string{
		{"node: no label", `\\N`, `\N`},
		{"node: no label", `amp;amp;`, `amp;`},
		{"node: a label", `n1 -> n2`, `n1 -> n2; n3`},
		{"perspective", `Money`, `Mon`},
		{"links", `n1 -> n2`, ``},
		{"layer", `n0 -> n2 [label="lag 2"]; n1 -> n2`, `n2 -> n0; n2 -> n1`},
		{"links", `n1 -> n2`, `n1 -> n2 [style=invis]`},
		{"unsafe", `"d"`, `"d", URL="javascript:alert(1)"`},
		{"unsafe", `"d"`, `"d", href="x"`},
		{"warning", `"d"`, `"d", shape=nonsense`},
	} {
		found := drawDOT(t, strings.Replace(good, c[1], c[2], 1)).faults(want)
		assert.Contains(t, strings.Join(found, "\n"), c[0], c[2])
	}
}
