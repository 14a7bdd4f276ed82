package bsc_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the library says, its source against its catalogues: see package words.

// unconverted lists packages that still have sentences in their code.
func unconverted() []string {
	return nil
}

// TestHouse_words checks that every code in the source is in the English catalogue, with the arguments of its template,
// and that the catalogue has nothing else.
func TestHouse_words(t *testing.T) {
	english, files := catalogue(t, "en")
	s := readSpoken(t, english)
	assert.Greater(t, len(s.uses), 300, "codes are found")
	used := map[string]bool{"and": true, "or": true} // package words itself says these
	for _, u := range s.uses {
		used[u.code], used[u.code+".1"] = true, true
		if slices.Contains(unconverted(), u.room) {
			continue
		}
		template, known := english[u.code]
		if !assert.True(t, known, "%s: the catalogue has no %q", u.at, u.code) || !u.named {
			continue
		}
		needed := placeholders(template)
		for _, name := range u.names[:u.own] {
			assert.Contains(t, needed, name, "%s: %q shows no {%s}: %s", u.at, u.code, name, template)
		}
		for _, name := range needed {
			if slices.Contains(optional(template), name) {
				continue
			}
			assert.Contains(t, u.names, name, "%s: %q is not given {%s}: %s", u.at, u.code, name, template)
		}
	}
	for _, wrong := range s.wrong {
		assert.Fail(t, wrong)
	}
	for code, file := range files {
		within := strings.TrimSuffix(path.Base(file), ".json")
		open := slices.ContainsFunc(unconverted(), func(room string) bool { return path.Base(room) == within })
		family, _, _ := strings.Cut(code, ".")
		assert.True(t, open || used[code] || s.families[family+"."], "%s: nothing says %q", file, code)
		assert.True(t, open || !strings.Contains(english[code], "%s"), "%s: %q is a format", file, code)
	}
}

// TestHouse_catalogues checks the files of the catalogues: their order, that no code stands twice, and that another
// language shows the same arguments.
func TestHouse_catalogues(t *testing.T) {
	english, _ := catalogue(t, "en")
	for code, template := range english {
		for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
			assert.Contains(t, []string{"", "|quoted", "|list", "|and", "|or", "|and|quoted", "|or|quoted"}, m[2], "%s: %s", code, template)
			assert.NotContains(t, []string{"code", "text"}, m[1], "%s: %s", code, template)
		}
	}
	german, files := catalogue(t, "de")
	for code, template := range german {
		if code == "point" {
			continue
		}
		own, known := english[code]
		family, _, isName := strings.Cut(code, ".")
		if !known && isName && family != "" {
			continue // a name that stands for itself in English
		}
		if assert.True(t, known, "%s: English has no %q", files[code], code) {
			assert.ElementsMatch(t, placeholders(own), placeholders(template), "%s: %q: %s", files[code], code, template)
		}
	}
}

var placeholder = regexp.MustCompile(`\{([a-z_]+)((?:\|[a-z]+)*)\}`)

// placeholders lists the arguments that a template shows.
func placeholders(template string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// optional lists the arguments that a template shows right behind a letter or another argument: they bring a space of
// their own, or are not there.
func optional(template string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatchIndex(template, -1) {
		if m[0] > 0 && regexp.MustCompile(`[a-z0-9}]$`).MatchString(template[:m[0]]) {
			names = append(names, template[m[2]:m[3]])
		}
	}
	return names
}

// catalogue reads the files of a language, and returns its templates and the file of each.
func catalogue(t *testing.T, language string) (templates, files map[string]string) {
	t.Helper()
	names, err := filepath.Glob("words/" + language + "/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	templates, files = map[string]string{}, map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		own := map[string]string{}
		require.NoError(t, json.Unmarshal(text, &own), name)
		var ordered bytes.Buffer
		e := json.NewEncoder(&ordered)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		require.NoError(t, e.Encode(own))
		assert.Equal(t, strings.TrimSpace(ordered.String()), strings.TrimSpace(string(text)), "%s: each code once, in order, indented by 2", name)
		for code, template := range own {
			assert.Empty(t, files[code], "%s has %q, too", name, code)
			templates[code], files[code] = template, filepath.ToSlash(name)
		}
	}
	return templates, files
}

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
	speakers map[string]speaker // functions that take a code
	uses     []use
	families map[string]bool // beginnings of codes, such as "flag."
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
		english: english, speakers: map[string]speaker{"words.New": {code: 0, args: 1}}, families: map[string]bool{},
	}
	var readers []*reader
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
			readers = append(readers, r)
		}
	}
	for known := 0; known < len(s.speakers); {
		known = len(s.speakers)
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

// speaker returns what a call calls, if that takes a code and is given one.
func (r *reader) speaker(call *ast.CallExpr, around []enclosing) (s speaker, ok bool) {
	f := call.Fun
	switch g := f.(type) {
	case *ast.IndexExpr:
		f = g.X
	case *ast.IndexListExpr:
		f = g.X
	}
	switch f := f.(type) {
	case *ast.Ident:
		if len(around) > 0 {
			s, ok = r.speakers[around[0].key+"/"+f.Name]
		}
		if !ok {
			s, ok = r.speakers[r.room+"."+f.Name]
		}
	case *ast.SelectorExpr:
		key := r.room + ".()" + f.Sel.Name
		if x, isName := f.X.(*ast.Ident); isName && r.imports[x.Name] != "" {
			key = r.imports[x.Name] + "." + f.Sel.Name
		}
		s, ok = r.speakers[key]
	}
	return s, ok && s.code < len(call.Args)
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
	s, ok := r.speaker(call, around)
	if !ok {
		return
	}
	name, isName := call.Args[s.code].(*ast.Ident)
	if !isName {
		return
	}
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
		r.speakers[of.key] = own
	}
}

// hear notes what a call says.
func (r *reader) hear(call *ast.CallExpr, around []enclosing) {
	r.hearName(call)
	s, ok := r.speaker(call, around)
	if !ok {
		return
	}
	at := r.set.Position(call.Pos()).String()
	names, named := r.names(call, s)
	say := func(code string, own int) { r.uses = append(r.uses, use{r.room, at, code, names, own, named}) }
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
	if len(codes) == 0 && !slices.Contains(unconverted(), r.room) {
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
	case f.Sel.Name == "Text" && !slices.Contains(unconverted(), r.room):
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
