package main

import (
	"bytes"
	"flag"
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

func TestRun_errors(t *testing.T) {
	assert.ErrorContains(t, run([]string{"-person", "nobody"}, &bytes.Buffer{}), `there is no org unit "nobody"`)
	assert.ErrorIs(t, run([]string{"-h"}, &bytes.Buffer{}), flag.ErrHelp)
}
