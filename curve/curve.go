package curve

import (
	"slices"
	"strconv"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// An Anchor is a point of a Curve: the score of one value.
type Anchor struct {
	Value decimal.Decimal `json:"value"`
	Score decimal.Decimal `json:"score"`
}

// A Curve scores values along straight lines through anchors; outside them it is flat. Between anchors it is exact, and
// only its result is rounded. It is immutable and safe for concurrent use. The zero Curve has no anchors and scores
// everything 0.
type Curve struct {
	_       wire.As[curveJSON]
	anchors []Anchor
}

// New returns the curve through two or more anchors of strictly increasing value. The error is an *Error with the code
// of bsc.ErrValue, or of bsc.ErrNumber for a number out of range.
func New(anchors ...Anchor) (*Curve, error) {
	if len(anchors) < 2 {
		f := fault.New(fault.Value, "too_few_anchors", "n", len(anchors)).At("/anchors")
		f.Allowed = words.New("two_anchors_or_more")
		return nil, errorOf(f)
	}
	c := &Curve{anchors: make([]Anchor, len(anchors))}
	for i, a := range anchors {
		value, f := exact.Check(a.Value)
		score, g := exact.Check(a.Score)
		if f == nil {
			f = g
		}
		if f == nil && i > 0 && !value.GreaterThan(c.anchors[i-1].Value) {
			f = fault.New(fault.Value, "anchor_not_after", "value", value, "before", c.anchors[i-1].Value)
			f.Allowed = words.New("anchors_strictly_rising")
		}
		if f != nil {
			return nil, errorOf(f.At("/anchors/" + strconv.Itoa(i)))
		}
		c.anchors[i] = Anchor{value, score}
	}
	return c, nil
}

// Anchors returns the anchors, by ascending value. The list belongs to the caller.
func (c *Curve) Anchors() []Anchor { return slices.Clone(c.anchors) }

// At returns the score of a value, rounded to 10 places, half away from zero. A value with more than 1,000 places is
// first rounded to that many.
func (c *Curve) At(value decimal.Decimal) decimal.Decimal {
	if len(c.anchors) == 0 {
		return decimal.Decimal{}
	}
	return c.at(exact.Computable(value, exact.HalfAway)).Decimal()
}

// at returns the exact score.
func (c *Curve) at(value decimal.Decimal) exact.Ratio {
	first, last := c.anchors[0], c.anchors[len(c.anchors)-1]
	if value.LessThanOrEqual(first.Value) {
		return exact.Whole(first.Score)
	}
	for i, to := range c.anchors[1:] {
		if from := c.anchors[i]; value.LessThanOrEqual(to.Value) {
			return exact.Line(value, from.Value, from.Score, to.Value, to.Score)
		}
	}
	return exact.Whole(last.Score)
}

// An Interval is a range of values, ends included. An end that is not valid is open: the range has no bound there.
type Interval struct {
	Low  decimal.NullDecimal `json:"low"`
	High decimal.NullDecimal `json:"high"`
}

// maxPlaces is the greatest number of places, and the greatest power of ten, to which the ends of intervals may be
// rounded.
const maxPlaces = 18

// Reaching returns the ranges of values that score at least score, ascending. Their ends are rounded inwards to places
// decimal places, -18 to 18, so that every value in a range reaches the score. It returns nil if no value does. A score
// with more than 1,000 places is first rounded up to that many.
func (c *Curve) Reaching(score decimal.Decimal, places int32) []Interval {
	score = exact.Computable(score, exact.Ceiling)
	places = min(max(places, -maxPlaces), maxPlaces)
	var found []Interval
	inside := false
	open := func(low decimal.NullDecimal) {
		found = append(found, Interval{Low: low})
		inside = true
	}
	for i, a := range c.anchors {
		reached := a.Score.GreaterThanOrEqual(score)
		switch {
		case i == 0 && reached:
			open(decimal.NullDecimal{})
		case i > 0 && reached && !inside:
			open(crossing(c.anchors[i-1], a, score, places, exact.Ceiling))
		case i > 0 && !reached && inside:
			found[len(found)-1].High = crossing(c.anchors[i-1], a, score, places, exact.Floor)
			inside = false
		}
	}
	var kept []Interval
	for _, f := range found {
		if !f.Low.Valid || !f.High.Valid || f.Low.Decimal.LessThanOrEqual(f.High.Decimal) {
			kept = append(kept, f)
		}
	}
	return kept
}

// crossing returns the value at which the line from a to b has a score between theirs, rounded to places.
func crossing(a, b Anchor, score decimal.Decimal, places int32, mode exact.Mode) decimal.NullDecimal {
	value := exact.Line(score, a.Score, a.Value, b.Score, b.Value)
	return decimal.NewNullDecimal(value.Rounded(int(places), mode))
}
