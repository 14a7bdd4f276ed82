package schema_test

import (
	"database/sql"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// factJSON has the keys of a reading. TestReadings_keys checks that they are those of bsc.Fact.
type factJSON struct {
	KPI        string        `json:"kpi"`
	Period     period.Period `json:"period"`
	Value      bsc.Number    `json:"value"`
	Label      string        `json:"label"`
	Unit       string        `json:"unit"`
	State      bsc.State     `json:"state"`
	RecordedAt time.Time     `json:"recorded_at"`
	Note       string        `json:"note"`
	Author     string        `json:"author"`
}

type readingsJSON struct {
	Schema   int        `json:"schema"`
	Readings []factJSON `json:"readings"`
}

func TestReadings_keys(t *testing.T) {
	fact := bsc.Fact{OrgUnit: "north", Ref: bsc.KPIRef("sales"), Period: period.Year(2026), Reading: bsc.Reading{
		Label: "good", State: bsc.StateProvisional, RecordedAt: time.Unix(0, 0).UTC(), Note: "n", Author: "a",
	}}
	fact.Value = fact.Value.Add(bsc.DefaultScale().Met)
	readings := new(bsc.Readings)
	require.NoError(t, readings.Add(fact))
	written, err := json.Marshal(readings)
	require.NoError(t, err)
	doc := parse(t, written)
	assert.ElementsMatch(t, keys(reflect.TypeFor[readingsJSON]()), slices.Collect(mapKeys(doc)))
	assert.ElementsMatch(t, keys(reflect.TypeFor[factJSON]()), slices.Collect(mapKeys(doc["readings"].([]any)[0].(node))))
}

func mapKeys(m node) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func keys(t reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.IsExported() && name != "" {
			names = append(names, name)
		}
	}
	return names
}

// Every key of every struct is in its schema, and every key of the schema in the struct. Every enumeration
// has the words that its Scan accepts.
func TestSchemas_agreeWithTypes(t *testing.T) {
	docs := documents(t)
	for name, typ := range map[string]reflect.Type{
		"definition": reflect.TypeFor[bsc.Definition](),
		"readings":   reflect.TypeFor[readingsJSON](),
		"report":     reflect.TypeFor[report.Report](),
	} {
		t.Run(name, func(t *testing.T) {
			w := walker{T: t, root: docs[name], words: constants(t), seen: map[reflect.Type]bool{}}
			w.agree(typ, docs[name], "")
			assert.Greater(t, len(w.seen), 7)
		})
	}
}

type walker struct {
	*testing.T
	root  node
	words map[string][]string
	seen  map[reflect.Type]bool
}

// agree compares a type with its schema, and what they consist of.
func (w *walker) agree(typ reflect.Type, at node, path string) {
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if w.enumeration(typ, at, path) || w.seen[typ] {
		return
	}
	w.seen[typ] = true
	types := typesOf(w.T, w.root, at)
	at = follow(w.T, w.root, at)
	textual := reflect.PointerTo(typ).Implements(reflect.TypeFor[interface{ UnmarshalText([]byte) error }]())
	switch {
	case typ == reflect.TypeFor[bsc.Policy]():
		w.policies(at, path)
	case typ == reflect.TypeFor[words.Phrase]():
		assert.ElementsMatch(w, []string{"code", "text"}, slices.Collect(mapKeys(at["properties"].(node))), path)
	case typ == reflect.TypeFor[bsc.Number](), typ == reflect.TypeFor[bsc.Strength]():
		assert.Equal(w, []string{"number", "string"}, types, path)
	case typ == reflect.TypeFor[bsc.Score]():
		assert.Equal(w, []string{"null", "number", "string"}, types, path)
	case textual, typ.Kind() == reflect.String:
		assert.Equal(w, []string{"string"}, types, path)
	case typ.Kind() == reflect.Slice:
		assert.Equal(w, "array", at["type"], path)
		w.agree(typ.Elem(), at["items"].(node), path+"/0")
	case typ.Kind() == reflect.Map:
		assert.Equal(w, "object", at["type"], path)
		w.agree(typ.Elem(), at["additionalProperties"].(node), path+"/*")
	case typ.Kind() == reflect.Struct:
		w.sameKeys(typ, at, path)
	case typ.Kind() == reflect.Bool:
		assert.Equal(w, "boolean", at["type"], path)
	default:
		assert.Equal(w, "integer", at["type"], path)
	}
}

// policies compares the forms of a policy: each is text, or an object with the keys of one.
func (w *walker) policies(at node, path string) {
	for _, form := range alternatives(w.T, w.root, at) {
		_, word := form["const"].(string)
		if word || form["type"] == "string" {
			continue
		}
		assert.Equal(w, "object", form["type"], path)
		assert.Equal(w, false, form["additionalProperties"], path)
		assert.Subset(w, keys(reflect.TypeFor[bsc.Policy]()), slices.Collect(mapKeys(form["properties"].(node))), path)
	}
}

// sameKeys compares the fields of a struct with the properties of its schema.
func (w *walker) sameKeys(typ reflect.Type, at node, path string) {
	properties := at["properties"].(node)
	assert.ElementsMatch(w, keys(typ), slices.Collect(mapKeys(properties)), "%s at %s", typ, path)
	assert.Equal(w, false, at["additionalProperties"], path)
	for _, f := range reflect.VisibleFields(typ) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if property, ok := properties[name].(node); ok {
			w.agree(f.Type, property, path+"/"+name)
		}
	}
}

