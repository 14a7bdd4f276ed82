package csvfile_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/csvfile"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDialect_Readings(t *testing.T) {
	readings, err := csvfile.Dialect{}.Readings(strings.NewReader("\ufeffnote,kpi,period,value,label,unit,state,recorded_at,author\r\n"+
		"\"two\nlines\",nps,2026-07, 42.50 ,,north,provisional,2026-08-01T00:00:00+02:00,Ann\n"+
		",audit,2026-07,,passed,,,,\n"+
		",series:orders,2026-Q3,7,,,,,\n"+
		",nps,2026-08,,,,,,\n"+
		",nps,2026-08,,,,not_applicable,,\n"+
		",nps,2026-09,,,,not_due,,\n"), nil)
	require.NoError(t, err)
	facts := readings.Facts()
	require.Len(t, facts, 5, "a line without a value is no reading")
	want := bsc.Fact{Ref: bsc.KPIRef("audit"), Period: period.Month(2026, 7), Reading: bsc.Reading{Label: "passed", State: bsc.StateFinal}}
	assert.Equal(t, want, facts[0])
	assert.Equal(t, []bsc.State{bsc.StateNotApplicable, bsc.StateNotDue}, []bsc.State{facts[1].State, facts[2].State})
	assert.Equal(t, bsc.SeriesRef("orders"), facts[3].Ref)
	nps := facts[4]
	assert.True(t, nps.Value.Equal(decimal.RequireFromString("42.5")))
	assert.Equal(t, "north two\nlines provisional Ann", nps.OrgUnit+" "+nps.Note+" "+string(nps.State)+" "+nps.Author)
	assert.True(t, nps.RecordedAt.Equal(time.Date(2026, 7, 31, 22, 0, 0, 0, time.UTC)))

	got, ok := readings.Reading(bsc.Query{OrgUnit: "north", Ref: bsc.KPIRef("nps"), Period: period.Month(2026, 7)})
	assert.True(t, ok && got.Value.Equal(decimal.RequireFromString("42.5")))
	_, ok = readings.Reading(bsc.Query{Ref: bsc.KPIRef("nps"), Period: period.Month(2026, 7)})
	assert.False(t, ok, "another unit's reading")
}

func TestDialect_Readings_bad(t *testing.T) {
	const number = " (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)"
	hint := func(name string) string {
		return "; say what it holds: Columns: {\"" + name + `": …}, or "" to leave it out`
	}
	missing := func(col int, key string) string {
		return fmt.Sprintf(`line 1, column %d: column %q is missing; if it has another name, Columns: {the name: %[2]q}`, col, key)
	}
	const period = " (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)"
	const columns = " (kpi, period, value, label, unit, state, recorded_at, note, author)"
	cases := map[string]struct {
		doc  string
		want []string
	}{
		"empty":          {"", []string{"line 1, column 1: the file is empty (a header line such as kpi,period,value)"}},
		"no header":      {"nps,2026-07,4\n", []string{`line 1, column 1: unknown column "nps"` + columns + hint("nps"), `line 1, column 5: unknown column "2026-07"` + columns + `; if the columns are periods, Across: "period"`, `line 1, column 13: unknown column "4"` + columns + hint("4"), missing(13, "kpi"), missing(13, "period"), missing(13, "value")}},
		"no kpi":         {"period,value\n", []string{`line 1, column 1: column "kpi" is missing`}},
		"a typo":         {"kpi,perod,value\n", []string{`line 1, column 5: unknown column "perod"` + columns + `; did you mean "period"?`, missing(11, "period")}},
		"a column twice": {"kpi,period,value,kpi\n", []string{`line 1, column 18: column "kpi" stands twice`}},
		"fields": {"kpi,period,value\nnps,2026-13,4\nnps,2026-07,1e999\n,2026-07,1\ntheme:x,2026-07,1\nnps,2026-07\n", []string{
			`line 2, column 5: "2026-13" is not a period` + period,
			`line 3, column 13: "1e999" has more than 52 digits before its point` + number,
			`line 4, column 1: "" cannot have readings (the id of a KPI, or series: and the id of a series)`,
			`line 5, column 1: "theme:x" cannot have readings (the id of a KPI, or series: and the id of a series)`,
			`line 6, column 1: 2 fields where the header has 3`,
		}},
		"totals": {"period,unit,kpi,value\nSumme,,,3\n2026-07,,,4\n", []string{
			`line 2, column 1: "Summe" is not a period` + period,
			`line 2, column 8: "" cannot have readings (the id of a KPI, or series: and the id of a series); if the row is a total: Skip: []string{"Summe"}`,
			`line 3, column 10: "" cannot have readings (the id of a KPI, or series: and the id of a series)`,
		}},
		"state and moment": {"kpi,period,value,state,recorded_at\nnps,2026-07,4,finl,2026-07-01\n", []string{
			`line 2, column 15: unknown state "finl" (final, provisional, not_applicable, not_due, stale); did you mean "final"?`,
			`line 2, column 20: "2026-07-01" is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`,
		}},
		"columns in another order": {"value,period,kpi\nx,2026-13,theme:x\n", []string{
			`line 2, column 1: "x" is not a number (a number such as 1234.5); if it means that there is no number, Empty: []string{"x"}`,
			`line 2, column 3: "2026-13" is not a period` + period,
			`line 2, column 11: "theme:x" cannot have readings (the id of a KPI, or series: and the id of a series)`,
		}},
		"a conflict":   {"kpi,period,value\nnps,2026-07,4\nnps,2026-07,5\nnps,2026-07,4.0\n", []string{`line 3, column 1: kpi:nps: two different readings for 2026-07, recorded at the same moment: 4 and 5; if they are of different org units, a column unit says so`}},
		"broken quote": {"kpi,period,value\nnps,2026-07,\"4\"5\nnps,x,y\n", []string{`line 2, column 15: a quotation mark is out of place (a field with quotation marks written "so ""quoted"" inside")`}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			readings, err := csvfile.Dialect{}.Readings(strings.NewReader(c.doc), nil)
			assert.Nil(t, readings, "nothing is loaded by halves")
			var input *bsc.InputError
			require.ErrorAs(t, err, &input)
			assert.Equal(t, c.want, oracle.Lines(input.Problems))
		})
	}
}

