package wire_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"github.com/go-bsc/bsc/internal/wire"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inner is written by its tags where it stands in place, and by itself elsewhere.
type inner struct {
	A int             `json:"a"`
	B decimal.Decimal `json:"b"`
	C string          `json:"c,omitempty"`
}

func (inner) MarshalJSON() ([]byte, error) { return []byte(`"itself"`), nil }

type text string

func (t text) MarshalText() ([]byte, error) { return []byte("<" + string(t) + ">"), nil }

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func TestMarshal(t *testing.T) {
	var none *inner
	for name, c := range map[string]struct {
		of   any
		want string
	}{
		"decimals": {struct {
			Exact decimal.Decimal     `json:"exact"`
			Zero  decimal.Decimal     `json:"zero"`
			There decimal.NullDecimal `json:"there"`
			None  decimal.NullDecimal `json:"none"`
		}{Exact: number("12345678901234567890.1234567890"), There: decimal.NewNullDecimal(number("-0.50"))}, `{"exact":12345678901234567890.123456789,"zero":0,"there":-0.5}`},
		"lists": {struct {
			Always []int                 `json:"always"`
			Some   []int                 `json:"some,omitempty"`
			Full   []decimal.NullDecimal `json:"full"`
			Pair   [2]bool               `json:"pair"`
		}{Full: []decimal.NullDecimal{decimal.NewNullDecimal(number("1.0")), {}}}, `{"always":[],"full":[1,null],"pair":[false,false]}`},
		"maps": {struct {
			Always map[string]int `json:"always"`
			Some   map[string]int `json:"some,omitempty"`
			Sorted map[text]uint8 `json:"sorted"`
		}{Sorted: map[text]uint8{"b": 2, "a": 1}}, `{"always":{},"sorted":{"<a>":1,"<b>":2}}`},
		"left out": {struct {
			Text    string `json:"text,omitempty"`
			Flag    bool   `json:"flag,omitempty"`
			Count   int    `json:"count,omitempty"`
			Pointer *inner `json:"pointer,omitempty"`
			Struct  inner  `json:"struct,omitzero"`
			Hidden  int    `json:"-"`
			private int
		}{Hidden: 1, private: 2}, `{}`},
		"there": {struct {
			Text    string `json:"text"`
			Pointer *inner `json:"pointer"`
			Struct  inner  `json:"struct,omitempty"`
			Any     any    `json:"any"`
			Nothing any    `json:"nothing"`
		}{Text: "\"<é>\n\x00", Any: text("x")}, `{"text":"\"<é>\n\u0000","pointer":null,"struct":"itself","any":"<x>","nothing":null}`},
		"in place": {struct {
			inner
			Last int `json:"last"`
		}{inner{A: 1, C: "c"}, 2}, `{"a":1,"b":0,"c":"c","last":2}`},
		"in place, some keys": {struct {
			Named inner `json:"named" wire:"c,a"`
			Last  int   `json:"last"`
		}{inner{A: 1, C: "c"}, 2}, `{"a":1,"c":"c","last":2}`},
		"the outer key stands": {struct {
			inner
			A string `json:"a"`
		}{inner{A: 1}, "outer"}, `{"b":0,"a":"outer"}`},
		"the outermost, by its tags": {inner{A: 1}, `{"a":1,"b":0}`},
		"a list of the outermost":    {[]inner{{}}, `["itself"]`},
		"no list":                    {[]inner(nil), `[]`},
		"no map":                     {map[string]decimal.Decimal(nil), `{}`},
		"nothing":                    {nil, `null`},
		"a nil pointer":              {none, `null`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := wire.Marshal(c.of)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(got))
			assert.True(t, json.Valid(got))
		})
	}
}

// TestMarshal_settings: the host's settings of the decimal package do not show.
func TestMarshal_settings(t *testing.T) {
	was := decimal.MarshalJSONWithoutQuotes
	defer func() { decimal.MarshalJSONWithoutQuotes = was }()
	for _, decimal.MarshalJSONWithoutQuotes = range []bool{true, false} {
		got, err := wire.Marshal(map[string]decimal.Decimal{"d": number("87.50")})
		require.NoError(t, err)
		assert.Equal(t, `{"d":87.5}`, string(got))
	}
}

type refusing struct{}

var errRefused = errors.New("refused")

func (refusing) MarshalJSON() ([]byte, error) { return nil, errRefused }

func TestMarshal_errors(t *testing.T) {
	for name, of := range map[string]any{
		"no tag": struct{ Field int }{},
		"no kind of JSON": struct {
			F float64 `json:"f"`
		}{},
		"in a list": struct {
			F []func() `json:"f"`
		}{F: make([]func(), 1)},
		"in a map": struct {
			F map[string]chan int `json:"f"`
		}{F: map[string]chan int{"x": nil}},
	} {
		_, err := wire.Marshal(of)
		assert.ErrorContains(t, err, "wire: ", name)
	}
	_, err := wire.Marshal(struct {
		F refusing `json:"f"`
	}{})
	assert.ErrorIs(t, err, errRefused)
}

// TestFields checks that the keys are those that Marshal writes of a value in which everything is there.
func TestFields(t *testing.T) {
	type nested struct {
		inner
		Named  inner               `json:"named" wire:"c"`
		A      string              `json:"a"`
		There  decimal.NullDecimal `json:"there"`
		Some   []int               `json:"some,omitempty"`
		Hidden int                 `json:"-"`
	}
	value := nested{inner: inner{C: "c"}, Named: inner{C: "n"}, There: decimal.NewNullDecimal(number("1")), Some: []int{1}}
	var keys, optional []string
	for _, f := range wire.Fields(reflect.TypeOf(value)) {
		keys = append(keys, f.Key)
		if f.Optional {
			optional = append(optional, f.Key)
		}
	}
	assert.Equal(t, []string{"b", "c", "c", "a", "there", "some"}, keys)
	assert.Equal(t, []string{"c", "c", "there", "some"}, optional)
	written, err := wire.Marshal(value)
	require.NoError(t, err)
	assert.Equal(t, `{"b":0,"c":"c","c":"n","a":"","there":1,"some":[1]}`, string(written))
}
