package bsc_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counted counts how often a source is asked for each reading.
type counted struct {
	bsc.Source
	asked map[bsc.Query]int
}

func (c counted) Reading(q bsc.Query) (bsc.Reading, bool) {
	c.asked[q]++
	return c.Source.Reading(q)
}

// trendCard has KPIs whose windows overlap in every way.
func trendCard() *bsc.Definition {
	def := oracle.CardOf(
		bsc.KPI{ID: "month", Frequency: period.Monthly, Rollup: bsc.RollupSum, Targets: []bsc.Target{{Value: "10"}}},
		bsc.KPI{ID: "year", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.YearToDate, Targets: []bsc.Target{{Period: period.Year(2026), Value: "120", Phasing: bsc.PhasingLinear}}},
		bsc.KPI{ID: "rolling", Frequency: period.Monthly, Rollup: bsc.RollupMean, Basis: bsc.Rolling(3), Targets: []bsc.Target{{Against: bsc.PreviousPeriod}}},
		bsc.KPI{ID: "rate", Calculator: policy("ratio", `{"num": "a", "den": "b"}`), Basis: bsc.QuarterToDate, Targets: []bsc.Target{{Value: "1"}}, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 2}},
	)
	def.Series = []bsc.Series{{ID: "a", Frequency: period.Monthly, Rollup: bsc.RollupSum}, {ID: "b", Frequency: period.Monthly, Rollup: bsc.RollupSum}}
	return def
}

func trendFacts(t *testing.T) *bsc.Readings {
	t.Helper()
	var lines []string
	for i, asked := 0, period.Month(2025, 1); i < 24; i++ {
		for _, id := range []string{"month", "year", "rolling", "series:a", "series:b"} {
			if i%7 != 5 {
				lines = append(lines, fmt.Sprintf("%s %s %d.%d", id, asked, 7+i*len(id)%5, i))
			}
		}
		asked = must(period.Calendar{}.Next(asked))
	}
	return readings(t, lines...)
}

// TestScorecard_Trend checks that a trend is its evaluations, digit for digit, and asks for no reading twice.
func TestScorecard_Trend(t *testing.T) {
	card := bsc.MustCompile(trendCard(), nil)
	source := counted{trendFacts(t), map[bsc.Query]int{}}
	from, to := period.Month(2025, 1), period.Month(2026, 12)
	trend, err := card.Trend(from, bsc.Input{Period: to, Readings: source})
	require.NoError(t, err)
	for q, n := range source.asked {
		assert.Equal(t, 1, n, q)
	}
	require.Len(t, trend.Results(), 24)
	periods, err := card.Calendar().Range(from, to)
	require.NoError(t, err)
	for i, asked := range slices.Collect(periods) {
		alone, err := card.Evaluate(bsc.Input{Period: asked, Readings: source.Source})
		require.NoError(t, err)
		assert.Equal(t, string(must(json.Marshal(alone))), string(must(json.Marshal(trend.Results()[i]))), asked)
		for _, ref := range card.Nodes() {
			assert.Equal(t, must(alone.Explain(ref)).String(), must(trend.Results()[i].Explain(ref)).String(), asked)
		}
	}
}

// TestTrend_Of follows one KPI: its changes, movements and streaks.
func TestTrend_Of(t *testing.T) {
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}}), nil)
	facts := readings(t, "k 2025-01 50", "k 2025-02 55", "k 2025-03 70", "k 2025-04 70", "k 2025-06 95", "k 2025-07 40", "k 2025-08 45", "k 2025-09 50", "k 2025-10 62", "k 2026-01 65.5", "k 2026-02 20")
	trend, err := card.Trend(period.Month(2025, 1), bsc.Input{Period: period.Month(2026, 2), Readings: facts})
	require.NoError(t, err)
	var got []string
	for p := range trend.Of(bsc.KPIRef("k")) {
		if !p.Score.Valid() && p.Period.Compare(period.Month(2025, 8)) >= 0 {
			continue
		}
		got = append(got, strings.TrimSpace(fmt.Sprint(p.Period, " ", p.Score, " ", nullNumber(p.Change), " ", nullNumber(p.YearChange), " ", p.Streak, p.Movement, " ", p.InRating, p.Rating)))
	}
	assert.Equal(t, []string{
		"2025-01 50 - - 0 1red", "2025-02 55 5 - 1rising 2red", "2025-03 70 15 - 2rising 1amber", "2025-04 70 0 - 1steady 2amber",
		"2025-05 no score - - 0 0", "2025-06 95 - - 0 1green", "2025-07 40 -55 - 1falling 1red",
		"2025-08 45 5 - 1rising 2red", "2025-09 50 5 - 2rising 3red", "2025-10 62 12 - 3rising 1amber", "2026-01 65.5 - 15.5 0 1amber", "2026-02 20 -45.5 -35 1falling 1red",
	}, got)
	for range trend.Of(bsc.KPIRef("k")) {
		break // a host may stop early
	}
	for range trend.Of(bsc.KPIRef("nobody")) {
		t.Error("a node that is not there has no points")
	}
}

