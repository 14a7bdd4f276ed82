package timeplan

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/rows"
)

// A Filling fills a row in the order of its places. The zero Filling has no row.
type Filling struct {
	Row  *rows.Row
	Grid *Grid
	Next int32 // the place to fill next
	to   int32 // the place after the last
}

// Begin begins the row of a measure, with memory from a slab.
func (p *Plan) Begin(row *rows.Row, slot int, slab *rows.Slab) Filling {
	need := p.Needs[slot]
	row.Make(int(need.From), int(need.To-need.From), slab)
	return Filling{Row: row, Grid: p.Grid(slot), Next: need.From, to: need.To}
}

// End completes the row.
func (f *Filling) End() {
	f.Row.Seal()
	f.Row = nil
}

// Place moves to the next period of a range, and returns its place. It returns false if the row has no such place, or
// it is out of order.
func (f *Filling) Place(l almanac.Label) (int32, bool) {
	at := f.Next
	if at >= f.to || f.Grid.Labels[at] != l {
		var known bool
		if at, known = f.Grid.places[l]; !known || at < f.Next || at >= f.to {
			return 0, false
		}
	}
	f.Next = at + 1
	return at, true
}
