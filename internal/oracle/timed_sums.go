package oracle

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// added is the target of a measure that adds up: the sum of what the parts that count should reach.
func (s *goalSearch) added() goal {
	a := adding{goalSearch: s, unit: s.kind, sources: map[period.Period]bool{}, spreads: map[period.Period]*sharing{}, steps: map[period.Period]bool{}}
	if len(s.parts) > 0 {
		a.unit = s.parts[0].period.Frequency()
	}
	return a.goal()
}

// An adding adds up targets over the parts of a frame.
type adding struct {
	*goalSearch
	unit    period.Frequency // of the parts
	sum     goal
	started bool
	sources map[period.Period]bool // what it is made of
	brought []bringing             // what is stated as a whole for periods in the frame, with everything inside
	spreads map[period.Period]*sharing
	steps   map[period.Period]bool // those whose due amount is in the sum
}

func (a *adding) goal() goal {
	in := false
	for _, p := range a.parts {
		in = in || p.in
	}
	if !in {
		return goal{}
	}
	whole, ok := a.whole()
	if ok && (a.stated[whole].Against != "" || a.complete()) {
		return a.use(whole, bsc.TargetStated)
	}
	t := a.overParts()
	if ok && t.from == whole {
		t.rule = bsc.TargetStated
	}
	return t
}

// complete says whether every part counts.
func (a *adding) complete() bool {
	return !slices.ContainsFunc(a.parts, func(p goalPart) bool { return !p.in })
}

// overParts is the sum of what the parts that count should reach.
func (a *adding) overParts() goal {
	if t, ok := a.decided(); ok {
		return t
	}
	for _, b := range a.brought {
		a.sources[b.from] = true
		a.sum.undivided = true
		a.plus(scaled(numbersOf(a.stated[b.from]), a.kept(b.span)))
	}
	for _, p := range a.parts {
		if p.in && !a.reach(p.period, p.inside) {
			return goal{waits: a.sum.waits}
		}
	}
	return a.named()
}

// named says how the sum came into force.
func (a *adding) named() goal {
	t := a.sum
	t.rule = bsc.TargetRolledUp
	if len(a.sources) != 1 {
		return t
	}
	for p := range a.sources {
		t.from = p
	}
	switch {
	case t.from.IsZero():
		t.rule = bsc.TargetStanding
	case a.isUnit(t.from) || a.stated[t.from].Phasing == "":
		t.rule = bsc.TargetStated
	default:
		t.rule = bsc.TargetPhased
	}
	return t
}

// isUnit says whether a period is one of the parts, or has the days of one.
func (a *adding) isUnit(p period.Period) bool {
	for _, part := range a.parts {
		if part.period == p || a.twin(part.period, p) {
			return true
		}
	}
	return false
}

// source is the period whose target says what some days of a part should reach: the target stated for the part, the
// smallest one stated around its days, or the one for every period. It returns false if there is none.
func (a *adding) source(u period.Period, inside span) (period.Period, bool) {
	if p, ok := a.statedBy(u); ok {
		return p, true
	}
	if p, ok := a.around(inside, a.unit); ok {
		return p, true
	}
	_, ok := a.stated[period.Period{}]
	return period.Period{}, ok
}

// decided is the target if one source decides alone: a comparison, no source at all, or what is stated for a larger
// period and not phased. The last counts whole if the frame lies in it, is brought along if it lies in the frame, and
// gives no target otherwise (3).
func (a *adding) decided() (goal, bool) {
	for _, p := range a.parts {
		if from, ok := a.comparison(p); ok && !a.ofUnit {
			return a.use(from, bsc.TargetStanding), true
		}
	}
	for _, p := range a.parts {
		if !p.in {
			continue
		}
		if from, ok := a.comparison(p); ok {
			return a.use(from, bsc.TargetStanding), true
		}
		if t, done := a.decidedBy(p.period, p.inside); done {
			return t, true
		}
	}
	return goal{}, false
}

// comparison is the comparison that is the source of a part in the window, if there is one. An org unit is asked for
// its own targets in the order of the parts, until one of them decides.
func (a *adding) comparison(p goalPart) (period.Period, bool) {
	from, ok := a.source(p.period, p.inside)
	return from, ok && p.in && a.stated[from].Against != ""
}

func (a *adding) decidedBy(u period.Period, inside span) (goal, bool) {
	from, ok := a.source(u, inside)
	if days := a.apart(from, ok, inside); len(days) > 1 {
		for _, d := range days {
			if t, done := a.decidedBy(u, d); done {
				return t, true
			}
		}
		return goal{}, false
	}
	if !ok {
		return goal{}, true
	}
	around, alone := a.aroundOf(u, inside, from)
	switch {
	case a.isBrought(inside):
		return goal{}, false
	case !alone:
		return a.decidedInside(u, inside, from)
	case around.holds(a.w.span):
		rule := bsc.TargetEnclosing
		if from.IsZero() {
			rule = bsc.TargetStanding
		}
		return goal{numbers: scaled(numbersOf(a.stated[from]), a.kept(around)), rule: rule, from: from, undivided: true}, true
	case !a.w.holds(around):
		return goal{cut: true}, true // it is not stated what part is due by then
	}
	a.bring(from, around)
	return goal{}, false
}

