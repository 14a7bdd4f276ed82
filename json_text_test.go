package bsc_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A page shows a KPI, lets people edit it, and sends it back. JavaScript would keep 16 digits of a number.
func ExampleMarshal() {
	browser := &bsc.Options{TextNumbers: true}
	type page struct {
		Title string  `json:"title"`
		Row   int     `json:"row"`
		KPI   bsc.KPI `json:"kpi"`
	}
	kpi := bsc.KPI{ID: "nps", Weight: "0.5", Targets: []bsc.Target{{Value: "7.073136228603762908473617201867308"}}}
	sent, err := bsc.Marshal(page{"Loyalty", 3, kpi}, browser)
	fmt.Println(string(sent), err)

	var back page
	edited := strings.Replace(string(sent), `"0.5"`, `0.30000000000000004`, 1) // 0.1 + 0.2, computed in the page
	fmt.Println(bsc.Unmarshal([]byte(edited), &back, browser))
	// Output:
	// {"title":"Loyalty","row":3,"kpi":{"id":"nps","weight":"0.5","targets":[{"value":"7.073136228603762908473617201867308"}]}} <nil>
	// bsc: line 1, column 55: /kpi/weight: 0.30000000000000004 is a number that a browser may not have kept (at most 15 significant digits, and below 10^15); send it as text: "0.30000000000000004"
}

const longNumber = "7.073136228603762908473617201867308"

// TestMarshal_args: arguments survive a browser and mean the same, whatever they are.
func TestMarshal_args(t *testing.T) {
	browser := &bsc.Options{TextNumbers: true}
	for name, c := range map[string]struct{ args, want string }{
		"short numbers":       {`{"of":["a",5,"5",1e3]}`, `{"of":["a",5,"5",1e3]}`},
		"a long constant":     {`{"of":["12345678901234567890",` + longNumber + `]}`, `"{\"of\":[\"12345678901234567890\",` + longNumber + `]}"`},
		"a long whole number": {`{"n":1234567890123456}`, `"{\"n\":1234567890123456}"`},
		"digits in a text":    {`{"a\"1234567890123456789":"1234567890123456789"}`, `{"a\"1234567890123456789":"1234567890123456789"}`},
		"text within text":    {`{"a":"<\\\"é","n":-` + longNumber + `}`, `"{\"a\":\"\\u003c\\\\\\\"é\",\"n\":-` + longNumber + `}"`},
		"within others":       {`{"of":{"name":"x","args":{"n":[{},[],` + longNumber + `]}}}`, `"{\"of\":{\"name\":\"x\",\"args\":{\"n\":[{},[],` + longNumber + `]}}}"`},
	} {
		t.Run(name, func(t *testing.T) {
			policy := bsc.Policy{Name: "acme.com/p", Args: json.RawMessage(c.args)}
			kpi := bsc.KPI{ID: "k", Scorer: policy}
			sent, err := bsc.Marshal(kpi, browser)
			require.NoError(t, err)
			assert.Equal(t, `{"id":"k","scorer":{"name":"acme.com/p","args":`+c.want+`}}`, string(sent))
			for _, read := range []func([]byte, any) error{
				func(b []byte, v any) error { return bsc.Unmarshal(b, v, browser) },
				func(b []byte, v any) error { return bsc.Unmarshal(b, v, nil) },
				json.Unmarshal,
			} {
				var back bsc.KPI
				require.NoError(t, read(sent, &back))
				assert.JSONEq(t, c.args, string(back.Scorer.Args))
				again, err := bsc.Marshal(back, browser)
				require.NoError(t, err)
				assert.Equal(t, string(sent), string(again))
			}
		})
	}
}

