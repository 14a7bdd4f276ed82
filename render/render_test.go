package render_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// drawings are all the forms of a view.
func drawings(v render.View) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"map.svg": v.MapSVG, "map.dot": v.MapDOT, "map.mmd": v.MapMermaid,
		"scorecard.svg": v.ScorecardSVG, "scorecard.md": v.Markdown, "scorecard.txt": v.Text,
	}
}

func draw(t *testing.T, to func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, to(&b))
	return b.String()
}

// coffee is the scorecard of the quickstart, as a trend of three quarters.
func coffee(t *testing.T) (*bsc.Scorecard, *history.Trend) {
	t.Helper()
	doc, err := os.ReadFile("../examples/quickstart/scorecard.json")
	require.NoError(t, err)
	def, err := bsc.ParseDefinition(doc, nil)
	require.NoError(t, err)
	card := bsc.MustCompile(def, nil)
	file, err := os.Open("../examples/quickstart/actuals.csv")
	require.NoError(t, err)
	defer file.Close()
	readings, err := csvfile.Dialect{}.Readings(file, nil)
	require.NoError(t, err)
	trend, err := history.NewTrend(card, period.Quarter(2026, 1), bsc.Input{Period: period.Quarter(2026, 3), Readings: readings})
	require.NoError(t, err)
	return card, trend
}

func views(t *testing.T) map[string]render.View {
	card, trend := coffee(t)
	return map[string]render.View{"card": {Card: card}, "result": {Result: trend.Results()[2]}, "trend": {Trend: trend}}
}

// TestView draws every view in every form, twice: the same bytes, with every name in them; SVG is
// well-formed and holds nothing that could run, load or be referred to.
func TestView(t *testing.T) {
	for name, v := range views(t) {
		for file, to := range drawings(v) {
			t.Run(name+"/"+file, func(t *testing.T) {
				got := draw(t, to)
				assert.True(t, got == draw(t, drawings(v)[file]), "the same bytes")
				for _, text := range []string{"Train roasters", "Grow profitably"} {
					// Drawings wrap names.
					if file == "map.mmd" || !strings.Contains(got, "Train roasters and baristas") {
						text = strings.Fields(text)[0]
					}
					assert.True(t, strings.Contains(got, text), text)
				}
				assert.Equal(t, name != "card", strings.Contains(strings.ReplaceAll(got, "#46;", "."), "69.9"), "scores where there are any")
				if strings.HasSuffix(file, ".svg") {
					checkSVG(t, got)
				}
			})
		}
	}
}

// checkSVG reads a drawing and returns its text for screen readers.
func checkSVG(t *testing.T, text string) (labels []string) {
	t.Helper()
	return readSVG(t, text).labels
}

func TestView_errors(t *testing.T) {
	for name, v := range map[string]render.View{"zero": {}, "zero card": {Card: new(bsc.Scorecard)}, "zero result": {Result: new(bsc.Result)}, "zero trend": {Trend: new(history.Trend)}} {
		for file, to := range drawings(v) {
			var b bytes.Buffer
			err := to(&b)
			assert.ErrorIs(t, err, bsc.ErrInput, "%s %s", name, file)
			assert.Zero(t, b.Len())
		}
	}
}

// TestView_most draws as many nodes as allowed, and refuses one more.
func TestView_most(t *testing.T) {
	wide := func(objectives int) render.View {
		def := &bsc.Definition{ID: "wide", Perspectives: []bsc.Perspective{{ID: "p"}}}
		for i := range objectives {
			def.Perspectives[0].Objectives = append(def.Perspectives[0].Objectives, bsc.Objective{ID: fmt.Sprint("o", i)})
		}
		return render.View{Card: bsc.MustCompile(def, nil)}
	}
	for file, to := range drawings(wide(render.MaxNodes - 2)) { // with the card and its perspective
		assert.NoError(t, to(io.Discard), file)
	}
	for file, to := range drawings(wide(render.MaxNodes)) {
		if strings.HasPrefix(file, "map") {
			assert.NoError(t, to(io.Discard), file)
			continue
		}
		assert.EqualError(t, to(io.Discard), "2002 lines are too many to draw (at most 2000)", file)
	}
	for file, to := range drawings(wide(render.MaxNodes + 1)) {
		var b bytes.Buffer
		err := to(&b)
		want := "2003 lines are too many to draw (at most 2000)"
		if strings.HasPrefix(file, "map") {
			want = "2001 nodes are too many to draw (at most 2000)"
		}
		assert.EqualError(t, err, want, file)
		assert.ErrorIs(t, err, bsc.ErrInput, file)
		assert.Zero(t, b.Len(), file)
	}
}

