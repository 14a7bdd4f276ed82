package render

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/internal/layout"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClean(t *testing.T) {
	cases := map[string]string{
		"plain":                           "plain",
		"  two \t\r\n lines ":             "two lines",
		"nul\x00 esc\x1b[1m":              "nul\uFFFD esc\uFFFD[1m",
		"bad\xff":                         "bad\uFFFD",
		"\u202eevil\u202c \u2067x\u2069":  "evil x",
		"zero\u200bwidth\ufeff":           "zerowidth",
		"نمی\u200cخواهم":                  "نمی\u200cخواهم",
		"👩\u200d👩\u200d👧":                 "👩\u200d👩\u200d👧",
		"\u200d\u0301":                    "",
		"e" + strings.Repeat("\u0301", 9): "e" + strings.Repeat("\u0301", 3),
		strings.Repeat("ab", 101):         strings.Repeat("ab", 100) + "…",
		strings.Repeat("a ", 101):         strings.Repeat("a ", 99) + "a…",
		strings.Repeat("ab", 100):         strings.Repeat("ab", 100),
		"Ｃafé Ζ 你好 ไทย हिन्दी 🇬🇷 ﷽":          "Ｃafé Ζ 你好 ไทย हिन्दी 🇬🇷 ﷽",
		"private \ue000 noncharacter \ufffe": "private \uFFFD noncharacter \uFFFD",
	}
	for in, want := range cases {
		assert.Equal(t, want, clean(in), "%q", in)
		assert.Equal(t, want, clean(want), "clean text stays as it is")
	}
}

// TestWrap wraps random text. No line is too wide, and all text is there unless it is marked as cut.
func TestWrap(t *testing.T) {
	assert.Equal(t, []string{"grow", "profit"}, wrap("grow profit", 13, 60, 3))
	assert.Equal(t, []string{"on-", "time"}, wrap("on-time", 13, 40, 3))
	assert.Equal(t, []string{"profits…"}, wrap("profits and losses", 13, 60, 1))
	assert.Empty(t, wrap("", 13, 60, 3))
	rng := rand.New(rand.NewPCG(1, 2))
	runes := []rune("aaaeeeiounnrstl      WM-/.,(4你好あé\u0301ไทยक\u200d👩שA")
	for range 5000 {
		var text strings.Builder
		for range rng.IntN(80) {
			text.WriteRune(runes[rng.IntN(len(runes))])
		}
		in, width, most := clean(text.String()), 20+rng.IntN(200), 1+rng.IntN(5)
		lines := wrap(in, 13, width, most)
		require.LessOrEqual(t, len(lines), most)
		for _, l := range lines {
			if w, _ := measure(l, 13); w > width {
				assert.Equal(t, 1, len(letters(strings.TrimSuffix(l, "…"))), "only a single letter may be wider: %q", l)
			}
		}
		got := strings.ReplaceAll(strings.Join(lines, ""), " ", "")
		if whole := strings.ReplaceAll(in, " ", ""); got != whole {
			assert.True(t, strings.HasPrefix(whole, strings.TrimSuffix(got, "…")), "%q of %q", got, in)
			assert.True(t, strings.HasSuffix(got, "…"))
			assert.Len(t, lines, most)
		}
	}
}

func TestEscape(t *testing.T) {
	assert.Equal(t, `"a\"b\\N\\\nc"`, quoteDOT(`a"b\N\`, "c"))
	assert.Equal(t, `"R&amp;D &amp;#60;"`, quoteDOT("R&D &#60;"))
	assert.Equal(t, `a\@b http\://x \$1`, escapeMarkdown("a@b http://x $1"))
	assert.Equal(t, `"a#34;#93; #960;<br/>end"`, quoteMermaid(`a"] π`, "end"))
	assert.Equal(t, `\<b\> \*x\* a\|b www\.x.y WWW\.z 1.5`, escapeMarkdown(`<b> *x* a|b www.x.y WWW.z 1.5`))
	assert.Equal(t, "\u2068שלום\u2069", isolate("שלום"))
}

// FuzzClean checks that any text is shown as one line of valid, visible text, and that cleaning it again
// changes nothing.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "plain", "e\u0301\u0301", "\u202e\x00\xff", "👩\u200d👧", "a\u200d b\u200c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := clean(s)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\n\r\t\x00") || strings.ContainsFunc(got, invisible) {
			t.Fatalf("%q becomes %q", s, got)
		}
		if again := clean(got); again != got && !strings.HasSuffix(got, "…") {
			t.Fatalf("%q becomes %q, and that %q", s, got, again)
		}
		if n := len(letters(got)); n > maxName+1 {
			t.Fatalf("%d letters", n)
		}
	})
}

