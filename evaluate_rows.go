package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// The rows of an evaluation: how they are read, once for all periods of a pass, and how they are scored.

// inRows holds the rows of an org unit, with their plan and one of its periods.
type inRows struct {
	plan *timePlan // nil: there are no rows
	timeplan.Unit
}

// reading returns the reading that the rows hold for a period; false if they do not cover it.
func (t *inRows) reading(of factAt) (measure.Reading, bool) {
	slot, ok := t.plan.card.slots[of.ref]
	if !ok {
		return measure.Reading{}, false
	}
	return t.Unit.Reading(slot, of.period.Label())
}

// useRows reads the org unit's rows and own targets for consecutive periods. It returns false if no KPI is in rows.
func (r *run) useRows(periods []period.Period) bool {
	plan := r.card.timePlan(periods, r.in.AsOf)
	if plan == nil || len(r.unit.Before) > 0 { // rows know one time
		return false
	}
	unit := timeplan.Unit{Plan: plan.Plan, Rows: r.readRows(plan.Plan), Own: r.ownAims(plan.Plan)}
	r.knowledge.timed = inRows{plan, unit}
	return true
}

// ownAims reads the org unit's own targets for the rows and enters them in the memo; nil if it has none.
func (r *run) ownAims(plan *timeplan.Plan) map[int]*timeplan.OwnAim {
	if len(r.targets) == 0 {
		return nil
	}
	aims := make(map[int]*timeplan.OwnAim, len(r.targets))
	for slot, at := range r.card.kpis {
		own, has := r.targets[r.card.ids[slot]]
		if !has {
			continue
		}
		aims[slot] = new(timeplan.OwnAim)
		kpi := r.card.nodes[at].kpi
		stated, problem := own.state(r.card, r.card.shape(kpi), new(hints))
		if problem != nil {
			continue
		}
		if stated.From.IsZero() {
			retain(r.answers, &r.answers.standing, targetOf{r.card, slot}, &stated)
		} else {
			retain(r.answers, &r.answers.targets, targetAt{targetOf{r.card, slot}, stated.From}, statedAnswer{stated: &stated})
		}
		if r.unit.Always() && stated.With == target.Nothing && stated.Phasing != target.Glide {
			aims[slot] = plan.AimAt(slot, &stated)
		}
	}
	return aims
}

// readRows reads the rows of an org unit by a plan. Each reading is asked for once.
func (k *knowledge) readRows(plan *timeplan.Plan) *rows.Unit {
	u := rows.NewUnit(len(plan.Needs))
	u.Since, u.Last, u.Today = k.of.unit.First, k.of.unit.Last, k.of.today
	slab := plan.Slab()
	r := newRowReader(k)
	for slot, n := 0, len(plan.Needs); slot < n; {
		err := k.calls.call(func() error { // one call for all: a panic ends one reading, or a range
			for ; slot < n; slot++ {
				need := plan.Needs[slot]
				if need.To <= need.From || r.share(u, slot, plan) {
					continue
				}
				r.begin(u.Row(int32(slot)), slot, plan, slab)
				if need = plan.Grid(slot).Within(need, k.of.unit.Span); need.To > need.From {
					r.read(need)
				}
				r.End()
			}
			return nil
		})
		if err != nil {
			r.begin(u.Row(int32(slot)), slot, plan, slab)
			if r.fail(plan.Needs[slot], err) {
				r.End()
				slot++
			}
		}
	}
	return u
}

// A rowReader fills rows.
type rowReader struct {
	*knowledge
	table    *Table      // the source, if it is a table of this card; it has rows
	readings *ledger     // the source, if it is that of Readings
	source   RangeSource // nil: the source is asked for one reading at a time
	known    bool        // the memo has readings, which are not asked for again
	each     func(period.Period, Reading)
	take     func(almanac.Label, []Reading, *plainFact)

	timeplan.Filling // of the row being read
	ref              Ref
	made             bool // made of other org units' readings or scores: no range has it
}

