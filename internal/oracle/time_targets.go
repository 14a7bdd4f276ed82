package oracle

import (
	"cmp"
	"time"

	"github.com/go-bsc/bsc"
)

// A timeTarget is a target in force: baseline, value, stretch and floor, each of which may be nil.
type timeTarget struct {
	parts [4]*fraction
	rule  bsc.TargetRule
	from  bsc.Period
}

const valuePart = 1 // of the parts

func partsOf(t bsc.Target) [4]*fraction {
	var parts [4]*fraction
	for i, n := range []bsc.Number{t.Baseline, t.Value, t.Stretch, t.Floor} {
		if n != "" {
			parts[i] = fractionOf(n)
		}
	}
	return parts
}

// An aim is what is asked of a KPI's targets.
type aim struct {
	*timeReference
	k      *bsc.KPI
	value  window                    // of the KPI's value
	window window                    // of the target
	asked  bsc.Period                // or the one that is held
	kind   bsc.Frequency             // of the units
	rollup bsc.Rollup                // of targets
	stated map[bsc.Period]bsc.Target // by period, as of the moment

	spreads map[bsc.Period]spread // found so far
}

// target is the target in force for the KPI (24).
func (r *timeReference) target(k *bsc.KPI) timeTarget {
	g := r.gauges[bsc.KPIRef(k.ID)]
	w, none := r.frame(g, r.Period)
	if none.lack != 0 {
		return timeTarget{}
	}
	a := aim{
		r, k, w, w, w.asked, cmp.Or(k.Frequency, w.asked.Frequency()), cmp.Or(k.TargetRollup, k.Rollup),
		map[bsc.Period]bsc.Target{},
		map[bsc.Period]spread{},
	}
	for _, t := range k.Targets {
		before, ok := a.stated[t.Period]
		if (r.AsOf.IsZero() || !t.RecordedAt.After(r.AsOf)) && (!ok || t.RecordedAt.After(before.RecordedAt)) {
			a.stated[t.Period] = t
		}
	}
	if a.rollup == bsc.RollupSum {
		return a.added()
	}
	t := a.single()
	if t.rule == "" && w.held { // what is held may be measured against today's
		a.asked = r.Period
		a.window = window{days: r.days(r.Period), asked: r.Period, label: r.Period}
		t = a.own(r.Period, r.days(r.Period))
	}
	return t
}

// units are the KPI's own periods in some days, from its first on.
func (a aim) units(d days) []bsc.Period {
	return a.measured(a.gauges[bsc.KPIRef(a.k.ID)], a.touching(d, a.kind))
}

// around is the smallest period with a target that has all the days, if there is one.
func (a aim) around(d days) (bsc.Period, bool) {
	var smallest bsc.Period
	for p := range a.stated {
		smaller := a.rollup == bsc.RollupSum && size(p.Frequency()) < size(a.kind)
		if p.IsZero() || smaller || !a.days(p).contains(d) {
			continue
		}
		if smallest.IsZero() || a.days(p).count() < a.days(smallest).count() {
			smallest = p
		}
	}
	return smallest, !smallest.IsZero()
}

// use is a stated target as it stands, or what it is compared with.
func (a aim) use(p bsc.Period, rule bsc.TargetRule) timeTarget {
	t := a.stated[p]
	if t.Against == "" {
		return timeTarget{partsOf(t), rule, p}
	}
	result := timeTarget{parts: partsOf(t), rule: bsc.TargetCompared}
	var v timeValue
	switch t.Against {
	case bsc.PreviousPeriod:
		result.from, _ = a.at(a.days(a.asked).first-1, a.asked.Frequency())
		v = a.past(result.from)
	case bsc.LastYear:
		result.from = yearEarlier(a.asked)
		v = a.past(result.from)
	default:
		result.from = a.value.asked
		v = a.input(a.gauges[bsc.ParseRef(string(t.Against))], a.value)
	}
	if v.number != nil && v.lack == 0 && v.marks&bsc.FlagPartial == 0 {
		result.parts[valuePart] = v.number.times(fractionOf(cmp.Or(t.Times, "1")))
	}
	return result
}

// past is the KPI's own value when another period is asked for.
func (a aim) past(p bsc.Period) timeValue {
	if _, _, err := a.Book.Bounds(p); err != nil {
		return timeValue{lack: bsc.FlagNoData}
	}
	g := a.gauges[bsc.KPIRef(a.k.ID)]
	w, none := a.frame(g, p)
	if none.lack != 0 {
		return none
	}
	return a.over(g, w)
}

// yearEarlier is the same period of the year before, if it has that.
func yearEarlier(p bsc.Period) bsc.Period {
	label := p.String()
	year, _ := time.Parse("2006", label[:4])
	before, _ := bsc.ParsePeriod(year.AddDate(-1, 0, 0).Format("2006") + label[4:])
	return before
}

