package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// a module with all that a surface lists.
const source = `package bsc

import "errors"

const Low Level = 1 << iota
const hidden = 2

var ErrX = errors.New("x")

type (
	Level int
	Rule  interface{ Rate(int) (string, error) }
	Inner struct{}
	Outer struct {
		Inner
		Name string ` + "`json:\"name\"`" + `
		none bool
	}
	Factory[T any] func(T) error
	Named = Level
)

func (i *Inner) Set(value int) {}
func (l Level) String() string { return "" }
func New(name string, more ...int) *Outer { return nil }
`

var expected = []string{
	"const Low Level = 1",
	"func New(string, ...int) *Outer",
	"method (*Inner) Set(int)",
	"method (*Outer) Set(int)",
	"method (Level) String() string",
	"type Factory[T any] func(T) error",
	"type Inner struct",
	"type Level int",
	"type Named = Level",
	"type Outer struct",
	"type Outer struct, Name string `json:\"name\"`",
	"type Outer struct, embedded Inner",
	"type Rule interface",
	"type Rule interface, Rate(int) (string, error)",
	"var ErrX error",
}

// made makes a module in a folder of its own.
func made(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module " + module + "\n\ngo 1.26\n", "bsc.go": source, "sub/sub.go": "package sub\n\nfunc Of() {}\n",
		"internal/x/x.go": "package x\n\nfunc Of() {}\n", "examples/e/main.go": "package main\n\nfunc main() {}\n",
		"formula/go.mod": "module " + module + "/formula\n\ngo 1.26\n", "formula/f.go": "package formula\n\ntype F struct{}\n",
		"CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n- New.\n",
	} {
		path := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return root
}

func TestSurface(t *testing.T) {
	s, err := surfaceOf(made(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"bsc", "formula", "sub"}, s.packages())
	assert.Equal(t, expected, s["bsc"])
}

func TestRun(t *testing.T) {
	root := made(t)
	check := func() error { return run(root, true, false, "") }
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o644))
	}
	assert.ErrorContains(t, check(), "write it with -write")
	require.NoError(t, run(root, false, true, ""))
	assert.ErrorContains(t, check(), "-release")
	require.NoError(t, run(root, false, false, "v1.0.0-rc.1"))
	require.NoError(t, check())

	write("sub/sub.go", "package sub\n\nfunc Of() {}\n\nfunc New() {}\n")
	assert.ErrorContains(t, check(), "+ sub: func New()")
	require.NoError(t, run(root, false, true, ""))
	assert.NoError(t, check(), "an addition breaks nothing")

	write("sub/sub.go", "package sub\n\nfunc Of(n int) {}\n")
	require.NoError(t, run(root, false, true, ""))
	assert.ErrorContains(t, check(), "- sub: func Of()")
	assert.ErrorContains(t, check(), "Of is not named under BREAKING")
	write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\nBREAKING:\n\n- Of takes a number.\n\n## v0.9.0\n")
	assert.NoError(t, check())
	write(version, "v1.2.0\n")
	assert.ErrorContains(t, check(), "no break from v1 on")

	require.NoError(t, os.RemoveAll(filepath.Join(root, "sub")))
	require.NoError(t, run(root, false, true, ""))
	assert.NoFileExists(t, filepath.Join(root, listed, "sub.txt"))
	assert.ErrorContains(t, check(), "- sub: func Of()")
}

func TestBreaks(t *testing.T) {
	before := surface{"bsc": {"const Low Level = 1", "type Outer struct", "type Rule interface", "type Rule interface, Rate(int)"}}
	for name, c := range map[string]struct {
		now    []string
		breaks []string
		about  string
	}{
		"a field":            {[]string{"const Low Level = 1", "type Outer struct", "type Outer struct, Name string", "type Rule interface", "type Rule interface, Rate(int)"}, nil, ""},
		"a constant's value": {[]string{"const Low Level = 2", "type Outer struct", "type Rule interface", "type Rule interface, Rate(int)"}, []string{"- bsc: const Low Level = 1"}, "Low"},
		"a method asked for": {[]string{"const Low Level = 1", "type Outer struct", "type Rule interface", "type Rule interface, Name() string", "type Rule interface, Rate(int)"}, []string{"+ bsc: type Rule interface, Name() string"}, "Name"},
		"a new interface":    {[]string{"const Low Level = 1", "type Outer struct", "type Rule interface", "type Rule interface, Rate(int)", "type Source interface", "type Source interface, Read()"}, nil, ""},
		"a type":             {[]string{"const Low Level = 1", "type Rule interface", "type Rule interface, Rate(int)"}, []string{"- bsc: type Outer struct"}, "Outer"},
	} {
		found := before.breaks(surface{"bsc": c.now})
		assert.Equal(t, c.breaks, found, name)
		if len(found) > 0 {
			assert.Equal(t, c.about, nameOf(found[0]), name)
		}
	}
	assert.Equal(t, "Add", nameOf("- bsc: method (*Readings) Add(...Fact) error"))
	assert.Equal(t, "Outcome", nameOf("- impact: type Shortfall struct, embedded bsc.Outcome"))
}
