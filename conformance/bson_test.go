package conformance

import (
	"reflect"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
)

func TestBSON_roundTrip(t *testing.T) {
	for _, want := range records(t) {
		data, err := bson.Marshal(want)
		require.NoError(t, err)
		got := full(t)
		require.NoError(t, bson.Unmarshal(data, &got))
		sameRecord(t, want, got, true)
	}
}

// bsonOf returns the document {v: value}.
func bsonOf(t *testing.T, v any) []byte {
	t.Helper()
	data, err := bson.Marshal(bson.D{{Key: "v", Value: v}})
	require.NoError(t, err)
	return data
}

// TestBSON_types checks the types as which a query finds the values.
func TestBSON_types(t *testing.T) {
	for _, c := range []struct {
		v    any
		want bson.Type
	}{
		{period.Quarter(2026, 3), bson.TypeString},
		{period.Period{}, bson.TypeNull},
		{bsc.KPIRef("a"), bson.TypeString},
		{bsc.Ref{}, bson.TypeNull},
		{score("87.5"), bson.TypeDecimal128},
		{bsc.Score{}, bson.TypeNull},
		{bsc.RatingGreen, bson.TypeString},
		{bsc.Direction(""), bson.TypeString},
		// As it was written. A host that sorts by it keeps a Score or a Decimal128.
		{bsc.Number("12.50"), bson.TypeString},
		{bsc.Number(""), bson.TypeString},
	} {
		assert.Equal(t, c.want, bson.Raw(bsonOf(t, c.v)).Lookup("v").Type, "%T %v", c.v, c.v)
	}
}

// holder is a document with one value, which may be left out.
type holder[T any] struct {
	V T `bson:"v,omitempty"`
}

func TestBSON_absent(t *testing.T) {
	absent(t, period.Year(2026))
	absent(t, bsc.KPIRef("a"))
	absent(t, score("1"))
	absent(t, bsc.RatingGreen)
	absent(t, bsc.Number("1"))
}

func absent[T any](t *testing.T, other T) {
	t.Helper()
	got := holder[T]{other}
	require.NoError(t, bson.Unmarshal(bsonOf(t, nil), &got))
	assert.Zero(t, got.V, "null is the zero value")
	data, err := bson.Marshal(holder[*T]{})
	require.NoError(t, err)
	assert.Len(t, data, 5, "an empty document")
	got = holder[T]{}
	require.NoError(t, bson.Unmarshal(data, &got))
	assert.Zero(t, got.V)
}

func TestBSON_refused(t *testing.T) {
	inf, err := bson.ParseDecimal128("Infinity")
	require.NoError(t, err)
	nan, err := bson.ParseDecimal128("NaN")
	require.NoError(t, err)
	huge, err := bson.ParseDecimal128("1E+161")
	require.NoError(t, err)
	fine, err := bson.ParseDecimal128("0.12345678901")
	require.NoError(t, err)
	others := []any{true, 0.5, time.Unix(0, 0), bson.D{}, bson.A{}, bson.Undefined{}}
	refusedBSON(t, period.Year(2026), bsc.ErrPeriod, append(others, "2026-13", "zzz", int32(2026), inf)...)
	refusedBSON(t, bsc.KPIRef("a"), bsc.ErrValue, append(others, int64(17), inf)...)
	refusedBSON(t, score("7"), bsc.ErrNumber, append(others, "zzz", "+5", inf, nan, huge, fine, "1e161")...)
}

func refusedBSON[T any](t *testing.T, before T, code bsc.Code, values ...any) {
	t.Helper()
	for _, v := range values {
		got := holder[T]{before}
		refused(t, bson.Unmarshal(bsonOf(t, v), &got), code, holder[T]{before}, &got)
	}
}

func TestBSON_numbers(t *testing.T) {
	for _, v := range []any{int32(-7), int64(-7), "-7", decimal128(t, "-7.00"), decimal128(t, "-70E-1")} {
		var got holder[bsc.Score]
		require.NoError(t, bson.Unmarshal(bsonOf(t, v), &got))
		assert.True(t, score("-7").Equal(got.V), "%T: %s", v, got.V)
	}
	zero := holder[bsc.Score]{score("7")}
	require.NoError(t, bson.Unmarshal(bsonOf(t, decimal128(t, "-0E+6000")), &zero))
	assert.True(t, score("0").Equal(zero.V))
}

func decimal128(t *testing.T, text string) bson.Decimal128 {
	t.Helper()
	d, err := bson.ParseDecimal128(text)
	require.NoError(t, err)
	return d
}

// TestBSON_limit documents what BSON does not check, as JSON does not: a string kind is text like any other.
// The driver refuses another type of value, with its own error.
func TestBSON_limit(t *testing.T) {
	for _, r := range rows() {
		if r.typ.Kind() != reflect.String {
			continue
		}
		into := r.pointer(r.good[0])
		read := func(v any) error { return bson.Raw(bsonOf(t, v)).Lookup("v").Unmarshal(into) }
		require.NoError(t, read("two words"), r)
		assert.Equal(t, "two words", reflect.ValueOf(content(into)).String())
		assert.Error(t, read(0.5), r)
		assert.Error(t, read(int64(1)), r)
	}
}
