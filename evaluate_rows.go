package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// inRows says where the rows of an evaluation are: those of the unit, by a plan, and the period's place in that.
type inRows struct {
	plan *timePlan
	unit *rows.Unit
	own  map[int]*ownAim // targets of the unit's own, by KPI; nil: it has none
	at   int
}

// reading returns what stands in the rows for a period; false where they do not have that.
func (t *inRows) reading(of factAt) (measure.Reading, bool) {
	slot, ok := t.plan.card.slots[of.ref]
	if !ok || t.plan.kinds[slot] != of.period.Label().Kind {
		return measure.Reading{}, false
	}
	place, ok := t.plan.grids[t.plan.kinds[slot]].places[of.period.Label()]
	if !ok {
		return measure.Reading{}, false
	}
	row := t.unit.Row(int32(slot))
	state, ok := row.At(int(place))
	switch {
	case !ok:
		return measure.Reading{}, false
	case state == rows.Odd:
		heard, is := row.Said(int(place)).(measure.Reading)
		return heard, is
	case state == rows.Missing:
		return measure.Reading{State: measure.Missing}, true
	case state == rows.NotApplicable:
		return measure.Reading{State: measure.NotApplicable}, true
	}
	return measure.Reading{State: measure.There, Value: row.Number(int(place)), Provisional: state == rows.Provisional}, true
}

// useRows reads the rows of the unit for periods in a row, and its own targets for them; false where no KPI is in rows.
func (r *run) useRows(periods []period.Period) bool {
	plan := r.card.timePlan(periods, r.in.AsOf)
	if plan == nil {
		return false
	}
	r.knowledge.timed = inRows{plan: plan, unit: r.readRows(plan), own: r.ownAims(plan)}
	return true
}

// ownAims reads the targets that a unit has of its own, for the rows, and enters them in the memo; nil where it has
// none.
func (r *run) ownAims(plan *timePlan) map[int]*ownAim {
	if len(r.targets) == 0 {
		return nil
	}
	aims := make(map[int]*ownAim, len(r.targets))
	for slot, at := range r.card.kpis {
		own, has := r.targets[r.card.ids[slot]]
		if !has {
			continue
		}
		aims[slot] = new(ownAim)
		kpi := r.card.nodes[at].kpi
		stated, problem := own.state(r.card, r.card.shape(kpi), new(hints))
		if problem != nil {
			continue
		}
		if stated.From.IsZero() {
			retain(r.answers, &r.answers.standing, targetOf{r.card, slot}, &stated)
		} else {
			retain(r.answers, &r.answers.targets, targetAt{targetOf{r.card, slot}, stated.From}, statedAnswer{stated: &stated})
		}
		if r.unit == (almanac.Span{}) && stated.With == target.Nothing && stated.Phasing != target.Glide {
			aims[slot] = plan.aimAt(slot, &stated, kpi.direction)
		}
	}
	return aims
}

// ownEntry returns the entry of a KPI and the unit's own target, where it has one that is in force; false where the
// wide path has the KPI.
func (t *inRows) ownEntry(slot int, base *rows.Entry) (*rows.Entry, *rows.Own, bool) {
	aim, has := t.own[slot]
	switch {
	case !has:
		return base, nil, true
	case aim.entries == nil:
		return nil, nil, false
	}
	e := &aim.entries[t.at]
	if e.definition { // as a window with holes may have what it lacks as a whole, that is for the wide path
		return base, nil, base.AllThere(t.unit)
	}
	return &e.Entry, &aim.Own, true
}

// onRows has a run score what it can in the rows that are known, and nothing else in columns.
func (r *run) onRows() {
	r.evaluation.timed = r.knowledge.timed
	r.evaluation.timed.at = r.knowledge.timed.plan.periods[r.in.Period]
	r.plan = r.card.bare
}

// seriesInRow reports whether the value of a series follows from its row: it is due, nothing is odd, and not all missing.
func (e *evaluation) seriesInRow(i int) bool {
	t := &e.timed
	if t.plan == nil {
		return false
	}
	w := t.plan.series[t.at][i]
	if w.due == 0 || e.today != 0 && e.today <= w.due {
		return false
	}
	row, some := t.unit.Row(int32(len(e.card.kpis)+i)), false
	for at := w.From; at < w.To; at++ {
		state, _ := row.At(int(at))
		if state == rows.Odd {
			return false
		}
		some = some || state != rows.Missing
	}
	return some
}

