package dialect_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/golden"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/report"
	"github.com/go-bsc/bsc/schema"
	"github.com/go-bsc/bsc/words"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOutputs_schema checks that the schema of what is written says what the types say. Run it with -update after a
// change of a type, of a word or of a comment.
func TestOutputs_schema(t *testing.T) {
	golden.Check(t, "../../../../schema/outputs.schema.json", newGenerator(t).document())
}

// data lists the types that are written.
func data() []reflect.Type {
	return slices.DeleteFunc(all(), func(typ reflect.Type) bool {
		_, not := notData()[typ.String()]
		_, err := json.Marshal(reflect.New(typ).Interface())
		return not || err != nil
	})
}

// A generator makes the schema of the types that are written, from their tags, words and comments.
type generator struct {
	*testing.T
	source   *written
	docs     map[string]map[string]any // the schemas that people wrote
	forms    map[reflect.Type]reflect.Type
	literals map[reflect.Type]object
	common   map[reflect.Type][2]string
	named    map[reflect.Type]string
	defs     map[string]object
}

func newGenerator(t *testing.T) *generator {
	t.Helper()
	g := &generator{
		T: t, source: readSource(t), docs: map[string]map[string]any{}, forms: forms(), literals: literals(), common: common(),
		named: named(), defs: map[string]object{},
	}
	for name, text := range map[string][]byte{"bsc": schema.Definition(), "report": schema.Report()} {
		var doc map[string]any
		require.NoError(t, json.Unmarshal(text, &doc))
		g.docs[name] = doc
	}
	return g
}

// document returns the whole schema.
func (g *generator) document() string {
	for _, typ := range data() {
		g.of(typ)
	}
	g.of(reflect.TypeFor[json.RawMessage]())
	g.of(reflect.TypeFor[words.Phrase]())
	g.defs["argument"] = argument()
	var names []string
	for name := range g.defs {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if a, b := strings.Contains(a, "."), strings.Contains(b, "."); a != b {
			return map[bool]int{false: -1, true: 1}[a]
		}
		return strings.Compare(a, b)
	})
	var defs object
	for _, name := range names {
		defs = defs.and(name, g.defs[name])
	}
	return text(object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", "https://github.com/go-bsc/bsc/schema/outputs.json"},
		{"title", "Outputs"},
		{"description", "What json.Marshal writes of the types of github.com/go-bsc/bsc and its packages. Each type has its schema in $defs, " +
			"under its name in Go: Outcome of package bsc, report.Explanation of package report. Keys that are not required are left out where there is nothing."},
		{"$defs", defs},
	}, 0) + "\n"
}

// described returns a literal with its description.
func (g *generator) described(typ reflect.Type) object {
	about := g.common[typ][1]
	if about == "" {
		about = g.comment(typ)
	}
	return append(object{}.and("description", about), g.literals[typ]...)
}

// of returns the schema of a type: what it consists of, or a reference to it.
func (g *generator) of(typ reflect.Type) object {
	switch typ {
	case reflect.TypeFor[decimal.NullDecimal]():
		return either(g.of(reflect.TypeFor[decimal.Decimal]()), typed("null")) // in a list
	case reflect.TypeFor[bsc.Number]():
		return g.of(reflect.TypeFor[decimal.Decimal]())
	case reflect.TypeFor[bsc.Flags]():
		return listOf(g.flag())
	case reflect.TypeFor[error]():
		return g.of(reflect.TypeFor[bsc.Problem]())
	}
	if typ.PkgPath() == "" && g.literals[typ] == nil {
		return g.kind(typ)
	}
	name := g.name(typ)
	if _, ok := g.defs[name]; !ok {
		g.defs[name] = object{} // it may contain itself
		g.defs[name] = g.definition(typ)
	}
	return ref(name)
}

