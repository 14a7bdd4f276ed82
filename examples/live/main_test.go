package main

import (
	"bytes"
	"testing"

	"github.com/go-bsc/bsc/internal/golden"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out))
	golden.Check(t, "output.txt", out.String())
}
