package bsc_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/cascade"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
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
		n, s, strength := bsc.Number("7"), scoreOf(t, "7"), bsc.StrengthWeak
		assert.ErrorIs(t, n.Scan(src), bsc.ErrNumber)
		assert.ErrorIs(t, s.Scan(src), bsc.ErrNumber)
		assert.ErrorIs(t, strength.Scan(src), bsc.ErrValue)
		assert.Equal(t, []any{bsc.Number("7"), scoreOf(t, "7"), bsc.StrengthWeak}, []any{n, s, strength}, "what was there before stays")
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
	before := decimal.MaxDecodeExponent // which decides nothing here
	t.Cleanup(func() { decimal.MaxDecodeExponent = before })
	decimal.MaxDecodeExponent = 1
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
		{bsonDecimal128, bsonDecimal(6236<<49, 1)},   // 1e60
		{bsonString, nil},
		{bsonString, bsonText("zzz")[:6]},
		{bsonString, bsonText("zzz")},
	} {
		s, p, r := scoreOf(t, "7"), period.Year(2026), bsc.KPIRef("a")
		assert.ErrorIs(t, s.UnmarshalBSONValue(v.kind, v.data), bsc.ErrNumber, "%#x", v.kind)
		assert.ErrorIs(t, p.UnmarshalBSONValue(v.kind, v.data), bsc.ErrPeriod, "%#x", v.kind)
		if string(v.data) != string(bsonText("zzz")) { // which is the id of an objective
			assert.ErrorIs(t, r.UnmarshalBSONValue(v.kind, v.data), bsc.ErrValue, "%#x", v.kind)
			assert.Equal(t, bsc.KPIRef("a"), r)
		}
		assert.Equal(t, []any{scoreOf(t, "7"), period.Year(2026)}, []any{s, p}, "what was there before stays")
	}
}

