package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-bsc/bsc/internal/golden"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(nil, &out))
	golden.Check(t, "output.txt", out.String())
}

// TestRun_ownFiles runs the command on a reader's own files: correct ones, and ones with common mistakes.
func TestRun_ownFiles(t *testing.T) {
	const card = `{"id": "mine", "name": "Mine", "perspectives": [{"id": "p", "objectives": [{"id": "o", "kpis": [
		{"id": "speed", "targets": [{"value": 10}]}]}]}]}`
	const actuals = "kpi,period,value\nspeed,2026-07,8\nspeed,2026-06,5\n"
	cases := map[string]struct {
		card, actuals string
		args          []string
		want          string // in the output, or in what report prints
	}{
		"the last period": {card, actuals, nil, "linear: 100 × 8 / 10 = 80"},
		"a period":        {card, actuals, []string{"-period", "2026-06"}, "linear: 100 × 5 / 10 = 50"},
		"a typo in a key": {
			`{"id":"mine","perspectivs":[]}`, actuals, nil,
			"line 1, column 14: /perspectivs: unknown field \"perspectivs\"; did you mean \"perspectives\"?",
		},
		"a typo in a scorer": {
			`{"id":"m","perspectives":[{"id":"p","objectives":[{"id":"o","kpis":[{"id":"speed","scorer":"linaer"}]}]}]}`, actuals, nil,
			`/perspectives/0/objectives/0/kpis/0/scorer: unknown scorer "linaer"`,
		},
		"a typo in the actuals": {
			card, "kpi,period,value\nsped,2026-07,8\n", nil,
			`kpi:sped: a reading for "kpi:sped", which the scorecard does not have; did you mean "kpi:speed"?`,
		},
		"a number with a comma": {
			card, "kpi,period,value\nspeed,2026-07,\"8,5\"\n", nil,
			`line 2, column 15: "8,5" is not a number`,
		},
		"an unknown period": {card, actuals, []string{"-period", "July"}, `"July" is not a period`},
		"an unknown node":   {card, actuals, []string{"-explain", "kpi:spood"}, `"kpi:spood" is not on the scorecard`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			cardFile, actualsFile := filepath.Join(dir, "card.json"), filepath.Join(dir, "actuals.csv")
			require.NoError(t, os.WriteFile(cardFile, []byte(c.card), 0o600))
			require.NoError(t, os.WriteFile(actualsFile, []byte(c.actuals), 0o600))
			var out bytes.Buffer
			if err := run(append([]string{"-card", cardFile, "-actuals", actualsFile}, c.args...), &out); err != nil {
				report(&out, err)
			}
			assert.Contains(t, out.String(), c.want)
		})
	}
}

func TestRun_missingFiles(t *testing.T) {
	var out bytes.Buffer
	assert.ErrorIs(t, run([]string{"-card", "nowhere.json"}, &out), os.ErrNotExist)
	assert.ErrorIs(t, run([]string{"-actuals", "nowhere.csv"}, &out), os.ErrNotExist)
}

func TestRun_brokenWriter(t *testing.T) {
	assert.ErrorIs(t, run(nil, brokenWriter{}), errBroken)
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }
