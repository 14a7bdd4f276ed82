package measure

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Frame plans a measure's window for a period: the periods (units) that the window is counted in, and where it may
// end. It does not depend on readings.
type Frame struct {
	Asked    almanac.Label
	Kind     almanac.Kind // of the units
	Units    []Part       // the oldest first, with earlier ones that the window may move back to
	NotBegun bool         // the period asked for has not begun: the measure is not due, whatever there is
	NoneYet  bool         // no period of its kind is complete: it is not due

	unfit  bool         // units do not make up the window: it stays as planned
	held   bool         // units are longer than the period asked for
	fixed  bool         // the window is the last unit; if held, the unit before it while the last is not due
	count  int          // the number of units in a window; 0: all from the first on
	ends   int          // the first unit that may be the last
	today  int          // 0: everything is due
	toDate almanac.Kind // the kind of period that the whole window is; 0: none, or the period asked for
}

// lookAhead is the largest number of days after a period's end at which a reading may come.
const lookAhead = 366

// Frame returns the plan of a measure's window for a period, as of the day of a moment; 0 is no moment.
func (c *Card) Frame(slot int, asked almanac.Label, today int) (*Frame, *fault.Fault) {
	days, ok := c.Almanac.Span(asked)
	if !ok {
		return nil, c.Almanac.Absent(asked)
	}
	m := &c.Measures[slot]
	f := &Frame{Asked: asked, Kind: asked.Kind, today: today, NotBegun: !days.Begun(today)}
	label := asked
	if m.Kind != 0 {
		f.Kind = m.Kind
	}
	if f.Kind.Size() > asked.Kind.Size() {
		f.held = true
		if label, days, ok = c.Almanac.Completed(f.Kind, days.Last); !ok {
			f.NoneYet = true
			return f, nil
		}
	}
	switch b := m.Basis; {
	case b == Basis{}:
		f.fixed, f.Units = true, []Part{whole(label, days)}
		if f.held {
			f.before(c)
		}
	case b.Rolling > 0:
		return f, c.rolling(f, days, b.Rolling)
	default:
		return f, c.toDate(f, slot, label, days)
	}
	return f, nil
}

// before adds the unit before the first one to the plan, if the calendar has it.
func (f *Frame) before(c *Card) bool {
	l, ok := c.Almanac.Previous(f.Units[0].Label)
	if !ok {
		return false
	}
	s, _ := c.Almanac.Span(l)
	f.Units = append([]Part{whole(l, s)}, f.Units...)
	return true
}

// toDate plans a window that begins with the period of its basis. A calculation of flows that states no frequency is
// counted in the parts that the flows have in common.
func (c *Card) toDate(f *Frame, slot int, label almanac.Label, days almanac.Span) *fault.Fault {
	m := &c.Measures[slot]
	begin := days
	if f.toDate = m.Basis.ToDate; f.toDate != 0 {
		l, ok := c.Almanac.At(days.Last, f.toDate)
		if !ok {
			return tooEarly(c, f)
		}
		begin, _ = c.Almanac.Span(l)
	}
	window := almanac.Span{First: begin.First, Last: days.Last}
	kind, prorate := f.Kind, m.Prorate
	if m.Kind == 0 && m.Calc != nil && m.Rollup == NoRollup && m.Calc.jointKind(f.Kind) != 0 {
		kind, prorate = m.Calc.jointKind(f.Kind), c.prorates(slot, f.Kind)
	}
	units, ok := c.Parts(window, kind, prorate)
	if f.unfit = !ok; f.unfit { // reported when the value is made, if it matters
		units = []Part{{label, window, window}}
	}
	f.Units = units
	return nil
}

// rolling plans a window of count units that ends with the last complete one, or with one before it.
func (c *Card) rolling(f *Frame, days almanac.Span, count int) *fault.Fault {
	l, _, ok := c.Almanac.Completed(f.Kind, days.Last)
	var back []Part // the latest first
	ends := 0       // how many of them may be the last
	for ; ok; l, ok = c.Almanac.Previous(l) {
		s, _ := c.Almanac.Span(l)
		i := len(back)
		if i < count || f.today != 0 && s.Last+lookAhead >= f.today {
			ends = i + 1
		} else if i >= ends-1+count {
			break
		}
		back = append(back, whole(l, s))
	}
	if len(back) < count {
		return tooEarly(c, f)
	}
	f.count = count
	f.ends = max(count-1, len(back)-ends)
	slices.Reverse(back)
	f.Units = back
	return nil
}

// tooEarly is the fault of a window that begins before the calendar does.
func tooEarly(c *Card, f *Frame) *fault.Fault {
	return c.Almanac.Lacks(f.Kind, "calendar_begins_later", "period", f.Asked)
}

