package history_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/cost"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTimeline checks which version rules which period, as of which moment.
func TestTimeline(t *testing.T) {
	named := func(name string) *bsc.Definition {
		def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
		def.Name = name
		return def
	}
	day := func(month, day int) time.Time { return time.Date(2026, time.Month(month), day, 0, 0, 0, 0, time.UTC) }
	timeline, err := history.NewTimeline([]history.Version{
		{From: period.Month(2026, 8), RecordedAt: day(7, 20), Definition: named("august")},
		{From: period.Month(2026, 1), Definition: named("first")},
		{From: period.Month(2026, 7), RecordedAt: day(6, 1), Definition: named("july")},
		{From: period.Month(2026, 7), RecordedAt: day(9, 1), Definition: named("july corrected")},
	}, nil)
	require.NoError(t, err)
	for _, c := range []struct {
		period period.Period
		asOf   time.Time
		want   string
	}{
		{period.Month(2025, 12), time.Time{}, ""},
		{period.Month(2026, 6), time.Time{}, "first"},
		{period.Quarter(2026, 2), time.Time{}, "first"},
		{period.Month(2026, 7), time.Time{}, "july corrected"},
		{period.Quarter(2026, 3), time.Time{}, "august"}, // its last day is in September
		{period.Year(2026), time.Time{}, "august"},
		{period.Month(2026, 7), day(8, 1), "july"},
		{period.Month(2026, 8), day(7, 19), "july"},
		{period.Month(2026, 8), day(7, 20), "august"},
		{period.Month(2026, 7), day(5, 31), "first"},
	} {
		card, ok := timeline.At(c.period, c.asOf)
		assert.Equal(t, c.want != "", ok, c.period)
		result, err := timeline.Evaluate(bsc.Input{Period: c.period, AsOf: c.asOf, Readings: new(bsc.Readings)})
		if c.want == "" {
			assert.Equal(t, "bsc: no version of the scorecard is in force in 2025-12", err.Error())
			assert.ErrorIs(t, err, bsc.ErrPeriod)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, c.want+" "+c.want, card.Name()+" "+result.Scorecard().Name(), c.period)
		assert.Equal(t, card.Fingerprint(), result.Fingerprint())
	}
	var order []string
	for v, card := range timeline.All() {
		assert.Equal(t, v.Definition.Name, card.Name())
		order = append(order, v.Definition.Name)
	}
	assert.Equal(t, []string{"first", "july", "july corrected", "august"}, order)

	facts := readings(t, "k 2026-06 60", "k 2026-07 70", "k 2026-08 80")
	trend, err := timeline.Trend(period.Month(2026, 6), bsc.Input{Period: period.Month(2026, 8), Readings: facts})
	require.NoError(t, err)
	var names []string
	for _, r := range trend.Results() {
		names = append(names, fmt.Sprint(r.Scorecard().Name(), " ", r.Score()))
	}
	assert.Equal(t, []string{"first 60", "july corrected 70", "august 80"}, names)
	_, err = timeline.Evaluate(bsc.Input{Period: period.Numbered(2026, 13), Readings: facts})
	assert.EqualError(t, err, "bsc: 2026-P13 is not in the calendar (P01 to P12)")
	_, err = timeline.Trend(period.Month(2025, 12), bsc.Input{Period: period.Month(2026, 8), Readings: facts})
	assert.EqualError(t, err, "bsc: no version of the scorecard is in force in 2025-12")
}

func TestNewTimeline_bad(t *testing.T) {
	bad := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "linaer"}})
	_, err := history.NewTimeline([]history.Version{
		{From: period.Month(2026, 1), Definition: bad},
		{From: period.Numbered(2026, 13), Definition: oracle.Small()},
		{From: period.Month(2026, 2), Definition: oracle.Small()},
		{From: period.Month(2026, 2), Definition: oracle.Small()},
		{From: period.Month(2026, 3)},
	}, nil)
	var definition *bsc.DefinitionError
	require.ErrorAs(t, err, &definition)
	got := oracle.Lines(definition.Problems)
	got[0] = got[0][:strings.Index(got[0], " (")]
	assert.Equal(t, []string{
		`/0/definition/perspectives/0/objectives/0/kpis/0/scorer: unknown scorer "linaer"`,
		"/1/from: 2026-P13 is not in the calendar (P01 to P12)",
		"/3: a second version from 2026-02, recorded at the same moment; the first is /2",
		"/4/definition: the version has no definition (a period from which it rules, and the definition that rules then)",
	}, got)
	_, err = history.NewTimeline([]history.Version{
		{From: period.Month(2026, 1), Definition: faulty(3)}, {From: period.Month(2026, 2), Definition: faulty(5)},
	}, &bsc.Options{Limits: bsc.Limits{Problems: 2}})
	require.ErrorAs(t, err, &definition)
	assert.Equal(t, []string{
		`/0/definition/series/0/id: the id is missing (1 to 128 bytes, printable, no spaces)`,
		`/0/definition/series/1/id: the id is missing (1 to 128 bytes, printable, no spaces)`,
		"6 more problems are not listed (the first 2)",
	}, oracle.Lines(definition.Problems))
	_, err = history.NewTimeline(nil, nil)
	assert.EqualError(t, err, "bsc: a timeline without versions")
	_, ok := new(history.Timeline).At(period.Year(2026), time.Time{})
	assert.False(t, ok)
}

