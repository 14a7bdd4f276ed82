package render_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/render"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestView_Layout reads coordinates out of drawings: what MapSVG draws stands where the layout says.
func TestView_Layout(t *testing.T) {
	whole := busy(t)
	all := views(t)
	all["busy card"] = render.View{Card: whole.Results()[0].Scorecard()}
	all["busy trend"] = render.View{Trend: whole}
	for name, v := range all {
		t.Run(name, func(t *testing.T) {
			drawn := readMap(t, draw(t, v.MapSVG))
			l, err := v.Layout()
			require.NoError(t, err)
			assert.Equal(t, l.Width, drawn.Width)
			assert.Less(t, l.Height, drawn.Height, "the legend stands below the map")
			var told layoutDrawing
			for _, b := range l.Bands {
				told.bands = append(told.bands, drawnRect{b.Ref.String(), b.X, b.Y, b.Width, b.Height})
				assert.Equal(t, b.Lines, drawn.lines["bsc-band "+b.Ref.String()])
			}
			for _, b := range l.Boxes {
				told.boxes = append(told.boxes, drawnRect{b.Ref.String(), b.X, b.Y, b.Width, b.Height})
				assert.Equal(t, b.Lines, drawn.lines["bsc-node "+b.Ref.String()])
			}
			for _, k := range l.Links {
				link := drawnLink{from: k.From.String(), to: k.To.String(), path: k.Path}
				if k.Label != nil {
					link.label = drawnRect{"", k.Label.X, k.Label.Y, k.Label.Width, k.Label.Height}
				}
				told.links = append(told.links, link)
			}
			assert.ElementsMatch(t, drawn.bands, told.bands)
			assert.ElementsMatch(t, drawn.boxes, told.boxes)
			assert.Equal(t, drawn.links, told.links)
		})
	}
}

// TestView_Layout_closes checks that a loop is told where it closes, once.
func TestView_Layout_closes(t *testing.T) {
	l, err := render.View{Card: busy(t).Results()[0].Scorecard()}.Layout()
	require.NoError(t, err)
	closing := slices.DeleteFunc(slices.Clone(l.Links), func(k render.LayoutLink) bool { return !k.Closes })
	assert.NotEmpty(t, closing)
	assert.Less(t, len(closing), len(l.Links))
}

// TestView_Layout_errors: nothing to draw has no layout, as it has no drawing.
func TestView_Layout_errors(t *testing.T) {
	_, err := render.View{}.Layout()
	require.ErrorIs(t, err, bsc.ErrInput)
	assert.Equal(t, err, render.View{}.MapSVG(new(strings.Builder)))
}

type drawnRect struct {
	ref        string
	x, y, w, h int
}

type drawnLink struct {
	from, to, path string
	label          drawnRect
}

type layoutDrawing struct {
	Width, Height int
	bands, boxes  []drawnRect
	links         []drawnLink
	lines         map[string][]string // by class and ref
}

type svgRect struct {
	Class  string `xml:"class,attr"`
	X      int    `xml:"x,attr"`
	Y      int    `xml:"y,attr"`
	Width  int    `xml:"width,attr"`
	Height int    `xml:"height,attr"`
}

// An svgGroup is a group of a drawing, with what is in it.
type svgGroup struct {
	Class string    `xml:"class,attr"`
	Ref   string    `xml:"data-ref,attr"`
	From  string    `xml:"data-from,attr"`
	To    string    `xml:"data-to,attr"`
	Rects []svgRect `xml:"rect"`
	Paths []struct {
		Class string `xml:"class,attr"`
		D     string `xml:"d,attr"`
	} `xml:"path"`
	Texts []struct {
		Size string `xml:"font-size,attr"`
		Text string `xml:",chardata"`
	} `xml:"text"`
	Groups []svgGroup `xml:"g"`
}

// readMap reads a drawing of a map.
func readMap(t *testing.T, drawing string) layoutDrawing {
	t.Helper()
	var doc struct {
		Width  int        `xml:"width,attr"`
		Height int        `xml:"height,attr"`
		Groups []svgGroup `xml:"g"`
	}
	require.NoError(t, xml.Unmarshal([]byte(drawing), &doc))
	d := layoutDrawing{Width: doc.Width, Height: doc.Height, lines: map[string][]string{}}
	var read func(g svgGroup)
	read = func(g svgGroup) {
		nameSize := map[string]string{"bsc-band": "15", "bsc-node": "13"}[g.Class]
		for _, x := range g.Texts {
			if x.Size == nameSize {
				key := g.Class + " " + g.Ref
				d.lines[key] = append(d.lines[key], x.Text)
			}
		}
		for _, r := range g.Rects {
			at := drawnRect{g.Ref, r.X, r.Y, r.Width, r.Height}
			switch {
			case r.Class == "bsc-layer":
				d.bands = append(d.bands, at)
			case r.Class == "bsc-box":
				d.boxes = append(d.boxes, at)
			case g.Class == "bsc-link":
				d.links[len(d.links)-1].label = at
			}
		}
		for _, inner := range g.Groups {
			if inner.Class == "bsc-link" {
				d.links = append(d.links, drawnLink{from: inner.From, to: inner.To, path: inner.Paths[0].D})
			}
			read(inner)
		}
	}
	read(svgGroup{Groups: doc.Groups})
	return d
}

// A page draws the map with its own styles, from the coordinates.
func ExampleView_Layout() {
	card := bsc.MustCompile(&bsc.Definition{
		ID: "cafe", Name: "Café", Frequency: period.Monthly,
		Perspectives: []bsc.Perspective{
			{ID: "customer", Objectives: []bsc.Objective{{ID: "please", Name: "Please guests"}}},
			{ID: "financial", Objectives: []bsc.Objective{{ID: "earn", Name: "Earn"}}},
		},
		Links: []bsc.Link{{From: bsc.ObjectiveRef("please"), To: bsc.ObjectiveRef("earn"), Delay: 2}},
	}, nil)
	layout, err := render.View{Card: card}.Layout()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, box := range layout.Boxes {
		fmt.Println(box.Ref, box.X, box.Y, box.Width, box.Height)
	}
	link, err := json.Marshal(layout.Links[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(link))
	// Output:
	// objective:please 342 188 184 40
	// objective:earn 342 78 184 40
	// {"from":"objective:please","to":"objective:earn","kind":"hypothesis","strength":"moderate","lag":2,"path":"M434 188C434 157 434 157 434 127","label":{"x":417,"y":136,"width":34,"height":16}}
}
