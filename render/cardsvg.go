package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"
)

// The columns of a scorecard, in pixels.
const (
	nameColumn  = 430
	scoreColumn = 150
	barColumn   = 170
	valueColumn = 250
	trendColumn = 150
	barHeight   = 8
)

// A table is a scorecard drawn as lines.
type table struct {
	*subject
	*canvas
	width    int
	min, cap decimal.Decimal
	met      decimal.Decimal
}

// ScorecardSVG draws the scorecard as SVG, a line for each perspective, objective and KPI. A line shows the
// rating, the score and its place on the scale, the reading and its target, and, of a Trend, how the score
// moved. Without a result it shows only names. Names that are too long are cut; browsers show and read out
// the full name.
//
// The error is that of w, or a *bsc.Problem with bsc.ErrInput for a view with nothing to draw or with more
// than MaxNodes lines.
func (v View) ScorecardSVG(w io.Writer) error {
	s, rows, err := v.lines()
	if err != nil {
		return err
	}
	scale := s.card.Scale()
	t := &table{subject: s, canvas: &canvas{}, width: 2*margin + nameColumn, min: scale.Min, met: scale.Met, cap: scale.Cap}
	if s.result != nil {
		t.width += scoreColumn + barColumn + valueColumn
	}
	if s.trend != nil {
		t.width += trendColumn
	}
	height := header + 12
	for _, r := range rows[1:] {
		height += r.height()
	}
	key := 0
	if s.anyJudged(refsOf(rows)) {
		key = 34
	}
	t.document(t.width, height+key+margin, s.title(), s.say("card_description", "lines", len(rows)-1))
	t.heading(rows[0])
	t.begin("g", attr{"role", "list"}, attr{"aria-label", s.title()})
	y := header + 12
	for _, r := range rows[1:] {
		t.row(r, y)
		y += r.height()
	}
	t.end()
	if key > 0 {
		t.key(y + 12)
	}
	t.end()
	return write(w, &t.Buffer)
}

// key explains the sign of final ratings.
func (t *table) key(y int) {
	t.begin("g", attr{"class", "bsc-legend"}, attr{"aria-hidden", "true"})
	x := margin + t.frame(look{color: faint}, margin, y, 18) + 8
	t.write(line{text: t.assessed(), x: x, y: y + 13, size: 12, fill: faint, room: 240})
	t.end()
}

// height of a line, by its depth.
func (r row) height() int { return []int{0, 40, 32, 28}[r.depth] }

// heading writes the title, with the scorecard's own standing beside it.
func (t *table) heading(r row) {
	room := t.width - 2*margin
	st, scored := t.standing(r.ref)
	if scored {
		room -= scoreColumn
	}
	title := closeIsolates(cutTo(t.title(), 20, bold(room)))
	t.begin("g", attr{"class", "bsc-heading"}, attr{"data-ref", r.ref.String()})
	t.write(line{text: title, x: margin, y: 36, size: 20, fill: ink, bold: true, room: room})
	if scored {
		width, _ := measure(title, 20)
		t.show(st, margin+min(width*6/5, room)+16, 20, scoreColumn-16)
	}
	t.end()
	if scored {
		t.columns()
	}
}

// columns writes the headings of the columns.
func (t *table) columns() {
	x := margin + nameColumn
	for _, c := range []struct {
		name  string
		width int
	}{{"score", scoreColumn + barColumn}, {"actual", valueColumn}, {"trend", 0}} {
		if c.width > 0 || t.trend != nil {
			t.write(line{text: t.say("column." + c.name), x: x, y: header + 6, size: 11, fill: faint})
		}
		x += c.width
	}
}

// row draws one line.
func (t *table) row(r row, y int) {
	h := r.height()
	st, scored := t.standing(r.ref)
	t.begin("g", attr{"class", "bsc-row"}, attr{"data-ref", r.ref.String()}, attr{"role", "listitem"}, attr{"aria-label", t.words(r, st, scored)})
	t.text("title", r.name)
	if r.depth == 1 {
		t.tag("rect", num("x", margin-8), num("y", y+4), num("width", t.width-2*margin+16), num("height", h-6), num("rx", 4), attr{"fill", tint})
	} else {
		t.tag("path", attr{"d", fmt.Sprintf("M%d %dh%d", margin, y+h, t.width-2*margin)}, attr{"stroke", tint})
	}
	indent := (r.depth - 1) * 18
	size := []int{0, 15, 14, 13}[r.depth]
	room := nameColumn - indent - 12
	name := line{x: margin + indent, y: y + h/2 + size/3 + 1, size: size, fill: ink, bold: r.depth < 3, room: room}
	if name.bold {
		room = bold(room)
	}
	name.text = cutTo(r.name, size, room)
	t.cell(rect{margin + indent, y + 2, name.room, h - 4}, name)
	if scored {
		t.numbers(r, st, y)
	}
	t.end()
}

