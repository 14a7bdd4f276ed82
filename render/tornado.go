package render

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Tornado is what to draw of how far a score would move if weights, targets or actuals were others, one after the other:
// a bar for each, from the score at its low end to the score at its high end, around the score as it is. It is plain data.
// The zero Tornado has nothing to draw, which is an error. Many goroutines may draw one.
//
// Where the node's threshold is bands of the score, the limits at which its rating turns are marked.
type Tornado struct {
	Result *bsc.Result // has the score as it is
	Of     bsc.Ref     // whose score; the zero Ref: the scorecard's
	// Swings are drawn with the widest first, equals in their order, and those that lack a score last.
	Swings []Swing
	Most   int // so many bars at most; 0: all

	// Words are the language of all that is not the host's own; nil: English. Templates are one line each.
	Words words.Catalogue
}

// A Swing is a bar of a Tornado: two scores that a node's score would have.
type Swing struct {
	Ref  bsc.Ref   // what is moved
	Name string    // "": the id
	Low  bsc.Score // at the low end of what is moved, which may be the higher score
	High bsc.Score
}

// span returns both scores; false if one is missing.
func (s *Swing) span() (low, high decimal.Decimal, ok bool) {
	low, is := s.Low.Decimal()
	high, both := s.High.Decimal()
	return low, high, is && both
}

// A storm is a tornado that is being drawn.
type storm struct {
	*subject
	axis
	of     bsc.Ref
	score  decimal.Decimal
	swings []Swing
	more   int // that are not drawn
	bands  []bsc.Band
}

// storm checks and sorts the swings. The error is a *bsc.Problem with bsc.ErrInput.
func (t Tornado) storm() (*storm, error) {
	nothing := &bsc.Problem{Code: bsc.ErrInput, Detail: words.New("nothing_to_draw"), Allowed: words.New("drawable_tornado")}
	if t.Result.Scorecard() == nil || len(t.Swings) == 0 {
		return nil, nothing
	}
	s, err := View{Result: t.Result, Words: t.Words}.subject()
	if err != nil {
		return nil, err
	}
	d := &storm{subject: s, of: t.Of, swings: slices.Clone(t.Swings)}
	if d.of == (bsc.Ref{}) {
		d.of = s.card.Ref()
	}
	score, ok := t.Result.ScoreOf(d.of).Decimal()
	if !ok {
		return nil, nothing
	}
	d.score = score
	slices.SortStableFunc(d.swings, func(a, b Swing) int { return b.width().Cmp(a.width()) })
	if t.Most > 0 && t.Most < len(d.swings) {
		d.more = len(d.swings) - t.Most
		d.swings = d.swings[:t.Most]
	}
	if len(d.swings) > MaxNodes {
		return nil, tooMany("too_many_lines_to_draw", len(d.swings))
	}
	numbers := []decimal.Decimal{score}
	for i := range d.swings {
		if low, high, ok := d.swings[i].span(); ok {
			numbers = append(numbers, low, high)
		}
	}
	d.axis = axisOf(numbers...)
	for _, b := range t.Result.Bands(d.of) {
		if b.On == "score" {
			d.bands = append(d.bands, b)
		}
	}
	return d, nil
}

// width says how wide a bar is; -1 for one that lacks a score.
func (s *Swing) width() decimal.Decimal {
	low, high, ok := s.span()
	if !ok {
		return decimal.NewFromInt(-1)
	}
	return high.Sub(low).Abs()
}

// title names the drawing.
func (d *storm) title() string {
	title := d.say("tornado_of", "node", isolate(d.name(d.of)))
	if unit := clean(d.result.OrgUnit()); unit != "" {
		title += ", " + isolate(unit)
	}
	return title + ", " + d.result.Period().String()
}

// now shows the score as it is.
func (d *storm) now() string {
	return d.speech.Number(d.result.Display(d.of, d.card.Scale().Places()))
}

// number shows a score.
func (d *storm) number(n decimal.Decimal) string {
	return d.speech.Number(n.StringFixed(d.card.Scale().Places()))
}

