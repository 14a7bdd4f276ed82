package bsc

import (
	"cmp"
	"math/big"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// An inForce is the target in force for a KPI.
type inForce struct {
	ResolvedTarget
	none  string // why there is none
	late  bool   // what falls due in the window cannot be measured
	loose bool   // readings of periods outside of the window change it
	err   *Problem
	pace  *Pace
}

// target returns the target that a KPI's value is measured against.
func (r *run) target(at int, v *measure.Value) inForce {
	n := &r.card.nodes[at]
	if v.Window == nil {
		return inForce{}
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

// inForceOf is a target that was found.
func inForceOf(found *target.Target) inForce {
	t := inForce{none: found.None, late: found.Late, loose: found.Loose}
	if found.None == "" && !found.Numbers[target.Value].Valid && len(found.Sought) > 0 {
		t.none = "none is stated for " + soughtText(found.Sought)
	}
	if found.Err != nil {
		t.err = asProblem(found.Err, ErrPolicy, "the source of targets")
	}
	for i := range found.Numbers {
		if d, p := checkDecimal(found.Numbers[i].Decimal); p != nil {
			p.Detail = "the target in force is out of range"
			t.err = cmp.Or(t.err, p)
		} else {
			found.Numbers[i].Decimal = d
		}
	}
	t.ResolvedTarget = resolved(found)
	return t
}

// view looks at a KPI's value with the states of the parts of its window.
func (r *run) view(kpi *kpiNode, v *measure.Value) *target.View {
	look := target.NewView
	if r.whole {
		look = target.WholeView
	}
	return look(r.card.time, &r.book, kpi.slot, kpi.rollup == measure.Sum, r.in.Period.Label(), v)
}

// definitionPlan returns how the definition's targets of a KPI are found; nil where there are none.
func (k *knowledge) definitionPlan(kpi *kpiNode) *target.Plan {
	if kpi.targets.EmptyAt(k.of.in.AsOf) {
		return nil
	}
	plan, known := k.plans[kpi.slot]
	if !known {
		plan = k.of.card.targetPlan(kpi, k.of.in.AsOf)
		record(&k.plans, kpi.slot, plan)
	}
	return plan
}

// unitPlan returns how the unit's own targets of a KPI are found; nil where it cannot have any.
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

// statedBy returns what the unit's source states for a period, asking it once. What it states for every period it says
// where it has nothing for the period it is asked for: if it has not said so yet, it is asked for the one of the input.
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

// askTarget asks the unit's source for a target.
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

// ofUnit says that a problem is one of a unit's own target.
func ofUnit(p *Problem) *Problem {
	place := ""
	if p.Path != "" {
		place = ", " + string(p.Path[1:])
	}
	p.Detail, p.Path = "the unit's target"+place+": "+p.Detail, ""
	return p
}

// resolved returns a target as policies and outcomes see it.
func resolved(t *target.Target) ResolvedTarget {
	return ResolvedTarget{
		Baseline: t.Numbers[target.Baseline], Value: t.Numbers[target.Value], Stretch: t.Numbers[target.Stretch], Floor: t.Numbers[target.Floor],
		Origin: t.Origin, Rule: TargetRule(t.Rule), From: period.Of(t.From), OfUnit: t.OfUnit,
	}
}

// soughtText lists the periods that a target was looked for.
func soughtText(sought []almanac.Label) string {
	names := make([]string, len(sought))
	for i, l := range sought {
		names[i] = periodText(l)
	}
	return listed(names, "or")
}

// A Pace compares how far a KPI has come towards a target for a larger period, such as
// the year's, with how far it should be by now: by the last day that the value covers or, if that is
// earlier, on the day of Input.AsOf.
type Pace struct {
	Of       period.Period   // the period the target is stated for
	Target   decimal.Decimal // the whole of it
	Progress decimal.Decimal // actual / target of KPIs that add up, else (actual - baseline) / (target - baseline); 1 is there
	Expected decimal.Decimal // the share expected by now, of the parts that are there: as phased, else in equal steps
}

// paceOf returns the pace of a KPI of which nobody has looked at the value yet; nil for nil.
func paceOf(p *target.Pace) *plannedPace {
	if p == nil {
		return nil
	}
	return &plannedPace{p, Pace{Of: period.Of(p.Of), Target: p.Target, Expected: tenPlacesOf(p.Expected)}}
}

// A plannedPace is all of a Pace but for the progress.
type plannedPace struct {
	of   *target.Pace
	pace Pace
}

// at returns the pace of a value; nil for nil.
func (p *plannedPace) at(amount decimal.Decimal) *Pace {
	if p == nil {
		return nil
	}
	pace := p.pace
	pace.Progress = newRatio(p.of.Progress(amount)).decimal()
	return &pace
}

// tenPlacesOf rounds a fraction to ten places, half away from zero.
func tenPlacesOf(r *big.Rat) decimal.Decimal {
	return ratio{decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0)}.decimal()
}
