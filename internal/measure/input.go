package measure

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/words"
)

// reach returns the window over which an input that does not add up is read. It begins with the first part in the
// calculation's own time, if the input's periods can be told apart there.
func (x *calculating) reach(in int) *Window {
	w := new(Window)
	*w = *x.w
	w.Held, w.Parts, w.Made = false, nil, nil
	if n := len(x.w.Parts); n > 0 {
		own := almanac.Span{First: x.w.Parts[0].Inside.First, Last: x.w.Parts[n-1].Inside.Last}
		kind := x.b.Card.PartKind(in, w.Kind)
		if _, _, ok := x.b.Card.Almanac.Tiles(own, kind); own != w.Span && ok {
			w.cutOf = x.w.planned()
			w.Span, w.Label = own, x.b.Card.Almanac.Labelled(own, w.Kind)
		}
	}
	return w
}

// shownHeld reports whether an input shows its last period that is complete by the end of a window, because its periods
// do not make up the window.
func (b *Book) shownHeld(slot int, w *Window) bool {
	m := &b.Card.Measures[slot]
	if m.Kind == 0 || m.Prorate {
		return false
	}
	if _, _, tiles := b.Card.Almanac.Tiles(w.Span, m.Kind); tiles {
		return false
	}
	_, within := b.Card.Almanac.Enclosing(w.Span, m.Kind)
	return m.Rollup == Last || m.Rollup != Sum && within && !w.Label.IsZero()
}

// input returns the value of an input that does not add up, over a window. If the input's periods do not make up the
// window, it shows the last complete one.
func (b *Book) input(slot int, w *Window) Value {
	c, m := b.Card, &b.Card.Measures[slot]
	kind := c.PartKind(slot, w.Kind)
	if b.shownHeld(slot, w) {
		l, s, ok := c.Almanac.Completed(m.Kind, w.Last)
		if !ok {
			return Value{State: NotDue} // before its first period it is not due
		}
		held := l != w.Anchor
		w = ofPeriod(l, s)
		w.Held = held
	}
	if !m.Covers(w.Span) {
		return Value{State: NotApplicable}
	}
	own := *w
	own.Kind, own.Parts, own.Made = kind, nil, nil
	if m.Once() {
		own.Kind = c.UnitKind(slot, w.Kind)
	}
	c.divide(slot, &own)
	v := b.over(slot, &own, false)
	if len(own.Parts) == 0 && own.Made == nil {
		v.State = NotApplicable // outside its own time it does not apply
	}
	return v
}

// whyNot returns why an input cannot be read: the first cause, however long the chain of calculations.
func (b *Book) whyNot(slot int, v *Value) words.Phrase {
	name := b.Host.Name(slot)
	switch {
	case v.State == Failed:
		return b.failedInput(slot, b.failure(v.Err))
	case v.State == Stale:
		return words.New("is_stale", "node", name)
	case v.State == NotApplicable:
		return words.New("does_not_apply", "node", name)
	case !v.None.IsZero() && !v.ofItself:
		return v.None
	case !v.None.IsZero():
		return words.New("has_no_value", "node", name, "why", words.New("because", "why", v.None))
	case len(v.Gaps) > 0:
		return words.New("has_no_reading", "node", name, "period", v.Gaps[0].Label)
	}
	return words.New("has_no_value", "node", name)
}
