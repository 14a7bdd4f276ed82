package measure

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
)

// A Reach bounds what a card may ask a source of readings, before any reading is known. For each measure it has one
// stretch of days for each kind of period: from the first to the last day that a value, a comparison or a part outside a
// window may need. It knows no rule of its own: windows come from frames, parts from the card. Where readings decide, it
// has all that they may decide.
//
// Add what is wanted, then call Spread once, then ask for Labels.
type Reach struct {
	card  *Card
	today int
	all   [][almanac.Kinds + 1]stretch // by slot, and by the kind in which a window is counted
}

// A stretch is the days that are wanted of a measure.
type stretch struct {
	days  almanac.Span // a Last of 0: none
	own   almanac.Span // those of its own windows
	kinds kinds        // of the windows
	shift int          // the most days between a window and the one before it
	past  int          // the first day of what an input is compared with; 0: nothing
}

// kinds is a set of kinds.
type kinds uint16

func (k kinds) with(kind almanac.Kind) kinds { return k | 1<<kind }

func (k kinds) each(yield func(almanac.Kind) bool) {
	for kind := almanac.Year; kind <= almanac.Day; kind++ {
		if k&(1<<kind) != 0 && !yield(kind) {
			return
		}
	}
}

// NewReach returns a reach of nothing, as of the day of a moment; 0 is no moment.
func NewReach(c *Card, today int) *Reach {
	return &Reach{card: c, today: today, all: make([][almanac.Kinds + 1]stretch, len(c.Measures))}
}

// Own adds a measure's own windows for a period, wherever they may end, and what may stand in for what is missing.
func (r *Reach) Own(slot int, asked almanac.Label) {
	c, m := r.card, &r.card.Measures[slot]
	f, wrong := c.Frame(slot, asked, r.today)
	if wrong != nil || f.NoneYet {
		return
	}
	last := len(f.Units) - 1
	days := r.within(slot, f.Kind, almanac.Span{First: f.Units[0].Inside.First, Last: f.Units[last].Inside.Last})
	if days.Days() <= 0 {
		return
	}
	s := stretch{days: days, own: days, kinds: kinds(0).with(asked.Kind).with(f.Kind)}
	if f.toDate != 0 {
		s.kinds = s.kinds.with(f.toDate)
	}
	s.shift = r.shift(f)
	if m.Carry > 0 {
		s.days.First = r.carried(slot, f, days.First)
	}
	r.add(slot, f.Kind, s)
}

// shift returns the most days between a window of a frame and the window before it; 0 if none has one.
func (r *Reach) shift(f *Frame) (most int) {
	first, last := f.planned()
	ends := []int{last}
	switch {
	case f.fixed:
		ends = []int{0, last}
	case f.count > 0:
		ends = []int{max(f.ends, f.count-1), last}
	}
	for _, end := range ends {
		w := &Window{Unit: f.Kind, Period: f.fixed, Asked: f.Asked.Kind, Count: f.count}
		w.First, w.Last = f.Units[first].Span.First, f.Units[end].Span.Last
		if f.fixed {
			w.First, w.Label = f.Units[end].Span.First, f.Units[end].Label
		} else if f.count > 0 {
			w.First = f.Units[end-f.count+1].Span.First
		}
		if before, ok := r.card.before(w); ok {
			most = max(most, w.First-before.First)
		}
	}
	return most
}

// carried returns the first day of what may stand in for parts of a measure's windows from a day on: earlier parts, and
// for a calculation whole earlier windows.
func (r *Reach) carried(slot int, f *Frame, first int) int {
	m, back := &r.card.Measures[slot], r.card.Measures[slot].Carry+lookBack
	earliest := first
	if l, ok := r.card.Almanac.At(first, r.card.PartKind(slot, f.Kind)); ok {
		for range back {
			before, ok := r.card.Almanac.Previous(l)
			days, _ := r.card.Almanac.Span(before)
			if !ok || !m.Covers(days) {
				break
			}
			l, earliest = before, min(earliest, days.First)
		}
	}
	if m.Calc == nil || m.Rollup != NoRollup {
		return earliest
	}
	for _, kind := range []almanac.Kind{f.Asked.Kind, f.Kind} {
		l, ok := r.card.Almanac.At(first, kind)
		for range back {
			if ok {
				l, ok = r.card.Almanac.Previous(l)
			}
			earlier, wrong := r.card.Frame(slot, l, r.today)
			if !ok || wrong != nil || earlier.NoneYet {
				break
			}
			earliest = min(earliest, earlier.Units[0].Span.First)
		}
	}
	return earliest
}

