package goalseek

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Answer says what the actual of one KPI must be. It is plain data.
type Answer struct {
	Ref  bsc.Ref `json:"ref"`
	Name string  `json:"name,omitempty"`
	Unit string  `json:"unit,omitempty"` // of the actuals

	Actual decimal.NullDecimal `json:"actual"`          // now; not valid: there is none
	Label  string              `json:"label,omitempty"` // now, of a KPI that is read as labels
	Score  bsc.Score           `json:"score,omitzero"`  // of the KPI, now

	// Needed is the least demanding actual with which the node reaches the goal: one step nearer to where it is not
	// reached, it does not. If Reached is not set, it is the least demanding one that brings the node as far as it can
	// come. It is not valid where labels are read, where no actual would change anything, and where every actual will
	// do.
	Needed      decimal.NullDecimal `json:"needed"`
	NeededLabel string              `json:"needed_label,omitempty"`
	NeededScore bsc.Score           `json:"needed_score,omitzero"` // of the KPI, with it

	Node      bsc.Ref         `json:"node"`
	NodeName  string          `json:"node_name,omitempty"`
	Goal      decimal.Decimal `json:"goal"`                // the score that the node should reach
	NodeScore bsc.Score       `json:"node_score,omitzero"` // of the node, now
	Then      bsc.Score       `json:"then,omitzero"`       // of the node, with Needed; no score: it is not known
	Reached   bool            `json:"reached"`

	// Bisected says that Needed was found by trying: the KPI has a host's scorer, or counts in more ways than by its
	// own score. Then it is the nearest of those that were tried, and what was not tried is taken to lie between its
	// neighbours.
	Bisected bool         `json:"bisected,omitempty"`
	Reason   words.Phrase `json:"reason,omitzero"` // why the goal is not reached
}

// String says the answer in one English line.
func (a Answer) String() string { return a.Phrase().String() }

// Phrase says the answer in any language.
func (a Answer) Phrase() words.Phrase {
	what := any(a.Ref)
	if a.Name != "" {
		what = a.Name
	}
	switch {
	case a.Reached && a.needed() == nil:
		return words.New("seek_any", "what", what, "node", labelOf(a.Node, a.NodeName), "goal", a.Goal)
	case a.Reached:
		return words.New("seek_needed", "what", what, "from", a.now(), "to", amount(a.needed(), a.Unit), "node", labelOf(a.Node, a.NodeName), "then", shown(a.Then, a.Goal))
	case a.needed() == nil:
		return words.New("seek_refused", "what", what, "node", labelOf(a.Node, a.NodeName), "goal", a.Goal, "why", a.Reason)
	}
	return words.New("seek_not_reached", "what", what, "from", a.now(), "to", amount(a.needed(), a.Unit), "node", labelOf(a.Node, a.NodeName), "then", shown(a.Then, a.Goal), "goal", a.Goal)
}

// needed returns what the actual must be; nil: nothing particular.
func (a *Answer) needed() any {
	switch {
	case a.NeededLabel != "":
		return a.NeededLabel
	case a.Needed.Valid:
		return a.Needed.Decimal
	}
	return nil
}

// now returns what the actual is.
func (a *Answer) now() any {
	switch {
	case a.Label != "":
		return a.Label
	case a.Actual.Valid:
		return figure(a.Actual.Decimal)
	}
	return words.New("seek_nothing_yet")
}

// amount is a number with its unit, if it has one.
func amount(number any, unit string) any {
	if unit == "" {
		return number
	}
	return words.New("seek_amount", "number", number, "unit", unit)
}

// labelOf is what a node is called in a sentence: by its name or, without one, by its Ref.
func labelOf(ref bsc.Ref, name string) any {
	if name != "" {
		return name
	}
	return ref
}

// figure is a number as people read it: to five significant digits, but never rounded before its point.
func figure(d decimal.Decimal) decimal.Decimal {
	before := d.NumDigits() + int(d.Exponent())
	return d.Round(int32(min(max(5-before, 0), 20))).Normalize()
}

// shown is a score in a sentence: to two places, or to more where it would look like the goal and is not.
func shown(s bsc.Score, goal decimal.Decimal) any {
	d, ok := s.Decimal()
	if !ok {
		return words.New("seek_no_score")
	}
	for places := int32(2); places < exact.Places; places++ {
		if round := d.Round(places); !round.Equal(goal) || d.Equal(goal) {
			return round.Normalize()
		}
	}
	return d
}

func (s *sought) nodeName() string { return s.Result.Scorecard().NameOf(s.Node) }

// answer begins the answer of a KPI.
func (s *sought) answer(o *bsc.Outcome) Answer {
	return Answer{
		Ref: o.Ref, Name: o.Name, Unit: o.Unit, Actual: o.Actual, Label: o.Label, Score: o.Score,
		Node: s.Node, NodeName: s.nodeName(), Goal: s.Score, NodeScore: s.Result.ScoreOf(s.Node),
	}
}