// open are the types whose words come from the definition, or whose Scan also accepts numbers.
var open = []string{"Rating", "Basis", "Comparison", "Strength", "Number"}

// enumeration compares the words of an enumeration. It returns false if the type is not one.
func (w *walker) enumeration(typ reflect.Type, at node, path string) bool {
	words := w.words[typ.Name()]
	if typ.Kind() != reflect.String || len(words) == 0 || slices.Contains(open, typ.Name()) || typ.Name() == "Code" {
		return false
	}
	listed := slices.DeleteFunc(wordsOf(w.T, w.root, at), func(word string) bool { return word == "" })
	if strings.HasSuffix(path, "/assessment_rollup") {
		return assert.ElementsMatch(w, []string{"mean", "last", "min", "max", bsc.RollupNone}, listed) // some, and one of its own
	}
	assert.ElementsMatch(w, words, listed, "%s at %s", typ, path)
	into, ok := reflect.New(typ).Interface().(sql.Scanner)
	if !ok {
		assert.Contains(w, []string{"TargetRule", "PartState"}, typ.Name(), "an enumeration without Scan")
		return true
	}
	for _, word := range listed {
		assert.NoError(w, into.Scan(word), "%s at %s", typ, path)
		assert.Error(w, into.Scan(word+"x"), "%s at %s", typ, path)
	}
	return true
}

// constants returns the text constants of each type of packages bsc and period.
func constants(t *testing.T) map[string][]string {
	t.Helper()
	names, err := filepath.Glob("../*.go")
	require.NoError(t, err)
	ofPeriods, err := filepath.Glob("../period/*.go")
	require.NoError(t, err)
	names = append(names, ofPeriods...)
	words := map[string][]string{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range f.Decls {
			if general, ok := d.(*ast.GenDecl); ok && general.Tok == token.CONST {
				collect(general, words)
			}
		}
	}
	return words
}

func collect(d *ast.GenDecl, words map[string][]string) {
	for _, spec := range d.Specs {
		value := spec.(*ast.ValueSpec)
		typ, ok := value.Type.(*ast.Ident)
		if !ok || len(value.Values) != 1 || !value.Names[0].IsExported() {
			continue
		}
		if literal, ok := value.Values[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if word, err := strconv.Unquote(literal.Value); err == nil {
				words[typ.Name] = append(words[typ.Name], word)
			}
		}
	}
}

// Every report has the keys that Go always writes, and the numbers and lists that every Result has.
// Definitions and readings need only the keys that Compile and ParseReadings require.
func TestSchemas_required(t *testing.T) {
	required := map[string]map[string]string{
		"definition": {
			"": "id", "calendarRow": "label first last", "weekYear": "pattern end_day end_month", "ratingLevel": "id",
			"perspective": "id", "objective": "id", "use": "kpi", "kpi": "id", "series": "id", "link": "from to", "theme": "id", "initiative": "id",
		},
		"readings": {"reading": "kpi period"},
	}
	for name, want := range required {
		root := documents(t)[name]
		for def, at := range root["$defs"].(node) {
			if at := at.(node); at["properties"] != nil && !isOfPolicies(def) {
				assert.ElementsMatch(t, strings.Fields(want[def]), requiredOf(at), "%s %s", name, def)
			}
		}
		assert.ElementsMatch(t, strings.Fields(want[""]), requiredOf(root), name)
	}
	ofResults := map[string]string{
		"report.Report": "ratings nodes", "report.Scale": "min met cap", "report.Node": "weight effective_weight",
		"report.Window": "freshness", "report.Pace": "target progress expected", "report.Child": "weight",
		"report.Bands": "bands", "report.Link": "strength",
	}
	root := documents(t)["report"]
	seen := map[reflect.Type]bool{}
	var always func(typ reflect.Type, at node)
	always = func(typ reflect.Type, at node) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			if at = follow(t, root, at); typ.Kind() == reflect.Slice {
				at = at["items"].(node)
			}
			typ = typ.Elem()
		}
		if at = follow(t, root, at); typ.Kind() != reflect.Struct || seen[typ] || at["properties"] == nil || typ == reflect.TypeFor[words.Phrase]() {
			return
		}
		seen[typ] = true
		want := strings.Fields(ofResults[typ.String()])
		for _, f := range reflect.VisibleFields(typ) {
			if f.Anonymous {
				continue // its fields are visible, too
			}
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			if options == "" {
				want = append(want, name)
			}
			always(f.Type, at["properties"].(node)[name].(node))
		}
		assert.ElementsMatch(t, want, requiredOf(at), typ)
	}
	always(reflect.TypeFor[report.Report](), root)
}

// isOfPolicies reports whether a type is one of policies or of their arguments: the bad inputs of package conformance
// show what those require.
func isOfPolicies(def string) bool {
	for _, ending := range []string{"Args", "Scorer", "Aggregator", "Threshold", "Calculator"} {
		if strings.HasSuffix(def, ending) {
			return true
		}
	}
	return slices.Contains([]string{"inherited", "hostPolicy", "sides", "limitTimes"}, def)
}

func requiredOf(at node) []string {
	var names []string
	list, _ := at["required"].([]any)
	for _, name := range list {
		names = append(names, name.(string))
	}
	return names
}

// The flags of a node are those that Flags have names for.
func TestReport_flags(t *testing.T) {
	root := documents(t)["report"]
	assert.Equal(t, bsc.Flags(0xFFFF).Names(), wordsOf(t, root, root["$defs"].(node)["flag"].(node)))
}
