package render_test

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/bridge"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// quarters are four quarters of a shop in which every cause brings something: a target is raised, weights change, and a
// KPI is added and another retired.
func quarters(t *testing.T) []*bsc.Result {
	t.Helper()
	var list []*bsc.Result
	for q, actuals := range [][]string{{"92", "97", "7", "3", "50"}, {"88", "98", "7.5", "3", "50"}, {"91", "98", "9", "4.2", "58"}, {"93", "96.5", "9.25", "4", "61"}} {
		kpi := func(id, name, unit string, baseline, target bsc.Number) bsc.KPI {
			return bsc.KPI{ID: id, Name: name, Unit: unit, Targets: []bsc.Target{{Baseline: baseline, Value: target}}}
		}
		growth := []bsc.Number{"8", "10", "10", "10"}[q]
		customer := bsc.Objective{ID: "deliver", Name: "Deliver as promised", KPIs: []bsc.KPI{
			kpi("on-time", "On-time delivery of <parcels> & letters to wherever they are addressed to", "%", "80", "100"), kpi("damage", "Undamaged parcels", "%", "90", "100"),
		}}
		learn := bsc.Objective{ID: "learn", Name: "ללמוד", KPIs: []bsc.KPI{kpi("days", "ימי הדרכה", "ימים", "0", "5")}}
		if q > 1 {
			customer.Weight = "2"
			learn.KPIs = append(learn.KPIs, kpi("ideas", "", "", "0", "60"))
		}
		if q == 3 {
			learn.KPIs = learn.KPIs[1:]
		}
		card, err := bsc.Compile(&bsc.Definition{ID: "shop", Name: "Shop", Frequency: period.Quarterly, Perspectives: []bsc.Perspective{
			{ID: "customer", Objectives: []bsc.Objective{customer, learn}},
			{ID: "financial", Objectives: []bsc.Objective{{ID: "grow", Name: "Grow", KPIs: []bsc.KPI{kpi("growth", "Growth", "%", "", growth)}}}},
		}}, nil)
		require.NoError(t, err)
		readings := bsc.Actuals{}
		for i, id := range []string{"on-time", "damage", "growth", "days", "ideas"} {
			if _, there := card.KPI(id); there {
				readings[id] = decimalOf(t, actuals[i])
			}
		}
		r, err := card.Evaluate(bsc.Input{Period: period.Quarter(2026, q+1), Readings: readings})
		require.NoError(t, err)
		list = append(list, r)
	}
	return list
}

// waterfalls are waterfalls of all kinds, by name.
func waterfalls(t *testing.T) map[string]render.Waterfall {
	t.Helper()
	results := quarters(t)
	r, err := bridge.Over(results, nil)
	require.NoError(t, err)
	same, err := bridge.Between(results[0], results[0], nil)
	require.NoError(t, err)
	return map[string]render.Waterfall{
		"causes": {Bridge: r.Whole()}, "parts": {Bridge: r.Whole(), Largest: 4}, "all": {Bridge: r.Whole(), Largest: -1}, "range": {Range: r}, "same": {Bridge: same},
	}
}

// scoreOf returns a score, or none for "".
func scoreOf(t *testing.T, text string) bsc.Score {
	t.Helper()
	if text == "" {
		return bsc.Score{}
	}
	s, err := bsc.NewScore(decimalOf(t, text))
	require.NoError(t, err)
	return s
}

// tornadoes are tornadoes by name.
func tornadoes(t *testing.T) map[string]render.Tornado {
	t.Helper()
	r := quarters(t)[1]
	swing := func(ref bsc.Ref, name, low, high string) render.Swing {
		return render.Swing{Ref: ref, Name: name, Low: scoreOf(t, low), High: scoreOf(t, high)}
	}
	swings := []render.Swing{
		swing(bsc.KPIRef("growth"), "Growth", "", "70"),
		swing(bsc.KPIRef("damage"), "", "66.1", "64.8"),
		swing(bsc.KPIRef("on-time"), "On-time delivery of <parcels> & letters to wherever they are addressed to", "58.25", "72.125"),
		swing(bsc.ObjectiveRef("learn"), "ללמוד", "60.04", "71"),
		swing(bsc.ObjectiveRef("grow"), "Grow", "69.96", "72"),
	}
	return map[string]render.Tornado{"swings": {Result: r, Swings: swings}, "two": {Result: r, Swings: swings, Most: 2}}
}

