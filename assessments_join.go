package bsc

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// How an assessment of a period is made of those of its parts.

// maxNamed is the most parts that the reason of a joined assessment names: the months of a year.
const maxNamed = 12

// A judgedPart is an assessment of a part of the evaluated period.
type judgedPart struct {
	*judgement
	days almanac.Span
}

// joinAll makes the one assessment that all have together where no roles decide, unless somebody has spoken of the
// evaluated period itself. It returns that, and what was said of the period itself and of every one.
func (i *inputs) joinAll(all []*spoken) ([]*spoken, Problems) {
	var whole []*spoken
	own := false
	for _, said := range all {
		if own = own || said.own != nil; said.own != nil || said.every != nil {
			whole = append(whole, &spoken{of: said.of, own: said.own, every: said.every})
		}
	}
	if own {
		return whole, nil
	}
	parts, problems := i.latest(all)
	if len(parts) == 0 || len(problems) > 0 {
		return whole, problems
	}
	of := place{at: all[0].of.at, role: parts[0].Role}
	if slices.ContainsFunc(parts, func(part judgedPart) bool { return part.Role != of.role }) {
		of.role = ""
	}
	made, p := i.join(of, parts)
	if p != nil {
		return whole, Problems{p}
	}
	whole = slices.DeleteFunc(whole, func(said *spoken) bool { return said.of.role == of.role })
	whole = append(whole, &spoken{of: of, own: &made})
	slices.SortFunc(whole, func(a, b *spoken) int { return i.card.byAuthority(a.of.role, b.of.role) })
	return whole, nil
}

// latest returns what was said last of each part, whoever said it.
func (i *inputs) latest(all []*spoken) ([]judgedPart, Problems) {
	var said []judgement
	at, rivals := map[period.Period]int{}, map[period.Period]*judgement{}
	for _, role := range all {
		for n := range role.parts {
			part := &role.parts[n]
			before, known := at[part.Period]
			if !known {
				at[part.Period], said = len(said), append(said, *part)
				continue
			}
			switch part.RecordedAt.Compare(said[before].RecordedAt) {
			case 1:
				said[before] = *part
				delete(rivals, part.Period)
			case 0:
				rivals[part.Period] = part
			}
		}
	}
	parts, problems := i.over(nil, said), Problems(nil)
	for _, part := range parts {
		if rival := rivals[part.Period]; rival != nil {
			problems = append(problems, atOnce(part.judgement, rival))
		}
	}
	return parts, problems
}

// over returns what a role and those below it have said last of parts of the evaluated period, in order of time: all
// that the role itself has said, and of what was said below it the periods that neither lie in one of these nor around
// one. None lies in another.
func (i *inputs) over(below []judgedPart, said []judgement) []judgedPart {
	own := i.largest(said)
	all := slices.Clone(own)
	for _, part := range below {
		at, met := slices.BinarySearchFunc(own, part, func(a, b judgedPart) int { return cmp.Compare(a.days.First, b.days.First) })
		around := met || at > 0 && own[at-1].days.Last >= part.days.Last
		within := at < len(own) && own[at].days.Last <= part.days.Last
		if !around && !within {
			all = append(all, part)
		}
	}
	slices.SortFunc(all, func(a, b judgedPart) int { return cmp.Compare(a.days.First, b.days.First) })
	return all
}

// An authority is how much the word of a role weighs. The zero value is none.
type authority struct {
	rank int  // of the role or, of what is made of parts, of the lowest role that has spoken of one
	own  bool // it has spoken of the evaluated period
}

// atLeast reports whether a word weighs as much as another, or more.
func (a authority) atLeast(other authority) bool {
	return a.rank > other.rank || a.rank == other.rank && (a.own || !other.own)
}

// authorityOf returns how much the assessment of a role weighs. The parts are those that it may be made of.
func (i *inputs) authorityOf(said *spoken, parts []judgedPart) authority {
	a := authority{i.card.roleRanks[said.of.role], said.own != nil}
	if a.own || len(said.parts) == 0 {
		return a
	}
	for _, part := range parts {
		a.rank = min(a.rank, i.card.roleRanks[part.Role])
	}
	return a
}

