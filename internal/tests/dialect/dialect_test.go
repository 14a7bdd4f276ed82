// Package dialect_test checks that whatever a host gets back from this module is written as JSON in one dialect: package
// report has its rules.
//
// If you add an exported type, list it in types_test.go and give each of its fields a json tag. If it has decimals, or
// lists that are always there, give it a MarshalJSON that calls wire.Marshal, in the json.go of its package. If it cannot
// be written, give it one that says what to write instead, as in json_not.go.
//
// The schema of all that is written, in package schema, is made here: of the tags, the words and the comments. If the
// MarshalJSON of a type writes what its fields do not say, its form is in forms_test.go. After a change, run
// go generate in package schema.
package dialect_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// notData lists types that are no data, each with the reason why nobody writes it. Keep it short: data that a host gets
// back, or that a front end could send, has JSON.
func notData() map[string]string {
	const policy, options = "what the engine hands to a policy, which computes with it", "options of a call"
	return map[string]string{
		"bsc.AggregateInput": policy, "bsc.CalculateInput": policy, "bsc.RateInput": policy, "bsc.ScoreInput": policy,
		"goalseek.Goal": "it holds a Result", "bsc.Input": "it holds the host's sources, which are code", "bsc.Options": options,
		"bsc.Plan":        "it holds a host's source, which is code",
		"bsc.OrgUnitSums": "it holds a compiled scorecard", "bsc.ScoreFrom": "it holds a Result", "bsc.Mix": "it holds Results",
		"csvfile.Dialect": options, "lint.Input": "it holds what is checked", "lint.Options": options,
		"lint.Subject": "what a rule looks at", "lint.KPI": "what a rule looks at", "lint.Objective": "what a rule looks at",
		"render.View": "what is drawn", "render.Organisation": "what is drawn", "render.Swing": "what is drawn", "render.Tornado": "what is drawn", "render.Waterfall": "what is drawn",
		"bridge.Options": options,
	}
}

// TestTypes_all checks that types_test.go lists every exported struct, map and list type.
func TestTypes_all(t *testing.T) {
	var listed []string
	for _, typ := range all() {
		listed = append(listed, typ.String())
	}
	declared := declarations(t)
	require.Greater(t, len(declared), 150)
	for _, name := range declared {
		assert.Contains(t, listed, name, "list reflect.TypeFor[%s]() in types_test.go, and see the package comment here", name)
	}
	for _, name := range listed {
		assert.Contains(t, declared, name, "there is no %s: take it out of types_test.go", name)
	}
}

// declarations lists the exported struct, map and list types of all packages that hosts import.
func declarations(t *testing.T) []string {
	t.Helper()
	var names []string
	sources(t, func(file *ast.File) {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range general.Specs {
				if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() && s.TypeParams == nil && holds(s.Type) {
					names = append(names, file.Name.Name+"."+s.Name.Name)
				}
			}
		}
	})
	return names
}

func holds(e ast.Expr) bool {
	switch e.(type) {
	case *ast.StructType, *ast.MapType, *ast.ArrayType:
		return true
	}
	return false
}

// TestTypes_dialect checks every type, empty and filled, by value and by pointer.
func TestTypes_dialect(t *testing.T) {
	for _, typ := range all() {
		t.Run(typ.String(), func(t *testing.T) {
			wrong := complaints(typ)
			if reason, ok := notData()[typ.String()]; ok {
				assert.NotEmpty(t, reason)
				assert.NotEmpty(t, wrong, "it is written well: take it out of notData")
				return
			}
			assert.Empty(t, wrong, "see the package comment of this test")
		})
	}
}

// complaints lists what is wrong with the JSON of a type.
func complaints(typ reflect.Type) []string {
	empty, filled := reflect.New(typ), reflect.New(typ)
	fill(filled.Elem(), 4)
	var all []string
	var written int
	for _, v := range []reflect.Value{empty, filled} {
		forms := []any{v.Interface()}
		if marshaler := reflect.TypeFor[json.Marshaler](); typ.Implements(marshaler) || !reflect.PointerTo(typ).Implements(marshaler) {
			forms = append(forms, v.Elem().Interface())
		}
		for _, form := range forms {
			text, err := json.Marshal(form)
			if err != nil {
				if p := (*bsc.Problem)(nil); !errors.As(err, &p) || p.Hint.IsZero() {
					all = append(all, "the error says nothing to write instead: "+err.Error())
				}
				continue
			}
			written++
			all = append(all, read(typ, text, v == filled)...)
		}
		all = append(all, sameByValue(forms)...)
	}
	if written != 0 && written != 4 && written != 2 {
		all = append(all, "it is written in some forms, and in others it is an error")
	}
	if nothing, err := json.Marshal(reflect.Zero(reflect.PointerTo(typ)).Interface()); err != nil || string(nothing) != "null" {
		all = append(all, "a nil pointer is not null")
	}
	return all
}

// sameByValue complains where a value is not written as its pointer is.
func sameByValue(forms []any) []string {
	var texts []string
	for _, f := range forms {
		text, _ := json.Marshal(f)
		texts = append(texts, string(text))
	}
	if texts[0] != texts[len(texts)-1] {
		return []string{"by value it is written in another way than by pointer"}
	}
	return nil
}

// snake is a key: of a field, or one with which fill has filled a map.
var snake = regexp.MustCompile(`^([a-z][a-z0-9_]*|kpi:x)$`)

// read complains about a text.
func read(typ reflect.Type, text []byte, filled bool) []string {
	r := reader{typ: typ.String(), decoder: json.NewDecoder(strings.NewReader(string(text))), keys: map[string]bool{}}
	r.decoder.UseNumber()
	top := r.value("")
	if strings.Contains(string(text), `"`+number+`"`) {
		r.complain("a decimal is in quotes: %s", text)
	}
	if typ.Kind() != reflect.Struct || top != '{' {
		return r.wrong
	}
	if len(r.keys) == 0 && filled {
		r.complain("nothing is written")
	}
	for _, k := range tagged(typ) {
		if name := typ.String() + "." + k; filled && !r.keys[k] && !slices.Contains([]string{"bsc.Reading.value", "bsc.UsedReading.value", "bsc.BandLimit.value"}, name) { // they have a label instead
			r.complain("there is no key %q: has it a MarshalJSON of its own, or that of what it embeds?", k)
		}
	}
	return r.wrong
}

// tagged lists the keys that the tags of a type promise.
func tagged(typ reflect.Type) []string {
	var keys []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		some, ok := f.Tag.Lookup("wire")
		switch {
		case ok:
			keys = append(keys, strings.Split(some, ",")...)
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			keys = append(keys, tagged(f.Type)...)
		case name != "" && name != "-":
			keys = append(keys, name)
		}
	}
	return keys
}

// A reader reads a document, and remembers the keys of its outermost object.
type reader struct {
	typ     string
	decoder *json.Decoder
	keys    map[string]bool
	depth   int
	wrong   []string
}

// mayBeNull matches what may be null: scores, where there is none, and what is not set of a policy's arguments, which the
// policy refuses. Lists, maps and numbers that are not there are left out or empty.
var mayBeNull = regexp.MustCompile(`^(.*\.(score|counted)|bsc\.\w+Args\.\w+|bsc\.PeriodBands\.bands|bsc\.(Score|BandLimit)\.|report\.AddendPart\.\w+)$`)
