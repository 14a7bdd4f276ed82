package rows

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/go-bsc/bsc/internal/columns"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A drawn unit has two rows of random numbers, some of them missing, and their values as fractions.
type drawn struct {
	unit   *Unit
	grid   *Grid
	rows   [2][]*big.Rat // nil: it does not apply
	places int32
}

func draw(rng *rand.Rand) drawn {
	n := 1 + rng.IntN(12)
	d := drawn{unit: NewUnit(2), grid: &Grid{First: []int{1}}, places: int32(n)}
	for range n {
		d.grid.First = append(d.grid.First, d.grid.First[len(d.grid.First)-1]+28+rng.IntN(4))
	}
	holes := rng.IntN(3) == 0
	for i := range d.rows {
		row := d.unit.Row(int32(i))
		row.Make(0, n, new(Slab))
		for at := range n {
			if holes && rng.IntN(4) == 0 {
				row.Mark(at, NotApplicable)
				d.rows[i] = append(d.rows[i], nil)
				continue
			}
			number := decimal.New(rng.Int64N(20_000)-2_000, int32(rng.IntN(4))-3)
			row.Set(at, number, There)
			d.rows[i] = append(d.rows[i], number.Rat())
		}
		row.Seal()
	}
	return d
}

// value is the value of the window by the method, in fractions; nil: none.
func (d *drawn) value(e *Entry) *big.Rat {
	add := func(to, r *big.Rat) *big.Rat {
		if to == nil {
			return new(big.Rat).Set(r)
		}
		return to.Add(to, r)
	}
	var sums [2]*big.Rat
	var best, weighed *big.Rat
	days, count := int64(0), int64(0)
	for at := e.From; at < e.To; at++ {
		a, b := d.rows[0][at], d.rows[1][at]
		if two := e.Method == Ratio || e.Method == Combined; a == nil && (!e.Leaves || b == nil) || two && b == nil && !e.Leaves {
			continue
		}
		count++
		for i, r := range []*big.Rat{a, b} {
			if r != nil {
				sums[i] = add(sums[i], r)
			}
		}
		if a == nil {
			continue
		}
		if best == nil || e.Method == Single || e.Method == Min && a.Cmp(best) < 0 || e.Method == Max && a.Cmp(best) > 0 {
			best = a
		}
		days += d.grid.days(at)
		weighed = add(weighed, new(big.Rat).Mul(a, big.NewRat(d.grid.days(at), 1)))
	}
	switch {
	case count == 0:
		return nil
	case e.Method == Sum:
		return sums[0]
	case e.Method == Mean:
		return weighed.Quo(weighed, big.NewRat(days, 1))
	case e.Method == MeanOfPeriods:
		return sums[0].Quo(sums[0], big.NewRat(count, 1))
	case e.Method == Ratio && sums[1].Sign() == 0:
		return nil
	case e.Method == Ratio:
		sums[0].Mul(sums[0], rat(e.Times.Num, 1, e.Times.Exp))
		return sums[0].Quo(sums[0], sums[1])
	case e.Method == Combined:
		total := new(big.Rat)
		for i, t := range e.Terms {
			if sums[i] != nil && t.Negative {
				total.Sub(total, sums[i])
			} else if sums[i] != nil {
				total.Add(total, sums[i])
			}
		}
		return total
	}
	return new(big.Rat).Set(best)
}

