package bsc

import (
	"math"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
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
	entries [][]rows.Entry    // by period and KPI
	targets [][]*plannedWhole // the same: what shows where everything is there; nil: the wide path shows it
	grids   [almanac.Kinds + 1]*timeGrid
	kinds   []almanac.Kind // by measure: of its row
	needs   []rows.Range   // by measure: the places of its row; empty: it has none
	count   int            // of rows
	parts   int            // of all of them
	scale   rows.Scale

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
		card: s, periods: map[period.Period]int{}, kinds: make([]almanac.Kind, len(s.time.Measures)), needs: make([]rows.Range, len(s.time.Measures)),
		scale: rows.Scale{Low: s.low, Met: unitsOf(s.scale.Met).Int64(), High: s.high}, given: map[int]*rows.Shares{},
	}
	r := &run{evaluation: &evaluation{inputs: inputs{card: s, in: Input{Period: periods[0], AsOf: asOf}}}}
	r.knowledge = r.asAsked(nil)
	p.windows = make([][]*windowPlan, len(periods))
	for i, of := range periods {
		p.periods[of] = i
		p.windows[i] = make([]*windowPlan, len(s.kpis))
		for slot := range s.kpis {
			p.windows[i][slot] = p.window(slot, of)
		}
	}
	if !p.lay() {
		return nil
	}
	any := false
	for i, of := range periods {
		r.in.Period, r.evaluated = of, of
		if len(r.checkTime()) > 0 {
			return nil
		}
		entries, targets := make([]rows.Entry, len(s.kpis)), make([]*plannedWhole, len(s.kpis))
		for slot := range s.kpis {
			if w := p.windows[i][slot]; w != nil && p.entry(r, w, &entries[slot]) {
				targets[slot] = p.whole(r, w)
				any = true
			}
		}
		p.entries, p.targets = append(p.entries, entries), append(p.targets, targets)
	}
	if !any {
		return nil
	}
	for i := range p.needs {
		if n := int(p.needs[i].To - p.needs[i].From); n > 0 {
			p.count, p.parts = p.count+1, p.parts+n
		}
	}
	p.windows, p.given = nil, nil
	return p
}

// A windowPlan is a KPI's window in a period, of parts that are rows can hold.
type windowPlan struct {
	slot   int
	window *measure.Window
	kind   almanac.Kind
	method rows.Method
	rows   []int // measures
	found  target.Target
	plan   *target.Plan
	view   *target.View
}

// window plans the window of a KPI; nil where rows cannot hold it.
func (p *timePlan) window(slot int, of period.Period) *windowPlan {
	s := p.card
	m := &s.time.Measures[slot]
	if !s.builtinNumbers(slot) || s.nodes[s.kpis[slot]].kpi.summed {
		return nil
	}
	w, ok := s.time.Planned(slot, of.Label())
	if !ok || slices.ContainsFunc(w.Parts, func(part measure.Part) bool { return !part.Whole() }) {
		return nil
	}
	plan := &windowPlan{slot: slot, window: w, kind: w.Parts[0].Label.Kind, rows: []int{slot}}
	if m.Calc != nil {
		return p.calculation(plan)
	}
	switch m.Rollup {
	case measure.NoRollup, measure.Last:
		plan.method = rows.Single
	case measure.Sum:
		plan.method = rows.Sum
	case measure.Mean:
		plan.method = rows.Mean
	case measure.MeanOfPeriods:
		plan.method = rows.MeanOfPeriods
	case measure.Min:
		plan.method = rows.Min
	case measure.Max:
		plan.method = rows.Max
	}
	if m.Rollup == measure.NoRollup && w.Parts[0].Span != w.Span {
		return nil
	}
	return plan
}

