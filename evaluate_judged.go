package bsc

import (
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
)

// Nodes that only people judge: KPIs of the scorer judged, and nodes for which nothing is computed.

// judge decides a KPI whose score is that of the assessment that counts. It has no readings; when it applies and is due
// is as for others, except that a judgement of a period that has begun is there at once.
func (r *run) judge(at int) *kept {
	n, j := &r.card.nodes[at], r.judged(at)
	scored := j != nil && j.score.Valid()
	own := r.own(n.kpi.slot)
	k := &kept{value: value{state: own.State}}
	v, st := &k.value, &k.state
	begun := !r.elsewhere() && r.card.time.Measures[n.kpi.slot].Since <= r.asked.Last
	if scored && v.state == measure.NotDue && begun {
		v.state = measure.Missing
	}
	if flag, why := r.notThere(n, v, &inForce{}); flag != 0 {
		st.leave(flag, why)
		return k
	}
	if !scored {
		st.flags, st.why = FlagNoData, whyNotJudged
		st.bounded, st.low, st.high = true, r.card.low, r.card.high
		return k
	}
	there := plainValue(&r.inputs, &value{state: measure.There}) // what is read beside it is of the period
	v.beside = r.beside(n, &there)
	st.flags = FlagJudged
	st.coverage, st.complete, st.fixed = fullQuanta, true, true
	r.stand(at, v, st, j.score)
	return k
}

// notJudged returns in words why a KPI that people judge has no score.
func (e *evaluation) notJudged(at int) words.Phrase {
	if e.judged(at) == nil {
		return words.New("nobody_has_judged")
	}
	return words.New("judged_by_rating_alone")
}

// judgedAlone reports whether a node counts for its parent by a judgement alone: nothing is computed for it, it is in
// the org unit's time, and its period has begun.
func (i *inputs) judgedAlone(at int) bool {
	n := &i.card.nodes[at]
	return i.isJudged(at) && i.uncomputed(at) && !i.elsewhere() && (n.kpi == nil || !i.leftOut(n))
}

// uncomputed reports whether a node never has a score of its own: it has no KPIs below it but those that are shown only,
// or is one. It recurses over the kinds of a definition.
func (i *inputs) uncomputed(at int) bool {
	n := &i.card.nodes[at]
	if n.kpi != nil {
		_, isScore := i.given[at]
		return n.kpi.shownOnly() && !isScore
	}
	for _, ch := range n.children {
		if !ch.weight.IsZero() && !i.uncomputed(ch.node) {
			return false
		}
	}
	return true
}

// alone marks a node as there by a judgement alone: nothing of it is missing.
func (st *state) alone() {
	st.flags, st.why, st.absent = FlagJudged, whyJudgedAlone, false
	st.complete, st.fixed, st.coverage = true, true, fullQuanta
}