// shows shows a score with the sign of its rating; "–" if there is none.
func (d *storm) shows(s bsc.Score) string {
	n, ok := s.Decimal()
	if !ok {
		return "–"
	}
	for i := range d.bands {
		if look, rated := d.looks[d.bands[i].Rating]; rated && holds(&d.bands[i], n) {
			return isolate(look.sign) + " " + d.within(&d.bands[i], n)
		}
	}
	return d.number(n)
}

// within shows a score with as many places as keep it in its band.
func (d *storm) within(b *bsc.Band, n decimal.Decimal) string {
	places := d.card.Scale().Places()
	for places < 10 && !holds(b, n.Round(places)) {
		places++
	}
	return d.speech.Number(n.StringFixed(places))
}

// holds reports whether a number lies in a band.
func holds(b *bsc.Band, n decimal.Decimal) bool {
	low, high := b.Low.Decimal, b.High.Decimal
	return (!b.Low.Valid || n.GreaterThan(low) || b.IncludeLower && n.Equal(low)) &&
		(!b.High.Valid || n.LessThan(high) || b.IncludeUpper && n.Equal(high))
}

// A limit is where another rating begins.
type limit struct {
	at   decimal.Decimal
	look look
	says string
}

// limits lists those that bars can cross.
func (d *storm) limits() []limit {
	var list []limit
	for _, b := range d.bands {
		look, rated := d.looks[b.Rating]
		if !rated || !b.Low.Valid || !b.Low.Decimal.GreaterThan(d.low) || !b.Low.Decimal.LessThan(d.high) {
			continue
		}
		at := d.speech.Number(string(bsc.NumberOf(b.Low.Decimal)))
		says := d.say("rating_above", "rating", look.name, "score", at)
		if b.IncludeLower {
			says = d.say("rating_from", "rating", look.name, "score", at)
		}
		list = append(list, limit{b.Low.Decimal, look, says})
	}
	return list
}

// said describes the limits and what is not drawn.
func (d *storm) said() []string {
	list := []string{d.say("legend_ends")}
	for _, l := range d.limits() {
		list = append(list, isolate(l.look.sign)+" "+isolate(l.says))
	}
	if d.more > 0 {
		list = append(list, d.say("more_swings", "n", d.more))
	}
	return list
}

// Markdown writes the tornado as a table in GitHub's Markdown: the scores at both ends with the signs of their ratings, by
// how much they differ, and a bar of characters in which │ is the score as it is. The error is that of w, or a
// *bsc.Problem with bsc.ErrInput for a tornado without Swings or without a score, or with more than MaxNodes bars.
func (t Tornado) Markdown(w io.Writer) error {
	d, err := t.storm()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n%s\n\n| | %s | | %s |\n|---|---:|---|---:|---:|\n", escapeMarkdown(d.title()), escapeMarkdown(d.say("tornado_now", "score", d.now())), d.heads("low"), d.heads("high", "swing"))
	for i := range d.swings {
		s := &d.swings[i]
		bar, width := newTextBar(), "–"
		if low, high, ok := s.span(); ok {
			width = d.number(high.Sub(low).Abs())
			if !low.Equal(high) {
				bar.put(&d.axis, low, high, '█')
			}
		}
		bar[min(d.at(d.score, textCells), textCells-1)] = '│'
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", escapeMarkdown(nameOr(s.Name, s.Ref)), escapeMarkdown(d.shows(s.Low)), bar, escapeMarkdown(d.shows(s.High)), escapeMarkdown(width))
	}
	if notes := d.said()[1:]; len(notes) > 0 {
		fmt.Fprintf(&b, "\n%s\n", escapeMarkdown(strings.Join(notes, " · ")))
	}
	return write(w, &b)
}

