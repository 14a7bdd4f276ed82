package cascade

import (
	"errors"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/graph"
)

// arrange orders the org units so that those that contribute scores come first; false if there is no such order.
func (b *builder) arrange() bool {
	var edges []graph.Edge
	for i := range b.cascade.units {
		for _, g := range b.cascade.units[i].gives {
			if g.mode == Contributory {
				edges = append(edges, graph.Edge{From: i, To: g.to.unit})
			}
		}
	}
	g := graph.New(len(b.units), edges)
	b.cycles(g, "/contributes", "org units contribute scores in a circle")
	b.levels(g, "/contributes", "contribute scores in a row")
	if b.problems.Err() != nil {
		return false
	}
	above := make(map[int][]int, len(b.units))
	for _, e := range edges {
		above[e.From] = append(above[e.From], e.To)
	}
	depth := make([]int, len(b.units))
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
		units[i] = bsc.OrgUnitSums{OrgUnit: u.id, Scorecard: u.card.Scorecard, Since: u.since, Until: u.until}
		if len(u.sums) > 0 {
			units[i].Sums = make(map[bsc.Ref][]bsc.Summand, len(u.sums))
		}
		for ref, members := range u.sums {
			summands := make([]bsc.Summand, len(members))
			for j, m := range members {
				summands[j] = bsc.Summand{OrgUnit: c.units[m.unit].id, Ref: m.ref, Shared: u.shares[ref]}
			}
			units[i].Sums[ref] = summands
		}
	}
	sums, err := bsc.NewSums(units, b.options)
	var refused *bsc.DefinitionError
	if errors.As(err, &refused) {
		for _, p := range refused.Problems {
			b.problems = append(b.problems, b.ofUnit(p))
		}
		return
	}
	c.sums = sums
}

// ofUnit translates the place of a problem of sums into its place among the org units.
func (b *builder) ofUnit(p *bsc.Problem) *bsc.Problem {
	i, known := b.cascade.at[p.Ref.ID]
	if !known {
		return p // it counts others
	}
	field := bsc.Pointer("/contributes")
	if path := string(p.Path); !strings.Contains(path, "/sums/") {
		field = bsc.Pointer(path[strings.LastIndexByte(path, '/'):]) // since or until
	}
	p.Path = unitPath(i) + field
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
			if from, ok := places[source]; ok {
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
