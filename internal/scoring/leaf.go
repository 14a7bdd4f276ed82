package scoring

import (
	"math/big"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// Leaf returns how the columns score what a rule with one target scores; the kind Other if they cannot, as for labels.
func Leaf(r Rule, t *Target, d Direction, scale *Scale, round exact.Rounding) columns.Leaf {
	if r.CheckDirection(d) != nil || r.CheckTarget(d, t) != nil {
		return columns.Leaf{}
	}
	pieces := r.Pieces(t, d, scale)
	exp, ok := exponentOf(pieces)
	if !ok || len(pieces) == 0 {
		return columns.Leaf{}
	}
	l := columns.Leaf{Kind: columns.Curve, Exp: int8(exp), Round: columns.RoundingOf(round)}
	for i := range pieces {
		p, ok := pieces[i].inUnits(exp, l.Round.Step)
		if !ok {
			return columns.Leaf{}
		}
		l.Pieces = append(l.Pieces, p)
	}
	plain := len(pieces) == 1 && scale.Min.Sign() >= 0 && round == exact.TenPlaces()
	if p := &pieces[0]; plain && p.one.Score.Equal(scale.Min) && p.two.Score.Equal(scale.Met) {
		from, _ := columns.Aligned(p.one.Value, exp)
		to, _ := columns.Aligned(p.two.Value, exp)
		l = columns.Leaf{Kind: columns.Line, Exp: int8(exp), Base: from, Rise: to - from}
	}
	return l
}

// exponentOf returns the exponent at which all values of some pieces are integers, with as much room as fits for values
// that are larger or have more decimals.
func exponentOf(pieces []Piece) (int32, bool) {
	const least, larger = -15, 3
	exponent := int32(0)
	var most decimal.Decimal
	for i := range pieces {
		p := &pieces[i]
		for _, v := range []decimal.Decimal{p.from.Decimal, p.one.Value, p.two.Value} {
			exponent = min(exponent, v.Exponent())
			most = decimal.Max(most, v.Abs())
		}
	}
	if _, ok := columns.Aligned(most, exponent); !ok {
		return 0, false
	}
	for exponent > least {
		if _, ok := columns.Aligned(most.Shift(larger), exponent-1); !ok {
			break
		}
		exponent--
	}
	return exponent, true
}

// inUnits converts a piece to integers: values in units of 10^exponent, scores in units of 10^-10.
func (p *Piece) inUnits(exponent int32, step int64) (columns.Piece, bool) {
	var numbers [5]int64
	for i, v := range []struct {
		of       decimal.Decimal
		exponent int32
	}{
		{p.from.Decimal, exponent},
		{p.one.Value, exponent},
		{p.two.Value, exponent},
		{p.one.Score, -exact.Places},
		{p.two.Score, -exact.Places},
	} {
		n, ok := columns.Aligned(v.of, v.exponent)
		if !ok {
			return columns.Piece{}, false
		}
		numbers[i] = n
	}
	from, one, two, low, high := numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]
	if p.after {
		from++
	}
	c := columns.Piece{From: from, V0: one, S0: low, Rise: high - low, Run: two - one}
	switch {
	case one == two:
		c.Rise, c.Run = 0, 1
	case c.Run < 0:
		c.Rise, c.Run = -c.Rise, -c.Run
	}
	fit := columns.Fits(c.Rise) && columns.Fits(c.Run) && columns.Fits(c.From)
	return c, fit && new(big.Int).Mul(big.NewInt(c.Run), big.NewInt(step)).IsInt64()
}
