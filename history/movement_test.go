package history_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/oracle"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTrend_material: a score that moves by less than a 2,000th of the way from Min to Met is steady, and its change
// stays exact.
func TestTrend_material(t *testing.T) {
	for _, c := range []struct {
		scale      bsc.Scale
		was, is    string
		want       history.Movement
		wantChange string
	}{
		{bsc.Scale{}, "50", "50.05", history.Rising, "0.05"},
		{bsc.Scale{}, "50", "50.0499999999", history.Steady, "0.0499999999"},
		{bsc.Scale{}, "50", "49.95", history.Falling, "-0.05"},
		{bsc.Scale{}, "50", "49.9500000001", history.Steady, "-0.0499999999"},
		{bsc.Scale{}, "50", "50", history.Steady, "0"},
		{bsc.Scale{Min: "1", Met: "5", Cap: "6"}, "3", "3.002", history.Rising, "0.002"},
		{bsc.Scale{Min: "1", Met: "5", Cap: "6"}, "3", "2.9980000001", history.Steady, "-0.0019999999"},
	} {
		def := oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})
		def.Scale = c.scale
		if c.scale != (bsc.Scale{}) {
			def.Defaults.Threshold = bsc.Policy{Name: "none"}
		}
		facts := readings(t, "k 2026-01 "+c.was, "k 2026-02 "+c.is)
		trend, err := history.NewTrend(bsc.MustCompile(def, nil), period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 2), Readings: facts})
		require.NoError(t, err)
		var last history.Point
		for p := range trend.Of(bsc.KPIRef("k")) {
			last = p
		}
		assert.Equal(t, fmt.Sprint(c.want, " ", c.wantChange, " 1"), fmt.Sprint(last.Movement, " ", nullNumber(last.Change), " ", last.Streak), "%v", c)
	}
}

// TestTrend_final follows what counts beside what was computed, which nobody's judgement moves.
func TestTrend_final(t *testing.T) {
	k := bsc.KPIRef("k")
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}}), nil)
	trend, err := history.NewTrend(card, period.Month(2026, 1), bsc.Input{
		Period: period.Month(2026, 5), Readings: readings(t, "k 2026-01 50", "k 2026-02 60", "k 2026-03 60", "k 2026-04 60"),
		Assessments: []bsc.Assessment{
			{Ref: k, Period: period.Month(2026, 2), Score: "45"}, {Ref: k, Period: period.Month(2026, 4), Rating: "red"}, {Ref: k, Period: period.Month(2026, 5), Score: "70"},
		},
	})
	require.NoError(t, err)
	var got []string
	for p := range trend.Of(k) {
		got = append(got, fmt.Sprint(p.FinalScore, " ", nullNumber(p.FinalChange), " ", nullNumber(p.Change), p.Movement))
	}
	assert.Equal(t, []string{"50 - -", "45 -5 10rising", "60 15 0steady", "no score - 0steady", "70 - -"}, got)
}

// TestTrend_actual follows the actual of a KPI that is only shown.
func TestTrend_actual(t *testing.T) {
	card := bsc.MustCompile(oracle.CardOf(bsc.KPI{ID: "k", Direction: bsc.DirectionLower, Scorer: bsc.Policy{Name: "none"}}), nil)
	facts := readings(t, "k 2026-01 5", "k 2026-02 5.0000000001", "k 2026-03 4", "k 2026-04 4", "k 2026-06 9", "k 2026-08 1")
	stale := bsc.Reading{State: bsc.StateStale}
	require.NoError(t, facts.Add(bsc.Fact{Ref: bsc.KPIRef("k"), Period: period.Month(2026, 7), Reading: stale}))
	trend, err := history.NewTrend(card, period.Month(2026, 1), bsc.Input{Period: period.Month(2026, 8), Readings: facts})
	require.NoError(t, err)
	var got []string
	for p := range trend.Of(bsc.KPIRef("k")) {
		got = append(got, fmt.Sprint(p.Period.String()[5:], " ", nullNumber(p.ActualChange), p.ActualMovement, " ", p.Movement))
	}
	assert.Equal(t, []string{
		"01 - ", "02 0.0000000001rising ", "03 -1.0000000001falling ", "04 0steady ", "05 - ", "06 - ", "07 - ", "08 - ",
	}, got, "a stale actual is shown and does not count")
	for p := range trend.Of(card.Ref()) {
		assert.False(t, p.ActualChange.Valid)
	}
}

// TestTimeline_draft: drafts are checked, listed, and rule nothing.
func TestTimeline_draft(t *testing.T) {
	named := func(name string, kpis ...bsc.KPI) *bsc.Definition {
		def := oracle.CardOf(append(kpis, bsc.KPI{ID: "k", Scorer: bsc.Policy{Name: "stated"}})...)
		def.Name = name
		return def
	}
	versions := []history.Version{
		{From: period.Month(2026, 1), Definition: named("first")},
		{From: period.Month(2026, 1), Draft: true, Definition: named("other first")},
		{From: period.Month(2026, 7), Draft: true, Definition: named("next", bsc.KPI{ID: "new"})},
		{From: period.Month(2026, 7), Draft: true, Definition: named("another")},
		{From: period.Month(2026, 9), Definition: named("second")},
		{From: period.Month(2026, 10), RecordedAt: time.Unix(1, 0), Draft: true, Definition: named("last", bsc.KPI{ID: "new"})},
	}
	timeline, err := history.NewTimeline(versions, nil)
	require.NoError(t, err)
	for month, want := range map[int]string{1: "first", 8: "first", 9: "second", 12: "second"} {
		result, err := timeline.Evaluate(bsc.Input{Period: period.Month(2026, month), Readings: new(bsc.Readings)})
		require.NoError(t, err)
		assert.Equal(t, want, result.Scorecard().Name())
	}
	drafts := 0
	for v, card := range timeline.All() {
		assert.Equal(t, v.Definition.Name, card.Name())
		if v.Draft {
			drafts++
		}
	}
	assert.Equal(t, 4, drafts)
	facts := readings(t, "new 2026-07 1", "k 2026-07 1")
	assert.Len(t, timeline.CheckReadings(facts), 1, "only drafts have a use for it")

	text := `[{"from":"2026-01","draft":true,"definition":{"id":"c","series":[{"id":""}]}}]`
	parsed, err := history.ParseVersions([]byte(text), nil)
	require.NoError(t, err)
	assert.True(t, parsed[0].Draft)
	_, err = history.NewTimeline(parsed, nil)
	assert.Error(t, err, "a draft is checked")
	only, err := history.NewTimeline(versions[1:2], nil)
	require.NoError(t, err)
	_, err = only.Evaluate(bsc.Input{Period: period.Month(2026, 7), Readings: new(bsc.Readings)})
	assert.EqualError(t, err, "bsc: no version of the scorecard is in force in 2026-07")
	assert.Empty(t, only.CheckReadings(facts))
}
