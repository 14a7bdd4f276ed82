package bsc

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A timePlan is what is known of periods in a row before any reading: for every KPI and period of which parts its value
// is made, and how that is scored. It does not change, and is shared by all units.
type timePlan struct {
	card    *Scorecard
	periods map[period.Period]int
	order   []period.Period
	asOf    time.Time                        // which targets are known
	entries [][]rows.Entry                   // by period and KPI
	shown   [][]atomic.Pointer[plannedWhole] // likewise: what shows where everything is there, once somebody has asked
	series  [][]seriesWindow                 // by period and series
	grids   [almanac.Kinds + 1]*timeGrid
	kinds   []almanac.Kind // by measure: of its row
	needs   []rows.Range   // by measure: the places of its row; empty: it has none
	count   int            // of rows
	parts   int            // of all of them
	scale   rows.Scale

	own ownShapes // entries for targets of units' own

	extents []extent             // by measure, while the plan is made
	given   map[int]*rows.Shares // by KPI, likewise
}

// An extent is all the days in which a measure has windows, of parts of a kind.
type extent struct {
	kind almanac.Kind
	days almanac.Span
}

// A timeGrid is the periods of a kind, by place.
type timeGrid struct {
	rows.Grid
	labels []almanac.Label
	places map[almanac.Label]int32
}

// A plannedWhole is what a KPI shows in a period where every part of its window is there.
type plannedWhole struct {
	inForce
	window *Window // nil: it is one reading of the period evaluated
	held   bool
	pace   *plannedPace // nil: none
}

// mostStretch is how many periods are planned at once: longer ranges are evaluated in several stretches.
const mostStretch = 600

// mostPlanned is how many entries the timePlans have together that a Scorecard keeps, but for the last one.
const mostPlanned = 200_000

// A timePlanKey names a timePlan: the first and the last period, and how many of the moments of targets are known.
type timePlanKey struct {
	from, to period.Period
	moment   int
}

// timePlans are the timePlans of a Scorecard that were made.
type timePlans struct {
	lock    sync.Mutex
	made    map[timePlanKey]*timePlan // nil: nothing of the card is in rows for these periods
	keys    []timePlanKey             // the oldest first
	entries int
}

// timePlan returns the plan for periods in a row as of a moment; nil where no KPI is in rows.
func (s *Scorecard) timePlan(periods []period.Period, asOf time.Time) *timePlan {
	if len(periods) == 0 || !s.timed {
		return nil
	}
	key := timePlanKey{periods[0], periods[len(periods)-1], s.momentOf(asOf)}
	c := s.timePlans
	c.lock.Lock()
	plan, known := c.made[key]
	c.lock.Unlock()
	switch {
	case !known:
		plan = s.planTime(periods, asOf)
		c.keep(key, plan)
	case plan != nil && !slices.Equal(plan.order, periods): // as another calendar has them between the two
		return s.planTime(periods, asOf)
	}
	return plan
}

// keep keeps a plan, and drops the oldest ones where there are too many.
func (c *timePlans) keep(key timePlanKey, plan *timePlan) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if _, known := c.made[key]; known {
		return
	}
	if c.made == nil {
		c.made = map[timePlanKey]*timePlan{}
	}
	for c.entries += plan.size(); c.entries > mostPlanned && len(c.keys) > 0; c.keys = c.keys[1:] {
		c.entries -= c.made[c.keys[0]].size()
		delete(c.made, c.keys[0])
	}
	c.made[key], c.keys = plan, append(c.keys, key)
}

// size returns how many entries a plan has.
func (p *timePlan) size() int {
	if p == nil {
		return 1
	}
	return len(p.order) * (len(p.card.kpis) + 1)
}

// momentOf returns how many of the moments at which targets were recorded are known as of a moment.
func (s *Scorecard) momentOf(asOf time.Time) int {
	if asOf.IsZero() {
		return len(s.moments)
	}
	n, _ := slices.BinarySearchFunc(s.moments, asOf, func(m, asOf time.Time) int {
		if m.After(asOf) {
			return 1
		}
		return -1
	})
	return n
}

