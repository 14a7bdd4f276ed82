package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// How the readings of org units add up during an evaluation: see Sums.

// added adds up what contributes to a KPI or series of the unit, without units that are left out.
func (u *summedUnit) added(k *knowledge, ref Ref, p period.Period, left []int) measure.Reading {
	var total addition
	var absent []int
	made := u.of[ref]
	for _, m := range made.of {
		r := u.sums.contributed(k, m, p, left)
		if made.shared {
			return r
		}
		total.add(&r)
		absent = append(absent, r.Absent...)
	}
	r := total.reading(u.card.partial[u.card.slots[ref]])
	slices.Sort(absent)
	r.Absent = slices.Compact(absent)
	return r
}

// contributed returns how a period stands of what a unit contributes: by its own time and grace, and those of its KPI
// or series. Its recursion follows contributions, of which at most mostSums stand in a row.
func (s *Sums) contributed(k *knowledge, m member, p period.Period, left []int) measure.Reading {
	u := &s.units[m.unit]
	own := u.measure(m.ref)
	days, ok := u.card.almanac.Span(p.Label())
	made := u.of[m.ref]
	r := measure.Reading{State: measure.NotApplicable}
	switch out := !ok || !own.Covers(days) || !u.time.Meets(days); {
	case made != nil && out:
		for _, leaf := range made.leaves {
			r.Absent = append(r.Absent, leaf.unit)
		}
		return r
	case made != nil:
		r = u.added(k, m.ref, p, left)
	case !out && !slices.Contains(left, m.unit):
		r = s.leaf(k, m, p)
	}
	if made == nil && r.State == measure.NotApplicable {
		r.Absent = []int{m.unit}
	}
	c := measure.Stand(own, days, k.of.today, r)
	return measure.Reading{
		State: c.State, Value: c.Value, Label: c.Label, Provisional: c.Provisional, Coverage: c.Coverage, Err: c.Err,
		Decided: c.State == measure.Missing, Late: c.Overdue, Absent: r.Absent,
	}
}

// asked asks the source for a reading of a unit.
func (s *Sums) asked(k *knowledge, of member, p period.Period) measure.Reading {
	return k.heard(s.units[of.unit].id, of.ref, p)
}

// leaf asks the source for a reading that a unit contributes, once where others may be left out beside it.
func (s *Sums) leaf(k *knowledge, of member, p period.Period) measure.Reading {
	if !k.book.Contributed {
		return s.asked(k, of, p)
	}
	key := leafAt{of, p}
	r, known := recall(k.answers, &k.answers.leaves, key)
	if !known {
		r = s.asked(k, of, p)
		retain(k.answers, &k.answers.leaves, key, r)
	}
	return r
}

// An addition adds up what contributors have for a period. What does not apply is left out. One that is missing makes
// the sum missing, and one that is not due makes it not due; partial adds up those that are there, with the share of
// them as coverage.
type addition struct {
	counts  [measure.Stale + 1]int
	there   measure.Reading
	stale   decimal.Decimal // with what is there
	failed  error           // the first
	label   string          // of one that adds up to nothing: whoever reads the sum says so
	covered int64
	late    bool
}

func (a *addition) add(r *measure.Reading) {
	a.counts[r.State]++
	a.late = a.late || r.Late
	switch r.State {
	case measure.There:
		a.covered += r.Coverage
		a.there.Value, a.stale = a.there.Value.Add(r.Value), a.stale.Add(r.Value)
		a.there.Provisional = a.there.Provisional || r.Provisional
		a.label = cmp.Or(a.label, r.Label)
	case measure.Stale:
		a.stale = a.stale.Add(r.Value)
	case measure.Failed:
		a.failed = cmp.Or(a.failed, r.Err)
	}
}

// reading returns the sum.
func (a *addition) reading(partial bool) measure.Reading {
	n := &a.counts
	applying := n[measure.There] + n[measure.Missing] + n[measure.NotDue] + n[measure.Failed] + n[measure.Stale]
	a.there.State = measure.There
	switch {
	case a.label != "":
		a.there.Label = a.label
		return a.there
	case applying == 0:
		return measure.Reading{State: measure.NotApplicable}
	case n[measure.There] == applying, partial && n[measure.There] > 0:
		a.there.Coverage = max(a.covered/int64(applying), 1)
		return checkedSum(a.there)
	case n[measure.Failed] > 0:
		return measure.Reading{State: measure.Failed, Err: a.failed}
	case n[measure.There]+n[measure.Stale] == applying:
		return checkedSum(measure.Reading{State: measure.Stale, Value: a.stale})
	case n[measure.Missing]+n[measure.Stale] > 0:
		return measure.Reading{State: measure.Missing, Decided: true, Late: a.late}
	}
	return measure.Reading{State: measure.NotDue}
}

// checkedSum refuses a sum that is out of range, as any reading is.
func checkedSum(sum measure.Reading) measure.Reading {
	d, p := checkDecimal(sum.Value)
	if p != nil {
		return measure.Reading{State: measure.Failed, Err: p}
	}
	sum.Value = d
	return sum
}
