package limits_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/require"
)

// worst are documents at the limits: the most of everything that costs time or memory.
func worst() map[string]func() string {
	const oneKPI = `{"id":"c","perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[%s]}]}]}`
	wide := func(n int, kpi string) string { return fmt.Sprintf(oneKPI, numbered(n, kpi)) }
	objectives := func(n int, rest string) string {
		return `{"id":"c","frequency":"month","perspectives":[{"id":"p","objectives":[` + numbered(n, `{"id":"o%d"}`) + `]}]` + rest + `}`
	}
	links := func(n int, format string, ends func(i int) (from, to int)) string {
		var b strings.Builder
		for i := range n {
			from, to := ends(i)
			fmt.Fprintf(&b, format+",", from, to)
		}
		return `,"links":[` + strings.TrimSuffix(b.String(), ",") + `]`
	}
	const most = 46_000 // links, within 200,000 values
	mixed := func(i int) (int, int) { return i * 7919 % 5000, (i*104_729 + i/5000*31 + 1) % 5000 }
	rising := func(i int) (int, int) {
		a, b := mixed(i)
		return min(a, b), max(a, b) + 1
	}
	once := func(ends func(int) (int, int)) func(int) (int, int) {
		seen := map[[2]int]bool{}
		return func(i int) (int, int) {
			a, b := ends(i)
			for seen[[2]int{a, b}] || a == b {
				b = (b + 1) % 5001
				if b < a {
					b = a + 1
				}
			}
			seen[[2]int{a, b}] = true
			return a, b
		}
	}
	targets := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `{"period":"%04d-%02d-%02d","value":%d},`, 1000+i/336, i/28%12+1, i%28+1, i+1)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	table := func() string {
		var b strings.Builder
		for i := range 9000 * 4 {
			fmt.Fprintf(&b, `{"label":"%04d-P%02d","first":"%04d-%02d-01","last":"%04d-%02d-%02d"},`, 1+i/4, i%4+1, 1+i/4, i%4*3+1, 1+i/4, i%4*3+3, []int{31, 30, 30, 31}[i%4])
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	anchors := func() string {
		var b strings.Builder
		for i := range 60_000 {
			fmt.Fprintf(&b, `,[%d,%d]`, i+1, i+1)
		}
		return b.String()
	}
	return map[string]func() string{
		"KPIs": func() string {
			return wide(19_990, `{"id":"k%d","name":"x","unit":"y","owner":"z","targets":[{"value":1}]}`)
		},
		"KPIs with texts": func() string { return wide(1_990, `{"id":"k%d","description":"`+strings.Repeat("ä", 1_900)+`"}`) },
		"policies": func() string {
			return wide(12_000, `{"id":"k%d","threshold":{"name":"bands","args":{"bands":[{"rating":"red"},{"rating":"green","from":9}]}}}`)
		},
		"one policy": func() string {
			return fmt.Sprintf(oneKPI, `{"id":"k","scorer":{"name":"curve","args":{"anchors":[[0,0]`+anchors()+`]}}}`)
		},
		"calculated in row": func() string {
			return `{"id":"c","series":[{"id":"s"}],"perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[{"id":"k-1","calculator":{"name":"sum","args":{"of":["s"]}}},` + chainOfSums(19_000) + `]}]}]}`
		},
		"calculated of all": func() string {
			return `{"id":"c","series":[` + numbered(19_000, `{"id":"s%d"}`) + `],"perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[` + numbered(7, `{"id":"k%d","calculator":{"name":"sum","args":{"of":[`+numbered(19_000, `"s%d"`)+`]}}}`) + `]}]}]}`
		},
		"product of all": func() string {
			product := `{"id":"k","calculator":{"name":"product","args":{"of":[` + repeat(`"s"`, ",", 190_000) + `]}}}`
			return strings.Replace(fmt.Sprintf(oneKPI, product), `"id":"c"`, `"id":"c","series":[{"id":"s"}]`, 1)
		},
		"targets of one": func() string {
			return fmt.Sprintf(oneKPI, `{"id":"k","frequency":"day","rollup":"sum","targets":[`+targets(60_000)+`]}`)
		},
		"uses": func() string {
			return `{"id":"c","perspectives":[{"id":"p","objectives":[{"id":"all","kpis":[` + numbered(300, `{"id":"k%d"}`) + `]},` + numbered(200, `{"id":"o%d","uses":[`+strings.ReplaceAll(numbered(300, `{"kpi":"k%d"}`), "%", "%%")+`]}`) + `]}]}`
		},
		"themes": func() string {
			return `{"id":"c","themes":[` + numbered(9_000, `{"id":"t%d"}`) + `],"perspectives":[{"id":"p","objectives":[{"id":"o","themes":[` + repeat(`"t1"`, ",", 170_000) + `]}]}]}`
		},
		"links":           func() string { return objectives(5_001, links(most, `{"from":"o%d","to":"o%d"}`, once(rising))) },
		"links with lags": func() string { return objectives(5_001, links(most, `{"from":"o%d","to":"o%d","lag":1}`, once(mixed))) },
		"a chain": func() string {
			return objectives(19_900, links(19_899, `{"from":"o%d","to":"o%d","lag":1}`, func(i int) (int, int) { return i, i + 1 }))
		},
		"a ring": func() string {
			return objectives(19_900, links(19_900, `{"from":"o%d","to":"o%d","lag":1}`, func(i int) (int, int) { return i, (i + 1) % 19_900 }))
		},
		"a calendar": func() string { return `{"id":"c","calendar":{"table":[` + table() + `]}}` },
		"ratings": func() string {
			return `{"id":"c","ratings":[` + numbered(66_000, `{"id":"r%d"}`) + `],"defaults":{"threshold":"none"}}`
		},
		"attributes": func() string { return `{"id":"c","attributes":{` + numbered(199_000, `"attribute %d":"x"`) + `}}` },
		"escapes": func() string {
			return `{"id":"c","attributes":{` + numbered(320, `"%d":"`+strings.Repeat(`\u00e4`, 3_900)+`"`) + `}}`
		},
		"nesting": func() string {
			return fmt.Sprintf(oneKPI, numbered(6_000, `{"id":"k%d","attributes":{"x":"y"},"scorer":{"name":"x","args":`+strings.Repeat("[", 22)+strings.Repeat("]", 22)+`}}`))
		},
		"doubled keys":  func() string { return `{` + repeat(`"id":""`, ",", 190_000) + `}` },
		"doubled lines": func() string { return "{" + repeat(`"id":""`, ",\n", 190_000) + `}` },
		"doubled attributes": func() string {
			return `{"id":"c","attributes":{` + repeat(`"a":"x"`, ",", 190_000) + `}}`
		},
		"doubled keys, deep": func() string {
			return `{"links":[` + repeat(`{"note":"","note":""}`, ",", 60_000) + `]}`
		},
		"bad values": func() string {
			return `{"id":"c","themes":[` + repeat(`{"id":[],"name":1}`, ",", 60_000) + `]}`
		},
		"unknown inputs": func() string {
			sum := `{"id":"k","calculator":{"name":"sum","args":{"of":[` + numbered(150_000, `"kex%d"`) + `]}}}`
			return fmt.Sprintf(oneKPI, numbered(9_000, `{"id":"key%d"}`)+","+sum)
		},
		"unknown vetoes": func() string { return vetoed(9_000, numbered(150_000, `"kex%d"`)) },
		"vetoes":         func() string { return vetoed(19_000, numbered(19_000, `"key%d"`)) },
		"small circles": func() string {
			there := func(i int) (int, int) { return i, i ^ 1 }
			return objectives(19_900, links(19_900, `{"from":"o%d","to":"o%d"}`, there))
		},
		"unknown fields": func() string { return `{` + numbered(199_000, `"field%d":1`) + `}` },
		"unknown ids": func() string {
			return `{"id":"c","perspectives":[{"id":"p","objectives":[` + numbered(18_000, `{"id":"`+strings.Repeat("o", 100)+`%d"}`) + `]}],"links":[` + numbered(24_000, `{"from":"`+strings.Repeat("o", 90)+`x%dxxxx`+strings.Repeat("o", 9)+`","to":"`+strings.Repeat("o", 90)+`x"}`) + `]}`
		},
	}
}

// vetoed is a card with so many KPIs, of which some may veto.
func vetoed(n int, children string) string {
	const card = `{"id":"c","perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[%s],"aggregator":` +
		`{"name":"veto","args":{"of":"weighted_mean","limit":1,"cap":0,"children":[%s]}}}]}]}`
	return fmt.Sprintf(card, numbered(n, `{"id":"key%d","targets":[{"value":1}]}`), children)
}

func chainOfSums(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"k%d","calculator":{"name":"sum","args":{"of":["k%d"]}}},`, i, i-1)
	}
	return strings.TrimSuffix(b.String(), ",")
}

// ends says how far a document at the limits gets, where that is not to the end: how its error begins.
func ends() map[string]string {
	return map[string]string{
		"bad values":         `not read: bsc: line 1, column 27: /themes/0/id: text is expected, not a list`,
		"doubled attributes": `not read: bsc: line 1, column 33: /attributes/a: "a" stands twice, first at line 1, column 25`,
		"doubled keys":       `not read: bsc: line 1, column 10: /id: "id" stands twice, first at line 1, column 2`,
		"doubled keys, deep": `not read: bsc: line 1, column 22: /links/0/note: "note" stands twice, first at line 1, column 12`,
		"doubled lines":      `not read: bsc: line 2, column 1: /id: "id" stands twice, first at line 1, column 2`,
		"nesting":            `not compiled: bsc: /perspectives/0/objectives/0/kpis/0/scorer: unknown scorer "x"`,
		"small circles":      `not compiled: bsc: /links/0: links without lag form a cycle`,
		"unknown fields":     `not read: bsc: line 1, column 2: /field0: unknown field "field0"`,
		"unknown ids":        `not compiled: bsc: /links/0/from: there is no objective "ooo`,
		"unknown inputs":     `not compiled: bsc: /perspectives/0/objectives/0/kpis/9000/calculator: there is no KPI or series "kex0"`,
		"unknown vetoes":     `not compiled: bsc: /perspectives/0/objectives/0/aggregator/args/children/0: objective:o has no child "kex0"`,
	}
}

