package scoring

import (
	"maps"
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/internal/seek"
	"github.com/shopspring/decimal"
)

// Which values reach a score: the rules, backwards.

// A Level is what is to be reached: Score is the line on which the pieces cross it, more or less, and Holds decides.
type Level struct {
	Score decimal.Decimal
	Holds func(exact.Ratio) bool // never ceases to hold as scores rise
	All   bool                   // it holds for every score
}

// An Interval is a range of values, ends included. An end that is not valid is open.
type Interval struct{ Low, High decimal.NullDecimal }

// Reaching returns the ranges of values that reach a level, ascending, with ends rounded inwards to decimal places. It
// returns none where the rule cannot score at all. Actual and label of the input are not read.
func Reaching(r Rule, in *Input, places int32, level Level) []Interval {
	if r.CheckDirection(in.Direction) != nil || r.CheckTarget(in.Direction, &in.Target) != nil {
		return nil
	}
	u := &unrolled{exponent: -places, level: level}
	if pieces := r.Pieces(&in.Target, in.Direction, &in.Scale); len(pieces) > 0 {
		u.all(pieces)
	} else if own, ok := r.(inverse); ok {
		u.direct(own, in)
	}
	var found []Interval
	for _, s := range u.found {
		found = append(found, Interval{u.end(s.Low), u.end(s.High)})
	}
	return found
}

// Labels returns the labels that reach a level, in alphabetical order.
func (s Points) Labels(level Level) []string {
	var found []string
	for _, label := range slices.Sorted(maps.Keys(s.labels)) {
		if level.Holds(exact.Whole(s.labels[label])) {
			found = append(found, label)
		}
	}
	return found
}

// Bends returns the values at which a rule begins another piece, ascending, and whether its pieces are one line without
// jumps.
func Bends(r Rule, in *Input) (values []decimal.Decimal, joined bool) {
	if r.CheckDirection(in.Direction) != nil || r.CheckTarget(in.Direction, &in.Target) != nil {
		return nil, false
	}
	pieces := r.Pieces(&in.Target, in.Direction, &in.Scale)
	joined = len(pieces) > 0
	for i := 1; i < len(pieces); i++ {
		at := pieces[i].from.Decimal
		if n := len(values); n == 0 || !values[n-1].Equal(at) {
			values = append(values, at)
		}
		one, two := scoreOn(pieces[i-1:i], at), scoreOn(pieces[i:i+1], at)
		joined = joined && one.Num.Mul(two.Den).Equal(two.Num.Mul(one.Den))
	}
	return values, joined
}

// An inverse is a direct rule of numbers above 0, along which scores only rise or only fall.
type inverse interface {
	direct
	about(score decimal.Decimal, in *Input) decimal.Decimal // the value that has a score, more or less
	rises(in *Input) bool
}

func (PercentOfTarget) rises(*Input) bool { return false }

func (PercentOfTarget) about(score decimal.Decimal, in *Input) decimal.Decimal {
	met := in.Scale.Met.Sub(in.Scale.Min).Mul(in.Target.Value.Decimal)
	if over := score.Sub(in.Scale.Min); over.Sign() > 0 {
		return exact.NewRatio(met, over).Rounded(exact.MaxPlaces, exact.HalfAway)
	}
	return decimal.New(1, exact.Size)
}

func (Log) rises(in *Input) bool {
	return in.Target.Value.Decimal.GreaterThan(in.Target.Baseline.Decimal)
}

func (Log) about(score decimal.Decimal, in *Input) decimal.Decimal {
	return exact.LogPoint(score, in.Target.Baseline.Decimal, in.Scale.Min, in.Target.Value.Decimal, in.Scale.Met)
}

// unrolled is a rule along values in units of a power of ten, as far as it reaches a level.
type unrolled struct {
	exponent int32
	level    Level
	found    []seek.Stretch
}

func (u *unrolled) value(at *big.Int) decimal.Decimal { return decimal.NewFromBigInt(at, u.exponent) }

