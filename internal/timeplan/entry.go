package timeplan

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/shopspring/decimal"
)

// An aiming sets how an entry is scored, by the target that is in force if every part is there. It returns false if the
// wide path has to decide.
type aiming func(*finder, *windowPlan, *rows.Entry) bool

// entry makes the entry of a KPI in the period of a finder; false if the wide path handles it.
func (p *Plan) entry(f *finder, w *windowPlan, e *rows.Entry, aim aiming) bool {
	measures := p.card.Measures
	m, g := &measures.Measures[w.slot], p.grids[w.kind]
	parts := w.window.Parts
	places, inARow := g.inARow(parts)
	otherwise := func(in int) bool { return p.kinds[in] != 0 && p.kinds[in] != w.kind } // a row is of one kind
	if !inARow || len(parts) > 1000 || slices.ContainsFunc(w.rows, otherwise) {
		return false
	}
	last := parts[len(parts)-1].Span
	// The window's last unit may lie outside the KPI's time.
	unit, ok := measures.Almanac.At(w.window.Last, w.window.Unit)
	if !ok {
		return false
	}
	ends, _ := measures.Almanac.Span(unit)
	*e = rows.Entry{
		Method: w.method, KPI: int32(w.slot), From: places.From, To: places.To,
		Begin: int32(max(f.asked.First, last.First, ends.First)), End: int32(last.Last),
		Carry: m.Carry > 0, Quota: m.Quota, Quoted: m.Quoted,
	}
	if w.method == rows.Single {
		e.From, e.Only = e.To-1, len(parts) == 1
	}
	e.Stray = m.Calc == nil && m.Kind != 0 && m.Kind != f.label.Kind
	for _, in := range w.rows {
		e.Grace = max(e.Grace, measures.Measures[in].Grace)
	}
	p.operands(w, e)
	v := w.window.Whole(decimal.Decimal{})
	w.view = f.view(w.slot, &v)
	for _, in := range w.rows { // also where only org units have targets
		p.need(in, w.kind, rows.Range{From: e.From, To: e.To})
	}
	if !aim(f, w, e) {
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

// operands sets the rows that an entry is made of.
func (p *Plan) operands(w *windowPlan, e *rows.Entry) {
	e.Rows[0] = int32(w.rows[0])
	form := p.card.KPIs[w.slot].Form
	switch w.method {
	case rows.Ratio:
		e.Rows[1], e.Times = int32(w.rows[1]), form.Times
	case rows.Combined:
		e.Leaves = form.Leaves
		for i, in := range w.rows {
			e.Terms = append(e.Terms, rows.Term{Row: int32(in), Negative: i > 0 && form.Subtracts})
		}
	}
}

// aim sets how an entry is scored, by the target that is in force if every part is there.
func (p *Plan) aim(f *finder, w *windowPlan, e *rows.Entry) bool {
	kpi := &p.card.KPIs[w.slot]
	if kpi.Standing && kpi.Rollup != measure.Sum {
		e.Level = true
	}
	w.found, w.plan = target.Find(nil, f.targets(w.slot), w.view)
	if w.found.With != nil {
		return p.against(w, e)
	}
	leaf, ok := p.card.Leaf(w.slot, &w.found)
	if !ok || !p.clearance(w, e) {
		return false
	}
	if w.plan != nil && w.plan.Adds() && !e.Level && kpi.OnLine {
		e.Shares = p.shares(f, w)
	}
	switch leaf.Kind {
	case columns.Line:
		e.Line = rows.NewLine(leaf.Base, leaf.Rise, int32(leaf.Exp))
	case columns.Curve:
		e.Curve, e.Shares = &leaf, nil
	default:
		if e.Shares == nil {
			return false
		}
		e.Line, ok = e.Shares.Whole(e.From, e.To)
		return ok && p.same(w, e)
	}
	return true
}

// against sets a target that comes from the KPI's own past; false for others.
func (p *Plan) against(w *windowPlan, e *rows.Entry) bool {
	with, kpi, m := w.found.With, &p.card.KPIs[w.slot], &p.card.Measures.Measures[w.slot]
	if !kpi.OnLine || w.method != rows.Sum && w.method != rows.Single || m.Calc != nil {
		return false
	}
	past := measure.Previous
	switch with.With {
	case target.Series:
		return false
	case target.LastYear:
		past = measure.LastYear
	}
	parts, ok := p.card.Measures.Counterparts(w.slot, w.window, past)
	if !ok || slices.ContainsFunc(parts, func(part measure.Part) bool { return !m.Covers(part.Span) }) {
		return false
	}
	parts = parts[len(parts)-int(e.To-e.From):]
	places, ok := p.grids[w.kind].inARow(parts)
	if !ok {
		return false
	}
	e.Past = &rows.Past{Range: places, Change: rows.Change(with.Change), Lower: kpi.Lower}
	if e.Past.By, ok = rows.QuotientOf(with.By); !ok {
		return false
	}
	if base := with.Numbers[target.Baseline]; base.Valid {
		q, fits := rows.QuotientOf(base.Decimal)
		e.Past.Base, ok = &q, fits
	}
	return ok
}

// same reports whether the line of an entry leads to the target in force. That target may be stated for the window, and
// so not be a sum of shares.
func (p *Plan) same(w *windowPlan, e *rows.Entry) bool {
	value, base := e.Shares.Sum(e.From, e.To)
	for number, sum := range map[int]*big.Rat{target.Value: value, target.Baseline: base} {
		if n := w.found.Numbers[number]; n.Valid != (sum != nil) || n.Valid && !exact.OfRat(sum).Equal(n.Decimal) {
			return false
		}
	}
	return true
}

// clearance finds the parts outside the window that the target looks at. They must be known to apply.
func (p *Plan) clearance(w *windowPlan, e *rows.Entry) bool {
	if !w.found.Loose {
		return true
	}
	if len(w.rows) > 1 || p.card.Measures.Measures[w.slot].Calc != nil {
		return false
	}
	from := []almanac.Label{w.found.From}
	for i := range w.found.Shares {
		from = append(from, w.found.Shares[i].From)
	}
	a, g := p.card.Measures.Almanac, p.grids[w.kind]
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

// shares returns what each part of a window contributes to a KPI's target; nil if that does not determine the target.
func (p *Plan) shares(f *finder, w *windowPlan) *rows.Shares {
	all, known := p.given[w.slot]
	if !known {
		all = p.allShares(f, w)
		p.given[w.slot] = all
	}
	from := p.grids[w.kind].places[w.window.Parts[0].Label]
	if all == nil || !all.Has(from, from+int32(len(w.window.Parts))) {
		return nil
	}
	return all
}

// allShares returns what the parts of all windows of a KPI contribute, if they contribute the same in every window.
func (p *Plan) allShares(f *finder, w *windowPlan) *rows.Shares {
	g := p.grids[w.kind]
	own := g.span(p.extents[w.slot].days)
	window := *w.window
	window.Span = almanac.Span{First: g.First[own.From], Last: g.First[own.To] - 1}
	window.Parts, _ = p.card.Measures.Parts(window.Span, w.kind, false)
	v := window.Whole(decimal.Decimal{})
	view := f.view(w.slot, &v)
	values, bases := make([]*big.Rat, len(window.Parts)), make([]*big.Rat, len(window.Parts))
	for i := range window.Parts {
		if value, base, ok := w.plan.OfPart(view, i); ok {
			values[i], bases[i] = value, base
		}
	}
	return rows.NewShares(own.From, values, bases, p.card.KPIs[w.slot].Lower)
}
