package oracle

import (
	"cmp"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A goal is a target in force: baseline, value, stretch and floor, each of which may be nil.
type goal struct {
	numbers [4]*fraction
	rule    bsc.TargetRule
	from    period.Period
	ofUnit  bool
	cut     bool // the frame cuts what is stated for a larger period, so that it is not stated when it is due
	// something in it is stated for a longer period, and not divided among its parts: it is not phased, or falls due at
	// once
	undivided bool
	waits     period.Period // the missing part in which all of a step falls due
}

const valueNumber = 1 // of the numbers

func numbersOf(t bsc.Target) [4]*fraction {
	var numbers [4]*fraction
	for i, n := range []bsc.Number{t.Baseline, t.Value, t.Stretch, t.Floor} {
		if n != "" {
			numbers[i] = fractionOf(n)
		}
	}
	return numbers
}

func (g goal) value() *fraction { return g.numbers[valueNumber] }

// A goalSearch is a search for the target of a KPI whose value is known.
type goalSearch struct {
	*reckoner
	k      *bsc.KPI
	m      timedMeasure
	w      timeframe // of the target
	seen   timeframe // of the value
	v      tally
	parts  []goalPart
	kind   period.Frequency // of the periods for which targets that do not add up are stated
	rollup bsc.Rollup       // of targets
	stated map[period.Period]bsc.Target
	ofUnit bool
}

// A goalPart is a part of the frame with whether its target counts.
type goalPart struct {
	timePart
	in bool
}

// target is the target in force for a KPI. An org unit's own targets take precedence over the definition's. From one of
// them on, none of the definition's apply.
func (r *reckoner) target(k *bsc.KPI, v tally, w timeframe) goal {
	m := r.measures[bsc.KPIRef(k.ID)]
	if k.Target == bsc.TargetOfContributors && len(m.givers) > 0 {
		return r.summed(m, v, w)
	}
	s := goalSearch{reckoner: r, k: k, m: m, w: w, seen: w, v: v}
	s.kind = r.actualKind(cmp.Or(k.Frequency, r.card.Period.Frequency()))
	s.rollup = cmp.Or(k.TargetRollup, k.Rollup)
	if s.rollup == "" && r.additive(m) {
		s.rollup = bsc.RollupSum
	}
	t := s.by(r.latest(r.unit.Targets[k.ID]), true)
	if t.rule == "" && !t.cut && t.waits.IsZero() {
		t = s.by(r.latest(k.Targets), false)
	}
	for i, n := range t.numbers {
		if n != nil {
			t.numbers[i] = n.significant()
		}
	}
	return t
}

// by is the target from what is stated: by the org unit itself, or by the definition.
func (s goalSearch) by(stated map[period.Period]bsc.Target, ofUnit bool) goal {
	s.stated, s.ofUnit, s.parts = stated, ofUnit, nil
	s.count()
	t := s.find()
	t.ofUnit = ofUnit && t.rule != ""
	return t
}

func (r *reckoner) latest(targets []bsc.Target) map[period.Period]bsc.Target {
	stated := map[period.Period]bsc.Target{}
	for _, t := range targets {
		before, ok := stated[t.Period]
		if r.card.recorded(t.RecordedAt) && (!ok || t.RecordedAt.After(before.RecordedAt)) {
			stated[t.Period] = t
		}
	}
	return stated
}

// count says which parts' targets count. For an org unit's own targets, what lies outside its time is no part.
func (s *goalSearch) count() {
	for _, p := range s.v.parts {
		if s.measured(p.period) && !p.beyond {
			s.parts = append(s.parts, goalPart{p, s.v.counts(p, s.w.whole)})
		}
	}
}

// measured says whether targets are spread over a period.
func (s *goalSearch) measured(p period.Period) bool {
	return !s.outside(s.m.own, p) && !(s.ofUnit && s.outside(s.time, p))
}

// units are the periods of a frequency in some days that targets are spread over.
func (s *goalSearch) units(d span, kind period.Frequency) []period.Period {
	var units []period.Period
	for _, p := range s.touching(d, kind) {
		if s.measured(p) {
			units = append(units, p)
		}
	}
	return units
}

// find is the target by the rules for its roll-up.
func (s *goalSearch) find() goal {
	if s.rollup == bsc.RollupSum {
		return s.added()
	}
	if s.card.Actuals == nil && len(s.v.parts) > 0 && len(s.units(s.w.span, s.kind)) == 0 {
		return goal{}
	}
	t := s.single()
	if t.rule == "" && s.w.held { // a value that is held may be measured against today's target
		s.w.asked, s.w.label, s.w.span = s.card.Period, s.card.Period, s.daysOf(s.card.Period)
		t = s.own(s.card.Period, s.w.span)
	}
	return t
}

// single is the target of a measure that does not add up. If its basis covers several of its periods, it rolls up the
// targets in force for those that count. Otherwise it is the target of the period that ends the frame.
func (s *goalSearch) single() goal {
	if p, ok := s.ofLast(); ok {
		if t := s.own(p.period, p.inside); t.rule != "" {
			return t
		}
	}
	if p, ok := s.whole(); ok {
		return s.use(p, bsc.TargetStated)
	}
	p := s.w.label
	if p.IsZero() {
		p = s.w.asked
		if s.rollup != "" && s.rollup != bsc.RollupLast {
			if t, ok := s.rolledUp(s.w.span, s.own); ok {
				return t
			}
		}
		if stated, ok := s.statedBy(p); ok {
			return s.use(stated, bsc.TargetStated)
		}
	}
	if t, ok := s.rolledUp(s.daysOf(p), s.explicit); ok {
		return t
	}
	return s.beyond(p, s.daysOf(p))
}

// ofLast is the last part that counts, if targets roll up by last and it is not the last of the frame. On a whole
// period, a part followed only by parts that are not due counts as the last: the target is that of the period's end
// (5).
func (s *goalSearch) ofLast() (goalPart, bool) {
	if s.rollup != bsc.RollupLast || s.m.once() {
		return goalPart{}, false
	}
	waiting := true
	for i := len(s.parts) - 1; i >= 0; i-- {
		switch p := s.parts[i]; {
		case p.beyond:
		case s.v.counts(p.timePart, false):
			after := s.parts[i+1:]
			return p, len(after) > 0 && !after[0].beyond && !(s.w.whole && waiting)
		default:
			waiting = waiting && p.state == isNotDue
		}
	}
	return goalPart{}, false
}

// whole is a period with exactly the days of the frame and a target.
func (s *goalSearch) whole() (period.Period, bool) {
	if p, ok := s.statedBy(s.w.label); ok {
		return p, true
	}
	if s.daysOf(s.card.Period) != s.w.span {
		return period.Period{}, false
	}
	return s.statedBy(s.card.Period)
}

// statedBy is a period with a target: the period itself, or one of its size with the same days.
func (s *goalSearch) statedBy(p period.Period) (period.Period, bool) {
	if p.IsZero() {
		return p, false
	}
	if _, ok := s.stated[p]; ok {
		return p, true
	}
	for other := range s.stated {
		if !other.IsZero() && s.twin(other, p) {
			return other, true
		}
	}
	return p, false
}

// own is the target of one period, of which some days count, by all rules.
func (s *goalSearch) own(p period.Period, inside span) goal {
	if stated, ok := s.statedBy(p); ok {
		return s.use(stated, bsc.TargetStated)
	}
	return s.beyond(p, inside)
}

// explicit is the target that is stated for one period.
func (s *goalSearch) explicit(p period.Period, _ span) goal {
	stated, ok := s.statedBy(p)
	if !ok || s.stated[stated].Against != "" {
		return goal{}
	}
	return goal{numbers: numbersOf(s.stated[stated]), rule: bsc.TargetStated, from: stated}
}

// rolledUp is made of the targets of the periods in some days that count, if each has one.
func (s *goalSearch) rolledUp(d span, of func(period.Period, span) goal) (goal, bool) {
	if s.rollup == "" || !s.k.Prorate && !s.tile(s.touching(d, s.kind), d) {
		return goal{}, false
	}
	var all []goal
	var pieces []timePart
	for _, p := range s.units(d, s.kind) {
		if !s.inside(p) {
			continue
		}
		days := s.daysOf(p)
		t := of(p, days.in(d))
		if t.rule == "" {
			return goal{}, false
		}
		all = append(all, t)
		pieces = append(pieces, timePart{period: p, days: days.days(), share: d.part(days)})
	}
	if len(all) < 2 {
		return append(all, goal{})[0], len(all) == 1
	}
	t := goal{rule: bsc.TargetRolledUp}
	for i := range t.numbers {
		t.numbers[i] = s.combined(all, pieces, i)
	}
	return t, true
}

// inside says whether a period's target counts: whether one of the frame's parts in it does.
func (s *goalSearch) inside(p period.Period) bool {
	for _, part := range s.parts {
		if part.in && s.daysOf(part.period).common(s.daysOf(p)) > 0 {
			return true
		}
	}
	return len(s.v.parts) == 0 && !s.outside(s.time, p)
}

// combined rolls up one number of the targets; nil if one lacks it.
func (s *goalSearch) combined(targets []goal, pieces []timePart, number int) *fraction {
	for i, t := range targets {
		if pieces[i].number = t.numbers[number]; pieces[i].number == nil {
			return nil
		}
	}
	return rolledUp(s.rollup, pieces)
}

// beyond is a target stated for a period around another, before it, or for every period.
func (s *goalSearch) beyond(asked period.Period, inside span) goal {
	if p, ok := s.around(inside, ""); ok {
		if s.stated[p].Phasing == bsc.PhasingGlide {
			return s.glide(p, inside.last)
		}
		return s.use(p, bsc.TargetEnclosing)
	}
	if p, ok := s.earlierStated(asked); ok {
		return s.use(p, bsc.TargetEarlier)
	}
	if _, ok := s.stated[period.Period{}]; ok {
		return s.use(period.Period{}, bsc.TargetStanding)
	}
	return goal{}
}

// around is the smallest period with a target that holds all of some days, but not smaller than a frequency.
func (s *goalSearch) around(d span, kind period.Frequency) (period.Period, bool) {
	var smallest period.Period
	for p := range s.stated {
		if p.IsZero() || sizeOf(p.Frequency()) < sizeOf(kind) || !s.daysOf(p).holds(d) {
			continue
		}
		if smallest.IsZero() || s.daysOf(p).days() < s.daysOf(smallest).days() {
			smallest = p
		}
	}
	return smallest, !smallest.IsZero()
}

// earlierStated is the latest period of the same size before another that has a target. It does not search an org
// unit's own targets: the org unit's source is asked only for the period and those in it and around it.
func (s *goalSearch) earlierStated(asked period.Period) (period.Period, bool) {
	var latest period.Period
	for p := range s.stated {
		if s.ofUnit || p.Frequency() != asked.Frequency() || s.daysOf(p).last >= s.daysOf(asked).first {
			continue
		}
		if latest.IsZero() || s.daysOf(latest).first < s.daysOf(p).first {
			latest = p
		}
	}
	return latest, !latest.IsZero()
}

// glide is a point on the way from the baseline to the value, in equal steps. A period that is only partly inside is a
// part of a step.
func (s *goalSearch) glide(p period.Period, last int) goal {
	t := goal{numbers: numbersOf(s.stated[p]), rule: bsc.TargetGlide, from: p}
	passed, all := integer(0), integer(0)
	around := s.daysOf(p)
	by := span{around.first, last}
	for _, u := range s.units(around, cmp.Or(s.k.Frequency, s.kind)) {
		all = all.plus(around.part(s.daysOf(u)))
		passed = passed.plus(by.part(s.daysOf(u)))
	}
	if all.sign() == 0 {
		all = integer(1) // none of its days is the KPI's
	}
	way := t.numbers[valueNumber].minus(t.numbers[0])
	t.numbers[valueNumber] = t.numbers[0].plus(way.times(passed).over(all))
	return t
}

// use is a stated target, unchanged or as its comparison gives it (9).
func (s *goalSearch) use(p period.Period, rule bsc.TargetRule) goal {
	t := s.stated[p]
	g := goal{numbers: numbersOf(t), rule: rule, from: p}
	if t.Against == "" {
		return g
	}
	g.rule = bsc.TargetCompared
	var base *fraction
	switch t.Against {
	case bsc.ComparisonPrevious:
		g.from, _ = s.at(s.daysOf(s.seen.asked).first-1, s.seen.asked.Frequency())
	case bsc.ComparisonLastYear:
		g.from = yearLabel(s.seen.asked)
	default:
		g.from = s.seen.asked
	}
	base = s.compared(t.Against)
	if base == nil || t.Times != "" && base.sign() < 0 {
		return g
	}
	switch {
	case t.Times != "":
		base = base.times(fractionOf(t.Times))
	case t.Percent != "":
		base = base.plus(base.magnitude().times(fractionOf(t.Percent)).over(integer(100)))
	case t.Plus != "":
		base = base.plus(fractionOf(t.Plus))
	}
	g.numbers[valueNumber] = base
	return g
}

// compared is the value with which the KPI's value is compared; nil: none.
func (s *goalSearch) compared(against bsc.Comparison) *fraction {
	series := bsc.ParseRef(string(against))
	switch isSeries := series.Kind == bsc.KindSeries; {
	case s.card.Actuals != nil && isSeries && s.outside(s.measures[series].own, s.card.Period):
		return nil
	case s.card.Actuals != nil && isSeries:
		return s.actual(series)
	case s.card.Actuals != nil:
		return nil // only the period itself is known
	case isSeries:
		return s.benchmark(series, s.m, s.seen, s.v)
	}
	return s.base(s.m, s.seen, s.v, against)
}
