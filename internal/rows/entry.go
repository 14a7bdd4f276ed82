package rows

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
)

// A Method says how a value is computed from the parts of its window. The zero Method leaves the KPI to the
// wide path.
type Method uint8

// The methods.
const (
	Wide          Method = iota
	Single               // the window's last part
	Sum                  // the sum of all parts
	Mean                 // the mean, weighted by days
	MeanOfPeriods        // the mean, all parts weighing the same
	Min                  // the smallest
	Max                  // the largest
	Ratio                // a ratio of two sums
	Combined             // sums, added and subtracted
)

// An Entry is what is known of a KPI in one period before any reading: which parts make up its value, and how
// the value is scored if all of them are there.
type Entry struct {
	Method Method
	// Simple is set for a Sum or a Ratio that is scored on its Line, with nothing beside the window to look
	// at; see Whole.
	Simple   bool
	KPI      int32 // its place in the columns
	From, To int32 // the places of its window's parts, the last excluded
	// Begin is the first day on which both the period evaluated and the window's last part have begun.
	Begin int32
	End   int32 // the window's last day: until then its value is provisional
	// Rows are both rows of a Ratio; else the first is the only one. A Combined has Terms.
	Rows [2]int32
	Line Line // how the value is scored if Curve is nil

	Terms []Term
	Times Quotient      // of a Ratio: what it is multiplied by
	Curve *columns.Leaf // how the value is scored along a curve
	// Clear are the parts beside the window that must be known to apply: the target's share of them is in it.
	Clear Range
	Grace int // days after a part's end until a missing reading is surely due

	// Parts says that Line and Shares tell which part of an org unit's own target is in force.
	Parts bool
	Past  *Past // a target that comes from another time; nil: stated
	Level bool  // the target does not depend on which parts enter
	// Shares are what each part gives to the line, unless Level; nil: the wide path knows.
	Shares *Shares
	Carry  bool // an earlier reading may stand in for a missing one
	// Quota is how much of what is due must be there, in units of 10^-10, if Quoted; else it is half of the
	// parts.
	Quota  int64
	Quoted bool
	Only   bool // of a Single: the window has no other part
	// Stray says that a reading of the period evaluated would be a mistake, which the wide path looks for.
	Stray bool
	// Leaves says that a Combined leaves out an input that does not apply, and not the part.
	Leaves bool
}

// Simplify completes an entry by setting Simple.
func (e *Entry) Simplify() {
	e.Simple = (e.Method == Sum || e.Method == Ratio) && e.Curve == nil && e.Past == nil && !e.Parts && e.Clear.From == e.Clear.To
}

// A Past is a target that comes from the same row in another time.
type Past struct {
	Range  // its parts
	Change Change
	By     Quotient
	// Base is where the line begins; nil: at 0 or, if lower is better, at twice the target.
	Base  *Quotient
	Lower bool // lower is better
}

// A Change says how to change the number compared with. The zero Change is none.
type Change uint8

// The changes, as in package target.
const (
	Same    Change = iota
	Times          // multiplies it
	Percent        // adds a percentage of its absolute value
	Plus           // adds to it
)

// A Range is places from one up to another, the last excluded.
type Range struct{ From, To int32 }

// A Term is a row that enters a Combined, with its sign.
type Term struct {
	Row      int32
	Negative bool
}

// Shares are what each part of a row gives to a target. The numbers of a Line are sums of them.
type Shares struct {
	First int32
	Value []int64 // in units of 10^Exp / Den
	Base  []int64 // nil: no baseline
	Den   int64
	Exp   int32
	Lower bool // lower is better
	// silent is, before each part and after the last, how many parts give nothing.
	silent []int32
}

// add adds what a part gives.
func (s *Shares) add(at int32, value, base *int64) {
	i := at - s.First
	if *value += s.Value[i]; s.Base != nil {
		*base += s.Base[i]
	}
}

// line returns the line of a target and a baseline that are sums of shares. It returns false if the scorer
// refuses them: nothing is expected yet, or the target is on the wrong side.
func (s *Shares) line(value, base int64) (Line, bool) {
	return lineTo(value, base, s.Base != nil, s.Lower, s.Den, s.Exp)
}

