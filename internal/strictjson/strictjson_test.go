package strictjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/go-bsc/bsc/internal/place"
	"github.com/go-bsc/bsc/words"
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
	require.Empty(t, Unmarshal([]byte(doc), &got, loose()).Faults)
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
		"utf-16, no mark":  {"{\x00}\x00", []string{`1:1  the document is UTF-16, not UTF-8`}},
		"ends early":       {`{"id":`, []string{`1:7  the document ends too early`}},
		"ends in a list":   {`{"items":[{"rank":1}`, []string{`1:21 /items the document ends too early`}},
		"no comma":         {`{"items":[{"rank":1 "id":""}]}`, []string{`1:21 /items/0 not JSON from here on`}},
		"comment":          {"{ // no\n}", []string{`1:3  not JSON from here on: a comment`}},
		"other comment":    {`{"items":[# no`, []string{`1:11 /items/0 not JSON from here on: a comment`}},
		"trailing comma":   {`{"id":"a", }`, []string{`1:12  not JSON from here on: a comma with nothing after it`}},
		"comma in a list":  {`{"items":[{},]}`, []string{`1:14 /items/1 not JSON from here on: a comma with nothing after it`}},
		"wrong bracket":    {`{"items":[}`, []string{`1:11 /items not JSON from here on`}},
		"not a number":     {`{"rank":-Infinity}`, []string{`1:9 /rank not JSON from here on: JSON has no such number`}},
		"plus":             {`{"rank":+1}`, []string{`1:9 /rank not JSON from here on: not a number as JSON writes it`}},
		"minus sign":       {`{"rank":−1}`, []string{`1:9 /rank not JSON from here on: not a number as JSON writes it`}},
		"leading zero":     {`{"rank":07}`, []string{`1:10  not JSON from here on: not a number as JSON writes it`}},
		"hexadecimal":      {`{"rank":0x7}`, []string{`1:10  not JSON from here on: not a number as JSON writes it`}},
		"apostrophes":      {`{"id":'a'}`, []string{`1:7 /id not JSON from here on: text stands between "quotation marks"`}},
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
			for _, f := range Unmarshal([]byte(c.doc), &got, loose()).Faults {
				if f.Err != nil {
					f.Detail = words.Text(f.Err.Error())
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
	require.Empty(t, Unmarshal([]byte(`{"id":"\ud83d\ude00 \\ud800"}`), &got, loose()).Faults)
	assert.Equal(t, "😀 \\ud800", got.ID)
}

// TestUnmarshal_limits reads documents exactly at every limit, and one beyond it.
func TestUnmarshal_limits(t *testing.T) {
	type row struct {
		ID string `json:"id"`
	}
	type doc struct {
		Schema int            `json:"schema"`
		Rows   []row          `json:"rows"`
		Any    any            `json:"any"`
		Attrs  map[string]any `json:"attrs"`
	}
	rules := loose()
	rules.Bytes, rules.Depth, rules.Values, rules.String, rules.Schema = 80, 5, 10, 6, 2
	rules.Counts = []Count{{Most: 2, Noun: "rows", Of: []reflect.Type{reflect.TypeFor[row]()}}}
	cases := map[string]struct {
		kept, beyond string
		want         string
	}{
		"bytes":  {`{}` + strings.Repeat(" ", 78), `{}` + strings.Repeat(" ", 79), `1:1 the document is too large (at most 80 bytes)`},
		"depth":  {`{"any":[[[[]]]]}`, `{"any":[[[[[]]]]]}`, `1:12 /any/0/0/0/0 the document nests too deep (at most 5 levels)`},
		"values": {`{"any":[1,2,3,4,5,6,7,8]}`, `{"any":[1,2,3,4,5,6,7,8,9]}`, `1:25 /any/8 the document has too many values (at most 10)`},
		"text":   {`{"any":"123456"}`, `{"any":"1234567"}`, `1:8 /any a text is too long (at most 6 bytes)`},
		"key":    {`{"any":{"123456":1}}`, `{"any":{"1234567":1}}`, `1:9 /any/1234567 a key is too long (at most 6 bytes)`},
		"count":  {`{"rows":[{},{}]}`, `{"rows":[{},{},{},{}]}`, `1:16 /rows/2 the document has too many rows (at most 2)`},
		"schema": {`{"other":1,"schema":2}`, `{"other":1,"schema":3}`, `1:21 /schema schema 3 is not known (up to 2)`},
		"before": {`{"schema":0}`, `{"schema":-1}`, `1:11 /schema schema -1 is not known (up to 2)`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var v doc
			for _, f := range Unmarshal([]byte(c.kept), &v, rules).Faults {
				assert.Equal(t, Unknown, f.Kind)
			}
			found := Unmarshal([]byte(c.beyond), &v, rules)
			require.Len(t, found.Faults, 1)
			f := found.Faults[0]
			got := fmt.Sprintf("%d:%d %s (%s)", f.Line, f.Col, strings.TrimSpace(f.Pointer+" "+f.Detail.String()), f.Allowed.String())
			assert.Equal(t, c.want, got)
			if name != "schema" && name != "before" {
				assert.Equal(t, Limit, f.Kind)
			}
		})
	}
}

