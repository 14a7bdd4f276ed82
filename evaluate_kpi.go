package bsc

import (
	"cmp"
	"maps"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// How a KPI is decided: its flags, score, pace and rating from its value and target.

// A state is the outcome of one node.
type state struct {
	flags Flags
	why   reason
	err   *Problem

	ok         bool // there is a score
	score      int64
	attainment Score
	rating     Rating

	absent   bool // does not count for its parent: it changes neither score nor coverage nor bounds
	bounded  bool // low and high are known
	low      int64
	high     int64
	complete bool  // no data is missing
	fixed    bool  // no missing data could change the score
	coverage int64 // in units of 10^-10
	target   ResolvedTarget
	none     words.Phrase // why there is no target, no comparison or no score
	pace     *Pace
}

// A reason is why a node has no score.
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
	whyTooLittle
	whyNoTarget
	whyUnscored
	whyTiming
	whyUnmade
	whyNothingBelow
	whyNothingKnown
	whyRequired
	whyMinChildren
	whyMinCoverage
	whyNotJudged
	whyJudgedAlone
)

// decide sets a KPI's flags, score, pace and rating from its value and target. Nothing else does. known is the score
// where the columns have already computed it.
func (e *evaluation) decide(at int, v *value, t *inForce, known Score) state {
	st := state{target: t.ResolvedTarget, none: t.none}
	n := &e.card.nodes[at]
	if flag, why := e.notThere(n, v, t); flag != 0 {
		st.leave(flag, why)
		if why == whyUnscored && v.state != measure.NotApplicable && v.state != measure.NotDue && e.judgedAlone(at) {
			st.alone()
		}
		if flag == FlagUnscored && v.there() {
			st.flags |= v.marks() // what is only shown may be as provisional as what counts
		}
		if p := cmp.Or(v.err, t.err); p != nil && why != whyUnmade {
			st.flags, st.err = st.flags|FlagFailed, p
		}
		e.rate(at, v, &st)
		return st
	}
	st.bounded, st.low, st.high = true, e.card.low, e.card.high
	if flag, why, none := lacking(n, v, t); flag != 0 {
		st.flags, st.why, st.none = flag|v.marks()&FlagOverdue, why, none
		if p := cmp.Or(v.err, t.err); p != nil && flag == FlagFailed {
			st.fail(p)
		}
		st.flags |= e.ownFlag(at)
		return st
	}
	if !known.Valid() {
		q, err := e.scoreKPI(n, v, t.ResolvedTarget, nil)
		if err != nil {
			e.unscored(n, err, v, t, &st)
			st.flags |= e.ownFlag(at)
			return st
		}
		known = scoreOf(q.Units(n.round))
	}
	st.flags |= v.marks() | e.ownFlag(at)
	st.coverage = v.coverage
	st.complete = st.coverage == fullQuanta
	st.fixed = st.complete
	st.pace = t.pace
	if v.cause != nil {
		st.flags, st.err = st.flags|FlagFailed, v.cause
	}
	e.stand(at, v, &st, known)
	return st
}

// notThere returns whether a KPI does not count at all, and why.
func (e *evaluation) notThere(n *node, v *value, t *inForce) (Flags, reason) {
	switch {
	case v.unmade:
		return FlagUnscored, whyUnmade
	case n.kpi.shownOnly():
		return FlagUnscored, whyUnscored
	case e.leftOut(n):
		return FlagUnscored, whyTiming
	case v.state == measure.NotApplicable:
		return FlagNotApplicable, whyNotApplicable
	case v.state == measure.NotDue:
		return FlagNotDue, whyNotDue
	}
	if own, builtin := n.kpi.scorer.policy.(builtinScorer); builtin && t.err == nil && own.expectsNothing(n.kpi.direction, t.ResolvedTarget) {
		return FlagNotDue, whyNotExpected
	}
	return 0, whyNone
}

