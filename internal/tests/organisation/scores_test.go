package organisation_test

import (
	"math/big"

	"github.com/go-bsc/bsc"
)

// A score is how a node stands: with a score, without, or not there at all.
type score struct {
	state   state
	number  *big.Rat // nil: no score
	covered *big.Rat
}

// cap120 is the greatest score of the cards.
var cap120 = whole(120)

// kpi is the score of a KPI. Without enough of its window it has none.
func (v *view) kpi(at place) *score {
	x := v.value(at)
	k := kpiOf(v.cards[at.unit].Definition, at.ref)
	s := &score{state: x.state, covered: whole(0)}
	if x.state != applies || !x.enough || x.target == nil {
		s.state = max(x.state, missing)
		if x.state == notDue {
			s.state = notDue
		}
		return s
	}
	s.number, s.covered = within(rounded(linear(k.Direction, x.target, x.number), 10)), x.covered
	return s
}

// linear is the way from the baseline to the target that was gone, in percent. Without a baseline it begins at 0 or, if
// lower is better, at twice the target.
func linear(d bsc.Direction, t *goal, actual *big.Rat) *big.Rat {
	from := t.baseline
	switch {
	case from == nil && d == bsc.DirectionLower:
		from = plus(t.value, t.value)
	case from == nil:
		from = whole(0)
	}
	return times(whole(100), over(minus(actual, from), minus(t.value, from)))
}

// within cuts a score off at the ends of the scale.
func within(x *big.Rat) *big.Rat {
	switch {
	case x.Sign() < 0:
		return whole(0)
	case x.Cmp(cap120) > 0:
		return cap120
	}
	return x
}

// A child is a node below another, with its weight there.
type child struct {
	score  *score
	weight *big.Rat
}

// join is the weighted mean of the children that are there. Those without a score leave their weight to the others, and
// show in the coverage.
func join(children []child) *score {
	s := &score{state: notApplicable, covered: whole(0)}
	sum, weights, all := whole(0), whole(0), whole(0)
	for _, c := range children {
		if c.score.state == notApplicable || c.score.state == notDue || c.weight.Sign() == 0 {
			continue
		}
		s.state = missing
		all = plus(all, c.weight)
		s.covered = plus(s.covered, times(c.weight, c.score.covered))
		if c.score.number != nil {
			sum, weights = plus(sum, times(c.weight, c.score.number)), plus(weights, c.weight)
		}
	}
	if all.Sign() != 0 {
		s.covered = floored(over(s.covered, all))
	}
	if weights.Sign() != 0 {
		s.state, s.number = applies, rounded(over(sum, weights), 10)
	}
	return s
}

// score is the score of a node of an org unit that is in the company.
func (v *view) score(at place) *score {
	if s := v.scores[at]; s != nil {
		return s
	}
	var s *score
	if at.ref.Kind == bsc.KindKPI {
		s = v.kpi(at)
	} else {
		s = join(v.children(at))
	}
	v.scores[at] = s
	return s
}

// children are the nodes below one, and the scores that others contribute to it.
func (v *view) children(at place) []child {
	unit := v.rules[at.unit]
	var children []child
	add := func(ref bsc.Ref, weight bsc.Number) {
		if own, ok := unit.Weights[ref]; ok {
			weight = own
		}
		children = append(children, child{v.score(place{at.unit, ref}), weighing(weight)})
	}
	for _, p := range unit.Definition.Perspectives {
		if at.ref.Kind == bsc.KindScorecard {
			add(bsc.PerspectiveRef(p.ID), p.Weight)
		}
		for _, o := range p.Objectives {
			if at.ref == bsc.PerspectiveRef(p.ID) {
				add(bsc.ObjectiveRef(o.ID), o.Weight)
			}
			for _, k := range o.KPIs {
				if at.ref == bsc.ObjectiveRef(o.ID) {
					add(bsc.KPIRef(k.ID), k.Weight)
				}
			}
		}
	}
	for _, g := range v.network(v.month).scores[at] {
		children = append(children, child{v.score(g.place), weighing(g.weight)})
	}
	return children
}

// weighing is a weight; the one that is not set is 1.
func weighing(w bsc.Number) *big.Rat {
	if w == "" {
		return whole(1)
	}
	return fraction(w)
}
