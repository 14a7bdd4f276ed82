package bsc

import (
	"maps"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Results of which parts are taken from elsewhere.

// A Mix asks what a score would be if parts of a result were others: this quarter's actuals against last quarter's
// targets, under last year's weights, with another actual or without a KPI. Of is required; what is not set is as in Of.
// No source is asked again. Package bridge is made of mixes.
//
//	then, err := bsc.Mix{Of: now, Targets: before}.Evaluate() // was it performance, or did the target move?
type Mix struct {
	// Of has the actuals, with what is known of them: what is missing, provisional or not due, and assessments; also the
	// period, the org unit and the moment.
	Of *Result
	// Card scores them: its perspectives, objectives, KPIs, weights and policies. Nil: the scorecard of Of. KPIs that are on
	// both have the same id. One that is not on the scorecard of Of does not apply. See [Scorecard.WithWeightsOf] and
	// [Scorecard.With].
	Card *Scorecard
	// Targets has the targets in force. Nil: those of Of. A KPI that has no target there keeps that of Of.
	Targets *Result
	// Actuals are values that KPIs have instead of their own, for the period as they stand, all of their data there. KPIs
	// that are calculated from them are calculated again, from the values of their other inputs; targets do not move.
	Actuals map[Ref]decimal.Decimal
	// Scores are scores that KPIs have instead of their own and of a judgement, on the scale of Card, all of their data
	// there.
	Scores map[Ref]decimal.Decimal
	// Without are KPIs that are taken not to apply, so that their siblings carry their weight.
	Without []Ref
	_       struct{}
}

// Evaluate computes the mix. What cannot be scored, such as an actual against a target of the other side of 0, says so
// in its own outcome, as in Scorecard.Evaluate. The result explains scores as any other, but not how actuals and targets
// came about: the results that they are taken from do. The error is an *InputError: Of is missing or has no nodes, or
// something is set for what is no KPI, or is no number in range.
func (m Mix) Evaluate() (*Result, error) {
	if m.Of == nil || m.Of.e == nil {
		return nil, &InputError{Problems{fault(ErrInput, "mix_without_result")}}
	}
	from := m.Of.e
	x := mixing{targets: from, evaluation: &evaluation{inputs: from.inputs, of: from}}
	if m.Card != nil && len(m.Card.nodes) > 0 {
		x.card = m.Card
	}
	if m.Targets != nil && m.Targets.e != nil {
		x.targets = m.Targets.e
	}
	if problems := x.check(&m); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	if x.card == from.card || &x.card.places[0] == &from.card.places[0] { // they differ in weights alone
		x.share()
	} else {
		x.renew()
	}
	x.replace(&m)
	x.plan.Nodes(&x.columns, nil, x.parentOf)
	return &Result{x.evaluation}, nil
}

// A mixing is a Mix that is being evaluated.
type mixing struct {
	*evaluation
	targets *evaluation
}

// check finds what is set for something that is no KPI of the scorecard.
func (x *mixing) check(m *Mix) Problems {
	var problems Problems
	var h hints
	known := func(ref Ref) bool {
		at, ok := x.card.index[ref]
		if ok && x.card.nodes[at].kpi != nil {
			return true
		}
		p := fault(ErrUnknownRef, "mix_of_unknown", "node", ref)
		p.Hint, p.Ref = h.didYouMeanRef(ref, x.card.slots), ref
		problems = append(problems, p)
		return false
	}
	for i, numbers := range []map[Ref]decimal.Decimal{m.Actuals, m.Scores} {
		for _, ref := range sortedRefs(numbers) {
			if !known(ref) {
				continue
			}
			_, p := checkDecimal(numbers[ref])
			if i == 0 && x.card.nodes[x.card.index[ref]].kpi.onlyJudged() {
				p = fault(ErrConflict, "mix_actual_of_judged", "node", ref)
			}
			if p != nil {
				p.Ref = ref
				problems = append(problems, p)
			}
		}
	}
	for _, ref := range m.Without {
		known(ref)
	}
	return problems
}

// share takes over everything from a result whose scorecard differs in weights at most, and scores again the KPIs whose
// targets are others.
func (x *mixing) share() {
	x.plan = x.of.plan.WithNodes(x.card.bare)
	x.columns = x.of.columns.Share()
	for number := range x.columns.Chunks() {
		x.columns.Own(number)
	}
	x.series, x.timed, x.memo, x.assumed = x.of.series, x.of.timed, x.of.memo, maps.Clone(x.of.assumed)
	if x.card != x.of.card && len(x.assessed) > 0 { // what weighs nothing lets a judgement stand alone
		x.judgeOver()
	}
	if x.targets == x.of {
		return
	}
	for _, at := range x.card.kpis {
		_, own := x.of.read(at)
		if t := x.target(at, own); !t.ResolvedTarget.equals(&own.ResolvedTarget) {
			x.again(at, at)
		}
	}
}

// renew scores everything that is taken over on another scorecard.
func (x *mixing) renew() {
	x.plan = x.card.planOf(x.in.Period.Label().Kind)
	x.columns = columns.New(x.plan.Size())
	x.sums, x.assessed, x.judgedBelow, x.given = nil, nil, nil, nil
	for at, judged := range x.of.assessed {
		if own, ok := x.card.index[x.of.card.nodes[at].ref]; ok {
			record(&x.assessed, own, judged)
		}
	}
	for at, from := range x.of.given {
		if own, ok := x.card.index[x.of.card.nodes[at].ref]; ok && x.card.nodes[own].kpi != nil {
			record(&x.given, own, from)
		}
	}
	r := run{evaluation: x.evaluation}
	r.raiseAll()
	for _, at := range x.card.kpis {
		if from, ok := x.of.card.index[x.card.nodes[at].ref]; ok && x.of.card.nodes[from].kpi != nil {
			x.again(at, from)
		} else {
			x.drop(at)
		}
	}
	x.series = make([]value, len(x.card.series))
	for i := range x.series {
		x.series[i] = value{state: measure.NotApplicable}
		if slot, ok := x.of.card.slots[SeriesRef(x.card.series[i].ID)]; ok {
			x.series[i] = x.of.valueOf(slot)
		}
	}
	x.look(func(at int, of valueRead) bool { // what was not asked for there
		from, ok := x.of.card.index[x.card.nodes[at].ref]
		return ok && x.of.card.nodes[from].kpi != nil && !slices.ContainsFunc(x.of.card.nodes[from].kpi.values, func(asked valueRead) bool { return asked.name == of.name })
	})
	r.judgeAll()
}

// look scores again the KPIs whose policies see certain values beside their own.
func (x *mixing) look(looks func(at int, of valueRead) bool) {
	for _, kpi := range x.card.kpis {
		var values []valueRead
		for _, of := range x.card.nodes[kpi].kpi.values {
			if looks(kpi, of) {
				values = append(values, of)
			}
		}
		if _, isScore := x.given[kpi]; isScore || len(values) == 0 {
			continue
		}
		v, own := x.read(kpi)
		v.beside = x.seen(v.beside, values)
		if _, assumed := x.assumed[kpi]; x.card.nodes[kpi].kpi.onlyJudged() && !assumed {
			x.enter(kpi, x.judgeAgain(kpi, &v, x.state(kpi)))
			continue
		}
		x.measure(kpi, v, own)
	}
}

// again scores a KPI by what the result says of it there.
func (x *mixing) again(at, from int) {
	if score, ok := x.of.assumed[from]; ok {
		v, own := x.of.read(from)
		x.assume(at, v, x.target(at, own), score)
		return
	}
	if c, ok := x.given[at]; ok {
		x.enter(at, x.adopt(at, c))
		return
	}
	if x.card.nodes[at].kpi.onlyJudged() {
		v, st := x.of.stands(from)
		x.enter(at, x.judgeAgain(at, &v, st))
		return
	}
	v, own := x.of.read(from)
	x.put(at, v, x.target(at, own))
}

// read returns the value of a KPI and the target that it was measured against.
func (e *evaluation) read(at int) (value, inForce) {
	k := e.kept(at)
	if _, isScore := e.given[at]; k == nil && !isScore {
		v := e.value(at)
		return v, e.plainTarget(at, &v)
	}
	v, st := e.stands(at)
	t := inForce{ResolvedTarget: st.target, pace: st.pace}
	if !st.target.Value.Valid {
		t.none, t.late = st.none, st.why == whyNoTarget
	}
	return v, t
}

// judgeAgain decides a KPI that people judge. One that was measured so far, nobody has judged.
func (x *mixing) judgeAgain(at int, v *value, st *state) *kept {
	k := &kept{value: *v}
	if st.absent {
		k.state.leave(st.flags, st.why)
		return k
	}
	k.value.state = measure.Missing
	k.state.flags, k.state.why = FlagNoData, whyNotJudged
	k.state.bounded, k.state.low, k.state.high = true, x.card.low, x.card.high
	if j := x.judged(at); j != nil && j.score.Valid() {
		k.state = state{flags: FlagJudged, coverage: fullQuanta, complete: true, fixed: true}
		x.stand(at, &k.value, &k.state, j.score)
	}
	return k
}

// target returns the target that a KPI is measured against: that of the other result or, if it has none there, its own.
func (x *mixing) target(at int, own inForce) inForce {
	if x.targets == x.of {
		return own
	}
	from, ok := x.targets.card.index[x.card.nodes[at].ref]
	if !ok || x.targets.card.nodes[from].kpi == nil {
		return own
	}
	if _, other := x.targets.read(from); other.Value.Valid {
		return inForce{ResolvedTarget: other.ResolvedTarget}
	}
	return own
}

// put decides a KPI by a value and a target.
func (x *mixing) put(at int, v value, t inForce) {
	k := &kept{value: v}
	k.state = x.decide(at, &k.value, &t, Score{})
	x.enter(at, k)
}

// drop takes a KPI not to apply.
func (x *mixing) drop(at int) { x.put(at, value{state: measure.NotApplicable}, inForce{}) }

// assume sets a score that is stated instead of a KPI's own.
func (x *mixing) assume(at int, v value, t inForce, score decimal.Decimal) {
	record(&x.assumed, at, score)
	k := &kept{value: v, state: state{target: t.ResolvedTarget, coverage: fullQuanta, complete: true, fixed: true}}
	x.settle(at, &k.value, &k.state, exact.Whole(score))
	x.enter(at, k)
}

// replace sets what the mix states for single KPIs.
func (x *mixing) replace(m *Mix) {
	x.detach(m)
	if len(m.Actuals) > 0 {
		x.sums = nil // what is brought no longer adds up
		x.actuals(m.Actuals)
	}
	stated := sortedRefs(m.Scores)
	if len(stated) > 0 && len(x.assessed) > 0 {
		x.assessed = maps.Clone(x.assessed)
		for _, ref := range stated {
			delete(x.assessed, x.card.index[ref])
		}
		x.judgeOver()
	}
	for _, ref := range stated {
		at := x.card.index[ref]
		v, own := x.read(at)
		x.assume(at, v, own, m.Scores[ref])
	}
	for _, ref := range m.Without {
		at := x.card.index[ref]
		delete(x.assumed, at)
		x.drop(at)
	}
}

// detach takes KPIs for which something is stated from the nodes that they have stood for, and forgets what was stated
// for them before.
func (x *mixing) detach(m *Mix) {
	given := maps.Clone(x.given)
	for _, refs := range [][]Ref{sortedRefs(m.Actuals), sortedRefs(m.Scores), m.Without} {
		for _, ref := range refs {
			delete(given, x.card.index[ref])
		}
	}
	x.given = given
	for ref := range m.Actuals {
		delete(x.assumed, x.card.index[ref])
	}
}

// judgeOver lets the judgements count that there are now.
func (x *mixing) judgeOver() {
	x.columns.Unjudge()
	x.judgedBelow = nil
	r := run{evaluation: x.evaluation}
	r.raiseAll()
	r.judgeAll()
}

// actuals gives KPIs other values, and scores what depends on them again.
func (x *mixing) actuals(actuals map[Ref]decimal.Decimal) {
	changed := map[int]bool{} // by slot
	change := func(at int, v value) {
		changed[x.card.nodes[at].kpi.slot] = true
		before, own := x.read(at)
		v.beside, own.pace = before.beside, nil
		x.measure(at, v, own)
	}
	for _, ref := range sortedRefs(actuals) {
		change(x.card.index[ref], value{amount: actuals[ref].Normalize(), state: measure.There, coverage: fullQuanta})
	}
	for _, slot := range x.card.calculated { // inputs first
		n := &x.card.nodes[x.card.kpis[slot]]
		reads := slices.ContainsFunc(n.kpi.inputs, func(input int) bool { return changed[input] })
		if _, stated := actuals[n.ref]; reads && !stated {
			change(x.card.kpis[slot], x.calculate(n))
		}
	}
	x.look(func(_ int, of valueRead) bool { return changed[of.slot] })
}

// measure gives a KPI another value, under its target and any score that is stated for it.
func (x *mixing) measure(at int, v value, own inForce) {
	if score, ok := x.assumed[at]; ok {
		x.assume(at, v, x.target(at, own), score)
		return
	}
	x.put(at, v, x.target(at, own))
}

// seen returns what a KPI's policies see beside its value, with the values as they are now.
func (x *mixing) seen(before *beside, values []valueRead) *beside {
	b := &beside{}
	if before != nil {
		b.previous, b.values = before.previous, maps.Clone(before.values)
	}
	for _, of := range values {
		if v := x.valueOf(of.slot); v.number().Valid {
			record(&b.values, of.name, v.amount)
		} else {
			delete(b.values, of.name)
		}
	}
	return b
}

// calculate calculates a KPI from the values of its inputs.
func (x *mixing) calculate(n *node) value {
	in := CalculateInput{
		Ref: n.ref, Period: x.in.Period, Attributes: maps.Clone(n.attributes),
		OrgUnit: x.in.OrgUnit, OrgUnitAttributes: maps.Clone(x.in.OrgUnitAttributes),
	}
	joined := joiningOf(n.kpi.calculator.policy).Joining
	for _, input := range n.kpi.inputs {
		v := x.valueOf(input)
		switch d := v.number(); {
		case d.Valid:
			in.Values = append(in.Values, d.Decimal)
		case v.state != measure.NotApplicable || joined != measure.Added && joined != measure.Averaged:
			return value{state: measure.Missing, none: words.New("mix_input_missing", "node", x.card.refOf(input))}
		}
	}
	var d decimal.Decimal
	err := x.evaluation.calls.call(func() (err error) {
		d, err = n.kpi.calculator.policy.Calculate(in)
		return err
	})
	if err == nil {
		var p *Problem
		if d, p = returned(d, "calculator_out_of_range", n.kpi.calculator.name); p == nil {
			return value{amount: exact.Bounded(d), state: measure.There, coverage: fullQuanta}
		}
		err = p
	}
	p := asProblem(err, ErrPolicy, words.New("the_calculator", "name", n.kpi.calculator.name))
	if hasNoData(err) {
		return value{state: measure.Missing, none: p.said()}
	}
	return value{state: measure.Failed, err: p}
}

// equals reports whether two targets in force are the same for every policy.
func (t *ResolvedTarget) equals(o *ResolvedTarget) bool {
	for _, pair := range [][2]decimal.NullDecimal{{t.Baseline, o.Baseline}, {t.Value, o.Value}, {t.Stretch, o.Stretch}, {t.Floor, o.Floor}} {
		if pair[0].Valid != pair[1].Valid || pair[0].Valid && !pair[0].Decimal.Equal(pair[1].Decimal) {
			return false
		}
	}
	return t.Origin == o.Origin && t.Author == o.Author && t.Rule == o.Rule && t.From == o.From && t.OfOrgUnit == o.OfOrgUnit
}
