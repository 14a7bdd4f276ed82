package bsc_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestParseDefinition_roundTrip checks that a definition written as JSON and read again is the same.
func TestParseDefinition_roundTrip(t *testing.T) {
	doc, err := os.ReadFile("examples/quickstart/scorecard.json")
	require.NoError(t, err)
	def, err := bsc.ParseDefinition(doc, nil)
	require.NoError(t, err)
	assert.Empty(t, bsc.Check(def, nil))
	written, err := json.Marshal(def)
	require.NoError(t, err)
	again, err := bsc.ParseDefinition(written, nil)
	require.NoError(t, err)
	rewritten, err := json.Marshal(again)
	require.NoError(t, err)
	assert.Equal(t, string(written), string(rewritten))
	assert.JSONEq(t, compact(t, doc), compact(t, written), "nothing is lost or added but defaults")
}

// compact brings what may be written in two ways into one: refs of objectives.
func compact(t *testing.T, doc []byte) string {
	t.Helper()
	var tree map[string]any
	require.NoError(t, json.Unmarshal(doc, &tree))
	for _, l := range tree["links"].([]any) {
		link := l.(map[string]any)
		link["from"], link["to"] = bsc.ParseRef(link["from"].(string)).String(), bsc.ParseRef(link["to"].(string)).String()
	}
	out, err := json.Marshal(tree)
	require.NoError(t, err)
	return string(out)
}

func TestParseDefinition_bad(t *testing.T) {
	cases := map[string][]string{
		`{"id": "a", "schema": ""}`: {`line 1, column 23: /schema: a number is expected, not text`},
		"{\"perspectives\": [\n{\"weight\": true, \"aggregator\": {\"nam\": \"min\"}},\n{\"objectives\": [{\"kpis\": [{\"targets\": [{\"period\": \"2026-13\"}]}]}]}]}": {
			`line 2, column 12: /perspectives/0/weight: true is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`,
			`line 2, column 33: /perspectives/0/aggregator/nam: unknown field "nam"; did you mean "name"?`,
			`line 3, column 51: /perspectives/1/objectives/0/kpis/0/targets/0/period: "2026-13" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`,
		},
	}
	for doc, want := range cases {
		def, err := bsc.ParseDefinition([]byte(doc), nil)
		assert.Nil(t, def)
		var all *bsc.DefinitionError
		require.ErrorAs(t, err, &all)
		assert.Equal(t, want, oracle.Lines(all.Problems))
	}
}