// choose returns the first and last unit of the window, by the states of the units, some of which may lie outside the
// measure's own time. A window to date, or rolling, ends with the last unit that is due; if none is, it stays as
// planned.
func (f *Frame) choose(m *Measure, state func(u *Part) State) (first, last int) {
	last = len(f.Units) - 1
	switch {
	case f.unfit:
		return 0, last
	case f.fixed:
		if last > 0 && m.Covers(f.Units[1].Span) && state(&f.Units[1]) == NotDue && m.Covers(f.Units[0].Span) {
			if s := state(&f.Units[0]); s == There || s == Stale {
				return 0, 0
			}
		}
		return last, last
	}
	if f.count == 0 {
		return 0, f.dueEnd(m, state)
	}
	last = f.rollingEnd(m, state)
	return last - f.count + 1, last
}

// planned returns the first and last unit of the window when everything is due.
func (f *Frame) planned() (first, last int) {
	last = len(f.Units) - 1
	switch {
	case f.fixed:
		first = last
	case f.count > 0:
		first = last - f.count + 1
	}
	return first, last
}

// dueEnd returns the last unit that is due, if a later unit of the measure's own time is not.
func (f *Frame) dueEnd(m *Measure, state func(u *Part) State) int {
	waits := false
	for i := len(f.Units) - 1; i >= 0; i-- {
		switch u := &f.Units[i]; {
		case !m.Covers(u.Span):
		case !u.Span.Begun(f.today) || state(u) == NotDue:
			waits = true
		case waits:
			return i
		default:
			return len(f.Units) - 1
		}
	}
	return len(f.Units) - 1
}

// rollingEnd returns the last unit that is due, or that has begun and lies outside the measure's own time.
func (f *Frame) rollingEnd(m *Measure, state func(u *Part) State) int {
	for i := len(f.Units) - 1; i >= f.ends && f.Units[i].Span.Last >= m.Since; i-- {
		if u := &f.Units[i]; u.Span.Begun(f.today) && (!m.Covers(u.Span) || state(u) != NotDue) {
			return i
		}
	}
	return len(f.Units) - 1
}

// A Window is the days over which a value is wanted, in parts.
type Window struct {
	almanac.Span
	Kind   almanac.Kind  // of parts, for a measure that states no frequency
	Unit   almanac.Kind  // of the periods in which it is counted
	Label  almanac.Label // the period with these days; zero: none, as for a year to date
	Anchor almanac.Label // the period at whose end the window ends: the one asked for, or an earlier unit
	Held   bool          // the anchor is not the period asked for
	Period bool          // the window is a period, not to date or rolling: what is not due is missing from it
	Asked  almanac.Kind  // of the period asked for
	Count  int           // the number of units of a rolling window; else 0
	Parts  []Part        // in order; only those in the measure's own time
	Made   *fault.Fault  // why parts do not make up the window; nil: they do
	cutOf  *Window       // the window that this one was cut from, to the time of what is calculated; nil: none
}

// planned returns the window before it was cut. It decides what came before.
func (w *Window) planned() *Window {
	if w.cutOf != nil {
		return w.cutOf
	}
	return w
}

// ofPeriod returns the window of one period.
func ofPeriod(l almanac.Label, days almanac.Span) *Window {
	return &Window{Span: days, Kind: l.Kind, Label: l, Anchor: l, Period: true}
}

// text names a window in a message.
func (w *Window) text() any {
	if !w.Label.IsZero() {
		return w.Label
	}
	return words.New("periods_between", "first", almanac.LabelOf(w.First), "last", almanac.LabelOf(w.Last))
}

// window makes a frame's window of its units.
func (c *Card) window(slot int, f *Frame, first, last int) *Window {
	w := &Window{Span: almanac.Span{First: f.Units[first].Inside.First, Last: f.Units[last].Inside.Last}, Kind: f.Kind, Unit: f.Kind, Period: f.fixed, Asked: f.Asked.Kind, Count: f.count}
	moved := last < len(f.Units)-1
	w.Held = f.held || moved
	switch {
	case f.fixed:
		w.Label, w.Anchor = f.Units[last].Label, f.Units[last].Label
	case moved:
		w.Anchor = f.Units[last].Label
	default:
		w.Anchor = f.Asked
		if f.held {
			w.Anchor, _, _ = c.Almanac.Completed(f.Kind, w.Last)
		}
	}
	switch kind := f.toDate; {
	case f.fixed || f.count > 0:
	case kind != 0:
		w.Label = c.Almanac.Labelled(w.Span, kind)
	case moved:
		w.Label = c.Almanac.Labelled(w.Span, f.Units[last].Label.Kind)
	default:
		w.Label = w.Anchor
	}
	c.divide(slot, w)
	return w
}