// TestScene_southwest lays out the airline's map (Kaplan and Norton's Southwest example, as told in "Real World
// Views 23.1"): by perspectives as layers no two links cross.
func TestScene_southwest(t *testing.T) {
	def := &bsc.Definition{ID: "southwest"}
	for _, layer := range []string{"L1", "I1", "C1 C2", "F1 F2 F3"} {
		p := bsc.Perspective{ID: layer[:1]}
		for _, id := range strings.Fields(layer) {
			p.Objectives = append(p.Objectives, bsc.Objective{ID: id})
		}
		def.Perspectives = append(def.Perspectives, p)
	}
	for _, link := range strings.Fields("L1-I1 I1-C1 I1-C2 C1-F1 C2-F1 I1-F2 F1-F3 F2-F3") {
		from, to, _ := strings.Cut(link, "-")
		def.Links = append(def.Links, bsc.Link{From: bsc.ObjectiveRef(from), To: bsc.ObjectiveRef(to)})
	}
	c, err := View{Card: bsc.MustCompile(def, nil)}.scene()
	require.NoError(t, err)
	assert.Equal(t, 5, c.rows, "the financial perspective has two")
	placed, err := layout.Place(c.graph())
	require.NoError(t, err)
	assert.Zero(t, placed.Crossings)
}

// TestPlan_ports checks on random maps that links leave and reach a box in the order of where they go and come
// from, so that none cross there, and that links run vertically through the rows that they pass.
func TestPlan_ports(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		def := &bsc.Definition{ID: "random", Frequency: period.Monthly, Perspectives: catalog.ClassicPerspectives()}
		var ids []string
		for i := range 16 {
			ids = append(ids, strings.Repeat("x", i+1))
			p := &def.Perspectives[i/4]
			p.Objectives = append(p.Objectives, bsc.Objective{ID: ids[i]})
		}
		for i := range 40 {
			from, to := rng.IntN(16), rng.IntN(16)
			link := bsc.Link{From: bsc.ObjectiveRef(ids[from]), To: bsc.ObjectiveRef(ids[to]), Delay: 1 + i%3}
			if from != to && !slices.ContainsFunc(def.Links, func(l bsc.Link) bool { return l.From == link.From && l.To == link.To }) {
				def.Links = append(def.Links, link)
			}
		}
		c, err := View{Card: bsc.MustCompile(def, nil)}.scene()
		require.NoError(t, err)
		p, err := c.plan()
		require.NoError(t, err)
		for i, l := range p.links {
			curves := p.routes[i].curves
			for k := 1; k < len(curves); k++ {
				assert.Equal(t, curves[k-1].to.x, curves[k].from.x)
			}
			for j, m := range p.links[:i] {
				if l.from == m.from && p.routes[i].up == p.routes[j].up {
					a, b := curves[0], p.routes[j].curves[0]
					assert.False(t, (a.from.x-b.from.x)*(aim(p, l, a)-aim(p, m, b)) < 0, "links from %s", l.From)
				}
			}
		}
	}
}

// aim returns the end of a link's first curve: the middle of a box, or where it passes a row.
func aim(p *plan, l arrow, first curve) int {
	if rows := p.nodes[l.to].row - p.nodes[l.from].row; rows == 1 || rows == -1 {
		return p.centre(l.to)
	}
	return first.to.x
}

