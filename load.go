package bsc

import (
	"github.com/go-bsc/bsc/internal/columns"
)

// read finds the readings of the KPIs that the columns score, and returns the nodes of all others:
// what is calculated last, inputs first. It finds the values of series, too.
func (e *evaluation) read() []int {
	rest := e.rest
	if !e.loaded {
		rest = e.readSource()
	}
	if n := len(e.card.series); n > 0 {
		e.series = make([]value, n)
		for i := range e.series {
			e.series[i] = e.own(len(e.card.kpis) + i)
		}
	}
	for _, slot := range e.card.calculated {
		rest = append(rest, e.card.kpis[slot])
	}
	e.rest = nil
	return rest
}

// readActuals reads Actuals by the ids alone, once each. It is false where that does not do: some
// keys are not ids, and may name nothing.
func (e *evaluation) readActuals(actuals Actuals) bool {
	if !e.card.plainIDs {
		return false
	}
	special := e.in.Targets != nil || e.in.Timing != "" || len(e.given) > 0
	found := 0
	values, marks := e.columns.Values(0)
	for slot, id := range e.card.ids {
		plain := e.plan.Kind(int32(slot)) != columns.Other
		if special {
			plain = e.inColumns(slot)
		}
		if !plain && e.card.calculatorOf(slot) != nil {
			continue
		}
		amount, ok := actuals[id]
		if !ok && plain {
			marks[slot] = columns.Missing
			continue
		}
		if ok {
			found++
		}
		n, fits := aligned(amount, int32(e.plan.Exp(int32(slot))))
		if !plain || !fits {
			e.rest = append(e.rest, e.card.kpis[slot])
			continue
		}
		values[slot], marks[slot] = n, columns.Whole
	}
	for i := range e.card.series {
		if _, ok := actuals[e.card.series[i].ID]; ok {
			found++
		}
	}
	e.loaded = found == len(actuals)
	return e.loaded
}

// readSource asks the source for the reading of every KPI. A panic in it is that of the one KPI.
func (e *evaluation) readSource() []int {
	var rest []int
	q := e.query(Ref{}, e.in.Period)
	remembers := e.shared.facts != nil
	for slot, n := 0, len(e.card.kpis); slot < n; slot++ {
		err := guard(func() error {
			for ; slot < n; slot++ {
				if err := e.stopped(); err != nil {
					return err
				}
				if e.card.calculatorOf(slot) == nil && !e.readOne(slot, &q, remembers) {
					rest = append(rest, e.card.kpis[slot])
				}
			}
			return nil
		})
		if err != nil {
			e.remember(slot, sourceFailed(err))
			rest = append(rest, e.card.kpis[slot])
		}
	}
	return rest
}

// inColumns reports whether the columns can score a KPI in this evaluation: the unit has no target of its own
// for it, nor is it the score of another unit, or left out.
func (e *evaluation) inColumns(slot int) bool {
	if e.plan.Kind(int32(slot)) == columns.Other || e.foreignTargets {
		return false
	}
	at := e.card.kpis[slot]
	if _, own := e.targets[e.card.ids[slot]]; own || e.in.Timing != "" && e.card.nodes[at].kpi.timing != e.in.Timing {
		return false
	}
	_, isScore := e.given[at]
	return !isScore
}

// readOne reads the value of a KPI that the columns score; it is false where they cannot.
func (e *evaluation) readOne(slot int, q *Query, remembers bool) bool {
	place := int32(slot)
	if c, isScore := e.given[e.card.kpis[slot]]; isScore {
		return e.adoptable(slot, c)
	}
	if !e.inColumns(slot) {
		return false
	}
	var v value
	if q.Ref = KPIRef(e.card.ids[slot]); remembers {
		v = e.fact(q.Ref, q.Period)
	} else {
		r, found := e.in.Readings.Reading(*q)
		v = e.checked(r, found, q.Period)
	}
	switch number := v.ok && v.label == ""; {
	case !v.ok && v.err == nil && v.state == "" && e.simplyMissing(&e.card.measures[slot]):
		e.columns.Set(place, columns.Missing, 0, columns.Span{})
		return true
	case number && (v.state == StateFinal || v.state == StateProvisional):
		n, fits := aligned(v.amount, int32(e.plan.Exp(place)))
		if !fits {
			break
		}
		e.columns.SetValue(place, n)
		if v.state == StateProvisional {
			e.columns.Set(place, columns.Whole|columns.Provisional, 0, columns.Span{})
		}
		return true
	}
	e.remember(slot, v)
	return false
}

// simplyMissing reports whether a missing reading is nothing but that: neither is it not due, nor may an earlier one stand in.
func (e *evaluation) simplyMissing(m *measure) bool {
	return e.whole || m.maxAge == 0 && !e.notDue(m, e.asked.last)
}

// remember keeps what the source said of a KPI, so that it is asked once.
func (e *evaluation) remember(slot int, v value) {
	if e.shared.facts == nil {
		e.shared.facts = map[factAt]value{}
	}
	e.shared.facts[factAt{KPIRef(e.card.ids[slot]), e.in.Period}] = v
}
