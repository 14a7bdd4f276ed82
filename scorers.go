package bsc

import (
	"cmp"

	"github.com/go-bsc/bsc/curve"
	"github.com/go-bsc/bsc/internal/exact"
	faults "github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/scoring"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/shopspring/decimal"
)

// The built-in scorers and their arguments. Package scoring has the arithmetic.

// builtinScorer makes a Scorer of a rule.
type builtinScorer struct{ rule scoring.Rule }

// builtin returns a rule as a Scorer, or what is wrong with its arguments.
func builtin[R scoring.Rule](r R, f *faults.Fault) (Scorer, error) {
	if f != nil {
		return nil, problemOf(f)
	}
	return builtinScorer{r}, nil
}

// plainScorer is the factory of a rule without arguments.
func plainScorer(r scoring.Rule) Factory[Scorer] {
	return func(Args) (Scorer, error) { return builtinScorer{r}, nil }
}

// Score returns the unclamped score, rounded to ten places.
func (s builtinScorer) Score(in ScoreInput) (decimal.Decimal, error) {
	if p := cmp.Or(admit("actual_out_of_range", nil, &in.Actual), in.Target.admit(), in.Scale.admit()); p != nil {
		return decimal.Decimal{}, p
	}
	if in.Direction == "" {
		in.Direction = DirectionHigher
	}
	q, p := s.exact(&in)
	if p != nil {
		return decimal.Decimal{}, p
	}
	return q.Decimal(), nil
}

// exact scores after the checks that Compile makes if it knows the target.
func (s builtinScorer) exact(in *ScoreInput) (exact.Ratio, *Problem) {
	plain := scoring.Input{
		Actual: in.Actual, Label: in.Label, Target: in.Target.forScoring(), Direction: scoring.Direction(in.Direction),
		Scale: scoring.Scale(in.Scale),
	}
	q, f := scoring.Score(s.rule, &plain)
	if f != nil {
		return exact.Ratio{}, problemOf(f)
	}
	if in.Trace != nil {
		in.Trace.say(s.rule.Formula(&plain))
	}
	return q, nil
}

// forScoring returns the parts of a target that rules read.
func (t *ResolvedTarget) forScoring() scoring.Target {
	return scoring.Target{Value: t.Value, Baseline: t.Baseline, Rule: target.Rule(t.Rule)}
}

// checkDirection says why the rule cannot score in a direction.
func (s builtinScorer) checkDirection(d Direction) *Problem {
	return problemOf(s.rule.CheckDirection(scoring.Direction(d)))
}

// checkTarget says why the rule cannot score against a target that has a value, or against none.
func (s builtinScorer) checkTarget(d Direction, t ResolvedTarget) *Problem {
	of := t.forScoring()
	return problemOf(s.rule.CheckTarget(scoring.Direction(d), &of))
}

// expectsNothing reports whether the target says that nothing is expected yet.
func (s builtinScorer) expectsNothing(d Direction, t ResolvedTarget) bool {
	of := t.forScoring()
	return s.rule.ExpectsNothing(scoring.Direction(d), &of)
}

// readsLabels reports whether the rule scores labels, not numbers.
func (s builtinScorer) readsLabels() bool {
	_, labels := s.rule.(scoring.Points)
	return labels
}

// noneScorer marks a KPI that is shown and not counted. The engine never calls it.
type noneScorer struct{}

func (noneScorer) Score(ScoreInput) (decimal.Decimal, error) { return decimal.Decimal{}, ErrNoData }

func newCurveScorer(a Args) (Scorer, error) {
	var args CurveArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	points, f := scoring.ParsePoints("/anchors", args.Anchors)
	if f != nil {
		return nil, problemOf(f)
	}
	anchors := make([]curve.Anchor, len(points))
	for i, p := range points {
		anchors[i] = curve.Anchor(p)
	}
	if _, err := curve.New(anchors...); err != nil {
		return nil, err
	}
	return builtin(scoring.NewCurve(points), nil)
}

func newRangeScorer(a Args) (Scorer, error) {
	var args RangeArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewRange(args.Within.sides(), args.ZeroAt.sides()))
}

func newAvoidScorer(a Args) (Scorer, error) {
	var args AvoidArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewAvoid(args.Within.sides(), args.MetAt.sides()))
}

func newToleranceScorer(a Args) (Scorer, error) {
	var args ToleranceArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewTolerance(string(args.ZeroAt)))
}

func newAchievementScorer(a Args) (Scorer, error) {
	var args AchievementArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewAchievement(args.Anchors))
}

func newGoalFlagScorer(a Args) (Scorer, error) {
	var args GoalFlagArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewGoalFlag(string(args.Goal), string(args.RedFlag)))
}

func newPercentBandsScorer(a Args) (Scorer, error) {
	var args PercentBandsArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewPercentBands(args.Limits))
}

func newStepsScorer(a Args) (Scorer, error) {
	var args StepsArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewSteps(args.From))
}

func newPointsScorer(a Args) (Scorer, error) {
	var args PointsArgs
	if err := a.Decode(&args); err != nil {
		return nil, err
	}
	return builtin(scoring.NewPoints(args.Labels))
}

func (d Distances) sides() scoring.Sides {
	return scoring.Sides{Low: string(d.Low), High: string(d.High)}
}

// judgedScorer marks a KPI whose score is what people say. The engine never calls it.
type judgedScorer struct{}

func (judgedScorer) Score(ScoreInput) (decimal.Decimal, error) { return decimal.Decimal{}, ErrNoData }
