package bsc

import (
	"encoding/binary"
	"math/big"

	"github.com/go-bsc/bsc/internal/stored"
	"github.com/shopspring/decimal"
)

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

// UnmarshalBSONValue reads a Decimal128, a whole number, a string, or null as no score. It refuses a double,
// as Scan does: what it was before it was stored is not known.
func (s *Score) UnmarshalBSONValue(kind byte, data []byte) error {
	d, ok := numberOfBSON(kind, data)
	if !ok {
		text, f := stored.TextOfBSON(kind, data)
		if f != nil {
			p := problemOf(f)
			p.Code, p.Allowed = ErrNumber, "a Decimal128, a whole number, a string, or null"
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

// numberOfBSON returns the number of a BSON value that is exact and finite. Like parseDecimal it reads no
// limit that the host may have changed.
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
	if high>>61&3 == 3 { // infinite, not a number, or of digits that no writer uses
		return decimal.Decimal{}, false
	}
	n := new(big.Int).SetUint64(high & (1<<49 - 1))
	n.Or(n.Lsh(n, 64), new(big.Int).SetUint64(low))
	if high>>63 == 1 {
		n.Neg(n)
	}
	return decimal.NewFromBigInt(n, int32(high>>49&0x3fff)-6176), true
}
