package conformance_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/go-bsc/bsc/schema"
	"github.com/google/jsonschema-go/jsonschema"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// outputs are what json.Marshal writes of values of every type, and of real results: package dialect keeps both files.
type outputs struct {
	filled map[string]json.RawMessage
	real   []struct {
		Of string
		Is json.RawMessage
	}
}

func readOutputs(t *testing.T) outputs {
	t.Helper()
	const folder = "../internal/tests/dialect/testdata/"
	var o outputs
	require.NoError(t, json.Unmarshal(read(t, folder+"filled.json"), &o.filled))
	require.NoError(t, json.Unmarshal(read(t, folder+"real.json"), &o.real))
	require.Greater(t, len(o.filled), 140)
	require.Greater(t, len(o.real), 140)
	return o
}

// A shelf has the schemas of outputs by their names in Go.
type shelf struct {
	defs     map[string]map[string]any
	resolved *jsonschema.Resolved // of an object with one value, under the name of its type
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	var whole struct {
		Defs map[string]map[string]any `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(schema.Outputs(), &whole))
	byName := map[string]any{}
	for name := range whole.Defs {
		byName[name] = map[string]any{"$ref": "#/$defs/" + name}
	}
	text, err := json.Marshal(map[string]any{"properties": byName, "additionalProperties": false, "minProperties": 1, "$defs": whole.Defs})
	require.NoError(t, err)
	one := new(jsonschema.Schema)
	require.NoError(t, json.Unmarshal(text, one))
	resolved, err := one.Resolve(nil)
	require.NoError(t, err)
	return &shelf{whole.Defs, resolved}
}

// validate says why the schema of a type refuses a document; nil if it takes it.
func (s *shelf) validate(t *testing.T, name string, document []byte) error {
	t.Helper()
	return s.resolved.Validate(map[string]any{name: floats(decode(t, document))})
}

// The schema takes what is written of every type and of real results.
func TestOutputs_written(t *testing.T) {
	s, o := newShelf(t), readOutputs(t)
	for name, document := range o.filled {
		assert.NoError(t, s.validate(t, name, document), name)
	}
	for _, each := range o.real {
		assert.NoError(t, s.validate(t, each.Of, each.Is), each.Of)
	}
}

// It refuses a key that is not known, at every object of a type, and a type without a key that it always has.
func TestOutputs_closed(t *testing.T) {
	s, o := newShelf(t), readOutputs(t)
	checked := 0
	for name, document := range o.filled {
		if s.defs[name]["properties"] == nil || name == "phrase" { // its arguments have names of their own
			continue
		}
		checked++
		whole := decode(t, document).(map[string]any)
		assert.Equal(t, false, s.defs[name]["additionalProperties"], name)
		assert.Error(t, s.validate(t, name, marshal(t, with(whole, "unknown", 1))), name)
		required, _ := s.defs[name]["required"].([]any)
		for _, key := range required {
			assert.Error(t, s.validate(t, name, marshal(t, without(whole, key.(string)))), "%s without %s", name, key)
		}
		for _, key := range slices.Sorted(maps.Keys(whole)) {
			assert.Error(t, s.validate(t, name, marshal(t, with(without(whole, key), key+"x", whole[key]))), "%s with %sx", name, key)
			if wrong := map[string]any{"nothing": 1}; !takesObjects(s, name, key) {
				assert.Error(t, s.validate(t, name, marshal(t, with(whole, key, wrong))), "%s with an object as %s", name, key)
			}
		}
	}
	assert.Greater(t, checked, 120)
}

// takesObjects reports whether the value of a key may be an object with any key.
func takesObjects(s *shelf, name, key string) bool {
	property, _ := s.defs[name]["properties"].(map[string]any)[key].(map[string]any)
	for property != nil {
		if property["additionalProperties"] != nil && property["additionalProperties"] != false || property["anyOf"] != nil {
			return true
		}
		if all, ok := property["allOf"].([]any); ok {
			property = all[0].(map[string]any)
			continue
		}
		ref, ok := property["$ref"].(string)
		if !ok {
			return false
		}
		property = s.defs[ref[len("#/$defs/"):]]
	}
	return false
}

// A phrase has a code, its arguments, and, if it stands in no other, a text.
func TestOutputs_phrase(t *testing.T) {
	s := newShelf(t)
	for _, good := range []string{`{"code": "no_reading", "period": "2026-Q3", "text": "no reading for 2026-Q3"}`, `{"text": "as the host says"}`, `{"code": "about", "what": {"code": "no_score"}, "n": [1, "2"]}`} {
		assert.NoError(t, s.validate(t, "phrase", []byte(good)), good)
	}
	for _, bad := range []string{`{"code": 1}`, `{"text": 1}`, `{"code": "about", "what": null}`, `{"code": "about", "what": true}`, `"no reading"`} {
		assert.Error(t, s.validate(t, "phrase", []byte(bad)), bad)
	}
}

// Decimals are numbers or texts, and scores may be null.
func TestOutputs_decimals(t *testing.T) {
	s := newShelf(t)
	for _, good := range []string{`1`, `-0.25`, `"12345678901234567891.5"`, `"-1e-3"`} {
		assert.NoError(t, s.validate(t, "decimal", []byte(good)), good)
		assert.NoError(t, s.validate(t, "score", []byte(good)), good)
	}
	for _, bad := range []string{`""`, `"x"`, `"01"`, `true`, `{}`, `[1]`} {
		assert.Error(t, s.validate(t, "decimal", []byte(bad)), bad)
		assert.Error(t, s.validate(t, "score", []byte(bad)), bad)
	}
	assert.NoError(t, s.validate(t, "score", []byte(`null`)))
	assert.Error(t, s.validate(t, "decimal", []byte(`null`)))
}