// TestUnmarshal_faultLimit counts what it does not list.
func TestUnmarshal_faultLimit(t *testing.T) {
	rules := loose()
	rules.Faults = 2
	var v item
	for unknown, more := range []int{0, 0, 0, 1, 2} {
		var b strings.Builder
		b.WriteString(`{"id":"x"`)
		for i := range unknown {
			fmt.Fprintf(&b, `,"x%d":1`, i)
		}
		found := Unmarshal([]byte(b.String()+"}"), &v, rules)
		assert.Len(t, found.Faults, min(unknown, 2))
		assert.Equal(t, more, found.More)
		for i, f := range found.Faults {
			assert.Equal(t, fmt.Sprintf("x%d", i), f.Name)
		}
	}
}

// TestUnmarshal_own reads types that read themselves, and checks the places of their errors.
func TestUnmarshal_own(t *testing.T) {
	rules := loose()
	rules.Objects = []reflect.Type{reflect.TypeFor[titled]()}
	rules.Null = reflect.TypeFor[upper]()
	rules.Text = func(field, text string) error {
		if strings.Contains(text, "!") {
			return fmt.Errorf("%s shouts", field)
		}
		return nil
	}
	rules.Number = func(literal string) error {
		if len(literal) > 3 {
			return fmt.Errorf("%s is long", literal)
		}
		return nil
	}
	type doc struct {
		Named []titled          `json:"named"`
		Pairs []pair            `json:"pairs"`
		List  list              `json:"list"`
		Upper upper             `json:"upper"`
		Small uint8             `json:"small"`
		Wide  float32           `json:"wide"`
		Attrs map[string]string `json:"attrs"`
	}
	cases := map[string]string{
		`{"named":["a",{"name":"b"}],"upper":null,"list":[1,2],"small":255}`: ``,
		`{"named":[{"name":"a","nam":1},7]}`:                                 `1:23 /named/0/nam unknown field "nam"; 1:32 /named/1 a name is text`,
		`{"named":[{"name":"a","args":{"x":1,"x":[1234]}}]}`:                 `1:37 /named/0/args/x "x" stands twice, first at line 1, column 31; 1:42 /named/0/args/x/0 1234 is long`,
		`{"named":[{"name":"a!","args":{"k!":"v!"}}]}`:                       `1:19 /named/0/name name shouts; 1:32 /named/0/args/k! key shouts; 1:37 /named/0/args/k! args shouts`,
		`{"list":[1,2,3]}`:           `1:9 /list two are expected`,
		`{"list":[1,{"a":1,"a":2}]}`: `1:19 /list/1/a "a" stands twice, first at line 1, column 13`,
		`{"list":{}}`:                `1:9 /list two are expected`,
		`{"upper":["A"]}`:            `1:10 /upper text is expected`,
		`{"small":256}`:              `1:10 /small 256 is not a whole number of the expected size`,
		`{"small":-1}`:               `1:10 /small -1 is not a whole number of the expected size`,
		`{"attrs":{"a":"b!"}}`:       `1:15 /attrs/a attrs shouts`,
		`{"attrs":{"a!":"b"}}`:       `1:11 /attrs/a! key shouts`,
		`{"pairs":[[1,2],[3]]}`:      `1:17 /pairs/1 a list of 2 is expected, not of 1`,
	}
	for text, want := range cases {
		var v doc
		var lines []string
		for _, f := range Unmarshal([]byte(text), &v, rules).Faults {
			if f.Err != nil {
				f.Detail = words.Text(f.Err.Error())
			}
			lines = append(lines, fmt.Sprintf("%d:%d %s %s", f.Line, f.Col, f.Pointer, f.Detail))
		}
		assert.Equal(t, want, strings.Join(lines, "; "), text)
	}
	var v doc
	found := Unmarshal([]byte(`{"wide":1e39}`), &v, rules)
	require.Len(t, found.Faults, 1, "what only encoding/json refuses is refused, too")
	two := []byte("{\"pairs\":[[1,2],\n [3,4]]}")
	assert.Empty(t, Unmarshal(two, &v, rules).Faults)
	assert.Equal(t, []Position{from(1, 11, 16), from(2, 2, 7)}, Locate(two, []string{"/pairs/0", "/pairs/1"}, place.Bytes))
}

type pair [2]int

// titled is text, or an object of its fields.
type titled struct {
	Name string          `json:"name"`
	Args json.RawMessage `json:"args"`
}

func (n *titled) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case '"':
		return json.Unmarshal(data, &n.Name)
	case '{':
		type plain titled
		return json.Unmarshal(data, (*plain)(n))
	}
	return errors.New("a name is text")
}

// list reads itself from two values.
type list []any

func (l *list) UnmarshalJSON(data []byte) error {
	var values []any
	if err := json.Unmarshal(data, &values); err != nil || len(values) != 2 {
		return errors.New("two are expected")
	}
	*l = values
	return nil
}

