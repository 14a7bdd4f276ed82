package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/words"
)

// MaxCells is the largest number of cells in a heat map.
const MaxCells = 10_000

// The sizes of a heat map, in pixels.
const (
	heatNames = 220
	heatCell  = 76
	heatRow   = 28
	heatHead  = 140 // for the names of the columns, on a slant
)

// A heat is a heat map that is being drawn: org units against objectives and KPIs.
type heat struct {
	rows    []unitRow
	columns []report.Column
	cells   []map[bsc.Ref]bool // of each row: what its scorecard has
}

// heat collects the columns and cells.
func (o Organisation) heat() (*heat, error) {
	rows, err := o.rows()
	if err != nil {
		return nil, err
	}
	h := &heat{rows: rows}
	m := report.HeatMapOf(o.Result)
	for _, c := range m.Columns {
		if c.Kind == bsc.KindObjective || c.Kind == bsc.KindKPI {
			h.columns = append(h.columns, c)
		}
	}
	if n := len(h.columns) * len(rows); n > MaxCells {
		return nil, &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("too_many_cells_to_draw", "n", n), Allowed: words.New("at_most_n", "n", MaxCells)}
	}
	for _, row := range m.Rows {
		has := make(map[bsc.Ref]bool, len(row.Cells))
		for _, c := range row.Cells {
			has[c.Ref] = true
		}
		h.cells = append(h.cells, has)
	}
	return h, nil
}

// name returns the name of a column.
func (h *heat) name(c *report.Column) string { return orElse(clean(c.Name), clean(c.ID)) }

// cell returns how a node of an org unit stands; false if its scorecard has no such node.
func (h *heat) cell(row int, of bsc.Ref) (standing, bool) {
	if !h.cells[row][of] {
		return standing{}, false
	}
	return h.rows[row].standing(of)
}

// inShort shows a standing by its sign and score: it needs no colour.
func (s *subject) inShort(st standing) string {
	text := st.score
	if st.rated {
		text = isolate(st.look.sign) + " " + text
	}
	if st.judged {
		text += " " + st.finalSign()
	}
	return text
}

// judged reports whether somebody has assessed what a cell shows.
func (h *heat) judged() bool {
	for i := range h.rows {
		for _, c := range h.columns {
			if st, ok := h.cell(i, c.Ref); ok && st.judged {
				return true
			}
		}
	}
	return false
}

func (h *heat) title() string {
	return h.rows[0].say("heat_map") + ", " + asked(h.rows).String()
}

