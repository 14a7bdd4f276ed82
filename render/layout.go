package render

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/wire"
)

// A Layout says where everything on a strategy map stands, for front ends that draw it themselves: in their own colours
// and language, with their own clicks. It is the plan that MapSVG draws, as data. Lengths are whole pixels from the top
// left corner; y grows downwards. It belongs to the caller. The zero Layout is a map with nothing on it.
type Layout struct {
	Width  int          `json:"width"`
	Height int          `json:"height"`
	Bands  []LayoutBand `json:"bands"` // of the perspectives, bottom to top; above them there is room for a title
	Boxes  []LayoutBox  `json:"boxes"` // in definition order
	Links  []LayoutLink `json:"links"`
}

// A Rect is where something stands on a map.
type Rect struct {
	X      int `json:"x"`
	Y      int `json:"y"`
	Width  int `json:"width"`
	Height int `json:"height"`
}

// A LayoutBand is the background of a perspective. It is as wide as the map, and free of boxes on the left, where its
// name stands.
type LayoutBand struct {
	Ref   bsc.Ref  `json:"ref"`
	Name  string   `json:"name"`
	Lines []string `json:"lines"` // the name, as it fits in bold of 15 pixels
	Rect
}

// A LayoutBox is a node of the map: an objective, or a KPI or perspective that has links. If the View has scores, there
// is room for one below the name.
type LayoutBox struct {
	Ref   bsc.Ref  `json:"ref"`
	Name  string   `json:"name"`
	Lines []string `json:"lines"` // the name, as it fits in type of 13 pixels
	Rect
}

// A LayoutLink is a link with its way from box to box.
type LayoutLink struct {
	bsc.Link
	Closes bool `json:"closes,omitempty"` // a loop through time
	// Path is the way as the path data of SVG, which a canvas takes, too. It begins at the box that it comes from and ends
	// upright, nine pixels before the box that it leads to, which is room for an arrow head.
	Path string `json:"path"`
	// Label is a place on the link, clear of boxes, for its delay and the sign of an inverse link. It is nil if there is
	// nothing to say.
	Label *Rect `json:"label,omitempty"`
}

// Layout returns where MapSVG draws what. The error is a *bsc.Problem with bsc.ErrInput for a view with nothing to draw
// or with more than MaxNodes.
func (v View) Layout() (*Layout, error) {
	c, err := v.scene()
	if err != nil {
		return nil, err
	}
	p, err := c.plan()
	if err != nil {
		return nil, err
	}
	l := &Layout{Width: p.width, Height: p.height}
	for i, of := range p.layers {
		l.Bands = append(l.Bands, LayoutBand{Ref: of.ref, Name: of.name, Lines: of.lines(), Rect: p.bands[i].data()})
	}
	for i, n := range p.nodes {
		l.Boxes = append(l.Boxes, LayoutBox{Ref: n.ref, Name: n.name, Lines: p.names[i], Rect: p.boxes[i].data()})
	}
	for i, of := range p.links {
		link := LayoutLink{Link: of.Link, Closes: of.closes, Path: p.routes[i].path()}
		if label := p.labels[i]; label.text != "" {
			at := label.rect.data()
			link.Label = &at
		}
		l.Links = append(l.Links, link)
	}
	return l, nil
}

func (r rect) data() Rect { return Rect{r.x, r.y, r.w, r.h} }

// MarshalJSON writes a map with nothing on it as one with empty lists.
func (l Layout) MarshalJSON() ([]byte, error) { return wire.Marshal(l) }

// MarshalJSON writes a perspective without a name as one without lines.
func (b LayoutBand) MarshalJSON() ([]byte, error) { return wire.Marshal(b) }

// MarshalJSON writes a node without a name as one without lines.
func (b LayoutBox) MarshalJSON() ([]byte, error) { return wire.Marshal(b) }
