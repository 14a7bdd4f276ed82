package measure

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Past returns what a measure was in another time, over the counterparts of the parts that enter a value. It returns
// false if there is nothing to compare with: no counterpart at all, or one without a reading of its own.
func (b *Book) Past(slot int, v *Value, past Past) (then Value, ok bool) {
	if v.Window == nil {
		return Value{}, false
	}
	s := v.Selection
	s.Entries = v.counting(&b.Card.Measures[slot])
	then = b.settled(func() Value {
		found, there := b.past(slot, v.Window, v.Window, &s, past)
		ok = there
		return found
	})
	return then, ok && then.State == There
}

// past is Past for the parts of a window that enter, in a calculation's frame or the window's own.
func (b *Book) past(slot int, frame, w *Window, s *Selection, past Past) (Value, bool) {
	m := &b.Card.Measures[slot]
	if m.Once() {
		return b.pastCalculation(slot, frame, w, s, past)
	}
	pairs, ok := b.pairs(b.Card.PartKind(slot, w.Kind), b.Card.prorates(slot, w.Kind), frame, w, s.Entries, past)
	if !ok {
		return Value{}, false
	}
	if m.Rollup == NoRollup && !b.Card.Adds(slot) && (len(pairs) > 1 || pairs[0].num < pairs[0].den) {
		return Value{}, false // there is no roll-up to make one value of them
	}
	var list []Piece
	for _, p := range pairs {
		c := b.part(slot, &p.then, w.Kind)
		if !m.Covers(p.then.Span) || c.State != There || c.Coverage < Full || c.Label != "" {
			return Value{}, false
		}
		if b.Card.Adds(slot) && past == Previous {
			p.num = p.den // it already covers only its days in the window before
		}
		list = append(list, Piece{c.Value, p.num, p.den, p.then.Span.Days()})
	}
	rollup := m.Rollup
	if rollup == NoRollup {
		rollup = Sum // of one part, or of a calculation that adds up
	}
	return Value{State: There, Amount: Roll(rollup, list), Coverage: Full}, true
}

// A pair is a part that enters, and its counterpart.
type pair struct {
	entry int
	then  Part
	// num/den is the fraction of the counterpart that counts. In the window before it is the counterpart's own; a year
	// ago it is that of the part that enters.
	num, den int
}

// pairs finds the counterparts of the parts that enter, and leaves out parts without one. It returns false if none is
// left.
func (b *Book) pairs(kind almanac.Kind, prorate bool, frame, w *Window, entries []Entry, past Past) ([]pair, bool) {
	var places map[almanac.Label]Part
	if past == Previous {
		places = b.positions(kind, prorate, frame)
	}
	var pairs []pair
	for i := range entries {
		p := &w.Parts[entries[i].Part]
		if past == Previous {
			if then, ok := places[p.Label]; ok {
				pairs = append(pairs, pair{i, then, then.Days(), then.Span.Days()})
			}
			continue
		}
		l := past.counterpart(p.Label)
		if days, ok := b.Card.Almanac.Span(l); ok {
			pairs = append(pairs, pair{i, whole(l, days), p.Days(), p.Span.Days()})
		}
	}
	return pairs, len(pairs) > 0
}

// jointPairs is pairs for the joint parts of a calculation.
func (b *Book) jointPairs(slot int, frame, w *Window, entries []Entry, past Past) ([]pair, bool) {
	calc := b.Card.Measures[slot].Calc
	return b.pairs(calc.jointKind(w.Kind), calc.cut[w.Kind], frame, w, entries, past)
}

// positions maps the parts of a window to the parts of the window before it, by their place.
func (b *Book) positions(kind almanac.Kind, prorate bool, w *Window) map[almanac.Label]Part {
	w = w.planned()
	before, ok := b.Card.before(w)
	if !ok {
		return nil
	}
	now, okNow := b.Card.Parts(w.Span, kind, prorate)
	then, okThen := b.Card.Parts(before, kind, prorate)
	if !okNow || !okThen {
		return nil
	}
	places := make(map[almanac.Label]Part, len(now))
	for i := range min(len(now), len(then)) {
		places[now[i].Label] = then[i]
	}
	return places
}

