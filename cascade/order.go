package cascade

import (
	"errors"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/strictjson"
)

// arrange orders the org units so that those that contribute scores come first; false if there is no such order.
func (b *builder) arrange() bool {
	var edges []graph.Edge
	for i := range b.cascade.now {
		for _, g := range b.cascade.units[i].gives {
			if g.mode == Contributory {
				edges = append(edges, graph.Edge{From: i, To: g.to.unit})
			}
		}
	}
	g := graph.New(b.cascade.now, edges)
	b.cycles(g, "/contributes", "circle_of_scores")
	b.levels(g, "/contributes", "too_many_scores_in_row")
	if b.problems.Err() != nil {
		return false
	}
	above := make(map[int][]int, len(b.units))
	for _, e := range edges {
		above[e.From] = append(above[e.From], e.To)
	}
	depth := make([]int, b.cascade.now)
	for _, v := range g.Order() {
		unit := int(v)
		if depth[unit] == len(b.cascade.levels) {
			b.cascade.levels = append(b.cascade.levels, nil)
		}
		b.cascade.levels[depth[unit]] = append(b.cascade.levels[depth[unit]], unit)
		for _, to := range above[unit] {
			depth[to] = max(depth[to], depth[unit]+1)
		}
	}
	return true
}

// add compiles what adds up or is shared.
func (b *builder) add() {
	c := b.cascade
	units := make([]bsc.OrgUnitSums, len(c.units))
	for i := range c.units {
		u := &c.units[i]
		units[i] = bsc.OrgUnitSums{OrgUnit: u.id, Scorecard: u.card.Scorecard, Since: u.since, Until: u.until, Times: u.times}
		if len(u.sums) > 0 {
			units[i].Sums = make(map[bsc.Ref][]bsc.Summand, len(u.sums))
		}
		for ref, addends := range u.sums {
			summands := make([]bsc.Summand, len(addends))
			for j, a := range addends {
				summands[j] = bsc.Summand{
					OrgUnit: c.units[a.unit].id, Ref: a.ref, Shared: a.shared, Factor: a.factor, Since: a.time.since, Until: a.time.until,
				}
			}
			units[i].Sums[ref] = summands
		}
	}
	sums, err := bsc.NewSums(units, b.options)
	var refused *bsc.DefinitionError
	var problems bsc.Problems
	if errors.As(err, &refused) {
		problems = refused.Problems
	} else {
		c.sums, problems = sums, sums.Warnings()
	}
	for _, p := range problems {
		b.problems = append(b.problems, b.ofUnit(p))
	}
}

// ofUnit translates the place of a problem of sums, such as /3/sums/kpi:sales/0/factor/rates, into its place among the
// org units and what they contribute.
func (b *builder) ofUnit(p *bsc.Problem) *bsc.Problem {
	steps := strings.SplitN(string(p.Path), "/", 6)
	if len(steps) < 3 {
		return p // it counts others
	}
	i, _ := strconv.Atoi(steps[1])
	switch {
	case steps[2] != "sums":
		p.Path = unitPath(i) + bsc.Pointer("/"+steps[2]) // since, until or times
		return p
	case len(steps) == 4: // a sum as a whole: the org unit is the one that the problem names
		p.Path = unitPath(b.cascade.at[p.Ref.ID]) + "/contributes"
		return p
	}
	j, _ := strconv.Atoi(steps[4])
	for ref, addends := range b.cascade.units[i].sums {
		if strictjson.Escape(ref.String()) == steps[3] {
			of := addends[j]
			p.Path = of.path
			p.Ref.ID = b.units[of.giver].ID
		}
	}
	if len(steps) > 5 && steps[5] != "ref" && steps[5] != "org_unit" {
		p.Path += bsc.Pointer("/" + steps[5])
	}
	return p
}

// order returns what adds up, each before what it adds up to in turn.
func (c *Cascade) order() []member {
	places := map[member]int{}
	var list []member
	for i := range c.units {
		for _, ref := range sortedRefs(c.units[i].sums) {
			places[member{i, ref}] = len(list)
			list = append(list, member{i, ref})
		}
	}
	var edges []graph.Edge
	for at, m := range list {
		for _, source := range c.units[m.unit].sums[m.ref] {
			if from, ok := places[source.member]; ok {
				edges = append(edges, graph.Edge{From: from, To: at})
			}
		}
	}
	ordered := make([]member, 0, len(list))
	for _, v := range graph.New(len(list), edges).Order() {
		ordered = append(ordered, list[v])
	}
	return ordered
}