// single is the target of a KPI that does not add up. What covers several of its periods by its
// basis is measured against what is in force for each of them, and else against what is for the
// period that ends it.
func (a aim) single() timeTarget {
	if p, ok := a.whole(); ok {
		return a.use(p, bsc.TargetStated)
	}
	p := a.window.label
	if p.IsZero() {
		p = a.asked
		if a.rollup != "" && a.rollup != bsc.RollupLast {
			if t, ok := a.rolledUp(a.window.days, a.own); ok {
				return t
			}
		}
		if stated, ok := a.statedFor(p); ok {
			return a.use(stated, bsc.TargetStated)
		}
	}
	if t, ok := a.rolledUp(a.days(p), a.explicit); ok {
		return t
	}
	return a.beyond(p, a.days(p))
}

// whole is a period that has just the days of the window, and a target.
func (a aim) whole() (bsc.Period, bool) {
	if p, ok := a.statedFor(a.window.label); ok {
		return p, true
	}
	if a.days(a.Period) != a.window.days {
		return bsc.Period{}, false
	}
	return a.statedFor(a.Period)
}

// statedFor is a period, or one of its size with the same days, that a target is stated for.
func (a aim) statedFor(p bsc.Period) (bsc.Period, bool) {
	if p.IsZero() {
		return p, false
	}
	if _, ok := a.stated[p]; ok {
		return p, true
	}
	for other := range a.stated {
		if !other.IsZero() && size(other.Frequency()) == size(p.Frequency()) && a.days(other) == a.days(p) {
			return other, true
		}
	}
	return p, false
}

// own is the target of one period, of which some days count, by all rules.
func (a aim) own(p bsc.Period, inside days) timeTarget {
	if stated, ok := a.statedFor(p); ok {
		return a.use(stated, bsc.TargetStated)
	}
	return a.beyond(p, inside)
}

// explicit is the target that is stated for one period.
func (a aim) explicit(p bsc.Period, _ days) timeTarget {
	stated, ok := a.statedFor(p)
	if !ok || a.stated[stated].Against != "" {
		return timeTarget{}
	}
	return timeTarget{partsOf(a.stated[stated]), bsc.TargetStated, stated}
}

// rolledUp is made of the targets of the units in some days, if each has one.
func (a aim) rolledUp(d days, of func(bsc.Period, days) timeTarget) (timeTarget, bool) {
	units := a.touching(d, a.kind)
	if a.rollup == "" || !a.k.Prorate && !a.tile(units, d) {
		return timeTarget{}, false
	}
	var all []timeTarget
	units = a.units(d)
	for _, u := range units {
		t := of(u, a.days(u).in(d))
		if t.rule == "" {
			return timeTarget{}, false
		}
		all = append(all, t)
	}
	if len(all) < 2 {
		return append(all, timeTarget{})[0], len(all) == 1
	}
	t := timeTarget{rule: bsc.TargetRolledUp}
	for part := range t.parts {
		t.parts[part] = a.combined(units, all, part, d)
	}
	return t, true
}

// combined rolls up one part of the targets of units; nil where one has none.
func (a aim) combined(units []bsc.Period, targets []timeTarget, part int, d days) *fraction {
	var pieces []timePiece
	for i, u := range units {
		x := targets[i].parts[part]
		if x == nil {
			return nil
		}
		inside := integer(int64(d.common(a.days(u))))
		pieces = append(pieces, timePiece{timeValue: timeValue{number: x}, inside: inside, part: integer(1)})
	}
	return combined(a.rollup, pieces)
}

// beyond is a target stated for a period around another, before it, or for every period.
func (a aim) beyond(asked bsc.Period, inside days) timeTarget {
	if p, ok := a.around(inside); ok {
		if a.stated[p].Phasing == bsc.PhasingGlide {
			return a.glide(p, inside.last)
		}
		return a.use(p, bsc.TargetEnclosing)
	}
	var latest bsc.Period
	for p := range a.stated {
		earlier := p.Frequency() == asked.Frequency() && a.days(p).last < a.days(asked).first
		if earlier && (latest.IsZero() || a.days(latest).first < a.days(p).first) {
			latest = p
		}
	}
	if !latest.IsZero() {
		return a.use(latest, bsc.TargetEarlier)
	}
	if _, ok := a.stated[bsc.Period{}]; ok {
		return a.use(bsc.Period{}, bsc.TargetStanding)
	}
	return timeTarget{}
}

// glide is on the way from the baseline to the value, in equal steps of the units. One that is only
// partly in the period is a part of a step.
func (a aim) glide(p bsc.Period, last int) timeTarget {
	t := timeTarget{partsOf(a.stated[p]), bsc.TargetGlide, p}
	passed, all := integer(0), integer(0)
	by := days{a.days(p).first, last}
	for _, u := range a.units(a.days(p)) {
		all = all.plus(a.part(u, a.days(p)))
		passed = passed.plus(a.part(u, by))
	}
	if all.sign() == 0 {
		all = integer(1) // nothing of it is the KPI's
	}
	way := t.parts[valuePart].minus(t.parts[0])
	t.parts[valuePart] = t.parts[0].plus(way.times(passed).over(all))
	return t
}
