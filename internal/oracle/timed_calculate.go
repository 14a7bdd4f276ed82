package oracle

import (
	"cmp"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// calculatedOnce is the value of a KPI that is calculated once over a frame. If data for it is missing, the value of a
// whole earlier frame may stand in (6).
func (r *reckoner) calculatedOnce(m timedMeasure, w timeframe) tally {
	v := r.calculate(m, w, true)
	if m.missing.Rule != bsc.MissingCarryForward || v.lack != bsc.FlagNoData || v.unfit {
		return v
	}
	const beyond = 12 // frames in which an older value is searched and shown
	before, ok := w.asked, true
	for age := 1; age <= m.missing.MaxAge+beyond; age++ {
		if before, ok = r.before(before); !ok {
			break
		}
		earlier, none := r.frame(m, before)
		if none.lack != 0 || earlier.last < m.own.first {
			break
		}
		if earlier.asked != before { // it ends earlier; its turn comes then
			continue
		}
		x := r.calculate(m, earlier, false)
		switch {
		case x.lack != 0:
			continue
		case age > m.missing.MaxAge:
			v.number, v.lack = x.number, bsc.FlagStale
			return v
		}
		v.number, v.lack, v.age, v.stood, v.enough = x.number, 0, age, true, true
		v.covered, v.due = integer(0), integer(0)
		v.marks |= x.marks&bsc.FlagProvisional | bsc.FlagCarried | bsc.FlagPartial
		return v
	}
	return v
}

// calculate calculates once over a frame. The flows use their joint parts, of which earlier ones may stand in. Other
// inputs use the frame from the first joint part to the last (6, 8).
func (r *reckoner) calculate(m timedMeasure, w timeframe, carry bool) tally {
	if w.own.misses(w.span) {
		return without(w)
	}
	w.kind = cmp.Or(m.frequency, w.kind)
	w.left = r.leaving(m, w)
	c := calculation{timedMeasure: m}
	c.flows = r.flows(&c, w, carry)
	if !c.hasFlows && r.time.misses(w.span) {
		return lacking(bsc.FlagNotApplicable)
	}
	for _, in := range m.formula.inputs {
		var v tally
		if x := r.measures[in.ref]; in.constant == nil && !r.flow(x) {
			v = r.inputOver(x, r.reach(&c, x, w))
			c.others = append(c.others, v)
		}
		c.inputs = append(c.inputs, v)
	}
	v := c.tally()
	if v.lack != 0 {
		return v
	}
	if v.number = r.result(&c, w); v.number == nil {
		v.lack, v.marks = bsc.FlagNoData, v.marks&bsc.FlagOverdue
	}
	return v
}

// A calculation is a calculator with the values of its inputs over a frame.
type calculation struct {
	timedMeasure
	hasFlows bool
	flows    tally   // of the joint parts
	inputs   []tally // of those that are no flows, in the places of all
	others   []tally // the same by themselves
}

// flows tallies the joint parts.
func (r *reckoner) flows(c *calculation, w timeframe, carry bool) tally {
	kind := r.jointKind(c.timedMeasure, w.kind)
	if c.hasFlows = kind != ""; !c.hasFlows {
		return tally{}
	}
	var parts []timePart
	joined := r.touching(w.span, kind)
	if !r.cover(joined, w.span) || !r.tile(joined, w.span) && !r.cuts(c.timedMeasure, w.kind) {
		v := lacking(bsc.FlagNoData)
		v.bare, v.unfit = true, true
		return v
	}
	unfit := false
	for _, p := range joined {
		if r.outside(w.own, p) {
			continue
		}
		inside := r.daysOf(p).in(w.span)
		x := r.jointPart(c.timedMeasure, p, inside, w)
		unfit = unfit || x.unfit
		if carry && c.missing.Rule == bsc.MissingCarryForward && x.state.lacks() {
			x = r.standIn(c.timedMeasure, x, c.missing, func(p period.Period) timePart {
				return r.jointPart(c.timedMeasure, p, r.daysOf(p), w).shared(x.share)
			})
		}
		parts = append(parts, x)
	}
	v := reckon(parts, w.whole)
	if unfit {
		v.lack, v.bare, v.unfit = bsc.FlagNoData, true, true
	}
	return v
}

// cuts says whether the ends of a frame may cut the joint parts of a calculation: whether its flows of that frequency
// may be cut.
func (r *reckoner) cuts(m timedMeasure, kind period.Frequency) bool {
	joint := r.jointKind(m, kind)
	for _, in := range m.formula.inputs {
		x := r.measures[in.ref]
		if in.constant != nil || !r.flow(x) || cmp.Or(r.partKind(x, kind), kind) != joint {
			continue
		}
		if x.once() && !r.cuts(x, kind) || !x.once() && !x.prorate {
			return false
		}
	}
	return true
}

// shared is a part of what a whole joint part adds up to.
func (p timePart) shared(share *fraction) timePart {
	inputs := make([]*fraction, len(p.inputs))
	for i, x := range p.inputs {
		if x != nil {
			inputs[i] = x.times(share)
		}
	}
	p.inputs = inputs
	return p
}

// inputOver is the value over a frame of an input that is no flow: by its own roll-up over its own parts that are
// there. If its periods do not make up the frame, it shows the last complete one.
func (r *reckoner) inputOver(m timedMeasure, w timeframe) tally {
	if !r.shownHeld(m, w) {
		return r.inputIn(m, w)
	}
	p, ok := r.ended(w.last, m.frequency)
	if !ok {
		return lacking(bsc.FlagNotDue)
	}
	v := r.inputIn(m, r.exactly(p, w.left))
	if v.lack == 0 && !(p == w.asked) {
		v.marks |= bsc.FlagHeld
	}
	return v
}

// shownHeld says whether an input shows its last period that is complete by the end of a frame. That is so if its
// periods do not make up the frame and it rolls up by last, or if it does not add up and one of its periods holds the
// frame.
func (r *reckoner) shownHeld(m timedMeasure, w timeframe) bool {
	periods := r.touching(w.span, cmp.Or(m.frequency, w.kind))
	within := !w.label.IsZero() && len(periods) == 1 && r.daysOf(periods[0]).holds(w.span)
	shown := m.rollup == bsc.RollupLast || m.rollup != bsc.RollupSum && within
	return m.frequency != "" && !r.tile(periods, w.span) && !m.prorate && shown
}

// asShown is the frame that an input is taken over.
func (r *reckoner) asShown(m timedMeasure, w timeframe) timeframe {
	if p, ok := r.ended(w.last, m.frequency); ok && r.shownHeld(m, w) {
		return r.exactly(p, w.left)
	}
	return w
}

// reach is the frame over which an input that is no flow is read: from the first joint part of the flows to the last,
// if its periods make that up. Before and after, the calculation has no parts (8).
func (r *reckoner) reach(c *calculation, m timedMeasure, w timeframe) timeframe {
	parts := c.flows.parts
	if len(parts) == 0 {
		return w
	}
	own := span{parts[0].inside.first, parts[len(parts)-1].inside.last}
	kind := cmp.Or(r.partKind(m, w.kind), m.frequency, w.kind)
	if own == w.span || !r.tile(r.touching(own, kind), own) {
		return w
	}
	w.uncut, w.span, w.label = cmp.Or(w.uncut, w.span), own, period.Period{}
	if p, ok := r.at(own.first, w.kind); ok && r.daysOf(p) == own {
		w.label = p
	}
	return w
}

func (r *reckoner) inputIn(m timedMeasure, w timeframe) tally {
	if m.own.misses(w.span) {
		return lacking(bsc.FlagNotApplicable)
	}
	w.own = m.own
	if m.once() {
		return r.calculate(m, w, false)
	}
	v := r.overParts(m, w, bsc.Missing{})
	if v.lack == 0 && v.number == nil {
		v.lack = bsc.FlagNoData // a label cannot be calculated with
	}
	return v
}

// tally combines everything except the number from all inputs (6).
func (c *calculation) tally() tally {
	v := tally{covered: integer(1), due: integer(1), enough: true}
	if c.hasFlows {
		v = c.flows
	}
	for _, x := range c.others {
		if x.lack == bsc.FlagNotApplicable && !c.formula.together() {
			continue
		}
		v.add(x)
	}
	v.lack = c.lack()
	v.bare = v.bare || c.flows.bare
	switch {
	case v.lack == bsc.FlagNotApplicable:
		v.gaps, v.waits, v.marks = nil, nil, 0
	case v.lack != 0:
		v.marks &= bsc.FlagOverdue
	case v.covered.below(integer(1)):
		v.marks |= bsc.FlagPartial
	}
	return v
}

// add adds what an input changes.
func (v *tally) add(x tally) {
	v.gaps, v.waits = append(v.gaps, x.gaps...), append(v.waits, x.waits...)
	v.marks, v.bare = v.marks|x.marks, v.bare || x.bare
	if x.lack != 0 {
		return
	}
	if x.covered.below(v.covered) {
		v.covered = x.covered
	}
	if x.due.below(v.due) {
		v.due = x.due
	}
	v.enough = v.enough && x.enough
}

// lack is why a calculation has no value; 0: its inputs have all that it needs. What does not apply takes precedence
// over what is missing, and that over what is not due. If a joint part is missing or does not apply, and there is an
// input that is no flow, nothing can be calculated unless the KPI says how much is enough.
func (c *calculation) lack() bsc.Flags {
	together := c.formula.together()
	found, others := map[bsc.Flags]bool{}, 0
	for _, x := range c.others {
		found[x.lack] = true
		if x.lack != bsc.FlagNotApplicable {
			others++
		}
	}
	flows := c.hasFlows && (together || c.flows.lack != bsc.FlagNotApplicable)
	if flows {
		found[c.flows.lack] = true
	}
	switch {
	case !flows && others == 0, together && found[bsc.FlagNotApplicable]:
		return bsc.FlagNotApplicable
	case found[bsc.FlagFailed] || found[bsc.FlagStale] || found[bsc.FlagNoData]:
		return bsc.FlagNoData
	case found[bsc.FlagNotDue]:
		return bsc.FlagNotDue
	case flows && others > 0 && c.quota == "" && c.lackingParts():
		return bsc.FlagNoData
	}
	return 0
}

// lackingParts says whether a joint part is missing or does not apply, without another standing in for it.
func (c *calculation) lackingParts() bool {
	for _, p := range c.flows.parts {
		if p.age == 0 && (p.state.lacks() || p.state == isNotApplicable) {
			return true
		}
	}
	return false
}

// result applies the calculator. Flows bring their totals over the parts that enter. A mean of flows alone is taken in
// each part and added up. A change is taken on the past of the same parts (6, 9).
func (r *reckoner) result(c *calculation, w timeframe) *fraction {
	if c.formula.name == "mean" && len(c.others) == 0 && c.allFlows() {
		sum := integer(0)
		for _, p := range c.flows.parts {
			if p.enters() {
				sum = sum.plus(c.formula.apply(p.inputs))
			}
		}
		return sum.significant()
	}
	values := c.values(c.flows.parts)
	if c.formula.name != "change" {
		return c.formula.apply(values)
	}
	past := r.past(c, w)
	if past == nil {
		return nil
	}
	return c.formula.changed(values[0], past)
}

func (c *calculation) allFlows() bool {
	for _, in := range c.formula.inputs {
		if in.constant != nil {
			return false
		}
	}
	return true
}

// values are one for each input; nil is one that does not apply.
func (c *calculation) values(parts []timePart) []*fraction {
	var values []*fraction
	for i, in := range c.formula.inputs {
		total := c.inputs[i].number
		if in.constant != nil {
			total = in.constant
		}
		for _, p := range parts {
			if p.enters() && p.inputs[i] != nil {
				total = p.inputs[i].plus(cmp.Or(total, integer(0)))
			}
		}
		values = append(values, total)
	}
	return values
}
