package viewers

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/catalog"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A card is a definition, compiled, with its scores over half a year.
type card struct {
	name  string
	def   *bsc.Definition
	card  *bsc.Scorecard
	trend *history.Trend
}

func newCard(t *testing.T, name string, def *bsc.Definition, r *rand.Rand) card {
	t.Helper()
	c := card{name: name, def: def}
	var err error
	c.card, err = bsc.Compile(def, nil)
	require.NoError(t, err)
	c.trend, err = history.NewTrend(c.card, period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 6), Readings: readings(t, c.card, r)})
	require.NoError(t, err)
	return c
}

// readings returns values for most KPIs and months. Some are missing, so that scores are, too.
func readings(t *testing.T, card *bsc.Scorecard, r *rand.Rand) *bsc.Readings {
	t.Helper()
	all := new(bsc.Readings)
	for _, ref := range card.Nodes() {
		for month := 1; ref.Kind == bsc.KindKPI && month <= 6; month++ {
			if r.IntN(6) > 0 {
				value := decimal.NewFromInt(int64(r.IntN(14) * 10))
				require.NoError(t, all.Add(bsc.Fact{Ref: ref, Period: period.Month(2026, month), Reading: bsc.Reading{Value: value}}))
			}
		}
	}
	return all
}

// last returns the result of the last month.
func (c card) last() *bsc.Result {
	results := c.trend.Results()
	return results[len(results)-1]
}

// A node is what a map shows of a card, in its perspective.
type node struct {
	layer, ref bsc.Ref
	name       string
}

// onMap returns what the map shows: objectives, and KPIs and perspectives that have links.
func (c card) onMap() []node {
	linked := map[bsc.Ref]bool{}
	for _, l := range c.def.Links {
		linked[l.From], linked[l.To] = true, true
	}
	var all []node
	for _, p := range c.def.Perspectives {
		layer := bsc.PerspectiveRef(p.ID)
		candidates := []node{{layer, layer, p.Name}}
		for _, o := range p.Objectives {
			all = append(all, node{layer, bsc.ObjectiveRef(o.ID), o.Name})
			for _, k := range o.KPIs {
				candidates = append(candidates, node{layer, bsc.KPIRef(k.ID), k.Name})
			}
		}
		all = append(all, slices.DeleteFunc(candidates, func(n node) bool { return !linked[n.ref] })...)
	}
	return all
}

// strategy returns what a drawing of the card's map shows.
func (c card) strategy() strategy {
	s := strategy{links: len(c.def.Links)}
	for _, p := range c.def.Perspectives {
		l := layer{name: p.Name}
		for _, n := range c.onMap() {
			if n.layer == bsc.PerspectiveRef(p.ID) {
				l.nodes = append(l.nodes, n.name)
			}
		}
		s.layers = append(s.layers, l)
	}
	return s
}

// vocabularies are words of several scripts: some run from right to left, some have no spaces, some need marks.
var vocabularies = [][]string{
	strings.Fields("grow sustainable revenue from existing customers reduce the time between order and delivery train our people in data skills win trust of new markets"),
	strings.Fields("Kundenzufriedenheit Wettbewerbsfähigkeit Durchlaufzeiten Instandhaltungskosten senken und dauerhaft verbessern"),
	strings.Fields("αύξηση των εσόδων από υπάρχοντες πελάτες και μείωση του κόστους"),
	strings.Fields("زيادة الإيرادات من العملاء الحاليين وتحسين جودة الخدمة 25%"),
	strings.Fields("הגדלת ההכנסות מלקוחות קיימים ושיפור השירות (2026)"),
	strings.Fields("提高客户满意度 降低运营成本 培养数据人才 加快交付速度"),
	strings.Fields("เพิ่มความพึงพอใจของลูกค้า ลดต้นทุนการดำเนินงาน พัฒนาทักษะของบุคลากร"),
	strings.Fields("ग्राहकों की संतुष्टि बढ़ाना और लागत कम करना कौशल विकास"),
	strings.Fields("🚀 growth 👩‍👩‍👧‍👦 families 🇬🇷 ❤️ health ✅ done"),
}

