package oracle

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// jointPart is one part that a calculation's flows have in common, on its days inside a frame (6). If the calculator
// needs them together, the part does not apply if one of them does not, and is missing if one is; sums and means leave
// out what does not apply. If a flow is not due, and nothing else is wrong, the part is not due.
func (r *reckoner) jointPart(m timedMeasure, p period.Period, inside span, w timeframe) timePart {
	x := timePart{period: p, inside: inside, share: inside.part(r.daysOf(p)), covered: integer(1)}
	var flows []timePart
	w.left = r.leavingPart(m, inside, w)
	for _, in := range m.formula.inputs {
		if in.constant != nil || !r.flow(r.measures[in.ref]) {
			x.inputs = append(x.inputs, nil)
			continue
		}
		flow := r.flowOver(r.measures[in.ref], inside, w)
		x.unfit, x.bare = x.unfit || flow.unfit, x.bare || flow.bare
		x.inputs = append(x.inputs, flow.number)
		flows = append(flows, flow)
	}
	x.state = jointly(flows, m.formula.together())
	switch {
	case r.time.misses(r.daysOf(p)):
		x.state = isNotApplicable
	case !r.card.begun(r.daysOf(p)) && x.state != isNotApplicable:
		x.state = isNotDue
	}
	if x.state == isNotApplicable {
		x.unfit, x.bare = false, false
	}
	for _, flow := range flows {
		x.take(flow)
	}
	return x
}

// jointly is the state of a joint part.
func jointly(flows []timePart, together bool) condition {
	none := 0
	for _, f := range flows {
		if f.state == isNotApplicable {
			none++
		}
	}
	if together && none > 0 {
		return isNotApplicable
	}
	return folded(flows)
}

// take adds from one flow what matters for the state of the joint part.
func (p *timePart) take(flow timePart) {
	switch {
	case p.state == isNotApplicable || flow.state == isNotApplicable:
	case p.state == isThere:
		p.marks |= flow.marks
		p.gaps = append(p.gaps, flow.gaps...)
		if flow.covered.below(p.covered) {
			p.covered = flow.covered
		}
	case p.state == isNotDue:
		p.waits = append(p.waits, flow.waits...)
	default:
		p.marks |= flow.marks & bsc.FlagOverdue
		p.gaps, p.waits = append(p.gaps, flow.gaps...), append(p.waits, flow.waits...)
	}
}

// flowOver is the sum of a flow over some days, as one part: it does not apply if none of its parts does, is missing if
// one is, and not due if one is.
func (r *reckoner) flowOver(m timedMeasure, days span, w timeframe) timePart {
	kind := cmp.Or(r.partKind(m, w.kind), w.kind)
	periods := r.touching(days, kind)
	x := timePart{inside: days, number: integer(0), covered: integer(1)}
	x.unfit = !r.cover(periods, days) || !m.once() && !m.prorate && !r.tile(periods, days)
	if x.unfit {
		x.state, x.number = isMissing, nil
		return x
	}
	var parts []timePart
	for _, p := range periods {
		part := timePart{period: p, state: isNotApplicable}
		switch inside := r.daysOf(p).in(days); {
		case r.outside(m.own, p):
		case m.once():
			part = r.jointPart(m, p, inside, w)
			part.number = m.formula.added(part)
			part.share = integer(1)
		default:
			part = r.part(m, p, w.left)
			part.share = days.part(r.daysOf(p))
		}
		part.inside = r.daysOf(p).in(days)
		if part.state == isThere && part.number == nil {
			part.state = isFailed // labels do not add up
		}
		parts = append(parts, part)
	}
	return x.addUp(parts)
}

// added is a sum or a difference of flows in a joint part; nil if it is not there.
func (f *formula) added(p timePart) *fraction {
	if p.state != isThere {
		return nil
	}
	return f.apply(p.inputs)
}

// addUp combines several parts into one.
func (p timePart) addUp(parts []timePart) timePart {
	p.state = folded(parts)
	covered, days := integer(0), integer(0)
	for _, part := range parts {
		p.unfit, p.bare = p.unfit || part.unfit, p.bare || part.bare
		p.gaps, p.waits = append(p.gaps, part.gaps...), append(p.waits, part.waits...)
		if part.state != isThere {
			p.marks |= part.marks & bsc.FlagOverdue
			continue
		}
		p.marks |= part.marks
		inside := integer(int64(part.inside.days()))
		p.number = p.number.plus(part.number.times(part.share))
		covered, days = covered.plus(inside.times(part.covered)), days.plus(inside)
	}
	p.covered = coverage(covered, days)
	if p.state != isThere {
		p.number = nil
	}
	return p
}

// calculatedPart is one part of a measure that is calculated part by part: the calculation over only that part. If the
// calculator has no answer, the part is missing.
func (r *reckoner) calculatedPart(m timedMeasure, p period.Period, left leftOut) timePart {
	x := timePart{period: p, state: isNotApplicable}
	if r.time.misses(r.daysOf(p)) {
		return x
	}
	v := r.calculate(m, r.exactly(p, left), false)
	x.state, x.number, x.covered, x.bare = v.condition(), v.number, v.covered, v.bare
	own := bsc.Gap{Ref: m.ref, Period: p}
	switch {
	case x.state == isNotApplicable:
	case x.state == isNotDue || !r.card.begun(r.daysOf(p)):
		return awaited(p, own)
	case x.state == isThere:
		x.marks, x.gaps = v.marks&^bsc.FlagPartial, append(v.gaps, v.waits...)
	default:
		x.marks, x.gaps = v.marks&bsc.FlagOverdue, v.gaps
		if !slices.ContainsFunc(x.gaps, func(g bsc.Gap) bool { return !g.NotDue }) {
			x.gaps = append(x.gaps, own)
		}
	}
	return x
}
