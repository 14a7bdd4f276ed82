package render

import (
	"fmt"
	"io"

	"github.com/shopspring/decimal"
)

// The columns and lines of a waterfall and of a tornado, in pixels.
const (
	causeColumn  = 290
	changeBars   = 480
	changeColumn = 96
	changeRow    = 44
	changeHeight = 22 // of a bar
	changeHead   = header + 34
)

// SVG draws the waterfall as SVG, a line for each bar from the first score to the last: what raises the score is filled,
// and what lowers it is hatched. The errors are those of Markdown.
func (w Waterfall) SVG(to io.Writer) error {
	f, err := w.fall()
	if err != nil {
		return err
	}
	c := &canvas{}
	width, lines := 2*margin+causeColumn+changeBars+changeColumn, len(f.steps)+2
	cut, foot := f.cut(f.subject), 0
	if cut != "" {
		foot = 28
	}
	from, end, _ := f.bridge.Shown()
	about := f.say("waterfall_description", "from", f.speech.Number(f.bridge.From.Display), "to", f.speech.Number(f.bridge.To.Display), "n", len(f.steps))
	if cut != "" {
		about += " " + cut
	}
	c.document(width, changeHead+changeRow*lines+foot+margin, f.title(), about)
	c.heading(f.title(), width)
	c.axis(f.subject, &f.axis, rect{margin + causeColumn, changeHead, changeBars, changeRow * lines})
	c.begin("g", attr{"role", "list"}, attr{"aria-label", f.title()})
	c.total(f, f.from, f.bridge.From.Display, from, 0)
	for i := range f.steps {
		c.step(f, &f.steps[i], i+1)
	}
	c.total(f, f.to, f.bridge.To.Display, end, lines-1)
	c.end()
	if cut != "" {
		c.write(line{text: cut, x: margin + causeColumn, y: changeHead + changeRow*lines + 20, size: 12, fill: faint, room: changeBars + changeColumn})
	}
	c.end()
	return write(to, &c.Buffer)
}

// heading writes the title of a drawing.
func (c *canvas) heading(title string, width int) {
	room := width - 2*margin
	c.begin("g", attr{"class", "bsc-heading"})
	c.write(line{text: closeIsolates(cutTo(title, 20, bold(room))), x: margin, y: 36, size: 20, fill: ink, bold: true, room: room})
	c.end()
}

// total draws the bar of a score at an end.
func (c *canvas) total(f *fall, name, shown string, score decimal.Decimal, at int) {
	y := changeHead + at*changeRow
	shown = f.speech.Number(shown)
	c.begin("g", attr{"class", "bsc-row bsc-total"}, attr{"data-ref", f.bridge.Ref.String()}, attr{"role", "listitem"}, attr{"aria-label", name + ". " + f.say("score_is", "score", shown) + "."})
	c.text("title", name)
	c.label(name, "", true, y)
	x1, x2 := f.place(f.base()), f.place(score)
	left, right := min(x1, x2), max(x1, x2)
	c.tag("rect", num("x", left), num("y", y+(changeRow-changeHeight)/2), num("width", max(right-left, 1)), num("height", changeHeight), attr{"fill", faint})
	if !f.base().IsZero() { // a break beside the end of the axis
		x := left + 8
		if f.high.IsNegative() {
			x = right - 14
		}
		c.tag("path", attr{"class", "bsc-cut"}, attr{"d", fmt.Sprintf("M%d %dl6 -%dM%d %dl6 -%d", x, y+36, changeHeight+6, x+5, y+36, changeHeight+6)}, attr{"stroke", paper}, attr{"stroke-width", "2"})
	}
	c.figure(shown, true, y)
	if at == 0 {
		c.connect(x2, y)
	}
	c.end()
}

// step draws the bar of a change.
func (c *canvas) step(f *fall, s *fallStep, at int) {
	y := changeHead + at*changeRow
	said := s.label + ". " + f.say("change_is", "change", f.signed(s.change), "score", f.number(s.to))
	if s.about != "" {
		said += ". " + s.about
	}
	mark := []attr{{"class", "bsc-row"}, {"data-ref", s.ref.String()}}
	if s.cause != "" {
		mark = append(mark, attr{"data-cause", string(s.cause)})
	}
	c.begin("g", append(mark, attr{"role", "listitem"}, attr{"aria-label", said + "."})...)
	c.text("title", s.label)
	c.label(s.label, s.about, false, y)
	x1, x2 := f.place(s.from), f.place(s.to)
	if s.change.IsZero() {
		c.tag("path", attr{"d", fmt.Sprintf("M%d %dv%d", x2, y+(changeRow-changeHeight)/2, changeHeight)}, attr{"stroke", faint}, attr{"stroke-width", "1.5"})
	} else {
		c.change(rect{min(x1, x2), y + (changeRow-changeHeight)/2, max(x1-x2, x2-x1, 1), changeHeight}, s.change.IsPositive())
	}
	c.figure(f.signed(s.change), false, y)
	c.connect(x2, y)
	c.end()
}

// place returns the place of a score in the drawing.
func (f *fall) place(score decimal.Decimal) int {
	return margin + causeColumn + f.at(score, changeBars)
}

// label writes what a bar is of, and in smaller letters more about it.
func (c *canvas) label(name, about string, strong bool, y int) {
	room, middle := causeColumn-16, y+changeRow/2
	l := line{text: name, x: margin, y: middle + 5, size: 14, fill: ink, bold: strong, room: room}
	if about != "" {
		l.y = middle - 3
		c.write(line{text: closeIsolates(cutTo(about, 11, room)), x: margin, y: middle + 13, size: 11, fill: faint, room: room})
	}
	if strong {
		room = bold(room)
	}
	l.text = closeIsolates(cutTo(name, 14, room))
	c.write(l)
}

// figure writes the number of a bar at the end of its line.
func (c *canvas) figure(text string, strong bool, y int) {
	c.write(line{text: text, x: margin + causeColumn + changeBars + changeColumn, y: y + changeRow/2 + 5, size: 14, fill: ink, bold: strong, anchor: "end", room: changeColumn - 10})
}

// connect draws the line from the end of a bar to the beginning of the next.
func (c *canvas) connect(x, y int) {
	c.tag("path", attr{"class", "bsc-connector"}, attr{"d", fmt.Sprintf("M%d %dv%d", x, y+(changeRow+changeHeight)/2, changeRow-changeHeight)}, attr{"stroke", faint})
}
