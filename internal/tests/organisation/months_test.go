package organisation_test

import (
	"math/big"

	"github.com/go-bsc/bsc"
)

// A state is how a month stands. Where several are joined, the greater decides.
type state int

const (
	applies state = iota // it is there
	notDue
	missing
	notApplicable
)

// A part is one month of a value.
type part struct {
	month   month
	state   state
	number  *big.Rat
	covered *big.Rat // the share of what applies that is there
}

// leavers are the org units that are left out of a month's calculation.
type leavers map[string]bool

// part is a month of a KPI or series.
func (v *view) part(at place, m month, left leavers) part {
	if len(left) > 0 {
		return v.partOf(at, m, left)
	}
	p, ok := v.months[reading{at, m}]
	if !ok {
		p = v.partOf(at, m, nil)
		v.months[reading{at, m}] = p
	}
	return p
}

// partOf computes it, where the month is in the org unit's time. It is what others contributed in that month, or another org
// unit's measure that is shared, or else a reading of its own.
func (v *view) partOf(at place, m month, left leavers) part {
	if from, ok := v.network(m).shared[at]; ok {
		return v.contributed(from, m, nil)
	}
	if givers := v.network(m).additive[at]; len(givers) > 0 {
		return v.sum(at, givers, m, left)
	}
	if left[at.unit] {
		return part{month: m, state: notApplicable}
	}
	return v.own(at, m)
}

// shown is a month as the org unit's own card shows it: what lies outside its time does not apply.
func (v *view) shown(at place, m month, left leavers) part {
	if v.away(at.unit, m) {
		return part{month: m, state: notApplicable}
	}
	return v.part(at, m, left)
}

// contributed is a month as others count it: by the time that the org unit had then.
func (v *view) contributed(at place, m month, left leavers) part {
	if outside(v.then(m)[at.unit], m) {
		return part{month: m, state: notApplicable}
	}
	return v.part(at, m, left)
}

// own is a month with a reading of its own, or none.
func (v *view) own(at place, m month) part {
	f, found := v.read[reading{at, m}]
	switch {
	case found && f.State == bsc.StateNotApplicable:
		return part{month: m, state: notApplicable}
	case !v.begun(m):
		return part{month: m, state: notDue}
	case found:
		return part{m, applies, f.Value.Rat(), whole(1)}
	case !v.over(m):
		return part{month: m, state: notDue}
	}
	return part{month: m, state: missing}
}

// sum adds up what others contributed in a month. What does not apply to one of them is left out. One that is missing
// makes it missing, and one that is not due makes it not due, unless those that are there are enough.
func (v *view) sum(at place, givers []giver, m month, left leavers) part {
	x := part{m, notApplicable, whole(0), whole(0)}
	there, apply := 0, int64(0)
	worst := applies
	for _, g := range givers {
		p := v.contributed(g.place, m, left)
		if p.state == notApplicable {
			continue
		}
		apply++
		worst = max(worst, p.state)
		if p.state == applies {
			there++
			x.number, x.covered = plus(x.number, p.number), plus(x.covered, p.covered)
		}
	}
	switch {
	case apply == 0:
		return x
	case worst == applies || there > 0 && v.partial(at):
		x.state, x.covered = applies, floored(over(x.covered, whole(apply)))
		return x
	}
	return part{month: m, state: worst}
}

// partial says whether a measure adds up the contributors that are there.
func (v *view) partial(at place) bool {
	card := v.cards[at.unit].Definition
	for _, s := range card.Series {
		if bsc.SeriesRef(s.ID) == at.ref {
			return s.Contributors == bsc.ContributorsPartial
		}
	}
	k := kpiOf(card, at.ref)
	return k.Contributors == bsc.ContributorsPartial
}

// joint is a month of a ratio of two sums. A month in which one of them does not apply is left out of both; so is an
// org unit to which one of the two that it contributes does not apply.
func (v *view) joint(unit string, over, under bsc.Ref, m month) (num, den part) {
	left := leavers{}
	for _, ref := range []bsc.Ref{over, under} {
		at := place{unit, ref}
		for _, g := range v.network(m).additive[at] {
			v.leave(g.place, m, v.away(unit, m), left)
		}
	}
	num, den = v.shown(place{unit, over}, m, left), v.shown(place{unit, under}, m, left)
	worst := max(num.state, den.state)
	num.state, den.state = worst, worst
	return num, den
}

// leave finds the org units whose own contribution to a measure does not apply, or on whose way up there is one to
// which the month does not apply.
func (v *view) leave(at place, m month, out bool, left leavers) {
	out = out || outside(v.then(m)[at.unit], m)
	givers := v.network(m).additive[at]
	for _, g := range givers {
		v.leave(g.place, m, out, left)
	}
	if len(givers) == 0 && (out || v.own(at, m).state == notApplicable) {
		left[at.unit] = true
	}
}

// The arithmetic of fractions, in words.

func whole(n int64) *big.Rat       { return big.NewRat(n, 1) }
func plus(x, y *big.Rat) *big.Rat  { return new(big.Rat).Add(x, y) }
func minus(x, y *big.Rat) *big.Rat { return new(big.Rat).Sub(x, y) }
func times(x, y *big.Rat) *big.Rat { return new(big.Rat).Mul(x, y) }
func over(x, y *big.Rat) *big.Rat  { return new(big.Rat).Quo(x, y) }
func fraction(n bsc.Number) *big.Rat {
	x, ok := new(big.Rat).SetString(string(n))
	if !ok {
		panic("not a number: " + string(n))
	}
	return x
}

// tenTo is a power of ten, of 0 or more.
func tenTo(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// rounded has some places after the point, halves away from zero.
func rounded(x *big.Rat, places int) *big.Rat {
	n := new(big.Int).Mul(x.Num(), tenTo(places))
	n.Mul(n, big.NewInt(2)).Add(n, new(big.Int).Mul(big.NewInt(int64(x.Sign())), x.Denom()))
	n.Quo(n, new(big.Int).Mul(x.Denom(), big.NewInt(2))) // towards zero
	return new(big.Rat).SetFrac(n, tenTo(places))
}

// floored has ten places, rounded down.
func floored(x *big.Rat) *big.Rat {
	n := new(big.Int).Mul(x.Num(), tenTo(10))
	return new(big.Rat).SetFrac(n.Div(n, x.Denom()), tenTo(10))
}

// shown is a value or a target as everybody sees it: with 34 significant digits.
func shown(x *big.Rat) *big.Rat {
	if x.IsInt() {
		return x
	}
	whole := new(big.Int).Quo(x.Num(), x.Denom())
	digits := len(whole.Abs(whole).String())
	if whole.Sign() == 0 {
		for digits = 0; new(big.Int).Mul(new(big.Int).Abs(x.Num()), tenTo(1-digits)).Cmp(x.Denom()) < 0; digits-- {
		}
	}
	return rounded(x, min(34-digits, 52))
}
