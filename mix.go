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
	for _, numbers := range []map[Ref]decimal.Decimal{m.Actuals, m.Scores} {
		for _, ref := range sortedRefs(numbers) {
			if _, p := checkDecimal(numbers[ref]); known(ref) && p != nil {
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
	x.series, x.timed, x.memo = x.of.series, x.of.timed, x.of.memo
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
	r.judgeAll()
}

// again scores a KPI by what the result says of it there.
func (x *mixing) again(at, from int) {
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

// replace sets what the mix states for single KPIs.
func (x *mixing) replace(m *Mix) {
	if len(m.Actuals) > 0 {
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
		k := &kept{value: x.value(at), state: state{target: x.state(at).target, coverage: fullQuanta, complete: true, fixed: true}}
		x.settle(at, &k.value, &k.state, exact.Whole(m.Scores[ref]))
		x.enter(at, k)
	}
	for _, ref := range m.Without {
		x.drop(x.card.index[ref])
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
		x.put(at, v, x.target(at, own))
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
	for _, at := range x.card.kpis {
		values := x.card.nodes[at].kpi.values
		if slices.ContainsFunc(values, func(of valueRead) bool { return changed[of.slot] }) {
			v, own := x.read(at)
			v.beside = x.seen(v.beside, values)
			x.put(at, v, x.target(at, own))
		}
	}
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

// WithWeightsOf returns the scorecard with the weights of another: of every node that stands below the same parent on
// both. Others keep their own. So a Mix asks what the weights of last year would have made of this one's scores.
func (s *Scorecard) WithWeightsOf(other *Scorecard) *Scorecard {
	s, other = s.known(), other.known()
	if s == other || len(s.nodes) == 0 || len(other.nodes) == 0 {
		return s
	}
	copied := *s
	card := &copied
	card.nodes = slices.Clone(s.nodes)
	for at := range card.nodes {
		n := &card.nodes[at]
		from, ok := other.index[n.ref]
		if !ok || at > 0 && (from == 0 || other.nodes[other.nodes[from].parent].ref != s.nodes[n.parent].ref) {
			continue
		}
		n.weight = other.nodes[from].weight
	}
	for at := range card.nodes {
		card.nodes[at].children = card.weighedAs(at, other)
	}
	card.fingerprint = digest([]byte(s.fingerprint + "\nweights of " + other.fingerprint))
	card.reweigh()
	return card
}

// weighedAs returns a node's children with the weights that they have below the same node of another scorecard.
func (s *Scorecard) weighedAs(at int, other *Scorecard) []child {
	children := slices.Clone(s.nodes[at].children)
	parent := 0
	if at > 0 {
		var ok bool
		if parent, ok = other.index[s.nodes[at].ref]; !ok {
			return children
		}
	}
	weights := make(map[Ref]decimal.Decimal, len(children))
	for _, ch := range other.nodes[parent].children {
		weights[other.nodes[ch.node].ref] = ch.weight
	}
	for i, ch := range children {
		if w, ok := weights[s.nodes[ch.node].ref]; ok {
			children[i].weight = w
		}
	}
	return children
}