func nullNumber(d decimal.NullDecimal) string {
	if !d.Valid {
		return "-"
	}
	return d.Decimal.String()
}

func TestScorecard_Trend_bad(t *testing.T) {
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}}), nil)
	_, uncompiled := new(bsc.Scorecard).Trend(period.Month(2026, 1), bsc.Input{})
	with := func(from, to period.Period, source bsc.Source) error {
		_, err := card.Trend(from, bsc.Input{Period: to, Readings: source})
		return err
	}
	facts := new(bsc.Readings)
	for want, err := range map[string]error{
		"bsc: periods from 2026-02 to 2026-01 (two months, the earlier one first)":                                        with(period.Month(2026, 2), period.Month(2026, 1), facts),
		"bsc: periods from 2026-Q1 to 2026-06 (two months, the earlier one first)":                                        with(period.Quarter(2026, 1), period.Month(2026, 6), facts),
		"bsc: 2026-P13 is not in the calendar (P01 to P12)":                                                               with(period.Numbered(2026, 13), period.Numbered(2027, 1), facts),
		"bsc: periods of Actuals, which have one (Readings, or another Source)":                                           with(period.Month(2026, 1), period.Month(2026, 2), bsc.Actuals{}),
		"bsc: the input has no readings":                                                                                  with(period.Month(2026, 1), period.Month(2026, 2), nil),
		"bsc: the scorecard is not compiled":                                                                              uncompiled,
		"bsc: more than 10000 periods at once":                                                                            with(period.Day(1990, 1, 1), period.Day(2017, 5, 19), facts),
		`bsc: "" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`: with(period.Period{}, period.Month(2026, 2), facts),
	} {
		require.Error(t, err, want)
		assert.Equal(t, want, err.Error())
		var input *bsc.InputError
		assert.ErrorAs(t, err, &input)
	}
	assert.NoError(t, with(period.Day(1990, 1, 1), period.Day(2017, 5, 18), facts), "10000 periods are a trend")
}

// TestTimeline checks which version rules which period, as of which moment.
func TestTimeline(t *testing.T) {
	named := func(name string) *bsc.Definition {
		def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
		def.Name = name
		return def
	}
	day := func(month, day int) time.Time { return time.Date(2026, time.Month(month), day, 0, 0, 0, 0, time.UTC) }
	timeline, err := bsc.NewTimeline([]bsc.Version{
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
	_, err := bsc.NewTimeline([]bsc.Version{
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
		"/4/definition: the definition is nil",
	}, got)
	_, err = bsc.NewTimeline(nil, nil)
	assert.EqualError(t, err, "bsc: a timeline without versions")
	_, ok := new(bsc.Timeline).At(period.Year(2026), time.Time{})
	assert.False(t, ok)
}

func TestParseVersions(t *testing.T) {
	versions, err := bsc.ParseVersions([]byte(`[{"from": "2026-07", "recorded_at": "2026-06-20T09:00:00+02:00", "note": "board", "definition": {"id": "x"}}]`), nil)
	require.NoError(t, err)
	require.Len(t, versions, 1)
	assert.Equal(t, "2026-07 board x", versions[0].From.String()+" "+versions[0].Note+" "+versions[0].Definition.ID)
	assert.True(t, versions[0].RecordedAt.Equal(time.Date(2026, 6, 20, 7, 0, 0, 0, time.UTC)))
	back, err := bsc.ParseVersions(must(json.Marshal(versions)), nil)
	require.NoError(t, err)
	assert.Equal(t, string(must(json.Marshal(versions))), string(must(json.Marshal(back))))
	for doc, want := range map[string]string{
		`[{"from": "2026-13"}]`:           `bsc: line 1, column 11: /0/from: "2026-13" is not a period (2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31, 2026-07-15 or 2026-P07, years 0001 to 9999)`,
		`[{"recorded_at": "2026-07-01"}]`: `bsc: line 1, column 18: /0/recorded_at: "2026-07-01" is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`,
		`[{"definition": {"nme": "x"}}]`:  `bsc: line 1, column 18: /0/definition/nme: unknown field "nme"; did you mean "name"?`,
		`{}`:                              `bsc: line 1, column 1: a list is expected, not an object`,
		`[{"recorded_at": 7}]`:            `bsc: line 1, column 18: /0/recorded_at: 7 is not a moment (RFC 3339, such as 2026-07-03T09:00:00Z)`,
	} {
		_, err := bsc.ParseVersions([]byte(doc), nil)
		require.Error(t, err, doc)
		assert.Equal(t, want, err.Error())
	}
}

// TestEvaluate_assessmentsOverTime checks which of several judgements holds.
func TestEvaluate_assessmentsOverTime(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 7, d, 0, 0, 0, 0, time.UTC) }
	judged := func(score bsc.Number, asked period.Period, at time.Time) bsc.Assessment {
		return bsc.Assessment{Ref: bsc.KPIRef("k"), Score: score, Period: asked, RecordedAt: at}
	}
	june := period.Month(2026, 6)
	all := []bsc.Assessment{judged("1", period.Period{}, day(9)), judged("2", june, day(1)), judged("3", june, day(5)), judged("4", period.Month(2026, 5), day(2)), judged("5", period.Period{}, time.Time{})}
	def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
	for _, c := range []struct {
		period period.Period
		asOf   time.Time
		want   string
	}{
		{june, time.Time{}, "3"},
		{june, day(4), "2"},
		{june, day(5), "3"},
		{june, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), "5"},
		{period.Month(2026, 5), time.Time{}, "4"},
		{period.Month(2026, 4), time.Time{}, "1"},
		{period.Month(2026, 4), day(8), "5"},
	} {
		for range 2 {
			result := evaluate(t, def, bsc.Input{Period: c.period, AsOf: c.asOf, Readings: new(bsc.Readings), Assessments: all})
			assert.Equal(t, c.want, string(of(t, result, bsc.KPIRef("k")).Assessment.Score), fmt.Sprint(c.period, c.asOf))
			slices.Reverse(all)
		}
	}
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

