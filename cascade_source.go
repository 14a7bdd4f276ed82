package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// cascadeSource gives a unit readings that are made of other units' readings.
type cascadeSource struct {
	cascade *Cascade
	at      int   // the unit
	in      Input // of the cascade
	given   map[int]contributed
}

func (s *cascadeSource) unit() *cascadeUnit { return &s.cascade.units[s.at] }

// feeds returns the readings at the bottom of what a KPI or series of the unit is the sum of.
func (s *cascadeSource) feeds(ref Ref) []member { return s.unit().feeds[ref] }

// Reading asks the host's source. Within this package readings are asked for by reading, which adds up.
func (s *cascadeSource) Reading(q Query) (Reading, bool) { return s.in.Readings.Reading(q) }

// reading returns what the unit has for a period: what is fed from elsewhere, without units that are left out, or else
// what the host's source says.
func (s *cascadeSource) reading(k *knowledge, ref Ref, p period.Period, left []int) measure.Reading {
	if s.adds(ref) {
		return s.added(k, member{s.at, ref}, p, left)
	}
	if node, ok := s.unit().card.index[ref]; ok {
		if _, isScore := s.given[node]; isScore {
			return measure.Reading{State: measure.Missing} // adopt sets it
		}
	}
	return s.asked(k, member{s.at, ref}, p)
}

// adds reports whether readings of the unit are made of other units'.
func (s *cascadeSource) adds(ref Ref) bool { return len(s.unit().sums[ref]) > 0 }

