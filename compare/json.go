package compare

import "github.com/go-bsc/bsc/internal/wire"

// Comparisons as JSON; package report has the rules.

// MarshalJSON writes of, rows, spread and warnings.
func (r Ranking) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes unit, then ref, name, score and rating of the outcome, and shown, rank, gap, quartile, unique and
// best_practice.
func (r Row) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes scored, missing, lowest, highest, lower, median, upper and mean.
func (s Spread) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes perspectives, evenness, effective, lead, lag and undeclared.
func (b WeightBalance) MarshalJSON() ([]byte, error) { return wire.Marshal(b) }

// MarshalJSON writes ref, name and share.
func (s PerspectiveShare) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes value, weakest and unscored.
func (b ScoreBalance) MarshalJSON() ([]byte, error) { return wire.Marshal(b) }
