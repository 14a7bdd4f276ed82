package rows

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scale is the usual one: 0 to 100, in units of 10^-10.
func scale() *Scale { return &Scale{0, 1e12, 1e12} }

// rat is n / den · 10^exp.
func rat(n, den int64, exp int32) *big.Rat {
	r := big.NewRat(n, den)
	ten := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(abs(int64(exp)))), nil))
	if exp < 0 {
		ten.Inv(ten)
	}
	return r.Mul(r, ten)
}

// scored is the score of a quotient on a line by fractions, and whether it lies between two units exactly.
func scored(l *Line, v Quotient, s *Scale) (units int64, tie bool) {
	way := rat(v.Num, v.Den, v.Exp)
	way.Sub(way, rat(l.Base, l.Den, l.Exp))
	way.Quo(way, rat(l.Rise, l.Den, l.Exp))
	way.Mul(way, new(big.Rat).SetInt64(s.Met-s.Low))
	if way.Sign() <= 0 {
		return s.Low, false
	}
	twice := new(big.Rat).Add(way, way)
	tie = twice.IsInt() && twice.Num().Bit(0) == 1
	way.Add(way, big.NewRat(1, 2))
	whole := new(big.Int).Quo(way.Num(), way.Denom())
	if whole.Cmp(big.NewInt(s.High-s.Low)) >= 0 {
		return s.High, false
	}
	return s.Low + whole.Int64(), tie
}

// TestLine_Score compares scores on random lines with fractions, with many ties. A refused quotient either
// does not fit or is too near the middle of two units to decide here.
func TestLine_Score(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	refused := 0
	const cases = 200_000
	for range cases {
		n := func(most int64) int64 { return rng.Int64N(2*most+1) - most }
		l := Line{Base: n(1000), Rise: n(100_000), Den: [...]int64{1, 1, 1, 12, 365, 7}[rng.IntN(6)], Exp: int32(rng.IntN(5)) - 3}
		v := Quotient{n(200_000), [...]int64{1, 1, 3, 31, 8}[rng.IntN(5)], int32(rng.IntN(5)) - 3}
		if rng.IntN(4) == 0 { // (Met-Low)/2^13 ends in a half
			l, v = Line{Rise: 1 << 13, Den: 1}, Quotient{rng.Int64N(1 << 13), 1, 0}
		}
		if l.Rise == 0 {
			continue
		}
		s := &Scale{[...]int64{0, 1e11}[rng.IntN(2)], 1e12, [...]int64{1e12, 12e11}[rng.IntN(2)]}
		if rng.IntN(4) == 0 {
			s = &Scale{0, 1e12 + 1, 1e12 + 1}
		}
		got, ok := l.Score(v, s)
		want, tie := scored(&l, v, s)
		if !ok {
			refused++
			continue
		}
		require.Equal(t, want, got, "%v on %v of %v", v, l, s)
		require.False(t, tie && (v.Den != 1 || l.Den != 1), "a tie that rounding to 34 digits may decide: %v on %v", v, l)
	}
	assert.Less(t, refused, cases/100)
}

// TestLine_Score_ties rounds the middle of two units up, and refuses it where numbers have no finite decimals.
func TestLine_Score_ties(t *testing.T) {
	s := &Scale{0, 1, 1}
	got, ok := (&Line{Rise: 2, Den: 1}).Score(Quotient{1, 1, 0}, s)
	assert.True(t, ok)
	assert.EqualValues(t, 1, got)
	_, ok = (&Line{Rise: 6, Den: 3}).Score(Quotient{1, 1, 0}, s)
	assert.False(t, ok)
	_, ok = (&Line{Rise: 1, Den: 1}).Score(Quotient{1 << 61, 1, 2}, s)
	assert.False(t, ok, "it does not fit")
	got, ok = (&Line{Rise: 1, Den: 1}).Score(Quotient{1 << 61, 1, 0}, s)
	assert.True(t, ok)
	assert.EqualValues(t, 1, got, "far beyond the end")
}

