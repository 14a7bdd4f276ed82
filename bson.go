package bsc

import (
	"encoding/binary"
	"math/big"

	"github.com/shopspring/decimal"
)

// The types of BSON values that are read and written here.
const (
	bsonString     = 0x02
	bsonNull       = 0x0A
	bsonInt32      = 0x10
	bsonInt64      = 0x12
	bsonDecimal128 = 0x13
)

// bsonText returns text as a BSON value; no text is null.
func bsonText(text string) (byte, []byte) {
	if text == "" {
		return bsonNull, nil
	}
	data := binary.LittleEndian.AppendUint32(nil, uint32(len(text)+1))
	return bsonString, append(append(data, text...), 0)
}

// textOfBSON returns the text of a BSON value.
func textOfBSON(kind byte, data []byte) (string, *Problem) {
	switch {
	case kind == bsonNull:
		return "", nil
	case kind == bsonString && len(data) > 4 && binary.LittleEndian.Uint32(data) == uint32(len(data)-4) && data[len(data)-1] == 0:
		return string(data[4 : len(data)-1]), nil
	}
	p := fault(ErrValue, "a BSON value of type %#02x", kind)
	p.Allowed = "a string, or null"
	return "", p
}

// MarshalBSONValue writes the label as a string, or null for the zero Period.
func (p Period) MarshalBSONValue() (kind byte, data []byte, err error) {
	kind, data = bsonText(p.String())
	return kind, data, nil
}

// UnmarshalBSONValue reads what MarshalBSONValue writes.
func (p *Period) UnmarshalBSONValue(kind byte, data []byte) error {
	text, problem := textOfBSON(kind, data)
	if problem != nil {
		problem.Code, problem.Allowed = ErrPeriod, allowedPeriod
		return problem
	}
	return p.UnmarshalText([]byte(text))
}

// MarshalBSONValue writes the text form as a string, or null for the zero Ref.
func (r Ref) MarshalBSONValue() (kind byte, data []byte, err error) {
	kind, data = bsonText(r.String())
	return kind, data, nil
}

// UnmarshalBSONValue reads what MarshalBSONValue writes.
func (r *Ref) UnmarshalBSONValue(kind byte, data []byte) error {
	text, problem := textOfBSON(kind, data)
	if problem != nil {
		return problem
	}
	return r.UnmarshalText([]byte(text))
}

// MarshalBSONValue writes a Decimal128, or null for no score.
func (s Score) MarshalBSONValue() (kind byte, data []byte, err error) {
	if !s.ok {
		return bsonNull, nil, nil
	}
	return s.value().MarshalBSONValue()
}

// UnmarshalBSONValue reads a Decimal128, a whole number, a string, or null as no score. It refuses a double,
// as Scan does: what it was before it was stored is not known.
func (s *Score) UnmarshalBSONValue(kind byte, data []byte) error {
	d, ok := numberOfBSON(kind, data)
	if !ok {
		text, p := textOfBSON(kind, data)
		if p != nil {
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
	case kind == bsonInt32 && len(data) == 4:
		return decimal.New(int64(int32(binary.LittleEndian.Uint32(data))), 0), true
	case kind == bsonInt64 && len(data) == 8:
		return decimal.New(int64(binary.LittleEndian.Uint64(data)), 0), true
	case kind != bsonDecimal128 || len(data) != 16:
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
