package bsc

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/scoring"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// A windowPlan is the window of a KPI or a series in a period, of parts that rows can hold.
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

// window plans the window of a KPI or a series; nil where rows cannot hold it.
func (p *timePlan) window(slot int, of period.Period) *windowPlan {
	s := p.card
	m := &s.time.Measures[slot]
	if slot < len(s.kpis) && (!s.builtinNumbers(slot) || s.nodes[s.kpis[slot]].kpi.summed) {
		return nil
	}
	w, ok := s.time.Planned(slot, of.Label())
	if !ok || slices.ContainsFunc(w.Parts, func(part measure.Part) bool { return !part.Whole() }) {
		return nil
	}
	if last := w.Parts[len(w.Parts)-1].Span.Last; !w.Period && last < w.Last && (m.Until == 0 || last < m.Until) {
		return nil // it moves back where the unit in which it ends is not due, and no row has that unit
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

// entry makes the entry of a KPI in the period of a run, with aim saying how it is scored; it is false where the wide
// path has it.
func (p *timePlan) entry(r *planner, w *windowPlan, e *rows.Entry, aim func(*planner, *windowPlan, *node, *rows.Entry) bool) bool {
	s := p.card
	n, m, g := &s.nodes[s.kpis[w.slot]], &s.time.Measures[w.slot], p.grids[w.kind]
	parts := w.window.Parts
	places, inARow := g.inARow(parts)
	otherwise := func(in int) bool { return p.kinds[in] != 0 && p.kinds[in] != w.kind } // a row is of one kind
	if !inARow || len(parts) > 1000 || slices.ContainsFunc(w.rows, otherwise) {
		return false
	}
	last := parts[len(parts)-1].Span
	unit, ok := s.almanac.At(w.window.Last, w.window.Unit) // the window's last, be it the KPI's own or not
	if !ok {
		return false
	}
	ends, _ := s.almanac.Span(unit)
	*e = rows.Entry{
		Method: w.method, KPI: int32(w.slot), From: places.From, To: places.To,
		Begin: int32(max(r.asked.First, last.First, ends.First)), End: int32(last.Last),
		Carry: m.Carry > 0, Quota: m.Quota, Quoted: m.Quoted,
	}
	if w.method == rows.Single {
		e.From, e.Only = e.To-1, len(parts) == 1
	}
	e.Stray = m.Calc == nil && m.Kind != 0 && m.Kind != r.label.Kind
	for _, in := range w.rows {
		e.Grace = max(e.Grace, s.time.Measures[in].Grace)
	}
	p.operands(w, n, e)
	v := w.window.Whole(decimal.Decimal{})
	w.view = r.view(n.kpi, &v)
	for _, in := range w.rows { // also where only units have targets
		p.need(in, w.kind, rows.Range{From: e.From, To: e.To})
	}
	if !aim(r, w, n, e) {
		e.Method = rows.Wide
		return false
	}
	e.Simplify()
	for _, in := range w.rows {
		p.need(in, w.kind, e.Clear)
		if e.Past != nil {
			p.need(in, w.kind, e.Past.Range)
		}
	}
	return true
}

// A seriesWindow is where the value of a series stands in its row.
type seriesWindow struct {
	rows.Range
	due int // the day after which it is surely due; 0: the wide path finds it
}

// seriesOf returns where a series stands whose window is planned.
func (p *timePlan) seriesOf(w *windowPlan) seriesWindow {
	if w == nil || p.kinds[w.slot] != 0 && p.kinds[w.slot] != w.kind {
		return seriesWindow{}
	}
	places, inARow := p.grids[w.kind].inARow(w.window.Parts)
	if !inARow {
		return seriesWindow{}
	}
	p.need(w.slot, w.kind, places)
	last := w.window.Parts[len(w.window.Parts)-1].Span.Last
	return seriesWindow{places, last + p.card.time.Measures[w.slot].Grace}
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
func (p *timePlan) aim(r *planner, w *windowPlan, n *node, e *rows.Entry) bool {
	s := p.card
	own := n.kpi.scorer.policy.(builtinScorer)
	if _, stands := n.kpi.standingTarget(); stands && n.kpi.rollup != measure.Sum {
		e.Level = true
	}
	w.found, w.plan = target.Find(nil, r.plans.of(s, n.kpi, p.asOf), w.view)
	t := inForceOf(&w.found)
	if w.found.With != nil {
		return p.against(w, n, e)
	}
	if t.err != nil || t.late || own.expectsNothing(n.kpi.direction, t.ResolvedTarget) || !p.clearance(w, e) {
		return false
	}
	if w.plan != nil && w.plan.Adds() && !e.Level && s.onLine(n) {
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

// onLine reports whether a KPI that a built-in rule scores has the score of a Line, whatever its target.
func (s *Scorecard) onLine(n *node) bool {
	_, linear := n.kpi.scorer.policy.(builtinScorer).rule.(scoring.Linear)
	return linear && n.round == exact.TenPlaces() && s.low >= 0
}

// against enters a target that comes from the KPI's own past; it is false for others.
func (p *timePlan) against(w *windowPlan, n *node, e *rows.Entry) bool {
	s, with := p.card, w.found.With
	if !s.onLine(n) || w.method != rows.Sum && w.method != rows.Single || s.time.Measures[w.slot].Calc != nil {
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
	if e.Past.By, ok = rows.QuotientOf(with.By); !ok {
		return false
	}
	if base := with.Numbers[target.Baseline]; base.Valid {
		q, fits := rows.QuotientOf(base.Decimal)
		e.Past.Base, ok = &q, fits
	}
	return ok
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
func (p *timePlan) shares(r *planner, w *windowPlan, n *node) *rows.Shares {
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
func (p *timePlan) allShares(r *planner, w *windowPlan, n *node) *rows.Shares {
	g := p.grids[w.kind]
	own := g.span(p.extents[w.slot].days)
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

// wholeOf returns what a KPI shows in a period where everything is there; nil where the wide path has to say it.
func (p *timePlan) wholeOf(at, slot int) *plannedWhole {
	method := p.entries[at][slot].Method
	if method == rows.Mean || method == rows.MeanOfPeriods || p.entries[at][slot].Past != nil {
		return nil
	}
	if shown := p.shown[at][slot].Load(); shown != nil {
		return shown
	}
	r := p.planner()
	w := p.window(slot, p.order[at])
	if !r.goTo(p.order[at]) || w == nil || w.window.Parts[len(w.window.Parts)-1].Span.Last < w.window.Last {
		return nil // of a window that ends later than its parts the moment may be before its end
	}
	shown := p.whole(r, w, p.order[at])
	p.shown[at][slot].Store(shown) // whoever else has made it has the same
	return shown
}

// whole is wholeOf of a window.
func (p *timePlan) whole(r *planner, w *windowPlan, of period.Period) *plannedWhole {
	kpi := p.card.nodes[p.card.kpis[w.slot]].kpi
	v := w.window.Whole(decimal.Decimal{})
	view := r.view(kpi, &v)
	found, plan := target.Find(nil, r.plans.of(p.card, kpi, p.asOf), view)
	shown := &plannedWhole{inForce: inForceOf(&found), held: w.window.Held}
	if plan != nil {
		shown.pace = paceOf(plan.Pace(view, &found, 0))
	}
	if w.method == rows.Single {
		v.Selection.Passed = len(w.window.Parts) - 1
	}
	for i := v.Selection.Passed; i < len(w.window.Parts); i++ {
		v.Selection.Entries = append(v.Selection.Entries, measure.Entry{Part: i})
	}
	shown.window = p.card.window(&v, of)
	return shown
}
