package measure

import (
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// calculated returns what a measure is calculated to be over a window, and calculates it once.
func (b *Book) calculated(slot int, w *Window, own bool) Value {
	if m := &b.Card.Measures[slot]; m.Once() && !m.Covers(w.Span) {
		return m.outside(w)
	}
	key := keyOf(slot, w)
	key.own = own
	if v, known := b.values[key]; known {
		copied := *v
		copied.Window, copied.Held = w, v.Held || w.Held
		return copied
	}
	if b.depth == deepest {
		b.pending = append(b.pending, pending{book: b, slot: slot, w: *w, own: own})
		v := Value{State: There, Window: w}
		keep(b, &b.values, key, &v)
		return v
	}
	b.depth++
	v := b.calculate(slot, w, own)
	b.depth--
	keep(b, &b.values, key, &v)
	copied := v
	copied.Held = v.Held || w.Held
	return copied
}

// calculate calculates a measure over a window: its flows over the parts that they have in common, its other inputs
// over their own parts.
func (b *Book) calculate(slot int, w *Window, own bool) Value {
	m := &b.Card.Measures[slot]
	if w.Parts == nil && w.Made == nil {
		b.Card.divideJointly(slot, w)
	}
	b = b.leaving(slot, w)
	x := calculating{b: b, slot: slot, w: w, calc: m.Calc, Value: Value{State: There, Coverage: Full, ready: Full, half: true, Window: w}}
	x.Inputs = make([]Value, len(m.Calc.Inputs))
	switch {
	case m.Once() && len(m.Calc.flows) == 0 && !b.unit.Any(w.Span):
		x.State = NotApplicable
	case w.Made != nil:
		x.unfit = true
		x.lack(Missing, b.failedInput(b.longest(slot, w), w.Made.Detail))
		x.othersOver()
	default:
		carry := 0
		if own {
			carry = m.Carry
		}
		x.flowsOver(carry)
		x.othersOver()
		x.mixed()
	}
	if x.State == There && len(b.pending) == 0 {
		x.run()
	}
	if x.Gaps = distinct(x.Gaps); x.State == NotApplicable {
		x.Gaps = nil
	}
	if len(m.Calc.flows) == 0 && len(w.Parts) == 1 {
		x.Selection.States = []State{x.State} // its one part has its state
	}
	return x.Value
}

// A calculating is a running calculation.
type calculating struct {
	b       *Book
	slot    int
	w       *Window
	calc    *Calculation
	groups  []group // of parts in which the same inputs apply
	nothing bool    // no flow applies
	beyond  bool    // the measure's own time does not matter: the past of another measure is calculated
	Value
}

// A group is the sums of flows over the parts in which the same flows apply.
type group struct {
	applies []bool
	sums    []exact.Sum
}

// lack sets why there is no value. Not applicable takes precedence over missing, and missing over not due.
func (x *calculating) lack(state State, none words.Phrase) {
	rank := func(s State) int { return slices.Index([]State{There, NotDue, Missing, NotApplicable}, s) }
	if rank(state) > rank(x.State) {
		x.State, x.None, x.ofItself = state, none, false
	}
}

// flowsOver adds up the flows over the joint parts that enter.
func (x *calculating) flowsOver(carry int) {
	if len(x.calc.flows) == 0 {
		return
	}
	s := x.b.choose(x.slot, x.w, carry, func(p *Part) *Cell { return x.b.joint(x.slot, p, x.w.Kind) })
	x.Selection, x.Gaps, x.Cause = s, s.Gaps, s.cause
	x.Coverage, x.ready, x.half = s.Tally.Coverage(), s.Tally.Ready(), s.Tally.half()
	if c := x.b.unfit(x.slot, x.w); c != nil {
		x.unfit = true
		x.lack(Missing, c.None)
		return
	}
	if len(s.Entries) == 0 {
		x.noneEnters(&s)
		return
	}
	x.Life = x.b.Card.Measures[x.slot].HalfLife
	for i := range s.Entries {
		e := &s.Entries[i]
		x.Provisional = x.Provisional || e.Cell.Provisional
		x.Held, x.Age = x.Held || e.Cell.Held, max(x.Age, e.Age)
		g := x.group(e.Cell.flows)
		for f := range e.Cell.flows {
			p := &x.w.Parts[e.Part]
			if e.Age > 0 {
				g.sums[f].AddScaled(&e.Cell.flows[f].sum, p.Days(), p.Span.Days())
			} else {
				g.sums[f].AddSum(&e.Cell.flows[f].sum)
			}
		}
	}
}

// noneEnters sets why no joint part enters.
func (x *calculating) noneEnters(s *Selection) {
	state := s.counts.nothing()
	if state == NotApplicable && len(x.calc.others) > 0 && x.calc.leavesOut() {
		x.nothing = true
		return
	}
	why := new(Cell)
	for i := range x.w.Parts {
		if c := x.b.joint(x.slot, &x.w.Parts[i], x.w.Kind); c.State == state && why.None.IsZero() {
			why = c
		}
	}
	if state == Failed || state == Stale {
		state = Missing
	}
	x.lack(state, why.None)
	x.ofItself = why.ofItself
	if state == NotDue {
		x.Gaps = nil
		for i := range x.w.Parts {
			x.Gaps = append(x.Gaps, x.b.joint(x.slot, &x.w.Parts[i], x.w.Kind).Gaps...)
		}
	}
}

// group returns the group of parts in which the same flows apply.
func (x *calculating) group(flows []flow) *group {
	applies := make([]bool, len(flows))
	for i := range flows {
		applies[i] = flows[i].applies
	}
	for i := range x.groups {
		if slices.Equal(x.groups[i].applies, applies) {
			return &x.groups[i]
		}
	}
	x.groups = append(x.groups, group{applies, make([]exact.Sum, len(flows))})
	return &x.groups[len(x.groups)-1]
}

// othersOver finds the values of the inputs that do not add up, each over its own parts.
func (x *calculating) othersOver() {
	for _, place := range x.calc.others {
		in := x.calc.Inputs[place]
		v := x.b.input(in, x.reach(in))
		x.Inputs[place] = v
		x.Provisional, x.Held = x.Provisional || v.State == There && v.Provisional, x.Held || v.State == There && v.Held
		switch {
		case v.State == NotApplicable && x.calc.leavesOut():
			continue
		case v.State == There && v.Label != "":
			x.lack(Missing, words.New("is_label", "node", x.b.Host.Name(in)))
		case v.State == There:
			x.Coverage, x.ready, x.half = min(x.Coverage, v.Coverage), min(x.ready, v.ready), x.half && v.half
			x.Age, x.Life = max(x.Age, v.Age), max(x.Life, v.Life)
		case v.State == NotApplicable || v.State == NotDue:
			x.lack(v.State, x.b.whyNot(in, &v))
		default:
			x.lack(Missing, x.b.whyNot(in, &v))
		}
		x.Gaps = append(x.Gaps, v.Gaps...)
	}
}

// mixed refuses a sum with missing parts together with an input that is not a sum, unless the measure says how much
// must be there.
func (x *calculating) mixed() {
	m := &x.b.Card.Measures[x.slot]
	beside := slices.IndexFunc(x.calc.others, func(place int) bool { return x.Inputs[place].State == There })
	if x.State != There || len(x.calc.flows) == 0 || beside < 0 || m.Quoted || x.nothing {
		return
	}
	t := &x.Selection.Tally
	if t.There < t.Parts || x.Selection.counts[NotApplicable] > 0 {
		x.lack(Missing, words.New("additive_parts_missing", "node", x.b.Host.Name(x.calc.Inputs[x.calc.others[beside]])))
		x.ofItself = x.State == Missing
	}
}

// run calls the calculator on the inputs that apply.
func (x *calculating) run() {
	if x.calc.Joining == Changing {
		x.change()
		return
	}
	if x.calc.Joining == Averaged && len(x.calc.others) == 0 && !x.calc.Whole {
		x.average()
		return
	}
	var values []decimal.Decimal
	total := x.total()
	for f, place := range x.calc.flows {
		if total.applies[f] {
			x.Inputs[place] = Value{State: There, Amount: total.sums[f].Decimal(), Window: x.w, Selection: x.Selection}
		} else {
			x.Inputs[place] = Value{State: NotApplicable}
		}
	}
	for place := range x.Inputs {
		if x.Inputs[place].State == There {
			values = append(values, x.Inputs[place].Amount)
		}
	}
	if len(values) == 0 {
		x.State = NotApplicable
		return
	}
	x.Amount = x.ask(values, false)
}

// total adds the groups up.
func (x *calculating) total() group {
	total := group{make([]bool, len(x.calc.flows)), make([]exact.Sum, len(x.calc.flows))}
	for i := range x.groups {
		for f := range total.sums {
			total.applies[f] = total.applies[f] || x.groups[i].applies[f]
			total.sums[f].AddSum(&x.groups[i].sums[f])
		}
	}
	return total
}

// average takes the mean of the flows that apply in each part, and adds the means up.
func (x *calculating) average() {
	var sum exact.Sum
	totals := make([]exact.Sum, len(x.calc.flows))
	for i := range x.groups {
		var values []decimal.Decimal
		for f := range totals {
			if x.groups[i].applies[f] {
				values = append(values, x.groups[i].sums[f].Decimal())
				totals[f].AddSum(&x.groups[i].sums[f])
			}
		}
		sum.Add(x.ask(values, i > 0))
	}
	for f, place := range x.calc.flows {
		x.Inputs[place] = Value{State: There, Amount: totals[f].Decimal(), Window: x.w, Selection: x.Selection}
	}
	x.bound(sum.Decimal(), Sum, x.w)
}

// ask calls the calculator.
func (x *calculating) ask(values []decimal.Decimal, more bool) decimal.Decimal {
	amount, err := x.b.Host.Calculate(x.slot, x.w.Label, values, more)
	if err == nil {
		return amount
	}
	if why, none := x.b.Host.NoData(err); none {
		x.State, x.None, x.ofItself = Missing, why, true
	} else {
		x.State, x.Err = Failed, err
	}
	return decimal.Decimal{}
}
