package oracle

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
)

// Judgements: what people say of a node beside what is computed of it.

// A saying is what somebody says of a node: stated, or made of what was said of parts of the period.
type saying struct {
	bsc.Assessment
	exact bool      // it is of the period itself, not of every period
	score *fraction // nil: only a rating
}

// Refuses says whether the card's assessments cannot all be right: two were recorded at once, nothing says which of two
// counts, or those of parts do not make up one of the period.
func (c Card) Refuses() bool { return NewTree(c).hear() }

// hear gives each node the sayings that hold, in order, and the one that counts. It is true if they are refused.
func (r *Tree) hear() (refused bool) {
	for _, n := range r.Nodes {
		var all []saying
		for _, a := range r.card.Assessments {
			if a.Ref == n.Ref {
				all = append(all, r.say(a))
			}
		}
		var roles []string
		for _, s := range all {
			if !slices.Contains(roles, s.Role) {
				roles = append(roles, s.Role)
			}
		}
		slices.Sort(roles)
		for _, role := range roles {
			held, bad := r.holding(n, slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return s.Role != role }))
			refused = refused || bad
			if held != nil {
				n.said = append(n.said, *held)
			}
		}
		refused = n.choose(r.card.Definition.Roles) || refused
	}
	return refused
}

func (r *Tree) say(a bsc.Assessment) saying {
	s := saying{Assessment: a, exact: a.Period == r.card.Period}
	if a.Score != "" {
		s.score = fractionOf(a.Score)
	}
	return s
}

// holding is what one role says of a node in the end: of the period itself, made of its parts, or of every period.
func (r *Tree) holding(n *Node, all []saying) (held *saying, refused bool) {
	kind := func(is func(saying) bool) []saying {
		return slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return !is(s) })
	}
	own := kind(func(s saying) bool { return s.exact })
	parts := kind(func(s saying) bool { return n.joined != "" && inside(s.Period, r.card.Period) })
	every := kind(func(s saying) bool { return s.Period.IsZero() })
	for _, list := range [][]saying{own, parts, every} {
		for i, s := range list {
			for _, t := range list[:i] {
				refused = refused || s.Period == t.Period && s.RecordedAt.Equal(t.RecordedAt)
			}
		}
	}
	switch {
	case len(own) > 0:
		return last(own), refused
	case len(parts) > 0:
		made, bad := r.make(n, parts)
		return made, refused || bad
	case len(every) > 0:
		return last(every), refused
	}
	return nil, refused
}

// inside says whether a period lies in another one and is shorter.
func inside(p, in period.Period) bool {
	if p.IsZero() || p == in {
		return false
	}
	var calendar period.Calendar
	within, err := calendar.Contains(in, p)
	return err == nil && within && lengthOf(p) < lengthOf(in)
}

func lengthOf(p period.Period) int {
	days, err := period.Calendar{}.Days(p)
	if err != nil {
		panic(err)
	}
	return days
}

// last is the saying that was recorded last.
func last(list []saying) *saying {
	found := list[0]
	for _, s := range list {
		if s.RecordedAt.After(found.RecordedAt) {
			found = s
		}
	}
	return &found
}

// make makes one saying of those of parts of the period. Of each part the last counts, and none that lies in another.
func (r *Tree) make(n *Node, parts []saying) (made *saying, refused bool) {
	var each []saying
	for _, s := range parts {
		covered := slices.ContainsFunc(parts, func(t saying) bool {
			return inside(s.Period, t.Period) || s.Period == t.Period && t.RecordedAt.After(s.RecordedAt)
		})
		if !covered {
			each = append(each, s)
		}
	}
	slices.SortFunc(each, func(s, t saying) int {
		order, _ := period.Calendar{}.Compare(s.Period, t.Period)
		return order
	})
	scored := !slices.ContainsFunc(each, func(s saying) bool { return s.score == nil })
	rated := !slices.ContainsFunc(each, func(s saying) bool { return s.Rating == "" })
	made = &saying{exact: true}
	switch {
	case n.joined == bsc.RollupLast:
		made.score, made.Rating = each[len(each)-1].score, each[len(each)-1].Rating
	case n.joined == bsc.RollupMean && scored:
		sum := integer(0)
		for _, s := range each {
			sum = sum.plus(s.score)
		}
		made.score = sum.over(integer(int64(len(each)))).rounded(10, bsc.RoundHalfAway)
	case n.joined == bsc.RollupMean || !scored && !rated:
		return nil, true
	default:
		best := each[0]
		for _, s := range each[1:] {
			worse := r.standing(s.Rating) - r.standing(best.Rating)
			if scored {
				worse = s.score.compare(best.score)
			}
			if n.joined == bsc.RollupMin && worse < 0 || n.joined == bsc.RollupMax && worse > 0 {
				best = s
			}
		}
		made.score, made.Rating = best.score, best.Rating
	}
	made.Role, made.Author, made.RecordedAt = each[0].Role, each[0].Author, last(each).RecordedAt
	for _, s := range each {
		if s.Author != made.Author {
			made.Author = ""
		}
	}
	return made, false
}

