package strictjson

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-bsc/bsc/words"
)

// Texts returns what is wrong with the texts of a value that was built in Go, by the rules for the texts of a document
// in which it is written: those of its strings, of the keys of its maps, and of JSON in it. Types that read themselves
// are not looked at, but for Rules.Objects. The faults have pointers and no positions.
func Texts(v any, rules *Rules) []Fault {
	t := &texts{walker: newWalker(nil, rules), plans: map[reflect.Type]*textPlan{}, fine: map[string]bool{}}
	value := reflect.ValueOf(v)
	t.look(value, t.plan(value.Type()), "")
	return t.faults
}

// texts looks for the texts in a Go value.
type texts struct {
	*walker // knows the shapes of types
	plans   map[reflect.Type]*textPlan
	fine    map[string]bool // JSON with nothing wrong: many nodes have the same
	path    []step
	faults  []Fault
}

// A step leads to a field, to the value of a key, or to an element of a list.
type step struct {
	name    string
	element bool
	index   int
}

// A textPlan says where a type has texts.
type textPlan struct {
	kind   reflect.Kind // Invalid: it has none
	raw    bool         // it is JSON
	elem   *textPlan    // of pointers, lists and maps
	fields []textField
}

type textField struct {
	namedField
	plan *textPlan
}

func (t *texts) plan(of reflect.Type) *textPlan {
	if p, ok := t.plans[of]; ok {
		return p
	}
	p := new(textPlan)
	t.plans[of] = p
	switch shape := t.shape(of); {
	case of == reflect.TypeFor[json.RawMessage]():
		p.raw = true
	case shape.own && shape.fields == nil:
		return p
	}
	switch of.Kind() {
	case reflect.String:
		p.kind = of.Kind()
	case reflect.Pointer, reflect.Slice, reflect.Map:
		p.kind, p.elem = of.Kind(), t.plan(of.Elem())
	case reflect.Struct:
		p.kind = of.Kind()
		for _, f := range named(of) {
			if inner := t.plan(f.typ); inner.kind != reflect.Invalid {
				p.fields = append(p.fields, textField{f, inner})
			}
		}
	}
	return p
}

// look checks the texts in a value. field is the one it stands under.
func (t *texts) look(v reflect.Value, p *textPlan, field string) {
	switch {
	case p.raw:
		t.json(v.Bytes(), field)
	case p.kind == reflect.String:
		t.text(field, v.String())
	case p.kind == reflect.Pointer && !v.IsNil():
		t.look(v.Elem(), p.elem, field)
	case p.kind == reflect.Slice && p.elem.kind != reflect.Invalid:
		for i := range v.Len() {
			t.enter(step{element: true, index: i})
			t.look(v.Index(i), p.elem, field)
			t.leave()
		}
	case p.kind == reflect.Map && v.Len() > 0:
		t.entries(v, p, field)
	case p.kind == reflect.Struct:
		for _, f := range p.fields {
			t.enter(step{name: f.name})
			t.look(v.FieldByIndex(f.index), f.plan, f.name)
			t.leave()
		}
	}
}

// entries checks the keys and values of a map, in the order of the keys.
func (t *texts) entries(v reflect.Value, p *textPlan, field string) {
	values := map[string]reflect.Value{}
	for entry := v.MapRange(); entry.Next(); {
		if key := entry.Key(); key.Kind() == reflect.String {
			values[key.String()] = entry.Value()
		}
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		t.enter(step{name: key})
		t.text("key", key)
		t.look(values[key], p.elem, field)
		t.leave()
	}
}

func (t *texts) enter(s step) { t.path = append(t.path, s) }

func (t *texts) leave() { t.path = t.path[:len(t.path)-1] }

func (t *texts) text(field, text string) {
	if len(text) > t.rules.String {
		t.faults = append(t.faults, Fault{Kind: Limit, Pointer: t.pointer(), Detail: words.New("text_too_long"), Allowed: words.New("at_most_bytes", "most", t.rules.String)})
		return
	}
	if err := t.rules.Text(field, text); err != nil {
		t.faults = append(t.faults, Fault{Kind: Value, Pointer: t.pointer(), Err: err})
	}
}

// json checks the texts and numbers of JSON in the value.
func (t *texts) json(raw []byte, field string) {
	if len(raw) == 0 || t.fine[string(raw)] {
		return
	}
	w := newWalker(raw, t.rules)
	if w.encoding(); len(w.Faults) == 0 {
		w.walk(nil, field)
	}
	t.fine[string(raw)] = len(w.Faults) == 0
	for _, f := range w.Faults {
		f.Pointer = t.pointer() + f.Pointer
		t.faults = append(t.faults, f)
	}
}

func (t *texts) pointer() string {
	var b strings.Builder
	for _, s := range t.path {
		if b.WriteByte('/'); s.element {
			b.WriteString(strconv.Itoa(s.index))
		} else {
			b.WriteString(Escape(short(s.name)))
		}
	}
	return b.String()
}