// TestWorst reads, compiles and evaluates documents at the limits: each gets as far as it should, so that it costs what
// it is there to cost; what is refused is refused for what is wrong with it, in one line; and each takes about what a
// plain document of its length does.
func TestWorst(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for name, doc := range worst() {
		t.Run(name, func(t *testing.T) {
			text := []byte(doc())
			require.LessOrEqual(t, len(text), 8<<20)
			got, want := road(text), cmp.Or(ends()[name], "accepted")
			require.True(t, strings.HasPrefix(got, want), "%s, not %s", got, want)
			require.LessOrEqual(t, len(got), 300+len("not compiled: "))
			simple := plain(len(text))
			cost.AtMost(t, 6, func() { road(text) }, func() { require.Equal(t, "accepted", road(simple)) })
		})
	}
}

// plain returns a document of about a length that has KPIs with targets and texts, and nothing else.
func plain(length int) []byte {
	const kpi, most = `{"id":"k%d","targets":[{"value":1}],"description":"%s"},`, 19_990
	n := min(length/len(kpi), most)
	var b strings.Builder
	b.WriteString(`{"id":"c","perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[`)
	for i := range n {
		fmt.Fprintf(&b, kpi, i, strings.Repeat("x", length/n-len(kpi)))
	}
	return []byte(strings.TrimSuffix(b.String(), ",") + `]}]}]}`)
}

// road takes a document as far as it goes.
func road(doc []byte) string {
	def, err := bsc.ParseDefinition(doc, nil)
	if err != nil {
		return "not read: " + err.Error()
	}
	card, err := bsc.Compile(def, nil)
	if err != nil {
		return "not compiled: " + err.Error()
	}
	asked := period.Year(2026)
	if _, _, err := card.Calendar().Bounds(asked); err != nil {
		asked = period.Numbered(2026, 1) // a table without years
	}
	_, err = card.Evaluate(bsc.Input{Period: asked, Readings: oracle.Sparse{}})
	if err != nil {
		return "not evaluated: " + err.Error()
	}
	return "accepted"
}

// BenchmarkWorst measures what TestWorst does.
func BenchmarkWorst(b *testing.B) {
	for name, doc := range worst() {
		b.Run(name, func(b *testing.B) {
			text := []byte(doc())
			b.ReportAllocs()
			for b.Loop() {
				road(text)
			}
		})
	}
}
