package main

import (
	"bytes"
	"flag"
	"testing"
	"testing/fstest"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(nil, &out))
	golden.Check(t, "output.txt", out.String())
}

// Before the move, what was made at the time is what the structure of the end says.
func TestRun_beforeTheMove(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run([]string{"-person", "finn", "-period", "2026-05"}, &out))
	assert.Contains(t, out.String(), "Department North   361.5   361.5\n")
	assert.Contains(t, out.String(), "What Finn contributes to the company's score")
}

func TestRun_errors(t *testing.T) {
	assert.ErrorContains(t, run([]string{"-person", "nobody"}, &bytes.Buffer{}), `there is no org unit "nobody"`)
	assert.ErrorIs(t, run([]string{"-h"}, &bytes.Buffer{}), flag.ErrHelp)
	assert.ErrorContains(t, run([]string{"-period", "May"}, &bytes.Buffer{}), `"May"`)
	assert.ErrorIs(t, run([]string{"-period", "2025-12"}, &bytes.Buffer{}), bsc.ErrPeriod)
	assert.ErrorIs(t, run([]string{"-period", "2026-Q2"}, &bytes.Buffer{}), bsc.ErrPeriod)
}

func TestReadChart_errors(t *testing.T) {
	const header = "unit,name,parent,from,since,until,recorded_at,note\n"
	for row, want := range map[string]string{
		"ann,Ann,,July,,,,":    `units.csv:2: from: "July" is not a period`,
		"ann,Ann,,,,July,,":    `units.csv:2: until: "July" is not a period`,
		"ann,Ann,,,,,10 June,": "units.csv:2: recorded_at: parsing time",
	} {
		_, err := readChart(fstest.MapFS{"units.csv": {Data: []byte(header + row + "\n")}}, nil)
		assert.ErrorContains(t, err, want)
	}
	_, err := readChart(fstest.MapFS{}, nil)
	assert.Error(t, err)
}