// Counterparts returns the counterparts of all parts of a measure's window in another time, in order; false if a part
// has none.
func (c *Card) Counterparts(slot int, w *Window, past Past) ([]Part, bool) {
	entries := make([]Entry, len(w.Parts))
	for i := range entries {
		entries[i].Part = i
	}
	b := Book{Card: c}
	pairs, ok := b.pairs(c.PartKind(slot, w.Kind), c.prorates(slot, w.Kind), w, w, entries, past)
	var parts []Part
	for i := range pairs {
		parts = append(parts, pairs[i].then)
	}
	return parts, ok && len(parts) == len(w.Parts)
}

// before returns the days of the window before w. For a period, that is the period before. For a rolling window, it is
// as many periods, up to the end of the period before the one that holds the window's last day.
func (c *Card) before(w *Window) (almanac.Span, bool) {
	w = w.planned()
	if w.Count == 0 {
		if !w.Period {
			return almanac.Span{}, false
		}
		l, ok := c.Almanac.Previous(w.Label)
		s, _ := c.Almanac.Span(l)
		return s, ok
	}
	kind := w.Asked
	if w.Unit.Size() > kind.Size() {
		kind = w.Unit
	}
	l, ok := c.Almanac.At(w.Last, kind)
	if ok {
		l, ok = c.Almanac.Previous(l)
	}
	if !ok {
		return almanac.Span{}, false
	}
	s, _ := c.Almanac.Span(l)
	return c.ending(w.Unit, s.Last, w.Count)
}

// pastCalculation calculates a measure over the counterparts of a window's parts. Inputs that do not add up are read
// over all the days that the counterparts span.
func (b *Book) pastCalculation(slot int, frame, w *Window, s *Selection, past Past) (Value, bool) {
	m := &b.Card.Measures[slot]
	x := calculating{b: b, slot: slot, calc: m.Calc, Value: Value{State: There, Coverage: Full}}
	x.Inputs = make([]Value, len(m.Calc.Inputs))
	days, ok := b.pastDays(slot, frame, w, s, past)
	if !ok {
		return Value{}, false
	}
	x.w = &Window{Span: days, Kind: w.Kind, Label: b.Card.Almanac.Labelled(days, w.Label.Kind), Period: true}
	if before, ok := b.Card.before(frame); ok && past == Previous && before == days {
		x.w.Unit, x.w.Asked, x.w.Count = frame.Unit, frame.Asked, frame.Count
	}
	if x.w.Label.IsZero() {
		switch {
		case len(m.Calc.flows) > 0:
			x.w.Label = b.Card.Almanac.Labelled(days, m.Calc.jointKind(w.Kind))
		case past != Previous: // the window may be one period there
			x.w.Label = b.Card.Almanac.Labelled(days, b.Card.UnitKind(slot, w.Kind))
		}
	}
	x.Window = x.w
	over := *x.w // over which inputs that do not add up are read, each in its own parts
	x.b = b.leaving(slot, x.w)
	if len(m.Calc.flows) > 0 && !x.pastFlows(frame, w, s, past) {
		return Value{}, false
	}
	b.Card.divideJointly(slot, x.w)
	x.Selection = x.compared(frame, w, s, past)
	for _, place := range m.Calc.others {
		v := x.b.input(m.Calc.Inputs[place], &over)
		if v.State == NotApplicable && m.Calc.leavesOut() && v.Window == nil { // it does not exist in that time
			continue
		}
		if !v.complete() {
			return Value{}, false
		}
		x.Inputs[place] = v
	}
	if len(b.pending) == 0 {
		x.run()
	}
	return x.Value, x.State == There
}

// compared selects the parts of a past window that are counterparts of the parts that enter; a further comparison with
// an earlier time uses them in turn. Without flows, it selects the one part.
func (x *calculating) compared(frame, w *Window, s *Selection, past Past) (of Selection) {
	then := map[almanac.Label]bool{}
	if len(x.calc.flows) > 0 {
		pairs, _ := x.b.jointPairs(x.slot, frame, w, s.Entries, past)
		for i := range pairs {
			then[pairs[i].then.Label] = true
		}
	}
	for i := range x.w.Parts {
		state := NotApplicable
		if then[x.w.Parts[i].Label] || len(x.calc.flows) == 0 {
			state, of.Entries = There, append(of.Entries, Entry{Part: i})
		}
		of.States = append(of.States, state)
	}
	return of
}

// pastDays returns the days that the counterparts of a calculation's parts span.
func (b *Book) pastDays(slot int, frame, w *Window, s *Selection, past Past) (days almanac.Span, ok bool) {
	if m := &b.Card.Measures[slot]; len(m.Calc.flows) == 0 {
		days, ok = b.shifted(frame, past)
		parts, _ := b.Card.Parts(days, b.Card.UnitKind(slot, w.Kind), true)
		all := len(parts)
		return days, ok && len(m.own(parts)) == all
	}
	pairs, ok := b.jointPairs(slot, frame, w, s.Entries, past)
	for i, p := range pairs {
		if i == 0 {
			days.First = p.then.Inside.First
		}
		days.Last = p.then.Inside.Last
	}
	return days, ok
}

// shifted returns the days of a whole window in another time.
func (b *Book) shifted(w *Window, past Past) (almanac.Span, bool) {
	if past == Previous {
		return b.Card.before(w)
	}
	first, last := w.Label, w.Label
	if w.Label.IsZero() {
		parts, _ := b.Card.Parts(w.Span, w.Kind, true)
		if len(parts) == 0 {
			return almanac.Span{}, false
		}
		first, last = parts[0].Label, parts[len(parts)-1].Label
	}
	first, last = past.counterpart(first), past.counterpart(last)
	from, okFirst := b.Card.Almanac.Span(first)
	to, okLast := b.Card.Almanac.Span(last)
	return almanac.Span{First: from.First, Last: to.Last}, okFirst && okLast
}

// pastFlows adds up the flows of a calculation over the counterparts of the joint parts that enter.
func (x *calculating) pastFlows(frame, w *Window, s *Selection, past Past) bool {
	pairs, ok := x.b.jointPairs(x.slot, frame, w, s.Entries, past)
	for _, p := range pairs {
		c := x.b.joint(x.slot, &p.then, w.Kind)
		if !x.beyond && !x.b.Card.Measures[x.slot].Covers(p.then.Span) || c.State != There || c.Coverage < Full {
			return false
		}
		g := x.group(c.flows)
		for f := range c.flows {
			if past == Previous {
				g.sums[f].AddSum(&c.flows[f].sum) // the part is cut itself
				continue
			}
			g.sums[f].AddScaled(&c.flows[f].sum, p.num, p.den)
		}
	}
	return ok
}

// change compares the one input of a calculation with the input's own past.
func (x *calculating) change() {
	in := x.calc.Inputs[0]
	now, then, ok := x.Inputs[0], Value{State: There}, false
	if len(x.calc.flows) > 0 {
		total := x.total()
		now = Value{State: There, Amount: total.sums[0].Decimal(), Window: x.w, Selection: x.Selection}
		past := calculating{b: x.b, slot: x.slot, calc: x.calc, beyond: true}
		if ok = past.pastFlows(x.w, x.w, &x.Selection, x.calc.Past); ok {
			total := past.total()
			then.Amount = total.sums[0].Decimal()
		}
	} else {
		then, ok = x.pastInput(in, &now)
	}
	if !ok || then.State != There {
		x.State, x.ofItself, x.None = Missing, true, words.New("nothing_to_compare_node", "node", x.b.Host.Name(in))
		return
	}
	x.Inputs = []Value{now, then}
	x.Amount = x.ask([]decimal.Decimal{now.Amount, then.Amount}, false)
}

// pastInput returns what an input that does not add up was in the other time. If it shows a period from before the
// window, it returns what it showed before that.
func (x *calculating) pastInput(in int, now *Value) (then Value, ok bool) {
	switch held := x.b.shownHeld(in, x.w); {
	case !held:
		return x.b.past(in, x.w, now.Window, &now.Selection, x.calc.Past)
	case x.calc.Past != Previous:
		return x.b.past(in, now.Window, now.Window, &now.Selection, x.calc.Past)
	}
	before, ok := x.b.Card.before(x.w)
	if !ok {
		return Value{}, false
	}
	l, days, ok := x.b.Card.Almanac.Completed(now.Window.Label.Kind, before.Last)
	if !ok {
		return Value{}, false
	}
	w := ofPeriod(l, days)
	x.b.Card.divide(in, w)
	v := x.b.over(in, w, false)
	return v, v.complete()
}

