package bsc

import (
	"math/big"
	"strconv"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// An Anchor is a point of a Curve: the score of one value.
type Anchor struct{ Value, Score decimal.Decimal }

// A Curve is a piecewise-linear line through anchors; outside them it is flat. Between
// anchors it is exact and only its result is rounded. It is immutable and safe for
// concurrent use. The zero Curve has no anchors and scores everything 0.
type Curve struct{ anchors []Anchor }

// NewCurve returns the curve through two or more anchors of strictly increasing value.
// The error is a *Problem with ErrValue, or ErrNumber for a number out of range.
func NewCurve(anchors ...Anchor) (*Curve, error) {
	c, p := newCurve(anchors)
	if p != nil {
		return nil, p
	}
	return c, nil
}

func newCurve(anchors []Anchor) (*Curve, *Problem) {
	if len(anchors) < 2 {
		p := fault(ErrValue, "a curve with %d anchors", len(anchors))
		p.Path, p.Allowed = "/anchors", "two or more"
		return nil, p
	}
	c := &Curve{anchors: make([]Anchor, len(anchors))}
	for i, a := range anchors {
		value, p := checkDecimal(a.Value)
		score, q := checkDecimal(a.Score)
		if p == nil {
			p = q
		}
		if p == nil && i > 0 && !value.GreaterThan(c.anchors[i-1].Value) {
			p = fault(ErrValue, "anchor value %s follows %s", canonical(value), canonical(c.anchors[i-1].Value))
			p.Allowed = "values strictly increasing"
		}
		if p != nil {
			p.Path = Pointer("/anchors/" + strconv.Itoa(i))
			return nil, p
		}
		c.anchors[i] = Anchor{value, score}
	}
	return c, nil
}

// At returns the score of a value, rounded to 10 places, half away from zero. Of a value with more than 1,000 places
// that is the score of the value rounded to as many.
func (c *Curve) At(value decimal.Decimal) decimal.Decimal {
	if len(c.anchors) == 0 {
		return decimal.Decimal{}
	}
	score, _, _ := c.at(bounded(value, exact.HalfAway))
	return score.decimal()
}

// at returns the exact score and the anchors it lies between; outside the anchors both are the outermost.
func (c *Curve) at(value decimal.Decimal) (score ratio, from, to Anchor) {
	first, last := c.anchors[0], c.anchors[len(c.anchors)-1]
	if value.LessThanOrEqual(first.Value) {
		return whole(first.Score), first, first
	}
	for i, to := range c.anchors[1:] {
		if value.LessThanOrEqual(to.Value) {
			from := c.anchors[i]
			return line(value, from, to), from, to
		}
	}
	return whole(last.Score), last, last
}

// line returns the score of value on the straight line through two anchors of different value.
func line(value decimal.Decimal, a, b Anchor) ratio {
	den := b.Value.Sub(a.Value)
	num := a.Score.Mul(den).Add(b.Score.Sub(a.Score).Mul(value.Sub(a.Value)))
	return newRatio(num, den)
}

// An Interval is a range of values, ends included. An end that is not valid is open: the
// range has no bound there.
type Interval struct{ Low, High decimal.NullDecimal }

// reachPlaces is to how many places, and to what power of ten, the ends of ranges may be rounded.
const reachPlaces = 18

// Reaching returns the ranges of values that score at least score, ascending, with their ends rounded inwards to
// places decimal places, -18 to 18, so that every value in them does reach it. It returns nil where no value does. A
// score with more than 1,000 places is rounded up to as many first.
func (c *Curve) Reaching(score decimal.Decimal, places int32) []Interval {
	score = bounded(score, exact.Ceiling)
	places = min(max(places, -reachPlaces), reachPlaces)
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
			open(bound(crossing(c.anchors[i-1], a, score), places, exact.Ceiling))
		case i > 0 && !reached && inside:
			found[len(found)-1].High = bound(crossing(c.anchors[i-1], a, score), places, exact.Floor)
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

// crossing returns the value at which the line from a to b has the score, which lies between theirs.
func crossing(a, b Anchor, score decimal.Decimal) ratio {
	return line(score, Anchor{a.Score, a.Value}, Anchor{b.Score, b.Value})
}

// bound rounds a value to places.
func bound(value ratio, places int32, mode exact.Mode) decimal.NullDecimal {
	exponent := min(value.num.Exponent(), value.den.Exponent())
	num, den := exact.Scaled(value.num, exponent), exact.Scaled(value.den, exponent)
	if places >= 0 {
		num.Mul(num, exact.Pow10(int(places)))
	} else {
		den = new(big.Int).Mul(den, exact.Pow10(int(-places)))
	}
	return decimal.NewNullDecimal(decimal.NewFromBigInt(exact.Div(num, den, mode), -places).Normalize())
}
