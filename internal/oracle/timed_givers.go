package oracle

import (
	"cmp"
	"maps"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// givenPart is one part of what others contribute (7). Contributors to which it does not apply are left out. One that
// is missing makes it missing, and one that is not due makes it not due, unless it is enough to count those that are
// there.
func (r *reckoner) givenPart(m timedMeasure, p period.Period, left leftOut) timePart {
	var parts []timePart
	worst := map[condition]bool{}
	for _, g := range m.givers {
		x := r.converted(g, r.others[g.unit].contribution(g, p, left))
		if x.state != isNotApplicable {
			parts, worst[x.state] = append(parts, x), true
		}
	}
	gap := bsc.Gap{Ref: m.ref, Period: p}
	switch {
	case len(parts) == 0:
		return timePart{period: p, state: isNotApplicable}
	case m.partial && worst[isThere]:
		return given(p, isThere, parts)
	case worst[isFailed]:
		return timePart{period: p, state: isFailed, gaps: []bsc.Gap{gap}}
	case worst[isStale] && !worst[isMissing] && !worst[isNotDue]:
		x := given(p, isStale, parts)
		x.marks, x.gaps = 0, []bsc.Gap{gap}
		return x
	case worst[isMissing] || worst[isStale]:
		return missingGiven(p, gap, parts)
	case worst[isNotDue]:
		return awaited(p, gap)
	}
	return given(p, isThere, parts)
}

// contribution is what one org unit brings to a part: its own reading, or what others contribute to it in turn.
func (r *reckoner) contribution(g giver, p period.Period, left leftOut) timePart {
	m := r.measures[g.ref]
	leaf := len(m.givers) == 0
	if r.outside(m.own, p) || leaf && left.holds(r.unit.ID) {
		return timePart{period: p, state: isNotApplicable}
	}
	return r.readPart(m, p, left)
}

// given adds up contributions. The coverage is that of the contributions that are there, divided by all that apply.
func given(p period.Period, state condition, parts []timePart) timePart {
	x := timePart{period: p, state: state, number: integer(0)}
	covered := integer(0)
	for _, part := range parts {
		if part.state == isThere || part.state == state {
			x.number = x.number.plus(part.number)
			covered = covered.plus(cmp.Or(part.covered, integer(0)))
			x.marks |= part.marks
		}
	}
	x.number = x.number.significant()
	x.covered = coverage(covered, integer(int64(len(parts))))
	return x
}

// converted is what a contribution is after its factor. A value needs the rate of its own part: without one it is
// missing, or not due if the rate is not.
func (r *reckoner) converted(g giver, x timePart) timePart {
	if x.state != isThere && x.state != isStale {
		return x
	}
	if g.by != nil {
		x.number = x.number.times(g.by)
	}
	if g.rates == (bsc.Ref{}) {
		return x
	}
	rate := r.rate(g, x.period)
	switch rate.state {
	case isThere:
		x.marks |= rate.marks
	case isStale:
		x.state = isStale
	case isNotApplicable:
		return timePart{period: x.period, state: isMissing}
	default:
		return timePart{period: x.period, state: rate.state, marks: rate.marks & bsc.FlagOverdue}
	}
	x.number = x.number.times(rate.number)
	return x
}

// rate is the reading of a giver's rates for a part. One below 0 fails.
func (r *reckoner) rate(g giver, p period.Period) timePart {
	rate := r.others[g.bank].contribution(giver{unit: g.bank, ref: g.rates}, p, nil)
	if (rate.state == isThere || rate.state == isStale) && rate.number.sign() < 0 {
		return timePart{period: p, state: isFailed}
	}
	return rate
}

// missingGiven is overdue if one of the missing contributions is.
func missingGiven(p period.Period, gap bsc.Gap, parts []timePart) timePart {
	x := timePart{period: p, state: isMissing}
	for _, part := range parts {
		x.marks |= part.marks & bsc.FlagOverdue
	}
	gap.Overdue = x.marks != 0
	x.gaps = []bsc.Gap{gap}
	return x
}

// coverage is a share of what should be there, floored to ten places, so that it is 1 only if everything is there.
func coverage(there, all *fraction) *fraction {
	if all.sign() == 0 || there.compare(all) == 0 {
		return integer(1)
	}
	return there.over(all).rounded(10, bsc.RoundFloor)
}

// What does not apply to an org unit is left out of every input that the org unit contributes to the same calculation
// (7). So a calculation that needs its inputs together works as if each org unit made it alone. It leaves out an org
// unit in a joint part of the flows in which one of its flows does not apply, and in the whole frame if the calculation
// does not apply to it there.

// leaving also leaves out the org units to which a calculation does not apply in a whole frame.
func (r *reckoner) leaving(m timedMeasure, w timeframe) leftOut {
	around := w.left
	if !m.formula.apiece() || !r.shared(m) {
		return around
	}
	return around.or(func(unit string) bool {
		none, gives := r.noneOf(unit, m, w)
		return none && gives
	})
}

// leavingPart also leaves out the org units to which one of the flows does not apply on the days of a joint part.
func (r *reckoner) leavingPart(m timedMeasure, inside span, w timeframe) leftOut {
	around := w.left
	if !m.formula.apiece() || !r.shared(m) {
		return around
	}
	return around.or(func(unit string) bool {
		none, gives := r.nonePart(unit, m, inside, w)
		return none && gives
	})
}

// shared says whether an org unit contributes to two inputs of a calculation.
func (r *reckoner) shared(m timedMeasure) bool {
	seen := map[string]bool{}
	for _, in := range m.formula.inputs {
		if in.constant != nil {
			continue
		}
		units := r.contributors(r.measures[in.ref])
		for unit := range units {
			if seen[unit] {
				return true
			}
		}
		maps.Copy(seen, units)
	}
	return false
}

// contributors are the org units whose own readings make up those of others.
func (r *reckoner) contributors(m timedMeasure) map[string]bool {
	units := map[string]bool{}
	if m.formula != nil {
		for _, in := range m.formula.inputs {
			if in.constant == nil {
				maps.Copy(units, r.contributors(r.measures[in.ref]))
			}
		}
	}
	for _, g := range m.givers {
		u := r.others[g.unit]
		if from := u.measures[g.ref]; len(from.givers) > 0 {
			maps.Copy(units, u.contributors(from))
		} else {
			units[g.unit] = true
		}
	}
	return units
}

// noneOf says whether an org unit's contribution to a measure does not apply over a frame, and whether the org unit
// contributes at all.
func (r *reckoner) noneOf(unit string, m timedMeasure, w timeframe) (none, gives bool) {
	if m.formula != nil && m.formula.name == "change" {
		return false, true
	}
	if !m.once() {
		return r.noneRead(unit, m, w, func(period.Period) bool { return false })
	}
	all := true
	if kind := r.jointKind(m, w.kind); kind != "" {
		flows := true
		for _, p := range r.touching(w.span, kind) {
			n, g := r.nonePart(unit, m, r.daysOf(p).in(w.span), w)
			flows, gives = flows && n, gives || g
		}
		none, all = flows && gives, flows || !gives
	}
	for _, in := range m.formula.inputs {
		if x := r.measures[in.ref]; in.constant == nil && !r.flow(x) {
			n, g := r.noneOf(unit, x, r.asShown(x, w))
			none, all, gives = none || n && g, all && (n || !g), gives || g
		}
	}
	if m.formula.together() {
		return none, gives
	}
	return all && gives, gives
}

// nonePart says the same for the flows of a calculation, on the days of a joint part.
func (r *reckoner) nonePart(unit string, m timedMeasure, days span, w timeframe) (none, gives bool) {
	all := true
	w.span = days
	for _, in := range m.formula.inputs {
		if x := r.measures[in.ref]; in.constant == nil && r.flow(x) {
			n, g := r.noneOf(unit, x, w)
			none, all, gives = none || n && g, all && (n || !g), gives || g
		}
	}
	if m.formula.together() {
		return none, gives
	}
	return all && gives, gives
}

// noneRead says the same for a measure with parts of its own: none of its parts applies to the org unit, or to one
// between.
func (r *reckoner) noneRead(unit string, m timedMeasure, w timeframe, out func(period.Period) bool) (none, gives bool) {
	none = true
	periods := r.touching(w.span, cmp.Or(m.frequency, w.kind))
	if m.formula != nil {
		for _, p := range periods {
			n, g := r.noneOf(unit, timedMeasure{formula: m.formula}, r.exactly(p, nil))
			none, gives = none && (n || !g || r.outside(m.own, p)), gives || g
		}
		return none && gives, gives
	}
	for _, g := range m.givers {
		u := r.others[g.unit]
		from := u.measures[g.ref]
		if len(from.givers) > 0 {
			n, gave := u.noneRead(unit, from, w, func(p period.Period) bool {
				return out(p) || u.time.misses(r.daysOf(p)) || u.outside(from.own, p)
			})
			none, gives = none && (n || !gave), gives || gave
			continue
		}
		if g.unit != unit {
			continue
		}
		gives = true
		for _, p := range periods {
			none = none && (out(p) || u.contribution(g, p, nil).state == isNotApplicable)
		}
	}
	return none && gives, gives
}

// summed is the sum of the contributors' targets, each by its own rules over the receiver's parts. A part counts if it
// counts for the receiver, applies to the contributor, and is there for it (7).
func (r *reckoner) summed(m timedMeasure, v tally, w timeframe) goal {
	sum := goal{rule: bsc.TargetSummed}
	found := false
	for _, g := range m.givers {
		u := r.others[g.unit]
		k := u.kpi(g.ref)
		theirs := u.seenBy(g, v)
		if k == nil {
			return goal{}
		}
		counts := func(p timePart) bool { return !p.beyond && !p.passed && theirs.counts(p, w.whole) }
		if len(theirs.parts) > 0 && !slices.ContainsFunc(theirs.parts, counts) {
			continue // nothing of it is in the value
		}
		w.own, w.left = u.measures[g.ref].own, nil
		t := r.convertedTarget(g, k, theirs, w)
		if t.rule == "" {
			return goal{waits: t.waits}
		}
		if t.rule == bsc.TargetCompared && t.numbers[valueNumber] == nil {
			return goal{rule: t.rule} // a contributor without a comparison leaves the sum without one
		}
		if found {
			t.numbers = added(sum.numbers, t.numbers)
		}
		sum.numbers, found, sum.undivided = t.numbers, true, sum.undivided || t.undivided
	}
	if !found {
		return goal{}
	}
	for i, x := range sum.numbers {
		if x != nil {
			sum.numbers[i] = x.significant()
		}
	}
	return sum
}

// convertedTarget is a contributor's target, converted as its values are. By rates, the target of each part is taken
// alone and converted by the rate of that part, so that a target that is not divided among parts cannot be, nor one
// that is a comparison.
func (r *reckoner) convertedTarget(g giver, k *bsc.KPI, theirs tally, w timeframe) goal {
	u := r.others[g.unit]
	t := u.target(k, theirs, w)
	if g.by != nil {
		t.numbers = scaled(t.numbers, g.by)
	}
	if g.rates == (bsc.Ref{}) || t.rule == "" && !u.addsTargets(k) {
		return t
	}
	var counted []timePart
	shown := -1
	for _, p := range theirs.parts {
		if !p.beyond && !p.passed && theirs.counts(p, w.whole) {
			if counted = append(counted, p); p.enters() && theirs.lack == 0 && !theirs.stood {
				shown = len(counted) - 1
			}
		}
	}
	if len(counted) == 0 {
		return t
	}
	if len(counted) == 1 && u.addsTargets(k) && t.undivided && t.rule != bsc.TargetPhased {
		return goal{} // it does not say what of it is for this part
	}
	if len(counted) == 1 || !u.addsTargets(k) {
		if shown < 0 || len(counted) == 1 {
			shown = len(counted) - 1
		}
		return r.atRate(g, counted[shown].period, t)
	}
	return r.partByPart(g, k, theirs, counted, w)
}

// addsTargets says whether a KPI's targets add up over time.
func (r *reckoner) addsTargets(k *bsc.KPI) bool {
	m := r.measures[bsc.KPIRef(k.ID)]
	rollup := cmp.Or(k.TargetRollup, k.Rollup)
	return rollup == bsc.RollupSum || rollup == "" && r.additive(m)
}

// atRate is a target at the rate of a part; no target without that rate.
func (r *reckoner) atRate(g giver, p period.Period, t goal) goal {
	if t.rule == "" {
		return t
	}
	rate := r.rate(g, p)
	if rate.state != isThere && rate.state != isStale {
		return goal{}
	}
	t.numbers = scaled(t.numbers, rate.number)
	return t
}

// partByPart adds up the targets of the parts that count, each found for the part alone.
func (r *reckoner) partByPart(g giver, k *bsc.KPI, theirs tally, counted []timePart, w timeframe) goal {
	u := r.others[g.unit]
	sum := goal{rule: bsc.TargetSummed}
	for i, p := range counted {
		one, only := theirs, w
		one.parts = []timePart{p}
		only.span, only.asked, only.label = p.inside, p.period, period.Period{}
		if p.inside == r.daysOf(p.period) {
			only.label = p.period
		}
		t := u.target(k, one, only)
		if g.by != nil {
			t.numbers = scaled(t.numbers, g.by)
		}
		if t.undivided || t.rule == bsc.TargetCompared {
			return goal{}
		}
		if t = r.atRate(g, p.period, t); t.rule == "" {
			return goal{waits: t.waits}
		}
		if i > 0 {
			t.numbers = added(sum.numbers, t.numbers)
		}
		sum.numbers = t.numbers
	}
	return sum
}

// kpi is a KPI of the org unit; nil if there is none.
func (r *reckoner) kpi(ref bsc.Ref) *bsc.KPI {
	for _, k := range r.kpis {
		if bsc.KPIRef(k.ID) == ref {
			return k
		}
	}
	return nil
}

// seenBy are a receiver's parts as one contributor sees them.
func (r *reckoner) seenBy(g giver, v tally) tally {
	theirs := tally{lack: v.lack, stood: v.stood}
	for _, p := range v.parts {
		x := r.converted(g, r.contribution(g, p.period, nil))
		x.inside, x.days, x.share, x.passed, x.beyond = p.inside, p.days, p.share, p.passed, p.beyond
		switch {
		case x.state == isNotApplicable:
		case p.age > 0:
			x.age = p.age
		case p.state != isThere:
			x.state = p.state
		}
		theirs.parts = append(theirs.parts, x)
	}
	return theirs
}
