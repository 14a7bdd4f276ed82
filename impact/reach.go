package impact

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/shopspring/decimal"
)

// A Polarity says which way a change at one node moves another.
type Polarity string

// The polarities.
const (
	Direct  Polarity = "direct"  // more of one means more of the other, along every way
	Inverse Polarity = "inverse" // more of one means less of the other, along every way
	Mixed   Polarity = "mixed"   // Direct along some ways, Inverse along others
)

// A Reached is a node that a change at another node reaches along the links. Each of its numbers belongs to the best
// path for that number; these may be different paths.
type Reached struct {
	Ref      bsc.Ref         `json:"ref"`
	Links    int             `json:"links"`    // of the shortest path
	Delay    int             `json:"lag"`      // the delay of the soonest path: after how many periods the change can first be seen
	Strength decimal.Decimal `json:"strength"` // of the strongest path, above 0 and up to 1
	Polarity Polarity        `json:"polarity"` // see PolarityOf
}

// Reach returns every node of a strategy map that a change at one node reaches, with how far, how soon, how strongly
// and which way. The nodes are in StrategyMap.Order, without the changed one. StrategyMap.AllEffects only lists them,
// and is quicker.
func Reach(m *bsc.StrategyMap, of bsc.Ref) []Reached {
	n := networkOf(m)
	v, ok := n.at[of]
	if !ok {
		return nil
	}
	from := []int32{v}
	links := fewest(func(int32) int { return 1 }).From(n.graph.Graph, from)
	lags := fewest(n.lag).From(n.graph.Graph, from)
	strengths := n.strongest().From(n.graph.Graph, from)
	signs := n.signs(v)
	var reached []Reached
	for _, w := range n.graph.Order {
		if links[w].Edge < 0 {
			continue
		}
		reached = append(reached, Reached{
			Ref: n.nodes[w], Links: links[w].Label, Delay: lags[w].Label, Strength: strengths[w].Label,
			Polarity: signs[w],
		})
	}
	return reached
}

// PolarityOf returns which way a change at one node moves another: over all ways between them that have no link that
// closes a loop. If there are none of these, it also counts ways around loops; "" if there is no way.
func PolarityOf(m *bsc.StrategyMap, from, to bsc.Ref) Polarity {
	n := networkOf(m)
	v, okFrom := n.at[from]
	w, okTo := n.at[to]
	if !okFrom || !okTo {
		return ""
	}
	return n.signs(v)[w]
}

// A network is the links of a strategy map, by number.
type network struct {
	nodes []bsc.Ref
	at    map[bsc.Ref]int32
	links []bsc.Link
	worth []decimal.Decimal // the strength of each link
	graph graph.Ordered     // its edges are the links
}

func networkOf(m *bsc.StrategyMap) *network {
	if m == nil {
		m = new(bsc.StrategyMap)
	}
	n := &network{nodes: m.Nodes(), links: m.Links(), at: map[bsc.Ref]int32{}}
	for v, ref := range n.nodes {
		n.at[ref] = int32(v)
	}
	edges := make([]graph.Edge, len(n.links))
	n.worth = make([]decimal.Decimal, len(n.links))
	for i, l := range n.links {
		edges[i] = graph.Edge{From: int(n.at[l.From]), To: int(n.at[l.To])}
		n.worth[i], _ = l.Strength.Decimal() // no error: Compile has checked it
	}
	order := make([]int32, 0, len(n.nodes))
	for _, ref := range m.Order() {
		order = append(order, n.at[ref])
	}
	n.graph = graph.New(len(n.nodes), edges).InOrder(order)
	return n
}

func (n *network) lag(link int32) int { return n.links[link].Delay }

func (n *network) inverse(link int32) bool { return n.links[link].Inverse }

// fewest searches for the ways whose links have the least total cost.
func fewest(cost func(link int32) int) graph.Search[int] {
	return graph.Search[int]{
		Less:   func(a, b int) bool { return a < b },
		Extend: func(way int, link int32) int { return way + cost(link) },
	}
}

// strongest searches for the ways along which most of a change arrives.
func (n *network) strongest() graph.Search[decimal.Decimal] {
	return graph.Search[decimal.Decimal]{
		Label: decimal.New(1, 0),
		Less:  func(a, b decimal.Decimal) bool { return a.GreaterThan(b) },
		Extend: func(way decimal.Decimal, link int32) decimal.Decimal {
			return exact.Significant(way.Mul(n.worth[link]))
		},
	}
}

// signs returns the polarity of every node relative to one.
func (n *network) signs(from int32) []Polarity {
	soonest := n.graph.SoonestByParity(int(from), n.inverse, n.lag)
	around := n.graph.ReachByParity(int(from), n.inverse)
	signs := make([]Polarity, len(n.nodes))
	for v := range signs {
		signs[v] = polarity(soonest[graph.Even][v] >= 0, soonest[graph.Odd][v] >= 0)
		if signs[v] == "" {
			signs[v] = polarity(around[graph.Even][v], around[graph.Odd][v])
		}
	}
	return signs
}

// polarity returns the polarity for ways with an even and with an odd number of inverse links.
func polarity(even, odd bool) Polarity {
	switch {
	case even && odd:
		return Mixed
	case even:
		return Direct
	case odd:
		return Inverse
	}
	return ""
}