// givers returns the units at the bottom of what adds up to a KPI or series of the unit, in order.
func (s *cascadeSource) givers(ref Ref) []int {
	if s.unit().shares[ref] {
		return nil
	}
	var units []int
	for _, leaf := range s.feeds(ref) {
		units = append(units, leaf.unit)
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// asked asks the host's source for a reading of a unit.
func (s *cascadeSource) asked(k *knowledge, of member, p period.Period) measure.Reading {
	var r Reading
	var found bool
	err := k.calls.call(func() error {
		r, found = s.in.Readings.Reading(Query{Unit: s.cascade.units[of.unit].id, Ref: of.ref, Period: p, AsOf: s.in.AsOf})
		return nil
	})
	if err != nil {
		return sourceFailed(err)
	}
	return said(r, found, p)
}

// leaf asks the host's source for a reading that a unit contributes, once where others may be left out beside it.
func (s *cascadeSource) leaf(k *knowledge, of member, p period.Period) measure.Reading {
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

// added adds up what contributes to a KPI or series of a unit, directly.
func (s *cascadeSource) added(k *knowledge, of member, p period.Period, left []int) measure.Reading {
	u := &s.cascade.units[of.unit]
	var sum addition
	var absent []int
	for _, m := range u.sums[of.ref] {
		r := s.contributed(k, m, p, left)
		if u.shares[of.ref] {
			return r
		}
		sum.add(&r)
		absent = append(absent, r.Absent...)
	}
	r := sum.reading(u.card.partial[u.card.slots[of.ref]])
	slices.Sort(absent)
	r.Absent = slices.Compact(absent)
	return r
}

// contributed returns how a period stands of what a unit contributes: by its own time and grace, and those of its KPI
// or series. Its recursion follows contributions, of which at most MostLevels stand in a row.
func (s *cascadeSource) contributed(k *knowledge, m member, p period.Period, left []int) measure.Reading {
	u := &s.cascade.units[m.unit]
	own := &u.card.time.Measures[u.card.slots[m.ref]]
	days, ok := u.card.almanac.Span(p.Label())
	leaves := len(u.sums[m.ref]) == 0
	r := measure.Reading{State: measure.NotApplicable}
	switch out := !ok || !own.Covers(days) || !u.time.Meets(days); {
	case !leaves && out:
		for _, leaf := range u.feeds[m.ref] {
			r.Absent = append(r.Absent, leaf.unit)
		}
		return r
	case !leaves:
		r = s.added(k, m, p, left)
	case !out && !slices.Contains(left, m.unit):
		r = s.leaf(k, m, p)
	}
	if leaves && r.State == measure.NotApplicable {
		r.Absent = []int{m.unit}
	}
	c := measure.Stand(own, days, k.of.today, r)
	return measure.Reading{
		State: c.State, Value: c.Value, Label: c.Label, Provisional: c.Provisional, Coverage: c.Coverage, Err: c.Err,
		Decided: c.State == measure.Missing, Late: c.Overdue, Absent: r.Absent,
	}
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

// contributorsTarget returns the sum of the targets of what contributes to a KPI, over the KPI's own window. A target
// of the unit's own goes before it, and is what it has where nothing contributes. Units of which nothing counts in the
// window bring none.
func (r *run) contributorsTarget(at int, v *measure.Value) inForce {
	n := &r.card.nodes[at]
	if own, _ := target.Find(r.unitPlan(n.kpi), nil, r.view(n.kpi, v)); own.Found() || own.Err != nil {
		return inForceOf(&own)
	}
	source, ok := r.in.Readings.(*cascadeSource)
	if !ok || len(source.unit().sums[n.ref]) == 0 {
		return inForce{none: "nothing contributes to it"}
	}
	t := inForce{ResolvedTarget: ResolvedTarget{Rule: TargetSummed}, none: "nothing that contributes to it applies"}
	for _, m := range source.unit().sums[n.ref] {
		theirs, counts := source.seenBy(r.knowledge, m, v)
		if !counts {
			continue
		}
		if p := t.add(source.targetOf(m, theirs), source.cascade.units[m.unit].id); p != nil {
			return *p
		}
	}
	if t.none != "" {
		t.ResolvedTarget = ResolvedTarget{}
	}
	return t
}

// add adds the target of a contributor, or returns why the sum has none.
func (t *inForce) add(theirs inForce, unit string) *inForce {
	if theirs.Rule == "" || theirs.late || theirs.err != nil {
		return &inForce{none: unit + " has no target", late: theirs.late, err: theirs.err}
	}
	if theirs.Rule == TargetCompared && !theirs.Value.Valid {
		return &inForce{ResolvedTarget: ResolvedTarget{Rule: TargetCompared}, none: unit + " has " + theirs.none}
	}
	first := t.none != ""
	t.none = ""
	for i, number := range theirs.numbers() {
		if into := t.numbers()[i]; number.Valid && (first || into.Valid) {
			*into = decimal.NewNullDecimal(into.Decimal.Add(number.Decimal))
		} else {
			*into = decimal.NullDecimal{}
		}
	}
	return nil
}

func (t *ResolvedTarget) numbers() []*decimal.NullDecimal {
	return []*decimal.NullDecimal{&t.Value, &t.Baseline, &t.Stretch, &t.Floor}
}

// seenBy returns a value as it is for one that contributes to it: with those parts that are there in both. It is false
// where none of them counts.
func (s *cascadeSource) seenBy(k *knowledge, m member, of *measure.Value) (theirs *measure.Value, counts bool) {
	u, w := &s.cascade.units[m.unit], *of.Window
	own := &u.card.time.Measures[u.card.slots[m.ref]]
	w.Parts = nil
	theirs = &measure.Value{State: of.State, Stood: of.Stood, Window: &w}
	entered := map[int]measure.Entry{}
	for _, e := range of.Selection.Entries {
		entered[e.Part] = e
	}
	for i := range of.Window.Parts {
		part := &of.Window.Parts[i]
		if !own.Covers(part.Span) {
			continue
		}
		state := measure.There
		if i >= of.Selection.Passed {
			state = s.contributed(k, m, period.Of(part.Label), nil).State
		}
		e, enters := entered[i]
		if state != measure.NotApplicable && of.Selection.States[i] != measure.There {
			state = of.Selection.States[i]
		}
		if n := len(w.Parts); enters && (state == measure.There || e.Age > 0 && state != measure.NotApplicable) {
			theirs.Selection.Entries = append(theirs.Selection.Entries, measure.Entry{Part: n, Of: e.Of, Age: e.Age})
		}
		if i < of.Selection.Passed {
			theirs.Selection.Passed++
		}
		w.Parts = append(w.Parts, *part)
		theirs.Selection.States = append(theirs.Selection.States, state)
	}
	for i := theirs.Selection.Passed; i < len(w.Parts); i++ {
		counts = counts || theirs.In(i)
	}
	return theirs, counts
}

// targetOf returns the target of a contributor over the window of what it contributes to.
func (s *cascadeSource) targetOf(m member, theirs *measure.Value) inForce {
	u := &s.cascade.units[m.unit]
	node, isKPI := u.card.index[m.ref]
	if !isKPI {
		return inForce{none: m.ref.String() + " has no targets"}
	}
	r := &run{evaluation: &evaluation{inputs: inputs{card: u.card, in: s.cascade.inputOf(m.unit, s.in, nil)}}}
	if problems := r.check(); len(problems) > 0 {
		return inForce{err: problems[0]}
	}
	r.know(newKnowledge(&r.inputs, new(memo)))
	kpi := u.card.nodes[node].kpi
	if kpi.summed {
		return r.contributorsTarget(node, theirs)
	}
	found, _ := target.Find(r.unitPlan(kpi), r.definitionPlan(kpi), r.view(kpi, theirs))
	return inForceOf(&found)
}