// TestTimeline_CheckReadings finds what no version has a use for: a retired KPI's readings are of use to those that had
// it.
func TestTimeline_CheckReadings(t *testing.T) {
	retired := oracle.CardOf(bsc.KPI{ID: "old", Frequency: period.Monthly}, bsc.KPI{ID: "k"})
	timeline, err := bsc.NewTimeline([]bsc.Version{{From: period.Year(2025), Definition: retired}, {From: period.Year(2026), Definition: oracle.CardOf(bsc.KPI{ID: "k"})}}, nil)
	require.NoError(t, err)
	facts := readings(t, "old 2025-01 1", "k 2026-01 1", "odl 2025-01 1", "odl 2025-02 1", "k 2026-P13 1")
	assert.Equal(t, []string{"kpi:k: 2026-P13 is not in the calendar (P01 to P12)", `kpi:odl: a reading for "kpi:odl", which the scorecard does not have`}, oracle.Lines(timeline.CheckReadings(facts)))
	assert.Empty(t, new(bsc.Timeline).CheckReadings(facts))
}

func TestDayOf(t *testing.T) {
	moment := time.Date(2025, 7, 13, 0, 30, 0, 0, time.FixedZone("", 7200))
	assert.Equal(t, "2025-07-13 2025-07-12", period.DayOf(moment).String()+" "+period.DayOf(moment.UTC()).String())
	assert.True(t, period.DayOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero())
}

// TestTimeline_Trend_calendars explains a trend over versions with different calendars: what
// a later version calls its periods does not reach the results of the earlier one.
func TestTimeline_Trend_calendars(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{
		ID: "k", Frequency: period.Monthly, Basis: bsc.Rolling(2), Calculator: policy("sum", `{"of": ["s"]}`), Targets: []bsc.Target{{Against: bsc.PreviousPeriod}},
	})
	def.Series = []bsc.Series{{ID: "s", Frequency: period.ByPeriod, Rollup: bsc.RollupSum}}
	fiscal := *def
	fiscal.Calendar = period.Calendar{StartMonth: 4}
	timeline, err := bsc.NewTimeline([]bsc.Version{{From: period.Month(2025, 1), Definition: &fiscal}, {From: period.Month(2025, 6), Definition: def}}, nil)
	require.NoError(t, err)
	in := bsc.Input{Readings: readings(t, "series:s 2025-P11 1", "series:s 2025-P12 2", "series:s 2026-P01 3", "series:s 2026-P02 4",
		"series:s 2025-P03 30", "series:s 2025-P04 40", "series:s 2025-P05 50", "series:s 2025-P06 60")}
	in.Period = period.Month(2025, 6)
	trend, err := timeline.Trend(period.Month(2025, 4), in)
	require.NoError(t, err)
	for _, result := range trend.Results() {
		in.Period = result.Period()
		alone, err := timeline.Evaluate(in)
		require.NoError(t, err)
		assert.Equal(t, must(alone.Explain(bsc.KPIRef("k"))).String(), must(result.Explain(bsc.KPIRef("k"))).String(), in.Period)
	}
}
