package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/rows"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/internal/timeplan"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// inRows says where the rows of an evaluation are: those of the unit, by a plan, and the period's place in that.
type inRows struct {
	plan *timePlan
	unit *rows.Unit
	own  map[int]*timeplan.OwnAim // targets of the unit's own, by KPI; nil: it has none
	at   int
}

// reading returns what stands in the rows for a period; false where they do not have that.
func (t *inRows) reading(of factAt) (measure.Reading, bool) {
	slot, ok := t.plan.card.slots[of.ref]
	if !ok {
		return measure.Reading{}, false
	}
	place, ok := t.plan.Place(slot, of.period.Label())
	if !ok {
		return measure.Reading{}, false
	}
	return t.unit.Row(int32(slot)).Reading(int(place))
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
func (r *run) ownAims(plan *timePlan) map[int]*timeplan.OwnAim {
	if len(r.targets) == 0 {
		return nil
	}
	aims := make(map[int]*timeplan.OwnAim, len(r.targets))
	for slot, at := range r.card.kpis {
		own, has := r.targets[r.card.ids[slot]]
		if !has {
			continue
		}
		aims[slot] = new(timeplan.OwnAim)
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
			aims[slot] = plan.AimAt(slot, &stated)
		}
	}
	return aims
}

// ownEntry returns the entry of a KPI and the unit's own target, where it has one that is in force; false where the
// wide path has the KPI.
func (t *inRows) ownEntry(slot int, base *rows.Entry) (*rows.Entry, *rows.Own, bool) {
	if aim, has := t.own[slot]; has {
		return aim.Entry(t.at, base, t.unit)
	}
	return base, nil, true
}

// onRows has a run score what it can in the rows that are known, and nothing else in columns.
func (r *run) onRows() {
	r.evaluation.timed = r.knowledge.timed
	r.evaluation.timed.at = r.knowledge.timed.plan.At(r.in.Period)
	r.plan = r.card.bare
}

// seriesInRow reports whether the value of a series follows from its row: it is due, nothing is odd, and not all missing.
func (e *evaluation) seriesInRow(i int) bool {
	t := &e.timed
	if t.plan == nil {
		return false
	}
	return t.plan.Series[t.at][i].Known(t.unit.Row(int32(len(e.card.kpis)+i)), e.today)
}

// scoreRows scores the KPIs that the rows can, and returns the nodes of all others: what is calculated last, inputs
// first.
func (r *run) scoreRows() []int {
	var rest []int
	t := &r.evaluation.timed
	entries := t.plan.Entries[t.at]
	quick := t.unit.Forever() && t.own == nil && r.in.Timing == "" && !r.foreignTargets && len(r.given) == 0
	for slot, at := range r.card.kpis {
		e := &entries[slot]
		if quick && e.Simple {
			if score, ok := e.Quick(t.unit, &t.plan.Scale); ok {
				r.columns.SetScore(e.KPI, score)
				continue
			}
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
	return t.plan != nil && r.scoreRow(&t.plan.Entries[t.at][r.card.nodes[at].kpi.slot], at)
}

// scoreRow scores one KPI; it is false where the wide path has to.
func (r *run) scoreRow(e *rows.Entry, at int) bool {
	slot := r.card.nodes[at].kpi.slot
	if !r.besideColumns(slot) {
		return false
	}
	t := &r.evaluation.timed
	e, own, ok := t.ownEntry(slot, e)
	if !ok || e.Method == rows.Wide {
		return false
	}
	got, ok := e.Score(t.unit, &t.plan.Grid(int(e.Rows[0])).Grid, &t.plan.Scale, own)
	if !ok {
		return false
	}
	mark, span := got.InColumns(&t.plan.Scale)
	r.columns.Set(e.KPI, mark, got.Score, span)
	return true
}

// derived returns the value and the state of a KPI that the rows have scored.
func (e *evaluation) derived(at int) *kept {
	t := e.timed
	slot := e.card.nodes[at].kpi.slot
	if _, own := t.own[slot]; !own && e.columns.Mark(int32(slot))&(columns.Whole|columns.Provisional) == columns.Whole {
		amount, whole := e.wholeAmount(at, &t.plan.Entries[t.at][slot])
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
