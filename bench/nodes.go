package main

// A kpi is a leaf of a tree as a user would write it, with numbers of type N.
type kpi[N any] struct {
	weight, baseline, target, actual, score N
}

// A node is an objective with KPIs, or a perspective or card with nodes below it.
type node[N any] struct {
	weight, score N
	nodes         []*node[N]
	kpis          []*kpi[N]
}

// grow returns the cards as trees. whole converts a weight, cents a count of hundredths.
func grow[N any](d *data, whole, cents func(int64) N) []*node[N] {
	objectives := make([]*node[N], len(d.objectives.weight))
	starts := d.kpis.starts(len(objectives))
	for o := range objectives {
		kpis := make([]*kpi[N], 0, starts[o+1]-starts[o])
		for i := starts[o]; i < starts[o+1]; i++ {
			kpis = append(kpis, &kpi[N]{
				weight:   whole(d.kpis.weight[i]),
				baseline: cents(d.baseline[i]),
				target:   cents(d.target[i]),
				actual:   cents(d.actual[i]),
			})
		}
		objectives[o] = &node[N]{weight: whole(d.objectives.weight[o]), kpis: kpis}
	}
	perspectives := above(objectives, d.objectives, d.perspectives.weight, whole)
	return above(perspectives, d.perspectives, make([]int64, d.cards), whole) // cards have no weights
}

// above returns the parents of a level, with the weights given.
func above[N any](children []*node[N], l level, weights []int64, whole func(int64) N) []*node[N] {
	parents := make([]*node[N], len(weights))
	starts := l.starts(len(parents))
	for p, w := range weights {
		parents[p] = &node[N]{weight: whole(w), nodes: children[starts[p]:starts[p+1]]}
	}
	return parents
}

// collect returns the scores of the KPIs below cards, and of the cards.
func collect[N any](cards []*node[N]) (kpis, scores []N) {
	var walk func(*node[N])
	walk = func(n *node[N]) {
		for _, k := range n.kpis {
			kpis = append(kpis, k.score)
		}
		for _, c := range n.nodes {
			walk(c)
		}
	}
	for _, c := range cards {
		walk(c)
		scores = append(scores, c.score)
	}
	return kpis, scores
}

// exactResults returns the results of exact scores. units converts a score to units of 10^-10.
func exactResults[N any](kpis, cards []N, units func(N) int64) *results {
	return &results{kpis: mapped(kpis, units), cards: mapped(cards, units)}
}

// mapped applies f to each value.
func mapped[A, B any](list []A, f func(A) B) []B {
	m := make([]B, len(list))
	for i, v := range list {
		m[i] = f(v)
	}
	return m
}
