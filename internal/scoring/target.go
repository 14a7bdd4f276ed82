package scoring

import (
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The rules that score by the target itself: Linear and Binary; and Stated.

// Linear runs from the baseline, which scores Min, to the target, which scores Met.
type Linear struct{}

// CheckDirection refuses a direction that the rule cannot work with.
func (Linear) CheckDirection(d Direction) *fault.Fault {
	return notCloser("linear", d, "use_range")
}

// CheckTarget refuses a target that the rule cannot work with.
func (Linear) CheckTarget(d Direction, t *Target) *fault.Fault {
	if f := t.Need(); f != nil {
		return f
	}
	target := t.Value.Decimal
	if !t.Baseline.Valid {
		if target.Sign() > 0 || target.IsZero() && d == Lower {
			return nil
		}
		f := fault.New(fault.Target, "target_without_baseline", "target", target)
		f.Allowed, f.Hint = words.New("positive_target_or_baseline"), words.New("give_target_baseline_of_least_score")
		return f
	}
	base := t.Baseline.Decimal
	switch cmp := target.Cmp(base); {
	case cmp == 0:
		f := fault.New(fault.Target, "target_is_baseline", "value", target)
		f.Allowed, f.Hint = words.New("target_better_than_baseline"), words.New("leave_baseline_out_or_use_binary")
		return f
	case cmp > 0 && d == Lower, cmp < 0 && d == Higher:
		other := map[Direction]Direction{Lower: Higher, Higher: Lower}[d]
		f := fault.New(fault.Direction, "target_worse_than_its_baseline", "target", target, "baseline", base, "direction", d.said())
		f.Allowed, f.Hint = words.New("target_better_than_baseline"), words.New("leave_baseline_out_or_turn_direction", "direction", other)
		return f
	}
	return nil
}

// ExpectsNothing reports whether nothing is expected yet. If higher is better, that is so for a target of 0 without a
// baseline, unless it is stated for every period, comes from a comparison, or was set by a host. It is also so for
// shares of a target and its baseline that are equal.
func (Linear) ExpectsNothing(d Direction, t *Target) bool {
	switch {
	case !t.Value.Valid:
		return false
	case t.Baseline.Valid:
		return (t.Rule == target.RulePhased || t.Rule == target.RuleRolledUp) && t.Value.Decimal.Equal(t.Baseline.Decimal)
	}
	return d == Higher && t.isNothingYet()
}

// Pieces returns the rule for a target and a direction on a scale.
func (Linear) Pieces(t *Target, d Direction, s *Scale) []Piece {
	if d == Lower && !t.Baseline.Valid && t.Value.Decimal.IsZero() {
		return []Piece{level(s.Met), level(s.Min).beyond(decimal.Decimal{})} // nothing is between 0 and twice 0
	}
	return []Piece{slope(Point{baseline(t, d), s.Min}, Point{t.Value.Decimal, s.Met})}
}

// baseline returns what scores Min: the target's baseline, or 0, or twice the target T if lower is better. Then A = T
// scores Met and A = 2T scores Min.
func baseline(t *Target, d Direction) decimal.Decimal {
	if !t.Baseline.Valid && d == Lower {
		return t.Value.Decimal.Mul(decimal.New(2, 0))
	}
	return t.Baseline.Decimal
}

// Formula shows the arithmetic.
func (Linear) Formula(in *Input) words.Formula {
	target, base := in.Target.Value.Decimal, baseline(&in.Target, in.Direction)
	if in.Direction == Lower && !in.Target.Baseline.Valid && target.IsZero() {
		return say("formula.target_zero", "actual", in.Actual)
	}
	return words.Arithmetic("{met} × {share}", "met", in.Scale.upTo("met", in.Scale.Met), "share", linearShare(in, target, base))
}

// linearShare shows the share of the way from the baseline to the target.
func linearShare(in *Input, target, base decimal.Decimal) words.Formula {
	switch {
	case in.Target.Baseline.Valid:
		return words.Arithmetic("({actual} - {baseline}) / ({target} - {baseline})", "actual", in.Actual, "target", target, "baseline", base)
	case in.Direction == Lower:
		return words.Arithmetic("(2 - {actual} / {target})", "actual", in.Actual, "target", target)
	}
	return words.Arithmetic("{actual} / {target}", "actual", in.Actual, "target", target)
}

// Binary gives Met if the target is reached, otherwise Min.
type Binary struct {
	anyDirection
	anyTarget
}

// CheckTarget refuses a target that the rule cannot work with.
func (Binary) CheckTarget(_ Direction, t *Target) *fault.Fault { return t.Need() }

// Pieces returns the rule for a target and a direction on a scale.
func (Binary) Pieces(t *Target, d Direction, s *Scale) []Piece {
	target, min, met := t.Value.Decimal, level(s.Min), level(s.Met)
	switch d {
	case Lower:
		return []Piece{met, min.beyond(target)}
	case Closer:
		return []Piece{min, met.since(target), min.beyond(target)}
	}
	return []Piece{min, met.since(target)}
}

// Formula shows the arithmetic.
func (Binary) Formula(in *Input) words.Formula {
	target := in.Target.Value.Decimal
	if reaches(in.Actual, target, in.Direction) {
		return say("formula.reaches", "actual", in.Actual, "target", target)
	}
	return say("formula.not_reached", "actual", in.Actual, "target", target)
}

// Stated takes the reading as the score.
type Stated struct {
	anyDirection
	noTarget
}

// Pieces returns the rule for a target and a direction on a scale.
func (Stated) Pieces(*Target, Direction, *Scale) []Piece {
	return []Piece{slope(Point{}, Point{decimal.New(1, 0), decimal.New(1, 0)})}
}

// Formula shows the arithmetic.
func (Stated) Formula(*Input) words.Formula { return say("formula.reading") }
