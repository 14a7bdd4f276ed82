package oracle

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A value is compared with the past over the counterparts of the parts that are there now: by label in the year before,
// or by position in the frame before. A label that the year before lacks, or a position that the frame before lacks, is
// left out. Any other counterpart must be there by itself, and complete (9).

// past is what a change is taken on: what its input was over the counterparts.
func (r *reckoner) past(c *calculation, w timeframe) *fraction {
	m := r.measures[c.formula.inputs[0].ref]
	if c.hasFlows {
		all := c.timedMeasure
		all.own, all.rollup = ever(), "" // the input may have a past from before what is calculated
		parts, ok := r.counterparts(all, w, c.flows, c.formula.against)
		if !ok {
			return nil
		}
		return c.values(parts)[0]
	}
	if c.formula.against != bsc.ComparisonLastYear && r.shownHeld(m, w) {
		return r.heldBefore(m, w)
	}
	return r.base(m, r.asShown(m, w), c.inputs[0], c.formula.against)
}

// heldBefore is what an input that shows one of its own periods showed before a frame.
func (r *reckoner) heldBefore(m timedMeasure, w timeframe) *fraction {
	if w.before == nil {
		return nil
	}
	before, ok := w.before()
	if !ok {
		return nil
	}
	q, ok := r.ended(before.last, m.frequency)
	if !ok {
		return nil
	}
	if v := r.inputIn(m, r.exactly(q, w.left)); v.complete() && !v.uneven() {
		return v.number
	}
	return nil
}

// base is what a measure's value over a frame is compared with; nil: with nothing.
func (r *reckoner) base(m timedMeasure, w timeframe, v tally, against bsc.Comparison) *fraction {
	if m.once() {
		return r.calculatedBase(m, w, v, against)
	}
	parts, ok := r.counterparts(m, w, v, against)
	if !ok {
		return nil
	}
	if m.rollup == "" && (len(parts) > 1 || parts[0].share.below(integer(1))) {
		return nil // there is no roll-up to make one value of them
	}
	for _, p := range parts {
		if p.number == nil {
			return nil // a label
		}
	}
	return rolledUp(m.rollup, parts).significant()
}

// counterparts are those of the parts that count, each with its value; false if there is nothing to compare with.
func (r *reckoner) counterparts(m timedMeasure, w timeframe, v tally, against bsc.Comparison) ([]timePart, bool) {
	var all []timePart
	for _, x := range r.places(m, w, v, against) {
		if x = r.asItWas(m, w, x); x.state != isThere || x.covered.compare(integer(1)) != 0 {
			return nil, false
		}
		all = append(all, x)
	}
	return all, len(all) > 0
}

// places are where the counterparts are.
func (r *reckoner) places(m timedMeasure, w timeframe, v tally, against bsc.Comparison) []timePart {
	var before timeframe
	ok := against == bsc.ComparisonLastYear
	if !ok && w.before != nil {
		before, ok = w.before()
	}
	if !ok {
		return nil
	}
	cuts := m.prorate
	if m.once() {
		cuts = r.cuts(m, w.kind)
	}
	var all []timePart
	for _, p := range counting(m, v) {
		others := r.touching(before.span, p.period.Frequency())
		if against != bsc.ComparisonLastYear && (!r.cover(others, before.span) || !cuts && !r.tile(others, before.span)) {
			return nil
		}
		if x, ok := r.counterpart(w, p, before, against); ok {
			all = append(all, x)
		}
	}
	return all
}

// counting are the parts that are compared: those that enter the value or, if there is none, all that apply. For a
// roll-up by last, it is only the last one.
func counting(m timedMeasure, v tally) []timePart {
	var parts []timePart
	for _, p := range v.parts {
		if v.counts(p, false) && !p.passed && !p.beyond {
			parts = append(parts, p)
		}
	}
	if m.rollup == bsc.RollupLast && len(parts) > 0 {
		parts = parts[len(parts)-1:]
	}
	return parts
}

// counterpart is the counterpart of a part. One of the year before counts by the share that the part has in the frame,
// one of the frame before by its own share.
func (r *reckoner) counterpart(w timeframe, p timePart, before timeframe, against bsc.Comparison) (timePart, bool) {
	if against == bsc.ComparisonLastYear {
		q, ok := r.yearBefore(p.period)
		if !ok {
			return p, false
		}
		return timePart{period: q, inside: r.daysOf(q), share: p.share}, true
	}
	kind := p.period.Frequency()
	at := slices.Index(r.touching(cmp.Or(w.uncut, w.span), kind), p.period)
	others := r.touching(before.span, kind)
	if at < 0 || at >= len(others) {
		return p, false
	}
	q := others[at]
	return timePart{period: q, inside: r.daysOf(q).in(before.span), share: before.part(r.daysOf(q))}, true
}

// asItWas is a counterpart with its value.
func (r *reckoner) asItWas(m timedMeasure, w timeframe, at timePart) timePart {
	x := timePart{period: at.period, state: isNotApplicable}
	whole := r.daysOf(at.period)
	switch {
	case r.outside(m.own, at.period):
	case !m.once():
		x = r.part(m, at.period, w.left)
	case at.inside == whole:
		x = r.jointPart(m, at.period, whole, w).shared(at.share)
	default:
		x = r.jointPart(m, at.period, at.inside, w)
	}
	x.inside, x.days, x.share = at.inside, whole.days(), at.share
	return x
}

