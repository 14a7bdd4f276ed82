package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
)

// readRows reads the rows of a unit by a plan. Every reading is asked for once, and stands in a row.
func (k *knowledge) readRows(plan *timePlan) *rows.Unit {
	u := rows.NewUnit(len(plan.Needs))
	u.Since, u.Last, u.Today = k.of.unit.First, k.of.unit.Last, k.of.today
	slab := rows.NewSlab(plan.Rows, plan.Parts)
	r := newRowReader(k)
	for slot, n := 0, len(plan.Needs); slot < n; {
		err := k.calls.call(func() error { // one for all: a panic ends one reading, or a range
			for ; slot < n; slot++ {
				need := plan.Needs[slot]
				if need.To <= need.From || r.share(u, slot, plan) {
					continue
				}
				r.begin(u.Row(int32(slot)), slot, plan, slab)
				r.read(need)
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
	table    *Table      // the source, where it is that, and of the card; it has rows
	readings *Readings   // the source, where it is that
	source   RangeSource // nil: it is asked reading by reading
	known    bool        // the memo has readings, which are not asked for again
	each     func(period.Period, Reading)
	take     func(almanac.Label, []Reading, *plainFact)

	timeplan.Filling // of the row that is read
	ref              Ref
	made             bool // of other units' readings or scores: no range has it
}

func newRowReader(k *knowledge) *rowReader {
	r := &rowReader{knowledge: k, known: k.answers.hasReadings()}
	r.each, r.take = r.hear, r.takeFact
	if !r.known { // what is known is not asked for again
		r.source, _ = k.of.in.Readings.(RangeSource)
		r.readings, _ = r.source.(*Readings)
	}
	if table, is := k.of.in.Readings.(*Table); is && table.card == k.of.card {
		r.table = table
	}
	return r
}

// share takes over the row of a table.
func (r *rowReader) share(u *rows.Unit, slot int, plan *timePlan) bool {
	if r.table == nil || r.Row != nil || r.of.madeOf(r.of.card.refOf(slot)) {
		return false
	}
	row, has := r.table.share(slot, plan.Grid(slot), plan.Needs[slot])
	if has {
		*u.Row(int32(slot)) = *row
	}
	return has
}

// begin begins a row, unless one is begun.
func (r *rowReader) begin(row *rows.Row, slot int, plan *timePlan, slab *rows.Slab) {
	if r.Row != nil {
		return
	}
	r.Filling, r.ref = plan.Begin(row, slot, slab), r.of.card.refOf(slot)
	r.made = r.of.madeOf(r.ref)
}

// read fills the row from its next place on: from a range where the source gives one, else reading by reading.
func (r *rowReader) read(of rows.Range) {
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

// fail has the source fail where it has panicked: for one reading, or all of a range. It reports whether that ends the
// row.
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
	if plain.state == rows.Odd || plain.dated && !r.of.in.AsOf.IsZero() {
		if fact := knownBy(known, r.of.in.AsOf); fact != nil {
			r.hear(period.Of(l), *fact)
		}
		return
	}
	at, ok := r.Place(l)
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
	if reading.plain() {
		state := rows.There
		if reading.State == StateProvisional {
			state = rows.Provisional
		}
		if r.Row.Set(int(at), reading.Value, state) {
			return
		}
	}
	r.enter(at, said(reading, true, p))
}

// enter enters what a source says of a place.
func (r *rowReader) enter(at int32, heard measure.Reading) { r.Row.Enter(int(at), heard) }
