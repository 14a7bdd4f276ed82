package period_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParsePeriod(t *testing.T) {
	good := map[string]period.Period{
		"2026": period.Year(2026), "0001": period.Year(1), "9999": period.Year(9999),
		"2026-H1": period.Half(2026, 1), "2026-Q4": period.Quarter(2026, 4), "2026-07": period.Month(2026, 7),
		"2026-W53": period.Week(2026, 53), "2025-W52": period.Week(2025, 52), "2026-07-15": period.Day(2026, 7, 15),
		"2024-02-29": period.Day(2024, 2, 29), "2000-02-29": period.Day(2000, 2, 29), "2026-P01": period.Numbered(2026, 1), "2026-P99": period.Numbered(2026, 99),
	}
	for label, want := range good {
		got, err := period.Parse(label)
		require.NoError(t, err, label)
		assert.True(t, got == want && !got.IsZero(), label)
		assert.Equal(t, label, got.String())
	}
	bad := []string{
		"", "26", "02026", "0000", "10000", "2026-", "2026-H0", "2026-H3", "2026-Q5", "2026-Q03", "2026-q3", "2026-00", "2026-13", "2026-7",
		"2025-W53", "2026-W00", "2026-W54", "2026-P00", "2026-02-30", "2023-02-29", "1900-02-29", "2026-04-31", "2026-01-00", "2026-1-1",
		"2026-07-15T00:00:00Z", " 2026", "2026 ", "-2026", "+2026", "२०२६", "2026-07-15-1", "2026-Q3-1",
	}
	for _, label := range bad {
		_, err := period.Parse(label)
		assert.ErrorIs(t, err, bsc.ErrPeriod, label)
	}
	for _, p := range []period.Period{
		period.Year(0), period.Year(10000), period.Half(2026, 3), period.Quarter(2026, 0), period.Month(2026, 13), period.Week(2025, 53), period.Week(0, 1),
		period.Day(2023, 2, 29), period.Day(2026, 13, 1), period.Day(2026, 0, 1), period.Day(0, 1, 1), period.Numbered(2026, 100),
	} {
		assert.True(t, p.IsZero())
	}
}

// TestPeriod_days counts the days of the calendar: every day has one label, and no label is no day.
func TestPeriod_days(t *testing.T) {
	for year, want := range map[int]int{1900: 365, 2000: 366, 2023: 365, 2024: 366} {
		days := 0
		for month := range 14 {
			for day := range 33 {
				if p := period.Day(year, month, day); !p.IsZero() {
					days++
					back, err := period.Parse(p.String())
					require.NoError(t, err)
					assert.Equal(t, p, back)
				}
			}
		}
		assert.Equal(t, want, days, year)
	}
}

func TestPeriod_text(t *testing.T) {
	var target bsc.Target
	require.NoError(t, json.Unmarshal([]byte(`{"period":"2026-Q3"}`), &target))
	assert.Equal(t, period.Quarter(2026, 3), target.Period)
	out, err := json.Marshal([]bsc.Target{target, {}})
	require.NoError(t, err)
	assert.Equal(t, `[{"period":"2026-Q3"},{}]`, string(out))
	p := period.Year(2026)
	require.NoError(t, p.UnmarshalText(nil))
	assert.True(t, p.IsZero())
	assert.Equal(t, "", p.String())
	assert.Error(t, p.UnmarshalText([]byte("2026-13")))
}

func TestPeriod_Compare(t *testing.T) {
	want := []period.Period{
		{},
		period.Year(2025), period.Year(2026), period.Half(2026, 2), period.Quarter(2026, 1), period.Quarter(2026, 2), period.Month(2026, 12),
		period.Numbered(2026, 3), period.Week(2026, 1), period.Day(2026, 1, 31), period.Day(2026, 2, 1), period.Year(2027),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, period.Period.Compare)
	assert.Equal(t, want, got)
}

