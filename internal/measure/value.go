package measure

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Value is what is known of a measure over a window.
type Value struct {
	State       State // There, or why there is nothing
	Amount      decimal.Decimal
	Label       string // instead of an amount
	Provisional bool
	None        words.Phrase // why a calculation has no value; "" if that follows from the gaps
	ofItself    bool         // None is about the measure itself, not about what it is made of
	Err         error        // why it is Failed
	Cause       error        // why a part failed for which an earlier one stands in
	Unmade      bool         // it is Failed only for want of a roll-up: the window shows nothing of it
	TooLittle   bool         // too little of what is due is there: no score
	Stood       bool         // it is that of an earlier window, which stands in as a whole

	Coverage  int64 // of the window, in units of 10^-10, rounded down
	ready     int64 // coverage without what is not due
	half      bool  // half of the parts are there
	Gaps      []Gap
	Age, Life int  // of the oldest part carried forward, and the half-life of its freshness
	Held      bool // it, or something it is made of, is of an earlier period

	Window    *Window
	unfit     bool // the periods of an input do not make up the window
	NotBegun  bool // the period asked for has not begun: the window is only planned
	Selection Selection
	Inputs    []Value // of a calculation made once: its inputs, in the calculator's order
}

// enough decides whether enough of what is due is there for a score.
func (v *Value) enough(m *Measure) {
	if m.Quoted {
		v.TooLittle = v.State == There && v.ready < m.Quota
		return
	}
	v.TooLittle = v.State == There && !v.half
}

// Own returns the value of a measure for a period, by the measure's own basis.
func (b *Book) Own(slot int, asked almanac.Label) Value {
	return b.settled(func() Value { return b.own(slot, asked) })
}

func (b *Book) own(slot int, asked almanac.Label) Value {
	f, wrong := b.frame(slot, asked)
	if days, _ := b.Card.Almanac.Span(asked); wrong != nil && !days.Begun(b.today) {
		return Value{State: NotDue}
	}
	if wrong != nil {
		return Value{State: Failed, Err: &Error{wrong}}
	}
	if f.NoneYet {
		return Value{State: NotDue}
	}
	if f.NotBegun {
		return b.planned(slot, f)
	}
	w, wrong := b.Window(slot, asked)
	if wrong != nil {
		return Value{State: Failed, Err: &Error{wrong}}
	}
	if !b.unit.Any(w.Span) {
		v := Value{State: NotApplicable, Window: w}
		v.Selection.States = slices.Repeat([]State{NotApplicable}, len(w.Parts))
		return v
	}
	v := b.over(slot, w, true)
	if m := &b.Card.Measures[slot]; m.Calc != nil && m.Rollup == NoRollup && m.Carry > 0 && !v.unfit && (v.State == Missing || v.State == Failed) {
		v = b.older(slot, w, v)
	}
	v.enough(&b.Card.Measures[slot])
	return v
}

// older replaces a value that is not there by that of an earlier window that may stand in, or shows an earlier one that
// is too old.
func (b *Book) older(slot int, w *Window, v Value) Value {
	m, anchor := &b.Card.Measures[slot], w.Anchor
	for age := 1; age <= m.Carry+lookBack; age++ {
		var ok bool
		if anchor, ok = b.Card.Almanac.Previous(anchor); !ok {
			break
		}
		earlier, wrong := b.Window(slot, anchor)
		if wrong != nil || earlier == nil || earlier.Last < m.Since {
			break
		}
		if earlier.Anchor != anchor {
			continue // it ends earlier; its turn comes then
		}
		old := b.over(slot, earlier, false)
		switch {
		case old.State != There:
			continue
		case age > m.Carry:
			v.State, v.Amount, v.Err, v.None = Stale, old.Amount, nil, words.Phrase{}
			return v
		}
		old.Stood = true
		old.Window, old.Selection = w, Selection{States: v.Selection.States}
		old.Gaps, old.Cause, old.Age, old.Life = v.Gaps, v.Err, age, m.HalfLife
		old.Coverage, old.ready, old.half, old.Held = 0, 0, true, w.Held
		return old
	}
	return v
}

// In reports whether a part of the value's window counts in what the value is measured against. A part that enters
// does, and one that is not due but is missing from the window; if no part enters, every part that applies does.
func (v *Value) In(part int) bool {
	state := v.Selection.States[part]
	if v.State != There || v.Stood {
		return state != NotApplicable
	}
	return state == There || state == NotDue && v.Window.Period || v.Carried(part) != (almanac.Label{})
}

// Carried returns the earlier part whose reading stands in for a part of the window; the zero Label if none does.
func (v *Value) Carried(part int) almanac.Label {
	entries := v.Selection.Entries
	at, enters := slices.BinarySearchFunc(entries, part, func(e Entry, part int) int { return e.Part - part })
	if !enters || entries[at].Age == 0 {
		return almanac.Label{}
	}
	return entries[at].Of
}