func newRowReader(k *knowledge) *rowReader {
	r := &rowReader{knowledge: k, known: k.answers.hasReadings()}
	r.each, r.take = r.hear, r.takeFact
	if !r.known { // do not ask again for what is known
		r.source, _ = k.of.in.Readings.(RangeSource)
		r.readings, _ = r.source.(*ledger)
	}
	if table, is := k.of.in.Readings.(*Table); is && table.card == k.of.card {
		r.table = table
	}
	return r
}

// share takes over a row of a table.
func (r *rowReader) share(u *rows.Unit, slot int, plan *timeplan.Plan) bool {
	if r.table == nil || r.Row != nil || r.of.madeOf(r.of.card.refOf(slot)) {
		return false
	}
	if row := r.table.rows[slot]; r.of.in.FinalOnly && row != nil && slices.Contains(row.States, rows.Provisional) {
		return false
	}
	return r.table.share(u.Row(int32(slot)), slot, plan.Grid(slot), plan.Needs[slot])
}

// begin begins a row, unless one has begun.
func (r *rowReader) begin(row *rows.Row, slot int, plan *timeplan.Plan, slab *rows.Slab) {
	if r.Row != nil {
		return
	}
	r.Filling, r.ref = plan.Begin(row, slot, slab), r.of.card.refOf(slot)
	r.made = r.of.madeOf(r.ref)
}

// read fills the row from its next place: from a range if the source has one, otherwise one reading at a time.
func (r *rowReader) read(of rows.Range) {
	r.Next = max(r.Next, of.From)
	from, to := period.Of(r.Grid.Labels[of.From]), period.Of(r.Grid.Labels[of.To-1])
	switch {
	case r.made:
	case r.readings != nil:
		r.readings.readYears(r.query(r.ref, from), to, r.take)
		return
	case r.source != nil:
		r.source.ReadRange(r.query(r.ref, from), to, r.each)
		return
	}
	for q := r.query(r.ref, from); r.Next < of.To; r.Next++ {
		q.Period = period.Of(r.Grid.Labels[r.Next])
		if heard, known := r.recalled(q.Period); known {
			r.enter(r.Next, heard)
		} else if r.made {
			r.enter(r.Next, r.ask(r.ref, q.Period, nil))
		} else if reading, found := r.of.in.Readings.Reading(q); found {
			r.set(r.Next, q.Period, reading)
		}
	}
}

// recalled returns what the source has said before.
func (r *rowReader) recalled(p period.Period) (measure.Reading, bool) {
	if !r.known {
		return measure.Reading{}, false
	}
	return r.answers.reading(factAt{r.ref, p})
}

// fail records a panic of the source as a failure: of one reading, or of all that remain in a range. It reports whether
// that ends the row.
func (r *rowReader) fail(of rows.Range, err error) bool {
	if (r.made || r.source == nil) && r.Next < of.To {
		r.enter(r.Next, sourceFailed(err))
		r.Next++
		return false
	}
	for at := of.From; at < of.To; at++ {
		r.enter(at, sourceFailed(err))
	}
	return true
}

// takeFact takes the next fact of a range.
func (r *rowReader) takeFact(l almanac.Label, known []Reading, plain *plainFact) {
	if plain.state == rows.Odd || plain.dated && !r.of.in.AsOf.IsZero() || plain.state == rows.Provisional && r.of.in.FinalOnly {
		if fact := knownBy(known, r.of.in.AsOf); fact != nil {
			r.hear(period.Of(l), *fact)
		}
		return
	}
	at, ok := r.Place(l)
	if ok && plain.noted {
		r.answers.addNote(r.ref, period.Of(l), &known[len(known)-1])
	}
	switch {
	case !ok:
	case plain.state == rows.NotApplicable:
		r.Row.Mark(int(at), rows.NotApplicable)
	case !r.Row.SetUnits(int(at), plain.number, plain.exp, plain.state):
		r.enter(at, said(known[len(known)-1], true, period.Of(l)))
	}
}

// hear takes the next reading of a range.
func (r *rowReader) hear(p period.Period, reading Reading) {
	if at, ok := r.Place(p.Label()); ok {
		r.set(at, p, reading)
	}
}

