package organisation_test

import (
	"encoding/json"
	"math/big"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A value is what a KPI measured over its window, and what it should have.
type value struct {
	parts   []part
	entire  bool     // of a whole period, and not to date
	state   state    // applies: there is a value
	number  *big.Rat // nil: none
	covered *big.Rat // by days
	enough  bool     // half of what is due and applies is there
	target  *goal
}

// A goal is what a KPI should reach.
type goal struct{ baseline, value *big.Rat }

// kpiOf is a KPI of a card.
func kpiOf(card *bsc.Definition, ref bsc.Ref) *bsc.KPI {
	for k := range card.KPIs() {
		if bsc.KPIRef(k.ID) == ref {
			return k
		}
	}
	panic("no KPI " + ref.String())
}

// window are the months that a KPI's value covers.
func (v *view) window(k *bsc.KPI) []month {
	first := v.first
	if k.Basis == bsc.BasisYearToDate {
		first = monthOf(v.month.year(), 1)
	}
	var months []month
	for m := first; m <= v.month; m++ {
		months = append(months, m)
	}
	return months
}

// value is a KPI's value in the month that is evaluated.
func (v *view) value(at place) *value {
	if x := v.values[at]; x != nil {
		return x
	}
	k := kpiOf(v.cards[at.unit].Definition, at.ref)
	var x *value
	switch {
	case k.Calculator.Name == "ratio":
		x = v.ratio(at.unit, k)
	case k.Rollup == bsc.RollupMean:
		x = reckon(v.parts(at, k), false)
		x.number = mean(x.parts)
	default:
		x = reckon(v.parts(at, k), k.Basis == "")
		x.number = total(x.parts)
	}
	if !v.begun(v.first) && x.state != notApplicable {
		x.state = notDue
	}
	if x.state == applies && x.number == nil {
		x.state = missing // a denominator of 0 is no data
	}
	v.values[at] = x
	if x.target = v.goal(at, k, counting(x)); x.target != nil {
		x.target = &goal{x.target.baseline, shown(x.target.value)}
	}
	return x
}

func (v *view) parts(at place, k *bsc.KPI) []part {
	var parts []part
	for _, m := range v.window(k) {
		parts = append(parts, v.shown(at, m, nil))
	}
	return parts
}

// reckon says how the parts of a window stand together: those that are not due or do not apply are not there. Of a whole
// period, those that are not due are gaps.
func reckon(parts []part, entire bool) *value {
	x := &value{parts: parts, entire: entire, state: notApplicable, covered: whole(0)}
	days, there, apply := whole(0), 0, 0
	found := map[state]bool{}
	for _, p := range parts {
		found[p.state] = true
		if p.state == applies {
			there++
			x.covered = plus(x.covered, times(p.covered, whole(p.month.days())))
		}
		if p.state == applies || p.state == missing {
			apply++
		}
		if p.state == applies || p.state == missing || entire && p.state == notDue {
			days = plus(days, whole(p.month.days()))
		}
	}
	for _, s := range []state{notDue, missing, applies} {
		if found[s] {
			x.state = s
		}
	}
	if days.Sign() > 0 {
		x.covered = floored(over(x.covered, days))
	}
	x.enough = 2*there >= apply
	return x
}

// total is the sum of the parts that are there; nil: none is.
func total(parts []part) *big.Rat {
	var sum *big.Rat
	for _, p := range parts {
		if p.state == applies && sum == nil {
			sum = whole(0)
		}
		if p.state == applies {
			sum = plus(sum, p.number)
		}
	}
	if sum == nil {
		return nil
	}
	return shown(sum)
}

// mean weighs the parts that are there by their days.
func mean(parts []part) *big.Rat {
	sum, days := whole(0), whole(0)
	for _, p := range parts {
		if p.state == applies {
			n := whole(p.month.days())
			sum, days = plus(sum, times(p.number, n)), plus(days, n)
		}
	}
	if days.Sign() == 0 {
		return nil
	}
	return shown(over(sum, days))
}

// ratio is one sum over another, over the months in which both are there.
func (v *view) ratio(unit string, k *bsc.KPI) *value {
	var args struct {
		Num, Den string
		Times    json.Number
	}
	if err := json.Unmarshal(k.Calculator.Args, &args); err != nil {
		panic(err)
	}
	var nums, dens []part
	for _, m := range v.window(k) {
		num, den := v.joint(unit, bsc.SeriesRef(args.Num), bsc.SeriesRef(args.Den), m)
		if num.state == applies && den.covered.Cmp(num.covered) < 0 {
			num.covered = den.covered
		}
		nums, dens = append(nums, num), append(dens, den)
	}
	x := reckon(nums, false)
	num, den := total(nums), total(dens)
	if num != nil && den.Sign() != 0 {
		x.number = shown(over(times(num, fraction(bsc.Number(args.Times))), den))
	}
	return x
}

// counting are the months whose targets count: those that are there or, if none is, all that are due and apply. Those of
// a whole period that are not due count, too.
func counting(x *value) []month {
	want := applies
	if x.state != applies {
		want = missing
	}
	var months []month
	for _, p := range x.parts {
		if p.state == want || x.entire && p.state == notDue {
			months = append(months, p.month)
		}
	}
	return months
}

// goal is what a KPI should reach in some months; nil: nothing is stated.
func (v *view) goal(at place, k *bsc.KPI, months []month) *goal {
	switch {
	case len(months) == 0:
		return nil
	case k.Target == bsc.TargetOfContributors:
		return v.goalOfContributors(at, months)
	case k.Rollup == bsc.RollupSum:
		sum := whole(0)
		for _, m := range months {
			sum = plus(sum, v.monthly(at.unit, k, m))
		}
		return &goal{value: sum}
	}
	g := &goal{value: fraction(k.Targets[0].Value)}
	if b := k.Targets[0].Baseline; b != "" {
		g.baseline = fraction(b)
	}
	return g
}

// goalOfContributors is the sum of what the contributors should reach in the months in which they contribute and are
// there.
func (v *view) goalOfContributors(at place, months []month) *goal {
	theirs := map[place][]month{}
	for _, m := range months {
		receives := v.part(at, m, nil) // in its time, or else the month would not count
		for _, g := range v.network(m).additive[at] {
			if p := v.contributed(g.place, m, nil); p.state == applies || receives.state != applies && p.state != notApplicable {
				theirs[g.place] = append(theirs[g.place], m)
			}
		}
	}
	var sum *goal
	for from, months := range theirs {
		g := v.goal(from, kpiOf(v.cards[from.unit].Definition, from.ref), months)
		if g == nil {
			return nil
		}
		if sum == nil {
			sum = &goal{value: whole(0)}
		}
		sum.value = plus(sum.value, shown(g.value))
	}
	return sum
}

// monthly is what a KPI should reach in a month. An org unit's own target for the year is spread over its own time.
// What the definition states for the year is spread over all of its months, less those that have a target of their own.
func (v *view) monthly(unit string, k *bsc.KPI, m month) *big.Rat {
	if own, ok := v.ownTarget(unit, k.ID, m.year()); ok {
		months := int64(0)
		for i := monthOf(m.year(), 1); i.year() == m.year(); i++ {
			if !v.away(unit, i) {
				months++
			}
		}
		return over(whole(own), whole(months))
	}
	targets := map[period.Period]*big.Rat{}
	for _, t := range k.Targets {
		targets[t.Period] = fraction(t.Value)
	}
	if stated, ok := targets[m.period()]; ok {
		return stated
	}
	year, ok := targets[period.Year(m.year())]
	if !ok {
		return targets[period.Period{}]
	}
	months := int64(0)
	for i := monthOf(m.year(), 1); i.year() == m.year(); i++ {
		stated, ok := targets[i.period()]
		if !ok {
			months++
			continue
		}
		year = minus(year, stated)
	}
	return over(year, whole(months))
}

// ownTarget is the org unit's target for a year that was recorded last.
func (v *view) ownTarget(unit, kpi string, year int) (int64, bool) {
	var held ownTarget
	found := false
	for _, t := range v.targets {
		its := t.unit == unit && t.kpi == kpi && t.year == year && known(t.recorded, v.asOf)
		if its && (!found || t.recorded.After(held.recorded)) {
			held, found = t, true
		}
	}
	return held.value, found
}