// definition returns the schema of a type with a name.
func (g *generator) definition(typ reflect.Type) object {
	if g.literals[typ] != nil {
		return g.described(typ)
	}
	about := object{}.and("description", g.comment(typ))
	if typ.Kind() == reflect.String {
		return append(about, g.text(typ)...)
	}
	if form, ok := g.forms[typ]; ok {
		typ = form
	}
	return append(about, g.kind(typ)...)
}

// open are the types whose words come from the host, from the definition, or with a number.
var open = []string{"bsc.Rating", "bsc.Basis", "bsc.Comparison", "bsc.Pointer"}

func (g *generator) text(typ reflect.Type) object {
	known := g.source.words[typ.String()]
	if len(known) == 0 || slices.Contains(open, typ.String()) {
		return typed("string")
	}
	var list []any
	for _, w := range known {
		list = append(list, object{{"const", w.text}}.and("description", w.comment))
	}
	words := object{{"oneOf", list}}
	if typ == reflect.TypeFor[bsc.Code]() {
		return either(words, typed("string")) // a host's policy may return a Problem with a code of its own
	}
	return words
}

func (g *generator) flag() object {
	if _, ok := g.defs["flag"]; !ok {
		var list []any
		for _, name := range bsc.Flags(0xFFFF).Names() {
			list = append(list, object{{"const", name}})
		}
		g.defs["flag"] = object{{"description", "Something to be said of a node's score."}, {"oneOf", list}}
	}
	return ref("flag")
}

// kind returns the schema of a type by its kind.
func (g *generator) kind(typ reflect.Type) object {
	switch typ.Kind() {
	case reflect.String:
		return typed("string")
	case reflect.Bool:
		return typed("boolean")
	case reflect.Pointer:
		return g.of(typ.Elem())
	case reflect.Slice:
		return listOf(g.of(typ.Elem()))
	case reflect.Array:
		return listOf(g.of(typ.Elem())).and("minItems", typ.Len()).and("maxItems", typ.Len())
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", g.of(typ.Elem())}}
	case reflect.Struct:
		return g.fields(typ)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return typed("integer")
	case reflect.Interface:
		return g.of(reflect.TypeFor[json.RawMessage]())
	default:
		g.Errorf("no schema for %s", typ)
		return nil
	}
}

func (g *generator) fields(typ reflect.Type) object {
	var properties object
	var required []any
	for _, f := range wire.Fields(typ) {
		field := g.of(f.Field.Type)
		switch kind := f.Field.Type.Kind(); {
		case f.Field.Type == reflect.TypeFor[decimal.NullDecimal]():
			field = g.of(reflect.TypeFor[decimal.Decimal]())
		case isFlags(f.Field):
			field = listOf(g.flag())
		case kind == reflect.Pointer && !f.Optional:
			field = either(field, typed("null"))
		}
		if about := g.about(typ, f); about != "" {
			if field[0].key == "$ref" {
				field = object{{"allOf", []any{field}}}
			}
			field = append(object{{"description", about}}, field...)
		}
		properties = properties.and(f.Key, field)
		if !f.Optional {
			required = append(required, f.Key)
		}
	}
	o := object{{"type", "object"}, {"properties", properties}}
	if required != nil {
		o = o.and("required", required)
	}
	return o.and("additionalProperties", false)
}

// isFlags reports whether a field has the names of flags.
func isFlags(f reflect.StructField) bool {
	return f.Name == "Flags" && f.Type == reflect.TypeFor[[]string]()
}

func (g *generator) name(typ reflect.Type) string {
	if about, ok := g.common[typ]; ok {
		return about[0]
	}
	if name, ok := g.named[typ]; ok {
		return name
	}
	return strings.TrimPrefix(typ.String(), "bsc.")
}

func (g *generator) comment(typ reflect.Type) string {
	about := g.source.comments[typ.String()]
	if name, ok := g.named[typ]; ok && about == "" {
		_, short, _ := strings.Cut(name, ".")
		about = "A " + short + " is a part of what its package writes."
	}
	return about
}

var plain = regexp.MustCompile(`is an? bsc\.(\w+) as plain data`)

