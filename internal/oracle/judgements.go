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
	made  bool      // of sayings of parts
	rank  int       // of the role; of one that is made, of the lowest role in it
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
		refused = r.settleSayings(n, all) || refused
	}
	return refused
}

// settleSayings gives a node what is said of it: that which may count, then the advice.
func (r *Tree) settleSayings(n *Node, all []saying) (refused bool) {
	d := r.card.Definition
	all = slices.DeleteFunc(slices.Clone(all), func(s saying) bool {
		return !s.exact && !s.Period.IsZero() && (n.joined == "" || !inside(s.Period, r.card.Period))
	})
	refused = clashes(all)
	deciding := slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return slices.Contains(d.Advisory, s.Role) })
	var bad bool
	if len(d.Roles) > 0 {
		bad = r.settleByRole(n, deciding)
	} else {
		bad = r.settleTogether(n, deciding)
	}
	refused = refused || bad
	decided := len(n.said)
	for _, role := range d.Advisory {
		of := slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return s.Role != role })
		held, bad := r.holding(n, of, partsOf(of))
		if refused = refused || bad; held != nil {
			n.said = append(n.said, *held)
		}
	}
	return n.choose(n.said[:decided], d.Roles) || refused
}

// settleByRole settles what those say whose roles are listed, each role after the one below it.
func (r *Tree) settleByRole(n *Node, all []saying) (refused bool) {
	var below []saying // the last word on each part so far
	for _, role := range r.card.Definition.Roles {
		of := slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return s.Role != role })
		own := partsOf(of)
		below = append(slices.DeleteFunc(below, func(s saying) bool {
			return slices.ContainsFunc(own, func(t saying) bool {
				return s.Period == t.Period || inside(s.Period, t.Period) || inside(t.Period, s.Period)
			})
		}), own...)
		var parts []saying
		if len(own) > 0 {
			parts = below
		}
		held, bad := r.holding(n, of, parts)
		if refused = refused || bad; held != nil {
			held.rank = slices.Index(r.card.Definition.Roles, role)
			for _, s := range parts {
				if held.made {
					held.rank = min(held.rank, slices.Index(r.card.Definition.Roles, s.Role))
				}
			}
			n.said = append(n.said, *held)
		}
	}
	return refused
}

// settleTogether settles what is said where no roles are listed: there is one saying of the parts, of whoever spoke last
// in each, if nobody has spoken of the whole.
func (r *Tree) settleTogether(n *Node, all []saying) (refused bool) {
	var made *saying
	if parts := partsOf(all); len(parts) > 0 && !slices.ContainsFunc(all, func(s saying) bool { return s.exact }) {
		for _, s := range parts {
			for _, t := range all {
				refused = refused || s.Period == t.Period && s.Role != t.Role && s.RecordedAt.Equal(t.RecordedAt)
			}
		}
		if refused {
			return true
		}
		if made, refused = r.make(n, parts); refused {
			return true
		}
		made.Role = parts[0].Role
		for _, s := range parts {
			if s.Role != made.Role {
				made.Role = ""
			}
		}
	}
	var roles []string
	for _, s := range all {
		if !slices.Contains(roles, s.Role) {
			roles = append(roles, s.Role)
		}
	}
	if made != nil && !slices.Contains(roles, made.Role) {
		roles = append(roles, made.Role)
	}
	slices.Sort(roles)
	for _, role := range roles {
		held, _ := r.holding(n, slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return s.Role != role }), nil)
		if made != nil && made.Role == role {
			held = made
		}
		if held != nil {
			n.said = append(n.said, *held)
		}
	}
	return false
}

// clashes says whether a role has spoken twice of the same at once.
func clashes(all []saying) bool {
	for i, s := range all {
		for _, t := range all[:i] {
			if s.Role == t.Role && s.Period == t.Period && s.RecordedAt.Equal(t.RecordedAt) {
				return true
			}
		}
	}
	return false
}

func (r *Tree) say(a bsc.Assessment) saying {
	s := saying{Assessment: a, exact: a.Period == r.card.Period}
	if a.Score != "" {
		s.score = fractionOf(a.Score)
	}
	return s
}

// holding is what one role says of a node in the end: of the period itself, made of parts, or of every period.
func (r *Tree) holding(n *Node, all, parts []saying) (held *saying, refused bool) {
	kind := func(is func(saying) bool) []saying {
		return slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return !is(s) })
	}
	own := kind(func(s saying) bool { return s.exact })
	every := kind(func(s saying) bool { return s.Period.IsZero() })
	switch {
	case len(own) > 0:
		return last(own), false
	case len(parts) > 0:
		made, bad := r.make(n, parts)
		if made != nil {
			made.Role = all[0].Role
		}
		return made, bad
	case len(every) > 0:
		return last(every), false
	}
	return nil, false
}

// partsOf is what is said of parts of the period: of each part the last, and of none that lies in another.
func partsOf(all []saying) (parts []saying) {
	all = slices.DeleteFunc(slices.Clone(all), func(s saying) bool { return s.exact || s.Period.IsZero() })
	for i, s := range all {
		covered := false
		for j, t := range all {
			later := t.RecordedAt.After(s.RecordedAt) || t.RecordedAt.Equal(s.RecordedAt) && j < i
			covered = covered || inside(s.Period, t.Period) || s.Period == t.Period && later
		}
		if !covered {
			parts = append(parts, s)
		}
	}
	return parts
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

// make makes one saying of those of parts of the period.
func (r *Tree) make(n *Node, parts []saying) (made *saying, refused bool) {
	each := slices.Clone(parts)
	slices.SortFunc(each, func(s, t saying) int {
		order, _ := period.Calendar{}.Compare(s.Period, t.Period)
		return order
	})
	scored := !slices.ContainsFunc(each, func(s saying) bool { return s.score == nil })
	rated := !slices.ContainsFunc(each, func(s saying) bool { return s.Rating == "" })
	made = &saying{exact: true, made: true}
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
	made.Author, made.RecordedAt = each[0].Author, last(each).RecordedAt
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
func (n *Node) choose(deciding []saying, roles []string) (refused bool) {
	if len(deciding) == 0 {
		return false
	}
	if len(roles) > 0 {
		n.verdict = &deciding[0]
		for i := range deciding[1:] { // the higher role first, but one that is made weighs as the lowest in it
			s := &deciding[1+i]
			stated := s.exact && !s.made
			if v := n.verdict; s.rank > v.rank || s.rank == v.rank && (stated || !v.exact || v.made) {
				n.verdict = s
			}
		}
		return false
	}
	before := func(s, t saying) int {
		if s.exact != t.exact {
			return map[bool]int{true: 1, false: -1}[s.exact]
		}
		return s.RecordedAt.Compare(t.RecordedAt)
	}
	best := slices.MaxFunc(deciding, before)
	alike := 0
	for i, s := range deciding {
		if before(s, best) == 0 {
			n.verdict, alike = &deciding[i], alike+1
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

// rests is the score that the final rating rests on; nil: none.
func (n *Node) rests() *fraction {
	if n.verdict != nil {
		return n.verdict.score
	}
	return n.score
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