// columnTypes are the types that read themselves from database columns: what each reads, a text it refuses, and why.
var columnTypes = []struct {
	into      sql.Scanner
	good, bad string
	want      string
}{
	{new(bsc.Kind), "kpi", "KPI", `unknown kind "KPI" (scorecard, perspective, objective, kpi, series, theme, initiative, unit); did you mean "kpi"?`},
	{new(bsc.Direction), "lower", "down", `unknown direction "down" (higher, lower, closer)`},
	{new(bsc.Timing), "lead", "early", `unknown timing "early" (lead, lag)`},
	{new(period.Frequency), "week", "weekly", `unknown frequency "weekly" (year, half, quarter, month, period, week, day); did you mean "week"?`},
	{new(bsc.Rollup), "sum", "total", `unknown roll-up "total" (sum, mean, mean_of_periods, last, min, max)`},
	{new(bsc.Basis), "rolling_12", "rolling", `unknown basis "rolling" (period, period_to_date, year_to_date, half_to_date, quarter_to_date, month_to_date, or rolling_1 to rolling_400)`},
	{new(bsc.MissingRule), "zero", "skip", `unknown missing rule "skip" (exclude, zero, carry_forward, require)`},
	{new(bsc.RoundingMode), "half_even", "bankers", `unknown rounding mode "bankers" (half_away, half_even, up, down, floor, ceiling)`},
	{new(bsc.AssessmentRule), "count", "cuont", `unknown rule for assessments "cuont" (beside, count); did you mean "count"?`},
	{new(bsc.Rating), "red", "a b", `the id "a b" has spaces or invisible characters`},
	{new(bsc.LinkKind), "constraint", "guess", `unknown kind of link "guess" (hypothesis, definitional, constraint)`},
	{new(bsc.Strength), "weak", "1.5", `strength "1.5" is not known (weak, moderate, strong, or a number above 0 and up to 1)`},
	{new(bsc.State), "stale", "finl", `unknown state "finl" (final, provisional, not_applicable, not_due, stale); did you mean "final"?`},
	{new(bsc.Phasing), "glide", "slide", `unknown phasing "slide" (linear, seasonal, step, glide); did you mean "glide"?`},
	{new(bsc.Comparison), "last_year", "lastyear", `unknown comparison "lastyear" (previous, last_year, or series: and the id of a series); did you mean "last_year"?`},
	{new(period.YearNaming), "start", "begin", `unknown naming "begin" (end, start)`},
	{new(period.WeekPattern), "4-4-5", "4-4-4", `unknown pattern "4-4-4" (4-4-5, 4-5-4, 5-4-4); did you mean "4-4-5"?`},
	{new(period.Weekday), "friday", "Friday", `unknown day of the week "Friday" (sunday, monday, tuesday, wednesday, thursday, friday, saturday); did you mean "friday"?`},
	{new(cascade.Mode), "additive", "sum", `unknown mode "sum" (additive, contributory, shared)`},
	{new(bsc.ContributorRule), "partial", "all", `unknown rule for contributors "all" (partial)`},
	{new(bsc.TargetOrigin), "of_contributors", "contributors", `unknown origin of targets "contributors" (of_contributors); did you mean "of_contributors"?`},
	{new(bsc.Number), "12.50", "+5", `"+5" is not a number (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
	{new(bsc.Score), "87.5", "1e161", `"1e161" has more than 160 digits before its point (a decimal number of at most 160 characters)`},
	{new(bsc.Ref), "kpi:17", "", ""},
}

// TestScan reads columns of every type: what is refused leaves what was there.
func TestScan(t *testing.T) {
	for _, c := range columnTypes {
		t.Run(fmt.Sprintf("%T", c.into), func(t *testing.T) {
			for _, src := range []any{c.good, []byte(c.good)} {
				require.NoError(t, c.into.Scan(nil))
				assert.NotEqual(t, c.good, elem(c.into), "NULL is no value of it")
				require.NoError(t, c.into.Scan(src))
				assert.Equal(t, c.good, elem(c.into))
			}
			if c.bad == "" {
				return
			}
			for _, src := range []any{c.bad, []byte(c.bad), true, time.Time{}, 1.5} {
				err := c.into.Scan(src)
				require.Error(t, err, "%v", src)
				assert.NoError(t, oracle.Bounded(err))
				var p *bsc.Problem
				var e *period.Error
				require.True(t, errors.As(err, &p) || errors.As(err, &e))
				if _, isText := src.(string); isText {
					assert.EqualError(t, err, c.want)
				}
				assert.Equal(t, c.good, elem(c.into), "%v", src)
			}
		})
	}
	assert.EqualError(t, new(bsc.Kind).Scan(true), `a column holds a value of type bool (text, or NULL)`)
	assert.ErrorIs(t, new(bsc.Ref).Scan(1.5), bsc.ErrValue)
	for _, into := range []sql.Scanner{new(bsc.Number), new(bsc.Score), new(bsc.Strength)} {
		require.NoError(t, into.Scan(int64(1)))
		assert.Equal(t, "1", elem(into))
		for _, src := range []any{0.5, float32(0.5)} {
			assert.EqualError(t, into.Scan(src), `a column holds floating point, which may have lost digits (a column of type TEXT, INTEGER or exact NUMERIC); use TEXT in SQLite, whose NUMERIC is floating point`)
		}
	}
	assert.ErrorIs(t, new(bsc.Score).Scan("0.00000000001"), bsc.ErrNumber, "more places than a score has")
}

// elem is the text of what a scanner's pointer points to.
func elem(into sql.Scanner) string {
	if v := reflect.ValueOf(into).Elem(); v.Kind() == reflect.String {
		return v.String()
	}
	return fmt.Sprint(into)
}

// TestValue writes what Scan reads.
func TestValue(t *testing.T) {
	score := must(bsc.NewScore(dec("87.5")))
	for _, c := range []struct {
		value driver.Valuer
		want  any
	}{
		{bsc.Number("12.50"), "12.50"}, {bsc.Number(""), nil}, {bsc.KPIRef("17"), "kpi:17"}, {bsc.Ref{}, nil}, {score, "87.5"}, {bsc.Score{}, nil},
	} {
		got, err := c.value.Value()
		require.NoError(t, err)
		assert.Equal(t, c.want, got)
	}
	text, err := score.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "87.5", string(text))
	var back bsc.Score
	require.NoError(t, back.UnmarshalText(text))
	assert.True(t, back.Equal(score))
	assert.ErrorIs(t, back.UnmarshalText([]byte("x")), bsc.ErrNumber)
	assert.ErrorIs(t, json.Unmarshal([]byte(`0.00000000001`), &back), bsc.ErrNumber)
	assert.True(t, back.Equal(score), "what is refused leaves what was there")
	require.NoError(t, back.UnmarshalText(nil))
	assert.False(t, back.Valid())
}

// A bsonValue reads and writes itself as a value of a BSON document.
type bsonValue interface {
	UnmarshalBSONValue(kind byte, data []byte) error
}

// TestBSON writes values of BSON documents, reads them again, and refuses others.
func TestBSON(t *testing.T) {
	const double, text, null = 0x01, 0x02, 0x0A
	asked, ref, score := period.Year(1999), bsc.KPIRef("x"), must(bsc.NewScore(dec("7")))
	write := func(kind byte, data []byte, err error) func(bsonValue) error {
		require.NoError(t, err)
		return func(into bsonValue) error { return into.UnmarshalBSONValue(kind, data) }
	}
	require.NoError(t, write(period.Quarter(2026, 3).MarshalBSONValue())(&asked))
	require.NoError(t, write(bsc.SeriesRef("17").MarshalBSONValue())(&ref))
	require.NoError(t, write(must(bsc.NewScore(dec("87.5"))).MarshalBSONValue())(&score))
	assert.Equal(t, "2026-Q3 series:17 87.5", fmt.Sprint(asked, " ", ref, " ", score))

	bad := binary.LittleEndian.AppendUint32(nil, 9)
	for _, into := range []bsonValue{&asked, &ref, &score} {
		for kind, data := range map[byte][]byte{0x08: {1}, text: append(bad, "x\x00"...), 0x10: {1}} {
			err := into.UnmarshalBSONValue(kind, data)
			require.Error(t, err, "%T %#02x", into, kind)
			assert.NoError(t, oracle.Bounded(err))
		}
	}
	assert.EqualError(t, asked.UnmarshalBSONValue(double, nil), `a BSON value of type 0x01 is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`)
	assert.ErrorIs(t, score.UnmarshalBSONValue(0x08, nil), bsc.ErrNumber)
	assert.ErrorIs(t, score.UnmarshalBSONValue(text, append(binary.LittleEndian.AppendUint32(nil, 6), "1e161\x00"...)), bsc.ErrNumber)
	assert.Equal(t, "2026-Q3 series:17 87.5", fmt.Sprint(asked, " ", ref, " ", score), "what is refused leaves what was there")

	require.NoError(t, write(period.Period{}.MarshalBSONValue())(&asked))
	require.NoError(t, write(bsc.Ref{}.MarshalBSONValue())(&ref))
	require.NoError(t, write(bsc.Score{}.MarshalBSONValue())(&score))
	assert.True(t, asked.IsZero() && ref == bsc.Ref{} && !score.Valid())
	assert.NoError(t, asked.UnmarshalBSONValue(null, nil))
}

// TestFacts_JSON writes facts and readings, reads them again, and refuses others.
func TestFacts_JSON(t *testing.T) {
	moment := time.Date(2026, 8, 3, 9, 0, 0, 0, time.UTC)
	facts := []bsc.Fact{
		{Ref: bsc.KPIRef("nps"), Period: period.Month(2026, 7), Reading: bsc.Reading{Value: dec("42.5"), State: bsc.StateProvisional, RecordedAt: moment, Note: "two\nlines", Author: "Ann"}},
		{Ref: bsc.KPIRef("kpi:7"), Period: period.Month(2026, 7), Reading: bsc.Reading{State: bsc.StateFinal}},
		{OrgUnit: "north", Ref: bsc.SeriesRef("orders"), Period: period.Year(2026), Reading: bsc.Reading{Label: "yes", State: bsc.StateFinal}},
		{Ref: bsc.KPIRef("nps"), Period: period.Month(2026, 8), Reading: bsc.Reading{State: bsc.StateNotDue}},
	}
	readings := new(bsc.Readings)
	for _, f := range facts {
		text, err := json.Marshal(f)
		require.NoError(t, err)
		var back bsc.Fact
		require.NoError(t, json.Unmarshal(text, &back), "%s", text)
		assert.True(t, f.Value.Equal(back.Value))
		back.Value = f.Value
		assert.Equal(t, f, back)
		require.NoError(t, readings.Add(f))
	}
	text, err := json.Marshal(readings)
	require.NoError(t, err)
	var back bsc.Readings
	require.NoError(t, json.Unmarshal(text, &back))
	again, err := json.Marshal(&back)
	require.NoError(t, err)
	assert.Equal(t, string(text), string(again))

	for doc, want := range map[string]string{
		`{"kpi":"a","period":"2026"}`:                    `a reading with neither a value nor a label (a value, a label, or the state not_applicable or not_due)`,
		`{"kpi":"a","value":1}`:                          `a reading has no period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`,
		`{"period":"2026","value":1}`:                    `"" cannot have readings (a KPI or a series)`,
		`{"kpi":"a","period":"2026","value":1,"stat":7}`: `line 1, column 38: /stat: unknown field "stat" (kpi, period, value, label, unit, state, recorded_at, note, author); did you mean "state"?`,
	} {
		fact := facts[0]
		assert.EqualError(t, fact.UnmarshalJSON([]byte(doc)), want)
		assert.Equal(t, facts[0], fact)
	}
	assert.ErrorIs(t, back.UnmarshalJSON([]byte(`{"readings":[{}]}`)), bsc.ErrValue)
	assert.Len(t, back.Facts(), len(facts), "what is refused leaves what was there")
}
