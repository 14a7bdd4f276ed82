package exact

import (
	"math/big"
	"strings"

	"github.com/go-bsc/bsc/internal/digits"
	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Numbers as they come in, as text or as decimals, and as they go out. Nothing here reads a setting of the decimal
// package, which the host may have changed.

// Bounds say how long the text of a number may be, how many digits and decimal places it may have, and below which
// power of ten it must be.
type Bounds struct {
	literal, digits, places, size int
	allowed                       string // the code that says the bounds
}

// OfGiven are the bounds of every number that is given: an exponent above the largest is the largest with more digits.
func OfGiven() Bounds {
	return Bounds{96, Digits, MaxPlaces, Size, "decimal_number_at_most_significant"}
}

// OfScores are the bounds of attainments, which have a digit for each power of ten from 10^-10 to some 10^145.
func OfScores() Bounds {
	return Bounds{160, 160, 160, 160, "number_of_characters"}
}

// OfDoubles are the bounds within which a double, which is a number of JavaScript, certainly keeps a decimal: of two
// decimals of at most 15 significant digits no two are one double, if the smallest and largest doubles are far away, as
// they are from every number here. Below 10^15 a double also has every whole number.
func OfDoubles() Bounds {
	return Bounds{160, 15, 160, 15, "number_bounds_of_doubles"}
}

// Parse reads a JSON number within the bounds of what is given.
func Parse(text string) (decimal.Decimal, *fault.Fault) { return ParseWithin(text, OfGiven()) }

// ParseWithin reads a JSON number within bounds.
func ParseWithin(s string, most Bounds) (decimal.Decimal, *fault.Fault) {
	if s == "" {
		return decimal.Decimal{}, most.Missing()
	}
	if len(s) > most.literal {
		return decimal.Decimal{}, most.bad("number_too_long", "got", s)
	}
	if !IsNumber(s) {
		f := most.bad("no_number", "got", s)
		f.Hint = percentHint(s)
		return decimal.Decimal{}, f
	}
	mantissa, exponent := s, int64(0)
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent = s[:i], saturate(s[i+1:])
	}
	if i := strings.IndexByte(mantissa, '.'); i >= 0 {
		exponent -= int64(len(mantissa) - i - 1)
		mantissa = mantissa[:i] + mantissa[i+1:]
	}
	for strings.HasSuffix(mantissa, "0") {
		mantissa, exponent = mantissa[:len(mantissa)-1], exponent+1
	}
	significant := strings.TrimLeft(mantissa, "-0")
	if significant == "" {
		return decimal.Decimal{}, nil
	}
	if f := most.refuse(s, len(significant), exponent); f != nil {
		return decimal.Decimal{}, f
	}
	coefficient, _ := new(big.Int).SetString(mantissa, 10)
	return decimal.NewFromBigInt(coefficient, int32(exponent)), nil
}

// percentHint says how a number with a percent sign is written; nothing for other text.
func percentHint(s string) words.Phrase {
	number, ok := strings.CutSuffix(s, "%")
	number = strings.TrimSpace(number)
	if !ok || !IsNumber(number) {
		return words.Phrase{}
	}
	d, f := Parse(number)
	if f != nil {
		return words.Phrase{}
	}
	return words.New("write_without_percent_sign", "number", words.Number(number), "share", d.Shift(-2))
}

// bad refuses a number.
func (b *Bounds) bad(says string, args ...any) *fault.Fault {
	f := fault.New(fault.Number, says, args...)
	f.Allowed = b.Says()
	return f
}

// Says says the bounds.
func (b *Bounds) Says() words.Phrase { return words.New(b.allowed) }

// Missing is the fault of no text at all.
func (b *Bounds) Missing() *fault.Fault { return b.bad("number_missing") }

// refuse says in what a number of so many digits without zeros at the end, and an exponent, is out of bounds; nil for one
// within them. got is its text; "" for a decimal, which is not shown.
func (b *Bounds) refuse(got string, digits int, exponent int64) *fault.Fault {
	refuse := func(number, decimal string, most int) *fault.Fault {
		if got == "" {
			return b.bad(decimal, "most", most)
		}
		return b.bad(number, "got", got, "most", most)
	}
	switch {
	case digits > b.digits:
		return refuse("number_too_many_digits", "decimal_too_many_digits", b.digits)
	case exponent < -int64(b.places):
		return refuse("number_too_many_places", "decimal_too_many_places", b.places)
	case int64(digits)+exponent > int64(b.size):
		return refuse("number_too_large", "decimal_too_large", b.size)
	}
	return nil
}

