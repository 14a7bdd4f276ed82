package strictjson

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type item struct {
	ID     string `json:"id"`
	Rank   int    `json:"rank"`
	Plain  string
	Items  []item            `json:"items"`
	Attrs  map[string]string `json:"attrs"`
	Args   json.RawMessage   `json:"args"`
	Hidden string            `json:"-"`
	Upper  upper             `json:"upper"`
}

// upper reads only capitals.
type upper string

func (u *upper) UnmarshalText(b []byte) error {
	if s := string(b); s != strings.ToUpper(s) {
		return fmt.Errorf("%s is not in capitals", s)
	}
	*u = upper(b)
	return nil
}

func TestUnmarshal(t *testing.T) {
	var got item
	doc := `{"id":"a","rank":3,"plain":"x","items":[{"id":"b"},{"id":"c","attrs":{"k":"v"}}],"args":{"x":[1,null]},"upper":"OK"}`
	require.Empty(t, Unmarshal([]byte(doc), &got))
	want := item{
		ID: "a", Rank: 3, Plain: "x", Args: json.RawMessage(`{"x":[1,null]}`), Upper: "OK",
		Items: []item{{ID: "b"}, {ID: "c", Attrs: map[string]string{"k": "v"}}},
	}
	assert.Equal(t, want, got)
}

func TestUnmarshal_faults(t *testing.T) {
	cases := map[string]struct {
		doc  string
		want []string // line:col pointer detail
	}{
		"empty":            {"  ", []string{`1:1  the document is empty`}},
		"byte order mark":  {"\ufeff{}", []string{`1:1  the document starts with a byte order mark`}},
		"utf-16":           {"\xff\xfe{\x00", []string{`1:1  the document is UTF-16, not UTF-8`}},
		"not utf-8":        {"{\"id\":\n\"a\xff\"}", []string{`2:3  the byte 0xff is not UTF-8`}},
		"trailing":         {`{} x`, []string{`1:4  something follows the end of the document`}},
		"ends early":       {`{"id":`, []string{`1:7  the document ends too early`}},
		"comment":          {"{ // no\n}", []string{`1:3  not JSON from here on`}},
		"trailing comma":   {`{"id":"a",}`, []string{`1:11  not JSON from here on`}},
		"duplicate":        {"{\"id\":\"a\",\n\"id\":\"b\"}", []string{`2:1 /id "id" stands twice, first at line 1, column 2`}},
		"case":             {`{"ID":"a"}`, []string{`1:2 /ID unknown field "ID"`}},
		"kelvin":           {"{\"ran\u212a\":1}", []string{"1:2 /ran\u212a unknown field \"ran\u212a\""}},
		"nested unknown":   {`{"items":[{},{"items":[{"x/y":1}]}]}`, []string{`1:25 /items/1/items/0/x~1y unknown field "x/y"`}},
		"hidden":           {`{"Hidden":"x"}`, []string{`1:2 /Hidden unknown field "Hidden"`}},
		"types":            {`{"id":1,"items":{},"rank":"x"}`, []string{`1:7 /id text is expected, not a number`, `1:17 /items a list is expected, not an object`, `1:27 /rank a number is expected, not text`}},
		"null":             {`{"id":null,"upper":null,"items":[null]}`, []string{`1:7 /id text is expected, not null`, `1:20 /upper null is not a value here`, `1:34 /items/0 an object is expected, not null`}},
		"document null":    {`null`, []string{`1:1  an object is expected, not null`}},
		"fraction":         {`{"rank":1.5}`, []string{`1:9 /rank 1.5 is not a whole number of the expected size`}},
		"surrogate":        {`{"id":"a\ud800"}`, []string{`1:9 /id half a surrogate pair is not a character`}},
		"own type":         {`{"upper":"low"}`, []string{`1:10 /upper low is not in capitals`}},
		"own type, number": {`{"upper":7}`, []string{`1:10 /upper text is expected`}},
		"merged objects":   {`{"attrs":{"a":"1"},"attrs":{"b":"2"}}`, []string{`1:20 /attrs "attrs" stands twice, first at line 1, column 2`}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := item{ID: "before"}
			var lines []string
			for _, f := range Unmarshal([]byte(c.doc), &got) {
				if f.Err != nil {
					f.Detail = f.Err.Error()
				}
				lines = append(lines, fmt.Sprintf("%d:%d %s %s", f.Line, f.Col, f.Pointer, f.Detail))
			}
			assert.Equal(t, c.want, lines)
			assert.Equal(t, item{ID: "before"}, got, "nothing is loaded by halves")
		})
	}
}

func TestUnmarshal_surrogatePair(t *testing.T) {
	var got item
	require.Empty(t, Unmarshal([]byte(`{"id":"\ud83d\ude00 \\ud800"}`), &got))
	assert.Equal(t, "😀 \\ud800", got.ID)
}

func TestUnmarshal_depth(t *testing.T) {
	nested := func(n int) []byte {
		return []byte(strings.Repeat("[", n) + strings.Repeat("]", n))
	}
	var v any
	assert.Empty(t, Unmarshal(nested(MaxDepth), &v))
	faults := Unmarshal(nested(MaxDepth+1), &v)
	require.Len(t, faults, 1)
	assert.Equal(t, "the document nests deeper than 32 levels", faults[0].Detail)
}

// TestUnmarshal_suite reads the public suite of JSON documents: what is not JSON is
// refused, and what is JSON is read but for two documents with duplicate keys.
func TestUnmarshal_suite(t *testing.T) {
	dir := os.Getenv("BSC_FIXTURES")
	if dir == "" {
		t.Skip("BSC_FIXTURES is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "jsontestsuite", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	policy := map[string]bool{"y_object_duplicated_key.json": true, "y_object_duplicated_key_and_value.json": true}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		require.NoError(t, err)
		var v any
		faults := Unmarshal(doc, &v)
		switch name := filepath.Base(file); {
		case strings.HasPrefix(name, "n_"), policy[name]:
			assert.NotEmpty(t, faults, name)
		case strings.HasPrefix(name, "y_"):
			assert.Empty(t, faults, name)
		}
	}
}