// calculatedBase is the base of what is calculated once. Its joint parts are compared, and its other inputs are read
// over the days that the counterparts span.
func (r *reckoner) calculatedBase(m timedMeasure, w timeframe, v tally, against bsc.Comparison) *fraction {
	w.kind = cmp.Or(m.frequency, w.kind)
	c := calculation{timedMeasure: m, hasFlows: r.jointKind(m, w.kind) != ""}
	at, ok := r.frameBefore(m, w, against)
	at.left, at.kind = w.left, w.kind // what states no frequency is read as now
	if c.hasFlows {
		places := r.places(m, w, v, against)
		if len(places) == 0 {
			return nil
		}
		days := span{places[0].inside.first, places[len(places)-1].inside.last}
		if !ok || at.span != days {
			at, ok = r.spanning(w, days), true
			if r.daysOf(places[0].period) == days {
				at.label = places[0].period
			}
		}
		w.left = r.leaving(m, at)
		parts, found := r.counterparts(m, w, v, against)
		if !found {
			return nil
		}
		c.flows = reckon(parts, true)
	}
	if !ok {
		return nil
	}
	at.left = r.leaving(m, at)
	if !at.label.IsZero() {
		at.before = r.exactly(at.label, at.left).before
	}
	for _, in := range m.formula.inputs {
		var x tally
		if input := r.measures[in.ref]; in.constant == nil && !r.flow(input) {
			x = r.inputOver(input, at)
			c.others = append(c.others, x)
			if x.lack == bsc.FlagNotApplicable && !input.own.misses(r.asShown(input, at).span) {
				return nil
			}
		}
		c.inputs = append(c.inputs, x)
	}
	for _, x := range c.others {
		if x.uneven() {
			return nil
		}
	}
	if base := c.tally(); base.lack != 0 || base.covered.compare(integer(1)) != 0 {
		return nil
	}
	return r.result(&c, at)
}

// spanning is a frame of some days that need not be a period.
func (r *reckoner) spanning(w timeframe, days span) timeframe {
	w.span, w.label, w.own, w.whole, w.before = days, period.Period{}, ever(), true, nil
	return w
}

// frameBefore is the frame that a whole frame is compared with: the one before, or that of the year before, by its
// label or else by the labels of its first and its last period.
func (r *reckoner) frameBefore(m timedMeasure, w timeframe, against bsc.Comparison) (timeframe, bool) {
	kind := r.stepKind(m, w.kind)
	if against != bsc.ComparisonLastYear {
		if w.before == nil {
			return w, false
		}
		b, ok := w.before()
		b.own, b.whole, b.left = ever(), true, w.left
		return b, ok && !r.partlyOutside(m, b.span, kind)
	}
	steps := r.touching(w.span, kind)
	if !w.label.IsZero() {
		steps = []period.Period{w.label}
	}
	if len(steps) == 0 {
		return w, false
	}
	first, ok := r.yearBefore(steps[0])
	last, also := r.yearBefore(steps[len(steps)-1])
	if !ok || !also {
		return w, false
	}
	b := r.spanning(w, span{r.daysOf(first).first, r.daysOf(last).last})
	if first == last {
		b.label = first
	}
	return b, !r.partlyOutside(m, b.span, kind)
}

// partlyOutside says whether one of the periods of a frame lies outside a measure's own time.
func (r *reckoner) partlyOutside(m timedMeasure, s span, kind period.Frequency) bool {
	return slices.ContainsFunc(r.touching(s, kind), func(p period.Period) bool { return r.outside(m.own, p) })
}

// benchmark is a series' value beside a KPI's: over each run of parts that count, from parts of its own that make up
// the run and are all there. A series with larger periods that does not add up shows the last complete one.
func (r *reckoner) benchmark(series bsc.Ref, m timedMeasure, w timeframe, v tally) *fraction {
	s := r.measures[series]
	w.own, w.whole, w.left = ever(), true, nil
	if r.shownHeld(s, w) {
		if held := r.inputOver(s, w); held.complete() {
			return held.number
		}
		return nil
	}
	kind := cmp.Or(s.frequency, w.kind)
	var pieces []timePart
	for _, run := range r.runs(m, w, v) {
		found, ok := r.tiling(s, run, kind)
		if !ok {
			return nil
		}
		pieces = append(pieces, found...)
	}
	if len(pieces) == 0 || s.rollup == "" && len(pieces) != 1 {
		return nil
	}
	return rolledUp(s.rollup, pieces).significant()
}

// runs are the days of the parts that count, in as few spans as possible.
func (r *reckoner) runs(m timedMeasure, w timeframe, v tally) []span {
	if m.once() && r.jointKind(m, w.kind) == "" {
		return []span{w.span}
	}
	var runs []span
	for _, p := range counting(m, v) {
		if n := len(runs); n > 0 && runs[n-1].last+1 == p.inside.first {
			runs[n-1].last = p.inside.last
			continue
		}
		runs = append(runs, p.inside)
	}
	return runs
}

// tiling are the parts of a series that make up a run, if they do and are all there.
func (r *reckoner) tiling(s timedMeasure, run span, kind period.Frequency) ([]timePart, bool) {
	periods := r.touching(run, kind)
	tiled := r.tile(periods, run)
	if !r.cover(periods, run) || !tiled && (!s.prorate || s.rollup == "") {
		return nil, false
	}
	var pieces []timePart
	for _, p := range periods {
		if s.rollup == bsc.RollupLast && len(periods) > 1 && r.daysOf(p).last > run.last {
			continue // it goes on after the run
		}
		if next, ok := r.at(r.daysOf(p).last+1, kind); s.rollup == bsc.RollupLast && ok && r.daysOf(next).last <= run.last {
			continue // only the last one matters
		}
		x := r.part(s, p, nil)
		if r.outside(s.own, p) || x.state != isThere || x.number == nil || x.covered.compare(integer(1)) != 0 {
			return nil, false
		}
		x.days, x.share = r.daysOf(p).days(), run.part(r.daysOf(p))
		pieces = append(pieces, x)
	}
	return pieces, true
}
