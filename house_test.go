package bsc_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/go-bsc/bsc"

// rooms says what each package of the module may import from the module: floor by floor, never from one above. The root
// is ".". CONTRIBUTING.md says what each is for.
func rooms() map[string][]string {
	return map[string][]string{
		// The ground does not know the root.
		"curve":             {"internal/digits", "internal/exact", "internal/fault", "internal/wire", "words"},
		"internal/almanac":  {"internal/fault", "words"},
		"internal/columns":  {"internal/exact"},
		"internal/digits":   nil,
		"internal/exact":    {"internal/digits", "internal/fault", "internal/oneline", "words"},
		"internal/fault":    {"internal/oneline", "words"},
		"internal/graph":    nil,
		"internal/layout":   {"internal/graph"},
		"internal/live":     nil,
		"internal/measure":  {"internal/almanac", "internal/exact", "internal/fault", "internal/oneline", "words"},
		"internal/oneline":  nil,
		"internal/parallel": nil,
		"internal/place":    nil,
		"internal/rows":     {"internal/columns", "internal/measure"},
		"internal/seek":     nil,
		"internal/scoring": {
			"internal/seek",
			"internal/columns", "internal/digits", "internal/exact", "internal/fault", "internal/oneline", "internal/target", "words",
		},
		"internal/stored":     {"internal/fault", "words"},
		"internal/strictjson": {"internal/digits", "internal/exact", "internal/oneline", "internal/place", "words"},
		"internal/target": {
			"internal/almanac", "internal/digits", "internal/exact", "internal/fault", "internal/measure", "internal/oneline", "words",
		},
		"internal/wire": {"internal/digits", "internal/exact"},
		"internal/trie": nil,
		"internal/timeplan": {
			"internal/almanac", "internal/columns", "internal/exact", "internal/measure", "internal/rows", "internal/target", "period", "words",
		},
		"internal/unit": nil,
		"words":         {"internal/digits", "internal/oneline", "internal/wire"},
		"period":        {"internal/almanac", "internal/fault", "internal/oneline", "internal/stored", "internal/wire", "words"},
		// The root stands on the ground.
		".": {
			"curve", "internal/almanac", "internal/columns", "internal/digits", "internal/exact", "internal/fault", "internal/graph", "internal/live", "internal/measure", "internal/oneline", "internal/place", "internal/rows", "internal/scoring", "internal/stored", "internal/strictjson", "internal/target", "internal/timeplan", "internal/trie", "internal/unit", "internal/wire", "period", "words",
		},
		// All others stand on what the root exports.
		"bridge": {
			".", "internal/attribution", "internal/exact", "internal/wire", "period", "words",
		},
		"bsctest": {".", "period"},
		"cascade": {
			".", "history", "internal/almanac", "internal/exact", "internal/fault", "internal/graph", "internal/live", "internal/oneline", "internal/parallel", "internal/stored", "internal/strictjson", "internal/trie", "internal/wire", "period", "words",
		},
		"catalog": {".", "internal/wire", "period", "words"},
		"compare": {".", "internal/digits", "internal/exact", "internal/fault", "internal/oneline", "internal/wire", "words"},
		"csvfile": {".", "internal/fault", "internal/oneline", "internal/place", "internal/wire", "period", "words"},
		"diff":    {".", "internal/fault", "internal/oneline", "internal/strictjson", "internal/wire", "period", "words"},
		"goalseek": {
			".", "cascade", "internal/exact", "internal/fault", "internal/seek", "internal/wire", "period", "words",
		},
		"history":              {".", "internal/almanac", "internal/wire", "period", "words"},
		"internal/attribution": {".", "internal/exact"},
		"impact": {
			".", "history", "internal/almanac", "internal/attribution", "internal/exact", "internal/fault", "internal/graph", "internal/oneline", "internal/wire", "period", "words",
		},
		"lint": {
			".", "history", "impact", "internal/oneline", "internal/strictjson", "internal/unit", "internal/wire", "period", "words",
		},
		"render": {".", "bridge", "cascade", "history", "internal/layout", "internal/wire", "period", "report", "words"},
		"report": {".", "cascade", "internal/wire", "period", "words"},
		"schema": nil,
		"sensitivity": {
			".", "internal/exact", "internal/fault", "internal/parallel", "internal/wire", "period", "words",
		},
		"weights": {".", "internal/exact", "internal/wire", "words"},
	}
}

// TestHouse_rooms checks that no package imports one of a floor above, and that each package has its line.
func TestHouse_rooms(t *testing.T) {
	for room, allowed := range rooms() {
		for _, path := range importsOf(t, room) {
			if inner, ok := strings.CutPrefix(path, module); ok {
				inner = strings.TrimPrefix(inner, "/")
				if inner == "" {
					inner = "."
				}
				assert.Contains(t, allowed, inner, "%s imports %s", room, path)
			}
		}
	}
	for _, room := range packages(t) {
		if strings.HasPrefix(room, "examples/") || strings.HasPrefix(room, "internal/tests") ||
			slices.Contains([]string{"internal/cost", "internal/golden", "internal/oracle"}, room) {
			continue // these use and test the others
		}
		_, listed := rooms()[room]
		assert.True(t, listed, "say what %s may import", room)
	}
}

