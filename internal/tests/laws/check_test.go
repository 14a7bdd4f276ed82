package laws_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The laws of CheckDocument: what it lists is what ParseDefinition and Check list, and nothing that only follows.

// tree decodes a document.
func tree(t *testing.T, document []byte) map[string]any {
	t.Helper()
	var root map[string]any
	d := json.NewDecoder(bytes.NewReader(document))
	d.UseNumber()
	require.NoError(t, d.Decode(&root))
	return root
}

func written(t *testing.T, root any) []byte {
	t.Helper()
	document, err := json.MarshalIndent(root, "", " ")
	require.NoError(t, err)
	return document
}

// an object of a document, and its path.
type object struct {
	path string
	of   map[string]any
}

// objects lists the objects of a document, but for those in arguments and attributes.
func objects(path string, of map[string]any) []object {
	all := []object{{path, of}}
	for _, key := range slices.Sorted(maps.Keys(of)) {
		switch v := of[key].(type) {
		case map[string]any:
			if key != "args" && key != "attributes" {
				all = append(all, objects(path+"/"+key, v)...)
			}
		case []any:
			for i, element := range v {
				if inner, ok := element.(map[string]any); ok {
					all = append(all, objects(fmt.Sprintf("%s/%s/%d", path, key, i), inner)...)
				}
			}
		}
	}
	return all
}

// misspell renames a key of an object, or gives it a value of the wrong kind, and returns the path of what is wrong.
func misspell(r *rand.Rand, o object) string {
	keys := slices.Sorted(maps.Keys(o.of))
	if len(keys) == 0 {
		o.of["zz"] = 1
		return o.path + "/zz"
	}
	key := keys[r.IntN(len(keys))]
	if _, isObject := o.of[key].(map[string]any); r.IntN(3) == 0 && !isObject {
		o.of[key] = map[string]any{"zz": true}
		if strings.HasSuffix(o.path, "attributes") {
			return o.path
		}
		return o.path + "/" + key
	}
	o.of["z"+key] = o.of[key]
	delete(o.of, key)
	return o.path + "/z" + key
}

// mistake makes something of a document mean something wrong, and returns its path.
func mistake(r *rand.Rand, root map[string]any) (path string, code bsc.Code) {
	nodes := slices.DeleteFunc(objects("", root), func(o object) bool {
		parts := strings.Split(o.path, "/")
		return len(parts) < 3 || !slices.Contains([]string{"perspectives", "objectives", "kpis"}, parts[len(parts)-2])
	})
	o := nodes[r.IntN(len(nodes))]
	switch r.IntN(4) {
	case 0:
		o.of["weight"] = -1
		return o.path + "/weight", bsc.ErrWeight
	case 1:
		o.of["threshold"] = "nothing-such"
		return o.path + "/threshold", bsc.ErrPolicyName
	case 2:
		links, _ := root["links"].([]any)
		root["links"] = append(links, map[string]any{"from": "objective:nowhere", "to": "kpi:nothing"})
		return fmt.Sprintf("/links/%d/from", len(links)), bsc.ErrUnknownRef
	}
	o.of["missing"] = map[string]any{"rule": "nothing-such"}
	return o.path + "/missing/rule", bsc.ErrValue
}

// told identifies what problems say.
func told(ps bsc.Problems) map[string]bool {
	all := map[string]bool{}
	for _, p := range ps {
		all[string(p.Path)+" "+string(p.Code)+" "+p.Detail.String()] = true
	}
	return all
}

// TestLaw_checkDocument puts one mistake of form and one of meaning into definitions. The form is always found; the
// meaning wherever the form cannot have to do with it; and nothing is found that is not there without the first.
func TestLaw_checkDocument(t *testing.T) {
	both, alone := 0, map[bsc.Code]int{}
	documentLaw(t, 150, func(t *testing.T, r *rand.Rand, d *bsc.Definition) {
		o := &bsc.Options{Registry: oracle.Registry(), Limits: bsc.Limits{Problems: 10_000}}
		text, err := json.Marshal(d)
		require.NoError(t, err)
		for range 12 {
			root := tree(t, text)
			path, code := mistake(r, root)
			mended := written(t, root)
			def, err := bsc.ParseDefinition(mended, o)
			require.NoError(t, err)
			all := bsc.Check(def, o)
			all.Locate(mended, o)
			same, found := bsc.CheckDocument(mended, o)
			require.Equal(t, def, same)
			require.Equal(t, all, found, "%s", mended)

			places := objects("", root)
			wrong := misspell(r, places[r.IntN(len(places))])
			document := written(t, root)
			_, err = bsc.ParseDefinition(document, o)
			if err == nil {
				continue // such as a name that is an attribute's
			}
			form := problems(t, err)
			none, listed := bsc.CheckDocument(document, o)
			require.Nil(t, none)
			assertOrder(t, listed)
			has, isForm, truth := told(listed), told(form), told(all)
			for what := range isForm {
				require.True(t, has[what], "%s is not listed of %s", what, document)
			}
			for what := range has {
				require.True(t, isForm[what] || truth[what], "%q follows from %s in %s", what, wrong, document)
			}
			for _, p := range listed {
				require.True(t, p.Line > 0 && p.EndLine >= p.Line, "%v", p)
			}
			if found := slices.ContainsFunc(listed, func(p *bsc.Problem) bool { return string(p.Path) == path && p.Code == code }); found {
				both++
				alone[code]++
			} else {
				require.False(t, apart(path, wrong, code), "%s is not listed beside %s in %s", path, wrong, document)
			}
		}
	})
	assert.Greater(t, both, 200, "%v", alone)
	assert.Len(t, alone, 4)
}

// apart reports whether two mistakes surely have nothing to do with each other.
func apart(meaning, form string, code bsc.Code) bool {
	slash := strings.LastIndexByte(form, '/')
	was := form[:slash] + "/" + strings.TrimPrefix(form[slash+1:], "z") // what was misspelt
	if strings.HasPrefix(meaning, was) || strings.HasPrefix(form, strings.TrimSuffix(meaning, "/rule")) {
		return false
	}
	last := form[slash+1:]
	hides := []string{"id", "zid", "perspectives", "zperspectives", "objectives", "zobjectives", "kpis", "zkpis"}
	switch code {
	case bsc.ErrWeight, bsc.ErrPolicyName:
		return !slices.Contains(hides[2:], last)
	case bsc.ErrUnknownRef:
		return !slices.Contains(hides, last) && strings.Contains(form, "/targets/")
	}
	return false // it may depend on what the node inherits
}

func assertOrder(t *testing.T, ps bsc.Problems) {
	t.Helper()
	require.True(t, slices.IsSortedFunc(ps, func(a, b *bsc.Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	}))
}