// TestPast_changed checks the changes of comparisons, on both sides of 0.
func TestPast_changed(t *testing.T) {
	ten := Quotient{1, 1, 1}
	for _, c := range []struct {
		past Past
		of   int64
		want *big.Rat
	}{
		{Past{}, 20, rat(20, 1, 0)},
		{Past{Change: Times, By: Quotient{105, 1, -2}}, 20, rat(21, 1, 0)},
		{Past{Change: Times, By: Quotient{105, 1, -2}}, -20, nil},
		{Past{Change: Percent, By: ten}, 20, rat(22, 1, 0)},
		{Past{Change: Percent, By: ten}, -20, rat(-18, 1, 0)},
		{Past{Change: Percent, By: Quotient{125, 1, -1}}, 8, rat(9, 1, 0)},
		{Past{Change: Plus, By: Quotient{25, 1, -1}}, -20, rat(-175, 10, 0)},
		{Past{Change: Plus, By: ten}, 20, rat(30, 1, 0)},
	} {
		got, ok := c.past.changed(Quotient{c.of, 1, 0})
		require.Equal(t, c.want != nil, ok, "%v", c)
		if ok {
			assert.Zero(t, rat(got.Num, got.Den, got.Exp).Cmp(c.want), "%v: %v", c, got)
		}
	}
}

// window is an entry of the sum of n parts of 10 days, which should each reach 10.
func window(n int32) (*Entry, *Grid) {
	g := &Grid{First: []int{1}}
	s := &Shares{Den: 1, silent: make([]int32, n+1)}
	for range n {
		g.First = append(g.First, g.First[len(g.First)-1]+10)
		s.Value = append(s.Value, 10)
	}
	return &Entry{Method: Sum, To: n, Line: Line{Rise: 10 * int64(n), Den: 1}, Shares: s, Begin: 10*n - 9, End: 10 * n}, g
}

// unitOf has one row with parts in these states. Parts that are there have the value 9.
func unitOf(states ...State) *Unit {
	u := NewUnit(1)
	row := u.Row(0)
	row.Make(0, len(states), new(Slab))
	for i, s := range states {
		if s == There || s == Provisional {
			row.Set(i, decimal.New(9, 0), s)
		} else {
			row.Mark(i, s)
		}
	}
	row.Seal()
	return u
}

// TestEntry_Score has gaps in windows. A part left out of the value is left out of the target, and half of
// the parts must be there.
func TestEntry_Score(t *testing.T) {
	const x, away, open = There, NotApplicable, Missing
	for _, c := range []struct {
		name   string
		states []State
		change func(*Entry, *Unit)
		want   Result
		wide   bool
	}{
		{"all", []State{x, x, x, x}, nil, Result{Scored, 9e11, 1e10, true, false}, false},
		{"one is not final", []State{x, x, x, Provisional}, nil, Result{Scored, 9e11, 1e10, true, true}, false},
		{"one does not apply", []State{x, away, x, x}, nil, Result{Scored, 9e11, 1e10, true, false}, false},
		{"a third is missing", []State{x, open, x}, nil, Result{Scored, 9e11, 6666666666, false, false}, false},
		{"half are missing", []State{x, open, x, open}, nil, Result{Scored, 9e11, 5e9, false, false}, false},
		{"more than half are missing", []State{x, open, open}, nil, Result{Outcome: NoData}, false},
		{"a quota is reached", []State{x, open, open, open}, func(e *Entry, _ *Unit) { e.Quoted, e.Quota = true, 25e8 }, Result{Scored, 9e11, 25e8, false, false}, false},
		{"a quota is not reached", []State{x, open, open, open}, func(e *Entry, _ *Unit) { e.Quoted, e.Quota = true, 25e8+1 }, Result{Outcome: NoData}, false},
		{"nothing applies", []State{away, away}, nil, Result{Outcome: Absent}, false},
		{"nothing is there", []State{away, open}, nil, Result{Outcome: NoData}, false},
		{"nothing is there, and a mistake may be", []State{open}, func(e *Entry, _ *Unit) { e.Stray = true }, Result{}, true},
		{"nothing is there, nor expected", []State{open}, func(e *Entry, _ *Unit) { e.Shares.Value[0] = 0 }, Result{}, true},
		{"one is odd", []State{x, x, Odd}, nil, Result{}, true},
		{"an earlier one may stand in", []State{x, x, open}, func(e *Entry, _ *Unit) { e.Carry = true }, Result{}, true},
		{"a missing one may not be due", []State{x, x, open}, func(e *Entry, u *Unit) { e.Grace, u.Today = 5, 35 }, Result{}, true},
		{"a missing one is due", []State{x, x, open}, func(e *Entry, u *Unit) { e.Grace, u.Today = 5, 36 }, Result{Scored, 9e11, 6666666666, false, false}, false},
		{"the last part has not begun", []State{x, x}, func(_ *Entry, u *Unit) { u.Today = 10 }, Result{}, true},
		{"the last part has begun", []State{x, x}, func(_ *Entry, u *Unit) { u.Today = 11 }, Result{Scored, 9e11, 1e10, true, true}, false},
		{"the window is not over", []State{x, x}, func(_ *Entry, u *Unit) { u.Today = 20 }, Result{Scored, 9e11, 1e10, true, true}, false},
		{"the window is over", []State{x, x}, func(_ *Entry, u *Unit) { u.Today = 21 }, Result{Scored, 9e11, 1e10, true, false}, false},
		{"the unit comes later", []State{x, x}, func(_ *Entry, u *Unit) { u.Since = 2 }, Result{}, true},
		{"the unit leaves before the end", []State{x, x}, func(_ *Entry, u *Unit) { u.Last = 19 }, Result{}, true},
		{"the unit leaves with the window", []State{x, x}, func(_ *Entry, u *Unit) { u.Last = 20 }, Result{Scored, 9e11, 1e10, true, false}, false},
		{"the target does not follow from the parts", []State{x, away, x}, func(e *Entry, _ *Unit) { e.Shares = nil }, Result{}, true},
		{"the target stands", []State{x, away, x}, func(e *Entry, _ *Unit) { e.Shares, e.Level, e.Line.Rise = nil, true, 20 }, Result{Scored, 9e11, 1e10, true, false}, false},
		{"a part outside does not apply", []State{x, x, away}, func(e *Entry, _ *Unit) { e.To, e.Begin, e.End, e.Clear, e.Line.Rise = 2, 11, 20, Range{0, 3}, 20 }, Result{}, true},
		{"all outside apply", []State{x, x, open}, func(e *Entry, _ *Unit) { e.To, e.Begin, e.End, e.Clear, e.Line.Rise = 2, 11, 20, Range{0, 3}, 20 }, Result{Scored, 9e11, 1e10, true, false}, false},
	} {
		e, g := window(int32(len(c.states)))
		u := unitOf(c.states...)
		if c.change != nil {
			c.change(e, u)
		}
		got, ok := e.Score(u, g, scale(), nil)
		assert.Equal(t, !c.wide, ok, c.name)
		if ok {
			assert.Equal(t, c.want, got, c.name)
		}
	}
}