// standing is the place of a rating, the worst first.
func (r *Tree) standing(rating bsc.Rating) int {
	levels := r.card.Definition.Ratings
	if len(levels) == 0 {
		levels = bsc.DefaultRatings()
	}
	return slices.IndexFunc(levels, func(l bsc.RatingLevel) bool { return l.ID == rating })
}

// choose finds which of the sayings counts: the last role of those that the definition lists or, if it lists none, the
// one of the period itself, and then the one recorded last. It is true if two are alike in that.
func (n *Node) choose(roles []string) (refused bool) {
	if len(n.said) == 0 {
		return false
	}
	if len(roles) > 0 {
		slices.SortFunc(n.said, func(s, t saying) int { return slices.Index(roles, s.Role) - slices.Index(roles, t.Role) })
		n.verdict = &n.said[len(n.said)-1]
		return false
	}
	before := func(s, t saying) int {
		if s.exact != t.exact {
			return map[bool]int{true: 1, false: -1}[s.exact]
		}
		return s.RecordedAt.Compare(t.RecordedAt)
	}
	best := slices.MaxFunc(n.said, before)
	alike := 0
	for i, s := range n.said {
		if before(s, best) == 0 {
			n.verdict, alike = &n.said[i], alike+1
		}
	}
	return alike > 1
}

// judge settles a KPI whose score is what somebody says. It applies in every period of a card.
func (r *Tree) judge(n *Node) {
	n.value, n.judges = value{}, true
	if n.verdict == nil || n.verdict.score == nil {
		n.flags = bsc.FlagNoData
		n.partial, n.open = true, true
		n.low, n.high = r.scale.min, r.scale.cap
		return
	}
	n.flags = bsc.FlagJudged
	n.attainment, n.score = n.verdict.score, n.verdict.score
	n.coverage, n.low, n.high = integer(1), n.score, n.score
	r.rate(n)
}

// isBare says whether nothing is ever computed for a node: it has no KPIs below it that are scored, or is one that is
// only shown.
func (n *Node) isBare() bool {
	if n.KPI != nil {
		return n.Scorer.Name == "none"
	}
	return !slices.ContainsFunc(n.children, func(c child) bool { return c.weight.sign() > 0 && !c.isBare() })
}

// ruled says whether somebody's score would be what the node brings to its parent.
func (n *Node) ruled() bool { return n.judges && n.verdict != nil && n.verdict.score != nil }

// standAlone makes a node without a score of its own count with what somebody says.
func (n *Node) standAlone() {
	n.flags, n.alone = bsc.FlagJudged, true
	n.coverage = integer(1)
}

// isJudged says whether somebody's score is what the node brings to its parent: it must be there.
func (n *Node) isJudged() bool {
	return n.ruled() && n.flags&notThere == 0
}

// brings is a number of the child, or what somebody says instead.
func (c child) brings(own *fraction) *fraction {
	if c.isJudged() {
		return c.verdict.score
	}
	return own
}

// shows is the rating that the child brings.
func (r *Tree) shows(c child) bsc.Rating {
	if c.alone {
		return r.final(c.Node)
	}
	if c.judges && c.verdict != nil {
		return cmp.Or(c.verdict.Rating, c.rating)
	}
	return c.rating
}

// isOpen says whether missing data could change what the child brings.
func (c child) isOpen() bool { return c.open && !c.isJudged() }

// own is FlagJudged for a node that is judged itself.
func (n *Node) own() bsc.Flags {
	if n.isJudged() {
		return bsc.FlagJudged
	}
	return 0
}

// fromBelow is FlagJudged for a parent whose score a judgement below decides.
func (n *Node) fromBelow() bsc.Flags {
	ratings := slices.Contains([]string{"most_frequent", firstPart, firstPartMonotone}, innermost(n.Aggregator))
	for _, c := range n.children {
		looks := c.counts() || c.flags&notThere == 0 && canVeto(n.Aggregator, c.Ref.ID)
		byRating := ratings && c.score != nil && c.judges && c.verdict != nil && c.verdict.Rating != ""
		if looks && (c.flags&bsc.FlagJudged != 0 || byRating) {
			return bsc.FlagJudged
		}
	}
	return 0
}

// final is the rating that a node has in the end.
func (r *Tree) final(n *Node) bsc.Rating {
	switch {
	case n.verdict == nil:
		return n.rating
	case n.verdict.Rating != "":
		return n.verdict.Rating
	}
	x := r.rateable(n)
	x.score = n.verdict.score
	return n.rates.rate(x)
}
