package measure

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A flow is what an input that adds up brings to a part that the inputs of a calculation have in common.
type flow struct {
	sum     exact.Sum
	applies bool
}

// A jointKey identifies a joint part: by its days in the window, which may cut it, and the kind of what states no
// frequency.
type jointKey struct {
	slot   int
	label  almanac.Label
	inside almanac.Span
	outer  almanac.Kind
}

// joint returns what is known of a part that the flows of a calculation have in common.
func (b *Book) joint(slot int, p *Part, outer almanac.Kind) *Cell {
	key := jointKey{slot, p.Label, p.Inside, outer}
	if c, known := b.joints[key]; known {
		return c
	}
	if b.depth == deepest {
		b.pending = append(b.pending, pending{book: b, slot: slot, part: p, w: Window{Kind: outer}})
		c := &Cell{State: There, flows: make([]flow, len(b.Card.Measures[slot].Calc.flows))}
		keep(b, &b.joints, key, c)
		return c
	}
	b.depth++
	c := b.join(slot, p, outer)
	if b.Card.Adds(slot) && c.State == There && len(b.pending) == 0 {
		b.addUp(slot, p.Label, c)
	}
	b.depth--
	keep(b, &b.joints, key, c)
	return c
}

// unfit returns the first joint part of a window that the periods of an input do not make up; nil if there is none.
func (b *Book) unfit(slot int, w *Window) *Cell {
	for i := range w.Parts {
		if c := b.joint(slot, &w.Parts[i], w.Kind); c.unfit {
			return c
		}
	}
	return nil
}

// join finds the state of a joint part, and what each flow brings to it.
func (b *Book) join(slot int, p *Part, outer almanac.Kind) *Cell {
	calc := b.Card.Measures[slot].Calc
	if !b.inUnit(p.Span) {
		return &Cell{State: NotApplicable, flows: make([]flow, len(calc.flows))}
	}
	c := &Cell{State: There, Coverage: Full, flows: make([]flow, len(calc.flows))}
	inputs := b.leavingPart(slot, p.Inside, outer).flowInputs(slot, p, outer)
	applying := 0
	for i := range inputs {
		in := &inputs[i]
		if c.flows[i].applies = in.state != NotApplicable; c.flows[i].applies {
			applying++
		}
	}
	if applying == 0 || !calc.leavesOut() && applying < len(inputs) {
		c.State = NotApplicable
		return c
	}
	for i := range inputs {
		in := &inputs[i]
		if in.state != NotApplicable {
			in.enter(c, &c.flows[i])
		}
		c.unfit = c.unfit || in.unfit
	}
	if !p.Span.Begun(b.today) {
		c.State = NotDue // even if its inputs' periods do not make it up
	}
	if c.State == NotDue {
		c.Gaps = slices.DeleteFunc(c.Gaps, func(g Gap) bool { return !g.NotDue })
	}
	c.Gaps = distinct(c.Gaps)
	return c
}

// addUp calculates a joint part of a calculation that itself adds up, from the flows that apply there.
func (b *Book) addUp(slot int, l almanac.Label, c *Cell) {
	var values []decimal.Decimal
	for i := range c.flows {
		if c.flows[i].applies {
			values = append(values, c.flows[i].sum.Decimal())
		}
	}
	var err error
	if c.Value, err = b.Host.Calculate(slot, l, values, false); err == nil {
		return
	}
	if why, none := b.Host.NoData(err); none {
		c.State, c.None, c.ofItself = Missing, why, true
	} else {
		c.State, c.Err = Failed, err
	}
}

// A flowInput is one input over a joint part.
type flowInput struct {
	state State
	unfit bool
	sum   exact.Sum
	tally Tally
	none  words.Phrase
	gaps  []Gap
	cells []*Cell
}

// enter adds an input to its joint part.
func (in *flowInput) enter(c *Cell, to *flow) {
	to.sum = in.sum
	switch {
	case in.state == Missing && c.State != Missing:
		c.State, c.None = Missing, in.none
		c.Gaps = slices.DeleteFunc(c.Gaps, func(g Gap) bool { return g.NotDue })
	case in.state == NotDue && c.State == There:
		c.State, c.None = NotDue, in.none
	}
	for _, g := range in.gaps {
		if in.state != NotDue || c.State == NotDue || !g.NotDue { // what is not due matters only if nothing is missing
			c.Gaps = append(c.Gaps, g)
		}
	}
	c.Coverage = min(c.Coverage, in.tally.Coverage())
	for _, own := range in.cells {
		c.Provisional, c.Held = c.Provisional || own.Provisional, c.Held || own.Held
		c.Overdue = c.Overdue || own.Overdue
	}
}

