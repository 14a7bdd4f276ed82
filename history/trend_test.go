package history_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func policy(name, args string) bsc.Policy { return bsc.Policy{Name: name, Args: json.RawMessage(args)} }

func readings(t *testing.T, lines ...string) *bsc.Readings {
	t.Helper()
	facts, err := oracle.Readings(lines...)
	require.NoError(t, err)
	return facts
}

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
		bsc.KPI{ID: "year", Frequency: period.Monthly, Rollup: bsc.RollupSum, Basis: bsc.BasisYearToDate, Targets: []bsc.Target{{Period: period.Year(2026), Value: "120", Phasing: bsc.PhasingLinear}}},
		bsc.KPI{ID: "rolling", Frequency: period.Monthly, Rollup: bsc.RollupMean, Basis: bsc.Rolling(3), Targets: []bsc.Target{{Against: bsc.ComparisonPrevious}}},
		bsc.KPI{ID: "rate", Calculator: policy("ratio", `{"num": "a", "den": "b"}`), Basis: bsc.BasisQuarterToDate, Targets: []bsc.Target{{Value: "1"}}, Missing: bsc.Missing{Rule: bsc.MissingCarryForward, MaxAge: 2}},
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
	trend, err := history.NewTrend(card, from, bsc.Input{Period: to, Readings: source})
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
		assert.Equal(t, string(must(json.Marshal(report.Of(alone)))), string(must(json.Marshal(report.Of(trend.Results()[i])))), asked)
		for _, ref := range card.Nodes() {
			assert.Equal(t, must(alone.Explain(ref)).String(), must(trend.Results()[i].Explain(ref)).String(), asked)
		}
	}
}

// TestTrend_Of follows one KPI: its changes, movements and streaks.
func TestTrend_Of(t *testing.T) {
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}}), nil)
	facts := readings(t, "k 2025-01 50", "k 2025-02 55", "k 2025-03 70", "k 2025-04 70", "k 2025-06 95", "k 2025-07 40", "k 2025-08 45", "k 2025-09 50", "k 2025-10 62", "k 2026-01 65.5", "k 2026-02 20")
	trend, err := history.NewTrend(card, period.Month(2025, 1), bsc.Input{Period: period.Month(2026, 2), Readings: facts})
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
	_, uncompiled := history.NewTrend(new(bsc.Scorecard), period.Month(2026, 1), bsc.Input{})
	with := func(from, to period.Period, source bsc.Source) error {
		_, err := history.NewTrend(card, from, bsc.Input{Period: to, Readings: source})
		return err
	}
	facts := new(bsc.Readings)
	for want, err := range map[string]error{
		"bsc: periods from 2026-02 to 2026-01 (two months, the earlier one first)":                                        with(period.Month(2026, 2), period.Month(2026, 1), facts),
		"bsc: periods from 2026-Q1 to 2026-06, which are of two sizes (two months, the earlier one first)":                with(period.Quarter(2026, 1), period.Month(2026, 6), facts),
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

// TestTimeline_Trend_calendars explains a trend over versions with different calendars. The periods of a later version
// do not affect the results of an earlier one.
func TestTimeline_Trend_calendars(t *testing.T) {
	def := oracle.CardOf(bsc.KPI{
		ID: "k", Frequency: period.Monthly, Basis: bsc.Rolling(2), Calculator: policy("sum", `{"of": ["s"]}`), Targets: []bsc.Target{{Against: bsc.ComparisonPrevious}},
	})
	def.Series = []bsc.Series{{ID: "s", Frequency: period.ByPeriod, Rollup: bsc.RollupSum}}
	fiscal := *def
	fiscal.Calendar = period.Calendar{StartMonth: 4}
	timeline, err := history.NewTimeline([]history.Version{{From: period.Month(2025, 1), Definition: &fiscal}, {From: period.Month(2025, 6), Definition: def}}, nil)
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

// TestLast asks for the last periods: as many as there are.
func TestLast(t *testing.T) {
	t.Parallel()
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}}), nil)
	timeline, err := history.NewTimeline([]history.Version{{From: period.Quarter(2026, 2), Definition: oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})}}, nil)
	require.NoError(t, err)
	facts := readings(t, "k 2026-01 50", "k 2026-06 70")
	span := func(trend *history.Trend, err error) string {
		if err != nil {
			return err.Error()
		}
		all := trend.Results()
		return fmt.Sprint(all[0].Period(), " ", all[len(all)-1].Period(), " ", len(all))
	}
	june := bsc.Input{Period: period.Month(2026, 6), Readings: facts}
	assert.Equal(t, "2025-07 2026-06 12", span(history.Last(card, 12, june)))
	assert.Equal(t, "2026-06 2026-06 1", span(history.Last(card, 1, june)))
	assert.Equal(t, "2026-04 2026-06 3", span(timeline.Last(12, june)), "no version rules before")
	assert.Equal(t, "2026-05 2026-06 2", span(timeline.Last(2, june)))
	early := bsc.Input{Period: period.Month(1, 3), Readings: facts}
	assert.Equal(t, "0001-01 0001-03 3", span(history.Last(card, 12, early)), "the calendar begins there")
	assert.Equal(t, "bsc: no version of the scorecard is in force in 0001-03", span(timeline.Last(12, early)))
	for n, want := range map[int]string{0: "bsc: a trend of the last 0 periods (1 or more)", -3: "bsc: a trend of the last -3 periods (1 or more)", 10_001: "bsc: more than 10000 periods at once"} {
		assert.Equal(t, want, span(history.Last(card, n, june)))
	}
	_, err = timeline.Last(0, june)
	assert.ErrorIs(t, err, bsc.ErrValue)
	_, err = history.Last(card, 3, bsc.Input{Readings: facts})
	assert.ErrorIs(t, err, bsc.ErrPeriod)
	_, err = history.Last(nil, 3, june)
	assert.ErrorIs(t, err, bsc.ErrInput)

	var none *history.Trend
	assert.Empty(t, none.Results())
	for range none.Of(bsc.KPIRef("k")) {
		t.Error("a trend that could not be made has no points")
	}
}
