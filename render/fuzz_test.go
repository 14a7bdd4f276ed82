package render_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// texts are foreign texts that a drawing shows.
type texts struct{ name, other, sign, unit string }

// label returns a label that a reading may have.
func (x texts) label() string { return "label " + strings.ToValidUTF8(x.unit, "") }

// A shape is the rest of a small card, bit by bit.
type shape uint16

// designOnly is a shape without scores.
const designOnly shape = 1 << 9

func (s shape) has(bit int) bool { return s>>bit&1 == 1 }

// stated are readings of labels and values.
type stated struct{ label string }

func (s stated) Reading(q bsc.Query) (bsc.Reading, bool) {
	switch q.Ref.ID {
	case "k0":
		label := q.Period.String()
		return bsc.Reading{Value: decimal.New(int64(label[len(label)-1]-'0'), 1)}, true
	case "k1":
		return bsc.Reading{Label: s.label}, true
	}
	return bsc.Reading{}, false
}

// view makes a small card of a shape with the texts wherever a text may stand. It returns false for texts
// that no card may have.
func (x texts) view(t *testing.T, s shape) (render.View, bool) {
	attributes := map[string]string{x.name: x.other, "k": x.sign}
	bands, _ := json.Marshal(map[string]any{"bands": []any{map[string]any{"rating": "low"}, map[string]any{"rating": "high", "from": 50}}})
	def := &bsc.Definition{
		ID: "card", Name: x.name, Frequency: period.Quarterly, Attributes: attributes,
		Ratings:  []bsc.RatingLevel{{ID: "low", Name: x.sign, Symbol: x.unit}, {ID: "high", Name: x.other, Color: "#Aa00fF", Symbol: x.sign}},
		Defaults: bsc.Defaults{Threshold: bsc.Policy{Name: "bands", Args: bands}},
		Perspectives: []bsc.Perspective{
			{ID: "p0", Name: x.other, Attributes: attributes},
			{ID: "p1", Name: x.name},
		},
	}
	for i := range 2 + int(s&3) {
		id := strconv.Itoa(i)
		kpi := bsc.KPI{ID: "k" + id, Name: x.other, Description: x.name, Owner: x.sign, Unit: x.unit, Formula: x.name, Source: x.other, Attributes: attributes, Scorer: bsc.Policy{Name: "stated"}}
		if i == 1 {
			kpi.Scorer = bsc.NewPolicy("points", map[string]any{"labels": map[string]any{x.label(): 70, "other": 10}})
		}
		o := bsc.Objective{ID: "o" + id, Name: x.name, Description: x.other, Owner: x.sign, Attributes: attributes, KPIs: []bsc.KPI{kpi}}
		p := &def.Perspectives[i%2]
		p.Objectives = append(p.Objectives, o)
	}
	ends := []bsc.Ref{bsc.ObjectiveRef("o0"), bsc.ObjectiveRef("o1"), bsc.KPIRef("k0"), bsc.PerspectiveRef("p1")}
	for i := range ends[1:] {
		l := bsc.Link{From: ends[i], To: ends[i+1], Inverse: s.has(2 + i), Note: x.name, Owner: x.other}
		if s.has(5 + i) {
			l.Delay, l.Strength = i+1, "0.3"
		}
		if s.has(8) {
			l.Kind = []bsc.LinkKind{bsc.LinkConstraint, bsc.LinkDefinitional, ""}[i]
		}
		def.Links = append(def.Links, l)
	}
	card, err := bsc.Compile(def, roomy())
	if err != nil {
		return render.View{}, false
	}
	if s&designOnly != 0 {
		return render.View{Card: card}, true
	}
	in := bsc.Input{Period: period.Quarter(2026, 3), OrgUnit: x.unit, Readings: stated{x.label()}}
	trend, err := history.NewTrend(card, period.Quarter(2026, 1), in)
	if err != nil {
		return render.View{}, false
	}
	if s.has(10) {
		return render.View{Result: trend.Results()[2]}, true
	}
	return render.View{Trend: trend}, true
}

// plain returns texts that mean nothing to any program. A text is empty after cleaning only if the original
// is.
func (x texts) plain() texts {
	of := func(s, plain string) string {
		if render.Clean(s) == "" {
			return ""
		}
		return plain
	}
	return texts{of(x.name, "name"), of(x.other, "other"), of(x.sign, "sign"), of(x.unit, "unit")}
}

