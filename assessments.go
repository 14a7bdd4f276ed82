package bsc

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// People's judgements: their checks, and which of them hold and count.

// An Assessment is a person's judgement of a node. It stands beside the computed outcome and never replaces it. Its
// score rolls up only where the definition's Defaults say so.
//
// State a score wherever one should roll up. An assessment with only a rating makes that the FinalRating, and there is
// no FinalScore. What rolls up then is the computed score, and nothing where nothing is computed; the score that a lower
// role has stated is not looked at.
//
// For each role one assessment of a node holds: one of the evaluated period before one of every period, and among those
// the one recorded last by Input.AsOf. Outcome.Assessments has them all, and Outcome.Assessment the one that counts.
// Where the definition states Roles, that is the one of the last role that has spoken, for whatever period; one that is
// made of parts weighs as the lowest role that has spoken of a part. Elsewhere
// one of the evaluated period counts before one of every period, and then the one recorded last; two recorded at the
// same moment by different roles are a conflict. The roles in Definition.Advisory are heard and never count; where only
// these are stated, anybody else's count as without Roles.
//
// Where Defaults.AssessmentRollup says so, a role that has said nothing of the evaluated period, but of smaller periods
// in it, has an assessment made of these parts, which counts as one of that period:
//
//	mean      of their scores, each counting once, to ten places; without a rating of its own
//	last      the one of the period that ends last
//	min, max  the worst or the best by score if all have one, else by rating; of equals the first
//
// Each part has the last word that was spoken there, in the order of the Roles up to the one it is made for. If managers
// have judged all four quarters and calibration the second one, the managers' year is that of their quarters, and the
// calibration's is made of the managers' first, third and fourth quarter and its own second: of what counted in each.
// If the manager has judged the year itself, that counts, unless calibration has judged the year, or all that is judged
// of it. Periods outside the time of the org unit, or of the KPI, are no parts, whatever was said of them.
// Of two periods within each other the larger stands if the same role has spoken of both, and else that of the higher
// role. One of every period is no part. Without Roles, one assessment is made for all, of the one that counts in each
// part, if nobody has spoken of the evaluated period itself. Those of an advisory role are made of its own parts.
//
// The Reason names the parts and, where they differ, the roles; Role and Author are those that the parts have in common,
// or, with Roles, the role that it is made for. Nothing is guessed: it is a problem of the input if a mean meets an
// assessment without a score, or min and max meet one with only a score and one with only a rating.
type Assessment struct {
	// OrgUnit is the org unit whose node it is; "": whichever is evaluated. Evaluate does not look at those of other org
	// units, and cannot tell a misspelt one; a cascade refuses unknown ones.
	OrgUnit    string        `json:"unit,omitempty"`
	Ref        Ref           `json:"ref"`              // of the scorecard's own total: Scorecard.Ref
	Period     period.Period `json:"period,omitzero"`  // zero: whichever is evaluated
	Role       string        `json:"role,omitempty"`   // of the author: self, manager or another of Definition.Roles
	Score      Number        `json:"score,omitempty"`  // on the scale; "" is none
	Rating     Rating        `json:"rating,omitempty"` // "" is none
	Author     string        `json:"author,omitempty"`
	Reason     string        `json:"reason,omitempty"`
	RecordedAt time.Time     `json:"recorded_at,omitzero"` // zero: always known, also before its period has begun
}

// A judgement is a checked Assessment.
type judgement struct {
	Assessment
	score Score
}

// judgements are the assessments of a node that hold, one for each role in the order of Outcome.Assessments.
type judgements struct {
	held   []judgement
	counts int // which of them; -1: none, as all only advise
}

// judged returns the assessment of a node that counts; nil if there is none.
func (i *inputs) judged(at int) *judgement {
	if len(i.assessed) == 0 {
		return nil
	}
	own, ok := i.assessed[at]
	if !ok || own.counts < 0 {
		return nil
	}
	return &own.held[own.counts]
}

