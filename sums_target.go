package bsc

import (
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// The targets of KPIs that have the sum of their contributors': see TargetOfContributors.

// contributorsTarget returns the sum of the targets of what contributes to a KPI, over the KPI's own window. A target
// of the unit's own goes before it, and is what it has where nothing contributes. Units of which nothing counts in the
// window bring none.
func (r *run) contributorsTarget(at int, v *measure.Value) inForce {
	n := &r.card.nodes[at]
	if own, _ := target.Find(r.unitPlan(n.kpi), nil, r.view(n.kpi, v)); own.Found() || own.Err != nil {
		return inForceOf(&own)
	}
	if !r.sums.adds(n.ref) {
		return inForce{none: "nothing contributes to it"}
	}
	t := inForce{ResolvedTarget: ResolvedTarget{Rule: TargetSummed}, none: "nothing that contributes to it applies"}
	for _, m := range r.sums.of[n.ref].of {
		theirs, counts := r.in.Sums.seenBy(r.knowledge, m, v)
		if !counts {
			continue
		}
		if p := t.add(r.in.Sums.targetOf(r.in, m, theirs), r.in.Sums.units[m.unit].id); p != nil {
			return *p
		}
	}
	if t.none != "" {
		t.ResolvedTarget = ResolvedTarget{}
	}
	return t
}

// add adds the target of a contributor, or returns why the sum has none.
func (t *inForce) add(theirs inForce, unit string) *inForce {
	if theirs.Rule == "" || theirs.late || theirs.err != nil {
		return &inForce{none: unit + " has no target", late: theirs.late, err: theirs.err}
	}
	if theirs.Rule == TargetCompared && !theirs.Value.Valid {
		return &inForce{ResolvedTarget: ResolvedTarget{Rule: TargetCompared}, none: unit + " has " + theirs.none}
	}
	first := t.none != ""
	t.none = ""
	for i, number := range theirs.numbers() {
		if into := t.numbers()[i]; number.Valid && (first || into.Valid) {
			*into = decimal.NewNullDecimal(into.Decimal.Add(number.Decimal))
		} else {
			*into = decimal.NullDecimal{}
		}
	}
	return nil
}

func (t *ResolvedTarget) numbers() []*decimal.NullDecimal {
	return []*decimal.NullDecimal{&t.Value, &t.Baseline, &t.Stretch, &t.Floor}
}

// seenBy returns a value as it is for one that contributes to it: with those parts that are there in both. It is false
// where none of them counts.
func (s *Sums) seenBy(k *knowledge, m member, of *measure.Value) (theirs *measure.Value, counts bool) {
	own, w := s.units[m.unit].measure(m.ref), *of.Window
	w.Parts = nil
	theirs = &measure.Value{State: of.State, Stood: of.Stood, Window: &w}
	entered := map[int]measure.Entry{}
	for _, e := range of.Selection.Entries {
		entered[e.Part] = e
	}
	for i := range of.Window.Parts {
		part := &of.Window.Parts[i]
		if !own.Covers(part.Span) {
			continue
		}
		state := measure.There
		if i >= of.Selection.Passed {
			state = s.contributed(k, m, period.Of(part.Label), nil).State
		}
		e, enters := entered[i]
		if state != measure.NotApplicable && of.Selection.States[i] != measure.There {
			state = of.Selection.States[i]
		}
		if n := len(w.Parts); enters && (state == measure.There || e.Age > 0 && state != measure.NotApplicable) {
			theirs.Selection.Entries = append(theirs.Selection.Entries, measure.Entry{Part: n, Of: e.Of, Age: e.Age})
		}
		if i < of.Selection.Passed {
			theirs.Selection.Passed++
		}
		w.Parts = append(w.Parts, *part)
		theirs.Selection.States = append(theirs.Selection.States, state)
	}
	for i := theirs.Selection.Passed; i < len(w.Parts); i++ {
		counts = counts || theirs.In(i)
	}
	return theirs, counts
}

// targetOf returns the target of a contributor over the window of what it contributes to, on the input of that.
func (s *Sums) targetOf(in Input, m member, theirs *measure.Value) inForce {
	u := &s.units[m.unit]
	node, isKPI := u.card.index[m.ref]
	if !isKPI {
		return inForce{none: m.ref.String() + " has no targets"}
	}
	in.Unit, in.Since, in.Until, in.Scores, in.Assessments = u.id, u.since, u.until, nil, nil
	if _, single := in.Targets.(UnitTargets); single {
		in.Targets = nil // they are those of the other unit
	}
	r := &run{evaluation: &evaluation{inputs: inputs{card: u.card, in: in}}}
	if problems := r.check(); len(problems) > 0 {
		return inForce{err: problems[0]}
	}
	r.know(newKnowledge(&r.inputs, new(memo)))
	kpi := u.card.nodes[node].kpi
	if kpi.summed {
		return r.contributorsTarget(node, theirs)
	}
	found, _ := target.Find(r.unitPlan(kpi), r.definitionPlan(kpi), r.view(kpi, theirs))
	return inForceOf(&found)
}
