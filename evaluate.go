package bsc

import (
	"cmp"
	"maps"
	"math/big"
	"sync/atomic"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/shopspring/decimal"
)

// Evaluate computes the scorecard on the input. It does its best: a KPI without data, or
// whose policy fails, says so in its own outcome and stops nothing else. The error is an
// *InputError, and only for an input that cannot be used: no period, no readings, an
// assessment of an unknown node, or Actuals for something the scorecard does not have.
func (s *Scorecard) Evaluate(in Input) (*Result, error) {
	if s == nil || len(s.nodes) == 0 {
		return nil, notCompiled()
	}
	return s.evaluate(in, nil, nil)
}

// evaluate evaluates the scorecard with what is known from evaluations over the same readings, nil for
// one by itself, and with the scores that other units contribute.
func (s *Scorecard) evaluate(in Input, found *shared, given map[int]contributed) (*Result, error) {
	return s.evaluateOn(nil, s.planOf(in.Period.kind), in, found, given)
}

// evaluateOn is evaluate with a plan that is the scorecard's, or made for the input's period and moment. Once stop gives an error, if
// there is one, no policy and no source is asked any more, and the result is good for nothing.
func (s *Scorecard) evaluateOn(stop func() error, plan *columns.Plan, in Input, found *shared, given map[int]contributed) (*Result, error) {
	if found == nil {
		found = s.newShared(plan)
	}
	e := &evaluation{card: s, stop: stop, in: in, shared: found, given: given, plan: plan, columns: columns.New(plan.Size())}
	if problems := e.check(); len(problems) > 0 {
		return nil, &InputError{problems}
	}
	e.run(nil)
	return &Result{e}, nil
}

// run computes everything: KPIs in the columns first, then those that are not, then what is above them. It
// leaves the numerators of nodes in sums, where someone wants them.
func (e *evaluation) run(sums []columns.Numerator) {
	if len(e.card.calculated) > 0 {
		e.results = map[want]value{}
	}
	rest := e.read()
	e.plan.Leaves(&e.columns)
	e.adoptAll()
	for _, at := range rest {
		e.enter(at, e.compute(at))
	}
	if len(e.assessed) > 0 { // a judgement may count instead of what is in the columns
		for i := range e.card.parents {
			e.foreign(int32(i))
		}
	} else {
		e.plan.Nodes(&e.columns, sums, e.foreign)
	}
	e.done, e.stop = true, nil
}

func notCompiled() *InputError {
	return &InputError{Problems{fault(ErrInput, "the scorecard is not compiled")}}
}

// An evaluation is what Evaluate works on, and afterwards what its Result reads: nothing changes it then.
//
// The value, score and standing of every node are in its columns. What is not there follows from
// them by the rules below when someone asks: see state. The columns keep what does not follow, such as
// what a host's policy said, or a value that is made of several readings.
type evaluation struct {
	card     *Scorecard
	stop     func() error // while it runs: why nobody wants it any more; nil: somebody does
	in       Input
	plan     *columns.Plan
	columns  columns.Columns
	series   []value // of series
	rest     []int   // KPIs that reading Actuals left over
	loaded   bool    // the readings are in the columns already
	assessed map[int]judgement
	given    map[int]contributed // by node: KPIs that are scores of other units

	targets        UnitTargets // the unit's own
	foreignTargets bool        // a host's TargetSource may have others

	asked   span           // the days of the input's period
	whole   bool           // values are for that period as they stand: nothing is rolled up
	today   int            // the day of the input's moment; 0: everything is known
	shared  *shared        // readings and units of periods
	results map[want]value // of calculations
	pending []want         // calculations that something asked for and that are not known yet
	done    bool           // it is a Result now, and nothing may change

	shares atomic.Pointer[[]int64] // effective weights by node, once all were asked for; see share
	looked atomic.Int64            // at how many nodes, for effective weights of single ones
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
	target   ResolvedTarget
	pace     *Pace
}

// A reason says why a node has no score.
type reason uint8

const (
	whyNone reason = iota
	whyNoReading
	whyNoScore
	whyNotApplicable
	whyNotDue
	whyNotExpected
	whyStale
	whyFailed
	whyNoComparison
	whyUnscored
	whyTiming
	whyNothingBelow
	whyNothingKnown
	whyRequired
	whyMinChildren
	whyMinCoverage
)

// kpi scores a KPI on its value.
func (e *evaluation) kpi(at int, v *value, st *state) {
	n := &e.card.nodes[at]
	target, source, problem := e.target(n)
	st.target = target
	flag, why := e.notThere(n, v)
	if flag == 0 && problem == nil && nothingExpected(n, &target) {
		flag, why = FlagNotDue, whyNotExpected
	}
	if flag != 0 {
		st.leave(flag, why)
		if p := cmp.Or(v.err, problem); p != nil {
			st.flags, st.err = st.flags|FlagFailed, p
		}
		e.rate(at, v, st)
		return
	}
	st.bounded, st.low, st.high = true, e.card.low, e.card.high
	switch {
	case v.err != nil:
		st.fail(v.err)
		return
	case v.state == StateStale:
		st.flags, st.why = FlagStale|v.madeFlags(), whyStale
		return
	case !v.ok:
		st.flags, st.why = FlagNoData|v.madeFlags(), whyNoReading
		return
	case problem != nil:
		st.fail(problem)
		return
	case target.Rule == TargetCompared && !target.Value.Valid:
		st.flags, st.why = FlagNoData, whyNoComparison
		return
	}
	q, err := e.scoreKPI(n, v, target, nil)
	switch {
	case hasNoData(err):
		st.flags, st.why = FlagNoData, whyNoScore
		return
	case err != nil:
		st.fail(asProblem(err, ErrPolicy, "the scorer "+quote(n.kpi.scorer.name)))
		return
	case v.state == StateProvisional:
		st.flags |= FlagProvisional
	}
	st.flags |= v.madeFlags()
	st.coverage = v.made.coverage()
	st.complete = st.coverage == fullUnits
	st.fixed = st.complete
	st.pace = e.pace(at, v, source, &st.target)
	e.settle(at, v, st, q)
	if v.made != nil && v.made.err != nil {
		st.flags, st.err = st.flags|FlagFailed, v.made.err
	}
}

