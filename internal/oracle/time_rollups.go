package oracle

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc"
)

// A timePiece is the value of one unit, with its days in the window.
type timePiece struct {
	unit bsc.Period
	timeValue
	inside *fraction // days of it in the window
	part   *fraction // as a part of all its days
	before *fraction // days before it that no longer matter
}

// rollUp makes one value of those of the units (22).
func (r *timeReference) rollUp(g gauge, w window, units []bsc.Period) timeValue {
	var pieces []timePiece
	for _, u := range units {
		p := timePiece{unit: u, timeValue: r.unit(g, u)}
		if p.lack == bsc.FlagFailed {
			return p.timeValue
		}
		inside, all := w.common(r.days(u)), r.days(u).count()
		p.inside, p.part = integer(int64(inside)), (*fraction)(big.NewRat(int64(inside), int64(all)))
		pieces = append(pieces, p)
	}
	if g.rollup == bsc.RollupLast {
		pieces = sinceLast(pieces)
	}
	return joined(g, pieces)
}

// sinceLast leaves out what came before the last value: it no longer matters, and its days are covered.
func sinceLast(pieces []timePiece) []timePiece {
	for i := len(pieces) - 1; i >= 0; i-- {
		if pieces[i].lack == 0 {
			for j := range pieces[:i] {
				pieces[i].before = pieces[j].inside.plus(cmp.Or(pieces[i].before, integer(0)))
			}
			return pieces[i:]
		}
	}
	return pieces
}

// joined rolls up what is there and says what is missing.
func joined(g gauge, pieces []timePiece) timeValue {
	v := timeValue{life: g.missing.HalfLife}
	var there []timePiece
	var lacks bsc.Flags
	due, own := integer(0), integer(0)
	for _, p := range pieces {
		v.gaps = append(v.gaps, p.gaps...)
		v.marks |= p.marks & bsc.FlagOverdue
		lacks |= p.lack
		if p.lack == bsc.FlagNotApplicable || p.lack == bsc.FlagNotDue && len(p.gaps) == 0 {
			continue
		}
		due = due.plus(p.inside)
		if p.before != nil {
			due, own = due.plus(p.before), own.plus(p.before)
		}
		if p.lack != 0 {
			continue
		}
		own = own.plus(wholeNumber(p.inside.times(p.covered).floor()))
		v.marks |= p.marks
		v.age, v.life = max(v.age, p.age), max(v.life, p.life)
		there = append(there, p)
	}
	if len(there) == 0 {
		return nothing(v, pieces, lacks)
	}
	v.covered = own.over(due)
	if v.covered.below(integer(1)) {
		v.marks |= bsc.FlagPartial
	}
	if len(pieces) == 1 && there[0].part.compare(integer(1)) == 0 || g.rollup == bsc.RollupLast {
		v.label = there[len(there)-1].label
	}
	if v.label != "" {
		return v
	}
	if slices.ContainsFunc(there, func(p timePiece) bool { return p.number == nil }) {
		return timeValue{lack: bsc.FlagFailed, code: bsc.ErrNoLabel, gaps: v.gaps, marks: v.marks & bsc.FlagOverdue}
	}
	v.number = combined(g.rollup, there)
	return v
}

// nothing is why no unit has a value.
func nothing(v timeValue, pieces []timePiece, lacks bsc.Flags) timeValue {
	switch {
	case lacks&bsc.FlagStale != 0:
		v.lack, v.old = bsc.FlagStale, true
		for _, p := range pieces { // the latest is shown
			if p.lack == bsc.FlagStale && (!p.old || v.old && v.number == nil && v.label == "") {
				v.number, v.label, v.old = p.number, p.label, p.old
			}
		}
	case lacks&bsc.FlagNoData != 0:
		v.lack = bsc.FlagNoData
	case lacks&bsc.FlagNotDue != 0 || lacks == 0:
		v.lack = bsc.FlagNotDue
	default:
		v.lack = bsc.FlagNotApplicable
	}
	return v
}

// combined applies a roll-up. Sums count parts of periods as parts, means by their days.
func combined(rollup bsc.Rollup, there []timePiece) *fraction {
	sum, weighed, weight := integer(0), integer(0), integer(0)
	least, most := there[0].number, there[0].number
	for _, p := range there {
		sum = sum.plus(p.number.times(p.part))
		weighed, weight = weighed.plus(p.number.times(p.inside)), weight.plus(p.inside)
		if p.number.below(least) {
			least = p.number
		}
		if most.below(p.number) {
			most = p.number
		}
	}
	switch rollup {
	case bsc.RollupSum:
		return sum
	case bsc.RollupMean:
		return weighed.over(weight)
	case bsc.RollupMin:
		return least
	case bsc.RollupMax:
		return most
	}
	return there[len(there)-1].number
}
