package weights

import "github.com/go-bsc/bsc/internal/wire"

// Weights as JSON; package report has the rules. What a method asks for is read by encoding/json.

// MarshalJSON writes items, consistency and spread.
func (w Weights) MarshalJSON() ([]byte, error) { return wire.Marshal(w) }

// MarshalJSON writes id and weight.
func (w Weight) MarshalJSON() ([]byte, error) { return wire.Marshal(w) }

// MarshalJSON writes method, ratio, limit, consistent, lambda, index and worst.
func (c Consistency) MarshalJSON() ([]byte, error) { return wire.Marshal(c) }

// MarshalJSON writes a, b, times and fits.
func (m Misfit) MarshalJSON() ([]byte, error) { return wire.Marshal(m) }

// MarshalJSON writes id, min, max, deviation and furthest.
func (s Spread) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes name and items.
func (e Expert) MarshalJSON() ([]byte, error) { return wire.Marshal(e) }

// MarshalJSON writes name and judgements.
func (j Judge) MarshalJSON() ([]byte, error) { return wire.Marshal(j) }
