package words_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// ours has a template for each way of showing an argument.
func ours() words.Catalogue {
	return words.Catalogue{
		"t.plain": "<{a}>", "t.quoted": "<{a|quoted}>", "t.list": "<{a|list}>", "t.and": "<{a|and}>", "t.or": "<{a|or}>",
		"t.term": "<{a|term}>", "t.braces": `{"a": {a}} {} {A} {a`, "t.count": "{n} things", "t.count.1": "one thing", "t.inner": "[{b}]",
	}
}

func TestCatalogue_Say(t *testing.T) {
	say := func(code string, args ...any) string { return ours().Say(words.New("t."+code, args...)) }
	assert.Equal(t, "<x>", say("plain", "a", "x"))
	assert.Equal(t, "<>", say("plain"))
	assert.Equal(t, "<>", say("plain", "b", "x"))
	assert.Equal(t, "<>", say("plain", "a", ""))
	assert.Equal(t, "<8.4>", say("plain", "a", dec("8.40")))
	assert.Equal(t, "<>", say("plain", "a", decimal.NullDecimal{}))
	assert.Equal(t, "<3>", say("plain", "a", 3))
	assert.Equal(t, "<2026-Q3>", say("plain", "a", period.Quarter(2026, 3)))
	assert.Equal(t, "<kpi:x>", say("plain", "a", bsc.KPIRef("x")))
	assert.Equal(t, "<higher>", say("plain", "a", bsc.DirectionHigher))
	assert.Equal(t, "<1.50>", say("plain", "a", bsc.Number("1.50")), "a number as a document has it")
	assert.Equal(t, "<bad>", say("plain", "a", errors.New("bad")))
	assert.Equal(t, "<[y]>", say("plain", "a", words.New("t.inner", "b", "y")))
	assert.Equal(t, "<\uFFFDx>", say("plain", "a", "\x1bx"), "what is not printable is replaced")
	assert.Equal(t, `<"x\"y">`, say("quoted", "a", `x"y`))
	assert.Equal(t, 60+4, len(say("quoted", "a", strings.Repeat("x", 70))), "what is long is cut")
	assert.Equal(t, "<a, b, c>", say("list", "a", []string{"a", "b", "c"}))
	assert.Equal(t, "<a, b and c>", say("and", "a", []string{"a", "b", "c"}))
	assert.Equal(t, "<a or b>", say("or", "a", words.List([]period.Frequency{"a", "b"})))
	assert.Equal(t, "<a>", say("or", "a", []string{"a"}))
	assert.Equal(t, "<>", say("or", "a", []string{}))
	assert.Equal(t, "<(-2)>", say("term", "a", dec("-2")))
	assert.Equal(t, "<2>", say("term", "a", dec("2")))
	assert.Equal(t, `{"a": 1} {} {A} {a`, say("braces", "a", 1))
	assert.Equal(t, "one thing", say("count", "n", 1))
	assert.Equal(t, "2 things", say("count", "n", 2))
}

func TestCatalogue_Say_fallback(t *testing.T) {
	period := words.New("no_reading", "period", "2026")
	assert.Equal(t, "no reading for 2026", words.Catalogue(nil).Say(period))
	assert.Equal(t, "no reading for 2026", ours().Say(period), "what a language lacks is said in English")
	assert.Equal(t, "own words", ours().Say(words.Text("own words")))
	assert.Equal(t, "acme.odd", ours().Say(words.New("acme.odd")), "a code that nobody knows is better than nothing")
	assert.Equal(t, "acme/own@1", ours().Say(words.Name("policy", "acme/own@1")))
	assert.Equal(t, "Mittel", words.Catalogue{"policy.mean": "Mittel"}.Say(words.Name("policy", "mean")))
	assert.Empty(t, ours().Say(words.Phrase{}))
}

func TestCatalogue_point(t *testing.T) {
	comma := words.Catalogue{"t.n": "{a} {f}", "point": ","}
	f := words.Arithmetic("{a} × 2.5", "a", dec("1.5"))
	assert.Equal(t, "-0,25 1,5 × 2.5", comma.Say(words.New("t.n", "a", dec("-0.25"), "f", f)), "text is not touched")
}