// decidedInside decides the days of a part that lie in something stated inside its source.
func (a *adding) decidedInside(u period.Period, inside span, from period.Period) (goal, bool) {
	if from.IsZero() || a.isPart(u, from) {
		return goal{}, false
	}
	for _, q := range a.spread(from).inner {
		if rest := a.daysOf(q).in(inside); rest.days() > 0 {
			if t, done := a.decidedBy(u, rest); done {
				return t, true
			}
		}
	}
	return goal{}, false
}

// aroundOf are the days for which a source is stated as a whole, if it is not phased and covers more than the part. If
// a calculation adds up, a target for every period is stated for each period of its frequency or, without a frequency,
// for the evaluated period (11).
func (a *adding) aroundOf(u period.Period, inside span, from period.Period) (span, bool) {
	switch {
	case !from.IsZero():
		return a.daysOf(from), a.stated[from].Phasing == "" && !a.isPart(u, from)
	case !a.m.once():
		return span{}, false
	case a.k.Frequency == "" && a.additive(a.m):
		return a.w.span, true
	}
	p, ok := a.at(inside.first, a.kind)
	return a.daysOf(p), ok && sizeOf(a.kind) > sizeOf(a.unit)
}

// isPart says whether a target is stated for the part itself.
func (a *adding) isPart(u, from period.Period) bool { return u == from || a.twin(u, from) }

// A bringing is what is stated as a whole for a period inside the frame.
type bringing struct {
	span
	from period.Period
}

// bring records what is stated as a whole for a period inside the frame, and replaces what lies inside that.
func (a *adding) bring(from period.Period, around span) {
	a.brought = slices.DeleteFunc(a.brought, func(b bringing) bool { return around.holds(b.span) })
	a.brought = append(a.brought, bringing{around, from})
}

// isBrought says whether some days lie in what is brought along.
func (a *adding) isBrought(d span) bool {
	for _, b := range a.brought {
		if b.holds(d) {
			return true
		}
	}
	return false
}

// apart splits the days of a part into the periods that are decided separately. Without a source, these are two years,
// because only so may the days have a target. For a calculation that adds up with a target for every period, they are
// the periods of its frequency (11).
func (a *adding) apart(from period.Period, found bool, d span) []span {
	kind := period.Yearly
	switch {
	case found && !(from.IsZero() && a.perPeriod() && sizeOf(a.kind) > sizeOf(a.unit)):
		return []span{d}
	case found:
		kind = a.kind
	}
	var all []span
	for d.days() > 0 {
		p, ok := a.at(d.first, kind)
		if !ok {
			return nil
		}
		end := min(a.daysOf(p).last, d.last)
		all = append(all, span{d.first, end})
		d.first = end + 1
	}
	return all
}

// perPeriod says whether a target for every period stands once for each period of the frequency of a calculation that
// adds up, whose parts are different.
func (a *adding) perPeriod() bool { return a.additive(a.m) && a.k.Frequency != "" }

// reach adds what some days of a part should reach. It returns false if nothing is stated, or if the amount falls due
// in a part that does not count.
func (a *adding) reach(u period.Period, inside span) bool {
	if a.isBrought(inside) {
		return true
	}
	from, ok := a.source(u, inside)
	if days := a.apart(from, ok, inside); len(days) > 1 {
		return !slices.ContainsFunc(days, func(d span) bool { return !a.reach(u, d) })
	}
	if !ok {
		return false
	}
	a.sources[from] = true
	if from.IsZero() && a.perPeriod() && sizeOf(a.kind) < sizeOf(a.unit) {
		for _, p := range a.touching(inside, a.kind) {
			a.plus(scaled(numbersOf(a.stated[from]), a.daysOf(p).in(inside).part(a.daysOf(p))))
		}
		return true
	}
	if from.IsZero() || a.isPart(u, from) {
		a.plus(scaled(numbersOf(a.stated[from]), inside.part(a.daysOf(u))))
		return true
	}
	s := a.spread(from)
	a.sum.undivided = a.sum.undivided || a.stated[from].Phasing == bsc.PhasingStep
	if a.stated[from].Phasing != bsc.PhasingStep {
		a.plus(scaled(s.left, s.share(inside)))
	} else if !a.fallDue(s) {
		return false
	}
	for _, q := range s.inner {
		if rest := a.daysOf(q).in(inside); rest.days() > 0 && !a.reach(u, rest) {
			return false
		}
	}
	return true
}

// plus adds some numbers.
func (a *adding) plus(numbers [4]*fraction) {
	if a.started {
		numbers = added(a.sum.numbers, numbers)
	}
	a.sum.numbers, a.started = numbers, true
}

// scaled are numbers times a factor.
func scaled(numbers [4]*fraction, factor *fraction) [4]*fraction {
	for i, x := range numbers {
		if x != nil {
			numbers[i] = x.times(factor)
		}
	}
	return numbers
}
