package columns

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// leafScore is what a leaf scores by its documentation.
func leafScore(l Leaf, value int64, s testScale) int64 {
	v := big.NewInt(value)
	if l.Kind == Line {
		share := fraction(new(big.Int).Sub(v, big.NewInt(l.Base)), big.NewInt(l.Rise))
		score := share.Mul(share, integer(s.met-s.low))
		score.Add(score, integer(s.low)).Add(score, big.NewRat(1, 2))
		return clamped(floorOf(score), s.low, s.high) // half up
	}
	p := l.Pieces[0]
	for _, next := range l.Pieces[1:] {
		if next.From <= value {
			p = next
		}
	}
	score := fraction(v.Sub(v, big.NewInt(p.V0)).Mul(v, big.NewInt(p.Rise)), big.NewInt(p.Run))
	score.Add(score, integer(p.S0))
	return clamped(rounded(score, l.Round.Step, l.Round.Mode), s.low, s.high)
}

// columnScore is the score of a value by a plan of this one leaf.
func columnScore(l Leaf, value int64, s testScale) int64 {
	p := NewPlan(s.low, s.met, s.high, 1, 0)
	p.SetLeaf(0, l)
	p.Index()
	c := New(1)
	c.SetValue(0, value)
	p.Leaf(&c, 0)
	return c.Score(0)
}

// TestLeaves_oracle is evidence that lines and curves score every value as fractions do, on random leaves and
// on critical values: ties, limits of pieces, ends of the scale, the largest numbers. BSC_LEAVES=10000000
// compares that many.
func TestLeaves_oracle(t *testing.T) {
	inShares(t, countOf(t, "BSC_LEAVES", 200_000), func(t *testing.T, rng *rand.Rand, count int) {
		const together = 50
		for done := 0; done < count; done += together {
			requireLeaves(t, rng, together)
		}
	})
}

// requireLeaves compares plans of so many leaves.
func requireLeaves(t *testing.T, rng *rand.Rand, n int) {
	t.Helper()
	at := rng.IntN(len(scales))
	s := scales[at]
	p := NewPlan(s.low, s.met, s.high, n, 0)
	c := New(n)
	if rng.IntN(2) == 0 {
		c = NewChunks(n, 2+uint(rng.IntN(4)))
	}
	leaves := make([]Leaf, n)
	kind := anyKind(rng, at)
	for i := range leaves {
		if rng.IntN(4) == 0 { // else a run goes on
			kind = anyKind(rng, at)
		}
		var value int64
		leaves[i], value = anyLeaf(rng, kind, s)
		p.SetLeaf(int32(i), leaves[i])
		c.SetValue(int32(i), value)
	}
	p.Index()
	p.Leaves(&c)
	for i, l := range leaves {
		if l.Kind == Other {
			require.Zero(t, c.Score(int32(i)), "the owner's score is set by Leaves")
			continue
		}
		value := c.Value(int32(i))
		want := leafScore(l, value, s)
		if got := c.Score(int32(i)); got != want {
			require.Equal(t, want, got, "Leaves: %d by %+v in %+v", value, l, s)
		}
		c.Set(int32(i), Whole, 1+s.high, Span{})
		p.Leaf(&c, int32(i))
		if got := c.Score(int32(i)); got != want {
			require.Equal(t, want, got, "Leaf: %d by %+v in %+v", value, l, s)
		}
	}
}

// anyKind returns a kind that a scale may have.
func anyKind(rng *rand.Rand, scale int) Kind {
	if scale >= plain || rng.IntN(2) == 0 {
		return Kind(2 * rng.IntN(2)) // Other or Curve
	}
	return Line
}

// anyLeaf returns a leaf and a value for it.
func anyLeaf(rng *rand.Rand, kind Kind, s testScale) (Leaf, int64) {
	switch kind {
	case Line:
		return anyLine(rng, s)
	case Curve:
		return anyCurve(rng, s)
	}
	return Leaf{}, anyNumber(rng, maxValue)
}

// within brings a number into the range of values.
func within(n int64) int64 { return max(-maxValue, min(n, maxValue)) }

