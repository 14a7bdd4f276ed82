package oracle

import (
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// A sharing says how the target for a period, less what is stated for periods inside it, is shared by the remaining
// days. Shares are fixed: a part that does not count loses its share, and no other part gets it (3).
type sharing struct {
	*adding
	from    period.Period
	days    span
	left    [4]*fraction
	inner   []period.Period // the largest stated periods inside it
	seasons []period.Period // what a profile has weights for; none: all parts weigh the same
	sum     *fraction       // of all weights
}

func (a *adding) spread(from period.Period) *sharing {
	if s, ok := a.spreads[from]; ok {
		return s
	}
	t := a.stated[from]
	s := &sharing{adding: a, from: from, days: a.daysOf(from), left: numbersOf(t), inner: a.statedInside(from)}
	for _, q := range s.inner {
		for i, x := range numbersOf(a.stated[q]) {
			if s.left[i] != nil && x != nil {
				s.left[i] = s.left[i].minus(x)
			}
		}
	}
	if t.Phasing == bsc.PhasingSeasonal {
		s.seasons = a.subPeriods(from, len(t.Profile))
	}
	s.sum = s.weight(s.days)
	a.spreads[from] = s
	return s
}

// weight is the weight of some days. All parts weigh the same, and so do the days of a part, unless its sub-period has
// a weight.
func (s *sharing) weight(d span) *fraction {
	days := map[period.Period]int{}
	d = d.in(s.days)
	for day := d.first; day <= d.last; day++ {
		if u, ok := s.free(day); ok {
			if len(s.seasons) > 0 {
				u = s.seasons[s.season(day)]
			}
			days[u]++
		}
	}
	sum := integer(0)
	for u, n := range days {
		w := dayShare(n, s.daysOf(u).days())
		if len(s.seasons) > 0 {
			w = w.times(fractionOf(s.stated[s.from].Profile[slices.Index(s.seasons, u)]))
		}
		sum = sum.plus(w)
	}
	return sum
}

// season is the sub-period with a day.
func (s *sharing) season(day int) int {
	return slices.IndexFunc(s.seasons, func(p period.Period) bool { return s.daysOf(p).holds(span{day, day}) })
}

// free is the part with a day, if targets are spread over it and nothing else is stated for the day.
func (s *sharing) free(day int) (period.Period, bool) {
	u, ok := s.at(day, s.unit)
	if !ok || !s.measured(u) {
		return u, false
	}
	for _, q := range s.inner {
		if s.daysOf(q).holds(span{day, day}) {
			return u, false
		}
	}
	return u, true
}

// share is the share of some days in what is left.
func (s *sharing) share(d span) *fraction {
	if s.sum.sign() == 0 {
		return integer(0)
	}
	return s.weight(d).over(s.sum)
}

// statedInside are the largest periods strictly inside another that have a target and are no smaller than a part.
func (a *adding) statedInside(p period.Period) []period.Period {
	var inner []period.Period
	for q := range a.stated {
		if q.IsZero() || q == p || !a.daysOf(p).holds(a.daysOf(q)) || sizeOf(q.Frequency()) < sizeOf(a.unit) {
			continue
		}
		largest := a.outermost(q, p)
		if !slices.Contains(inner, largest) && len(a.units(a.daysOf(largest), a.unit)) > 0 {
			inner = append(inner, largest)
		}
	}
	return inner
}

// outermost is the largest period with a target around q that is strictly inside p.
func (a *adding) outermost(q, p period.Period) period.Period {
	largest := q
	for other := range a.stated {
		strictly := other != p && !other.IsZero() && a.daysOf(p).holds(a.daysOf(other))
		if strictly && a.daysOf(other).holds(a.daysOf(q)) && a.daysOf(largest).days() < a.daysOf(other).days() {
			largest = other
		}
	}
	return largest
}

// subPeriods are the n periods of one frequency that make up another.
func (a *adding) subPeriods(p period.Period, n int) []period.Period {
	all := []period.Frequency{period.HalfYearly, period.Quarterly, period.ByPeriod, period.Monthly, period.Weekly, period.Daily}
	for _, f := range all {
		if parts := a.touching(a.daysOf(p), f); len(parts) == n && a.tile(parts, a.daysOf(p)) {
			return parts
		}
	}
	panic("no sub-periods")
}

// lostDays are the days of a part, among some, whose share of a target is lost: all of them if the part does not apply,
// in the frame or not, and those in the frame if it does not count (3, 5).
func (a *adding) lostDays(u period.Period, around span) span {
	mine := a.daysOf(u).in(around)
	p, framed := a.framed(u)
	switch {
	case !a.applying(u):
		return mine
	case framed && !p.in:
		return mine.in(p.inside)
	}
	return span{0, -1}
}

// framed is a part of the frame, if the frame has it.
func (a *adding) framed(u period.Period) (goalPart, bool) {
	for _, p := range a.parts {
		if p.period == u {
			return p, true
		}
	}
	return goalPart{}, false
}

// applying says whether a part applies, in the frame or not.
func (a *adding) applying(u period.Period) bool {
	if p, framed := a.framed(u); framed {
		return p.passed || p.state != isNotApplicable // what is passed over is not looked at
	}
	return a.applies(u)
}

// applies says whether a part applies, which need not be in the frame.
func (a *adding) applies(u period.Period) bool {
	switch {
	case a.outside(a.time, u):
		return false
	case a.card.Actuals != nil:
		return true
	case !a.m.once():
		return a.part(a.m, u, nil).state != isNotApplicable
	case a.jointKind(a.m, a.w.kind) == "":
		return true
	}
	w := a.w
	w.span, w.label, w.left = a.daysOf(u), u, nil
	w.left = a.leaving(a.m, w)
	return a.jointPart(a.m, u, a.daysOf(u), w).state != isNotApplicable
}

// kept is what is left of a target that is stated for some days and not phased. All parts have equal shares of it,
// including those for which something else is stated (3).
func (a *adding) kept(around span) *fraction {
	all, lost := integer(0), integer(0)
	for _, u := range a.units(around, a.unit) {
		all = all.plus(around.part(a.daysOf(u)))
		lost = lost.plus(a.lostDays(u, around).part(a.daysOf(u)))
	}
	if all.sign() == 0 {
		return integer(1)
	}
	return integer(1).minus(lost.over(all))
}

// fallDue adds the amount of a step that falls due on some days of a part. All that is left, less the equal shares of
// what does not apply or count, falls due in the last part that applies. If that part is missing, there is no target
// (3).
func (a *adding) fallDue(s *sharing) bool {
	if a.steps[s.from] {
		return true
	}
	a.steps[s.from] = true
	lost := integer(0)
	var last period.Period
	for _, other := range a.units(s.days, a.unit) {
		if s.weight(a.daysOf(other)).sign() == 0 {
			continue
		}
		lost = lost.plus(s.share(a.lostDays(other, s.days)))
		if a.applying(other) {
			last = other
		}
	}
	due := integer(0)
	switch p, framed := a.framed(last); {
	case !framed || !p.in && p.state == isNotDue:
	case !p.in:
		a.sum.waits = last
		return false
	default:
		due = s.weight(p.inside).over(s.weight(a.daysOf(last)))
	}
	a.plus(scaled(s.left, integer(1).minus(lost).times(due)))
	return true
}

// added adds numbers. If one is missing, the sum lacks it.
func added(one, other [4]*fraction) (sum [4]*fraction) {
	for i, x := range one {
		if y := other[i]; x != nil && y != nil {
			sum[i] = x.plus(y)
		}
	}
	return sum
}