func TestPolicy_JSON(t *testing.T) {
	for _, doc := range []string{`"linear"`, `{"name":"curve","args":{"anchors":[[0,0],[1.50,1]]}}`} {
		var p bsc.Policy
		require.NoError(t, json.Unmarshal([]byte(doc), &p))
		out, err := json.Marshal(p)
		require.NoError(t, err)
		assert.Equal(t, doc, string(out))
	}
	assert.True(t, bsc.Policy{}.IsZero())
	assert.Equal(t, `{"name":"x","args":{"a":1}}`, string(must(json.Marshal(bsc.NewPolicy("x", json.RawMessage(`{"a":1}`))))))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// problems returns what an error lists.
func problems(t *testing.T, err error) bsc.Problems {
	t.Helper()
	list, unfit := oracle.Problems(err)
	require.NoError(t, unfit)
	return list
}

// readings reads lines of "id period value [state] [@2026-07-01]".
func readings(t *testing.T, lines ...string) *bsc.Readings {
	t.Helper()
	r, err := oracle.Readings(lines...)
	require.NoError(t, err)
	return r
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func policy(name, args string) bsc.Policy {
	if args == "" {
		return bsc.Policy{Name: name}
	}
	return bsc.Policy{Name: name, Args: json.RawMessage(args)}
}

func TestMustCompile(t *testing.T) {
	assert.Panics(t, func() { bsc.MustCompile(&bsc.Definition{}, nil) })
}

// TestScorecard_Initiatives checks that what is handed out is a copy.
func TestScorecard_Initiatives(t *testing.T) {
	def := oracle.Small()
	def.Initiatives = []bsc.Initiative{{ID: "a", Objectives: []string{"grow"}}, {ID: "b"}}
	card := bsc.MustCompile(def, nil)
	card.Initiatives(bsc.Ref{})[0].Objectives[0] = "changed"
	assert.Len(t, card.Initiatives(bsc.Ref{}), 2)
	assert.Len(t, card.Initiatives(bsc.ObjectiveRef("grow")), 1)
	assert.Empty(t, card.Initiatives(bsc.KPIRef("grow")))
}

// TestUnmarshal reads a host's own document, in which a definition stands, as strictly as a definition alone.
func TestUnmarshal(t *testing.T) {
	type proposal struct {
		By         string          `json:"by"`
		Definition *bsc.Definition `json:"definition"`
	}
	p := proposal{By: "nobody"}
	require.NoError(t, bsc.Unmarshal([]byte(`{"definition":{"id":"x"}}`), &p, nil))
	assert.Equal(t, "nobody x", p.By+" "+p.Definition.ID)
	for doc, want := range map[string]string{
		`{"by":"a","By":"b"}`:                        `line 1, column 11: /By: unknown field "By"; did you mean "by"?`,
		`{"definition":{"nme":"x"}}`:                 `line 1, column 16: /definition/nme: unknown field "nme"; did you mean "name"?`,
		`{"definition":{"perspectives":[{},{},{}]}}`: `line 1, column 38: /definition/perspectives/2: the document has too many nodes (at most 2)`,
		`[]`: `line 1, column 1: an object is expected, not a list`,
	} {
		err := bsc.Unmarshal([]byte(doc), &p, &bsc.Options{Limits: bsc.Limits{Nodes: 2}})
		var definition *bsc.DefinitionError
		require.ErrorAs(t, err, &definition)
		assert.Equal(t, []string{want}, oracle.Lines(definition.Problems))
		assert.Equal(t, "nobody x", p.By+" "+p.Definition.ID, "it stays as it was")
	}
	for _, into := range []any{nil, p, (*proposal)(nil)} {
		assert.ErrorIs(t, bsc.Unmarshal([]byte(`{}`), into, nil), bsc.ErrInput)
	}
}

// TestProblems_Limit lists as many problems, and as many warnings, as the options allow, and counts again what an
// earlier limit has counted.
func TestProblems_Limit(t *testing.T) {
	two := &bsc.Options{Limits: bsc.Limits{Problems: 2}}
	var all bsc.Problems
	for _, p := range []string{"a", "b", "c", "d"} {
		all = append(all, &bsc.Problem{Detail: words.Text(p)}, &bsc.Problem{Detail: words.Text(p), Warning: true})
	}
	limited := all.Limit(two)
	assert.Equal(t, []string{
		"a", "warning: a", "b", "warning: b",
		"warning: 2 more problems are not listed (the first 2)", "2 more problems are not listed (the first 2)",
	}, oracle.Lines(limited))
	assert.Equal(t, []string{"a", "b", "6 more problems are not listed (the first 2)"}, oracle.Lines(slices.DeleteFunc(append(limited, limited...).Limit(two), func(p *bsc.Problem) bool { return p.Warning })))
	assert.Len(t, all.Limit(nil), 8)
}

// TestScorecard_Fingerprint: how numbers are written and keys ordered makes no difference, what they say does.
func TestScorecard_Fingerprint(t *testing.T) {
	prints := map[string][]string{}
	for _, written := range []string{"80", "80.0", "8e1", "81"} {
		for _, document := range []string{
			`{"id":"c","perspectives":[{"id":"p","weight":%s,"objectives":[{"id":"o","kpis":[{"id":"k","scorer":{"name":"steps","args":{"from":[[1,%[1]s]]}}}]}]}]}`,
			`{"perspectives":[{"objectives":[{"kpis":[{"scorer":{"args":{"from":[[1.0,%[1]s]]},"name":"steps"},"id":"k"}],"id":"o"}],"id":"p","weight":%[1]s}],"id":"c"}`,
		} {
			def, err := bsc.ParseDefinition(fmt.Appendf(nil, document, written), nil)
			require.NoError(t, err)
			print := bsc.MustCompile(def, nil).Fingerprint()
			prints[print] = append(prints[print], written)
		}
	}
	assert.Len(t, prints, 2)
	for _, same := range prints {
		assert.Contains(t, []int{2, 6}, len(same), "81 is another definition, %v", same)
	}
}
