package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// A Handle names a KPI or a series of one Scorecard. Look it up once to set a Board often without looking up ids. The
// zero Handle names nothing.
type Handle struct {
	card *Scorecard
	slot int32
}

// KPI returns the handle of a KPI; false if the scorecard has none with the id.
func (s *Scorecard) KPI(id string) (Handle, bool) { return s.known().handle(KPIRef(id)) }

// Series returns the handle of a series; false if the scorecard has none with the id.
func (s *Scorecard) Series(id string) (Handle, bool) { return s.known().handle(SeriesRef(id)) }

func (s *Scorecard) handle(ref Ref) (Handle, bool) {
	slot, ok := s.slots[ref]
	if !ok {
		return Handle{}, false
	}
	return Handle{s, int32(slot)}, true
}

// Ref returns what the handle names; the zero Ref for the zero Handle.
func (h Handle) Ref() Ref {
	if h.card == nil {
		return Ref{}
	}
	return h.card.refOf(int(h.slot))
}

// A Table is a Source for the numbers of one org unit that a host already has in columns, such as whole cents by month.
// The host fills them in by Handle, and evaluating looks nothing up. Use [Actuals] for the values of one period; they
// are quicker there. Use [Readings] for what comes in over time, with labels, moments and corrections. Use a Table
// where speed matters more than either: for thousands of org units, or the years of a simulation.
//
// A Table ignores the org unit and the moment of a Query. Make one for each org unit, with Scorecard.Table, and fill it
// before use: many goroutines may read it, but not while it is filled. Results keep what it held when they were
// evaluated.
type Table struct {
	card   *Scorecard
	labels []almanac.Label
	places map[almanac.Label]int
	rows   []*rows.Row // by slot; nil: no reading
	first  []rows.Row  // rows that are set for the first time; they take their memory from the slab
	slab   *rows.Slab
}

// Table returns an empty table for the periods from first to last, both included and of one frequency. It has rows for
// the KPIs and series with that frequency, or with none. The error is an *InputError.
func (s *Scorecard) Table(first, last period.Period) (*Table, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, notCompiled()
	}
	periods, p := between(s.almanac, first, last)
	if p != nil {
		return nil, &InputError{Problems{p}}
	}
	n := len(s.time.Measures)
	t := &Table{
		card: s, places: make(map[almanac.Label]int, len(periods)), rows: make([]*rows.Row, n),
		first: make([]rows.Row, n), slab: rows.NewSlab(n, n*len(periods)),
	}
	t.labels = make([]almanac.Label, 0, len(periods))
	for i, p := range periods {
		t.labels = append(t.labels, p.Label())
		t.places[p.Label()] = i
	}
	return t, nil
}

// Fill sets the readings of a KPI or series from the table's first period on: values in units of 10^exp, such as cents
// with -2. All are final. Periods beyond the values have no reading, even if one was set before. The values are copied.
//
// The error is an *InputError. It reports a zero or foreign Handle, a KPI without readings of its own, another
// frequency, more values than the table has periods, numbers out of range, and numbers too large for a table: 4.5e15
// units and more.
func (t *Table) Fill(of Handle, exp int32, values []int64) error {
	if p := t.check(of); p != nil {
		return &InputError{Problems{p}}
	}
	row := t.row(of)
	if len(values) > len(t.labels) || !row.Fill(exp, values) {
		p := fault(ErrNumber, "table_values_unfit", "count", len(values), "exp", exp, "node", of.Ref())
		p.Ref, p.Allowed = of.Ref(), words.New("table_values")
		return &InputError{Problems{p}}
	}
	row.Seal()
	t.rows[of.slot] = row
	return nil
}

