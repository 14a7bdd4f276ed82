package csvfile_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzDialect_Readings reads any text under any marks: what is accepted can be added again and changes nothing, and
// what is refused is told in short lines, each with its place.
func FuzzDialect_Readings(f *testing.F) {
	f.Add("kpi,period,value\nnps,2026-07,4\nseries:x,2026-Q3,1e3\n", ',', '.', rune(0), uint8(0))
	f.Add("value,period,kpi,state,recorded_at,unit,label,note,author\n1,2026,a,stale,2026-07-01T00:00:00Z,n,,\"x\n\",Ann\n", ',', rune(0), ',', uint8(1))
	f.Add("kpi,period,value\n\"a\"b,2026,1\n", ',', '.', ',', uint8(2))
	f.Add("\ufeffsep=;\r\nKPI;01.2026;unit;\r\na;1.234,5-;n;\r\nTotal;(3 %);-;\r\n;;;\r\n", ';', ',', '.', uint8(255))
	f.Add("kpi\tnorth\tperiod\tsouth\na\t−1’000\t7/31/2026\t.5\n", '\t', '.', '’', uint8(2|4))
	f.Fuzz(func(t *testing.T, doc string, separator, decimal, thousands rune, flags uint8) {
		d := csvfile.Dialect{
			Separator: separator, Decimal: decimal, Thousands: thousands, Parentheses: flags&8 != 0, TrailingMinus: flags&16 != 0, IgnoreSigns: flags&32 != 0,
			Across:  []csvfile.Across{"", csvfile.AcrossPeriods, csvfile.AcrossOrgUnits, csvfile.AcrossKPIs}[flags&3],
			Percent: []csvfile.Percent{"", csvfile.PercentPoints, csvfile.PercentFraction, ""}[flags>>6],
			Columns: map[string]string{"KPI": "kpi", "Owner": ""}, Empty: []string{"-"}, Skip: []string{"Total"},
			Periods: map[string]period.Frequency{"01.2006": period.Monthly, "1/2/2006": period.Quarterly, "2/1/2006": period.Monthly},
		}
		if targets, err := d.TargetsByPeriod(strings.NewReader(doc), nil); err != nil {
			assert.NoError(t, oracle.Bounded(err))
		} else {
			for key, target := range targets {
				assert.Equal(t, key.Period, target.Period)
			}
		}
		readings, err := d.Readings(strings.NewReader(doc), nil)
		if err != nil {
			assert.NoError(t, oracle.Bounded(err))
			return
		}
		facts := readings.Facts()
		require.NoError(t, readings.Add(facts...))
		assert.Len(t, readings.Facts(), len(facts))
	})
}

// FuzzGuard_roundTrip writes any text as a name: a program reads the file, takes the guard off, and has the text; no
// cell begins as a formula does.
func FuzzGuard_roundTrip(f *testing.F) {
	for _, text := range []string{"=1+1", "'=1", "''", " -x", "a,=b", "a;\"=b", "\t", "＝", "'s", "\u00a0@"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		guarded := csvfile.Guard(text)
		assert.Equal(t, text, csvfile.Unguard(guarded))
		if guarded != "" {
			assert.NotContains(t, "=+-@\t\r\n", guarded[:1])
		}
		card, err := bsc.Compile(&bsc.Definition{ID: "c", Perspectives: []bsc.Perspective{{ID: "p", Name: text}}}, nil)
		if err != nil {
			return
		}
		result, err := card.Evaluate(bsc.Input{Period: period.Year(2026), Readings: bsc.Actuals{}})
		require.NoError(t, err)
		for _, separator := range []rune{',', ';', '\t', '|'} {
			var file strings.Builder
			require.NoError(t, csvfile.Dialect{Separator: separator}.WriteResult(&file, result))
			r := csv.NewReader(strings.NewReader(file.String()))
			r.Comma = separator
			records, err := r.ReadAll()
			require.NoError(t, err)
			want := strings.ReplaceAll(text, "\r\n", "\n") // as encoding/csv reads it
			assert.Equal(t, want, strings.ReplaceAll(csvfile.Unguard(records[2][4]), "\r\n", "\n"))
		}
	})
}
