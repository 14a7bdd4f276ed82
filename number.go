package bsc

import (
	"encoding/json"
	"math/big"
	"strings"

	"github.com/go-bsc/bsc/internal/digits"
	"github.com/go-bsc/bsc/internal/exact"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// Numbers as given, scores, and the scale that scores lie on. Package exact reads, checks and writes numbers.

// A Number is a decimal number as text, like a json.Number: "30", "-2.5", "1e3". "" is unset, which is not zero. The
// text is kept as written. Compile checks it against JSON's grammar for numbers and the bounds of every number given:
// at most 34 significant digits and 52 decimal places, and below 10^52. Every number that this package returns is
// within them. In JSON it is a plain number. Text that is not a number is written as a string, and refused when it is
// read.
type Number string

// NumberOf returns d as a Number, in plain digits. It reads no setting of the decimal package. A number with more than
// 1,000 places before or after its point is longer than any of this package's. It is written as its digits and an
// exponent, such as 1e100000000, and Decimal refuses it as out of range.
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
	case exact.IsNumber(string(n)):
		return []byte(n), nil
	}
	return json.Marshal(string(n))
}

// UnmarshalJSON reads a number, or a string that holds one, and keeps it as written. null is unset, as MarshalJSON
// writes it; in the documents of this package null is no number. It refuses what Decimal refuses.
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
			return "", fault(ErrNumber, "not_a_number", "value", cut(string(data), 20))
		}
		return text, nil
	}
	if !exact.IsNumber(text) {
		p := fault(ErrNumber, "not_a_number", "value", cut(text, 20))
		p.Allowed = words.New("decimal_number_at_most_significant")
		return "", p
	}
	return text, nil
}

// parseDecimal reads a JSON number within the bounds of every number given.
func parseDecimal(s string) (decimal.Decimal, *Problem) {
	d, f := exact.Parse(s)
	return d, problemOf(f)
}

func checkLiteral(literal string) error {
	_, p := parseDecimal(literal)
	return asError(p)
}

// nullDecimal parses an optional number; unset is not valid.
func nullDecimal(n Number) (decimal.NullDecimal, *Problem) {
	if n == "" {
		return decimal.NullDecimal{}, nil
	}
	d, p := parseDecimal(string(n))
	return decimal.NullDecimal{Decimal: d, Valid: p == nil}, p
}

// checkDecimal checks a decimal that comes from a source or a policy.
func checkDecimal(d decimal.Decimal) (decimal.Decimal, *Problem) {
	d, f := exact.Check(d)
	return d, problemOf(f)
}

// admissible reports whether checkDecimal accepts a number.
func admissible(d decimal.Decimal) bool {
	_, f := exact.Check(d)
	return f == nil
}

// admit checks numbers that a host passes directly to a built-in policy. It refuses absurd ones and brings zeros into
// their shortest form. The engine checks what it gives a policy earlier. The code says which numbers, and of what.
func admit(code string, of any, numbers ...*decimal.Decimal) *Problem {
	for _, d := range numbers {
		switch {
		case d.IsZero():
			*d = decimal.Decimal{}
		case digits.Absurd(*d):
			p := fault(ErrNumber, code, "of", of)
			p.Allowed = words.New("decimal_number_at_most_significant")
			return p
		}
	}
	return nil
}

// canonical returns d in plain digits: the only way numbers become text here.
func canonical(d decimal.Decimal) string { return digits.Canonical(d) }

func one() decimal.Decimal { return decimal.New(1, 0) }

// A Score is a number on the scorecard's Scale, or no score at all. The zero Score is no
// score, which is not a score of zero. Scores have at most 10 decimal places. Compare
// them with Equal.
type Score struct {
	quanta int64    // of 10^-10; the number where wide is nil
	wide   *big.Int // units of an attainment too large for an int64; never changed
	ok     bool
}

// fullUnits is one, in units of 10^-10: full coverage, or the whole weight.
const fullQuanta = 10_000_000_000

// NewScore returns d as a Score. The error is a *Problem with ErrNumber where d is out of
// range or has more than 10 decimal places.
func NewScore(d decimal.Decimal) (Score, error) {
	d, p := checkDecimal(d)
	if p != nil {
		return Score{}, p
	}
	if d.Exponent() < -exact.Places {
		return Score{}, tooManyPlaces()
	}
	return scoreOf(quantaOf(d)), nil
}

func tooManyPlaces() *Problem {
	return fault(ErrNumber, "score_too_precise", "places", exact.Places)
}

