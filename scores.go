package bsc

import (
	"cmp"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/go-bsc/bsc/words"
)

// KPIs that stand for nodes of other scorecards' results.

// A ScoreFrom makes a KPI stand for a node of another scorecard, so that the score of a department's objective, or of a
// supplier's scorecard, counts in that of a company. The KPI has that node's score, coverage and bounds, and its rating
// where the KPI's own bands or rules are not on the score alone, or where an assessment that counts states it. The KPI
// needs no readings and no targets; give it the scorer "stated" to say so.
type ScoreFrom struct {
	KPI    Ref     // of the scorecard evaluated; neither calculated nor judged, and no input of a calculation
	Result *Result // of the other scorecard, on the same scale; of whatever period the host chooses
	Of     Ref     // a node of that scorecard
}

// isScore reports whether a KPI stands for a node of another result.
func (i *inputs) isScore(ref Ref) bool {
	if len(i.given) == 0 {
		return false
	}
	_, is := i.given[i.card.index[ref]] // the scorecard itself is not a KPI
	return is
}

// madeOf reports whether the readings of a KPI or series come from elsewhere, so that no source is asked for them.
func (i *inputs) madeOf(ref Ref) bool { return i.sums.adds(ref) || i.isScore(ref) }

// checkScores finds the nodes that KPIs stand for.
func (r *run) checkScores() Problems {
	if len(r.in.Scores) == 0 {
		return nil
	}
	var problems Problems
	var h hints
	r.given = make(map[int]adopted, len(r.in.Scores))
	for i := range r.in.Scores {
		s := &r.in.Scores[i]
		at, p := r.scored(s.KPI, &h)
		var from adopted
		if p == nil {
			from, p = r.adoptee(s, &h)
		}
		if p != nil {
			p.Ref = s.KPI
			problems = append(problems, p)
			continue
		}
		r.given[at] = from
	}
	r.in.Scores = nil // kept in given
	return problems
}

// scored returns the KPI that is to stand for a node.
func (r *run) scored(ref Ref, h *hints) (at int, p *Problem) {
	at, known := r.card.index[ref]
	switch {
	case !known || r.card.nodes[at].kpi == nil:
		p = fault(ErrUnknownRef, "score_of_unknown", "node", ref)
		p.Hint = h.didYouMeanRef(ref, r.card.slots)
		return 0, p
	case len(r.card.nodes[at].kpi.inputs) > 0:
		p = fault(ErrConflict, "score_of_calculated", "node", ref)
	case r.card.nodes[at].kpi.onlyJudged():
		p = fault(ErrConflict, "score_of_judged", "node", ref)
	case len(r.card.readers[r.card.nodes[at].kpi.slot]) > 0:
		p = fault(ErrConflict, "score_of_input", "node", ref)
	case r.sums.adds(ref):
		p = fault(ErrConflict, "score_of_sum", "node", ref)
	default:
		if _, twice := r.given[at]; twice {
			p = fault(ErrDuplicate, "score_twice", "node", ref)
		}
	}
	return at, p
}

// adoptee returns the node for which a KPI is to stand.
func (r *run) adoptee(s *ScoreFrom, h *hints) (adopted, *Problem) {
	if s.Result == nil || s.Result.e == nil {
		return adopted{}, fault(ErrInput, "score_without_result", "node", s.KPI)
	}
	from := s.Result.e
	at, known := from.card.index[s.Of]
	if !known {
		p := fault(ErrUnknownRef, "score_from_unknown", "node", s.Of, "other_node", s.KPI)
		p.Hint = h.didYouMeanRef(s.Of, from.card.index)
		return adopted{}, p
	}
	if a, z := from.card.scale, r.card.scale; !a.Min.Equal(z.Min) || !a.Met.Equal(z.Met) || !a.Cap.Equal(z.Cap) {
		return adopted{}, fault(ErrValue, "score_of_other_scale", "node", s.KPI)
	}
	return adopted{from: from, at: at, decided: from.decided(at), ruling: from.ruling(at)}, nil
}

// adopted is a node of another evaluation whose score is a KPI here.
type adopted struct {
	from    *evaluation
	at      int
	decided bool       // a judgement decides what it contributes
	ruling  *judgement // the assessment that counts for it; nil: none
}

// adopt takes over the state of a node of another result.
func (e *evaluation) adopt(at int, c adopted) *kept {
	k := new(kept)
	v, st, theirs := &k.value, &k.state, c.from.state(c.at)
	*v = value{state: measure.Missing, none: words.New("no_score_of", "of", cmp.Or(c.from.in.OrgUnit, c.from.card.id), "why", c.from.reason(c.at))}
	if theirs.absent {
		st.leave(theirs.flags, whyNoReading)
		return k
	}
	st.coverage, st.complete = theirs.coverage, theirs.complete
	st.fixed = theirs.fixed || c.from.counts(c.at).Valid()
	st.bounded, st.low, st.high = theirs.bounded, theirs.low, theirs.high
	score := c.from.counted(c.at)
	if !score.Valid() {
		st.flags, st.why = FlagNoData|e.ownFlag(at), whyNoReading
		return k
	}
	*v = value{amount: score.value(), state: measure.There}
	st.flags = theirs.flags&(FlagPartial|FlagProvisional|FlagHeld|FlagCarried|FlagJudged) | e.ownFlag(at)
	e.settle(at, v, st, exact.Whole(score.value()))
	own, builtin := e.card.nodes[at].threshold.policy.(builtinThreshold)
	if st.err != nil || builtin && own.readsActual() { // there is nothing to rate but the score: it keeps its rating
		st.err, st.flags, st.rating = nil, st.flags&^FlagFailed, ""
		if own := c.from.ratingOf(c.at); rank(e.card.ratings, own) >= 0 {
			st.rating = own
		}
	}
	if own := c.ruling; own != nil && rank(e.card.ratings, own.Rating) >= 0 {
		st.rating = own.Rating // somebody has said so
	}
	return k
}

// adoptable reports whether the score of another result can be taken over unchanged.
func (e *evaluation) adoptable(slot int, c adopted) bool {
	n, from := &e.card.nodes[e.card.kpis[slot]], c.from
	sameScale := e.card.low == from.card.low && e.card.high == from.card.high
	return n.round == exact.TenPlaces() && n.ratesPlainly() && sameScale && !from.counts(c.at).Valid()
}

// adoptAll takes over in the columns the nodes of other results whose scores can be taken over unchanged.
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
