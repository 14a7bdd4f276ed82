package diff

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/internal/wire"
	"github.com/go-bsc/bsc/period"
)

// A Change is one difference between two definitions, found by Definitions. It is plain data: it shares nothing with
// the definitions and survives JSON. The zero Change says nothing.
//
// Before and After are text, and "" where there was or is nothing. For a node that is added, retired or moved, they are
// the Ref that it stands under. For a link or a use that is added or retired, they are its complete JSON. For a list
// that is reordered, they are the ids of what stays in it, as a JSON list. For a target, they are its value and its
// other settings. For any other field, they are its JSON, without the quotes of a text that is not empty. A field that
// is an object, except a policy, has a change for each of its members.
type Change struct {
	Kind Kind    `json:"kind"`
	Ref  bsc.Ref `json:"ref"`            // the node; of a link, its cause
	Name string  `json:"name,omitempty"` // the node's new name, or else its old one
	To   bsc.Ref `json:"to,omitzero"`    // of a link, its effect; of an objective's use of a KPI, the KPI
	// Field is in JSON: scorer, scale/met, attributes/region; links, links/lag, uses, uses/weight.
	Field  string        `json:"field,omitempty"`
	Period period.Period `json:"period,omitzero"` // which period's target; zero: the one for every period
	Before string        `json:"before,omitempty"`
	After  string        `json:"after,omitempty"`
}

// A Kind is what happened.
type Kind string

// The kinds of change.
const (
	Added      Kind = "added"      // a node, a link or a use is new
	Retired    Kind = "retired"    // a node, a link or a use is gone
	Renamed    Kind = "renamed"    // a node has another name
	Reweighted Kind = "reweighted" // a node, or a use, has another weight
	Retargeted Kind = "retargeted" // a KPI's target is new, revised or gone
	Moved      Kind = "moved"      // a node stands under another parent
	Reordered  Kind = "reordered"  // what stays in a list of the node, named by Field, has another order
	Changed    Kind = "changed"    // any other field has another value
)

// Changes lists changes in the order that Definitions describes.
type Changes []Change

// MarshalJSON writes a list.
func (c Changes) MarshalJSON() ([]byte, error) { return wire.Marshal([]Change(c)) }

// Definitions returns the changes from one definition to another; none if nothing changed. For definitions that Compile
// accepts, there are none exactly if their fingerprints are the same: a weight of 1 that is now stated, and was the
// default before, is a change of the definition although not of a score.
//
// Nodes are the same if their Refs are, links if their ends are, uses if their objective and KPI are, and targets if
// their KPI, period and moment are. A target with a later moment is compared with the one that it revises. A node that
// is added or retired is listed with the nodes below it, but without fields, uses and targets.
//
// The changes are in the order of after's document: for each node first its own fields, then its lists, one by one.
// What a list lost follows what it still has, in the order of before. Members of objects are in alphabetical order.
//
// Definitions does not compile: definitions may have any fault, and nil is an empty one. If several nodes have one id,
// the first is compared with the first, the second with the second. It does not change the definitions; nothing else
// may do so while it runs.
func Definitions(before, after *bsc.Definition) Changes {
	types := partTypes{}
	d := differ{before: newOutline(before, types), after: newOutline(after, types), types: types}
	d.compare(d.before.root, d.after.root)
	return d.changes
}

// differ collects changes.
type differ struct {
	before, after *outline
	types         partTypes
	changes       Changes
}

// compare compares a part with its earlier version, and all that it contains. before is nil for a new part, and after
// for one that is gone. It recurses like outline.fill.
func (d *differ) compare(before, after *docPart) {
	p := cmp.Or(after, before)
	switch {
	case p.list == inTargets:
		d.target(before, after)
	case before == nil:
		d.add(p, Change{Kind: Added, After: d.standing(after)})
	case after == nil:
		d.add(p, Change{Kind: Retired, Before: d.standing(before)})
	default:
		if p.parent != nil && before.parent.partKey != after.parent.partKey {
			d.add(p, Change{Kind: Moved, Before: d.standing(before), After: d.standing(after)})
		}
		d.fields(before, after)
	}
	both := before != nil && after != nil
	for _, f := range d.types.fields(p) {
		if f.parts && (both || ofNodes(f.name)) {
			d.list(f.name, before, after)
		}
	}
}

// list compares the contents of one list of a part.
func (d *differ) list(name string, before, after *docPart) {
	if before != nil && after != nil {
		d.order(name, before, after)
	}
	if after != nil {
		for _, child := range after.below[name] {
			d.compare(d.before.parts[child.partKey], child)
		}
	}
	if before != nil {
		for _, child := range before.below[name] {
			if d.after.parts[child.partKey] == nil {
				d.compare(child, nil)
			}
		}
	}
}

