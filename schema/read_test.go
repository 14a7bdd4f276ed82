package schema_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc/schema"
	"github.com/stretchr/testify/require"
)

// A node is a schema, or a part of one, as JSON.
type node = map[string]any

func parse(t *testing.T, data []byte) node {
	t.Helper()
	var root node
	require.NoError(t, json.Unmarshal(data, &root))
	return root
}

func documents(t *testing.T) map[string]node {
	return map[string]node{
		"definition": parse(t, schema.Definition()),
		"readings":   parse(t, schema.Readings()),
		"report":     parse(t, schema.Report()),
	}
}

// follow returns what a schema refers to, or the schema itself. A property wraps what it refers to, to describe it.
func follow(t *testing.T, root, at node) node {
	t.Helper()
	for {
		if all, ok := at["allOf"].([]any); ok {
			require.Len(t, all, 1)
			at = all[0].(node)
			continue
		}
		ref, ok := at["$ref"].(string)
		if !ok {
			return at
		}
		name, ok := strings.CutPrefix(ref, "#/$defs/")
		require.True(t, ok, ref)
		at, ok = root["$defs"].(node)[name].(node)
		require.True(t, ok, "there is no $defs/%s", name)
	}
}

// alternatives returns the schemas of anyOf and oneOf, and theirs; the schema itself if it has none.
func alternatives(t *testing.T, root, at node) []node {
	t.Helper()
	at = follow(t, root, at)
	var all []node
	for _, key := range []string{"anyOf", "oneOf"} {
		list, _ := at[key].([]any)
		for _, each := range list {
			all = append(all, alternatives(t, root, each.(node))...)
		}
	}
	if all == nil {
		return []node{at}
	}
	return all
}

// typesOf returns the types of JSON that a schema allows.
func typesOf(t *testing.T, root, at node) []string {
	t.Helper()
	var all []string
	for _, each := range alternatives(t, root, at) {
		name, _ := each["type"].(string)
		if _, text := each["const"].(string); text {
			name = "string"
		}
		all = append(all, name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// wordsOf returns the words that a schema lists.
func wordsOf(t *testing.T, root, at node) []string {
	t.Helper()
	var all []string
	for _, each := range alternatives(t, root, at) {
		if word, ok := each["const"].(string); ok {
			all = append(all, word)
		}
	}
	return all
}