// lacking returns why a KPI that counts has no score before its scorer runs, and why it has no target.
func lacking(n *node, v *value, t *inForce) (flag Flags, why reason, none words.Phrase) {
	compared := t.Rule == TargetCompared || t.Rule == TargetPlanned // with what may not be there, or be no target
	switch {
	case v.state == measure.Failed:
		return FlagFailed, whyFailed, t.none
	case v.state == measure.Stale:
		return FlagStale, whyStale, t.none
	case v.state == measure.Missing:
		return FlagNoData, whyNoReading, t.none
	case v.tooLittle:
		return FlagNoData, whyTooLittle, t.none
	case t.err != nil:
		return FlagFailed, whyFailed, t.none
	case compared && !t.Value.Valid:
		return FlagNoData, whyNoTarget, t.none
	}
	if own, builtin := n.kpi.scorer.policy.(builtinScorer); builtin && compared {
		if p := own.checkTarget(n.kpi.direction, t.ResolvedTarget); p != nil && p.Code == ErrTarget {
			return FlagNoData, whyNoTarget, words.New("comparison_unusable", "why", p.said())
		}
	}
	return 0, whyNone, t.none
}

// noScore returns in words why a policy has no data for a score: as a host's says itself, if it says more than that.
func noScore(err error, builtin bool) words.Phrase {
	plain := words.New("policy_gives_none")
	if builtin || err == ErrNoData {
		return plain
	}
	p := asProblem(err, ErrNoData, plain)
	if p.Err == ErrNoData { // with nothing but the policy's name
		return plain
	}
	return p.said()
}

// unscored records why a scorer returned no score.
func (e *evaluation) unscored(n *node, err error, v *value, t *inForce, st *state) {
	if hasNoData(err) {
		_, builtin := n.kpi.scorer.policy.(builtinScorer)
		st.flags, st.why, st.none = FlagNoData, whyNoScore, noScore(err, builtin)
		return
	}
	p := asProblem(err, ErrPolicy, words.New("the_scorer", "name", n.kpi.scorer.name))
	if p.Code == ErrNoTarget && t.late {
		st.flags, st.why = FlagNoData|v.marks()&FlagOverdue, whyNoTarget
		return
	}
	if p.Code == ErrNoTarget && !t.none.IsZero() {
		p.Detail = words.New("about", "what", p.Detail, "says", t.none)
	}
	st.fail(p)
}

// marks returns the flags that a value gives its outcome.
func (v *value) marks() Flags {
	var flags Flags
	if v.there() && v.provisional {
		flags |= FlagProvisional
	}
	if v.there() && v.held {
		flags |= FlagHeld
	}
	if v.there() && v.coverage < fullQuanta && !v.tooLittle {
		flags |= FlagPartial
	}
	if v.window == nil {
		return flags
	}
	if v.there() && v.window.Age > 0 {
		flags |= FlagCarried
	}
	for _, g := range v.window.Gaps {
		if g.Overdue {
			flags |= FlagOverdue
		}
	}
	return flags
}

// leave marks a node as not counting for its parent.
func (st *state) leave(flag Flags, why reason) {
	st.flags, st.why, st.absent = flag, why, true
}

// fail marks a node as Failed, without a score.
func (st *state) fail(p *Problem) {
	st.flags, st.why, st.err = FlagFailed, whyFailed, p
}

// scoreKPI runs a KPI's scorer.
func (e *evaluation) scoreKPI(n *node, v *value, target ResolvedTarget, trace *Trace) (exact.Ratio, error) {
	in := ScoreInput{
		Ref: n.ref, Period: e.in.Period, Actual: v.amount, Label: v.label, Target: target,
		Direction: n.kpi.direction, Scale: e.card.scale, Attributes: n.attributes,
		OrgUnit: e.in.OrgUnit, OrgUnitAttributes: e.in.OrgUnitAttributes, Trace: trace,
	}
	if own, ok := n.kpi.scorer.policy.(builtinScorer); ok {
		q, p := own.exact(&in)
		if p != nil {
			return exact.Ratio{}, p
		}
		return q, nil
	}
	in.Attributes, in.OrgUnitAttributes = maps.Clone(in.Attributes), maps.Clone(in.OrgUnitAttributes)
	if v.beside != nil {
		in.Values = maps.Clone(v.beside.values)
	}
	var d decimal.Decimal
	err := e.calls.call(func() (err error) {
		d, err = n.kpi.scorer.policy.Score(in)
		return err
	})
	if err != nil {
		return exact.Ratio{}, err
	}
	q, p := door(d, "scorer_out_of_range", n.kpi.scorer.name)
	if p != nil {
		return exact.Ratio{}, p
	}
	return q, nil
}

