package bsc

import (
	"slices"

	"github.com/shopspring/decimal"
)

// A Polarity says which way a change at one node moves another.
type Polarity string

// The polarities.
const (
	PolarityDirect  Polarity = "direct"  // more of the one means more of the other, along every way
	PolarityInverse Polarity = "inverse" // more of the one means less of the other, along every way
	PolarityMixed   Polarity = "mixed"   // some ways say so, some the opposite
)

// A Reached is a node that a change at another reaches along the links. What it says of paths is
// each of the best path for that; they need not be the same.
type Reached struct {
	Ref      Ref
	Links    int             // of the shortest path
	Lag      int             // of the soonest path: after how many periods the change can first be seen
	Strength decimal.Decimal // of the strongest path, above 0 and up to 1
	Polarity Polarity        // see StrategyMap.Polarity
}

// Reach returns every node that a change at this one reaches, in Order, with how far, how soon, how
// strongly and which way. The node itself is not among them. AllEffects only lists them, and is quicker.
func (m *StrategyMap) Reach(of Ref) []Reached {
	v, ok := m.at[of]
	if !ok {
		return nil
	}
	from := []int32{int32(v)}
	links, lags, strengths := m.byLinks().From(m.graph, from), m.byLag().From(m.graph, from), m.byStrength().From(m.graph, from)
	signs := m.signs(v)
	var reached []Reached
	for _, w := range m.order {
		if links[w].Edge < 0 {
			continue
		}
		reached = append(reached, Reached{
			Ref: m.nodes[w], Links: links[w].Label.first, Lag: lags[w].Label.first,
			Strength: strengths[w].Label.share, Polarity: signs[w],
		})
	}
	return reached
}

// Polarity returns which way a change at one node moves another, over all ways between them that
// have no link that closes a loop, or, where there are only such, over those around loops, too; "" where there is none.
func (m *StrategyMap) Polarity(from, to Ref) Polarity {
	v, okFrom := m.at[from]
	w, okTo := m.at[to]
	if !okFrom || !okTo {
		return ""
	}
	return m.signs(v)[w]
}

// signs returns the polarity of every node as seen from one.
func (m *StrategyMap) signs(from int) []Polarity {
	even, odd := m.soonest(from)
	evenAround, oddAround := m.around(from)
	signs := make([]Polarity, len(m.nodes))
	for v := range signs {
		signs[v] = polarity(even[v] >= 0, odd[v] >= 0)
		if signs[v] == "" {
			signs[v] = polarity(evenAround[v], oddAround[v])
		}
	}
	return signs
}

// polarity names what ways with an even and with an odd number of inverse links come to.
func polarity(even, odd bool) Polarity {
	switch {
	case even && odd:
		return PolarityMixed
	case even:
		return PolarityDirect
	case odd:
		return PolarityInverse
	}
	return ""
}

// soonest returns the least lag to every node along ways without a link that closes a loop, of those with an
// even and of those with an odd number of inverse links; -1 where there is none.
func (m *StrategyMap) soonest(from int) (even, odd []int) {
	lags := [2][]int{slices.Repeat([]int{-1}, len(m.nodes)), slices.Repeat([]int{-1}, len(m.nodes))}
	lags[0][from] = 0
	for _, v := range m.order[m.place[from]:] {
		for _, l := range m.graph.Out(int(v)) {
			if m.closes(l) {
				continue
			}
			to := m.graph.Edge(int(l)).To
			for sign := range lags {
				before, after := lags[sign][v], &lags[sign][to]
				if m.links[l].Inverse {
					after = &lags[1-sign][to]
				}
				if before >= 0 && (*after < 0 || before+m.links[l].Lag < *after) {
					*after = before + m.links[l].Lag
				}
			}
		}
	}
	return lags[0], lags[1]
}

// around reports where ways of any links lead with an even and with an odd number of inverse
// ones, by searching a graph in which each node stands twice.
func (m *StrategyMap) around(from int) (even, odd []bool) {
	type end struct {
		node int
		odd  bool
	}
	even, odd = make([]bool, len(m.nodes)), make([]bool, len(m.nodes))
	queue := []end{{from, false}}
	for head := 0; head < len(queue); head++ {
		at := queue[head]
		for _, l := range m.graph.Out(at.node) {
			next := end{m.graph.Edge(int(l)).To, at.odd != m.links[l].Inverse}
			met := even
			if next.odd {
				met = odd
			}
			if !met[next.node] {
				met[next.node] = true
				queue = append(queue, next)
			}
		}
	}
	return even, odd
}
