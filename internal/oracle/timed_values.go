package oracle

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// valueOf is a KPI's value for a period, with its frame.
func (r *reckoner) valueOf(k *bsc.KPI) (tally, timeframe) {
	m := r.measures[bsc.KPIRef(k.ID)]
	if r.card.Actuals != nil {
		return r.actualValue(m)
	}
	w, none := r.frame(m, r.card.Period)
	if none.lack != 0 {
		if w.ahead {
			none = lacking(bsc.FlagNotDue)
		}
		none.frameless = true
		return none, w
	}
	if r.time.misses(w.span) && !w.ahead {
		return r.elsewhere(m, w), w
	}
	var v tally
	if m.once() {
		v = r.calculatedOnce(m, w)
	} else {
		v = r.overParts(m, w, m.missing)
	}
	if w.ahead { // whatever readings there are (2)
		unfit := v.code == bsc.ErrFrequency || v.bare
		for i := range v.parts { // nothing is shown or passed over
			v.parts[i].passed, v.parts[i].age = false, 0
		}
		return tally{lack: bsc.FlagNotDue, parts: v.parts, hidden: true, frameless: unfit}, w
	}
	if w.held && v.lack == 0 {
		v.marks |= bsc.FlagHeld
	}
	if w.whole || v.lack == bsc.FlagNotDue {
		v.gaps = append(v.gaps, v.waits...)
	}
	return v, w
}

// elsewhere is the value of a frame outside the org unit's time: none of its parts applies (8).
func (r *reckoner) elsewhere(m timedMeasure, w timeframe) tally {
	v := lacking(bsc.FlagNotApplicable)
	kind, cuts := r.partKind(m, w.kind), m.prorate
	if m.once() {
		cuts = r.cuts(m, w.kind)
	}
	if kind == "" {
		return v
	}
	periods := r.touching(w.span, kind)
	v.bare = !r.cover(periods, w.span) || !cuts && !r.tile(periods, w.span)
	for _, p := range periods {
		if !r.outside(w.own, p) {
			v.parts = append(v.parts, timePart{period: p, state: isNotApplicable})
		}
	}
	r.goBeyond(m, v.parts, w)
	return v
}

// overParts is the value of a measure that has parts of its own. carry says whether earlier parts may stand in for
// missing ones. An input has no such rule, because the rules are those of what is calculated (6).
func (r *reckoner) overParts(m timedMeasure, w timeframe, carry bsc.Missing) tally {
	kind := m.frequency
	if kind == "" {
		kind = w.kind
	}
	periods := r.touching(w.span, kind)
	if w.own.misses(w.span) {
		return without(w)
	}
	tiled := r.tile(periods, w.span)
	if !r.cover(periods, w.span) || !tiled && !m.prorate || m.rollup == "" && !(len(periods) == 1 && tiled) {
		t := failing(bsc.ErrFrequency)
		t.unmade = m.rollup == ""
		return t
	}
	var parts []timePart
	for _, p := range periods {
		if r.outside(w.own, p) {
			continue
		}
		x := timePart{period: p, state: isNotApplicable}
		if !r.outside(m.own, p) {
			x = r.part(m, p, w.left)
		}
		x.inside, x.days, x.share = r.daysOf(p).in(w.span), r.daysOf(p).days(), w.span.part(r.daysOf(p))
		parts = append(parts, x)
	}
	r.goBeyond(m, parts, w)
	if len(parts) == 0 {
		return without(w)
	}
	r.fillIn(m, parts, carry)
	return rollUp(m, parts, w)
}

// goBeyond marks a part that continues after the frame, and does not show how it ends.
func (r *reckoner) goBeyond(m timedMeasure, parts []timePart, w timeframe) {
	if n := len(parts) - 1; n > 0 {
		parts[n].beyond = m.rollup == bsc.RollupLast && r.daysOf(parts[n].period).last > w.last
	}
}

