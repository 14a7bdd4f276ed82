package dialect_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// text is how a host writes for a browser.
func asText() *bsc.Options { return &bsc.Options{TextNumbers: true} }

// shown lists the types that have a decimal as a number in any mode, because a double keeps it and it is only shown.
func shown() []string {
	return []string{"bsc.Explanation", "report.Explanation", "report.Brought", "report.CascadeExplanation", "words.Formula", "words.Token"}
}

// TestMarshal_types checks of every type that Marshal writes what json.Marshal does, and that with TextNumbers nothing but
// the quotes of decimals differs.
func TestMarshal_types(t *testing.T) {
	decimals := 0
	for _, typ := range all() {
		v := reflect.New(typ)
		fill(v.Elem(), 4)
		want, err := json.Marshal(v.Interface())
		got, own := bsc.Marshal(v.Interface(), nil)
		require.Equal(t, err == nil, own == nil, typ)
		if err != nil {
			continue
		}
		assert.Equal(t, string(want), string(got), typ)
		inText, err := bsc.Marshal(v.Interface(), asText())
		require.NoError(t, err)
		bare := bareNumber().FindAllString(string(inText), -1)
		if !assert.Equal(t, len(bare) > 0, slices.Contains(shown(), typ.String()), "%s: %s", typ, inText) {
			continue
		}
		assert.Equal(t, string(want), unquoted(inText), typ)
		decimals += strings.Count(string(inText), `"`+number+`"`)
		within(t, v, inText)
	}
	assert.Greater(t, decimals, 300)
}

// bareNumber matches a decimal as fill sets them, as a number.
func bareNumber() *regexp.Regexp {
	return regexp.MustCompile(`[^"]` + regexp.QuoteMeta(number) + `|^` + regexp.QuoteMeta(number))
}

// unquoted returns a document with its decimals as numbers. No other text of it may be a number.
func unquoted(document []byte) string {
	return regexp.MustCompile(`"(-?[0-9]+(\.[0-9]+)?)"`).ReplaceAllString(string(document), "$1")
}

// within checks that a host's own types, in which a value stands, have it as it is written alone.
func within(t *testing.T, v reflect.Value, alone []byte) {
	t.Helper()
	type own struct {
		Name string         `json:"name"`
		Any  any            `json:"any"`
		List []any          `json:"list"`
		Map  map[string]any `json:"<map>"`
	}
	one := v.Interface()
	got, err := bsc.Marshal(own{"n", one, []any{1, one, nil}, map[string]any{"a&b": one, "c": 2.5}}, asText())
	require.NoError(t, err)
	want := `{"name":"n","any":X,"list":[1,X,null],"\u003cmap\u003e":{"a\u0026b":X,"c":2.5}}`
	assert.Equal(t, strings.ReplaceAll(want, "X", string(alone)), string(got), v.Type())
}

// TestMarshal_read checks that what is read back is equal, from both forms.
func TestMarshal_read(t *testing.T) {
	read := 0
	for _, typ := range all() {
		v := reflect.New(typ)
		fill(v.Elem(), 4)
		plain, err := bsc.Marshal(v.Interface(), nil)
		if err != nil {
			continue
		}
		back := reflect.New(typ)
		if bsc.Unmarshal(plain, back.Interface(), nil) != nil || !reflect.DeepEqual(v.Interface(), back.Interface()) {
			continue // it is not read
		}
		read++
		inText, err := bsc.Marshal(v.Interface(), asText())
		require.NoError(t, err)
		for _, o := range []*bsc.Options{nil, asText()} {
			back = reflect.New(typ)
			require.NoError(t, bsc.Unmarshal(inText, back.Interface(), o), "%s: %s", typ, inText)
			assert.Equal(t, v.Interface(), back.Interface(), typ)
		}
	}
	assert.Greater(t, read, 50)
}