// scoreRows scores the KPIs that the rows can, and returns the nodes of all others: what is calculated last, inputs
// first.
func (r *run) scoreRows() []int {
	var rest []int
	t := &r.evaluation.timed
	entries := t.plan.entries[t.at]
	quick := t.unit.Forever() && t.own == nil && r.in.Timing == "" && !r.foreignTargets && len(r.given) == 0
	for slot, at := range r.card.kpis {
		e := &entries[slot]
		if quick && e.Simple {
			if score, ok := e.Quick(t.unit, &t.plan.scale); ok {
				r.columns.SetScore(e.KPI, score)
				continue
			}
		}
		if c, isScore := r.given[at]; isScore && r.adoptable(slot, c) {
			continue // adoptAll sets it
		}
		if !r.scoreRow(e, at) && r.card.calculatorOf(slot) == nil {
			rest = append(rest, at)
		}
	}
	for _, slot := range r.card.calculated {
		if at := r.card.kpis[slot]; r.columns.Mark(int32(slot)) == 0 {
			rest = append(rest, at)
		}
	}
	return rest
}

// inRow scores a KPI in the rows, if they can.
func (r *run) inRow(at int) bool {
	t := &r.evaluation.timed
	return t.plan != nil && r.scoreRow(&t.plan.entries[t.at][r.card.nodes[at].kpi.slot], at)
}

// scoreRow scores one KPI; it is false where the wide path has to.
func (r *run) scoreRow(e *rows.Entry, at int) bool {
	if slot := int32(r.card.nodes[at].kpi.slot); r.plan.Kind(slot) != columns.Other || r.foreign(at) {
		return false
	}
	t := &r.evaluation.timed
	plan := t.plan
	e, own, ok := t.ownEntry(r.card.nodes[at].kpi.slot, e)
	if !ok || e.Method == rows.Wide {
		return false
	}
	got, ok := e.Score(t.unit, &plan.grids[plan.kinds[e.Rows[0]]].Grid, &plan.scale, own)
	if !ok {
		return false
	}
	mark, span := columns.Whole, columns.Span{}
	switch {
	case got.Outcome == rows.Absent:
		mark = columns.Absent | columns.Spread
	case got.Outcome == rows.NoData:
		mark, span = columns.Bounded|columns.Spread, columns.Span{Low: r.card.low, High: r.card.high}
	case !got.Complete:
		mark = columns.Scored | columns.Bounded | columns.Spread
		span = columns.Span{Low: r.card.low, High: r.card.high, Coverage: got.Coverage}
	}
	if got.Provisional {
		mark |= columns.Provisional
	}
	r.columns.Set(e.KPI, mark, got.Score, span)
	return true
}

// foreign reports whether a KPI is left out, stands for another unit's score, or may have a target from a host's
// source.
func (e *evaluation) foreign(at int) bool {
	kpi := e.card.nodes[at].kpi
	if e.foreignTargets || e.in.Timing != "" && kpi.timing != e.in.Timing {
		return true
	}
	_, isScore := e.given[at]
	return isScore
}

// derived returns the value and the state of a KPI that the rows have scored.
func (e *evaluation) derived(at int) *kept {
	t := e.timed
	slot := e.card.nodes[at].kpi.slot
	if _, own := t.own[slot]; !own && e.columns.Mark(int32(slot))&(columns.Whole|columns.Provisional) == columns.Whole {
		amount, whole := e.wholeAmount(at, &t.plan.entries[t.at][slot])
		if shown := t.plan.wholeOf(t.at, slot); whole && shown != nil {
			v := value{amount: amount, state: measure.There, coverage: fullUnits, held: shown.held, window: shown.window}
			aim := shown.inForce
			aim.pace = shown.pace.at(amount)
			return &kept{value: v, state: e.decide(at, &v, &aim, e.inside(at))}
		}
	}
	r := &run{evaluation: e, knowledge: e.asAsked(e.memo)}
	return r.compute(at)
}

// wholeAmount returns the value of a KPI whose window's parts are all there; false where they are not.
func (e *evaluation) wholeAmount(at int, of *rows.Entry) (decimal.Decimal, bool) {
	above, below, whole := of.Whole(e.timed.unit)
	if !whole || of.Method != rows.Ratio {
		return above, whole
	}
	policy := e.card.nodes[at].kpi.calculator.policy
	amount, err := policy.Calculate(CalculateInput{Ref: e.card.nodes[at].ref, Period: e.in.Period, Values: []decimal.Decimal{above, below}})
	return amount, err == nil
}
