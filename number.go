package bsc

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// A Number is a decimal number as text, as json.Number is: "30", "-2.5", "1e3". "" is
// unset, which is not zero. The text is kept as written and checked by Compile, against
// JSON's grammar for numbers and the bounds of every number that is given: at most 34 significant digits and 52 decimal
// places, and below 10^52, so that every number that this package gives is taken. In JSON it is a plain number;
// text that is not one is written as a string, which says what is wrong with it and is refused when it is read.
type Number string

// NumberOf returns d as a Number, in plain digits. It reads no setting of the decimal package. A number that is
// longer than any of this package's, with more than 1,000 places before or after its point, is written as its digits
// and an exponent, such as 1e100000000, and Decimal refuses that as out of range.
func NumberOf(d decimal.Decimal) Number { return Number(canonical(d)) }

// Decimal returns the number's value. The error is a *Problem with ErrNumber; an unset number has no value.
func (n Number) Decimal() (decimal.Decimal, error) {
	d, err := parseDecimal(string(n))
	if err != nil {
		return decimal.Decimal{}, err
	}
	return d, nil
}

// MarshalJSON writes a plain JSON number, a string where the text is not one, and null where it is unset.
func (n Number) MarshalJSON() ([]byte, error) {
	switch {
	case n == "":
		return []byte("null"), nil
	case isJSONNumber(string(n)):
		return []byte(n), nil
	}
	return json.Marshal(string(n))
}

// UnmarshalJSON reads a number, or a string that holds one, and keeps it as it is written; null is unset, as
// MarshalJSON writes it. In the documents of this package null is no number. It refuses what Decimal refuses.
func (n *Number) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*n = ""
		return nil
	}
	text, p := numberText(data)
	if p == nil {
		_, p = parseDecimal(text)
	}
	if p != nil {
		return p
	}
	*n = Number(text)
	return nil
}

// numberText returns the text of a JSON number, or of a string.
func numberText(data []byte) (string, *Problem) {
	text := string(data)
	if strings.HasPrefix(text, `"`) {
		text = ""
		if err := json.Unmarshal(data, &text); err != nil {
			return "", fault(ErrNumber, "%s is not a number", cut(string(data), 20))
		}
		return text, nil
	}
	if !isJSONNumber(text) {
		p := fault(ErrNumber, "%s is not a number", cut(text, 20))
		p.Allowed = exact.Allowed
		return "", p
	}
	return text, nil
}

// maxLiteral is how long the text of a number may be at every door of the package.
const maxLiteral = 96

// numberBounds are how long a number's text may be, its digits, its decimal places, and below which power of ten it
// must be.
type numberBounds struct {
	literal, digits, places, size int
	allowed                       string
}

// ofDoors are the bounds of every number that is given: an exponent above the largest is the largest with more digits.
func ofDoors() numberBounds {
	return numberBounds{maxLiteral, exact.Digits, exact.MostPlaces, exact.Size, exact.Allowed}
}

// ofScores are the bounds of attainments, which have a digit for each power of ten from 10^-10 to some 10^145.
func ofScores() numberBounds {
	return numberBounds{160, 160, 160, 160, "a decimal number of at most 160 characters"}
}

// refuse says in what a number of so many digits without zeros at the end, and an exponent, is out of bounds; "" where
// it is not.
func (b *numberBounds) refuse(digits int, exponent int64) string {
	switch {
	case digits > b.digits:
		return fmt.Sprintf("has more than %d digits", b.digits)
	case exponent < -int64(b.places):
		return fmt.Sprintf("has more than %d decimal places", b.places)
	case int64(digits)+exponent > int64(b.size):
		return "is out of range"
	}
	return ""
}