// TestDialect_Readings_noFile is given a reader that fails, and none.
func TestDialect_Readings_noFile(t *testing.T) {
	broken := errors.New("disk")
	var file *os.File
	var buffer *bytes.Buffer
	for want, reader := range map[string]io.Reader{
		"the file of readings cannot be read: disk":           io.MultiReader(strings.NewReader("kpi,period,value\n"), iotest.ErrReader(broken)),
		"there is no file of readings: the reader is nil":     nil,
		"there is no file of readings: the reader is nil#os":  file,
		"there is no file of readings: the reader is nil#buf": buffer,
	} {
		_, err := csvfile.Dialect{}.Readings(reader, nil)
		var input *bsc.InputError
		require.ErrorAs(t, err, &input)
		assert.ErrorIs(t, err, bsc.ErrInput)
		want, _, _ = strings.Cut(want, "#")
		assert.EqualError(t, input.Problems[0], want)
		assert.Equal(t, strings.HasSuffix(want, "disk"), errors.Is(err, broken))
	}
	_, err := csvfile.Dialect{}.Targets(iotest.ErrReader(broken), nil)
	assert.EqualError(t, err, "bsc: the file of targets cannot be read: disk")
	assert.ErrorIs(t, csvfile.Dialect{}.AddReadings(nil, strings.NewReader(""), time.Time{}, nil), bsc.ErrInput)
}

// TestDialect_AddReadings checks that a delivery is added whole or not at all.
func TestDialect_AddReadings(t *testing.T) {
	july := time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)
	facts := new(bsc.Readings)
	require.NoError(t, csvfile.Dialect{}.AddReadings(facts, strings.NewReader("kpi,period,value,recorded_at\nk,2026-06,1,\nk,2026-05,2,2026-06-01T00:00:00Z\n"), july, nil))
	var got []string
	for _, f := range facts.Facts() {
		got = append(got, f.Period.String()+" "+f.RecordedAt.Format(time.DateOnly))
	}
	assert.Equal(t, []string{"2026-05 2026-06-01", "2026-06 2026-07-03"}, got)
	err := csvfile.Dialect{}.AddReadings(facts, strings.NewReader("kpi,period,value\nk,2026-07,5\nk,2026-06,7\n"), july, nil)
	assert.EqualError(t, err, "bsc: line 3, column 1: kpi:k: two different readings for 2026-06, recorded at the same moment: 1 and 7; if they are of different org units, a column unit says so")
	assert.Len(t, facts.Facts(), 2, "nothing of the file is there")
	require.NoError(t, csvfile.Dialect{}.AddReadings(facts, strings.NewReader("kpi,period,value\nk,2026-06,1.0\n"), july, nil), "the same again")
	require.NoError(t, csvfile.Dialect{}.AddReadings(facts, strings.NewReader("kpi,period,value\nk,2026-06,7\n"), july.AddDate(0, 0, 1), nil))
	assert.Len(t, facts.Facts(), 3)
}

// TestDialect_Readings_backwards reads corrections of one reading, the latest first: four times as many take four times as long.
func TestDialect_Readings_backwards(t *testing.T) {
	file := func(n int) string {
		var b strings.Builder
		b.WriteString("kpi,period,value,recorded_at\n")
		for i := range n {
			fmt.Fprintf(&b, "k,2026,%d,%s\n", i, time.Unix(int64(1e9-i), 0).UTC().Format(time.RFC3339))
		}
		return b.String()
	}
	few, many := file(20_000), file(80_000)
	read := func(text string) func() {
		return func() {
			readings, err := csvfile.Dialect{}.Readings(strings.NewReader(text), nil)
			require.NoError(t, err)
			require.NotEmpty(t, readings.Facts())
		}
	}
	cost.AtMost(t, 10, read(many), read(few))
}

// TestReadings_places: problems have the end of their cell, and columns count what the options say.
func TestReadings_places(t *testing.T) {
	const file = "\ufeffsep=,\nkpi,period,value,note\n" +
		"\"é😀\",2026-01,x,\n" + "k,2026-13,1,\"two\r\nlines\x01\"\r\n" + "\n\"é😀\",2026-01,1,\"é\x01\""
	for o, want := range map[*bsc.Options][]string{
		nil:           {"3:18-3:19", "4:3-4:10", "4:13-5:8", "7:20-7:25"},
		{UTF16: true}: {"3:15-3:16", "4:3-4:10", "4:13-5:8", "7:17-7:21"},
	} {
		_, err := csvfile.Dialect{}.Readings(strings.NewReader(file), o)
		var wrong *bsc.InputError
		require.ErrorAs(t, err, &wrong)
		var got []string
		for _, p := range wrong.Problems {
			got = append(got, fmt.Sprintf("%d:%d-%d:%d", p.Line, p.Col, p.EndLine, p.EndCol))
		}
		assert.Equal(t, want, got, wrong.Problems)
	}
}