// TestRow_Set brings numbers with several exponents to one, and refuses those that do not fit with the
// others.
func TestRow_Set(t *testing.T) {
	u := unitOf(Missing, Missing, Missing, Missing, Missing)
	row := u.Row(0)
	for i, text := range []string{"1200", "0", "3.5", "0.25", "-7"} {
		require.True(t, row.Set(i, decimal.RequireFromString(text), There), text)
	}
	row.Seal()
	assert.Equal(t, "1196.75", decimal.New(row.sum(0, 5), row.Exp).String())
	assert.Equal(t, "3.5", row.Number(2).String())
	big := row.Copy()
	assert.False(t, big.Set(0, decimal.New(1, 15), There), "10^15 in units of 0.01")
	assert.True(t, big.Set(0, decimal.New(1, 13), There))
	assert.False(t, big.Set(1, decimal.New(1, -12), There), "it would not fit the others")
	assert.True(t, row.Copy().Set(0, decimal.New(0, 60), There), "0 is 0")
	empty := unitOf(Missing).Row(0)
	assert.False(t, empty.Copy().Set(0, decimal.New(1, 19), There))
	assert.False(t, empty.Copy().Set(0, decimal.New(1, -19), There))
	assert.True(t, empty.Copy().Set(0, decimal.New(1, 18), There))
	assert.True(t, empty.Copy().Set(0, decimal.New(1, -18), There))
	state, _ := big.At(1)
	assert.Equal(t, Odd, state)
	assert.False(t, big.Set(1, decimal.RequireFromString("1234567890123456789"), There))
	assert.Equal(t, "1196.75", decimal.New(row.sum(0, 5), row.Exp).String(), "a copy is one of its own")
}

// TestUnit_With changes one row of many, and leaves the original unit unchanged.
func TestUnit_With(t *testing.T) {
	u := NewUnit(1000)
	row := unitOf(There).Row(0)
	other := u.With(600, row)
	assert.Same(t, row, other.Row(600))
	assert.NotSame(t, row, u.Row(600))
	for i := range int32(1000) {
		if i != 600 {
			assert.Same(t, u.Row(i), other.Row(i))
		}
	}
}
