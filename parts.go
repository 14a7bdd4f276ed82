package bsc

import (
	"github.com/go-bsc/bsc/internal/columns"
)

// What a node's score is made of, and what it would be of something else.

// Parts returns what a node's score is made of: the children that count, in definition order, each with the score that
// it brings, as the node's aggregator sees them. It returns nil for a KPI, and for a node whose children give it no
// score.
func (r *Result) Parts(of Ref) []Part {
	at, ok := r.parent(of)
	if !ok || !r.e.score(at).Valid() {
		return nil
	}
	return r.e.gather(at, columns.Scores).parts
}

// Combine returns the score that a node's aggregator gives to other parts, rounded and clamped as the node's own. Take
// them from Parts, and change scores, weights or ratings. Missing rules and quotas have been applied by then, and do not
// enter. The error is that of the aggregator, or a *Problem: no parts, a part without a weight, or no such node.
func (r *Result) Combine(of Ref, parts []Part) (Score, error) {
	at, ok := r.parent(of)
	if !ok {
		return Score{}, fault(ErrUnknownRef, "combine_of_unknown", "node", of)
	}
	if len(parts) == 0 {
		return Score{}, fault(ErrNoData, "no_child_score")
	}
	if p := (&AggregateInput{Parts: parts, Scale: r.e.card.scale}).admit(); p != nil {
		return Score{}, p
	}
	q, err := r.e.combine(&r.e.card.nodes[at], r.e.gathered(at, parts), nil)
	if err != nil {
		return Score{}, err
	}
	score := scoreOf(q.Units(r.e.card.nodes[at].round))
	return Score{quanta: r.e.clamp(&score), ok: true}, nil
}

// Decided returns the children that decide which score a node's aggregator gives to parts; nil if all of them do, as in a
// mean, or if the aggregator fails or does not say.
func (r *Result) Decided(of Ref, parts []Part) []Ref {
	at, ok := r.parent(of)
	if !ok || len(parts) == 0 {
		return nil
	}
	trace := new(Trace)
	if _, err := r.e.combine(&r.e.card.nodes[at], r.e.gathered(at, parts), trace); err != nil {
		return nil
	}
	return trace.decided
}

// gathered returns what a node's aggregator would see of other parts: beside them, the children of weight 0 that it has.
func (e *evaluation) gathered(at int, parts []Part) gathering {
	g, n := gathering{parts: parts}, &e.card.nodes[at]
	for _, ch := range n.children {
		if ch.weight.IsZero() {
			e.watch(n, ch.node, columns.Scores, Part{Ref: e.card.nodes[ch.node].ref, Weight: ch.weight}, &g)
		}
	}
	return g
}

// parent finds a node that is no KPI.
func (r *Result) parent(of Ref) (at int, ok bool) {
	if r == nil || r.e == nil {
		return 0, false
	}
	at, ok = r.e.card.index[of]
	return at, ok && r.e.card.nodes[at].kpi == nil
}

// IsJudged reports whether a person's judgement decides what a node brings to its parent.
func (r *Result) IsJudged(of Ref) bool {
	if r == nil || r.e == nil {
		return false
	}
	at, ok := r.e.card.index[of]
	return ok && r.e.counts(at).Valid()
}
