package bsc

import (
	"cmp"
	"math/big"

	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/internal/scoring"
	"github.com/shopspring/decimal"
)

// Scorers, asked: which actuals reach a score, and what another actual would score. Package goalseek asks on.

// Reaching says which actuals give a KPI at least a score: ranges of them or, where readings are labels, the labels.
// The zero value has none.
type Reaching struct {
	Actuals []curve.Interval `json:"actuals,omitempty"` // ascending; every actual in one of them reaches the score
	Labels  []string         `json:"labels,omitempty"`  // in alphabetical order
}

// maxReachingPlaces is the greatest number of places to which ends of ranges are rounded, as in package curve.
const maxReachingPlaces = 18

// Reaching returns the actuals with which a KPI would have at least a score, against the target in force: the built-in
// scorers, backwards. Ends of ranges are rounded inwards to places decimal places, -18 to 18. It is exact: each end
// reaches the score, after rounding and clamping as Evaluate does, and the next number of these places beyond it does
// not. An end that is not valid is open. There are no ranges if nothing reaches the score, or the KPI cannot be scored
// at all.
//
// It returns false for what is no KPI of the scorecard, for KPIs that people judge or that are only shown, and for
// scorers of a host, which say nothing of the way back: see [Result.ScoreAt], and package goalseek, which tries.
func (r *Result) Reaching(kpi Ref, score decimal.Decimal, places int32) (Reaching, bool) {
	n, in, ok := r.ruled(kpi)
	if !ok {
		return Reaching{}, false
	}
	rule := n.kpi.scorer.policy.(builtinScorer).rule
	if rule.ExpectsNothing(in.Direction, &in.Target) {
		return Reaching{}, true
	}
	wanted := exact.Whole(exact.Computable(score, exact.Ceiling)).Scaled(exact.Places, exact.Ceiling)
	all := wanted.Cmp(big.NewInt(r.e.card.low)) <= 0
	if wanted.Cmp(big.NewInt(r.e.card.high)) > 0 {
		return Reaching{}, true
	}
	level := scoring.Level{Score: decimal.NewFromBigInt(wanted, -exact.Places), All: all, Holds: func(q exact.Ratio) bool {
		return all || q.Units(n.round).Cmp(wanted) >= 0
	}}
	if labels, is := rule.(scoring.Points); is {
		return Reaching{Labels: labels.Labels(level)}, true
	}
	var found Reaching
	for _, i := range scoring.Reaching(rule, in, min(max(places, -maxReachingPlaces), maxReachingPlaces), level) {
		found.Actuals = append(found.Actuals, curve.Interval(i))
	}
	return found, true
}

// Bends returns the actuals at which a KPI's built-in scorer takes another turn, ascending: anchors, edges, steps.
// straight says that it is one line without jumps, straight between them: then what is between two bends needs no other
// look. It is not set for logarithms, quotients by the actual, steps, labels and a host's scorers.
func (r *Result) Bends(kpi Ref) (bends []decimal.Decimal, straight bool) {
	n, in, ok := r.ruled(kpi)
	if !ok {
		return nil, false
	}
	return scoring.Bends(n.kpi.scorer.policy.(builtinScorer).rule, in)
}

// ruled returns a KPI with a built-in scorer, and what that reads beside the actual.
func (r *Result) ruled(kpi Ref) (*node, *scoring.Input, bool) {
	at, ok := r.kpi(kpi)
	if !ok {
		return nil, nil, false
	}
	n := &r.e.card.nodes[at]
	if _, ok = n.kpi.scorer.policy.(builtinScorer); !ok {
		return nil, nil, false
	}
	_, t := r.e.read(at)
	return n, &scoring.Input{
		Target: t.forScoring(), Direction: scoring.Direction(cmp.Or(n.kpi.direction, DirectionHigher)),
		Scale: scoring.Scale(r.e.card.scale),
	}, true
}

// ScoreAt returns the score that a KPI would have with another actual, all of its data there: what a [Mix] with it
// gives the KPI, without evaluating what is above. There is none for what is no KPI of the scorecard, for a number out
// of range, and where the scorer gives none.
func (r *Result) ScoreAt(kpi Ref, actual decimal.Decimal) Score {
	at, ok := r.kpi(kpi)
	if _, p := checkDecimal(actual); !ok || p != nil {
		return Score{}
	}
	x := &evaluation{inputs: r.e.inputs, of: r.e}
	before, t := r.e.read(at)
	v := value{amount: actual.Normalize(), state: measure.There, coverage: fullQuanta, beside: before.beside}
	if st := x.decide(at, &v, &t, Score{}); st.ok {
		return Score{quanta: st.score, ok: true}
	}
	return Score{}
}

// kpi finds a KPI.
func (r *Result) kpi(of Ref) (at int, ok bool) {
	if r == nil || r.e == nil {
		return 0, false
	}
	at, ok = r.e.card.index[of]
	return at, ok && r.e.card.nodes[at].kpi != nil
}