// phrase returns a name of some words, mostly of the first vocabulary, and not longer than a name may be.
func phrase(r *rand.Rand, fewest, most int) string {
	words := vocabularies[max(0, r.IntN(3*len(vocabularies))-2*len(vocabularies))]
	all := make([]string, fewest+r.IntN(most-fewest+1))
	for i := range all {
		all[i] = words[r.IntN(len(words))]
	}
	const longest = 200
	for utf8.RuneCountInString(strings.Join(all, " ")) > longest {
		all = all[1:]
	}
	return strings.Join(all, " ")
}

// randomCard returns a strategy map of a usual size, with every form of link.
func randomCard(t *testing.T, seed uint64) card {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 0))
	def := &bsc.Definition{ID: "random", Name: phrase(r, 2, 6), Perspectives: catalog.ClassicPerspectives()}
	if seed%2 == 1 {
		def.Perspectives = catalog.PublicSectorPerspectives()
	}
	for i := range def.Perspectives {
		for j := range 3 + r.IntN(5) {
			o := bsc.Objective{ID: fmt.Sprintf("%d-%d", i, j), Name: phrase(r, 3, 12)}
			for k := range r.IntN(4) {
				o.KPIs = append(o.KPIs, kpi(fmt.Sprintf("%s-%d", o.ID, k), phrase(r, 1, 5)))
			}
			def.Perspectives[i].Objectives = append(def.Perspectives[i].Objectives, o)
		}
	}
	def.Links = randomLinks(r, def.Perspectives, 15+r.IntN(36))
	return newCard(t, fmt.Sprintf("random%d", seed), def, r)
}

func kpi(id, name string) bsc.KPI {
	return bsc.KPI{ID: id, Name: name, Unit: "%", Frequency: period.Monthly, Targets: []bsc.Target{{Baseline: "0", Value: "100"}}}
}

// randomLinks joins layers, mostly neighbours. Links that lead down or back have a delay.
func randomLinks(r *rand.Rand, layers []bsc.Perspective, count int) []bsc.Link {
	var links []bsc.Link
	for range 20 * count { // some draws are refused
		if len(links) == count {
			break
		}
		from := r.IntN(len(layers))
		to := min(from+1, len(layers)-1)
		if r.IntN(4) == 0 {
			to = r.IntN(len(layers))
		}
		l := bsc.Link{From: randomEnd(r, layers[from]), To: randomEnd(r, layers[to])}
		if l.From == l.To || slices.ContainsFunc(links, func(k bsc.Link) bool { return k.From == l.From && k.To == l.To }) {
			continue
		}
		if from > to || from == to && l.From.String() > l.To.String() || r.IntN(4) == 0 {
			l.Delay = 1 + r.IntN(12)
		}
		l.Inverse = r.IntN(5) == 0
		l.Kind = []bsc.LinkKind{"", bsc.LinkHypothesis, bsc.LinkDefinitional, bsc.LinkConstraint}[r.IntN(4)]
		l.Strength = []bsc.Strength{"", bsc.StrengthWeak, bsc.StrengthModerate, bsc.StrengthStrong, "0.35"}[r.IntN(5)]
		links = append(links, l)
	}
	return links
}

// randomEnd returns an objective of the layer, now and then a KPI or the perspective itself.
func randomEnd(r *rand.Rand, layer bsc.Perspective) bsc.Ref {
	o := layer.Objectives[r.IntN(len(layer.Objectives))]
	switch kind := r.IntN(20); {
	case kind == 0:
		return bsc.PerspectiveRef(layer.ID)
	case kind <= 2 && len(o.KPIs) > 0:
		return bsc.KPIRef(o.KPIs[0].ID)
	}
	return bsc.ObjectiveRef(o.ID)
}

