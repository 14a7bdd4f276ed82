package diff

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-bsc/bsc/internal/oneline"
	"github.com/go-bsc/bsc/internal/strictjson"
	"github.com/go-bsc/bsc/period"
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
func (c Change) String() string {
	line, field := c.Ref.String(), c.Field
	if c.Name != "" {
		line += " " + quoteName(c.Name)
	}
	line += ": "
	list, inner, _ := strings.Cut(field, "/")
	if join := map[string]string{inUses: "use of ", inLinks: "link to "}[list]; join != "" && c.Kind != Reordered {
		line += join + c.To.String()
		if inner == "" {
			return oneline.Printable(line + " " + string(c.Kind)) // added or retired
		}
		line, field = line+": ", inner
	}
	return oneline.Printable(line + c.what(field))
}

// what returns what happened to a node, or to a field of a use or a link.
func (c Change) what(field string) string {
	switch c.Kind {
	case Added:
		return "added to " + c.After
	case Retired:
		return "retired from " + c.Before
	case Renamed, Moved:
		field = string(c.Kind)
	case Retargeted:
		field = "target for " + periodText(c.Period)
	case Reordered:
		field += " reordered"
	}
	return field + c.fromTo()
}

// fromTo returns Before and After.
func (c Change) fromTo() string {
	before, after := c.Before, c.After
	switch c.Kind {
	case Renamed:
		before, after = quoteName(before), quoteName(after)
	case Changed:
		before, after = quoteWords(before), quoteWords(after)
	}
	before, after = differing(before, after)
	for _, text := range []*string{&before, &after} {
		if *text == "" {
			*text = "unset"
		}
	}
	return fmt.Sprintf(" from %s to %s", before, after)
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
