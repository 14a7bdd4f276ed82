package bsc

import (
	"encoding/binary"

	"github.com/shopspring/decimal"
)

// The types of BSON values that are read and written here.
const (
	bsonString = 0x02
	bsonNull   = 0x0A
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
	case kind == bsonString && len(data) > 4 && binary.LittleEndian.Uint32(data) == uint32(len(data)-4):
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

// UnmarshalBSONValue reads a Decimal128, another number, a string, or null as no score.
func (s *Score) UnmarshalBSONValue(kind byte, data []byte) error {
	if kind == bsonNull {
		*s = Score{}
		return nil
	}
	var d decimal.Decimal
	if err := d.UnmarshalBSONValue(kind, data); err != nil {
		p := fault(ErrNumber, "a BSON value that is no score")
		p.Err = err
		return p
	}
	read, err := NewScore(d)
	if err == nil {
		*s = read
	}
	return err
}
