package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

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
		golden.Check(t, f.Name(), string(got))
	}
}

func TestRun_errors(t *testing.T) {
	assert.ErrorIs(t, run([]string{"-slip", "nobody"}, &bytes.Buffer{}), bsc.ErrUnknownRef)
	assert.ErrorIs(t, run([]string{"-points", "1000000000000000001"}, &bytes.Buffer{}), bsc.ErrNumber, "beyond 10^18 points")
	assert.Error(t, run([]string{"-out", filepath.Join("main.go", "x")}, &bytes.Buffer{}), "a file is no directory")
	assert.ErrorIs(t, run([]string{"-h"}, &bytes.Buffer{}), flag.ErrHelp)
}
