package bsc

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/graph"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Link is a cause and an effect on the strategy map: a better score at From should bring a better one at To after a
// delay, Lag, whatever the direction of their KPIs. It is a hypothesis unless Kind says otherwise, and never enters a
// score. It joins objectives, KPIs and perspectives; in JSON a bare id is an objective.
type Link struct {
	From     Ref      `json:"from"`
	To       Ref      `json:"to"`
	Kind     LinkKind `json:"kind,omitempty"`     // "" is hypothesis
	Inverse  bool     `json:"inverse,omitempty"`  // a better score at From brings a worse one at To
	Strength Strength `json:"strength,omitempty"` // "" is moderate
	Delay    int      `json:"lag,omitempty"`      // its delay in periods of the definition's frequency, 0 to 1000
	Owner    string   `json:"owner,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// A LinkKind says what a link claims, and so whether data may test it. All else, such as package impact and the default
// strength, is the same for every kind.
type LinkKind string

// The kinds of link. "" is LinkHypothesis.
const (
	LinkHypothesis   LinkKind = "hypothesis"   // a claim that data can support or contradict
	LinkDefinitional LinkKind = "definitional" // true by arithmetic: revenue = price × volume
	LinkConstraint   LinkKind = "constraint"   // From limits To: To cannot be reached without it
)

func linkKinds() []LinkKind {
	return []LinkKind{LinkHypothesis, LinkDefinitional, LinkConstraint}
}

// A Strength says how much of a change in the cause reaches the effect: weak, moderate,
// strong, or a number above 0 and up to 1. "" is moderate.
type Strength string

// The named strengths, worth 0.25, 0.5 and 0.75.
const (
	StrengthWeak     Strength = "weak"
	StrengthModerate Strength = "moderate"
	StrengthStrong   Strength = "strong"
)

// Decimal returns the strength as a number above 0 and up to 1. The error is a *Problem with ErrValue.
func (s Strength) Decimal() (decimal.Decimal, error) {
	d, p := s.value()
	if p != nil {
		return decimal.Decimal{}, p
	}
	return d, nil
}

func (s Strength) value() (decimal.Decimal, *Problem) {
	switch s {
	case StrengthWeak:
		return decimal.New(25, -2), nil
	case StrengthModerate, "":
		return decimal.New(5, -1), nil
	case StrengthStrong:
		return decimal.New(75, -2), nil
	}
	d, err := parseDecimal(string(s))
	if err != nil || d.Sign() <= 0 || d.GreaterThan(one()) {
		p := fault(ErrValue, "strength_unknown", "strength", s)
		p.Allowed = words.New("strengths")
		return decimal.Decimal{}, p
	}
	return d, nil
}

// MarshalJSON writes a number as a number and a name as a string.
func (s Strength) MarshalJSON() ([]byte, error) {
	if exact.IsNumber(string(s)) {
		return []byte(s), nil
	}
	return json.Marshal(string(s))
}

// UnmarshalJSON reads a number or a string.
func (s *Strength) UnmarshalJSON(data []byte) error {
	if strings.HasPrefix(string(data), `"`) {
		return json.Unmarshal(data, (*string)(s))
	}
	text, p := numberText(data)
	if p == nil {
		_, p = parseDecimal(text)
	}
	if p != nil {
		return p
	}
	*s = Strength(text)
	return nil
}

// maxLag is the longest delay of a link.
const maxLag = 1000

// A StrategyMap answers questions about a scorecard's links. It is immutable and safe for concurrent use. The zero
// value has no links.
//
// Links without a delay form no cycle. Links with a delay may form a loop through time: customers pay for the next
// budget, and the budget for training. In a loop some links close it: weak ones rather than strong ones, and links down
// the map before any others. Order, Drivers and Outcomes ignore the links that close a loop. Package impact answers
// questions about paths.
type StrategyMap struct {
	_      wire.As[mapJSON]
	nodes  []Ref // those with links, in definition order
	at     map[Ref]int
	layer  []int // of each node
	links  []Link
	worth  []decimal.Decimal // the strength of each link
	graph  graph.Ordered     // its edges are the links
	layers []Layer
}

// bond returns how hard it is to take a link of a loop as the one that closes it.
func (m *StrategyMap) bond(link int) graph.Bond {
	e := m.graph.Edge(link)
	units := max(1, m.worth[link].Shift(6).IntPart())
	switch {
	case m.links[link].Delay == 0:
		return graph.Bond{Fixed: true}
	case m.layer[e.From] > m.layer[e.To]:
		return graph.Bond{Minor: units}
	}
	return graph.Bond{Major: units}
}

// Nodes returns the nodes that have links, in definition order.
func (m *StrategyMap) Nodes() []Ref { return slices.Clone(m.nodes) }

// Links returns all links, in definition order.
func (m *StrategyMap) Links() []Link { return slices.Clone(m.links) }

// Causes returns the links that lead to the node, in definition order. For a node without links it returns none, as
// does every method here that takes a node.
func (m *StrategyMap) Causes(of Ref) []Link {
	v, ok := m.at[of]
	if !ok {
		return nil
	}
	return m.pick(m.graph.In(v))
}

