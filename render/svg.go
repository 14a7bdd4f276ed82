package render

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// The inks of a drawing.
const (
	ink   = "#1f2a35" // text and borders
	faint = "#5b6773" // what is said beside it
	hair  = "#c3ccd4" // borders of boxes
	paper = "#ffffff"
	tint  = "#f3f5f7" // every other band
	none  = "#8a939b" // the colour of a rating without one
)

const fonts = "'Segoe UI', system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

// A canvas is an SVG that is being written.
type canvas struct {
	bytes.Buffer
	open []string
}

// An attr is an attribute: its name and its value, which may be any text.
type attr struct{ name, value string }

func num(name string, value int) attr { return attr{name, strconv.Itoa(value)} }

// tag writes an element without content.
func (c *canvas) tag(name string, attrs ...attr) { c.start(name, "/>\n", attrs) }

// begin opens an element that end closes.
func (c *canvas) begin(name string, attrs ...attr) {
	c.start(name, ">\n", attrs)
	c.open = append(c.open, name)
}

func (c *canvas) end() {
	last := len(c.open) - 1
	c.WriteString("</" + c.open[last] + ">\n")
	c.open = c.open[:last]
}

// text writes an element that holds text.
func (c *canvas) text(name, content string, attrs ...attr) {
	c.start(name, ">", attrs)
	c.escape(content)
	c.WriteString("</" + name + ">\n")
}

func (c *canvas) start(name, close string, attrs []attr) {
	c.WriteString("<" + name)
	for _, a := range attrs {
		c.WriteString(" " + a.name + `="`)
		c.escape(a.value)
		c.WriteByte('"')
	}
	c.WriteString(close)
}

// escape writes text; what XML cannot hold becomes U+FFFD.
func (c *canvas) escape(s string) { _ = xml.EscapeText(c, []byte(s)) } // a Buffer has no errors

// document opens an SVG of a size, with a title and a description.
func (c *canvas) document(width, height int, title, description string) {
	c.begin("svg", attr{"xmlns", "http://www.w3.org/2000/svg"}, num("width", width), num("height", height),
		attr{"viewBox", "0 0 " + strconv.Itoa(width) + " " + strconv.Itoa(height)},
		attr{"role", "graphics-document document"}, attr{"font-family", fonts}, attr{"class", "bsc-drawing"})
	c.text("title", title)
	c.text("desc", description)
	c.tag("rect", num("width", width), num("height", height), attr{"fill", paper})
}

// A line is text with its position.
type line struct {
	text    string
	x, y    int // its left end, or its middle or right end, and its baseline
	size    int
	fill    string
	bold    bool
	anchor  string // "": x is the left end
	room    int    // the most width it may take; 0: no limit
	classes string
}

// write sets a line of text. It forces the width if the text would not fit, or if its width is not certain.
func (c *canvas) write(l line) {
	attrs := []attr{num("x", l.x), num("y", l.y), num("font-size", l.size), {"fill", l.fill}, {"xml:space", "preserve"}}
	if l.bold {
		attrs = append(attrs, attr{"font-weight", "600"})
	}
	if l.anchor != "" {
		attrs = append(attrs, attr{"text-anchor", l.anchor})
	}
	if l.classes != "" {
		attrs = append(attrs, attr{"class", l.classes})
	}
	if width, sure := measure(l.text, l.size); l.room > 0 && (!sure || width > l.room) {
		attrs = append(attrs, num("textLength", min(width, l.room)), attr{"lengthAdjust", "spacingAndGlyphs"})
	}
	c.text("text", l.text, attrs...)
}

// inkOn returns black or white, whichever is easier to read on a colour #rrggbb. It uses the luminance of
// WCAG 2, without the gamma.
func inkOn(color string) string {
	n, err := strconv.ParseUint(color[1:], 16, 32)
	if err != nil || n>>16*2126+n>>8&255*7152+n&255*722 > 255*10000*45/100 {
		return "#000000"
	}
	return "#ffffff"
}

// badge draws a rating as its sign on its colour, and returns how wide it is.
func (c *canvas) badge(l look, x, y, height int) int {
	size, width := height*2/3, badgeWidth(l, height)
	c.tag("rect", num("x", x), num("y", y), num("width", width), num("height", height), num("rx", 3), attr{"fill", l.color})
	c.write(line{text: l.sign, x: x + width/2, y: y + height - (height-size*7/10)/2, size: size, fill: inkOn(l.color), anchor: "middle", room: width - 4})
	return width
}

// frame draws a final rating as its sign in a frame of its colour, and returns how wide it is.
func (c *canvas) frame(l look, x, y, height int) int {
	size, width := height*2/3, badgeWidth(l, height)
	c.tag("rect", attr{"class", "bsc-assessed"}, num("x", x+1), num("y", y+1), num("width", width-2), num("height", height-2), num("rx", 3), attr{"fill", paper}, attr{"stroke", l.color}, attr{"stroke-width", "2"})
	c.write(line{text: l.sign, x: x + width/2, y: y + height - (height-size*7/10)/2, size: size, fill: ink, anchor: "middle", room: width - 4})
	return width
}

func badgeWidth(l look, height int) int {
	width, _ := measure(l.sign, height*2/3)
	return max(width+8, height+2)
}
