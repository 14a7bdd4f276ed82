package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// How a KPI's or a series' value and target are found for an evaluation.

// A value is what an evaluation shows of a KPI or a series.
type value struct {
	amount      decimal.Decimal
	label       string
	state       measure.State
	provisional bool
	held        bool
	unmade      bool         // the period shows nothing of it: it has no roll-up
	tooLittle   bool         // too little of its window is there
	coverage    int64        // of its window, in units of 10^-10
	none        words.Phrase // why a calculation has no value
	err         *Problem
	cause       *Problem // why a reading failed; an earlier reading stands in for it
	window      *Window  // nil: one reading of the period, or none
	beside      *beside  // what the KPI's threshold asks for; nil: nothing
}

// beside is what a KPI's scorer and threshold see beside its value and outcome.
type beside struct {
	previous decimal.NullDecimal
	values   map[string]decimal.Decimal // by the names that policies gave
}

// there reports whether there is a value or a label that counts.
func (v *value) there() bool { return v.state == measure.There }

// number returns the value if it is a number that can be shown.
func (v *value) number() decimal.NullDecimal {
	shown := (v.state == measure.There || v.state == measure.Stale) && v.label == ""
	return decimal.NullDecimal{Decimal: v.amount, Valid: shown}
}

// own returns the value of a KPI or series for the period of the input.
func (r *run) own(slot int) measure.Value {
	asked := r.in.Period.Label()
	v := r.book.Own(slot, asked)
	if m := &r.card.time.Measures[slot]; v.State == measure.Missing && !r.whole && m.Calc == nil && m.Kind != 0 && m.Kind != asked.Kind && r.fact(r.card.refOf(slot), r.in.Period).State == measure.There {
		v.State, v.Err = measure.Failed, strayReading(r.card.refOf(slot), m.Kind, r.in.Period)
	}
	return v
}

// strayReading is the error for a reading whose period does not fit the measure's frequency.
func strayReading(ref Ref, kind almanac.Kind, of period.Period) *Problem {
	p := fault(ErrFrequency, "reading_off_frequency", "period", of, "noun", kind.Noun())
	p.Ref, p.Allowed = ref, words.New("readings_of_frequency")
	return p
}

// shown returns the part of a value that an evaluation keeps.
func (r *run) shown(v *measure.Value) value {
	shown := value{
		amount: v.Amount, label: v.Label, state: v.State, provisional: v.Provisional, held: v.Held && v.State == measure.There,
		tooLittle: v.TooLittle, coverage: v.Coverage, none: v.None, err: r.failure(v.Err), cause: r.failure(v.Cause),
	}
	if !r.timeless() || v.State == measure.There {
		shown.window = r.card.window(v, r.in.Period)
	}
	if v.Unmade {
		shown.unmade, shown.err, shown.window = true, nil, nil
	}
	return shown
}

// failure returns the error of a failed value as a Problem.
func (r *run) failure(err error) *Problem {
	if err == nil {
		return nil
	}
	return asProblem(err, ErrPolicy, words.New("its_value"))
}

// target returns the target that a KPI's value is measured against.
func (r *run) target(at int, v *measure.Value) inForce {
	n := &r.card.nodes[at]
	if v.Window == nil {
		return inForce{}
	}
	if plan, ok := r.in.Targets.(Plan); ok {
		return r.planned(n.kpi, v, plan)
	}
	if n.kpi.summed {
		return r.contributorsTarget(at, v)
	}
	view := r.view(n.kpi, v)
	found, plan := target.Find(r.unitPlan(n.kpi), r.definitionPlan(n.kpi), view)
	t := inForceOf(&found)
	if plan != nil && v.State == measure.There {
		t.pace = paceOf(plan.Pace(view, &found, r.today)).at(v.Amount)
	}
	return t
}

// view returns a KPI's value together with the states of its window's parts.
func (r *run) view(kpi *kpiNode, v *measure.Value) *target.View {
	look := target.NewView
	if r.whole {
		look = target.WholeView
	}
	return look(r.card.time, &r.book, kpi.slot, kpi.rollup == measure.Sum, r.in.Period.Label(), v)
}

// beside returns what a KPI's scorer and threshold ask for: what the KPI was in the period before, and what others are
// over the parts that enter its value.
func (r *run) beside(n *node, v *measure.Value) *beside {
	previous := n.asked().previous
	if !previous && len(n.kpi.values) == 0 || v.Window == nil {
		return nil
	}
	b, view := &beside{}, r.view(n.kpi, v)
	if previous {
		then, ok := view.Past(n.kpi.slot, measure.Previous)
		b.previous = decimal.NullDecimal{Decimal: then.Amount, Valid: ok}
	}
	for _, of := range n.kpi.values {
		if then, ok := view.Beside(of.slot, n.kpi.slot); ok {
			record(&b.values, of.name, then.Amount)
		}
	}
	return b
}

