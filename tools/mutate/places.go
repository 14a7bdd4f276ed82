package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A fate is the outcome of a mutant.
type fate int

const (
	untested fate = iota
	killed
	timedOut
	survived
	notReached
)

// A mutant is one change. The mutants of one place have consecutive numbers from the place's number.
type mutant struct {
	id, place int
	file      string // from the module's folder
	line      int
	function  string
	change    string
	again     int // the number of earlier mutants with the same text
	dropped   bool
	fate      fate
}

// label names a mutant within its file. It has no line number, so that it stays the same as lines move.
func (m *mutant) label() string {
	text := m.function + ": " + m.change
	if m.again > 0 {
		text += fmt.Sprintf(" #%d", m.again+1)
	}
	return text
}

func (m *mutant) key() string { return m.file + ": " + m.label() }

// An edit replaces source[from:to] with text. At one offset, closing edits come before opening ones: of
// closing edits the inner first, of opening ones the outer.
type edit struct {
	from, to int
	text     string
	closes   bool
	place    int
	line     int
}

type file struct {
	path, name string
	source     []byte
	syntax     *ast.File
	edits      []edit
}

type pkg struct {
	dir, path, name string
	fset            *token.FileSet
	files           []*file
	info            *types.Info
	imports         map[string]bool
	mutants         []*mutant
	next            int
}

// load reads a package and the types of what it imports.
func load(root, pattern string) (*pkg, error) {
	listed, err := output(root, "go", "list", "-f", `{{.Dir}}|{{.ImportPath}}|{{.Module.Dir}}|{{join .GoFiles "|"}}`, pattern)
	if err != nil {
		return nil, err
	}
	fields := strings.Split(strings.TrimSpace(listed), "|")
	exported, err := output(root, "go", "list", "-export", "-deps", "-f", "{{.ImportPath}}|{{.Export}}", pattern)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for line := range strings.Lines(exported) {
		path, export, _ := strings.Cut(strings.TrimSpace(line), "|")
		exports[path] = export
	}
	p := &pkg{dir: fields[0], path: fields[1], fset: token.NewFileSet(), imports: map[string]bool{}, next: 1}
	var syntax []*ast.File
	for _, name := range fields[3:] {
		f := &file{path: filepath.Join(p.dir, name)}
		if f.source, err = os.ReadFile(f.path); err != nil {
			return nil, err
		}
		if f.name, err = filepath.Rel(fields[2], f.path); err != nil {
			return nil, err
		}
		if f.syntax, err = parser.ParseFile(p.fset, f.path, f.source, parser.ParseComments|parser.SkipObjectResolution); err != nil {
			return nil, err
		}
		p.files, syntax = append(p.files, f), append(syntax, f.syntax)
	}
	p.info = &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})}
	checked, err := config.Check(fields[1], p.fset, syntax, p.info)
	if err != nil {
		return nil, err
	}
	p.name = checked.Name()
	for _, imported := range checked.Imports() {
		p.imports[imported.Path()] = true
	}
	return p, nil
}

// find collects the mutants of the named files, and the edits that make them.
func (p *pkg) find(named *regexp.Regexp) {
	for _, f := range p.files {
		if !named.MatchString(filepath.Base(f.path)) {
			continue
		}
		for _, decl := range f.syntax.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.CONST {
				continue
			}
			finder := &finder{pkg: p, file: f, function: nameOf(decl), negated: map[ast.Node]bool{}}
			ast.PreorderStack(decl, nil, finder.visit)
		}
	}
	seen := map[string]int{}
	for _, m := range p.mutants {
		m.again = seen[m.key()]
		seen[m.file+": "+m.function+": "+m.change]++
	}
}

// stale returns the keys of the named files that no mutant has.
func (p *pkg) stale(explained map[string]string, named *regexp.Regexp) []string {
	var keys []string
	for key := range explained {
		name, _, _ := strings.Cut(key, ": ")
		here := slices.ContainsFunc(p.files, func(f *file) bool { return f.name == name })
		if here && named.MatchString(filepath.Base(name)) && !slices.ContainsFunc(p.mutants, func(m *mutant) bool { return m.key() == key }) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// nameOf names a function as "Type.Method" or "function".
func nameOf(decl ast.Decl) string {
	f, ok := decl.(*ast.FuncDecl)
	if !ok {
		return "var"
	}
	if f.Recv == nil {
		return f.Name.Name
	}
	of := f.Recv.List[0].Type
	for {
		switch t := of.(type) {
		case *ast.StarExpr:
			of = t.X
		case *ast.IndexExpr:
			of = t.X
		case *ast.Ident:
			return t.Name + "." + f.Name.Name
		default:
			return f.Name.Name
		}
	}
}

// drop removes the places with an edit on a line, and returns their number.
func (p *pkg) drop(name string, line int) int {
	gone := map[int]bool{}
	for _, f := range p.files {
		if filepath.Base(f.path) != name {
			continue
		}
		for _, e := range f.edits {
			gone[e.place] = gone[e.place] || e.line == line
		}
	}
	dropped := 0
	for _, m := range p.mutants {
		if gone[m.place] && !m.dropped {
			m.dropped = true
			dropped++
		}
	}
	return dropped
}

// changed returns the file with all edits whose mutants are not dropped.
func (f *file) changed(mutants []*mutant) []byte {
	dropped := map[int]bool{}
	for _, m := range mutants {
		dropped[m.place] = m.dropped
	}
	order := make([]int, len(f.edits))
	for i := range order {
		order[i] = i
	}
	rank := func(e edit) int {
		switch {
		case e.closes:
			return 0
		case e.to == e.from:
			return 1
		}
		return 2
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := f.edits[i], f.edits[j]
		if c := cmp.Or(a.from-b.from, rank(a)-rank(b)); c != 0 {
			return c
		}
		if a.closes {
			return j - i
		}
		return i - j
	})
	var text []byte
	at := 0
	for _, i := range order {
		e := f.edits[i]
		if dropped[e.place] {
			continue
		}
		text = append(append(text, f.source[at:e.from]...), e.text...)
		at = e.to
	}
	return append(text, f.source[at:]...)
}
