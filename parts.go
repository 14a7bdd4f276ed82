package bsc

import (
	"slices"

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
// them from Parts, and change scores, weights or ratings. A part of weight 0 stands for a child of weight 0, at which
// vetoes and a host's aggregators look; such children without a part are as they are. Missing rules and quotas have been
// applied by then, and do not enter. The error is that of the aggregator, or a *Problem: no parts with a weight, a
// negative weight, or no such node.
func (r *Result) Combine(of Ref, parts []Part) (Score, error) {
	at, ok := r.parent(of)
	if !ok {
		return Score{}, fault(ErrUnknownRef, "combine_of_unknown", "node", of)
	}
	g := r.e.partsOf(at, parts)
	if len(g.parts) == 0 {
		return Score{}, fault(ErrNoData, "no_child_score")
	}
	if p := (&AggregateInput{Parts: g.parts, Beside: g.beside, Scale: r.e.card.scale}).admit(); p != nil {
		return Score{}, p
	}
	q, err := r.e.combine(&r.e.card.nodes[at], g, nil)
	if err != nil {
		return Score{}, err
	}
	score := scoreOf(q.Units(r.e.card.nodes[at].round))
	return Score{quanta: r.e.clamp(&score), ok: true}, nil
}

// partsOf returns what a node's aggregator sees of other parts.
func (e *evaluation) partsOf(at int, parts []Part) gathering {
	g, n := gathering{}, &e.card.nodes[at]
	for _, ch := range n.children {
		if ch.weight.IsZero() {
			e.watch(n, ch.node, columns.Scores, Part{Ref: e.card.nodes[ch.node].ref, Weight: ch.weight}, &g)
		}
	}
	if !slices.ContainsFunc(parts, func(p Part) bool { return p.Weight.IsZero() }) {
		g.parts = parts
		return g
	}
	for _, p := range parts {
		if !p.Weight.IsZero() {
			g.parts = append(g.parts, p)
			continue
		}
		isOf := func(beside Part) bool { return beside.Ref == p.Ref }
		if i := slices.IndexFunc(g.beside, isOf); i >= 0 {
			g.beside[i] = p
		} else {
			g.beside = append(g.beside, p)
		}
	}
	return g
}

// Decided returns the children that decide which score a node's aggregator gives to parts; nil if all of them do, as in a
// mean, or if the aggregator fails or does not say.
func (r *Result) Decided(of Ref, parts []Part) []Ref {
	at, ok := r.parent(of)
	if !ok {
		return nil
	}
	g, trace := r.e.partsOf(at, parts), new(Trace)
	if len(g.parts) == 0 {
		return nil
	}
	if _, err := r.e.combine(&r.e.card.nodes[at], g, trace); err != nil {
		return nil
	}
	return trace.decided
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
