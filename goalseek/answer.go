package goalseek

import (
	"github.com/go-bsc/bsc"
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
		return words.New("seek_any", "what", what, "node", a.Node, "goal", a.Goal)
	case a.Reached:
		return words.New("seek_needed", "what", what, "from", a.now(), "to", amount(a.needed(), a.Unit), "node", a.Node, "then", shown(a.Then))
	case a.needed() == nil:
		return words.New("seek_refused", "what", what, "node", a.Node, "goal", a.Goal, "why", a.Reason)
	}
	return words.New("seek_not_reached", "what", what, "from", a.now(), "to", amount(a.needed(), a.Unit), "node", a.Node, "then", shown(a.Then), "goal", a.Goal)
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
		return a.Actual.Decimal
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

// shown is a score in a sentence.
func shown(s bsc.Score) any {
	if d, ok := s.Decimal(); ok {
		return d
	}
	return words.New("seek_no_score")
}

// answer begins the answer of a KPI.
func (s *sought) answer(o *bsc.Outcome) Answer {
	return Answer{
		Ref: o.Ref, Name: o.Name, Unit: o.Unit, Actual: o.Actual, Label: o.Label, Score: o.Score,
		Node: s.Node, Goal: s.Score, NodeScore: s.Result.ScoreOf(s.Node),
	}
}
