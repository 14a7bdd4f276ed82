package curve

import "github.com/go-bsc/bsc/internal/wire"

// MarshalJSON writes value and score.
func (a Anchor) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes low and high, as far as they are there.
func (i Interval) MarshalJSON() ([]byte, error) { return wire.Marshal(i) }

// MarshalJSON writes the anchors.
func (c Curve) MarshalJSON() ([]byte, error) {
	return wire.Marshal(struct {
		Anchors []Anchor `json:"anchors"`
	}{c.anchors})
}
