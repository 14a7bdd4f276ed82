package impact

import (
	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/shopspring/decimal"
)

// Answers of the strategy map as JSON; package report has the rules. A delay has the key of a link's: lag.

// MarshalJSON writes ref, change and arrivals.
func (e Effect) MarshalJSON() ([]byte, error) { return wire.Marshal(e) }

// MarshalJSON writes lag and change.
func (a Arrival) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes ref, name, score and rating of the outcome, and change, then and arrivals.
func (p Projected) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes lag, change, period, sum and then.
func (a DatedArrival) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes the keys of a history.Point, and worst, outcomes and points.
func (w EarlyWarning) MarshalJSON() ([]byte, error) { return wire.Marshal(w) }

// MarshalJSON writes ref, name, score and rating of the outcome, and points, lack and per_unit.
func (s Shortfall) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes ref, links, lag, strength and polarity.
func (r Reached) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// pathJSON is what a Path is written as.
type pathJSON struct {
	Nodes    []bsc.Ref       `json:"nodes"`
	Links    []bsc.Link      `json:"links"`
	Delay    int             `json:"lag"`
	Inverse  bool            `json:"inverse,omitempty"`
	Strength decimal.Decimal `json:"strength"`
}

// MarshalJSON writes nodes, links, lag, inverse and strength. The error is that of Strength.
func (p Path) MarshalJSON() ([]byte, error) {
	strength, err := p.Strength()
	if err != nil {
		return nil, err
	}
	links := make([]bsc.Link, len(p.Links))
	for i, l := range p.Links {
		links[i] = l.Resolved()
	}
	return wire.Marshal(pathJSON{p.Nodes(), links, p.Delay(), p.Inverse(), strength})
}
