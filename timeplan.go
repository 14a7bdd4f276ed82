package bsc

import (
	"slices"
	"sync"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/period"
)

// A timePlan is what is known of periods in a row before any reading: for every KPI and period of which parts its value
// is made, and how that is scored. It does not change, and is shared by all units.
type timePlan struct {
	card    *Scorecard
	periods map[period.Period]int
	order   []period.Period
	entries [][]rows.Entry    // by period and KPI
	targets [][]*plannedWhole // the same: what shows where everything is there; nil: the wide path shows it
	series  [][]seriesWindow  // by period and series
	grids   [almanac.Kinds + 1]*timeGrid
	kinds   []almanac.Kind // by measure: of its row
	needs   []rows.Range   // by measure: the places of its row; empty: it has none
	count   int            // of rows
	parts   int            // of all of them
	scale   rows.Scale

	own ownShapes // entries for targets of units' own

	windows [][]*windowPlan      // by period and KPI, while the plan is made
	given   map[int]*rows.Shares // by KPI, likewise
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

// mostTimePlans is how many timePlans a Scorecard keeps.
const mostTimePlans = 64

// A timePlanKey names a timePlan: the first and the last period, and how many of the moments of targets are known.
type timePlanKey struct {
	from, to period.Period
	moment   int
}

// timePlans are the timePlans of a Scorecard that were made.
type timePlans struct {
	lock sync.Mutex
	made map[timePlanKey]*timePlan // nil: nothing of the card is in rows for these periods
	keys []timePlanKey             // the oldest first
}

// timePlan returns the plan for periods in a row as of a moment; nil where no KPI is in rows.
func (s *Scorecard) timePlan(periods []period.Period, asOf time.Time) *timePlan {
	if len(periods) == 0 || !s.timed {
		return nil
	}
	key := timePlanKey{periods[0], periods[len(periods)-1], s.momentOf(asOf)}
	s.timePlans.lock.Lock()
	plan, known := s.timePlans.made[key]
	s.timePlans.lock.Unlock()
	if known {
		return plan
	}
	plan = s.planTime(periods, asOf)
	s.timePlans.lock.Lock()
	defer s.timePlans.lock.Unlock()
	c := s.timePlans
	if c.made == nil {
		c.made = map[timePlanKey]*timePlan{}
	}
	if len(c.keys) == mostTimePlans {
		delete(c.made, c.keys[0])
		c.keys = slices.Delete(c.keys, 0, 1)
	}
	if _, known := c.made[key]; !known {
		c.made[key], c.keys = plan, append(c.keys, key)
	}
	return plan
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
	p := &timePlan{
		card: s, periods: map[period.Period]int{}, order: slices.Clone(periods), kinds: make([]almanac.Kind, len(s.time.Measures)), needs: make([]rows.Range, len(s.time.Measures)),
		scale: rows.Scale{Low: s.low, Met: unitsOf(s.scale.Met).Int64(), High: s.high}, given: map[int]*rows.Shares{},
	}
	r := &run{evaluation: &evaluation{inputs: inputs{card: s, in: Input{Period: periods[0], AsOf: asOf}}}}
	r.knowledge = r.asAsked(nil)
	p.windows = make([][]*windowPlan, len(periods))
	for i, of := range periods {
		p.periods[of] = i
		p.windows[i] = make([]*windowPlan, len(s.time.Measures))
		for slot := range s.time.Measures {
			p.windows[i][slot] = p.window(slot, of)
		}
	}
	if !p.lay() {
		return nil
	}
	for i, of := range periods {
		r.in.Period, r.evaluated = of, of
		if len(r.checkTime()) > 0 {
			return nil
		}
		entries, targets := make([]rows.Entry, len(s.kpis)), make([]*plannedWhole, len(s.kpis))
		for slot := range s.kpis {
			if w := p.windows[i][slot]; w != nil && p.entry(r, w, &entries[slot], p.aim) {
				targets[slot] = p.whole(r, w)
			}
		}
		series := make([]seriesWindow, len(s.series))
		for j := range series {
			series[j] = p.seriesOf(p.windows[i][len(s.kpis)+j])
		}
		p.entries, p.targets, p.series = append(p.entries, entries), append(p.targets, targets), append(p.series, series)
	}
	for i := range p.needs {
		if n := int(p.needs[i].To - p.needs[i].From); n > 0 {
			p.count, p.parts = p.count+1, p.parts+n
		}
	}
	if p.count == 0 {
		return nil
	}
	p.windows, p.given = nil, nil
	return p
}

// mostParts bounds the parts of one row.
const mostParts = 60_000

// lay lays the grids for the windows of a plan, and for what around them a target may look at: the years that they lie
// in. It is false where they are too long.
func (p *timePlan) lay() bool {
	var days [almanac.Kinds + 1]almanac.Span
	a := p.card.almanac
	for _, of := range p.windows {
		for _, w := range of {
			if w == nil {
				continue
			}
			d := &days[w.kind]
			first, last := w.window.Parts[0].Span.First, w.window.Parts[len(w.window.Parts)-1].Span.Last
			if w.slot < len(p.card.kpis) && p.card.nodes[p.card.kpis[w.slot]].kpi.targets.Compares() {
				first -= 371 // a year before, of weeks
			}
			if l, ok := a.At(max(first, 1), almanac.Year); ok {
				s, _ := a.Span(l)
				first = min(first, s.First)
			}
			if l, ok := a.At(last, almanac.Year); ok {
				s, _ := a.Span(l)
				last = max(last, s.Last)
			}
			if d.Last == 0 {
				*d = almanac.Span{First: first, Last: last}
			}
			d.First, d.Last = min(d.First, first), max(d.Last, last)
		}
	}
	for kind := range days {
		if days[kind].Last == 0 {
			continue
		}
		parts, ok := p.card.time.Parts(days[kind], almanac.Kind(kind), true)
		if !ok || len(parts) > mostParts {
			return false
		}
		g := &timeGrid{places: make(map[almanac.Label]int32, len(parts))}
		for i := range parts {
			g.labels, g.First = append(g.labels, parts[i].Label), append(g.First, parts[i].Span.First)
			g.places[parts[i].Label] = int32(i)
		}
		g.First = append(g.First, parts[len(parts)-1].Span.Last+1)
		p.grids[kind] = g
	}
	return true
}

// range of places of some days.
func (g *timeGrid) span(days almanac.Span) rows.Range {
	from, _ := slices.BinarySearch(g.First, days.First)
	to, _ := slices.BinarySearch(g.First, days.Last+1)
	return rows.Range{From: int32(from), To: int32(to)}
}
