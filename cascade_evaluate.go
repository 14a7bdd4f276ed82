package bsc

import (
	"time"

	"github.com/shopspring/decimal"
)

// Evaluate evaluates every unit on the input, from those that contribute up to those they contribute
// to. The input's Unit is set for each; its Readings and Targets are asked for by unit, and Assessments
// name theirs. A unit evaluated alone, by its Scorecard, has the same
// outcomes but for what others contribute. The error is an *InputError, as that of Scorecard.Evaluate; it is one,
// too, for Actuals, which know no units, and for an assessment of no unit or an unknown one.
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
	for _, a := range in.Assessments {
		if _, ok := c.at[a.Unit]; !ok {
			p := fault(ErrUnknownRef, "an assessment of unit %s, which there is not", quote(a.Unit))
			p.Ref, p.Hint = a.Ref, didYouMean(a.Unit, c.Units())
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return nil, &InputError{problems}
	}
	r := &CascadeResult{cascade: c, results: make([]*Result, len(c.units))}
	for _, at := range c.order {
		result, err := r.evaluate(at, in)
		if err != nil {
			return nil, err
		}
		r.results[at] = result
	}
	return r, nil
}

// evaluate evaluates one unit, after those that contribute to it.
func (r *CascadeResult) evaluate(at int, in Input) (*Result, error) {
	u := &r.cascade.units[at]
	in.Unit = u.id
	var given map[int]contributed
	for node, m := range u.gets {
		if given == nil {
			given = make(map[int]contributed, len(u.gets))
		}
		from := r.results[m.unit].e
		given[node] = contributed{from, from.card.index[m.ref]}
	}
	if len(u.feeds) > 0 || len(given) > 0 {
		in.Readings = &cascadeSource{r.cascade, u, in.Readings, given}
	}
	found := new(shared)
	if u.card.timed {
		found = newShared()
	}
	return u.card.evaluateWith(in, found, given)
}

// contributed is a node of another unit's evaluation, whose score is a KPI here.
type contributed struct {
	from *evaluation
	at   int
}

// adopt takes over how a node of another unit stands.
func (e *evaluation) adopt(at int, c contributed) {
	st, theirs := &e.states[at], &c.from.states[c.at]
	v := &e.values[e.card.nodes[at].kpi.slot]
	*v = value{none: "no score of " + c.from.in.Unit + ": " + c.from.reason(c.at)}
	if theirs.absent {
		st.leave(theirs.flags, whyNoReading)
		return
	}
	st.coverage, st.complete = theirs.coverage, theirs.complete
	st.fixed = theirs.fixed || c.from.counts(c.at).Valid()
	st.bounded, st.low, st.high = theirs.bounded, theirs.low, theirs.high
	score := c.from.counted(c.at)
	if !score.Valid() {
		st.flags, st.why = FlagNoData, whyNoReading
		return
	}
	*v = value{amount: score.value(), ok: true}
	st.flags = theirs.flags & (FlagPartial | FlagProvisional | FlagHeld | FlagCarried)
	e.settle(at, whole(score.value()))
	if st.err != nil { // bands that are not on the score rate nothing here: it keeps the rating it came with
		st.err, st.flags, st.rating = nil, st.flags&^FlagFailed, ""
		if own := c.from.ratingOf(c.at); rank(e.card.ratings, own) >= 0 {
			st.rating = own
		}
	}
}

// cascadeSource gives a unit readings that are made of other units' readings.
type cascadeSource struct {
	cascade *Cascade
	unit    *cascadeUnit
	source  Source
	given   map[int]contributed
}

// Reading adds up what is fed from elsewhere, and asks the host's source for the rest.
func (s *cascadeSource) Reading(q Query) (Reading, bool) {
	f, fed := s.unit.feeds[q.Ref]
	if !fed {
		if at, ok := s.unit.card.index[q.Ref]; ok {
			if _, isScore := s.given[at]; isScore {
				return Reading{}, false // adopt sets it
			}
		}
		return s.source.Reading(q)
	}
	sum := Reading{State: StateNotApplicable}
	if len(f.leaves) == 1 {
		return s.leaf(f.leaves[0], q)
	}
	for _, leaf := range f.leaves {
		r, ok := s.leaf(leaf, q)
		if !ok {
			return Reading{}, false
		}
		if r.State == StateNotApplicable {
			continue
		}
		if r.Label != "" {
			return r, true // a label adds up to nothing: the scorer will say so
		}
		sum.Value = sum.Value.Add(r.Value)
		sum.State = weaker(sum.State, r.State)
		sum.RecordedAt = later(sum.RecordedAt, r.RecordedAt)
	}
	return sum, true
}

func (s *cascadeSource) leaf(m member, q Query) (Reading, bool) {
	q.Unit, q.Ref = s.cascade.units[m.unit].id, m.ref
	return s.source.Reading(q)
}

// weaker returns the state of a sum: that of the part that is least firm.
func weaker(a, b State) State {
	for _, state := range []State{StateNotDue, StateStale, StateProvisional} {
		if a == state || b == state {
			return state
		}
	}
	return StateFinal
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// A Contributor is what one unit brings to a node of another.
type Contributor struct {
	Unit    string
	Ref     Ref
	Mode    ContributionMode
	Outcome Outcome             // how it stands there
	Weight  decimal.NullDecimal // of a contributory one
}

// Contributors returns what other units bring to a KPI, a series or an objective of a unit, directly: for an
// additive KPI the values that add up, for an objective the scores that stand under it, and for a KPI that stands for a score that one. The contributions
// of those are found by asking for them in turn. None where there are none.
func (r *CascadeResult) Contributors(unit string, of Ref) []Contributor {
	if r.cascade == nil {
		return nil
	}
	at, ok := r.cascade.at[unit]
	if !ok {
		return nil
	}
	u := &r.cascade.units[at]
	var list []Contributor
	for _, m := range u.sums[of] {
		c := Contributor{Unit: r.cascade.units[m.unit].id, Ref: m.ref, Mode: u.modeOf(of)}
		c.Outcome, _ = r.results[m.unit].Of(m.ref)
		list = append(list, c)
	}
	children := u.card.Children(of)
	if node, ok := u.card.index[of]; ok && u.card.nodes[node].kpi != nil {
		children = []Child{{of, u.card.nodes[node].weight}} // it may itself stand for a score
	}
	for _, child := range children {
		if m, isScore := u.gets[u.card.index[child.Ref]]; isScore {
			c := Contributor{Unit: r.cascade.units[m.unit].id, Ref: m.ref, Mode: Contributory, Weight: decimal.NewNullDecimal(child.Weight)}
			c.Outcome, _ = r.results[m.unit].Of(m.ref)
			list = append(list, c)
		}
	}
	return list
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

// CheckReadings returns a problem for every fact that no unit would use: of an unknown unit, of a KPI or series that its card does
// not have or that is calculated, of a period that does not fit, and of what has its readings from other units.
func (c *Cascade) CheckReadings(r *Readings) Problems {
	return checkFacts(r.Facts(), func(f Fact) *Problem {
		at, ok := c.at[f.Unit]
		if !ok {
			p := fault(ErrUnknownRef, "there is no unit %s", quote(f.Unit))
			p.Hint = didYouMean(f.Unit, c.Units())
			return p
		}
		u := &c.units[at]
		if _, fed := u.feeds[f.Ref]; fed {
			return fault(ErrConflict, "a reading of %s, whose readings of %s come from other units", f.Unit, f.Ref)
		}
		return u.card.factProblem(f)
	})
}