// order compares the order of what stays in a list.
func (d *differ) order(name string, before, after *docPart) {
	was := staying(before.below[name], d.after, after)
	is := staying(after.below[name], d.before, before)
	if !slices.Equal(was, is) {
		d.add(after, Change{Kind: Reordered, Field: name, Before: keyLabels(was), After: keyLabels(is)})
	}
}

// staying returns the keys of the parts that stand under parent in the other definition.
func staying(parts []*docPart, other *outline, parent *docPart) []partKey {
	var keys []partKey
	for _, p := range parts {
		if same := other.parts[p.partKey]; same != nil && same.parent == parent {
			keys = append(keys, p.partKey)
		}
	}
	return keys
}

// fields compares all fields of a part except the lists of other parts.
func (d *differ) fields(before, after *docPart) {
	for _, f := range d.types.fields(after) {
		x, y := before.value.FieldByIndex(f.Index), after.value.FieldByIndex(f.Index)
		if f.parts || reflect.DeepEqual(x.Interface(), y.Interface()) {
			continue
		}
		was, okWas := f.text(x)
		is, okIs := f.text(y)
		if was == is && okWas && okIs {
			continue // the same JSON, as for no list and an empty one
		}
		if f.Type == reflect.TypeFor[bsc.Policy]() || !d.members(after, f.name, was, is) {
			d.field(after, f.name, was, is)
		}
	}
}

// members compares two JSON objects, one of which may be missing, member by member. It returns false if they are not
// objects, or if no member differs.
func (d *differ) members(p *docPart, field, was, is string) bool {
	before, okBefore := objectOf(was)
	after, okAfter := objectOf(is)
	if !okBefore || !okAfter {
		return false
	}
	keys := slices.AppendSeq(slices.Collect(maps.Keys(before)), maps.Keys(after))
	slices.Sort(keys)
	found := false
	for _, key := range slices.Compact(keys) {
		if x, y := string(before[key]), string(after[key]); x != y {
			d.field(p, field+"/"+strictjson.Escape(key), x, y)
			found = true
		}
	}
	return found
}

// field adds the change of a field, as JSON.
func (d *differ) field(p *docPart, name, was, is string) {
	c := Change{Kind: Changed, Field: name, Before: plainText(was), After: plainText(is)}
	switch name {
	case "name":
		c.Kind = Renamed
	case "weight":
		c.Kind = Reweighted
	}
	d.add(p, c)
}

// target compares a target with its earlier version, or with the one that it revises.
func (d *differ) target(before, after *docPart) {
	p := cmp.Or(after, before)
	switch {
	case before == nil:
		before = revisedTarget(d.before.parts[p.parent.partKey], p)
	case after == nil:
		after = revisedTarget(d.after.parts[p.parent.partKey], p)
	case reflect.DeepEqual(before.value.Interface(), after.value.Interface()):
		return
	default:
		was, okWas := partJSON(before)
		is, okIs := partJSON(after)
		if was == is && okWas && okIs {
			return
		}
	}
	d.add(p, Change{Kind: Retargeted, Period: p.period, Before: d.targetText(before), After: d.targetText(after)})
}

// revisedTarget returns the latest target of a KPI for the same period with an earlier moment, which would hold without
// p; nil if there is none.
func revisedTarget(kpi, p *docPart) *docPart {
	var latest *docPart
	for _, t := range kpi.below[inTargets] {
		if t.period == p.period && t.moment.Before(p.moment) && (latest == nil || t.moment.After(latest.moment)) {
			latest = t
		}
	}
	return latest
}

// standing returns where a node stands, or the complete link or use.
func (d *differ) standing(p *docPart) string {
	if ofNodes(p.list) {
		return d.ref(p.parent).String()
	}
	text, _ := partJSON(p)
	return text
}

// ref returns the node that a part is or belongs to.
func (d *differ) ref(p *docPart) bsc.Ref {
	if p.parent == nil {
		return cmp.Or(d.after.ref, d.before.ref, bsc.Ref{Kind: bsc.KindScorecard})
	}
	return p.ref
}

// add adds a change of a part, with what identifies the part.
func (d *differ) add(p *docPart, c Change) {
	c.Ref, c.To = d.ref(p), p.to
	c.Name = cmp.Or(d.after.names[c.Ref], d.before.names[c.Ref])
	switch {
	case p.list == inTargets:
		c.Field = inTargets
	case !ofNodes(p.list):
		c.Field = strings.TrimSuffix(p.list+"/"+c.Field, "/")
	}
	d.changes = append(d.changes, c)
}