// anyLine returns a line and a value that often lies on a tie, beside it, or at an end of the scale.
func anyLine(rng *rand.Rand, s testScale) (Leaf, int64) {
	span := s.met - s.low
	base := anyNumber(rng, maxValue)
	rise := anyNumber(rng, maxValue)
	distance := anyNumber(rng, maxValue)
	switch rng.IntN(4) {
	case 0: // span·distance/rise is a half: (2m+1)/2
		k := 1 + rng.Int64N(maxValue/(2*span))>>rng.IntN(60)
		rise, distance = 2*span*k, k*(2*rng.Int64N(min(s.high-s.low, maxValue/(2*k)))+1)
	case 1: // near an end of the scale
		if rise != 0 {
			end := []int64{0, span, s.high - s.low}[rng.IntN(3)]
			n := new(big.Int).Mul(big.NewInt(end), big.NewInt(rise))
			distance = saturated(n.Div(n, big.NewInt(span)))
		}
	}
	if rng.IntN(2) == 0 {
		rise, distance = -rise, -distance
	}
	if rise == 0 || !Fits(rise) {
		rise = 1
	}
	distance = within(distance) + rng.Int64N(3) - 1
	if rng.IntN(3) > 0 {
		base = within(within(base+distance) - distance)
	}
	return Leaf{Kind: Line, Base: base, Rise: rise}, within(base + distance)
}

// anyCurve returns a curve of a few pieces and a value that often lies on or before a limit of one, or on a tie.
func anyCurve(rng *rand.Rand, s testScale) (Leaf, int64) {
	l := Leaf{Kind: Curve}
	least := int64(1)
	from := anyNumber(rng, maxValue)
	for range 1 + rng.IntN(4) {
		p := anyPiece(rng, s)
		p.From = from
		from = within(from + 1 + max(anyNumber(rng, maxValue), 0))
		least = max(least, p.Run)
		if n := len(l.Pieces); n == 0 || p.From > l.Pieces[n-1].From {
			l.Pieces = append(l.Pieces, p)
		}
	}
	l.Round = anyRounding(rng, least)
	p := &l.Pieces[rng.IntN(len(l.Pieces))]
	switch rng.IntN(4) {
	case 0:
		return l, within(p.From + rng.Int64N(3) - 1)
	case 1:
		return l, within(p.V0 + anyNumber(rng, maxValue))
	case 2:
		return l, anyNumber(rng, maxValue)
	}
	return l, tieOf(rng, p, l.Round.Step, s)
}

// anyPiece returns a piece, without its limit.
func anyPiece(rng *rand.Rand, s testScale) Piece {
	p := Piece{
		V0: anyNumber(rng, maxValue), S0: s.low + rng.Int64N(s.high-s.low+1),
		Rise: anyNumber(rng, maxValue), Run: max(1, anyNumber(rng, maxValue)),
	}
	switch rng.IntN(5) {
	case 0:
		p.S0 = anyNumber(rng, maxValue)
	case 1:
		p.Rise, p.Run = 0, 1
	case 2:
		p.Rise, p.Run = 1-2*rng.Int64N(2), 2<<rng.IntN(20)
	case 3: // as a scorer makes it
		p.Rise, p.Run, p.V0 = s.met-s.low, 1+rng.Int64N(1_000_000), rng.Int64N(1_000_000)
	}
	return p
}

// tieOf returns a value that a piece scores halfway between two steps, or beside that. It is exact if the
// piece's rise divides what is needed, as with a rise of 1.
func tieOf(rng *rand.Rand, p *Piece, step int64, s testScale) int64 {
	if p.Rise == 0 {
		return within(p.V0)
	}
	halves := new(big.Int).SetInt64(2*((s.low+rng.Int64N(s.high-s.low+1))/step) + 1)
	n := halves.Mul(halves, big.NewInt(step))
	n.Sub(n, big.NewInt(2*p.S0)).Mul(n, big.NewInt(p.Run))
	n.Div(n, big.NewInt(p.Rise)).Rsh(n, 1)
	n.Add(n, big.NewInt(p.V0+rng.Int64N(3)-1))
	return clamped(n, -maxValue, maxValue)
}

