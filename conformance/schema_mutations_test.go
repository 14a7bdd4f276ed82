package conformance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A change is what was changed in a document, and where.
type change struct {
	place string // a JSON pointer
	kind  string
}

// A mutation replaces a value in a document, in a key or in a list.
type mutation struct {
	change
	value any
}

// scalars replace every value.
var scalars = []struct{ kind, json string }{
	{"null", `null`},
	{"true", `true`},
	{"false", `false`},
	{"zero", `0`},
	{"a number", `7`},
	{"a fraction", `0.5`},
	{"below zero", `-1`},
	{"minus zero", `-0`},
	{"a larger number", `1001`},
	{"35 digits", `12345678901234567890123456789012345`},
	{"an exponent", `1e19`},
	{"a large exponent", `1e60`},
	{"a huge exponent", `1e999`},
	{"a small exponent", `1e-19`},
	{"a whole number with a point", `1.0`},
	{"empty text", `""`},
	{"words", `"no such word"`},
	{"a letter", `"x"`},
	{"a number as text", `"7"`},
	{"a negative number as text", `"-1.5"`},
	{"half a number", `"12abc"`},
	{"a leading zero", `"01"`},
	{"percent", `"5%"`},
	{"a control character", `"a\u0001b"`},
	{"lines", `"a\nb"`},
	{"a space", `"a b"`},
	{"a soft hyphen", `"a\u00adb"`},
	{"a long text", `"` + strings.Repeat("x", 150) + `"`},
	{"a bad period", `"2026-13"`},
	{"a bad day", `"2026-02-30"`},
	{"a leap day", `"2026-02-29"`},
	{"a week", `"2026-W53"`},
	{"a period", `"2026-07"`},
	{"a day", `"2026-07-15"`},
	{"no year", `"0000"`},
	{"a moment", `"2026-07-15T09:00:00Z"`},
	{"no moment", `"2026-07-15T24:00:00Z"`},
	{"a zone without a colon", `"2026-07-15T09:00:00+0200"`},
	{"another kind", `"series:orders"`},
	{"a kind", `"kpi:"`},
	{"a KPI", `"kpi:hours"`},
	{"a theme", `"theme:growth"`},
	{"a host's policy", `"acme.com/nps@1"`},
	{"a host's policy without a version", `"acme.com/nps"`},
	{"an empty list", `[]`},
	{"an empty object", `{}`},
	{"a list of text", `["x"]`},
	{"an object", `{"name": "x"}`},
	{"a policy", `{"name": "linear", "args": {}}`},
	{"an aggregator", `{"name": "min", "args": {"p": 1}}`},
	{"args alone", `{"args": {}}`},
	{"args of no policy", `{"name": "", "args": {}}`},
	{"args that are no object", `{"name": "bands", "args": []}`},
}

// mutations returns all changes of one place. v is the value there.
func mutations(v any, place string) []mutation {
	var found []mutation
	add := func(kind, at string, value any) { found = append(found, mutation{change{at, kind}, value}) }
	for _, s := range scalars {
		add(s.kind, place, json.RawMessage(s.json))
	}
	add("a list around it", place, []any{v})
	add("an object around it", place, map[string]any{"value": v})
	add("itself as text", place, text(v))
	switch v := v.(type) {
	case string:
		add("in capitals", place, strings.ToUpper(v))
		add("a letter more", place, v+"x")
	case json.Number:
		if !strings.ContainsAny(string(v), ".eE") {
			add("with a point", place, json.RawMessage(string(v)+".0"))
		}
	case []any:
		add("doubled", place, append(slices.Clone(v), v...))
		for i := range v {
			add("an element less", place+"/"+strconv.Itoa(i), slices.Delete(slices.Clone(v), i, i+1))
		}
		add("an element more", place+"/"+strconv.Itoa(len(v)), append(slices.Clone(v), json.RawMessage(`{}`)))
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			add("a key less", place+"/"+key, without(v, key))
			add("a key in capitals", place+"/"+strings.ToUpper(key), with(without(v, key), strings.ToUpper(key), v[key]))
		}
		add("an unknown key", place+"/unknown", with(v, "unknown", json.RawMessage("1")))
		add("a key of another", place+"/max_age", with(v, "max_age", json.RawMessage("4")))
		add("a key with a control character", place+"/\x01", with(v, "\x01", json.RawMessage(`"x"`)))
	}
	return found
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v + " "
	case json.Number:
		return string(v)
	}
	return fmt.Sprint(v)
}