// TestMapSVG_passing refuses a map with few nodes whose links pass more rows than can be placed, with an
// error.
func TestMapSVG_passing(t *testing.T) {
	const n = 400
	def := &bsc.Definition{ID: "deep", Perspectives: []bsc.Perspective{{ID: "p"}}}
	ref := func(i int) bsc.Ref { return bsc.ObjectiveRef(fmt.Sprint("o", i)) }
	for i := range n {
		def.Perspectives[0].Objectives = append(def.Perspectives[0].Objectives, bsc.Objective{ID: ref(i).ID})
		if i > 0 {
			def.Links = append(def.Links, bsc.Link{From: ref(i - 1), To: ref(i)})
		}
		for j := i - n/2 - 1; j >= 0 && j > i-n+20; j -= 2 {
			def.Links = append(def.Links, bsc.Link{From: ref(j), To: ref(i)})
		}
	}
	v := render.View{Card: bsc.MustCompile(def, nil)}
	err := v.MapSVG(io.Discard)
	assert.ErrorIs(t, err, bsc.ErrInput)
	assert.EqualError(t, err, "the links pass too many rows to draw (at most 100000 nodes and rows that a link passes)")
	assert.NoError(t, v.MapDOT(io.Discard))
}

// TestView_concurrent draws one view by many goroutines.
func TestView_concurrent(t *testing.T) {
	_, trend := coffee(t)
	v := render.View{Trend: trend}
	want := draw(t, v.MapSVG)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var b bytes.Buffer
			assert.NoError(t, v.MapSVG(&b))
			assert.True(t, want == b.String())
			assert.NoError(t, v.ScorecardSVG(io.Discard))
		})
	}
	wait.Wait()
}

// TestMapSVG_words reads what a screen reader would.
func TestMapSVG_words(t *testing.T) {
	_, trend := coffee(t)
	labels := checkSVG(t, draw(t, render.View{Trend: trend}.MapSVG))
	assert.Contains(t, labels, "Keep food safe. Score 80.0, Amber, rising by 10.0. Leads to Coffee people come back for (constraint).")
	assert.Equal(t, "Financial. Score 56.0, Red", labels[0], "outcomes are read first")
}

// TestMapSVG_kinds draws every kind of node and link, and says so in the legend.
func TestMapSVG_kinds(t *testing.T) {
	o := func(id string) bsc.Objective {
		return bsc.Objective{ID: id, KPIs: []bsc.KPI{{ID: id, Scorer: bsc.Policy{Name: "stated"}}}}
	}
	def := &bsc.Definition{ID: "kinds", Perspectives: []bsc.Perspective{{ID: "low", Objectives: []bsc.Objective{o("a"), o("b")}}, {ID: "empty"}, {ID: "high", Objectives: []bsc.Objective{o("c"), o("d")}}}}
	link := func(from, to string) bsc.Link { return bsc.Link{From: bsc.ParseRef(from), To: bsc.ParseRef(to)} }
	def.Links = []bsc.Link{link("a", "c"), link("kpi:b", "perspective:high"), link("perspective:low", "c"), link("a", "b"), link("d", "a"), link("c", "d"), link("d", "c")}
	def.Links[0].Inverse, def.Links[1].Kind, def.Links[2].Kind = true, bsc.LinkConstraint, bsc.LinkDefinitional
	def.Links[3].Strength, def.Links[4].Delay, def.Links[6].Delay = bsc.StrengthStrong, 2, 1
	card := bsc.MustCompile(def, nil)
	got := draw(t, render.View{Card: card}.MapSVG)
	labels := checkSVG(t, got)
	for _, text := range []string{"leads to", "by definition", "limits", "inverse: the better, the worse", "wider is stronger", "closes a loop", "in periods", ">KPI<", ">↺ lag 2<", ">↺ lag 1<", ">−<", `data-ref="perspective:empty"`} {
		assert.True(t, strings.Contains(got, text), text)
	}
	assert.Contains(t, labels, "a. Leads to c (inverse), b (strong).")
	assert.Contains(t, labels, "b (KPI). Leads to high (constraint).")
	assert.Equal(t, 7, strings.Count(got, `class="bsc-node"`), "four objectives, a KPI, two perspectives")
	assert.Equal(t, 7, strings.Count(got, `class="bsc-line"`))
	dot := draw(t, render.View{Card: card}.MapDOT)
	assert.Equal(t, 7, strings.Count(dot, "arrowhead="))
}

