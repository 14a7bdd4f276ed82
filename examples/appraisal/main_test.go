package main

import (
	"bytes"
	"flag"
	"path/filepath"
	"testing"

	"github.com/go-bsc/bsc/internal/golden"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	for file, args := range map[string][]string{"ben.txt": nil, "team.txt": {"-person", "all"}, "gus.txt": {"-manager", "ines", "-person", "gus"}} {
		var out bytes.Buffer
		require.NoError(t, run(args, &out))
		golden.Check(t, file, out.String())
	}
}

// TestRun_file checks that a file is filled once, and read again.
func TestRun_file(t *testing.T) {
	file := filepath.Join(t.TempDir(), "appraisal.db")
	for range 2 {
		var out bytes.Buffer
		require.NoError(t, run([]string{"-db", file}, &out))
		golden.Check(t, "ben.txt", out.String())
	}
}

// TestAppraise_signed checks that what was signed comes out again, though the tables know more by now.
func TestAppraise_signed(t *testing.T) {
	db, err := open(":memory:")
	require.NoError(t, err)
	defer db.Close()
	printed := func() string {
		c, err := load(db)
		require.NoError(t, err)
		then, err := c.appraise(signed)
		require.NoError(t, err)
		var out bytes.Buffer
		require.NoError(t, write(&out, "max", "all", [][]appraisal{then}))
		require.NoError(t, writePayroll(&out, then))
		return out.String()
	}
	known := printed()
	deleted, err := db.Exec("delete from actual where recorded_at > ?", signed.Format("2006-01-02 15:04:05"))
	require.NoError(t, err)
	rows, err := deleted.RowsAffected()
	require.NoError(t, err)
	assert.EqualValues(t, 1, rows)
	assert.Equal(t, printed(), known)
}

func TestRun_errors(t *testing.T) {
	assert.Error(t, run([]string{"-db", filepath.Join(t.TempDir(), "none", "appraisal.db")}, &bytes.Buffer{}))
	assert.ErrorIs(t, run([]string{"-h"}, &bytes.Buffer{}), flag.ErrHelp)
}
