package oracle

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
)

// added is the target of a KPI that adds up: the sum of what its units should reach.
func (a aim) added() timeTarget {
	if p, ok := a.whole(); ok {
		return a.use(p, bsc.TargetStated)
	}
	units := a.units(a.window.days)
	if a.stated[bsc.Period{}].Against != "" && len(units) > 0 {
		return a.use(bsc.Period{}, bsc.TargetStanding) // alone
	}
	s := sumOfShares{aim: a, sources: map[bsc.Period]bool{}}
	for _, u := range units {
		if !s.add(u, a.days(u).in(a.window.days)) {
			return timeTarget{}
		}
		if !s.whole.IsZero() {
			return a.use(s.whole, bsc.TargetEnclosing)
		}
	}
	switch {
	case len(s.sources) == 0:
		return timeTarget{}
	case len(s.sources) > 1:
		s.rule, s.from = bsc.TargetRolledUp, bsc.Period{}
	case s.from.IsZero():
		s.rule = bsc.TargetStanding
	case a.days(s.from) == a.days(units[0]):
		s.rule = bsc.TargetStated
	case a.days(s.from).contains(days{max(a.days(units[0]).first, a.window.first), a.window.last}):
		s.rule = bsc.TargetPhased
	default:
		s.rule = bsc.TargetRolledUp
	}
	return s.timeTarget
}

// A sumOfShares adds up what the units of a window should reach.
type sumOfShares struct {
	aim
	timeTarget
	sources map[bsc.Period]bool
	whole   bsc.Period // what is stated for it is not spread, and the window lies in it
}

// add adds what some days of a unit should reach, by the smallest period with a target around them.
// It is false where nothing says what that is.
func (s *sumOfShares) add(u bsc.Period, inside days) bool {
	p, own := s.statedFor(u)
	if !own {
		p, _ = s.around(inside) // or the zero Period, where something may stand for all
	}
	t, ok := s.stated[p]
	if !ok {
		return s.addByYears(u, inside)
	}
	s.sources[p] = true
	if own || p.IsZero() {
		s.plus(p, partsOf(t), (*fraction)(big.NewRat(int64(inside.count()), int64(s.days(u).count()))))
		return true
	}
	switch unphased := t.Phasing == ""; {
	case unphased && s.days(p).contains(s.window.days):
		s.whole = p
		return true
	case unphased && !s.window.contains(s.days(p)):
		return false // nobody said what part of it is due by then
	}
	spread := s.spread(p)
	part := integer(0)
	for day := inside.first; day <= inside.last; day++ {
		part = part.plus(cmp.Or(spread.weights[day], integer(0)))
	}
	if spread.sum.sign() > 0 {
		part = part.over(spread.sum)
	}
	s.plus(p, spread.left, part)
	for _, q := range s.partsWithin(p) {
		if rest := s.days(q).in(inside); rest.count() > 0 && !s.add(u, rest) {
			return false
		}
	}
	return true
}

// addByYears adds the days of a unit that lies in two years apart. Only so they have a target at all.
func (s *sumOfShares) addByYears(u bsc.Period, inside days) bool {
	year, ok := s.at(inside.first, bsc.Yearly)
	if !ok || s.days(year).contains(inside) {
		return false
	}
	end := s.days(year).last
	return s.add(u, days{inside.first, end}) && s.add(u, days{end + 1, inside.last})
}

// plus adds a part of a target. What one of them lacks the sum lacks.
func (s *sumOfShares) plus(p bsc.Period, parts [4]*fraction, part *fraction) {
	first := s.rule == ""
	s.rule, s.from = bsc.TargetRolledUp, p
	for i, x := range parts {
		switch {
		case x == nil || !first && s.parts[i] == nil:
			s.parts[i] = nil
		case first:
			s.parts[i] = x.times(part)
		default:
			s.parts[i] = s.parts[i].plus(x.times(part))
		}
	}
}

// A spread says how what is stated for a period, less what is for its parts, is shared by the days
// that are in none of them.
type spread struct {
	left    [4]*fraction
	weights map[int]*fraction
	sum     *fraction
}

func (a aim) spread(p bsc.Period) spread {
	if s, ok := a.spreads[p]; ok {
		return s
	}
	s := spread{partsOf(a.stated[p]), map[int]*fraction{}, integer(0)}
	inner := a.partsWithin(p)
	for _, q := range inner {
		for i, x := range partsOf(a.stated[q]) {
			if s.left[i] != nil && x != nil {
				s.left[i] = s.left[i].minus(x)
			}
		}
	}
	var last bsc.Period // the last unit that shares
	for _, u := range a.units(a.days(p)) {
		inside := a.days(u).in(a.days(p))
		for day := inside.first; day <= inside.last; day++ {
			if !slices.ContainsFunc(inner, func(q bsc.Period) bool { return a.days(q).contains(days{day, day}) }) {
				s.weights[day], last = a.weight(p, u, day), u
			}
		}
	}
	for day, w := range s.weights {
		if a.stated[p].Phasing == bsc.PhasingStep && !a.days(last).contains(days{day, day}) {
			delete(s.weights, day)
			continue
		}
		s.sum = s.sum.plus(w)
	}
	a.spreads[p] = s
	return s
}

// weight is the weight of a day of a unit: that of its sub-period or, as all units weigh the same,
// a part of its unit's.
func (a aim) weight(p, u bsc.Period, day int) *fraction {
	t := a.stated[p]
	if t.Phasing != bsc.PhasingSeasonal {
		return (*fraction)(big.NewRat(1, int64(a.days(u).count())))
	}
	parts := a.subPeriods(p, len(t.Profile))
	i := slices.IndexFunc(parts, func(s bsc.Period) bool { return a.days(s).contains(days{day, day}) })
	return fractionOf(t.Profile[i]).over(integer(int64(a.days(parts[i]).count())))
}

// part is the part of a period's days that are in a span.
func (a aim) part(p bsc.Period, d days) *fraction {
	return (*fraction)(big.NewRat(int64(d.common(a.days(p))), int64(a.days(p).count())))
}

// partsWithin are the largest periods strictly inside another for which something is stated, and
// which are no smaller than a unit.
func (a aim) partsWithin(p bsc.Period) []bsc.Period {
	var inner []bsc.Period
	for q := range a.stated {
		if q.IsZero() || q == p || !a.days(p).contains(a.days(q)) || size(q.Frequency()) < size(a.kind) {
			continue
		}
		if outer := a.outermost(q, p); !slices.Contains(inner, outer) && len(a.units(a.days(outer))) > 0 {
			inner = append(inner, outer)
		}
	}
	return inner
}

// outermost is the largest period with a target around q that is strictly inside p.
func (a aim) outermost(q, p bsc.Period) bsc.Period {
	largest := q
	for other := range a.stated {
		strictly := other != p && !other.IsZero() && a.days(p).contains(a.days(other))
		if strictly && a.days(other).contains(a.days(q)) && a.days(largest).count() < a.days(other).count() {
			largest = other
		}
	}
	return largest
}

// subPeriods are the n periods of one frequency that make up another.
func (a aim) subPeriods(p bsc.Period, n int) []bsc.Period {
	for _, f := range []bsc.Frequency{bsc.HalfYearly, bsc.Quarterly, bsc.ByPeriod, bsc.Monthly, bsc.Weekly, bsc.Daily} {
		if parts, err := a.Book.Children(p, f); err == nil && len(parts) == n {
			return parts
		}
	}
	panic("no sub-periods")
}
