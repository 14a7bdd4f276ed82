package conformance

import (
	"encoding/json"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/diff"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A jsonVersion is a version of JSON to write and read with. There is a second one if GOEXPERIMENT=jsonv2 is
// set.
type jsonVersion struct {
	name  string
	write func(v any) ([]byte, error)
	read  func(data []byte, into any) error
}

func jsonVersions() []jsonVersion {
	v1 := jsonVersion{"v1", json.Marshal, json.Unmarshal}
	return append([]jsonVersion{v1}, newJSON()...)
}

// plainJSON has no options that leave a zero value out.
type plainJSON struct {
	Direction bsc.Direction
	Number    bsc.Number
	Score     bsc.Score
	Period    period.Period
	Ref       bsc.Ref
}

func TestJSON_roundTrip(t *testing.T) {
	for _, version := range jsonVersions() {
		t.Run(version.name, func(t *testing.T) {
			for _, want := range records(t) {
				data, err := version.write(want)
				require.NoError(t, err)
				var got record
				require.NoError(t, version.read(data, &got), "%s", data)
				sameRecord(t, want, got, true)
			}
			data, err := version.write(record{})
			require.NoError(t, err)
			assert.Equal(t, "{}", string(data), "what is unset is left out")
			kept := full(t)
			require.NoError(t, version.read(data, &kept))
			sameRecord(t, full(t), kept, true)
		})
	}
}

// TestJSON_zero writes zero values that are not left out, and reads them over others.
func TestJSON_zero(t *testing.T) {
	for _, version := range jsonVersions() {
		t.Run(version.name, func(t *testing.T) {
			data, err := version.write(plainJSON{})
			require.NoError(t, err)
			assert.Equal(t, `{"Direction":"","Number":null,"Score":null,"Period":"","Ref":""}`, string(data))
			got := plainJSON{bsc.DirectionLower, "7", score("7"), period.Year(2026), bsc.KPIRef("a")}
			require.NoError(t, version.read(data, &got))
			assert.Equal(t, plainJSON{}, got)
		})
	}
}

func TestJSON_refused(t *testing.T) {
	for _, version := range jsonVersions() {
		t.Run(version.name, func(t *testing.T) {
			for document, code := range map[string]bsc.Code{
				`{"Number":"zzz"}`: bsc.ErrNumber, `{"Number":1e161}`: bsc.ErrNumber, `{"Number":true}`: bsc.ErrNumber, `{"Number":""}`: bsc.ErrNumber,
				`{"Score":"zzz"}`: bsc.ErrNumber, `{"Score":1e161}`: bsc.ErrNumber, `{"Score":0.12345678901}`: bsc.ErrNumber, `{"Score":[]}`: bsc.ErrNumber,
				`{"Period":"2026-13"}`: bsc.ErrPeriod, `{"Period":"zzz"}`: bsc.ErrPeriod,
			} {
				before := plainJSON{bsc.DirectionLower, "7", score("7"), period.Year(2026), bsc.KPIRef("a")}
				got := before
				refused(t, version.read([]byte(document), &got), code, before, &got)
			}
			// These are texts: the decoder itself refuses another kind of value.
			for _, document := range []string{`{"Period":2026}`, `{"Ref":17}`, `{"Direction":1}`} {
				assert.Error(t, version.read([]byte(document), new(plainJSON)), document)
			}
		})
	}
}

// TestJSON_limit documents what JSON does not check: an enumeration is text like any other. Compile refuses
// it in a definition; Scan does if a host calls it.
func TestJSON_limit(t *testing.T) {
	for _, version := range jsonVersions() {
		var k bsc.KPI
		require.NoError(t, version.read([]byte(`{"id":"a","direction":"zzz"}`), &k))
		assert.Equal(t, bsc.Direction("zzz"), k.Direction)
		def := &bsc.Definition{ID: "a", Perspectives: []bsc.Perspective{{ID: "p", Objectives: []bsc.Objective{{ID: "o", KPIs: []bsc.KPI{k}}}}}}
		assert.ErrorIs(t, bsc.Check(def, nil).Err(), bsc.ErrValue)
		assert.ErrorIs(t, k.Direction.Scan(string(k.Direction)), bsc.ErrValue)
	}
}

// TestJSON_keys uses the types with a text form as keys of maps.
func TestJSON_keys(t *testing.T) {
	for _, version := range jsonVersions() {
		t.Run(version.name, func(t *testing.T) {
			want := map[period.Period]map[bsc.Ref]bsc.Score{period.Quarter(2026, 3): {bsc.KPIRef("a:b"): score("87.5"), bsc.ObjectiveRef("grow"): {}}}
			data, err := version.write(want)
			require.NoError(t, err)
			var got map[period.Period]map[bsc.Ref]bsc.Score
			require.NoError(t, version.read(data, &got), "%s", data)
			assert.Equal(t, want, got)
			var counts map[bsc.Rating]int
			require.NoError(t, version.read([]byte(`{"green":2}`), &counts))
			assert.Equal(t, 2, counts[bsc.RatingGreen])
			assert.ErrorIs(t, version.read([]byte(`{"2026-13":{}}`), &got), bsc.ErrPeriod)
		})
	}
}

// TestJSON_documents writes whole documents with either version, for the library to read.
func TestJSON_documents(t *testing.T) {
	def, readings, result := business(t)
	for _, version := range jsonVersions() {
		t.Run(version.name, func(t *testing.T) {
			write := func(v any) []byte {
				data, err := version.write(v)
				require.NoError(t, err)
				return data
			}
			again, err := bsc.ParseDefinition(write(def), nil)
			require.NoError(t, err)
			assert.Empty(t, diff.Definitions(def, again))
			facts, err := bsc.ParseReadings(write(readings), nil)
			require.NoError(t, err)
			assert.Equal(t, readings.Facts(), facts.Facts())
			want := report.Of(result)
			read, err := report.Parse(write(want), nil)
			require.NoError(t, err)
			assert.Equal(t, string(written(t, want)), string(written(t, read)))
			var plain bsc.Definition
			require.NoError(t, version.read(write(def), &plain))
			assert.Empty(t, diff.Definitions(def, &plain))
		})
	}
}
