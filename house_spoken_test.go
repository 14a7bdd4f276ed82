package bsc_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// How TestHouse_words reads what the source says: each place where a code becomes a Phrase, with the arguments that it
// is given there. A code is written out where it is said, or handed on by functions, which are found here, or stands in
// the function around, or in a table of the package.

// A use is a place that says something.
type use struct {
	at, code string
	names    []string // of its arguments
	own      int      // so many of them are for this code alone, which has to show them
	named    bool     // they are known
}

// spoken is what the source says.
type spoken struct {
	english  map[string]string
	speakers map[string][]speaker // functions that take codes, one for each
	uses     []use
	families map[string]bool     // beginnings of codes, such as "flag."
	tables   map[string][]string // codes in fields of structs, by package and field
	learned  bool                // there is a new speaker
	wrong    []string
}

// A speaker is a function that takes a code and perhaps arguments, and makes a Phrase of it: words.New, and all that
// hand a code on to one.
type speaker struct {
	code, args int      // which parameters; args is -1 if there are none
	fixed      []string // the names of arguments that it adds
}

// A reader reads one file.
type reader struct {
	*spoken
	room    string
	file    *ast.File
	set     *token.FileSet
	imports map[string]string // folders of this module, by their name in the file
}

// An enclosing function of a place, with the names of its parameters.
type enclosing struct {
	key    string
	params []string
	node   ast.Node
}

func readSpoken(t *testing.T, english map[string]string) *spoken {
	t.Helper()
	s := &spoken{
		english: english, speakers: map[string][]speaker{"words.New": {{code: 0, args: 1}}}, families: map[string]bool{}, tables: map[string][]string{},
	}
	var readers []*reader
	structs := map[string]*ast.StructType{} // by package and name
	for room := range rooms() {
		names, err := filepath.Glob(room + "/*.go")
		require.NoError(t, err)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || room == "words" {
				continue
			}
			r := &reader{spoken: s, room: room, set: token.NewFileSet(), imports: map[string]string{}}
			r.file, err = parser.ParseFile(r.set, name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, spec := range r.file.Imports {
				of, _ := strconv.Unquote(spec.Path.Value)
				if inner, ok := strings.CutPrefix(of, module); ok {
					local := path.Base(of)
					if spec.Name != nil {
						local = spec.Name.Name
					}
					r.imports[local] = strings.TrimPrefix(inner, "/")
					if inner == "" {
						r.imports[local] = "."
					}
				}
			}
			readers = append(readers, r)
			ast.Inspect(r.file, func(n ast.Node) bool {
				if of, ok := n.(*ast.TypeSpec); ok {
					structs[room+"."+of.Name.Name], _ = of.Type.(*ast.StructType)
				}
				return true
			})
		}
	}
	for _, r := range readers {
		r.readTables(structs)
	}
	for s.learned = true; s.learned; {
		s.learned = false
		for _, r := range readers {
			r.walk(r.learn)
		}
	}
	for _, r := range readers {
		r.walk(r.hear)
	}
	return s
}

// walk visits the calls of a file with the functions around them.
func (r *reader) walk(visit func(*ast.CallExpr, []enclosing)) {
	for _, d := range r.file.Decls {
		var around []enclosing
		if f, ok := d.(*ast.FuncDecl); ok {
			key := r.room + "." + f.Name.Name
			if f.Recv != nil {
				key = r.room + ".()" + f.Name.Name
			}
			around = append(around, enclosing{key, params(f.Type), f})
		}
		r.inside(d, around, visit)
	}
}

func (r *reader) inside(n ast.Node, around []enclosing, visit func(*ast.CallExpr, []enclosing)) {
	closures := map[*ast.FuncLit]string{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, v := range n.Rhs {
				if f, ok := v.(*ast.FuncLit); ok && i < len(n.Lhs) {
					if name, ok := n.Lhs[i].(*ast.Ident); ok {
						closures[f] = name.Name
					}
				}
			}
		case *ast.FuncLit:
			outer := ""
			if len(around) > 0 {
				outer = around[0].key
			}
			inner := append(slices.Clone(around), enclosing{outer + "/" + closures[n], params(n.Type), n})
			r.inside(n.Body, inner, visit)
			return false
		case *ast.CallExpr:
			visit(n, around)
		}
		return true
	})
}

