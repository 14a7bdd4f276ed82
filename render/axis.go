package render

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// An axis is the part of a scale that bars stand on.
type axis struct {
	low, high decimal.Decimal
	step      decimal.Decimal // from one mark to the next
}

// axisOf returns an axis on which some numbers can be told apart: with 0, unless they would fill less than a quarter of
// it. It begins and ends on a mark.
func axisOf(numbers ...decimal.Decimal) axis {
	var a axis
	for i, n := range numbers {
		if i == 0 || n.LessThan(a.low) {
			a.low = n
		}
		if i == 0 || n.GreaterThan(a.high) {
			a.high = n
		}
	}
	least, most, span := a.low, a.high, a.high.Sub(a.low)
	if near := span.Mul(decimal.NewFromInt(4)); span.IsZero() || !near.LessThan(decimal.Max(least.Abs(), most.Abs())) {
		a.low, a.high = decimal.Min(a.low, decimal.Decimal{}), decimal.Max(a.high, decimal.Decimal{})
	}
	if a.low.Equal(a.high) {
		a.high = decimal.NewFromInt(1)
	}
	a.step = stepOf(a.high.Sub(a.low))
	a.low = a.low.DivRound(a.step, 20).Floor().Mul(a.step)
	a.high = a.high.DivRound(a.step, 20).Ceil().Mul(a.step)
	if a.low.IsPositive() && a.low.Equal(least) { // a bar has a length
		a.low = a.low.Sub(a.step)
	}
	if a.high.IsNegative() && a.high.Equal(most) {
		a.high = a.high.Add(a.step)
	}
	return a
}

// stepOf returns the smallest of 1, 2 and 5 times a power of ten of which five or fewer make up a length.
func stepOf(length decimal.Decimal) decimal.Decimal {
	fifth := length.DivRound(decimal.NewFromInt(5), 20)
	for e := int32(fifth.NumDigits()) + fifth.Exponent() - 1; ; e++ {
		for _, digit := range []int64{1, 2, 5} {
			if step := decimal.New(digit, e); !step.LessThan(fifth) {
				return step
			}
		}
	}
}

// at returns the place of a number on a line of this length.
func (a *axis) at(n decimal.Decimal, length int) int {
	part := n.Sub(a.low).Mul(decimal.NewFromInt(int64(length))).DivRound(a.high.Sub(a.low), 0).IntPart()
	return min(max(int(part), 0), length)
}

// base returns what the bar of a score begins at: 0, or the end of the axis that is next to it.
func (a *axis) base() decimal.Decimal {
	return decimal.Min(decimal.Max(a.low, decimal.Decimal{}), a.high)
}

// marks lists the numbers that the axis shows, ascending.
func (a *axis) marks() []decimal.Decimal {
	var list []decimal.Decimal
	for n := a.low; !n.GreaterThan(a.high); n = n.Add(a.step) {
		list = append(list, n)
	}
	return list
}

// shown shows a mark of the axis.
func (a *axis) shown(n decimal.Decimal) string { return n.StringFixed(max(0, -a.step.Exponent())) }

// cut says that the axis leaves 0 out; "" if it does not.
func (a *axis) cut(s *subject) string {
	switch {
	case a.low.IsPositive():
		return s.say("axis_begins", "at", s.speech.Number(a.shown(a.low)))
	case a.high.IsNegative():
		return s.say("axis_ends", "at", s.speech.Number(a.shown(a.high)))
	}
	return ""
}

// axis draws the marks of an axis over bars, with their numbers above them.
func (c *canvas) axis(s *subject, a *axis, r rect) {
	c.begin("g", attr{"class", "bsc-axis"}, attr{"aria-hidden", "true"})
	for _, n := range a.marks() {
		x, color := r.x+a.at(n, r.w), tint
		if n.IsZero() {
			color = hair
		}
		c.tag("path", attr{"d", fmt.Sprintf("M%d %dv%d", x, r.y, r.h)}, attr{"stroke", color}, attr{"stroke-width", "1.5"})
		c.write(line{text: s.speech.Number(a.shown(n)), x: x, y: r.y - 6, size: 11, fill: faint, anchor: "middle", room: r.w / 6})
	}
	c.end()
}

// The inks of a change: what raises a score is filled, and what lowers it is hatched, so that no colour is needed.
const (
	raises = "#2a6496"
	lowers = "#b3541e"
)

// change draws the bar of a change between two places.
func (c *canvas) change(r rect, up bool) {
	if up {
		c.tag("rect", attr{"class", "bsc-up"}, num("x", r.x), num("y", r.y), num("width", r.w), num("height", r.h), attr{"fill", raises})
		return
	}
	c.tag("rect", attr{"class", "bsc-down"}, num("x", r.x), num("y", r.y), num("width", r.w), num("height", r.h), attr{"fill", paper}, attr{"stroke", lowers}, attr{"stroke-width", "1.5"})
	if d := hatch(r, 6); d != "" {
		c.tag("path", attr{"d", d}, attr{"stroke", lowers}, attr{"stroke-width", "1.5"})
	}
}

// hatch returns slanted lines within a space.
func hatch(r rect, apart int) string {
	d := ""
	for k := apart - r.h; k < r.w; k += apart {
		from, to := max(k, 0), min(k+r.h, r.w)
		if from < to {
			d += fmt.Sprintf("M%d %dL%d %d", r.x+from, r.y+r.h-(from-k), r.x+to, r.y+r.h-(to-k))
		}
	}
	return d
}

// textBar is a bar of characters, as wide as the axis.
type textBar []rune

// textCells is how wide a bar of characters is.
const textCells = 30

func newTextBar() textBar {
	b := make(textBar, textCells)
	for i := range b {
		b[i] = '·'
	}
	return b
}

// put writes a character from one number to another, and at least once.
func (b textBar) put(a *axis, from, to decimal.Decimal, letter rune) {
	low, high := a.at(decimal.Min(from, to), textCells), a.at(decimal.Max(from, to), textCells)
	if low == high {
		low = max(0, low-1)
		high = low + 1
	}
	for i := low; i < high; i++ {
		b[i] = letter
	}
}

func (b textBar) String() string { return "`" + string(b) + "`" }
