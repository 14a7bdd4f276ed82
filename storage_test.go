package bsc_test

import (
	"encoding/binary"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Package conformance tests the types in the databases themselves. Here it is what no driver needs to be there for.

func TestScan_numbers(t *testing.T) {
	for src, want := range map[any]string{"12.50": "12.50", int64(-7): "-7", "": "", nil: ""} {
		n := bsc.Number("7")
		require.NoError(t, n.Scan(src))
		assert.Equal(t, bsc.Number(want), n)
	}
	for _, src := range []any{"zzz", "1e161", "NaN", 0.5, float32(0.5), true} {
		n, s, strength := bsc.Number("7"), scoreOf(t, "7"), bsc.Weak
		assert.ErrorIs(t, n.Scan(src), bsc.ErrNumber)
		assert.ErrorIs(t, s.Scan(src), bsc.ErrNumber)
		assert.ErrorIs(t, strength.Scan(src), bsc.ErrValue)
		assert.Equal(t, []any{bsc.Number("7"), scoreOf(t, "7"), bsc.Weak}, []any{n, s, strength}, "what was there before stays")
	}
}

func scoreOf(t *testing.T, text string) (s bsc.Score) {
	t.Helper()
	require.NoError(t, s.UnmarshalText([]byte(text)))
	return s
}

func TestScore_bad(t *testing.T) {
	for _, text := range []string{"0.12345678901", "1e161", "zzz"} {
		s := scoreOf(t, "7")
		assert.ErrorIs(t, s.UnmarshalText([]byte(text)), bsc.ErrNumber)
		assert.ErrorIs(t, s.UnmarshalJSON([]byte(`"`+text+`"`)), bsc.ErrNumber)
		assert.Equal(t, scoreOf(t, "7"), s, "what was there before stays")
	}
}

// The types of BSON values, by the numbers of its specification.
const (
	bsonDouble     = 0x01
	bsonString     = 0x02
	bsonUndefined  = 0x06
	bsonNull       = 0x0a
	bsonInt32      = 0x10
	bsonInt64      = 0x12
	bsonDecimal128 = 0x13
)

// bsonText is a BSON string.
func bsonText(text string) []byte {
	data := binary.LittleEndian.AppendUint32(nil, uint32(len(text)+1))
	return append(append(data, text...), 0)
}

// bsonDecimal is a BSON Decimal128.
func bsonDecimal(high, low uint64) []byte {
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, low), high)
}

func TestScore_BSON(t *testing.T) {
	turn(t, &decimal.MaxDecodeExponent, 1) // which decides nothing here
	for _, text := range []string{"0", "87.5", "-0.0000000001", "12345678901234567890.5"} {
		want := scoreOf(t, text)
		kind, data, err := want.MarshalBSONValue()
		require.NoError(t, err)
		assert.Equal(t, byte(bsonDecimal128), kind)
		var got bsc.Score
		require.NoError(t, got.UnmarshalBSONValue(kind, data))
		assert.True(t, want.Equal(got), "%s is %s", want, got)
	}
	var none bsc.Score
	kind, _, err := none.MarshalBSONValue()
	require.NoError(t, err)
	assert.Equal(t, byte(bsonNull), kind)
	for _, v := range []struct {
		kind byte
		data []byte
	}{
		{bsonString, bsonText("-7.0")},
		{bsonInt32, []byte{0xf9, 0xff, 0xff, 0xff}},
		{bsonInt64, []byte{0xf9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
		{bsonDecimal128, bsonDecimal(1<<63|6175<<49, 70)},
	} {
		var s bsc.Score
		require.NoError(t, s.UnmarshalBSONValue(v.kind, v.data))
		assert.True(t, scoreOf(t, "-7").Equal(s), "%#x: %s", v.kind, s)
	}
}

func TestBSON_bad(t *testing.T) {
	for _, v := range []struct {
		kind byte
		data []byte
	}{
		{bsonDouble, make([]byte, 8)},
		{bsonUndefined, nil},
		{bsonInt32, []byte{1}},
		{bsonInt64, nil},
		{bsonDecimal128, nil},
		{bsonDecimal128, bsonDecimal(0x7800<<48, 0)}, // infinite
		{bsonDecimal128, bsonDecimal(0x7c00<<48, 0)}, // not a number
		{bsonDecimal128, bsonDecimal(6216<<49, 1)},   // 1e40
		{bsonString, nil},
		{bsonString, bsonText("zzz")[:6]},
		{bsonString, bsonText("zzz")},
	} {
		s, p, r := scoreOf(t, "7"), bsc.Year(2026), bsc.KPIRef("a")
		assert.ErrorIs(t, s.UnmarshalBSONValue(v.kind, v.data), bsc.ErrNumber, "%#x", v.kind)
		assert.ErrorIs(t, p.UnmarshalBSONValue(v.kind, v.data), bsc.ErrPeriod, "%#x", v.kind)
		if string(v.data) != string(bsonText("zzz")) { // which is the id of an objective
			assert.ErrorIs(t, r.UnmarshalBSONValue(v.kind, v.data), bsc.ErrValue, "%#x", v.kind)
			assert.Equal(t, bsc.KPIRef("a"), r)
		}
		assert.Equal(t, []any{scoreOf(t, "7"), bsc.Year(2026)}, []any{s, p}, "what was there before stays")
	}
}