// TestView_ratings draws ratings without a sign, a name or a colour.
func TestView_ratings(t *testing.T) {
	def := &bsc.Definition{
		ID: "bare", Ratings: []bsc.RatingLevel{{ID: "poor"}, {ID: "good", Color: "#FFFF00"}},
		Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{{ID: "k", Scorer: bsc.Policy{Name: "stated"}, Unit: "‰"}}}}}},
		Scale:        bsc.Scale{Min: "-10", Met: "50", Cap: "60"},
	}
	def.Defaults.Threshold = bsc.NewPolicy("bands", map[string]any{"bands": []any{map[string]any{"rating": "poor"}, map[string]any{"rating": "good", "from": 20}}})
	card := bsc.MustCompile(def, nil)
	for value, want := range map[string][]string{"55": {">go…<", "#FFFF00", "#000000", "55 ‰"}, "-5": {">po…<", "#8a939b"}} {
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{"k": decimal.RequireFromString(value)}})
		require.NoError(t, err)
		got := draw(t, render.View{Result: result}.ScorecardSVG)
		checkSVG(t, got)
		for _, text := range want {
			assert.True(t, strings.Contains(got, text), text)
		}
	}
}

// TestView_decimals shows that the settings of the decimal package, which are the host's, change no byte.
func TestView_decimals(t *testing.T) {
	_, trend := coffee(t)
	v := render.View{Trend: trend}
	before := map[string]string{}
	for file, to := range drawings(v) {
		before[file] = draw(t, to)
	}
	precision, trim := decimal.DivisionPrecision, decimal.TrimTrailingZeros
	defer func() { decimal.DivisionPrecision, decimal.TrimTrailingZeros = precision, trim }()
	decimal.DivisionPrecision, decimal.TrimTrailingZeros = 1, false
	for file, to := range drawings(v) {
		assert.True(t, before[file] == draw(t, to), file)
	}
}

// hostile are names that mean something to a program that shows them. Compile refuses controls and broken UTF-8.
var hostile = []string{
	"<script>alert(1)</script>", `"onload="alert(1)`, "]]>", "&amp;", "end", `%%{init: {"theme":"dark"}}%%`, "\"] click n0 \"javascript:alert(1)\"",
	`\N`, `a\`, "\u202egnp.exe", "\u2067open", "\u2069closed", "e" + strings.Repeat("\u0301", 1000), "private\ue000", "\u2028", "\ufdfd",
	strings.Repeat("word", 1000), "|", "`code`", "[x](javascript:alert(1))", "http://example.com", "www.example.com", "a@b.example", "$x$", "<!--", "-->", "", "  ", "\u200d",
}

// roomy are options for names beyond the usual limits.
func roomy() *bsc.Options {
	return &bsc.Options{Limits: bsc.Limits{NameRunes: 1 << 20, TextRunes: 1 << 20, StringBytes: 1 << 20, Marks: 1 << 20}}
}

// TestView_hostile draws malicious names. Every form stays valid, and has as many lines as with harmless
// names.
func TestView_hostile(t *testing.T) {
	build := func(names []string) render.View {
		def := &bsc.Definition{ID: "h", Name: names[0], Perspectives: []bsc.Perspective{{ID: "p", Name: names[1]}, {ID: "q", Name: names[2]}}}
		for i, name := range names {
			o := bsc.Objective{ID: fmt.Sprint("o", i), Name: name, KPIs: []bsc.KPI{{ID: fmt.Sprint("k", i), Name: name, Scorer: bsc.Policy{Name: "stated"}}}}
			def.Perspectives[i%2].Objectives = append(def.Perspectives[i%2].Objectives, o)
			if i > 0 {
				def.Links = append(def.Links, bsc.Link{From: bsc.ObjectiveRef(fmt.Sprint("o", i-1)), To: bsc.ObjectiveRef(o.ID), Delay: i % 2})
			}
		}
		return render.View{Card: bsc.MustCompile(def, roomy())}
	}
	harmless := drawings(build(slices.Repeat([]string{"name"}, len(hostile))))
	for file, to := range drawings(build(hostile)) {
		got := draw(t, to)
		for _, r := range got {
			if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r >= 0x202A && r <= 0x202E {
				t.Errorf("%s has %U", file, r)
			}
		}
		switch file {
		case "map.svg", "scorecard.svg":
			checkSVG(t, got)
			assert.Equal(t, strings.Count(draw(t, harmless[file]), "data-ref="), strings.Count(got, "data-ref="))
		default:
			assert.Equal(t, strings.Count(draw(t, harmless[file]), "\n"), strings.Count(got, "\n"), file)
		}
		assert.False(t, strings.Contains(got, strings.Repeat("\u0301", 4)), "towers of marks")
	}
}
