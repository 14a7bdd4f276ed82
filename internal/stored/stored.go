// Package stored reads and writes the database forms of this module's types: the text of a column and of a
// BSON value.
package stored

import (
	"encoding/binary"
	"fmt"

	"github.com/go-bsc/bsc/internal/fault"
	"github.com/go-bsc/bsc/words"
)

// Text returns the text of a database column; NULL becomes empty text.
func Text(src any) (string, *fault.Fault) {
	switch v := src.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	f := fault.New(fault.Value, "column_of_type", "type", fmt.Sprintf("%T", src))
	f.Allowed = words.New("text_or_null")
	return "", f
}

// The types of BSON values that are read and written.
const (
	BSONString     = 0x02
	BSONNull       = 0x0A
	BSONInt32      = 0x10
	BSONInt64      = 0x12
	BSONDecimal128 = 0x13
)

// BSON returns text as a BSON value; empty text becomes null.
func BSON(text string) (kind byte, data []byte) {
	if text == "" {
		return BSONNull, nil
	}
	data = binary.LittleEndian.AppendUint32(nil, uint32(len(text)+1))
	return BSONString, append(append(data, text...), 0)
}

// TextOfBSON returns the text of a BSON value.
func TextOfBSON(kind byte, data []byte) (string, *fault.Fault) {
	switch {
	case kind == BSONNull:
		return "", nil
	case kind == BSONString && len(data) > 4 && binary.LittleEndian.Uint32(data) == uint32(len(data)-4) && data[len(data)-1] == 0:
		return string(data[4 : len(data)-1]), nil
	}
	f := fault.New(fault.Value, "bson_of_type", "type", fmt.Sprintf("%#02x", kind))
	f.Allowed = words.New("string_or_null")
	return "", f
}
