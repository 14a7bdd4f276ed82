package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc"
)

// MapMermaid writes the strategy map as a Mermaid flowchart, with a subgraph for each perspective. Nodes are
// named n0, n1, … in the order of the map's layers. Mermaid itself places them. The errors are those of
// MapSVG.
func (v View) MapMermaid(w io.Writer) error {
	c, err := v.scene()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("flowchart BT\n")
	for i, l := range c.layers {
		fmt.Fprintf(&b, "  subgraph p%d[%s]\n", i, quoteMermaid(c.heading(l)))
		for n := l.first; n < l.end; n++ {
			text := []string{isolate(c.nodes[n].name)}
			if st, ok := c.standing(c.nodes[n].ref); ok {
				text = append(text, c.short(st))
			}
			fmt.Fprintf(&b, "    n%d(%s)\n", n, quoteMermaid(text...))
		}
		b.WriteString("  end\n")
	}
	for _, l := range c.links {
		fmt.Fprintf(&b, "  n%d %s n%d\n", l.from, c.mermaidLine(l), l.to)
	}
	for i, l := range c.links {
		if l.Strength != bsc.StrengthModerate {
			fmt.Fprintf(&b, "  linkStyle %d stroke-width:%spx\n", i, l.width())
		}
	}
	for n := range c.nodes {
		if st, ok := c.standing(c.nodes[n].ref); ok && st.rated {
			fmt.Fprintf(&b, "  style n%d stroke:%s,stroke-width:3px\n", n, st.look.color)
		}
	}
	return write(w, &b)
}

// mermaidLine draws a link: dotted if it is inverse, with a cross at the end of a constraint.
func (c *scene) mermaidLine(l arrow) string {
	line, head := "--", ">"
	if l.Inverse {
		line = "-.-"
	}
	if l.Kind == bsc.LinkConstraint {
		head = "x"
	}
	text := c.labelText(l)
	if l.Kind == bsc.LinkDefinitional {
		text = strings.TrimSpace("= " + text)
	}
	if text == "" {
		return line + head
	}
	return line + head + "|" + quoteMermaid(text) + "|"
}

// quoteMermaid writes lines of text as one quoted string. Everything but letters and digits is written by its
// code: it is the only escape that always works in Mermaid.
func quoteMermaid(lines ...string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, l := range lines {
		if i > 0 {
			b.WriteString("<br/>")
		}
		for _, r := range l {
			if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == ' ' {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, "#%d;", r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
