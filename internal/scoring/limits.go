package scoring

import (
	"maps"
	"slices"
	"strconv"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The rules that take their numbers from the arguments of the policy: Curve, GoalFlag, PercentBands, Steps and Points.

// Curve scores along straight lines between anchors, and is flat outside them.
type Curve struct {
	anchors []Point // two or more, by strictly ascending value
	noTarget
}

// NewCurve returns the rule along two or more anchors of strictly ascending value, which it does not check.
func NewCurve(anchors []Point) Curve { return Curve{anchors: anchors} }

// CheckDirection refuses a direction that the rule cannot work with.
func (s Curve) CheckDirection(d Direction) *fault.Fault {
	return checkMonotone("anchors_against_direction", s.anchors, d)
}

// Pieces returns the rule for a target and a direction on a scale.
func (s Curve) Pieces(*Target, Direction, *Scale) []Piece {
	anchors := s.anchors
	pieces := []Piece{level(anchors[0].Score)}
	for i, to := range anchors[1:] {
		pieces = append(pieces, slope(anchors[i], to).since(anchors[i].Value))
	}
	last := anchors[len(anchors)-1]
	return append(pieces, level(last.Score).since(last.Value))
}

// Formula shows the arithmetic.
func (s Curve) Formula(in *Input) words.Formula {
	first, last := s.anchors[0], s.anchors[len(s.anchors)-1]
	if in.Actual.LessThanOrEqual(first.Value) {
		return say("formula.curve_end", "value", first.Value)
	}
	for i, to := range s.anchors[1:] {
		if from := s.anchors[i]; in.Actual.LessThanOrEqual(to.Value) {
			return words.Arithmetic("{from_score} + ({to_score} - {from_score}) × ({actual} - {from}) / ({to} - {from})",
				"from_score", from.Score, "to_score", to.Score, "actual", in.Actual, "from", from.Value, "to", to.Value)
		}
	}
	return say("formula.curve_end", "value", last.Value)
}

// GoalFlag is the line through a third of the scale at the red flag and two thirds at the goal.
type GoalFlag struct {
	goal, flag decimal.Decimal
	noTarget
}

// NewGoalFlag returns the rule for a goal and a red flag. A fault has the place /goal or /red_flag.
func NewGoalFlag(goal, flag string) (GoalFlag, *fault.Fault) {
	var s GoalFlag
	for _, given := range []struct {
		path, text string
		into       *decimal.Decimal
	}{{"/goal", goal, &s.goal}, {"/red_flag", flag, &s.flag}} {
		d, f := exact.Parse(given.text)
		if f != nil {
			return s, f.At(given.path)
		}
		*given.into = d
	}
	if s.goal.Equal(s.flag) {
		f := fault.New(fault.Value, "goal_is_red_flag", "value", s.goal)
		f.Allowed = words.New("two_different_values")
		return s, f
	}
	return s, nil
}

// CheckDirection refuses a direction that the rule cannot work with.
func (s GoalFlag) CheckDirection(d Direction) *fault.Fault {
	if d == Higher && s.goal.GreaterThan(s.flag) || d == Lower && s.goal.LessThan(s.flag) {
		return nil
	}
	f := fault.New(fault.Direction, "goal_against_direction", "goal", s.goal, "red_flag", s.flag, "direction", d.said())
	f.Allowed = words.New("goal_better_than_red_flag")
	return f
}

// Pieces returns the rule for a target and a direction on a scale.
func (s GoalFlag) Pieces(_ *Target, _ Direction, scale *Scale) []Piece {
	// A third of the scale is not a decimal. But the line meets the ends of the scale as far beyond the red flag and
	// the goal as these are apart.
	width := s.goal.Sub(s.flag)
	return []Piece{slope(Point{s.flag.Sub(width), scale.Min}, Point{s.goal.Add(width), scale.Cap})}
}

// Formula shows the arithmetic.
func (s GoalFlag) Formula(in *Input) words.Formula {
	return words.Arithmetic("{cap} × (1 + ({actual} - {flag}) / ({goal} - {flag})) / 3",
		"cap", in.Scale.upTo("cap", in.Scale.Cap), "actual", in.Actual, "flag", s.flag, "goal", s.goal)
}

// PercentBands gives every band between two limits an equal share of the scale.
type PercentBands struct {
	limits []decimal.Decimal
	noTarget
}

// NewPercentBands returns the rule for the limits of the bands. A fault has its place under /limits.
func NewPercentBands[T ~string](given []T) (PercentBands, *fault.Fault) {
	limits := make([]decimal.Decimal, len(given))
	for i, text := range given {
		d, f := exact.Parse(string(text))
		if f != nil {
			return PercentBands{}, f.At("/limits/" + strconv.Itoa(i))
		}
		limits[i] = d
	}
	if len(limits) < 2 || ordered(limits) == 0 {
		f := fault.New(fault.Value, "limits_form_no_bands").At("/limits")
		f.Allowed = words.New("two_or_more_limits")
		return PercentBands{}, f
	}
	return PercentBands{limits: limits}, nil
}

// CheckDirection refuses a direction that the rule cannot work with.
func (s PercentBands) CheckDirection(d Direction) *fault.Fault {
	if d == Higher && ordered(s.limits) > 0 || d == Lower && ordered(s.limits) < 0 {
		return nil
	}
	f := fault.New(fault.Direction, "limits_against_direction", "direction", d.said())
	f.Allowed = words.New("limits_from_worst_to_best")
	return f
}

// Pieces returns the rule for a target and a direction on a scale.
func (s PercentBands) Pieces(_ *Target, _ Direction, scale *Scale) []Piece {
	// Below the first limit and beyond the last the outer bands' lines go on, so that
	// the attainment says how far beyond.
	count := len(s.limits) - 1
	pieces := make([]Piece, count)
	for i := range pieces {
		from, width := s.limits[i], s.limits[i+1].Sub(s.limits[i])
		start := from.Sub(width.Mul(decimal.New(int64(i), 0)))
		end := start.Add(width.Mul(decimal.New(int64(count), 0)))
		pieces[i] = slope(Point{start, scale.Min}, Point{end, scale.Cap})
		switch falling := width.Sign() < 0; {
		case falling && i < count-1:
			pieces[i] = pieces[i].beyond(s.limits[i+1])
		case !falling && i > 0:
			pieces[i] = pieces[i].since(from)
		}
	}
	if ordered(s.limits) < 0 {
		slices.Reverse(pieces)
	}
	return pieces
}

// Formula shows the arithmetic.
func (s PercentBands) Formula(in *Input) words.Formula {
	sign := decimal.New(int64(ordered(s.limits)), 0)
	bandCount := len(s.limits) - 1
	i := 0
	for i < bandCount-1 && in.Actual.Sub(s.limits[i+1]).Mul(sign).Sign() >= 0 {
		i++
	}
	from := s.limits[i]
	return words.Arithmetic("{cap} × ({band} + ({actual} - {from}) / ({to} - {from})) / {bands}",
		"cap", in.Scale.upTo("cap", in.Scale.Cap), "band", i, "actual", in.Actual, "from", from, "to", s.limits[i+1], "bands", bandCount)
}

// Steps gives the score of the highest limit reached.
type Steps struct {
	steps []Point // by strictly ascending value
	noTarget
}

// NewSteps returns the rule for pairs of a limit and its score. A fault has its place under /from.
func NewSteps[T ~string](pairs [][2]T) (Steps, *fault.Fault) {
	steps, f := ParsePoints("/from", pairs)
	if f != nil {
		return Steps{}, f
	}
	order := ordered(valuesOf(steps))
	if order < 0 {
		slices.Reverse(steps)
	}
	if len(steps) == 0 || order == 0 {
		f := fault.New(fault.Value, "limits_form_no_steps").At("/from")
		f.Allowed = words.New("one_or_more_limits")
		return Steps{}, f
	}
	return Steps{steps: steps}, nil
}

// CheckDirection refuses a direction that the rule cannot work with.
func (s Steps) CheckDirection(d Direction) *fault.Fault {
	if f := notCloser("steps", d, "use_curve_or_range"); f != nil {
		return f
	}
	return checkMonotone("steps_against_direction", s.steps, d)
}

// Pieces returns the rule for a target and a direction on a scale.
func (s Steps) Pieces(_ *Target, d Direction, scale *Scale) []Piece {
	pieces := []Piece{level(scale.Min)}
	if d != Lower {
		for _, step := range s.steps {
			pieces = append(pieces, level(step.Score).since(step.Value))
		}
		return pieces
	}
	pieces[0] = level(s.steps[0].Score)
	for i, step := range s.steps {
		next := scale.Min
		if i+1 < len(s.steps) {
			next = s.steps[i+1].Score
		}
		pieces = append(pieces, level(next).beyond(step.Value))
	}
	return pieces
}

// Formula shows the arithmetic.
func (s Steps) Formula(in *Input) words.Formula {
	var best *Point
	for i := range s.steps {
		step := &s.steps[i]
		if in.Direction == Lower {
			step = &s.steps[len(s.steps)-1-i]
		}
		if !reaches(in.Actual, step.Value, in.Direction) {
			break
		}
		best = step
	}
	if best == nil {
		return say("formula.no_step")
	}
	return say("formula.step", "value", best.Value)
}

// Points gives each label its score.
type Points struct {
	labels map[string]decimal.Decimal
	anyDirection
	noTarget
}

// NewPoints returns the rule for labels and their scores. A fault has its place under /labels.
func NewPoints[T ~string](labels map[string]T) (Points, *fault.Fault) {
	if len(labels) == 0 {
		f := fault.New(fault.Value, "no_labels").At("/labels")
		f.Allowed = words.New("score_for_each_label")
		return Points{}, f
	}
	s := Points{labels: map[string]decimal.Decimal{}}
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		d, f := exact.Parse(string(labels[label]))
		if f != nil {
			return Points{}, f.At("/labels/" + label)
		}
		s.labels[label] = d
	}
	return s, nil
}

// Pieces returns none: the rule reads labels.
func (Points) Pieces(*Target, Direction, *Scale) []Piece { return nil }

// Formula shows the arithmetic.
func (Points) Formula(in *Input) words.Formula { return say("formula.label", "label", in.Label) }

func (s Points) score(in *Input) (exact.Ratio, *fault.Fault) {
	score, ok := s.labels[in.Label]
	if !ok {
		names := slices.Sorted(maps.Keys(s.labels))
		f := fault.New(fault.NoLabel, "unknown_label", "label", in.Label)
		if in.Label == "" {
			f.Detail = words.New("reading_is_number", "number", in.Actual)
		}
		f.Allowed, f.Hint = words.New("one_of", "values", names), fault.DidYouMean(in.Label, names)
		return exact.Ratio{}, f
	}
	return exact.Whole(score), nil
}