// settle rounds a node's exact score once and sets it.
func (e *evaluation) settle(at int, v *value, st *state, q exact.Ratio) {
	e.stand(at, v, st, scoreOf(q.Units(e.card.nodes[at].round)))
}

// stand clamps a node's rounded score and rates it. Only KPIs have a value.
func (e *evaluation) stand(at int, v *value, st *state, attainment Score) {
	st.ok, st.attainment = true, attainment
	st.score = e.clamp(&attainment)
	if attainment.wide != nil || attainment.quanta != st.score {
		st.flags |= FlagCapped
	}
	if st.fixed {
		st.bounded, st.low, st.high = true, st.score, st.score
	}
	e.rate(at, v, st)
}

// clamp brings a score into Min..Cap.
func (e *evaluation) clamp(s *Score) int64 {
	low, high := e.card.low, e.card.high
	if s.wide != nil {
		if s.wide.Sign() < 0 {
			return low
		}
		return high
	}
	return min(max(s.quanta, low), high)
}

// rate gives a node its rating. A failing threshold leaves the score as it is. Built-in thresholds do not fail: what
// they cannot rate has no rating, and unrated says why.
func (e *evaluation) rate(at int, v *value, st *state) {
	in := e.rateInput(at, v, st)
	rating, err := e.ratingFor(at, &in)
	switch {
	case err == nil:
		st.rating = rating
	case !hasNoData(err):
		st.flags |= FlagFailed
		if st.err == nil {
			st.err = asProblem(err, ErrPolicy, words.New("the_threshold", "name", e.card.nodes[at].threshold.name))
		}
	}
}

// unrated returns why a built-in threshold gives a node with a score no rating; "" where it does.
func (e *evaluation) unrated(at int, v *value, st *state) words.Phrase {
	if !st.ok || st.rating != "" {
		return words.Phrase{}
	}
	in := e.rateInput(at, v, st)
	switch own := e.card.nodes[at].threshold.policy.(type) {
	case *rules:
		return words.New("no_rating", "why", own.hit(&in))
	case *bands:
		p := own.why(&in)
		switch {
		case p == nil:
			return words.Phrase{}
		case p.Code == ErrNoTarget && !st.none.IsZero():
			p.Detail = words.New("about", "what", p.Detail, "says", st.none)
		}
		return words.New("no_rating", "why", p.said())
	}
	return words.Phrase{}
}

func (e *evaluation) rateInput(at int, v *value, st *state) RateInput {
	n := &e.card.nodes[at]
	in := RateInput{
		Ref: n.ref, Period: e.in.Period, Direction: DirectionHigher, Flags: st.flags, Scale: e.card.scale, Attributes: n.attributes,
		OrgUnit: e.in.OrgUnit, OrgUnitAttributes: e.in.OrgUnitAttributes,
	}
	if st.ok {
		in.Score = Score{quanta: st.score, ok: true}
	}
	if n.kpi != nil {
		in.Direction, in.Target, in.Actual = n.kpi.direction, st.target, v.number()
		if v.beside != nil {
			in.Previous, in.Values = v.beside.previous, v.beside.values
		}
	}
	return in
}

// ratingFor returns the rating that a node's threshold gives to an input.
func (e *evaluation) ratingFor(at int, in *RateInput) (Rating, error) {
	if !in.Score.Valid() && !in.Actual.Valid {
		return "", ErrNoData
	}
	switch own := e.card.nodes[at].threshold.policy.(type) {
	case *bands:
		rating, p := own.rate(in)
		if p != nil {
			return "", ErrNoData
		}
		return rating, nil
	case *rules:
		return own.rate(in), nil
	}
	return e.ratingOfHost(at, *in)
}

// ratingOfHost returns the rating that a host's threshold gives.
func (e *evaluation) ratingOfHost(at int, in RateInput) (rating Rating, err error) {
	in.Attributes, in.OrgUnitAttributes, in.Values = maps.Clone(in.Attributes), maps.Clone(in.OrgUnitAttributes), maps.Clone(in.Values)
	err = e.calls.call(func() (err error) {
		rating, err = e.card.nodes[at].threshold.policy.Rate(in)
		return err
	})
	if err == nil && rating != "" && rank(e.card.ratings, rating) < 0 {
		return "", unknownRating(ErrPolicy, e.card.ratings, rating)
	}
	return rating, err
}
