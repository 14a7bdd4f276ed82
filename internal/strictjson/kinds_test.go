package strictjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lines shows faults, and how many more there are.
func lines(found Found) string {
	var all []string
	for _, f := range found.Faults {
		if f.Err != nil {
			f.Detail = words.Text(f.Err.Error())
		}
		all = append(all, fmt.Sprintf("%d:%d %s %s", f.Line, f.Col, f.Pointer, f.Detail))
	}
	if found.More > 0 {
		all = append(all, fmt.Sprint("+", found.More))
	}
	return strings.Join(all, "; ")
}

// TestUnmarshal_cut: a document that is cut anywhere ends too early, and says so at its end.
func TestUnmarshal_cut(t *testing.T) {
	const doc = `{"id": "a\u0041 \"", "rank": -12.5e+3, "items": [{"id": null}, true, [false, {}]], "args": [1, "x"]}`
	var v any
	require.Empty(t, Unmarshal([]byte(doc), &v, loose()).Faults)
	for n := 1; n < len(doc); n++ {
		want := fmt.Sprintf("1:%d", n+1)
		found := Unmarshal([]byte(doc[:n]), &v, loose())
		require.Len(t, found.Faults, 1, doc[:n])
		f := found.Faults[0]
		assert.Equal(t, want+" the document ends too early", fmt.Sprintf("%d:%d %s", f.Line, f.Col, f.Detail), doc[:n])
	}
	for cut, want := range map[string]string{
		"[1, \n ": "2:2  the document ends too early", "[ ": "1:3  the document ends too early", "{\"a\" \n": "2:1  the document ends too early",
		"{\"a\":\n [1,\t": "2:6 /a the document ends too early",
	} {
		assert.Equal(t, want, lines(Unmarshal([]byte(cut), &v, loose())), cut)
	}
}

// TestUnmarshal_causes: what other readers of JSON allow is named, and nothing else is.
func TestUnmarshal_causes(t *testing.T) {
	const (
		comment  = ": a comment"
		comma    = ": a comma with nothing after it"
		noNumber = ": JSON has no such number"
		written  = ": not a number as JSON writes it"
		quotes   = `: text stands between "quotation marks"`
	)
	for doc, want := range map[string]string{
		`[1, 2 /* */]`: comment, `[/]`: comment, `[#]`: comment, `[1,]`: comma, `{"a":1,}`: comma, "[1 ,\t\r\n ]": comma,
		`[NaN]`: noNumber, `[Inf]`: noNumber, `[Infinity]`: noNumber, `[-Inf]`: noNumber, `[+Inf]`: noNumber, `[-Infinity]`: noNumber,
		`[+1]`: written, `[-]`: written, `[-x]`: written, `[.5]`: written, "[\u22121]": written, `[00]`: written, `[09]`: written, `[1.x]`: written,
		`[0_0]`: written, `[9_0]`: written, `[0x1]`: written, `[0X1]`: written, `[1e]`: written, `[1E+]`: written, `[5.]`: written, `[8 _]`: written,
		`['a']`: quotes, `{'a':1}`: quotes,
		`[x]`: "", `[_]`: "", `[X]`: "", `[e]`: "", `[E]`: "", `[1 a]`: "", `["a"x]`: "", `["a" e]`: "", `{"a" _}`: "", `[:x]`: "", `[nul]`: "",
		`[}`: "", `{]`: "", `{1:2}`: written, `[a9]`: "", `[True]`: "", `[=1]`: "",
	} {
		var v any
		found := Unmarshal([]byte(doc), &v, loose())
		if assert.Len(t, found.Faults, 1, doc) {
			assert.Equal(t, "not JSON from here on"+want, found.Faults[0].Detail.String(), doc)
		}
	}
}

// TestUnmarshal_surrogates checks every text of up to four pieces: halves of pairs are found where they stand, and
// exactly where the decoder would put U+FFFD in their place.
func TestUnmarshal_surrogates(t *testing.T) {
	pieces := []string{`\ud83d`, `\uDBFF`, `\ude00`, `\uDC00`, `\uD7ff`, `\ue000`, `\\`, `\n`, `ud800`, `de00`, `é`}
	high, low := map[string]bool{pieces[0]: true, pieces[1]: true}, map[string]bool{pieces[2]: true, pieces[3]: true}
	text := make([]string, 0, 4)
	var try func()
	try = func() {
		doc, want := `["`+strings.Join(text, "")+`"]`, ""
		for i := 0; i < len(text); i++ {
			if high[text[i]] && i+1 < len(text) && low[text[i+1]] {
				i++
			} else if high[text[i]] || low[text[i]] {
				want = fmt.Sprintf("1:%d /0 half a surrogate pair is not a character", 3+len(strings.Join(text[:i], "")))
				break
			}
		}
		var v any
		require.Equal(t, want, lines(Unmarshal([]byte(doc), &v, loose())), doc)
		require.NoError(t, json.Unmarshal([]byte(doc), &v))
		require.Equal(t, want != "", strings.Contains(v.([]any)[0].(string), "\ufffd"), doc)
		if len(text) < cap(text) {
			for _, p := range pieces {
				text = append(text, p)
				try()
				text = text[:len(text)-1]
			}
		}
	}
	try()
	var v any
	assert.Equal(t, `1:3 /\ud800 half a surrogate pair is not a character`, strings.ReplaceAll(lines(Unmarshal([]byte(`{"\ud800":1}`), &v, loose())), "\ufffd", `\ud800`), "in keys, too")
}