// AssessmentOf returns the assessment of a role that holds. Where the definition has no Roles, what is made of the parts
// of a period by several roles has the role "".
func (o Outcome) AssessmentOf(role string) (a Assessment, ok bool) {
	at := slices.IndexFunc(o.Assessments, func(a Assessment) bool { return a.Role == role })
	if at < 0 {
		return Assessment{}, false
	}
	return o.Assessments[at], true
}

// finalScore returns the score that the final rating of a node rests on.
func (e *evaluation) finalScore(at int) Score {
	if j := e.judged(at); j != nil {
		return j.score
	}
	return e.score(at)
}

// spoken is what one role says of one node.
type spoken struct {
	of    place
	own   *judgement  // of the evaluated period
	every *judgement  // of every period
	parts []judgement // of smaller periods in it
}

// A place is where an assessment of some period stands.
type place struct {
	at     int
	role   string
	period period.Period
}

// A placeAt is the same with the moment at which it was recorded.
type placeAt struct {
	place
	moment
}

// checkAssessments checks the assessments of the org unit, and finds those that hold.
func (r *run) checkAssessments() Problems {
	if len(r.in.Assessments) == 0 {
		return nil
	}
	r.in.Assessments = slices.Clone(r.in.Assessments)
	var problems Problems
	refuse := func(ref Ref, p *Problem) {
		p.Ref = ref
		problems = append(problems, p)
	}
	var h hints
	latest, met := map[place]int{}, map[placeAt]bool{}
	var list []judgement // the latest of each place
	var places []place
	for _, a := range r.in.Assessments {
		if a.OrgUnit != "" && a.OrgUnit != r.in.OrgUnit {
			continue
		}
		j, p := r.checkAssessment(a, &h)
		if p != nil {
			refuse(a.Ref, p)
			continue
		}
		of := place{r.card.index[a.Ref], a.Role, a.Period}
		if !r.mayHold(&a, of.at) {
			continue
		}
		moment := placeAt{of, momentOf(a.RecordedAt)}
		if met[moment] {
			refuse(a.Ref, fault(ErrDuplicate, "assessment_twice", "node", a.Ref, "role", asRole(a.Role)))
			continue
		}
		met[moment] = true
		i, known := latest[of]
		switch {
		case !known:
			latest[of] = len(list)
			list, places = append(list, j), append(places, of)
		case j.RecordedAt.After(list[i].RecordedAt):
			list[i] = j
		}
	}
	return append(problems, r.hold(r.byRole(list, places))...)
}

// mayHold reports whether an assessment was known at the moment of the input, and is of its period, of every period or
// of a part of it that may make up one of it.
func (i *inputs) mayHold(a *Assessment, at int) bool {
	if !i.in.AsOf.IsZero() && a.RecordedAt.After(i.in.AsOf) {
		return false
	}
	if a.Period.IsZero() || a.Period == i.in.Period {
		return true
	}
	if i.card.nodes[at].joined == "" {
		return false
	}
	days, ok := i.card.almanac.Span(a.Period.Label())
	return ok && i.asked.Holds(days) && days != i.asked && i.isThere(at, days)
}

// isThere reports whether some days lie, in part, in the time of the org unit and, of a KPI, in its own.
func (i *inputs) isThere(at int, days almanac.Span) bool {
	if kpi := i.card.nodes[at].kpi; kpi != nil && !i.card.time.Measures[kpi.slot].Covers(days) {
		return false
	}
	return i.unit.Any(days)
}

// byRole sorts the latest assessments by node and role: the nodes as they first come, their roles by authority, and at
// the end those that only advise.
func (i *inputs) byRole(list []judgement, places []place) [][]*spoken {
	var all [][]*spoken
	nodes, of := map[int]int{}, map[place]*spoken{}
	for n := range list {
		j, role := list[n], place{at: places[n].at, role: places[n].role}
		said, known := of[role]
		if !known {
			said = &spoken{of: role}
			of[role] = said
			at, met := nodes[role.at]
			if !met {
				at = len(all)
				nodes[role.at], all = at, append(all, nil)
			}
			all[at] = append(all[at], said)
		}
		switch {
		case j.Period.IsZero():
			said.every = &j
		case j.Period == i.in.Period:
			said.own = &j
		default:
			said.parts = append(said.parts, j)
		}
	}
	for _, roles := range all {
		slices.SortFunc(roles, func(a, b *spoken) int { return i.card.byAuthority(a.of.role, b.of.role) })
	}
	return all
}

