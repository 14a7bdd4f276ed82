package main

import (
	"fmt"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A surface is the exported names of every package of the library, by the package's folder; "bsc" is the root.
type surface map[string][]string

const module = "github.com/go-bsc/bsc"

// modules are the folders of the modules with packages that hosts import.
var modules = []string{".", "formula"}

// surfaceOf reads the surface from the source.
func surfaceOf(root string) (surface, error) {
	all := surface{}
	for _, folder := range modules {
		found, err := packages.Load(&packages.Config{
			Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedTypesInfo | packages.NeedSyntax,
			Dir:  filepath.Join(root, folder),
		}, "./...")
		if err != nil {
			return nil, err
		}
		for _, pkg := range found {
			if len(pkg.Errors) > 0 {
				return nil, pkg.Errors[0]
			}
			name, ok := imported(pkg.PkgPath)
			if ok {
				all[name] = namesOf(pkg.Types)
			}
		}
	}
	return all, nil
}

// imported returns the name of a package that hosts import; false for commands, examples and internal packages.
func imported(path string) (string, bool) {
	name := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
	if name == "" {
		return "bsc", true
	}
	for _, part := range strings.Split(name, "/") {
		if part == "internal" || part == "examples" {
			return "", false
		}
	}
	return name, true
}

// namesOf lists what a package exports, one line each: functions, constants with their values, types with their fields,
// tags and methods. Methods that a struct has by embedding are listed, too.
func namesOf(pkg *types.Package) []string {
	within := func(other *types.Package) string {
		if other == pkg {
			return ""
		}
		return other.Name()
	}
	var lines []string
	for _, name := range pkg.Scope().Names() {
		o := pkg.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		switch o := o.(type) {
		case *types.Const:
			lines = append(lines, fmt.Sprintf("const %s %s = %s", name, types.TypeString(o.Type(), within), o.Val().ExactString()))
		case *types.Var:
			lines = append(lines, fmt.Sprintf("var %s %s", name, types.TypeString(o.Type(), within)))
		case *types.Func:
			lines = append(lines, "func "+name+signature(o, within))
		case *types.TypeName:
			lines = append(lines, typeLines(o, within)...)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// typeLines lists a type, its fields and its methods.
func typeLines(o *types.TypeName, within types.Qualifier) []string {
	named, ok := o.Type().(*types.Named)
	if !ok || o.IsAlias() {
		return []string{"type " + o.Name() + " = " + types.TypeString(types.Unalias(o.Type()), within)}
	}
	head := "type " + o.Name() + parameters(named, within)
	var lines []string
	switch under := named.Underlying().(type) {
	case *types.Struct:
		lines = append(lines, head+" struct")
		for i := range under.NumFields() {
			field := under.Field(i)
			if !field.Exported() {
				continue
			}
			line := head + " struct, " + field.Name() + " " + types.TypeString(field.Type(), within)
			if field.Embedded() {
				line = head + " struct, embedded " + types.TypeString(field.Type(), within)
			}
			if tag := under.Tag(i); tag != "" {
				line += " `" + tag + "`"
			}
			lines = append(lines, line)
		}
	case *types.Interface:
		lines = append(lines, head+" interface")
		for i := range under.NumMethods() {
			m := under.Method(i)
			line := head + " interface, " + m.Name() + signature(m, within)
			if !m.Exported() {
				line = head + " interface, a method that is not exported"
			}
			lines = append(lines, line)
		}
		return lines
	default:
		lines = append(lines, head+" "+types.TypeString(under, within))
	}
	return append(lines, methodLines(named, within)...)
}

func parameters(named *types.Named, within types.Qualifier) string {
	list := named.TypeParams()
	if list.Len() == 0 {
		return ""
	}
	var all []string
	for i := range list.Len() {
		p := list.At(i)
		all = append(all, p.Obj().Name()+" "+types.TypeString(p.Constraint(), within))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// methodLines lists the exported methods of a type and of a pointer to it.
func methodLines(named *types.Named, within types.Qualifier) []string {
	var lines []string
	values := types.NewMethodSet(named)
	pointers := types.NewMethodSet(types.NewPointer(named))
	for i := range pointers.Len() {
		m, ok := pointers.At(i).Obj().(*types.Func)
		if !ok || !m.Exported() {
			continue
		}
		receiver := "*" + named.Obj().Name()
		if values.Lookup(m.Pkg(), m.Name()) != nil {
			receiver = named.Obj().Name()
		}
		lines = append(lines, fmt.Sprintf("method (%s) %s%s", receiver, m.Name(), signature(m, within)))
	}
	return lines
}

// signature shows what a function takes and returns, without the names of its parameters: they may change.
func signature(f *types.Func, within types.Qualifier) string {
	of := f.Signature()
	plain := types.NewSignatureType(nil, nil, nil, unnamed(of.Params()), unnamed(of.Results()), of.Variadic())
	return strings.TrimPrefix(types.TypeString(plain, within), "func")
}

func unnamed(list *types.Tuple) *types.Tuple {
	var vars []*types.Var
	for v := range list.Variables() {
		vars = append(vars, types.NewParam(v.Pos(), v.Pkg(), "", v.Type()))
	}
	return types.NewTuple(vars...)
}

// text shows all packages.
func (s surface) text() string {
	var b strings.Builder
	for _, name := range s.packages() {
		fmt.Fprintf(&b, "package %s\n%s\n\n", name, strings.Join(s[name], "\n"))
	}
	return b.String()
}

// packages returns the names of the packages, sorted.
func (s surface) packages() []string {
	var names []string
	for name := range s {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