// join makes an assessment of those of parts of the evaluated period.
func (i *inputs) join(of place, parts []judgedPart) (judgement, *Problem) {
	n := &i.card.nodes[of.at]
	made := judgement{Assessment: Assessment{
		OrgUnit: i.in.OrgUnit, Ref: n.ref, Period: i.in.Period, Role: of.role, Author: parts[0].Author, RecordedAt: parts[0].RecordedAt,
	}}
	for _, part := range parts {
		if part.Author != made.Author {
			made.Author = ""
		}
		if part.RecordedAt.After(made.RecordedAt) {
			made.RecordedAt = part.RecordedAt
		}
	}
	made.Reason = string(n.joined) + " of " + periodNames(parts)
	if n.joined == RollupMean {
		mean, p := meanOf(parts)
		if p != nil {
			return made, p
		}
		made.Score, made.score = NumberOf(mean), scoreOf(quantaOf(mean))
		return made, nil
	}
	chosen, p := i.chosen(n.joined, parts)
	if p != nil {
		return made, p
	}
	made.Score, made.Rating, made.score = chosen.Score, chosen.Rating, chosen.score
	if len(parts) > 1 {
		made.Reason += ": " + chosen.Period.String()
	}
	return made, nil
}

// largest returns assessments in order of time, without those of periods that lie in another one's.
func (i *inputs) largest(parts []judgement) []judgedPart {
	var all []judgedPart
	for n := range parts {
		days, _ := i.card.almanac.Span(parts[n].Period.Label())
		all = append(all, judgedPart{&parts[n], days})
	}
	slices.SortFunc(all, func(a, b judgedPart) int {
		kinds := cmp.Compare(a.Period.Label().Kind, b.Period.Label().Kind) // of two names of the same days
		return cmp.Or(cmp.Compare(a.days.First, b.days.First), cmp.Compare(b.days.Last, a.days.Last), kinds)
	})
	last := 0
	return slices.DeleteFunc(all, func(part judgedPart) bool {
		within := part.days.Last <= last
		last = max(last, part.days.Last)
		return within
	})
}

// periodNames lists the periods of parts and, where they differ, the roles.
func periodNames(parts []judgedPart) string {
	differ := slices.ContainsFunc(parts, func(part judgedPart) bool { return part.Role != parts[0].Role })
	var names []string
	for _, part := range parts[:min(len(parts), maxNamed)] {
		name := part.Period.String()
		if differ && part.Role != "" {
			name += " (" + part.Role + ")"
		}
		names = append(names, name)
	}
	if more := len(parts) - maxNamed; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return listed(names, "and")
}

// meanOf returns the mean of the scores of parts.
func meanOf(parts []judgedPart) (decimal.Decimal, *Problem) {
	var sum decimal.Decimal
	for _, part := range parts {
		if !part.score.Valid() {
			p := fault(ErrValue, "mean_of_rating", "node", part.Ref, "period", part.Period, "role", asRole(part.Role))
			p.Allowed, p.Hint = words.New("score_in_each_or_one"), words.New("rollups_of_ratings")
			return sum, p
		}
		sum = sum.Add(part.score.value())
	}
	return exact.NewRatio(sum, decimal.New(int64(len(parts)), 0)).Decimal(), nil
}

// chosen returns the last, the worst or the best of parts.
func (i *inputs) chosen(rule Rollup, parts []judgedPart) (*judgement, *Problem) {
	if rule == RollupLast {
		return parts[len(parts)-1].judgement, nil // none lies in another: the one that begins last ends last
	}
	lacks := func(lacking func(judgedPart) bool) *judgement {
		if at := slices.IndexFunc(parts, lacking); at >= 0 {
			return parts[at].judgement
		}
		return nil
	}
	unscored := lacks(func(part judgedPart) bool { return !part.score.Valid() })
	unrated := lacks(func(part judgedPart) bool { return part.Rating == "" })
	if unscored != nil && unrated != nil {
		p := fault(ErrValue, "assessments_not_comparable", "rollup", words.Name("rollup", string(rule)), "node", unscored.Ref,
			"period", unscored.Period, "role", asRole(unscored.Role), "other_period", unrated.Period, "other_role", asRole(unrated.Role))
		p.Allowed = words.New("score_or_rating_in_each")
		return nil, p
	}
	sign := 1
	if rule == RollupMax {
		sign = -1
	}
	worse := func(a, b judgedPart) int {
		if unscored == nil {
			return sign * a.score.Compare(b.score)
		}
		return sign * cmp.Compare(rank(i.card.ratings, a.Rating), rank(i.card.ratings, b.Rating))
	}
	return slices.MinFunc(parts, worse).judgement, nil
}