// definitionPlan returns the plan that finds a KPI's targets in the definition; nil if it has none.
func (k *knowledge) definitionPlan(kpi *kpiNode) *target.Plan {
	return k.plans.of(k.of.card, kpi, k.of.in.AsOf)
}

// unitPlan returns the plan that finds a KPI's targets among the org unit's own; nil if it cannot have any.
func (k *knowledge) unitPlan(kpi *kpiNode) *target.Plan {
	if k.of.in.Targets == nil {
		return nil
	}
	plan, known := k.owns[kpi.slot]
	if !known {
		card := k.of.card
		plan = target.NewPlan(card.time, kpi.slot, kpi.rollup, nil, func(l almanac.Label) (*target.Stated, error) { return k.statedBy(kpi, l) }).OfUnit(k.of.unit)
		record(&k.owns, kpi.slot, plan)
	}
	return plan
}

// statedBy returns the target that the org unit's source states for a period, and asks the source once. A source
// returns a target for every period when it has none for the period asked for. If it has not returned that one yet, it
// is asked for the period of the input.
func (k *knowledge) statedBy(kpi *kpiNode, l almanac.Label) (*target.Stated, error) {
	key := targetAt{targetOf{k.of.card, kpi.slot}, l}
	if l.IsZero() {
		if said, _ := recall(k.answers, &k.answers.standing, key.targetOf); said != nil {
			return said, nil
		}
		key.label = k.evaluated.Label()
	}
	found, known := recall(k.answers, &k.answers.targets, key)
	if !known && !k.frozen {
		found = k.askTarget(kpi, period.Of(key.label))
		retain(k.answers, &k.answers.targets, key, found)
		if found.stated != nil && found.stated.From.IsZero() {
			retain(k.answers, &k.answers.standing, key.targetOf, found.stated)
		}
	}
	if found.stated != nil && found.stated.From != l {
		return nil, found.err
	}
	return found.stated, found.err
}

// askTarget asks the org unit's source for a target.
func (k *knowledge) askTarget(kpi *kpiNode, p period.Period) statedAnswer {
	card := k.of.card
	key := factAt{card.refOf(kpi.slot), p}
	said, known := recall(k.answers, &k.answers.given, key)
	if !known {
		said.err = k.calls.call(func() error {
			said.target, said.found = k.of.in.Targets.Target(k.query(key.ref, p))
			return nil
		})
		retain(k.answers, &k.answers.given, key, said)
	}
	if said.err != nil || !said.found {
		return statedAnswer{err: said.err}
	}
	own := said.target
	if own.Period != p && !own.Period.IsZero() {
		return statedAnswer{}
	}
	stated, problem := own.state(card, card.shape(kpi), new(hints))
	if problem != nil {
		return statedAnswer{err: ofUnit(problem)}
	}
	return statedAnswer{stated: &stated}
}

// ofUnit marks a problem as one of an org unit's own target.
func ofUnit(p *Problem) *Problem {
	field := ""
	if p.Path != "" {
		field = string(p.Path[1:])
	}
	p.Detail, p.Path = words.New("unit_target", "field", words.New("field", "name", field), "says", p.Detail), ""
	return p
}

// planFor returns a plan for the period and moment of an input that also puts KPIs with targets by period into the
// columns. It pays off for callers that evaluate more than once.
func (s *Scorecard) planFor(in Input) *columns.Plan {
	r := &run{evaluation: &evaluation{inputs: inputs{card: s, in: Input{Period: in.Period, AsOf: in.AsOf, Today: in.Today}}}}
	plan, copied := s.planOf(in.Period.Label().Kind), false
	if len(r.checkTime()) > 0 {
		return plan
	}
	r.knowledge = r.asAsked(nil)
	for slot, at := range s.kpis {
		n := &s.nodes[at]
		if plan.Kind(int32(slot)) != columns.Other || !s.plain(slot, in.Period.Label().Kind) || n.kpi.targets.Compares() {
			continue
		}
		target, ok := r.fixedTarget(at)
		if !ok || n.kpi.scorer.policy.(builtinScorer).expectsNothing(n.kpi.direction, target) {
			continue
		}
		if !copied {
			plan, copied = plan.Clone(), true
		}
		plan.SetLeaf(int32(slot), s.leaf(n, target))
	}
	if copied {
		plan.Index()
	}
	return plan
}

// fixedTarget returns the target of a KPI whose value is one reading of the period, if no other reading changes it.
func (r *run) fixedTarget(at int) (ResolvedTarget, bool) {
	own := plainValue(&r.inputs, &value{state: measure.There})
	t := r.target(at, &own)
	return t.ResolvedTarget, t.err == nil && !t.loose && !t.late
}
