package timeplan

import (
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
)

// A windowPlan is the window of a KPI or a series in a period, made of parts that rows can hold.
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

// days returns the days from the first to the last part.
func (w *windowPlan) days() almanac.Span {
	parts := w.window.Parts
	return almanac.Span{First: parts[0].Span.First, Last: parts[len(parts)-1].Span.Last}
}

// window plans the window of a KPI or a series; nil if rows cannot hold it.
func (p *Plan) window(slot int, of period.Period) *windowPlan {
	c := p.card
	m := &c.Measures.Measures[slot]
	if slot < len(c.KPIs) && !c.KPIs[slot].Eligible {
		return nil
	}
	w, ok := c.Measures.Planned(slot, of.Label())
	if !ok || slices.ContainsFunc(w.Parts, func(part measure.Part) bool { return !part.Whole() }) {
		return nil
	}
	if last := w.Parts[len(w.Parts)-1].Span.Last; !w.Period && last < w.Last && (m.Until == 0 || last < m.Until) {
		// If the unit in which it ends is not due, the window moves back, and no row has that unit.
		return nil
	}
	plan := &windowPlan{slot: slot, window: w, kind: w.Parts[0].Label.Kind, rows: []int{slot}}
	if m.Calc != nil {
		return p.calculation(plan)
	}
	if m.Rollup == measure.NoRollup && w.Parts[0].Span != w.Span {
		return nil
	}
	plan.method = methodOf(m.Rollup)
	return plan
}

// methodOf returns how rows compute the value of a window by a roll-up.
func methodOf(r measure.Rollup) rows.Method {
	switch r {
	case measure.NoRollup, measure.Last:
		return rows.Single
	case measure.Sum:
		return rows.Sum
	case measure.Mean:
		return rows.Mean
	case measure.MeanOfPeriods:
		return rows.MeanOfPeriods
	case measure.Min:
		return rows.Min
	case measure.Max:
		return rows.Max
	}
	return rows.Wide
}

// calculation plans the window of a KPI that is calculated from what adds up, with the same parts; nil for other KPIs.
func (p *Plan) calculation(plan *windowPlan) *windowPlan {
	measures, form := p.card.Measures, p.card.KPIs[plan.slot].Form
	m := &measures.Measures[plan.slot]
	flows, all := m.Calc.Flows()
	if form == nil || !all || len(flows) != len(m.Calc.Inputs) || m.Rollup != measure.NoRollup {
		return nil
	}
	plan.method, plan.rows = form.Method, m.Calc.Inputs
	days := plan.days()
	for _, in := range plan.rows {
		x := &measures.Measures[in]
		throughout := x.Since <= days.First && (x.Until == 0 || x.Until >= days.Last)
		if x.Calc != nil || measures.PartKind(in, plan.window.Kind) != plan.kind || !throughout {
			return nil
		}
	}
	return plan
}

// seriesOf returns where a series stands whose window is planned.
func (p *Plan) seriesOf(w *windowPlan) seriesWindow {
	if w == nil || p.kinds[w.slot] != 0 && p.kinds[w.slot] != w.kind {
		return seriesWindow{}
	}
	places, inARow := p.grids[w.kind].inARow(w.window.Parts)
	if !inARow {
		return seriesWindow{}
	}
	p.need(w.slot, w.kind, places)
	return seriesWindow{places, w.days().Last + p.card.Measures.Measures[w.slot].Grace}
}