func without(v map[string]any, key string) map[string]any {
	v = maps.Clone(v)
	delete(v, key)
	return v
}

func with(v map[string]any, key string, value any) map[string]any {
	v = maps.Clone(v)
	v[key] = value
	return v
}

// A place is a value in a document, with how to put another in its place.
type place struct {
	pointer string
	value   any
	set     func(any)
}

// places returns every place of a document, depth first.
func places(v any, pointer string, set func(any)) []place {
	found := []place{{pointer, v, set}}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			found = append(found, places(v[key], pointer+"/"+strings.ReplaceAll(key, "/", "~1"), func(x any) { v[key] = x })...)
		}
	case []any:
		for i := range v {
			found = append(found, places(v[i], pointer+"/"+strconv.Itoa(i), func(x any) { v[i] = x })...)
		}
	}
	return found
}

func decode(t *testing.T, document []byte) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(document)))
	d.UseNumber()
	var v any
	require.NoError(t, d.Decode(&v))
	return v
}

// The schema and the parser agree on every document.
func TestSchemas_documents(t *testing.T) {
	all := judges(t)
	counts := map[string]int{}
	for _, d := range documents(t) {
		counts[d.form.name]++
		assert.NoError(t, all[d.form].validate(d.text), d.name)
		assert.NoError(t, all[d.form.schemaOf()].validate(d.text), d.name)
		assert.Empty(t, d.form.check(d.text), d.name)
	}
	t.Log(counts)
}

// They agree on these changes at every place of the documents that have every key: on one of seven of them,
// and with BSC_MUTANTS=all on every one, which takes minutes.
func TestSchemas_systematicMutants(t *testing.T) {
	all := judges(t)
	counts := map[string]int{}
	step, made := 7, 0
	if os.Getenv("BSC_MUTANTS") == "all" {
		step = 1
	}
	for _, d := range documents(t) {
		if !slices.Contains([]string{"all", "weeks", "table", "minimal", "readings", "testdata/report.json"}, d.name) {
			continue
		}
		root := decode(t, d.text)
		for _, p := range places(root, "", func(v any) { root = v }) {
			for _, m := range mutations(p.value, p.pointer) {
				if made++; made%step != 0 {
					continue
				}
				p.set(m.value)
				mutant := marshal(t, root)
				p.set(p.value)
				tally(t, all[d.form.schemaOf()], mutant, []change{m.change}, counts)
			}
		}
	}
	t.Log(counts)
}

// They agree on one to three changes at random places of any document.
func TestSchemas_randomMutants(t *testing.T) {
	const mutants = 2000
	all, docs := judges(t), documents(t)
	random := rand.New(rand.NewPCG(1, 2))
	counts := map[string]int{}
	for range mutants {
		d := docs[random.IntN(len(docs))]
		root := decode(t, d.text)
		var changes []change
		for range 1 + random.IntN(3) {
			where := places(root, "", func(v any) { root = v })
			p := where[random.IntN(len(where))]
			choices := mutations(p.value, p.pointer)
			m := choices[random.IntN(len(choices))]
			p.set(decode(t, marshal(t, m.value)))
			changes = append(changes, m.change)
		}
		tally(t, all[d.form.schemaOf()], marshal(t, root), changes, counts)
	}
	t.Log(counts)
}

func tally(t *testing.T, j *judge, mutant []byte, changes []change, counts map[string]int) {
	t.Helper()
	counts[j.form.name]++
	if what := j.disagrees(mutant, changes); what != "" {
		t.Errorf("%s %v: %s", j.form.name, changes, what)
	}
}