// momentsOfTargets returns the moments at which targets were recorded, in order.
func (s *Scorecard) momentsOfTargets() []time.Time {
	var all []time.Time
	for _, at := range s.kpis {
		all = append(all, s.nodes[at].kpi.targets.Moments()...)
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

// isTimed reports whether there are KPIs that rows may score and columns alone do not.
func (s *Scorecard) isTimed() bool {
	for slot := range s.kpis {
		if s.builtinNumbers(slot) && slices.ContainsFunc(s.plans[:], func(p *columns.Plan) bool { return p != nil && p.Kind(int32(slot)) == columns.Other }) {
			return true
		}
	}
	return false
}

// planTime makes a timePlan.
func (s *Scorecard) planTime(periods []period.Period, asOf time.Time) *timePlan {
	p := s.newTimePlan(periods, asOf)
	if !p.lay() {
		return nil
	}
	r := p.planner()
	for i, of := range p.order {
		p.periods[of] = i
		if !r.goTo(of) {
			return nil
		}
		entries := make([]rows.Entry, len(s.kpis))
		for slot := range s.kpis {
			if w := p.window(slot, of); w != nil {
				p.entry(r, w, &entries[slot], p.aim)
			}
		}
		series := make([]seriesWindow, len(s.series))
		for j := range series {
			series[j] = p.seriesOf(p.window(len(s.kpis)+j, of))
		}
		p.entries, p.series = append(p.entries, entries), append(p.series, series)
		p.shown = append(p.shown, make([]atomic.Pointer[plannedWhole], len(s.kpis)))
	}
	for i := range p.needs {
		if n := int(p.needs[i].To - p.needs[i].From); n > 0 {
			p.count, p.parts = p.count+1, p.parts+n
		}
	}
	if p.count == 0 {
		return nil
	}
	p.extents, p.given = nil, nil
	return p
}

func (s *Scorecard) newTimePlan(periods []period.Period, asOf time.Time) *timePlan {
	n := len(s.time.Measures)
	return &timePlan{
		card: s, asOf: asOf, periods: map[period.Period]int{}, order: slices.Clone(periods),
		kinds: make([]almanac.Kind, n), needs: make([]rows.Range, n), extents: make([]extent, n), given: map[int]*rows.Shares{},
		scale: rows.Scale{Low: s.low, Met: unitsOf(s.scale.Met).Int64(), High: s.high},
	}
}

// planner returns what finds targets for a plan.
func (p *timePlan) planner() *planner {
	pl := &planner{card: p.card, asOf: p.asOf}
	pl.book.Open(p.card.time, silent{p.card}, 0, almanac.Span{})
	return pl
}

// A planner finds the targets that are in force where everything is there, period by period. It asks nobody.
type planner struct {
	card  *Scorecard
	asOf  time.Time
	asked almanac.Span // the days of the period
	label almanac.Label
	book  measure.Book
	plans definitionPlans
}

// goTo has a planner go on with another period; false where the calendar lacks it.
func (p *planner) goTo(of period.Period) (ok bool) {
	p.label = of.Label()
	p.asked, ok = p.card.almanac.Span(p.label)
	return ok
}

// view looks at a KPI's value with the states of the parts of its window.
func (p *planner) view(kpi *kpiNode, v *measure.Value) *target.View {
	return target.NewView(p.card.time, &p.book, kpi.slot, kpi.rollup == measure.Sum, p.label, v)
}

// A silent host has no readings.
type silent struct{ card *Scorecard }

// Read has nothing.
func (silent) Read(int, almanac.Label, []int) measure.Reading { return measure.Reading{} }

// Givers has nothing.
func (silent) Givers(int) []int { return nil }

// Calculate has nothing to calculate from.
func (silent) Calculate(int, almanac.Label, []decimal.Decimal, bool) (decimal.Decimal, error) {
	return decimal.Decimal{}, nil
}

// NoData never fails.
func (silent) NoData(error) (string, bool) { return "", false }

// Name names a measure.
func (s silent) Name(slot int) string { return s.card.refOf(slot).String() }

// mostParts bounds the parts of one row.
const mostParts = 60_000

// lay finds the extents of all windows, and lays the grids for them and for what around them a target may look at: the
// years that they lie in. It is false where they are too long.
func (p *timePlan) lay() bool {
	var all [almanac.Kinds + 1]almanac.Span
	for _, of := range p.order {
		for slot := range p.card.time.Measures {
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
		parts, ok := p.card.time.Parts(days, almanac.Kind(kind), true)
		if !ok || len(parts) > mostParts {
			return false
		}
		p.grids[kind] = newTimeGrid(parts)
	}
	return true
}

// extend takes a window into the extent of its measure.
func (p *timePlan) extend(w *windowPlan) {
	x := &p.extents[w.slot]
	parts := w.window.Parts
	x.kind, x.days = w.kind, joined(x.days, almanac.Span{First: parts[0].Span.First, Last: parts[len(parts)-1].Span.Last})
}

// around returns the days that the targets of a measure may look at for windows in some days.
func (p *timePlan) around(slot int, days almanac.Span) almanac.Span {
	if slot < len(p.card.kpis) && p.card.nodes[p.card.kpis[slot]].kpi.targets.Compares() {
		days.First -= 371 // a year before, of weeks
	}
	for _, day := range []int{max(days.First, 1), days.Last} {
		if l, ok := p.card.almanac.At(day, almanac.Year); ok {
			year, _ := p.card.almanac.Span(l)
			days = joined(days, year)
		}
	}
	days.First = max(days.First, 1)
	return days
}

// joined returns the days from the first of two spans to the last; a zero span is none.
func joined(a, b almanac.Span) almanac.Span {
	if a.Last == 0 {
		return b
	}
	return almanac.Span{First: min(a.First, b.First), Last: max(a.Last, b.Last)}
}

func newTimeGrid(parts []measure.Part) *timeGrid {
	g := &timeGrid{places: make(map[almanac.Label]int32, len(parts))}
	for i := range parts {
		g.labels, g.First = append(g.labels, parts[i].Label), append(g.First, parts[i].Span.First)
		g.places[parts[i].Label] = int32(i)
	}
	g.First = append(g.First, parts[len(parts)-1].Span.Last+1)
	return g
}

// span returns the places of the parts that have some of these days. The grid has them all.
func (g *timeGrid) span(days almanac.Span) rows.Range {
	from, begins := slices.BinarySearch(g.First, days.First)
	if !begins {
		from--
	}
	to, _ := slices.BinarySearch(g.First, days.Last+1)
	return rows.Range{From: int32(from), To: int32(to)}
}
