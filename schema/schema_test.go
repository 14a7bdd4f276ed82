package schema_test

import (
	"database/sql"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/schema"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A node is a schema, or a part of one, as JSON.
type node = map[string]any

func parse(t *testing.T, data []byte) node {
	t.Helper()
	var root node
	require.NoError(t, json.Unmarshal(data, &root))
	return root
}

func documents(t *testing.T) map[string]node {
	return map[string]node{
		"definition": parse(t, schema.Definition()),
		"readings":   parse(t, schema.Readings()),
		"report":     parse(t, schema.Report()),
	}
}

// follow returns what a schema refers to, or the schema itself.
func follow(t *testing.T, root, at node) node {
	t.Helper()
	for at["$ref"] != nil {
		name, ok := strings.CutPrefix(at["$ref"].(string), "#/$defs/")
		require.True(t, ok, at["$ref"])
		at, ok = root["$defs"].(node)[name].(node)
		require.True(t, ok, "there is no $defs/%s", name)
	}
	return at
}

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
	at = follow(w.T, w.root, at)
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if w.enumeration(typ, at, path) || w.seen[typ] {
		return
	}
	w.seen[typ] = true
	textual := reflect.PointerTo(typ).Implements(reflect.TypeFor[interface{ UnmarshalText([]byte) error }]())
	switch {
	case typ == reflect.TypeFor[bsc.Policy]():
		w.sameKeys(typ, at, path)
	case typ == reflect.TypeFor[bsc.Number](), typ == reflect.TypeFor[bsc.Strength]():
		assert.Equal(w, []any{"number", "string"}, at["type"], path)
	case typ == reflect.TypeFor[bsc.Score]():
		assert.Equal(w, []any{"number", "string", "null"}, at["type"], path)
	case textual, typ.Kind() == reflect.String:
		assert.Equal(w, "string", at["type"], path)
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

// sameKeys compares the fields of a struct with the properties of its schema.
func (w *walker) sameKeys(typ reflect.Type, at node, path string) {
	properties := at["properties"].(node)
	assert.ElementsMatch(w, keys(typ), slices.Collect(mapKeys(properties)), "%s at %s", typ, path)
	assert.Equal(w, false, at["additionalProperties"], path)
	if typ == reflect.TypeFor[bsc.Policy]() {
		return
	}
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
	var listed []string
	for _, word := range at["enum"].([]any) {
		if word != "" {
			listed = append(listed, word.(string))
		}
	}
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
			if _, args := strings.CutSuffix(def, "Args"); !args && def != "tolerance" {
				assert.ElementsMatch(t, strings.Fields(want[def]), requiredOf(at.(node)), "%s %s", name, def)
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
		if at = follow(t, root, at); typ.Kind() != reflect.Struct || seen[typ] || at["properties"] == nil {
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
	var listed []string
	for _, word := range documents(t)["report"]["$defs"].(node)["flag"].(node)["enum"].([]any) {
		listed = append(listed, word.(string))
	}
	assert.Equal(t, bsc.Flags(0xFFFF).Names(), listed)
}

// Every property and every type has a description, and everything in $defs is used.
func TestSchemas_described(t *testing.T) {
	for name, root := range documents(t) {
		assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", root["$schema"], name)
		assert.Equal(t, "https://github.com/go-bsc/bsc/schema/"+name+".json", root["$id"], name)
		assert.NotEmpty(t, root["title"], name)
		assert.NotEmpty(t, root["description"], name)
		used := map[string]bool{}
		for def, at := range root["$defs"].(node) {
			assert.NotEmpty(t, at.(node)["description"], "%s %s", name, def)
			described(t, at, name+" "+def, used)
		}
		described(t, root["properties"], name, used)
		for property, at := range root["properties"].(node) {
			assert.NotEmpty(t, at.(node)["description"], "%s %s", name, property)
		}
		for def := range root["$defs"].(node) {
			assert.True(t, used["#/$defs/"+def], "%s %s is not used", name, def)
		}
	}
}

// described checks the properties of all types that forbid others, and collects the references.
func described(t *testing.T, v any, path string, used map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			described(t, element, path, used)
		}
	case node:
		if ref, ok := v["$ref"].(string); ok {
			used[ref] = true
		}
		if v["additionalProperties"] == false {
			for name, property := range v["properties"].(node) {
				assert.NotEmpty(t, property.(node)["description"], "%s/%s", path, name)
			}
		}
		for key, part := range v {
			described(t, part, path+"/"+key, used)
		}
	}
}

// The words of these types, and the texts with a number in them, are those that Scan takes.
func TestDefinition_patterns(t *testing.T) {
	defs := documents(t)["definition"]["$defs"].(node)
	texts := []string{
		"", "period", "period_to_date", "year_to_date", "half_to_date", "quarter_to_date", "month_to_date", "week_to_date", "rolling", "rolling_", "rolling_0",
		"rolling_01", "rolling_1", "rolling_12", "rolling_99", "rolling_100", "rolling_399", "rolling_400", "rolling_401", "rolling_1000", "rolling_1x", "Rolling_1",
		"previous", "last_year", "series:industry", "series", "kpi:sales", "last", "weak", "moderate", "strong", "Strong", "0.3", "1e-2", "01", "+1", ".5", "1.",
		"2026", "0000", "0001", "26", "2026-H2", "2026-H3", "2026-Q4", "2026-Q5", "2026-Q0", "2026-12", "2026-13", "2026-00", "2026-7", "2026-W53", "2026-W54", "2026-W00",
		"2026-P99", "2026-P00", "2026-P7", "2026-02-29", "2024-02-29", "2026-04-31", "2026-01-31", "2026-1-31", "2026-07-15T00:00:00Z", "2026-q1", " 2026", "2026\n",
	}
	for def, into := range map[string]sql.Scanner{
		"basis": new(bsc.Basis), "comparison": new(bsc.Comparison), "strength": new(bsc.Strength), "period": new(period.Period),
	} {
		pattern := regexp.MustCompile(defs[def].(node)["pattern"].(string))
		for _, text := range texts {
			if text == "2026-02-29" || def == "strength" && strings.HasSuffix(text, "26") {
				continue // no pattern says which years are leap years, or that a number is at most 1
			}
			assert.Equal(t, into.Scan(text) == nil, pattern.MatchString(text), "%s %q", def, text)
		}
	}
}
