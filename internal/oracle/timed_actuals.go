package oracle

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// Values may be given for the evaluated period as they stand, whatever the frequency. Then nothing is rolled up, and a
// calculation is made once on the values of its inputs. The target covers the KPI's parts that have begun and are
// inside the org unit's time.

// actualValue is such a value, with the frame of its target.
func (r *reckoner) actualValue(m timedMeasure) (tally, timeframe) {
	w := r.actualFrame(m)
	// If the basis lies outside the KPI's time, the period stands for itself.
	if !r.meets(m, w) {
		own := m
		own.basis = ""
		w = r.actualFrame(own)
	}
	parts := r.actualParts(m, w)
	var v tally
	switch asked := r.daysOf(r.card.Period); {
	case !r.card.begun(asked):
		return tally{lack: bsc.FlagNotDue, actual: true, hidden: true, parts: parts}, w
	case m.own.misses(asked) && !r.time.misses(asked):
		at := w
		at.span = asked
		v = without(at)
		v.hidden = true
	default:
		p := r.actualPart(m)
		p.inside, p.days, p.share = asked, asked.days(), integer(1)
		v = reckon([]timePart{p}, w.whole)
		if v.number = p.number; w.whole || v.lack == bsc.FlagNotDue {
			v.gaps = append(v.gaps, v.waits...)
		}
		if !m.own.misses(asked) {
			v.shown = []timePart{{period: p.period, state: r.actualState(m, p)}}
		}
	}
	v.actual, v.parts = true, parts
	return v, w
}

// actual is the value of a KPI or a series; nil: there is none.
func (r *reckoner) actual(ref bsc.Ref) *fraction {
	v, ok := r.card.Actuals[ref.String()]
	if !ok {
		v, ok = r.card.Actuals[ref.ID]
	}
	if !ok {
		return nil
	}
	return fractionOfDecimal(v)
}

// actualPart is the period as a part, with its value.
func (r *reckoner) actualPart(m timedMeasure) timePart {
	p := r.card.Period
	x := timePart{period: p, covered: integer(1)}
	switch n := r.actual(m.ref); {
	case r.time.misses(r.daysOf(p)):
		x.state = isNotApplicable
	case m.formula != nil:
		return r.actualResult(m, x)
	case n == nil:
		return r.absent(m, p, bsc.Gap{Ref: m.ref, Period: p})
	default:
		x.number = n
		if r.card.running(r.daysOf(p), 0) {
			x.marks = bsc.FlagProvisional
		}
	}
	return x
}

// actualState is the state of the period shown as a part. For what is calculated once, it is that of its flows.
func (r *reckoner) actualState(m timedMeasure, x timePart) condition {
	if !m.once() {
		return x.state
	}
	var flows []timePart
	for _, in := range m.formula.inputs {
		if input := r.measures[in.ref]; in.constant == nil && r.flow(input) {
			flows = append(flows, r.actualInput(input))
		}
	}
	if len(flows) == 0 {
		return x.state
	}
	return jointly(flows, m.formula.together())
}

// actualInput is an input of a calculation: outside its own time, it does not apply.
func (r *reckoner) actualInput(m timedMeasure) timePart {
	if r.outside(m.own, r.card.Period) {
		return timePart{period: r.card.Period, state: isNotApplicable}
	}
	return r.actualPart(m)
}

// actualResult is what is calculated from such values.
func (r *reckoner) actualResult(m timedMeasure, x timePart) timePart {
	var inputs []timePart
	var values []*fraction
	for _, in := range m.formula.inputs {
		value := in.constant
		if input := r.measures[in.ref]; value == nil {
			p := r.actualInput(input)
			inputs, value = append(inputs, p), p.number
		}
		values = append(values, value)
	}
	x.state = jointly(inputs, m.formula.together())
	for _, p := range inputs {
		x.take(p)
	}
	if x.state == isThere && m.formula.name != "change" { // nothing is known of the past
		x.number = m.formula.apply(values)
	}
	if x.state == isThere && x.number == nil {
		x.state, x.marks = isMissing, 0
	}
	return x
}

// actualFrame is the frame of the target: that of the basis, up to the end of the period.
func (r *reckoner) actualFrame(m timedMeasure) timeframe {
	w := r.exactly(r.card.Period, nil)
	w.own, w.whole = m.own, m.basis == "" || m.basis == bsc.BasisPeriod
	from := w.asked
	if kind := startOf(m.basis); kind != "" {
		from, _ = r.at(w.last, kind)
	}
	if n := rollingPeriods(m.basis); n > 0 {
		end, _ := r.ended(w.last, r.actualKind(cmp.Or(m.frequency, w.kind)))
		w, _ = r.rollingTo(w, end, n, w.kind)
		return w
	}
	if w.first = r.daysOf(from).first; !w.whole && r.daysOf(from) != w.span {
		w.label = period.Period{}
	}
	if r.daysOf(from) == w.span {
		w.label = from
	}
	return w
}

// actualKind is a frequency. Where values stand for the period, it is none larger than the period's.
func (r *reckoner) actualKind(f period.Frequency) period.Frequency {
	if asked := r.card.Period.Frequency(); r.card.Actuals != nil && sizeOf(f) > sizeOf(asked) {
		return asked
	}
	return f
}

// meets says whether one of the periods of a frame is in the KPI's own time.
func (r *reckoner) meets(m timedMeasure, w timeframe) bool {
	kind := r.actualKind(cmp.Or(r.partKind(m, w.kind), m.frequency, w.kind))
	return slices.ContainsFunc(r.touching(w.span, kind), func(p period.Period) bool { return !r.outside(m.own, p) })
}

// actualParts are the parts of the target.
func (r *reckoner) actualParts(m timedMeasure, w timeframe) []timePart {
	kind := r.partKind(m, w.kind)
	if kind == "" {
		return nil
	}
	var parts []timePart
	for _, p := range r.touching(w.span, r.actualKind(kind)) {
		if r.outside(m.own, p) {
			continue
		}
		x := timePart{period: p, inside: r.daysOf(p).in(w.span), days: r.daysOf(p).days()}
		x.share = w.span.part(r.daysOf(p))
		switch {
		case r.outside(r.time, p):
			x.state = isNotApplicable
		case !r.card.begun(r.daysOf(p)):
			x.state = isNotDue
		}
		parts = append(parts, x)
	}
	if asked := r.card.Period; len(parts) == 0 {
		days := r.daysOf(asked)
		parts = []timePart{{period: asked, inside: days, days: days.days(), share: integer(1)}}
	}
	return parts
}
