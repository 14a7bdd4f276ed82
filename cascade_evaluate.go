package bsc

import (
	"maps"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
)

// Evaluate evaluates every unit on the input, from those that contribute up to those they contribute to, on all
// cores: its sources are asked from many goroutines at once. The input's Unit, Since and Until are those of each; its
// Readings and Targets are asked for by unit, and Assessments name theirs. A unit evaluated alone, by its Scorecard,
// has the same outcomes but for what others contribute. The error is an *InputError, as that of Scorecard.Evaluate;
// it is one, too, for Actuals, which know no units, and for an assessment of no unit or an unknown one, and one with
// ErrPanic where a policy or a source has ended the goroutine of a unit.
func (c *Cascade) Evaluate(in Input) (*CascadeResult, error) {
	if c == nil || len(c.units) == 0 {
		return nil, notCompiled()
	}
	if _, single := in.Readings.(Actuals); single {
		p := fault(ErrInput, "a cascade on Actuals, which know no units")
		p.Allowed = "Readings, or another Source"
		return nil, &InputError{Problems{p}}
	}
	if isNil(in.Readings) {
		return nil, &InputError{Problems{fault(ErrInput, "the input has no readings")}}
	}
	var problems Problems
	var h hints
	units := c.Units()
	for _, a := range in.Assessments {
		if _, ok := c.at[a.Unit]; !ok {
			p := fault(ErrUnknownRef, "an assessment of unit %s, which there is not", quote(a.Unit))
			p.Ref, p.Hint = a.Ref, h.didYouMean(a.Unit, units)
			problems = append(problems, p)
		}
	}
	problems = append(problems, c.checkTargets(in.Targets)...)
	if len(problems) > 0 {
		return nil, &InputError{problems}
	}
	r := &CascadeResult{cascade: c, results: make([]*Result, len(c.units))}
	plans := c.plans(in)
	for _, level := range c.levels {
		errs := everywhere(len(level), func(i int) (err error) {
			at := level[i]
			r.results[at], err = r.evaluate(at, in, plans[c.units[at].card])
			return err
		}, func(i int, panicked any) error { return lost(c.units[level[i]].id, panicked) })
		for _, err := range errs {
			if err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

// plans returns the plan of every card for the input's period; nil where it has rows.
func (c *Cascade) plans(in Input) map[*Scorecard]*columns.Plan {
	plans := map[*Scorecard]*columns.Plan{}
	for i := range c.units {
		if card := c.units[i].card; plans[card] == nil && !card.timed { // rows do without
			plans[card] = card.planFor(in)
		}
	}
	return plans
}

// checkTargets finds targets of units and KPIs that there are not.
func (c *Cascade) checkTargets(source TargetSource) Problems {
	var problems Problems
	var h hints
	units := c.Units()
	switch targets := source.(type) {
	case UnitTargets:
		p := fault(ErrInput, "the targets of one unit for a cascade")
		p.Allowed = "TargetsByUnit, or another TargetSource"
		problems = append(problems, p)
	case TargetsByUnit:
		for _, unit := range slices.Sorted(maps.Keys(targets)) {
			at, ok := c.at[unit]
			if !ok {
				p := fault(ErrUnknownRef, "targets of unit %s, which there is not", quote(unit))
				p.Hint = h.didYouMean(unit, units)
				problems = append(problems, p)
				continue
			}
			of := &inputs{card: c.units[at].card}
			for _, p := range of.checkTargets(targets[unit]) {
				p.Ref = Ref{KindUnit, unit}
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// evaluate evaluates one unit, after those that contribute to it.
func (r *CascadeResult) evaluate(at int, in Input, plan *columns.Plan) (*Result, error) {
	u := &r.cascade.units[at]
	var given map[int]contributed
	for node, m := range u.gets {
		if given == nil {
			given = make(map[int]contributed, len(u.gets))
		}
		from := r.results[m.unit].e
		given[node] = contributed{from, from.card.index[m.ref]}
	}
	p := pass{card: u.card, periods: []period.Period{in.Period}, plan: plan, given: given}
	return p.evaluate(r.cascade.inputOf(at, in, given))
}

// inputOf returns the input of a cascade as that of one of its units.
func (c *Cascade) inputOf(at int, in Input, given map[int]contributed) Input {
	u := &c.units[at]
	own := in
	own.Unit, own.Since, own.Until = u.id, u.since, u.until
	if len(u.sums) > 0 || len(given) > 0 {
		own.Readings = &cascadeSource{c, at, in, given}
	}
	return own
}

// contributed is a node of another unit's evaluation, whose score is a KPI here.
type contributed struct {
	from *evaluation
	at   int
}

// adopt takes over how a node of another unit stands.
func (e *evaluation) adopt(at int, c contributed) *kept {
	k := new(kept)
	v, st, theirs := &k.value, &k.state, c.from.state(c.at)
	*v = value{state: measure.Missing, none: "no score of " + c.from.in.Unit + ": " + c.from.reason(c.at)}
	if theirs.absent {
		st.leave(theirs.flags, whyNoReading)
		return k
	}
	st.coverage, st.complete = theirs.coverage, theirs.complete
	st.fixed = theirs.fixed || c.from.counts(c.at).Valid()
	st.bounded, st.low, st.high = theirs.bounded, theirs.low, theirs.high
	score := c.from.counted(c.at)
	if !score.Valid() {
		st.flags, st.why = FlagNoData, whyNoReading
		return k
	}
	*v = value{amount: score.value(), state: measure.There}
	st.flags = theirs.flags & (FlagPartial | FlagProvisional | FlagHeld | FlagCarried)
	e.settle(at, v, st, whole(score.value()))
	if st.err != nil { // bands that are not on the score rate nothing here: it keeps the rating it came with
		st.err, st.flags, st.rating = nil, st.flags&^FlagFailed, ""
		if own := c.from.ratingOf(c.at); rank(e.card.ratings, own) >= 0 {
			st.rating = own
		}
	}
	return k
}

// adoptable reports whether the score of another unit comes over as it is.
func (e *evaluation) adoptable(slot int, c contributed) bool {
	n, from := &e.card.nodes[e.card.kpis[slot]], c.from
	sameScale := e.card.low == from.card.low && e.card.high == from.card.high
	return n.round == tenPlaces() && n.ratesPlainly() && sameScale && !from.counts(c.at).Valid()
}

// adoptAll takes over in the columns how nodes of other units stand whose scores come over as they are.
func (e *evaluation) adoptAll() {
	for at, c := range e.given {
		place := e.card.places[at]
		if !e.adoptable(int(place), c) {
			continue
		}
		from := &c.from.columns
		theirs := c.from.card.places[c.at]
		mark := from.Mark(theirs) &^ (columns.Kept | columns.Provisional)
		e.columns.Set(place, mark, from.Score(theirs), from.Span(theirs, c.from.plan))
	}
}

// A Contributor is what one unit brings to a node of another.
type Contributor struct {
	Unit    string
	From    Ref
	To      Ref // the KPI or series that it feeds, or the KPI that stands for its score
	Mode    ContributionMode
	Outcome Outcome             // how From stands; zero for a series
	Value   decimal.NullDecimal // of a KPI or series: what it measured
	Weight  decimal.NullDecimal // of a contributory one
}

// Contributors returns what other units bring to a node of a unit, directly: to a KPI or a series the values that add
// up to it, or to what it is calculated from, or the score it stands for; to an objective or a perspective all that
// for what is below it. What stands behind those contributors is found by asking for them in turn.
func (r *CascadeResult) Contributors(unit string, of Ref) []Contributor {
	if r.cascade == nil {
		return nil
	}
	at, ok := r.cascade.at[unit]
	if !ok {
		return nil
	}
	u := &r.cascade.units[at]
	node, isNode := u.card.index[of]
	if !isNode {
		return r.adding(u, of)
	}
	var list []Contributor
	for _, child := range u.card.nodes[node].children {
		list = append(list, r.Contributors(unit, u.card.nodes[child.node].ref)...) // four levels deep
	}
	if m, isScore := u.gets[node]; isScore {
		c := r.contributor(m, of, Contributory)
		c.Weight = decimal.NewNullDecimal(u.card.nodes[node].weight)
		return append(list, c)
	}
	if u.card.nodes[node].kpi != nil {
		for _, input := range u.card.inputsOf(node) {
			list = append(list, r.adding(u, input)...)
		}
	}
	return list
}

// adding returns what adds up to a KPI or series, or what it is.
func (r *CascadeResult) adding(u *cascadeUnit, ref Ref) []Contributor {
	var list []Contributor
	for _, m := range u.sums[ref] {
		list = append(list, r.contributor(m, ref, u.modeOf(ref)))
	}
	return list
}

func (r *CascadeResult) contributor(m member, to Ref, mode ContributionMode) Contributor {
	c := Contributor{Unit: r.cascade.units[m.unit].id, From: m.ref, To: to, Mode: mode}
	c.Outcome, _ = r.results[m.unit].Of(m.ref)
	if v, ok := r.results[m.unit].Value(m.ref); ok {
		c.Value = decimal.NewNullDecimal(v)
	}
	return c
}

// A MissingReading is a reading that a sum over units waits for.
type MissingReading struct {
	Unit   string
	Ref    Ref
	Period period.Period
}

// Missing returns the readings for want of which a KPI of a unit has no value, or only part of one: who has not
// reported what, or nothing that can be used, also where units further down add up to it. None where nothing is
// missing, or nothing is fed by others.
func (r *CascadeResult) Missing(unit string, kpi Ref) []MissingReading {
	result := r.Of(unit)
	if result == nil {
		return nil
	}
	o, ok := result.Of(kpi)
	source, fed := result.e.in.Readings.(*cascadeSource)
	if !ok || !fed {
		return nil
	}
	gaps := o.Window.Gaps
	if len(gaps) == 0 && o.Flags.Has(FlagNoData) {
		for _, ref := range result.e.card.inputsOf(o.at) {
			gaps = append(gaps, Gap{Ref: ref, Period: result.Period()})
		}
	}
	gaps = append(gaps, source.partly(result.e.card, &o)...)
	k := newKnowledge(&result.e.inputs, new(memo))
	var missing []MissingReading
	for _, gap := range gaps {
		for _, leaf := range source.feeds(gap.Ref) {
			switch source.contributed(k, leaf, gap.Period, nil).State {
			case measure.Missing, measure.NotDue, measure.Failed:
				missing = append(missing, MissingReading{r.cascade.units[leaf.unit].id, leaf.ref, gap.Period})
			}
		}
	}
	return missing
}

// partly lists the periods that are there of what adds up to a KPI or its inputs although some may not be: where the
// receiver says that those count that are there.
func (s *cascadeSource) partly(card *Scorecard, o *Outcome) []Gap {
	var gaps []Gap
	for _, ref := range card.inputsOf(o.at) {
		slot := card.slots[ref]
		if !card.partial[slot] || !s.adds(ref) {
			continue
		}
		for _, part := range o.Window.Parts {
			days, ok := card.almanac.Span(part.Period.Label())
			if !ok || part.State != PartThere {
				continue
			}
			own, _ := card.time.Parts(days, card.time.PartKind(slot, part.Period.Label().Kind), true)
			for i := range own {
				gaps = append(gaps, Gap{Ref: ref, Period: period.Of(own[i].Label)})
			}
		}
	}
	return gaps
}

// modeOf returns whether the readings of a KPI or series are those of another unit, or add up.
func (u *cascadeUnit) modeOf(ref Ref) ContributionMode {
	if u.shares[ref] {
		return SharedMeasure
	}
	return Additive
}

// A TargetGap is an additive KPI whose target is not what the targets of those that contribute add up to.
type TargetGap struct {
	Unit    string
	KPI     Ref
	Target  decimal.NullDecimal // in force; not valid: none
	Sum     decimal.Decimal     // of those that contribute
	Without []string            // units that contribute and have no target
}

// TargetGaps lists the additive KPIs whose targets do not add up, in the order of the units.
func (r *CascadeResult) TargetGaps() []TargetGap {
	var gaps []TargetGap
	for at, result := range r.results {
		u := &r.cascade.units[at]
		for _, ref := range sortedRefs(u.sums) {
			o, ok := result.Of(ref)
			if !ok || u.shares[ref] {
				continue
			}
			gap := TargetGap{Unit: u.id, KPI: ref, Target: o.Target.Value}
			any := false
			for _, m := range u.sums[ref] {
				part, _ := r.results[m.unit].Of(m.ref)
				if !part.Target.Value.Valid {
					gap.Without = append(gap.Without, r.cascade.units[m.unit].id)
					continue
				}
				any = true
				gap.Sum = gap.Sum.Add(part.Target.Value.Decimal)
			}
			agrees := gap.Target.Valid && gap.Target.Decimal.Equal(gap.Sum) && len(gap.Without) == 0
			if (any || gap.Target.Valid) && !agrees {
				gaps = append(gaps, gap)
			}
		}
	}
	return gaps
}

// CheckReadings returns a problem for every fact that no unit would use: of an unknown unit, of a KPI or series that
// its card does not have or that is calculated, of a period that does not fit, and of what has its readings from
// other units.
func (c *Cascade) CheckReadings(r *Readings) Problems {
	if len(c.units) == 0 {
		return nil
	}
	return checkFacts(r.Facts(), c.units[0].card.most, func(f Fact, hint bool) *Problem {
		p := c.factProblem(f, hint)
		if p != nil {
			p.Detail = "of " + quote(f.Unit) + ", " + f.Period.String() + ": " + p.Detail
		}
		return p
	})
}

func (c *Cascade) factProblem(f Fact, hint bool) *Problem {
	at, ok := c.at[f.Unit]
	if !ok {
		p := fault(ErrUnknownRef, "there is no unit %s", quote(f.Unit))
		if hint {
			p.Hint = didYouMean(f.Unit, c.Units())
		}
		return p
	}
	u := &c.units[at]
	if _, fed := u.feeds[f.Ref]; fed {
		return fault(ErrConflict, "a reading of %s, which has its readings from other units", f.Ref)
	}
	return u.card.factProblem(f, hint)
}
