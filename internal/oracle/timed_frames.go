package oracle

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A timeframe is the days over which a value is asked for, and the question.
type timeframe struct {
	span
	asked  period.Period            // the period asked for, the one held, or the last remaining part
	label  period.Period            // the period with exactly these days, if there is one
	kind   period.Frequency         // of what has no frequency
	own    span                     // the KPI's own time: days outside are no part (8)
	whole  bool                     // it is the whole period: parts that are not due are gaps (4)
	held   bool                     // it is earlier than the period asked for
	ahead  bool                     // the period asked for has not begun
	before func() (timeframe, bool) // the frame to compare with, by position (9)
	uncut  span                     // the frame that this one was cut from; zero: itself
	left   leftOut
}

// exactly is the frame of one period as it is: of a part, or of the period that an input holds.
func (r *reckoner) exactly(p period.Period, left leftOut) timeframe {
	w := timeframe{
		span: r.daysOf(p), asked: p, label: p, kind: p.Frequency(), own: ever(), whole: true, left: left,
	}
	w.before = func() (timeframe, bool) {
		q, ok := r.before(p)
		if !ok {
			return w, false
		}
		x := r.exactly(q, left)
		if sizeOf(w.kind) < sizeOf(x.kind) {
			x.kind = w.kind
		}
		return x, true
	}
	return w
}

// frame is the frame of a measure's value for a period, or the reason why there is none.
func (r *reckoner) frame(m timedMeasure, asked period.Period) (timeframe, tally) {
	w := r.exactly(asked, nil)
	w.kind = cmp.Or(m.frequency, w.kind) // a measure without a frequency is read as the KPI is
	w.own, w.ahead = m.own, !r.card.begun(w.span)
	w.whole = m.basis == "" || m.basis == bsc.BasisPeriod
	f := r.stepKind(m, asked.Frequency())
	if sizeOf(asked.Frequency()) < sizeOf(m.frequency) {
		h, ok := r.ended(w.last, m.frequency)
		if !ok {
			return w, tally{lack: bsc.FlagNotDue}
		}
		w = r.hold(m, w, h)
	}
	start := startOf(m.basis)
	switch {
	case m.basis == bsc.BasisPeriodToDate:
		return r.toDate(m, w, w.asked, f), tally{}
	case start != "":
		p, ok := r.at(w.last, start)
		if !ok {
			return w, failing(bsc.ErrPeriod)
		}
		return r.toDate(m, w, p, f), tally{}
	case rollingPeriods(m.basis) > 0: // n of the periods asked for, if it states no frequency
		return r.rolling(m, w, cmp.Or(m.frequency, asked.Frequency()), asked)
	}
	return w, tally{}
}

// startOf is the kind of period with which a to-date basis begins; "" for other bases.
func startOf(b bsc.Basis) period.Frequency {
	switch b {
	case bsc.BasisYearToDate:
		return period.Yearly
	case bsc.BasisHalfToDate:
		return period.HalfYearly
	case bsc.BasisQuarterToDate:
		return period.Quarterly
	case bsc.BasisMonthToDate:
		return period.Monthly
	}
	return ""
}

// rollingPeriods is the n of rolling_n; 0 of other bases.
func rollingPeriods(b bsc.Basis) int {
	_, digits, _ := strings.Cut(string(b), "rolling_")
	n, _ := strconv.Atoi(digits)
	return n
}

// hold replaces the period asked for, which is smaller, by the last complete period. On the basis of the period, the
// one before stays shown while the last one is not due (4).
func (r *reckoner) hold(m timedMeasure, w timeframe, h period.Period) timeframe {
	before, ok := r.before(h)
	if w.whole && !w.ahead && ok && r.step(m, h) == isNotDue && !r.outside(m.own, h) && !r.outside(m.own, before) {
		if state := r.step(m, before); state == isThere || state == isStale {
			h = before
		}
	}
	held := r.exactly(h, nil)
	held.own, held.whole, held.held, held.ahead = w.own, w.whole, true, w.ahead
	return held
}

// toDate is the frame from the first day of a period on. It ends with the last part that is due, or that does not apply
// and has begun; if there is none, it stays whole (4).
func (r *reckoner) toDate(m timedMeasure, w timeframe, from period.Period, f period.Frequency) timeframe {
	w.first, w.before = r.daysOf(from).first, nil
	if !w.ahead {
		w = r.cut(m, w, f)
	}
	w.label = period.Period{}
	if p, ok := r.at(w.last, f); ok && m.basis == bsc.BasisPeriodToDate && r.daysOf(p) == w.span {
		w.label = p
	}
	if r.daysOf(from) == w.span {
		w.label = from
	}
	return w
}

