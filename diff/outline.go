package diff

import (
	"cmp"
	"reflect"
	"time"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
)

// An outline is a definition split into its parts.
type outline struct {
	root  *docPart
	ref   bsc.Ref // of the definition; zero if it has no id
	parts map[partKey]*docPart
	names map[bsc.Ref]string
	count map[partKey]int // how many parts have the same key except for nth
	types partTypes
}

// A docPart is something a change can be about: the definition, a node, a link, a use or a target.
type docPart struct {
	partKey
	parent *docPart              // nil for the definition
	value  reflect.Value         // its struct
	below  map[string][]*docPart // by list
}

// A partKey identifies a part of one definition in another.
type partKey struct {
	list   string  // the JSON name of the list it stands in; "" for the definition
	ref    bsc.Ref // the node it is or belongs to; zero for the definition, whose id may change
	to     bsc.Ref
	period period.Period
	moment time.Time
	under  int // of a use or a target: which of several nodes with one id it belongs to
	nth    int // among parts that have the same key otherwise
}

// The lists whose parts are not nodes.
const (
	inUses    = "uses"
	inLinks   = "links"
	inTargets = "targets"
)

func ofNodes(list string) bool { return list != inUses && list != inLinks && list != inTargets }

func newOutline(def *bsc.Definition, types partTypes) *outline {
	var d bsc.Definition
	if def != nil {
		d = *def
	}
	d.Schema = cmp.Or(d.Schema, bsc.SchemaVersion)
	o := &outline{parts: map[partKey]*docPart{}, names: map[bsc.Ref]string{}, count: map[partKey]int{}, types: types}
	if d.ID != "" {
		o.ref = bsc.Ref{Kind: bsc.KindScorecard, ID: d.ID}
		o.names[o.ref] = d.Name
	}
	o.root = &docPart{value: reflect.ValueOf(&d).Elem(), below: map[string][]*docPart{}}
	o.parts[o.root.partKey] = o.root
	o.fill(o.root)
	return o
}

// fill adds what a part contains. It recurses like the types: four levels deep.
func (o *outline) fill(p *docPart) {
	for _, f := range o.types.fields(p) {
		if !f.parts {
			continue
		}
		list := p.value.FieldByIndex(f.Index)
		for i := range list.Len() {
			child := &docPart{parent: p, value: list.Index(i), below: map[string][]*docPart{}}
			child.partKey, _ = identify(p.ref, child.value.Addr().Interface())
			child.list = f.name
			if ofNodes(f.name) {
				o.names[child.ref] = child.value.FieldByName("Name").String()
			} else {
				child.under = p.nth
			}
			same := child.partKey
			child.nth = o.count[same]
			o.count[same]++
			o.parts[child.partKey] = child
			p.below[f.name] = append(p.below[f.name], child)
			o.fill(child)
		}
	}
}

// identify returns the key of what v points to, without its list; false if it is no part.
func identify(parent bsc.Ref, v any) (partKey, bool) {
	switch v := v.(type) {
	case *bsc.Perspective:
		return partKey{ref: bsc.PerspectiveRef(v.ID)}, true
	case *bsc.Objective:
		return partKey{ref: bsc.ObjectiveRef(v.ID)}, true
	case *bsc.KPI:
		return partKey{ref: bsc.KPIRef(v.ID)}, true
	case *bsc.Series:
		return partKey{ref: bsc.SeriesRef(v.ID)}, true
	case *bsc.Theme:
		return partKey{ref: bsc.Ref{Kind: bsc.KindTheme, ID: v.ID}}, true
	case *bsc.Initiative:
		return partKey{ref: bsc.Ref{Kind: bsc.KindInitiative, ID: v.ID}}, true
	case *bsc.Use:
		return partKey{ref: parent, to: bsc.KPIRef(v.KPI)}, true
	case *bsc.Link:
		return partKey{ref: v.From, to: v.To}, true
	case *bsc.Target:
		return partKey{ref: parent, period: v.Period, moment: writtenMoment(v.RecordedAt)}, true
	}
	return partKey{}, false
}

// partTypes caches the fields of each type of part.
type partTypes map[reflect.Type][]partField

// A partField is a field of a part's JSON.
type partField struct {
	reflect.StructField
	name  string // in JSON
	parts bool   // a list of other parts; any other field is compared as a whole, so that none is missed
}

// fields returns the fields of a part in order.
func (t partTypes) fields(p *docPart) []partField {
	typ := p.value.Type()
	fields, ok := t[typ]
	if ok {
		return fields
	}
	for _, f := range reflect.VisibleFields(typ) {
		name := strictjson.Name(f)
		if name == "" {
			continue
		}
		field := partField{StructField: f, name: name}
		if f.Type.Kind() == reflect.Slice {
			_, field.parts = identify(bsc.Ref{}, reflect.New(f.Type.Elem()).Interface())
		}
		fields = append(fields, field)
	}
	t[typ] = fields
	return fields
}

// writtenMoment returns a moment in the form of a document, comparable by ==: in UTC, and without the seconds of a time
// zone, which are not written.
func writtenMoment(t time.Time) time.Time {
	if written, err := time.Parse(time.RFC3339Nano, t.Format(time.RFC3339Nano)); err == nil {
		t = written
	}
	return t.UTC()
}
