package bsc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An editor marks everything at once: a misspelt key hides neither the negative weight nor the link to nothing. That the
// objective has no KPIs is not said, for they may be those under the misspelt key.
func ExampleCheckDocument() {
	document := []byte(`{
  "id": "shop",
  "perspectives": [
    {"id": "money", "weight": -1, "objectives": [{"id": "earn", "kpsi": [{"id": "sales"}]}]},
    {"id": "people", "objectives": [{"id": "learn", "kpis": [{"id": "courses", "targets": [{"value": 4}], "threshold": "bnads"}]}]}
  ],
  "links": [{"from": "learn", "to": "eran"}, {"from": "kpi:sales", "to": "earn"}]
}`)
	_, problems := bsc.CheckDocument(document, &bsc.Options{UTF16: true})
	for _, p := range problems {
		fmt.Printf("%d:%d-%d:%d %s\n", p.Line, p.Col, p.EndLine, p.EndCol, p.Detail)
	}
	// Output:
	// 4:31-4:33 the weight "-1" is negative
	// 4:65-4:71 unknown field "kpsi"
	// 5:120-5:127 unknown threshold "bnads"
	// 7:37-7:43 there is no objective "eran"
}

// TestCheckDocument has documents with faults of form and of meaning, and what is told of them, by path.
func TestCheckDocument(t *testing.T) {
	card := func(kpi, rest string) string {
		return `{"id":"c","perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[` + kpi + `,{"id":"k2","targets":[{"value":1}]}]}]}]` + rest + `}`
	}
	uses := `,"links":[{"from":"kpi:k1","to":"o"},{"from":"kpi:k1","to":"kpi:k2"},{"from":"o","to":"series:s"}]`
	for name, c := range map[string]struct {
		document string
		want     []string
	}{
		"a misspelt id": {card(`{"idd":"k1"}`, uses), []string{
			`/perspectives/0/objectives/0/kpis/0/idd: unknown field "idd"`, `/links/2/to: a link cannot join "series:s"`,
		}},
		"an id of the wrong kind":    {card(`{"id":1}`, uses), []string{"/perspectives/0/objectives/0/kpis/0/id: text is expected, not a number", `/links/2/to: a link cannot join`}},
		"an id twice":                {card(`{"id":"k1","id":"k"}`, uses), []string{`/perspectives/0/objectives/0/kpis/0/id: "id" stands twice`, `/links/2/to: a link cannot join`}},
		"a KPI that is none":         {card(`7`, uses), []string{"/perspectives/0/objectives/0/kpis/0: an object is expected, not a number", `/links/2/to: a link cannot join`}},
		"a reference to another":     {card(`{"idd":"k1"}`, `,"links":[{"from":"objective:x","to":"o"}]`), []string{`/perspectives/0/objectives/0/kpis/0/idd: unknown`, `/links/0/from: there is no objective "x"`}},
		"a misspelt list":            {`{"id":"c","perspectivs":[],"links":[{"from":"a","to":"b"}]}`, []string{`/perspectivs: unknown field`}},
		"a wrong list":               {`{"id":"c","perspectives":7,"links":[{"from":"a","to":"b"}]}`, []string{`/perspectives: a list is expected`}},
		"a name of the wrong kind":   {card(`{"id":"k1","name":7,"targets":[{"value":1}],"calculator":{"name":"sum","args":{"of":["x"]}}}`, ""), []string{`/perspectives/0/objectives/0/kpis/0/name: text is expected`, `/perspectives/0/objectives/0/kpis/0/calculator: there is no KPI or series "x"`}},
		"a target of the wrong kind": {card(`{"id":"k1","targets":[{"value":true},{"value":1}],"weight":-2}`, ""), []string{`/perspectives/0/objectives/0/kpis/0/targets/0/value: true is not a number`, `/perspectives/0/objectives/0/kpis/0/weight: the weight "-2" is negative`}},
		"weights that may add up":    {card(`{"id":"k1","weigth":40,"targets":[{"value":1}]}`, `,"aggregator":"weighted_sum"`), []string{`/perspectives/0/objectives/0/kpis/0/weigth: unknown`}},
		"a link that may have a lag": {card(`{"id":"k1","targets":[{"value":1}]}`, `,"links":[{"from":"o","to":"kpi:k1","lga":1},{"from":"kpi:k1","to":"o"}]`), []string{`/links/0/lga: unknown`}},
		"arguments in part":          {card(`{"id":"k1","targets":[{"value":1}],"scorer":{"name":"range","args":{"within":1e99}}}`, ""), []string{`/perspectives/0/objectives/0/kpis/0/scorer/args/within: "1e99" has more than`}},
		"no JSON":                    {card(`{"id":"k1","weight":-1}`, "") + "x", []string{`something follows the end`}},
		"another schema":             {`{"schema":99,"id":""}`, []string{`/schema: schema 99 is not known`}},
		"a case of its own":          {card(`{"id":"k1","Weight":-1,"targets":[{"value":1}]}`, ""), []string{`/perspectives/0/objectives/0/kpis/0/Weight: unknown field`}},
		"no object":                  {`[]`, []string{`an object is expected, not a list`}},
	} {
		t.Run(name, func(t *testing.T) {
			def, found := bsc.CheckDocument([]byte(c.document), nil)
			assert.Nil(t, def)
			lines := oracle.Lines(found)
			require.Len(t, lines, len(c.want), "%s", strings.Join(lines, "\n"))
			for i, want := range c.want {
				assert.Contains(t, lines[i], ": "+want)
			}
		})
	}
}

// TestCheckDocument_right: without a fault of form it is ParseDefinition and Check.
func TestCheckDocument_right(t *testing.T) {
	document := []byte(`{"perspectives":[{"id":"p"},{"id":"p"},{"id":"q","weight":-1}],"id":"c"}`)
	o := &bsc.Options{Limits: bsc.Limits{Problems: 2}}
	def, err := bsc.ParseDefinition(document, o)
	require.NoError(t, err)
	want := bsc.Check(def, o)
	want.Locate(document, o)
	same, found := bsc.CheckDocument(document, o)
	assert.Equal(t, def, same)
	assert.Equal(t, oracle.Lines(want), oracle.Lines(found))
	_, found = bsc.CheckDocument(nil, nil)
	assert.Equal(t, []string{"line 1, column 1: the document is empty"}, oracle.Lines(found))
}

// TestCheckDocument_linear: many faults of either kind take their time once.
func TestCheckDocument_linear(t *testing.T) {
	o := &bsc.Options{Limits: bsc.Limits{Problems: 1_000_000, Values: 10_000_000, Bytes: 1 << 30, Nodes: 1_000_000, Links: 1_000_000}}
	check := func(n int) func() {
		text := []byte(`{"id":"c","perspectives":[` + strings.Repeat(`{"id":"x y","weight":-1,"zz":1},`, n) + `{"id":"p"}],"links":[` +
			strings.Repeat(`{"from":"kpi:a","to":"kpi:b","kind":7},`, n) + `{"from":"p","to":"p"}]}`)
		return func() {
			_, found := bsc.CheckDocument(text, o)
			require.Greater(t, len(found), 3*n)
		}
	}
	cost.AtMost(t, 32, check(16*1_000), check(1_000))
}