// calculation plans the window of a KPI that is calculated of what adds up, part by part alike; nil where it is not.
func (p *timePlan) calculation(plan *windowPlan) *windowPlan {
	s := p.card
	m := &s.time.Measures[plan.slot]
	own, builtin := s.nodes[s.kpis[plan.slot]].kpi.calculator.policy.(reader)
	if flows, all := m.Calc.Flows(); !builtin || own.form == nil || !all || len(flows) != len(m.Calc.Inputs) || m.Rollup != measure.NoRollup {
		return nil
	}
	plan.method, plan.rows = own.form.method, m.Calc.Inputs
	days := almanac.Span{First: plan.window.Parts[0].Span.First, Last: plan.window.Parts[len(plan.window.Parts)-1].Span.Last}
	for _, in := range plan.rows {
		x := &s.time.Measures[in]
		if x.Calc != nil || s.time.PartKind(in, plan.window.Kind) != plan.kind || x.Since > days.First || x.Until != 0 && x.Until < days.Last {
			return nil
		}
	}
	return plan
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
			if p.card.nodes[p.card.kpis[w.slot]].kpi.targets.Compares() {
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

// entry makes the entry of a KPI in the period of a run; it is false where the wide path has it.
func (p *timePlan) entry(r *run, w *windowPlan, e *rows.Entry) bool {
	s := p.card
	n, m, g := &s.nodes[s.kpis[w.slot]], &s.time.Measures[w.slot], p.grids[w.kind]
	parts := w.window.Parts
	places, inARow := g.inARow(parts)
	otherwise := func(in int) bool { return p.kinds[in] != 0 && p.kinds[in] != w.kind } // a row is of one kind
	if !inARow || len(parts) > 1000 || slices.ContainsFunc(w.rows, otherwise) {
		return false
	}
	*e = rows.Entry{
		Method: w.method, KPI: int32(w.slot), From: places.From, To: places.To, Last: max(r.asked.Last, parts[len(parts)-1].Span.Last),
		Carry: m.Carry > 0, Quota: m.Quota, Quoted: m.Quoted,
	}
	if w.method == rows.Single {
		e.From = e.To - 1
	}
	for _, in := range w.rows {
		e.Grace = max(e.Grace, s.time.Measures[in].Grace)
	}
	p.operands(w, n, e)
	if !p.aim(r, w, n, e) {
		e.Method = rows.Wide
		return false
	}
	for _, in := range w.rows {
		p.need(in, w.kind, rows.Range{From: e.From, To: e.To})
		p.need(in, w.kind, e.Clear)
		if e.Past != nil {
			p.need(in, w.kind, e.Past.Range)
		}
	}
	return true
}

// operands enters the rows that an entry is made of.
func (p *timePlan) operands(w *windowPlan, n *node, e *rows.Entry) {
	e.Rows[0] = int32(w.rows[0])
	own, _ := n.kpi.calculator.policy.(reader)
	switch w.method {
	case rows.Ratio:
		e.Rows[1], e.Times = int32(w.rows[1]), own.form.times
	case rows.Combined:
		e.Leaves = own.joining.Joining == measure.Added
		for i, in := range w.rows {
			e.Terms = append(e.Terms, rows.Term{Row: int32(in), Negative: i > 0 && own.form.subtracts})
		}
	}
}

// aim enters how an entry is scored, by the target that is in force where every part is there.
func (p *timePlan) aim(r *run, w *windowPlan, n *node, e *rows.Entry) bool {
	s := p.card
	own := n.kpi.scorer.policy.(builtinScorer)
	if _, stands := n.kpi.standingTarget(); stands && n.kpi.rollup != measure.Sum {
		e.Level = true
	}
	v := w.window.Whole(decimal.Decimal{})
	w.view = r.view(n.kpi, &v)
	w.found, w.plan = target.Find(nil, r.definitionPlan(n.kpi), w.view)
	t := inForceOf(&w.found)
	if w.found.With != nil {
		return p.against(w, n, e)
	}
	if t.err != nil || t.late || own.expectsNothing(n.kpi.direction, t.ResolvedTarget) || !p.clearance(w, e) {
		return false
	}
	if _, linear := own.rule.(linearScorer); linear && w.plan != nil && w.plan.Adds() && n.round == tenPlaces() && s.low >= 0 && !e.Level {
		e.Shares = p.shares(r, w, n)
	}
	switch leaf := s.leaf(n, t.ResolvedTarget); leaf.Kind {
	case columns.Line:
		e.Line = rows.NewLine(leaf.Base, leaf.Rise, int32(leaf.Exp))
	case columns.Curve:
		e.Curve, e.Shares = &leaf, nil
	default:
		if e.Shares == nil {
			return false
		}
		var ok bool
		e.Line, ok = e.Shares.Whole(e.From, e.To)
		return ok && p.same(w, e)
	}
	return true
}

// against enters a target that comes from the KPI's own past; it is false for others.
func (p *timePlan) against(w *windowPlan, n *node, e *rows.Entry) bool {
	s, with := p.card, w.found.With
	own := n.kpi.scorer.policy.(builtinScorer)
	_, linear := own.rule.(linearScorer)
	if !linear || n.round != tenPlaces() || s.low < 0 || w.method != rows.Sum && w.method != rows.Single || s.time.Measures[w.slot].Calc != nil {
		return false
	}
	past := measure.Previous
	switch with.With {
	case target.Series:
		return false
	case target.LastYear:
		past = measure.LastYear
	}
	parts, ok := s.time.Counterparts(w.slot, w.window, past)
	m := &s.time.Measures[w.slot]
	if !ok || slices.ContainsFunc(parts, func(part measure.Part) bool { return !m.Covers(part.Span) }) {
		return false
	}
	parts = parts[len(parts)-int(e.To-e.From):]
	places, ok := p.grids[w.kind].inARow(parts)
	if !ok {
		return false
	}
	e.Past = &rows.Past{Range: places, Change: rows.Change(with.Change), Lower: n.kpi.direction == LowerIsBetter}
	if e.Past.By, ok = smallQuotient(with.By); !ok {
		return false
	}
	if base := with.Numbers[target.Baseline]; base.Valid {
		q, fits := smallQuotient(base.Decimal)
		e.Past.Base, ok = &q, fits
	}
	return ok
}

// smallQuotient returns a decimal as a Quotient; it is false where that does not fit.
func smallQuotient(d decimal.Decimal) (rows.Quotient, bool) {
	if d.NumDigits() > 15 {
		return rows.Quotient{}, false
	}
	return rows.Quotient{Num: d.CoefficientInt64(), Den: 1, Exp: d.Exponent()}, true
}

// inARow returns the places of whole parts; false where they do not follow one another.
func (g *timeGrid) inARow(parts []measure.Part) (rows.Range, bool) {
	first, ok := g.places[parts[0].Label]
	for i := range parts {
		place, known := g.places[parts[i].Label]
		ok = ok && known && parts[i].Whole() && place == first+int32(i)
	}
	return rows.Range{From: first, To: first + int32(len(parts))}, ok
}

// same reports whether the line of an entry leads to the target that is in force, which may be one that is stated for
// the window, and no sum of shares.
func (p *timePlan) same(w *windowPlan, e *rows.Entry) bool {
	value, base := e.Shares.Sum(e.From, e.To)
	for number, sum := range map[int]*big.Rat{target.Value: value, target.Baseline: base} {
		if n := w.found.Numbers[number]; n.Valid != (sum != nil) || n.Valid && !exact.OfRat(sum).Equal(n.Decimal) {
			return false
		}
	}
	return true
}

// clearance finds the parts beside the window that must be known to apply, where the target looks at them.
func (p *timePlan) clearance(w *windowPlan, e *rows.Entry) bool {
	if !w.found.Loose {
		return true
	}
	if len(w.rows) > 1 || p.card.time.Measures[w.slot].Calc != nil {
		return false
	}
	from := []almanac.Label{w.found.From}
	for i := range w.found.Shares {
		from = append(from, w.found.Shares[i].From)
	}
	a, g := p.card.almanac, p.grids[w.kind]
	e.Clear = rows.Range{From: e.From, To: e.To}
	for _, l := range from {
		days, ok := a.Span(l)
		if l.IsZero() && len(from) > 1 {
			continue
		}
		if !ok || days.First < g.First[0] || days.Last >= g.First[len(g.First)-1] {
			return false
		}
		own := g.span(days)
		e.Clear.From, e.Clear.To = min(e.Clear.From, own.From), max(e.Clear.To, own.To)
	}
	return true
}

// shares returns what each part of a window gives to a KPI's target; nil where that does not say what the target is.
func (p *timePlan) shares(r *run, w *windowPlan, n *node) *rows.Shares {
	all, known := p.given[w.slot]
	if !known {
		all = p.allShares(r, w, n)
		p.given[w.slot] = all
	}
	from := p.grids[w.kind].places[w.window.Parts[0].Label]
	if all == nil || !all.Has(from, from+int32(len(w.window.Parts))) {
		return nil
	}
	return all
}

// allShares returns what the parts of all windows of a KPI give: the same whatever window they are in.
func (p *timePlan) allShares(r *run, w *windowPlan, n *node) *rows.Shares {
	g := p.grids[w.kind]
	own := rows.Range{From: math.MaxInt32}
	for _, of := range p.windows {
		if x := of[w.slot]; x != nil && x.kind == w.kind {
			parts := x.window.Parts
			own.From, own.To = min(own.From, g.places[parts[0].Label]), max(own.To, g.places[parts[len(parts)-1].Label]+1)
		}
	}
	window := *w.window
	window.Span = almanac.Span{First: g.First[own.From], Last: g.First[own.To] - 1}
	window.Parts, _ = p.card.time.Parts(window.Span, w.kind, false)
	v := window.Whole(decimal.Decimal{})
	view := r.view(n.kpi, &v)
	values, bases := make([]*big.Rat, len(window.Parts)), make([]*big.Rat, len(window.Parts))
	for i := range window.Parts {
		if value, base, ok := w.plan.OfPart(view, i); ok {
			values[i], bases[i] = value, base
		}
	}
	return rows.NewShares(own.From, values, bases, n.kpi.direction == LowerIsBetter)
}

// need notes that a measure's row has to have some places.
func (p *timePlan) need(slot int, kind almanac.Kind, of rows.Range) {
	if of.To <= of.From {
		return
	}
	p.kinds[slot] = kind
	n := &p.needs[slot]
	if n.To <= n.From {
		*n = of
	}
	n.From, n.To = min(n.From, of.From), max(n.To, of.To)
}

// whole returns what a KPI shows where everything is there; nil where the wide path has to say it.
func (p *timePlan) whole(r *run, w *windowPlan) *plannedWhole {
	if w.method == rows.Mean || w.method == rows.MeanOfPeriods || w.found.With != nil {
		return nil
	}
	shown := &plannedWhole{inForce: inForceOf(&w.found), held: w.window.Held}
	v := w.window.Whole(decimal.Decimal{})
	if w.method == rows.Single {
		v.Selection.Passed = len(w.window.Parts) - 1
		v.Selection.Entries = make([]measure.Entry, 1)
	} else {
		v.Selection.Entries = make([]measure.Entry, len(w.window.Parts))
	}
	for i := range v.Selection.Entries {
		v.Selection.Entries[i].Part = v.Selection.Passed + i
	}
	shown.window = r.window(&v)
	if w.plan == nil {
		return shown
	}
	shown.pace = paceOf(w.plan.Pace(w.view, &w.found, 0))
	return shown
}
