package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// An Explanation is one node's outcome as arithmetic that a person can redo, with the
// explanations of the nodes below it, down to the readings. String shows it as text.
type Explanation struct {
	Outcome       Outcome
	Policy        string              // the scorer's or aggregator's name
	Formula       string              // the arithmetic, with the numbers filled in; "" where the policy gave none
	Value         decimal.NullDecimal // what the formula gives, to ten places; with the adjustments it is the score
	Notes         []Note              // intermediate results a host's policies noted
	Calculator    string              // of calculated KPIs: the calculator's name
	Calculation   string              // and its arithmetic
	Inputs        []InputValue        // and what it read
	Basis         Basis               // of KPIs: what the value covers; "" is the period
	Rollup        Rollup              // of KPIs whose value is made of several: how
	Readings      []UsedReading       // and of which, in order of time
	Contributions []Contribution      // of parents: the children that count, in definition order
	LeftOut       []LeftOut           // of parents: the children that do not
	Decided       []Ref               // under min, max, median, most_frequent and veto: the deciding children
	Adjustments   []Adjustment        // what else entered the score: rounding, a cap, the clamp to the scale
	Band          *Band               // the band hit; nil where another threshold rated it, or none
	ThresholdName string
	Below         []Explanation // of the children, in definition order
}

// An InputValue is a value that a calculator read.
type InputValue struct {
	Ref    Ref
	Value  decimal.NullDecimal
	Rollup Rollup // where it is made of several
	Window Window // of which
}

// A UsedReading is a value that entered a roll-up.
type UsedReading struct {
	Period Period // for which it counts
	Of     Period // whose reading it is: an earlier period where it was carried forward
	Value  decimal.Decimal
	Label  string
	State  State
	Days   int // of the period that count: fewer than it has where it is prorated
	OfDays int // that the period has
}

// A Contribution is what one child brings to its parent.
type Contribution struct {
	Ref    Ref
	Score  decimal.Decimal
	Weight decimal.Decimal     // as defined
	Share  decimal.Decimal     // of the weights that count, 0 to 1; shares add up to 1
	Amount decimal.NullDecimal // of the parent's score; only where amounts and adjustments sum to it exactly
	Filled bool                // it has no score: its missing rule, or weighted_sum, counts it with the scale's Min
	Judged bool                // an assessment's score counts instead of the computed one
}

// A LeftOut is a child that does not count.
type LeftOut struct {
	Ref    Ref
	Reason string
}

// An Adjustment is an amount that enters a score beside the contributions.
type Adjustment struct {
	Name   string // rounding, cap or clamp
	Amount decimal.Decimal
}

// Explain explains a node, down to the readings. It evaluates that part once more, from
// the same inputs, with traces. The error is a *Problem with ErrNotOnCard.
func (r *Result) Explain(ref Ref) (*Explanation, error) {
	if r.e != nil {
		if at, ok := r.e.card.index[ref]; ok {
			x := r.e.explain(at)
			return &x, nil
		}
	}
	return nil, fault(ErrNotOnCard, "%s is not on the scorecard", quote(ref.String()))
}

// explain is recursive, but over the kinds of a definition: three levels deep.
func (e *evaluation) explain(at int) Explanation {
	n := &e.card.nodes[at]
	x := Explanation{Outcome: e.outcome(at), ThresholdName: n.threshold.name}
	if n.kpi != nil {
		e.explainKPI(at, &x)
	} else {
		e.explainParent(at, &x)
	}
	e.explainRating(at, &x)
	return x
}

func (e *evaluation) explainKPI(at int, x *Explanation) {
	n, st := &e.card.nodes[at], e.state(at)
	x.Policy = n.kpi.scorer.name
	v := e.value(at)
	e.by(at).explainValue(n, &v, x)
	if !st.ok {
		return
	}
	trace := new(Trace)
	q, err := e.scoreKPI(n, &v, st.target, trace)
	if err != nil {
		return // not reached: scorers are pure, and this one gave a score before
	}
	x.Formula, x.Notes = trace.formula, append(x.Notes, trace.notes...)
	e.adjust(at, q, x)
}

// explainValue says what a KPI's value is made of.
func (e *evaluation) explainValue(n *node, v *value, x *Explanation) {
	m := &e.card.measures[n.kpi.slot]
	x.Basis = n.kpi.basis
	if v.made != nil && len(v.made.used) > 0 {
		x.Rollup = m.rollup
		for _, u := range v.made.used {
			from := &v.made.units[u.unit]
			x.Readings = append(x.Readings, UsedReading{from.period, u.of, u.value.amount, u.value.label, u.value.state, from.days(), from.span.days()})
		}
		slices.SortStableFunc(x.Readings, func(a, b UsedReading) int { return a.Period.Compare(b.Period) })
	}
	if n.kpi.calculator.policy == nil {
		return
	}
	x.Calculator = n.kpi.calculator.name
	w, ok := e.lastCalculation(n, v)
	if !ok {
		return
	}
	trace := new(Trace)
	e.calculate(w, trace)
	x.Calculation, x.Notes = trace.formula, trace.notes
	for _, slot := range n.kpi.inputs {
		in := e.input(slot, &w)
		shown := InputValue{Ref: e.refOf(slot), Value: decimal.NullDecimal{Decimal: in.amount, Valid: in.ok && in.label == ""}}
		if in.made != nil {
			shown.Window = e.window(&in)
			if len(in.made.units) > 1 {
				shown.Rollup = e.card.measures[slot].rollup
			}
		}
		x.Inputs = append(x.Inputs, shown)
	}
}

