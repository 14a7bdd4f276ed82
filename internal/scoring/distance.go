package scoring

import (
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// The rules that score by the distance from the target: Range, Avoid and Tolerance.

// Range scores Met inside target ± within, falling linearly to Min at target ± zero_at. Beyond that, the attainment goes
// on.
type Range struct{ corridor }

// NewRange returns the rule that scores Met within the first distances of the target, and Min from the others on. The
// zero within means the target itself. A fault has the place /within or /zero_at.
func NewRange(within, zeroAt Sides) (Range, *fault.Fault) {
	c, f := newCorridor(within, zeroAt, "/zero_at")
	return Range{c}, f
}

// CheckDirection refuses a direction that the rule cannot work with.
func (Range) CheckDirection(d Direction) *fault.Fault {
	if d == Closer {
		return nil
	}
	f := fault.New(fault.Direction, "range_scores_closer_only", "direction", d.said())
	f.Allowed, f.Hint = words.New("one_of", "values", []string{string(Closer)}), words.New("set_direction_closer")
	return f
}

// CheckTarget refuses a target that the rule cannot work with.
func (s Range) CheckTarget(_ Direction, t *Target) *fault.Fault {
	return s.check(t, "range_scores_nothing_within", "zero_at_beyond_within")
}

// Pieces returns the rule for a target and a direction on a scale.
func (s Range) Pieces(t *Target, _ Direction, scale *Scale) []Piece {
	return s.pieces(t.Value.Decimal, scale.Met, scale.Min)
}

// Formula shows the arithmetic.
func (s Range) Formula(in *Input) words.Formula {
	edge, end, inside := s.side(in)
	if inside {
		return say("formula.within_target", "distance", edge.Sub(in.Target.Value.Decimal).Abs(), "target", in.Target.Value.Decimal)
	}
	return words.Arithmetic("{met} × ({actual} - {end}) / ({edge} - {end})",
		"met", in.Scale.upTo("met", in.Scale.Met), "actual", in.Actual, "end", end, "edge", edge)
}

// Avoid is the mirror of Range: Min inside target ± within, rising linearly to Met at target ± met_at. Beyond that, the
// attainment goes on.
type Avoid struct{ corridor }

// NewAvoid returns the rule that scores Min within the first distances of the target, and Met from the others on. The
// zero within means the target itself. A fault has the place /within or /met_at.
func NewAvoid(within, metAt Sides) (Avoid, *fault.Fault) {
	c, f := newCorridor(within, metAt, "/met_at")
	return Avoid{c}, f
}

// CheckDirection refuses a direction that the rule cannot work with.
func (Avoid) CheckDirection(d Direction) *fault.Fault {
	f := notCloser("avoid", d, "use_range_where_closer")
	if f != nil {
		f.Allowed = words.New("side_that_is_preferred")
	}
	return f
}

// CheckTarget refuses a target that the rule cannot work with.
func (s Avoid) CheckTarget(_ Direction, t *Target) *fault.Fault {
	return s.check(t, "range_is_left_within", "met_at_beyond_within")
}

// Pieces returns the rule for a target and a direction on a scale.
func (s Avoid) Pieces(t *Target, _ Direction, scale *Scale) []Piece {
	return s.pieces(t.Value.Decimal, scale.Min, scale.Met)
}

// Formula shows the arithmetic.
func (s Avoid) Formula(in *Input) words.Formula {
	edge, end, inside := s.side(in)
	if inside {
		return say("formula.within_avoided", "distance", edge.Sub(in.Target.Value.Decimal).Abs(), "target", in.Target.Value.Decimal)
	}
	return words.Arithmetic("{met} × ({actual} - {edge}) / ({end} - {edge})",
		"met", in.Scale.upTo("met", in.Scale.Met), "actual", in.Actual, "end", end, "edge", edge)
}

// A corridor lies around a target. It has an edge on each side, and an end further out.
type corridor struct {
	edge, end band
	anyTarget
}

// newCorridor reads the distances of the edges and of the ends, whose place is path.
func newCorridor(within, end Sides, path string) (corridor, *fault.Fault) {
	if within == (Sides{}) {
		within = Sides{"0", "0"}
	}
	var c corridor
	var f *fault.Fault
	if c.edge, f = parseBand("/within", within); f != nil {
		return c, f
	}
	c.end, f = parseBand(path, end)
	return c, f
}

// check refuses a target around which an end is not beyond its edge.
func (c *corridor) check(t *Target, says, allowed string) *fault.Fault {
	if f := t.Need(); f != nil {
		return f
	}
	target := t.Value.Decimal
	for _, side := range [][2]distance{{c.edge.low, c.end.low}, {c.edge.high, c.end.high}} {
		if edge, end := side[0].of(target), side[1].of(target); !end.GreaterThan(edge) {
			f := fault.New(fault.Target, says, "target", target, "width", edge, "end", end)
			f.Allowed = words.New(allowed)
			return f
		}
	}
	return nil
}

// pieces are level from edge to edge, and run on through the scores at the ends.
func (c *corridor) pieces(target, inside, outside decimal.Decimal) []Piece {
	lowEdge, highEdge := target.Sub(c.edge.low.of(target)), target.Add(c.edge.high.of(target))
	lowEnd, highEnd := target.Sub(c.end.low.of(target)), target.Add(c.end.high.of(target))
	return []Piece{
		slope(Point{lowEdge, inside}, Point{lowEnd, outside}),
		level(inside).since(lowEdge),
		slope(Point{highEdge, inside}, Point{highEnd, outside}).beyond(highEdge),
	}
}

// side returns the edge and the end on an actual's side of the target, and whether it is inside.
func (c *corridor) side(in *Input) (edge, end decimal.Decimal, inside bool) {
	target := in.Target.Value.Decimal
	toEdge, toEnd, sign := c.edge.high, c.end.high, decimal.New(1, 0)
	if in.Actual.LessThan(target) {
		toEdge, toEnd, sign = c.edge.low, c.end.low, decimal.New(-1, 0)
	}
	edge, end = target.Add(toEdge.of(target).Mul(sign)), target.Add(toEnd.of(target).Mul(sign))
	return edge, end, in.Actual.Sub(edge).Mul(sign).Sign() <= 0
}

// A band is a distance below and above the target.
type band struct{ low, high distance }

// Sides are the distances below and above a target, as text.
type Sides struct{ Low, High string }

func parseBand(path string, sides Sides) (band, *fault.Fault) {
	low, f := parseDistance(path, sides.Low)
	if f != nil {
		return band{}, f
	}
	high, f := parseDistance(path, sides.High)
	return band{low, high}, f
}

// A distance is absolute, or a percentage of the target.
type distance struct {
	amount  decimal.Decimal
	percent bool
}

func (d distance) of(target decimal.Decimal) decimal.Decimal {
	if !d.percent {
		return d.amount
	}
	return target.Abs().Mul(d.amount).Shift(-2)
}

func parseDistance(path, text string) (distance, *fault.Fault) {
	number, percent := strings.CutSuffix(text, "%")
	amount, f := exact.Parse(number)
	if f == nil && amount.Sign() < 0 {
		f = fault.New(fault.Value, "distance_negative", "distance", text)
	}
	if f != nil {
		f.Path, f.Allowed, f.Hint = path, words.New("distance_from_target_or"), words.Phrase{} // it may have a percent sign
	}
	return distance{amount, percent}, f
}

// Tolerance scores Met at the target, and Min at a distance on its worse side. The line between them goes on: the
// attainment says how much better than the target a value is.
type Tolerance struct {
	zeroAt distance
	anyTarget
}

// NewTolerance returns the rule that scores Min at a distance worse than the target. A fault has the place /zero_at.
func NewTolerance(zeroAt string) (Tolerance, *fault.Fault) {
	d, f := parseDistance("/zero_at", zeroAt)
	if f == nil && d.amount.IsZero() {
		f = fault.New(fault.Value, "distance_none", "distance", zeroAt).At("/zero_at")
		f.Allowed, f.Hint = words.New("distance_from_target_or"), words.New("use_binary_if_nothing_tolerated")
	}
	return Tolerance{zeroAt: d}, f
}

// CheckDirection refuses a direction that the rule cannot work with.
func (Tolerance) CheckDirection(d Direction) *fault.Fault {
	return notCloser("tolerance", d, "use_range_with_zero_at")
}

// CheckTarget refuses a target that the rule cannot work with.
func (s Tolerance) CheckTarget(_ Direction, t *Target) *fault.Fault {
	if f := t.Need(); f != nil {
		return f
	}
	if s.zeroAt.of(t.Value.Decimal).IsZero() {
		f := fault.New(fault.Target, "percentage_of_target_zero", "percent", s.zeroAt.amount)
		f.Allowed = words.New("zero_at_without_percent")
		return f
	}
	return nil
}

// Pieces returns the rule for a target and a direction on a scale.
func (s Tolerance) Pieces(t *Target, d Direction, scale *Scale) []Piece {
	target := t.Value.Decimal
	return []Piece{slope(Point{s.end(target, d), scale.Min}, Point{target, scale.Met})}
}

// end returns the value that scores Min.
func (s Tolerance) end(target decimal.Decimal, d Direction) decimal.Decimal {
	if d == Lower {
		return target.Add(s.zeroAt.of(target))
	}
	return target.Sub(s.zeroAt.of(target))
}

// Formula shows the arithmetic.
func (s Tolerance) Formula(in *Input) words.Formula {
	target := in.Target.Value.Decimal
	end := s.end(target, in.Direction)
	return words.Arithmetic("{met} × ({actual} - {end}) / ({target} - {end})",
		"met", in.Scale.upTo("met", in.Scale.Met), "actual", in.Actual, "end", end, "target", target)
}