// about returns what a field says: its comment, that of the type whose plain data it is, or what a schema says of it.
func (g *generator) about(typ reflect.Type, f wire.Field) string {
	if about := g.source.comments[f.Of.String()+"."+f.Field.Name]; about != "" {
		return about
	}
	if m := plain.FindStringSubmatch(g.source.comments[f.Of.String()]); m != nil {
		if about := g.source.comments["bsc."+m[1]+"."+f.Field.Name]; about != "" {
			return about
		}
	}
	for _, owner := range []reflect.Type{f.Of, typ} {
		if about := g.documented(owner, f.Key); about != "" {
			return about
		}
	}
	return ""
}

// documented returns the description of a key in the schemas that people wrote.
func (g *generator) documented(typ reflect.Type, key string) string {
	pkg, name, _ := strings.Cut(typ.String(), ".")
	def := strings.ToLower(name[:1]) + name[1:]
	if name == strings.ToUpper(name) {
		def = strings.ToLower(name) // KPI
	}
	switch typ {
	case reflect.TypeFor[report.Report](), reflect.TypeFor[bsc.Definition]():
		def = ""
	case reflect.TypeFor[report.Rules](), reflect.TypeFor[bsc.Rules](), reflect.TypeFor[bsc.Outcome]():
		pkg, def = "report", "node"
	case reflect.TypeFor[bsc.ResolvedTarget]():
		pkg, def = "report", "target"
	case reflect.TypeFor[bsc.ResolvedScale]():
		pkg, def = "report", "scale"
	}
	at := g.docs[pkg]
	if at == nil {
		return ""
	}
	defs := at["$defs"].(map[string]any)
	if def != "" {
		at, _ = defs[def].(map[string]any)
	}
	properties, _ := at["properties"].(map[string]any)
	property, _ := properties[key].(map[string]any)
	for property != nil {
		if about, ok := property["description"].(string); ok {
			return about
		}
		name, _ := property["$ref"].(string)
		property, _ = defs[strings.TrimPrefix(name, "#/$defs/")].(map[string]any)
	}
	return ""
}

// TestOutputs_described checks that every type that is written has its schema, and every schema its description.
func TestOutputs_described(t *testing.T) {
	g := newGenerator(t)
	g.document()
	for _, typ := range data() {
		assert.Contains(t, g.defs, g.name(typ))
	}
	for name, def := range g.defs {
		assert.Equal(t, "description", def[0].key, "%s has no comment", name)
	}
}

// TestOutputs_filled writes a value of every type in which everything is there, and one in which there is nothing, as
// json.Marshal does. Validators of others check the file against the schema: in package conformance, and in the folder
// schema/typescript.
func TestOutputs_filled(t *testing.T) {
	g := newGenerator(t)
	var all object
	for _, typ := range data() {
		v := reflect.New(typ)
		fill(v.Elem(), 3)
		g.settle(v.Elem())
		written, err := json.Marshal(v.Interface())
		require.NoError(t, err, typ)
		all = all.and(g.name(typ), json.RawMessage(written))
	}
	golden.Check(t, "filled.json", text(all, 0)+"\n")
}

// settle replaces the texts that fill sets where a type has words.
func (g *generator) settle(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if words := g.source.words[v.Type().String()]; len(words) > 0 && v.CanSet() {
			v.SetString(words[0].text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); isFlags(f) {
				v.Field(i).Set(reflect.ValueOf(bsc.Flags(0xFFFF).Names()))
			} else if f.IsExported() {
				g.settle(v.Field(i))
			}
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			g.settle(v.Elem())
		}
	case reflect.Slice, reflect.Array:
		if e := v.Type().Elem(); e.Kind() == reflect.Pointer && v.Len() > 0 && v.Index(0).IsNil() {
			v.SetZero() // as deep as fill goes
		}
		for i := range v.Len() {
			g.settle(v.Index(i))
		}
	case reflect.Map:
		for each := v.MapRange(); each.Next(); {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(each.Value())
			g.settle(value)
			v.SetMapIndex(each.Key(), value)
		}
	}
}
