package render_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestView_bad pins how names with a meaning to a program look in every form.
func TestView_bad(t *testing.T) {
	const nul, bidi = "a\ue000b\ue001[1m\ue002", "\u202egnp.\u2067\u202c\u2069exe"
	cases := []struct {
		name, bad string
		want      map[string]string // a part of each form
	}{
		{"script", "<script>alert(1)</script>", map[string]string{
			"map.svg":      `<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>`,
			"map.dot":      `label="<script>alert(1)</script>"`,
			"map.mmd":      `n0("#60;script#62;alert#40;1#41;#60;#47;script#62;")`,
			"scorecard.md": `| **\<script\>alert\(1\)\</script\>** |`,
		}},
		{"attribute", `"onload="alert(1)`, map[string]string{
			"map.svg":      `aria-label="&#34;onload=&#34;alert(1)."`,
			"map.dot":      `label="\"onload=\"alert(1)"`,
			"map.mmd":      `n0("#34;onload#61;#34;alert#40;1#41;")`,
			"scorecard.md": `| **"onload="alert\(1\)** |`,
		}},
		{"controls", nul, map[string]string{
			"map.svg":       "<title>a\uFFFDb\uFFFD[1m\uFFFD</title>",
			"map.dot":       "label=\"a\uFFFDb\uFFFD[1m\uFFFD\"",
			"map.mmd":       `n0("a#65533;b#65533;#91;1m#65533;")`,
			"scorecard.md":  "| **a\uFFFDb\uFFFD\\[1m\uFFFD** |",
			"scorecard.txt": "a\uFFFDb\uFFFD[1m\uFFFD\n",
		}},
		{"steering characters", bidi, map[string]string{
			"map.svg":       `<title>gnp.exe</title>`,
			"map.dot":       `label="gnp.exe"`,
			"map.mmd":       `n0("gnp#46;exe")`,
			"scorecard.md":  "| **gnp.exe** |",
			"scorecard.txt": "└─ gnp.exe\n",
		}},
		{"right to left", "שלום", map[string]string{
			"map.dot":       "label=\"\u2068שלום\u2069\"",
			"map.mmd":       `n0("#8296;#1513;#1500;#1493;#1501;#8297;")`,
			"scorecard.md":  "| **\u2068שלום\u2069** |",
			"scorecard.txt": "└─ \u2068שלום\u2069\n",
		}},
		{"formula", "=cmd|' /c calc'!A1", map[string]string{
			"scorecard.md":  `| **=cmd\|' /c calc'\!A1** |`,
			"scorecard.txt": "└─ =cmd|' /c calc'!A1\n",
		}},
		{"Mermaid", "\"] click", map[string]string{"map.mmd": `n0("#34;#93; click")`}},
		{"Mermaid's settings", "%%{init}", map[string]string{"map.mmd": `n0("#37;#37;#123;init#125;")`}},
		{"Graphviz's escape", `\N`, map[string]string{"map.dot": `n0 [label="\\N"]`}},
		{"backslash", `a\`, map[string]string{"map.dot": `n0 [label="a\\"]`, "scorecard.md": `| **a\\** |`}},
	}
	for _, c := range cases {
		def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", Name: c.bad}}}}}
		for file, to := range drawings(render.View{Card: bsc.MustCompile(def, nil)}) {
			got := draw(t, to)
			assert.True(t, strings.Contains(got, c.want[file]), "%s: %s is\n%s", c.name, file, got)
		}
	}
}

// TestView_badID draws an id that is a word of Mermaid's and Graphviz's as a name only.
func TestView_badID(t *testing.T) {
	def := &bsc.Definition{ID: "graph", Perspectives: []bsc.Perspective{{ID: "subgraph", Objectives: []bsc.Objective{{ID: "end"}}}}}
	v := render.View{Card: bsc.MustCompile(def, nil)}
	assert.Equal(t, "flowchart BT\n  subgraph p0[\"subgraph\"]\n    n0(\"end\")\n  end\n", draw(t, v.MapMermaid))
	assert.Contains(t, draw(t, v.MapDOT), "\tsubgraph cluster_p0 {\n\t\tgraph [label=\"subgraph\",")
	assert.Contains(t, draw(t, v.MapDOT), "\t\tn0 [label=\"end\"];\n")
}

// TestView_negative keeps a negative number a number.
func TestView_negative(t *testing.T) {
	def := &bsc.Definition{ID: "card", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{
		{ID: "k", Scorer: bsc.Policy{Name: "none"}},
	}}}}}}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"k": decimal.New(-5, 0)}})
	require.NoError(t, err)
	v := render.View{Result: result}
	assert.Contains(t, draw(t, v.Markdown), "| -5 |")
	assert.Contains(t, draw(t, v.Text), "(-5)")
}

// TestView_title isolates the parts of a title, so that the period is its end in any script.
func TestView_title(t *testing.T) {
	def := &bsc.Definition{ID: "card", Name: "שלום", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o"}}}}}
	result, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Quarter(2026, 3), OrgUnit: "חיפה", Readings: bsc.Actuals{}})
	require.NoError(t, err)
	for file, to := range drawings(render.View{Result: result}) {
		var b bytes.Buffer
		require.NoError(t, to(&b))
		if file != "map.mmd" { // it has none
			assert.Contains(t, b.String(), "\u2068שלום\u2069, \u2068חיפה\u2069, 2026-Q3", file)
		}
	}
}