// Past adds what the measure's own windows are compared with, in another time.
func (r *Reach) Past(slot int, past Past) {
	for kind := range r.all[slot] {
		s := &r.all[slot][kind]
		switch {
		case s.own.Last == 0:
		case past == Previous:
			s.days.First = min(s.days.First, s.own.First-s.shift)
		default:
			s.days.First = min(s.days.First, r.yearBefore(r.kindsOf(slot, almanac.Kind(kind), s), s.own.First))
		}
	}
}

// kindsOf returns the kinds of a measure's windows and of their parts.
func (r *Reach) kindsOf(slot int, outer almanac.Kind, s *stretch) kinds {
	return s.kinds.with(outer).with(r.card.PartKind(slot, outer))
}

// yearBefore returns the first day of what bears the names of days from a day on, a year earlier.
func (r *Reach) yearBefore(of kinds, first int) int {
	earliest := first
	for kind := range of.each {
		l, ok := r.card.Almanac.At(first, kind)
		if !ok {
			continue
		}
		if days, ok := r.card.Almanac.Span(l.YearBefore()); ok {
			earliest = min(earliest, days.First)
		} else { // that year lacks the name
			earliest = min(earliest, first-longYear)
		}
	}
	return earliest
}

// previous returns the first day of what comes before days from a day on.
func (r *Reach) previous(of kinds, first int) int {
	earliest := first
	for kind := range of.each {
		if l, ok := r.card.Almanac.At(first, kind); ok {
			if l, ok = r.card.Almanac.Previous(l); ok {
				days, _ := r.card.Almanac.Span(l)
				earliest = min(earliest, days.First)
			}
		}
	}
	return earliest
}

// longYear is the most days of a year of weeks.
const longYear = 371

// Around adds the days of periods around a measure's own windows, whose parts are asked whether they apply.
func (r *Reach) Around(slot int, days almanac.Span) {
	for kind := range r.all[slot] {
		if s := &r.all[slot][kind]; s.own.Last != 0 && s.own.Common(days).Days() > 0 {
			s.days = joined(s.days, r.card.Whole(days, r.card.PartKind(slot, almanac.Kind(kind))))
		}
	}
}

// AroundPeriods adds the rest of the periods in a calculation's frequency, if its inputs make up its windows: a target
// for every such period is for the whole of it.
func (r *Reach) AroundPeriods(slot int) {
	if m := &r.card.Measures[slot]; r.card.Adds(slot) && m.Kind != 0 {
		for kind := range r.all[slot] {
			if s := &r.all[slot][kind]; s.own.Last != 0 {
				s.days = joined(s.days, r.card.Whole(s.own, m.Kind))
			}
		}
	}
}

// Beside adds measures over the own windows of others.
func (r *Reach) Beside(in []int, slots ...int) {
	if len(in) == 0 {
		return
	}
	var over [almanac.Kinds + 1]stretch
	for _, slot := range slots {
		for kind := range over {
			if s := &r.all[slot][kind]; s.own.Last != 0 {
				over[kind].join(&stretch{days: s.own, kinds: s.kinds, shift: s.shift})
			}
		}
	}
	for kind, s := range over {
		for _, slot := range in {
			if s.days.Last != 0 {
				r.read(slot, almanac.Kind(kind), s, true)
			}
		}
	}
}

// Windows calls each with the days from the first to the last of a measure's own windows, the kind of their parts, and
// the shortest kind in which they are asked for, counted or divided.
func (r *Reach) Windows(slot int, each func(days almanac.Span, part, shortest almanac.Kind)) {
	for kind, s := range r.all[slot] {
		if s.own.Last == 0 {
			continue
		}
		part := r.card.PartKind(slot, almanac.Kind(kind))
		shortest := part
		for of := range s.kinds.with(almanac.Kind(kind)).each {
			if of.Size() < shortest.Size() {
				shortest = of
			}
		}
		each(s.own, part, shortest)
	}
}

// Copy adds the own windows of a measure of another card, which has the same calendar in their kind.
func (r *Reach) Copy(slot int, from *Reach, of int) {
	for kind, s := range from.all[of] {
		if s.own.Last != 0 {
			r.add(slot, almanac.Kind(kind), stretch{days: s.own, own: s.own, kinds: s.kinds, shift: s.shift})
		}
	}
}

// Spread adds what calculated measures read. order has their slots, inputs first.
func (r *Reach) Spread(order []int) {
	for _, slot := range slices.Backward(order) {
		for kind := range r.all[slot] {
			if s := r.all[slot][kind]; s.days.Last != 0 {
				r.inputs(slot, almanac.Kind(kind), s)
			}
		}
	}
}

