package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
)

func itoa(n int) string { return strconv.Itoa(n) }

// MapSVG draws the strategy map as SVG. Perspectives are bands, bottom to top. Every objective is a box with
// its rating, as a colour and a sign, its score and its movement. Links are arrows.
//
// Direct links are solid. Inverse links are dashed and marked with a minus. The stronger a link, the wider
// its line. Its delay is written on it, and ↺ if it closes a loop. The head shows the kind of link. If
// objectives of one perspective drive one another, the perspective has a row for each step. Boxes are ordered
// so that few links cross. Screen readers read out each box with what it leads to.
//
// The error is that of w, or a *bsc.Problem with bsc.ErrInput for a view with nothing to draw or with more than
// MaxNodes.
func (v View) MapSVG(w io.Writer) error {
	c, err := v.scene()
	if err != nil {
		return err
	}
	p, err := c.plan()
	if err != nil {
		return err
	}
	key := p.legend()
	s := &canvas{}
	s.document(p.width, p.height+key.height, p.title(),
		p.say("map_description", "nodes", len(p.nodes), "perspectives", len(p.layers), "links", len(p.links)))
	s.write(line{text: p.title(), x: margin, y: 36, size: 20, fill: ink, bold: true, room: p.width - 2*margin})
	for i := range p.layers {
		p.band(s, i)
	}
	s.begin("g", attr{"class", "bsc-links"}, attr{"aria-hidden", "true"})
	for i := range p.links {
		p.link(s, i)
	}
	s.end()
	for i := range p.layers { // boxes stand above links, and are read from the outcomes down
		p.boxesOf(s, len(p.layers)-1-i)
	}
	key.draw(s, p.height)
	s.end()
	return write(w, &s.Buffer)
}

// band draws the background of a perspective, with its name.
func (p *plan) band(s *canvas, i int) {
	l, r := p.layers[i], p.bands[i]
	s.begin("g", attr{"class", "bsc-band"}, attr{"data-ref", l.ref.String()}, attr{"aria-hidden", "true"})
	s.tag("rect", attr{"class", "bsc-layer"}, num("x", r.x), num("y", r.y), num("width", r.w), num("height", r.h), attr{"fill", bandFill(i)})
	lines := l.lines()
	y := r.y + r.h/2 - len(lines)*10 + 14
	st, ok := p.standing(l.ref)
	if ok {
		y -= 12
	}
	for _, text := range lines {
		s.write(line{text: text, x: margin, y: y, size: 15, fill: ink, bold: true, room: bandName - margin - 8})
		y += 20
	}
	if ok {
		s.show(st, margin, y-8, bandName-margin-8)
	}
	s.end()
}

// lines breaks the name of a perspective, as it stands in its band.
func (l layer) lines() []string { return wrap(l.name, 15, bold(bandName-margin-8), 4) }

// bandFill tints every other band.
func bandFill(i int) string {
	if i%2 == 0 {
		return tint
	}
	return paper
}

// show draws a rating, a score and a movement in a row 18 pixels high.
func (c *canvas) show(st standing, x, y, room int) {
	end := x + room
	if st.rated {
		x += c.badge(st.look, x, y, 18) + 7
	}
	width, _ := measure(st.score, 14)
	width = width*9/8 + 1 // it is bold
	if st.judged {
		final := st.final
		if x+badgeWidth(final, 18)+7+width > end {
			final.sign = shorten(final.sign, 1)
		}
		x += c.frame(final, x, y, 18) + 7
	}
	c.write(line{text: st.score, x: x, y: y + 14, size: 14, fill: ink, bold: true, room: end - x})
	x += width + 7
	small := st.move
	if st.score == "–" && st.why != "" && end-x > 30 {
		small = cutTo(st.why, 11, end-x)
	}
	if small != "" && fits(small, 11, end-x) {
		c.write(line{text: small, x: x, y: y + 13, size: 11, fill: faint, room: end - x})
	}
}

// boxesOf draws the nodes of a layer as a list.
func (p *plan) boxesOf(s *canvas, i int) {
	l := p.layers[i]
	if l.first == l.end {
		return
	}
	label := l.name
	if st, ok := p.standing(l.ref); ok {
		label += ". " + p.sentence(st)
	}
	s.begin("g", attr{"class", "bsc-layer-nodes"}, attr{"role", "list"}, attr{"aria-label", label})
	for v := l.first; v < l.end; v++ {
		p.box(s, v)
	}
	s.end()
}

