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

// What the source says, for house_words_test.go: the calls that make a words.Phrase of a code.

// A use is a place that says something.
type use struct {
	room, at, code string
	names          []string // of its arguments
	own            int      // so many of them are for this code alone, which has to show them
	named          bool     // they are known
}

// spoken is what the source says.
type spoken struct {
	english  map[string]string
	speakers map[string][]speaker // functions that take a code, or several
	uses     []use
	families map[string]bool // beginnings of codes, such as "flag."
	methods  map[string]int  // how many types of a package have a method of a name
	learned  int             // speakers
	readers  []*reader
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
		english: english, speakers: map[string][]speaker{"words.New": {{code: 0, args: 1}}}, families: map[string]bool{}, methods: map[string]int{},
	}
	inside := slices.Collect(maps.Keys(rooms()))
	for _, room := range append(inside, "formula") { // a module of its own, whose words are in the catalogue, too
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
			s.readers = append(s.readers, r)
		}
	}
	for _, r := range s.readers {
		for _, d := range r.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				s.methods[r.room+".()"+f.Name.Name]++
			}
		}
	}
	for known := -1; known < s.learned; {
		known = s.learned
		for _, r := range s.readers {
			r.walk(r.learn)
		}
	}
	for _, r := range s.readers {
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

// speakersOf returns what a call calls, if that takes codes and is given them.
func (r *reader) speakersOf(call *ast.CallExpr, around []enclosing) []speaker {
	f := call.Fun
	switch g := f.(type) {
	case *ast.IndexExpr:
		f = g.X
	case *ast.IndexListExpr:
		f = g.X
	}
	var found []speaker
	unsure := false
	switch f := f.(type) {
	case *ast.Ident:
		if len(around) > 0 {
			found = r.speakers[around[0].key+"/"+f.Name]
		}
		if found == nil {
			found = r.speakers[r.room+"."+f.Name]
		}
	case *ast.SelectorExpr:
		if x, isName := f.X.(*ast.Ident); isName && r.imports[x.Name] != "" {
			found = r.speakers[r.imports[x.Name]+"."+f.Sel.Name]
			break
		}
		method := ".()" + f.Sel.Name
		found, unsure = r.speakers[r.room+method], r.methods[r.room+method] > 1
		for room := range rooms() {
			if r.methods[r.room+method] == 0 && f.Sel.IsExported() {
				found = append(found, r.speakers[room+method]...)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(found), func(s speaker) bool {
		if s.code >= len(call.Args) {
			return true
		}
		code, isLiteral := literal(call.Args[s.code])
		return unsure && (!isLiteral || code == "") // it is of another type, perhaps
	})
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
		if name, isName := call.Args[s.code].(*ast.Ident); isName {
			r.learnOf(call, s, name, around)
		}
	}
}

func (r *reader) learnOf(call *ast.CallExpr, s speaker, name *ast.Ident, around []enclosing) {
	for _, of := range around {
		at := slices.Index(of.params, name.Name)
		if at < 0 {
			continue
		}
		own := speaker{code: at, args: -1}
		if call.Ellipsis.IsValid() {
			if rest, ok := call.Args[len(call.Args)-1].(*ast.Ident); ok {
				own.args = slices.Index(of.params, rest.Name)
			}
		} else {
			own.fixed, _ = r.names(call, s)
		}
		if !slices.ContainsFunc(r.speakers[of.key], func(s speaker) bool { return s.code == at }) {
			r.speakers[of.key] = append(r.speakers[of.key], own)
			r.learned++
		}
	}
}

// hear notes what a call says.
func (r *reader) hear(call *ast.CallExpr, around []enclosing) {
	r.hearName(call)
	for _, s := range r.speakersOf(call, around) {
		r.hearOf(call, s, around)
	}
}

func (r *reader) hearOf(call *ast.CallExpr, s speaker, around []enclosing) {
	at := r.set.Position(call.Pos()).String()
	names, named := r.names(call, s)
	say := func(code string, own int) { r.uses = append(r.uses, use{r.room, at, code, names, own, named}) }
	switch code := call.Args[s.code].(type) {
	case *ast.BasicLit:
		text, _ := literal(code)
		say(text, max(len(names)-len(s.fixed), 0))
		return
	case *ast.BinaryExpr:
		if family, ok := literal(leftmost(code)); ok && strings.Contains(family, ".") {
			r.families[family[:strings.Index(family, ".")+1]] = true
			return
		}
	case *ast.Ident:
		if slices.ContainsFunc(around, func(of enclosing) bool { return slices.Contains(of.params, code.Name) }) {
			return // its callers say which
		}
	case *ast.IndexExpr, *ast.SelectorExpr:
		named = false // one of several, with arguments of its own
	}
	codes := r.codesNear(call.Args[s.code], around)
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

// codesNear returns the codes that an expression may be: those that a function returns that it calls, or those that stand
// in the function around it and are not arguments. Of a field, these may stand anywhere in the package.
func (r *reader) codesNear(of ast.Expr, around []enclosing) []string {
	var within []ast.Node
	switch of := of.(type) {
	case *ast.CallExpr:
		return r.codesIn(r.called(of)...)
	case *ast.SelectorExpr:
		for _, other := range r.readers {
			if other.room == r.room {
				within = append(within, other.file)
			}
		}
		if len(around) > 0 {
			if codes := r.codesIn(around[0].node); len(codes) > 0 {
				return codes
			}
		}
	default:
		if len(around) == 0 {
			return nil
		}
		within = append(within, around[0].node)
		ast.Inspect(around[0].node, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && len(r.speakersOf(call, around)) == 0 {
				within = append(within, r.returning(call)...)
			}
			return true
		})
	}
	return r.codesIn(within...)
}

// called returns the functions of a package that a call may call.
func (r *reader) called(call *ast.CallExpr) []ast.Node {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	var found []ast.Node
	for _, other := range r.readers {
		for _, d := range other.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && other.room == r.room && f.Name.Name == name {
				found = append(found, f)
			}
		}
	}
	return found
}

// returning returns what the functions return that a call may call.
func (r *reader) returning(call *ast.CallExpr) []ast.Node {
	var found []ast.Node
	for _, f := range r.called(call) {
		ast.Inspect(f, func(n ast.Node) bool {
			if n, ok := n.(*ast.ReturnStmt); ok {
				found = append(found, n)
			}
			return true
		})
	}
	return found
}

// codesIn returns the codes in some code that are not arguments.
func (r *reader) codesIn(within ...ast.Node) []string {
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

// leftmost returns what a sum begins with.
func leftmost(of ast.Expr) ast.Expr {
	for {
		sum, ok := of.(*ast.BinaryExpr)
		if !ok {
			return of
		}
		of = sum.X
	}
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
