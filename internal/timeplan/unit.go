package timeplan

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
)

// A Unit is the rows of an org unit by a plan, seen from one of the plan's periods. It may be shared once its rows are
// filled.
type Unit struct {
	*Plan
	Rows *rows.Unit
	Own  map[int]*OwnAim // the org unit's own targets, by KPI; nil: it has none
	At   int             // the place of the period
}

// Place returns the place of a period in the row of a measure; false if the row lacks it.
func (u *Unit) Place(slot int, l almanac.Label) (int, bool) {
	if u.kinds[slot] == 0 || u.kinds[slot] != l.Kind {
		return 0, false
	}
	place, ok := u.Grid(slot).places[l]
	_, has := u.Rows.Row(int32(slot)).At(int(place))
	return int(place), ok && has
}

// Reading returns the reading in the row of a measure for a period; false if the row lacks the period.
func (u *Unit) Reading(slot int, l almanac.Label) (measure.Reading, bool) {
	place, ok := u.Place(slot, l)
	if !ok {
		return measure.Reading{}, false
	}
	return u.Rows.Row(int32(slot)).Reading(place)
}

// Set sets what a source says for a place in the row of a measure. Holders of the earlier rows keep the old reading.
func (u *Unit) Set(slot, place int, said measure.Reading) {
	row := u.Rows.Row(int32(slot)).Copy()
	row.Enter(place, said)
	row.Seal()
	u.Rows = u.Rows.With(int32(slot), row)
}

// HasSeries reports whether the value of a series follows from its row on a day: it is due, nothing is unusual, and not
// everything is missing. On the day 0 everything is due.
func (u *Unit) HasSeries(i, today int) bool {
	w := &u.series[u.At][i]
	return w.due != 0 && (today == 0 || today > w.due) && u.Rows.Row(int32(len(u.card.KPIs)+i)).Known(w.Range)
}

// Entry returns the entry of a KPI for the definition's target.
func (u *Unit) Entry(slot int) *rows.Entry { return &u.Entries[u.At][slot] }

// Quick reports whether entries may be scored as Simple ones: the org unit has no first and no last day, and no targets
// of its own.
func (u *Unit) Quick() bool { return u.Own == nil && u.Rows.Forever() }

// Score scores a KPI, against the org unit's own target if it has one. It returns false if the wide path has to do it.
func (u *Unit) Score(slot int) (rows.Result, bool) {
	e, ok := u.Entry(slot), true
	var own *rows.Own
	if aim, has := u.Own[slot]; has {
		e, own, ok = aim.entry(u.At, e, u.Rows)
	}
	if !ok || e.Method == rows.Wide {
		return rows.Result{}, false
	}
	return e.Score(u.Rows, &u.Grid(int(e.Rows[0])).Grid, &u.Scale, own)
}
