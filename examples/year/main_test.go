package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/history"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(nil, &out))
	golden.Check(t, "output.txt", out.String())
}

// TestReport_asOf shows that nothing known later enters a report. A host with only the deliveries until then
// gets the same bytes as one that has all of them and asks as of that moment.
func TestReport_asOf(t *testing.T) {
	timeline := company(t)
	everything, err := load(time.Time{})
	require.NoError(t, err)
	for _, given := range []time.Time{
		time.Date(2025, 5, 15, 9, 0, 0, 0, time.UTC),
		time.Date(2025, 7, 15, 9, 0, 0, 0, time.UTC),
		time.Date(2025, 7, 22, 9, 0, 0, 0, time.UTC),
		time.Date(2025, 12, 24, 18, 0, 0, 0, time.UTC),
	} {
		untilThen, err := load(given)
		require.NoError(t, err)
		require.Less(t, len(untilThen.Facts()), len(everything.Facts()))
		for _, asked := range []period.Period{reported, period.Quarter(2025, 1), period.Year(2025)} {
			in := bsc.Input{Period: asked, Readings: everything, AsOf: given}
			again := document(t, timeline, in)
			in.Readings = untilThen
			assert.Equal(t, document(t, timeline, in), again, "%s as of %s", asked, given)
		}
	}
}

// TestReport_today shows that today's report differs, and only because of what has become known since: the
// same definition applies to June.
func TestReport_today(t *testing.T) {
	timeline := company(t)
	readings, err := load(time.Time{})
	require.NoError(t, err)
	y, err := follow(timeline, readings, lastRecorded(readings))
	require.NoError(t, err)
	c, err := compare(y, reported, time.Date(2025, 7, 15, 9, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	assert.NotEqual(t, c.then.Score().String(), c.now.Score().String())
	assert.Equal(t, c.then.Fingerprint(), c.now.Fingerprint())
	assert.NotEqual(t, c.now.Fingerprint(), c.recut.Fingerprint())
}

// TestReadings shows that every reading belongs to a node of some version of the scorecard; otherwise it is a
// typo. A retired KPI is only on the older versions. The versions have no warnings.
func TestReadings(t *testing.T) {
	readings, err := load(time.Time{})
	require.NoError(t, err)
	timeline := company(t)
	assert.Empty(t, timeline.CheckReadings(readings))
	for _, card := range timeline.All() {
		assert.Empty(t, card.Warnings())
	}
}

func TestRun_flags(t *testing.T) {
	cases := map[string]struct {
		args []string
		want string // in the output, or in the error
	}{
		"after the late delivery": {[]string{"-asof", "2025-07-22T09:00:00Z"}, "Net promoter score              ▼  45.0  34 of 45 points          held from 2025-Q1"},
		"before any delivery":     {[]string{"-asof", "2025-04-01T00:00:00Z"}, "Revenue                         ·     –"},
		"another node":            {[]string{"-explain", "kpi:on-time"}, "target 88.25, baseline 86 (on the way to the one for 2025, agreed)"},
		"not on the card of June": {[]string{"-explain", "kpi:first-pass"}, `"kpi:first-pass" is not on the scorecard`},
		"not a moment":            {[]string{"-asof", "July"}, `invalid value "July" for flag -asof`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := run(c.args, &out); err != nil {
				out.WriteString(err.Error())
			}
			assert.Contains(t, out.String(), c.want)
		})
	}
}

func TestRun_brokenWriter(t *testing.T) {
	assert.ErrorIs(t, run(nil, brokenWriter{}), errBroken)
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// history compiles the company's definitions.
func company(t *testing.T) *history.Timeline {
	t.Helper()
	versions, err := history.ParseVersions(versionsJSON, nil)
	require.NoError(t, err)
	timeline, err := history.NewTimeline(versions, nil)
	require.NoError(t, err)
	return timeline
}

// document returns the JSON of a report.
func document(t *testing.T, timeline *history.Timeline, in bsc.Input) string {
	t.Helper()
	result, err := timeline.Evaluate(in)
	require.NoError(t, err)
	text, err := json.Marshal(report.Of(result))
	require.NoError(t, err)
	return string(text)
}