// fuzzDrawing draws cards with any texts, twice, and lets check compare them with a drawing with plain texts.
func fuzzDrawing(f *testing.F, file string, check func(t *testing.T, got, plain string, x texts)) {
	for i, name := range hostile {
		n := len(hostile)
		f.Add(name, hostile[(i+7)%n], hostile[(i+13)%n], hostile[(i+17)%n], uint16(i*97))
	}
	f.Add("name", "שלום", "نمی\u200cخواهم", "☠", uint16(0))
	f.Fuzz(func(t *testing.T, name, other, sign, unit string, bits uint16) {
		x := texts{name, other, sign, unit}
		v, ok := x.view(t, shape(bits))
		if !ok {
			return
		}
		got := draw(t, drawings(v)[file])
		require.True(t, got == draw(t, drawings(v)[file]), "the same twice")
		requireVisible(t, got)
		harmless, ok := x.plain().view(t, shape(bits))
		require.True(t, ok)
		check(t, got, draw(t, drawings(harmless)[file]), x)
	})
}

// requireVisible checks that a drawing has no controls except line ends, and no characters that only affect
// how others are shown, except isolating marks, in pairs within a line.
func requireVisible(t *testing.T, got string) {
	t.Helper()
	require.True(t, utf8.ValidString(got))
	open := 0
	for _, r := range got {
		switch {
		case r == '\u2068':
			open++
		case r == '\u2069':
			open--
		case r == '\n':
			if open > 0 {
				t.Fatal("isolated beyond the line")
			}
		case r == '\t': // DOT is indented with it
		case unicode.IsControl(r), render.Invisible(r):
			t.Fatalf("%U in %q", r, got)
		}
		if open < 0 {
			t.Fatal("isolation ends that never began")
		}
	}
}

// named returns the name of a node: its text, or else its id.
func named(text, id string) string {
	if shown := render.Clean(text); shown != "" {
		return shown
	}
	return id
}

// requireSame compares drawings without their texts.
func requireSame(t *testing.T, of *regexp.Regexp, got, plain string) {
	t.Helper()
	require.Equal(t, of.ReplaceAllString(plain, `""`), of.ReplaceAllString(got, `""`))
}

func FuzzView_MapSVG(f *testing.F) {
	fuzzDrawing(f, "map.svg", func(t *testing.T, got, plain string, x texts) {
		d, p := readSVG(t, got), readSVG(t, plain)
		assert.Equal(t, p.marks, d.marks)
		assert.Contains(t, d.titles, named(x.name, "o0"))
		assert.Contains(t, d.titles, named(x.other, "k0"))
		assert.Len(t, d.titles, len(p.titles))
	})
}

func FuzzView_ScorecardSVG(f *testing.F) {
	fuzzDrawing(f, "scorecard.svg", func(t *testing.T, got, plain string, x texts) {
		d, p := readSVG(t, got), readSVG(t, plain)
		assert.Equal(t, p.marks, d.marks)
		for _, name := range []string{named(x.name, "o0"), named(x.other, "k0"), named(x.other, "p0"), named(x.name, "p1")} {
			assert.Contains(t, d.titles, name)
		}
	})
}

// A svgText is the text read from a drawing.
type svgText struct {
	labels, titles []string
	marks          []string // what its groups are, and of what
}

// readSVG reads a drawing with a strict parser and lets only known elements, attributes and colours pass.
func readSVG(t *testing.T, text string) (s svgText) {
	t.Helper()
	elements := strings.Fields("svg title desc g rect path circle text")
	attrs := strings.Fields(`xmlns width height viewBox role class aria-label aria-hidden data-ref data-cause data-from data-to x y rx d r cx cy space
		fill fill-opacity stroke stroke-width stroke-dasharray stroke-linejoin font-family font-size font-weight text-anchor textLength lengthAdjust`)
	color := regexp.MustCompile(`^(none|#[0-9A-Fa-f]{6})$`)
	d := xml.NewDecoder(strings.NewReader(text))
	content := ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s
		}
		require.NoError(t, err)
		switch e := token.(type) {
		case xml.StartElement:
			content = ""
			if !slices.Contains(elements, e.Name.Local) {
				t.Fatalf("element %s", e.Name.Local)
			}
			mark := ""
			for _, a := range e.Attr {
				if !slices.Contains(attrs, a.Name.Local) {
					t.Fatalf("attribute %s", a.Name.Local)
				}
				switch a.Name.Local {
				case "aria-label":
					s.labels = append(s.labels, a.Value)
				case "class", "data-ref", "data-cause", "data-from", "data-to":
					mark += " " + a.Value
				case "fill", "stroke":
					if !color.MatchString(a.Value) {
						t.Fatalf("colour %q", a.Value)
					}
				}
			}
			if e.Name.Local == "g" {
				s.marks = append(s.marks, mark)
			}
		case xml.CharData:
			content += string(e)
		case xml.EndElement:
			if e.Name.Local == "title" {
				s.titles = append(s.titles, content)
			}
		default:
			t.Fatalf("%T", token)
		}
	}
}

