package diff

import (
	"cmp"
	"encoding/json"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
	"github.com/go-bsc/bsc/words"
)

// String returns the changes, one per line.
func (cs Changes) String() string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(c.String() + "\n")
	}
	return b.String()
}

// String returns the change as one printable line. It shows unset for what is not set, and cuts long text to where it
// differs; Before and After have all of it.
func (c Change) String() string { return c.Phrase().String() }

// Phrase returns what String says, for other languages. Names of fields, and Before and After, are the same in all.
func (c Change) Phrase() words.Phrase {
	list, inner, _ := strings.Cut(c.Field, "/")
	var join words.Phrase
	switch list {
	case inUses:
		join = words.New("use_of", "kpi", c.To)
	case inLinks:
		join = words.New("link_to", "node", c.To)
	}
	switch {
	case join.IsZero() || c.Kind == Reordered:
		return ofNode(c.Ref, c.Name, c.what(c.Field))
	case inner == "": // added or retired
		return ofNode(c.Ref, c.Name, words.New("change_of_join", "join", join, "kind", words.Name("change", string(c.Kind))))
	}
	return ofNode(c.Ref, c.Name, words.New("about", "what", join, "says", c.what(inner)))
}

// ofNode says something of a node.
func ofNode(ref bsc.Ref, name string, says words.Phrase) words.Phrase {
	if name == "" {
		return words.New("change_of_node", "node", ref, "says", says)
	}
	return words.New("change_of_named", "node", ref, "name", name, "says", says)
}

// what says what happened to a node, or to a field of a use or a link.
func (c Change) what(field string) words.Phrase {
	switch c.Kind {
	case Added:
		return words.New("change_added", "parent", c.After)
	case Retired:
		return words.New("change_retired", "parent", c.Before)
	}
	before, after := c.beforeAfter()
	switch c.Kind {
	case Renamed:
		return words.New("change_renamed", "before", before, "after", after)
	case Moved:
		return words.New("change_moved", "before", before, "after", after)
	case Retargeted:
		return words.New("change_retargeted", "period", whichPeriod(c.Period), "before", before, "after", after)
	case Reordered:
		return words.New("change_reordered", "field", field, "before", before, "after", after)
	}
	return words.New("change_of_field", "field", field, "before", before, "after", after)
}

// beforeAfter returns Before and After as they are shown: text, or the phrase of what is unset.
func (c Change) beforeAfter() (before, after any) {
	was, is := c.Before, c.After
	switch c.Kind {
	case Renamed:
		was, is = quoteName(was), quoteName(is)
	case Changed:
		was, is = quoteWords(was), quoteWords(is)
	}
	was, is = differing(was, is)
	return orUnset(was), orUnset(is)
}

func orUnset(text string) any {
	if text == "" {
		return words.New("unset")
	}
	return text
}

// whichPeriod names the period of a target.
func whichPeriod(p period.Period) any {
	if p.IsZero() {
		return words.New("every_period")
	}
	return p
}

func quoteName(name string) string { return `"` + oneline.Printable(name) + `"` }

func periodText(p period.Period) string {
	if p.IsZero() {
		return "every period"
	}
	return p.String()
}

// quoteWords quotes text that has spaces, unless it is JSON.
func quoteWords(text string) string {
	if !strings.ContainsAny(text, " \t\r\n") || json.Valid([]byte(text)) {
		return text
	}
	return quoteName(text)
}

// differing cuts two texts if one is long, and their common beginning too.
func differing(a, b string) (string, string) {
	const most, before = 160, 20
	if max(len(a), len(b)) <= most {
		return a, b
	}
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	start := same - before
	for start > 0 && !utf8.RuneStart(a[start]) {
		start--
	}
	if start > 0 {
		a, b = "…"+a[start:], "…"+b[start:]
	}
	return oneline.Cut(a, most), oneline.Cut(b, most)
}

// targetText returns a target as text: "1300, baseline 1000, recorded 2026-07-03T09:00:00Z"; "" for none.
func (d *differ) targetText(p *docPart) string {
	if p == nil {
		return ""
	}
	value, rest := "", ""
	for _, f := range d.types.fields(p) {
		written, _ := f.text(p.value.FieldByIndex(f.Index))
		text := plainText(written)
		switch {
		case text == "", f.name == "period":
		case f.name == "value":
			value = text
		case f.name == "recorded_at":
			rest += ", recorded " + text
		default:
			rest += ", " + f.name + " " + quoteWords(text)
		}
	}
	return cmp.Or(strings.TrimPrefix(value+rest, ", "), "no value")
}

// keyLabels lists parts as JSON, each by what identifies it in its list.
func keyLabels(keys []partKey) string {
	list := make([]string, len(keys))
	for i, k := range keys {
		switch k.list {
		case inUses:
			list[i] = k.to.ID
		case inLinks:
			list[i] = k.ref.String() + " → " + k.to.String()
		case inTargets:
			list[i] = periodText(k.period)
			if !k.moment.IsZero() {
				list[i] += " recorded " + k.moment.Format(time.RFC3339Nano)
			}
		default:
			list[i] = k.ref.ID
		}
	}
	text, _ := canonicalJSON(list)
	return text
}

// notJSON stands for a value that cannot be written as JSON, such as invalid arguments.
const notJSON = "not JSON"

// partJSON returns a part as canonical JSON, and whether it can be written.
func partJSON(p *docPart) (string, bool) { return canonicalJSON(p.value.Interface()) }

// text returns the value of a field as canonical JSON, "" if a document leaves it out, and whether it can be written.
// It marshals a struct of that field alone, which knows when to leave it out.
func (f partField) text(v reflect.Value) (string, bool) {
	alone := reflect.New(reflect.StructOf([]reflect.StructField{f.StructField})).Elem()
	alone.Field(0).Set(v)
	text, ok := canonicalJSON(alone.Interface())
	if !ok {
		return text, false
	}
	members, _ := objectOf(text)
	return string(members[f.name]), true
}

// canonicalJSON writes JSON as for a fingerprint; false for what cannot be written.
func canonicalJSON(v any) (string, bool) {
	document, err := json.Marshal(v)
	if err != nil {
		return notJSON, false
	}
	return string(strictjson.Canonical(document)), true
}

// objectOf returns the members of a JSON object, none for ""; false for any other JSON.
func objectOf(text string) (map[string]json.RawMessage, bool) {
	var members map[string]json.RawMessage
	if text == "" {
		return nil, true
	}
	if !strings.HasPrefix(text, "{") || json.Unmarshal([]byte(text), &members) != nil {
		return nil, false
	}
	return members, true
}

// plainText returns a JSON string without its quotes, unless it is empty; other JSON is unchanged.
func plainText(text string) string {
	var s string
	if strings.HasPrefix(text, `"`) && json.Unmarshal([]byte(text), &s) == nil && s != "" {
		return s
	}
	return text
}
