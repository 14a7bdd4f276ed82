package bsc

import (
	"maps"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/words"
)

// What assessments do in an evaluation: they count where the definition says so, are followed upwards, and give final
// ratings.

// judgeAll lets people's scores count where the definition says so.
func (r *run) judgeAll() {
	if len(r.assessed) == 0 {
		return
	}
	places := make(map[int32]int, len(r.assessed))
	for at := range r.assessed {
		if r.isJudged(at) {
			places[r.card.places[at]] = at
		}
	}
	for _, place := range slices.Sorted(maps.Keys(places)) {
		at := places[place]
		r.columns.Judge(place, r.judged(at).score.quanta, r.judgedAlone(at))
	}
}

// isJudged reports whether an assessment's score counts for a node, if that is there.
func (i *inputs) isJudged(at int) bool {
	if len(i.assessed) == 0 || !i.card.nodes[at].assessed {
		return false
	}
	j := i.judged(at)
	return j != nil && j.score.Valid()
}

// counts returns the assessment's score that a node contributes, if it does. A node that
// is not there contributes nothing, whatever anybody thinks of it.
func (e *evaluation) counts(at int) Score {
	if len(e.assessed) == 0 {
		return Score{}
	}
	units, ok := e.columns.Judged(e.card.places[at])
	return Score{quanta: units, ok: ok}
}

// counted returns the score that a node brings to its parent.
func (e *evaluation) counted(at int) Score {
	if own := e.counts(at); own.Valid() {
		return own
	}
	return e.score(at)
}

// ruling returns the assessment that counts instead of what was computed for a node: its own or, of a KPI that stands
// for another result's node, that node's; nil if none does.
func (e *evaluation) ruling(at int) *judgement {
	if j := e.judged(at); j != nil && e.card.nodes[at].assessed {
		return j
	}
	if c, is := e.given[at]; is {
		return c.ruling
	}
	return nil
}

// judgement returns a copy of the assessment that counts instead of what was computed for a node that is there; nil if
// none does.
func (e *evaluation) judgement(at int) *Assessment {
	j := e.ruling(at)
	if j == nil || e.mark(at)&columns.Absent != 0 {
		return nil
	}
	copied := j.Assessment
	return &copied
}

// ratingOf returns the rating that a child brings to its parent.
func (e *evaluation) ratingOf(at int) Rating {
	if j := e.judged(at); j != nil && e.card.nodes[at].assessed && j.Rating != "" {
		return j.Rating
	}
	v, st := e.stands(at)
	if st.why == whyJudgedAlone {
		rating, _ := e.finalRating(at, &v, st) // a threshold that fails gives none, and the outcome says so
		return rating
	}
	return st.rating
}

// A judgedChild is a child that is judged itself, or has something below it that is.
type judgedChild struct {
	at     int
	beside bool // its weight is 0
}

// raiseAll follows every judgement up, to find what it may decide.
func (r *run) raiseAll() {
	if len(r.assessed)+len(r.given) == 0 {
		return
	}
	raised := map[int]bool{}
	for at := range r.assessed {
		if r.card.nodes[at].assessed {
			r.raise(at, raised)
		}
	}
	for at, c := range r.given {
		if c.decided || c.ruling != nil {
			r.raise(at, raised)
		}
	}
	if len(raised) == 0 {
		return
	}
	r.judgedBelow = map[int][]judgedChild{}
	for at := range raised {
		for _, ch := range r.card.nodes[at].children {
			if raised[ch.node] {
				r.judgedBelow[at] = append(r.judgedBelow[at], judgedChild{ch.node, ch.weight.IsZero()})
			}
		}
	}
}

// raise enters a node and those above it. It recurses over the kinds of a definition.
func (r *run) raise(at int, raised map[int]bool) {
	if at < 0 || raised[at] {
		return
	}
	raised[at] = true
	r.raise(r.card.nodes[at].parent, raised)
	for _, use := range r.plan.Uses(r.card.places[at]) {
		r.raise(r.card.parents[use.Node], raised)
	}
}

// ownFlag returns FlagJudged for a node that is judged itself, where that counts. The node must be there.
func (i *inputs) ownFlag(at int) Flags {
	if i.isJudged(at) {
		return FlagJudged
	}
	return 0
}

// flagBelow returns FlagJudged for a node above KPIs with a score that a judgement below it decides.
func (e *evaluation) flagBelow(at int) Flags {
	if slices.ContainsFunc(e.judgedBelow[at], func(ch judgedChild) bool { return e.decides(at, ch) }) {
		return FlagJudged
	}
	return 0
}

// decides reports whether a judgement decides a parent's score through one of its children.
func (e *evaluation) decides(parent int, ch judgedChild) bool {
	n := &e.card.nodes[parent]
	if ch.beside && !n.traits.watches(e.card.nodes[ch.at].ref.ID) {
		return false
	}
	return e.decided(ch.at) || e.judgedFor(n, ch.at) != nil
}

// decided reports whether a judgement decides the score that a node contributes: its own, or one below it.
func (e *evaluation) decided(at int) bool {
	switch c, isScore := e.given[at]; {
	case e.mark(at)&columns.Absent != 0:
		return false
	case e.isJudged(at):
		return true
	case isScore:
		return e.score(at).Valid() && c.decided
	}
	return e.score(at).Valid() && e.flagBelow(at) != 0
}

// judgedFor returns the assessment that decides what a child brings to its parent: its score or, where the parent's
// aggregator looks at ratings, its rating; nil if none does.
func (e *evaluation) judgedFor(parent *node, child int) *judgement {
	if e.judgedBelow == nil || e.mark(child)&columns.Absent != 0 {
		return nil
	}
	j := e.ruling(child)
	if j == nil || !j.score.Valid() && (!parent.traits.rated || j.Rating == "" || !e.score(child).Valid()) {
		return nil
	}
	return j
}

// finalRating returns the rating that a node has in the end: that of the assessment that counts or, if that has only a
// score, the one that the node's threshold gives this score.
func (e *evaluation) finalRating(at int, v *value, st *state) (Rating, error) {
	j := e.judged(at)
	switch {
	case j == nil:
		return st.rating, nil
	case j.Rating != "":
		return j.Rating, nil
	}
	in := e.rateInput(at, v, st)
	in.Score = j.score
	rating, err := e.ratingFor(at, &in)
	if hasNoData(err) {
		return "", nil
	}
	return rating, err
}

// assess gives an outcome its assessments, its final rating and the score that it rests on.
func (e *evaluation) assess(at int, v *value, st *state, o *Outcome) {
	o.FinalScore = e.finalScore(at)
	rating, err := e.finalRating(at, v, st)
	if o.FinalRating = rating; err != nil && o.Err == nil {
		p := asProblem(err, ErrPolicy, words.New("the_threshold_of_assessment", "name", e.card.nodes[at].threshold.name))
		p.Ref = o.Ref
		o.Flags, o.Err = o.Flags|FlagFailed, p
	}
	own, judged := e.assessed[at]
	if !judged {
		return
	}
	for i := range own.held {
		o.Assessments = append(o.Assessments, own.held[i].Assessment)
	}
	if own.counts >= 0 {
		counts := o.Assessments[own.counts] // a copy of its own
		o.Assessment = &counts
	}
}