// inputs adds the inputs of a calculation over a stretch of days.
func (r *Reach) inputs(slot int, outer almanac.Kind, s stretch) {
	m := &r.card.Measures[slot]
	if m.Rollup != NoRollup { // it is calculated part by part
		outer = r.card.PartKind(slot, outer)
		s.days = r.card.Whole(s.days, outer)
	}
	if joint := m.Calc.jointKind(outer); joint != 0 {
		s.kinds = s.kinds.with(joint)
	}
	s.kinds = s.kinds.with(outer)
	if of := r.kindsOf(slot, outer, &s); m.Calc.Joining == Changing && m.Calc.Past == LastYear {
		s.past = r.yearBefore(of, s.days.First)
	} else if m.Calc.Joining == Changing {
		s.past = min(s.days.First-s.shift, r.previous(of, s.days.First))
	}
	flows, _ := m.Calc.Flows()
	for place, in := range m.Calc.Inputs {
		r.read(in, outer, s, !slices.Contains(flows, place))
	}
}

// read adds an input over a stretch of days. held means that it may show its last complete period.
func (r *Reach) read(in int, outer almanac.Kind, s stretch, held bool) {
	m := &r.card.Measures[in]
	if m.Once() {
		outer = r.card.UnitKind(in, outer)
	}
	first := s.past
	s.own, s.past = almanac.Span{}, 0
	if first != 0 {
		s.days.First = min(s.days.First, first)
	}
	if held && m.Kind != 0 && !m.Prorate && r.card.mayCut(m.Kind, s.kinds.with(outer)) {
		if _, days, ok := r.card.Almanac.Completed(m.Kind, s.days.First); ok {
			s.days.First = min(s.days.First, days.First)
		}
		s.kinds = s.kinds.with(m.Kind)
	}
	if first == 0 { // what is compared with is read first, and then found to be outside
		s.days = r.within(in, outer, s.days)
	}
	if s.days.Days() > 0 {
		r.add(in, outer, s)
	}
}

// mayCut reports whether a period of some kinds may not be made of whole periods of another.
func (c *Card) mayCut(part almanac.Kind, of kinds) bool {
	for kind := range of.each {
		switch {
		case part == kind || part == almanac.Day:
		case part.Size() >= kind.Size() || part == almanac.Week || c.Almanac.Table != nil:
			return true
		case part == almanac.Month && c.Almanac.Weeks != nil:
			return true
		}
	}
	return false
}

// add joins a stretch to what is wanted of a measure.
func (r *Reach) add(slot int, outer almanac.Kind, s stretch) { r.all[slot][outer].join(&s) }

func (s *stretch) join(other *stretch) {
	s.days, s.own = joined(s.days, other.days), joined(s.own, other.own)
	s.kinds, s.shift = s.kinds|other.kinds, max(s.shift, other.shift)
}

// Labels calls each with the first and the last period of every kind that a measure with readings is asked for.
func (r *Reach) Labels(slot int, each func(from, to almanac.Label)) {
	for kind, s := range r.all[slot] {
		if s.days.Last != 0 {
			r.card.Covering(s.days, r.card.PartKind(slot, almanac.Kind(kind)), each)
		}
	}
}

// Covering calls each with the first and the last period of a kind that lie in some days, if only partly; not if there
// is none.
func (c *Card) Covering(days almanac.Span, kind almanac.Kind, each func(from, to almanac.Label)) {
	if from, to, ok := c.Almanac.Meeting(days, kind); ok {
		each(from, to)
	}
}

// Whole returns the days of the periods of a kind in which some days lie.
func (c *Card) Whole(days almanac.Span, kind almanac.Kind) almanac.Span {
	c.Covering(days, kind, func(from, to almanac.Label) {
		first, _ := c.Almanac.Span(from)
		last, _ := c.Almanac.Span(to)
		days = almanac.Span{First: first.First, Last: last.Last}
	})
	return days
}

// within returns those of some days on which a measure is measured, with all of a part that its own time cuts. One that
// is calculated over a whole window reads all of it.
func (r *Reach) within(slot int, outer almanac.Kind, days almanac.Span) almanac.Span {
	m, part := &r.card.Measures[slot], r.card.PartKind(slot, outer)
	if m.Once() {
		return days
	}
	if m.Since > days.First {
		days.First = max(days.First, r.card.Whole(almanac.Span{First: m.Since, Last: m.Since}, part).First)
	}
	if m.Until != 0 && m.Until < days.Last {
		days.Last = min(days.Last, r.card.Whole(almanac.Span{First: m.Until, Last: m.Until}, part).Last)
	}
	return days
}

// joined returns the days from the first to the last of two spans; one with a Last of 0 is ignored.
func joined(a, b almanac.Span) almanac.Span {
	switch {
	case a.Last == 0:
		return b
	case b.Last == 0:
		return a
	}
	return almanac.Span{First: min(a.First, b.First), Last: max(a.Last, b.Last)}
}
