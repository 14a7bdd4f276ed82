package bsc

import (
	"cmp"
	"slices"

	"github.com/go-bsc/bsc/internal/almanac"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// When what is brought adds up, and in which order.

// brought returns the days in which a summand is brought, and what is wrong with its first and last period.
func brought(a *almanac.Almanac, since, until period.Period) (almanac.Span, Problems) {
	var problems Problems
	end := func(p period.Period, path Pointer) (days almanac.Span) {
		if p.IsZero() {
			return almanac.Ever
		}
		days, ok := a.Span(p.Label())
		if !ok {
			wrong := problemOf(period.Absent(a, p))
			wrong.Path = path
			problems = append(problems, wrong)
		}
		return days
	}
	time := almanac.Span{First: end(since, "/since").First, Last: end(until, "/until").Last}
	if time.Days() <= 0 && len(problems) == 0 {
		p := fault(ErrPeriod, "brought_until_before_since", "until", until, "since", since)
		p.Path, p.Allowed = "/until", words.New("end_not_before_start")
		problems = append(problems, p)
	}
	return time, problems
}

// in reports whether a summand is brought in a period with some days. The last of them decides.
func (s *summand) in(days almanac.Span) bool {
	return s.time.Ends(days)
}

// in reports whether anything is brought in a period with some days.
func (s *sum) in(days almanac.Span) bool {
	return s != nil && (!s.timed || slices.ContainsFunc(s.of, func(of summand) bool { return of.in(days) }))
}

// beside returns how many summands are brought at once, where one of them should stand alone; 0 if there is no such time.
func (s *sum) beside() (n int) {
	for i := range s.of {
		if !s.of[i].shared {
			continue
		}
		at := 0
		for j := range s.of {
			if s.of[i].time.Common(s.of[j].time).Days() > 0 {
				at++
			}
		}
		if at > 1 {
			n = max(n, at)
		}
	}
	return n
}

// arrange finds for every sum the readings at its bottom, and reports what adds up to itself. Where contributions go to
// and fro with time, each time is looked at alone.
func (b *sumsBuilder) arrange() {
	o := &sumsOrder{sumsBuilder: b, places: map[member]int{}}
	for i := range b.sums.units {
		for _, ref := range sortedRefs(b.sums.units[i].of) {
			o.places[member{i, ref}] = len(o.list)
			o.list = append(o.list, member{i, ref})
		}
	}
	g := o.graph(almanac.Ever)
	_, deep := g.Deeper(maxSums - 2)
	if len(g.Cycles()) == 0 && !deep {
		o.within(g, almanac.Ever)
	} else {
		for _, time := range o.times() {
			o.within(o.graph(time), time)
		}
	}
	if b.problems.Err() != nil {
		return
	}
	for _, m := range o.list {
		b.twice(m)
		b.ratesAdd(m)
		b.sums.sumOf(m).give()
	}
}

// give lists the org units at the bottom of a sum.
func (s *sum) give() {
	for i := range s.leaves {
		s.givers = append(s.givers, s.leaves[i].unit)
	}
	slices.Sort(s.givers)
	s.givers = slices.Compact(s.givers)
}

// A sumsOrder puts sums into an order.
type sumsOrder struct {
	*sumsBuilder
	places map[member]int
	list   []member
}

// graph returns what adds up to what in some time.
func (o *sumsOrder) graph(time almanac.Span) *graph.Graph {
	var edges []graph.Edge
	for at, m := range o.list {
		for _, source := range o.sums.sumOf(m).of {
			if from, ok := o.places[source.member]; ok && source.time.Common(time).Days() > 0 {
				edges = append(edges, graph.Edge{From: from, To: at})
			}
		}
	}
	return graph.New(len(o.list), edges)
}

// times returns all time, cut wherever something begins or ends to be brought.
func (o *sumsOrder) times() []almanac.Span {
	starts := []int{almanac.Ever.First}
	for _, m := range o.list {
		for _, of := range o.sums.sumOf(m).of {
			starts = append(starts, of.time.First)
			if of.time.Last != almanac.Ever.Last {
				starts = append(starts, of.time.Last+1)
			}
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	times := make([]almanac.Span, len(starts))
	for i, first := range starts {
		times[i] = almanac.Span{First: first, Last: almanac.Ever.Last}
		if i > 0 {
			times[i-1].Last = first - 1
		}
	}
	return times
}

// within finds the readings at the bottom of the sums in some time, or reports what adds up to itself in it.
func (o *sumsOrder) within(g *graph.Graph, time almanac.Span) {
	for _, cycle := range g.Cycles() {
		m := o.list[g.ShortestCycle(cycle)[0]]
		p := fault(ErrCycle, "sums_cycle", "node", m.ref)
		p.Hint = words.New("take_one_contribution_away")
		o.reportOnce(m, p)
	}
	// What adds up to the lowest of them is not in the graph, and counts as a level.
	if v, is := g.Deeper(maxSums - 2); is {
		o.reportOnce(o.list[v], fault(ErrInput, "sums_too_deep", "most", maxSums))
	}
	if o.problems.Err() != nil {
		return
	}
	for _, v := range g.Order() {
		o.leaves(o.list[v], time)
	}
}

// reportOnce reports what is wrong with a sum, unless it is reported for another time.
func (o *sumsOrder) reportOnce(m member, p *Problem) {
	path := sumPath(m.unit, m.ref)
	if !slices.ContainsFunc(o.problems, func(known *Problem) bool { return known.Path == path && known.Code == p.Code }) {
		o.report(path, o.sums.units[m.unit].id, p)
	}
}

// leaves collects the readings at the bottom of a sum in some time.
func (o *sumsOrder) leaves(m member, time almanac.Span) {
	made := o.sums.sumOf(m)
	for _, source := range made.of {
		below := []leaf{{source.member, almanac.Ever}}
		if more := o.sums.sumOf(source.member); more != nil {
			below = more.leaves
			if more.timed { // where nothing is brought, it has readings of its own
				below = append(slices.Clip(below), leaf{source.member, almanac.Ever})
			}
		}
		for _, l := range below {
			if l.time = l.time.Common(source.time).Common(time); l.time.Days() > 0 {
				made.leaves = append(made.leaves, l)
			}
		}
	}
}

// twice reports a reading at the bottom of a sum that counts twice in it at the same time.
func (b *sumsBuilder) twice(m member) {
	made := b.sums.sumOf(m)
	ends := make(map[member]int, len(made.leaves)) // the last day until which each counts
	leaves := made.leaves
	if made.timed || slices.ContainsFunc(leaves, func(l leaf) bool { return l.time != almanac.Ever }) {
		leaves = slices.Clone(leaves)
		slices.SortStableFunc(leaves, func(a, b leaf) int { return cmp.Compare(a.time.First, b.time.First) })
	}
	for _, l := range leaves {
		if end, seen := ends[l.member]; seen && end >= l.time.First {
			to, from := &b.sums.units[m.unit], &b.sums.units[l.unit]
			p := fault(ErrDuplicate, "counted_twice", "node", l.ref, "unit", from.id, "other_node", m.ref, "other_unit", to.id)
			p.Hint = words.New("take_one_way_away")
			b.report(sumPath(m.unit, m.ref), from.id, p)
			return
		}
		ends[l.member] = l.time.Last
	}
}
