package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// inRows says where the rows of an evaluation are: those of the unit, by a plan, and the period's place in that.
type inRows struct {
	plan *timePlan
	unit *rows.Unit
	own  map[int]*ownAim // targets of the unit's own, by KPI; nil: it has none
	at   int
}

// reading returns what stands in the rows for a period; false where that is nothing, or is in the memo.
func (t *inRows) reading(of factAt) (measure.Reading, bool) {
	slot, ok := t.plan.card.slots[of.ref]
	if !ok || t.plan.kinds[slot] != of.period.Label().Kind {
		return measure.Reading{}, false
	}
	place, ok := t.plan.grids[t.plan.kinds[slot]].places[of.period.Label()]
	if !ok {
		return measure.Reading{}, false
	}
	row := t.unit.Row(int32(slot))
	state, ok := row.At(int(place))
	switch {
	case !ok || state == rows.Odd:
		return measure.Reading{}, false
	case state == rows.Missing:
		return measure.Reading{State: measure.Missing}, true
	case state == rows.NotApplicable:
		return measure.Reading{State: measure.NotApplicable}, true
	}
	return measure.Reading{State: measure.There, Value: row.Number(int(place)), Provisional: state == rows.Provisional}, true
}

// useRows reads the rows of the unit by a plan.
func (k *knowledge) useRows(plan *timePlan) {
	k.timed = inRows{plan: plan, unit: k.readRows(plan)}
	k.answers.addRows(k.timed)
}

// onRows has a run score what it can in the rows that are known, and nothing else in columns.
func (r *run) onRows() {
	r.evaluation.timed = r.knowledge.timed
	r.evaluation.timed.at = r.knowledge.timed.plan.periods[r.in.Period]
	r.plan = r.card.bare
}

// readRows reads the rows of a unit by a plan. Every reading is asked for once: what does not fit a row is in the memo.
func (k *knowledge) readRows(plan *timePlan) *rows.Unit {
	u := rows.NewUnit(len(plan.needs))
	u.Since, u.Last, u.Today = k.of.unit.First, k.of.unit.Last, k.of.today
	slab := rows.NewSlab(plan.count, plan.parts)
	r := rowReader{knowledge: k}
	r.source, _ = k.of.in.Readings.(RangeSource)
	if k.answers.hasReadings() {
		r.source = nil // what is known is not asked for again
	}
	table, _ := k.of.in.Readings.(*Table)
	if table != nil && table.card != k.of.card {
		table = nil
	}
	r.readings, _ = r.source.(*Readings)
	r.each, r.take = r.hear, r.takeFact
	for slot, n := 0, len(plan.needs); slot < n; slot++ {
		err := k.calls.call(func() error { // one for all: a panic ends that of one row
			for ; slot < n; slot++ {
				if need := plan.needs[slot]; need.To > need.From {
					if table != nil {
						if row, has := table.share(slot, plan.grids[plan.kinds[slot]], need); has {
							*u.Row(int32(slot)) = *row
							continue
						}
					}
					r.row = u.Row(int32(slot))
					r.row.Make(int(need.From), int(need.To-need.From), slab)
					r.read(slot, plan.grids[plan.kinds[slot]], need)
					r.row.Seal()
				}
			}
			return nil
		})
		if err != nil {
			r.fail(plan.needs[slot], err)
		}
	}
	return u
}

// A rowReader fills rows.
type rowReader struct {
	*knowledge
	source   RangeSource                  // nil: it is asked reading by reading
	each     func(period.Period, Reading) // hear
	readings *Readings                    // the source, where it is that
	take     func(almanac.Label, []Reading, *plainFact)
	ref      Ref
	grid     *timeGrid
	next     int32
	row      *rows.Row
}