// Over returns the value of a measure with readings over another measure's window, from the parts that are there.
func (b *Book) Over(slot int, w *Window) Value {
	return b.settled(func() Value {
		own := *w
		b.Card.divide(slot, &own)
		return b.over(slot, &own, true)
	})
}

// planned is the value of a period that has not begun, with the window that it will have.
func (b *Book) planned(slot int, f *Frame) Value {
	first, last := f.planned()
	v := Value{State: NotDue, NotBegun: true, Window: b.Card.window(slot, f, first, last)}
	v.Selection.States = make([]State, len(v.Window.Parts))
	for i := range v.Selection.States {
		if v.Selection.States[i] = NotDue; b.stateIn(slot, &v.Window.Parts[i], v.Window) == NotApplicable {
			v.Selection.States[i] = NotApplicable
		}
	}
	return v
}

// PeriodWindow returns the window of one period, whose only part is the period.
func PeriodWindow(l almanac.Label, days almanac.Span) *Window {
	w := ofPeriod(l, days)
	w.Asked, w.Parts = l.Kind, []Part{whole(l, days)}
	return w
}

// An Error is a fault as an error: what is wrong with a window.
type Error struct{ *fault.Fault }

// Error says what is wrong.
func (e *Error) Error() string { return e.Text() }

// failure says what failed.
func (b *Book) failure(err error) words.Phrase {
	if own, ok := err.(*Error); ok {
		return own.Detail
	}
	return b.Host.Failure(err)
}

// over returns a measure's value over a window. own means that it is wanted for itself, by its own rules for missing
// data, and not as an input.
func (b *Book) over(slot int, w *Window, own bool) Value {
	m := &b.Card.Measures[slot]
	if m.Once() {
		return b.calculated(slot, w, own)
	}
	if v, not := b.notMade(slot, w); not {
		return v
	}
	carry := 0
	if own {
		carry = m.Carry
	}
	choose := b.choose
	if m.Rollup == Last {
		choose = b.chooseLast
	}
	if b.Card.Adds(slot) {
		b = b.leaving(slot, w)
		if c := b.unfit(slot, w); c != nil {
			w.Parts = nil
			return Value{State: Missing, None: c.None, Window: w, unfit: true}
		}
	}
	v := b.rolled(slot, w, choose(slot, w, carry, func(p *Part) *Cell { return b.part(slot, p, w.Kind) }))
	v.Window = w
	return v
}

// outside is the value of a window outside the measure's own time: not due before it, not applicable after it.
func (m *Measure) outside(w *Window) Value {
	v := Value{State: NotApplicable, Window: w}
	if w.Last < m.Since {
		v.State = NotDue
	}
	w.Parts = nil
	return v
}

// notMade is the value of a window that lies outside the measure's own time, or that its parts do not make up.
func (b *Book) notMade(slot int, w *Window) (Value, bool) {
	m := &b.Card.Measures[slot]
	switch {
	case !m.Covers(w.Span), w.Made == nil && len(w.Parts) == 0:
		return m.outside(w), true
	case w.Made != nil && b.Card.Adds(slot):
		return Value{State: Missing, None: b.failedInput(b.longest(slot, w), w.Made.Detail), Window: w, unfit: true}, true
	case w.Made != nil:
		return Value{State: Failed, Err: &Error{w.Made}, Unmade: m.Rollup == NoRollup}, true
	}
	if m.Rollup == NoRollup && !b.Card.Adds(slot) && w.Parts[0].Span != w.Span {
		f := fault.New(fault.Frequency, "no_rollup", "noun", w.Parts[0].Label.Kind.Noun(), "period", w.text())
		f.Allowed, f.Hint = words.New("rollups"), words.New("set_rollup")
		v := Value{State: Failed, Err: &Error{f}, Unmade: true, Window: w}
		v.Selection.States = slices.Repeat([]State{Failed}, len(w.Parts))
		return v, true
	}
	return Value{}, false
}

// rolled makes a value from what enters.
func (b *Book) rolled(slot int, w *Window, s Selection) Value {
	m := &b.Card.Measures[slot]
	v := Value{Selection: s, Gaps: s.Gaps, Cause: s.cause, Held: w.Held, Life: m.HalfLife}
	if m.Calc != nil {
		v.Gaps = distinct(v.Gaps)
	}
	v.Coverage, v.ready, v.half = s.Tally.Coverage(), s.Tally.Ready(), s.Tally.half()
	if s.failed != nil {
		v.State, v.Err = Failed, s.failed
		return v
	}
	if len(s.Entries) == 0 {
		v.State = s.counts.nothing()
		if s.stale != nil {
			v.State, v.Amount, v.Label = Stale, s.stale.Value, s.stale.Label
		}
		if v.State == NotDue {
			v.Gaps = v.waited(slot, w)
		}
		return v
	}
	v.State = There
	for i := range s.Entries {
		e := &s.Entries[i]
		v.Provisional = v.Provisional || e.Cell.Provisional
		v.Held, v.Age, v.Life = v.Held || e.Cell.Held, max(v.Age, e.Age, e.Cell.Age), max(v.Life, e.Cell.Life)
	}
	b.rollUp(slot, w, &s, &v)
	return v
}

