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
	dir := filepath.Join(t.TempDir(), "drawings")
	var out bytes.Buffer
	require.NoError(t, run([]string{"-out", dir}, &out))
	golden.Check(t, "board.md", out.String())
	for _, name := range []string{"scorecard.svg", "map.svg"} {
		drawn, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		golden.Check(t, name, string(drawn))
	}
}

// TestRun_databases checks that the pack is the same from a file of SQLite and from PostgreSQL.
func TestRun_databases(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { samePack(t, "sqlite:"+filepath.Join(t.TempDir(), "erp.db")) })
	t.Run("pgx", func(t *testing.T) { samePack(t, postgres(t)) })
}

func samePack(t *testing.T, database string) {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, run([]string{"-db", database}, &out))
	golden.Check(t, "board.md", out.String())
}

// postgres returns the database that BSC_POSTGRES names, and skips the test without one.
func postgres(t *testing.T) string {
	t.Helper()
	source := os.Getenv("BSC_POSTGRES")
	switch {
	case source != "":
	case os.Getenv("BSC_CONFORMANCE") == "require":
		t.Fatal("BSC_POSTGRES is not set")
	default:
		t.Skip("BSC_POSTGRES is not set")
	}
	return "pgx:" + source
}

func TestRun_errors(t *testing.T) {
	assert.ErrorContains(t, run([]string{"-db", "abacus:"}, &bytes.Buffer{}), `unknown driver "abacus"`)
	assert.Error(t, run([]string{"-db", "sqlite:" + filepath.Join(t.TempDir(), "none", "erp.db")}, &bytes.Buffer{}))
	assert.Error(t, run([]string{"-out", filepath.Join("main.go", "x")}, &bytes.Buffer{}), "a file is no folder")
	assert.ErrorIs(t, run([]string{"-h"}, &bytes.Buffer{}), flag.ErrHelp)
}
