package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// How the readings of org units add up during an evaluation: see Sums.

// added adds up what contributes to a KPI or series of the org unit, without the org units that are left out.
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

// contributed returns the reading of a period that an org unit contributes: by its own time and grace, and those of its
// KPI or series. It recurses along contributions, of which at most maxSums stand in a row.
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

// leaf asks the source for a reading that an org unit contributes. It asks once where others may be left out beside it.
func (s *Sums) leaf(k *knowledge, of member, p period.Period) measure.Reading {
	unit := s.units[of.unit].id
	if !k.book.Contributed {
		return k.heard(unit, of.ref, p)
	}
	key := leafAt{of, p}
	r, known := recall(k.answers, &k.answers.leaves, key)
	if !known {
		r = k.heard(unit, of.ref, p)
		retain(k.answers, &k.answers.leaves, key, r)
	}
	return r
}

// An addition adds up what contributors have for a period. What does not apply is left out. One that is missing makes
// the sum missing, and one that is not due makes it not due. A partial addition adds up those that are there, and has
// their share as coverage.
type addition struct {
	counts  [measure.Stale + 1]int
	there   measure.Reading
	stale   decimal.Decimal // including what is there
	failed  error           // the first
	label   string          // of one that is no number; reported where the sum is read
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

// checkedSum refuses a sum that is out of range, as for any reading.
func checkedSum(sum measure.Reading) measure.Reading {
	d, p := checkDecimal(sum.Value)
	if p != nil {
		return measure.Reading{State: measure.Failed, Err: p}
	}
	sum.Value = d
	return sum
}

// The targets of KPIs that add up their contributors' targets: see TargetOfContributors.

// contributorsTarget returns the sum of the targets of what contributes to a KPI, over the KPI's own window. A target
// of the org unit's own takes precedence; it also holds where nothing contributes. An org unit without anything that
// counts in the window brings no target.
func (r *run) contributorsTarget(at int, v *measure.Value) inForce {
	n := &r.card.nodes[at]
	if own, _ := target.Find(r.unitPlan(n.kpi), nil, r.view(n.kpi, v)); own.Found() || own.Err != nil {
		return inForceOf(&own)
	}
	if !r.sums.adds(n.ref) {
		return inForce{none: "nothing contributes to it"}
	}
	t := inForce{ResolvedTarget: ResolvedTarget{Rule: TargetSummed}, none: "nothing that contributes to it applies"}
	for _, m := range r.sums.of[n.ref].of {
		theirs, counts := r.in.Sums.seenBy(r.knowledge, m, v)
		if !counts {
			continue
		}
		if p := t.add(r.in.Sums.targetOf(r.in, m, theirs), r.in.Sums.units[m.unit].id); p != nil {
			return *p
		}
	}
	if t.none != "" {
		t.ResolvedTarget = ResolvedTarget{}
	}
	return t
}

// add adds the target of a contributor. If the sum then has no target, it returns why.
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

// seenBy returns a value as a contributor sees it: with the parts that are there in both. It returns false if none of
// them counts.
func (s *Sums) seenBy(k *knowledge, m member, of *measure.Value) (theirs *measure.Value, counts bool) {
	own, w := s.units[m.unit].measure(m.ref), *of.Window
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

// targetOf returns the target of a contributor over the window of the KPI it contributes to, on that KPI's input.
func (s *Sums) targetOf(in Input, m member, theirs *measure.Value) inForce {
	u := &s.units[m.unit]
	node, isKPI := u.card.index[m.ref]
	if !isKPI {
		return inForce{none: m.ref.String() + " has no targets"}
	}
	in.OrgUnit, in.Since, in.Until, in.Scores, in.Assessments = u.id, u.since, u.until, nil, nil
	if _, single := in.Targets.(OrgUnitTargets); single {
		in.Targets = nil // they belong to the other org unit
	}
	r := &run{evaluation: &evaluation{inputs: inputs{card: u.card, in: in}}}
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

// Missing returns the readings for want of which a KPI has no value, or only part of one: it shows who has not reported
// what, or has reported nothing usable. For sums over org units it returns the readings of the org units at the bottom,
// each with its OrgUnit, and asks for them again. It returns none if nothing is missing, or there is no such KPI. The
// gaps of Outcome.Window name the KPI itself instead.
func (r *Result) Missing(kpi Ref) []Gap {
	if r == nil || r.e == nil {
		return nil
	}
	at, ok := r.e.card.index[kpi]
	if !ok || r.e.card.nodes[at].kpi == nil {
		return nil
	}
	m := missing{evaluation: r.e, known: newKnowledge(&r.e.inputs, new(memo))}
	v, st := r.e.stands(at)
	window := r.e.windowOf(&v)
	for _, gap := range window.Gaps {
		m.add(gap, true)
	}
	inputs := r.e.card.inputsOf(at)
	if len(window.Gaps) == 0 && st.flags.Has(FlagNoData) {
		for _, ref := range inputs {
			m.add(Gap{Ref: ref, Period: r.e.in.Period}, r.e.isMissing(ref))
		}
	}
	for _, ref := range inputs {
		m.partly(ref, &window)
	}
	return m.list
}

// inputsOf returns what a KPI is calculated from, or the KPI itself if it has readings of its own.
func (s *Scorecard) inputsOf(at int) []Ref {
	if inputs := s.Inputs(s.nodes[at].ref); len(inputs) > 0 {
		return inputs
	}
	return []Ref{s.nodes[at].ref}
}

// isMissing reports whether a KPI or series has no value for want of a reading.
func (e *evaluation) isMissing(ref Ref) bool {
	slot := e.card.slots[ref]
	return e.card.calculatorOf(slot) == nil && !e.isScore(ref) && e.valueOf(slot).state == measure.Missing
}

// missing collects missing readings.
type missing struct {
	*evaluation
	known *knowledge
	list  []Gap
}

// add adds what is missing for a period: of a sum what is at the bottom of it, else the reading itself if it is.
func (m *missing) add(gap Gap, is bool) {
	if !m.sums.adds(gap.Ref) {
		if is {
			m.list = append(m.list, gap)
		}
		return
	}
	for _, leaf := range m.sums.of[gap.Ref].leaves {
		switch r := m.in.Sums.contributed(m.known, leaf, gap.Period, nil); r.State {
		case measure.Missing, measure.NotDue, measure.Failed:
			m.list = append(m.list, Gap{
				OrgUnit: m.in.Sums.units[leaf.unit].id, Ref: leaf.ref, Period: gap.Period,
				NotDue: r.State == measure.NotDue, Overdue: r.Late,
			})
		}
	}
}

// partly adds what is missing in the parts of a window that are there although some contributors may be missing, for
// KPIs and series that count those that are there.
func (m *missing) partly(ref Ref, w *Window) {
	card := m.card
	slot := card.slots[ref]
	if !card.partial[slot] || !m.sums.adds(ref) {
		return
	}
	for _, part := range w.Parts {
		days, ok := card.almanac.Span(part.Period.Label())
		if !ok || part.State != PartThere {
			continue
		}
		own, _ := card.time.Parts(days, card.time.PartKind(slot, part.Period.Label().Kind), true)
		for i := range own {
			m.add(Gap{Ref: ref, Period: period.Of(own[i].Label)}, false)
		}
	}
}