// read fills the row of a measure: from a range where the source gives one, else reading by reading.
func (r *rowReader) read(slot int, grid *timeGrid, of rows.Range) {
	r.ref, r.grid, r.next = r.of.card.refOf(slot), grid, of.From
	if r.readings != nil {
		r.readings.readYears(r.query(r.ref, period.Of(grid.labels[of.From])), period.Of(grid.labels[of.To-1]), r.take)
		return
	}
	if r.source != nil {
		r.source.ReadRange(r.query(r.ref, period.Of(grid.labels[of.From])), period.Of(grid.labels[of.To-1]), r.each)
		return
	}
	for at := of.From; at < of.To; at++ {
		p := period.Of(grid.labels[at])
		heard, known := r.answers.reading(factAt{r.ref, p})
		if !known {
			heard = r.ask(r.ref, p)
		}
		r.enter(at, heard)
	}
}

// fail has the source fail for all of a row, in which it has panicked.
func (r *rowReader) fail(of rows.Range, err error) {
	for at := of.From; at < of.To; at++ {
		r.enter(at, sourceFailed(err))
	}
	r.row.Seal()
}

// place returns the place of the next period of a range; false where the grid does not have it.
func (r *rowReader) place(l almanac.Label) (int32, bool) {
	for int(r.next) < len(r.grid.labels) && r.grid.labels[r.next] != l {
		r.next++
	}
	r.next++
	return r.next - 1, int(r.next) <= len(r.grid.labels)
}

// takeFact takes the next fact of a range.
func (r *rowReader) takeFact(l almanac.Label, known []Reading, plain *plainFact) {
	if plain.state == rows.Odd || plain.dated && !r.of.in.AsOf.IsZero() {
		if fact := knownBy(known, r.of.in.AsOf); fact != nil {
			r.hear(period.Of(l), *fact)
		}
		return
	}
	at, ok := r.place(l)
	switch {
	case !ok:
	case plain.state == rows.NotApplicable:
		r.row.Mark(int(at), rows.NotApplicable)
	case !r.row.SetUnits(int(at), plain.number, plain.exp, plain.state):
		r.enter(at, said(known[len(known)-1], true, period.Of(l)))
	}
}

// hear takes the next reading of a range.
func (r *rowReader) hear(p period.Period, reading Reading) {
	at, ok := r.place(p.Label())
	if !ok {
		return
	}
	if reading.plain() {
		state := rows.There
		if reading.State == StateProvisional {
			state = rows.Provisional
		}
		if r.row.Set(int(at), reading.Value, state) {
			return
		}
	}
	r.enter(at, said(reading, true, p))
}

// enter enters what a source says of a place.
func (r *rowReader) enter(at int32, heard measure.Reading) {
	if !enterReading(r.row, int(at), heard) {
		retain(r.answers, &r.answers.readings, factAt{r.ref, period.Of(r.grid.labels[at])}, heard)
	}
}

// enterReading enters what a source says of a place in a row. It is false where a row cannot say that: the part is odd.
func enterReading(row *rows.Row, place int, heard measure.Reading) bool {
	switch {
	case heard.State == measure.Missing && !heard.Decided:
		row.Mark(place, rows.Missing)
		return true
	case heard.State == measure.NotApplicable && heard.Absent == nil:
		row.Mark(place, rows.NotApplicable)
		return true
	case heard.State == measure.There && heard.Label == "" && heard.Coverage == 0 && heard.Absent == nil:
		state := rows.There
		if heard.Provisional {
			state = rows.Provisional
		}
		return row.Set(place, heard.Value, state)
	}
	row.Mark(place, rows.Odd)
	return false
}

// seriesInRow reports whether the value of a series follows from its row: it is due, and not all missing.
func (e *evaluation) seriesInRow(i int) bool {
	t := &e.timed
	if t.plan == nil {
		return false
	}
	w := t.plan.series[t.at][i]
	if w.due == 0 || e.today != 0 && e.today <= w.due {
		return false
	}
	row := t.unit.Row(int32(len(e.card.kpis) + i))
	for at := w.From; at < w.To; at++ {
		if state, _ := row.At(int(at)); state != rows.Missing {
			return true
		}
	}
	return false
}

