package bsc

import (
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
)

// A MissingReading is a reading that a value waits for.
type MissingReading struct {
	Unit   string // whose reading; "" where the input names no unit
	Ref    Ref
	Period period.Period
}

// Missing returns the readings for want of which a KPI has no value, or only part of one: who has not reported what,
// or nothing that can be used. Of what is made of other org units' readings they are those of the units at the bottom,
// which are asked for again. None where nothing is missing, or there is no such KPI.
func (r *Result) Missing(kpi Ref) []MissingReading {
	if r.e == nil {
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
		m.add(gap.Ref, gap.Period, true)
	}
	inputs := r.e.card.inputsOf(at)
	if len(window.Gaps) == 0 && st.flags.Has(FlagNoData) {
		for _, ref := range inputs {
			m.add(ref, r.e.in.Period, r.e.isMissing(ref))
		}
	}
	for _, ref := range inputs {
		m.partly(ref, &window)
	}
	return m.list
}

// inputsOf returns what a KPI is calculated from; itself where it has readings of its own.
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
	list  []MissingReading
}

// add adds what is missing for a period: of a sum what is at the bottom of it, else the reading itself if it is.
func (m *missing) add(ref Ref, p period.Period, is bool) {
	if !m.sums.adds(ref) {
		if is {
			m.list = append(m.list, MissingReading{m.in.Unit, ref, p})
		}
		return
	}
	for _, leaf := range m.sums.of[ref].leaves {
		switch m.in.Sums.contributed(m.known, leaf, p, nil).State {
		case measure.Missing, measure.NotDue, measure.Failed:
			m.list = append(m.list, MissingReading{m.in.Sums.units[leaf.unit].id, leaf.ref, p})
		}
	}
}

// partly adds what is missing in the periods of a window that are there although some of what adds up may not be: where
// the receiver says that those count that are there.
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
			m.add(ref, period.Of(own[i].Label), false)
		}
	}
}