// flowInputs reads every flow of a calculation over a joint part.
func (b *Book) flowInputs(slot int, p *Part, outer almanac.Kind) []flowInput {
	calc := b.Card.Measures[slot].Calc
	inputs, parts := make([]flowInput, len(calc.flows)), make([][]Part, len(calc.flows))
	for i, place := range calc.flows {
		in := calc.Inputs[place]
		kind := b.Card.PartKind(in, outer)
		var ok bool
		if parts[i], ok = b.Card.Parts(p.Inside, kind, b.Card.Adds(in) || b.Card.prorates(in, outer)); !ok {
			w := &Window{Span: p.Inside, Label: p.Label}
			inputs[i] = flowInput{state: Missing, unfit: true, none: b.failedInput(in, notMade(kind, w).Detail)}
		}
	}
	for i, place := range calc.flows {
		if inputs[i].none.IsZero() {
			b.flowInput(calc.Inputs[place], parts[i], outer, &inputs[i])
		}
	}
	return inputs
}

// flowInput adds up an input over its own parts that make up a joint part.
func (b *Book) flowInput(slot int, parts []Part, outer almanac.Kind, in *flowInput) {
	m := &b.Card.Measures[slot]
	var counts states
	for j := range parts {
		p := &parts[j]
		c := &Cell{State: NotApplicable}
		if m.Covers(p.Span) {
			c = b.part(slot, p, outer)
		}
		state := c.State
		if c.Label != "" && state == There {
			state = Missing
			in.none = words.New("is_label", "node", b.Host.Name(slot))
		}
		counts.add(state)
		in.unfit = in.unfit || c.unfit
		if state == NotApplicable {
			continue
		}
		in.cells = append(in.cells, c)
		in.tally.Days += p.Days()
		if state == There {
			if b.Card.Adds(slot) {
				in.sum.Add(c.Value)
			} else {
				in.sum.AddPart(c.Value, p.Days(), p.Span.Days())
			}
			in.tally.covered += int64(p.Days()) * c.Coverage
			if c.Coverage < Full {
				in.gaps = append(in.gaps, c.Gaps...)
			}
			continue
		}
		in.gaps = append(in.gaps, gapsOf(slot, p, c)...)
		if in.none.IsZero() {
			in.none = b.lacking(slot, p, c)
		}
	}
	in.state = counts.coarse()
}

// gapsOf lists what a part lacks: its own reading, or those it is calculated from.
func gapsOf(slot int, p *Part, c *Cell) []Gap {
	missing := func(g Gap) bool { return !g.NotDue }
	gaps := c.Gaps
	if c.State == NotDue {
		gaps = slices.DeleteFunc(slices.Clone(gaps), missing)
	}
	if slices.ContainsFunc(gaps, missing) || c.State == NotDue && len(gaps) > 0 {
		return gaps
	}
	return append(slices.Clip(gaps), Gap{slot, p.Label, c.State == NotDue, c.Overdue})
}

// distinct lists each gap once, because several inputs may lack the same reading. It keeps the order, and changes the
// list.
func distinct(gaps []Gap) []Gap {
	if len(gaps) < 2 {
		return gaps
	}
	seen := make(map[Gap]bool, len(gaps))
	return slices.DeleteFunc(gaps, func(g Gap) bool {
		known := seen[g]
		seen[g] = true
		return known
	})
}

// lacking returns why an input cannot be read over a part: the first cause, however long the chain of calculations.
func (b *Book) lacking(slot int, p *Part, c *Cell) words.Phrase {
	switch {
	case c.State == Failed:
		return b.failedInput(slot, b.failure(c.Err))
	case c.State == Stale:
		return words.New("is_stale", "node", b.Host.Name(slot))
	case !c.None.IsZero() && !c.ofItself:
		return c.None
	case !c.None.IsZero():
		return words.New("has_no_value", "node", b.Host.Name(slot), "why", words.New("because", "why", c.None))
	}
	return words.New("has_no_reading", "node", b.Host.Name(slot), "period", p.Label)
}

func (b *Book) failedInput(slot int, why words.Phrase) words.Phrase {
	return words.New("input_failed", "node", b.Host.Name(slot), "why", why)
}

// longest returns the flow of a calculation whose periods are the longest.
func (b *Book) longest(slot int, w *Window) int {
	calc := b.Card.Measures[slot].Calc
	for _, place := range calc.flows {
		if in := calc.Inputs[place]; b.Card.PartKind(in, w.Kind) == calc.jointKind(w.Kind) {
			return in
		}
	}
	return slot
}