func TestArithmetic(t *testing.T) {
	inner := words.Arithmetic("{b} - {c}", "b", 1, "c", dec("-2"))
	f := words.Arithmetic("({inner}) / {d} {says}{x} {", "inner", inner, "d", dec("4"), "says", words.New("no_value"))
	assert.Equal(t, "(1 - (-2)) / 4 no value {", f.String())
	assert.Equal(t, words.Formula{
		{Text: "("},
		{Number: "1", Of: "b"},
		{Text: " - ("},
		{Number: "-2", Of: "c"},
		{Text: ")) / "},
		{Number: "4", Of: "d"},
		{Text: " "},
		{Phrase: f[7].Phrase},
		{Text: " {"},
	}, f)
	assert.Equal(t, "1 + 2", words.Join([]words.Formula{words.Of("a", dec("1")), words.Of("a", dec("2"))}, " + ").String())
}

func TestPhrase_json(t *testing.T) {
	f := words.Arithmetic("{a} × ({b})", "a", dec("1.5"), "b", words.New("no_value"))
	for _, p := range []words.Phrase{
		{},
		words.Text("own words"), words.New("no_value"), words.New("no_reading", "period", "2026-Q3"),
		words.New("acme.unknown", "a", dec("12345678901234567890.5"), "b", []string{"x", "y"}, "c", words.New("no_value")),
		words.New("formula_equals", "formula", f, "result", 3), words.Name("policy", "acme/x@1"), words.Name("policy", "linear"),
		words.New("explain_target", "numbers", []words.Phrase{words.New("target_is", "number", 1)}),
	} {
		text, err := json.Marshal(p)
		require.NoError(t, err)
		var back words.Phrase
		require.NoError(t, json.Unmarshal(text, &back), "%s", text)
		assert.Equal(t, p.String(), back.String())
		again, err := json.Marshal(back)
		require.NoError(t, err)
		assert.JSONEq(t, string(text), string(again))
	}
	text, err := json.Marshal(words.New("no_reading", "period", "2026-Q3"))
	require.NoError(t, err)
	assert.Equal(t, `{"code":"no_reading","period":"2026-Q3","text":"no reading for 2026-Q3"}`, string(text))
	var old, newer words.Phrase
	require.NoError(t, json.Unmarshal([]byte(`"plain text"`), &old))
	assert.Equal(t, words.Text("plain text"), old, "text is a host's own words")
	require.NoError(t, json.Unmarshal([]byte(`{"code":"of_tomorrow","x":1,"text":"said by a newer version"}`), &newer))
	assert.Equal(t, "said by a newer version", newer.String())
	for _, bad := range []string{
		`1`, `[]`, `true`, `{"code": 1}`, `{"text": ["x"]}`, `{"code": "a", "text": null}`, `{"code": "a", "b": null}`, `{"code": "a", "b": {"code": 2}}`,
	} {
		assert.Error(t, json.Unmarshal([]byte(bad), new(words.Phrase)), bad)
	}
}

// Other languages say what English says: with the same arguments, and nothing that English does not know.
func TestGerman(t *testing.T) {
	english, german := words.English(), words.German()
	for code, template := range german {
		original, ok := english[code]
		if !ok && code == "point" {
			continue
		}
		if ok = ok || strings.HasSuffix(code, ".1"); assert.True(t, ok, "English has no %s", code) && original != "" {
			assert.ElementsMatch(t, placeholders(original), placeholders(template), code)
		}
	}
	for code := range english {
		assert.Contains(t, german, code)
	}
}

// placeholders lists the arguments of a template, each once.
func placeholders(template string) []string {
	seen, list := map[string]bool{}, []string{}
	for _, part := range strings.Split(template, "{")[1:] {
		name, _, _ := strings.Cut(strings.SplitN(part, "}", 2)[0], "|")
		if name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") == "" && !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	return list
}

// FuzzPhrase_json checks that any text either is no phrase or is written back as the same.
func FuzzPhrase_json(f *testing.F) {
	f.Add(`{"code":"no_reading","period":"2026-Q3"}`)
	f.Add(`{"code":"x","f":[{"number":1,"of":"a"},{"text":" + "},{"phrase":{"code":"no_value"}}],"l":["a",{"code":"b"}]}`)
	f.Add(`"text"`)
	f.Fuzz(func(t *testing.T, text string) {
		var p words.Phrase
		if json.Unmarshal([]byte(text), &p) != nil {
			return
		}
		once, err := json.Marshal(p)
		require.NoError(t, err)
		var back words.Phrase
		require.NoError(t, json.Unmarshal(once, &back), "%s", once)
		assert.Equal(t, p.String(), back.String())
		twice, err := json.Marshal(back)
		require.NoError(t, err)
		assert.JSONEq(t, string(once), string(twice))
	})
}