// scoreOf makes a Score from units of 10^-10.
func scoreOf(units *big.Int) Score {
	if units.IsInt64() {
		return Score{quanta: units.Int64(), ok: true}
	}
	return Score{wide: units, ok: true}
}

// quantaOf returns a decimal of at most 10 places in units of 10^-10.
func quantaOf(d decimal.Decimal) *big.Int { return d.Shift(exact.Places).BigInt() }

// Valid reports whether s is a score.
func (s Score) Valid() bool { return s.ok }

// Decimal returns the number, and whether there is one.
func (s Score) Decimal() (decimal.Decimal, bool) {
	if !s.ok {
		return decimal.Decimal{}, false
	}
	return s.value(), true
}

// value returns the number of a valid score; 0 for no score.
func (s Score) value() decimal.Decimal {
	if s.wide != nil {
		return decimal.NewFromBigInt(s.wide, -exact.Places).Normalize()
	}
	return decimal.New(s.quanta, -exact.Places).Normalize()
}

// Equal reports whether both are the same number, or both no score.
func (s Score) Equal(t Score) bool { return s.ok == t.ok && s.Compare(t) == 0 }

// Compare orders scores by number; no score comes before every score.
func (s Score) Compare(t Score) int {
	switch {
	case !s.ok && !t.ok:
		return 0
	case !s.ok:
		return -1
	case !t.ok:
		return 1
	}
	return s.value().Cmp(t.value())
}

// String returns the number in plain digits, such as 87.5, or "no score".
func (s Score) String() string {
	if !s.ok {
		return "no score"
	}
	return canonical(s.value())
}

// Text returns the number rounded half away from zero to the given places, 0 to 10, with exactly that many, or "no
// score". Use it for display only: the lost places may matter for a rating.
func (s Score) Text(places int32) string {
	if !s.ok {
		return "no score"
	}
	return s.value().StringFixed(min(max(places, 0), exact.Places))
}

// MarshalJSON writes a plain number, or null.
func (s Score) MarshalJSON() ([]byte, error) { return s.number().MarshalJSON() }

// UnmarshalJSON reads a number, or null as no score.
func (s *Score) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*s = Score{}
		return nil
	}
	text, p := numberText(data)
	if p == nil && text == "" {
		bounds := exact.OfScores()
		p = problemOf(bounds.Missing())
	}
	if p != nil {
		return p
	}
	return s.UnmarshalText([]byte(text))
}

func (s Score) number() Number {
	if !s.ok {
		return ""
	}
	return NumberOf(s.value())
}

// MarshalText returns the number in plain digits; no text for no score.
func (s Score) MarshalText() ([]byte, error) { return []byte(s.number()), nil }

// UnmarshalText reads a number of at most 10 decimal places; no text is no score. The error is a
// *Problem with ErrNumber.
func (s *Score) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*s = Score{}
		return nil
	}
	d, f := exact.ParseWithin(string(text), exact.OfScores())
	p := problemOf(f)
	if p == nil && d.Exponent() < -exact.Places {
		p = tooManyPlaces()
	}
	if p != nil {
		return p
	}
	*s = scoreOf(quantaOf(d))
	return nil
}

// A Scale is the range of scores. The zero value is 0, 100, 100.
type Scale struct {
	Min Number `json:"min,omitempty"` // the worst score; "" is 0
	Met Number `json:"met,omitempty"` // the score of a target exactly met; "" is 100
	Cap Number `json:"cap,omitempty"` // the best score that rolls up; "" is Met
}

// A ResolvedScale is a Scale as numbers: Min < Met <= Cap.
type ResolvedScale struct {
	Min decimal.Decimal `json:"min"`
	Met decimal.Decimal `json:"met"`
	Cap decimal.Decimal `json:"cap"`
}

// Places returns how many decimal places to show of a score: so many that a step is at most a 250th of the way from Min
// to Met. It is 1 on the scale of 0 to 100, 2 from 1 to 5, and 3 from 0 to 1. Drawings and reports show scores with them;
// so may a host, by Result.Display.
func (s ResolvedScale) Places() int32 {
	places, width := int32(0), s.Met.Sub(s.Min)
	for places < exact.Places && width.Shift(places).LessThan(decimal.New(250, 0)) {
		places++
	}
	return places
}

// DefaultScale returns the scale from 0 to 100, where a target exactly met scores 100 and nothing scores more.
func DefaultScale() ResolvedScale {
	hundred := decimal.New(100, 0)
	return ResolvedScale{Met: hundred, Cap: hundred}
}