// scoreRows scores the KPIs that the rows can, and returns the nodes of all others: what is calculated last, inputs first.
func (r *run) scoreRows() []int {
	var rest []int
	entries := r.evaluation.timed.plan.entries[r.evaluation.timed.at]
	for slot, at := range r.card.kpis {
		if !r.scoreRow(&entries[slot], at) && r.card.calculatorOf(slot) == nil {
			rest = append(rest, at)
		}
	}
	for _, slot := range r.card.calculated {
		if at := r.card.kpis[slot]; r.columns.Mark(int32(slot)) == 0 {
			rest = append(rest, at)
		}
	}
	return rest
}

// inRow scores a KPI in the rows, if they can.
func (r *run) inRow(at int) bool {
	t := &r.evaluation.timed
	return t.plan != nil && r.scoreRow(&t.plan.entries[t.at][r.card.nodes[at].kpi.slot], at)
}

// scoreRow scores one KPI; it is false where the wide path has to.
func (r *run) scoreRow(e *rows.Entry, at int) bool {
	if slot := int32(r.card.nodes[at].kpi.slot); r.plan.Kind(slot) != columns.Other || r.foreign(at) {
		return false
	}
	t := &r.evaluation.timed
	plan := t.plan
	e, own, ok := t.ownEntry(r.card.nodes[at].kpi.slot, e)
	if !ok || e.Method == rows.Wide {
		return false
	}
	got, ok := e.Score(t.unit, &plan.grids[plan.kinds[e.Rows[0]]].Grid, &plan.scale, own)
	if !ok {
		return false
	}
	mark, span := columns.Whole, columns.Span{}
	switch {
	case got.Outcome == rows.Absent:
		mark = columns.Absent | columns.Spread
	case got.Outcome == rows.NoData:
		mark, span = columns.Bounded|columns.Spread, columns.Span{Low: r.card.low, High: r.card.high}
	case !got.Complete:
		mark = columns.Scored | columns.Bounded | columns.Spread
		span = columns.Span{Low: r.card.low, High: r.card.high, Coverage: got.Coverage}
	}
	if got.Provisional {
		mark |= columns.Provisional
	}
	r.columns.Set(e.KPI, mark, got.Score, span)
	return true
}

// foreign reports whether a KPI is left out, stands for another unit's score, or may have a target from a host's source.
func (e *evaluation) foreign(at int) bool {
	kpi := e.card.nodes[at].kpi
	if e.foreignTargets || e.in.Timing != "" && kpi.timing != e.in.Timing {
		return true
	}
	_, isScore := e.given[at]
	return isScore
}

// derived returns the value and the state of a KPI that the rows have scored.
func (e *evaluation) derived(at int) *kept {
	t := e.timed
	slot := e.card.nodes[at].kpi.slot
	entry, shown := &t.plan.entries[t.at][slot], t.plan.targets[t.at][slot]
	if _, own := t.own[slot]; shown != nil && !own && e.columns.Mark(int32(slot))&columns.Whole == columns.Whole {
		if amount, whole := e.wholeAmount(at, entry); whole {
			v := value{amount: amount, state: measure.There, coverage: fullUnits, held: shown.held, window: shown.window}
			aim := shown.inForce
			aim.pace = shown.pace.at(amount)
			return &kept{value: v, state: e.decide(at, &v, &aim, e.inside(at))}
		}
	}
	r := &run{evaluation: e, knowledge: e.asAsked(e.memo)}
	return r.compute(at)
}

// wholeAmount returns the value of a KPI whose window's parts are all there; false where they are not.
func (e *evaluation) wholeAmount(at int, of *rows.Entry) (decimal.Decimal, bool) {
	above, below, whole := of.Whole(e.timed.unit)
	if !whole || of.Method != rows.Ratio {
		return above, whole
	}
	policy := e.card.nodes[at].kpi.calculator.policy
	amount, err := policy.Calculate(CalculateInput{Ref: e.card.nodes[at].ref, Period: e.in.Period, Values: []decimal.Decimal{above, below}})
	return amount, err == nil
}

// inside returns the score of a node where it lies inside the scale, and so is the attainment, too.
func (e *evaluation) inside(at int) Score {
	if score := e.score(at); score.units > e.card.low && score.units < e.card.high {
		return score
	}
	return Score{}
}