// IsNumber reports whether s has the form of a JSON number: -?int(.digits)?(e±digits)?.
func IsNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	digits := leadingDigits(s)
	if digits == 0 || digits > 1 && s[0] == '0' {
		return false
	}
	s = s[digits:]
	if rest, ok := strings.CutPrefix(s, "."); ok {
		digits = leadingDigits(rest)
		if digits == 0 {
			return false
		}
		s = rest[digits:]
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = s[1:]
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	return s != "" && leadingDigits(s) == len(s)
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// saturate reads an exponent's digits. What would overflow becomes a number far out of range.
func saturate(s string) int64 {
	negative := strings.HasPrefix(s, "-")
	n := int64(0)
	for _, r := range strings.TrimLeft(s, "+-") {
		if n = n*10 + int64(r-'0'); n > 1_000_000 {
			n = 1_000_000
		}
	}
	if negative {
		return -n
	}
	return n
}

// Check is the door for numbers that arrive as decimals: it refuses what is out of the bounds of what is given, and
// returns the rest in its shortest form.
func Check(d decimal.Decimal) (decimal.Decimal, *fault.Fault) {
	if d.IsZero() {
		return decimal.Decimal{}, nil
	}
	bounds := OfGiven()
	if digits.Absurd(d) {
		return decimal.Decimal{}, bounds.absurd(d)
	}
	d = d.Normalize()
	if f := bounds.refuse("", d.NumDigits(), int64(d.Exponent())); f != nil {
		return decimal.Decimal{}, f
	}
	return d, nil
}

// absurd says in what an absurd number is out of bounds, by its length alone.
func (b *Bounds) absurd(d decimal.Decimal) *fault.Fault {
	exponent := int64(d.Exponent())
	if digits := int64(d.Coefficient().BitLen()) * 30103 / 100_000; digits+exponent > int64(b.size) {
		return b.refuse("", 1, digits+exponent)
	}
	return b.refuse("", 1, exponent)
}

// Computable returns the number to compute with for one that a host gives: itself, or an absurd one rounded to 1,000
// places by mode, and at most 10^1000 either way.
func Computable(d decimal.Decimal, mode Mode) decimal.Decimal {
	switch {
	case d.IsZero():
		return decimal.Decimal{}
	case !digits.Absurd(d):
		return d
	}
	coefficient, exponent := d.Coefficient(), int(d.Exponent())
	length := coefficient.BitLen() * 30103 / 100_000 // or one more
	if length+exponent > digits.FarPlaces {
		return decimal.New(int64(d.Sign()), digits.FarPlaces)
	}
	if drop := -digits.FarPlaces - exponent; drop > length+1 { // far below the last place: by its sign alone
		coefficient, exponent = big.NewInt(int64(d.Sign())), -digits.FarPlaces-1
	}
	if drop := -digits.FarPlaces - exponent; drop > 0 {
		return decimal.NewFromBigInt(Div(coefficient, Pow10(drop), mode), -digits.FarPlaces)
	}
	return d
}

// Cut returns a number that is not too large with at most 1,001 places. Where more are cut off, the last is a 5: it lies
// beside the numbers of 1,000 places as the number itself does, and so is rounded to fewer as that is.
func Cut(d decimal.Decimal) decimal.Decimal {
	drop := -digits.FarPlaces - int(d.Exponent())
	switch {
	case d.IsZero():
		return decimal.Decimal{}
	case drop <= 0:
		return d
	}
	coefficient := d.Coefficient()
	kept, rest := new(big.Int), coefficient
	if drop <= coefficient.BitLen() { // else it is below the last place
		kept, rest = kept.QuoRem(coefficient, Pow10(drop), new(big.Int))
	}
	if rest.Sign() == 0 {
		return decimal.NewFromBigInt(kept, -digits.FarPlaces)
	}
	kept.Mul(kept, big.NewInt(10))
	kept.Add(kept, big.NewInt(int64(5*d.Sign())))
	return decimal.NewFromBigInt(kept, -digits.FarPlaces-1)
}
