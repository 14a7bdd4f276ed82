package bsc

import (
	"errors"
	"maps"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// An Input is what a scorecard is evaluated on. Period and Readings are required.
type Input struct {
	Period      Period
	Readings    Source
	Targets     TargetSource // a unit's own targets; nil: the definition's
	Unit        string       // whose readings and targets; "" where there is only one
	AsOf        time.Time    // only what was recorded by then; zero: everything known
	Assessments []Assessment // people's judgements beside the computed scores
	Timing      Timing       // Lead or Lag: only those KPIs count; "": all
	_           struct{}
}

// An Assessment is a person's judgement of a node. It stands beside the computed
// outcome and never replaces it; its score rolls up only where the definition's Defaults
// say so.
type Assessment struct {
	Ref    Ref    `json:"ref"`
	Score  Number `json:"score,omitempty"`  // on the scale; "" is none
	Rating Rating `json:"rating,omitempty"` // "" is none
	Author string `json:"author,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Evaluate computes the scorecard on the input. It does its best: a KPI without data, or
// whose policy fails, says so in its own outcome and stops nothing else. The error is an
// *InputError, and only for an input that cannot be used: no period, no readings, an
// assessment of an unknown node, or Actuals for something the scorecard does not have.
func (s *Scorecard) Evaluate(in Input) (*Result, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, &InputError{Problems{fault(ErrInput, "the scorecard is not compiled")}}
	}
	e := &evaluation{card: s, in: in, values: make([]value, len(s.kpis)+len(s.series)), states: make([]state, len(s.nodes))}
	if problems := e.check(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	e.read()
	for _, at := range s.kpis {
		e.kpi(at)
	}
	for at := len(s.nodes) - 1; at >= 0; at-- {
		if s.nodes[at].kpi == nil {
			e.parent(at)
		}
	}
	e.weights()
	return &Result{e}, nil
}

// An evaluation is what Evaluate works on, and afterwards what its Result reads: nothing changes it then.
type evaluation struct {
	card     *Scorecard
	in       Input
	values   []value // by slot
	states   []state // by node
	assessed map[int]judgement
}

// A value is what is known of a KPI or a series.
type value struct {
	amount decimal.Decimal
	label  string
	state  State
	ok     bool     // there is a value or a label
	err    *Problem // it could not be had
}

// A state is the outcome of one node.
type state struct {
	flags Flags
	why   reason
	err   *Problem

	ok         bool // there is a score
	score      int64
	attainment Score
	rating     Rating

	absent   bool // not there for its parent: it changes neither score nor coverage nor bounds
	bounded  bool // low and high are known
	low      int64
	high     int64
	complete bool  // all data is there
	fixed    bool  // no missing data could change the score
	coverage int64 // in units of 10^-10
	share    int64 // effective weight, in units of 10^-10
	target   ResolvedTarget
}

// A judgement is a checked Assessment.
type judgement struct {
	Assessment
	score Score
}

// A reason says why a node has no score.
type reason uint8

const (
	whyNone reason = iota
	whyNoReading
	whyNotApplicable
	whyNotDue
	whyStale
	whyFailed
	whyUnscored
	whyTiming
	whyNoInput
	whyNothingBelow
	whyNothingKnown
	whyRequired
	whyMinChildren
	whyMinCoverage
)

// check finds what makes an input unusable.
func (e *evaluation) check() Problems {
	var problems Problems
	if e.in.Period.IsZero() {
		p := fault(ErrPeriod, "the input has no period")
		p.Allowed = allowedPeriod
		problems = append(problems, p)
	}
	if isNil(e.in.Readings) {
		problems = append(problems, fault(ErrInput, "the input has no readings"))
	}
	if e.in.Timing != "" && e.in.Timing != Lead && e.in.Timing != Lag {
		p := notOneOf("", "timing", e.in.Timing, []Timing{Lead, Lag})
		p.Code = ErrInput
		problems = append(problems, p)
	}
	if isNil(e.in.Targets) {
		e.in.Targets = nil
	}
	if actuals, ok := e.in.Readings.(Actuals); ok {
		problems = append(problems, e.checkActuals(actuals)...)
	}
	e.in.Assessments = slices.Clone(e.in.Assessments)
	e.assessed = make(map[int]judgement, len(e.in.Assessments))
	for _, a := range e.in.Assessments {
		if p := e.checkAssessment(a); p != nil {
			p.Ref = a.Ref
			problems = append(problems, p)
		}
	}
	return problems
}

// CheckReadings returns a problem for every KPI and series that the readings have facts
// of and the scorecard does not, or that is calculated: usually a typo, or a KPI that was
// retired. Evaluate does not mind them, because readings may hold more than one card's.
func (s *Scorecard) CheckReadings(r *Readings) Problems {
	var problems Problems
	seen := map[Ref]bool{}
	for _, f := range r.Facts() {
		if seen[f.Ref] {
			continue
		}
		seen[f.Ref] = true
		if p := s.checkMeasured(f.Ref); p != nil {
			problems = append(problems, p)
		}
	}
	return problems
}

// checkMeasured says why something cannot have readings on this scorecard.
func (s *Scorecard) checkMeasured(ref Ref) *Problem {
	slot, ok := s.slots[ref]
	if ok && (slot >= len(s.kpis) || s.nodes[s.kpis[slot]].kpi.calculator.policy == nil) {
		return nil
	}
	p := fault(ErrUnknownKPI, "a reading for %s, which is calculated", quote(ref.String()))
	if !ok {
		p.Detail = "a reading for " + quote(ref.String()) + ", which the scorecard does not have"
		var names []string
		for known := range s.slots {
			names = append(names, known.String())
		}
		slices.Sort(names)
		p.Hint = didYouMean(ref.String(), names)
	}
	p.Ref = ref
	return p
}

// checkActuals finds keys that name nothing with readings, so that no figure is lost by a typo.
func (e *evaluation) checkActuals(actuals Actuals) Problems {
	var problems Problems
	for _, key := range slices.Sorted(maps.Keys(actuals)) {
		ref := ParseRef(key)
		if ref.Kind != KindKPI && ref.Kind != KindSeries {
			_, isKPI := e.card.slots[KPIRef(key)]
			_, isSeries := e.card.slots[SeriesRef(key)]
			if isKPI && isSeries {
				p := fault(ErrUnknownKPI, "a reading for %s, which is both a KPI and a series", quote(key))
				p.Allowed = quote("kpi:"+key) + " or " + quote("series:"+key)
				problems = append(problems, p)
				continue
			}
			if ref = KPIRef(key); isSeries {
				ref = SeriesRef(key)
			}
		}
		if p := e.card.checkMeasured(ref); p != nil {
			problems = append(problems, p)
		}
	}
	return problems
}

func (e *evaluation) checkAssessment(a Assessment) *Problem {
	at, ok := e.card.index[a.Ref]
	if !ok {
		p := fault(ErrNotOnCard, "an assessment of %s, which is not on the scorecard", quote(a.Ref.String()))
		var names []string
		for _, ref := range e.card.Nodes() {
			names = append(names, ref.String())
		}
		p.Hint = didYouMean(a.Ref.String(), names)
		return p
	}
	if _, twice := e.assessed[at]; twice {
		return fault(ErrDuplicate, "a second assessment of %s", a.Ref)
	}
	j := judgement{Assessment: a}
	if a.Rating != "" && rank(e.card.ratings, a.Rating) < 0 {
		p := fault(ErrValue, "an assessment with the unknown rating %s", quote(string(a.Rating)))
		var names []string
		for _, l := range e.card.ratings {
			names = append(names, string(l.ID))
		}
		p.Allowed, p.Hint = list(names), didYouMean(string(a.Rating), names)
		return p
	}
	if a.Score == "" && a.Rating == "" {
		return fault(ErrValue, "an assessment of %s with neither a score nor a rating", a.Ref)
	}
	if a.Score != "" {
		d, p := parseDecimal(string(a.Score))
		if p == nil && (d.LessThan(e.card.scale.Min) || d.GreaterThan(e.card.scale.Cap) || d.Exponent() < -exact.Places) {
			p = fault(ErrValue, "an assessment with the score %s", a.Score)
			p.Allowed = canonical(e.card.scale.Min) + " to " + canonical(e.card.scale.Cap) + ", with at most 10 decimal places"
		}
		if p != nil {
			return p
		}
		j.score = scoreOf(unitsOf(d))
	}
	e.assessed[at] = j
	return nil
}

// read asks the source for every reading once, and then calculates what is calculated from them.
func (e *evaluation) read() {
	for slot, at := range e.card.kpis {
		if n := &e.card.nodes[at]; n.kpi.calculator.policy == nil {
			e.values[slot] = e.reading(n.ref)
		}
	}
	for i, s := range e.card.series {
		e.values[len(e.card.kpis)+i] = e.reading(SeriesRef(s.ID))
	}
	for _, slot := range e.card.calculated {
		e.values[slot] = e.calculate(&e.card.nodes[e.card.kpis[slot]], nil)
	}
}

func (e *evaluation) query(ref Ref) Query {
	return Query{Unit: e.in.Unit, Ref: ref, Period: e.in.Period, AsOf: e.in.AsOf}
}

func (e *evaluation) reading(ref Ref) value {
	var r Reading
	var found bool
	err := guard(func() error {
		r, found = e.in.Readings.Reading(e.query(ref))
		return nil
	})
	if err != nil {
		return value{err: asProblem(err, ErrPolicy, "the source of readings")}
	}
	if !found {
		return value{}
	}
	if p := checkReading(&r); p != nil {
		return value{err: p}
	}
	return value{amount: r.Value, label: r.Label, state: r.State, ok: r.State != StateNotApplicable && r.State != StateNotDue}
}

// calculate runs a KPI's calculator. Where an input has no value, neither has the KPI.
func (e *evaluation) calculate(n *node, trace *Trace) value {
	in := CalculateInput{Ref: n.ref, Period: e.in.Period, Attributes: n.attributes, Trace: trace}
	provisional := StateFinal
	for _, slot := range n.kpi.inputs {
		v := e.values[slot]
		if !v.ok || v.label != "" || v.state == StateStale {
			return value{}
		}
		if v.state == StateProvisional {
			provisional = StateProvisional
		}
		in.Values = append(in.Values, v.amount)
	}
	var result decimal.Decimal
	err := guard(func() (err error) {
		result, err = n.kpi.calculator.policy.Calculate(in)
		return err
	})
	if errors.Is(err, ErrNoData) {
		return value{}
	}
	if err != nil {
		return value{err: asProblem(err, ErrPolicy, "the calculator "+quote(n.kpi.calculator.name))}
	}
	result, p := calculated(n.kpi.calculator.policy, result)
	if p != nil {
		return value{err: p}
	}
	return value{amount: result, state: provisional, ok: true}
}

// calculated is the door for calculated values. Those of the built-in calculators may
// have the exponents of quotients; their digits are bounded all the same.
func calculated(c Calculator, d decimal.Decimal) (decimal.Decimal, *Problem) {
	if _, own := c.(builtinCalculator); !own {
		return checkDecimal(d)
	}
	d = d.Normalize()
	if d.NumDigits() > maxDigits || d.Exponent() > maxExponent+maxDigits || d.Exponent() < -maxExponent-maxDigits {
		return decimal.Decimal{}, outOfRange()
	}
	return d, nil
}

// kpi scores one KPI.
func (e *evaluation) kpi(at int) {
	n, st := &e.card.nodes[at], &e.states[at]
	v := &e.values[n.kpi.slot]
	if _, unscored := n.kpi.scorer.policy.(noneScorer); unscored {
		st.leave(FlagUnscored, whyUnscored)
		if st.target, st.err = e.target(n); st.err != nil {
			st.flags |= FlagFailed
		}
		e.rate(at)
		return
	}
	if e.in.Timing != "" && n.kpi.timing != e.in.Timing {
		st.leave(FlagUnscored, whyTiming)
		return
	}
	st.bounded, st.low, st.high = true, e.card.low, e.card.high
	switch {
	case v.err != nil:
		st.fail(v.err)
		return
	case v.state == StateNotApplicable:
		st.leave(FlagNotApplicable, whyNotApplicable)
		return
	case v.state == StateNotDue:
		st.leave(FlagNotDue, whyNotDue)
		return
	case v.state == StateStale:
		st.flags, st.why = FlagStale, whyStale
		return
	case !v.ok:
		st.flags, st.why = FlagNoData, whyNoReading
		if n.kpi.calculator.policy != nil {
			st.why = whyNoInput
		}
		return
	}
	var p *Problem
	if st.target, p = e.target(n); p != nil {
		st.fail(p)
		return
	}
	q, err := e.scoreKPI(n, v, st.target, nil)
	if errors.Is(err, ErrNoData) {
		st.flags, st.why = FlagNoData, whyNoReading
		return
	}
	if err != nil {
		st.fail(asProblem(err, ErrPolicy, "the scorer "+quote(n.kpi.scorer.name)))
		return
	}
	if v.state == StateProvisional {
		st.flags |= FlagProvisional
	}
	st.coverage, st.complete, st.fixed = fullUnits, true, true
	e.settle(at, q)
}

// leave marks a node as not there for its parent.
func (st *state) leave(flag Flags, why reason) {
	*st = state{flags: flag, why: why, absent: true}
}

// fail marks a node Failed: without a score.
func (st *state) fail(p *Problem) {
	st.flags, st.why, st.err = FlagFailed, whyFailed, p
}

// target returns the target in force.
func (e *evaluation) target(n *node) (ResolvedTarget, *Problem) {
	if e.in.Targets != nil {
		var own Target
		var found bool
		err := guard(func() error {
			own, found = e.in.Targets.Target(e.query(n.ref))
			return nil
		})
		if err != nil {
			return ResolvedTarget{}, asProblem(err, ErrPolicy, "the source of targets")
		}
		if found {
			resolved, p := own.resolve(TargetOfUnit)
			if p != nil {
				p.Detail = "the unit's target, " + strings.TrimPrefix(string(p.Path), "/") + ": " + p.Detail
				p.Path = ""
			}
			return resolved, p
		}
	}
	if t, ok := n.kpi.targets[e.in.Period]; ok {
		return t, nil
	}
	return n.kpi.targets[Period{}], nil
}

// scoreKPI runs a KPI's scorer.
func (e *evaluation) scoreKPI(n *node, v *value, target ResolvedTarget, trace *Trace) (ratio, error) {
	in := ScoreInput{
		Ref: n.ref, Period: e.in.Period, Actual: v.amount, Label: v.label, Target: target,
		Direction: n.kpi.direction, Scale: e.card.scale, Attributes: n.attributes, Trace: trace,
	}
	if own, ok := n.kpi.scorer.policy.(builtinScorer); ok {
		q, p := own.exact(&in)
		if p != nil {
			return ratio{}, p
		}
		return q, nil
	}
	var d decimal.Decimal
	err := guard(func() (err error) {
		d, err = n.kpi.scorer.policy.Score(in)
		return err
	})
	if err != nil {
		return ratio{}, err
	}
	q, p := door(d)
	if p != nil {
		return ratio{}, p
	}
	return q, nil
}

// settle rounds a node's exact score once, clamps it and rates it.
func (e *evaluation) settle(at int, q ratio) {
	n, st := &e.card.nodes[at], &e.states[at]
	units := q.units(n.round)
	st.ok, st.attainment = true, scoreOf(units)
	st.score = e.clamp(units)
	if st.attainment.wide != nil || st.attainment.units != st.score {
		st.flags |= FlagCapped
	}
	if st.fixed {
		st.bounded, st.low, st.high = true, st.score, st.score
	}
	e.rate(at)
}

// clamp brings units into Min..Cap.
func (e *evaluation) clamp(units *big.Int) int64 {
	low, high := e.card.low, e.card.high
	if !units.IsInt64() {
		if units.Sign() < 0 {
			return low
		}
		return high
	}
	return min(max(units.Int64(), low), high)
}

// rate gives a node its rating. A threshold that fails leaves the score as it is.
func (e *evaluation) rate(at int) {
	st := &e.states[at]
	rating, err := e.rating(at)
	switch {
	case errors.Is(err, ErrNoData):
		return
	case err != nil:
		st.flags |= FlagFailed
		st.err = asProblem(err, ErrPolicy, "the threshold "+quote(e.card.nodes[at].threshold.name))
	default:
		st.rating = rating
	}
}

func (e *evaluation) rateInput(at int, trace *Trace) RateInput {
	n, st := &e.card.nodes[at], &e.states[at]
	in := RateInput{Ref: n.ref, Direction: HigherIsBetter, Scale: e.card.scale, Attributes: n.attributes, Trace: trace}
	if st.ok {
		in.Score = Score{units: st.score, ok: true}
	}
	if n.kpi != nil {
		v := &e.values[n.kpi.slot]
		in.Direction, in.Target = n.kpi.direction, st.target
		in.Actual = decimal.NullDecimal{Decimal: v.amount, Valid: v.ok && v.label == ""}
	}
	return in
}

// wouldRate returns the rating that a node would have with another score; "" where it would have none.
func (e *evaluation) wouldRate(at int, score decimal.Decimal) Rating {
	in := e.rateInput(at, nil)
	in.Score = scoreOf(unitsOf(score))
	rating, err := e.ratingFor(at, in)
	if err != nil {
		return ""
	}
	return rating
}

func (e *evaluation) rating(at int) (Rating, error) { return e.ratingFor(at, e.rateInput(at, nil)) }

func (e *evaluation) ratingFor(at int, in RateInput) (rating Rating, err error) {
	if !in.Score.Valid() && !in.Actual.Valid {
		return "", ErrNoData
	}
	threshold := e.card.nodes[at].threshold.policy
	if own, ok := threshold.(bands); ok {
		return own.Rate(in)
	}
	err = guard(func() (err error) {
		rating, err = threshold.Rate(in)
		return err
	})
	if err == nil && rating != "" && rank(e.card.ratings, rating) < 0 {
		var names []Rating
		for _, l := range e.card.ratings {
			names = append(names, l.ID)
		}
		p := notOneOf("", "rating", rating, names)
		p.Code = ErrPolicy
		return "", p
	}
	return rating, err
}

// weights gives every node its share of the scorecard's total, from the top down:
// local shares over what was present, rounded by largest remainder on every level.
func (e *evaluation) weights() {
	if e.states[0].ok {
		e.states[0].share = fullUnits
	}
	for at := range e.card.nodes {
		n, st := &e.card.nodes[at], &e.states[at]
		if n.kpi != nil || st.share == 0 || !st.ok || at > 0 && e.counts(at).Valid() {
			continue
		}
		g := e.gather(at)
		total := totalWeight(g.parts)
		if n.traits.percent {
			total = decimal.New(100, 0)
		}
		own := decimal.New(st.share, -exact.Places)
		terms := make([]decimal.Decimal, len(g.parts))
		for i, p := range g.parts {
			terms[i] = own.Mul(p.Weight)
		}
		for i, share := range apportion(terms, total) {
			e.states[g.nodes[i]].share += share.Int64()
		}
	}
}

// counts returns the assessment's score that a node contributes, if it does.
func (e *evaluation) counts(at int) Score {
	if !e.card.nodes[at].assessed {
		return Score{}
	}
	return e.assessed[at].score
}