// refusedByPolicy are the documents of the public suite that are JSON but refused, each with the reason.
// Readers may refuse documents whose name begins with i_.
var refusedByPolicy = map[string]string{
	"y_object_duplicated_key":                        "a key stands twice",
	"y_object_duplicated_key_and_value":              "a key stands twice",
	"i_object_key_lone_2nd_surrogate":                "half a surrogate pair",
	"i_string_1st_surrogate_but_2nd_missing":         "half a surrogate pair",
	"i_string_1st_valid_surrogate_2nd_invalid":       "half a surrogate pair",
	"i_string_incomplete_surrogate_and_escape_valid": "half a surrogate pair",
	"i_string_incomplete_surrogate_pair":             "half a surrogate pair",
	"i_string_incomplete_surrogates_escape_valid":    "half a surrogate pair",
	"i_string_invalid_lonely_surrogate":              "half a surrogate pair",
	"i_string_invalid_surrogate":                     "half a surrogate pair",
	"i_string_inverted_surrogates_U+1D11E":           "half a surrogate pair",
	"i_string_lone_second_surrogate":                 "half a surrogate pair",
	"i_string_UTF-8_invalid_sequence":                "not UTF-8",
	"i_string_UTF8_surrogate_U+D800":                 "not UTF-8",
	"i_string_invalid_utf-8":                         "not UTF-8",
	"i_string_iso_latin_1":                           "not UTF-8",
	"i_string_lone_utf8_continuation_byte":           "not UTF-8",
	"i_string_not_in_unicode_range":                  "not UTF-8",
	"i_string_overlong_sequence_2_bytes":             "not UTF-8",
	"i_string_overlong_sequence_6_bytes":             "not UTF-8",
	"i_string_overlong_sequence_6_bytes_null":        "not UTF-8",
	"i_string_truncated-utf-8":                       "not UTF-8",
	"i_string_UTF-16LE_with_BOM":                     "UTF-16",
	"i_string_utf16BE_no_BOM":                        "UTF-16",
	"i_string_utf16LE_no_BOM":                        "UTF-16",
	"i_structure_500_nested_arrays":                  "nests too deep",
	"i_structure_UTF-8_BOM_empty_object":             "byte order mark",
}

// TestLocate finds values and, for missing ones, what should contain them.
func TestLocate(t *testing.T) {
	doc := "{\"a\": [1, {\"b/c\": \"x\"}],\n \"d\": {}, \"a~\": null, \"e\": [[], [2]]}"
	want := map[string]string{
		"/a": "1:7", "/a/0": "1:8", "/a/1": "1:11", "/a/1/b~1c": "1:19", "/a/1/b~1c/args": "1:19", "/a/2": "1:7", "/d/x/y": "2:7",
		"/a~0": "2:17", "/e/1/0": "2:34", "/nothing": "1:1", "": "1:1",
	}
	var pointers []string
	for p := range want {
		pointers = append(pointers, p)
	}
	for i, at := range Locate([]byte(doc), pointers, place.Bytes) {
		assert.Equal(t, want[pointers[i]], fmt.Sprintf("%d:%d", at.Line, at.Col), pointers[i])
	}
	for _, broken := range []string{"", "{", "[1,", `{"a":`, `{"a" 1}`, "]", "x", `[{"a":1]`} {
		at := Locate([]byte(broken), []string{"/z"}, place.Bytes)
		assert.Equal(t, place.Position{Line: 1, Col: 1}, at[0].Position, broken)
		assert.LessOrEqual(t, at[0].End.Col, 1+len(broken), broken)
	}
}

// TestUnmarshal_suite reads the public suite of JSON documents: what is not JSON is refused, what is JSON is read
// with the value that encoding/json finds, and what is refused by policy for its own reason only.
func TestUnmarshal_suite(t *testing.T) {
	dir := os.Getenv("BSC_FIXTURES")
	if dir == "" {
		t.Skip("BSC_FIXTURES is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "jsontestsuite", "*.json"))
	require.NoError(t, err)
	count := map[byte]int{}
	for _, file := range files {
		doc, err := os.ReadFile(file)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		got, want := any(new(any)), any(new(any))
		if name[0] == 'i' {
			got, want = new(json.RawMessage), new(json.RawMessage) // numbers that no float64 holds
		}
		faults := Unmarshal(doc, got, loose()).Faults
		count[name[0]]++
		reason, policy := refusedByPolicy[name]
		switch {
		case name[0] == 'n':
			assert.NotEmpty(t, faults, name)
		case policy:
			if assert.NotEmpty(t, faults, name) {
				assert.Contains(t, strings.ReplaceAll(faults[0].Detail.String(), `"a" stands`, "a key stands"), reason, name)
			}
		default:
			assert.Empty(t, faults, name)
			require.NoError(t, json.Unmarshal(doc, want), name)
			assert.Equal(t, want, got, name)
		}
	}
	assert.Equal(t, map[byte]int{'n': 188, 'y': 95, 'i': 35}, count, "the whole suite")
}

// loose returns the usual limits, and takes every text and number.
func loose() *Rules {
	return &Rules{
		Bytes: 8 << 20, Depth: 32, Values: 1000, String: 100, Faults: 100,
		Text: func(string, string) error { return nil }, Number: func(string) error { return nil },
	}
}
