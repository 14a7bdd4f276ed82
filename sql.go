package bsc

import (
	"database/sql/driver"
	"encoding/binary"
	"math/big"

	"github.com/go-bsc/bsc/internal/stored"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
)

// What databases need: Scan and Value of numbers, refs, scores and enumerations, and their form in BSON.

// scanText reads and checks the text of a database column. NULL and empty text are no value. If it fails, into keeps
// what it has.
func scanText[T ~string](into *T, src any, check func(T) *Problem) error {
	text, p := columnText(src)
	if p == nil && text != "" {
		p = check(T(text))
	}
	if p != nil {
		return p
	}
	*into = T(text)
	return nil
}

// columnText returns the text of a database column; NULL is empty text.
func columnText(src any) (string, *Problem) {
	text, f := stored.Text(src)
	return text, problemOf(f)
}

// columnNumber returns the text of a number in a database column. It refuses floating point, which may have lost
// digits: SQLite keeps NUMERIC so, whatever it is called. Refusals have the given code.
func columnNumber(src any, code Code) (string, *Problem) {
	switch v := src.(type) {
	case int64:
		return string(NumberOf(decimal.New(v, 0))), nil
	case float32, float64:
		p := fault(code, "column_floating_point")
		p.Allowed = words.New("column_types")
		p.Hint = words.New("use_text_in_sqlite")
		return "", p
	}
	text, p := columnText(src)
	if p != nil {
		p.Code, p.Allowed = code, words.New("column_number_types")
	}
	return text, p
}

// Scan reads a kind from a database column, and refuses other text. As for every enumeration here, NULL and empty text
// are "", and the error is a *Problem with ErrValue. On an error the old value stays.
func (k *Kind) Scan(src any) error { return scanText(k, src, oneOf("kind", kinds())) }

// Scan reads a direction from a database column; see Kind.Scan.
func (d *Direction) Scan(src any) error { return scanText(d, src, oneOf("direction", directions())) }

// Scan reads a timing from a database column; see Kind.Scan.
func (t *Timing) Scan(src any) error { return scanText(t, src, oneOf("timing", timings())) }

// Scan reads a roll-up from a database column; see Kind.Scan.
func (r *Rollup) Scan(src any) error { return scanText(r, src, oneOf("rollup", rollups())) }

// Scan reads a basis, such as rolling_12, from a database column; see Kind.Scan.
func (b *Basis) Scan(src any) error {
	return scanText(b, src, func(b Basis) *Problem {
		_, p := b.compile()
		return p
	})
}

// Scan reads a missing rule from a database column; see Kind.Scan.
func (m *MissingRule) Scan(src any) error {
	return scanText(m, src, oneOf("missing_rule", missingRules()))
}

// Scan reads a rounding mode from a database column; see Kind.Scan.
func (m *RoundingMode) Scan(src any) error {
	return scanText(m, src, oneOf("rounding_mode", roundingModes()))
}

// Scan reads a rule for assessments from a database column; see Kind.Scan.
func (r *AssessmentRule) Scan(src any) error {
	return scanText(r, src, oneOf("assessment_rule", assessmentRules()))
}

// Scan reads a rating from a database column; see Kind.Scan. It reads any text that may be an id, because the
// definition says which ratings there are.
func (r *Rating) Scan(src any) error {
	return scanText(r, src, func(r Rating) *Problem {
		p := checkID(string(r))
		if p != nil {
			p.Code, p.Allowed = ErrValue, words.Phrase{}
		}
		return p
	})
}

// Scan reads a kind of link from a database column; see Kind.Scan.
func (k *LinkKind) Scan(src any) error { return scanText(k, src, oneOf("link_kind", linkKinds())) }

// Scan reads a strength, a name or a number, from a database column; see Kind.Scan.
func (s *Strength) Scan(src any) error {
	text, p := columnNumber(src, ErrValue)
	if p != nil {
		return p
	}
	return scanText(s, text, func(s Strength) *Problem {
		_, p := s.value()
		return p
	})
}

// Scan reads a state from a database column; see Kind.Scan.
func (s *State) Scan(src any) error { return scanText(s, src, oneOf("state", states())) }

// Scan reads a phasing from a database column; see Kind.Scan.
func (p *Phasing) Scan(src any) error { return scanText(p, src, oneOf("phasing", phasings())) }

// Scan reads a comparison, such as last_year or series:industry, from a database column; see Kind.Scan.
func (c *Comparison) Scan(src any) error { return scanText(c, src, Comparison.check) }

