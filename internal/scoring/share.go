package scoring

import (
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// The rules that score by how much of the target is reached: PercentOfTarget, Achievement and Log.

// PercentOfTarget scores actual/target, or target/actual where lower is better. It looks at no baseline.
type PercentOfTarget struct{}

// CheckDirection refuses a direction that the rule cannot work with.
func (PercentOfTarget) CheckDirection(d Direction) *fault.Fault {
	return notCloser("percent_of_target", d, "use_range")
}

// CheckTarget refuses a target that the rule cannot work with.
func (PercentOfTarget) CheckTarget(_ Direction, t *Target) *fault.Fault {
	if f := t.Need(); f != nil {
		return f
	}
	if t.Value.Decimal.Sign() > 0 {
		return nil
	}
	f := fault.New(fault.Target, "target_without_percentage", "target", t.Value.Decimal)
	f.Allowed, f.Hint = words.New("positive_target"), words.New("use_tolerance_or_linear")
	return f
}

// ExpectsNothing reports whether nothing is expected yet: higher is better, and a target of 0 is not one for every period.
func (PercentOfTarget) ExpectsNothing(d Direction, t *Target) bool {
	return d == Higher && t.isNothingYet()
}

// Pieces returns the line from 0 to the target. It returns none where lower is better: that is no line.
func (PercentOfTarget) Pieces(t *Target, d Direction, s *Scale) []Piece {
	if d == Lower {
		return nil
	}
	return []Piece{slope(Point{Score: s.Min}, Point{t.Value.Decimal, s.Met})}
}

// score returns the score where lower is better.
func (PercentOfTarget) score(in *Input) (exact.Ratio, *fault.Fault) {
	if in.Actual.Sign() <= 0 {
		f := fault.New(fault.Value, "target_not_divisible", "actual", in.Actual)
		f.Allowed, f.Hint = words.New("actual_above_zero"), words.New("use_linear_or_tolerance")
		return exact.Ratio{}, f
	}
	met := in.Scale.Met.Sub(in.Scale.Min).Mul(in.Target.Value.Decimal)
	return exact.NewRatio(in.Scale.Min.Mul(in.Actual).Add(met), in.Actual), nil
}

// Formula shows the arithmetic.
func (PercentOfTarget) Formula(in *Input) words.Formula {
	num, den := in.Actual, in.Target.Value.Decimal
	if in.Direction == Lower {
		num, den = den, num
	}
	return words.Arithmetic("{met} × {above} / {below}", "met", in.Scale.upTo("met", in.Scale.Met), "above", num, "below", den)
}

// Achievement scores along straight lines between anchors, by how much of the target is reached in percent. That is the
// share of [Linear]: 0 at the baseline, 100 at the target. It is flat outside the anchors.
type Achievement struct {
	anchors []Point // two or more, by strictly ascending percentage
}

// NewAchievement returns the rule along pairs of a percentage and its score. A fault has its place under /anchors.
func NewAchievement[T ~string](pairs [][2]T) (Achievement, *fault.Fault) {
	anchors, f := ParsePoints("/anchors", pairs)
	if f != nil {
		return Achievement{}, f
	}
	if len(anchors) < 2 || ordered(valuesOf(anchors)) <= 0 {
		f := fault.New(fault.Value, "anchors_form_no_curve").At("/anchors")
		f.Allowed = words.New("two_or_more_percentages")
		return Achievement{}, f
	}
	if checkMonotone("anchors_against_direction", anchors, Higher) != nil {
		f := fault.New(fault.Value, "scores_fall_with_percentage").At("/anchors")
		f.Allowed = words.New("scores_never_fall_with_percentage")
		return Achievement{}, f
	}
	return Achievement{anchors: anchors}, nil
}

// CheckDirection refuses a direction that the rule cannot work with.
func (Achievement) CheckDirection(d Direction) *fault.Fault {
	return notCloser("achievement", d, "use_range_or_curve")
}

// CheckTarget refuses a target that the rule cannot work with.
func (Achievement) CheckTarget(d Direction, t *Target) *fault.Fault {
	f := Linear{}.CheckTarget(d, t)
	if f == nil && t.Value.Decimal.Equal(baseline(t, d)) {
		f = fault.New(fault.Target, "target_without_percentage", "target", 0)
		f.Allowed, f.Hint = words.New("positive_target_or_baseline"), words.New("give_target_baseline")
	}
	return f
}

// ExpectsNothing reports whether nothing is expected yet, as [Linear] does.
func (Achievement) ExpectsNothing(d Direction, t *Target) bool { return Linear{}.ExpectsNothing(d, t) }

// Pieces returns the rule for a target and a direction on a scale.
func (s Achievement) Pieces(t *Target, d Direction, scale *Scale) []Piece {
	return s.along(t, d).Pieces(t, d, scale)
}

// along returns the curve over values that has the anchors at their percentages of the target.
func (s Achievement) along(t *Target, d Direction) Curve {
	base := baseline(t, d)
	way := t.Value.Decimal.Sub(base)
	anchors := make([]Point, len(s.anchors))
	for i, a := range s.anchors {
		anchors[i] = Point{base.Add(way.Mul(a.Value).Shift(-2)), a.Score}
	}
	if way.Sign() < 0 {
		slices.Reverse(anchors)
	}
	return Curve{anchors: anchors}
}

// Formula shows the arithmetic.
func (s Achievement) Formula(in *Input) words.Formula {
	base := baseline(&in.Target, in.Direction)
	percent := words.Arithmetic("100 × {share}", "share", linearShare(in, in.Target.Value.Decimal, base))
	values := s.along(&in.Target, in.Direction).anchors
	if base.GreaterThan(in.Target.Value.Decimal) {
		slices.Reverse(values)
	}
	reached := 0 // how many anchors
	for reached < len(values) && in.Actual.Sub(values[reached].Value).Mul(in.Target.Value.Decimal.Sub(base)).Sign() >= 0 {
		reached++
	}
	if reached == 0 || reached == len(values) {
		return say("formula.curve_end_percent", "value", s.anchors[max(reached-1, 0)].Value, "percent", percent)
	}
	from, to := s.anchors[reached-1], s.anchors[reached]
	return words.Arithmetic("{from_score} + ({to_score} - {from_score}) × ({percent} - {from}) / ({to} - {from})",
		"from_score", from.Score, "to_score", to.Score, "percent", percent, "from", from.Value, "to", to.Value)
}

// Log is Linear on the natural logarithms of value, baseline and target, as in published indices whose goalposts are far
// apart.
type Log struct{}

// CheckDirection refuses a direction that the rule cannot work with.
func (Log) CheckDirection(d Direction) *fault.Fault {
	return notCloser("log", d, "use_range")
}

// CheckTarget refuses a target that the rule cannot work with.
func (Log) CheckTarget(d Direction, t *Target) *fault.Fault {
	if f := t.Need(); f != nil {
		return f
	}
	switch {
	case !t.Baseline.Valid:
		f := fault.New(fault.Target, "target_without_baseline", "target", t.Value.Decimal)
		f.Allowed, f.Hint = words.New("baseline_above_zero"), words.New("give_target_baseline")
		return f
	case t.Value.Decimal.Sign() <= 0 || t.Baseline.Decimal.Sign() <= 0:
		f := fault.New(fault.Target, "no_logarithm_of_target", "target", t.Value.Decimal, "baseline", t.Baseline.Decimal)
		f.Allowed, f.Hint = words.New("both_above_zero"), words.New("use_linear")
		return f
	}
	return Linear{}.CheckTarget(d, t)
}

// ExpectsNothing reports whether nothing is expected yet, as [Linear] does.
func (Log) ExpectsNothing(d Direction, t *Target) bool { return Linear{}.ExpectsNothing(d, t) }

// Pieces returns none: the rule is no line.
func (Log) Pieces(*Target, Direction, *Scale) []Piece { return nil }

func (Log) score(in *Input) (exact.Ratio, *fault.Fault) {
	if in.Actual.Sign() <= 0 {
		f := fault.New(fault.Value, "no_logarithm", "actual", in.Actual)
		f.Allowed, f.Hint = words.New("actual_above_zero"), words.New("use_linear")
		return exact.Ratio{}, f
	}
	t := &in.Target
	return exact.Whole(exact.LogLine(in.Actual, t.Baseline.Decimal, in.Scale.Min, t.Value.Decimal, in.Scale.Met)), nil
}

// Formula shows the arithmetic.
func (Log) Formula(in *Input) words.Formula {
	base := in.Target.Baseline.Decimal
	return words.Arithmetic("{met} × ln({actual} / {baseline}) / ln({target} / {baseline})",
		"met", in.Scale.upTo("met", in.Scale.Met), "actual", in.Actual, "baseline", base, "target", in.Target.Value.Decimal)
}
