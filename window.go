package bsc

import "github.com/shopspring/decimal"

// A measure says how the values of a KPI or a series come in over time.
type measure struct {
	ref      Ref
	slot     int
	kind     periodKind // of its periods; 0: of the period that is asked for
	rollup   Rollup
	targets  Rollup // of targets
	basis    basis
	prorate  bool
	grace    int // days
	since    int // the first day it is measured; 0: always
	maxAge   int // how many periods a reading may be carried forward; 0: none
	halfLife int // of a carried reading's freshness, in periods
}

// sums reports whether the targets add up.
func (m *measure) sums() bool { return m.targets == RollupSum }

// A window is the days that a value is wanted for, and the kind of periods it is made of.
type window struct {
	span
	kind periodKind
}

// A frame is a window with what it stands for.
type frame struct {
	window
	label  Period // the period that has these days; zero: none, as for a year to date
	anchor Period // the period at whose end the window ends: the one asked for, or the last completed one
	held   bool   // the anchor is not the period asked for, but one completed by then
	ahead  bool   // the period asked for has not begun on the day of the input's moment
}

// size orders kinds of periods by length. Months and numbered periods are of one size.
func (k periodKind) size() int {
	switch k {
	case yearPeriod:
		return 6
	case halfPeriod:
		return 5
	case quarterPeriod:
		return 4
	case monthPeriod, numberedPeriod:
		return 3
	case weekPeriod:
		return 2
	case dayPeriod:
		return 1
	}
	return 0
}

// frame returns what a measure's value covers when a period is asked for. It may ask for
// calculations, to find out what is due.
func (e *evaluation) frame(m *measure, asked Period) (frame, *Problem) {
	a := &e.card.almanac
	s, ok := a.span(asked)
	if !ok {
		return frame{}, a.absent(asked)
	}
	f := frame{window: window{s, asked.kind}, label: asked, anchor: asked}
	switch larger := m.kind.size() > asked.kind.size(); {
	case m.kind == 0 || larger && e.whole:
	case larger:
		if f, ok = a.completed(m.kind, s.last); !ok {
			return frame{held: true, ahead: true}, nil // before the first it is not due
		}
		f.held = true
	default:
		f.kind = m.kind
	}
	f.ahead = e.today != 0 && s.first > e.today
	if m.basis == (basis{}) {
		if f.held && !f.ahead {
			e.hold(m, &f)
		}
		return f, nil
	}
	untrimmed := f.span
	if f.span, ok = a.reach(m.basis, f.window); ok && !f.ahead {
		ok = e.trim(m, &f)
	}
	if !ok {
		return f, a.problem(f.kind, "the calendar does not reach back far enough from "+asked.String())
	}
	switch {
	case !m.basis.running:
		f.label = a.labelOf(f.span, m.basis.toDate)
	case f.span != untrimmed:
		f.label = a.labelOf(f.span, f.kind)
	}
	return f, nil
}

// hold lets a KPI go on showing the period before the last completed one while that is not due.
func (e *evaluation) hold(m *measure, f *frame) {
	if !e.awaited(m, f.label, f.span) {
		return
	}
	if before, ok := e.card.almanac.completed(f.kind, f.first-1); ok {
		u := wholeUnit(before.label, before.span)
		if v := e.unitValue(m, &u); v.ok {
			*f = before
			f.held = true
		}
	}
}

// trim lets a value to date, or of the last n periods, end with the last period that is due,
// so that it is measured against what was due by then. Where none of it is due it stays as it is.
func (e *evaluation) trim(m *measure, f *frame) bool {
	units, ok := e.units(f.window, m.prorate)
	if e.today == 0 || !ok {
		return true
	}
	last := len(units) - 1
	for last >= 0 && e.awaited(m, units[last].period, units[last].span) {
		last--
	}
	if last < 0 || last == len(units)-1 {
		return true
	}
	f.held, f.anchor, f.last = true, units[last].period, units[last].span.last
	if m.basis.rolling > 0 {
		f.span, ok = e.card.almanac.reach(m.basis, f.window)
	}
	return ok
}

// notBegun reports whether a value of a period that has not begun would only be an old one.
func (e *evaluation) notBegun(m *measure, f *frame) bool {
	if !f.ahead || f.held {
		return f.ahead
	}
	units, _ := e.units(f.window, m.prorate)
	n := len(units)
	return n > 0 && m.basis != (basis{}) && e.awaited(m, units[n-1].period, units[n-1].span)
}