// changes are the drawings of changes, by file.
func changes(t *testing.T, in words.Catalogue) map[string]func(io.Writer) error {
	t.Helper()
	files := map[string]func(io.Writer) error{}
	for name, w := range waterfalls(t) {
		w.Words = in
		files["waterfall-"+name+".svg"], files["waterfall-"+name+".md"] = w.SVG, w.Markdown
	}
	for name, d := range tornadoes(t) {
		d.Words = in
		files["tornado-"+name+".svg"], files["tornado-"+name+".md"] = d.SVG, d.Markdown
	}
	return files
}

// TestChanges_golden pins every byte, in both languages, and twice the same.
func TestChanges_golden(t *testing.T) {
	again := changes(t, nil)
	for file, to := range changes(t, nil) {
		golden.Check(t, file, draw(t, to))
		assert.Equal(t, draw(t, to), draw(t, again[file]), file)
	}
	for file, to := range changes(t, words.German()) {
		golden.Check(t, "de-"+file, draw(t, to))
	}
}

// eventful is a bridge between scores below 0 in which everything happens, made by hand, with names and a unit of a host.
func eventful(t *testing.T, x texts) *bridge.Bridge {
	t.Helper()
	number := func(text string) decimal.NullDecimal { return decimal.NewNullDecimal(decimalOf(t, text)) }
	end := func(score, display, unit string) bridge.End {
		return bridge.End{Period: period.Quarter(2026, 1), OrgUnit: unit, Score: scoreOf(t, score), Display: display}
	}
	b := &bridge.Bridge{Ref: bsc.ObjectiveRef("o"), Name: x.name, From: end("-30.25", "-30.3", x.unit), To: end("-29.15", "-29.1", x.unit), Change: decimalOf(t, "1.1")}
	for _, cause := range []bridge.Cause{bridge.Restated, bridge.Structure, bridge.Weights, bridge.Targets, bridge.Performance} {
		step := bridge.Step{Cause: cause}
		for i, event := range []bridge.Event{"", bridge.Entered, bridge.Retired, bridge.Appeared, bridge.Vanished, bridge.Judged, bridge.Method} {
			p := bridge.Part{Ref: bsc.KPIRef("k"), Name: x.other, Unit: x.unit, Event: event, Change: decimal.New(int64(11-5*(i%3)), -2)}
			p.From, p.To = bridge.Standing{Actual: number("1234.5"), Target: number("8.5"), Weight: number("1.5")}, bridge.Standing{Label: x.sign, Target: number("10"), Weight: number("2")}
			step.Parts = append(step.Parts, p)
			step.Change = step.Change.Add(p.Change)
		}
		b.Steps = append(b.Steps, step)
	}
	last := &b.Steps[4].Parts[6]
	rest := b.Change
	for _, s := range b.Steps {
		rest = rest.Sub(s.Change)
	}
	last.Change, b.Steps[4].Change = last.Change.Add(rest), b.Steps[4].Change.Add(rest)
	return b
}

// eventfulOf are the drawings of an eventful bridge, and of swings with the same names.
func eventfulOf(t *testing.T, x texts, in words.Catalogue) map[string]func(io.Writer) error {
	t.Helper()
	b := eventful(t, x)
	one := *b
	one.Steps = b.Steps[:1]
	def := &bsc.Definition{ID: "c", Name: "名", Perspectives: []bsc.Perspective{{ID: "п", Objectives: []bsc.Objective{{ID: "о", KPIs: []bsc.KPI{{ID: "к", Scorer: bsc.Policy{Name: "stated"}}}}}}}}
	def.Defaults.Threshold = bsc.NewPolicy("bands", bsc.BandsArgs{Include: "upper", Bands: []bsc.BandArgs{{Rating: "red"}, {Rating: "green", From: bsc.BandLimit{Value: "64.5"}}}})
	r, err := bsc.MustCompile(def, nil).Evaluate(bsc.Input{Period: period.Quarter(2026, 3), OrgUnit: render.Clean(x.unit), Readings: bsc.Actuals{"к": decimalOf(t, "65.5")}})
	require.NoError(t, err)
	swing := render.Swing{Ref: bsc.KPIRef("к"), Name: x.name, Low: scoreOf(t, "64.5"), High: scoreOf(t, "64.52")}
	files := map[string]func(io.Writer) error{}
	for name, w := range map[string]render.Waterfall{
		"all": {Bridge: b, Largest: -1}, "one other": {Bridge: b, Largest: 34}, "causes": {Bridge: b}, "one": {Bridge: &one}, "range": {Range: &bridge.Range{Change: b.Change, Bridges: []*bridge.Bridge{b}, Steps: b.Steps}},
	} {
		w.Words = in
		files[name+".svg"], files[name+".md"] = w.SVG, w.Markdown
	}
	for name, d := range map[string]render.Tornado{"tornado": {Result: r, Swings: []render.Swing{swing, swing}}, "one swing": {Result: r, Swings: []render.Swing{swing, swing}, Most: 1}} {
		d.Words = in
		files[name+".svg"], files[name+".md"] = d.SVG, d.Markdown
	}
	return files
}