// TestUnmarshal_encodings: the first two bytes say whether a document is UTF-16.
func TestUnmarshal_encodings(t *testing.T) {
	for doc, want := range map[string]string{
		"1": "", "\x00": "the document is UTF-16, not UTF-8", "\x001": "the document is UTF-16, not UTF-8", "1\x00": "the document is UTF-16, not UTF-8",
		"12\x00": "something follows the end of the document", "\xfe\xff\x001": "the document is UTF-16, not UTF-8", "\xff": "the byte 0xff is not UTF-8",
		"\"\ufffd\"": "", "\"\ufffd\xc3\"": "the byte 0xc3 is not UTF-8", "\t": "the document is empty", "": "the document is empty",
	} {
		var v any
		found := Unmarshal([]byte(doc), &v, loose())
		if want == "" {
			assert.Empty(t, found.Faults, "%q", doc)
		} else if assert.Len(t, found.Faults, 1, "%q", doc) {
			assert.Equal(t, want, found.Faults[0].Detail.String(), "%q", doc)
		}
	}
	var v any
	assert.Equal(t, "1:5  the byte 0xc3 is not UTF-8", lines(Unmarshal([]byte("\"\ufffd\xc3\""), &v, loose())), "U+FFFD itself is UTF-8")
}

// amount reads itself from a number or a text.
type amount string

func (a *amount) UnmarshalJSON(data []byte) error {
	if *a = amount(strings.Trim(string(data), `"`)); strings.Trim(string(*a), "0123456789") != "" {
		return errors.New("an amount has digits")
	}
	return nil
}

// turned reads itself from an object with other keys than its fields.
type turned struct{ From, To int }

func (u *turned) UnmarshalJSON(data []byte) error {
	values := map[string]*int{}
	if err := json.Unmarshal(data, &values); err != nil || values["from"] == nil || values["to"] == nil {
		return errors.New("a turn is from and to")
	}
	u.From, u.To = *values["from"], *values["to"]
	return nil
}

