package render

import (
	"bytes"
	"fmt"
	"io"
)

// TreeDOT writes the tree of org units for Graphviz, from the top down. Nodes are named u0, u1, … in the order of the
// tree. The errors are those of TreeMarkdown.
func (o Organisation) TreeDOT(w io.Writer) error {
	rows, err := o.rows()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "digraph organisation {\n\tgraph [rankdir=TB, label=%s, labelloc=t, fontname=\"sans-serif\", fontsize=20];\n", quoteDOT(treeTitle(rows)))
	b.WriteString("\tnode [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", color=\"" + hair + "\", fontname=\"sans-serif\", fontsize=12];\n")
	b.WriteString("\tedge [color=\"" + faint + "\", arrowhead=none];\n")
	for i := range rows {
		r, attrs := &rows[i], ""
		if r.stands.rated {
			attrs = fmt.Sprintf(", color=\"%s\", penwidth=2", r.stands.look.color)
		}
		fmt.Fprintf(&b, "\tu%d [label=%s%s];\n", i, quoteDOT(r.label()...), attrs)
	}
	for i, above := range parents(rows) {
		if above >= 0 {
			fmt.Fprintf(&b, "\tu%d -> u%d;\n", above, i)
		}
	}
	b.WriteString("}\n")
	return write(w, &b)
}

// TreeMermaid writes the tree of org units as a Mermaid flowchart, from the top down. Nodes are named u0, u1, … in the
// order of the tree. The errors are those of TreeMarkdown.
func (o Organisation) TreeMermaid(w io.Writer) error {
	rows, err := o.rows()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("flowchart TB\n")
	for i := range rows {
		fmt.Fprintf(&b, "  u%d(%s)\n", i, quoteMermaid(rows[i].label()...))
	}
	for i, above := range parents(rows) {
		if above >= 0 {
			fmt.Fprintf(&b, "  u%d --- u%d\n", above, i)
		}
	}
	for i := range rows {
		if st := rows[i].stands; st.rated {
			fmt.Fprintf(&b, "  style u%d stroke:%s,stroke-width:3px\n", i, st.look.color)
		}
	}
	return write(w, &b)
}

// treeTitle names the drawing of a tree.
func treeTitle(rows []unitRow) string {
	return rows[0].say("organisation") + ", " + asked(rows).String()
}

// label shows an org unit in lines: its name, its standing, and its coverage if that is not whole.
func (r *unitRow) label() []string {
	lines := wrap(r.name, nameSize, boxWidth, 4)
	for i := range lines {
		lines[i] = isolate(lines[i])
	}
	lines = append(lines, r.short(r.stands))
	if covered := r.covered(); covered != "" && covered != "100 %" {
		lines = append(lines, r.say("covered", "coverage", covered))
	}
	return lines
}

// parents returns the place of the org unit above each; -1 for those at the top.
func parents(rows []unitRow) []int {
	above := make([]int, len(rows))
	var way []int // the latest of each depth
	for i := range rows {
		depth := rows[i].depth()
		way = append(way[:depth], i)
		if above[i] = -1; depth > 0 {
			above[i] = way[depth-1]
		}
	}
	return above
}
