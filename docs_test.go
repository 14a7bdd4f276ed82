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

// TestDocs_names checks that the README and all comments name only what is exported: api/ lists it.
func TestDocs_names(t *testing.T) {
	exported := map[string]bool{}
	lists, err := filepath.Glob("api/*.txt")
	require.NoError(t, err)
	line := regexp.MustCompile(`(?m)^(?:const|func|type|var) (\w+)`)
	for _, list := range lists {
		surface, err := os.ReadFile(list)
		require.NoError(t, err)
		for _, m := range line.FindAllStringSubmatch(string(surface), -1) {
			exported[strings.TrimSuffix(filepath.Base(list), ".txt")+"."+m[1]] = true
		}
	}
	named := regexp.MustCompile(`\b(?:bsc|period|curve|report|history|impact|diff|compare|cascade|bridge|goalseek|bsctest|render|lint|weights|catalog|csvfile|formula|schema|sensitivity)\.[A-Z]\w*`)
	found := 0
	check := func(path, text string) {
		for _, name := range named.FindAllString(text, -1) {
			found++
			assert.True(t, exported[name], "%s names %s, which is not exported", path, name)
		}
	}
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	check("README.md", string(readme))
	comment := regexp.MustCompile(`(?m)^\s*//.*$`)
	require.NoError(t, filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") {
			return err
		}
		source, err := os.ReadFile(path)
		check(path, strings.Join(comment.FindAllString(string(source), -1), "\n"))
		return err
	}))
	assert.Greater(t, found, 100)
}

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

// TestAssurance_commands checks that every command of ASSURANCE.md runs something: its packages are there and have tests
// that its pattern matches, and what it sets is read.
func TestAssurance_commands(t *testing.T) {
	text, err := os.ReadFile("ASSURANCE.md")
	require.NoError(t, err)
	sources := ""
	require.NoError(t, filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (strings.HasSuffix(path, ".go") || strings.HasPrefix(path, ".ci/")) {
			source, err := os.ReadFile(path)
			sources += string(source)
			return err
		}
		return err
	}))
	commands := regexp.MustCompile("`((?:BSC_[^`]*|go|bash) [^`]+)`").FindAllStringSubmatch(string(text), -1)
	assert.Greater(t, len(commands), 12)
	run := regexp.MustCompile(`^(.*)go test.* -run (?:'([^']+)'|(\S+))((?: -v)?(?: \.\S*)+)$`)
	ran := 0
	for _, c := range commands {
		for _, m := range regexp.MustCompile(`BSC_[A-Z]+`).FindAllString(c[1], -1) {
			assert.True(t, strings.Contains(sources, m), "nothing reads %s: %s", m, c[1])
		}
		m := run.FindStringSubmatch(c[1])
		if m == nil {
			continue
		}
		ran++
		pattern, err := regexp.Compile(strings.ReplaceAll(m[2]+m[3], `\|`, "|")) // as a table escapes it
		require.NoError(t, err)
		for _, pkg := range strings.Fields(strings.ReplaceAll(m[4], " -v", "")) {
			files, err := filepath.Glob(filepath.Join(pkg, "*_test.go"))
			require.NoError(t, err)
			matches := 0
			for _, file := range files {
				source, err := os.ReadFile(file)
				require.NoError(t, err)
				for _, f := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(string(source), -1) {
					if pattern.MatchString(f[1]) {
						matches++
					}
				}
			}
			assert.Positive(t, matches, "%s: nothing in %s", c[1], pkg)
		}
	}
	assert.Greater(t, ran, 6)
}
