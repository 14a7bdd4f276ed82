package viewers

import (
	"cmp"
	_ "embed"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

//go:embed mermaid.js
var mermaidScript string

// A diagram is what Mermaid drew of one text.
type diagram struct {
	Error    string
	Nodes    []string
	Clusters []string
	Links    int
	Unsafe   []string
}

// drawMermaid lets Mermaid draw texts, all in one page, and returns what ran and what it drew.
func drawMermaid(t *testing.T, texts []drawing) (ran []string, diagrams []diagram) {
	t.Helper()
	library, err := filepath.Abs("node_modules/mermaid/dist/mermaid.min.js")
	require.NoError(t, err)
	if _, err := os.Stat(library); err != nil {
		missing(t, "Mermaid is not installed: npm ci")
	}
	var report struct {
		Ran      []string
		Diagrams []diagram
	}
	browse(t, page{texts: texts, scripts: []string{scriptFile(library), script(mermaidScript)}}, &report)
	require.Len(t, report.Diagrams, len(texts))
	return report.Ran, report.Diagrams
}

// faults returns what is wrong with a diagram of the strategy.
func (d diagram) faults(s strategy) []string {
	if d.Error != "" {
		return []string{"error: " + d.Error}
	}
	all := s.differences(d.Nodes, d.Clusters, d.Links)
	for _, what := range d.Unsafe {
		all = append(all, "unsafe: "+what)
	}
	return all
}

func TestMermaid_findsEveryFault(t *testing.T) {
	t.Parallel()
	const good = "flowchart BT\nsubgraph p0[\"People\"]\nn0[\"a #60;b#62; #35;1\"]\nend\n" +
		"subgraph p1[\"Money\"]\nn1[\"1. two\"]\nend\nn0 -- \"lag 2\" --> n1\n"
	cases := [][2]string{
		{"", ""},
		{"error: ", good + "n2[\"a\"]b\"]\n"},
		{"unsafe: a", good + "click n0 href \"http://example.com\"\n"},
		{"unsafe: img", strings.Replace(good, "two", "two<img src=x onerror=alert(1)>", 1)},
		{"node", strings.Replace(good, "#35;1", "one", 1)},
		{"node", good + "n2[\"c\"]\n"},
		{"perspective", strings.Replace(good, "Money", "Mon", 1)},
		{"links", good + "n1 --> n0\n"},
		{"node", strings.Replace(good, "two", strings.Repeat("two", 20_000), 1)}, // Mermaid's own limit
	}
	texts := make([]drawing, len(cases))
	for i, c := range cases {
		texts[i] = drawing{c[0], cmp.Or(c[1], good)}
	}
	ran, diagrams := drawMermaid(t, texts)
	assert.Empty(t, ran)
	want := strategy{layers: []layer{{"People", []string{"a <b> #1"}}, {"Money", []string{"1. two"}}}, links: 1}
	assert.Empty(t, diagrams[0].faults(want))
	for i, c := range cases[1:] {
		assert.Contains(t, strings.Join(diagrams[i+1].faults(want), "\n"), c[0], "%d", i)
	}
}