// TestUnmarshal_argsInText: what is wrong in arguments that a text holds is found at the text, as if it stood there.
func TestUnmarshal_argsInText(t *testing.T) {
	for args, want := range map[string]string{
		`{"n":1,"n":2}`:                      `line 2, column 13: /args/n: "n" stands twice`,
		`{"n":1e99}`:                         `line 2, column 13: /args/n: "1e99" has more than 52 digits before its point (` + "a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)",
		`{"n":`:                              `line 2, column 13: /args: the document ends too early`,
		`{} x`:                               `line 2, column 13: /args: something follows the end of the document`,
		strings.Repeat(`{"n":`, 40) + "1":    `line 2, column 13: /args` + strings.Repeat("/n", 31) + `: the document nests too deep (at most 32 levels)`,
		`{"n":"` + "\x01" + `"}`:             "",
		`{"n":"` + strings.Repeat("x", 4001): "",
	} {
		text, err := json.Marshal(args)
		require.NoError(t, err)
		var p bsc.Policy
		err = bsc.Unmarshal([]byte("{\"name\": \"x\",\n    \"args\": "+string(text)+"}"), &p, nil)
		require.Error(t, err, args)
		if want != "" {
			var wrong *bsc.DefinitionError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, []string{want}, oracle.Lines(wrong.Problems))
		}
	}
	var p bsc.Policy
	long := `{"n":["` + strings.Repeat("x", 3000) + `","` + strings.Repeat("x", 3000) + `"]}`
	text, err := json.Marshal(long)
	require.NoError(t, err)
	require.NoError(t, bsc.Unmarshal([]byte(`{"name":"x","args":`+string(text)+`}`), &p, nil), "only the texts in it have a limit")
	assert.Equal(t, long, string(p.Args))
	require.NoError(t, bsc.Unmarshal([]byte(`{"name":"x","args":"no object"}`), &p, nil))
	assert.Equal(t, `"no object"`, string(p.Args), "Compile says what is wrong with it")
}

// TestTextNumbers_bare refuses bare numbers where a decimal stands, at its limits, and no counts.
func TestTextNumbers_bare(t *testing.T) {
	type document struct {
		Number  bsc.Number              `json:"number"`
		Score   bsc.Score               `json:"score"`
		Link    bsc.Strength            `json:"strength"`
		Decimal decimal.Decimal         `json:"decimal"`
		May     decimal.NullDecimal     `json:"may"`
		Limit   bsc.BandLimit           `json:"limit"`
		Within  bsc.Distances           `json:"within"`
		Policy  bsc.Policy              `json:"policy"`
		Map     map[string]bsc.Number   `json:"map"`
		Pair    [2]bsc.Number           `json:"pair"`
		Curve   *bsc.CurveArgs          `json:"curve"`
		When    *bsc.When               `json:"when"`
		Count   int64                   `json:"count"`
		Own     float64                 `json:"own"`
		Actuals map[string]*bsc.Actuals `json:"actuals"`
	}
	browser := &bsc.Options{TextNumbers: true}
	for _, place := range []string{
		`"number":X`, `"score":X`, `"decimal":X`, `"may":X`, `"limit":X`, `"limit":{"of":"target","times":X}`,
		`"within":X`, `"within":{"low":X,"high":1}`, `"policy":{"name":"p","args":{"n":[X]}}`, `"map":{"args":X}`, `"pair":[1,X]`,
		`"curve":{"anchors":[[1,2],[2,X]]}`, `"when":{"score":{"from":X}}`, `"actuals":{"a":{"b":X}}`,
	} {
		document, refused := document{}, []string{"123456789.1234567", "1e15", "1234567890123456", "999999999999999.5"}
		if place == `"score":X` {
			refused = refused[:3] // it has at most 10 places anyway
		}
		for _, number := range refused {
			if place == `"within":X` && number == "1e15" {
				continue
			}
			text := "{" + strings.Replace(place, "X", number, 1) + "}"
			require.NoError(t, bsc.Unmarshal([]byte(text), &document, nil), text)
			err := bsc.Unmarshal([]byte(text), &document, browser)
			require.ErrorIs(t, err, bsc.ErrNumber, text)
			var wrong *bsc.DefinitionError
			require.ErrorAs(t, err, &wrong)
			assert.Contains(t, wrong.Problems[0].Hint.String(), "text", text)
			assert.Positive(t, wrong.Problems[0].Line)
			if !strings.Contains(place, "args\":{") {
				require.NoError(t, bsc.Unmarshal([]byte(strings.Replace(text, number, `"`+number+`"`, 1)), &document, browser), text)
			}
		}
		for _, number := range []string{"123456789.123456", "999999999999999", "1.50000000000000000000", "0"} {
			if place != `"score":X` || number != "123456789.123456" {
				text := "{" + strings.Replace(place, "X", number, 1) + "}"
				require.NoError(t, bsc.Unmarshal([]byte(text), &document, browser), text)
			}
		}
	}
	var own document
	require.NoError(t, bsc.Unmarshal([]byte(`{"count":1234567890123456789,"own":0.12345678901234567}`), &own, browser), "no decimals")
	assert.Equal(t, int64(1234567890123456789), own.Count)
	require.ErrorIs(t, bsc.Unmarshal([]byte(`{"strength":0.1234567890123456}`), &own, browser), bsc.ErrNumber)
}

