package cascade

import "github.com/go-bsc/bsc"

// twice warns of what counts more than once on one card: a score contributed together with what it is made of, which
// may be another score or values that add up.
func (b *builder) twice() {
	for i := range b.cascade.units {
		u := &b.cascade.units[i]
		if len(u.gives) < 2 {
			continue
		}
		counted := counted{scores: map[spot]int{}, below: map[spot]int{}}
		for place, g := range u.gives {
			if g.mode == SharedMeasure {
				continue
			}
			cards := b.upward(g.to)
			if first, card := counted.before(u, g, cards); first < place {
				p := fault(bsc.ErrDuplicate, "counted_with_its_part",
					"node", u.gives[first].from, "other", g.from, "unit", u.id, "card", b.units[card].ID)
				p.Warning = true
				b.report(unitPath(i)+"/contributes", u.id, p)
			}
			counted.add(u, g, place, cards)
		}
	}
}

// counted records where the contributions of an org unit count, each by its place in their list: the first of each
// spot.
type counted struct {
	scores map[spot]int // those of a node's own score
	below  map[spot]int // those of its score and of what stands below it, including values
}

// A spot is a node of an org unit and the card of an org unit in which it counts.
type spot struct{ node, card int }

// before returns the first contribution that a gift is part of, or that is part of it, and that counts on one of the
// same cards, with the first of these. If there is none, it returns the gift's own place or a later one.
func (c *counted) before(u *unit, g gift, cards []int) (place, card int) {
	place = len(u.gives)
	look := func(among map[spot]int, node, in int) {
		if first, ok := among[spot{node, in}]; ok && first < place {
			place, card = first, in
		}
	}
	for _, in := range cards {
		for _, node := range u.card.reading(g.from) {
			for at := node; at >= 0; at = u.card.parent[at] {
				look(c.scores, at, in)
			}
			if g.mode == Contributory {
				look(c.below, node, in)
			}
		}
	}
	return place, card
}

// add records that a gift counts on some cards.
func (c *counted) add(u *unit, g gift, place int, cards []int) {
	note := func(among map[spot]int, node, in int) {
		if _, known := among[spot{node, in}]; !known {
			among[spot{node, in}] = place
		}
	}
	for _, in := range cards {
		for _, node := range u.card.reading(g.from) {
			if g.mode == Contributory {
				note(c.scores, node, in)
			}
			for at := node; at >= 0; at = u.card.parent[at] {
				note(c.below, at, in)
			}
		}
	}
}

// upward follows a contribution from card to card. It returns the org units on whose cards it counts, in their order.
func (b *builder) upward(m member) []int {
	queue := []member{m}
	seen := map[member]bool{m: true}
	counts := map[int]bool{}
	var units []int
	for head := 0; head < len(queue); head++ {
		at := queue[head]
		u := &b.cascade.units[at.unit]
		for _, g := range u.partIn(at.ref) {
			if !seen[g.to] {
				seen[g.to] = true
				queue = append(queue, g.to)
			}
		}
		if !counts[at.unit] && len(u.card.reading(at.ref)) > 0 {
			counts[at.unit] = true
			units = append(units, at.unit)
		}
	}
	return units
}

// partIn returns the contributions of an org unit that a KPI or series is part of: its own values, and the scores of
// the KPIs that show it and of all nodes above these.
func (u *unit) partIn(ref bsc.Ref) []gift {
	var gifts []gift
	add := func(from bsc.Ref, mode Mode) {
		for _, at := range u.given[from] {
			if g := u.gives[at]; g.mode == mode {
				gifts = append(gifts, g)
			}
		}
	}
	add(ref, Additive)
	for _, node := range u.card.reading(ref) {
		for at := node; at >= 0; at = u.card.parent[at] {
			add(u.card.nodes[at], Contributory)
		}
	}
	return gifts
}