func TestPeriod_Frequency(t *testing.T) {
	for p, want := range map[period.Period]period.Frequency{
		{}: "", period.Year(2026): period.Yearly, period.Half(2026, 1): period.HalfYearly, period.Quarter(2026, 1): period.Quarterly, period.Month(2026, 1): period.Monthly,
		period.Numbered(2026, 1): period.ByPeriod, period.Week(2026, 1): period.Weekly, period.Day(2026, 1, 1): period.Daily,
	} {
		assert.Equal(t, want, p.Frequency(), p)
	}
}

func TestPeriod_database(t *testing.T) {
	var _ driver.Valuer = period.Period{}
	var _ sql.Scanner = new(period.Period)
	for _, p := range []period.Period{{}, period.Year(1), period.Quarter(2026, 3), period.Week(2026, 53), period.Day(2024, 2, 29)} {
		stored, err := p.Value()
		require.NoError(t, err)
		assert.True(t, driver.IsValue(stored))
		assert.Equal(t, p.IsZero(), stored == nil)
		columns := []any{stored, p.String(), []byte(p.String())}
		for _, column := range columns {
			back := period.Year(1999)
			require.NoError(t, back.Scan(column))
			assert.Equal(t, p, back)
		}
	}
	text := []byte("2026-Q3")
	var p period.Period
	require.NoError(t, p.Scan(text))
	copy(text, "1999") // drivers reuse their memory
	assert.Equal(t, period.Quarter(2026, 3), p)
}

// TestPeriod_bad checks that a bad period gives the same error everywhere.
func TestPeriod_bad(t *testing.T) {
	const allowed = " is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)"
	for _, label := range []string{"2023-02-29", "2024-13", "2025-W53", "0000", "10000", "2026-P00", "2026-Q3 "} {
		want := `"` + label + `"` + allowed
		if label == "2026-Q3 " {
			want += `; did you mean "2026-Q3"?`
		}
		_, err := period.Parse(label)
		assert.EqualError(t, err, want)
		p := period.Year(1999)
		assert.EqualError(t, p.Scan(label), want)
		assert.EqualError(t, p.Scan([]byte(label)), want)
		assert.EqualError(t, p.UnmarshalText([]byte(label)), want)
		assert.ErrorContains(t, json.Unmarshal([]byte(`"`+label+`"`), &p), want)
		assert.Equal(t, period.Year(1999), p, "what was there before stays")
		_, err = bsc.ParseCalendar([]byte(`{"table":[{"label":"`+label+`"}]}`), nil)
		assert.EqualError(t, err, "bsc: line 1, column 20: /table/0/label: "+want)
		_, err = csvfile.Dialect{}.Readings(strings.NewReader("kpi,period,value\nk,\""+label+"\",1\n"), nil)
		if strings.TrimSpace(label) == label { // a file may have blanks around a field
			assert.EqualError(t, err, "bsc: line 2, column 3: "+want)
		}
	}
	for _, p := range []period.Period{period.Day(2023, 2, 29), period.Month(2024, 13), period.Week(2025, 53), period.Year(0), period.Year(10000), period.Numbered(2026, 0), period.Quarter(2026, 5)} {
		assert.True(t, p.IsZero(), "a constructor has no error to return, and never another period")
		_, err := bsc.MustCompile(oracle.Small(), nil).Evaluate(bsc.Input{Period: p, Readings: bsc.Actuals{}})
		assert.EqualError(t, err, "bsc: the input has no period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)")
	}
	p := period.Year(1999)
	assert.EqualError(t, p.Scan(int64(2026)), "a value of type int64"+allowed)
	err := p.Scan(time.Date(2026, 7, 15, 0, 0, 0, 0, time.UTC))
	assert.EqualError(t, err, "a value of type time.Time"+allowed)
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	assert.Equal(t, period.Year(1999), p)
}

func TestDayOf(t *testing.T) {
	moment := time.Date(2025, 7, 13, 0, 30, 0, 0, time.FixedZone("", 7200))
	assert.Equal(t, "2025-07-13 2025-07-12", period.DayOf(moment).String()+" "+period.DayOf(moment.UTC()).String())
	assert.True(t, period.DayOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero())
}