// faulty returns a definition with n problems.
func faulty(n int) *bsc.Definition { return &bsc.Definition{ID: "c", Series: make([]bsc.Series, n)} }

func TestParseVersions(t *testing.T) {
	versions, err := history.ParseVersions([]byte(`[{"from": "2026-07", "recorded_at": "2026-06-20T09:00:00+02:00", "note": "board", "author": "Ann", "definition": {"id": "x"}}]`), nil)
	require.NoError(t, err)
	require.Len(t, versions, 1)
	assert.Equal(t, "2026-07 board Ann x", versions[0].From.String()+" "+versions[0].Note+" "+versions[0].Author+" "+versions[0].Definition.ID)
	assert.True(t, versions[0].RecordedAt.Equal(time.Date(2026, 6, 20, 7, 0, 0, 0, time.UTC)))
	back, err := history.ParseVersions(must(json.Marshal(versions)), nil)
	require.NoError(t, err)
	assert.Equal(t, string(must(json.Marshal(versions))), string(must(json.Marshal(back))))
	for _, doc := range []string{`[]`, `[{}]`, `[{"from":"2026"}]`, `[{"definition":{}}]`} {
		versions, err := history.ParseVersions([]byte(doc), nil)
		require.NoError(t, err, "the form is right; NewTimeline says what is missing")
		back, err := history.ParseVersions(must(json.Marshal(versions)), nil)
		require.NoError(t, err, doc)
		assert.Equal(t, versions, back)
		_, err = history.NewTimeline(back, nil)
		assert.Error(t, err)
	}
	for doc, want := range map[string]string{
		`[{"from": "2026-13"}]`:           `bsc: line 1, column 11: /0/from: "2026-13" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`,
		`[{"recorded_at": "2026-07-01"}]`: `bsc: line 1, column 18: /0/recorded_at: "2026-07-01" is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`,
		`[{"definition": {"nme": "x"}}]`:  `bsc: line 1, column 18: /0/definition/nme: unknown field "nme"; did you mean "name"?`,
		`{}`:                              `bsc: line 1, column 1: a list is expected, not an object`,
		`[{"recorded_at": 7}]`:            `bsc: line 1, column 18: /0/recorded_at: 7 is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`,
	} {
		_, err := history.ParseVersions([]byte(doc), nil)
		require.Error(t, err, doc)
		assert.Equal(t, want, err.Error())
	}
}

// TestTimeline_CheckReadings finds what no version has a use for. Readings of a retired KPI are of use to the versions
// that had it.
func TestTimeline_CheckReadings(t *testing.T) {
	retired := oracle.CardOf(bsc.KPI{ID: "old", Frequency: period.Monthly}, bsc.KPI{ID: "k"})
	timeline, err := history.NewTimeline([]history.Version{{From: period.Year(2025), Definition: retired}, {From: period.Year(2026), Definition: oracle.CardOf(bsc.KPI{ID: "k"})}}, nil)
	require.NoError(t, err)
	facts := readings(t, "old 2025-01 1", "k 2026-01 1", "odl 2025-01 1", "odl 2025-02 1", "k 2026-P13 1")
	assert.Equal(t, []string{"kpi:k: 2026-P13 is not in the calendar (P01 to P12)", `kpi:odl: a reading for "kpi:odl", which the scorecard does not have`}, oracle.Lines(timeline.CheckReadings(facts)))
	assert.Empty(t, new(history.Timeline).CheckReadings(facts))
}

// TestNewTimeline_many makes timelines of many versions, of which none or all begin at one moment.
func TestNewTimeline_many(t *testing.T) {
	for name, apart := range map[string]bool{"apart": true, "together": false} {
		versions := func(n int) []history.Version {
			var list []history.Version
			for i := range n {
				v := history.Version{From: period.Year(2026), Definition: &bsc.Definition{ID: "c"}}
				if apart {
					v.RecordedAt = time.Unix(int64(i), 0)
				}
				list = append(list, v)
			}
			return list
		}
		t.Run(name, func(t *testing.T) {
			made := func(versions []history.Version) func() {
				return func() {
					_, err := history.NewTimeline(versions, nil)
					if apart {
						require.NoError(t, err)
						return
					}
					const want = "/1: a second version from 2026, recorded at the same moment; the first is /0"
					list, unfit := oracle.Problems(err)
					require.NoError(t, unfit)
					assert.Equal(t, want, list[0].Error())
				}
			}
			cost.AtMost(t, 10, made(versions(4_000)), made(versions(1_000)))
		})
	}
}

// TestTimeline_EvaluatePeriods yields the error of the first period that no version rules, and nothing after it.
func TestTimeline_EvaluatePeriods(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
	timeline, err := history.NewTimeline([]history.Version{{From: period.Month(2026, 2), Definition: def}}, nil)
	require.NoError(t, err)
	in := bsc.Input{Period: period.Month(2026, 4), Readings: new(bsc.Readings)}
	var got []string
	for r, err := range timeline.EvaluatePeriods(period.Month(2026, 1), in) {
		assert.Nil(t, r)
		got = append(got, err.Error())
	}
	assert.Equal(t, []string{"bsc: no version of the scorecard is in force in 2026-01"}, got)
	got = nil
	for r, err := range timeline.EvaluatePeriods(period.Month(2026, 2), in) {
		require.NoError(t, err)
		got = append(got, r.Period().String())
	}
	assert.Equal(t, []string{"2026-02", "2026-03", "2026-04"}, got)
}
