// Command api lists the exported surface of the module's packages, one line for each name, so that a change
// of it shows as a change of a file under review.
//
//	go -C tools run ./api -check     # fails where api/v0.txt is not the surface
//	go -C tools run ./api -write     # rewrites it
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const file = "api/v0.txt"

func main() {
	root := flag.String("root", "..", "the module's folder")
	check := flag.Bool("check", false, "compare with "+file)
	write := flag.Bool("write", false, "write "+file)
	flag.Parse()
	if err := run(*root, *check, *write); err != nil {
		fmt.Fprintln(os.Stderr, "api:", err)
		os.Exit(1)
	}
}

func run(root string, check, write bool) error {
	var lines []string
	for _, pkg := range []string{"bsc", "period", "curve", "report", "history", "impact", "diff", "compare", "cascade", "bsctest", "render", "lint", "weights", "catalog", "csvfile", "schema"} {
		dir := root
		if pkg != "bsc" {
			dir = filepath.Join(root, pkg)
		}
		found, err := surface(dir, pkg)
		if err != nil {
			return err
		}
		lines = append(lines, found...)
	}
	text := strings.Join(lines, "\n") + "\n"
	path := filepath.Join(root, file)
	if write {
		return os.WriteFile(path, []byte(text), 0o644)
	}
	if !check {
		fmt.Print(text)
		return nil
	}
	listed, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return compare(strings.Split(strings.TrimSpace(string(listed)), "\n"), lines)
}

// compare returns an error that names every line found in only one of the two lists.
func compare(listed, there []string) error {
	var changes []string
	for _, l := range listed {
		if !slices.Contains(there, l) {
			changes = append(changes, "- "+l)
		}
	}
	for _, l := range there {
		if !slices.Contains(listed, l) {
			changes = append(changes, "+ "+l)
		}
	}
	if len(changes) == 0 {
		return nil
	}
	return fmt.Errorf("the exported surface is not %s:\n%s\nrewrite it with -write; a break needs a line under BREAKING in CHANGELOG.md",
		file, strings.Join(changes, "\n"))
}

// surface lists one package's exported declarations, sorted.
func surface(dir, pkg string) ([]string, error) {
	fset := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			lines = append(lines, declaration(fset, pkg, d)...)
		}
	}
	slices.Sort(lines)
	return lines, nil
}

func declaration(fset *token.FileSet, pkg string, d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if !d.Name.IsExported() || d.Recv != nil && !ast.IsExported(receiver(d.Recv.List[0].Type)) {
			return nil
		}
		d.Body, d.Doc = nil, nil
		return []string{pkg + ", " + text(fset, d)}
	case *ast.GenDecl:
		return general(fset, pkg, d)
	}
	return nil
}

func receiver(t ast.Expr) string {
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if name, ok := t.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// general lists types with their exported fields and methods, constants with their values, and variables.
func general(fset *token.FileSet, pkg string, d *ast.GenDecl) []string {
	var lines []string
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() {
				lines = append(lines, typeLines(fset, pkg+", type "+s.Name.Name, s)...)
			}
		case *ast.ValueSpec:
			for i, n := range s.Names {
				if !n.IsExported() {
					continue
				}
				line := pkg + ", " + d.Tok.String() + " " + n.Name
				if s.Type != nil {
					line += " " + text(fset, s.Type)
				}
				if i < len(s.Values) && d.Tok == token.CONST {
					line += " = " + text(fset, s.Values[i])
				}
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func typeLines(fset *token.FileSet, prefix string, s *ast.TypeSpec) []string {
	switch t := s.Type.(type) {
	case *ast.StructType:
		lines := []string{prefix + " struct"}
		for _, f := range t.Fields.List {
			names := f.Names
			if names == nil {
				names = []*ast.Ident{{Name: "embedded"}}
			}
			for _, n := range names {
				if n.IsExported() || f.Names == nil {
					line := prefix + " struct, " + n.Name + " " + text(fset, f.Type)
					if f.Tag != nil {
						line += " " + f.Tag.Value
					}
					lines = append(lines, line)
				}
			}
		}
		return lines
	case *ast.InterfaceType:
		lines := []string{prefix + " interface"}
		for _, m := range t.Methods.List {
			for _, n := range m.Names {
				lines = append(lines, prefix+" interface, "+n.Name+strings.TrimPrefix(text(fset, m.Type), "func"))
			}
		}
		return lines
	}
	params := ""
	if s.TypeParams != nil {
		params = "[T any]"
	}
	return []string{prefix + params + " " + text(fset, s.Type)}
}

// text prints a node on one line.
func text(fset *token.FileSet, node any) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, fset, node); err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
