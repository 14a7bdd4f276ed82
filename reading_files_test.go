package bsc_test

import (
	"encoding/json"
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
	assert.Equal(t, "north two\nlines provisional", nps.OrgUnit+" "+nps.Note+" "+string(nps.State))
	assert.True(t, nps.RecordedAt.Equal(time.Date(2026, 7, 31, 22, 0, 0, 0, time.UTC)))

	got, ok := readings.Reading(bsc.Query{OrgUnit: "north", Ref: bsc.KPIRef("nps"), Period: period.Month(2026, 7)})
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
			`line 3, column 13: "1e999" has more than 52 digits before its point` + number,
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

const readingsDocument = `{"schema":1,"readings":[` +
	`{"kpi":"nps","period":"2026-07","value":4.5,"state":"final"},` +
	`{"kpi":"nps","period":"2026-07","value":4.75,"state":"provisional","recorded_at":"2026-08-03T09:00:00Z","note":"two\nlines"},` +
	`{"kpi":"nps","period":"2026-08","state":"not_applicable"},` +
	`{"kpi":"kpi:series:7","period":"2026-07","value":0,"state":"final"},` +
	`{"kpi":"series:orders","period":"2026-Q3","value":-1000,"state":"final"},` +
	`{"kpi":"mood","period":"2026-W31","label":"good","unit":"north","state":"final"}]}`

// TestParseReadings reads a document, and writes it as it was read.
func TestParseReadings(t *testing.T) {
	readings, err := bsc.ParseReadings([]byte(readingsDocument), nil)
	require.NoError(t, err)
	written, err := json.Marshal(readings)
	require.NoError(t, err)
	assert.Equal(t, readingsDocument, string(written))
	facts := readings.Facts()
	require.Len(t, facts, 6)
	assert.Equal(t, bsc.KPIRef("series:7"), facts[3].Ref, "a KPI whose id looks like a series")
	assert.Equal(t, bsc.SeriesRef("orders"), facts[4].Ref)
	assert.True(t, facts[1].Value.Equal(dec("4.75")))

	var back bsc.Readings
	require.NoError(t, json.Unmarshal(written, &back))
	assert.Equal(t, facts, back.Facts())
	for _, f := range facts {
		text, err := json.Marshal(f)
		require.NoError(t, err)
		var again bsc.Fact
		require.NoError(t, json.Unmarshal(text, &again))
		assert.Equal(t, f, again)
	}
	var none *bsc.Readings
	assert.Equal(t, `{"schema":1,"readings":[]}`, string(must(none.MarshalJSON())))
}

// TestParseReadings_bad pins what is refused, and where; what was there before stays.
func TestParseReadings_bad(t *testing.T) {
	one := func(fields string) string { return "{\"readings\":[\n{" + fields + "}]}" }
	cases := map[string][]string{
		`[]`:                                                           {`line 1, column 1: an object is expected, not a list`},
		`{"readings":[],"more":1}`:                                     {`line 1, column 16: /more: unknown field "more"`},
		`{"schema":2,"reedings":1}`:                                    {`line 1, column 11: /schema: schema 2 is not known (up to 1)`},
		one(`"kpi":"a","period":"2026"`):                               {`line 2, column 1: /readings/0: a reading with neither a value nor a label (either, or the state not_applicable or not_due)`},
		one(`"kpi":"a","value":1`):                                     {`line 2, column 1: /readings/0: a reading has no period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`},
		one(`"period":"2026","value":1`):                               {`line 2, column 1: /readings/0: "" cannot have readings (a KPI or a series)`},
		one(`"kpi":"objective:a","period":"2026","value":1`):           {`line 2, column 8: /readings/0/kpi: "objective:a" cannot have readings (the id of a KPI, or series: and the id of a series)`},
		one(`"kpi":"a","period":"2026-13","value":1e52`):               {`line 2, column 21: /readings/0/period: "2026-13" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`, `line 2, column 39: /readings/0/value: "1e52" has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
		one(`"kpi":"a","period":"2026","value":null`):                  {`line 2, column 36: /readings/0/value: null is not a value here`},
		one(`"kpi":"a","period":"2026","value":1,"state":"firm"`):      {`line 2, column 1: /readings/0: unknown state "firm" (final, provisional, not_applicable, not_due, stale)`},
		one(`"kpi":"a","period":"2026","value":1,"recorded_at":"now"`): {`line 2, column 52: /readings/0/recorded_at: "now" is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`},
		"{\"readings\":[{\"kpi\":\"a\",\"period\":\"2026\",\"value\":1},\n {\"kpi\":\"a\",\"period\":\"2026\",\"value\":2}]}": {`line 2, column 2: /readings/1: two different readings for 2026, recorded at the same moment: 1 and 2`},
	}
	for doc, want := range cases {
		readings, err := bsc.ParseReadings([]byte(doc), nil)
		assert.Nil(t, readings)
		assert.Equal(t, want, oracle.Lines(problems(t, err)), doc)

		var before bsc.Readings
		require.NoError(t, before.Add(bsc.Fact{Ref: bsc.KPIRef("x"), Period: period.Year(2026)}))
		assert.Error(t, json.Unmarshal([]byte(doc), &before))
		assert.Len(t, before.Facts(), 1)
	}
	f := bsc.Fact{Ref: bsc.KPIRef("x"), Period: period.Year(2026)}
	for _, doc := range []string{`{"kpi":"x"}`, `{"kpi":"x","period":"2026","value":"x"}`, `{"kpi":"x","period":"2026","value":1,"Value":2}`} {
		assert.Error(t, json.Unmarshal([]byte(doc), &f), doc)
		assert.Equal(t, period.Year(2026), f.Period)
	}
}

// TestParseDefinition_written checks that what is written is read as the same, and the
// same is always written alike; and that documents of earlier schemas load.
func TestParseDefinition_written(t *testing.T) {
	for seed := range oracle.Cards(60) {
		c := oracle.RandomCard(seed)
		written, err := json.Marshal(c.Definition)
		require.NoError(t, err)
		same := must(c.Clone())
		again, err := json.Marshal(same.Definition)
		require.NoError(t, err)
		assert.Equal(t, string(written), string(again))
		assert.Equal(t, must(c.Result()).Fingerprint(), must(same.Result()).Fingerprint())
	}
	for _, schema := range []string{``, `"schema":0,`, `"schema":1,`} {
		def, err := bsc.ParseDefinition([]byte(`{`+schema+`"id":"a"}`), nil)
		require.NoError(t, err)
		_, err = bsc.Compile(def, nil)
		require.NoError(t, err)
	}
	_, err := bsc.ParseDefinition([]byte(strings.Replace(`{"id":"a","schema":2,"kpi":3}`, "2", "02", 1)), nil)
	assert.ErrorIs(t, err, bsc.ErrSyntax)
}