// awaited reports whether a period of a measure's own has no value because it is not due.
func (e *evaluation) awaited(m *measure, p Period, s span) bool {
	if e.today == 0 || e.today > s.last+maxGrace || s.last < m.since {
		return false
	}
	u := wholeUnit(p, s)
	v := e.unitValue(m, &u)
	return v.state == StateNotDue || !v.ok && v.err == nil && v.state == "" && e.card.calculatorOf(m.slot) == nil && e.notDue(m, s.last)
}

// completed returns the frame of the last period of a kind that ends on or before a day.
func (a *almanac) completed(kind periodKind, day int) (frame, bool) {
	p, ok := a.at(day, kind)
	if !ok {
		return frame{}, false
	}
	s, _ := a.span(p)
	if s.last != day {
		if p, ok = a.previous(p); !ok {
			return frame{}, false
		}
		s, _ = a.span(p)
	}
	return frame{window: window{s, kind}, label: p, anchor: p}, true
}

// reach returns the days of a basis that ends as a window ends.
func (a *almanac) reach(b basis, w window) (span, bool) {
	if b.running {
		return w.span, true
	}
	if b.toDate != 0 {
		p, ok := a.at(w.last, b.toDate)
		if !ok {
			return span{}, false
		}
		s, _ := a.span(p)
		return span{s.first, w.last}, true
	}
	last, ok := a.completed(w.kind, w.last)
	if !ok {
		return span{}, false
	}
	p := last.label
	for range b.rolling - 1 {
		if p, ok = a.previous(p); !ok {
			return span{}, false
		}
	}
	s, _ := a.span(p)
	return span{s.first, last.last}, true
}

// labelOf returns the period of a kind that has exactly these days; the zero Period where none has.
func (a *almanac) labelOf(s span, kind periodKind) Period {
	if kind == 0 {
		return Period{}
	}
	if p, ok := a.at(s.first, kind); ok {
		if own, _ := a.span(p); own == s {
			return p
		}
	}
	return Period{}
}

// A unit is one of the periods that a window is made of.
type unit struct {
	period Period
	span   span
	inside span // its days in the window: fewer than all where it is prorated
}

// wholeUnit is a period as the only unit of its own window.
func wholeUnit(p Period, s span) unit { return unit{p, s, s} }

// days returns how many of the unit's days lie in the window.
func (u *unit) days() int { return u.inside.days() }

// whole reports whether all of the unit lies in the window.
func (u *unit) whole() bool { return u.days() == u.span.days() }

// share returns the part of an amount that falls on the days in the window.
func (u *unit) share(amount decimal.Decimal) ratio {
	if u.whole() {
		return whole(amount)
	}
	return ratio{amount.Mul(decimal.New(int64(u.days()), 0)), decimal.New(int64(u.span.days()), 0)}
}

// unitsKey says which units are meant.
type unitsKey struct {
	window
	prorate bool
}

// units returns the periods that make up a window; with prorate also those that lie in it
// only partly. It is false where they do not tile it.
func (e *evaluation) units(w window, prorate bool) ([]unit, bool) {
	key := unitsKey{w, prorate}
	if units, known := e.shared.units[key]; known {
		return units, units != nil
	}
	units := e.card.almanac.units(w, prorate)
	if e.shared.units != nil && !e.done {
		e.shared.units[key] = units
	}
	return units, units != nil
}

func (a *almanac) units(w window, prorate bool) []unit {
	first, last, ok := a.tiles(w.span, w.kind)
	if !ok && (!prorate || first.IsZero() || last.IsZero()) {
		return nil
	}
	var units []unit
	for p := range a.walk(first, last) {
		s, _ := a.span(p)
		units = append(units, unit{p, s, s.common(w.span)})
	}
	return units
}

// notMadeOf is the error for a window that a measure's periods do not make up.
func notMadeOf(m *measure, f *frame) *Problem {
	p := fault(ErrFrequency, "no whole %ss make up %s", f.kind.noun(), f.text())
	p.Ref, p.Allowed, p.Hint = m.ref, "a frequency whose periods do", hintProrate
	return p
}

// hintProrate is how periods are made up that the KPI's own do not fit.
const hintProrate = "set prorate, and those that lie partly in it count by their days"

// text names a frame in a message.
func (f *frame) text() string {
	if !f.label.IsZero() {
		return f.label.String()
	}
	return dayOf(f.first).String() + " to " + dayOf(f.last).String()
}
