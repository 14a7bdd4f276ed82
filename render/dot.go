package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc"
)

// MapDOT writes the strategy map for Graphviz, with a cluster for each perspective, bottom to top. Nodes are
// named n0, n1, … in the order of the map's layers. The errors are those of MapSVG.
func (v View) MapDOT(w io.Writer) error {
	c, err := v.scene()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "digraph strategy {\n\tgraph [rankdir=BT, newrank=true, ranksep=0.6, label=%s, labelloc=t, fontname=\"sans-serif\", fontsize=20];\n", quoteDOT(c.title()))
	b.WriteString("\tnode [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"" + hair + "\", fontname=\"sans-serif\", fontsize=12];\n")
	b.WriteString("\tedge [color=\"" + faint + "\", fontname=\"sans-serif\", fontsize=10];\n")
	for i, l := range c.layers {
		fmt.Fprintf(&b, "\tsubgraph cluster_p%d {\n\t\tgraph [label=%s, labeljust=l, labelloc=b, fontsize=14, style=filled, color=\"%s\"];\n", i, quoteDOT(c.heading(l)), tint)
		for n := l.first; n < l.end; n++ {
			fmt.Fprintf(&b, "\t\tn%d [%s];\n", n, c.dotNode(n))
		}
		b.WriteString("\t}\n")
	}
	c.dotRows(&b)
	for _, l := range c.links {
		fmt.Fprintf(&b, "\tn%d -> n%d [%s];\n", l.from, l.to, c.dotLink(l))
	}
	b.WriteString("}\n")
	return write(w, &b)
}

// heading names a perspective and its standing.
func (c *scene) heading(l layer) string {
	if st, ok := c.standing(l.ref); ok {
		return isolate(l.name) + "  " + c.short(st)
	}
	return isolate(l.name)
}

// short shows a standing in a few signs.
func (s *subject) short(st standing) string {
	text := st.score
	if st.rated {
		text = isolate(st.look.sign) + " " + text
	}
	if st.judged {
		text += " " + st.finalSign() + " " + s.assessed()
	}
	if st.move != "" {
		text += "  " + st.move
	}
	return text
}

func (c *scene) dotNode(n int) string {
	lines := wrap(c.nodes[n].name, nameSize, boxWidth, 4)
	for i := range lines {
		lines[i] = isolate(lines[i])
	}
	attrs := ""
	if st, ok := c.standing(c.nodes[n].ref); ok {
		lines = append(lines, c.short(st))
		if st.rated {
			attrs = fmt.Sprintf(", color=\"%s\", penwidth=2", st.look.color)
		}
	}
	if c.nodes[n].ref.Kind == bsc.KindKPI {
		attrs += ", style=\"rounded,filled,dashed\""
	}
	return "label=" + quoteDOT(lines...) + attrs
}

// dotRows keeps the rows apart and in order, with a spine of invisible nodes, one for each row.
func (c *scene) dotRows(b *bytes.Buffer) {
	for r := range c.rows {
		fmt.Fprintf(b, "\tr%d [style=invis, shape=point];\n\t{ rank=same; r%d;", r, r)
		for _, n := range c.row(r) {
			fmt.Fprintf(b, " n%d;", n)
		}
		b.WriteString(" }\n")
		if r > 0 {
			fmt.Fprintf(b, "\tr%d -> r%d [style=invis];\n", r-1, r)
		}
	}
}

func (c *scene) dotLink(l arrow) string {
	head := "normal"
	switch l.Kind {
	case bsc.LinkDefinitional:
		head = "onormal"
	case bsc.LinkConstraint:
		head = "tee"
	}
	attrs := fmt.Sprintf("arrowhead=%s, penwidth=%s", head, l.width())
	if l.Inverse {
		attrs += ", style=dashed"
	}
	if text := c.labelText(l); text != "" {
		attrs += ", label=" + quoteDOT(text)
	}
	if !c.upward(l) {
		attrs += ", constraint=false"
	}
	return attrs
}

// quoteDOT writes lines of text as one quoted string, in which nothing is an escape sequence or an entity.
func quoteDOT(lines ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, `&`, `&amp;`)
	for i, l := range lines {
		lines[i] = escape.Replace(l)
	}
	return `"` + strings.Join(lines, `\n`) + `"`
}
