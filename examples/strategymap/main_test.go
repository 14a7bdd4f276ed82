package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// golden compares with a file in testdata, or rewrites it.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	file = filepath.Join("testdata", file)
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got), file)
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(nil, &out))
	golden(t, "output.txt", out.Bytes())
}

// TestRun_out compares every drawing to the byte.
func TestRun_out(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "drawings")
	require.NoError(t, run([]string{"-out", dir}, &bytes.Buffer{}))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 5)
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join(dir, f.Name()))
		require.NoError(t, err)
		golden(t, f.Name(), got)
	}
}

func TestRun_errors(t *testing.T) {
	assert.ErrorIs(t, run([]string{"-slip", "nobody"}, &bytes.Buffer{}), bsc.ErrNotOnCard)
	assert.ErrorIs(t, run([]string{"-points", "1000000000000000001"}, &bytes.Buffer{}), bsc.ErrNumber, "beyond 10^18 points")
	assert.Error(t, run([]string{"-out", filepath.Join("main.go", "x")}, &bytes.Buffer{}), "a file is no directory")
	assert.ErrorIs(t, run([]string{"-h"}, &bytes.Buffer{}), flag.ErrHelp)
}
