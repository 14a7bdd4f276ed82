package report

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
)

// A HeatMap is a cascade.Result as plain data, one row for each org unit, one column for each node of their scorecards.
// A scorecard that has no such node has no cell there. What an org unit contributes by its score stands in its own row
// and not again in that of the receiver. The zero HeatMap has neither rows nor columns.
type HeatMap struct {
	About
	Columns []Column `json:"columns"` // in the order of the scorecards
	Rows    []Row    `json:"rows"`    // each org unit before those below it
}

// A Column is a perspective, an objective or a KPI that is on a scorecard; its name is that of the first one.
type Column struct {
	Ref    bsc.Ref  `json:"ref"`
	Kind   bsc.Kind `json:"kind"`
	ID     string   `json:"id"`
	Parent bsc.Ref  `json:"parent,omitzero"`
	Name   string   `json:"name,omitempty"`
}

// A Row is an org unit, with how its scorecard stands and the cells that it has.
type Row struct {
	Unit   string `json:"unit"` // its id
	Name   string `json:"name,omitempty"`
	Parent string `json:"parent,omitempty"`
	Depth  int    `json:"depth"` // how many org units stand above it
	Standing
	Cells []Cell `json:"cells"` // in the order of the columns
}

// A Cell is how a node of one org unit stands.
type Cell struct {
	Ref bsc.Ref `json:"ref"` // of its column
	Standing
	Actual bsc.Number `json:"actual,omitempty"`
	Label  string     `json:"label,omitempty"`
	Unit   string     `json:"unit,omitempty"`   // of Actual and Target
	Target bsc.Number `json:"target,omitempty"` // in force
}

// HeatMapOf returns the org units of a cascade's result against the nodes of their scorecards, as plain data, which
// belongs to the caller. For the zero Result it is empty.
func HeatMapOf(r *cascade.Result) *HeatMap {
	t := treeOf(r)
	m := &HeatMap{About: t.about()}
	columns := newColumns()
	for i := range t.units {
		u := &t.units[i]
		own := columns.add(r.Of(u.Unit), t.contributors(u.Unit))
		m.Rows = append(m.Rows, Row{Unit: u.Unit, Name: u.Name, Parent: u.Parent, Depth: u.Depth, Standing: u.Standing, Cells: own})
	}
	var places map[bsc.Ref]int
	m.Columns, places = columns.inOrder()
	for i := range m.Rows {
		slices.SortFunc(m.Rows[i].Cells, func(a, b Cell) int { return cmp.Compare(places[a.Ref], places[b.Ref]) })
	}
	return m
}

// columns are in the order of the scorecards: what a scorecard has that others have not stands behind what stands before
// it there.
type columns struct {
	of   map[bsc.Ref]Column
	next map[bsc.Ref]bsc.Ref // the zero Ref is the start, and the end
}

func newColumns() *columns { return &columns{map[bsc.Ref]Column{}, map[bsc.Ref]bsc.Ref{}} }

// add adds the nodes of a scorecard, and returns its cells.
func (c *columns) add(r *bsc.Result, contributors []Contributor) []Cell {
	given := map[bsc.Ref]bool{}
	for _, by := range contributors {
		given[by.To] = by.Mode == cascade.Contributory
	}
	var cells []Cell
	var before bsc.Ref
	for o := range r.All() {
		if o.Ref.Kind == bsc.KindScorecard || given[o.Ref] {
			continue
		}
		if _, known := c.of[o.Ref]; !known {
			column := Column{Ref: o.Ref, Kind: o.Ref.Kind, ID: o.Ref.ID, Name: o.Name}
			if o.Parent.Kind != bsc.KindScorecard {
				column.Parent = o.Parent
			}
			c.of[o.Ref], c.next[o.Ref], c.next[before] = column, c.next[before], o.Ref
		}
		before = o.Ref
		cells = append(cells, Cell{
			Ref: o.Ref, Standing: standingOf(r, &o), Actual: optional(o.Actual), Label: o.Label, Unit: o.Unit, Target: optional(o.Target.Value),
		})
	}
	return cells
}

// inOrder returns the columns, and the place of each.
func (c *columns) inOrder() (list []Column, places map[bsc.Ref]int) {
	places = map[bsc.Ref]int{}
	for ref := c.next[bsc.Ref{}]; ref != (bsc.Ref{}); ref = c.next[ref] {
		places[ref] = len(list)
		list = append(list, c.of[ref])
	}
	return list, places
}
