package lint

import "github.com/go-bsc/bsc/internal/wire"

// MarshalJSON writes findings, not_run, period and scorecard.
func (r Report) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes items and ready.
func (r Readiness) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }
