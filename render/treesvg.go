package render

import (
	"fmt"
	"io"
)

// The columns of a tree, in pixels, and how much each level is set in.
const (
	coverColumn = 90
	noteColumn  = 260
	treeRow     = 30
	treeIndent  = 22
)

// TreeSVG draws the tree of org units as SVG, a line for each: its rating, the score and its place on the scale, with
// the bounds while data is missing, and its coverage. The errors are those of TreeMarkdown.
func (o Organisation) TreeSVG(w io.Writer) error {
	rows, err := o.rows()
	if err != nil {
		return err
	}
	c, s := &canvas{}, rows[0].subject
	width := 2*margin + nameColumn + scoreColumn + barColumn + coverColumn + noteColumn
	title, top := treeTitle(rows), header+12
	judged := 0
	for i := range rows {
		if rows[i].stands.judged {
			judged = 34
		}
	}
	c.document(width, top+treeRow*len(rows)+judged+margin, title, s.say("tree_description", "lines", len(rows)))
	c.treeHeads(s, title)
	c.begin("g", attr{"role", "list"}, attr{"aria-label", title})
	for i := range rows {
		c.treeRow(&rows[i], top+i*treeRow, width)
	}
	c.end()
	if judged > 0 {
		(&table{subject: s, canvas: c}).key(top + treeRow*len(rows) + 12)
	}
	c.end()
	return write(w, &c.Buffer)
}

func (c *canvas) treeHeads(s *subject, title string) {
	c.begin("g", attr{"class", "bsc-heading"})
	c.write(line{text: title, x: margin, y: 36, size: 20, fill: ink, bold: true, room: nameColumn})
	x := margin + nameColumn
	for _, column := range []struct {
		name  string
		width int
	}{{"score", scoreColumn + barColumn}, {"coverage", coverColumn}, {"notes", noteColumn}} {
		c.write(line{text: s.say("column." + column.name), x: x, y: header + 6, size: 11, fill: faint})
		x += column.width
	}
	c.end()
}

// treeRow draws one org unit.
func (c *canvas) treeRow(r *unitRow, y, width int) {
	c.begin("g", attr{"class", "bsc-row"}, attr{"data-ref", r.ref.String()}, attr{"role", "listitem"}, attr{"aria-label", r.said()})
	c.text("title", r.name)
	c.tag("path", attr{"d", fmt.Sprintf("M%d %dh%d", margin, y+treeRow, width-2*margin)}, attr{"stroke", tint})
	c.stems(r, y)
	x := margin + min(r.depth()*treeIndent, nameColumn/2)
	room := nameColumn - (x - margin) - 12
	name := line{text: r.name, x: x, y: y + 20, size: 14, fill: ink, bold: r.depth() == 0, room: room}
	if name.bold {
		room = bold(room)
	}
	name.text = cutTo(r.name, 14, room)
	c.write(name)
	scale := r.card.Scale()
	t := &table{subject: r.subject, canvas: c, min: scale.Min, met: scale.Met, cap: scale.Cap}
	x = margin + nameColumn
	short := r.stands
	short.why = "" // it stands with the notes
	c.show(short, x, y+6, scoreColumn-12)
	t.bar(r.stands, x+scoreColumn, y+11)
	x += scoreColumn + barColumn
	if covered := r.covered(); covered != "" {
		c.write(line{text: covered, x: x, y: y + 20, size: 12, fill: faint, room: coverColumn - 12})
	}
	if note := r.remarks(); note != "" {
		c.write(line{text: cutTo(note, 12, noteColumn), x: x + coverColumn, y: y + 20, size: 12, fill: faint, room: noteColumn})
	}
	c.end()
}

// stems draws the lines of the tree in front of an org unit.
func (c *canvas) stems(r *unitRow, y int) {
	for d := 1; d < len(r.last) && d*treeIndent <= nameColumn/2; d++ {
		x, here := margin+(d-1)*treeIndent+6, d == len(r.last)-1
		switch {
		case here && r.last[d]:
			c.stem(fmt.Sprintf("M%d %dv%dh%d", x, y, treeRow/2, treeIndent-12))
		case here:
			c.stem(fmt.Sprintf("M%d %dv%dM%d %dh%d", x, y, treeRow, x, y+treeRow/2, treeIndent-12))
		case !r.last[d]:
			c.stem(fmt.Sprintf("M%d %dv%d", x, y, treeRow))
		}
	}
}

func (c *canvas) stem(d string) {
	c.tag("path", attr{"d", d}, attr{"fill", "none"}, attr{"stroke", hair})
}
