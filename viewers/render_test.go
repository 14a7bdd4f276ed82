package viewers

import (
	"bytes"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/render"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	pictures = flag.String("pictures", "", "save a PNG of every drawing in this `directory`")
	cards    = flag.Uint64("cards", 12, "draw this many random cards")

	drawnOnce sync.Once
	drawn     []card
)

// drawnCards returns the cards that are drawn: random ones, and all variants of the hostile one.
func drawnCards(t *testing.T) []card {
	t.Helper()
	drawnOnce.Do(func() {
		for seed := range *cards {
			drawn = append(drawn, randomCard(t, seed))
		}
		for variant := range (len(hostile) + 4) / 5 {
			drawn = append(drawn, hostileCard(t, variant))
		}
	})
	return drawn
}

// view returns one of the three things that can be drawn, in turn.
func (c card) view(turn int) render.View {
	return []render.View{{Card: c.card}, {Result: c.last()}, {Trend: c.trend}}[turn%3]
}

func draw(t *testing.T, name string, to func(io.Writer) error) drawing {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, to(&b), name)
	return drawing{name, b.String()}
}

// svgs returns the map and the scorecard of every card.
func svgs(t *testing.T, cards []card) (maps, scorecards []drawing) {
	t.Helper()
	for i, c := range cards {
		maps = append(maps, draw(t, c.name+".map", c.view(i).MapSVG))
		scorecards = append(scorecards, draw(t, c.name+".scorecard", c.view(i).ScorecardSVG))
	}
	return maps, scorecards
}

func TestSVG(t *testing.T) {
	t.Parallel()
	cards := drawnCards(t)
	maps, scorecards := svgs(t, cards)
	all := append(slices.Clone(maps), scorecards...)
	for _, d := range all {
		assert.NoError(t, wellFormed(d.text), d.name)
		assert.Empty(t, unclean(html.UnescapeString(d.text)), d.name)
	}
	m := measure(t, all)
	assertFaultless(t, m)
	for i, c := range cards {
		assert.Empty(t, m.Drawings[i].faults(c), maps[i].name)
	}
}

// faults returns where a map differs from the card.
func (d shown) faults(c card) (all []string) {
	var have, want []string
	labels, bands := map[string]string{}, map[string]float64{}
	for _, n := range d.Nodes {
		labels[n.Ref] = n.Label
		have = append(have, n.Ref+" in "+n.Band)
	}
	for _, n := range c.onMap() {
		if label := labels[n.ref.String()]; !shows(label, n.name) {
			all = append(all, fmt.Sprintf("label: %.60q, want %.60q", label, n.name))
		}
		want = append(want, fmt.Sprint(n.ref, " in ", n.layer))
	}
	for _, l := range d.Links {
		have = append(have, l.From+" to "+l.To)
	}
	for _, l := range c.def.Links {
		want = append(want, fmt.Sprint(l.From, " to ", l.To))
	}
	slices.Sort(have)
	slices.Sort(want)
	if !slices.Equal(have, want) {
		all = append(all, fmt.Sprintf("nodes and links: %q, want %q", have, want))
	}
	for _, b := range d.Bands {
		bands[b.Ref] = b.Top
	}
	for i, p := range c.def.Perspectives[1:] {
		if below := c.def.Perspectives[i]; bands["perspective:"+p.ID] >= bands["perspective:"+below.ID] {
			all = append(all, "band: "+p.ID+" does not stand above "+below.ID)
		}
	}
	return all
}

func TestDOT(t *testing.T) {
	t.Parallel()
	for i, c := range drawnCards(t) {
		g := drawDOT(t, draw(t, c.name, c.view(i).MapDOT).text)
		assert.Empty(t, g.faults(c.strategy()), c.name)
		for _, label := range g.labels {
			assert.Empty(t, unclean(label), c.name)
		}
	}
}

func TestMermaid(t *testing.T) {
	t.Parallel()
	cards := drawnCards(t)
	var texts []drawing
	for i, c := range cards {
		texts = append(texts, draw(t, c.name, c.view(i).MapMermaid))
	}
	ran, diagrams := drawMermaid(t, texts)
	assert.Empty(t, ran)
	for i, c := range cards {
		assert.Empty(t, diagrams[i].faults(c.strategy()), c.name)
		assert.Empty(t, unclean(strings.Join(diagrams[i].Nodes, "")), c.name)
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	for i, c := range drawnCards(t) {
		source := draw(t, c.name, c.view(i).Markdown).text
		d := readMarkdown(t, source)
		assert.Empty(t, d.unsafe, c.name)
		assert.Empty(t, uneven(source), c.name)
		assert.Empty(t, unclean(source), c.name)
		headings, rows := []string{c.def.Name}, []string(nil)
		for _, p := range c.def.Perspectives {
			headings = append(headings, p.Name)
			for _, o := range p.Objectives {
				rows = append(rows, o.Name)
				for _, k := range o.KPIs {
					rows = append(rows, k.Name)
				}
			}
		}
		assert.Empty(t, pair("heading", d.headings, append(headings, "Strategy map")), c.name)
		var names []string
		for _, table := range d.tables[:len(d.tables)-1] {
			names = append(names, table.column(0)...)
		}
		assert.Empty(t, pair("row", names, rows), c.name)
		assertLinks(t, c, d.tables[len(d.tables)-1])
	}
}

// assertLinks checks the table of links: a cause, an effect, and in the last column the delay.
func assertLinks(t *testing.T, c card, links table) {
	t.Helper()
	require.Len(t, links, 1+len(c.def.Links), c.name)
	names := map[bsc.Ref]string{}
	for _, n := range c.onMap() {
		names[n.ref] = n.name
	}
	for i, l := range c.def.Links {
		row := links[1+i]
		for at, ref := range []bsc.Ref{l.From, l.To} {
			assert.True(t, shows(row[at], names[ref]), "%s: %q", c.name, row)
		}
		assert.Equal(t, strconv.Itoa(l.Delay), row[len(row)-1], "%s: %q", c.name, row)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for i, c := range drawnCards(t) {
		text := draw(t, c.name, c.view(i).Text).text
		assert.Empty(t, unclean(text), c.name)
		for o := range c.last().All() {
			assert.True(t, shows(text, o.Name), "%s: no %.60q", c.name, o.Name)
		}
		for line := range strings.Lines(text) {
			assert.Less(t, utf8.RuneCountInString(line), 2000, c.name)
		}
	}
}

// TestPictures saves the drawings for people to look at.
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no -pictures")
	}
	require.NoError(t, os.MkdirAll(*pictures, 0o750))
	maps, scorecards := svgs(t, drawnCards(t))
	for _, d := range append(maps, scorecards...) {
		size := regexp.MustCompile(`<svg[^>]* width="(\d+)[^>]* height="(\d+)`).FindStringSubmatch(d.text)
		require.Len(t, size, 3, d.name)
		file := filepath.Join(t.TempDir(), d.name+".svg")
		require.NoError(t, os.WriteFile(file, []byte(d.text), 0o600))
		chromium(t, "--window-size="+size[1]+","+size[2], "--screenshot="+filepath.Join(*pictures, d.name+".png"), "file://"+file)
	}
}
