// Rename updates a host's Go files after names of this module have changed: those in names.txt. It rewrites
// the files it is given, and all Go files in folders, and prints what it changed:
//
//	go -C tools run ./rename ../examples
//
// If a variable has the name of a package that a name moves to, and both are used in one function, the
// variable is renamed, too.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

//go:embed names.txt
var names string

const module = "github.com/go-bsc/bsc"

// A name is the new place of an old name.
type name struct{ pkg, name, path string }

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: rename FILE|FOLDER ...")
		os.Exit(2)
	}
	table := read(names)
	for _, root := range os.Args[1:] {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			return carry(path, table)
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// read reads the table of names.
func read(text string) map[string]name {
	table := map[string]name{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		pkg, short, _ := strings.Cut(fields[1], ".")
		n := name{pkg: pkg, name: short, path: module}
		if len(fields) > 2 {
			n.path = fields[2]
		}
		table[fields[0]] = n
	}
	return table
}

// carry rewrites one file.
func carry(path string, table map[string]name) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, source, parser.ParseComments)
	if err != nil {
		return err
	}
	f := &rewriting{file: file, table: table, local: localName(file)}
	if f.local == "" || !f.rewrite() {
		return nil
	}
	f.imports()
	var out bytes.Buffer
	if err := format.Node(&out, files, file); err != nil {
		return err
	}
	tidied, err := format.Source(out.Bytes())
	if err != nil {
		return err
	}
	fmt.Println(path)
	return os.WriteFile(path, tidied, 0o644)
}

// localName returns what a file calls the module's root package; "" if it does not import it.
func localName(file *ast.File) string {
	for _, spec := range file.Imports {
		if p, _ := strconv.Unquote(spec.Path.Value); p == module {
			if spec.Name != nil {
				return spec.Name.Name
			}
			return "bsc"
		}
	}
	return ""
}

// A rewriting is one file being rewritten.
type rewriting struct {
	file  *ast.File
	table map[string]name
	local string
	added map[string]string // import paths of the packages now used, by name

	renamed bool // a name has changed that stays in the root
}

// rewrite replaces the names. It reports whether there were any.
func (f *rewriting) rewrite() bool {
	f.added = map[string]string{}
	shadowed := map[*ast.Object]bool{}
	for _, decl := range f.file.Decls {
		moved := map[string]bool{}
		ast.Inspect(decl, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if !ok || x.Name != f.local || x.Obj != nil {
				return true
			}
			to, ok := f.table["bsc."+sel.Sel.Name]
			switch {
			case !ok:
			case to.path == module:
				sel.Sel.Name, f.renamed = to.name, true
			default:
				x.Name, sel.Sel.Name = to.pkg, to.name
				f.added[to.pkg] = to.path
				moved[to.pkg] = true
			}
			return true
		})
		ast.Inspect(decl, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Obj != nil && moved[id.Name] && id.Obj.Kind == ast.Var {
				shadowed[id.Obj] = true
			}
			return true
		})
	}
	ast.Inspect(f.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && shadowed[id.Obj] {
			if _, field := id.Obj.Decl.(*ast.Field); !field || !isField(f.file, id.Obj) {
				id.Name = "my" + strings.ToUpper(id.Name[:1]) + id.Name[1:]
			}
		}
		return true
	})
	return f.renamed || len(f.added) > 0
}

// isField reports whether an object is a field of a struct, which shadows nothing.
func isField(file *ast.File, obj *ast.Object) bool {
	found := false
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.StructType); ok {
			for _, field := range s.Fields.List {
				found = found || field == obj.Decl
			}
		}
		return !found
	})
	return found
}

// imports adds the imports of packages now used, and removes the root's if nothing uses it any more.
func (f *rewriting) imports() {
	used := false
	ast.Inspect(f.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == f.local && x.Obj == nil {
				used = true
			}
		}
		return true
	})
	for _, decl := range f.file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT {
			continue
		}
		for i, spec := range gen.Specs {
			own := spec.(*ast.ImportSpec)
			if p, _ := strconv.Unquote(own.Path.Value); p != module {
				continue
			}
			at := i
			if used {
				at++
			}
			specs := append([]ast.Spec(nil), gen.Specs[:at]...)
			for _, path := range f.added {
				if !imported(f.file, path) {
					specs = append(specs, &ast.ImportSpec{Path: &ast.BasicLit{ValuePos: own.Path.End(), Kind: token.STRING, Value: strconv.Quote(path)}})
				}
			}
			gen.Specs = append(specs, gen.Specs[i+1:]...)
			if len(gen.Specs) > 1 && gen.Lparen == token.NoPos {
				gen.Lparen, gen.Rparen = gen.Specs[0].Pos(), gen.Specs[len(gen.Specs)-1].End()
			}
			return
		}
	}
}

func imported(file *ast.File, path string) bool {
	for _, spec := range file.Imports {
		if p, _ := strconv.Unquote(spec.Path.Value); p == path {
			return true
		}
	}
	return false
}