// waited lists what is not due in a window of which nothing is due.
func (v *Value) waited(slot int, w *Window) []Gap {
	var gaps []Gap
	for i := range w.Parts {
		if v.Selection.States[i] == NotDue {
			gaps = append(gaps, Gap{slot, w.Parts[i].Label, true, false})
		}
	}
	return gaps
}

// rollUp applies a measure's roll-up to what enters.
func (b *Book) rollUp(slot int, w *Window, s *Selection, v *Value) {
	m, first := &b.Card.Measures[slot], s.Entries[0].Cell
	if m.Rollup == Last || len(w.Parts) == 1 && w.Parts[0].Whole() {
		v.Amount, v.Label = first.Value, first.Label
		return
	}
	for i := range s.Entries {
		if label := s.Entries[i].Cell.Label; label != "" {
			f := fault.New(fault.NoLabel, "label_not_rolled_up", "label", label, "rollup", m.Rollup.said())
			f.Allowed = words.New("one_of", "values", []string{Last.String()})
			v.State, v.Err = Failed, &Error{f}
			return
		}
	}
	rollup := m.Rollup
	if rollup == NoRollup {
		rollup = Sum // of a calculation that adds up
	}
	v.bound(Roll(rollup, b.pieces(slot, w, s.Entries)), rollup, w)
}

// bound sets the amount that the parts roll up to, unless it is out of range.
func (v *Value) bound(amount decimal.Decimal, rollup Rollup, w *Window) {
	if !exact.TooLarge(amount) {
		v.Amount = amount
		return
	}
	f := fault.New(fault.Number, "rollup_out_of_range", "rollup", rollup.said(), "period", w.text())
	f.Allowed = words.New("decimal_number_at_most_significant")
	v.State, v.Err = Failed, &Error{f}
}

// A Piece is the value of a part that enters a roll-up, with the fraction of the part's days that count.
type Piece struct {
	Value    decimal.Decimal
	Num, Den int // the fraction
	Days     int // of the whole part
}

// pieces returns the values of entries. Those of a calculation that adds up already cover only their days in the
// window.
func (b *Book) pieces(slot int, w *Window, entries []Entry) []Piece {
	list := make([]Piece, len(entries))
	for i := range entries {
		p := &w.Parts[entries[i].Part]
		list[i] = Piece{entries[i].Cell.Value, p.Days(), p.Span.Days(), p.Span.Days()}
		if b.Card.Adds(slot) && entries[i].Age == 0 {
			list[i].Num = list[i].Den
		}
	}
	return list
}

// Roll returns the number that pieces roll up to, rounded once. There must be at least one piece.
func Roll(rollup Rollup, list []Piece) decimal.Decimal {
	best := list[0].Value
	var total, weight exact.Sum
	for _, p := range list {
		switch rollup {
		case Mean:
			total.AddPart(p.Value.Mul(decimal.New(int64(p.Days), 0)), p.Num, p.Den)
			weight.AddPart(decimal.New(int64(p.Days), 0), p.Num, p.Den)
		case MeanOfPeriods:
			total.AddPart(p.Value, p.Num, p.Den)
			weight.AddPart(decimal.New(1, 0), p.Num, p.Den)
		case Min:
			best = decimal.Min(best, p.Value)
		case Max:
			best = decimal.Max(best, p.Value)
		case Last, NoRollup:
			best = p.Value
		default:
			total.AddPart(p.Value, p.Num, p.Den)
		}
	}
	switch rollup {
	case Mean, MeanOfPeriods:
		return total.Over(&weight)
	case Sum:
		return total.Decimal()
	}
	return best
}

// String returns the name of a roll-up in a definition.
func (r Rollup) String() string {
	return [...]string{"", "sum", "mean", "mean_of_periods", "last", "min", "max"}[r]
}

// said names a roll-up in a sentence.
func (r Rollup) said() words.Phrase { return words.Name("rollup", r.String()) }

// Inputs returns the inputs, over a window of one part, of a measure that is calculated part by part.
func (b *Book) Inputs(slot int, w *Window) []Value {
	p := &w.Parts[0]
	part := ofPeriod(p.Label, p.Span)
	if b.Card.Adds(slot) {
		part.Span, part.Kind, part.Parts = p.Inside, w.Kind, w.Parts
	}
	v := b.settled(func() Value { return b.calculated(slot, part, false) })
	return v.Inputs
}