// TestUnmarshal_typed: types are checked wherever they stand, and each by its own words.
func TestUnmarshal_typed(t *testing.T) {
	type inner struct {
		A int `json:"a"`
	}
	type doc struct {
		inner
		Schema []int                      `json:"schema"`
		Pairs  []pair                     `json:"pairs"`
		Args   json.RawMessage            `json:"args"`
		Each   map[string]json.RawMessage `json:"each"`
		Amount amount                     `json:"amount"`
		Titled *titled                    `json:"titled"`
		List   list                       `json:"list"`
		Upper  upper                      `json:"upper"`
		On     bool                       `json:"on"`
		Wide   float64                    `json:"wide"`
		Big    uint64                     `json:"big"`
		Low    int64                      `json:"low"`
		Word   uint                       `json:"word"`
		Turned turned                     `json:"turned"`
		Any    any                        `json:"any"`
	}
	rules := loose()
	rules.Schema, rules.Numeric, rules.Objects = 2, reflect.TypeFor[amount](), []reflect.Type{reflect.TypeFor[titled]()}
	rules.Number = func(literal string) error {
		if len(literal) > 3 || literal == "" {
			return fmt.Errorf("%q is no number for us", literal)
		}
		return nil
	}
	for text, want := range map[string]string{
		`{"schema":[7]}`:                        ``,
		`{"pairs":[[1,"x"]]}`:                   `1:14 /pairs/0/1 a number is expected, not text`,
		`{"pairs":[[1,2,3]]}`:                   `1:11 /pairs/0 a list of 2 is expected, not of 3`,
		`{"pairs":[{}]}`:                        `1:11 /pairs/0 a list is expected, not an object`,
		`{"args":null}`:                         `1:9 /args null is not a value here`,
		`{"args":[null,{"a":null}]}`:            ``,
		`{"args":true,"each":{"a":1,"b":null}}`: `1:32 /each/b null is not a value here`,
		`{"amount":"12"}`:                       ``,
		`{"amount":123}`:                        ``,
		`{"amount":"1234"}`:                     `1:11 /amount "1234" is no number for us`,
		`{"amount":1234}`:                       `1:11 /amount "1234" is no number for us`,
		`{"amount":"twelve"}`:                   `1:11 /amount an amount has digits`,
		`{"amount":true}`:                       `1:11 /amount an amount has digits`,
		`{"amount":null}`:                       `1:11 /amount null is not a value here`,
		`{"upper":"LONG TEXT"}`:                 ``,
		`{"titled":"long text","list":[1,2]}`:   ``,
		`{"titled":null}`:                       `1:11 /titled null is not a value here`,
		`{"titled":["x"]}`:                      `1:11 /titled a name is text`,
		`{"on":1,"wide":"1"}`:                   `1:7 /on true or false is expected, not a number; 1:16 /wide a number is expected, not text`,
		`{"on":"true"}`:                         `1:7 /on true or false is expected, not text`,
		`{"a":true}`:                            `1:6 /a a number is expected, not true or false`,
		`{"a":1}`:                               ``,
		`{"big":18446744073709551615,"low":-9223372036854775808}`: ``,
		`{"big":18446744073709551616}`:                            `1:8 /big 18446744073709551616 is not a whole number of the expected size`,
		`{"low":-9223372036854775809}`:                            `1:8 /low -9223372036854775809 is not a whole number of the expected size`,
		`{"low":9223372036854775808}`:                             `1:8 /low 9223372036854775808 is not a whole number of the expected size`,
		`{"word":18446744073709551615}`:                           ``,
		`{"word":-1}`:                                             `1:9 /word -1 is not a whole number of the expected size`,
		`{"turned":{"from":1,"to":2,"x":null}}`:                   ``,
		`{"turned":{"From":1}}`:                                   `1:11 /turned a turn is from and to`,
		`{"turned":[]}`:                                           `1:11 /turned a turn is from and to`,
		`{"any":1234}`:                                            `1:8 /any "1234" is no number for us`,
		`{"any":[{"x":[1234,123]}]}`:                              `1:15 /any/0/x/0 "1234" is no number for us`,
	} {
		var v doc
		assert.Equal(t, want, lines(Unmarshal([]byte(text), &v, rules)), text)
	}
	var v doc
	found := Unmarshal([]byte(`{"on":true,"Args":1}`), &v, rules)
	require.Len(t, found.Faults, 1)
	assert.Equal(t, []string{"schema", "pairs", "args", "each", "amount", "titled", "list", "upper", "on", "wide", "big", "low", "word", "turned", "any"},
		found.Faults[0].Fields[1:], "known fields are named in their order, those of embedded structs first")
	assert.Equal(t, "a", found.Faults[0].Fields[0])

	rules.Faults = 1
	assert.Equal(t, `1:2 /x unknown field "x"; +2`, lines(Unmarshal([]byte(`{"x":1,"y":2,"list":[1,2,3]}`), &v, rules)), "what is not listed is counted")
	assert.Equal(t, `1:2 /x unknown field "x"; +1`, lines(Unmarshal([]byte(`{"x":1,"list":[1,{"a":1,"a":2}]}`), &v, rules)), "a value with a fault in it is not read")
}

// TestCanonical: the order of keys and the spelling of numbers make no difference, the order of lists does, and no digit
// is lost.
func TestCanonical(t *testing.T) {
	for doc, want := range map[string]string{
		`{"b": [2, 1], "a": {"d": 1.50, "c": 12345678901234567890123}}`: `{"a":{"c":12345678901234567890123,"d":1.5},"b":[2,1]}`,
		`[80, 80.0, 8e1, 0.8E+2, -0, 0.10]`:                             `[80,80,80,80,0,0.1]`, `"80.0"`: `"80.0"`,
		`[1e100000000]`: `[1e100000000]`, `"a<b>&c"`: `"a<b>&c"`,
		`[]`: `[]`, `{"b"`: `{"b"`, ``: ``, `"é"`: `"é"`,
	} {
		assert.Equal(t, want, string(Canonical([]byte(doc))))
	}
}

// TestUnmarshal_dead: nothing is read beyond the values and the depth that are allowed.
func TestUnmarshal_dead(t *testing.T) {
	rules := loose()
	rules.Values, rules.Depth = 3, 2
	for doc, want := range map[string]string{
		`[1,2,3,4,5,{"a":1,"a":2}]`: `1:6 /2 the document has too many values`,
		`[[[[[1]]]],{"a":1,"a":2}]`: `1:3 /0/0 the document nests too deep`,
		`[1`:                        `1:3  the document ends too early`,
		`[1,2] [3]`:                 `1:7  something follows the end of the document`,
	} {
		var v any
		assert.Equal(t, want, lines(Unmarshal([]byte(doc), &v, rules)), doc)
	}
}