// TestAdvance checks the widths of DejaVu Sans, rounded up from the metrics of the font, and the edges of what stands for others.
func TestAdvance(t *testing.T) {
	met := 0
	for width, with := range map[int]string{
		275: "'", 278: "ijl", 295: "IJ", 318: " ,.", 337: "/:;\\|", 353: "f", 361: "-", 391: "()[]", 393: "t", 401: "!", 412: "r", 460: "\"",
		500: "*_`", 521: "s", 525: "z", 531: "?", 550: "c", 558: "L", 576: "F", 580: "k", 592: "vxy", 604: "P", 611: "TY", 612: "o", 613: "a",
		616: "e", 632: "E", 634: "hnu", 635: "Sbdgpq", 637: "$0123456789{}", 656: "K", 685: "AV", 686: "XZ", 687: "B", 695: "R", 699: "C",
		732: "U", 749: "N", 752: "H", 771: "D", 775: "G", 780: "&", 788: "OQ", 818: "w", 838: "#+<=>^~", 863: "M", 951: "%", 975: "m", 989: "W",
		1000: "@",
	} {
		for _, r := range with {
			met++
			got, sure := measure(string(r), 1000)
			assert.True(t, sure)
			assert.Equal(t, width, got, "%q", r)
		}
	}
	assert.Equal(t, '~'-' '+1, rune(met))
	for r, want := range map[rune]int{
		0x7F: 760, 'é': 760, 'É': 1120, 'ω': 760, 'Ω': 1120, 'œ': 1120, 'Щ': 1120, 'ш': 1120, 'я': 760, 0x52F: 760, 0x530: 850, 'ש': 850, 'م': 850, 0x8FF: 0,
		0x8A0: 850, 0x900: 0, 0x903: 600, 0x905: 900, 'ย': 900, 0x1CBF: 900, 0x1CC0: 1050, '你': 1050, 0xFDEF: 1050, 0xFDFF: 4000, 0xFDF0: 4000, 0xFE70: 1050,
		0xFFFD: 1050, 0x1EFFF: 1500, 0x1F000: 1450, '👩': 1450, 0x1FAFF: 1450, 0x1FB00: 1500, 0x20000: 1500, 0x1F3FB: 0, 0x1F3FF: 0, 0x1F3FA: 1450, 0x1F400: 1450,
		zeroWidthJoiner: 0, zeroWidthNonJoiner: 0, openIsolate: 0, closeIsolate: 0, 0x301: 0,
	} {
		got, sure := advance(r)
		assert.Equal(t, want, got, "%U", r)
		assert.Equal(t, want != 1500 && want != 4000, sure, "%U", r)
	}
	for text, want := range map[string]int{"": 0, "i": 4, "ii": 8, "W": 13, "m": 13, "Wi": 17, "e\u0301": 9, ".": 5} {
		got, _ := measure(text, 13)
		assert.Equal(t, want, got, "%q at 13: a letter counts with its whole pixels", text)
	}
	for r, want := range map[rune]bool{0x58F: false, 0x590: true, 0x8FF: true, 0x900: false, 0xFB1C: false, 0xFB1D: true, 0xFDFF: true, 0xFE00: false, 0xFE6F: false, 0xFE70: true, 0xFEFF: true, 0xFF00: false, 0x107FF: false, 0x10800: true, 0x10FFF: true, 0x11000: false, 0x1E7FF: false, 0x1E800: true, 0x1EFFF: true, 0x1F000: false} {
		assert.Equal(t, want, rightToLeft(r), "%U", r)
	}
	for r, want := range map[rune]bool{0x200B: true, zeroWidthNonJoiner: false, zeroWidthJoiner: false, 0x200E: true, 0x202E: true, 0x115F: true, 'a': false} {
		assert.Equal(t, want, invisible(r), "%U", r)
	}
	for r, want := range map[rune]bool{zeroWidthNonJoiner: true, zeroWidthJoiner: true, 0x200B: false, 0x200E: false, 0x301: true, 0x20DD: true, 0x1F3FA: false, 0x1F3FB: true, 0x1F3FF: true, 0x1F400: false} {
		assert.Equal(t, want, joins(r), "%U", r)
	}
}

// TestInkOn: the sign of a rating can be read on any colour.
func TestInkOn(t *testing.T) {
	for color, want := range map[string]string{
		"#000000": "#ffffff", "#ffffff": "#000000", "#ff0000": "#ffffff", "#00ff00": "#000000", "#0000ff": "#ffffff", "#ffff00": "#000000", "#FFFF00": "#000000",
		"#737373": "#000000", "#727272": "#ffffff", "#00a000": "#ffffff", "#00a200": "#000000", "#zzzzzz": "#000000",
	} {
		assert.Equal(t, want, inkOn(color), color)
	}
}