// standingWindow returns the window of a value that stands for a period as it is: that of the measure's basis up to the
// period's end, in parts no longer than the period. The parts need not make it up, because no readings are read in
// them.
func (c *Card) standingWindow(slot int, asked almanac.Label) *Window {
	m := &c.Measures[slot]
	days, _ := c.Almanac.Span(asked)
	w := &Window{Span: days, Kind: within(m.Kind, asked.Kind), Label: asked, Anchor: asked, Period: m.Basis == Basis{}, Asked: asked.Kind, Count: m.Basis.Rolling}
	switch {
	case m.Basis.Rolling > 0:
		w.Label = almanac.Label{}
		w.Span, _ = c.ending(w.Kind, days.Last, m.Basis.Rolling)
	case m.Basis.ToDate != 0:
		if l, ok := c.Almanac.At(days.Last, m.Basis.ToDate); ok {
			s, _ := c.Almanac.Span(l)
			w.First = s.First
			w.Label = c.Almanac.Labelled(w.Span, m.Basis.ToDate)
		}
	}
	kind := within(c.PartKind(slot, w.Kind), asked.Kind)
	own := func() []Part {
		parts, _ := c.Parts(w.Span, kind, true)
		return m.own(parts)
	}
	// If the basis lies outside the measure's time, the period stands for itself.
	if w.Parts = own(); len(w.Parts) == 0 {
		w.Span, w.Label, w.Period, w.Count = days, asked, true, 0
		w.Parts = own()
	}
	if len(w.Parts) == 0 {
		w.Parts = []Part{whole(asked, days)}
	}
	return w
}

// Planned returns the window, with all of its parts, that a measure has for a period when the last of its units is due;
// false if there is none. It does not depend on readings.
func (c *Card) Planned(slot int, asked almanac.Label) (*Window, bool) {
	f, wrong := c.Frame(slot, asked, 0)
	if wrong != nil || f.NoneYet || f.unfit {
		return nil, false
	}
	first, last := f.planned()
	w := c.window(slot, f, first, last)
	return w, w.Made == nil && len(w.Parts) > 0
}

// Whole makes the value of a window whose parts are all there.
func (w *Window) Whole(amount decimal.Decimal) Value {
	v := Value{State: There, Amount: amount, Coverage: Full, Held: w.Held, Window: w}
	v.Selection.States = slices.Repeat([]State{There}, len(w.Parts))
	return v
}

// ending returns the days of count periods of a kind; the last is the last one complete by a day.
func (c *Card) ending(kind almanac.Kind, day, count int) (days almanac.Span, ok bool) {
	l, days, ok := c.Almanac.Completed(kind, day)
	for ; ok && count > 1; count-- {
		l, ok = c.Almanac.Previous(l)
		s, _ := c.Almanac.Span(l)
		days.First = s.First
	}
	return days, ok
}

// within returns the shorter of two kinds, where a kind of none is replaced by the other.
func within(kind, longest almanac.Kind) almanac.Kind {
	if kind == 0 || kind.Size() > longest.Size() {
		return longest
	}
	return kind
}

// divide finds the parts of a window in the measure's own time.
func (c *Card) divide(slot int, w *Window) {
	m := &c.Measures[slot]
	if m.Once() {
		c.divideJointly(slot, w)
		return
	}
	c.cut(w, c.PartKind(slot, w.Kind), c.prorates(slot, w.Kind))
	w.Parts = m.own(w.Parts)
	for n := len(w.Parts) - 1; n > 0 && m.Rollup == Last && w.Parts[n].Span.Last > w.Last; n-- {
		w.Parts = w.Parts[:n] // a part that continues after the window does not show how it ends
	}
}

// divideJointly finds the parts of a window that the flows of a calculation have in common; without flows there is one
// part. A measure that is calculated part by part has no other time within a part of its own.
func (c *Card) divideJointly(slot int, w *Window) {
	m := &c.Measures[slot]
	if len(m.Calc.flows) > 0 {
		c.cut(w, m.Calc.jointKind(w.Kind), m.Calc.cut[w.Kind])
	} else {
		w.Parts, w.Made = []Part{{cmp.Or(w.Label, w.Anchor), w.Span, w.Span}}, nil
	}
	if m.Once() {
		w.Parts = m.own(w.Parts)
	}
}

// cut divides a window into parts of a kind.
func (c *Card) cut(w *Window, kind almanac.Kind, prorate bool) {
	parts, ok := c.Parts(w.Span, kind, prorate)
	if w.Parts, w.Made = parts, nil; !ok {
		w.Made = notMade(kind, w)
	}
}

// own keeps those parts that lie in the measure's own time.
func (m *Measure) own(parts []Part) []Part {
	return slices.DeleteFunc(parts, func(p Part) bool { return !m.Covers(p.Span) })
}

// notMade is the fault of a window that a measure's periods do not make up.
func notMade(kind almanac.Kind, w *Window) *fault.Fault {
	f := fault.New(fault.Frequency, "not_made_up_of", "nouns", kind.Nouns(), "period", w.text())
	f.Allowed, f.Hint = words.New("frequency_that_makes_up"), words.New("set_prorate")
	return f
}
