package rows

import (
	"maps"
	"slices"
)

// A Unit is the rows of an org unit, by measure, and the time in which it exists. It may be shared once its
// rows are filled.
type Unit struct {
	Since, Last int // its first and last day; a Last of 0 means no end
	Today       int // 0: everything is known
	chunks      [][]*Row
}

// chunkBits sets the size of a unit's chunks. With copies only the chunk in which a row changes.
const chunkBits = 8

// NewUnit returns a unit of n empty rows.
func NewUnit(n int) *Unit {
	all, places := make([]Row, n), make([]*Row, n)
	for i := range all {
		places[i] = &all[i]
	}
	u := new(Unit)
	for size := 1 << chunkBits; len(places) > 0; places = places[min(size, len(places)):] {
		u.chunks = append(u.chunks, places[:min(size, len(places)):min(size, len(places))])
	}
	return u
}

// Row returns the row of a measure.
func (u *Unit) Row(measure int32) *Row {
	return u.chunks[measure>>chunkBits][measure&(1<<chunkBits-1)]
}

// With returns a unit with another row for a measure. It shares all other rows with u, which does not change.
func (u *Unit) With(measure int32, row *Row) *Unit {
	other := *u
	other.chunks = slices.Clone(u.chunks)
	chunk := slices.Clone(u.chunks[measure>>chunkBits])
	chunk[measure&(1<<chunkBits-1)] = row
	other.chunks[measure>>chunkBits] = chunk
	return &other
}

// Copy returns a copy of a row that can be set and sealed again.
func (r *Row) Copy() *Row {
	c := *r
	c.Values, c.States, c.odd = slices.Clone(r.Values), slices.Clone(r.States), maps.Clone(r.odd)
	c.totals, c.unlike = make([]int64, len(r.totals)), make([]uint16, len(r.unlike))
	return &c
}
