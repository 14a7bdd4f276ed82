package rows

import (
	"github.com/go-bsc/bsc/internal/measure"
	"github.com/shopspring/decimal"
)

// A State is the state of one part of a row.
type State uint8

// The states. The zero State is Missing.
const (
	Missing State = iota
	There
	Provisional // there, and not final
	NotApplicable
	Odd // anything else: a label, a stale or failed reading, a number that does not fit
)

// A Row is the readings of one measure of an org unit for consecutive parts. Set its parts, then Seal it.
// After that it does not change and may be shared.
type Row struct {
	First  int // the place of its first part
	Exp    int32
	set    bool     // a number other than 0 has been set
	totals []int64  // the sum of the values before each part, and of all
	unlike []uint16 // the number of parts that are not There, before each part and in all

	Values []int64 // in units of 10^Exp
	States []State
	odd    map[int]measure.Reading // what is said of a part that is Odd
}

// most bounds values: a thousand of them add up to less than 2^62.
const most = 1 << 52

// maxExp bounds exponents: within it, every number is one that a reading may have.
const maxExp = 18

// Make gives the row n missing parts, from a place on. It takes its memory from a slab.
func (r *Row) Make(first, n int, s *Slab) {
	r.First = first
	numbers := s.numbers(2*n + 1)
	r.Values, r.totals = numbers[:n:n], numbers[n:]
	r.States, r.unlike = s.states(n), s.counts(n+1)
}

// A Slab is memory for several rows, allocated at once. The zero Slab allocates row by row.
type Slab struct {
	int64s  []int64
	bytes   []State
	uint16s []uint16
}

// NewSlab returns memory for rows with so many parts in all.
func NewSlab(rows, parts int) *Slab {
	return &Slab{make([]int64, 2*parts+rows), make([]State, parts), make([]uint16, parts+rows)}
}

func (s *Slab) numbers(n int) []int64 { return cut(&s.int64s, n) }

func (s *Slab) states(n int) []State { return cut(&s.bytes, n) }

func (s *Slab) counts(n int) []uint16 { return cut(&s.uint16s, n) }

func cut[T any](from *[]T, n int) []T {
	if len(*from) < n {
		return make([]T, n)
	}
	part := (*from)[:n:n]
	*from = (*from)[n:]
	return part
}

// Set sets the number at a place. It returns false if that does not fit, and the part is Odd.
func (r *Row) Set(place int, d decimal.Decimal, state State) bool {
	i := place - r.First
	if d.NumDigits() > 18 {
		r.States[i], r.Values[i] = Odd, 0
		return false
	}
	return r.SetUnits(place, d.CoefficientInt64(), d.Exponent(), state)
}

// SetUnits is Set for a number in units of 10^exp.
func (r *Row) SetUnits(place int, n int64, exp int32, state State) bool {
	i := place - r.First
	r.States[i], r.Values[i] = Odd, 0
	if n == 0 {
		r.States[i] = state
		return true
	}
	if exp < -maxExp || exp > maxExp {
		return false
	}
	if !r.set {
		r.Exp, r.set = exp, true
	}
	if exp < r.Exp && !r.lower(exp) {
		return false
	}
	if shift := exp - r.Exp; shift > 0 {
		if shift >= int32(len(powers)) || abs(n) > most/powers[shift] {
			return false
		}
		n *= powers[shift]
	}
	if abs(n) > most {
		return false
	}
	r.Values[i], r.States[i] = n, state
	return true
}

// lower brings the row to a smaller exponent. It returns false if its numbers do not fit that.
func (r *Row) lower(exp int32) bool {
	shift := r.Exp - exp
	if shift >= int32(len(powers)) {
		return false
	}
	limit := most / powers[shift]
	for _, n := range r.Values {
		if abs(n) > limit {
			return false
		}
	}
	for i := range r.Values {
		r.Values[i] *= powers[shift]
	}
	r.Exp = exp
	return true
}

// Mark sets the state of a part without a number.
func (r *Row) Mark(place int, state State) {
	r.States[place-r.First], r.Values[place-r.First] = state, 0
}

// Seal completes a row.
func (r *Row) Seal() {
	var total int64
	var unlike uint16
	for i, n := range r.Values {
		total += n
		if r.States[i] != There {
			unlike++
		}
		r.totals[i+1], r.unlike[i+1] = total, unlike
	}
}

// Number returns the number at a place.
func (r *Row) Number(place int) decimal.Decimal {
	return decimal.New(r.Values[place-r.First], r.Exp).Normalize()
}

// At returns the state of a part; false outside the row.
func (r *Row) At(place int) (State, bool) {
	if i := place - r.First; i >= 0 && i < len(r.States) {
		return r.States[i], true
	}
	return Missing, false
}

// whole reports whether every part from one place up to another is There.
func (r *Row) whole(from, to int) bool { return r.unlike[to-r.First] == r.unlike[from-r.First] }

// sum adds up the numbers from one place up to another.
func (r *Row) sum(from, to int) int64 { return r.totals[to-r.First] - r.totals[from-r.First] }

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// powers are the powers of ten that fit an int64.
var powers = [...]int64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// Fill sets numbers from the first part on, in units of 10^exp. The parts beyond them stay missing. It
// returns false if a number does not fit.
func (r *Row) Fill(exp int32, values []int64) bool {
	if exp < -maxExp || exp > maxExp {
		return false
	}
	for i, n := range values {
		if abs(n) > most {
			return false
		}
		r.Values[i], r.States[i] = n, There
	}
	r.Exp, r.set = exp, true
	return true
}

// From returns the row as one that begins at another place. Both share their data.
func (r *Row) From(first int) *Row {
	other := *r
	other.First = first
	return &other
}

// Units returns the number at a place in units of 10^exp; false if it is no whole number of these or does not
// fit.
func (r *Row) Units(place int, exp int32) (int64, bool) {
	return shifted(r.Values[place-r.First], r.Exp-exp)
}