// byAuthority compares roles by how much their word weighs, and then by name.
func (s *Scorecard) byAuthority(a, b string) int {
	return cmp.Or(cmp.Compare(s.roleRanks[a], s.roleRanks[b]), cmp.Compare(a, b))
}

// advises reports whether a role is heard and decides nothing.
func (s *Scorecard) advises(role string) bool { return s.roleRanks[role] > len(s.roles) }

// hold finds the assessments of each node that hold, and the one that counts.
func (r *run) hold(nodes [][]*spoken) Problems {
	var problems Problems
	r.assessed = make(map[int]judgements, len(nodes))
	for _, roles := range nodes {
		at := roles[0].of.at
		own, wrong := r.judgementsOf(roles)
		for _, p := range wrong {
			p.Ref = r.card.nodes[at].ref
		}
		if problems = append(problems, wrong...); len(wrong) == 0 && len(own.held) > 0 {
			r.assessed[at] = own
		}
	}
	slices.SortStableFunc(problems, func(a, b *Problem) int { return cmp.Compare(r.card.index[a.Ref], r.card.index[b.Ref]) })
	return problems
}

// judgementsOf returns what holds of a node, of which the last that decides counts.
func (i *inputs) judgementsOf(roles []*spoken) (judgements, Problems) {
	all := judgements{counts: -1}
	var problems Problems
	advising := slices.IndexFunc(roles, func(s *spoken) bool { return i.card.advises(s.of.role) })
	if advising < 0 {
		advising = len(roles)
	}
	deciding, below := roles[:advising], []judgedPart(nil) // what lower roles have said of parts
	if len(i.card.roles) == 0 {
		deciding, problems = i.joinAll(deciding)
	}
	hold := func(said *spoken, parts []judgedPart) {
		j, p := i.holding(said, parts)
		same := func(other *Problem) bool { return other.Detail.String() == p.Detail.String() }
		if p == nil {
			all.held = append(all.held, j)
		} else if !slices.ContainsFunc(problems, same) { // a part may stand in those of several roles
			problems = append(problems, p)
		}
	}
	var most authority
	for _, said := range deciding {
		below = i.over(below, said.parts)
		hold(said, below)
		if own := i.authorityOf(said, below); own.atLeast(most) {
			most, all.counts = own, len(all.held)-1
		}
	}
	if len(i.card.roles) == 0 {
		all.counts = len(all.held) - 1
		if p := all.chooseLatest(); p != nil {
			problems = append(problems, p)
		}
	}
	for _, said := range roles[advising:] {
		hold(said, i.over(nil, said.parts))
	}
	return all, problems
}

// holding returns the assessment of a role that holds. The parts are those that it may be made of.
func (i *inputs) holding(said *spoken, parts []judgedPart) (judgement, *Problem) {
	switch {
	case said.own != nil:
		return *said.own, nil
	case len(said.parts) > 0:
		return i.join(said.of, parts)
	}
	return *said.every, nil
}

// chooseLatest finds the one that counts where no roles decide. So far it is the last of those that may.
func (j *judgements) chooseLatest() *Problem {
	rival, last := -1, j.counts
	j.counts = min(0, last)
	for i := 1; i <= last; i++ {
		switch order := j.held[i].precedence(&j.held[j.counts]); {
		case order > 0:
			j.counts, rival = i, -1
		case order == 0:
			rival = i
		}
	}
	if rival < 0 {
		return nil
	}
	return atOnce(&j.held[j.counts], &j.held[rival])
}

