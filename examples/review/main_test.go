package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-bsc/bsc/internal/golden"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	dir := filepath.Join(t.TempDir(), "drawings")
	require.NoError(t, run([]string{"-svg", dir}, &out))
	golden.Check(t, "output.txt", out.String())
	for _, name := range []string{"change.svg", "weights.svg"} {
		drawing, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.Contains(t, string(drawing), "Nordwind Parcels")
	}
}

func TestRun_errors(t *testing.T) {
	assert.ErrorIs(t, run([]string{"-h"}, &bytes.Buffer{}), flag.ErrHelp)
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	assert.Error(t, run([]string{"-svg", file}, &bytes.Buffer{}))
}
