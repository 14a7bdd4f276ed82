package bsc

import (
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"
)

// A Link is a cause and an effect on the strategy map: doing better at From should
// improve To after Lag. It is a hypothesis unless Kind says otherwise, and never enters a score.
// It joins objectives, KPIs and perspectives; in JSON a bare id is an objective.
type Link struct {
	From     Ref      `json:"from"`
	To       Ref      `json:"to"`
	Kind     LinkKind `json:"kind,omitempty"`     // "" is hypothesis
	Inverse  bool     `json:"inverse,omitempty"`  // more of From means less of To
	Strength Strength `json:"strength,omitempty"` // "" is moderate
	Lag      int      `json:"lag,omitempty"`      // in periods; links without lag must not form a cycle
	Owner    string   `json:"owner,omitempty"`
	Note     string   `json:"note,omitempty"`
}

// A LinkKind says what a link claims.
type LinkKind string

// The kinds of link. "" is LinkHypothesis.
const (
	LinkHypothesis   LinkKind = "hypothesis"   // a claim that data can support or contradict
	LinkDefinitional LinkKind = "definitional" // true by arithmetic: revenue = price × volume
	LinkConstraint   LinkKind = "constraint"   // From limits To
)

// A Strength says how much of a change in the cause reaches the effect: weak, moderate,
// strong, or a number above 0 and up to 1. "" is moderate.
type Strength string

// The named strengths, worth 0.25, 0.5 and 0.75.
const (
	Weak     Strength = "weak"
	Moderate Strength = "moderate"
	Strong   Strength = "strong"
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
	case Weak:
		return decimal.New(25, -2), nil
	case Moderate, "":
		return decimal.New(5, -1), nil
	case Strong:
		return decimal.New(75, -2), nil
	}
	d, err := parseDecimal(string(s))
	if err != nil || d.Sign() <= 0 || d.GreaterThan(one()) {
		p := fault(ErrValue, "strength %s is not known", quote(string(s)))
		p.Allowed = "weak, moderate, strong, or a number above 0 and up to 1"
		return decimal.Decimal{}, p
	}
	return d, nil
}

// MarshalJSON writes a number as a number and a name as a string.
func (s Strength) MarshalJSON() ([]byte, error) {
	if isJSONNumber(string(s)) {
		return []byte(s), nil
	}
	return json.Marshal(string(s))
}

// UnmarshalJSON reads a number or a string.
func (s *Strength) UnmarshalJSON(data []byte) error {
	if strings.HasPrefix(string(data), `"`) {
		return json.Unmarshal(data, (*string)(s))
	}
	var n Number
	if err := n.UnmarshalJSON(data); err != nil {
		return err
	}
	*s = Strength(n)
	return nil
}

// A StrategyMap answers questions about a scorecard's links. It is immutable and safe
// for concurrent use. The zero value has no links.
type StrategyMap struct {
	order   []Ref
	links   []Link
	effects map[Ref][]int // indices of links by their From, in definition order
	causes  map[Ref][]int // by their To
}

func newStrategyMap(links []Link, order []Ref) *StrategyMap {
	m := &StrategyMap{order: order, links: links, effects: map[Ref][]int{}, causes: map[Ref][]int{}}
	for i, l := range links {
		m.effects[l.From] = append(m.effects[l.From], i)
		m.causes[l.To] = append(m.causes[l.To], i)
	}
	return m
}

// Links returns all links, in definition order.
func (m *StrategyMap) Links() []Link { return append([]Link(nil), m.links...) }

// Causes returns the links that lead to the node.
func (m *StrategyMap) Causes(of Ref) []Link { return m.pick(m.causes[of]) }

// Effects returns the links that start at the node.
func (m *StrategyMap) Effects(of Ref) []Link { return m.pick(m.effects[of]) }

// Order returns the linked nodes so that causes come before their effects, in definition
// order where there is a choice. Links with a lag do not bind it.
func (m *StrategyMap) Order() []Ref { return append([]Ref(nil), m.order...) }

func (m *StrategyMap) pick(at []int) []Link {
	links := make([]Link, len(at))
	for i, n := range at {
		links[i] = m.links[n]
	}
	return links
}
