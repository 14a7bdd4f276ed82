package render

import (
	"slices"

	"github.com/go-bsc/bsc"
)

// A legend explains the signs of a map.
type legend struct {
	entries []entry
	width   int
	height  int
}

// An entry is one sign with its meaning.
type entry struct {
	text string
	x, y int
	sign int                       // how wide its sign is
	draw func(c *canvas, x, y int) // the sign, 18 high
}

// legend collects the signs that the map needs explained.
func (p *plan) legend() *legend {
	k := &legend{width: p.width - 2*margin}
	if p.result != nil {
		for _, level := range p.card.Ratings() {
			look := p.looks[level.ID]
			k.add(look.name, badgeWidth(look, 18), func(c *canvas, x, y int) { c.badge(look, x, y, 18) })
		}
		if p.anyJudged(p.refs()) {
			k.add(p.assessed(), badgeWidth(look{}, 18), func(c *canvas, x, y int) { c.frame(look{color: faint}, x, y, 18) })
		}
	}
	p.legendLinks(k)
	if slices.ContainsFunc(p.nodes, func(n mark) bool { return n.ref.Kind == bsc.KindKPI }) {
		k.add(p.say("kpi"), 30, func(c *canvas, x, y int) {
			c.tag("rect", num("x", x+1), num("y", y+1), num("width", 28), num("height", 16), num("rx", 4), attr{"fill", paper}, attr{"stroke", hair}, attr{"stroke-width", "1.5"}, attr{"stroke-dasharray", "5 3"})
		})
	}
	k.flow()
	return k
}

// legendLinks explains the kinds of links in the map.
func (p *plan) legendLinks(k *legend) {
	has := func(is func(arrow) bool) bool { return slices.ContainsFunc(p.links, is) }
	show := func(text string, l bsc.Link) {
		k.add(text, 16, func(c *canvas, x, y int) {
			c.tag("path", append(strokes(arrow{Link: l}), attr{"d", "M" + itoa(x+8) + " " + itoa(y+18) + "v-9"})...)
			c.head(l.Kind, point{x + 8, y + 9}, true)
		})
	}
	for _, kind := range []bsc.LinkKind{bsc.LinkHypothesis, bsc.LinkDefinitional, bsc.LinkConstraint} {
		if has(func(l arrow) bool { return l.Kind == kind }) {
			show(p.say("legend."+string(kind)), bsc.Link{Kind: kind})
		}
	}
	if has(func(l arrow) bool { return l.Inverse }) {
		k.add(p.say("legend_inverse"), 30, func(c *canvas, x, y int) {
			c.tag("path", append(strokes(arrow{Link: bsc.Link{Inverse: true}}), attr{"d", "M" + itoa(x) + " " + itoa(y+9) + "h30"})...)
		})
	}
	if has(func(l arrow) bool { return l.thickness() != p.links[0].thickness() }) {
		k.add(p.say("legend_strength"), 30, func(c *canvas, x, y int) {
			c.tag("path", append(strokes(arrow{Link: bsc.Link{Strength: "0.1"}}), attr{"d", "M" + itoa(x) + " " + itoa(y+5) + "h30"})...)
			c.tag("path", append(strokes(arrow{Link: bsc.Link{Strength: "1"}}), attr{"d", "M" + itoa(x) + " " + itoa(y+13) + "h30"})...)
		})
	}
	if has(func(l arrow) bool { return l.closes }) {
		k.add(p.say("legend_loop"), 12, func(c *canvas, x, y int) { c.write(line{text: "↺", x: x, y: y + 13, size: 12, fill: ink}) })
	}
	if has(func(l arrow) bool { return l.Delay > 0 }) {
		lag := p.say("lag_word")
		width, _ := measure(lag, labelSize)
		k.add(p.say("in_lags", "lags", p.lags()), max(width, 20), func(c *canvas, x, y int) {
			c.write(line{text: lag, x: x, y: y + 13, size: labelSize, fill: ink})
		})
	}
}

func (k *legend) add(text string, sign int, draw func(c *canvas, x, y int)) {
	k.entries = append(k.entries, entry{text: shorten(text, 40), sign: sign, draw: draw})
}

// flow places the entries in lines.
func (k *legend) flow() {
	if len(k.entries) == 0 {
		k.height = margin
		return
	}
	x, y := 0, 16
	for i := range k.entries {
		e := &k.entries[i]
		width, _ := measure(e.text, 12)
		width = e.sign + 8 + min(width, 240) + 26
		if x > 0 && x+width > k.width {
			x, y = 0, y+28
		}
		e.x, e.y = x, y
		x += width
	}
	k.height = y + 18 + 16
}

// draw writes the legend below the map.
func (k *legend) draw(c *canvas, top int) {
	c.begin("g", attr{"class", "bsc-legend"}, attr{"aria-hidden", "true"})
	for _, e := range k.entries {
		e.draw(c, margin+e.x, top+e.y)
		c.write(line{text: e.text, x: margin + e.x + e.sign + 8, y: top + e.y + 13, size: 12, fill: faint, room: 240})
	}
	c.end()
}