// TestChanges_words draws in a language that shares no letter with English: no drawing has an English word.
func TestChanges_words(t *testing.T) {
	for file, to := range eventfulOf(t, texts{"卡", "一", "так", "м²"}, foreignLanguage()) {
		said := saidIn(t, file, draw(t, to))
		assert.NotEmpty(t, said, file)
		assert.Empty(t, english(said), file)
	}
}

// TestWaterfall_adds adds up what every drawing shows, to the last digit.
func TestWaterfall_adds(t *testing.T) {
	all := waterfalls(t)
	third := eventful(t, texts{name: "n"})
	all["events"], all["event causes"] = render.Waterfall{Bridge: third, Largest: -1}, render.Waterfall{Bridge: third}
	all["some events"] = render.Waterfall{Bridge: third, Largest: 3}
	for name, w := range all {
		rows := 0
		var score decimal.Decimal
		for _, line := range strings.Split(draw(t, w.Markdown), "\n") {
			cells := strings.Split(line, " | ")
			if len(cells) < 4 || strings.Contains(line, "Notes") {
				continue
			}
			plain := func(s string) decimal.Decimal {
				return decimalOf(t, strings.NewReplacer("*", "", `\+`, "", "−", "-", " ", "").Replace(s))
			}
			if strings.HasPrefix(line, "| **") { // a score
				shown := plain(strings.Split(line, "|")[3][1:])
				if rows > 0 {
					assert.True(t, score.Equal(shown), "%s: %s is not %s", name, score, shown)
				}
				score = shown
			} else {
				score = score.Add(plain(cells[1]))
				assert.True(t, score.Equal(plain(cells[2])), "%s: %s", name, line)
			}
			rows++
		}
		assert.GreaterOrEqual(t, rows, 2, name)
	}
}

// TestTornado_limits shows scores beside limits by the ratings that they would have, and none as one of another rating.
func TestTornado_limits(t *testing.T) {
	file := draw(t, eventfulOf(t, texts{name: "n"}, nil)["tornado.md"])
	assert.Contains(t, file, "| ▼ 64.5 |", "the limit belongs to the band below it")
	assert.Contains(t, file, "| ● 64.52 |")
	assert.Contains(t, file, "● Green above 64.5")
	r := quarters(t)[1]
	file = draw(t, render.Tornado{Result: r, Swings: []render.Swing{{Ref: bsc.KPIRef("growth"), Low: scoreOf(t, "59.96"), High: scoreOf(t, "60")}}}.Markdown)
	assert.Contains(t, file, "| ▼ 59.96 |")
	assert.Contains(t, file, "| ◆ 60.0 |", "the limit belongs to the band above it")
	assert.Contains(t, file, "◆ Amber from 60")
	file = draw(t, render.Tornado{Result: r, Of: bsc.KPIRef("growth"), Swings: []render.Swing{{Low: scoreOf(t, "70"), High: scoreOf(t, "80")}}}.Markdown)
	assert.Contains(t, file, "# What moves Growth, 2026-Q2\n\nnow 75.0\n")
}

// TestChanges_colourless tells what rises from what falls without colour: by signs, by words and by the hatch.
func TestChanges_colourless(t *testing.T) {
	drawing := draw(t, waterfalls(t)["causes"].SVG)
	assert.Contains(t, drawing, ">−9.0</text>")
	assert.Contains(t, drawing, ">+17.2</text>")
	down := regexp.MustCompile(`class="bsc-down".*\n<path d="M`)
	assert.Len(t, down.FindAllString(drawing, -1), strings.Count(drawing, "bsc-down"), "what falls is hatched")
	assert.Equal(t, 2, strings.Count(drawing, "bsc-down"))
	assert.Equal(t, 2, strings.Count(drawing, "bsc-up"))
	assert.Contains(t, drawing, "The axis begins at 65, not at 0.", "an axis that is cut says so")
	assert.NotContains(t, draw(t, waterfalls(t)["same"].SVG), "not at 0")
}

