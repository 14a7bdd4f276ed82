package bsc

import (
	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The targets of KPIs that add up their contributors' targets: see TargetOfContributors.

// contributorsTarget returns the sum of the targets of what contributes to a KPI, over the KPI's own window. A target
// of the org unit's own takes precedence; it also holds where nothing contributes. An org unit without anything that
// counts in the window brings no target.
func (r *run) contributorsTarget(at int, v *measure.Value) inForce {
	n := &r.card.nodes[at]
	if own, _ := target.Find(r.unitPlan(n.kpi), nil, r.view(n.kpi, v)); own.Found() || own.Err != nil {
		return inForceOf(&own)
	}
	if !r.sums.adds(n.ref) {
		return inForce{none: words.New("nothing_contributes")}
	}
	t := inForce{ResolvedTarget: ResolvedTarget{Rule: TargetSummed}, none: words.New("no_contributor_applies")}
	made := r.sums.of[n.ref]
	for i := range made.of {
		of := &made.of[i]
		theirs, counts := r.seenBy(of, v)
		if !counts {
			continue
		}
		if p := t.add(r.contributorTarget(of, theirs), r.in.Sums.units[of.unit].id); p != nil {
			return *p
		}
	}
	if !t.none.IsZero() {
		t.ResolvedTarget = ResolvedTarget{}
	}
	return t.rounded()
}

// contributorTarget returns the target of a contributor, converted as its values are.
func (r *run) contributorTarget(of *summand, theirs *measure.Value) inForce {
	find, rollup, none := r.targetsOf(of.member)
	switch {
	case find == nil:
		return none
	case of.by == nil:
		return find(theirs)
	case of.by.rates == nil:
		return find(theirs).times(of.by.number)
	}
	counted := countedParts(theirs)
	switch entries := theirs.Selection.Entries; {
	case len(counted) == 1:
		if t := find(theirs); rollup == measure.Sum && t.loose && t.Rule != TargetPhased {
			return undivided(theirs.Window.Parts[counted[0]].Label)
		}
	case rollup == measure.Sum:
		return r.byRates(of, theirs, counted, find)
	case rollup != measure.Last && rollup != measure.NoRollup:
		return inForce{none: words.New("rates_convert_no_targets", "rollup", words.Name("rollup", rollup.String()))}
	case len(entries) > 0: // the part shown
		counted = []int{entries[len(entries)-1].Part}
	}
	return r.byRate(of, theirs.Window.Parts[counted[len(counted)-1]].Label, find(theirs))
}

// countedParts returns the parts of a value whose targets count. There is at least one.
func countedParts(v *measure.Value) []int {
	var parts []int
	for i := v.Selection.Passed; i < len(v.Window.Parts); i++ {
		if v.In(i) {
			parts = append(parts, i)
		}
	}
	return parts
}

// byRate converts a target by the rate of a period.
func (r *run) byRate(of *summand, l almanac.Label, t inForce) inForce {
	if t.Rule == "" || t.late || t.err != nil {
		return t
	}
	rate, reading := r.in.Sums.rate(r.knowledge, of.by, period.Of(l))
	switch reading.State {
	case measure.There, measure.Stale:
		return t.times(rate)
	case measure.Failed:
		return inForce{err: asProblem(reading.Err, ErrPolicy, words.New("a_rate"))}
	}
	rates := of.by.rates
	return inForce{none: words.New("no_rate", "rate", rates.ref, "unit", r.in.Sums.units[rates.unit].id, "period", l)}
}

// byRates converts the target of each period by its own rate, and adds them up.
func (r *run) byRates(of *summand, theirs *measure.Value, counted []int, find func(*measure.Value) inForce) inForce {
	total := inForce{ResolvedTarget: ResolvedTarget{Rule: TargetSummed}, none: words.New("no_periods")}
	for _, i := range counted {
		part := &theirs.Window.Parts[i]
		t := find(alone(theirs, i))
		switch {
		case t.Rule == TargetCompared:
			return inForce{none: words.New("rates_not_over_time")}
		case t.loose:
			return undivided(part.Label)
		}
		t = r.byRate(of, part.Label, t)
		if t.Rule == "" || t.late || t.err != nil {
			return t
		}
		total.add(t, "")
	}
	return total
}

// undivided returns why there is no target for a period: one for a longer period does not say what of it is for this one.
func undivided(l almanac.Label) inForce {
	return inForce{none: words.New("rates_need_phasing", "period", l)}
}

// alone returns a value as that of one of its parts.
func alone(v *measure.Value, i int) *measure.Value {
	w, part := *v.Window, v.Window.Parts[i]
	w.Span, w.Label, w.Anchor, w.Count, w.Parts = part.Inside, almanac.Label{}, part.Label, 0, []measure.Part{part}
	if part.Whole() {
		w.Label = part.Label
	}
	one := &measure.Value{State: v.State, Stood: v.Stood, Window: &w}
	one.Selection.States = []measure.State{v.Selection.States[i]}
	for _, e := range v.Selection.Entries {
		if e.Part == i {
			e.Part = 0
			one.Selection.Entries = []measure.Entry{e}
		}
	}
	return one
}

// times multiplies a target.
func (t inForce) times(factor decimal.Decimal) inForce {
	for _, number := range t.numbers() {
		number.Decimal = number.Decimal.Mul(factor)
	}
	return t
}

// rounded rounds the numbers of a target to the digits that are kept of any value.
func (t inForce) rounded() inForce {
	for _, number := range t.numbers() {
		d, p := checkDecimal(exact.Bounded(number.Decimal))
		if p != nil {
			p.Detail = words.New("sum_of_targets_out_of_range")
			return inForce{err: p}
		}
		number.Decimal = d
	}
	return t
}

// add adds the target of a contributor. If the sum then has no target, it returns why.
func (t *inForce) add(theirs inForce, unit string) *inForce {
	if theirs.Rule == "" || theirs.late || theirs.err != nil {
		none := words.New("unit_has_no_target", "unit", unit)
		if !theirs.none.IsZero() {
			none = words.New("about", "what", unit, "says", theirs.none)
		}
		return &inForce{none: none, late: theirs.late, err: theirs.err}
	}
	if theirs.Rule == TargetCompared && !theirs.Value.Valid {
		return &inForce{ResolvedTarget: ResolvedTarget{Rule: TargetCompared}, none: words.New("unit_has", "unit", unit, "what", theirs.none)}
	}
	first := !t.none.IsZero()
	t.none, t.loose = words.Phrase{}, t.loose || theirs.loose
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

// seenBy returns a value as a contributor sees it: with the parts that are there in both. It returns false if none of
// them counts.
func (r *run) seenBy(from *summand, of *measure.Value) (theirs *measure.Value, counts bool) {
	own, w := r.in.Sums.units[from.unit].measure(from.ref), *of.Window
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
		if days := part.Span; !from.in(days) {
			state = measure.NotApplicable
		} else if i >= of.Selection.Passed {
			state = r.in.Sums.brought(r.knowledge, from, period.Of(part.Label), nil).State
		}
		if r.agreed && state != measure.NotApplicable {
			state = measure.There
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

// targetsOf returns what finds the target of a contributor over the window of the KPI it contributes to, on that KPI's
// input, and how such targets roll up. If it has none, find is nil, and none says why.
func (r *run) targetsOf(m member) (find func(theirs *measure.Value) inForce, by measure.Rollup, none inForce) {
	in, u := r.in, &r.in.Sums.units[m.unit]
	node, isKPI := u.card.index[m.ref]
	if !isKPI {
		return nil, 0, inForce{none: words.New("has_no_targets", "node", m.ref)}
	}
	in.OrgUnit, in.OrgUnitAttributes, in.Since, in.Until, in.Times, in.Scores, in.Assessments = u.id, nil, u.since, u.until, u.times, nil, nil
	if _, single := in.Targets.(OrgUnitTargets); single {
		in.Targets = nil // they belong to the other org unit
	}
	own := &run{evaluation: &evaluation{inputs: inputs{card: u.card, in: in}}, agreed: r.agreed}
	if problems := own.check(); len(problems) > 0 {
		return nil, 0, inForce{err: problems[0]}
	}
	own.know(newKnowledge(&own.inputs, new(memo)))
	kpi := u.card.nodes[node].kpi
	return func(theirs *measure.Value) inForce {
		if kpi.summed {
			return own.contributorsTarget(node, theirs)
		}
		found, _ := target.Find(own.unitPlan(kpi), own.definitionPlan(kpi), own.view(kpi, theirs))
		return inForceOf(&found)
	}, kpi.rollup, inForce{}
}
