package bsc

import "github.com/shopspring/decimal"

// A Polarity says which way a change at one node moves another.
type Polarity string

// The polarities.
const (
	PolarityDirect  Polarity = "direct"  // more of the one means more of the other, along every way
	PolarityInverse Polarity = "inverse" // more of the one means less of the other, along every way
	PolarityMixed   Polarity = "mixed"   // some ways say so, some the opposite
)

// A Reached is a node that a change at another reaches along the links.
type Reached struct {
	Ref      Ref
	Links    int             // of the shortest path
	Lag      int             // of the soonest path: after how many periods the change can first be seen
	Strength decimal.Decimal // of the strongest path, above 0 and up to 1
	Polarity Polarity        // over all ways, also those around loops through time
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

// Polarity returns which way a change at one node moves another, over all ways between them;
// "" where there is none.
func (m *StrategyMap) Polarity(from, to Ref) Polarity {
	v, okFrom := m.at[from]
	w, okTo := m.at[to]
	if !okFrom || !okTo {
		return ""
	}
	return m.signs(v)[w]
}

// signs returns the polarity of every node as seen from one, by searching a graph in which
// each node stands twice: for ways with an even and with an odd number of inverse links.
func (m *StrategyMap) signs(from int) []Polarity {
	type end struct {
		node int
		odd  bool
	}
	even, odd := make([]bool, len(m.nodes)), make([]bool, len(m.nodes))
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
	signs := make([]Polarity, len(m.nodes))
	for v := range signs {
		switch {
		case even[v] && odd[v]:
			signs[v] = PolarityMixed
		case even[v]:
			signs[v] = PolarityDirect
		case odd[v]:
			signs[v] = PolarityInverse
		}
	}
	return signs
}