// notThere says whether and why a KPI does not count at all.
func (e *evaluation) notThere(n *node, v *value) (Flags, reason) {
	_, unscored := n.kpi.scorer.policy.(noneScorer)
	switch {
	case unscored:
		return FlagUnscored, whyUnscored
	case e.in.Timing != "" && n.kpi.timing != e.in.Timing:
		return FlagUnscored, whyTiming
	case v.state == StateNotApplicable:
		return FlagNotApplicable, whyNotApplicable
	case v.state == StateNotDue:
		return FlagNotDue, whyNotDue
	}
	return 0, whyNone
}

// nothingExpected reports whether a KPI should reach a part of its target only later.
func nothingExpected(n *node, t *ResolvedTarget) bool {
	return n.kpi.direction == HigherIsBetter && t.Value.Valid && t.Value.Decimal.IsZero() && (t.Rule == TargetPhased || t.Rule == TargetRolledUp)
}

// leave marks a node as not there for its parent.
func (st *state) leave(flag Flags, why reason) {
	st.flags, st.why, st.absent = flag, why, true
}

// fail marks a node Failed: without a score.
func (st *state) fail(p *Problem) {
	st.flags, st.why, st.err = FlagFailed, whyFailed, p
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
	in.Attributes = maps.Clone(in.Attributes)
	var d decimal.Decimal
	err := e.call(func() (err error) {
		d, err = n.kpi.scorer.policy.Score(in)
		return err
	})
	if err != nil {
		return ratio{}, err
	}
	q, p := door(d, "the scorer "+quote(n.kpi.scorer.name))
	if p != nil {
		return ratio{}, p
	}
	return q, nil
}

// settle rounds a node's exact score once, clamps it and rates it. Only KPIs have a value.
func (e *evaluation) settle(at int, v *value, st *state, q ratio) {
	n := &e.card.nodes[at]
	units := q.units(n.round)
	st.ok, st.attainment = true, scoreOf(units)
	st.score = e.clamp(units)
	if st.attainment.wide != nil || st.attainment.units != st.score {
		st.flags |= FlagCapped
	}
	if st.fixed {
		st.bounded, st.low, st.high = true, st.score, st.score
	}
	e.rate(at, v, st)
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
func (e *evaluation) rate(at int, v *value, st *state) {
	rating, err := e.ratingFor(at, e.rateInput(at, v, st))
	switch {
	case hasNoData(err):
		return
	case err != nil:
		st.flags |= FlagFailed
		st.err = asProblem(err, ErrPolicy, "the threshold "+quote(e.card.nodes[at].threshold.name))
	default:
		st.rating = rating
	}
}

func (e *evaluation) rateInput(at int, v *value, st *state) RateInput {
	n := &e.card.nodes[at]
	in := RateInput{Ref: n.ref, Direction: HigherIsBetter, Scale: e.card.scale, Attributes: n.attributes}
	if st.ok {
		in.Score = Score{units: st.score, ok: true}
	}
	if n.kpi != nil {
		in.Direction, in.Target = n.kpi.direction, st.target
		in.Actual = decimal.NullDecimal{Decimal: v.amount, Valid: v.ok && v.label == ""}
	}
	return in
}

func (e *evaluation) ratingFor(at int, in RateInput) (rating Rating, err error) {
	if !in.Score.Valid() && !in.Actual.Valid {
		return "", ErrNoData
	}
	threshold := e.card.nodes[at].threshold.policy
	if own, ok := threshold.(bands); ok {
		return own.rate(&in)
	}
	in.Attributes = maps.Clone(in.Attributes)
	err = e.call(func() (err error) {
		rating, err = threshold.Rate(in)
		return err
	})
	if err == nil && rating != "" && rank(e.card.ratings, rating) < 0 {
		return "", unknownRating(ErrPolicy, e.card.ratings, rating)
	}
	return rating, err
}

// counts returns the assessment's score that a node contributes, if it does. A node that
// is not there contributes nothing, whatever anybody thinks of it.
func (e *evaluation) counts(at int) Score {
	if len(e.assessed) == 0 || !e.card.nodes[at].assessed || e.mark(at)&columns.Absent != 0 {
		return Score{}
	}
	return e.assessed[at].score
}

// counted returns the score that a node brings to its parent.
func (e *evaluation) counted(at int) Score {
	if own := e.counts(at); own.Valid() {
		return own
	}
	return e.score(at)
}
