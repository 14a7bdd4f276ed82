package bsc_test

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// ground says which packages of this module each one may import that the root stands on: none of them imports the root.
func ground() map[string][]string {
	return map[string][]string{
		"period":              {"internal/almanac", "internal/fault", "internal/stored"},
		"curve":               {"internal/exact", "internal/fault"},
		"internal/almanac":    {"internal/fault"},
		"internal/columns":    {"internal/exact"},
		"internal/cost":       nil,
		"internal/exact":      {"internal/fault"},
		"internal/fault":      {"internal/oneline"},
		"internal/golden":     nil,
		"internal/graph":      nil,
		"internal/layout":     {"internal/graph"},
		"internal/measure":    {"internal/almanac", "internal/exact", "internal/fault"},
		"internal/oneline":    nil,
		"internal/parallel":   nil,
		"internal/rows":       {"internal/columns", "internal/measure"},
		"internal/scoring":    {"internal/columns", "internal/exact", "internal/fault", "internal/target"},
		"internal/sheet":      {"internal/fault"},
		"internal/stored":     {"internal/fault"},
		"internal/strictjson": nil,
		"internal/target":     {"internal/almanac", "internal/exact", "internal/fault", "internal/measure"},
		"internal/timeplan": {
			"period", "internal/almanac", "internal/columns", "internal/exact", "internal/measure", "internal/rows", "internal/target",
		},
	}
}

// TestImports_ground checks that the packages below the root import only what they may, and that each is listed.
func TestImports_ground(t *testing.T) {
	const module = "github.com/go-bsc/bsc"
	folders, err := filepath.Glob("internal/*")
	require.NoError(t, err)
	for _, folder := range append(folders, "curve", "period") {
		folder = filepath.ToSlash(folder)
		if folder == "internal/oracle" || folder == "internal/tests" { // they test the root
			continue
		}
		allowed, listed := ground()[folder]
		assert.True(t, listed, "say what %s may import", folder)
		for _, path := range importsOf(t, folder) {
			if inner, ok := strings.CutPrefix(path, module); ok {
				assert.Contains(t, allowed, strings.TrimPrefix(inner, "/"), "%s imports %s", folder, path)
			}
		}
	}
}

// rooms says which packages of this module each public package may import that stands on the root.
func rooms() map[string][]string {
	return map[string][]string{
		"diff":    {"", "period", "internal/fault", "internal/oneline", "internal/strictjson"},
		"history": {"", "period", "internal/almanac"},
		"impact":  {"", "period", "history", "internal/almanac", "internal/exact", "internal/fault", "internal/graph"},
		"report":  {"", "period"},
	}
}

// TestImports_rooms checks that what stands on the root imports only what it may.
func TestImports_rooms(t *testing.T) {
	for folder, allowed := range rooms() {
		for _, path := range importsOf(t, folder) {
			if inner, ok := strings.CutPrefix(path, "github.com/go-bsc/bsc"); ok {
				assert.Contains(t, allowed, strings.TrimPrefix(inner, "/"), "%s imports %s", folder, path)
			}
		}
	}
}

// importsOf lists what the files of a package import that are not tests.
func importsOf(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		require.NoError(t, err)
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			all = append(all, path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
