// Package scoring implements the built-in scorers as rules on plain values. A Rule consists of straight pieces along
// the line of values, so that a score is one exact ratio, which is rounded once. The same pieces make the leaves of
// package columns.
//
//	New…           arguments → a Rule
//	Rule.Check…    what the rule cannot work with, as a definition is compiled
//	Score          a value, a target and a scale → an exact score
//	Leaf           pieces → the same in integers
//
// target.go has the rules that score against a target, limits.go those whose numbers are arguments, leaf.go the leaves.
package scoring

import (
	"strconv"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/target"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// A Direction says which values are better, in the words of the root's Direction.
type Direction string

// The directions.
const (
	Higher Direction = "higher"
	Lower  Direction = "lower"
	Closer Direction = "closer"
)

// said names a direction in a sentence.
func (d Direction) said() words.Phrase { return words.Name("direction", string(d)) }

// A Scale is the line that scores lie on.
type Scale struct{ Min, Met, Cap decimal.Decimal }

// A Target is what rules read of the target in force.
type Target struct {
	Value, Baseline decimal.NullDecimal
	Rule            target.Rule // how it came to be in force; "": a host set it
}

// Need returns a fault if there is no value.
func (t *Target) Need() *fault.Fault {
	if t.Value.Valid {
		return nil
	}
	f := fault.New(fault.NoTarget, "no_target_in_force")
	f.Hint = words.New("give_target_or_no_scorer")
	return f
}

// isNothingYet reports whether a target of 0 says that nothing is to be reached yet. One that is stated for every period,
// comes from a comparison, or was set by a host says something else.
func (t *Target) isNothingYet() bool {
	return t.Value.Valid && t.Value.Decimal.IsZero() &&
		t.Rule != target.RuleStanding && t.Rule != target.RuleCompared && t.Rule != ""
}

// An Input is what a rule scores: a value, or the label of Points.
type Input struct {
	Actual    decimal.Decimal
	Label     string // "" where it is a value
	Target    Target
	Direction Direction
	Scale     Scale
}

// A Rule is a built-in scorer. Rules never change and may be shared by goroutines.
type Rule interface {
	Pieces(*Target, Direction, *Scale) []Piece // by ascending value; none: the rule is direct
	Formula(*Input) words.Formula              // shows the arithmetic
	CheckDirection(Direction) *fault.Fault
	CheckTarget(Direction, *Target) *fault.Fault // called only with a target value, or with none at all
	ExpectsNothing(Direction, *Target) bool      // the target says that nothing is expected yet
}

// A direct rule scores by itself what is not made of straight pieces: labels, or a quotient by the actual.
type direct interface {
	score(*Input) (exact.Ratio, *fault.Fault)
}

// Score returns the exact score of an input. It first makes the checks that Compile makes where the target is known by
// then.
func Score(r Rule, in *Input) (exact.Ratio, *fault.Fault) {
	if labels, ok := r.(Points); ok {
		return labels.score(in)
	}
	if in.Label != "" {
		f := fault.New(fault.NoLabel, "reading_is_label", "label", in.Label)
		f.Allowed = words.New("number_b")
		return exact.Ratio{}, f
	}
	if f := r.CheckDirection(in.Direction); f != nil {
		return exact.Ratio{}, f
	}
	if f := r.CheckTarget(in.Direction, &in.Target); f != nil {
		return exact.Ratio{}, f
	}
	pieces := r.Pieces(&in.Target, in.Direction, &in.Scale)
	if own, ok := r.(direct); ok && len(pieces) == 0 {
		return own.score(in)
	}
	return scoreOn(pieces, in.Actual), nil
}

// A Point is the score of one value.
type Point struct{ Value, Score decimal.Decimal }

// A Piece is a straight part of a rule: the score of a value lies on the line through two points. If these have the
// same value, every value has the score of the first.
type Piece struct {
	from     decimal.NullDecimal // where it begins; not valid: the first piece
	after    bool                // from itself belongs to the piece before
	one, two Point
}

// level is a piece with one score.
func level(score decimal.Decimal) Piece {
	return Piece{one: Point{Score: score}, two: Point{Score: score}}
}

// slope is a piece on the line through two points.
func slope(one, two Point) Piece { return Piece{one: one, two: two} }

// since returns the piece from a value on, including it; beyond excludes it.
func (p Piece) since(value decimal.Decimal) Piece {
	p.from = decimal.NewNullDecimal(value)
	return p
}

func (p Piece) beyond(value decimal.Decimal) Piece {
	p = p.since(value)
	p.after = true
	return p
}

// scoreOn returns the exact score of a value.
func scoreOn(pieces []Piece, value decimal.Decimal) exact.Ratio {
	p := pieces[0]
	for _, next := range pieces[1:] {
		if cmp := value.Cmp(next.from.Decimal); cmp < 0 || cmp == 0 && next.after {
			break
		}
		p = next
	}
	if p.one.Value.Equal(p.two.Value) {
		return exact.Whole(p.one.Score)
	}
	return exact.Line(value, p.one.Value, p.one.Score, p.two.Value, p.two.Score)
}

// ParsePoints reads pairs of a value and a score. A fault has the place under path.
func ParsePoints[T ~string](path string, pairs [][2]T) ([]Point, *fault.Fault) {
	points := make([]Point, len(pairs))
	for i, pair := range pairs {
		for j, into := range []*decimal.Decimal{&points[i].Value, &points[i].Score} {
			d, f := exact.Parse(string(pair[j]))
			if f != nil {
				return nil, f.At(path + "/" + strconv.Itoa(i) + "/" + strconv.Itoa(j))
			}
			*into = d
		}
	}
	return points, nil
}

// anyDirection and noTarget are for rules that need no check.
type anyDirection struct{}

// CheckDirection accepts every direction.
func (anyDirection) CheckDirection(Direction) *fault.Fault { return nil }

type noTarget struct{ anyTarget }

// CheckTarget accepts every target, and none.
func (noTarget) CheckTarget(Direction, *Target) *fault.Fault { return nil }

// anyTarget is for rules to which a target of 0 is a number like any other.
type anyTarget struct{}

// ExpectsNothing is false: something is always expected.
func (anyTarget) ExpectsNothing(Direction, *Target) bool { return false }

// notCloser refuses, for a rule, KPIs whose values are better if they are closer to the target.
func notCloser(rule string, d Direction, hint string) *fault.Fault {
	if d != Closer {
		return nil
	}
	f := fault.New(fault.Direction, "cannot_score_closer", "scorer", rule)
	f.Allowed, f.Hint = words.New("one_of", "values", []string{string(Higher), string(Lower)}), words.New(hint)
	return f
}

// checkMonotone checks that scores, by ascending value, follow the direction: rising, falling, or for closer rising and
// then falling.
func checkMonotone(says string, points []Point, d Direction) *fault.Fault {
	fallen := false
	for i := 1; i < len(points); i++ {
		cmp := points[i].Score.Cmp(points[i-1].Score)
		fallen = fallen || cmp < 0
		switch {
		case d == Higher && cmp < 0, d == Lower && cmp > 0, d == Closer && fallen && cmp > 0:
			f := fault.New(fault.Direction, says, "direction", d.said())
			f.Allowed = words.New(map[Direction]string{
				Higher: "scores_never_fall", Lower: "scores_never_rise", Closer: "scores_with_one_peak",
			}[d])
			return f
		}
	}
	return nil
}

// reaches reports whether a value is at least as good as a limit.
func reaches(value, limit decimal.Decimal, d Direction) bool {
	switch cmp := value.Cmp(limit); d {
	case Lower:
		return cmp <= 0
	case Closer:
		return cmp == 0
	default:
		return cmp >= 0
	}
}

func valuesOf(points []Point) []decimal.Decimal {
	values := make([]decimal.Decimal, len(points))
	for i, p := range points {
		values[i] = p.Value
	}
	return values
}

// ordered returns 1 for strictly rising values, -1 for strictly falling ones, else 0.
func ordered(values []decimal.Decimal) int {
	order := 1
	for i := 1; i < len(values); i++ {
		cmp := values[i].Cmp(values[i-1])
		if i == 1 {
			order = cmp
		}
		if cmp == 0 || cmp != order {
			return 0
		}
	}
	return order
}

// upTo shows "Min + (top - Min)", or top alone where Min is 0.
func (s *Scale) upTo(name string, top decimal.Decimal) words.Formula {
	if s.Min.IsZero() {
		return words.Of(name, top)
	}
	return words.Arithmetic("{min} + ({top} - {min})", "min", s.Min, "top", words.Of(name, top))
}

// say makes a formula of words.
func say(code string, args ...any) words.Formula {
	return words.Formula{{Phrase: words.New(code, args...)}}
}
