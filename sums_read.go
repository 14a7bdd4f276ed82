package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// How the readings of org units add up during an evaluation: see Sums.

// added returns what contributes to a KPI or series of the org unit, added up without the org units that are left out.
// It is made once, unless one of them is left out.
func (u *summedUnit) added(k *knowledge, ref Ref, p period.Period, left []int) measure.Reading {
	if u.of[ref].counts(left) {
		return u.add(k, ref, p, left)
	}
	return k.once(member{u.sums.at[u.id], ref}, p, func() measure.Reading { return u.add(k, ref, p, nil) })
}

// add adds up what contributes to a KPI or series of the org unit.
func (u *summedUnit) add(k *knowledge, ref Ref, p period.Period, left []int) measure.Reading {
	var total addition
	var absent []int
	days, _ := u.card.almanac.Span(p.Label())
	made := u.of[ref]
	for i := range made.of {
		of := &made.of[i]
		if !of.in(days) {
			continue
		}
		r := u.sums.brought(k, of, p, left)
		if of.shared {
			return r
		}
		if r.Label != "" {
			r = unusable(labelAdds(of.ref, u.sums.units[of.unit].id, r.Label), p)
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
	made, adds := u.of[m.ref], ok && u.of[m.ref].in(days)
	r := measure.Reading{State: measure.NotApplicable}
	switch out := !ok || !own.Covers(days) || !u.time.Applies(days); {
	case adds && out:
		r.Absent = made.absent(days)
		return r
	case adds:
		r = u.added(k, m.ref, p, left)
	case !out && !slices.Contains(left, m.unit):
		r = s.leaf(k, m, p)
	}
	if !adds && r.State == measure.NotApplicable {
		r.Absent = []int{m.unit}
	}
	c := measure.Stand(own, days, k.of.today, r)
	return measure.Reading{
		State: c.State, Value: c.Value, Label: c.Label, Provisional: c.Provisional, Coverage: c.Coverage, Err: c.Err,
		Decided: c.State == measure.Missing, Late: c.Overdue, Absent: r.Absent,
	}
}

// absent returns the org units at the bottom of a sum in a period with some days.
func (s *sum) absent(days almanac.Span) (units []int) {
	for i := range s.leaves {
		if l := &s.leaves[i]; l.time.Ends(days) {
			units = append(units, l.unit)
		}
	}
	return units
}

// leaf asks the source for a reading that an org unit contributes. It asks once where others may be left out beside it,
// or where several sums ask for it.
func (s *Sums) leaf(k *knowledge, of member, p period.Period) measure.Reading {
	unit := s.units[of.unit].id
	if s.shared[of] {
		return k.once(of, p, func() measure.Reading { return k.heard(unit, of.ref, p) })
	}
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

// labelAdds is the problem of a reading that should add up and is no number.
func labelAdds(of Ref, unit, label string) *Problem {
	p := fault(ErrLabel, "reading_label_adds_up", "node", of, "unit", unit, "label", label)
	p.Allowed = words.New("number_b")
	return p
}

// checkedSum rounds a sum to the digits that are kept of any value, and refuses one that is out of range.
func checkedSum(sum measure.Reading) measure.Reading {
	d, p := checkDecimal(exact.Bounded(sum.Value))
	if p != nil {
		return measure.Reading{State: measure.Failed, Err: p}
	}
	sum.Value = d
	return sum
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
	m.known.totals = nil // they do not say which readings are withheld
	v, st := r.e.stands(at)
	window := r.e.windowOf(&v)
	r.e.markWithheld(r.e.memoOf(at), &window)
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
	return e.card.reads(slot) && !e.isScore(ref) && e.valueOf(slot).state == measure.Missing
}

// missing collects missing readings.
type missing struct {
	*evaluation
	known *knowledge
	list  []Gap
}

// add adds what is missing for a period: of a sum what is at the bottom of it, else the reading itself if it is.
func (m *missing) add(gap Gap, is bool) {
	if !m.sums.addsIn(gap.Ref, gap.Period) {
		if is {
			m.list = append(m.list, gap)
		}
		return
	}
	m.below(m.sums, gap.Ref, gap.Period)
}

// below adds what is missing at the bottom of a sum, and the rates that are missing for what is there. It recurses along
// contributions, of which at most maxSums stand in a row.
func (m *missing) below(u *summedUnit, ref Ref, p period.Period) {
	days, _ := u.card.almanac.Span(p.Label())
	for _, of := range u.of[ref].of {
		if !of.in(days) {
			continue
		}
		if from := &u.sums.units[of.unit]; from.addsIn(of.ref, p) {
			m.below(from, of.ref, p)
		} else {
			m.unless(m.in.Sums.contributed(m.known, of.member, p, nil), of.member, p)
		}
		if of.by == nil || of.by.rates == nil {
			continue
		}
		if r := m.in.Sums.contributed(m.known, of.member, p, nil); r.State == measure.There {
			_, rate := m.in.Sums.rate(m.known, of.by, p)
			m.unless(rate, *of.by.rates, p)
		}
	}
}

// unless adds a reading if it is not there and should be, or is not due.
func (m *missing) unless(r measure.Reading, of member, p period.Period) {
	switch r.State {
	case measure.Missing, measure.NotDue, measure.Failed:
		m.list = append(m.list, Gap{
			OrgUnit: m.in.Sums.units[of.unit].id, Ref: of.ref, Period: p,
			NotDue: r.State == measure.NotDue, Overdue: r.Late,
			Provisional: m.known.answers.isWithheld(m.in.Sums.units[of.unit].id, of.ref, p),
		})
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
