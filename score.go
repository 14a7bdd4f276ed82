package bsc

import (
	"math/big"
	"slices"

	"github.com/go-bsc/bsc/internal/exact"
	"github.com/shopspring/decimal"
)

// The ground of all scoring: scores, the scale they lie on, ratings, and the exact ratios that become scores.

// A Score is a number on the scorecard's Scale, or no score at all. The zero Score is no
// score, which is not a score of zero. Scores have at most 10 decimal places. Compare
// them with Equal.
type Score struct {
	units int64    // of 10^-10; the number where wide is nil
	wide  *big.Int // units of an attainment too large for an int64; never changed
	ok    bool
}

// fullUnits is one, in units of 10^-10: full coverage, or the whole weight.
const fullUnits = 10_000_000_000

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
	return scoreOf(unitsOf(d)), nil
}

func tooManyPlaces() *Problem {
	return fault(ErrNumber, "a score has at most %d decimal places", exact.Places)
}

// scoreOf makes a Score from units of 10^-10.
func scoreOf(units *big.Int) Score {
	if units.IsInt64() {
		return Score{units: units.Int64(), ok: true}
	}
	return Score{wide: units, ok: true}
}

// unitsOf returns a decimal of at most 10 places in units of 10^-10.
func unitsOf(d decimal.Decimal) *big.Int { return d.Shift(exact.Places).BigInt() }

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
	return decimal.New(s.units, -exact.Places).Normalize()
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

// Text returns the number rounded half away from zero to the given places, 0 to 10, with
// exactly that many, or "no score". It is for display; the places lost may matter beside a rating.
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
		p = noNumber(ofScores())
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
	d, p := parseWithin(string(text), ofScores())
	if p == nil && d.Exponent() < -exact.Places {
		p = tooManyPlaces()
	}
	if p != nil {
		return p
	}
	*s = scoreOf(unitsOf(d))
	return nil
}

// A Scale is the line scores lie on. The zero value is 0, 100, 100.
type Scale struct {
	Min Number `json:"min,omitempty"` // the worst score; "" is 0
	Met Number `json:"met,omitempty"` // the score of a target exactly met; "" is 100
	Cap Number `json:"cap,omitempty"` // the best score that rolls up; "" is Met
}

// A ResolvedScale is a Scale as numbers: Min < Met <= Cap.
type ResolvedScale struct{ Min, Met, Cap decimal.Decimal }

// DefaultScale returns the scale from 0 to 100, where a target met scores 100 and nothing scores more.
func DefaultScale() ResolvedScale {
	hundred := decimal.New(100, 0)
	return ResolvedScale{Met: hundred, Cap: hundred}
}

// A Rating is the id of one of a definition's rating levels, such as "green". "" is no rating.
type Rating string

// The ratings of DefaultRatings.
const (
	Red   Rating = "red"
	Amber Rating = "amber"
	Green Rating = "green"
)

// A RatingLevel describes a rating. Their order in a definition is from worst to best.
type RatingLevel struct {
	ID     Rating `json:"id"`
	Name   string `json:"name,omitempty"`
	Color  string `json:"color,omitempty"`  // #rrggbb
	Symbol string `json:"symbol,omitempty"` // a sign that tells it apart without colour
}

// DefaultRatings returns the traffic light, worst first: what a definition without ratings has.
func DefaultRatings() []RatingLevel {
	return []RatingLevel{
		{ID: Red, Name: "Red", Color: "#c0392b", Symbol: "▼"},
		{ID: Amber, Name: "Amber", Color: "#e6a117", Symbol: "◆"},
		{ID: Green, Name: "Green", Color: "#2e8b57", Symbol: "●"},
	}
}

// rank returns where a rating stands among the levels, or -1.
func rank(levels []RatingLevel, r Rating) int {
	return slices.IndexFunc(levels, func(l RatingLevel) bool { return l.ID == r })
}

// unknownRating is the problem of a rating that is not among the levels.
func unknownRating(code Code, levels []RatingLevel, r Rating) *Problem {
	names := make([]Rating, len(levels))
	for i, l := range levels {
		names[i] = l.ID
	}
	p := notOneOf("", "rating", r, names)
	p.Code = code
	return p
}

// A ratio is an exact quotient of decimals. Its denominator is positive.
type ratio struct{ num, den decimal.Decimal }

func newRatio(num, den decimal.Decimal) ratio {
	if den.Sign() < 0 {
		return ratio{num.Neg(), den.Neg()}
	}
	return ratio{num, den}
}

func whole(d decimal.Decimal) ratio { return ratio{d, one()} }

// plus returns the exact sum.
func (q ratio) plus(r ratio) ratio {
	if q.den.Equal(r.den) {
		return ratio{q.num.Add(r.num), q.den}
	}
	return ratio{q.num.Mul(r.den).Add(r.num.Mul(q.den)), q.den.Mul(r.den)}
}

func one() decimal.Decimal { return decimal.New(1, 0) }

// rounding is a Rounding that Compile has checked.
type rounding struct {
	places int
	mode   exact.Mode
}

// tenPlaces is how a score is rounded that has no Rounding of its own.
func tenPlaces() rounding { return rounding{places: exact.Places} }

// units returns q rounded, in units of 10^-10: the one rounding of a score.
func (q ratio) units(r rounding) *big.Int {
	rounded := q.scaled(r.places, r.mode)
	if r.places == exact.Places {
		return rounded
	}
	return rounded.Mul(rounded, exact.Pow10(exact.Places-r.places))
}

// scaled returns q·10^places rounded to an integer.
func (q ratio) scaled(places int, mode exact.Mode) *big.Int {
	exponent := min(q.num.Exponent(), q.den.Exponent())
	num := exact.Scaled(q.num, exponent)
	return exact.Div(num.Mul(num, exact.Pow10(places)), exact.Scaled(q.den, exponent), mode)
}

// decimal returns q rounded to ten places.
func (q ratio) decimal() decimal.Decimal {
	return decimal.NewFromBigInt(q.units(tenPlaces()), -exact.Places).Normalize()
}