// Scan reads a rule for contributors from a database column; see Kind.Scan.
func (r *ContributorRule) Scan(src any) error {
	return scanText(r, src, oneOf("contributor_rule", contributorRules()))
}

// Scan reads an origin of targets from a database column; see Kind.Scan.
func (o *TargetOrigin) Scan(src any) error {
	return scanText(o, src, oneOf("target_origin", targetOrigins()))
}

// Scan reads a number from a database column: text, a whole number, or NULL, which is unset. The error is a *Problem
// with ErrNumber, also for floating point, which may have lost digits.
func (n *Number) Scan(src any) error {
	text, p := columnNumber(src, ErrNumber)
	if p != nil {
		return p
	}
	return scanText(n, text, func(n Number) *Problem {
		_, p := parseDecimal(string(n))
		return p
	})
}

// Value returns the text for a database column, or nil, which is NULL, if the number is unset.
func (n Number) Value() (driver.Value, error) {
	if n == "" {
		return nil, nil
	}
	return string(n), nil
}

// Scan reads the text form of a Ref from a database column, as ParseRef does; NULL is the zero Ref.
func (r *Ref) Scan(src any) error {
	text, p := columnText(src)
	if p != nil {
		return p
	}
	return r.UnmarshalText([]byte(text))
}

// Value returns the text form for a database column, or nil, which is NULL, for the zero Ref.
func (r Ref) Value() (driver.Value, error) {
	if r == (Ref{}) {
		return nil, nil
	}
	return r.String(), nil
}

// Scan reads a score from a database column as Number.Scan does; NULL is no score.
func (s *Score) Scan(src any) error {
	text, p := columnNumber(src, ErrNumber)
	if p != nil {
		return p
	}
	return s.UnmarshalText([]byte(text))
}

// Value returns the number as text for a database column, or nil, which is NULL, for no score.
func (s Score) Value() (driver.Value, error) { return s.number().Value() }

// MarshalBSONValue writes the text form as a string, or null for the zero Ref.
func (r Ref) MarshalBSONValue() (kind byte, data []byte, err error) {
	kind, data = stored.BSON(r.String())
	return kind, data, nil
}

// UnmarshalBSONValue reads what MarshalBSONValue writes.
func (r *Ref) UnmarshalBSONValue(kind byte, data []byte) error {
	text, f := stored.TextOfBSON(kind, data)
	if f != nil {
		return problemOf(f)
	}
	return r.UnmarshalText([]byte(text))
}

// MarshalBSONValue writes a Decimal128, or null for no score.
func (s Score) MarshalBSONValue() (kind byte, data []byte, err error) {
	if !s.ok {
		return stored.BSONNull, nil, nil
	}
	return s.value().MarshalBSONValue()
}

// UnmarshalBSONValue reads a Decimal128, a whole number, a string, or null as no score. Like Scan, it refuses a double,
// which may have lost digits.
func (s *Score) UnmarshalBSONValue(kind byte, data []byte) error {
	d, ok := numberOfBSON(kind, data)
	if !ok {
		text, f := stored.TextOfBSON(kind, data)
		if f != nil {
			p := problemOf(f)
			p.Code, p.Allowed = ErrNumber, words.New("bson_number_types")
			return p
		}
		return s.UnmarshalText([]byte(text))
	}
	read, err := NewScore(d)
	if err == nil {
		*s = read
	}
	return err
}

// numberOfBSON returns the number of a BSON value that is exact and finite. Like parseDecimal, it reads no limit that
// the host may have changed.
func numberOfBSON(kind byte, data []byte) (decimal.Decimal, bool) {
	switch {
	case kind == stored.BSONInt32 && len(data) == 4:
		return decimal.New(int64(int32(binary.LittleEndian.Uint32(data))), 0), true
	case kind == stored.BSONInt64 && len(data) == 8:
		return decimal.New(int64(binary.LittleEndian.Uint64(data)), 0), true
	case kind != stored.BSONDecimal128 || len(data) != 16:
		return decimal.Decimal{}, false
	}
	low, high := binary.LittleEndian.Uint64(data), binary.LittleEndian.Uint64(data[8:])
	if high>>61&3 == 3 { // infinite, not a number, or with digits that no writer uses
		return decimal.Decimal{}, false
	}
	n := new(big.Int).SetUint64(high & (1<<49 - 1))
	n.Or(n.Lsh(n, 64), new(big.Int).SetUint64(low))
	if high>>63 == 1 {
		n.Neg(n)
	}
	return decimal.NewFromBigInt(n, int32(high>>49&0x3fff)-6176), true
}