// atOnce refuses two assessments of which neither counts before the other.
func atOnce(a, b *judgement) *Problem {
	named := func(role string) words.Phrase {
		if role == "" {
			return words.New("without_role")
		}
		return asRole(role)
	}
	var when words.Phrase
	if !a.Period.IsZero() {
		when = words.New("in_period", "period", a.Period)
	}
	p := fault(ErrConflict, "assessments_at_once", "node", a.Ref, "when", when, "role", named(a.Role), "other_role", named(b.Role))
	p.Allowed, p.Hint = words.New("one_recorded_last"), words.New("state_roles")
	return p
}

// precedence compares which of two assessments counts: one of the evaluated period, then the one recorded last.
func (j *judgement) precedence(other *judgement) int {
	if j.Period != other.Period {
		if other.Period.IsZero() {
			return 1
		}
		return -1
	}
	return j.RecordedAt.Compare(other.RecordedAt)
}

// asRole names a role in a problem.
func asRole(role string) words.Phrase {
	if role == "" {
		return words.Phrase{}
	}
	return words.New("as_role", "role", role)
}

// checkAssessment checks one assessment.
func (i *inputs) checkAssessment(a Assessment, h *hints) (judgement, *Problem) {
	j := judgement{Assessment: a}
	if _, ok := i.card.index[a.Ref]; !ok {
		p := fault(ErrUnknownRef, "assessment_node_unknown", "node", a.Ref)
		if !h.Spent() {
			var names []string
			for at := range i.card.nodes {
				names = append(names, i.card.nodes[at].ref.String())
			}
			p.Hint = h.DidYouMean(a.Ref.String(), names)
		}
		return j, p
	}
	if a.Rating != "" && rank(i.card.ratings, a.Rating) < 0 {
		p := unknownRating(ErrValue, i.card.ratings, a.Rating)
		p.Detail = words.New("assessment_rating_unknown", "rating", a.Rating)
		return j, p
	}
	if p := a.checkTexts(); p != nil {
		return j, p
	}
	if p := i.card.checkRole(&a, h); p != nil {
		return j, p
	}
	if a.Score == "" && a.Rating == "" {
		return j, fault(ErrValue, "assessment_empty", "node", a.Ref)
	}
	if a.Score == "" {
		return j, nil
	}
	d, p := i.card.onScale(a.Score)
	if p != nil {
		return j, p
	}
	j.score = scoreOf(quantaOf(d))
	return j, nil
}

// onScale reads the score of an assessment.
func (s *Scorecard) onScale(score Number) (decimal.Decimal, *Problem) {
	d, p := parseDecimal(string(score))
	if p == nil && (d.LessThan(s.scale.Min) || d.GreaterThan(s.scale.Cap) || d.Exponent() < -exact.Places) {
		p = fault(ErrValue, "assessment_score_off_scale", "score", score)
		p.Allowed = words.New("score_range", "min", s.scale.Min, "max", s.scale.Cap)
	}
	return d, p
}

// checkRole refuses a role that may not assess.
func (s *Scorecard) checkRole(a *Assessment, h *hints) *Problem {
	if len(s.roles) == 0 {
		return nil
	}
	if _, known := s.roleRanks[a.Role]; known {
		return nil
	}
	roles := slices.Concat(s.roles, s.advisory)
	p := fault(ErrValue, "assessment_role_unknown", "node", a.Ref, "role", a.Role)
	if p.Allowed = words.New("one_of", "values", words.List(roles)); a.Role == "" {
		p.Detail = words.New("assessment_role_missing", "node", a.Ref)
		return p
	}
	p.Hint = h.DidYouMean(a.Role, roles)
	return p
}

// checkTexts refuses texts that no document may hold: an assessment comes to stand in a report.
func (a *Assessment) checkTexts() *Problem {
	for _, field := range []struct{ name, text string }{{"role", a.Role}, {"author", a.Author}, {"reason", a.Reason}} {
		if p := problemOf(faults.CheckText(field.text, isProse(field.name))); p != nil {
			p.Detail = words.New("assessment_text_unfit", "node", a.Ref, "field", field.name, "says", p.Detail)
			return p
		}
	}
	return nil
}
