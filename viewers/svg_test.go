package viewers

import (
	_ "embed"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

//go:embed measure.js
var measureScript string

// A measured is what the browser found in a page of drawings.
type measured struct {
	Ran      []string // what ran though it is only a name
	Faults   []fault
	Drawings []shown
}

// A fault is one thing that is wrong with a drawing.
type fault struct{ Drawing, Check, Where string }

// A shown is what one drawing shows.
type shown struct {
	Name  string
	Nodes []struct{ Ref, Label, Band string }
	Links []struct{ From, To string }
	Bands []struct {
		Ref string
		Top float64
	}
}

// measure shows all drawings to the browser at once.
func measure(t *testing.T, drawings []drawing) measured {
	t.Helper()
	var m measured
	browse(t, page{inline: true, texts: drawings, scripts: []string{script(measureScript)}}, &m)
	require.Len(t, m.Drawings, len(drawings))
	return m
}

// wellFormed reads a drawing to its end as strict XML.
func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for roots, depth := 0, 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && roots == 1 {
			return nil
		}
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				roots++
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			return errors.New("a directive")
		}
	}
}

func assertFaultless(t *testing.T, m measured) {
	t.Helper()
	assert.Empty(t, m.Ran, "scripts ran")
	for _, f := range m.Faults {
		t.Errorf("%s: %s: %s", f.Drawing, f.Check, f.Where)
	}
}

// goodSVG is a small drawing without a fault; the bad ones differ from it in one place each.
const goodSVG = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300">
<title>Café</title><desc>A strategy map</desc>
<g role="list"><g class="bsc-band" data-ref="perspective:p"><rect class="bsc-layer" x="5" y="5" width="390" height="290" fill="none"/><text x="10" y="20" font-size="10">Process</text></g>
<g class="bsc-node" data-ref="objective:a" role="listitem" aria-label="Alpha"><rect class="bsc-box" x="50" y="200" width="100" height="40"/><text x="60" y="220" font-size="12"><tspan x="60" y="215">Alpha</tspan><tspan x="60" y="227">beta</tspan></text></g>
<g class="bsc-node" data-ref="objective:b" role="listitem" aria-label="Beta"><rect class="bsc-box" x="50" y="50" width="100" height="40"/><text x="60" y="70" font-size="12">Beta</text></g></g>
<g class="bsc-link" data-from="objective:a" data-to="objective:b"><path class="bsc-line" fill="none" d="M100 200V98"/><path class="bsc-head" d="M96 98h8l-4-8z"/><text class="bsc-label" x="104" y="150" font-size="9">lag 2</text></g>
<g class="bsc-cell"><rect x="300" y="50" width="60" height="30"/><text x="305" y="70" font-size="9">cell</text></g>
</svg>`

// badSVGs returns drawings with one fault each, named after the check that must find it.
func badSVGs() []drawing {
	var all []drawing
	for _, d := range [][3]string{
		{"text in box", `font-size="12">Beta`, `font-size="12">Beta is much too long`},
		{"text in box", `y="70" font-size="12">`, `y="53" font-size="12">`},
		{"text in cell", `>cell<`, `>a cell that is too long<`},
		{"texts overlap", `x="10" y="20" font-size="10"`, `x="110" y="153" font-size="10"`},
		{"line in box", `M100 200V98`, `M100 200V45H170V120H100V98`},
		{"line in text", `x="10" y="20" font-size="10"`, `x="85" y="180" font-size="10"`},
		{"boxes overlap", `x="50" y="50" width="100" height="40"`, `x="50" y="50" width="100" height="160"`},
		{"box in band", `<rect class="bsc-layer" x="5"`, `<rect class="bsc-layer" x="55"`},
		{"outside", `x="10" y="20" font-size="10"`, `x="370" y="20" font-size="10"`},
		{"outside", `x="5" y="5" width="390"`, `x="5" y="5" width="396"`},
		{"element", `<g class="bsc-cell">`, `<a><text>x</text></a><g class="bsc-cell">`},
		{"element", `</svg>`, `<style>a{}</style></svg>`},
		{"attribute", `<g class="bsc-cell">`, `<g class="bsc-cell" onload="x()">`},
		{"attribute", `<g class="bsc-cell">`, `<g class="bsc-cell" id="x">`},
		{"value", `fill="none" d=`, `fill="url(http://example.com/x)" d=`},
		{"size", `width="400"`, ``},
		{"title", `<desc>A strategy map</desc>`, ``},
		{"line start", `M100 200V98`, `M100 190V98`},
		{"line end", `M100 200V98"/><path class="bsc-head" d="M96 98h8l-4-8z"/>`, `M100 200V108"/>`},
		{"no such node", `data-to="objective:b"`, `data-to="objective:c"`},
		{"role", `role="listitem" aria-label="Beta"`, `aria-label="Beta"`},
		{"label", `aria-label="Beta"`, `aria-label=" "`},
		{"list", `<g role="list">`, `<g>`},
		{"xml", `Café</title>`, `Café &nbsp;</title>`},
		{"form", `</svg>`, `</svg><p></p>`},
	} {
		all = append(all, drawing{d[0], strings.Replace(goodSVG, d[1], d[2], 1)})
	}
	return all
}

func TestMeasure_findsEveryFault(t *testing.T) {
	t.Parallel()
	bad := badSVGs()
	page := []drawing{{"good", goodSVG}}
	for i, d := range bad {
		require.NotEqual(t, goodSVG, d.text, "%d %s", i, d.name)
		page = append(page, drawing{strconv.Itoa(i), d.text})
	}
	found := make(map[string][]string)
	for _, f := range measure(t, page).Faults {
		found[f.Drawing] = append(found[f.Drawing], f.Check)
	}
	assert.Empty(t, found["good"])
	for i, d := range bad {
		assert.Contains(t, found[strconv.Itoa(i)], d.name, "%d", i)
	}
}

func TestMeasure_noticesScripts(t *testing.T) {
	t.Parallel()
	var bad []drawing
	for _, s := range []string{`<script>alert("element")</script>`, `</svg><img src="x:" onerror="alert('image')">`, `<svg onload="alert('load')"/>`} {
		bad = append(bad, drawing{"script", strings.Replace(goodSVG, "</svg>", s+"</svg>", 1)})
	}
	assert.ElementsMatch(t, []string{"element", "image", "load"}, measure(t, bad).Ran)
}

func TestWellFormed(t *testing.T) {
	t.Parallel()
	require.NoError(t, wellFormed(goodSVG))
	for _, bad := range []string{"", "<svg>", "<svg/><svg/>", "<svg>\x00</svg>", "<svg>&nbsp;</svg>", "<svg a=b/>", "<svg>\xff</svg>", "<!DOCTYPE svg><svg/>"} {
		require.Error(t, wellFormed(bad), "%q", bad)
	}
}
