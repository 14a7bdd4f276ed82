package bsc

import "github.com/go-bsc/bsc/internal/graph"

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
	b.levels(g, MostLevels-1, func(v int) int { return v }, "/contributes", "contribute scores in a row")
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
	// What adds up to the lowest of them is not among them, and counts.
	b.levels(g, MostLevels-2, func(v int) int { return list[v].unit }, "/contributes", "add up in a row")
	if b.problems.Err() != nil {
		return
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