// fillIn lets earlier parts stand in for missing ones. For a roll-up by last, what comes before the last part with a
// value is passed over, and counts as covered (5).
func (r *reckoner) fillIn(m timedMeasure, parts []timePart, carry bsc.Missing) {
	found := false
	for i := len(parts) - 1; i >= 0; i-- {
		x := &parts[i]
		if x.passed = found && m.rollup == bsc.RollupLast; x.passed {
			continue
		}
		if carry.Rule == bsc.MissingCarryForward && x.state.lacks() {
			*x = r.standIn(m, *x, carry, func(p period.Period) timePart { return r.part(m, p, nil) })
		}
		found = found || x.enters()
	}
}

// standIn lets the latest earlier part stand in for a missing one, or shows it if it is too old. The search ends before
// the measure's first period, and passes over parts that are not there (5).
func (r *reckoner) standIn(m timedMeasure, x timePart, carry bsc.Missing, look func(period.Period) timePart) timePart {
	const beyond = 12 // parts in which an older one is searched and shown
	p, ok := x.period, true
	for age := 1; age <= carry.MaxAge+beyond; age++ {
		if p, ok = r.before(p); !ok || r.daysOf(p).last < m.own.first {
			break
		}
		earlier := look(p)
		if earlier.state != isThere {
			continue
		}
		if age > carry.MaxAge {
			if x.state == isMissing && earlier.inputs == nil {
				x.state, x.number, x.label, x.old = isStale, earlier.number, earlier.label, true
			}
			break
		}
		x.number, x.label, x.inputs, x.age, x.of = earlier.number, earlier.label, earlier.inputs, age, p
		x.marks |= earlier.marks&(bsc.FlagProvisional|bsc.FlagHeld) | bsc.FlagCarried | bsc.FlagPartial
		if x.state == isFailed {
			x.marks |= bsc.FlagFailed // why it was missing
		}
		break
	}
	return x
}

// rollUp makes one value from the parts (12).
func rollUp(m timedMeasure, parts []timePart, w timeframe) tally {
	v := reckon(parts, w.whole)
	var there []timePart
	for _, p := range parts {
		if p.enters() && !p.passed {
			there = append(there, p)
		}
	}
	if v.lack == bsc.FlagStale {
		v.number, v.label = latestStale(parts)
	}
	if v.lack != 0 {
		return v
	}
	if len(parts) == 1 && there[0].share.compare(integer(1)) == 0 || m.rollup == bsc.RollupLast {
		v.label = there[len(there)-1].label
	}
	if v.label != "" {
		return v
	}
	if slices.ContainsFunc(there, func(p timePart) bool { return p.number == nil }) {
		v.lack, v.code, v.marks = bsc.FlagFailed, bsc.ErrLabel, v.marks&bsc.FlagOverdue // labels do not add up
		return v
	}
	v.number = rolledUp(m.rollup, there).significant()
	return v
}

// latestStale is the value that is shown if nothing is there: the latest that was recorded as stale, otherwise one that
// is too old.
func latestStale(parts []timePart) (*fraction, string) {
	var shown timePart
	for _, p := range parts {
		if p.state == isStale && !p.beyond && (shown.period.IsZero() || shown.old || !p.old) {
			shown = p
		}
	}
	return shown.number, shown.label
}

// rolledUp applies a roll-up. Sums add the parts of cut periods, means weigh by days, and means of periods weigh all
// periods the same, a cut one by its part (12).
func rolledUp(rollup bsc.Rollup, there []timePart) *fraction {
	sum, shares, byDays, days := integer(0), integer(0), integer(0), integer(0)
	least, most := there[0].number, there[0].number
	for _, p := range there {
		n := p.share.times(integer(int64(p.days)))
		sum, shares = sum.plus(p.number.times(p.share)), shares.plus(p.share)
		byDays, days = byDays.plus(p.number.times(n)), days.plus(n)
		if p.number.below(least) {
			least = p.number
		}
		if most.below(p.number) {
			most = p.number
		}
	}
	switch rollup {
	case bsc.RollupSum:
		return sum
	case bsc.RollupMean:
		return byDays.over(days)
	case bsc.RollupMeanOfPeriods:
		return sum.over(shares)
	case bsc.RollupMin:
		return least
	case bsc.RollupMax:
		return most
	}
	return there[len(there)-1].number
}
