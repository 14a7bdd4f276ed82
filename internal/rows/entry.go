package rows

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/columns"
)

// A Method says how a value is made of the parts of its window. The zero Method is none: the wide path has the KPI.
type Method uint8

// The methods.
const (
	Wide          Method = iota
	Single               // of the window's last part
	Sum                  // of all
	Mean                 // by days
	MeanOfPeriods        // of all alike
	Min                  // the smallest
	Max                  // the largest
	Ratio                // of two sums
	Combined             // sums, added and subtracted
)

// An Entry is what is known of a KPI in one period before any reading: which parts its value is made of, and how that
// is scored if all of them are there.
type Entry struct {
	Method   Method
	Simple   bool     // of a Sum or a Ratio: it is scored on its Line, and nothing beside the window matters; see Whole
	KPI      int32    // its place in the columns
	From, To int32    // the places of its window's parts, the last excluded
	Begin    int32    // the day from which on the period evaluated, and the window's last part, have begun
	End      int32    // the window's last day: until then its value is provisional
	Rows     [2]int32 // of a Ratio both; of a Combined see Terms; else the first
	Line     Line     // how the value is scored where Curve is nil

	Terms []Term
	Times Quotient      // of a Ratio: what it is multiplied by
	Curve *columns.Leaf // how the value is scored along a curve
	Clear Range         // parts beside the window that must be known to apply: the target's share of them is in it
	Grace int           // days after a part's end until a missing reading is surely due

	Parts  bool    // Line and Shares say what part is in force of whatever target a unit has of its own
	Past   *Past   // the target comes from another time; nil: it is stated
	Level  bool    // the target is the same whichever parts enter
	Shares *Shares // else what each of them gives to the line; nil: the wide path knows
	Carry  bool    // an earlier reading may stand in for a missing one
	Quota  int64   // how much of what is due must be there, in units of 10^-10, if Quoted; else half of the parts
	Quoted bool
	Only   bool // of a Single: the window has no other part
	Stray  bool // a reading of the period evaluated would be a mistake, which the wide path looks for
	Leaves bool // of a Combined: what does not apply is left out, and not the part
}

// Simplify completes an entry: it says whether it is Simple.
func (e *Entry) Simplify() {
	e.Simple = (e.Method == Sum || e.Method == Ratio) && e.Curve == nil && e.Past == nil && !e.Parts && e.Clear.From == e.Clear.To
}

// A Past is a target that comes from the same row in another time.
type Past struct {
	Range  // its parts
	Change Change
	By     Quotient
	Base   *Quotient // where the line begins; nil: at 0, and where lower is better at twice the target
	Lower  bool      // lower is better
}

// A Change says what is done to what is compared with. The zero Change is none.
type Change uint8

// The changes, as those of package target.
const (
	Same    Change = iota
	Times          // multiplies it
	Percent        // adds so many percent of its absolute value
	Plus           // adds to it
)

// A Range is places from one up to another, the last excluded.
type Range struct{ From, To int32 }

// A Term is a row that enters a Combined with a sign.
type Term struct {
	Row      int32
	Negative bool
}

// Shares are what each part of a row gives to a target: the numbers of a Line are sums of them.
type Shares struct {
	First  int32
	Value  []int64 // in units of 10^Exp / Den
	Base   []int64 // nil: there is no baseline
	Den    int64
	Exp    int32
	Lower  bool    // lower is better
	silent []int32 // before each part, and after all: how many say nothing
}

// add adds what a part gives.
func (s *Shares) add(at int32, value, base *int64) {
	i := at - s.First
	if *value += s.Value[i]; s.Base != nil {
		*base += s.Base[i]
	}
}

// line returns the line of a target and a baseline that are sums of shares. It is false where a rule of the scorer's
// stands against it: nothing is expected yet, or the target is on the wrong side.
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
	First []int // the first day of each, and of the part after the last
}

// days returns how many days a part has.
func (g *Grid) days(place int32) int64 { return int64(g.First[place+1] - g.First[place]) }

// end returns the last day of a part.
func (g *Grid) end(place int32) int { return g.First[place+1] - 1 }

// NewShares makes shares of fractions, and of bases where not all of these are nil. A part whose value is nil says
// nothing: it is in no Has. It returns nil where they have no common unit that fits.
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

// toUnits sets n to a fraction in units of which unit are 1; it is false where that does not fit.
func toUnits(n *int64, r, unit *big.Rat) bool {
	in := new(big.Rat).Mul(r, unit)
	if !in.Num().IsInt64() || abs(in.Num().Int64()) > most {
		return false
	}
	*n = in.Num().Int64()
	return true
}

// unit returns how many units are 1.
func (s *Shares) unit() *big.Int {
	return new(big.Int).Mul(big.NewInt(s.Den), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-s.Exp)), nil))
}

// Has reports whether every part from a place up to another says what it gives.
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

// Sum adds up the shares from a place up to another, in fractions; a nil baseline is none.
func (s *Shares) Sum(from, to int32) (value, base *big.Rat) {
	unit := s.unit()
	v, b := s.sums(from, to)
	if value = new(big.Rat).SetFrac(big.NewInt(v), unit); s.Base != nil {
		base = new(big.Rat).SetFrac(big.NewInt(b), unit)
	}
	return value, base
}

// Part returns the sum of the shares from a place up to another, as the Rise of a line.
func (s *Shares) Part(from, to int32) Line {
	value, _ := s.sums(from, to)
	return s.part(value)
}

// Whole returns the line of the parts from a place up to another.
func (s *Shares) Whole(from, to int32) (Line, bool) {
	return s.line(s.sums(from, to))
}