// box draws one node.
func (p *plan) box(s *canvas, v int) {
	r, n := p.boxes[v], p.nodes[v]
	st, ok := p.standing(n.ref)
	s.begin("g", attr{"class", "bsc-node"}, attr{"data-ref", n.ref.String()}, attr{"role", "listitem"}, attr{"aria-label", p.words(v)})
	s.text("title", n.name)
	border := []attr{{"class", "bsc-box"}, num("x", r.x), num("y", r.y), num("width", r.w), num("height", r.h), num("rx", 8), {"fill", paper}, {"stroke", hair}, {"stroke-width", "1.5"}}
	if n.ref.Kind == bsc.KindKPI {
		border = append(border, attr{"stroke-dasharray", "5 3"})
	}
	s.tag("rect", border...)
	if ok && st.rated {
		s.tag("path", attr{"class", "bsc-rating"}, attr{"fill", st.look.color},
			attr{"d", fmt.Sprintf("M%d %da8 8 0 0 0 -8 8v%da8 8 0 0 0 8 8z", r.x+8, r.y, r.h-16)})
	}
	room := r.w - boxText - boxPad
	y := r.y + boxPad + 13
	if !ok {
		y += (r.h - 2*boxPad - len(p.names[v])*nameHeight) / 2
	}
	for _, text := range p.names[v] {
		s.write(line{text: text, x: r.x + boxText, y: y, size: nameSize, fill: ink, room: room})
		y += nameHeight
	}
	if ok {
		s.show(st, r.x+boxText, r.y+r.h-boxPad-18, room)
	}
	s.end()
}

// words describes a node for screen readers.
func (p *plan) words(v int) string {
	n := p.nodes[v]
	parts := []string{n.name}
	if n.ref.Kind == bsc.KindKPI {
		parts[0] += " (" + p.say("kpi") + ")"
	}
	if st, ok := p.standing(n.ref); ok {
		parts = append(parts, p.sentence(st))
	}
	var effects []string
	for _, l := range p.card.Map().Effects(n.ref) {
		effect := p.name(l.To)
		if how := p.linkWords(l); how != "" {
			effect += " (" + how + ")"
		}
		effects = append(effects, effect)
	}
	if len(effects) > 0 {
		parts = append(parts, p.say("node_leads_to", "nodes", effects))
	}
	return strings.Join(parts, ". ") + "."
}

// link draws one link, with its head and label.
func (p *plan) link(s *canvas, i int) {
	l, r := p.links[i], p.routes[i]
	s.begin("g", attr{"class", "bsc-link"}, attr{"data-from", l.From.String()}, attr{"data-to", l.To.String()})
	s.tag("path", append(strokes(l), attr{"class", "bsc-line"}, attr{"d", r.path()})...)
	s.head(l.Kind, r.curves[len(r.curves)-1].to, r.up)
	if label := p.labels[i]; label.text != "" {
		p.labelOf(s, label)
	}
	s.end()
}

func (p *plan) labelOf(s *canvas, l label) {
	ground := paper
	for i, band := range p.bands {
		if band.holds(point{l.rect.x, l.rect.y + l.rect.h/2}) {
			ground = bandFill(i)
		}
	}
	s.tag("rect", num("x", l.rect.x), num("y", l.rect.y), num("width", l.rect.w), num("height", l.rect.h), num("rx", 3), attr{"fill", ground})
	s.write(line{text: l.text, x: l.rect.x + l.rect.w/2, y: l.rect.y + 12, size: labelSize, fill: ink, anchor: "middle", classes: "bsc-label"})
}

// strokes says how the line of a link looks.
func strokes(l arrow) []attr {
	attrs := []attr{{"fill", "none"}, {"stroke", faint}, {"stroke-width", l.width()}}
	if l.Inverse {
		attrs = append(attrs, attr{"stroke-dasharray", "7 4"})
	}
	return attrs
}

// path writes the curves of a route, joined by straight lines.
func (r route) path() string {
	var b strings.Builder
	for i, c := range r.curves {
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		mid := (c.from.y + c.to.y) / 2
		fmt.Fprintf(&b, "%s%d %dC%d %d %d %d %d %d", letter, c.from.x, c.from.y, c.from.x, mid, c.to.x, mid, c.to.x, c.to.y)
	}
	return b.String()
}

// head draws the head of a link whose line ends at a point: full for a hypothesis, hollow for a
// definition, a bar for a constraint.
func (c *canvas) head(kind bsc.LinkKind, at point, up bool) {
	toward := 1
	if up {
		toward = -1
	}
	d, fill := fmt.Sprintf("M%d %dl5 %dl5 %dz", at.x-5, at.y, toward*headLength, -toward*headLength), faint
	switch kind {
	case bsc.LinkDefinitional:
		fill = paper
	case bsc.LinkConstraint:
		d = fmt.Sprintf("M%d %dv%dM%d %dh18", at.x, at.y, toward*(headLength-4), at.x-9, at.y+toward*(headLength-4))
	}
	c.tag("path", attr{"class", "bsc-head"}, attr{"d", d}, attr{"fill", fill}, attr{"stroke", faint}, attr{"stroke-width", "2"})
}