// HeatMapMarkdown writes a table in GitHub's Markdown, one row for each org unit and one column for each objective and
// KPI. A cell shows the sign of the rating and the score; it is empty if the scorecard has no such node. The error is
// that of w, or a *bsc.Problem with bsc.ErrInput for what has no org units, more than MaxNodes or more than MaxCells.
func (o Organisation) HeatMapMarkdown(w io.Writer) error {
	h, err := o.heat()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n| |", escapeMarkdown(h.title()))
	for i := range h.columns {
		name := escapeMarkdown(h.name(&h.columns[i]))
		if h.columns[i].Kind == bsc.KindObjective {
			name = "**" + name + "**"
		}
		b.WriteString(" " + name + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---:|", len(h.columns)) + "\n")
	for i := range h.rows {
		r := &h.rows[i]
		fmt.Fprintf(&b, "| %s%s |", indentMarkdown(r.depth()), escapeMarkdown(r.name))
		for _, c := range h.columns {
			if st, ok := h.cell(i, c.Ref); ok {
				b.WriteString(" " + escapeMarkdown(r.inShort(st)))
			}
			b.WriteString(" |")
		}
		b.WriteByte('\n')
	}
	if h.judged() {
		fmt.Fprintf(&b, "\n%s\n", escapeMarkdown("[ ] "+h.rows[0].assessed()))
	}
	return write(w, &b)
}

// HeatMapSVG draws the heat map as SVG: the colour of a cell is that of its rating, and the sign and the score in it
// say the same. Where a scorecard has no such node, there is no cell. The errors are those of HeatMapMarkdown.
func (o Organisation) HeatMapSVG(w io.Writer) error {
	h, err := o.heat()
	if err != nil {
		return err
	}
	c := &canvas{}
	key := 0
	if h.judged() {
		key = 34
	}
	width, top := 2*margin+heatNames+heatCell*len(h.columns)+heatHead, header+heatHead
	s := h.rows[0].subject
	c.document(width, top+heatRow*len(h.rows)+key+margin, h.title(), s.say("heat_description", "rows", len(h.rows), "columns", len(h.columns)))
	c.begin("g", attr{"class", "bsc-heading"})
	c.write(line{text: cutTo(h.title(), 20, bold(width-2*margin)), x: margin, y: 36, size: 20, fill: ink, bold: true, room: width - 2*margin})
	c.end()
	for i := range h.columns {
		c.heatHead(h.columns[i].Ref, h.name(&h.columns[i]), margin+heatNames+i*heatCell, top)
	}
	c.begin("g", attr{"role", "list"}, attr{"aria-label", h.title()})
	for i := range h.rows {
		c.heatRow(h, i, top+i*heatRow)
	}
	c.end()
	if key > 0 {
		(&table{subject: s, canvas: c}).key(top + heatRow*len(h.rows) + 12)
	}
	c.end()
	return write(w, &c.Buffer)
}

// heatHead writes the name of a column on a slant, which leans over those to its right.
func (c *canvas) heatHead(ref bsc.Ref, name string, x, y int) {
	x, y = x+heatCell/2, y-10
	room := heatHead*7/5 - 12
	space := room
	if ref.Kind == bsc.KindObjective {
		room = bold(room)
	}
	c.begin("g", attr{"class", "bsc-column"}, attr{"data-ref", ref.String()}, attr{"transform", fmt.Sprintf("rotate(-45 %d %d)", x, y)})
	c.text("title", name)
	c.write(line{text: cutTo(name, 12, room), x: x, y: y, size: 12, fill: ink, bold: ref.Kind == bsc.KindObjective, room: space})
	c.end()
}

// heatRow draws an org unit with its cells.
func (c *canvas) heatRow(h *heat, row, y int) {
	r := &h.rows[row]
	c.begin("g", attr{"class", "bsc-row"}, attr{"data-ref", r.ref.String()}, attr{"role", "listitem"}, attr{"aria-label", h.said(row)})
	c.text("title", r.name)
	x := margin + min(r.depth()*14, heatNames/2)
	room := heatNames - (x - margin) - 10
	c.write(line{text: cutTo(r.name, 13, room), x: x, y: y + 19, size: 13, fill: ink, room: room})
	for i := range h.columns {
		if st, ok := h.cell(row, h.columns[i].Ref); ok {
			c.heatCell(r, st, h.name(&h.columns[i]), margin+heatNames+i*heatCell, y)
		}
	}
	c.end()
}

// heatCell draws one cell.
func (c *canvas) heatCell(r *unitRow, st standing, name string, x, y int) {
	c.begin("g", attr{"class", "bsc-cell"}, attr{"data-ref", st.outcome.Ref.String()})
	c.text("title", r.name+", "+name+". "+r.sentence(st)+".")
	fill, letters, border := paper, faint, hair
	if st.rated {
		fill, letters, border = st.look.color, inkOn(st.look.color), st.look.color
	}
	if st.judged {
		border = ink
	}
	c.tag("rect", num("x", x+1), num("y", y+1), num("width", heatCell-2), num("height", heatRow-2), num("rx", 3), attr{"fill", fill}, attr{"stroke", border})
	c.write(line{text: r.inShort(st), x: x + heatCell/2, y: y + 19, size: 12, fill: letters, anchor: "middle", room: heatCell - 8})
	c.end()
}

// said describes an org unit and its cells for screen readers.
func (h *heat) said(row int) string {
	text := []string{h.rows[row].name}
	for i := range h.columns {
		if st, ok := h.cell(row, h.columns[i].Ref); ok {
			text = append(text, h.name(&h.columns[i])+": "+h.rows[row].sentence(st))
		}
	}
	return strings.Join(text, ". ") + "."
}