// hostile are names that mean something to a program that shows them.
var hostile = []string{
	"<script>alert(1)</script>", `"onload="alert(1)`, "'><img src=x onerror=alert(1)>", "]]>", "&amp;", "&#60;b&#62;", "#60;", "#quot;",
	"end", `%%{init: {"theme":"dark"}}%%`, "\"]\nclick n0 \"javascript:alert(1)\"", "graph TD", "subgraph x", `\N`, `a\`, `\u202e`,
	"a\u202eb\u202dc\u202cd\u2068e", "\u2067open", "\u2069\u2069closed", "z\u200be\u200dr\u2060o\ufeff", "e" + strings.Repeat("\u0301", 1000),
	"nul\x00bell\aescape\x1b[31mred", "c1\u0085\u009b31m", "line\u2028paragraph\u2029", "\xff\xfe", "half\xe2\x82", "\ufffe\uffff", "\ufdfd",
	strings.Repeat("word", 1250), "|", "a|b", "a\\|b", "`", "```", "`code`", "[x](javascript:alert(1))", "![x](http://example.com/x.png)",
	"http://example.com", "https://example.com/?a=b&c", "www.example.com", "a@b.example", "mailto:a@b.example", "=cmd|' /c calc'!A1", "$x$", "<!--", "-->",
	"{{.}}", "", "   ", "1. first", "- item", "# head", "---", "**bold** _it_ ~~no~~", "[^1]", "a\tb\r\nc", "<br>", "n0", ":::x", "@{ shape: x }",
}

// hostileCard returns a card of hostile names. Each variant puts others in the few single places:
// perspectives, ratings and symbols.
func hostileCard(t *testing.T, variant int) card {
	t.Helper()
	at := func(i int) string { return hostile[(5*variant+i)%len(hostile)] }
	def := &bsc.Definition{ID: "hostile", Ratings: bsc.DefaultRatings(), Perspectives: catalog.SustainabilityPerspectives()}
	set(def, at(0), func(s string) { def.Name, def.Description = s, s })
	for i := range def.Perspectives {
		set(def, at(i), func(s string) { def.Perspectives[i].Name, def.Perspectives[i].Description = s, s })
	}
	for i := range def.Ratings {
		set(def, at(i), func(s string) { def.Ratings[i].Name = s })
		set(def, at(i+2), func(s string) { def.Ratings[i].Symbol = s })
	}
	for i := range hostile {
		addHostile(def, i)
	}
	return newCard(t, fmt.Sprintf("hostile%d", variant), def, rand.New(rand.NewPCG(uint64(variant), 1)))
}

// addHostile adds an objective with the name, which the one before leads to.
func addHostile(def *bsc.Definition, i int) {
	cause, id := fmt.Sprint("h", i-1), fmt.Sprint("h", i)
	small := &bsc.Definition{ID: "small", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{
		{ID: id, KPIs: []bsc.KPI{kpi(id, "")}}, {ID: cause},
	}}}}
	small.Links = []bsc.Link{{From: bsc.ObjectiveRef(cause), To: bsc.ObjectiveRef(id), Delay: i % 3}}
	o, l := &small.Perspectives[0].Objectives[0], &small.Links[0]
	set(small, hostile[i], func(s string) { o.Name = s })
	set(small, hostile[i], func(s string) { o.Description, o.Owner, l.Note, l.Owner = s, s, s, s })
	set(small, hostile[i], func(s string) { o.KPIs[0].Name = s })
	set(small, hostile[i], func(s string) { o.KPIs[0].Description, o.KPIs[0].Owner = s, s })
	set(small, hostile[i], func(s string) { o.KPIs[0].Unit = s })
	p := &def.Perspectives[i*len(def.Perspectives)/len(hostile)]
	p.Objectives = append(p.Objectives, *o)
	if i > 0 {
		def.Links = append(def.Links, *l)
	}
}

// set writes a text into a definition, and undoes that if Check refuses it: only what compiles is drawn.
func set(def *bsc.Definition, text string, field func(string)) {
	field(text)
	for _, p := range bsc.Check(def, nil) {
		if !p.Warning {
			field("")
			return
		}
	}
}

func TestCards_haveWhatDrawingsShow(t *testing.T) {
	t.Parallel()
	ratings, moves, missing := map[bsc.Rating]bool{}, map[history.Movement]bool{}, 0
	for seed := range uint64(20) {
		c := randomCard(t, seed)
		assert.GreaterOrEqual(t, len(c.def.Links), 15)
		for o := range c.last().All() {
			if ratings[o.Rating] = true; !o.Score.Valid() {
				missing++
			}
			for p := range c.trend.Of(o.Ref) {
				moves[p.Movement] = true
			}
		}
	}
	assert.Len(t, ratings, 4)
	assert.Len(t, moves, 4)
	assert.Positive(t, missing)
	assert.Len(t, hostileCard(t, 0).def.Links, len(hostile)-1)
}
