package bsc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const readingsDocument = `{"schema":1,"readings":[` +
	`{"kpi":"nps","period":"2026-07","value":4.5,"state":"final"},` +
	`{"kpi":"nps","period":"2026-07","value":4.75,"state":"provisional","recorded_at":"2026-08-03T09:00:00Z","note":"two\nlines","author":"Ann"},` +
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
		`[]`:                             {`line 1, column 1: an object is expected, not a list`},
		`{"readings":[],"more":1}`:       {`line 1, column 16: /more: unknown field "more"`},
		`{"schema":2,"reedings":1}`:      {`line 1, column 11: /schema: schema 2 is not known (up to 1)`},
		one(`"kpi":"a","period":"2026"`): {`line 2, column 1: /readings/0: a reading with neither a value nor a label (a value, a label, or the state not_applicable or not_due)`},
		one(`"kpi":"a","value":1`):       {`line 2, column 1: /readings/0: a reading has no period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`},
		one(`"period":"2026","value":1`): {`line 2, column 1: /readings/0: "" cannot have readings (a KPI or a series)`},
		one(`"kpi":"objective:a","period":"2026","value":1`):                                                                  {`line 2, column 8: /readings/0/kpi: "objective:a" cannot have readings (the id of a KPI, or series: and the id of a series)`},
		one(`"kpi":"a","period":"2026-13","value":1e52`):                                                                      {`line 2, column 21: /readings/0/period: "2026-13" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`, `line 2, column 39: /readings/0/value: "1e52" has more than 52 digits before its point (a decimal number of at most 34 significant digits and 52 decimal places, below 10^52)`},
		one(`"kpi":"a","period":"2026","value":null`):                                                                         {`line 2, column 36: /readings/0/value: null is not a value here`},
		one(`"kpi":"a","period":"2026","value":1,"state":"firm"`):                                                             {`line 2, column 1: /readings/0: unknown state "firm" (final, provisional, not_applicable, not_due, stale)`},
		one(`"kpi":"a","period":"2026","value":1,"recorded_at":"now"`):                                                        {`line 2, column 52: /readings/0/recorded_at: "now" is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`},
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
		same := c.Clone()
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