// TestChanges_bad refuses what nobody can draw, at the limit and beyond it.
func TestChanges_bad(t *testing.T) {
	r, unscored := quarters(t)[0], bsc.Ref{Kind: bsc.KindKPI, ID: "none"}
	swings := []render.Swing{{}}
	for name, to := range map[string]func(io.Writer) error{
		"zero": render.Waterfall{}.SVG, "zero text": render.Waterfall{}.Markdown, "zero bridge": render.Waterfall{Bridge: &bridge.Bridge{}}.SVG,
		"zero range": render.Waterfall{Range: &bridge.Range{}}.SVG, "nil in range": render.Waterfall{Range: &bridge.Range{Bridges: []*bridge.Bridge{nil}}}.Markdown,
		"zero tornado": render.Tornado{}.SVG, "zero tornado text": render.Tornado{}.Markdown, "no swings": render.Tornado{Result: r}.SVG,
		"no result": render.Tornado{Swings: swings}.SVG, "zero result": render.Tornado{Result: &bsc.Result{}, Swings: swings}.Markdown,
		"no score": render.Tornado{Result: r, Of: unscored, Swings: swings}.SVG,
	} {
		assert.ErrorIs(t, to(io.Discard), bsc.ErrInput, name)
	}
	assert.NoError(t, render.Tornado{Result: r, Swings: swings}.SVG(io.Discard), "a zero Swing has no score")
	for file, to := range changes(t, nil) {
		assert.ErrorIs(t, to(nil), bsc.ErrInput, file)
	}
	many := func(n int) *bridge.Bridge {
		b := &bridge.Bridge{From: bridge.End{Score: scoreOf(t, "1"), Display: "1"}, To: bridge.End{Score: scoreOf(t, "1"), Display: "1"}}
		b.Steps = []bridge.Step{{Cause: bridge.Targets, Parts: make([]bridge.Part, n)}}
		return b
	}
	require.NoError(t, render.Waterfall{Bridge: many(render.MaxNodes), Largest: -1}.SVG(io.Discard))
	assert.ErrorIs(t, render.Waterfall{Bridge: many(render.MaxNodes + 1), Largest: -1}.SVG(io.Discard), bsc.ErrInput)
	assert.NoError(t, render.Waterfall{Bridge: many(render.MaxNodes + 1), Largest: 5}.Markdown(io.Discard))
	require.NoError(t, render.Tornado{Result: r, Swings: make([]render.Swing, render.MaxNodes)}.SVG(io.Discard))
	assert.ErrorIs(t, render.Tornado{Result: r, Swings: make([]render.Swing, render.MaxNodes+1)}.SVG(io.Discard), bsc.ErrInput)
	assert.NoError(t, render.Tornado{Result: r, Swings: make([]render.Swing, render.MaxNodes+1), Most: 3}.Markdown(io.Discard))
}

// TestChanges_failingWriter gives back the error of a writer that fails, and writes no more.
func TestChanges_failingWriter(t *testing.T) {
	for file, to := range changes(t, nil) {
		for _, n := range []int{0, 1, 100} {
			w := &failing{left: n}
			assert.ErrorIs(t, to(w), errFull, file)
			assert.Zero(t, w.after, file)
		}
		assert.ErrorIs(t, to(&claims{more: -1}), io.ErrShortWrite, file)
	}
}

// FuzzChanges draws changes with any texts, twice, and compares them with drawings with plain texts.
func FuzzChanges(f *testing.F) {
	for i, name := range hostile {
		n := len(hostile)
		f.Add(name, hostile[(i+7)%n], hostile[(i+13)%n], hostile[(i+17)%n])
	}
	escape := regexp.MustCompile("\\\\[\\\\`*_{}\\[\\]()#+!|<>&~@$:.]")
	markup := regexp.MustCompile("[^\\\\`*_{}\\[\\]#!|<>&~@$\n]+")
	www := regexp.MustCompile(`(?i)www\.`)
	f.Fuzz(func(t *testing.T, name, other, sign, unit string) {
		x := texts{name, other, sign, unit}
		files, harmless := eventfulOf(t, x, nil), eventfulOf(t, x.plain(), nil)
		for _, file := range []string{"all.svg", "all.md", "causes.svg", "causes.md", "tornado.svg", "tornado.md"} {
			got, plain := draw(t, files[file]), draw(t, harmless[file])
			requireVisible(t, got)
			if strings.HasSuffix(file, ".svg") {
				d, p := readSVG(t, got), readSVG(t, plain)
				assert.Equal(t, p.marks, d.marks, file)
				assert.Len(t, d.titles, len(p.titles), file)
				continue
			}
			bare := escape.ReplaceAllString(got, "?")
			requireSame(t, markup, bare, escape.ReplaceAllString(plain, "?"))
			require.NotContains(t, bare, "://")
			require.NotRegexp(t, www, bare)
		}
	})
}
