package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
)

// read scores the KPIs that rows or columns score, and returns the nodes of all others: what is calculated last, inputs
// first. It finds the values of series, too.
func (r *run) read() []int {
	r.readSeries()
	timed := r.evaluation.timed.plan != nil
	if timed && r.plan == r.card.bare {
		return r.scoreRows()
	}
	rest := r.rest
	switch table, is := r.in.Readings.(*Table); {
	case r.loaded:
	case is && table != nil && table.card == r.card && len(r.given) == 0 && r.sums == nil && !r.keeps:
		rest = r.readTable(table)
	default:
		rest = r.readSource()
	}
	r.plan.Leaves(&r.columns)
	for _, slot := range r.card.calculated {
		rest = append(rest, r.card.kpis[slot])
	}
	if timed {
		rest = slices.DeleteFunc(rest, r.inRow)
	}
	return rest
}

// readSeries finds the values of series.
func (r *run) readSeries() {
	if n := len(r.card.series); n > 0 {
		r.series = make([]value, n)
		for i := range r.series {
			if r.seriesInRow(i) {
				continue // until somebody asks
			}
			own := r.own(len(r.card.kpis) + i)
			r.series[i] = r.shown(&own)
		}
	}
}

// readActuals reads Actuals by the ids alone, once each. It is false where that does not do: some
// keys are not ids, and may name nothing, or a number is out of range.
func (r *run) readActuals(actuals Actuals) bool {
	if !r.card.plainIDs {
		return false
	}
	special := r.in.Targets != nil || r.in.Timing != "" || len(r.given) > 0 || r.elsewhere()
	found := 0
	values, marks := r.columns.Values(0)
	whole := columns.Whole
	if r.running() {
		whole |= columns.Provisional
	}
	for slot, id := range r.card.ids {
		plain := r.plan.Kind(int32(slot)) != columns.Other
		if special {
			plain = r.inColumns(slot)
		}
		if !plain && r.card.calculatorOf(slot) != nil {
			continue
		}
		amount, ok := actuals[id]
		if !ok && plain && r.simplyMissing(slot) {
			marks[slot] = columns.Missing
			continue
		}
		if ok {
			found++
		}
		n, fits := columns.Aligned(amount, int32(r.plan.Exp(int32(slot))))
		if !fits && !admissible(amount) {
			return false
		}
		if !ok || !plain || !fits {
			r.rest = append(r.rest, r.card.kpis[slot])
			continue
		}
		values[slot], marks[slot] = n, whole
	}
	for i := range r.card.series {
		amount, ok := actuals[r.card.series[i].ID]
		if !admissible(amount) {
			return false
		}
		if ok {
			found++
		}
	}
	r.loaded = found == len(actuals)
	return r.loaded
}

// readSource asks the source for the reading of every KPI. A panic in it is that of the one KPI.
func (r *run) readSource() []int {
	var rest []int
	q := r.query(Ref{}, r.in.Period)
	for slot, n := 0, len(r.card.kpis); slot < n; slot++ {
		err := guard(func() error {
			for ; slot < n; slot++ {
				if r.stopped() {
					return nil
				}
				if r.card.calculatorOf(slot) == nil && !r.readOne(slot, &q) {
					rest = append(rest, r.card.kpis[slot])
				}
			}
			return nil
		})
		if err != nil {
			r.remember(slot, sourceFailed(err))
			rest = append(rest, r.card.kpis[slot])
		}
	}
	return rest
}

// stopped reports whether nobody wants the result any more.
func (r *run) stopped() bool { return r.stop != nil && r.stop() != nil }

// foreign reports whether neither rows nor columns can score a KPI in this evaluation: it is left out, stands for
// another unit's score, or may have a target from a host's source.
func (e *evaluation) foreign(slot int) bool {
	at := e.card.kpis[slot]
	if e.foreignTargets || e.in.Timing != "" && e.card.nodes[at].kpi.timing != e.in.Timing {
		return true
	}
	_, isScore := e.given[at]
	return isScore
}

// inColumns reports whether the columns can score a KPI in this evaluation: they have it, it has anything to show, and
// the unit has no target of its own for it.
func (e *evaluation) inColumns(slot int) bool {
	if e.plan.Kind(int32(slot)) == columns.Other || e.elsewhere() || e.foreign(slot) {
		return false
	}
	_, own := e.targets[e.card.ids[slot]]
	return !own
}

// besideColumns reports whether rows may score a KPI in this evaluation: the columns do not have it.
func (e *evaluation) besideColumns(slot int) bool {
	return e.plan.Kind(int32(slot)) == columns.Other && !e.foreign(slot)
}

// readOne reads the value of a KPI that the columns score; it is false where they cannot.
func (r *run) readOne(slot int, q *Query) bool {
	if c, isScore := r.given[r.card.kpis[slot]]; isScore {
		return r.adoptable(slot, c)
	}
	if !r.inColumns(slot) {
		return false
	}
	q.Ref = KPIRef(r.card.ids[slot])
	place, keeps := int32(slot), r.keeps || len(r.card.readers[slot]) > 0
	heard, known := measure.Reading{}, false
	if keeps {
		heard, known = r.answers.reading(factAt{q.Ref, q.Period})
	}
	if !known && r.sums.adds(q.Ref) {
		heard = r.ask(q.Ref, q.Period, nil)
	} else if !known {
		reading, found := r.in.Readings.Reading(*q)
		if found && !keeps && reading.plain() && r.setNumber(place, reading.Value, reading.State == StateProvisional) {
			return true
		}
		heard = said(reading, found, q.Period)
	}
	if keeps {
		r.remember(slot, heard)
	}
	switch heard.State {
	case measure.Missing:
		if r.simplyMissing(slot) {
			r.columns.Set(place, columns.Missing, 0, columns.Span{})
			return true
		}
	case measure.There:
		if heard.Label == "" && heard.Coverage == 0 && r.setNumber(place, heard.Value, heard.Provisional) {
			return true
		}
	}
	r.remember(slot, heard)
	return false
}

// setNumber puts a value into the columns; it is false where it does not fit them.
func (r *run) setNumber(place int32, d decimal.Decimal, provisional bool) bool {
	n, fits := columns.Aligned(d, int32(r.plan.Exp(place)))
	if !fits {
		return false
	}
	r.columns.SetValue(place, n)
	if provisional || r.running() {
		r.columns.Set(place, columns.Whole|columns.Provisional, 0, columns.Span{})
	}
	return true
}

// simplyMissing reports whether a missing reading is nothing but that: neither is it not due, nor may an earlier one
// stand in.
func (e *evaluation) simplyMissing(slot int) bool {
	m := &e.card.time.Measures[slot]
	return (m.Carry == 0 || e.whole) && (e.today == 0 || e.today > e.asked.Last+m.Grace)
}

// remember keeps what the source said of a KPI, so that it is asked once.
func (r *run) remember(slot int, said measure.Reading) {
	retain(r.answers, &r.answers.readings, factAt{KPIRef(r.card.ids[slot]), r.in.Period}, said)
}
