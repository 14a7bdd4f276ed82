package timeplan

import (
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/period"
)

// A Plan is what is known of consecutive periods before any reading: for every KPI and period, the parts that its value
// is made of, and how it is scored. It does not change, and all org units share it.
type Plan struct {
	Order   []period.Period
	Entries [][]rows.Entry // by period and KPI
	Needs   []rows.Range   // by measure: the places of its row; empty: no row
	Scale   rows.Scale

	card    *Card
	asOf    time.Time // decides which targets are known
	periods map[period.Period]int
	series  [][]seriesWindow // by period and series
	kinds   []almanac.Kind   // by measure: of its row
	grids   [almanac.Kinds + 1]*Grid
	rows    int       // their number
	parts   int       // their total number
	own     ownShapes // entries for org units' own targets

	extents []extent             // by measure, while the plan is being made
	given   map[int]*rows.Shares // by KPI, likewise
}

// A seriesWindow says where the value of a series stands in its row.
type seriesWindow struct {
	rows.Range
	due int // the day after which it is certainly due; 0: the wide path decides
}

// PlaceOf returns the place of a period in the plan.
func (p *Plan) PlaceOf(of period.Period) int { return p.periods[of] }

// Slab returns memory for all rows of an org unit.
func (p *Plan) Slab() *rows.Slab { return rows.NewSlab(p.rows, p.parts) }

// Grid returns the grid of a measure's row; nil if it has no row.
func (p *Plan) Grid(slot int) *Grid { return p.grids[p.kinds[slot]] }

// An extent is all the days in which a measure has windows, made of parts of a kind.
type extent struct {
	kind almanac.Kind
	days almanac.Span
}

// plan makes a plan; nil if no KPI is in rows.
func (c *Card) plan(periods []period.Period, asOf time.Time) *Plan {
	p := c.newPlan(periods, asOf)
	if !p.lay() {
		return nil
	}
	f := p.finder()
	for i, of := range p.Order {
		p.periods[of] = i
		if !f.goTo(of) {
			return nil
		}
		entries := make([]rows.Entry, len(c.KPIs))
		for slot := range entries {
			if w := p.window(slot, of); w != nil {
				p.entry(f, w, &entries[slot], p.aim)
			}
		}
		series := make([]seriesWindow, c.series())
		for j := range series {
			series[j] = p.seriesOf(p.window(len(c.KPIs)+j, of))
		}
		p.Entries, p.series = append(p.Entries, entries), append(p.series, series)
	}
	for i := range p.Needs {
		if n := int(p.Needs[i].To - p.Needs[i].From); n > 0 {
			p.rows, p.parts = p.rows+1, p.parts+n
		}
	}
	if p.rows == 0 {
		return nil
	}
	p.extents, p.given = nil, nil
	return p
}

func (c *Card) newPlan(periods []period.Period, asOf time.Time) *Plan {
	n := len(c.Measures.Measures)
	return &Plan{
		card: c, asOf: asOf, periods: map[period.Period]int{}, Order: slices.Clone(periods), Scale: c.Scale,
		kinds: make([]almanac.Kind, n), Needs: make([]rows.Range, n),
		extents: make([]extent, n), given: map[int]*rows.Shares{},
	}
}

// maxParts is the largest number of parts in one row.
const maxParts = 60_000

// lay finds the extents of all windows, and makes grids for them and for the years around them, which targets may look
// at. It returns false if they are too long.
func (p *Plan) lay() bool {
	var all [almanac.Kinds + 1]almanac.Span
	for _, of := range p.Order {
		for slot := range p.card.Measures.Measures {
			if w := p.window(slot, of); w != nil {
				p.extend(w)
			}
		}
	}
	for slot, x := range p.extents {
		if x.kind != 0 {
			all[x.kind] = joined(all[x.kind], p.around(slot, x.days))
		}
	}
	for kind, days := range all {
		if days.Last == 0 {
			continue
		}
		parts, ok := p.card.Measures.Parts(days, almanac.Kind(kind), true)
		if !ok || len(parts) > maxParts {
			return false
		}
		p.grids[kind] = newGrid(parts)
	}
	return true
}

// extend adds a window to the extent of its measure.
func (p *Plan) extend(w *windowPlan) {
	x := &p.extents[w.slot]
	x.kind, x.days = w.kind, joined(x.days, w.days())
}

// around returns the days that the targets of a measure may look at for windows in some days.
func (p *Plan) around(slot int, days almanac.Span) almanac.Span {
	if slot < len(p.card.KPIs) && p.card.KPIs[slot].Targets.Compares() {
		days.First -= 371 // a year of weeks before
	}
	a := p.card.Measures.Almanac
	for _, day := range []int{max(days.First, 1), days.Last} {
		if l, ok := a.At(day, almanac.Year); ok {
			year, _ := a.Span(l)
			days = joined(days, year)
		}
	}
	days.First = max(days.First, 1)
	return days
}

// joined returns the days from the first to the last day of two spans; a zero span is ignored.
func joined(a, b almanac.Span) almanac.Span {
	if a.Last == 0 {
		return b
	}
	return almanac.Span{First: min(a.First, b.First), Last: max(a.Last, b.Last)}
}

// need records that a measure's row has to have some places.
func (p *Plan) need(slot int, kind almanac.Kind, of rows.Range) {
	if of.To <= of.From {
		return
	}
	p.kinds[slot] = kind
	n := &p.Needs[slot]
	if n.To <= n.From {
		*n = of
	}
	n.From, n.To = min(n.From, of.From), max(n.To, of.To)
}