func (r *reckoner) cut(m timedMeasure, w timeframe, f period.Frequency) timeframe {
	steps := r.touching(w.span, f)
	cuts := m.prorate
	if m.once() && m.frequency == "" && r.jointKind(m, w.kind) != "" {
		cuts = r.cuts(m, w.kind)
	}
	if !cuts && !r.tile(steps, w.span) {
		return w
	}
	last := true
	for i := len(steps) - 1; i >= 0; i-- {
		switch p := steps[i]; {
		case r.outside(m.own, p):
		case !r.card.begun(r.daysOf(p)) || r.stepIn(m, p, w.span, w.kind) == isNotDue:
			last = false
		case last:
			return w
		default:
			w.last, w.asked, w.held = r.daysOf(p).last, p, true
			return w
		}
	}
	return w
}

// rolling is the frame of the n periods that ended last. It moves back to end with a period that is due, or that does
// not apply and has begun. It moves no further than its own periods go, and those that may still be awaited (4).
func (r *reckoner) rolling(m timedMeasure, w timeframe, f period.Frequency, asked period.Period) (timeframe, tally) {
	n, kind := rollingPeriods(m.basis), asked.Frequency()
	end, ok := r.ended(w.last, f)
	if !ok {
		return w, tally{lack: bsc.FlagNotDue}
	}
	if last, moved := r.lastDue(m, end, n); moved && !w.ahead {
		end, w.asked, w.held = last, last, true
	}
	if sizeOf(f) > sizeOf(kind) {
		kind = f
	}
	w, ok = r.rollingTo(w, end, n, kind)
	if !ok {
		return w, failing(bsc.ErrPeriod)
	}
	return w, tally{}
}

// lastDue is the last period, from one on backwards, with which a rolling frame may end, and whether that is a
// different one. A period after a measure's last one that has begun does not move the frame.
func (r *reckoner) lastDue(m timedMeasure, end period.Period, n int) (period.Period, bool) {
	const longest = 366 // days by which a reading may be late
	today, dated := r.card.today()
	p, ok := end, true
	for i := 0; ok && (i < n || dated && r.daysOf(p).last+longest >= today); i++ {
		if _, reaches := r.back(p, n-1); !reaches {
			break
		}
		if r.daysOf(p).last < m.own.first {
			return end, false
		}
		if r.card.begun(r.daysOf(p)) && (r.outside(m.own, p) || r.step(m, p) != isNotDue) {
			return p, p != end
		}
		p, ok = r.before(p)
	}
	return end, false
}

// rollingTo is the frame of n periods that ends with one. It is compared with an earlier frame, whose last period is
// complete by the end of the period (of a kind) before the one that holds the frame's last day (9).
func (r *reckoner) rollingTo(w timeframe, end period.Period, n int, kind period.Frequency) (timeframe, bool) {
	first, ok := r.back(end, n-1)
	if !ok {
		return w, false
	}
	w.span, w.label = span{r.daysOf(first).first, r.daysOf(end).last}, period.Period{}
	w.before = func() (timeframe, bool) {
		around, ok := r.at(w.last, kind)
		if !ok {
			return w, false
		}
		last, ok := r.ended(r.daysOf(around).first-1, end.Frequency())
		if !ok {
			return w, false
		}
		return r.rollingTo(w, last, n, kind)
	}
	return w, true
}

// step is the state of one of the periods of which a measure's frames are made. A calculation with flows has the state
// of its joint parts: it does not apply if none of them does, is missing if one is, and otherwise not due if one is
// (6).
func (r *reckoner) step(m timedMeasure, p period.Period) condition {
	return r.stepIn(m, p, ever(), p.Frequency())
}

// stepIn is step for the days of a period in a frame. kind is that of a measure without a frequency.
func (r *reckoner) stepIn(m timedMeasure, p period.Period, in span, kind period.Frequency) condition {
	if !m.once() {
		return r.part(m, p, nil).state
	}
	w := r.exactly(p, nil)
	w.span, w.kind = w.span.in(in), kind
	joint := r.jointKind(m, w.kind)
	if joint == "" {
		return r.calculate(m, w, false).condition()
	}
	w.left = r.leaving(m, w)
	var parts []timePart
	if touching := r.touching(w.span, joint); !r.cover(touching, w.span) || !r.tile(touching, w.span) && !r.cuts(m, w.kind) {
		return isMissing // nothing can ever make it up
	}
	for _, j := range r.touching(w.span, joint) {
		if !r.outside(m.own, j) {
			parts = append(parts, r.jointPart(m, j, r.daysOf(j).in(w.span), w))
		}
	}
	return folded(parts)
}

// folded is the state of something made of several parts.
func folded(parts []timePart) condition {
	found := map[condition]bool{}
	for _, p := range parts {
		found[p.state] = true
	}
	switch {
	case found[isMissing] || found[isStale] || found[isFailed]:
		return isMissing
	case found[isNotDue]:
		return isNotDue
	case found[isThere]:
		return isThere
	}
	return isNotApplicable
}

// condition is the state that a value gives to its part.
func (v tally) condition() condition {
	switch v.lack {
	case 0:
		return isThere
	case bsc.FlagNotDue:
		return isNotDue
	case bsc.FlagNotApplicable:
		return isNotApplicable
	}
	return isMissing
}