// SVG draws the tornado as SVG, a line for each bar: what lies above the score as it is is filled, and what lies below it
// is hatched. At the ends stand the scores, with − at the low end of what is moved and + at the high end. The errors are
// those of Markdown.
func (t Tornado) SVG(w io.Writer) error {
	d, err := t.storm()
	if err != nil {
		return err
	}
	c := &canvas{}
	width, height := 2*margin+causeColumn+stormLabels+changeBars+stormLabels, changeRow*len(d.swings)
	notes := d.said()
	c.document(width, changeHead+stormHead+height+22*len(notes)+margin, d.title(), d.say("tornado_description", "score", d.now(), "n", len(d.swings)))
	c.heading(d.title(), width)
	area := rect{margin + causeColumn + stormLabels, changeHead + stormHead, changeBars, height}
	c.axis(d.subject, &d.axis, area)
	c.limits(d, area)
	c.begin("g", attr{"role", "list"}, attr{"aria-label", d.title()})
	for i := range d.swings {
		c.swing(d, &d.swings[i], area, changeHead+stormHead+i*changeRow)
	}
	c.end()
	c.here(d, area)
	for i, note := range notes {
		c.write(line{text: closeIsolates(cutTo(note, 12, width-2*margin)), x: margin, y: area.y + height + 22*(i+1), size: 12, fill: faint, room: width - 2*margin})
	}
	c.end()
	return write(w, &c.Buffer)
}

const (
	stormHead   = 22 // for the signs of ratings
	stormLabels = 84 // for the scores beside the bars
)

// limits draws where other ratings begin.
func (c *canvas) limits(d *storm, r rect) {
	for _, l := range d.limits() {
		x := r.x + d.at(l.at, r.w)
		c.begin("g", attr{"class", "bsc-limit"}, attr{"role", "img"}, attr{"aria-label", l.says})
		c.text("title", l.says)
		c.tag("path", attr{"d", fmt.Sprintf("M%d %dv%d", x, r.y, r.h)}, attr{"stroke", l.look.color}, attr{"stroke-width", "2"}, attr{"stroke-dasharray", "5 3"})
		width := badgeWidth(l.look, 16)
		c.badge(l.look, x-width/2, r.y-36, 16)
		c.end()
	}
}

// here draws the line of the score as it is.
func (c *canvas) here(d *storm, r rect) {
	x := r.x + d.at(d.score, r.w)
	c.begin("g", attr{"class", "bsc-now"}, attr{"data-ref", d.of.String()}, attr{"role", "img"}, attr{"aria-label", d.say("tornado_now", "score", d.now())})
	c.tag("path", attr{"d", fmt.Sprintf("M%d %dv%d", x, r.y, r.h)}, attr{"stroke", ink}, attr{"stroke-width", "2"})
	c.write(line{text: d.say("tornado_now", "score", d.now()), x: x, y: r.y - 42, size: 12, fill: ink, bold: true, anchor: "middle", room: 120})
	c.end()
}

// swing draws one bar.
func (c *canvas) swing(d *storm, s *Swing, r rect, y int) {
	name := nameOr(s.Name, s.Ref)
	said := name + ". " + d.say("swing_is", "low", d.shows(s.Low), "high", d.shows(s.High)) + "."
	c.begin("g", attr{"class", "bsc-row"}, attr{"data-ref", s.Ref.String()}, attr{"role", "listitem"}, attr{"aria-label", said})
	c.text("title", name)
	c.label(name, "", false, y)
	low, high, ok := s.span()
	if !ok {
		c.write(line{text: "–", x: r.x + d.at(d.score, r.w) + 8, y: y + changeRow/2 + 5, size: 13, fill: faint})
		c.end()
		return
	}
	from, to, here := r.x+d.at(decimal.Min(low, high), r.w), r.x+d.at(decimal.Max(low, high), r.w), r.x+d.at(d.score, r.w)
	top := y + (changeRow-changeHeight)/2
	if below := min(to, here); from < below {
		c.change(rect{from, top, below - from, changeHeight}, false)
	}
	if above := max(from, here); above < to {
		c.change(rect{above, top, to - above, changeHeight}, true)
	}
	left, right := d.shows(s.Low)+" −", "+ "+d.shows(s.High)
	if high.LessThan(low) {
		left, right = d.shows(s.High)+" +", "− "+d.shows(s.Low)
	}
	base := y + changeRow/2 + 5
	c.write(line{text: left, x: min(from, here) - 6, y: base, size: 12, fill: ink, anchor: "end", room: stormLabels - 8})
	c.write(line{text: right, x: max(to, here) + 6, y: base, size: 12, fill: ink, room: stormLabels - 8})
	c.end()
}