// quiet lists what the packages of the library may import from the standard library: nothing in it reaches out of the
// process. Where only some packages need something, they are named.
func quiet() map[string][]string {
	allowed := map[string][]string{
		"context": nil, "database/sql/driver": nil, "embed": nil, "encoding/csv": {"csvfile"}, "encoding/xml": {"render"},
		"hash/maphash": {"internal/trie"}, "math/rand/v2": {"bsctest", "sensitivity"}, "runtime": nil, "runtime/debug": nil, "sync": nil,
		"sync/atomic": nil, "time": nil,
	}
	for _, pure := range []string{
		"bytes", "cmp", "crypto/sha256", "encoding", "encoding/binary", "encoding/hex", "encoding/json", "errors", "fmt", "io", "iter", "maps",
		"math", "math/big", "math/bits", "reflect", "slices", "strconv", "strings", "unicode", "unicode/utf8",
	} {
		allowed[pure] = nil
	}
	return allowed
}

// TestHouse_quiet checks that no package of the library reaches out of the process, has code in another language, or
// reads the clock: what it is given decides everything.
func TestHouse_quiet(t *testing.T) {
	allowed := quiet()
	allowed["github.com/shopspring/decimal"] = nil
	for room := range rooms() {
		for _, path := range importsOf(t, room) {
			only, ok := allowed[path]
			assert.True(t, ok && (only == nil || slices.Contains(only, room)) || strings.HasPrefix(path, module), "%s imports %s", room, path)
		}
		for name, file := range parsed(t, room, parser.SkipObjectResolution|parser.ParseComments) {
			for _, used := range clocks(file) {
				// A board waits for the turn of others, and gives up if it would wait for itself. No score comes of it.
				patience := used == "time.NewTimer" && name == "internal/live/turn.go"
				assert.True(t, patience, "%s uses %s", name, used)
			}
			for _, group := range file.Comments {
				for _, c := range group.List {
					assert.False(t, strings.HasPrefix(c.Text, "//go:linkname") || strings.HasPrefix(c.Text, "//go:build"), "%s: %s", name, c.Text)
				}
			}
		}
		entries, err := os.ReadDir(room)
		require.NoError(t, err)
		for _, e := range entries {
			other := []string{".c", ".cc", ".cpp", ".cxx", ".m", ".f", ".F", ".h", ".s", ".S", ".swig", ".swigcxx", ".sx", ".syso"}
			assert.NotContains(t, other, filepath.Ext(e.Name()), "%s has %s", room, e.Name())
		}
	}
}

// clocks lists what a file uses that reads the clock, waits, or reads the time zone of the machine.
func clocks(file *ast.File) []string {
	local := map[string]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if name := path; path == "time" || path == "context" {
			if spec.Name != nil {
				name = spec.Name.Name // "." finds nothing, and is found below
			}
			local[name] = path
		}
	}
	loud := []string{
		"time.After", "time.AfterFunc", "time.LoadLocation", "time.Local", "time.NewTicker", "time.NewTimer", "time.Now", "time.Since",
		"time.Sleep", "time.Tick", "time.Until", "context.WithDeadline", "context.WithTimeout", "context.WithDeadlineCause", "context.WithTimeoutCause",
	}
	var used []string
	if path, ok := local["."]; ok {
		used = append(used, "all of "+path+" without its name")
	}
	ast.Inspect(file, func(n ast.Node) bool {
		of, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		from, ok := of.X.(*ast.Ident)
		if name := ""; ok {
			if name = local[from.Name] + "." + of.Sel.Name; slices.Contains(loud, name) {
				used = append(used, name)
			}
		}
		if of.Sel.Name == "Local" && (!ok || local[from.Name] == "") {
			used = append(used, "a method Local, as that of time.Time")
		}
		return true
	})
	return used
}

// TestHouse_surface checks that api/ lists the names of every package that hosts can import.
func TestHouse_surface(t *testing.T) {
	for room := range rooms() {
		if strings.HasPrefix(room, "internal/") {
			continue
		}
		if room == "." {
			room = "bsc"
		}
		assert.FileExists(t, "api/"+room+".txt")
	}
}

// packages lists the folders of the module that have Go files other than tests.
func packages(t *testing.T) []string {
	t.Helper()
	var all []string
	require.NoError(t, filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != "." {
				return fs.SkipDir // a module of its own
			}
			if strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "testdata" {
				return fs.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			all = append(all, filepath.ToSlash(filepath.Dir(path)))
		}
		return nil
	}))
	slices.Sort(all)
	return slices.Compact(all)
}

// importsOf lists what the files of a package import that are not tests.
func importsOf(t *testing.T, folder string) []string {
	t.Helper()
	var all []string
	for _, file := range parsed(t, folder, parser.ImportsOnly) {
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			require.NoError(t, err)
			all = append(all, path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// parsed returns the files of a package that are not tests, by name.
func parsed(t *testing.T, folder string, mode parser.Mode) map[string]*ast.File {
	t.Helper()
	files, err := filepath.Glob(folder + "/*.go")
	require.NoError(t, err)
	found := map[string]*ast.File{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		found[name], err = parser.ParseFile(token.NewFileSet(), name, nil, mode)
		require.NoError(t, err)
	}
	require.NotEmpty(t, found, folder)
	return found
}