// part returns a sum of shares as the Rise of a line.
func (s *Shares) part(value int64) Line { return Line{Rise: value, Den: s.Den, Exp: s.Exp} }

// sums adds up the shares from a place up to another.
func (s *Shares) sums(from, to int32) (value, base int64) {
	for at := from; at < to; at++ {
		s.add(at, &value, &base)
	}
	return value, base
}

// A Grid is the days of the parts of one kind, by place.
type Grid struct {
	First []int // the first day of each part, and of the part after the last
}

// days returns how many days a part has.
func (g *Grid) days(place int32) int64 { return int64(g.First[place+1] - g.First[place]) }

// end returns the last day of a part.
func (g *Grid) end(place int32) int { return g.First[place+1] - 1 }

// NewShares makes shares of fractions, and of bases unless all of these are nil. A part whose value is nil
// gives nothing, and no Has includes it. NewShares returns nil if the fractions have no common unit that
// fits.
func NewShares(first int32, values, bases []*big.Rat, lower bool) *Shares {
	s := &Shares{First: first, Den: 1, Lower: lower, silent: make([]int32, len(values)+1)}
	based := slices.ContainsFunc(bases, func(r *big.Rat) bool { return r != nil })
	for i, r := range values {
		s.silent[i+1] = s.silent[i]
		if r == nil || based && bases[i] == nil {
			s.silent[i+1]++
			continue
		}
		if !s.widen(r.Denom()) || based && !s.widen(bases[i].Denom()) {
			return nil
		}
	}
	unit := new(big.Rat).SetInt(s.unit())
	s.Value = make([]int64, len(values))
	if based {
		s.Base = make([]int64, len(values))
	}
	for i, r := range values {
		if s.silent[i+1] > s.silent[i] {
			continue
		}
		ok := toUnits(&s.Value[i], r, unit)
		if based {
			ok = toUnits(&s.Base[i], bases[i], unit) && ok
		}
		if !ok {
			return nil
		}
	}
	return s
}

// toUnits sets n to r in units of 1/unit. It returns false if that does not fit.
func toUnits(n *int64, r, unit *big.Rat) bool {
	in := new(big.Rat).Mul(r, unit)
	if !in.Num().IsInt64() || abs(in.Num().Int64()) > most {
		return false
	}
	*n = in.Num().Int64()
	return true
}

// unit returns the number of units in 1.
func (s *Shares) unit() *big.Int {
	return new(big.Int).Mul(big.NewInt(s.Den), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-s.Exp)), nil))
}

// Has reports whether every part from one place up to another gives a share.
func (s *Shares) Has(from, to int32) bool {
	from, to = from-s.First, to-s.First
	return from >= 0 && int(to) < len(s.silent) && s.silent[to] == s.silent[from]
}

// widen takes a denominator into the common unit: its twos and fives into Exp, the rest into Den.
func (s *Shares) widen(den *big.Int) bool {
	if !den.IsInt64() {
		return false
	}
	rest := den.Int64()
	twos, fives := int32(0), int32(0)
	for ; rest%2 == 0; rest /= 2 {
		twos++
	}
	for ; rest%5 == 0; rest /= 5 {
		fives++
	}
	s.Exp = min(s.Exp, -max(twos, fives))
	a, b := s.Den, rest
	for b != 0 {
		a, b = b, a%b
	}
	s.Den *= rest / a
	return s.Den <= 1<<20 && s.Exp >= -15
}

// Sum adds up the shares from one place up to another, as fractions. A nil base means no baseline.
func (s *Shares) Sum(from, to int32) (value, base *big.Rat) {
	unit := s.unit()
	v, b := s.sums(from, to)
	if value = new(big.Rat).SetFrac(big.NewInt(v), unit); s.Base != nil {
		base = new(big.Rat).SetFrac(big.NewInt(b), unit)
	}
	return value, base
}

// Part returns the sum of the shares from one place up to another, as the Rise of a line.
func (s *Shares) Part(from, to int32) Line {
	value, _ := s.sums(from, to)
	return s.part(value)
}

// Whole returns the line of the parts from one place up to another.
func (s *Shares) Whole(from, to int32) (Line, bool) {
	return s.line(s.sums(from, to))
}