// lastCalculation returns the calculation that gave a KPI its value; none where its value
// is a roll-up of calculations.
func (e *evaluation) lastCalculation(n *node, v *value) (want, bool) {
	slot := n.kpi.slot
	m := &e.card.measures[slot]
	if e.whole {
		return e.wholeOf(slot), true
	}
	if m.rollup != "" && v.made != nil && len(v.made.units) > 1 {
		return want{}, false
	}
	f, p := e.frame(m, e.in.Period)
	for range v.age() {
		before, _ := e.card.almanac.previous(f.anchor)
		f, p = e.frame(m, before)
	}
	w := e.wantOf(m, &f)
	_, known := e.results[w]
	return w, p == nil && known
}

func (e *evaluation) refOf(slot int) Ref { return e.card.refOf(slot) }

// refOf returns the KPI or series of a slot.
func (s *Scorecard) refOf(slot int) Ref {
	if slot < len(s.kpis) {
		return s.nodes[s.kpis[slot]].ref
	}
	return SeriesRef(s.series[slot-len(s.kpis)].ID)
}

func (e *evaluation) explainParent(at int, x *Explanation) {
	n, st := &e.card.nodes[at], e.state(at)
	x.Policy = n.aggregator.name
	g := e.gather(at)
	for _, child := range g.left {
		x.LeftOut = append(x.LeftOut, LeftOut{e.card.nodes[child].ref, e.reason(child)})
	}
	for _, ch := range n.children {
		if ch.weight.IsZero() {
			x.LeftOut = append(x.LeftOut, LeftOut{e.card.nodes[ch.node].ref, "its weight is 0"})
		}
		x.Below = append(x.Below, e.explain(ch.node))
	}
	if !st.ok {
		return
	}
	trace := new(Trace)
	q, err := e.combine(n, g, trace)
	if err != nil {
		return // not reached: aggregators are pure, and this one gave a score before
	}
	x.Formula, x.Notes, x.Decided = trace.formula, trace.notes, trace.decided
	x.Contributions = e.contributions(g, trace)
	x.Adjustments = trace.extras
	e.adjust(at, q, x)
}

// contributions lists what the parts bring. Amounts are there where the aggregator claims them.
func (e *evaluation) contributions(g gathering, trace *Trace) []Contribution {
	weights := make([]decimal.Decimal, len(g.parts))
	for i, p := range g.parts {
		weights[i] = p.Weight
	}
	shares := apportion(weights, totalWeight(g.parts))
	list := make([]Contribution, len(g.parts))
	for i, p := range g.parts {
		_, scored := e.contribution(g.nodes[i], asScored)
		list[i] = Contribution{
			Ref: p.Ref, Score: p.Score.Normalize(), Weight: p.Weight,
			Share:  decimal.NewFromBigInt(shares[i], -exact.Places).Normalize(),
			Filled: !scored, Judged: e.counts(g.nodes[i]).Valid(),
		}
		if i < len(trace.amounts) {
			list[i].Amount = decimal.NewNullDecimal(trace.amounts[i])
		}
	}
	return list
}

// adjust records how the exact score became the score: its rounding, and the clamp.
func (e *evaluation) adjust(at int, q ratio, x *Explanation) {
	st := e.state(at)
	exactly := scoreOf(q.units(tenPlaces())).value()
	x.Value = decimal.NewNullDecimal(exactly)
	if rounding := st.attainment.value().Sub(exactly); !rounding.IsZero() {
		x.Adjustments = append(x.Adjustments, Adjustment{"rounding", rounding.Normalize()})
	}
	if st.flags.Has(FlagCapped) {
		clamp := x.Outcome.Score.value().Sub(st.attainment.value())
		x.Adjustments = append(x.Adjustments, Adjustment{"clamp", clamp.Normalize()})
	}
}

// explainRating adds the band hit, or what a host's threshold notes.
func (e *evaluation) explainRating(at int, x *Explanation) {
	if x.Outcome.Rating == "" {
		return
	}
	in := e.rateInputOf(at)
	if own, ok := e.card.nodes[at].threshold.policy.(bands); ok {
		if band, p := own.find(&in); p == nil {
			x.Band = &band
		}
		return
	}
	in.Trace = new(Trace)
	if _, err := e.ratingFor(at, in); err == nil {
		x.Notes = append(x.Notes, in.Trace.notes...)
	}
}
