package schema_test

import (
	"database/sql"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-bsc/bsc"
	"github.com/go-bsc/bsc/period"
	"github.com/stretchr/testify/assert"
)

// Every property and every type has a description, everything in $defs is used, and no two things have one title: tools
// that generate types name them by their titles. In what people write, every property has a label.
func TestSchemas_described(t *testing.T) {
	for name, root := range documents(t) {
		assert.Equal(t, "https://json-schema.org/draft/2020-12/schema", root["$schema"], name)
		assert.Equal(t, "https://github.com/go-bsc/bsc/schema/"+name+".json", root["$id"], name)
		assert.NotEmpty(t, root["description"], name)
		d := described{T: t, root: root, labels: name != "report", used: map[string]bool{}, titles: map[string]int{}}
		d.read(root, name)
		for def, at := range root["$defs"].(node) {
			assert.NotEmpty(t, at.(node)["description"], "%s %s", name, def)
			assert.True(t, d.used["#/$defs/"+def], "%s %s is not used", name, def)
			if at.(node)["title"] == nil {
				d.titles[strings.ToLower(def)]++ // which is then its name
			}
		}
		for title, count := range d.titles {
			assert.Equal(t, 1, count, "%s has several %q", name, title)
		}
	}
}

// described collects the references and the titles of a schema.
type described struct {
	*testing.T
	root   node
	labels bool
	used   map[string]bool
	titles map[string]int
}

func (d *described) read(v any, path string) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			d.read(element, path)
		}
	case node:
		if ref, ok := v["$ref"].(string); ok {
			d.used[ref] = true
		}
		if title, ok := v["title"].(string); ok {
			d.titles[strings.ToLower(strings.ReplaceAll(title, " ", ""))]++
		}
		if properties, ok := v["properties"].(node); ok && v["additionalProperties"] == false {
			for name, property := range properties {
				assert.NotEmpty(d, d.first("description", property.(node)), "%s/%s", path, name)
				policy := name == "name" || name == "args" // which a form chooses by the titles of the policies
				if d.labels && !policy {
					assert.NotEmpty(d, d.first("title", property.(node)), "%s/%s has no label", path, name)
				}
			}
		}
		for key, part := range v {
			if key == "properties" {
				for name, property := range part.(node) {
					d.read(property, path+"/"+name)
				}
				continue
			}
			d.read(part, path+"/"+key)
		}
	}
}

// first returns the title or the description of a schema, or of what it refers to.
func (d *described) first(key string, at node) string {
	for {
		if text, ok := at[key].(string); ok {
			return text
		}
		if all, ok := at["allOf"].([]any); ok {
			at = all[0].(node)
			continue
		}
		ref, ok := at["$ref"].(string)
		if !ok {
			return ""
		}
		at = d.root["$defs"].(node)[strings.TrimPrefix(ref, "#/$defs/")].(node)
	}
}

// The words of these types, and the texts with a number in them, are those that Scan takes.
func TestDefinition_patterns(t *testing.T) {
	root := documents(t)["definition"]
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
		takes := takesText(t, root, root["$defs"].(node)[def].(node))
		for _, text := range texts {
			if text == "2026-02-29" || def == "strength" && strings.HasSuffix(text, "26") {
				continue // no pattern says which years are leap years, or that a number is at most 1
			}
			assert.Equal(t, into.Scan(text) == nil, takes(text), "%s %q", def, text)
		}
	}
}

// takesText returns whether a schema takes a text, by its words and patterns.
func takesText(t *testing.T, root, at node) func(string) bool {
	t.Helper()
	words := wordsOf(t, root, at)
	var patterns []*regexp.Regexp
	for _, each := range alternatives(t, root, at) {
		if pattern, ok := each["pattern"].(string); ok {
			patterns = append(patterns, regexp.MustCompile(pattern))
		}
	}
	return func(text string) bool {
		return slices.Contains(words, text) || slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return p.MatchString(text) })
	}
}