// set sets what the source has for a place.
func (r *rowReader) set(at int32, p period.Period, reading Reading) {
	if r.of.isNumber(&reading) {
		state := rows.There
		if reading.State == StateProvisional {
			state = rows.Provisional
		}
		if r.Row.Set(int(at), reading.Value, state) {
			return
		}
	}
	r.enter(at, r.said(r.ref, p, &reading, true))
}

// enter enters what a source says of a place.
func (r *rowReader) enter(at int32, heard measure.Reading) { r.Row.Enter(int(at), heard) }

// onRows scores what it can in rows that are already known; nothing else is in columns.
func (r *run) onRows() {
	r.evaluation.timed = r.knowledge.timed
	r.evaluation.timed.At = r.knowledge.timed.PlaceOf(r.in.Period)
	r.plan = r.card.bare
}

// seriesInRow reports whether the value of a series follows from its row.
func (e *evaluation) seriesInRow(i int) bool {
	return e.timed.plan != nil && e.timed.HasSeries(i, e.today)
}

// scoreRows scores the KPIs that the rows can score. It returns the nodes of all others: calculated ones last, their
// inputs before them.
func (r *run) scoreRows() []int {
	var rest []int
	t := &r.evaluation.timed
	entries := t.Entries[t.At]
	quick := t.Quick() && r.in.Timing == "" && !r.foreignTargets && len(r.given) == 0
	for slot, at := range r.card.kpis {
		e := &entries[slot]
		if quick && e.Simple {
			if score, ok := e.Quick(t.Rows, &t.Scale); ok {
				r.columns.SetScore(e.KPI, score)
				continue
			}
		}
		if c, isScore := r.given[at]; isScore && r.adoptable(slot, c) {
			continue // adoptAll sets it
		}
		if !r.scoreRow(slot) && r.card.calculatorOf(slot) == nil {
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

// inRow scores a KPI in the rows if they can.
func (r *run) inRow(at int) bool {
	return r.evaluation.timed.plan != nil && r.scoreRow(r.card.nodes[at].kpi.slot)
}

// scoreRow scores one KPI in the rows; it returns false if the wide path has to.
func (r *run) scoreRow(slot int) bool {
	if !r.besideColumns(slot) {
		return false
	}
	t := &r.evaluation.timed
	got, ok := t.Score(slot)
	if ok {
		mark, span := got.InColumns(&t.Scale)
		r.columns.Set(int32(slot), mark, got.Score, span)
	}
	return ok
}

// derived returns the value and state of a KPI that was scored in the rows.
func (e *evaluation) derived(at int) *kept {
	if e.of != nil {
		return e.of.kept(at)
	}
	t := &e.timed
	slot := e.card.nodes[at].kpi.slot
	if _, own := t.Own[slot]; !own && e.columns.Mark(int32(slot))&(columns.Whole|columns.Provisional) == columns.Whole {
		amount, whole := e.wholeAmount(at, t.Entry(slot))
		if shown := t.plan.wholeOf(t.At, slot); whole && shown != nil {
			v := value{amount: amount, state: measure.There, coverage: fullQuanta, held: shown.held, window: shown.window}
			aim := shown.inForce
			aim.pace = shown.pace.at(amount)
			return &kept{value: v, state: e.decide(at, &v, &aim, e.inside(at))}
		}
	}
	r := &run{evaluation: e, knowledge: e.asAsked(e.memo)}
	return r.compute(at)
}

// wholeAmount returns the value of a KPI if all parts of its window are there; false otherwise.
func (e *evaluation) wholeAmount(at int, of *rows.Entry) (decimal.Decimal, bool) {
	above, below, whole := of.Whole(e.timed.Rows)
	if !whole || of.Method != rows.Ratio {
		return above, whole
	}
	policy := e.card.nodes[at].kpi.calculator.policy
	amount, err := policy.Calculate(CalculateInput{Ref: e.card.nodes[at].ref, Period: e.in.Period, Values: []decimal.Decimal{above, below}})
	return amount, err == nil
}
