package bridge

import "github.com/go-bsc/bsc/internal/wire"

// Bridges as JSON; package report has the rules.

// MarshalJSON writes ref, name, from, to, change, steps and mixed.
func (b Bridge) MarshalJSON() ([]byte, error) { return wire.Marshal(b) }

// MarshalJSON writes period, unit, as_of, score, display and rating.
func (e End) MarshalJSON() ([]byte, error) { return wire.Marshal(e) }

// MarshalJSON writes cause, change and parts.
func (s Step) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes ref, name, unit, change, event, from and to.
func (p Part) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes cause and the keys of the Part.
func (p CausedPart) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes actual, label, target, weight and score.
func (s Standing) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes change, bridges and steps.
func (r Range) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }
