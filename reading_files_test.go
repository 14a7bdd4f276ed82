package bsc_test

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReadCSV(t *testing.T) {
	readings, err := bsc.ReadCSV(strings.NewReader("\ufeffnote,kpi,period,value,label,unit,state,recorded_at\r\n"+
		"\"two\nlines\",nps,2026-07, 42.50 ,,north,provisional,2026-08-01T00:00:00+02:00\n"+
		",audit,2026-07,,passed,,,\n"+
		",series:orders,2026-Q3,7,,,,\n"+
		",nps,2026-08,,,,,\n"+
		",nps,2026-08,,,,not_applicable,\n"+
		",nps,2026-09,,,,not_due,\n"), nil)
	require.NoError(t, err)
	facts := readings.Facts()
	require.Len(t, facts, 5, "a line without a value is no reading")
	want := bsc.Fact{Ref: bsc.KPIRef("audit"), Period: period.Month(2026, 7), Reading: bsc.Reading{Label: "passed", State: bsc.StateFinal}}
	assert.Equal(t, want, facts[0])
	assert.Equal(t, []bsc.State{bsc.StateNotApplicable, bsc.StateNotDue}, []bsc.State{facts[1].State, facts[2].State})
	assert.Equal(t, bsc.SeriesRef("orders"), facts[3].Ref)
	nps := facts[4]
	assert.True(t, nps.Value.Equal(dec("42.5")))
	assert.Equal(t, "north two\nlines provisional", nps.Unit+" "+nps.Note+" "+string(nps.State))
	assert.True(t, nps.RecordedAt.Equal(time.Date(2026, 7, 31, 22, 0, 0, 0, time.UTC)))

	got, ok := readings.Reading(bsc.Query{Unit: "north", Ref: bsc.KPIRef("nps"), Period: period.Month(2026, 7)})
	assert.True(t, ok && got.Value.Equal(dec("42.5")))
	_, ok = readings.Reading(bsc.Query{Ref: bsc.KPIRef("nps"), Period: period.Month(2026, 7)})
	assert.False(t, ok, "another unit's reading")
}

func TestReadCSV_bad(t *testing.T) {
	const number = " (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)"
	const period = " (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)"
	const columns = " (kpi, period, value, label, unit, state, recorded_at, note)"
	cases := map[string]struct {
		doc  string
		want []string
	}{
		"empty":          {"", []string{"line 1, column 1: the file is empty (a header line such as kpi,period,value)"}},
		"no header":      {"nps,2026-07,4\n", []string{`line 1, column 1: unknown column "nps"` + columns, `line 1, column 1: column "kpi" is missing`, `line 1, column 1: column "period" is missing`, `line 1, column 1: column "value" is missing`, `line 1, column 5: unknown column "2026-07"` + columns, `line 1, column 13: unknown column "4"` + columns}},
		"a typo":         {"kpi,perod,value\n", []string{`line 1, column 1: column "period" is missing`, `line 1, column 5: unknown column "perod"` + columns + `; did you mean "period"?`}},
		"a column twice": {"kpi,period,value,kpi\n", []string{`line 1, column 18: column "kpi" stands twice`}},
		"fields": {"kpi,period,value\nnps,2026-13,4\nnps,2026-07,1e999\n,2026-07,1\ntheme:x,2026-07,1\nnps,2026-07\n", []string{
			`line 2, column 5: "2026-13" is not a period` + period,
			`line 3, column 13: "1e999" is out of range` + number,
			`line 4, column 1: "" cannot have readings (the id of a KPI, or series: and the id of a series)`,
			`line 5, column 1: "theme:x" cannot have readings (the id of a KPI, or series: and the id of a series)`,
			`line 6, column 1: 2 fields where the header has 3`,
		}},
		"state and moment": {"kpi,period,value,state,recorded_at\nnps,2026-07,4,finl,2026-07-01\n", []string{
			`line 2, column 15: unknown state "finl" (final, provisional, not_applicable, not_due, stale); did you mean "final"?`,
			`line 2, column 20: "2026-07-01" is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`,
		}},
		"columns in another order": {"value,period,kpi\nx,2026-13,theme:x\n", []string{
			`line 2, column 1: "x" is not a number` + number,
			`line 2, column 3: "2026-13" is not a period` + period,
			`line 2, column 11: "theme:x" cannot have readings (the id of a KPI, or series: and the id of a series)`,
		}},
		"a conflict":   {"kpi,period,value\nnps,2026-07,4\nnps,2026-07,5\nnps,2026-07,4.0\n", []string{`line 3, column 1: kpi:nps: two different readings for 2026-07, recorded at the same moment: 4 and 5`}},
		"broken quote": {"kpi,period,value\nnps,2026-07,\"4\"5\nnps,x,y\n", []string{`line 2, column 15: a quotation mark is out of place (a field with quotation marks written "so ""quoted"" inside")`}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			readings, err := bsc.ReadCSV(strings.NewReader(c.doc), nil)
			assert.Nil(t, readings, "nothing is loaded by halves")
			var input *bsc.InputError
			require.ErrorAs(t, err, &input)
			assert.Equal(t, c.want, oracle.Lines(input.Problems))
		})
	}
	broken := errors.New("disk")
	_, err := bsc.ReadCSV(iotest.ErrReader(broken), nil)
	assert.ErrorIs(t, err, broken)
}

// TestReadings_AddCSV checks that a delivery is added whole or not at all.
func TestReadings_AddCSV(t *testing.T) {
	july := time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)
	facts := new(bsc.Readings)
	require.NoError(t, facts.AddCSV(strings.NewReader("kpi,period,value,recorded_at\nk,2026-06,1,\nk,2026-05,2,2026-06-01T00:00:00Z\n"), july, nil))
	var got []string
	for _, f := range facts.Facts() {
		got = append(got, f.Period.String()+" "+f.RecordedAt.Format(time.DateOnly))
	}
	assert.Equal(t, []string{"2026-05 2026-06-01", "2026-06 2026-07-03"}, got)
	err := facts.AddCSV(strings.NewReader("kpi,period,value\nk,2026-07,5\nk,2026-06,7\n"), july, nil)
	assert.EqualError(t, err, "bsc: line 3, column 1: kpi:k: two different readings for 2026-06, recorded at the same moment: 1 and 7")
	assert.Len(t, facts.Facts(), 2, "nothing of the file is there")
	require.NoError(t, facts.AddCSV(strings.NewReader("kpi,period,value\nk,2026-06,1.0\n"), july, nil), "the same again")
	require.NoError(t, facts.AddCSV(strings.NewReader("kpi,period,value\nk,2026-06,7\n"), july.AddDate(0, 0, 1), nil))
	assert.Len(t, facts.Facts(), 3)
}