// TestEntry_methods makes values of random windows by every method, and scores them on lines and curves, against
// fractions.
func TestEntry_methods(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	scored, wide := 0, 0
	for range 60_000 {
		d := draw(rng)
		from := rng.Int32N(d.places)
		e := Entry{
			Method: Method(1 + rng.IntN(int(Combined))), From: from, To: from + 1 + rng.Int32N(d.places-from), Rows: [2]int32{0, 1}, Level: true,
			Times: Quotient{[...]int64{1, 100, 15}[rng.IntN(3)], 1, int32(rng.IntN(3)) - 1}, Only: true, Leaves: rng.IntN(2) == 0,
			Terms: []Term{{0, false}, {1, rng.IntN(2) == 0}}, Line: Line{rng.Int64N(2000) - 1000, 1 + rng.Int64N(100_000), 1, -2},
		}
		if e.Method == Single {
			e.From = e.To - 1
		}
		if e.Method != Combined {
			e.Leaves = false
		}
		if rng.IntN(2) == 0 {
			e.Line.Rise = -e.Line.Rise
		}
		if rng.IntN(4) == 0 {
			e.Curve = &columns.Leaf{Kind: columns.Curve, Exp: -5, Round: columns.Rounding{Step: 1}, Pieces: []columns.Piece{{S0: 2e11, Rise: 8e11, Run: 100_000_00000}}}
		}
		e.Simplify()
		s := scale()
		got, ok := e.Score(d.unit, d.grid, s, nil)
		if e.Simple && d.unit.Row(0).whole(int(e.From), int(e.To)) && d.unit.Row(1).whole(int(e.From), int(e.To)) {
			quick, too := e.Quick(d.unit, s)
			require.Equal(t, ok, too)
			require.Equal(t, got.Score, quick)
		}
		want := d.value(&e)
		if !ok || got.Outcome != Scored {
			require.True(t, ok || want == nil || e.Curve != nil || want.IsInt() || got.Outcome == Scored, "%v", e)
			wide++
			continue
		}
		scored++
		require.NotNil(t, want)
		if e.Curve != nil {
			want = want.Add(big.NewRat(20, 1), want.Mul(want, big.NewRat(80, 100_000)))
		} else {
			want.Sub(want, rat(e.Line.Base, 1, -2)).Quo(want, rat(e.Line.Rise, 1, -2)).Mul(want, big.NewRat(100, 1))
		}
		if want.Sign() < 0 {
			want.SetInt64(0)
		}
		if want.Cmp(big.NewRat(100, 1)) > 0 {
			want.SetInt64(100)
		}
		off := new(big.Rat).Sub(want, big.NewRat(got.Score, 1e10))
		require.LessOrEqual(t, off.Abs(off).Cmp(big.NewRat(1, 2e10)), 0, "%v: want %s, got %d", e, want.FloatString(12), got.Score)
		whole, below, all := e.Whole(d.unit)
		if !all {
			continue
		}
		if e.Method == Ratio {
			require.False(t, below.IsZero())
		} else {
			require.Zero(t, whole.Rat().Cmp(d.value(&e)))
		}
	}
	assert.Greater(t, scored, 5*wide)
}

// TestEntry_own scores against an org unit's own targets, of which a part is in force.
func TestEntry_own(t *testing.T) {
	e, g := window(4)
	e.Parts, e.Line = true, Line{Rise: 1, Den: 3} // a third of whatever it is
	u := unitOf(There, There, There, There)       // 36
	for _, c := range []struct {
		own  Own
		want int64
		wide bool
	}{
		{Own{Value: 1200, Exp: -1}, 9e11, false}, // of 40
		{Own{Value: 120, Lower: true}, 1e12, false},
		{Own{Value: 9, Exp: 1, Lower: true}, 8e11, false}, // 36 is a fifth beyond 30
		{Own{Value: 150, Base: 60, Based: true}, 533333333333, false},
		{Own{Value: 60, Base: 150, Based: true, Lower: true}, 466666666667, false},
		{Own{Value: 0}, 0, true},
		{Own{Value: -5, Lower: true}, 0, true},
		{Own{Value: 60, Base: 60, Based: true}, 0, true},
		{Own{Value: 60, Base: 150, Based: true}, 0, true},
		{Own{Value: 1 << 62}, 0, true},
	} {
		got, ok := e.Score(u, g, scale(), &c.own)
		assert.Equal(t, !c.wide, ok, "%v", c.own)
		if ok {
			assert.InDelta(t, c.want, got.Score, 1, "%v", c.own)
		}
	}
}