// TestMarshal_settings: the host's settings of package decimal do not show, and its own types are taken by their tags.
func TestMarshal_settings(t *testing.T) {
	type amount struct{ decimal.Decimal }
	type below struct {
		Shadowed bsc.Number `json:"s"`
		Own      bsc.Number
	}
	type row struct {
		below
		*bsc.Quota
		Shadowed int             `json:"s"`
		Decimal  decimal.Decimal `json:"decimal"`
		Amount   amount          `json:"amount"`
		ByCount  map[int]bsc.Number
		ByScore  map[bsc.Ref]any
		Skipped  bsc.Number `json:"-"`
		Pointer  **bsc.Number
		Error    error
	}
	was := decimal.MarshalJSONWithoutQuotes
	defer func() { decimal.MarshalJSONWithoutQuotes = was }()
	n, d := bsc.Number("1.5"), decimal.RequireFromString("2.5")
	p := &n
	v := row{
		below{"7.5", "8.5"},
		&bsc.Quota{MinCoverage: "9.5"}, 7, d,
		amount{d},
		map[int]bsc.Number{3: n},
		map[bsc.Ref]any{bsc.KPIRef("a"): n, bsc.KPIRef("b"): []any{d, 2.5}},
		n, &p, errors.New("x"),
	}
	for _, decimal.MarshalJSONWithoutQuotes = range []bool{true, false} {
		got, err := bsc.Marshal(v, &bsc.Options{TextNumbers: true})
		require.NoError(t, err)
		assert.JSONEq(t, `{"Own":"8.5","min_coverage":"9.5","s":7,"decimal":"2.5","amount":"2.5","ByCount":{"3":"1.5"},"ByScore":{"kpi:a":"1.5","kpi:b":["2.5",2.5]},"Pointer":"1.5","Error":{}}`, string(got))
	}
	for _, nothing := range []any{nil, (*bsc.KPI)(nil), []bsc.KPI{}, map[string]bsc.Score{}, struct{}{}} {
		want, err := json.Marshal(nothing)
		require.NoError(t, err)
		got, err := bsc.Marshal(nothing, &bsc.Options{TextNumbers: true})
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
	}
	_, err := bsc.Marshal(new(bsc.Board), &bsc.Options{TextNumbers: true})
	assert.ErrorIs(t, err, bsc.ErrInput)
}

// TestMarshal_linear: text takes its time once, however much there is and however deep it stands.
func TestMarshal_linear(t *testing.T) {
	type chain struct {
		Number bsc.Number `json:"number"`
		Any    any        `json:"any"`
		Below  *chain     `json:"below,omitempty"`
	}
	write := func(n int) func() {
		deep := new(chain)
		for range n / 4 {
			deep = &chain{"1.5", bsc.Number("2.5"), deep}
		}
		wide := map[string]any{}
		for i := range n {
			wide[fmt.Sprint(i)] = []bsc.Policy{{Name: "p", Args: json.RawMessage(`{"n":` + longNumber + `}`)}}
		}
		return func() {
			_, err := bsc.Marshal([]any{deep, wide}, &bsc.Options{TextNumbers: true})
			require.NoError(t, err)
		}
	}
	cost.AtMost(t, 32, write(16*200), write(200))
}