// Set sets one reading: a number that is final or provisional, or that the KPI does not apply. It copies the row; use
// Fill for many readings. The error is an *InputError, as for Fill. It also reports what a table does not keep: labels,
// other states, and moments; see Readings. Notes and authors it leaves out.
func (t *Table) Set(of Handle, p period.Period, r Reading) error {
	wrong := t.check(of)
	place, ok := t.places[p.Label()]
	if wrong == nil && !ok {
		wrong = fault(ErrPeriod, "reading_outside_table", "period", p)
		wrong.Allowed = words.New("table_periods", "first", t.labels[0], "last", t.labels[len(t.labels)-1])
	}
	if wrong == nil {
		wrong = checkReading(&r)
	}
	if wrong == nil && (r.Label != "" || !r.RecordedAt.IsZero() || r.State == StateStale || r.State == StateNotDue) {
		wrong = fault(ErrValue, "table_reading_unfit", "reading", r.told())
		wrong.Allowed = words.New("table_readings")
	}
	if wrong == nil {
		row := t.rows[of.slot]
		if row == nil {
			row = t.row(of)
		} else {
			row = row.Copy()
		}
		if !row.Enter(place, said(r, true, p)) {
			wrong = fault(ErrNumber, "table_number_unfit", "number", r.Value, "node", of.Ref())
			wrong.Allowed = words.New("table_numbers")
		} else {
			row.Seal()
			t.rows[of.slot] = row
		}
	}
	if wrong != nil {
		wrong.Ref = of.Ref()
		return &InputError{Problems{wrong}}
	}
	return nil
}

// row returns a new row, because Results may have the one before.
func (t *Table) row(of Handle) *rows.Row {
	if t.rows[of.slot] != nil {
		row := new(rows.Row)
		row.Make(0, len(t.labels), new(rows.Slab))
		return row
	}
	row := &t.first[of.slot]
	row.Make(0, len(t.labels), t.slab)
	return row
}

// check returns why something has no row.
func (t *Table) check(of Handle) *Problem {
	if t == nil || t.card == nil {
		return fault(ErrInput, "table_not_made")
	}
	if of.card != t.card {
		p := fault(ErrUnknownRef, "handle_of_nothing_or_other_scorecard")
		p.Allowed = words.New("handles_of_table")
		return p
	}
	if !t.card.reads(int(of.slot)) {
		return t.card.checkMeasured(of.Ref(), true)
	}
	if kind := t.card.time.Measures[of.slot].Kind; kind != 0 && kind != t.labels[0].Kind {
		return strayReading(of.Ref(), kind, period.Of(t.labels[0]))
	}
	return nil
}

// Reading returns what was set for the queried KPI or series and period.
func (t *Table) Reading(q Query) (Reading, bool) {
	if t == nil || t.card == nil {
		return Reading{}, false
	}
	slot, ok := t.card.slots[q.Ref]
	place, has := t.places[q.Period.Label()]
	if !ok || !has || t.rows[slot] == nil {
		return Reading{}, false
	}
	switch state, _ := t.rows[slot].At(place); state {
	case rows.There:
		return Reading{Value: t.rows[slot].Number(place)}, true
	case rows.Provisional:
		return Reading{Value: t.rows[slot].Number(place), State: StateProvisional}, true
	case rows.NotApplicable:
		return Reading{State: StateNotApplicable}, true
	}
	return Reading{}, false
}

// share gives a row the data of a measure's row, on a grid, if that covers all places that are needed.
func (t *Table) share(row *rows.Row, slot int, grid *timeplan.Grid, of rows.Range) bool {
	if t.rows[slot] == nil {
		return false
	}
	first, ok := grid.Place(t.labels[0])
	if !ok || first > of.From || int(first)+len(t.labels) < int(of.To) {
		return false
	}
	*row = *t.rows[slot].From(int(first))
	return true
}

// readTable reads a table of the run's own card into the columns. It returns the nodes of all KPIs that the columns
// cannot score from it.
func (r *run) readTable(t *Table) []int {
	var rest []int
	place, ok := t.places[r.in.Period.Label()]
	for slot, at := range r.card.kpis {
		if r.card.calculatorOf(slot) == nil && (!ok || !r.inColumns(slot) || !r.setFrom(t.rows[slot], place, int32(slot))) {
			rest = append(rest, at)
		}
	}
	return rest
}

// setFrom puts the number at a place into the columns; false if there is none that fits them.
func (r *run) setFrom(row *rows.Row, place int, slot int32) bool {
	state := rows.Missing
	if row != nil {
		state, _ = row.At(place)
	}
	if state == rows.Missing && r.simplyMissing(int(slot)) {
		r.columns.Set(slot, columns.Missing, 0, columns.Span{})
		return true
	}
	if state != rows.There && state != rows.Provisional || state == rows.Provisional && r.in.FinalOnly {
		return false
	}
	n, fits := row.Units(place, int32(r.plan.Exp(slot)))
	if !fits || !columns.Fits(n) {
		return false
	}
	r.columns.SetValue(slot, n)
	if state == rows.Provisional || r.running() {
		r.columns.Set(slot, columns.Whole|columns.Provisional, 0, columns.Span{})
	}
	return true
}