// TestPlaces: places sort as the fields of the type do, and end where the type does not go on.
func TestPlaces(t *testing.T) {
	type leaf struct {
		B string            `json:"b"`
		A map[string]string `json:"a"`
	}
	type doc struct {
		leaf
		Own  string  `json:"own"`
		List []*leaf `json:"list"`
	}
	place := Places(reflect.TypeFor[doc]())
	for pointer, want := range map[string][]int{
		"": nil, "/b": {0}, "/a": {1}, "/a/x": {1}, "/own": {2}, "/own/x": {2}, "/list": {3}, "/list/7": {3, 7}, "/list/7/a": {3, 7, 1},
		"/list/7/c": {3, 7}, "/list/x": {3}, "/nobody": nil, "/nobody/b": nil,
	} {
		assert.Equal(t, want, place(pointer), pointer)
		assert.Equal(t, want, place(pointer), "%s once more", pointer)
	}
}

// TestUnmarshal_keeps: what a document does not mention stays, and nothing does where it is refused.
func TestUnmarshal_keeps(t *testing.T) {
	v := item{ID: "before", Rank: 3, Items: []item{{ID: "x"}}}
	require.Empty(t, Unmarshal([]byte(`{"rank":4}`), &v, loose()).Faults)
	assert.Equal(t, item{ID: "before", Rank: 4, Items: []item{{ID: "x"}}}, v)
	wide := struct {
		Wide float32 `json:"wide"`
	}{7}
	found := Unmarshal([]byte(`  {"wide":1e39}`), &wide, loose())
	require.Len(t, found.Faults, 1, "what only encoding/json refuses is refused, too")
	assert.Equal(t, from(1, 1, 2), found.Faults[0].Position)
	assert.EqualValues(t, 7, wide.Wide)
}

// TestUnmarshal_moments: a moment is one of RFC 3339.
func TestUnmarshal_moments(t *testing.T) {
	var v struct {
		At   time.Time   `json:"at"`
		List []time.Time `json:"list"`
	}
	require.Empty(t, Unmarshal([]byte(`{"at":"2026-08-01T10:00:00+02:00","list":["2026-08-01T10:00:00.5Z"]}`), &v, loose()).Faults)
	assert.Equal(t, "2026-08-01T08:00:00Z", v.At.UTC().Format(time.RFC3339))
	for doc, name := range map[string]string{
		`{"at":"2026-08-01"}`: `"2026-08-01"`, `{"at":1}`: `1`, `{"at":"` + strings.Repeat("x", 60) + `"}`: `"` + strings.Repeat("x", 36) + "…",
		`{"list":["2026-08-01T10:00:00Z","no"]}`: `"no"`,
	} {
		found := Unmarshal([]byte(doc), &v, loose())
		require.Len(t, found.Faults, 1, doc)
		assert.Equal(t, Moment, found.Faults[0].Kind, doc)
		assert.Equal(t, name, found.Faults[0].Name, doc)
	}
}

// TestUnmarshal_long: long keys are cut at the edge of a character.
func TestUnmarshal_long(t *testing.T) {
	for key, want := range map[string]string{
		strings.Repeat("x", 40):        strings.Repeat("x", 40),
		strings.Repeat("x", 41):        strings.Repeat("x", 37) + "…",
		strings.Repeat("é", 20):        strings.Repeat("é", 20),
		strings.Repeat("é", 21):        strings.Repeat("é", 18) + "…",
		"x" + strings.Repeat("é", 21):  "x" + strings.Repeat("é", 18) + "…",
		strings.Repeat("顧", 14):        strings.Repeat("顧", 12) + "…",
		"xx" + strings.Repeat("😀", 10): "xx" + strings.Repeat("😀", 8) + "…",
	} {
		var v item
		found := Unmarshal([]byte(`{"`+key+`":1}`), &v, loose())
		require.Len(t, found.Faults, 1)
		assert.Equal(t, fmt.Sprintf("unknown field %q", want), found.Faults[0].Detail.String())
		assert.Equal(t, "/"+want, found.Faults[0].Pointer)
		assert.Equal(t, key, found.Faults[0].Name)
	}
}

// TestUnmarshal_schema: where the version is unknown, nothing else is said.
func TestUnmarshal_schema(t *testing.T) {
	var v struct {
		Schema int  `json:"schema"`
		In     item `json:"in"`
	}
	rules := loose()
	rules.Schema, rules.Faults = 2, 1
	assert.Equal(t, "1:23 /schema schema 3 is not known", lines(Unmarshal([]byte(`{"x":1,"y":2,"schema":3,"z":1}`), &v, rules)))
	assert.Equal(t, `1:16 /in/schema unknown field "schema"`, lines(Unmarshal([]byte(`{"in":{"id":"","schema":3}}`), &v, rules)))
}