func params(of *ast.FuncType) []string {
	var names []string
	for _, field := range of.Params.List {
		for _, name := range field.Names {
			names = append(names, name.Name)
		}
	}
	return names
}

// speakersOf returns what a call calls, for each code that it takes.
func (r *reader) speakersOf(call *ast.CallExpr, around []enclosing) (found []speaker) {
	f := call.Fun
	switch g := f.(type) {
	case *ast.IndexExpr:
		f = g.X
	case *ast.IndexListExpr:
		f = g.X
	}
	var keys []string // the first that speaks
	switch f := f.(type) {
	case *ast.Ident:
		if len(around) > 0 {
			keys = append(keys, around[0].key+"/"+f.Name)
		}
		keys = append(keys, r.room+"."+f.Name)
	case *ast.SelectorExpr:
		if x, isName := f.X.(*ast.Ident); isName && r.imports[x.Name] != "" {
			keys = append(keys, r.imports[x.Name]+"."+f.Sel.Name)
			break
		}
		keys = append(keys, r.room+".()"+f.Sel.Name)
		for _, other := range slices.Sorted(maps.Values(r.imports)) {
			keys = append(keys, other+".()"+f.Sel.Name)
		}
	}
	for _, key := range keys {
		if found = r.speakers[key]; found != nil {
			break
		}
	}
	return slices.DeleteFunc(slices.Clone(found), func(s speaker) bool { return s.code >= len(call.Args) })
}

// names returns the names of the arguments of a call; false if they are not known.
func (r *reader) names(call *ast.CallExpr, s speaker) ([]string, bool) {
	var names []string
	for i := s.args; i >= 0 && i < len(call.Args); i += 2 {
		name, ok := literal(call.Args[i])
		if !ok {
			return nil, false
		}
		names = append(names, name)
	}
	return append(names, s.fixed...), !call.Ellipsis.IsValid()
}

// learn notes a function that hands a code of its own on.
func (r *reader) learn(call *ast.CallExpr, around []enclosing) {
	for _, s := range r.speakersOf(call, around) {
		name, isName := call.Args[s.code].(*ast.Ident)
		if !isName {
			continue
		}
		for _, of := range around {
			at := slices.Index(of.params, name.Name)
			if at < 0 || slices.ContainsFunc(r.speakers[of.key], func(s speaker) bool { return s.code == at }) {
				continue
			}
			own := speaker{code: at, args: -1}
			if rest, ok := call.Args[len(call.Args)-1].(*ast.Ident); call.Ellipsis.IsValid() && ok {
				own.args = slices.Index(of.params, rest.Name)
			} else {
				own.fixed, _ = r.names(call, s)
			}
			r.speakers[of.key] = append(r.speakers[of.key], own)
			r.learned = true
		}
	}
}

// hear notes what a call says.
func (r *reader) hear(call *ast.CallExpr, around []enclosing) {
	r.hearName(call)
	for _, s := range r.speakersOf(call, around) {
		r.hearCode(call, s, around)
	}
}

func (r *reader) hearCode(call *ast.CallExpr, s speaker, around []enclosing) {
	at := r.set.Position(call.Pos()).String()
	names, named := r.names(call, s)
	say := func(code string, own int) { r.uses = append(r.uses, use{at, code, names, own, named}) }
	switch code := call.Args[s.code].(type) {
	case *ast.BasicLit:
		text, _ := literal(code)
		say(text, max(len(names)-len(s.fixed), 0))
		return
	case *ast.BinaryExpr:
		if family, ok := literal(code.X); ok && strings.HasSuffix(family, ".") {
			r.families[family] = true
			return
		}
	case *ast.Ident:
		if slices.ContainsFunc(around, func(of enclosing) bool { return slices.Contains(of.params, code.Name) }) {
			return // its callers say which
		}
	}
	codes := r.codesNear(call.Args[s.code], around)
	if field, ok := call.Args[s.code].(*ast.SelectorExpr); ok && len(codes) == 0 {
		codes = r.tables[r.room+"."+field.Sel.Name]
	}
	if len(codes) == 0 {
		r.wrong = append(r.wrong, at+": no code is found that this could say")
	}
	for _, code := range codes {
		say(code, 0)
	}
}