// Effects returns the links that start at the node.
func (m *StrategyMap) Effects(of Ref) []Link {
	v, ok := m.at[of]
	if !ok {
		return nil
	}
	return m.pick(m.graph.Out(v))
}

// AllCauses returns every node from which links lead to this one, directly or through others, in Order. The node itself
// is not included, even if a loop leads back to it.
func (m *StrategyMap) AllCauses(of Ref) []Ref { return m.reach(of, true) }

// AllEffects returns every node to which links lead from this one, directly or through others, in Order. The node
// itself is not included.
func (m *StrategyMap) AllEffects(of Ref) []Ref { return m.reach(of, false) }

func (m *StrategyMap) reach(of Ref, back bool) []Ref {
	v, ok := m.at[of]
	if !ok {
		return nil
	}
	reached := slices.DeleteFunc(m.graph.Reach(v, back), func(w int32) bool { return int(w) == v })
	m.sort(reached)
	return m.refs(reached)
}

// Order returns the linked nodes with causes before their effects, and otherwise in definition order.
func (m *StrategyMap) Order() []Ref { return m.refs(m.graph.Order) }

// Drivers returns the nodes that nothing on the map causes, in Order.
func (m *StrategyMap) Drivers() []Ref { return m.refs(m.ends(true)) }

// Outcomes returns the nodes that cause nothing on the map, in Order.
func (m *StrategyMap) Outcomes() []Ref { return m.refs(m.ends(false)) }

// ends returns the nodes without causes or without effects.
func (m *StrategyMap) ends(causes bool) []int32 {
	var ends []int32
	for _, v := range m.graph.Order {
		links := m.graph.Out(int(v))
		if causes {
			links = m.graph.In(int(v))
		}
		if !slices.ContainsFunc(links, func(l int32) bool { return !m.graph.Closes(l) }) {
			ends = append(ends, v)
		}
	}
	return ends
}

// A Layer is one perspective on a strategy map.
type Layer struct {
	Perspective Ref `json:"perspective"`
	// Nodes are its objectives, linked or not, and itself and its KPIs if they have links; in definition order.
	Nodes []Ref `json:"nodes"`
}

// Layers returns the perspectives, bottom to top, each with its nodes on the map.
func (m *StrategyMap) Layers() []Layer {
	layers := slices.Clone(m.layers)
	for i := range layers {
		layers[i].Nodes = slices.Clone(layers[i].Nodes)
	}
	return layers
}

// A Loop is a part of the map in which every node leads back to itself through time.
type Loop struct {
	Nodes []Ref `json:"nodes"` // in Order
	// Shortest is a shortest way around, which ends where it begins. With an odd number of inverse links the loop
	// balances itself, else it reinforces itself. impact.Path says which, and the delay.
	Shortest []Link `json:"shortest"`
	Closing  []Link `json:"closing"` // the links that close it
}

// Loops returns the loops through time, by their first node in definition order. Loops that share a node are one. In a
// loop of many thousand nodes Shortest may not be the shortest.
func (m *StrategyMap) Loops() []Loop {
	if m.graph.Graph == nil {
		return nil
	}
	var loops []Loop
	for _, nodes := range m.graph.Cycles() {
		loop := Loop{Shortest: m.cycle(m.graph.ShortestCycle(nodes))}
		for _, v := range nodes {
			for _, l := range m.graph.Out(int(v)) {
				if m.graph.Closes(l) {
					loop.Closing = append(loop.Closing, m.links[l])
				}
			}
		}
		m.sort(nodes)
		loop.Nodes = m.refs(nodes)
		loops = append(loops, loop)
	}
	return loops
}

// cycle returns the links along a cycle of nodes.
func (m *StrategyMap) cycle(nodes []int32) []Link {
	var around []Link
	for i, v := range nodes {
		next := int(nodes[(i+1)%len(nodes)])
		links := m.graph.Out(int(v))
		at := slices.IndexFunc(links, func(l int32) bool { return m.graph.Edge(int(l)).To == next })
		around = append(around, m.links[links[at]])
	}
	return around
}

// sort puts nodes into Order.
func (m *StrategyMap) sort(nodes []int32) {
	slices.SortFunc(nodes, func(v, w int32) int { return m.graph.Place[v] - m.graph.Place[w] })
}

func (m *StrategyMap) refs(nodes []int32) []Ref {
	refs := make([]Ref, len(nodes))
	for i, v := range nodes {
		refs[i] = m.nodes[v]
	}
	return refs
}

func (m *StrategyMap) pick(links []int32) []Link {
	picked := make([]Link, len(links))
	for i, l := range links {
		picked[i] = m.links[l]
	}
	return picked
}

// mapJSON is what a StrategyMap is written as.
type mapJSON struct {
	Nodes    []Ref   `json:"nodes"`
	Links    []Link  `json:"links"`
	Layers   []Layer `json:"layers"`
	Order    []Ref   `json:"order"`
	Drivers  []Ref   `json:"drivers"`
	Outcomes []Ref   `json:"outcomes"`
	Loops    []Loop  `json:"loops"`
}
