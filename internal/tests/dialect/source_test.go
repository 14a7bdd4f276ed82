package dialect_test

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

	"github.com/stretchr/testify/require"
)

// root is the module's folder.
const root = "../../.."

// sources parses every file of the packages that hosts import, and hands it over.
func sources(t *testing.T, take func(file *ast.File)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if _, err := os.Stat(filepath.Join(path, "go.mod")); path != root && err == nil {
				return fs.SkipDir // a module of its own
			}
			if path != root && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"internal", "examples", "testdata"}, d.Name())) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			return err
		}
		take(file)
		return nil
	}))
}

// A word is one of those that an enumeration has.
type word struct{ text, comment string }

// A written has what the source says of types: "bsc.KPI" and its field "bsc.KPI.Unit".
type written struct {
	comments map[string]string
	words    map[string][]word // of types of text, in their order
}

// readSource reads the comments and the words of all types.
func readSource(t *testing.T) *written {
	t.Helper()
	w := &written{comments: map[string]string{}, words: map[string][]word{}}
	forms, err := parser.ParseFile(token.NewFileSet(), "forms_test.go", nil, parser.SkipObjectResolution|parser.ParseComments)
	require.NoError(t, err)
	read := func(file *ast.File) {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range general.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					w.typ(file.Name.Name+"."+s.Name.Name, general, s)
				case *ast.ValueSpec:
					w.constant(file.Name.Name, s)
				}
			}
		}
	}
	read(forms)
	sources(t, read)
	return w
}

func (w *written) typ(name string, general *ast.GenDecl, s *ast.TypeSpec) {
	comment := s.Doc
	if comment == nil {
		comment = general.Doc
	}
	w.comments[name] = sentence(comment)
	fields, ok := s.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range fields.Fields.List {
		text := sentence(f.Doc)
		if text == "" {
			text = sentence(f.Comment)
		}
		for _, n := range f.Names {
			w.comments[name+"."+n.Name] = text
		}
	}
}

func (w *written) constant(pkg string, s *ast.ValueSpec) {
	typ, ok := s.Type.(*ast.Ident)
	if !ok || len(s.Values) != 1 || !s.Names[0].IsExported() {
		return
	}
	literal, ok := s.Values[0].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return
	}
	if text, err := strconv.Unquote(literal.Value); err == nil {
		name := pkg + "." + typ.Name
		w.words[name] = append(w.words[name], word{text, sentence(s.Comment)})
	}
}

// sentence returns the first paragraph of a comment in one line, as a sentence.
func sentence(c *ast.CommentGroup) string {
	if c == nil {
		return ""
	}
	first, _, _ := strings.Cut(strings.TrimSpace(c.Text()), "\n\n")
	first = strings.Join(strings.Fields(first), " ")
	if first == "" {
		return ""
	}
	if !strings.HasSuffix(first, ".") {
		first += "."
	}
	return capital(first)
}

// capital returns a text that begins with a capital, unless it begins with what is no word, such as "5%".
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
