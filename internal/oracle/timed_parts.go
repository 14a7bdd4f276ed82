package oracle

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A condition is the state of a part (1).
type condition int

// The conditions. A stale part counts as a missing one; its value is shown if nothing else is there.
const (
	isThere condition = iota
	isStale
	isMissing
	isNotDue
	isNotApplicable
	isFailed
)

func (c condition) lacks() bool { return c == isStale || c == isMissing || c == isFailed }

// A timePart is one part of a window.
type timePart struct {
	period  period.Period
	state   condition
	inside  span          // its days in the window
	days    int           // all its days
	share   *fraction     // of them, what is inside
	number  *fraction     // of the whole part
	label   string        // instead of a number
	inputs  []*fraction   // of a joint part: what each flow adds up to inside the window; nil: it does not apply
	covered *fraction     // its own coverage
	marks   bsc.Flags     // of a value: provisional, held; of none: overdue
	gaps    []bsc.Gap     // readings that are missing
	waits   []bsc.Gap     // readings that are not due
	age     int           // not 0: an earlier part stands in, its age in periods
	of      period.Period // that part
	old     bool          // its stale value is that of an earlier part
	passed  bool          // of a roll-up by last: it comes before the one shown, and is not looked at
	beyond  bool          // of a roll-up by last: it continues after the window, and does not count
	unfit   bool          // the periods of an input do not make it up
	bare    bool          // an input's periods make up nothing of what it is calculated from
}

// enters says whether a part's value counts: its own, or an earlier one that stands in (5).
func (p timePart) enters() bool { return (p.state == isThere || p.age > 0) && !p.beyond }

// A leftOut says which org units' contributions are left out of a calculation (7); nil: none.
type leftOut func(unit string) bool

func (l leftOut) holds(unit string) bool { return l != nil && l(unit) }

// or leaves out more org units. It asks about each once, because every reading of an org unit asks for it.
func (l leftOut) or(more leftOut) leftOut {
	known := map[string]bool{}
	return func(unit string) bool {
		if l.holds(unit) {
			return true
		}
		left, ok := known[unit]
		if !ok {
			left = more(unit)
			known[unit] = left
		}
		return left
	}
}

// part is one part of a measure that has parts of its own: read, or calculated by itself.
func (r *reckoner) part(m timedMeasure, p period.Period, left leftOut) timePart {
	if m.formula != nil {
		return r.calculatedPart(m, p, left)
	}
	return r.readPart(m, p, left)
}

// readPart is one part of a measure with readings. What does not apply comes first, then what has not begun, then the
// reading. If there is none, the question is whether it is due (2).
func (r *reckoner) readPart(m timedMeasure, p period.Period, left leftOut) timePart {
	place := TimedPlace{r.unit.ID, m.ref, p}
	f, found := r.read[place]
	gap := bsc.Gap{Ref: m.ref, Period: p}
	if found && r.card.FinalOnly && f.State == bsc.StateProvisional && !r.card.Broken[place] {
		found, gap.Provisional = false, true
	}
	switch {
	case r.time.misses(r.daysOf(p)):
		return timePart{period: p, state: isNotApplicable}
	case len(m.givers) > 0:
		return r.givenPart(m, p, left)
	case r.card.Broken[place]:
		if !r.card.begun(r.daysOf(p)) {
			return awaited(p, gap)
		}
		return timePart{period: p, state: isFailed, gaps: []bsc.Gap{gap}}
	case found && f.State == bsc.StateNotApplicable:
		return timePart{period: p, state: isNotApplicable}
	case !r.card.begun(r.daysOf(p)), found && f.State == bsc.StateNotDue:
		return awaited(p, gap)
	case found:
		return r.recorded(p, f, gap)
	}
	return r.absent(m, p, gap)
}

// awaited is a part that is not due.
func awaited(p period.Period, gap bsc.Gap) timePart {
	gap.NotDue = true
	return timePart{period: p, state: isNotDue, waits: []bsc.Gap{gap}}
}

// recorded is a part with a reading. It is provisional until its last day has passed (2).
func (r *reckoner) recorded(p period.Period, f bsc.Fact, gap bsc.Gap) timePart {
	x := timePart{period: p, label: f.Label, covered: integer(1)}
	if f.Label == "" {
		x.number = fractionOfDecimal(f.Value)
	}
	if f.State == bsc.StateProvisional || r.card.running(r.daysOf(p), 0) {
		x.marks = bsc.FlagProvisional
	}
	if f.State == bsc.StateStale {
		x.state, x.marks, x.gaps = isStale, 0, []bsc.Gap{gap}
	}
	return x
}

// absent is a part without a reading: due once its last day and its grace have passed; without a moment, at once (2).
func (r *reckoner) absent(m timedMeasure, p period.Period, gap bsc.Gap) timePart {
	if r.card.running(r.daysOf(p), m.grace) {
		return awaited(p, gap)
	}
	x := timePart{period: p, state: isMissing}
	if _, ok := r.card.today(); ok {
		gap.Overdue, x.marks = true, bsc.FlagOverdue
	}
	x.gaps = []bsc.Gap{gap}
	return x
}

// outside says whether a part lies outside a time. It is then no part of a measure with that time; of an input, it is a
// part that does not apply (8).
func (r *reckoner) outside(time span, p period.Period) bool { return time.misses(r.daysOf(p)) }

// stateName is a part's state as it is shown.
func (p timePart) stateName() string {
	switch {
	case p.passed:
		return "passed"
	case p.age > 0:
		return "carried"
	}
	return map[condition]string{
		isThere: "there", isStale: "missing", isMissing: "missing", isNotDue: "not_due",
		isNotApplicable: "not_applicable", isFailed: "failed",
	}[p.state]
}
