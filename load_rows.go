package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/period"
)

// readRows reads the rows of a unit by a plan. Every reading is asked for once, and stands in a row.
func (k *knowledge) readRows(plan *timePlan) *rows.Unit {
	u := rows.NewUnit(len(plan.needs))
	u.Since, u.Last, u.Today = k.of.unit.First, k.of.unit.Last, k.of.today
	slab := rows.NewSlab(plan.count, plan.parts)
	r := newRowReader(k)
	for slot, n := 0, len(plan.needs); slot < n; {
		err := k.calls.call(func() error { // one for all: a panic ends one reading, or a range
			for ; slot < n; slot++ {
				need := plan.needs[slot]
				if need.To <= need.From || r.share(u, slot, plan) {
					continue
				}
				r.begin(u.Row(int32(slot)), slot, plan, slab)
				r.read(need)
				r.end()
			}
			return nil
		})
		if err != nil {
			r.begin(u.Row(int32(slot)), slot, plan, slab)
			if r.fail(plan.needs[slot], err) {
				r.end()
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

	row  *rows.Row // that is filled; nil: none
	ref  Ref
	made bool // of other units' readings or scores: no range has it
	grid *timeGrid
	next int32 // place
	to   int32 // the place after the last
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
	if r.table == nil || r.row != nil || r.of.madeOf(r.of.card.refOf(slot)) {
		return false
	}
	row, has := r.table.share(slot, plan.grids[plan.kinds[slot]], plan.needs[slot])
	if has {
		*u.Row(int32(slot)) = *row
	}
	return has
}

// begin begins a row, unless one is begun.
func (r *rowReader) begin(row *rows.Row, slot int, plan *timePlan, slab *rows.Slab) {
	if r.row != nil {
		return
	}
	need := plan.needs[slot]
	row.Make(int(need.From), int(need.To-need.From), slab)
	r.made = r.of.madeOf(r.of.card.refOf(slot))
	r.row, r.ref, r.grid, r.next, r.to = row, r.of.card.refOf(slot), plan.grids[plan.kinds[slot]], need.From, need.To
}

func (r *rowReader) end() {
	r.row.Seal()
	r.row = nil
}

// read fills the row from its next place on: from a range where the source gives one, else reading by reading.
func (r *rowReader) read(of rows.Range) {
	from, to := period.Of(r.grid.labels[of.From]), period.Of(r.grid.labels[of.To-1])
	switch {
	case r.made:
	case r.readings != nil:
		r.readings.readYears(r.query(r.ref, from), to, r.take)
		return
	case r.source != nil:
		r.source.ReadRange(r.query(r.ref, from), to, r.each)
		return
	}
	for q := r.query(r.ref, from); r.next < of.To; r.next++ {
		q.Period = period.Of(r.grid.labels[r.next])
		if heard, known := r.recalled(q.Period); known {
			r.enter(r.next, heard)
		} else if r.made {
			r.enter(r.next, r.ask(r.ref, q.Period, nil))
		} else if reading, found := r.of.in.Readings.Reading(q); found {
			r.set(r.next, q.Period, reading)
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
	if (r.made || r.source == nil) && r.next < of.To {
		r.enter(r.next, sourceFailed(err))
		r.next++
		return false
	}
	for at := of.From; at < of.To; at++ {
		r.enter(at, sourceFailed(err))
	}
	return true
}

// place returns the place of the next period of a range; false where it is none of the row's, or not in order.
func (r *rowReader) place(l almanac.Label) (int32, bool) {
	at := r.next
	if at >= r.to || r.grid.labels[at] != l {
		var known bool
		if at, known = r.grid.places[l]; !known || at < r.next || at >= r.to {
			return 0, false
		}
	}
	r.next = at + 1
	return at, true
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
	if at, ok := r.place(p.Label()); ok {
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
		if r.row.Set(int(at), reading.Value, state) {
			return
		}
	}
	r.enter(at, said(reading, true, p))
}

// enter enters what a source says of a place.
func (r *rowReader) enter(at int32, heard measure.Reading) { enterReading(r.row, int(at), heard) }

// enterReading enters what a source says of a place in a row. It is false where that is odd: the row keeps it as it is.
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
		if row.Set(place, heard.Value, state) {
			return true
		}
	}
	row.SetOdd(place, heard)
	return false
}
