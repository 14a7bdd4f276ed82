package conformance

import (
	"bytes"
	"encoding/gob"
	"encoding/xml"
	"flag"
	"io"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/jszwec/csvutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestXML_roundTrip(t *testing.T) {
	for _, want := range records(t) {
		data, err := xml.Marshal(want)
		require.NoError(t, err)
		got := full(t)
		require.NoError(t, xml.Unmarshal(data, &got), "%s", data)
		sameRecord(t, want, got, true)
	}
	for document, code := range map[string]bsc.Code{
		`<r period="2026-13"/>`: bsc.ErrPeriod, `<r score="zzz"/>`: bsc.ErrNumber, `<r score="1e161"/>`: bsc.ErrNumber,
	} {
		got := full(t)
		refused(t, xml.Unmarshal([]byte(document), &got), code, full(t), &got)
	}
}

func TestCSV_roundTrip(t *testing.T) {
	all := records(t)
	data, err := csvutil.Marshal(all)
	require.NoError(t, err)
	var got []record
	require.NoError(t, csvutil.Unmarshal(data, &got), "%s", data)
	require.Len(t, got, len(all))
	for i := range all {
		sameRecord(t, all[i], got[i], true)
	}
	for file, code := range map[string]bsc.Code{"period\n2026-13\n": bsc.ErrPeriod, "score\nzzz\n": bsc.ErrNumber} {
		assert.ErrorIs(t, csvutil.Unmarshal([]byte(file), &got), code)
	}
}

// TestFlags reads flags: types with a text form by TextVar, an enumeration by Scan, which checks it.
func TestFlags(t *testing.T) {
	var p period.Period
	var s bsc.Score
	var r bsc.Ref
	var d bsc.Direction
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.TextVar(&p, "period", period.Year(2025), "")
	flags.TextVar(&s, "score", bsc.Score{}, "")
	flags.TextVar(&r, "ref", bsc.Ref{}, "")
	flags.Func("direction", "", func(text string) error { return d.Scan(text) })
	require.NoError(t, flags.Parse(nil))
	assert.Equal(t, period.Year(2025), p)
	require.NoError(t, flags.Parse([]string{"-period", "2026-Q3", "-score", "87.5", "-ref", "kpi:a", "-direction", "lower"}))
	assert.Equal(t, []any{period.Quarter(2026, 3), score("87.5"), bsc.KPIRef("a"), bsc.DirectionLower}, []any{p, s, r, d})
	for _, bad := range [][]string{{"-period", "2026-13"}, {"-score", "zzz"}, {"-direction", "zzz"}} {
		assert.Error(t, flags.Parse(bad))
	}
	assert.Equal(t, []any{period.Quarter(2026, 3), score("87.5"), bsc.DirectionLower}, []any{p, s, d}, "what was there before stays")
}

// TestGob_limit documents that gob, which uses no text form, takes only the string kinds and refs. Send a
// Period or a Score as JSON.
func TestGob_limit(t *testing.T) {
	want := struct {
		D bsc.Direction
		N bsc.Number
		R bsc.Ref
	}{bsc.DirectionLower, "12.50", bsc.KPIRef("a")}
	got := want
	var stream bytes.Buffer
	require.NoError(t, gob.NewEncoder(&stream).Encode(want))
	got.D, got.N, got.R = "", "", bsc.Ref{}
	require.NoError(t, gob.NewDecoder(&stream).Decode(&got))
	assert.Equal(t, want, got)
	assert.ErrorContains(t, gob.NewEncoder(io.Discard).Encode(period.Year(2026)), "no exported fields")
	assert.ErrorContains(t, gob.NewEncoder(io.Discard).Encode(score("1")), "no exported fields")
}