// TestEntry_past scores against the same row in another time.
func TestEntry_past(t *testing.T) {
	e, g := window(4)
	e.From, e.Shares = 2, nil
	e.Past = &Past{Range: Range{0, 2}, Change: Percent, By: Quotient{25, 1, 0}}
	u := unitOf(There, There, There, There) // 18 against 22.5
	got, ok := e.Score(u, g, scale(), nil)
	assert.True(t, ok)
	assert.EqualValues(t, 8e11, got.Score)
	e.Past.Lower = true // 22.5 is met, 45 scores nothing
	got, ok = e.Score(u, g, scale(), nil)
	assert.True(t, ok)
	assert.EqualValues(t, 1e12, got.Score)
	e.Past.Lower, e.Past.Base = false, &Quotient{9, 1, 0}
	got, ok = e.Score(u, g, scale(), nil)
	assert.True(t, ok)
	assert.EqualValues(t, int64(666666666667), got.Score)
	for _, states := range [][]State{{There, Missing, There, There}, {There, NotApplicable, There, There}, {There, There, There, Missing}} {
		_, ok = e.Score(unitOf(states...), g, scale(), nil)
		assert.False(t, ok, "%v", states)
	}
	u.Since = 11
	_, ok = e.Score(u, g, scale(), nil)
	assert.False(t, ok, "the unit was not there then")
}

// TestShares makes units of fractions.
func TestShares(t *testing.T) {
	third, half, none := big.NewRat(1, 3), big.NewRat(5, 2), (*big.Rat)(nil)
	s := NewShares(7, []*big.Rat{third, half, none, half}, []*big.Rat{none, none, none, none}, false)
	require.NotNil(t, s)
	assert.Equal(t, []any{int64(3), int32(-1), []int64{10, 75, 0, 75}}, []any{s.Den, s.Exp, s.Value})
	assert.True(t, s.Has(7, 9))
	assert.False(t, s.Has(7, 10))
	assert.True(t, s.Has(10, 11))
	assert.False(t, s.Has(10, 12))
	assert.False(t, s.Has(6, 8))
	value, base := s.Sum(7, 9)
	assert.Equal(t, "17/6", value.RatString())
	assert.Nil(t, base)
	l, ok := s.Whole(7, 9)
	assert.True(t, ok)
	assert.Equal(t, Line{0, 85, 3, -1}, l)
	assert.Equal(t, Line{0, 85, 3, -1}, s.Part(7, 9))
	s = NewShares(0, []*big.Rat{half, half}, []*big.Rat{third, none}, true)
	assert.False(t, s.Has(1, 2), "it has no baseline")
	_, base = s.Sum(0, 1)
	assert.Equal(t, "1/3", base.RatString())
	_, ok = s.Whole(0, 1)
	assert.False(t, ok, "2.5 is not lower than a third")
	assert.Nil(t, NewShares(0, []*big.Rat{big.NewRat(1, 1<<20+1)}, []*big.Rat{none}, false), "too fine")
	assert.Nil(t, NewShares(0, []*big.Rat{big.NewRat(1<<52+1, 1)}, []*big.Rat{none}, false), "too large")
	assert.NotNil(t, NewShares(0, []*big.Rat{big.NewRat(1<<52, 1)}, []*big.Rat{none}, false))
}

// TestQuotientOf takes what fits, to the last digit.
func TestQuotientOf(t *testing.T) {
	for text, fits := range map[string]bool{
		"0": true, "-1.5": true, "999999999999999": true, "1000000000000001": false,
		"0.000000000000001": true, "0.0000000000000001": false, "1e15": true, "1e16": false,
	} {
		d, err := decimal.NewFromString(text)
		require.NoError(t, err)
		q, ok := QuotientOf(d)
		require.Equal(t, fits, ok, text)
		if fits {
			assert.True(t, decimal.New(q.Num, q.Exp).Equal(d), text)
			assert.Equal(t, int64(1), q.Den)
		}
	}
}