func FuzzView_MapDOT(f *testing.F) {
	quoted := regexp.MustCompile(`"(?:\\.|[^"\\])*"`)
	escapes := regexp.MustCompile(`^"(?:\\[n\\"]|[^"\\\n])*"$`)
	fuzzDrawing(f, "map.dot", func(t *testing.T, got, plain string, x texts) {
		requireSame(t, quoted, got, plain)
		var labels strings.Builder
		for _, s := range quoted.FindAllString(got, -1) {
			require.Regexp(t, escapes, s)
			require.Equal(t, strings.Count(s, "&"), strings.Count(s, "&amp;"), "an entity: %s", s)
			s = strings.NewReplacer(`\n`, "", `\\`, `\`, `\"`, `"`).Replace(s)
			labels.WriteString(squeeze(html.UnescapeString(s)))
		}
		for _, name := range []string{named(x.name, "o0"), named(x.other, "k0"), named(x.other, "p0"), named(x.name, "card")} {
			assert.Contains(t, labels.String(), start(squeeze(name), 8))
		}
	})
}

// squeeze removes places where lines may be broken, and isolating marks.
func squeeze(s string) string {
	return strings.NewReplacer(" ", "", "\u2068", "", "\u2069", "", "…", "").Replace(s)
}

// start returns the first runes of a text.
func start(s string, runes int) string {
	all := []rune(s)
	return string(all[:min(runes, len(all))])
}

func FuzzView_MapMermaid(f *testing.F) {
	quoted := regexp.MustCompile(`"[^"]*"`)
	inert := regexp.MustCompile(`^"(?:[A-Za-z0-9 ]|#[0-9]+;|<br/>)*"$`)
	code := regexp.MustCompile(`#[0-9]+;`)
	fuzzDrawing(f, "map.mmd", func(t *testing.T, got, plain string, x texts) {
		requireSame(t, quoted, got, plain)
		var lines []string
		for _, s := range quoted.FindAllString(got, -1) {
			require.Regexp(t, inert, s)
			for _, line := range strings.Split(strings.Trim(s, `"`), "<br/>") {
				lines = append(lines, strings.Trim(code.ReplaceAllStringFunc(line, func(c string) string {
					n, err := strconv.Atoi(c[1 : len(c)-1])
					require.NoError(t, err)
					return string(rune(n))
				}), "\u2068\u2069"))
			}
		}
		assert.Contains(t, lines, named(x.name, "o0"))
		assert.Contains(t, lines, named(x.other, "k0"))
	})
}

func FuzzView_Markdown(f *testing.F) {
	escape := regexp.MustCompile("\\\\[\\\\`*_{}\\[\\]()#+!|<>&~@$:.]")
	markup := regexp.MustCompile("[^\\\\`*_{}\\[\\]#!|<>&~@$\n]+")
	www := regexp.MustCompile(`(?i)www\.`)
	fuzzDrawing(f, "scorecard.md", func(t *testing.T, got, plain string, x texts) {
		bare := escape.ReplaceAllString(got, "?")
		requireSame(t, markup, bare, escape.ReplaceAllString(plain, "?"))
		require.NotContains(t, bare, "://")
		require.NotRegexp(t, www, bare)
		text := escape.ReplaceAllStringFunc(got, func(s string) string { return s[1:] })
		for _, name := range []string{named(x.name, "o0"), named(x.other, "k0"), named(x.other, "p0"), named(x.name, "card")} {
			assert.Contains(t, text, name)
		}
	})
}

func FuzzView_Text(f *testing.F) {
	fuzzDrawing(f, "scorecard.txt", func(t *testing.T, got, plain string, x texts) {
		require.NotContains(t, got, "\t")
		lines, want := strings.Split(got, "\n"), strings.Split(plain, "\n")
		require.Len(t, lines, len(want))
		branch := func(s string) string { return s[:len(s)-len(strings.TrimLeft(s, "│├└─ "))] }
		for i, line := range lines[1 : len(lines)-1] {
			require.Equal(t, branch(want[i+1]), start(line, utf8.RuneCountInString(branch(want[i+1]))))
		}
		for _, name := range []string{named(x.name, "o0"), named(x.other, "k0"), named(x.other, "p0"), named(x.name, "card")} {
			assert.True(t, slices.ContainsFunc(lines, func(line string) bool { return strings.Contains(line, name) }), name)
		}
	})
}