// TestLeaf_byHand checks the scores of leaves at critical points by hand.
func TestLeaf_byHand(t *testing.T) {
	usual, signed := scales[0], scales[7]
	up := Leaf{Kind: Line, Base: 100, Rise: 300}
	down := Leaf{Kind: Line, Base: 100, Rise: -300}
	steps := Leaf{Kind: Curve, Round: Rounding{Step: unit, Mode: exact.HalfEven}, Pieces: []Piece{
		{From: -maxValue, S0: 10 * unit, Run: 1},
		{From: 5, V0: 5, S0: 10 * unit, Rise: unit, Run: 2},
		{From: 9, S0: 90 * unit, Run: 1},
	}}
	half := Leaf{Kind: Line, Rise: 2 * 100 * unit}
	cases := []struct {
		name  string
		leaf  Leaf
		scale testScale
		value int64
		want  int64
	}{
		{"base", up, usual, 100, 0},
		{"below the base", up, usual, -maxValue, 0},
		{"a third", up, usual, 200, 333_333_333_333},
		{"two thirds", up, usual, 300, 666_666_666_667},
		{"met", up, usual, 400, 100 * unit},
		{"above", up, usual, maxValue, 100 * unit},
		{"above, under a cap", up, scales[1], 500, 1_333_333_333_333},
		{"lower is better", down, usual, 0, 333_333_333_333},
		{"lower is better, beyond the base", down, usual, 101, 0},
		{"half a unit", half, usual, 1, 1},
		{"one and a half", half, usual, 3, 2},
		{"before a limit", steps, usual, 4, 10 * unit},
		{"on a limit", steps, usual, 5, 10 * unit},
		{"half a step, even below", steps, usual, 6, 10 * unit},
		{"a whole step", steps, usual, 7, 11 * unit},
		{"half a step, even above", steps, usual, 8, 12 * unit},
		{"on the last limit", steps, usual, 9, 90 * unit},
		{"the largest", steps, usual, maxValue, 90 * unit},
		{"below zero", Leaf{Kind: Curve, Pieces: []Piece{{S0: 0, Rise: -1, Run: 2}}, Round: Rounding{Step: 1}}, signed, 5, -3},
		{"far below", Leaf{Kind: Curve, Pieces: []Piece{{Rise: -maxValue, Run: 1}}, Round: Rounding{Step: 1}}, signed, maxValue, signed.low},
		{"far above, in points", Leaf{Kind: Curve, Pieces: []Piece{{Rise: 100 * unit, Run: 1}}, Round: Rounding{Step: unit}}, usual, 10_000_000, 100 * unit},
	}
	for _, c := range cases {
		assert.Equal(t, c.want, columnScore(c.leaf, c.value, c.scale), c.name)
		assert.Equal(t, c.want, leafScore(c.leaf, c.value, c.scale), "the oracle: %s", c.name)
	}
}

// TestFits is evidence for the limits of values.
func TestFits(t *testing.T) {
	for n, want := range map[int64]bool{
		0: true, maxValue: true, -maxValue: true, maxValue + 1: false, -maxValue - 1: false, math.MinInt64: false, math.MaxInt64: false,
	} {
		assert.Equal(t, want, Fits(n), "%d", n)
	}
}

// FuzzLeaf compares any line, and any curve of two pieces.
func FuzzLeaf(f *testing.F) {
	f.Add(int64(200), int64(100), int64(300), int64(0), int64(1), int64(50), uint8(0), uint8(0), uint8(0))
	f.Add(int64(7), int64(3), int64(-5), int64(9), int64(4), int64(-50), uint8(1), uint8(3), uint8(7))
	f.Add(int64(math.MaxInt64), int64(math.MinInt64), int64(math.MaxInt64), int64(1), int64(math.MaxInt64), int64(math.MinInt64), uint8(5), uint8(0), uint8(2))
	f.Fuzz(func(t *testing.T, value, base, rise, score, run, from int64, mode, places, scale uint8) {
		at := int(scale) % len(scales)
		s := scales[at]
		value, base, rise, score, from = value>>2, base>>2, rise>>2, score>>2, from>>2 // into the range of values
		run = max(1, run>>2)
		round := Rounding{Step: pow10(int(places) % 11), Mode: modes[int(mode)%len(modes)]}
		for round.Step > math.MaxInt64/run {
			round.Step /= 10
		}
		first := Piece{From: -maxValue, V0: base, S0: score, Rise: rise, Run: run}
		second := Piece{From: from, V0: from, S0: -score, Rise: 1, Run: 2}
		curve := Leaf{Kind: Curve, Pieces: []Piece{first, second}, Round: Rounding{1, round.Mode}}
		require.Equal(t, leafScore(curve, value, s), columnScore(curve, value, s), "%d by %+v in %+v", value, curve, s)
		curve = Leaf{Kind: Curve, Pieces: []Piece{first}, Round: round}
		require.Equal(t, leafScore(curve, value, s), columnScore(curve, value, s), "%d by %+v in %+v", value, curve, s)
		if line := (Leaf{Kind: Line, Base: base, Rise: rise}); rise != 0 && at < plain {
			require.Equal(t, leafScore(line, value, s), columnScore(line, value, s), "%d by %+v in %+v", value, line, s)
		}
	})
}
