package curve

import "github.com/go-bsc/bsc/internal/wire"

// MarshalJSON writes value and score.
func (a Anchor) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes low and high, as far as they are there.
func (i Interval) MarshalJSON() ([]byte, error) { return wire.Marshal(i) }

// curveJSON is what a Curve is written as.
type curveJSON struct {
	Anchors []Anchor `json:"anchors"`
}

// MarshalJSON writes the anchors.
func (c Curve) MarshalJSON() ([]byte, error) { return wire.Marshal(curveJSON{c.anchors}) }