// units returns a value in units, rounded.
func (u *unrolled) units(value decimal.Decimal, mode exact.Mode) *big.Int {
	return exact.Whole(value).Scaled(int(-u.exponent), mode)
}

// end returns the end of a range.
func (u *unrolled) end(at *big.Int) decimal.NullDecimal {
	if at == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(u.value(at).Normalize())
}

// all finds what reaches the level on each piece.
func (u *unrolled) all(pieces []Piece) {
	joins := false // what was found last goes on at the beginning of this piece
	for i := range pieces {
		s, empty := u.stretch(pieces, i)
		if i > 0 {
			joins = joins && u.level.Holds(scoreOn(pieces, pieces[i].from.Decimal))
		}
		if empty {
			continue
		}
		found, some := u.along(&pieces[i], s)
		switch {
		case !some:
		case joins && same(found.Low, s.Low):
			u.found[len(u.found)-1].High = found.High
		default:
			u.found = append(u.found, found)
		}
		joins = some && same(found.High, s.High)
	}
}

// stretch returns the numbers on a piece; empty: there are none.
func (u *unrolled) stretch(pieces []Piece, i int) (s seek.Stretch, empty bool) {
	if i > 0 {
		s.Low = u.first(&pieces[i])
	}
	if i+1 < len(pieces) {
		s.High = u.first(&pieces[i+1])
		s.High.Sub(s.High, big.NewInt(1))
	}
	return s, s.Low != nil && s.High != nil && s.Low.Cmp(s.High) > 0
}

// first returns the first number on a piece that is not the first.
func (u *unrolled) first(p *Piece) *big.Int {
	if !p.after {
		return u.units(p.from.Decimal, exact.Ceiling)
	}
	at := u.units(p.from.Decimal, exact.Floor)
	return at.Add(at, big.NewInt(1))
}

// along finds what reaches the level on a piece.
func (u *unrolled) along(p *Piece, s seek.Stretch) (found seek.Stretch, some bool) {
	holds := func(at *big.Int) bool { return u.level.Holds(scoreOn([]Piece{*p}, u.value(at))) }
	slope := p.two.Score.Cmp(p.one.Score) * p.two.Value.Cmp(p.one.Value)
	if slope == 0 || u.level.All {
		return s, u.level.Holds(exact.Whole(p.one.Score))
	}
	guess := exact.Line(u.level.Score, p.one.Score, p.one.Value, p.two.Score, p.two.Value).Scaled(int(-u.exponent), exact.HalfAway)
	return reached(s, slope > 0, guess, holds)
}

// direct finds what reaches the level of a rule for numbers above 0.
func (u *unrolled) direct(r inverse, in *Input) {
	own := *in
	own.Label = ""
	holds := func(at *big.Int) bool {
		own.Actual = u.value(at)
		q, f := r.score(&own)
		return f == nil && u.level.Holds(q)
	}
	s := seek.Stretch{Low: big.NewInt(1), High: u.units(decimal.New(1, exact.Size), exact.Floor)}
	s.High.Sub(s.High, big.NewInt(1)) // every number is below that
	found, some := reached(s, r.rises(in), u.units(r.about(u.level.Score, in), exact.HalfAway), holds)
	if some {
		if found.High == s.High {
			found.High = nil // no number is above it
		}
		u.found = append(u.found, found)
	}
}

// reached returns the part of a stretch that reaches the level, if scores only rise along it, or only fall.
func reached(s seek.Stretch, rises bool, guess *big.Int, holds func(*big.Int) bool) (seek.Stretch, bool) {
	edge, whole := seek.Turn(s, rises, guess, holds)
	switch {
	case whole || edge == nil:
		return s, whole
	case rises:
		return seek.Stretch{Low: edge, High: s.High}, true
	}
	return seek.Stretch{Low: s.Low, High: edge}, true
}

// same reports whether two ends are the same.
func same(a, b *big.Int) bool { return a == b || a != nil && b != nil && a.Cmp(b) == 0 }
