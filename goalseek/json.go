package goalseek

import "github.com/go-bsc/bsc/internal/wire"

// Answers as JSON; package report has the rules.

// MarshalJSON writes low, high and step, as far as they are there.
func (b Bounds) MarshalJSON() ([]byte, error) { return wire.Marshal(b) }

// MarshalJSON writes what is now, what is needed, what comes of it, and the reason.
func (a Answer) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes the goal, what comes of the moves, the moves, and the share or the cost.
func (p Plan) MarshalJSON() ([]byte, error) { return wire.Marshal(p) }

// MarshalJSON writes what there is so far, what is needed, and what the periods that remain must bring.
func (r Remainder) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes period and value.
func (n PeriodNeed) MarshalJSON() ([]byte, error) { return wire.Marshal(n) }

// MarshalJSON writes from, to, step and guess, as far as they are there.
func (w Way) MarshalJSON() ([]byte, error) { return wire.Marshal(w) }

// MarshalJSON writes value, score, reached and calls.
func (f Found) MarshalJSON() ([]byte, error) { return wire.Marshal(f) }

// MarshalJSON writes the question: unit, ref, period, of, node, score, rating, bounds and direction.
func (r Reach) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }
