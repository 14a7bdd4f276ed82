package sensitivity

import "github.com/go-bsc/bsc/internal/wire"

// Answers as JSON; package report has the rules. What is asked for, Options and Intervals, is read by encoding/json.

// MarshalJSON writes ref, name, score, rating, flips and says.
func (s Stability) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes ref, name, parent, weight, share, lighter, heavier and says.
func (f Flip) MarshalJSON() ([]byte, error) { return wire.Marshal(f) }

// MarshalJSON writes weight, share, multiplier, rating and exact.
func (t Turn) MarshalJSON() ([]byte, error) { return wire.Marshal(t) }

// MarshalJSON writes ahead, behind, flips and says.
func (r Reversal) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes unit, period, score, rating and rank.
func (c Contender) MarshalJSON() ([]byte, error) { return wire.Marshal(c) }

// MarshalJSON writes score, rating and rank.
func (s Standing) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes ref, name, parent, weight, low, high, range and slope.
func (s Swing) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes weight, share, score and rating.
func (e End) MarshalJSON() ([]byte, error) { return wire.Marshal(e) }

// MarshalJSON writes ref, name, parent, results, ratings, ranks, most and says.
func (l LeftOut) MarshalJSON() ([]byte, error) { return wire.Marshal(l) }

// MarshalJSON writes unit, period, score, rating, rank, without and change.
func (m Moved) MarshalJSON() ([]byte, error) { return wire.Marshal(m) }

// MarshalJSON writes ref, name, children and ends.
func (i Importance) MarshalJSON() ([]byte, error) { return wire.Marshal(i) }

// MarshalJSON writes entered, left_out, additive and movers.
func (m Movement) MarshalJSON() ([]byte, error) { return wire.Marshal(m) }

// MarshalJSON writes ref, name, nominal, moves, lacking and says.
func (m Mover) MarshalJSON() ([]byte, error) { return wire.Marshal(m) }

// MarshalJSON writes ref, name, draws, seed and results.
func (a Acceptability) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes unit, period, score, rating, rank, ranks, mean_rank, ratings, spread and says.
func (a Accepted) MarshalJSON() ([]byte, error) { return wire.Marshal(a) }

// MarshalJSON writes rank and share.
func (r RankShare) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes rating and share.
func (r RatingShare) MarshalJSON() ([]byte, error) { return wire.Marshal(r) }

// MarshalJSON writes scored, lowest, highest, mean and quantiles.
func (s Spread) MarshalJSON() ([]byte, error) { return wire.Marshal(s) }

// MarshalJSON writes percent and score.
func (q Quantile) MarshalJSON() ([]byte, error) { return wire.Marshal(q) }