// Beside returns what another measure was over the parts that enter a measure's value, over each run of consecutive
// parts. It returns false if the other is not complete there.
func (b *Book) Beside(other, slot int, v *Value) (beside Value, ok bool) {
	if v.Window == nil {
		return Value{}, false
	}
	beside = b.settled(func() Value { return b.beside(other, slot, v) })
	return beside, beside.complete()
}

// complete reports whether a value is a number, of a window whose parts are all there.
func (v *Value) complete() bool {
	unlike := v.Selection.counts[NotApplicable] + v.Selection.counts[NotDue]
	return v.State == There && v.Label == "" && v.Coverage == Full && v.Age == 0 && unlike == 0
}

func (b *Book) beside(other, slot int, v *Value) Value {
	if b.shownHeld(other, v.Window) {
		return b.input(other, v.Window)
	}
	m := &b.Card.Measures[other]
	runs := v.Window.runs(v.counting(&b.Card.Measures[slot]))
	if m.Once() {
		return b.besideOnce(other, v.Window, runs)
	}
	rollup := m.Rollup
	if b.Card.Adds(other) {
		rollup = Sum
	}
	var list []Piece
	for _, days := range runs {
		parts, ok := b.ofRun(other, days, v.Window.Kind)
		if !ok {
			return Value{}
		}
		for i := range parts {
			c := b.part(other, &parts[i], v.Window.Kind)
			if c.State != There || c.Coverage < Full || c.Label != "" {
				return Value{}
			}
			p := Piece{c.Value, parts[i].Days(), parts[i].Span.Days(), parts[i].Span.Days()}
			if b.Card.Adds(other) {
				p.Num = p.Den // it already covers only its days
			}
			list = append(list, p)
		}
	}
	if len(list) == 0 || rollup == NoRollup && (len(list) > 1 || list[0].Num < list[0].Den) {
		return Value{}
	}
	return Value{State: There, Amount: Roll(rollup, list), Coverage: Full}
}

// besideOnce is beside for a measure that is calculated once over a window: over the one run of parts. Over several it
// has no value.
func (b *Book) besideOnce(other int, of *Window, runs []almanac.Span) Value {
	if len(runs) != 1 {
		return Value{}
	}
	w := *of
	w.Held, w.Parts, w.Made = false, nil, nil
	if w.Span != runs[0] {
		w.cutOf = of.planned()
		w.Span, w.Label = runs[0], b.Card.Almanac.Labelled(runs[0], w.Kind)
	}
	return b.input(other, &w)
}

// ofRun returns the parts of a measure that show its value over some days. It returns false if they do not make up the
// days, or are not all in the measure's own time.
func (b *Book) ofRun(other int, days almanac.Span, outer almanac.Kind) ([]Part, bool) {
	m := &b.Card.Measures[other]
	parts, ok := b.Card.Parts(days, b.Card.PartKind(other, outer), b.Card.prorates(other, outer))
	if m.Rollup == Last {
		if n := len(parts); n > 1 && parts[n-1].Span.Last > days.Last {
			parts = parts[:n-1]
		}
		parts = parts[max(0, len(parts)-1):] // only the last part matters
	}
	return parts, ok && len(m.own(parts)) == len(parts)
}

// counting returns the parts over which a value is compared: those that enter it or, if there is none, those that
// would.
func (v *Value) counting(m *Measure) []Entry {
	if v.State == There && len(v.Selection.Entries) > 0 {
		return v.Selection.Entries
	}
	var entries []Entry
	for i := range v.Window.Parts {
		if v.In(i) {
			entries = append(entries, Entry{Part: i})
		}
	}
	if m.Rollup == Last && len(entries) > 1 {
		entries = entries[len(entries)-1:]
	}
	return entries
}

// runs returns the days of some parts of the window, joined where parts follow one another.
func (w *Window) runs(entries []Entry) []almanac.Span {
	var runs []almanac.Span
	for _, e := range entries {
		days := w.Parts[e.Part].Inside
		if n := len(runs); n > 0 && runs[n-1].Last+1 == days.First {
			runs[n-1].Last = days.Last
		} else {
			runs = append(runs, days)
		}
	}
	return runs
}
