package bsc_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAssurance_tests checks that every test and every file that ASSURANCE.md names is there.
func TestAssurance_tests(t *testing.T) {
	text, err := os.ReadFile("ASSURANCE.md")
	require.NoError(t, err)
	var tests strings.Builder
	require.NoError(t, filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		tests.Write(source)
		return err
	}))
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z_]+)…?`").FindAllStringSubmatch(string(text), -1)
	assert.Greater(t, len(named), 40)
	for _, m := range named {
		assert.Contains(t, tests.String(), "func "+m[1], "no test has the name")
	}
	for _, m := range regexp.MustCompile("`([a-z.]+(?:/[a-z0-9_.]+)+)`").FindAllStringSubmatch(string(text), -1) {
		_, err := os.Stat(m[1])
		assert.NoError(t, err)
	}
}
