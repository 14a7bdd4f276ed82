package bsc

import (
	"slices"

	"github.com/go-bsc/bsc/internal/graph"
)

// arrange orders the units so that those that contribute scores come first; it is false where there is no such order.
func (b *cascadeBuilder) arrange() bool {
	var edges []graph.Edge
	for i := range b.cascade.units {
		for _, g := range b.cascade.units[i].gives {
			if g.mode == Contributory {
				edges = append(edges, graph.Edge{From: i, To: g.to.unit})
			}
		}
	}
	g := graph.New(len(b.units), edges)
	for _, cycle := range g.Cycles() {
		b.cycle(g.ShortestCycle(cycle), "/contributes", "units contribute scores in a circle")
	}
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

// feed finds for everything that adds up or is shared the readings at the bottom of it.
func (b *cascadeBuilder) feed() {
	targets := map[member]int{}
	var list []member
	for i := range b.cascade.units {
		for _, ref := range sortedRefs(b.cascade.units[i].sums) {
			targets[member{i, ref}] = len(list)
			list = append(list, member{i, ref})
		}
	}
	var edges []graph.Edge
	for at, t := range list {
		for _, source := range b.cascade.units[t.unit].sums[t.ref] {
			if from, ok := targets[source]; ok {
				edges = append(edges, graph.Edge{From: from, To: at})
			}
		}
	}
	g := graph.New(len(list), edges)
	for _, cycle := range g.Cycles() {
		t := list[g.ShortestCycle(cycle)[0]]
		p := fault(ErrCycle, "the readings of %s add up to themselves", t.ref)
		p.Hint = "take one of the contributions away"
		b.report(at("", "units", t.unit)+"/contributes", b.units[t.unit].ID, p)
	}
	for _, v := range g.Order() {
		b.cascade.summed = append(b.cascade.summed, list[v])
		b.leaves(list[v])
	}
}

// leaves collects the readings that make up those of a KPI or series, and reports what would count twice.
func (b *cascadeBuilder) leaves(t member) {
	unit := &b.cascade.units[t.unit]
	seen := map[member]bool{}
	var leaves []member
	for _, source := range unit.sums[t.ref] {
		below := []member{source}
		if leaves, fed := b.cascade.units[source.unit].feeds[source.ref]; fed {
			below = leaves
		}
		for _, leaf := range below {
			if seen[leaf] {
				p := fault(ErrDuplicate, "%s of %s is counted twice in %s of %s", leaf.ref, b.units[leaf.unit].ID, t.ref, unit.id)
				p.Hint = "it comes by two ways; take one of them away"
				b.report(at("", "units", leaf.unit)+"/contributes", b.units[leaf.unit].ID, p)
				return
			}
			seen[leaf] = true
			leaves = append(leaves, leaf)
		}
	}
	unit.feeds[t.ref] = leaves
}

// twice warns of what counts more than once in one card: a score contributed together with what it is made of, be that
// a score, too, or values that add up.
func (b *cascadeBuilder) twice() {
	for i := range b.cascade.units {
		u := &b.cascade.units[i]
		for j, g := range u.gives {
			for _, h := range u.gives[:j] {
				if g.mode == SharedMeasure || h.mode == SharedMeasure || !u.card.overlaps(g, h) {
					continue
				}
				if both := b.common(g.to, h.to); both >= 0 {
					p := fault(ErrDuplicate, "%s and %s of %s both count in the card of %s, and one is part of the other", h.from, g.from, u.id, b.units[both].ID)
					p.Warning = true
					b.report(at("", "units", i)+"/contributes", u.id, p)
				}
			}
		}
	}
}

// overlaps reports whether of two contributions one is part of the other.
func (s *Scorecard) overlaps(g, h gift) bool {
	switch {
	case g.mode == Contributory && h.mode == Contributory:
		return s.within(g.from, h.from) || s.within(h.from, g.from)
	case g.mode == Additive && h.mode == Additive:
		return false // values that come twice to one sum are refused
	case g.mode == Additive:
		g, h = h, g
	}
	return slices.ContainsFunc(s.reading(h.from), func(at int) bool { return s.within(s.nodes[at].ref, g.from) })
}

// within reports whether a node is another one, or stands below it.
func (s *Scorecard) within(ref, above Ref) bool {
	at, okBelow := s.index[ref]
	top, okAbove := s.index[above]
	for okBelow && okAbove && at >= 0 {
		if at == top {
			return true
		}
		at = s.nodes[at].parent
	}
	return false
}

// common returns the first unit in whose card both of two contributions count; -1: none.
func (b *cascadeBuilder) common(g, h member) int {
	reached := b.upward(g)
	for _, unit := range b.upward(h) {
		if slices.Contains(reached, unit) {
			return unit
		}
	}
	return -1
}

// upward follows a contribution from card to card, and returns the units in their order.
func (b *cascadeBuilder) upward(m member) []int {
	queue := []member{m}
	seen := map[member]bool{m: true}
	var units []int
	for head := 0; head < len(queue); head++ {
		at := queue[head]
		if !slices.Contains(units, at.unit) && len(b.cascade.units[at.unit].card.reading(at.ref)) > 0 {
			units = append(units, at.unit)
		}
		u := &b.cascade.units[at.unit]
		for _, g := range u.gives {
			counts := g.mode == Additive && g.from == at.ref
			for _, node := range u.card.reading(at.ref) {
				counts = counts || g.mode == Contributory && u.card.within(u.card.nodes[node].ref, g.from)
			}
			if counts && !seen[g.to] {
				seen[g.to] = true
				queue = append(queue, g.to)
			}
		}
	}
	return units
}