// cutTo shortens text to a width.
func cutTo(text string, size, width int) string {
	if lines := wrap(text, size, width, 1); len(lines) > 0 {
		return lines[0]
	}
	return text
}

// cell writes a line of text within a space, with a small margin for letters that lean out.
func (t *table) cell(r rect, l line) {
	t.begin("g", attr{"class", "bsc-cell"})
	t.tag("rect", num("x", r.x-4), num("y", r.y), num("width", r.w+8), num("height", r.h), attr{"fill", "none"})
	t.write(l)
	t.end()
}

// numbers draws what stands beside a line's name.
func (t *table) numbers(r row, st standing, y int) {
	h := r.height()
	x := margin + nameColumn
	t.show(st, x, y+h/2-9, scoreColumn-12)
	x += scoreColumn
	t.bar(st, x, y+h/2-barHeight/2)
	x += barColumn
	if said := t.figures(st.outcome); said != "" {
		l := line{text: cutTo(said, 12, valueColumn-12), x: x, y: y + h/2 + 5, size: 12, fill: faint, room: valueColumn - 12}
		t.cell(rect{x, y + 2, valueColumn - 12, h - 4}, l)
	}
	if t.trend != nil {
		t.sparkline(r, st, x+valueColumn, y+5, h-10)
	}
}

// bar shows a score on the scale. It marks Met if the scale goes beyond it, and draws a thin line from Low to
// High while data is missing.
func (t *table) bar(st standing, x, y int) {
	o := st.outcome
	width := barColumn - 24
	t.tag("rect", num("x", x), num("y", y), num("width", width), num("height", barHeight), num("rx", 2), attr{"fill", "#e3e8ec"})
	if score, ok := o.Score.Decimal(); ok {
		t.tag("rect", num("x", x), num("y", y), num("width", t.along(score, width)), num("height", barHeight), num("rx", 2), attr{"fill", st.look.color})
	}
	low, okLow := o.Low.Decimal()
	high, okHigh := o.High.Decimal()
	if okLow && okHigh && low.LessThan(high) {
		from, to := t.along(low, width), t.along(high, width)
		t.tag("path", attr{"class", "bsc-bounds"}, attr{"d", fmt.Sprintf("M%d %dh%d", x+from, y+barHeight+3, to-from)}, attr{"stroke", faint}, attr{"stroke-width", "1.5"})
	}
	if t.met.LessThan(t.cap) {
		t.tag("path", attr{"d", fmt.Sprintf("M%d %dv%d", x+t.along(t.met, width), y-3, barHeight+6)}, attr{"stroke", ink}, attr{"stroke-width", "1.5"})
	}
}

// along returns the place of a score on a line of this length.
func (t *table) along(score decimal.Decimal, length int) int {
	part := score.Sub(t.min).Mul(decimal.NewFromInt(int64(length))).DivRound(t.cap.Sub(t.min), 0).IntPart()
	return min(max(int(part), 0), length)
}

// sparkline draws the scores of a trend, with gaps for missing ones. It shows the part of the scale in which
// they moved, and at least a quarter of the scale, so that small moves look small.
func (t *table) sparkline(r row, st standing, x, y, height int) {
	points := t.points(r.ref)
	var at []int // in thousandths of the scale; -1: no score
	low, high := 1000, 0
	for _, p := range points {
		score, ok := p.Score.Decimal()
		if !ok {
			at = append(at, -1)
			continue
		}
		part := t.along(score, 1000)
		at, low, high = append(at, part), min(low, part), max(high, part)
	}
	if low > high {
		return
	}
	low = max(0, min(low, (low+high)/2-125))
	span := max(high-low, 250)
	width := trendColumn - 24
	var d strings.Builder
	letter, last := "M", point{}
	for i, part := range at {
		if part < 0 {
			letter = "M"
			continue
		}
		last = point{x + width*i/max(1, len(at)-1), y + height - height*(part-low)/span}
		fmt.Fprintf(&d, "%s%d %d", letter, last.x, last.y)
		letter = "L"
	}
	t.tag("path", attr{"class", "bsc-trend"}, attr{"d", d.String()}, attr{"fill", "none"}, attr{"stroke", faint}, attr{"stroke-width", "1.5"}, attr{"stroke-linejoin", "round"})
	t.tag("circle", num("cx", last.x), num("cy", last.y), num("r", 3), attr{"fill", st.look.color})
}

// words describes a line for screen readers.
func (t *table) words(r row, st standing, scored bool) string {
	text := r.name
	if !scored {
		return text
	}
	text += ". " + t.sentence(st)
	if said := t.figures(st.outcome); said != "" {
		text += ". " + t.say("actual_is", "figures", said)
	}
	if note := t.notes(st.outcome); note != "" {
		text += ". " + note
	}
	return text + "."
}