// hearName notes the kinds of names, and English that belongs to no catalogue.
func (r *reader) hearName(call *ast.CallExpr) {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	x, ok := f.X.(*ast.Ident)
	if !ok || r.imports[x.Name] != "words" {
		return
	}
	text, isLiteral := literal(call.Args[0])
	at := r.set.Position(call.Pos()).String()
	switch {
	case f.Sel.Name == "Name" && isLiteral:
		r.families[text+"."] = true
	case f.Sel.Name == "Name":
		r.wrong = append(r.wrong, at+": the kind of a name is written out")
	case f.Sel.Name == "Text":
		ast.Inspect(call.Args[0], func(n ast.Node) bool {
			if lit, ok := n.(ast.Expr); ok {
				if english, ok := literal(lit); ok && strings.ContainsAny(strings.ToLower(english), "abcdefghijklmnopqrstuvwxyz") {
					r.wrong = append(r.wrong, at+": "+english+" is English, and has no code")
				}
			}
			return true
		})
	}
}

// readTables notes the codes that stand in fields of structs.
func (r *reader) readTables(structs map[string]*ast.StructType) {
	of := map[*ast.CompositeLit]ast.Expr{} // the types of elements
	ast.Inspect(r.file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if lit.Type != nil {
			of[lit] = lit.Type
		}
		switch t := of[lit].(type) {
		case *ast.ArrayType:
			for _, e := range lit.Elts {
				if inner, ok := e.(*ast.CompositeLit); ok {
					of[inner] = t.Elt
				}
			}
		case *ast.Ident:
			r.readFields(structs[r.room+"."+t.Name], lit)
		case *ast.StructType:
			r.readFields(t, lit)
		}
		return true
	})
}

func (r *reader) readFields(of *ast.StructType, lit *ast.CompositeLit) {
	if of == nil {
		return
	}
	var fields []string
	for _, f := range of.Fields.List {
		for range max(1, len(f.Names)) - len(f.Names) {
			fields = append(fields, "") // embedded
		}
		for _, name := range f.Names {
			fields = append(fields, name.Name)
		}
	}
	for i, e := range lit.Elts {
		field := ""
		if i < len(fields) {
			field = fields[i]
		}
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			key, _ := pair.Key.(*ast.Ident)
			field, e = key.Name, pair.Value
		}
		if code, ok := literal(e); ok && r.english[code] != "" {
			r.tables[r.room+"."+field] = append(r.tables[r.room+"."+field], code)
		}
	}
}

// codesNear returns the codes that an expression may be: those that a function of that name returns, or else those that
// stand in the function around it and are not arguments.
func (r *reader) codesNear(of ast.Expr, around []enclosing) []string {
	within := []ast.Node{}
	if call, ok := of.(*ast.CallExpr); ok {
		name := ""
		switch f := call.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		for _, d := range r.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == name {
				within = append(within, f)
			}
		}
	} else if len(around) > 0 {
		within = append(within, around[0].node)
	}
	arguments := map[ast.Node]bool{}
	var codes []string
	for _, n := range within {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				for _, a := range n.Args {
					arguments[a] = true
				}
			case *ast.BasicLit:
				if code, ok := literal(n); ok && !arguments[n] && r.english[code] != "" {
					codes = append(codes, code)
				}
			}
			return true
		})
	}
	return codes
}

// literal returns the text of a string literal.
func literal(of ast.Expr) (string, bool) {
	lit, ok := of.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}