// isJSONNumber reports whether s has the form of a JSON number: -?int(.digits)?(e±digits)?.
func isJSONNumber(s string) bool {
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

// parseDecimal reads a JSON number within the bounds of the doors.
func parseDecimal(s string) (decimal.Decimal, *Problem) { return parseWithin(s, ofDoors()) }

func checkLiteral(literal string) error {
	_, p := parseDecimal(literal)
	return asError(p)
}

// parseWithin reads a bounded JSON number. It does not use the decimal package's own
// parser, which reads a limit the host may have changed.
func parseWithin(s string, most numberBounds) (decimal.Decimal, *Problem) {
	bad := func(what string) (decimal.Decimal, *Problem) {
		p := fault(ErrNumber, "%s %s", quote(s), what)
		p.Allowed = most.allowed
		return decimal.Decimal{}, p
	}
	if s == "" {
		return decimal.Decimal{}, noNumber(most)
	}
	if len(s) > most.literal {
		return bad("is too long for a number")
	}
	if !isJSONNumber(s) {
		return bad("is not a number")
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
	if why := most.refuse(len(significant), exponent); why != "" {
		return bad(why)
	}
	coefficient, _ := new(big.Int).SetString(mantissa, 10)
	return decimal.NewFromBigInt(coefficient, int32(exponent)), nil
}

func noNumber(most numberBounds) *Problem {
	p := fault(ErrNumber, "a number is missing")
	p.Allowed = most.allowed
	return p
}

// saturate reads an exponent's digits; what would overflow becomes a number far out of range.
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

// checkDecimal is the door for values that reach the package as decimals, from sources and
// policies: it refuses what is out of bounds, and returns the rest in its shortest form.
func checkDecimal(d decimal.Decimal) (decimal.Decimal, *Problem) {
	if d.IsZero() {
		return decimal.Decimal{}, nil
	}
	if absurd(d) {
		return decimal.Decimal{}, outOfBounds("is out of range")
	}
	d = d.Normalize()
	bounds := ofDoors()
	if why := bounds.refuse(d.NumDigits(), int64(d.Exponent())); why != "" {
		return decimal.Decimal{}, outOfBounds(why)
	}
	return d, nil
}

// mostPlaces is how many places before and after its point a number may have that is computed with, and mostBits how
// long it may be: far more than anything here has.
const (
	mostPlaces = 1000
	mostBits   = 4096
)

// absurd reports whether a number is so long, or so far from its point, that computing with it or
// writing it in plain digits might take for ever.
func absurd(d decimal.Decimal) bool {
	exp := d.Exponent()
	return exp > mostPlaces || exp < -mostPlaces || d.Coefficient().BitLen() > mostBits
}

// bounded returns the number to compute with for one that a host gives: itself, or an absurd one rounded to 1,000
// places by mode, and at most 10^1000 either way.
func bounded(d decimal.Decimal, mode exact.Mode) decimal.Decimal {
	switch {
	case d.IsZero():
		return decimal.Decimal{}
	case !absurd(d):
		return d
	}
	coefficient, exponent := d.Coefficient(), int(d.Exponent())
	digits := coefficient.BitLen() * 30103 / 100_000 // or one more
	if digits+exponent > mostPlaces {
		return decimal.New(int64(d.Sign()), mostPlaces)
	}
	if drop := -mostPlaces - exponent; drop > digits+1 { // far below the last place: by its sign alone
		coefficient, exponent = big.NewInt(int64(d.Sign())), -mostPlaces-1
	}
	if drop := -mostPlaces - exponent; drop > 0 {
		return decimal.NewFromBigInt(exact.Div(coefficient, exact.Pow10(drop), mode), -mostPlaces)
	}
	return d
}

// admit is the door for numbers that a host gives a built-in policy itself: it refuses absurd ones, and brings zeros
// into their shortest form. What the engine gives a policy has been let in before.
func admit(what string, numbers ...*decimal.Decimal) *Problem {
	for _, d := range numbers {
		switch {
		case d.IsZero():
			*d = decimal.Decimal{}
		case absurd(*d):
			p := outOfBounds("is out of range")
			p.Detail = what + " is out of range"
			return p
		}
	}
	return nil
}

// admissible reports whether checkDecimal takes a number.
func admissible(d decimal.Decimal) bool {
	_, p := checkDecimal(d)
	return p == nil
}

func outOfBounds(why string) *Problem {
	p := fault(ErrNumber, "a number %s", why)
	p.Allowed = exact.Allowed
	return p
}

// canonical returns d in plain digits without trailing zeros: the only way numbers become text here. An absurd number
// has its digits and its exponent instead.
func canonical(d decimal.Decimal) string {
	switch {
	case d.IsZero():
		return "0"
	case absurd(d):
		return d.Coefficient().String() + "e" + strconv.Itoa(int(d.Exponent()))
	}
	return exact.Text(d)
}

// num shows a number in a formula.
func num(d decimal.Decimal) string {
	if d.Sign() < 0 {
		return "(" + canonical(d) + ")"
	}
	return canonical(d)
}

// nullDecimal parses an optional number; unset is not valid.
func nullDecimal(n Number) (decimal.NullDecimal, *Problem) {
	if n == "" {
		return decimal.NullDecimal{}, nil
	}
	d, p := parseDecimal(string(n))
	return decimal.NullDecimal{Decimal: d, Valid: p == nil}, p
}
